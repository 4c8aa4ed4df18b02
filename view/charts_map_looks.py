"""How a unit looks on a map, tile or outline: fill, border, ink and the few words on it."""

import itertools
from dataclasses import dataclass, replace

import pandas as pd

from view import words
from view.charts_heat import colour_bar, is_diverging, limits, scale
from view.doubts import OVER, is_over, over
from view.theme import Palette

BY_VALUE, BY_CHANGE = "gia_tri", "thay_doi"
PARTIAL = "◥"
HATCHED = "▨"
_LARGE = ((1e9, "tỷ"), (1e6, "tr"))
_NOT_COMPARED = "chưa so"
# The least share of the colour bar between two numbers under it.
_ROOM = 0.3


@dataclass(frozen=True)
class Look:
    """A unit's fill, border (solid, or dashed when nothing is reported), ink, figure and mark."""

    fill: str
    border: str
    dash: str
    ink: str
    text: str
    is_partial: bool
    is_estimate: bool = False


def looks(
    frame: pd.DataFrame, indicator, palette: Palette, colouring: str, middle: float | None
) -> dict[str, Look]:
    """Choose the look of each unit of a comparison frame, by unit key.

    Missing is a white place with a dashed border and "—". By value: one hue, or two around
    `middle`; see `charts_heat.scale`. By change: the verdict's colour, its sign always beside it.
    """
    ends = limits(frame["value"], indicator, middle)
    colours = scale(*ends, indicator, palette, middle) if ends else []
    found = {}
    for row in frame.itertuples():
        if pd.isna(row.value):
            dash = "dash" if row.status == "missing" else "solid"
            border = palette.neutral if row.status == "missing" else palette.context
            look = Look(palette.paper, border, dash, palette.muted, words.NONE, False)
        elif colouring == BY_CHANGE:
            look = _changed(row, indicator, palette)
        elif is_over(indicator, row.value):
            text = short(indicator, row.value)
            look = Look(palette.surface, palette.concern, "solid", palette.ink, text, False)
        else:
            share = (row.value - ends[0]) / (ends[1] - ends[0])
            fill = colour_at(colours, share)
            text = short(indicator, row.value)
            look = Look(fill, fill, "solid", _ink(fill, palette), text, is_partial(row))
        is_estimate = bool(getattr(row, "is_estimate", False))
        found[row.unit_key] = replace(look, is_estimate=is_estimate)
    return found


def is_partial(row) -> bool:
    """Tell whether a figure is of some of its units only."""
    return bool(getattr(row, "is_incomplete", False))


def _changed(row, indicator, palette: Palette) -> Look:
    if pd.isna(row.change_last_year):
        fill, text = palette.surface, _NOT_COMPARED
        return Look(fill, palette.context, "solid", palette.ink, text, is_partial(row))
    colours = {"improvement": palette.improvement, "concern": palette.concern}
    fill = colours.get(row.verdict, palette.context)
    text = f"{sign(indicator, row.change_last_year)}{words.NBSP}"
    text += words.change(indicator, row.change_last_year).lstrip("+" + words.MINUS)
    text = text.removesuffix(f"{words.NBSP}điểm")
    return Look(fill, fill, "solid", _ink(fill, palette), text, is_partial(row))


def sign(indicator, change: float) -> str:
    """Give the sign of a change as it is written: ▲, ▼, or = for one that rounds to nothing."""
    first = words.change(indicator, change)[0]
    return {"+": "▲", words.MINUS: "▼"}.get(first, "=")


def short(indicator, value: float) -> str:
    """Write a value for a small place: without the per cent sign, millions and more in short."""
    for size, name in _LARGE:
        if abs(value) >= size:
            part = value / size
            return f"{words.number(part, 2 if abs(part) < 10 else 1)}{words.NBSP}{name}"
    return words.value(indicator, value).removesuffix(words.NBSP + "%")


def colour_at(steps: list[list], share: float) -> str:
    """The colour of a scale of [place, "#rrggbb"] at a share of its length from 0 to 1."""
    for (left, first), (right, last) in itertools.pairwise(steps):
        if share <= right:
            part = (share - left) / (right - left) if right > left else 1.0
            mixed = [a + (b - a) * part for a, b in zip(_parts(first), _parts(last), strict=True)]
            return "#" + "".join(f"{round(c):02x}" for c in mixed)
    return steps[-1][1]


