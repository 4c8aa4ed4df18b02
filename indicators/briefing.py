"""The facts of the one-page briefing: headline figures, movers, who has not reported."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import COLUMNS as COMPARISON_COLUMNS
from indicators.comparison import (
    TotalChange,
    compare,
    is_impossible,
    total_change,
    total_step_back,
    verdict,
)
from indicators.editions import Edition
from indicators.listing import target
from indicators.periods import from_code, same_last_year
from indicators.reports import is_short, told_apart
from indicators.scope import Scope, has_demo
from indicators.trend import COLUMNS as SERIES_COLUMNS
from indicators.trend import is_across, many_series, reporting_series, until


@dataclass(frozen=True)
class Headline:
    """One headline indicator at a period.

    `total` is the total's row of the series (value, numerator, denominator, n_reported ...),
    `history` its series up to the period, `units` the comparison frame, `evidence` the series
    rows of the period. `verdict` judges the change against the same period last year. A reform of
    the units since the period before or since last year forbids the comparison: `is_new_since_...`.
    """

    indicator: Indicator
    total: pd.Series
    history: pd.DataFrame
    units: pd.DataFrame
    evidence: pd.DataFrame
    from_previous: TotalChange | None
    from_last_year: TotalChange | None
    verdict: str
    target: pd.Series | None
    is_new_since_previous: bool = False
    is_new_since_last_year: bool = False


def headlines(
    edition: Edition, indicators: dict[str, Indicator], where: Scope, period: str
) -> list[Headline]:
    """The headline indicators in their order; one without a figure has NaN in its total."""
    chosen = sorted((i for i in indicators.values() if i.headline), key=lambda i: i.headline)
    kind = from_code(period).kind
    frame = until(many_series(edition, chosen, where, kind), period)
    units = reporting_series(edition, chosen, where, kind)
    return [
        _headline(
            edition,
            frame[frame["indicator"] == indicator.code],
            units[units["indicator"] == indicator.code],
            indicator,
            where,
            period,
        )
        for indicator in chosen
    ]


def _headline(
    edition: Edition,
    frame: pd.DataFrame,
    units: pd.DataFrame,
    indicator: Indicator,
    where: Scope,
    period: str,
) -> Headline:
    at = from_code(period)
    total = frame[frame["is_total"]]
    before = total_step_back(indicator, period)
    from_last_year = total_change(frame, indicator, period, same_last_year(at), units)
    now = total[total["period"] == period].iloc[0]
    is_judged = from_last_year and not is_impossible(indicator, now["value"])
    moved = from_last_year.change if is_judged else float("nan")
    return Headline(
        indicator,
        now,
        total,
        told_apart(compare(frame, indicator, period), edition, indicator, where, period),
        frame[frame["period"] == period],
        total_change(frame, indicator, period, before, units),
        from_last_year,
        verdict(indicator, moved, from_last_year.denominator if from_last_year else np.nan),
        target(edition, indicator.code, where.key, at.year, has_demo(edition, where, at.kind)),
        is_across(frame, period, before),
        is_across(frame, period, same_last_year(at)),
    )


def movers(found: list[Headline], most: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units that improved and worsened most against the same period last year.

    Two frames of comparison rows with their `indicator` code. Only units that may be ranked take
    part (a tiny denominator moves by itself). Changes of different indicators are points of
    different scales, so each indicator gives its own, largest first, headline order first.
    """
    return _moved(found, "improvement", most), _moved(found, "concern", most)


def _moved(found: list[Headline], wanted: str, most: int) -> pd.DataFrame:
    parts = []
    for headline in found:
        rows = headline.units
        rows = rows[(rows["verdict"] == wanted) & (rows["reason"] == "")]
        order = rows["change_last_year"].abs().sort_values(ascending=False, kind="stable").index
        parts.append(rows.loc[order].head(most).assign(indicator=headline.indicator.code))
    return _together(parts, [*COMPARISON_COLUMNS, "indicator"])


def not_reported(found: list[Headline]) -> pd.DataFrame:
    """Units that sent nothing of a headline's family: unit_key, unit, and the indicator codes."""
    return _with_codes([(h, h.units["status"] == "missing") for h in found])


def short(found: list[Headline]) -> pd.DataFrame:
    """Units that sent something, but not all a headline needs: columns of `not_reported`."""
    return _with_codes([(h, is_short(h.units)) for h in found])


def _with_codes(found: list[tuple[Headline, pd.Series]]) -> pd.DataFrame:
    parts = [
        h.units.loc[chosen, ["unit_key", "unit"]].assign(indicator=h.indicator.code)
        for h, chosen in found
    ]
    rows = _together(parts, ["unit_key", "unit", "indicator"])
    grouped = rows.groupby(["unit_key", "unit"], sort=False)["indicator"].agg(tuple)
    return grouped.rename("indicators").reset_index()


def evidence(found: list[Headline]) -> pd.DataFrame:
    """The unit figures the headlines rest on, with their receipts (columns of trend.series)."""
    return _together([headline.evidence for headline in found], SERIES_COLUMNS)


def _together(parts: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The parts one after another; a frame without rows when the catalogue has no headlines."""
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)
