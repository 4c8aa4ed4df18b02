"""Small and discrete charts: a sparkline for a card, and the matrix of what has been reported."""

import pandas as pd

from view import words
from view.charts_axes import periods_of, time_axis
from view.charts_base import (
    demo_mark,
    gaps,
    hover,
    is_lone,
    key_caption,
    left_margin,
    note,
    sentence,
    with_pen_lifted,
)
from view.charts_breaks import Marks, break_captions, break_lines
from view.theme import Palette, template

STATUSES = ("reported", "late", "restated", "rejected", "missing")
_SIGNS = {"reported": "●", "late": "○", "restated": "◆", "rejected": "✖", "missing": "—"}
_SYMBOLS = {
    "reported": "circle",
    "late": "circle-open",
    "restated": "diamond",
    "rejected": "x",
    "missing": "line-ew-open",
}


def sparkline(
    frame: pd.DataFrame, indicator, palette: Palette, verdict: str = "none", marks: Marks = ()
) -> dict:
    """Draw the series of one unit as a bare line, its last point in the colour of the verdict.

    `frame` holds the rows of one unit of a series frame. The last point is the last period even
    when it is missing: then nothing is marked. `marks` are (period, caption) of reforms.
    """
    colours = {"improvement": palette.improvement, "concern": palette.concern}
    colour = colours.get(verdict, palette.neutral)
    layout = template(palette, 64)
    values = gaps(frame["value"])
    last = len(values) - 1
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = hidden | {"range": [-0.3, max(last, 0) + 0.3]}
    layout["yaxis"] = hidden | _tight(values)
    layout["margin"] = {"l": 2, "r": 8, "t": 6, "b": 14, "pad": 0}
    layout["annotations"] = [
        mark | {"text": "minh họa", "font": {"size": 9, "color": palette.muted}, "yshift": 0}
        for mark in demo_mark(frame, palette, 6)
    ]
    layout["shapes"] = break_lines(marks, frame["period"].tolist(), palette)
    doubts = frame[["is_late", "is_incomplete", "is_estimate"]].any(axis=1)
    hollow = bool(len(frame) and doubts.iloc[-1])
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(values))),
        "y": values,
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": palette.neutral, "width": 1.6},
        "marker": {
            # An invisible point can still be hovered; a lone one between two gaps must be seen.
            "size": [9 if i == last else 4 if is_lone(values, i) else 0.1 for i in range(last + 1)],
            "color": [
                (palette.paper if hollow else colour) if i == last else palette.neutral
                for i in range(last + 1)
            ],
            "line": {"color": colour, "width": [2 if i == last else 0 for i in range(last + 1)]},
            "opacity": 1,
        },
        "customdata": [hover(sentence(row, indicator)) for row in frame.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return {"data": [with_pen_lifted(line, frame)], "layout": layout}


def coverage(
    frame: pd.DataFrame, palette: Palette, is_demo: bool = False, marks: Marks = ()
) -> dict:
    """Draw which unit has reported which period; each state has a shape, a colour and a word.

    `frame` is a coverage frame (unit_key, unit, period, status, detail). A demonstration is marked
    inside the drawing.
    """
    periods = periods_of(frame)
    keys = list(dict.fromkeys(frame["unit_key"]))
    rows = {key: len(keys) - 1 - i for i, key in enumerate(keys)}
    names = dict(zip(frame["unit_key"], frame["unit"], strict=True))
    captions = break_captions(marks, periods, palette, y=1, yanchor="bottom")
    # The key stands above the captions of the reform.
    lift = 22 if captions else 12
    top, bottom = 42 + lift, 54
    height = 28 * max(len(keys), 2) + top + bottom
    layout = template(palette, height)
    left = left_margin(frame["unit"])
    layout["margin"] = {"l": left, "r": 12, "t": top, "b": bottom, "pad": 4}
    layout["xaxis"] |= time_axis(periods)
    layout["yaxis"] |= {
        "range": [-0.6, len(keys) - 0.4],
        "tickmode": "array",
        "tickvals": [rows[key] for key in keys],
        "ticktext": [words.html(names[key]) for key in keys],
        "tickfont": {"size": 12, "color": palette.ink},
    }
    layout["annotations"] = [key_caption(_key(palette), palette, left, lift)]
    data = [_state(frame, status, rows, periods, palette) for status in STATUSES]
    layout["annotations"] += demo_mark(frame.assign(is_demo=is_demo), palette)
    layout["shapes"] = break_lines(marks, periods, palette)
    layout["annotations"] += captions
    if frame.empty:
        text = "Chưa có kỳ nào để đối chiếu"
        at = {"x": 0.5, "y": 0.5, "xanchor": "center", "yanchor": "middle"}
        layout["annotations"] += [note(text, palette.muted, **at)]
    return {"data": data, "layout": layout}


def _key(palette: Palette) -> list[list[tuple[str, str, str]]]:
    """Explain the signs in two lines short enough for a phone."""
    told = [
        (_SIGNS[status], _colours(palette)[status], words.status(status)) for status in STATUSES
    ]
    return [told[:3], told[3:]]


def _colours(palette: Palette) -> dict[str, str]:
    return {
        "reported": palette.improvement,
        "late": palette.improvement,
        "restated": palette.accent,
        "rejected": palette.concern,
        "missing": palette.neutral,
    }


def alt_sparkline(frame: pd.DataFrame, indicator) -> str:
    """Say a sparkline in one sentence: from the first known value to the last."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return f"{indicator.short_vi}: chưa có số liệu."
    ends = [
        f"{words.value_with_unit(indicator, row.value)} ({words.period_in_text(row.period)})"
        for row in known.iloc[[0, -1]].itertuples()
    ]
    return f"{indicator.short_vi} {known['unit'].iloc[0]}: từ {ends[0]} đến {ends[1]}."


def alt_coverage(frame: pd.DataFrame) -> str:
    """Say a coverage frame in one sentence: how many cells are in each state."""
    counts = frame["status"].value_counts()
    parts = [
        f"{words.number(counts[status])} ô {words.status(status)}"
        for status in STATUSES
        if status in counts
    ]
    return f"Tình hình báo cáo theo đơn vị và kỳ: {', '.join(parts) or 'chưa có kỳ nào'}."


def _tight(values: list) -> dict:
    """Fit the hidden axis to the values, so that a small change can be seen."""
    known = [v for v in values if v is not None]
    if not known:
        return {"range": [0, 1]}
    room = (max(known) - min(known)) * 0.15 or 1
    return {"range": [min(known) - room, max(known) + room]}


def _state(frame, status, rows, periods, palette) -> dict:
    colour = _colours(palette)[status]
    part = frame[frame["status"] == status]
    columns = {code: i for i, code in enumerate(periods)}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words.status(status),
        "x": [columns[code] for code in part["period"]],
        "y": [rows[key] for key in part["unit_key"]],
        "cliponaxis": False,
        "marker": {
            "symbol": _SYMBOLS[status],
            "size": 9,
            "color": colour,
            "line": {"width": 1.8, "color": colour},
        },
        "customdata": [hover(_told(row)) for row in part.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _told(row) -> str:
    detail = f" ({row.detail})" if row.detail else ""
    return f"{row.unit}, {words.period_in_text(row.period)}: {words.status(row.status)}{detail}."
