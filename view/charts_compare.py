"""Charts that compare units: ranked dots for one period, and a heat map of units and periods."""

import math

import pandas as pd

from view import words
from view.charts_base import (
    demo_mark,
    empty,
    gaps,
    hover,
    key_caption,
    left_margin,
    note,
    periods_of,
    sentence,
    text_width,
    time_axis,
    value_axis,
    value_range,
)
from view.charts_heat import blanks, cells
from view.theme import Palette, template

ROW = 34
MOST_WRITTEN_COLUMNS = 12


def ranked_dots(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    total: float | None = None,
    target: float | None = None,
) -> dict:
    """Draw one row a unit, best first: value, same period last year (open), previous (diamond).

    `frame` is a comparison frame; `total` the value of the whole province, `target` the goal.
    Whiskers are drawn where `low` and `high` are known. Shape and colour both tell the verdict:
    triangles point where the value went since last year. Missing units stand at the bottom. The
    customdata of a dot is [sentence, unit_key], for the hover and for a click.
    """
    top, bottom = 84, 50
    height = ROW * len(frame) + top + bottom
    layout = template(palette, height)
    known = frame[frame["value"].notna()]
    if known.empty:
        return empty(palette, layout | {"height": 160})
    rows = {key: len(frame) - 1 - i for i, key in enumerate(frame["unit_key"])}
    limits = _limits(frame, indicator, total, target)
    left, right = left_margin(frame["unit"]), _column_width(frame, indicator)
    layout["margin"] = {"l": left, "r": right, "t": top, "b": bottom, "pad": 4}
    layout["xaxis"] |= value_axis(*limits, indicator, 4)
    layout["yaxis"] |= {
        "range": [-0.7, len(frame) - 0.3],
        "tickmode": "array",
        "tickvals": list(rows.values()),
        "ticktext": [words.html(unit) for unit in frame["unit"]],
        "tickfont": {"size": 13, "color": palette.ink},
        "showgrid": False,
    }
    layout["shapes"], labels = _reference_lines(indicator, palette, total, target, limits)
    layout["annotations"] = [*labels, *_value_column(frame, rows, indicator, palette)]
    layout["annotations"].append(key_caption(_key(frame, palette), palette, left, 40))
    layout["annotations"] += [
        mark | {"yshift": -28} for mark in demo_mark(frame, palette, right - 4)
    ]
    data = [
        *_whiskers(known, rows, palette),
        _connectors(known, rows, palette),
        _other_period(known, rows, "previous", "kỳ trước", "diamond", palette),
        _other_period(known, rows, "last_year", "cùng kỳ", "circle-open", palette),
        *_dots(known, rows, indicator, palette),
    ]
    return {"data": data, "layout": layout}


def heatmap(frame: pd.DataFrame, indicator, palette: Palette, middle: float | None = None) -> dict:
    """Draw units and periods as coloured cells, diverging around `middle` or in one hue.

    `frame` is a series frame, drawn in its order, totals last. Two hues (orange to teal, turned
    round when low is good) only when the indicator has a good direction and `middle` is known.
    Missing cells stay blank with "—"; values are written in up to MOST_WRITTEN_COLUMNS columns.
    """
    periods = periods_of(frame)
    keys = list(
        dict.fromkeys(frame.sort_values("is_total", kind="stable")["unit_key"].fillna("total"))
    )
    layout = template(palette, 26 * len(keys) + 130)
    known = [v for v in gaps(frame["value"]) if v is not None]
    if not known:
        return empty(palette, layout | {"height": 160})
    rows = {key: len(keys) - 1 - i for i, key in enumerate(keys)}
    columns = {code: i for i, code in enumerate(periods)}
    z, text, said = ([[None] * len(periods) for _ in keys] for _ in range(3))
    names = [""] * len(keys)
    for row in frame.itertuples():
        r = rows["total" if pd.isna(row.unit_key) else row.unit_key]
        c = columns[row.period]
        names[r] = words.html(row.unit)
        z[r][c] = None if pd.isna(row.value) else float(row.value)
        text[r][c] = (
            ""
            if pd.isna(row.value)
            else words.value(indicator, row.value).removesuffix(words.NBSP + "%")
        )
        said[r][c] = hover(sentence(row, indicator))
    layout["margin"] = {"l": 8, "r": 8, "t": 62, "b": 44, "pad": 4}
    layout["xaxis"] |= time_axis(periods)
    layout["yaxis"] |= {
        "range": [-0.5, len(keys) - 0.5],
        "tickmode": "array",
        "tickvals": list(range(len(keys))),
        "ticktext": names,
        "tickfont": {"size": 12, "color": palette.ink},
        "showgrid": False,
    }
    layout["annotations"] = [
        mark | {"y": 1, "yanchor": "bottom", "yshift": 44} for mark in demo_mark(frame, palette)
    ]
    coloured = cells(z, said, indicator, palette, middle)
    if len(periods) <= MOST_WRITTEN_COLUMNS:
        coloured |= {"text": text, "texttemplate": "%{text}"}
    return {"data": [coloured, blanks(z, said, palette)], "layout": layout}


