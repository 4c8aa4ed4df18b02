"""The chart of one indicator over time as small multiples: one small plot a unit."""

import math

import pandas as pd

from view import charts_goals, words
from view.charts_axes import periods_of, ticks, value_range
from view.charts_base import (
    LABEL_LINE,
    comparable,
    demo_mark,
    empty,
    gaps,
    label,
    label_lines,
    line,
    note,
)
from view.charts_breaks import Marks, break_lines
from view.theme import Palette, template

# Two beside each other suit a phone, too.
COLUMNS = 2


def small_multiples(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    selected: list[str],
    goals: dict[str, float] | None = None,
    shared: bool = True,
    marks: Marks = (),
) -> dict:
    """Draw one small plot a chosen unit, its line over the grey total; all units when none chosen.

    `shared` gives every plot the same value axis; the figure's height follows the number of
    rows. The total of a count is left out, as in `trend`; `marks` are those of `trend`.
    """
    goals = goals or {}
    units = frame[~frame["is_total"].astype(bool)]
    keys = [k for k in dict.fromkeys(units["unit_key"]) if not selected or k in selected]
    rows = max(math.ceil(len(keys) / COLUMNS), 1)
    periods = periods_of(frame)
    titles = {k: _panel_title(units[units["unit_key"] == k], indicator, periods) for k in keys}
    # What titles of more than one line take.
    more = LABEL_LINE * (max((len(label_lines(t)) for t in titles.values()), default=1) - 1)
    layout = template(palette, rows * (150 + more) + 56)
    if not keys:
        return empty(palette, layout)
    total = comparable(frame, indicator, keys)
    total = total[total["is_total"].astype(bool)]
    figure = {"data": [], "layout": layout | {"annotations": [], "shapes": []}}
    figure["layout"]["margin"] = {"l": 8, "r": 16, "t": 30 + more, "b": 44, "pad": 2}
    drawn = pd.concat([units[units["unit_key"].isin(keys)], total])
    for index, key in enumerate(keys):
        one = units[units["unit_key"] == key]
        seen = drawn if shared else pd.concat([one, total])
        values = [v for v in gaps(seen["value"]) if v is not None]
        limits = value_range([*values, *goals.values()], indicator)
        x, y = f"x{_nth(index)}", f"y{_nth(index)}"
        lines = _panel_lines(one, total, indicator, palette, periods)
        figure["data"] += [trace | {"xaxis": x, "yaxis": y} for trace in lines]
        gutter = (0.2 if shared else 0.28) / COLUMNS
        left, top = _panel_place(figure, index, (rows, COLUMNS), gutter, palette)
        figure["layout"]["annotations"].append(
            note(titles[key], palette.ink, x=left, y=top, xanchor="left", yanchor="bottom", size=12)
            | {"yshift": 6, "align": "left"}
        )
        _panel_axes(figure, index, periods, limits, indicator, shared and index % COLUMNS > 0)
        figure["layout"]["shapes"] += charts_goals.lines(goals, periods, palette, x, y)
        figure["layout"]["shapes"] += break_lines(marks, periods, palette, x, f"{y} domain")
    figure["layout"]["annotations"] += [
        mark | {"yshift": -24} for mark in demo_mark(frame, palette, 12)
    ]
    figure["layout"]["annotations"] += _marks_told(marks, periods, palette)
    return figure


def _marks_told(marks: Marks, periods: list[str], palette: Palette) -> list[dict]:
    """Say once under all plots what the lines of the reform are; nothing where none is drawn."""
    told = [text for period, text in marks if period in periods]
    if not told:
        return []
    said = words.html(f"Đường kẻ đứng: {', '.join(told)}")
    at = {"x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "size": 11}
    return [note(said, palette.muted, **at) | {"xref": "paper", "yref": "paper", "yshift": -24}]


def _nth(index: int) -> str:
    return "" if index == 0 else str(index + 1)


def _panel_lines(one, total, indicator, palette, periods) -> list[dict]:
    grey = {"color": palette.neutral, "width": 1.3, "dash": "dot"}
    blue = {"color": palette.accent, "width": 2}
    pairs = [(total, grey), (one, blue)]
    return [line(rows, indicator, periods, s, palette.paper) for rows, s in pairs if len(rows)]


def _panel_title(one, indicator, periods) -> str:
    """Name a unit and its last figure, with its period when that is not the last one shown."""
    name = one["unit"].iloc[0]
    known = one[one["value"].notna()]
    if known.empty:
        return label(name, "chưa có số liệu")
    last = known.iloc[-1]
    is_old = last["period"] != periods[-1]
    when = f" ({words.period_axis(last['period']).removeprefix('LK ')})" if is_old else ""
    return label(name, words.value(indicator, last["value"]) + when)


def _panel_place(figure, index, shape, gutter, palette) -> tuple[float, float]:
    """Set the domains of one small plot's axes; return its upper left corner in plot shares."""
    rows, columns = shape
    layout = figure["layout"]
    row, column = divmod(index, columns)
    # Above each plot its title, below it the ticks.
    above, below = layout["margin"]["t"], layout["margin"]["b"]
    band = (above + 20) / (layout["height"] - above - below)
    wide = (1 - gutter * (columns - 1)) / columns
    tall = (1 - band * (rows - 1)) / rows
    left, top = column * (wide + gutter), 1 - row * (tall + band)
    base = template(palette, 0)
    small = {"tickfont": {"size": 10, "color": palette.muted}}
    across, up = f"xaxis{_nth(index)}", f"yaxis{_nth(index)}"
    layout[across] = (
        base["xaxis"]
        | small
        | {
            "domain": [left, min(left + wide, 1)],
            "anchor": f"y{_nth(index)}",
        }
    )
    layout[up] = (
        base["yaxis"]
        | small
        | {
            "domain": [max(top - tall, 0), min(top, 1)],
            "anchor": f"x{_nth(index)}",
        }
    )
    return left, top


def _brief(periods: list[str], i: int) -> str:
    """Name an end of a small time axis by its year alone, unless both ends share the year."""
    years = [words.period_tick(periods[k])[1] for k in (0, -1)]
    is_same = years[0] == years[1]
    return words.period_axis(periods[i]) if is_same else words.period_tick(periods[i])[1]


def _panel_axes(figure, index, periods, limits, indicator, is_inner: bool) -> None:
    """Set few ticks: first and last period, two or three values; none inside a shared row."""
    last = len(periods) - 1
    ends = [0, last] if last else [0]
    figure["layout"][f"xaxis{_nth(index)}"] |= {
        "range": [-0.4, last + 0.4],
        "showgrid": False,
        "tickmode": "array",
        "tickvals": ends,
        "ticktext": [_brief(periods, i) for i in ends],
        "automargin": False,
    }
    low, high = limits
    places = ticks(low, high, 2)
    figure["layout"][f"yaxis{_nth(index)}"] |= {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [words.short_value(indicator, t) for t in places],
        "showticklabels": not is_inner,
    }
