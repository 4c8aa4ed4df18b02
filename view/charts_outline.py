"""Maps of units at one period drawn from outlines, where somebody has given them."""

import math

import pandas as pd

from indicators import boundaries
from view import words
from view.charts_base import demo_mark, hover, key_caption
from view.charts_map import bar_only, said
from view.charts_map_looks import HATCHED, PARTIAL, bar, key_lines, looks
from view.theme import Palette, template

# Between the width on a phone and the widest one, so that the shape fills most of both.
_WIDTH, _LEAST, _MOST = 440, 260, 900
_PHONE = 350
_LABEL_WIDTH, _LABEL_HEIGHT = 40, 26
_KEY_LINE = 17


def outline_map(
    frame: pd.DataFrame,
    outlines: boundaries.Boundaries,
    indicator,
    palette: Palette,
    colouring: str,
    middle: float | None = None,
    middle_note: str = "",
) -> dict:
    """Draw a comparison frame as outlines, all units of which `outlines` has.

    Name and figure stand where they do not cover one another on a phone, a dot elsewhere. The
    customdata of a label is [sentence, unit_key], for the hover and for a click.
    """
    found = looks(frame, indicator, palette, colouring, middle)
    key = key_lines(frame, found, indicator, palette, colouring, middle_note)
    marker = bar(frame, indicator, palette, colouring, middle)
    top = 14 + _KEY_LINE * len(key) + (34 if marker else 0)
    units = list(frame.itertuples())
    rings = {row.unit_key: outlines.of(row.unit_key) for row in units}
    points = [point for unit in rings.values() for ring in unit for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    ratio = 1 / math.cos(math.radians((south + north) / 2))
    tall = _WIDTH * (north - south) * ratio / (east - west)
    layout = template(palette, int(min(max(tall, _LEAST), _MOST)) + top + 30)
    layout["margin"] = {"l": 0, "r": 0, "t": top, "b": 30, "pad": 0}
    hidden = {"visible": False, "fixedrange": True}
    layout["xaxis"] = hidden | {"range": [west, east], "constraintoward": "left"}
    layout["yaxis"] = hidden | {
        "range": [south, north],
        # A degree of longitude is shorter than one of latitude away from the equator.
        "scaleanchor": "x",
        "scaleratio": ratio,
        "constraintoward": "top",
    }
    layout["annotations"] = [
        *([key_caption(key, palette, 4, 38 if marker else 6)] if key else []),
        *(mark | {"yshift": -8} for mark in demo_mark(frame, palette)),
    ]
    data = [_outline(row, rings[row.unit_key], found[row.unit_key], indicator) for row in units]
    data.append(_labels(units, rings, found, indicator, (east - west) / _PHONE, ratio))
    return {"data": [*data, bar_only(marker)] if marker else data, "layout": layout}


def _outline(row, rings, look, indicator) -> dict:
    x, y = [], []
    for ring in rings:
        x += [*(point[0] for point in ring), ring[0][0], None]
        y += [*(point[1] for point in ring), ring[0][1], None]
    border = {"color": look.border, "width": 1.2, "dash": look.dash}
    is_filled_with_border = look.border == look.fill
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x[:-1],
        "y": y[:-1],
        "fill": "toself",
        "fillcolor": look.fill,
        # Neighbours of one colour would run together without a line of another.
        "line": border | ({"color": look.ink, "width": 0.6} if is_filled_with_border else {}),
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": hover(said(row, indicator)),
        "name": "",
    }


def _labels(units, rings, found, indicator, degrees_a_pixel, ratio) -> dict:
    """Labels of the largest units first, so far as they do not touch; dots for the others."""
    places = {key: boundaries.label_place(unit) for key, unit in rings.items()}
    size = {key: max(abs(boundaries.area(ring)) for ring in unit) for key, unit in rings.items()}
    written: list[tuple[float, float]] = []
    texts = {}
    for row in sorted(units, key=lambda row: -size[row.unit_key]):
        x, y = places[row.unit_key]
        x, y = x / degrees_a_pixel, y * ratio / degrees_a_pixel
        look = found[row.unit_key]
        if any(abs(x - a) < _LABEL_WIDTH and abs(y - b) < _LABEL_HEIGHT for a, b in written):
            texts[row.unit_key] = "•"
            continue
        written.append((x, y))
        mark = f" {HATCHED}" if look.is_estimate else f" {PARTIAL}" if look.is_partial else ""
        name = f'<span style="font-size:9px">{words.html(row.unit)}</span>'
        texts[row.unit_key] = f"{name}<br><b>{words.html(look.text)}</b>{mark}"
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [places[row.unit_key][0] for row in units],
        "y": [places[row.unit_key][1] for row in units],
        "text": [texts[row.unit_key] for row in units],
        "textposition": "middle center",
        "textfont": {"size": 10, "color": [found[row.unit_key].ink for row in units]},
        "cliponaxis": False,
        "marker": {"size": 24, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [[hover(said(row, indicator)), row.unit_key] for row in units],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
