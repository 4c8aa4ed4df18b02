"""A new edition: built beside the others, checked, then put on show in one step."""

import contextlib
import hashlib
import os
from datetime import datetime
from pathlib import Path

import duckdb

from etl import demonstrations, relations, storing
from etl.comparing import compare
from etl.receiving import sync_folder, write_whole
from etl.storing import Read, statement
from indicators.catalogue import Catalogue
from indicators.editions import (
    EditionError,
    edition_path,
    numbers,
    pointed,
    pointer_path,
    seal_path,
    sealed,
)
from indicators.unit_files import UnitKey
from indicators.units import Register

KEPT_EDITIONS = 20
_STEPS = ("mark_current", "derive_parts", "add_up", "derive_difference", "derive_running")
# Number of figures and a sum of their digests, to tell that what was written is what is read.
Fingerprint = tuple[int, int]


class BuildError(Exception):
    """An edition that did not come out as built; the one before stays on show."""


def catalogue_digest(folder: Path) -> str:
    """Digest of the catalogue files and form cards, to tell an edition built with older ones."""
    digest = hashlib.sha256()
    cards = (folder.parent / "forms").glob("*.toml")
    for path in [*sorted(folder.glob("*.csv")), *sorted(cards)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def publish(
    data: Path, catalogue: Catalogue, register: Register, read: Read, is_sample: bool = False
) -> tuple[int, Read]:
    """Build, check and show the edition of these files: its number, and the files once compared.

    Raises BuildError, leaving the edition on show untouched, when what was written is not what
    is read back; OSError when a file cannot be written.
    """
    folder = data / "editions"
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in (*folder.glob("*.building*"), *folder.glob("*.part")):
        _drop(leftover)
    number = max([0, *numbers(data), _pointed(data)]) + 1
    # What another program holds open cannot be removed on Windows: the next number is free.
    while any(folder.glob(f"edition-{number:06d}.building*")):
        number += 1
    beside = folder / f"edition-{number:06d}.building"
    try:
        fingerprint, read = build(beside, data, number, catalogue, register, read, is_sample)
        _verify(beside, fingerprint)
    except duckdb.Error as fault:
        raise BuildError(
            "không lập được bản số liệu mới (đĩa đầy hoặc tệp bị khóa?); bản đang dùng giữ nguyên,"
            f" kiểm tra chỗ trống rồi nạp lại. Chi tiết kỹ thuật: {type(fault).__name__}"
        ) from fault
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    path = edition_path(data, number)
    # The seal goes first: an edition is never on show without it.
    write_whole(seal_path(path), f"{sealed(beside)}\n".encode())
    os.replace(beside, path)
    sync_folder(folder)
    show(data, number)
    _drop_old(data, number)
    return number, read


def show(data: Path, number: int) -> None:
    """Point readers at an edition; a reader sees all of the old one or all of the new one."""
    write_whole(pointer_path(data), f"{number} {number}\n".encode())


def _pointed(data: Path) -> int:
    """The number the pointer holds, so that a lost edition's number is not used again; or 0."""
    try:
        return pointed(data) or 0
    except EditionError:
        return 0


def _drop_old(data: Path, shown: int) -> None:
    """Remove the oldest editions; one that is held open is left to a later load."""
    known = numbers(data)
    for number in known[:-KEPT_EDITIONS]:
        if number != shown:
            _drop(edition_path(data, number))
    # A seal goes after its edition, or the edition would be trusted without it.
    for seal in (data / "editions").glob("edition-*.sha256"):
        if not seal.with_suffix(".duckdb").exists():
            _drop(seal)


def _drop(path: Path) -> None:
    """Remove a file if that can be done now; a load never fails by what it cannot tidy up."""
    with contextlib.suppress(OSError):
        path.unlink()


def build(
    path: Path,
    data: Path,
    number: int,
    catalogue: Catalogue,
    register: Register,
    read: Read,
    is_sample: bool = False,
) -> tuple[Fingerprint, Read]:
    """Write the edition of these files at a path; its fingerprint, and the files once compared.

    Raises duckdb.Error when it cannot be written.
    """
    with duckdb.connect(":memory:") as con:
        con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as edition")
        read, units, period_ids = _compared(con, data, catalogue, register, read)
        storing.store_sources(con, read, units, period_ids)
        con.execute(statement("store"))
        fingerprint = _fingerprint(con, "staged")
        con.execute(
            "insert into edition.edition values ($number, $now, $demo, $digest, $count, $sample)",
            {
                "number": number,
                "now": datetime.now().replace(microsecond=0),
                "demo": any(
                    o.is_demo and o.figures for o in demonstrations.counting(read).values()
                ),
                "digest": catalogue_digest(data / "catalogue"),
                "count": fingerprint[0],
                "sample": is_sample,
            },
        )
        con.execute("checkpoint edition")
        con.execute("detach edition")
    return fingerprint, read


def compared(data: Path, catalogue: Catalogue, register: Register, read: Read) -> Read:
    """The files with the notes an edition of them would give them; nothing is written.

    Raises BuildError when there is not memory enough.
    """
    try:
        with duckdb.connect(":memory:") as con:
            con.execute("attach ':memory:' as edition")
            return _compared(con, data, catalogue, register, read)[0]
    except duckdb.Error as fault:
        raise BuildError(
            "không đối chiếu được với các tệp đã nhận (máy thiếu bộ nhớ?); đóng bớt chương trình"
            f" rồi làm lại. Chi tiết kỹ thuật: {type(fault).__name__}"
        ) from fault


def _compared(
    con, data: Path, catalogue: Catalogue, register: Register, read: Read
) -> tuple[Read, dict[UnitKey, int], dict[str, int]]:
    """The files compared in the attached edition, and the ids of its units and periods."""
    # From here on nothing but the attached file can be reached, whatever a cell may say.
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    con.execute("use edition")
    con.execute(statement("schema"))
    con.execute("use memory")
    ids = storing.store_catalogue(con, catalogue)
    units = storing.store_units(con, data / "catalogue", register)
    read, counting = demonstrations.told(read), demonstrations.counting(read)
    period_ids = storing.store_periods(con, catalogue, counting)
    storing.stage(con, counting, ids, units, period_ids)
    relations.define(con, catalogue, ids)
    for step in _STEPS:
        con.execute(statement(step))
    relations.define_relations(con, catalogue, ids)
    return compare(con, read, catalogue, {i: key for key, i in units.items()}), units, period_ids


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str) -> Fingerprint:
    """Number of rows and the sum of their digests; table names are ours alone."""
    digest = f"coalesce(sum(hash(t)::hugeint), 0) from {table} as t"
    return con.execute(f"select count(*), {digest}").fetchone()


def _verify(path: Path, expected: Fingerprint) -> None:
    if Path(f"{path}.wal").exists():
        raise BuildError("bản số liệu mới chưa ghi xong; bản đang dùng giữ nguyên, hãy nạp lại")
    with duckdb.connect(str(path), read_only=True) as con:
        found = _fingerprint(con, "observation")
    if found != expected:
        raise BuildError(
            f"bản số liệu mới đọc lại được {found[0]} số, không giống {expected[0]} số đã ghi; bản"
            " đang dùng giữ nguyên, hãy nạp lại"
        )
