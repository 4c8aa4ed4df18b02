"""Charts of one indicator over time: all units in one plot, or one small plot a unit."""

import math

import pandas as pd

from view import words
from view.charts_base import (
    demo_mark,
    empty,
    gaps,
    line,
    note,
    periods_of,
    spread,
    target_line,
    text_width,
    ticks,
    time_axis,
    value_axis,
    value_range,
    year_lines,
)
from view.theme import Palette, template

MOST_LINES = 6
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_DASHES = ("solid", "solid", "longdash", "longdashdot", "dashdot", "dash")
_LABEL_GAP = 17


def trend(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    selected: list[str],
    target: float | None = None,
    height: int = 460,
    marks: list[tuple[str, str]] | None = None,
) -> dict:
    """Draw one indicator over time: chosen units, the others as grey context, total and target.

    `frame` is a series frame; `selected` holds unit keys, the first drawn in the accent colour, at
    most MOST_LINES; `marks` are (period, caption) of vertical lines at the start of that period.
    Missing periods are gaps; late or incomplete ones are hollow. The total of a count is drawn only
    when no unit is chosen: beside it the units would lie flat on the axis.
    """
    layout = template(palette, height)
    periods = periods_of(frame)
    frame = _comparable(frame, indicator, selected)
    values = [v for v in gaps(frame["value"]) if v is not None]
    if not values:
        return empty(palette, layout)
    low, high = value_range(values + ([target] if target is not None else []), indicator)
    chosen = [key for key in selected if (frame["unit_key"] == key).any()][:MOST_LINES]
    context, lines, ends = _lines(frame, indicator, palette, chosen, periods)
    if target is not None:
        ends.append((len(periods) - 1, target, palette.target, _target_text(indicator, target)))

    top, bottom = (40 if marks else 26), 52
    labels, width = _end_labels(ends, len(periods), low, high, height - top - bottom)
    layout["margin"] = {"l": 8, "r": width, "t": top, "b": bottom, "pad": 4}
    layout["xaxis"] |= time_axis(periods)
    layout["yaxis"] |= value_axis(low, high, indicator)
    caption = _axis_caption(indicator, low, periods)
    layout["annotations"] = [*labels, *demo_mark(frame, palette, width - 4)]
    if caption:
        at = {"xref": "paper", "yshift": 8}
        layout["annotations"].append(
            note(caption, palette.muted, x=0, y=1, xanchor="left", yanchor="bottom", size=11) | at
        )
    layout["shapes"] = year_lines(periods, palette)
    layout["shapes"] += target_line(target, palette, "x domain", "y")
    for shape, text in _marks(marks or [], periods, palette):
        layout["shapes"].append(shape)
        layout["annotations"].append(text)
    return {"data": [*context, *lines], "layout": layout}


def small_multiples(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    selected: list[str],
    target: float | None = None,
    shared: bool = True,
    columns: int = 2,
) -> dict:
    """Draw one small plot a chosen unit, its line over the grey total; all units when none chosen.

    `shared` gives every plot the same value axis; `columns` is 1 to 4 (2 suits a phone). The
    figure's height follows the number of rows. The total of a count is left out, as in `trend`.
    """
    units = frame[~frame["is_total"].astype(bool)]
    keys = [k for k in dict.fromkeys(units["unit_key"]) if not selected or k in selected]
    rows = max(math.ceil(len(keys) / columns), 1)
    height = rows * 150 + 56
    layout = template(palette, height)
    if not keys:
        return empty(palette, layout)
    periods = periods_of(frame)
    total = _comparable(frame, indicator, keys)
    total = total[total["is_total"].astype(bool)]
    figure = {"data": [], "layout": layout | {"annotations": [], "shapes": []}}
    figure["layout"]["margin"] = {"l": 8, "r": 16, "t": 30, "b": 44, "pad": 2}
    drawn = pd.concat([units[units["unit_key"].isin(keys)], total])
    for index, key in enumerate(keys):
        one = units[units["unit_key"] == key]
        seen = drawn if shared else pd.concat([one, total])
        goal = [target] if target is not None else []
        limits = value_range([v for v in gaps(seen["value"]) if v is not None] + goal, indicator)
        lines = _panel_lines(one, total, indicator, palette, periods)
        on = {"xaxis": f"x{_nth(index)}", "yaxis": f"y{_nth(index)}"}
        figure["data"] += [trace | on for trace in lines]
        gutter = (0.2 if shared else 0.28) / columns
        left, top = _panel_place(figure, index, (rows, columns), gutter, palette)
        title = _panel_title(one, indicator)
        figure["layout"]["annotations"].append(
            note(title, palette.ink, x=left, y=top, xanchor="left", yanchor="bottom", size=12)
            | {"yshift": 6}
        )
        _panel_axes(figure, index, periods, limits, indicator, shared and index % columns > 0)
        figure["layout"]["shapes"] += target_line(
            target, palette, f"x{_nth(index)} domain", f"y{_nth(index)}"
        )
    figure["layout"]["annotations"] += [
        mark | {"yshift": -24} for mark in demo_mark(frame, palette, 12)
    ]
    return figure


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


