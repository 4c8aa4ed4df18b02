"""Where every unit of a scope stands at one period: the question of the comparison and the map."""

from dataclasses import dataclass

import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import compare, evidence, is_impossible
from indicators.editions import Edition
from indicators.reports import told_apart
from indicators.scope import Scope
from indicators.trend import is_representative, series


@dataclass(frozen=True)
class Standing:
    """A series frame, its comparison frame at one period, and what the units are held against.

    `total` is the row of the whole scope at the period; `whole` its value where a unit can be held
    against it, a ratio that speaks for the scope and can be so, else NaN; `evidence` the rows it
    all rests on.
    """

    frame: pd.DataFrame
    units: pd.DataFrame
    total: pd.Series
    whole: float
    evidence: pd.DataFrame


def standing(
    edition: Edition, indicator: Indicator, where: Scope, kind: str, period: str
) -> Standing:
    """All units of a scope at one period of a kind, and the whole of it."""
    frame = series(edition, indicator, where, kind)
    units = told_apart(compare(frame, indicator, period), edition, indicator, where, period)
    total = frame[frame["is_total"] & (frame["period"] == period)].iloc[0]
    can_hold = indicator.is_ratio and is_representative(total)
    can_hold = can_hold and not is_impossible(indicator, total["value"])
    whole = float(total["value"]) if can_hold else float("nan")
    return Standing(frame, units, total, whole, evidence(frame, indicator, period))
