"""What is on screen as a file for Excel: CSV with BOM and semicolons, or XLSX; text stays text."""

import io
import re
from collections.abc import Collection

import pandas as pd
import xlsxwriter

from indicators.names import fold
from view import words

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel puts the reader's own marks in: 66.736 and 99,01 with Vietnamese settings.
_COUNT, _DECIMAL = "#,##0", "#,##0.00"
_MOST_DECIMALS = 4
_LONGEST_PART = 60


def file_name(suffix: str, *parts: str) -> str:
    """The name of a file to take home: "tu-choi-va-ghi-chu_bao-cao-quy-ii.csv".

    Its parts in letters without marks, digits and dashes, which every system and mail program
    keeps; what is left out of a part is cut or, where nothing remains, called "tep".
    """
    plain = (re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in parts)
    kept = (part[:_LONGEST_PART].strip("-") or "tep" for part in plain)
    return f"{'_'.join(kept)}.{suffix}"


def stem(name: str) -> str:
    """The name of a file that was sent, without folders and ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return last[0] or last[2]


def csv_bytes(table: pd.DataFrame, source: str) -> bytes:
    """The table as Excel with Vietnamese settings opens it: UTF-8 BOM, ";" and decimal comma.

    Every row ends with the source, so that a copied row still says where it is from. Text that
    looks like a formula is led by an apostrophe; missing numbers are empty, never 0. What has more
    than four decimals is rounded to them; the workbook keeps all.
    """
    safe = _whole(_neutral(table).round(_MOST_DECIMALS)).assign(**{"Nguồn": _text(source)})
    return safe.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def xlsx_bytes(table: pd.DataFrame, source: str, title: str, mixed: Collection[str] = ()) -> bytes:
    """The table as a workbook: numbers as numbers, text as text, the source under the title.

    Numbers are kept whole and shown with two decimals, in a column of whole numbers with none; in
    the columns of `mixed`, where rates and counts stand together, each as it is.
    """
    buffer = io.BytesIO()
    # Nothing a cell says may become a formula, a link or a number of its own.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("So lieu")
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, _text(title), bold)
        sheet.write_string(1, 0, _text(source))
        shown = {code: book.add_format({"num_format": code}) for code in (_COUNT, _DECIMAL)}
        for column, name in enumerate(table.columns):
            is_count = _is_whole(table[name])
            sheet.write_string(3, column, name, head)
            sheet.set_column(column, column, _width(table[name], name))
            for row, cell in enumerate(table[name], start=4):
                if not pd.isna(cell):
                    is_plain = is_count or (name in mixed and _is_count(cell))
                    _write(sheet, row, column, cell, shown[_COUNT if is_plain else _DECIMAL])
        sheet.freeze_panes(4, 1)
    return buffer.getvalue()


def _write(sheet, row: int, column: int, cell, shown) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _text(cell))
    else:
        sheet.write_number(row, column, float(cell), shown)


def _width(cells: pd.Series, name: str) -> float:
    # A number wider than its column would be shown as "####".
    known = cells.dropna()
    longest = max((len(c if isinstance(c, str) else f"{c:,.2f}") for c in known), default=8)
    return min(max(10, longest + 2, len(name) * 0.7), 60)


def _neutral(table: pd.DataFrame) -> pd.DataFrame:
    texts = table.select_dtypes(["object", "str"]).columns
    return table.assign(**{c: table[c].map(_text, na_action="ignore") for c in texts})


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers: a column of floats without fractions is not written 66736,0."""
    counts = [name for name in table.select_dtypes("float") if _is_whole(table[name])]
    return table.astype(dict.fromkeys(counts, "Int64"))


def _is_whole(cells: pd.Series) -> bool:
    return all(_is_count(cell) for cell in cells if not pd.isna(cell))


def _is_count(cell) -> bool:
    return not isinstance(cell, str) and float(cell).is_integer()


def _text(cell):
    """Text from a file made harmless for a spreadsheet; anything else unchanged."""
    if not isinstance(cell, str):
        return cell
    shown = words.plain(cell, words.LONGEST_SENTENCE)
    return f"'{shown}" if shown.startswith(_RISKY) else shown
