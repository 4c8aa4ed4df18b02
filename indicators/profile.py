"""One unit, every indicator: its latest figure beside the total of its scope."""

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import is_impossible, verdict
from indicators.editions import Edition
from indicators.periods import from_code, same_last_year
from indicators.scope import Scope
from indicators.trend import is_across, unit_series, until

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

    The first frame has one row per indicator with any figure (COLUMNS), be it only a rate printed
    in a report (`stated`); `is_old` marks a figure of an earlier period, which is named in
    `period`. The second holds the unit's and the total's series for all indicators up to that
    period (columns of trend.series).
    """
    kind = from_code(period).kind
    frame = until(unit_series(edition, list(indicators.values()), where, kind, unit_key), period)
    mine = frame[~frame["is_total"]].set_index(["indicator", "period"])
    # 0/0 is a report too: the latest one counts, not the latest that happens to have a rate.
    is_said = (mine["n_reported"] > 0) | mine["stated"].notna()
    last = mine[is_said].reset_index().drop_duplicates("indicator", keep="last")
    place = pd.MultiIndex.from_frame(last[["indicator", "period"]])
    total = frame[frame["is_total"]].set_index(["indicator", "period"]).reindex(place)
    # What counts units starts anew with a reform where other indicators go on: each has its eras.
    own = dict(iter(frame.groupby("indicator")))
    then = [
        None if is_across(own[code], period_of, p) else p
        for code, period_of in zip(last["indicator"], last["period"], strict=True)
        for p in [same_last_year(from_code(period_of))]
    ]
    earlier = list(zip(last["indicator"], [p.code if p else "" for p in then], strict=True))
    before = mine.reindex(pd.MultiIndex.from_tuples(earlier, names=place.names))
    known = [indicators[code] for code in last["indicator"]]
    is_change = np.array([indicator.formula_kind == "change" for indicator in known], dtype=bool)
    is_part = last["is_incomplete"] | before["is_incomplete"].eq(True).to_numpy()
    change = (last["value"] - before["value"].to_numpy()).mask(is_change | is_part)
    is_unsure = last["is_estimate"] | before["is_estimate"].eq(True).to_numpy()
    impossible = [is_impossible(*of) for of in zip(known, last["value"], strict=True)]
    judged = change.mask(is_unsure | np.array(impossible, dtype=bool))
    least = np.fmin(last["denominator"], before["denominator"].to_numpy())
    found = last.assign(
        family=[indicator.family for indicator in known],
        total=total["value"].to_numpy(),
        n_reported=total["n_reported"].to_numpy(),
        n_expected=total["n_expected"].to_numpy(),
        change_last_year=change,
        verdict=[verdict(*of) for of in zip(known, judged, least, strict=True)],
        is_old=last["period"] != period,
    )
    return found[COLUMNS].reset_index(drop=True), frame
