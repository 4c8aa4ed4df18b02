"""The axes of the charts: round values, and periods whose years stand once."""

import math

import pandas as pd

from indicators.periods import from_code
from view import words

# What a phone leaves a plot and what stands to its right, and what the number of a year needs.
_PHONE, _YEAR, _VALUE = 310, 26, 33
_MOST_YEARS = 6


def value_range(values: list[float], indicator) -> tuple[float, float]:
    """Choose the ends of a value axis: zero when the values are near it, else close around them.

    A rate that cannot exceed 100 never has an axis beyond 100. Without values: 0 to 1 (or 100).
    """
    known = [v for v in values if not math.isnan(v)]
    is_capped = words.is_percent(indicator) and not indicator.can_exceed_100
    if not known:
        return (0.0, 100.0 if is_capped else 1.0)
    low, high = min(known), max(known)
    room = (high - low) * 0.08 or max(abs(high) * 0.02, 0.5)
    if (low >= 0 and low < 0.4 * high) or high == 0:
        bottom = 0.0
    else:
        bottom = low - room
        if low >= 0:
            bottom = max(bottom, 0.0)
    top = high + room
    return (bottom, min(top, 100.0) if is_capped and high <= 100 else top)


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Give round values inside low..high, about `wanted` of them, steps of 1, 2 or 5."""
    if not high > low:
        return [low]
    raw = (high - low) / max(wanted, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = power * next(s for s in (1, 2, 5, 10) if s * power >= raw * 0.7)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def value_axis(low: float, high: float, indicator, wanted: int = 5, beside: int = 0) -> dict:
    """Make the settings of an axis of values, with Vietnamese tick text.

    A horizontal axis has no more ticks than fit a phone with `beside` pixels beside the plot.
    """
    most = max((_PHONE - beside) // _VALUE, 2) if beside else wanted * 2
    while wanted > 1 and len(ticks(low, high, wanted)) > most:
        wanted -= 1
    places = [t for t in ticks(low, high, wanted) if indicator.decimals or t == int(t)]
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [words.short_value(indicator, t) for t in places],
    }


def time_axis(periods: list[str], right: int = 0) -> dict:
    """Make the settings of an axis of periods at 0, 1, 2, ...: "I II III IV", each year once below.

    The year stands under the first period shown of each year. Where many periods would crowd a
    phone, only some are named: I and III, then only the first of each year, then not every year.
    `right` is what stands beside the plot, in pixels.
    """
    named = _named(periods, max(min(_MOST_YEARS, (_PHONE - right) // _YEAR), 2))
    return {
        "range": [-0.5, max(len(periods), 1) - 0.5],
        "showgrid": False,
        "tickmode": "array",
        "tickvals": list(named),
        "ticktext": list(named.values()),
    }


def _named(periods: list[str], most_years: int) -> dict[int, str]:
    """Choose which periods get a tick and write it, the year on a second row."""
    parts = [words.period_tick(p) for p in periods]
    first = [i == 0 or parts[i][1] != parts[i - 1][1] for i in range(len(parts))]
    step = 1 if len(parts) <= 12 else 2 if len(parts) <= 34 else len(parts)
    if parts and not parts[0][1]:
        step, first = -(-len(parts) // 12), [False] * len(parts)
    each = -(-sum(first) // most_years)
    named, since, n_years = {}, 0, -1
    for i, (tick, year) in enumerate(parts):
        since = 0 if first[i] else since + 1
        n_years += first[i]
        if since % step:
            continue
        # A year of one or two periods at the start would run into the next year's number.
        is_cramped = i == 0 and len(parts) > 8 and any(first[1:3])
        has_year = first[i] and not is_cramped and n_years % each == 0
        text = f"{tick}<br>{year}" if has_year else tick
        # More than a dozen fit a phone's width only when they are small.
        is_small = len(parts) > 12 and year
        named[i] = f'<span style="font-size:9px">{text}</span>' if is_small else text
    return named


def periods_of(frame: pd.DataFrame) -> list[str]:
    """List the period codes of a series or coverage frame, earliest first."""
    return sorted(frame["period"].unique(), key=from_code)