def alt_ranked_dots(frame: pd.DataFrame, indicator) -> str:
    """Say a comparison frame in one or two sentences: how many reported, highest, lowest."""
    known = frame[frame["value"].notna()]
    text = f"{indicator.name_vi}: {len(known)}/{len(frame)} đơn vị có số liệu."
    if known.empty:
        return text
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    return (
        f"{text} Cao nhất {high['unit']} {words.value_with_unit(indicator, high['value'])}, "
        f"thấp nhất {low['unit']} {words.value_with_unit(indicator, low['value'])}."
    )


def alt_heatmap(frame: pd.DataFrame, indicator) -> str:
    """Say what a heat map covers in one or two sentences."""
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


def _key(frame, palette) -> list[list[tuple[str, str, str]]]:
    """Explain the signs in two lines short enough for a phone."""
    late = [("⊙ △ ▽", palette.neutral, words.status("late"))] if frame["is_late"].any() else []
    good, bad = words.verdict("improvement")[0], words.verdict("concern")[0]
    return [
        [
            ("○", palette.muted, "cùng kỳ"),
            ("◆", palette.neutral, "kỳ trước"),
            ("●", palette.neutral, words.verdict("neutral")[0]),
        ],
        [("▲▼", palette.improvement, good), ("▲▼", palette.concern, bad), *late],
    ]


def _limits(frame, indicator, total, target) -> tuple[float, float]:
    columns = ["value", "previous", "last_year", "low", "high"]
    seen = [v for column in columns for v in gaps(frame[column]) if v is not None]
    return value_range(seen + [v for v in (total, target) if v is not None], indicator)


def _dots(known, rows, indicator, palette) -> list[dict]:
    """Draw the dots of one verdict as one trace, so that each has its own legend entry."""
    colours = {
        "improvement": palette.improvement,
        "concern": palette.concern,
        "neutral": palette.neutral,
        "none": palette.neutral,
    }
    traces = []
    for verdict, colour in colours.items():
        part = known[known["verdict"] == verdict]
        if part.empty:
            continue
        late = [bool(v) for v in part["is_late"]]
        changes = zip(part["change_last_year"], late, strict=True)
        shapes = [_shape(verdict, change, is_late) for change, is_late in changes]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words.verdict(verdict)[0],
                "x": gaps(part["value"]),
                "y": [rows[key] for key in part["unit_key"]],
                "cliponaxis": False,
                "marker": {
                    "symbol": shapes,
                    "size": [11 if shape.startswith("circle") else 13 for shape in shapes],
                    "opacity": 1,
                    "color": colour,
                    "line": {"color": colour, "width": 2},
                },
                "customdata": [
                    [hover(compared(row, indicator)), row.unit_key] for row in part.itertuples()
                ],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
            }
        )
    return traces


def _shape(verdict: str, change: float, is_late: bool) -> str:
    """Choose the marker; a late one is open, a circle with a dot, unlike last year's circle."""
    if verdict not in ("improvement", "concern") or pd.isna(change):
        return "circle-open-dot" if is_late else "circle"
    shape = "triangle-up" if change > 0 else "triangle-down"
    return shape + ("-open" if is_late else "")


def compared(row, indicator) -> str:
    """Say one row of a comparison frame in words."""
    text = f"{row.unit}: {words.value_with_unit(indicator, row.value)}"
    part = words.fraction(row.numerator, row.denominator)
    if indicator.formula_kind == "ratio" and part != words.NONE:
        text += f" ({part})"
    if pd.notna(row.change_last_year):
        text += f"; {words.moved(indicator, row.change_last_year)} so cùng kỳ"
    if pd.notna(row.change_previous):
        text += f"; {words.moved(indicator, row.change_previous)} so kỳ trước"
    if pd.notna(row.rank):
        text += f"; hạng {words.number(row.rank)}"
    if row.reason:
        text += f"; không xếp hạng: {row.reason}"
    return text + ("; báo cáo muộn" if row.is_late else "") + "."


