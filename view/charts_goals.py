"""The goal of an indicator in a chart over time: each year's own, drawn over that year only."""

from view import words
from view.theme import Palette


def runs(goals: dict[str, float], periods: list[str]) -> list[tuple[int, int, float]]:
    """List the stretches of one goal as (first, last, value), places on the axis of periods.

    `goals` gives the goal of each period that has one; what is next to each other and the same is
    one stretch.
    """
    found: list[tuple[int, int, float]] = []
    for i, period in enumerate(periods):
        goal = goals.get(period)
        if goal is None:
            continue
        if found and found[-1][1] == i - 1 and found[-1][2] == goal:
            found[-1] = (found[-1][0], i, goal)
        else:
            found.append((i, i, goal))
    return found


def lines(
    goals: dict[str, float], periods: list[str], palette: Palette, xref: str, yref: str
) -> list[dict]:
    """Give a dashed horizontal line for each stretch, from half a period before to half after."""
    style = {"color": palette.target, "width": 1.4, "dash": "dash"}
    line = {"type": "line", "xref": xref, "yref": yref, "line": style, "layer": "above"}
    return [
        line | {"x0": first - 0.5, "x1": last + 0.5, "y0": value, "y1": value}
        for first, last, value in runs(goals, periods)
    ]


def ends(goals: dict[str, float], periods: list[str], indicator, palette: Palette) -> list[tuple]:
    """Give (place, value, colour, label) of each stretch's end, the year named where it is over."""
    found = []
    for _, last, value in runs(goals, periods):
        year = words.period_tick(periods[last])[1] or words.period_tick(periods[last])[0]
        when = "" if last == len(periods) - 1 else f" ({year})"
        text = f"Mục tiêu {words.short_value(indicator, value)}{when}"
        found.append((last, value, palette.target, text))
    return found
