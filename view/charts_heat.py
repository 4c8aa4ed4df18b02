"""The cells of a heat map: colours around a middle value, and the marks of missing cells."""

import math

from view import words
from view.charts_base import ticks
from view.theme import Palette


def cells(z, said, indicator, palette: Palette, middle: float | None) -> dict:
    """Make the coloured cells with their colour bar, above the plot, in Vietnamese numbers.

    `z` and `said` are rows of values (None = missing) and hover sentences; see `scale` for colour.
    """
    known = [v for line in z for v in line if v is not None]
    low, high = min(known), max(known)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    return {
        "type": "heatmap",
        "x": list(range(len(z[0]))),
        "y": list(range(len(z))),
        "z": z,
        "zmin": low,
        "zmax": high,
        "colorscale": scale(low, high, indicator, palette, middle),
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorbar": colour_bar(low, high, indicator, palette),
    }


def colour_bar(low: float, high: float, indicator, palette: Palette) -> dict:
    """Make the settings of a colour bar above the plot, a few values in Vietnamese numbers."""
    places = [t for t in ticks(low, high, 3) if indicator.decimals or t == int(t)]
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "bottom",
        "ypad": 6,
        "len": 0.6,
        "thickness": 8,
        "outlinewidth": 0,
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [words.short_value(indicator, t) for t in places],
        "tickfont": {"size": 11, "color": palette.muted},
        "tickangle": 0,
    }


def scale(low, high, indicator, palette, middle) -> list[list]:
    """Make a colour scale over low..high; each half of a diverging one ends at its extreme."""
    if middle is None or indicator.polarity == "neither" or math.isnan(middle):
        steps = palette.heat_sequential
        return [[i / (len(steps) - 1), colour] for i, colour in enumerate(steps)]
    steps = palette.heat_diverging
    if indicator.polarity == "lower":
        steps = steps[::-1]
    half = len(steps) // 2
    place = (middle - low) / (high - low)
    if place <= 0:
        return [[i / half, colour] for i, colour in enumerate(steps[half:])]
    if place >= 1:
        return [[i / half, colour] for i, colour in enumerate(steps[: half + 1])]
    below = [[place * i / half, steps[i]] for i in range(half)]
    above = [[place + (1 - place) * i / half, steps[half + i]] for i in range(half + 1)]
    return below + above


def blanks(z, said, palette) -> dict:
    """Write "—" in the cells without a value, with a hover sentence of their own."""
    places = [
        (r, c) for r, line in enumerate(z) for c, v in enumerate(line) if v is None and said[r][c]
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [c for _, c in places],
        "y": [r for r, _ in places],
        "text": [words.NONE] * len(places),
        "textfont": {"size": 11, "color": palette.muted},
        "customdata": [said[r][c] for r, c in places],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
