"""One indicator over time: every unit of a scope, and their total as sum over sum."""

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.editions import Edition, ask
from indicators.periods import from_code, same_last_year
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
_FLAGS = ["is_late", "is_derived", "is_restated", "is_demo"]
_PLACE = ["indicator", "period"]


def series(edition: Edition, indicator: Indicator, where: Scope, kind: str) -> pd.DataFrame:
    """One indicator as a full grid unit x period, the total of the scope first.

    Columns are COLUMNS. Missing figures are NaN rows, never absent rows and never 0; a period in
    which a unit did not exist is left out. The total is sum(numerator) / sum(denominator) x scale
    over the units that have both, with how many those are (n_reported of n_expected). A unit with
    a denominator of 0 has reported and has no rate.
    """
    return many_series(edition, [indicator], where, kind)


def many_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str
) -> pd.DataFrame:
    """`series` for several indicators in one reading, indicator by indicator."""
    codes = [indicator.code for indicator in indicators]
    rows = ask(
        edition,
        "series",
        indicators=codes,
        unit_ids=where.members["unit_id"].tolist(),
        kind=kind,
    )
    periods = timeline(edition, where, kind)
    grid = unit_periods(where, periods)
    grid = pd.DataFrame({"indicator": codes}, dtype="str").merge(grid, how="cross")
    units = grid.merge(rows, on=["indicator", "unit_id", "period"], how="left")
    known = {indicator.code: indicator for indicator in indicators}
    if any(indicator.formula_kind == "change" for indicator in indicators):
        units = _with_changes(units, known)
    for flag in _FLAGS:
        units[flag] = units[flag].eq(True)
    units["n_reported"] = has_report(units, known).astype(int)
    units = units.assign(is_total=False, is_incomplete=False, n_expected=1)
    total = _totals(units, known, where.total_name)
    both = pd.concat([total, units], ignore_index=True)
    order = both["indicator"].map({code: i for i, code in enumerate(codes)})
    return both.loc[order.sort_values(kind="stable").index, COLUMNS].reset_index(drop=True)


def has_report(frame: pd.DataFrame, known: dict[str, Indicator]) -> pd.Series:
    """True where the counts are there: also 0/0, which is a report without a rate."""
    needs_both = frame["indicator"].map({code: bool(i.denominator) for code, i in known.items()})
    return frame["numerator"].notna() & (frame["denominator"].notna() | ~needs_both.astype(bool))


def unit_periods(where: Scope, periods: list[str]) -> pd.DataFrame:
    """Every unit of a scope at every period it lives in: unit_id, unit_key, unit, period."""
    starts = pd.to_datetime([_calendar_start(code) for code in periods])
    times = pd.DataFrame({"period": pd.array(periods, dtype="str"), "start": starts})
    members = where.members[["unit_id", "unit_key", "unit", "valid_from", "valid_to"]]
    grid = members.merge(times, how="cross")
    is_alive = (grid["valid_from"] <= grid["start"]) & ~(grid["valid_to"] <= grid["start"])
    return grid.loc[is_alive, ["unit_id", "unit_key", "unit", "period"]]


def _calendar_start(code: str) -> str:
    # The calendar start of a period tells whether a unit was there; cut-offs begin days earlier.
    period = from_code(code)
    step = {"quy": 3, "6_thang": 6, "thang": 1}.get(period.kind)
    month = 1 + step * (period.ordinal - 1) if step else 1
    return f"{period.year}-{month:02d}-01"


def _totals(units: pd.DataFrame, known: dict[str, Indicator], name: str) -> pd.DataFrame:
    """The scope as a whole, one row an indicator and period, over units that have the figure."""
    expected = units.groupby(_PLACE, sort=False).size().rename("n_expected")
    have = units[units["n_reported"] == 1].groupby(_PLACE, sort=False)
    sums = have[["numerator", "denominator"]].sum(min_count=1)
    flags = have[_FLAGS].any()
    total = expected.to_frame().join(sums).join(flags).join(have.size().rename("n_reported"))
    total = total.reset_index().sort_values(_PLACE, kind="stable", key=_in_time)
    total["n_reported"] = total["n_reported"].fillna(0).astype(int)
    for flag in _FLAGS:
        total[flag] = total[flag].eq(True)
    total["value"] = np.nan
    for code, indicator in known.items():
        mine = total["indicator"] == code
        total.loc[mine, "value"] = value(
            indicator, total.loc[mine, "numerator"], total.loc[mine, "denominator"]
        )
    total["source_ids"] = pd.Series([()] * len(total), index=total.index, dtype="object")
    return total.assign(
        unit_key=TOTAL_KEY,
        unit=name,
        is_total=True,
        stated=np.nan,
        is_incomplete=total["n_reported"] < total["n_expected"],
    )


def _in_time(column: pd.Series) -> pd.Series:
    """A sort key that keeps indicators as they come and puts periods in time order."""
    if column.name == "indicator":
        return column.map({code: i for i, code in enumerate(column.unique())})
    codes = sorted(column.unique(), key=from_code)
    return column.map({code: i for i, code in enumerate(codes)})


def value(indicator: Indicator, numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """The indicator from summed counts; NaN where the denominator is 0 or missing."""
    if indicator.formula_kind == "level":
        return numerator * indicator.scale
    below = denominator.where(denominator > 0)
    if indicator.formula_kind == "change":
        return (numerator - below) / below * indicator.scale
    return numerator / below * indicator.scale


def _with_changes(units: pd.DataFrame, known: dict[str, Indicator]) -> pd.DataFrame:
    """Indicators of change against the same period last year: numerator now, denominator then."""
    changes = [code for code, i in known.items() if i.formula_kind == "change"]
    mine = units["indicator"].isin(changes)
    codes = units.loc[mine, "period"].unique()
    earlier = {c: then.code for c in codes if (then := same_last_year(from_code(c)))}
    place = ["indicator", "unit_key", "period"]
    then = units.loc[mine].set_index(place)["numerator"]
    wanted = units.loc[mine, place].assign(period=units.loc[mine, "period"].map(earlier))
    before = then.reindex(pd.MultiIndex.from_frame(wanted)).to_numpy()
    units.loc[mine, "denominator"] = before
    for code in changes:
        rows = units["indicator"] == code
        units.loc[rows, "value"] = value(
            known[code], units.loc[rows, "numerator"], units.loc[rows, "denominator"]
        )
    return units


def source_ids(frame: pd.DataFrame) -> list[int]:
    """The receipts the figures of a series frame rest on, each once, in sequence."""
    return sorted(
        {int(i) for ids in frame["source_ids"] if isinstance(ids, np.ndarray) for i in ids}
    )