def _other_period(known, rows, column, name, symbol, palette) -> dict:
    part = known[known[column].notna()]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": gaps(part[column]),
        "y": [rows[key] for key in part["unit_key"]],
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "symbol": symbol,
            "size": 10 if symbol == "circle-open" else 6,
            "color": palette.muted if symbol == "circle-open" else palette.neutral,
            "line": {"width": 1.4 if symbol == "circle-open" else 0},
        },
    }


def _connectors(known, rows, palette) -> dict:
    """Join each dot with the same period last year by a fine line; None lifts the pen."""
    x, y = [], []
    for row in known[known["last_year"].notna()].itertuples():
        x += [float(row.last_year), float(row.value), None]
        y += [rows[row.unit_key], rows[row.unit_key], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "line": {"color": palette.context, "width": 1.5},
    }


def _whiskers(known, rows, palette) -> list[dict]:
    part = known[known["low"].notna() & known["high"].notna()]
    if part.empty:
        return []
    bars = {
        "type": "data",
        "symmetric": False,
        "array": [float(v) for v in part["high"] - part["value"]],
        "arrayminus": [float(v) for v in part["value"] - part["low"]],
        "color": palette.neutral,
        "thickness": 1.2,
        "width": 4,
    }
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": gaps(part["value"]),
            "y": [rows[key] for key in part["unit_key"]],
            "marker": {"size": 1, "color": palette.neutral},
            "error_x": bars,
            "hoverinfo": "skip",
        }
    ]


def _reference_lines(indicator, palette, total, target, limits):
    """Draw the province line (dotted ink) and the target (dashed), captions on two levels."""
    shapes, labels = [], []
    low, high = limits
    for value, colour, dash, name, lift in (
        (total, palette.ink, "dot", "Toàn tỉnh", 2),
        (target, palette.target, "dash", "Mục tiêu", 17),
    ):
        if value is None or math.isnan(value):
            continue
        text = words.value if name == "Toàn tỉnh" else words.short_value
        style = {"color": colour, "width": 1.4, "dash": dash}
        ends = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "xref": "x"}
        shapes.append({"type": "line", "layer": "above", "line": style} | ends)
        side = "right" if value > (low + high) / 2 else "left"
        caption = f"{name} {text(indicator, value)}"
        label = note(caption, colour, x=value, y=1, xanchor=side, yanchor="bottom", size=11)
        labels.append(label | {"xref": "x", "yshift": lift})
    return shapes, labels


def _value_column(frame, rows, indicator, palette) -> list[dict]:
    """Write value over numerator/denominator at the right edge, or that the unit is missing."""
    width = _column_width(frame, indicator)
    column = []
    for row in frame.itertuples():
        if pd.isna(row.value):
            text, colour = words.html(_without_value(row)), palette.muted
        else:
            part = words.fraction(row.numerator, row.denominator)
            text, colour = f"<b>{words.value(indicator, row.value)}</b>", palette.ink
            if indicator.formula_kind == "ratio" and part != words.NONE:
                small = f'<span style="font-size:10px;color:{palette.muted}">{part}</span>'
                text = f"{text}<br>{small}"
        label = note(text, colour, x=1, y=rows[row.unit_key], xanchor="right", yanchor="middle")
        column.append(label | {"yref": "y", "align": "right", "xshift": width - 4})
    return column


def _without_value(row) -> str:
    """Why a unit has no value: not reported, or reported without one."""
    return words.status("missing") if row.status == "missing" else "không có tỷ lệ"


def _column_width(frame, indicator) -> int:
    texts = [words.value(indicator, v) for v in frame["value"]]
    small = [
        words.fraction(n, d) if indicator.formula_kind == "ratio" else ""
        for n, d in zip(frame["numerator"], frame["denominator"], strict=True)
    ]
    widths = [text_width(t, 12.5) for t in texts] + [text_width(t, 10) for t in small]
    if frame["value"].isna().any():
        widths.append(text_width(words.status("missing"), 12))
    return int(max(widths, default=40)) + 18
