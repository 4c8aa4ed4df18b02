"""Tables of an edition filled: catalogue, units, periods, sources and staged figures."""

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from etl import tiling
from etl.examining import Outcome
from etl.problems import plain
from etl.receiving import Receipt
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.names import fold
from indicators.periods import Period
from indicators.unit_files import read_unit_changes
from indicators.units import Register

_SQL = Path(__file__).with_name("sql")
Read = dict[Receipt, Outcome]
# A remark is kept whole unless it is a page of text.
LONGEST_REMARK = 2_000


def statement(name: str) -> str:
    """The text of etl/sql/<name>.sql."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Append a frame whose columns stand in the table's order; table names are ours alone."""
    con.register("incoming", rows)
    con.execute(f"insert into {table} by name select * from incoming")
    con.unregister("incoming")


def store_catalogue(con, catalogue: Catalogue) -> dict[str, int]:
    """Families, measures, indicators, their terms and targets; the id of each measure code."""
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


def store_units(con, folder: Path, register: Register) -> dict[tuple[str, date], int]:
    """Units, what became of them, their places in tile maps; the id of each (code, valid_from)."""
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
    con.execute(statement("store_units"))
    con.unregister("incoming")
    changes = _unit_changes(folder, register, ids)
    _insert(con, "edition.unit_change", changes)
    today = dict(zip(changes["old_unit_id"], changes["new_unit_id"], strict=True))
    for old in today:
        # A later change goes on from where an earlier one led.
        while today[old] in today:
            today[old] = today[today[old]]
    _insert(con, "edition.tile", tiling.read_tiles(folder, register, ids, today))
    return ids


def _unit_changes(
    folder: Path, register: Register, ids: dict[tuple[str, date], int]
) -> pd.DataFrame:
    kinds = {"old_unit_id": int, "new_unit_id": int, "kind": str, "weight": float}
    changes = [
        (ids[change.old], ids[change.new], change.kind, change.weight)
        for change in read_unit_changes(folder, register.units)
    ]
    return pd.DataFrame(changes, columns=list(kinds)).astype(kinds)


def store_periods(con, catalogue: Catalogue, read: Read) -> dict[str, int]:
    """Every period that some figure or problem names; the id of each code."""
    outcomes = list(read.values())
    said = {x.period for o in outcomes for x in (*o.checked.counts, *o.checked.rates)}
    said |= {periods.from_code(p.period) for o in outcomes for p in o.problems if p.period}
    # The quarter with which a figure ends, and both ways of counting a quarter or month, get a row,
    # so that one can be derived from the other.
    for period in list(said):
        ends = periods.closes_at(period)
        if ends is not None and ends % 3 == 0:
            said.add(Period(period.year, (ends - 12 * period.year) // 3, "quy"))
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


def store_sources(con, read: Read, units, period_ids) -> None:
    """Receipts with what became of each file, and every problem."""
    rows = [
        {
            "source_id": receipt.sequence,
            "file_name": receipt.name,
            "sha256": receipt.sha256,
            "form": outcome.form,
            "is_demo": outcome.is_demo,
            "document": next((f.document for f in outcome.figures if f.document), ""),
            "received_at": datetime.fromisoformat(receipt.received_at),
            "records": outcome.records,
            "loaded": outcome.loaded,
            "noted": outcome.noted,
            "rejected": outcome.rejected,
            "withdrawn_at": pd.Timestamp(outcome.withdrawn_at) if outcome.withdrawn_at else None,
            "changes": outcome.changes,
        }
        for receipt, outcome in read.items()
    ]
    frame = pd.DataFrame(rows).astype({"withdrawn_at": "datetime64[us]"})
    _insert(con, "edition.source", frame)
    problems = [
        {
            "source_id": receipt.sequence,
            "severity": p.severity,
            "code": p.code,
            "line": p.line,
            "column_name": p.column,
            "found": p.found,
            "reason": p.reason,
            "unit_id": units[p.unit] if p.unit else None,
            "period_id": period_ids[p.period] if p.period else None,
            "sheet": p.sheet,
            "measure": p.measure,
        }
        for receipt, outcome in read.items()
        for p in outcome.problems
    ]
    if problems:
        ids = {"unit_id": "Int64", "period_id": "Int64"}
        _insert(con, "edition.problem", pd.DataFrame(problems).astype(ids))


def stage(con, read: Read, ids, units, period_ids) -> None:
    """Stated counts into `staged`, printed percentages into the edition (_store_rates).

    `origin` tells real sources from demo ones until the sources themselves are stored.

    Values go as text: a column of Python decimals would take its width from the first rows alone.
    """
    con.execute("create table staged as from edition.observation limit 0")
    con.execute("create table origin (source_id integer, is_demo boolean)")
    sources = [(receipt.sequence, outcome.is_demo) for receipt, outcome in read.items()]
    _insert(con, "origin", pd.DataFrame(sources, columns=["source_id", "is_demo"]))
    counts = [
        (
            ids[x.measure],
            units[(x.unit.code, x.unit.valid_from)],
            period_ids[x.period.code],
            f"{x.value:f}",
            receipt.sequence,
            x.line,
            x.column,
            x.reported_on,
            True,
            "",
            plain(x.sheet),
            plain(x.remark, LONGEST_REMARK),
            False,
        )
        for receipt, outcome in read.items()
        for x in outcome.checked.counts
    ]
    columns = [row[0] for row in con.execute("describe staged").fetchall()]
    frame = pd.DataFrame(counts, columns=columns)
    frame["reported_on"] = pd.to_datetime(frame["reported_on"])
    _insert(con, "staged", frame)
    _store_rates(con, read, units, period_ids)


def _store_rates(con, read: Read, units, period_ids) -> None:
    """Printed percentages into the edition; of each unit and period the newest is current."""
    rates = [
        {
            "indicator": r.subject.code,
            "unit_id": units[(r.unit.code, r.unit.valid_from)],
            "period_id": period_ids[r.period.code],
            "value": f"{r.value:f}",
            "source_id": receipt.sequence,
            "line": r.line,
            "column_name": r.column,
            "sheet": plain(r.sheet),
            "remark": plain(r.remark, LONGEST_REMARK),
        }
        for receipt, outcome in read.items()
        for r in outcome.checked.rates
    ]
    if rates:
        frame = pd.DataFrame(rates)
        newest = frame.groupby(["indicator", "unit_id", "period_id"])["source_id"].transform("max")
        frame = frame.assign(is_current=frame["source_id"] == newest)
        _insert(con, "edition.stated_rate", frame)
