"""The chart that compares units at one period: ranked dots, the period before and a year ago."""

import pandas as pd

from view import words
from view.charts_axes import value_axis, value_range
from view.charts_base import (
    demo_mark,
    empty,
    gaps,
    hover,
    key_caption,
    left_margin,
    note,
    text_width,
)
from view.doubts import over
from view.theme import Palette, template

ROW = 34
_MOST_BLANKS = 10
_VERDICTS = {
    verdict: words.verdict(verdict)[0] for verdict in ("improvement", "concern", "neutral", "none")
}


def ranked_dots(
    frame: pd.DataFrame,
    indicator,
    palette: Palette,
    total: tuple[str, float] | None = None,
    target: float | None = None,
) -> dict:
    """Draw one row a unit, best first: value, same period last year (open), previous (diamond).

    `frame` is a comparison frame; `total` name and value of the whole, `target` the goal. Shape
    and colour both tell the verdict: triangles point where the value went since last year, a square
    has nothing to be compared with. Missing units stand at the bottom. The customdata of a dot is
    [sentence, unit_key], for the hover and for a click.
    """
    total = None if total is None or pd.isna(total[1]) else total
    key = _key(frame, indicator, palette)
    top, bottom = 52 + 16 * len(key), 50
    height = ROW * len(frame) + top + bottom
    layout = template(palette, height)
    known = frame[frame["value"].notna()]
    if known.empty:
        return empty(palette, layout | {"height": 160})
    rows = {key: len(frame) - 1 - i for i, key in enumerate(frame["unit_key"])}
    limits = _limits(frame, indicator, total, target)
    left, right = left_margin(frame["unit"]), _column_width(frame, indicator)
    layout["margin"] = {"l": left, "r": right, "t": top, "b": bottom, "pad": 4}
    layout["xaxis"] |= value_axis(*limits, indicator, 4, left + right)
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
    layout["annotations"].append(key_caption(key, palette, left, 40))
    layout["annotations"] += [
        mark | {"yshift": -28} for mark in demo_mark(frame, palette, right - 4)
    ]
    data = [
        _connectors(known, rows, palette),
        _other_period(known, rows, "previous", "kỳ trước", "diamond", palette),
        _other_period(known, rows, "last_year", "cùng kỳ", "circle-open", palette),
        *_dots(known, rows, indicator, palette),
    ]
    return {"data": data, "layout": layout}


