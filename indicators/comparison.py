"""All units of a scope at one period: change, verdict, rank; and the total on equal footing."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.periods import Period, from_code, previous, same_last_year
from indicators.trend import is_across, value

COLUMNS = [
    "unit_key",
    "unit",
    "value",
    "numerator",
    "denominator",
    "previous",
    "last_year",
    "change_previous",
    "change_last_year",
    "verdict",
    "status",
    "rank",
    "reason",
    "is_late",
    "is_derived",
    "is_restated",
    "is_demo",
    "is_incomplete",
    "is_estimate",
    "n_reported",
    "n_expected",
    "stated",
]


IMPOSSIBLE = "trên 100\u00a0%: tử số lớn hơn mẫu số, hỏi lại đơn vị"
_SOME_OF = "mới có "
_NOTHING = "không phát sinh (mẫu số bằng 0)"
_ABSOLUTE = "số tuyệt đối, không xếp hạng giữa đơn vị lớn và nhỏ"


def verdict(indicator: Indicator, change: float, denominator: float = np.nan) -> str:
    """improvement, concern or neutral for a change; none when the change is unknown.

    A change that shows as 0 at the indicator's own decimals is neutral. A rate over a `denominator`
    under the indicator's least moves by itself, so that nothing is said of it.
    """
    if pd.isna(change) or denominator < (indicator.min_denominator or 0):
        return "none"
    if indicator.formula_kind == "change":
        return "none"
    if indicator.polarity == "neither" or round(change, indicator.decimals) == 0:
        return "neutral"
    return "improvement" if (change > 0) == (indicator.polarity == "higher") else "concern"


def compare(frame: pd.DataFrame, indicator: Indicator, period: str) -> pd.DataFrame:
    """Every unit of a series frame at one period, best first, then unranked, then missing.

    Columns are COLUMNS. Changes are in points for percentages, else plain differences. A unit
    with a denominator under the indicator's minimum is shown but not ranked, with the reason.
    `status` is reported, none (something was reported that gives no value, such as 0/0) or
    missing. Nothing is compared with a period before a reform of the units (trend.is_across), and
    neither an area with units missing nor an estimate is ranked.
    """
    at = from_code(period)
    units = frame[~frame["is_total"]]
    now = units[units["period"] == period].set_index("unit_key")
    found = now.copy()
    least = found["denominator"]
    for column, change, then in (
        ("previous", "change_previous", _step_back(indicator, at)),
        ("last_year", "change_last_year", same_last_year(at)),
    ):
        if is_across(units, period, then):
            then = None
        before = units[units["period"] == (then.code if then else "")].set_index("unit_key")
        before = before.reindex(found.index)
        # A part of an area is no measure of what the whole of it does.
        found[column] = before["value"].mask(before["is_incomplete"].eq(True))
        found[change] = (found["value"] - found[column]).mask(found["is_incomplete"])
        least = np.fmin(least, before["denominator"]) if column == "last_year" else least
    is_unsure = found["is_incomplete"] | found["is_estimate"]
    is_unsure |= is_impossible(indicator, found["value"])
    change = found["change_last_year"].mask(is_unsure)
    found["verdict"] = [verdict(indicator, *pair) for pair in zip(change, least, strict=True)]
    has_said = found["source_ids"].map(len) > 0
    found["status"] = np.select([found["value"].notna(), has_said], ["reported", "none"], "missing")
    found["reason"] = _reasons(indicator, found)
    found = _ranked(found, indicator)
    return found.reset_index()[COLUMNS]


def evidence(frame: pd.DataFrame, indicator: Indicator, period: str) -> pd.DataFrame:
    """The rows of a series frame a comparison rests on: of the period, of the one before and of
    the same one last year.
    """
    at = from_code(period)
    others = (_step_back(indicator, at), same_last_year(at))
    wanted = {period} | {
        then.code for then in others if then and not is_across(frame, period, then)
    }
    return frame[frame["period"].isin(wanted)]


def _step_back(indicator: Indicator, at: Period) -> Period | None:
    """The period before; None for figures cumulated from January, which only ever grow."""
    return None if indicator.basis == "to_date" else previous(at)


def _reasons(indicator: Indicator, found: pd.DataFrame) -> np.ndarray:
    """Why each unit is not ranked, "" for those that are; the first that holds is told."""
    least, is_change = indicator.min_denominator, indicator.formula_kind == "change"
    has_no_value = found["status"] == "none"
    has_only_rate = has_no_value & found["stated"].notna() & found["numerator"].isna()
    everywhere = pd.Series(True, found.index)
    of = found["n_reported"].astype(str) + "/" + found["n_expected"].astype(str)
    told = [
        (found["status"] == "missing", "chưa báo cáo"),
        (found["denominator"] <= 0, "cùng kỳ năm trước bằng 0" if is_change else _NOTHING),
        (has_no_value & is_change, "cùng kỳ năm trước chưa có số liệu"),
        (has_only_rate, "chỉ báo tỷ lệ, không có tử số và mẫu số"),
        (is_impossible(indicator, found["value"]), IMPOSSIBLE),
        (found["is_incomplete"], _SOME_OF + of + " đơn vị báo cáo"),
        (has_no_value, "thiếu một phần số liệu để tính"),
        (everywhere & (indicator.polarity == "neither"), "chỉ tiêu không xếp hạng"),
        (everywhere & (not indicator.is_ratio), _ABSOLUTE),
        (everywhere & (least is None), "chỉ tiêu không xếp hạng"),
        (found["is_estimate"], "ước tính theo tỷ trọng của đơn vị bị chia, không xếp hạng"),
        (found["denominator"] < (least or 0), f"mẫu số dưới {least}, không xếp hạng"),
    ]
    return np.select(
        [holds for holds, _ in told],
        [np.broadcast_to(np.asarray(reason, dtype=object), len(found)) for _, reason in told],
        "",
    )


def is_impossible(indicator: Indicator, value):
    """True for a share of more than the whole where that cannot be; of one value or a series."""
    is_share = indicator.formula_kind == "ratio" and indicator.scale == 100
    return (value > 100) & (is_share and not indicator.can_exceed_100)


def _ranked(found: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    is_low_best = indicator.polarity == "lower"
    may = found["reason"] == ""
    found["rank"] = found["value"].where(may).rank(method="min", ascending=is_low_best)
    group = np.select([may, found["status"] == "reported", found["status"] == "none"], [0, 1, 2], 3)
    order = found.assign(group=group, best=found["value"] * (1 if is_low_best else -1))
    return found.loc[order.sort_values(["group", "best"], kind="stable").index]


@dataclass(frozen=True)
class TotalChange:
    """How the total moved between two periods, on the units that have both.

    `change` is in points for percentages, else a difference; NaN when a denominator is 0.
    `denominator` is the smaller one of those units in the two periods, NaN where there is none.
    """

    earlier: str
    change: float
    n_units: int
    is_like_for_like: bool
    denominator: float = np.nan


def total_change(
    frame: pd.DataFrame,
    indicator: Indicator,
    period: str,
    earlier: Period | None,
    units: pd.DataFrame | None = None,
) -> TotalChange | None:
    """The change of the scope's total from an earlier period; None when there is no such period
    or no unit has figures in both, or the units were reformed between them.

    Only units with figures in both periods count, so that a unit that has not reported yet does
    not look like a fall. With `units` (trend.reporting_series) those are the units that report, in
    every frame the same; over a reform they are the areas of the frame, which live on both sides.
    """
    if earlier is None or is_across(frame, period, earlier):
        return None
    if units is not None and not is_across(units, period, earlier):
        frame = units
    is_said = ~frame["is_total"] & (frame["n_reported"] > 0) & ~frame["is_incomplete"]
    is_said &= frame["is_in_total"]
    now, then = (
        frame.loc[is_said & (frame["period"] == code), ["unit_key", "numerator", "denominator"]]
        for code in (period, earlier.code)
    )
    both = then.merge(now, on="unit_key", suffixes=("_then", "_now"))
    total = frame.loc[frame["is_total"] & (frame["period"] == period), "numerator"]
    # Scores and percentages have no total, hence no change of it.
    if both.empty or (len(total) and total.isna().all()):
        return None
    above, below = (
        both[[f"{side}_then", f"{side}_now"]].sum(min_count=1).set_axis(["then", "now"])
        for side in ("numerator", "denominator")
    )
    old, new = value(indicator, above, below)
    same = len(both) == len(now) == len(then)
    return TotalChange(earlier.code, new - old, len(both), same, float(below.min()))


def total_step_back(indicator: Indicator, period: str) -> Period | None:
    """The period the total is compared with as "kỳ trước"; None when cumulative."""
    return _step_back(indicator, from_code(period))


@dataclass(frozen=True)
class Course:
    """How the figure of a unit, or of the total, went from one period to a later one.

    `value` is the later figure; `change` is in points for percentages, else a difference.
    """

    unit: str
    start: str
    end: str
    value: float
    change: float


def courses(
    frame: pd.DataFrame,
    indicator: Indicator,
    keys: list[str],
    units: pd.DataFrame | None = None,
) -> list[Course]:
    """The way of each unit of a series frame in the order of `keys`, of the total without any.

    From the first period with a figure since the last reform of the units to the last one; figures
    cumulated from January start at the same part of an earlier year. Who has fewer than two figures
    is left out. The total moves on the units that have both periods (total_change with `units`).
    """
    found = []
    for key in keys or frame.loc[frame["is_total"], "unit_key"].unique():
        rows = frame[(frame["unit_key"] == key) & frame["value"].notna()]
        rows = rows[rows["era"] == rows["era"].max()]
        rows = rows[rows["is_total"] | ~rows["is_incomplete"]]
        if indicator.basis == "to_date" and len(rows):
            part = from_code(rows["period"].iloc[-1]).ordinal
            rows = rows[[from_code(code).ordinal == part for code in rows["period"]]]
        if len(rows) < 2:
            continue
        first, last = rows.iloc[0], rows.iloc[-1]
        change = last["value"] - first["value"]
        if last["is_total"]:
            earlier = from_code(first["period"])
            moved = total_change(frame, indicator, last["period"], earlier, units)
            change = moved.change if moved else np.nan
        course = Course(last["unit"], first["period"], last["period"], last["value"], change)
        found.append(course)
    return found
