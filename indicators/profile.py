"""One unit, every indicator: its latest figure beside the total of its scope."""

import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import verdict
from indicators.editions import Edition
from indicators.periods import from_code, same_last_year
from indicators.scope import Scope
from indicators.trend import many_series

COLUMNS = [
    "indicator",
    "family",
    "period",
    "value",
    "numerator",
    "denominator",
    "stated",
    "total",
    "n_reported",
    "n_expected",
    "change_last_year",
    "verdict",
    "is_old",
    "is_late",
    "is_derived",
    "is_restated",
    "is_demo",
]


def profile(
    edition: Edition,
    indicators: dict[str, Indicator],
    where: Scope,
    unit_key: str,
    period: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each indicator's figure of a unit at a period or the latest before it, and the series.

    The first frame has one row per indicator with any figure (COLUMNS); `is_old` marks a figure
    of an earlier period, which is named in `period`. The second holds the unit's and the total's
    series for all indicators up to that period (columns of trend.series).
    """
    kind = from_code(period).kind
    frame = many_series(edition, list(indicators.values()), where, kind)
    frame = frame[[from_code(code) <= from_code(period) for code in frame["period"]]]
    mine = frame[frame["unit_key"] == unit_key]
    # 0/0 is a report too: the latest one counts, not the latest that happens to have a rate.
    rows = [
        _latest(indicators[code], rows, frame[(frame["indicator"] == code) & frame["is_total"]])
        for code, rows in mine[mine["n_reported"] == 1].groupby("indicator", sort=False)
    ]
    found = pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "is_old"])
    found["is_old"] = found["period"] != period
    return found[COLUMNS], frame[(frame["unit_key"] == unit_key) | frame["is_total"]]


def _latest(indicator: Indicator, mine: pd.DataFrame, total: pd.DataFrame) -> dict:
    last = mine.iloc[-1]
    then = same_last_year(from_code(last["period"]))
    before = mine.loc[mine["period"] == then.code, "value"] if then else mine["value"].iloc[:0]
    has_change = len(before) and indicator.formula_kind != "change"
    change = last["value"] - before.iloc[0] if has_change else float("nan")
    whole = total[total["period"] == last["period"]].iloc[0]
    same = ["period", "value", "numerator", "denominator", "stated"]
    flags = ["is_late", "is_derived", "is_restated", "is_demo"]
    return {
        "indicator": indicator.code,
        "family": indicator.family,
        **{column: last[column] for column in same + flags},
        "total": whole["value"],
        "n_reported": whole["n_reported"],
        "n_expected": whole["n_expected"],
        "change_last_year": change,
        "verdict": verdict(indicator, change),
    }