def with_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The units worth a row: without those that have no figure when they are many."""
    is_blank = frame["value"].isna() & frame["stated"].isna()
    return frame[~is_blank] if is_blank.sum() > _MOST_BLANKS else frame


def alt_ranked_dots(frame: pd.DataFrame, indicator) -> str:
    """Say a comparison frame in one or two sentences: how many reported, highest, lowest."""
    known = frame[frame["value"].notna()]
    text = f"{indicator.name_vi}: {words.fraction(len(known), len(frame))} đơn vị có số liệu."
    if known.empty:
        return text
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    return (
        f"{text} Cao nhất {high['unit']} {words.value_with_unit(indicator, high['value'])}, "
        f"thấp nhất {low['unit']} {words.value_with_unit(indicator, low['value'])}."
    )


def _key(frame, indicator, palette) -> list[list[tuple[str, str, str]]]:
    """Explain the signs that are drawn, in lines short enough for a phone."""
    grey = palette.neutral
    seen = set(frame.loc[frame["value"].notna(), "verdict"])
    still = words.polarity("neither") if indicator.polarity == "neither" else _VERDICTS["neutral"]
    lines = [
        [("○", palette.muted, "cùng kỳ"), ("◆", grey, "kỳ trước")],
        [
            ("▲▼", colour, _VERDICTS[verdict])
            for verdict, colour in (
                ("improvement", palette.improvement),
                ("concern", palette.concern),
            )
            if verdict in seen
        ],
        [("■", grey, _VERDICTS["none"])] if "none" in seen else [],
    ]
    if "neutral" in seen:
        lines[0].append(("●", grey, still))
    doubts = (
        ("is_late", words.status("late")),
        ("is_incomplete", "chưa đủ đơn vị"),
    )
    told = [word for flag, word in doubts if frame[flag].any()]
    if told := told + ["trên 100\u00a0%"] * bool(over(frame, indicator).any()):
        lines[1].append(("⊙ △ ▽ □", grey, ", ".join(told)))
    if frame["is_estimate"].any():
        lines[-1].append(("#", grey, "ước tính"))
    return [line for line in lines if line]


def _limits(frame, indicator, total, target) -> tuple[float, float]:
    columns = ["value", "previous", "last_year"]
    seen = [v for column in columns for v in gaps(frame[column]) if v is not None]
    return value_range(seen + [v for v in (total and total[1], target) if v is not None], indicator)


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
        doubts = part[["is_late", "is_incomplete", "is_estimate"]].any(axis=1)
        doubts |= over(part, indicator)
        changes = zip(part["change_last_year"], doubts, part["is_estimate"], strict=True)
        shapes = [_shape(verdict, *of) for of in changes]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": _VERDICTS[verdict],
                "x": gaps(part["value"]),
                "y": [rows[key] for key in part["unit_key"]],
                "cliponaxis": False,
                "marker": {
                    "symbol": shapes,
                    "size": [13 if shape.startswith("triangle") else 11 for shape in shapes],
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


def _shape(verdict: str, change: float, is_open: bool, is_estimate: bool) -> str:
    """Choose the marker; one that is late or not of all units is open, a circle with a dot, unlike
    last year's circle.
    """
    if is_estimate:
        return "hash-open"
    if verdict == "none":
        return "square-open" if is_open else "square"
    if verdict not in ("improvement", "concern") or pd.isna(change):
        return "circle-open-dot" if is_open else "circle"
    shape = "triangle-up" if change > 0 else "triangle-down"
    return shape + ("-open" if is_open else "")


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
    if row.is_incomplete and not row.reason:
        text += f"; mới có {words.fraction(row.n_reported, row.n_expected)} đơn vị"
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


def _reference_lines(indicator, palette, total, target, limits):
    """Draw the line of the whole (dotted ink) and the target (dashed), captions on two levels."""
    shapes, labels = [], []
    low, high = limits
    drawn = []
    if total is not None:
        drawn.append((*total, words.value, palette.ink, "dot", 2))
    if target is not None:
        drawn.append(("Mục tiêu", target, words.short_value, palette.target, "dash", 17))
    for name, value, write, colour, dash, lift in drawn:
        style = {"color": colour, "width": 1.4, "dash": dash}
        ends = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "xref": "x"}
        shapes.append({"type": "line", "layer": "above", "line": style} | ends)
        side = "right" if value > (low + high) / 2 else "left"
        caption = f"{words.html(name)} {write(indicator, value)}"
        label = note(caption, colour, x=value, y=1, xanchor=side, yanchor="bottom", size=11)
        labels.append(label | {"xref": "x", "yshift": lift})
    return shapes, labels


def _value_column(frame, rows, indicator, palette) -> list[dict]:
    """Write value over numerator/denominator at the right edge, or that the unit is missing."""
    width = _column_width(frame, indicator)
    column = []
    for row in frame.itertuples():
        text, under = _value_texts(row, indicator)
        colour = palette.muted if pd.isna(row.value) else palette.ink
        if under:
            text += f'<br><span style="font-size:10px;color:{palette.muted}">{under}</span>'
        label = note(text, colour, x=1, y=rows[row.unit_key], xanchor="right", yanchor="middle")
        column.append(label | {"yref": "y", "align": "right", "xshift": width - 4})
    return column


def _value_texts(row, indicator) -> tuple[str, str]:
    """The value of a unit and what stands under it: its counts, how many units it is of, or that
    the rate is as printed in a report that gave no counts. Without a value, why.
    """
    some = f"{words.fraction(row.n_reported, row.n_expected)} đơn vị" if row.is_incomplete else ""
    if pd.notna(row.value):
        part = words.fraction(row.numerator, row.denominator)
        is_ratio = indicator.formula_kind == "ratio" and part != words.NONE
        return f"<b>{words.value(indicator, row.value)}</b>", some or (part if is_ratio else "")
    if pd.notna(row.stated) and pd.isna(row.numerator):
        return words.value(indicator, row.stated), "tỷ lệ báo cáo in"
    if some:
        return f"mới có {some}", ""
    if row.status == "missing":
        return words.status("missing"), ""
    return "không có tỷ lệ" if row.denominator <= 0 else "chưa đủ số", ""


def _column_width(frame, indicator) -> int:
    texts = [_value_texts(row, indicator) for row in frame.itertuples()]
    widths = [text_width(text.replace("<b>", "").replace("</b>", ""), 12.5) for text, _ in texts]
    widths += [text_width(under, 10) for _, under in texts]
    return int(max(widths, default=40)) + 18
