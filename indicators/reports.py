"""Who has sent anything of a family of indicators: not the same as having all one of them needs."""

from functools import lru_cache

import pandas as pd

from indicators.catalogue import Indicator
from indicators.completeness import coverage
from indicators.editions import Edition
from indicators.periods import from_code
from indicators.scope import Scope

NOT_ENOUGH = "có báo cáo nhưng chưa đủ số để tính"


def told_apart(
    units: pd.DataFrame, edition: Edition, indicator: Indicator, where: Scope, period: str
) -> pd.DataFrame:
    """A comparison frame in which `missing` are only those that sent nothing of the family.

    Who sent something, but not what this indicator needs, has the status `none` and a reason.
    """
    sent = _senders(edition, where, from_code(period).kind, indicator.family)
    keys = {key for key, at in sent if at == period}
    is_short = (units["status"] == "missing") & units["unit_key"].isin(keys)
    return units.assign(
        status=units["status"].mask(is_short, "none"),
        reason=units["reason"].mask(is_short, NOT_ENOUGH),
    )


def has_enough(units: pd.DataFrame) -> pd.Series:
    """Which units of a comparison frame have sent all an indicator needs; 0/0 is enough."""
    return (units["status"] == "reported") | (units["denominator"] <= 0)


def is_short(units: pd.DataFrame) -> pd.Series:
    """Which units of a comparison frame have sent something, but not all an indicator needs."""
    return (units["status"] == "none") & ~has_enough(units)


@lru_cache(maxsize=64)
def _senders(edition: Edition, where: Scope, kind: str, family: str) -> frozenset[tuple[str, str]]:
    """The areas of a scope, with the period, of which some unit has sent figures of a family."""
    found = coverage(edition, where, kind, [family])
    tiles = where.tiles[["unit_key", "area_id"]]
    areas = where.members[["unit_id", "unit_key"]].rename(columns={"unit_key": "area_key"})
    placed = tiles.merge(areas, left_on="area_id", right_on="unit_id")
    rows = found[found["figures"] > 0].merge(placed, on="unit_key")
    return frozenset(zip(rows["area_key"], rows["period"], strict=True))
