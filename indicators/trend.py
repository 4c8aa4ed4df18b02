"""One indicator over time: every unit of a scope, and their total as sum over sum."""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.editions import Edition, ask
from indicators.periods import from_code
from indicators.scope import Scope, timeline

TOTAL_KEY = "tong"
COLUMNS = [
    "indicator",
    "unit_key",
    "unit",
    "is_total",
    "period",
    "value",
    "numerator",
    "denominator",
    "stated",
    "is_late",
    "is_incomplete",
    "is_derived",
    "is_restated",
    "is_demo",
    "n_reported",
    "n_expected",
    "source_ids",
]


def series(edition: Edition, indicator: Indicator, where: Scope, kind: str) -> pd.DataFrame:
    """One indicator as a full grid unit x period, the total of the scope first.

    Columns are COLUMNS. Missing figures are NaN rows, never absent rows and never 0; a period in
    which a unit did not exist is left out. The total is sum(numerator) / sum(denominator) x scale
    over the units that have both, with how many those are (n_reported of n_expected). A unit with a
    denominator of 0 has reported and has no rate. Scores and percentages have no total. An
    indicator of change has the same period last year as its denominator. `stated` is the rate as
    printed in a report, if one was.
    """
    return many_series(edition, [indicator], where, kind)


def many_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str
) -> pd.DataFrame:
    """`series` for several indicators in one reading, indicator by indicator."""
    return _series(edition, tuple(indicators), where, kind, "").copy(deep=False)


def unit_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str, unit_key: str
) -> pd.DataFrame:
    """`many_series` of one unit and the total of its scope only."""
    return _series(edition, tuple(indicators), where, kind, unit_key).copy(deep=False)


# An edition never changes, so an answer stands; callers get copies and cannot spoil it.
@lru_cache(maxsize=48)
def _series(
    edition: Edition, indicators: tuple[Indicator, ...], where: Scope, kind: str, unit_key: str
) -> pd.DataFrame:
    """The frame of `series`; `unit_key` "" stands for every unit of the scope."""
    members = where.members
    shown = members[members["unit_key"] == unit_key] if unit_key else members
    codes = [indicator.code for indicator in indicators]
    periods = timeline(edition, where, kind)
    ids = {"unit_ids": list(where.unit_ids), "shown_ids": shown["unit_id"].tolist()}
    rows = ask(edition, "series", indicators=codes, kind=kind, **ids)
    # Every figure has its place in a cube indicator x (total, units) x period; the total's rows
    # have no unit, which get_indexer tells by -1.
    shape = (len(codes), 1 + len(shown), len(periods))
    axes = (
        pd.Index(codes).get_indexer(rows["indicator"]),
        1 + pd.Index(shown["unit_id"]).get_indexer(rows["unit_id"]),
        pd.Index(periods, dtype="str").get_indexer(rows["period"]),
    )
    cube = _filled(rows, axes, shape)
    is_there = np.ones(shape, dtype=bool)
    is_there[:, 1:, :] = lives(shown, periods)
    is_there[axes] = True
    cube["is_total"][:, 0, :] = True
    cube["n_expected"][:, 0, :] += lives(members, periods).sum(axis=0)
    cube["n_expected"][:, 1:, :] = 1
    cube["is_incomplete"] = cube["is_total"] & (cube["n_reported"] < cube["n_expected"])
    flat = {column: figures[is_there] for column, figures in cube.items()}
    of_indicator, of_unit, of_period = np.nonzero(is_there)
    for column, labels, at in (
        ("indicator", codes, of_indicator),
        ("unit_key", [TOTAL_KEY, *shown["unit_key"]], of_unit),
        ("unit", [where.total_name, *shown["unit"]], of_unit),
        ("period", periods, of_period),
    ):
        flat[column] = pd.array(labels, dtype="str").take(at)
    return pd.DataFrame(flat, columns=COLUMNS)


def forget() -> None:
    """Drop the answers kept in memory; for measuring how long they take."""
    _series.cache_clear()


def _filled(rows: pd.DataFrame, axes: tuple, shape: tuple[int, ...]) -> dict[str, np.ndarray]:
    """The figures of the rows at their places; NaN, False, 0 and () where there is none."""
    nothing = dict.fromkeys(("value", "numerator", "denominator", "stated"), np.nan)
    nothing |= dict.fromkeys(("is_late", "is_derived", "is_restated", "is_demo"), False)
    cube = {column: np.full(shape, blank) for column, blank in nothing.items()}
    cube["source_ids"] = np.empty(shape, dtype="object")
    cube["source_ids"].fill(())
    for column in cube:
        cube[column][axes] = rows[column].to_numpy()
    for column, found in (("n_reported", "n_reported"), ("n_expected", "n_unexpected")):
        cube[column] = np.zeros(shape, dtype="int64")
        cube[column][axes] = rows[found].to_numpy()
    cube["is_total"] = np.zeros(shape, dtype=bool)
    return cube


def lives(members: pd.DataFrame, periods: list[str]) -> np.ndarray:
    """Whether each unit exists at the end of each period: booleans, units x periods.

    The calendar end counts, as who stands then is the one to report; cut-offs end days earlier.
    """
    ends = np.array([_calendar_end(code) for code in periods], dtype="datetime64[D]")
    starts = members["valid_from"].to_numpy("datetime64[D]")[:, None]
    stops = members["valid_to"].to_numpy("datetime64[D]")[:, None]
    return (starts <= ends) & ~(stops <= ends)


def _calendar_end(code: str) -> date:
    period = from_code(code)
    if period.kind == "giai_doan":
        return date(period.ordinal, 12, 31)
    months = {"thang": 1, "quy": 3, "6_thang": 6, "9_thang": 9}.get(period.kind, 12)
    year, month = divmod(period.year * 12 + months * period.ordinal, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def unit_periods(where: Scope, periods: list[str], reported: pd.DataFrame) -> pd.DataFrame:
    """Every unit of a scope at every period it lives in, or has `reported` (unit_id, period).

    unit_id, unit_key, unit, period; units in their order, then time.
    """
    there = lives(where.members, periods)
    unit = pd.Index(where.members["unit_id"]).get_indexer(reported["unit_id"])
    time = pd.Index(periods, dtype="str").get_indexer(reported["period"])
    there[unit[time >= 0], time[time >= 0]] = True
    units, times = np.nonzero(there)
    grid = where.members[["unit_id", "unit_key", "unit"]].take(units).reset_index(drop=True)
    return grid.assign(period=pd.array(periods, dtype="str").take(times))


def until(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows of a series frame up to a period, that one included."""
    last = from_code(period)
    early = [code for code in frame["period"].unique() if from_code(code) <= last]
    return frame[frame["period"].isin(early)]


def value(indicator: Indicator, numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """The indicator from summed counts; NaN where the denominator is 0 or missing."""
    if indicator.formula_kind == "level":
        return numerator * indicator.scale
    below = denominator.where(denominator > 0)
    if indicator.formula_kind == "change":
        return (numerator - below) / below * indicator.scale
    return numerator / below * indicator.scale


def source_ids(frame: pd.DataFrame) -> list[int]:
    """The receipts the figures of a series frame rest on, each once, in sequence."""
    return sorted({int(i) for ids in frame["source_ids"] for i in ids})


def is_representative(total: pd.Series) -> bool:
    """True when at least half of the units expected stand behind a total's row."""
    return bool(total["n_reported"] * 2 >= total["n_expected"] > 0)
