"""Maps of units at one period: tiles in a grid, coloured by value or by change since last year."""

import pandas as pd

from view import words
from view.charts_base import demo_mark, empty, hover, key_caption, text_width
from view.charts_compare import compared
from view.charts_map_looks import BY_CHANGE, Look, bar, key_lines, looks, sign
from view.theme import MAP_LEAST_TILE, Palette, template

# A row of tiles in pixels, by the most lines a name on them takes.
ROWS = {1: 50, 2: 50, 3: 60}
_LEAST_COLUMNS = 5
_MOST_NAME_LINES = 3
_SIZES = (10.5, 9.5, 9.0)
_CORNER = 0.12
_HALF_X, _HALF_Y = 0.475, 0.465
_KEY_LINE = 17


def tile_map(
    frame: pd.DataFrame,
    placed: pd.DataFrame,
    indicator,
    palette: Palette,
    colouring: str,
    middle: float | None = None,
    middle_note: str = "",
) -> dict:
    """Draw a comparison frame as tiles, one a unit, in the places of a `tiles.layout`.

    Each tile bears its name and its figure: the value, or the change with its sign. The customdata
    of a tile is [sentence, unit_key], for the hover and for a click. `middle` is the value around
    which two hues turn, `middle_note` says in the legend what it is.
    """
    found = looks(frame, indicator, palette, colouring, middle)
    key = key_lines(frame, found, indicator, palette, colouring, middle_note)
    marker = bar(frame, indicator, palette, colouring, middle)
    top = 14 + _KEY_LINE * len(key) + (34 if marker else 0)
    rows, columns = size(placed)
    if placed.empty:
        return empty(palette, template(palette, 160))
    row = ROWS[max(len(name_lines(name)[0]) for name in placed["tile"])]
    layout = template(palette, row * rows + top + 30)
    units = {row.unit_key: row for row in frame.itertuples()}
    layout["margin"] = {"l": 0, "r": 0, "t": top, "b": 30, "pad": 0}
    layout["xaxis"] = {"range": [-0.5, columns - 0.5], "visible": False, "fixedrange": True}
    layout["yaxis"] = {"range": [rows - 0.5, -0.5], "visible": False, "fixedrange": True}
    layout["hoverdistance"] = row
    tiles = list(placed.itertuples())
    layout["shapes"] = [
        shape for tile in tiles for shape in _tile(tile, found[tile.unit_key], palette)
    ]
    layout["annotations"] = [
        *([key_caption(key, palette, 4, 38 if marker else 6)] if key else []),
        *(mark | {"yshift": -8} for mark in demo_mark(frame, palette)),
    ]
    data = [_names(tiles, units, found, indicator)]
    if marker:
        data.append(bar_only(marker))
    return {"data": data, "layout": layout}


def size(placed: pd.DataFrame) -> tuple[int, int]:
    """Rows and columns a map takes; a narrow one leaves room for its legend."""
    if placed.empty:
        return 0, _LEAST_COLUMNS
    return int(placed["row"].max()) + 1, max(int(placed["column"].max()) + 1, _LEAST_COLUMNS)


def bar_only(marker: dict) -> dict:
    """A trace of which only the colour bar is seen."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
        "marker": marker,
    }


def _tile(tile, look: Look, palette: Palette) -> list[dict]:
    """A square with round corners; a hollow corner marks a figure that is not whole."""
    left, right = tile.column - _HALF_X, tile.column + _HALF_X
    top, bottom = tile.row - _HALF_Y, tile.row + _HALF_Y
    c = _CORNER
    path = (
        f"M{left + c},{top} L{right - c},{top} Q{right},{top} {right},{top + c}"
        f" L{right},{bottom - c} Q{right},{bottom} {right - c},{bottom}"
        f" L{left + c},{bottom} Q{left},{bottom} {left},{bottom - c}"
        f" L{left},{top + c} Q{left},{top} {left + c},{top} Z"
    )
    line = {"color": look.border, "width": 1.2, "dash": look.dash}
    shapes = [
        {"type": "path", "path": path, "fillcolor": look.fill, "line": line, "layer": "below"}
    ]
    if look.is_estimate:
        shapes.append(_hatching(tile, look))
    if look.is_partial:
        corner = f"M{right - 0.26},{top} L{right},{top} L{right},{top + 0.26} Z"
        line = {"color": look.border, "width": 1.2}
        fill = {"fillcolor": palette.paper, "layer": "below"}
        shapes.append({"type": "path", "path": corner, "line": line} | fill)
    return shapes


def _hatching(tile, look: Look) -> dict:
    """Strokes from lower left to upper right over a tile whose figure is an estimate."""
    left, top = tile.column - _HALF_X, tile.row - _HALF_Y
    wide, tall = 2 * _HALF_X, 2 * _HALF_Y
    strokes = []
    for n in range(1, 8):
        # A stroke meets the left or the bottom edge, then the top or the right one.
        share = n / 4
        start = (0, share) if share <= 1 else (share - 1, 1)
        end = (share, 0) if share <= 1 else (1, share - 1)
        ends = [f"{left + x * wide:.3f},{top + y * tall:.3f}" for x, y in (start, end)]
        strokes.append(f"M{ends[0]} L{ends[1]}")
    line = {"color": look.ink, "width": 0.8}
    return {"type": "path", "path": " ".join(strokes), "line": line, "opacity": 0.35}


def _names(tiles: list, units: dict, found: dict[str, Look], indicator) -> dict:
    """The words on the tiles, and what is said of each on hover and told on a click."""
    shown = [found[tile.unit_key] for tile in tiles]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [tile.column for tile in tiles],
        "y": [tile.row for tile in tiles],
        "text": [
            label(tile.tile, look.text, "" if is_own(tile) else units[tile.unit_key].unit)
            for tile, look in zip(tiles, shown, strict=True)
        ],
        "textposition": "middle center",
        "textfont": {"size": 10, "color": [look.ink for look in shown]},
        "cliponaxis": False,
        "marker": {"size": MAP_LEAST_TILE - 4, "symbol": "square", "opacity": 0},
        # A click leaves for the unit's profile: nothing should fade on the way.
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "customdata": [
            [hover(said(units[tile.unit_key], indicator, tile)), tile.unit_key] for tile in tiles
        ],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }


def is_own(tile) -> bool:
    """Tell whether a tile is its unit's own, or of a member of its group."""
    return tile.tile_key in tile.unit_key.split("+")