def _parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _ink(fill: str, palette: Palette) -> str:
    """Of ink and paper, the one that reads better on a fill (contrast of WCAG 2)."""
    return max((palette.ink, palette.paper), key=lambda colour: _contrast(colour, fill))


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [c / 255 for c in _parts(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def bar(
    frame: pd.DataFrame, indicator, palette: Palette, colouring: str, middle: float | None
) -> dict:
    """Marker settings that draw nothing but the colour bar; none when colours tell a verdict."""
    ends = limits(frame["value"], indicator, middle)
    if colouring == BY_CHANGE or ends is None:
        return {}
    return {
        "color": [ends[0]],
        "cmin": ends[0],
        "cmax": ends[1],
        "colorscale": scale(*ends, indicator, palette, middle),
        "showscale": True,
        "colorbar": colour_bar(*ends, indicator, palette) | _ends(ends, indicator, middle),
    }


def _ends(ends: tuple[float, float], indicator, middle: float | None) -> dict:
    """Ticks at the ends of the scale, as round values are too few between rates that lie close.

    And at its middle, where that is no end and its words have room.
    """
    low, high = ends
    inside = (high - low) / 1000  # a tick at the very end may be rounded out of the scale
    places = {
        low + inside: words.value(indicator, low),
        high - inside: words.value(indicator, high),
    }
    if is_diverging(indicator, middle) and _ROOM < (middle - low) / (high - low) < 1 - _ROOM:
        places[middle] = words.value(indicator, middle)
    ticks = {"tickvals": list(places), "ticktext": list(places.values())}
    return ticks | {"ticklabeloverflow": "allow", "xpad": 26}


def key_lines(
    frame: pd.DataFrame, found: dict[str, Look], indicator, palette: Palette, colouring: str, note
) -> list[list[tuple[str, str, str]]]:
    """The legend in words, in lines short enough for a phone, of what is drawn and no more.

    `note` says what the middle of the scale is.
    """
    lines = _verdicts(frame, indicator, palette) if colouring == BY_CHANGE else []
    if colouring == BY_VALUE and note:
        lines.append([(note, palette.muted, "")])
    if colouring == BY_VALUE and (frame["value"].abs() >= _LARGE[-1][0]).any():
        lines.append([("tr:", palette.muted, "triệu")])
    if over(frame, indicator).any():
        lines.append([("□", palette.concern, OVER)])
    if any(look.is_partial for look in found.values()):
        lines.append([(PARTIAL, palette.muted, "chưa đủ đơn vị báo cáo")])
    if any(look.is_estimate for look in found.values()):
        lines.append([(HATCHED, palette.muted, "ước tính (gạch chéo)")])
    if (frame["status"] == "missing").any():
        lines.append([(words.NONE, palette.neutral, f"{words.status('missing')} (viền đứt)")])
    if (frame["status"] == "none").any():
        lines.append([(words.NONE, palette.neutral, "chưa đủ số, không có tỷ lệ (viền liền)")])
    return lines


def _verdicts(frame: pd.DataFrame, indicator, palette: Palette) -> list:
    """What the colours of changes mean; a figure without a good direction only rises and falls."""
    known = frame[frame["value"].notna()]
    compared = known[known["change_last_year"].notna()]
    if indicator.polarity == "neither":
        shown = [("▲▼", palette.neutral, f"tăng, giảm ({words.polarity('neither')})")]
    else:
        signs = {
            "improvement": ("▲▼", palette.improvement),
            "concern": ("▲▼", palette.concern),
            "neutral": ("=", palette.neutral),
        }
        present = set(compared["verdict"])
        shown = [(*sign, words.verdict(v)[0]) for v, sign in signs.items() if v in present]
    lines = [shown] if shown and len(compared) else []
    if len(compared) < len(known):
        lines.append([("□", palette.neutral, f"“{_NOT_COMPARED}”: không có số cùng kỳ")])
    return lines
