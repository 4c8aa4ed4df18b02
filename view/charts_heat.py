"""The heat map of units and periods: colours around a middle value, marks of missing cells."""

import math

import pandas as pd

from view import words
from view.charts_axes import periods_of, ticks, time_axis
from view.charts_base import demo_mark, empty, gaps, hover, sentence
from view.charts_breaks import Marks, break_captions, break_lines
from view.doubts import is_over
from view.theme import Palette, template

MOST_WRITTEN_COLUMNS = 12


def heatmap(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    middle: float | None = None,
    marks: Marks = (),
) -> dict:
    """Draw units and periods as coloured cells, diverging around `middle` or in one hue.

    `frame` is a series frame, drawn in its order, totals last; the total of counts is left out, it
    would take all the scale for itself. Two hues (orange to teal, turned
    round when low is good) only when the indicator has a good direction and `middle` is known.
    Missing cells stay blank with "—"; values are written in up to MOST_WRITTEN_COLUMNS columns.
    """
    frame = _on_one_scale(frame, indicator)
    periods = periods_of(frame)
    names, z, text, said = _grid(frame, indicator, periods)
    layout = template(palette, 26 * len(names) + 130)
    ends = limits(frame["value"], indicator, middle)
    if not ends:
        return empty(palette, layout | {"height": 160})
    layout["margin"] = {"l": 8, "r": 8, "t": 62, "b": 44, "pad": 4}
    layout["xaxis"] |= time_axis(periods)
    layout["yaxis"] |= {
        "range": [-0.5, len(names) - 0.5],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "tickfont": {"size": 12, "color": palette.ink},
        "showgrid": False,
    }
    layout["annotations"] = [
        mark | {"y": 1, "yanchor": "bottom", "yshift": 44} for mark in demo_mark(frame, palette)
    ]
    layout["shapes"] = break_lines(marks, periods, palette)
    at = {"y": 1, "yanchor": "bottom"}
    layout["annotations"] += [
        caption | {"yshift": 44, "bgcolor": palette.paper}
        for caption in break_captions(marks, periods, palette, **at)
    ]
    coloured = _cells(z, said, indicator, palette, ends, middle)
    is_written = len(periods) <= MOST_WRITTEN_COLUMNS
    if is_written:
        # Plotly writes the text of a cell without a value too, and `_blanks` writes there.
        shown = [
            ["" if v is None else t for v, t in zip(*line, strict=True)]
            for line in zip(z, text, strict=True)
        ]
        coloured |= {"text": shown, "texttemplate": "%{text}"}
    return {"data": [coloured, _blanks(z, said, text, palette, is_written)], "layout": layout}


def _grid(frame: pd.DataFrame, indicator, periods: list[str]) -> tuple[list, list, list, list]:
    """Names of the rows from the bottom, totals last; per row values, texts and hover sentences."""
    order = frame.sort_values("is_total", kind="stable")["unit_key"].fillna("total")
    keys = list(dict.fromkeys(order))[::-1]
    z, text, said = ([[None] * len(periods) for _ in keys] for _ in range(3))
    names = [""] * len(keys)
    rows = {key: r for r, key in enumerate(keys)}
    columns = {code: c for c, code in enumerate(periods)}
    for row in frame.itertuples():
        r = rows["total" if pd.isna(row.unit_key) else row.unit_key]
        c = columns[row.period]
        names[r] = words.html(row.unit)
        # What cannot be so has no place on the scale and must not have the best colour.
        z[r][c] = None if pd.isna(row.value) or is_over(indicator, row.value) else float(row.value)
        figure = words.value(indicator, row.value).removesuffix(words.NBSP + "%")
        text[r][c] = "" if pd.isna(row.value) else figure
        said[r][c] = hover(sentence(row, indicator))
    return names, z, text, said


def alt_heatmap(frame: pd.DataFrame, indicator) -> str:
    """Say what a heat map covers in one or two sentences."""
    frame = _on_one_scale(frame, indicator)
    periods = periods_of(frame)
    units = frame.loc[~frame["is_total"].astype(bool), "unit_key"].nunique()
    if not periods:
        return f"{indicator.name_vi}: chưa có số liệu."
    missing = int(frame["value"].isna().sum())
    return (
        f"{indicator.name_vi} của {words.number(units)} đơn vị, từ "
        f"{words.period_in_text(periods[0])} đến {words.period_in_text(periods[-1])}. "
        f"{words.number(missing)} ô chưa có số liệu."
    )


def _on_one_scale(frame: pd.DataFrame, indicator) -> pd.DataFrame:
    return frame if indicator.is_ratio else frame[~frame["is_total"].astype(bool)]


def middle(indicator, whole: float, goal: float | None) -> float | None:
    """The value around which two hues turn: the goal, else that of the whole; none for counts.

    A whole that cannot be so, a share above 100 %, would paint every good unit as a bad one.
    """
    if not indicator.is_ratio or (goal is None and is_over(indicator, whole)):
        return None
    return whole if goal is None else goal


def limits(values: pd.Series, indicator, middle: float | None) -> tuple[float, float] | None:
    """The ends of a colour scale; None without a value.

    A scale around a `middle` reaches it though all values lie on one side: the colour of the middle
    belongs to no other value. Shares above 100 % are not on the scale.
    """
    known = [v for v in gaps(values) if v is not None and not is_over(indicator, v)]
    if not known:
        return (0.0, 100.0) if values.notna().any() else None
    if is_diverging(indicator, middle):
        known.append(middle)
    low, high = min(known), max(known)
    return (low, high) if high - low > 1e-9 else (low - 0.5, high + 0.5)


def is_diverging(indicator, middle: float | None) -> bool:
    """Tell whether two hues turn around a middle: it is known and one direction is good."""
    return middle is not None and indicator.polarity != "neither" and not math.isnan(middle)


def _cells(z, said, indicator, palette: Palette, ends, middle: float | None) -> dict:
    """Make the coloured cells with their colour bar, above the plot, in Vietnamese numbers.

    `z` and `said` are rows of values (None = missing) and hover sentences; see `scale` for colour.
    """
    low, high = ends
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
    places = [t for t in ticks(low, high, 2) if indicator.decimals or t == int(t)]
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
    if not is_diverging(indicator, middle):
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


def _blanks(z, said, text, palette, is_written: bool) -> dict:
    """Write "—" in the cells without a value, with a hover sentence of their own.

    What is no share for being above 100 % is written out, or marked where there is no room.
    """
    places = [
        (r, c) for r, line in enumerate(z) for c, v in enumerate(line) if v is None and said[r][c]
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [c for _, c in places],
        "y": [r for r, _ in places],
        "text": [
            (text[r][c] if is_written else "?") if text[r][c] else words.NONE for r, c in places
        ],
        "textfont": {
            "size": 11,
            "color": [palette.concern if text[r][c] else palette.muted for r, c in places],
        },
        "customdata": [said[r][c] for r, c in places],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
