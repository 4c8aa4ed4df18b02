"""Thin vertical lines on a time axis: where units were reformed, and where years begin."""

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


def year_lines(periods: list[str], palette: Palette) -> list[dict]:
    """Give a faint vertical line before the first period of each year but the first."""
    years = [words.period_tick(p)[1] for p in periods]
    starts = [i for i in range(1, len(years)) if years[i] != years[i - 1]]
    style = {"color": palette.grid, "width": 1}
    ends = {"type": "line", "layer": "below", "yref": "paper", "y0": 0, "y1": 1, "line": style}
    return [ends | {"x0": i - 0.5, "x1": i - 0.5, "xref": "x"} for i in starts]
