"""Faults of workbooks: the clean files as .xlsx, spoilt as Excel and its users spoil them."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.pollution.clean import BASES, Variant

_NUMBERS = {"20335", "19517", "19545", "866", "7041", "550", "548", "546", "544"}


def workbook_faults(every: int = 1) -> Iterator[Variant]:
    """Sound ways to write a workbook, then one fault in each cell of figures, or every n-th."""
    turn = count()
    for base in BASES:
        rows = base.rows
        yield from sound_workbooks(base.name, rows)
        for row in base.body:
            for column in range(len(rows[row])):
                for name, value, number_format in _CELLS:
                    if name == "ngày" and rows[0][column] == "ngay_bao_cao":
                        continue  # a date where a date is meant is another sound file
                    if next(turn) % every:
                        continue
                    yield _spoilt(base.name, rows, row, column, name, value, number_format)


def sound_workbooks(base: str, rows: list[list[str]]) -> Iterator[Variant]:
    """The sound ways to write one clean file as a workbook."""
    for name, write in _SOUND:
        yield _variant(base, rows, "Tệp Excel lành", name, write)


def _spoilt(base, rows, row, column, name, value, number_format) -> Variant:
    def write(sheet: Worksheet) -> None:
        cell = sheet.cell(row + 1, column + 1)
        cell.value, cell.number_format = value, number_format

    found = _variant(base, rows, "Ô hỏng trong tệp Excel", f"{name} {row} {column}", write)
    return Variant(base, found.kind, found.name, found.content, found.lines, frozenset([row + 1]))


def _variant(
    base: str, rows: list, kind: str, name: str, write: Callable[[Worksheet], object]
) -> Variant:
    book = Workbook()
    for cells in rows:
        book.active.append([cell or None for cell in cells])
    shift = write(book.active) or 0
    content = io.BytesIO()
    book.save(content)
    lines = {row: row + 1 + shift for row in range(len(rows))}
    return Variant(base, kind, name, content.getvalue(), lines)


def _as_numbers(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in _NUMBERS:
                cell.value = int(cell.value)


def _rates_as_percent(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in ("99,85", "97,5"):
                cell.value, cell.number_format = float(cell.value.replace(",", ".")) / 100, "0.00%"


def _shifted(sheet: Worksheet) -> int:
    sheet.insert_rows(1, 3)
    return 3


def _indented(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)


def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[8].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _cover(sheet: Worksheet) -> None:
    cover = sheet.parent.create_sheet("Bìa", 0)
    cover["B2"], cover["B4"] = "UBND TỈNH", "BÁO CÁO SỐ LIỆU"


def _old(sheet: Worksheet) -> None:
    old = sheet.parent.create_sheet("Số cũ")
    for row in sheet.iter_rows(values_only=True):
        old.append([f"{value}9" if value in _NUMBERS else value for value in row])
    old.sheet_state = "hidden"


def _formatted(sheet: Worksheet) -> None:
    sheet.cell(900, 60).number_format = "0.0"
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = "#,##0"


def _dates(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in ("14/06/2023", "15/03/2023"):
                day, month, year = map(int, cell.value.split("/"))
                cell.value, cell.number_format = date(year, month, day), "dd/mm/yyyy"


_SOUND = [
    ("chữ cả", lambda sheet: None), ("số là số", _as_numbers), ("định dạng %", _rates_as_percent),
    ("thêm hàng trên", _shifted), ("thêm cột trái", _indented), ("ẩn hàng cột", _hidden),
    ("có trang bìa", _cover), ("có trang ẩn", _old), ("định dạng thừa", _formatted),
    ("ngày là ngày", _dates),
]  # fmt: skip
_CELLS = [
    ("#REF!", "#REF!", "General"), ("#DIV/0!", "#DIV/0!", "0.00%"),
    ("công thức", "=SUM(A1:A2)", "General"), ("ngày", date(2025, 4, 1), "d-mmm"),
    ("giờ", 0.5, "h:mm"), ("nghìn ẩn", 1234567, "#,##0,"), ("đúng sai", True, "General"),
]  # fmt: skip