def _comparable(frame, indicator, selected) -> pd.DataFrame:
    """Leave out the total of a count when units are to be seen."""
    if indicator.formula_kind != "level" or words.is_percent(indicator) or not len(selected):
        return frame
    units = frame[~frame["is_total"].astype(bool)]
    return units if len(units) else frame


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
    name, value = words.html(last["unit"]), words.value(indicator, last["value"])
    late = (
        ""
        if index == len(periods) - 1
        else f" ({words.period_axis(last['period']).removeprefix('LK ')})"
    )
    return index, float(last["value"]), colour, f"<b>{name}</b> {value}{late}"


def _end_labels(ends, n, low, high, pixels) -> tuple[list[dict], int]:
    """Write the labels to the right of the plot, apart, each with a fine line to its last point."""
    gap = _LABEL_GAP * (high - low) / pixels
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
    longest = max((_bare(text) for _, _, _, text in ends), key=len, default="")
    return labels, int(min(max(text_width(longest) + 12, 104), 190))


def _bare(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def _target_text(indicator, target: float) -> str:
    return f"Mục tiêu {words.short_value(indicator, target)}"


def _marks(marks, periods, palette):
    """Give a vertical line and a caption at the start of each marked period that is on the axis."""
    for period, text in marks:
        if period not in periods:
            continue
        place = periods.index(period) - 0.5
        style = {"color": palette.muted, "width": 1}
        rule = {"type": "line", "x0": place, "x1": place, "xref": "x", "line": style}
        side = "right" if place > len(periods) / 2 else "left"
        at = {"x": place, "y": 1, "xanchor": side, "yanchor": "bottom"}
        caption = note(words.html(text), palette.muted, **at, size=11)
        yield rule | {"y0": 0, "y1": 1.04, "yref": "paper"}, caption | {"xref": "x", "yshift": 22}


def _axis_caption(indicator, low: float, periods: list[str]) -> str:
    said = []
    if any(p.endswith("-LK") for p in periods):
        said.append("Lũy kế từ đầu năm")
    if low > 0:
        said.append(words.NOT_FROM_ZERO)
    return " · ".join(said)


def _nth(index: int) -> str:
    return "" if index == 0 else str(index + 1)


def _panel_lines(one, total, indicator, palette, periods) -> list[dict]:
    grey = {"color": palette.neutral, "width": 1.3, "dash": "dot"}
    blue = {"color": palette.accent, "width": 2}
    pairs = [(total, grey), (one, blue)]
    return [line(rows, indicator, periods, s, palette.paper) for rows, s in pairs if len(rows)]


def _panel_title(one, indicator) -> str:
    known = one[one["value"].notna()]
    value = words.value(indicator, known["value"].iloc[-1]) if len(known) else "chưa có số liệu"
    return f"<b>{words.html(one['unit'].iloc[0])}</b> {value}"


def _panel_place(figure, index, shape, gutter, palette) -> tuple[float, float]:
    """Set the domains of one small plot's axes; return its upper left corner in plot shares."""
    rows, columns = shape
    layout = figure["layout"]
    row, column = divmod(index, columns)
    band = 50 / (layout["height"] - 74)
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
