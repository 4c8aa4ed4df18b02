"""Editions: which one is on show, and asking it a question kept in a file of SQL."""

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


class EditionError(Exception):
    """An edition or its pointer that cannot be read; the message is Vietnamese with the remedy."""


@dataclass(frozen=True)
class Edition:
    """A published set of figures, never changed once published: it is the key of every cache.

    `stamp` tells a file put in the place of another (time of writing and size) from the one it
    replaced.
    """

    path: Path
    number: int
    built_at: datetime
    is_demo: bool
    catalogue_sha256: str
    stamp: tuple[int, int]


def data_folder() -> Path:
    """The data folder: DANVAN_DATA when set, else data/ beside the code."""
    return Path(os.environ.get("DANVAN_DATA") or Path(__file__).parents[1] / "data")


def edition_path(folder: Path, number: int) -> Path:
    """Where edition `number` of a data folder lies; never reused for another."""
    return folder / "editions" / f"edition-{number:06d}.duckdb"


def pointer_path(folder: Path) -> Path:
    """The small file holding the number of the edition on show."""
    return folder / "editions" / _POINTER


def current(folder: Path) -> Edition | None:
    """The edition on show; None before the first one.

    Raises EditionError when the pointer or the edition it names is damaged or gone.
    """
    pointer = pointer_path(folder)
    try:
        text = pointer.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise _damaged_pointer(pointer) from fault
    if not re.fullmatch(r"\d{1,6}\n?", text):
        raise _damaged_pointer(pointer)
    return open_edition(edition_path(folder, int(text)))


def _damaged_pointer(pointer: Path) -> EditionError:
    return EditionError(
        f"Không đọc được tệp “{pointer.name}” trong thư mục editions (tệp này ghi số của bản số"
        f" liệu đang dùng). Chạy “{_LIST}” để xem các bản, rồi “{_USE}” để chọn lại một bản."
    )


def open_edition(path: Path) -> Edition:
    """What an edition file says of itself; EditionError when it is damaged or gone."""
    try:
        found = path.stat()
    except OSError as fault:
        raise EditionError(
            f"Không thấy tệp bản số liệu “{path.name}”. Chép lại từ bản sao lưu, hoặc chạy"
            f" “{_LIST}” và “{_USE}” để dùng bản khác, hoặc “{_LOAD}” để dựng lại."
        ) from fault
    return _opened(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=64)
def _opened(path: Path, stamp: tuple[int, int]) -> Edition:
    # A connection that is still open would go on showing a file put in the place of another.
    _root.cache_clear()
    question = "select number, built_at, is_demo, catalogue_sha256 from edition"
    with _reading(path), _root(path, stamp).cursor() as cursor:
        row = cursor.execute(question).fetchone()
    if row is None:
        raise _damaged(path)
    return Edition(path, *row, stamp)


@lru_cache(maxsize=4)
def _root(path: Path, stamp: tuple[int, int]) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=_LOCKED)


@contextmanager
def _reading(path: Path):
    """Any fault of the database while reading a file is told as a damaged file."""
    try:
        yield
    except duckdb.Error as fault:
        raise _damaged(path) from fault


def _damaged(path: Path) -> EditionError:
    return EditionError(
        f"Bản số liệu “{path.name}” bị hỏng hoặc do một phiên bản phần mềm khác lập. Chạy"
        f" “{_LOAD}” để dựng lại từ các tệp đã nhận, hoặc “{_LIST}” và “{_USE}” để dùng bản khác."
    )


@lru_cache(maxsize=64)
def _question(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def ask(edition: Edition, question: str, **parameters) -> pd.DataFrame:
    """The answer to indicators/sql/<question>.sql with bound parameters; EditionError if damaged.

    A cursor per question: one connection shared between threads mixes their rows.
    """
    with _reading(edition.path), _root(edition.path, edition.stamp).cursor() as cursor:
        return cursor.execute(_question(question), parameters or None).df()
