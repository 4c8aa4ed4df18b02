"""A new edition: built beside the others, checked, then put on show in one step."""

import hashlib
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from etl.checking import Checked
from etl.problems import Problem
from etl.receiving import sync_folder
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.editions import edition_path, pointer_path
from indicators.names import fold
from indicators.periods import Period
from indicators.units import Register

_SQL = Path(__file__).with_name("sql")
KEPT_EDITIONS = 20


@dataclass(frozen=True)
class Content:
    """What one file brings to an edition: its receipt data, checked figures and problems."""

    source_id: int
    file_name: str
    sha256: str
    form: str
    is_demo: bool
    document: str
    received_at: str
    records: int
    loaded: int
    noted: int
    rejected: int
    checked: Checked
    problems: tuple[Problem, ...]


class BuildError(Exception):
    """An edition that did not come out as built; the one before stays on show."""


def catalogue_digest(folder: Path) -> str:
    """Digest of the catalogue files, to tell an edition built with older ones."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def numbers(data: Path) -> list[int]:
    """Numbers of the published editions of a data folder, oldest first."""
    return sorted(int(path.stem[-6:]) for path in (data / "editions").glob("edition-??????.duckdb"))


def publish(data: Path, catalogue: Catalogue, register: Register, contents: list[Content]) -> int:
    """Build, check and show the edition of these files; its number.

    Raises BuildError, leaving the edition on show untouched, when what was written is not what
    is read back.
    """
    folder = data / "editions"
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("*.building*"):
        leftover.unlink()
    number = max(numbers(data), default=0) + 1
    beside = folder / f"edition-{number:06d}.building"
    expected = _build(beside, data, number, catalogue, register, contents)
    _verify(beside, expected)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(beside, edition_path(data, number))
    show(data, number)
    _drop_old(data, number)
    return number


def show(data: Path, number: int) -> None:
    """Point readers at an edition; a reader sees all of the old one or all of the new one."""
    pointer = pointer_path(data)
    beside = pointer.with_suffix(".part")
    with beside.open("w", encoding="ascii") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, pointer)
    sync_folder(pointer.parent)


def _drop_old(data: Path, shown: int) -> None:
    for number in numbers(data)[:-KEPT_EDITIONS]:
        if number != shown:
            edition_path(data, number).unlink()


def _build(path, data, number, catalogue, register, contents) -> int:
    with duckdb.connect(":memory:") as con:
        con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as edition")
        con.execute("set enable_external_access = false")
        con.execute("set preserve_insertion_order = true")
        con.execute("use edition")
        con.execute(_statement("schema"))
        con.execute("use memory")
        ids = _store_catalogue(con, catalogue)
        units = _store_units(con, data / "catalogue", register)
        period_ids = _store_periods(con, catalogue, contents)
        _store_sources(con, contents, units, period_ids)
        _stage(con, contents, ids, units, period_ids)
        _define(con, catalogue, ids)
        for step in ("mark_current", "derive_parts", "derive_difference", "derive_running"):
            con.execute(_statement(step))
        con.execute(_statement("store"))
        expected = con.execute("select count(*) from staged").fetchone()[0]
        is_demo = any(content.is_demo for content in contents)
        con.execute(
            "insert into edition.edition values ($number, $now, $demo, $digest, $count)",
            {
                "number": number,
                "now": datetime.now().replace(microsecond=0),
                "demo": is_demo,
                "digest": catalogue_digest(data / "catalogue"),
                "count": expected,
            },
        )
        con.execute("checkpoint edition")
        con.execute("detach edition")
    return expected


def _verify(path: Path, expected: int) -> None:
    if Path(f"{path}.wal").exists():
        raise BuildError("bản số liệu mới chưa ghi xong; bản đang dùng giữ nguyên, hãy nạp lại")
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute("select count(*) from observation").fetchone()[0]
    if found != expected:
        raise BuildError(
            f"bản số liệu mới có {found} số thay vì {expected}; bản đang dùng giữ nguyên,"
            " hãy nạp lại"
        )


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Append a frame whose columns stand in the table's order; table names are ours alone."""
    con.register("incoming", rows)
    con.execute(f"insert into {table} by name select * from incoming")
    con.unregister("incoming")


def _store_catalogue(con, catalogue: Catalogue) -> dict[str, int]:
    ids = {code: i for i, code in enumerate(catalogue.measures, start=1)}
    _insert(con, "edition.family", pd.DataFrame([vars(f) for f in catalogue.families.values()]))
    columns = "code,name_vi,short_vi,family,unit_vi,value_kind,time_kind,form,form_column,note"
    measures = pd.DataFrame([vars(m) for m in catalogue.measures.values()])[columns.split(",")]
    _insert(con, "edition.measure", measures.assign(measure_id=list(ids.values())))
    indicators = [
        vars(i)
        | {
            "sort": order,
            "numerator": "+".join(i.numerator),
            "denominator": "+".join(i.denominator),
            "aliases": "|".join(i.aliases),
        }
        for order, i in enumerate(catalogue.indicators.values(), start=1)
    ]
    frame = pd.DataFrame(indicators).astype({"headline": "Int64", "min_denominator": "Int64"})
    _insert(con, "edition.indicator", frame)
    terms = [
        {"indicator": i.code, "role": role, "measure_id": ids[code]}
        for i in catalogue.indicators.values()
        for role, codes in (("numerator", i.numerator), ("denominator", i.denominator))
        for code in codes
    ]
    _insert(con, "edition.indicator_term", pd.DataFrame(terms))
    targets = [{k: v for k, v in vars(t).items() if k != "entered_by"} for t in catalogue.targets]
    if targets:
        _insert(con, "edition.target", pd.DataFrame(targets).astype({"year": "Int64"}))
    return ids