def label(name: str, figure: str, of: str = "") -> str:
    """A tile's words: the name in up to three lines that fit the narrowest tile, and the figure.

    An archipelago has no figure of its own and names its province, `of`, instead.
    """
    lines, points = name_lines(name)
    text = "<br>".join(words.html(line) for line in lines)
    last = f"<i>{words.html(of)}</i>" if of else f"<b>{words.html(figure)}</b>"
    widest = text_width(of or figure, 1)
    sizes = (11.0, 9.5) if not of else ()
    size = next((s for s in sizes if widest * s <= MAP_LEAST_TILE - 4), 8.0)
    return (
        f'<span style="font-size:{points:g}px">{text}</span><br>'
        f'<span style="font-size:{size:g}px">{last}</span>'
    )


def name_lines(name: str) -> tuple[list[str], float]:
    """Break a name into lines for the narrowest tile; the lines and their size in pixels.

    A name too long for three lines is set smaller, then its first words are cut to initials.
    """
    syllables = name.replace(" - ", " ").split()
    for whole in range(len(syllables)):
        initials = [f"{s[0]}." for s in syllables[:whole]]
        for points in _SIZES:
            lines = _wrapped([*initials, *syllables[whole:]], points)
            fits = all(text_width(line, points) <= MAP_LEAST_TILE - 2 for line in lines)
            if fits and len(lines) <= _MOST_NAME_LINES:
                return lines, points
    return _wrapped(syllables, _SIZES[-1])[:_MOST_NAME_LINES], _SIZES[-1]


def _wrapped(syllables: list[str], points: float) -> list[str]:
    lines = syllables[:1]
    for syllable in syllables[1:]:
        longer = f"{lines[-1]} {syllable}"
        if text_width(longer, points) <= MAP_LEAST_TILE - 2:
            lines[-1] = longer
        else:
            lines.append(syllable)
    return lines


def said(row, indicator, tile=None) -> str:
    """Say one unit in a whole sentence; a tile that is a part of its unit says so first."""
    if pd.isna(row.value):
        why = words.status("missing") if row.status == "missing" else row.reason
        text = f"{row.unit}: {why or 'không có tỷ lệ'}."
    else:
        text = compared(row, indicator)
        if getattr(row, "is_incomplete", False):
            text = f"{text[:-1]}; mới có {row.n_reported}/{row.n_expected} đơn vị báo cáo."
        if getattr(row, "is_estimate", False):
            text = f"{text[:-1]}; số ước tính."
    if tile is None or tile.tile_key == row.unit_key:
        return text
    return f"{tile.tile}, trong số liệu của {text}"


def alt_map(frame: pd.DataFrame, indicator, colouring: str) -> str:
    """Say a map in two or three sentences: how many reported, the ends or the verdicts, who not."""
    known = frame[frame["value"].notna()]
    text = (
        f"Bản đồ {indicator.name_vi}: {words.fraction(len(known), len(frame))} đơn vị có số liệu."
    )
    if known.empty:
        return text
    if colouring == BY_CHANGE:
        text += f" So cùng kỳ: {_moves(known, indicator)}."
    else:
        high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
        text += (
            f" Cao nhất {high['unit']} {words.value_with_unit(indicator, high['value'])},"
            f" thấp nhất {low['unit']} {words.value_with_unit(indicator, low['value'])}."
        )
    missing = frame.loc[frame["status"] == "missing", "unit"].tolist()
    return f"{text} Chưa báo cáo: {', '.join(missing)}." if missing else text


def _moves(known: pd.DataFrame, indicator) -> str:
    """How many units moved which way; better and worse only where a direction is good."""
    if indicator.polarity == "neither":
        signs = [sign(indicator, c) for c in known["change_last_year"].dropna()]
        return f"{signs.count('▲')} đơn vị tăng, {signs.count('▼')} giảm"
    n = known["verdict"].value_counts()
    return (
        f"{n.get('improvement', 0)} đơn vị cải thiện, {n.get('concern', 0)} cần chú ý,"
        f" {n.get('neutral', 0)} ổn định"
    )
