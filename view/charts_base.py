"""What the charts share: lines, hover sentences, label placing, the demo mark."""

import html
import textwrap

import pandas as pd

from view import words
from view.doubts import OVER, is_over, over
from view.theme import Palette

_HOVER_WIDTH = 44
# A wider label leaves a phone no room for the plot; it goes on in a line below.
_WIDEST_LABEL = 140
# The height of one line of a label.
LABEL_LINE = 15


def spread(positions: list[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart to at least `gap`, as little as possible, inside low..high.

    The result has the order of `positions`. When they cannot all fit, the gap shrinks evenly
    and the whole of low..high is used.
    """
    if not positions:
        return []
    if len(positions) > 1:
        gap = min(gap, (high - low) / (len(positions) - 1))
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    # Blocks of touching labels: [sum of wished starts, count]; a block sits at its mean wish.
    blocks: list[list[float]] = []
    for rank, i in enumerate(order):
        wish = min(max(positions[i], low), high) - rank * gap
        blocks.append([wish, 1])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    starts = [_mean(block) for block in blocks for _ in range(int(block[1]))]
    highest = high - (len(positions) - 1) * gap
    moved = [0.0] * len(positions)
    for rank, i in enumerate(order):
        moved[i] = min(max(starts[rank], low), highest) + rank * gap
    return moved


def comparable(frame, indicator, selected) -> pd.DataFrame:
    """Leave out the total of a count when units are to be seen."""
    if indicator.formula_kind != "level" or words.is_percent(indicator) or not len(selected):
        return frame
    units = frame[~frame["is_total"].astype(bool)]
    return units if len(units) else frame


def gaps(values) -> list[float | None]:
    """Turn a column into a list where missing is None, so that a line breaks there."""
    return [None if pd.isna(v) else float(v) for v in values]


def hover(sentence: str) -> str:
    """Break a sentence into lines for a hover box; escape it, since it may hold a file's text."""
    lines = textwrap.wrap(words.plain(sentence), _HOVER_WIDTH)
    return "<br>".join(words.html(line) for line in lines)


def sentence(row, indicator) -> str:
    """Say one observation in words: unit, period, value, numerator/denominator, and its doubts.

    `row` is a row of a series frame (fields as attributes).
    """
    where = f"{row.unit}, {words.period_in_text(row.period)}"
    if pd.isna(row.value):
        if row.denominator == 0 and not row.is_total:
            return f"{where}: đã báo cáo, không phát sinh nên không có tỷ lệ."
        if row.is_incomplete and not row.is_total:
            some = words.fraction(row.n_reported, row.n_expected)
            return f"{where}: mới có {some} đơn vị báo cáo nên chưa cộng."
        return f"{where}: chưa có số liệu."
    text = f"{where}: {words.value_with_unit(indicator, row.value)}"
    part = words.fraction(row.numerator, row.denominator)
    if indicator.formula_kind == "ratio" and part != words.NONE:
        text += f" ({part})"
    doubts = [
        word
        for word, is_so in (
            ("báo cáo muộn", row.is_late),
            (f"mới có {row.n_reported}/{row.n_expected} đơn vị", row.is_incomplete),
            ("ước tính theo tỷ trọng của đơn vị bị chia", row.is_estimate),
            ("suy từ số lũy kế", row.is_derived),
            ("đã điều chỉnh", row.is_restated),
            (OVER, is_over(indicator, row.value)),
        )
        if is_so
    ]
    return text + ("; " + ", ".join(doubts) if doubts else "") + "."


def line(rows, indicator, periods, style: dict, paper: str, symbol: str = "", size=0.1) -> dict:
    """Make the trace of one unit: gaps stay gaps, late or incomplete points are hollow.

    `style` is Plotly's line; without a symbol points are too small to see, but can be hovered.
    A point's customdata is [sentence, unit_key, period], for the hover and for a click.
    """
    doubts = rows[["is_late", "is_incomplete", "is_estimate"]].any(axis=1)
    hollow = (doubts | over(rows, indicator)).tolist()
    values = gaps(rows["value"])
    sizes = [
        size if symbol else 6 if h or is_lone(values, i) else 0.1 for i, h in enumerate(hollow)
    ]
    index = {code: i for i, code in enumerate(periods)}
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [index[code] for code in rows["period"]],
        "y": values,
        "connectgaps": False,
        "cliponaxis": False,
        "line": style,
        "marker": {
            "symbol": [
                "hash-open" if is_estimate else symbol or "circle"
                for is_estimate in rows["is_estimate"]
            ],
            "size": sizes,
            "opacity": 1,
            "color": [paper if h else style["color"] for h in hollow],
            "line": {"color": style["color"], "width": 1.5 if symbol else 1},
        },
        "customdata": [
            [hover(sentence(row, indicator)), row.unit_key, row.period] for row in rows.itertuples()
        ],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
    return with_pen_lifted(trace, rows)


def with_pen_lifted(trace: dict, rows: pd.DataFrame) -> dict:
    """A trace of rows of a series frame with a gap before each that starts a new series."""
    starts = [i for i, is_new in enumerate(rows["is_new_series"]) if is_new and i]
    marker = trace["marker"]
    for i in reversed(starts):
        trace["x"].insert(i, trace["x"][i] - 0.5)
        trace["y"].insert(i, None)
        for each in (
            trace["customdata"],
            marker.get("symbol"),
            marker["size"],
            marker["color"],
            marker["line"]["width"],
        ):
            if isinstance(each, list):
                each.insert(i, each[i])
    return trace


def is_lone(values: list, i: int) -> bool:
    """Tell whether a point stands between two gaps, where no line would show it."""
    before = values[i - 1] if i else None
    after = values[i + 1] if i + 1 < len(values) else None
    return values[i] is not None and before is None and after is None


def key_caption(
    lines: list[list[tuple[str, str, str]]], palette: Palette, left: int, lift: int
) -> dict:
    """Make the key above a plot: lines of (sign, colour, word), from the figure's left edge.

    Plotly's own legend takes width from the plot on a phone. `left` is the left margin and `lift`
    the distance above the plot, in pixels.
    """
    text = "<br>".join(
        " \u00a0 ".join(f'<span style="color:{c}">{sign}</span> {word}' for sign, c, word in row)
        for row in lines
    )
    at = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return note(text, palette.muted, **at, size=12) | {
        "name": "key",
        "xshift": 4 - left,
        "yshift": lift,
    }


def left_margin(names) -> int:
    """Estimate the left margin that the names of units need, in pixels."""
    return int(max((text_width(name, 12.5) for name in names), default=40)) + 14


def demo_mark(frame: pd.DataFrame, palette: Palette, right: float = 0) -> list[dict]:
    """Give the annotation "Số liệu minh họa" under the right end of the time axis, or nothing.

    It is part of the figure so that a saved picture carries it; `right` is the margin in pixels.
    """
    if "is_demo" not in frame or not bool(frame["is_demo"].any()):
        return []
    at = {"x": 1, "y": 0, "xanchor": "right", "yanchor": "top"}
    mark = note(words.DEMO, palette.concern, **at, size=11)
    return [mark | {"name": "demo", "xshift": right, "yshift": -36}]


def note(text: str, colour: str, *, x, y, xanchor: str, yanchor: str, size: int = 12) -> dict:
    """Make a plain text annotation placed in shares of the plot; change xref or yref as needed."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": xanchor,
        "yanchor": yanchor,
        "showarrow": False,
        "align": "left",
        "font": {"size": size, "color": colour},
    }


def empty(palette: Palette, layout: dict) -> dict:
    """Make the figure of nothing to show: words instead of bare axes."""
    hidden = {"visible": False, "fixedrange": True}
    text = note(
        "Chưa có số liệu để vẽ", palette.muted, x=0.5, y=0.5, xanchor="center", yanchor="middle"
    )
    return {
        "data": [],
        "layout": layout | {"xaxis": hidden, "yaxis": hidden, "annotations": [text]},
    }


def text_width(text: str, size: float = 12) -> float:
    """Estimate the width of text in pixels, on the wide side, for margins."""
    return len(text) * size * 0.58


def label(name: str, said: str) -> str:
    """Write a name and its figure in one line, else the figure below the name."""
    if text_width(f"{name} {said}") <= _WIDEST_LABEL:
        return f"<b>{words.html(name)}</b> {said}"
    lines = textwrap.wrap(name, int(_WIDEST_LABEL / text_width("n")))
    return f"<b>{'<br>'.join(words.html(line) for line in lines)}</b><br>{said}"


def label_lines(text: str) -> list[str]:
    """Split a label into its lines as they are seen, for their widths."""
    return html.unescape(text.replace("<b>", "").replace("</b>", "")).split("<br>")


def _mean(block: list[float]) -> float:
    return block[0] / block[1]