def _store_units(con, folder: Path, register: Register) -> dict[tuple[str, date], int]:
    units = list(register.units.values())
    ids = {(u.code, u.valid_from): i for i, u in enumerate(units, start=1)}
    rows = pd.DataFrame(
        {
            "unit_id": ids.values(),
            "unit_key": [u.key for u in units],
            "code": [u.code for u in units],
            "valid_from": [u.valid_from for u in units],
            "valid_to": [u.valid_to for u in units],
            "level": [u.level for u in units],
            "type": [u.type for u in units],
            "name": [u.name for u in units],
            "short_name": [u.short_name for u in units],
            "folded": [fold(u.short_name) for u in units],
            "parent_id": pd.array([ids[u.parent] if u.parent else None for u in units], "Int64"),
        }
    )
    con.register("incoming", rows)
    con.execute(_statement("store_units"))
    con.unregister("incoming")
    changes = pd.read_csv(folder / "unit_changes.csv", dtype=str, keep_default_na=False)
    for side in ("old", "new"):
        days = changes.pop(f"{side}_valid_from").map(date.fromisoformat)
        pairs = zip(changes.pop(f"{side}_code"), days, strict=True)
        changes[f"{side}_unit_id"] = [ids[pair] for pair in pairs]
    changes["weight"] = pd.to_numeric(changes["weight"])
    _insert(con, "edition.unit_change", changes)
    return ids


def _store_periods(con, catalogue: Catalogue, contents: list[Content]) -> dict[str, int]:
    said = {x.period for c in contents for x in (*c.checked.counts, *c.checked.rates)}
    said |= {periods.from_code(p.period) for c in contents for p in c.problems if p.period}
    # Both ways of counting a quarter or month get a row, so that one can be derived from the other.
    for period in list(said):
        if period.kind in ("quy", "thang"):
            said |= {
                Period(period.year, period.ordinal, period.kind, running)
                for running in (False, True)
            }
    ordered = sorted(said, key=lambda p: (p.kind, p.year, p.ordinal, p.is_running))
    ids = {period.code: i for i, period in enumerate(ordered, start=1)}
    rows = []
    for period in ordered:
        first, last = periods.dates(period, catalogue.cut_offs)
        cut = catalogue.cut_offs.get((period.kind, period.ordinal))
        rows.append(
            {
                "period_id": ids[period.code],
                "code": period.code,
                "slot": period.slot,
                "kind": period.kind,
                "year": period.year,
                "ordinal": period.ordinal,
                "is_running": period.is_running,
                "date_from": first,
                "date_to": last,
                "due_on": last + timedelta(days=cut.due_days) if cut else None,
            }
        )
    _insert(con, "edition.period", pd.DataFrame(rows))
    return ids


def _store_sources(con, contents: list[Content], units, period_ids) -> None:
    columns = "source_id,file_name,sha256,form,is_demo,document,records,loaded,noted,rejected"
    rows = [{name: getattr(c, name) for name in columns.split(",")} for c in contents]
    received = [datetime.fromisoformat(c.received_at) for c in contents]
    _insert(con, "edition.source", pd.DataFrame(rows).assign(received_at=received))
    problems = pd.DataFrame(
        [
            {
                "source_id": c.source_id,
                "severity": p.severity,
                "code": p.code,
                "line": p.line,
                "column_name": p.column,
                "found": p.found,
                "reason": p.reason,
                "unit_id": units[p.unit] if p.unit else None,
                "period_id": period_ids[p.period] if p.period else None,
            }
            for c in contents
            for p in c.problems
        ]
    )
    if not problems.empty:
        ids = {"unit_id": "Int64", "period_id": "Int64"}
        _insert(con, "edition.problem", problems.astype(ids))


def _stage(con, contents: list[Content], ids, units, period_ids) -> None:
    con.execute("create table staged as from edition.observation limit 0")
    counts = [
        (
            ids[x.measure],
            units[(x.unit.code, x.unit.valid_from)],
            period_ids[x.period.code],
            x.value,
            c.source_id,
            x.line,
            x.column,
            x.reported_on,
            True,
            "",
        )
        for c in contents
        for x in c.checked.counts
    ]
    columns = [row[0] for row in con.execute("describe staged").fetchall()]
    frame = pd.DataFrame(counts, columns=columns)
    frame["reported_on"] = pd.to_datetime(frame["reported_on"])
    _insert(con, "staged", frame)
    rates = [
        {
            "indicator": r.indicator.code,
            "unit_id": units[(r.unit.code, r.unit.valid_from)],
            "period_id": period_ids[r.period.code],
            "value": r.value,
            "source_id": c.source_id,
            "line": r.line,
            "column_name": r.column,
        }
        for c in contents
        for r in c.checked.rates
    ]
    if rates:
        frame = pd.DataFrame(rates)
        newest = frame.groupby(["indicator", "unit_id", "period_id"])["source_id"].transform("max")
        frame = frame.assign(is_current=frame["source_id"] == newest)
        _insert(con, "edition.stated_rate", frame)


def _define(con, catalogue: Catalogue, ids: dict[str, int]) -> None:
    con.execute("create table definition (left_id integer, right_id integer, terms integer)")
    rows = [
        (ids[identity.left], ids[code], len(identity.right))
        for identity in catalogue.identities
        if identity.is_definition
        for code in identity.right
    ]
    _insert(con, "definition", pd.DataFrame(rows, columns=["left_id", "right_id", "terms"]))
