"""The thin line that marks a reform of the units on a time axis, and its caption."""

from view import words
from view.charts_base import note
from view.theme import Palette

Marks = list[tuple[str, str]]


def break_lines(
    marks: Marks, periods: list[str], palette: Palette, xref: str = "x", yref: str = "paper"
) -> list[dict]:
    """Give a thin vertical line before each marked period on the axis; marks: period, caption."""
    style = {"color": palette.muted, "width": 1}
    rule = {"type": "line", "xref": xref, "yref": yref, "y0": 0, "y1": 1, "line": style}
    places = [periods.index(period) - 0.5 for period, _ in marks if period in periods]
    return [rule | {"x0": place, "x1": place} for place in places]


def break_captions(marks: Marks, periods: list[str], palette: Palette, **at) -> list[dict]:
    """Give the caption of each line of `break_lines`, at its x and the place `at` says."""
    found = []
    for period, text in marks:
        if period in periods:
            place = periods.index(period) - 0.5
            side = "right" if place > len(periods) / 2 else "left"
            caption = note(words.html(text), palette.muted, x=place, xanchor=side, size=11, **at)
            found.append(caption | {"xref": "x"})
    return found
