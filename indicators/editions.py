"""Editions: which one is on show, and asking it a question kept in a file of SQL."""

import hashlib
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

_SQL = Path(__file__).with_name("sql")
_POINTER = "current"
_NAME = re.compile(r"edition-(\d{6})\.duckdb")
_LIST, _USE = "python -m etl editions", "python -m etl editions --use SỐ"
_LOAD = "python -m etl load"
# Nothing outside the file can be reached through a question, whatever a cell of it may say.
_LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}
# What DuckDB raises for bytes that are not as they were written.
_SPOILT = (duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
_spoilt: set[tuple[Path, tuple[int, int]]] = set()


class EditionError(Exception):
    """An edition or its pointer that cannot be read; the message is Vietnamese with the remedy.

    `is_found_now`: damage met while reading; whoever asks again gets the last good edition.
    """

    def __init__(self, message: str, is_found_now: bool = False):
        super().__init__(message)
        self.is_found_now = is_found_now


@dataclass(frozen=True)
class Edition:
    """A published set of figures, never changed once published: it is the key of every cache.

    `stamp` tells a file put in the place of another (time of writing and size) from the one it
    replaced; `is_sample` is true for an edition of data/sample, not of received files.
    """

    path: Path
    number: int
    built_at: datetime
    is_demo: bool
    catalogue_sha256: str
    stamp: tuple[int, int]
    is_sample: bool = False


@dataclass(frozen=True)
class Shown:
    """The edition a reader gets, and what is wrong with the chosen one ("" when it is whole)."""

    edition: Edition
    fault: str = ""


def data_folder() -> Path:
    """The data folder: DANVAN_DATA when set, else data/ beside the code."""
    return Path(os.environ.get("DANVAN_DATA") or Path(__file__).parents[1] / "data")


def edition_path(folder: Path, number: int) -> Path:
    """Where edition `number` of a data folder lies; never reused for another."""
    return folder / "editions" / f"edition-{number:06d}.duckdb"


def seal_path(path: Path) -> Path:
    """The small file beside an edition that holds the SHA-256 of its bytes."""
    return path.with_suffix(".sha256")


def sealed(path: Path) -> str:
    """The SHA-256 of a file, as its seal holds it; about a second for 500 MB."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pointer_path(folder: Path) -> Path:
    """The small file holding the number of the edition on show."""
    return folder / "editions" / _POINTER


def numbers(folder: Path) -> list[int]:
    """Numbers of the published editions of a data folder, oldest first."""
    names = (_NAME.fullmatch(path.name) for path in (folder / "editions").glob("edition-*"))
    return sorted(int(name[1]) for name in names if name)


def pointed(folder: Path) -> int | None:
    """The number of the edition on show; None before the first, EditionError when damaged.

    The pointer holds the number twice, so that a spoilt digit never leads to another edition.
    """
    pointer = pointer_path(folder)
    try:
        text = pointer.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise _damaged_pointer(pointer) from fault
    number = re.fullmatch(rb"(\d{1,6})(?: \1)?\r?\n", text)
    if number is None:
        raise _damaged_pointer(pointer)
    return int(number[1])


def current(folder: Path) -> Edition | None:
    """The edition on show; None before the first one.

    Raises EditionError when the pointer or the edition it names is damaged or gone.
    """
    number = pointed(folder)
    return None if number is None else open_edition(edition_path(folder, number))


def on_show(folder: Path) -> Shown | None:
    """The edition on show or, when that is damaged, the last good one; None before the first.

    The last good one is the newest whole edition older than the damaged one, else the newest of
    all. Raises EditionError when no edition is whole.
    """
    try:
        edition = current(folder)
        return None if edition is None else Shown(edition)
    except EditionError as fault:
        last_good = newest_whole(folder, _up_to_chosen(folder))
        if last_good is None:
            raise
        return Shown(last_good, str(fault))


def _up_to_chosen(folder: Path) -> list[int]:
    """Numbers of editions, those newer than the one pointed at before the others."""
    try:
        chosen = pointed(folder)
    except EditionError:
        chosen = None
    return sorted(numbers(folder), key=lambda n: (chosen is None or n <= chosen, n))


def newest_whole(folder: Path, candidates: list[int]) -> Edition | None:
    """The last of some editions, by number, that is whole; None when none is."""
    for number in candidates[::-1]:
        try:
            return open_edition(edition_path(folder, number))
        except EditionError:
            continue
    return None


def _damaged_pointer(pointer: Path) -> EditionError:
    return EditionError(
        f"Không đọc được tệp “{pointer.name}” trong thư mục editions (tệp này ghi số của bản số"
        f" liệu đang dùng). Chạy “{_LIST}” để xem các bản, rồi “{_USE}” để chọn lại một bản."
    )


def open_edition(path: Path) -> Edition:
    """What a whole edition file says of itself; EditionError when it is damaged or gone.

    Its bytes are held against the seal once in each process, its count of figures as well.
    """
    try:
        found = path.stat()
    except OSError as fault:
        raise EditionError(
            f"Không thấy tệp bản số liệu “{path.name}”. Chép lại từ bản sao lưu, hoặc chạy"
            f" “{_LIST}” và “{_USE}” để dùng bản khác, hoặc “{_LOAD}” để dựng lại."
        ) from fault
    stamp = (found.st_mtime_ns, found.st_size)
    try:
        edition = None if (path, stamp) in _spoilt else _opened(path, stamp, _seal(path))
    except (duckdb.Error, OSError) as fault:
        raise _damaged(path) from fault
    if edition is None:
        raise _damaged(path)
    return edition


def _seal(path: Path) -> str | None:
    """The seal as it stands; None for an edition of the first release, which had none."""
    try:
        return seal_path(path).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None


# Damage is remembered too: hashing a large file again at every click would hold everyone up. What
# may pass, such as a file locked by another program, raises and is tried again.
@lru_cache(maxsize=64)
def _opened(path: Path, stamp: tuple[int, int], seal: str | None) -> Edition | None:
    if seal is not None and sealed(path) != seal:
        return None
    # A connection that is still open would go on showing a file put in the place of another.
    _root.cache_clear()
    with _root(path, stamp).cursor() as cursor:
        said = cursor.execute(_question("edition")).df().to_dict("records")
        found = cursor.execute("select count(*) from observation").fetchone()[0]
    row = said[0] if said else {}
    is_whole = row.get("observations") == found and "catalogue_sha256" in row
    if not is_whole or edition_path(path.parents[1], row["number"]) != path:
        return None
    return Edition(
        path,
        row["number"],
        row["built_at"].to_pydatetime(),
        row["is_demo"],
        row["catalogue_sha256"],
        stamp,
        # Before the column was there, only the sample was likely to be a demonstration.
        row.get("is_sample", row["is_demo"]),
    )


@lru_cache(maxsize=4)
def _root(path: Path, stamp: tuple[int, int]) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=_LOCKED)


@contextmanager
def _reading(edition: Edition):
    """Any fault of the database while reading an edition is told as a damaged file.

    What the disk gave back spoilt is not read again: the next reader gets the last good edition.
    """
    try:
        yield
    except duckdb.Error as fault:
        is_spoilt = _is_spoilt(fault)
        if is_spoilt:
            _spoilt.add((edition.path, edition.stamp))
            _root.cache_clear()
        raise _damaged(edition.path, is_spoilt) from fault


def _is_spoilt(fault: duckdb.Error) -> bool:
    """True for bytes that changed; a file locked or not to be opened just now may be whole."""
    is_checksum = type(fault) is duckdb.Error
    told = ("Could not read", "not a valid DuckDB database file")
    return is_checksum or isinstance(fault, _SPOILT) or any(text in str(fault) for text in told)


def _damaged(path: Path, is_found_now: bool = False) -> EditionError:
    return EditionError(
        f"Bản số liệu “{path.name}” bị hỏng hoặc do một phiên bản phần mềm khác lập. Chạy"
        f" “{_LOAD}” để dựng lại từ các tệp đã nhận, hoặc “{_LIST}” và “{_USE}” để dùng bản khác.",
        is_found_now,
    )


@lru_cache(maxsize=64)
def _question(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def ask(edition: Edition, question: str, **parameters) -> pd.DataFrame:
    """The answer to indicators/sql/<question>.sql with bound parameters; EditionError if damaged.

    A cursor per question: one connection shared between threads mixes their rows.
    """
    with _reading(edition), _root(edition.path, edition.stamp).cursor() as cursor:
        return cursor.execute(_question(question), parameters or None).df()
