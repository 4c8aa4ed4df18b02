"""What is on screen as a file for Excel: CSV with BOM and semicolons, or XLSX; text stays text."""

import io

import pandas as pd
import xlsxwriter

from view import words

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(table: pd.DataFrame, source: str) -> bytes:
    """The table as Excel with Vietnamese settings opens it: UTF-8 BOM, ";" and decimal comma.

    Every row ends with the source, so that a copied row still says where it is from. Text that
    looks like a formula is led by an apostrophe; missing numbers are empty, never 0.
    """
    safe = _whole(_neutral(table)).assign(**{"Nguồn": _text(source)})
    return safe.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def xlsx_bytes(table: pd.DataFrame, source: str, title: str) -> bytes:
    """The table as a workbook: numbers as numbers, text as text, the source under the title."""
    buffer = io.BytesIO()
    # Nothing a cell says may become a formula, a link or a number of its own.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("So lieu")
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, _text(title), bold)
        sheet.write_string(1, 0, _text(source))
        for column, name in enumerate(table.columns):
            sheet.write_string(3, column, name, head)
            sheet.set_column(column, column, _width(table[name], name))
            for row, cell in enumerate(table[name], start=4):
                _write(sheet, row, column, cell)
        sheet.freeze_panes(4, 1)
    return buffer.getvalue()


def _write(sheet, row: int, column: int, cell) -> None:
    if pd.isna(cell):
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, _text(cell))
    else:
        sheet.write_number(row, column, float(cell))


def _width(cells: pd.Series, name: str) -> float:
    longest = max((len(str(cell)) for cell in cells if isinstance(cell, str)), default=8)
    return min(max(10, longest + 2, len(name) * 0.7), 60)


def _neutral(table: pd.DataFrame) -> pd.DataFrame:
    texts = table.select_dtypes(["object", "str"]).columns
    return table.assign(**{c: table[c].map(_text, na_action="ignore") for c in texts})


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers: a column of floats without fractions is not written 66736,0."""
    counts = [
        name for name in table.select_dtypes("float") if (table[name].dropna() % 1 == 0).all()
    ]
    return table.astype(dict.fromkeys(counts, "Int64"))


def _text(cell):
    """Text from a file made harmless for a spreadsheet; anything else unchanged."""
    if not isinstance(cell, str):
        return cell
    shown = words.plain(cell, words.LONGEST_SENTENCE)
    return f"'{shown}" if shown.startswith(_RISKY) else shown
