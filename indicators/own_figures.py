"""What a unit reported for the whole of itself, beside the sum of the units it is made of."""

import pandas as pd

from indicators import scope, trend
from indicators.catalogue import Indicator
from indicators.editions import Edition
from indicators.frames import AS_REPORTED, PRESENT
from indicators.scope import Scope

COLUMNS = [
    "indicator",
    "period",
    "value",
    "numerator",
    "denominator",
    "summed",
    "n_reported",
    "n_expected",
    "is_different",
]


def own_figures(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str
) -> pd.DataFrame:
    """What the unit a scope is named after stated for itself; one row an indicator and period.

    Columns are COLUMNS. The total of a scope is always the sum of its units (trend.series), never
    a figure stated for the whole: that one is `value` here, with its numerator and denominator, and
    `summed` is the value of the total, of n_reported out of n_expected units. `is_different`: the
    counts differ though all units have reported, or some of them have more than the whole. A
    province of today has the sum of the provinces it was made of, when each of them stated its own.
    Periods in which nothing was stated have no row; the country never states anything.
    """
    above = scope.above(edition, where.key)
    if above is None:
        return pd.DataFrame(columns=COLUMNS)
    # A province of today stands for those it was made of; a former unit for itself alone.
    frame = AS_REPORTED if scope.is_former(edition, where.key) else PRESENT
    around = scope.scope(edition, above, frame, "huyen")
    mine = trend.unit_series(edition, indicators, around, kind, where.key)
    is_whole = ~mine["is_total"] & (mine["n_reported"] > 0) & ~mine["is_incomplete"]
    sums = trend.many_series(edition, indicators, where, kind)
    sums = sums.loc[sums["is_total"], ["indicator", "period", "value", *_SIDES, *_COUNTS]]
    found = mine.loc[is_whole, ["indicator", "period", "value", *_SIDES]]
    found = found.merge(
        sums.rename(columns={"value": "summed"}),
        on=["indicator", "period"],
        how="left",
        suffixes=("", "_summed"),
    )
    found[_COUNTS] = found[_COUNTS].fillna(0).astype("int64")
    return found.assign(is_different=_differ(found))[COLUMNS]


_SIDES = ["numerator", "denominator"]
_COUNTS = ["n_reported", "n_expected"]


def _differ(found: pd.DataFrame) -> pd.Series:
    """Where the counts of the whole cannot be right beside those of its units."""
    is_all = found["n_reported"] == found["n_expected"]
    differs = pd.Series(False, found.index)
    for side in _SIDES:
        own, summed = found[side], found[f"{side}_summed"]
        differs |= (own < summed) | (is_all & (own > summed))
    return differs
