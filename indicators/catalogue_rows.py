"""Rows of the catalogue's editable CSV files, as Excel saves them; every fault with its place."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from indicators.names import clean

_LARGEST = 10**9
# Excel with Vietnamese settings saves 0.5 as 0,5 and 2022-01-12 as 12/01/2022.
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class CatalogueError(Exception):
    """Broken catalogue rows; `problems` lists each as "file, dòng N: what and remedy"."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One CSV row with its place, so that a fault can be named where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def fault(self, column: str, remedy: str) -> str:
        return f"{self.file}, dòng {self.line}, cột {column}: “{self.cells[column]}” {remedy}"


def read_rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a catalogue file, cells cleaned; CatalogueError when it cannot be read so."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CatalogueError(
            [f"{path.name}: không có tệp này trong thư mục {path.parent}; chép lại tệp gốc"]
        ) from None
    except UnicodeDecodeError:
        raise CatalogueError(
            [f"{path.name}: không phải UTF-8; trong Excel lưu lại dạng “CSV UTF-8”"]
        ) from None
    # Excel with Vietnamese settings saves CSV with semicolons.
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _rows(path.name, reader, columns)
    except csv.Error:
        raise CatalogueError(
            [f"{path.name}, dòng {reader.line_num}: dấu ngoặc kép không khép hoặc đặt sai; sửa lại"]
        ) from None


def _rows(file: str, reader, columns: tuple[str, ...]) -> list[Row]:
    header = [cell.strip() for cell in next(reader, [])]
    if missing := [c for c in columns if c not in header]:
        raise CatalogueError(
            [f"{file}, dòng 1: thiếu cột {', '.join(missing)}; thêm lại cột theo tệp gốc"]
        )
    rows, faults = [], []
    last = reader.line_num
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cells):
            continue
        if len(cells) != len(header):
            faults.append(
                f"{file}, dòng {line}: có {len(cells)} ô, cần {len(header)} ô"
                " (ô có dấu phẩy phải đặt trong ngoặc kép)"
            )
            continue
        rows.append(Row(file, line, dict(zip(header, map(clean, cells), strict=True))))
    if faults:
        raise CatalogueError(faults)
    return rows


def day(text: str) -> date:
    """A day written 2025-07-01, or 01/07/2025 as Excel saves it; ValueError with the remedy."""
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"“{text}” không phải ngày; ghi dạng năm-tháng-ngày, ví dụ 2025-07-01"
        ) from None


class Reader:
    """Turns cells into values and collects every fault, so that all are told at once."""

    def __init__(self):
        self.faults: list[str] = []

    def choice(self, row: Row, column: str, allowed) -> str:
        """A cell that must be one of `allowed`."""
        if row.cells[column] not in allowed:
            self.faults.append(row.fault(column, f"phải là một trong: {', '.join(allowed)}"))
        return row.cells[column]

    def known(self, row: Row, column: str, codes, file: str) -> str:
        """A code that another file of the catalogue must hold."""
        if row.cells[column] not in codes:
            self.faults.append(
                row.fault(column, f"không có trong {file}; ghi đúng một mã của tệp đó")
            )
        return row.cells[column]

    def integer(self, row: Row, column: str, least: int = -_LARGEST) -> int | None:
        """A whole number of at least `least`; None for an empty cell or a fault."""
        value = self._number(row, column, int, "phải là số nguyên dưới một tỷ")
        return self._at_least(row, column, value, least)

    def decimal(self, row: Row, column: str, least: int = -_LARGEST) -> Decimal | None:
        """A number of at least `least`; None for an empty cell or a fault."""
        remedy = "phải là số dưới một tỷ, dấu chấm hoặc phẩy thập phân, không ngăn hàng nghìn"
        return self._at_least(row, column, self._number(row, column, Decimal, remedy), least)

    def _number(self, row, column, convert, remedy):
        text = row.cells[column]
        if not text:
            return None
        try:
            value = convert(text.replace(",", ".") if _COMMA.fullmatch(text) else text)
            if abs(value) < _LARGEST:
                return value
        except (ValueError, InvalidOperation):
            pass
        self.faults.append(row.fault(column, remedy))
        return None

    def _at_least(self, row: Row, column: str, value, least: int):
        if value is not None and value < least:
            self.faults.append(row.fault(column, f"phải từ {least} trở lên"))
            return None
        return value

    def date(self, row: Row, column: str) -> date | None:
        """A day; None for an empty cell or a fault."""
        try:
            return day(row.cells[column]) if row.cells[column] else None
        except ValueError:
            remedy = "phải là ngày dạng năm-tháng-ngày, ví dụ 2025-07-01, hoặc để trống"
            self.faults.append(row.fault(column, remedy))
            return None

    def needed(self, row: Row, column: str, value):
        """`value`, which an empty cell does not give: that is a fault."""
        # A cell that holds something unusable was told of when it was read.
        if value in (None, "") and not row.cells[column]:
            self.faults.append(row.fault(column, "không được để trống"))
        return value

    def once(self, row: Row, column: str, use: object, seen: dict) -> None:
        """A use no two rows may claim; `seen` holds the line of the first."""
        if (first := seen.setdefault(use, row.line)) != row.line:
            self.faults.append(row.fault(column, f"đã có ở dòng {first}; chỉ giữ một dòng"))

    def yes(self, row: Row, column: str) -> bool:
        """A cell that must be yes or no."""
        return self.choice(row, column, ("yes", "no")) == "yes"

    def codes(self, row: Row, column: str, known) -> tuple[str, ...]:
        """Codes joined by "+", all of them known."""
        found = tuple(code.strip() for code in row.cells[column].split("+") if code.strip())
        if unknown := [code for code in found if code not in known]:
            self.faults.append(
                row.fault(column, f"có mã lạ: {', '.join(unknown)}; ghi mã có trong measures.csv")
            )
        return found
