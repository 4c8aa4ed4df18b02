"""The chart of one indicator over time: all units in one plot."""

import html
import textwrap

import pandas as pd

from view import charts_goals, words
from view.charts_axes import periods_of, time_axis, value_axis, value_range
from view.charts_base import comparable, demo_mark, empty, gaps, line, note, spread, text_width
from view.charts_breaks import Marks, break_captions, break_lines, year_lines
from view.theme import Palette, template

MOST_LINES = 6
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_DASHES = ("solid", "solid", "longdash", "longdashdot", "dashdot", "dash")
_LABEL_LINE, _LABEL_GAP = 15, 2
# A wider label leaves a phone no room for the plot; it goes on in a line below.
_WIDEST_LABEL = 140


def trend(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    selected: list[str],
    goals: dict[str, float] | None = None,
    marks: Marks = (),
) -> dict:
    """Draw one indicator over time: chosen units, the others as grey context, total and goals.

    `frame` is a series frame; `selected` holds unit keys, the first drawn in the accent colour, at
    most MOST_LINES; `goals` gives the goal of a period; `marks` are (period, caption) of vertical
    lines at the start of that period. Missing periods are gaps; late or incomplete ones are hollow.
    The total of a count is drawn only when no unit is chosen: beside it the units would lie flat on
    the axis.
    """
    height, goals = 460, goals or {}
    layout = template(palette, height)
    periods = periods_of(frame)
    frame = comparable(frame, indicator, selected)
    values = [v for v in gaps(frame["value"]) if v is not None]
    if not values:
        return empty(palette, layout)
    low, high = value_range([*values, *goals.values()], indicator)
    chosen = [key for key in selected if (frame["unit_key"] == key).any()][:MOST_LINES]
    context, lines, ends = _lines(frame, indicator, palette, chosen, periods)
    ends += charts_goals.ends(goals, periods, indicator, palette)

    top, bottom = (40 if marks else 26), 52
    labels, width = _end_labels(ends, len(periods), low, high, height - top - bottom)
    layout["margin"] = {"l": 8, "r": width, "t": top, "b": bottom, "pad": 4}
    layout["xaxis"] |= time_axis(periods, width)
    layout["yaxis"] |= value_axis(low, high, indicator)
    caption = _axis_caption(indicator, low, periods)
    layout["annotations"] = [*labels, *demo_mark(frame, palette, width - 4)]
    if caption:
        at = {"xref": "paper", "yshift": 8}
        layout["annotations"].append(
            note(caption, palette.muted, x=0, y=1, xanchor="left", yanchor="bottom", size=11) | at
        )
    layout["shapes"] = year_lines(periods, palette)
    layout["shapes"] += charts_goals.lines(goals, periods, palette, "x", "y")
    layout["shapes"] += break_lines(marks, periods, palette)
    at = {"y": 1, "yanchor": "bottom"}
    layout["annotations"] += [
        caption | {"yshift": 22} for caption in break_captions(marks, periods, palette, **at)
    ]
    return {"data": [*context, *lines], "layout": layout}


def alt_trend(frame: pd.DataFrame, indicator, selected: list[str] = ()) -> str:
    """Say a series frame in one or two sentences for readers who cannot see the chart."""
    periods = periods_of(frame)
    if not periods:
        return f"{indicator.name_vi}: chưa có số liệu."
    text = (
        f"{indicator.name_vi} từ {words.period_in_text(periods[0])} "
        f"đến {words.period_in_text(periods[-1])}."
    )
    last = frame[frame["period"] == periods[-1]]
    wanted = last[last["is_total"].astype(bool) | last["unit_key"].isin(list(selected))]
    known = [
        f"{row.unit} {words.value_with_unit(indicator, row.value)}"
        if pd.notna(row.value)
        else f"{row.unit} chưa có số liệu"
        for row in wanted.itertuples()
    ]
    return text + (f" {words.period(periods[-1])}: {'; '.join(known)}." if known else "")


def _lines(frame, indicator, palette, chosen, periods):
    """Build the traces (context first) and, for each named line, (index, value, colour, label)."""
    context, lines, ends = [], {}, []
    colours = (palette.accent, *palette.series)
    for key, rows in frame.groupby("unit_key", sort=False, dropna=False):
        is_total = bool(rows["is_total"].iloc[0])
        if not is_total and key not in chosen:
            style = {"color": palette.context, "width": 1}
            context.append(line(rows, indicator, periods, style, palette.paper))
            continue
        place = chosen.index(key) if key in chosen and not is_total else len(chosen)
        colour = palette.ink if is_total else colours[place]
        style = {"color": colour, "width": 2.6 if place == 0 and not is_total else 2}
        style["dash"] = "dot" if is_total else _DASHES[place]
        symbol = "" if is_total else _SYMBOLS[place]
        lines[place] = line(rows, indicator, periods, style, palette.paper, symbol, 7)
        end = _end(rows, indicator, periods, colour)
        if end:
            ends.append(end)
    # The first chosen unit is drawn last, on top of the rest.
    return context, [lines[place] for place in sorted(lines, reverse=True)], ends


def _end(rows, indicator, periods, colour):
    """Place the label of a line at its last known value; say the period when it is not the last."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return None
    last = known.iloc[-1]
    index = periods.index(last["period"])
    said = words.value(indicator, last["value"])
    if index < len(periods) - 1:
        said += f" ({words.period_axis(last['period']).removeprefix('LK ')})"
    return index, float(last["value"]), colour, _label(last["unit"], said)


def _label(name: str, said: str) -> str:
    """Write a name and its figure in one line, else the figure below the name."""
    if text_width(f"{name} {said}") <= _WIDEST_LABEL:
        return f"<b>{words.html(name)}</b> {said}"
    lines = textwrap.wrap(name, int(_WIDEST_LABEL / text_width("n")))
    return f"<b>{'<br>'.join(words.html(line) for line in lines)}</b><br>{said}"


def _end_labels(ends, n, low, high, pixels) -> tuple[list[dict], int]:
    """Write the labels to the right of the plot, apart, each with a fine line to its last point."""
    written = [_lines_of(text) for _, _, _, text in ends]
    most = max(map(len, written), default=1)
    gap = (_LABEL_LINE * most + _LABEL_GAP) * (high - low) / pixels
    spots = spread([value for _, value, _, _ in ends], gap, low, high)
    labels = [
        {
            "text": text,
            "x": index,
            "y": value,
            # A fixed part of the axis' width beyond its end, however many periods it has.
            "ax": n - 0.5 + 0.008 * n,
            "ay": spot,
            "axref": "x",
            "ayref": "y",
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 0.8,
            "arrowcolor": colour,
            "standoff": 5,
            "font": {"size": 12, "color": colour},
        }
        for (index, value, colour, text), spot in zip(ends, spots, strict=True)
    ]
    longest = max((text_width(line) for lines in written for line in lines), default=0)
    return labels, int(max(longest + 12, 104))


def _lines_of(text: str) -> list[str]:
    """Split a label into its lines as they are seen, for their widths."""
    return html.unescape(text.replace("<b>", "").replace("</b>", "")).split("<br>")


def _axis_caption(indicator, low: float, periods: list[str]) -> str:
    said = []
    if any(p.endswith("-LK") for p in periods):
        said.append("Lũy kế từ đầu năm")
    if low > 0:
        said.append(words.NOT_FROM_ZERO)
    return " · ".join(said)
