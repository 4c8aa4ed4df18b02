"""A file as it was read, as a grid with the letters and lines of a spreadsheet; marked cells."""

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from view import words
from view.theme import Palette

_SIGNS = {"reject": "✖ ", "note": "• "}


def as_read(sheet, palette: Palette) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The grid of a marked sheet and the style of each of its cells, both of one shape.

    A mark is a sign before the text as well as a colour; the last column says why.
    """
    width = max((len(row.cells) for row in sheet.rows), default=0)
    columns = ["Dòng", *map(xl_col_to_name, range(width)), "Vì sao"]
    cells, styles = [], []
    for row in sheet.rows:
        texts = [words.plain(cell) for cell in row.cells] + [""] * (width - len(row.cells))
        signs = [_SIGNS.get(row.marks.get(i, ""), "") for i in range(width)]
        why = words.plain(" | ".join(row.said), words.LONGEST_SENTENCE)
        cells.append([str(row.line), *(s + t for s, t in zip(signs, texts, strict=True)), why])
        colours = [_style(row.marks.get(i, ""), palette) for i in range(width)]
        styles.append([f"color: {palette.muted}", *colours, ""])
    return pd.DataFrame(cells, columns=columns), pd.DataFrame(styles, columns=columns)


def _style(severity: str, palette: Palette) -> str:
    colour = {"reject": palette.concern, "note": palette.accent}.get(severity)
    return (
        f"color: {colour}; background-color: {palette.surface}; font-weight: 600" if colour else ""
    )
