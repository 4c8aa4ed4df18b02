"""Blank forms to fill in: an Excel file with title, period, headings, code row and units."""

import io
from collections import Counter
from datetime import date
from pathlib import Path

import xlsxwriter

from etl.cards import Card, Column, read_cards
from etl.problems import plain
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.catalogue_files import read_catalogue
from indicators.days import day_text
from indicators.names import fold
from indicators.numerals import period_name
from indicators.periods import Period, from_code
from indicators.units import Register, Unit, UnitError, read_register

_BLANK_ROWS = 20
_LARGER = ("Tỉnh", "Thành phố", "Huyện", "Thị xã", "Quận")
_UNIT_HEADINGS = ("TT", "", "Mã đơn vị")
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_BORDER = _FONT | {"border": 1, "valign": "vcenter"}
_REPORTER = "Đơn vị báo cáo: …………………"
_EITHER = "Số liệu lũy kế từ đầu năm / Số liệu trong kỳ (bỏ một trong hai)"


def find_card(cards: tuple[Card, ...], text: str) -> Card | None:
    """The card a code or a title names, accents and case aside; None when none or several do."""
    wanted = fold(text)
    found = [c for c in cards if wanted in (fold(c.code), *map(fold, c.titles))]
    return found[0] if len(found) == 1 else None


def unusable(out: str | None) -> str:
    """Why a blank form cannot be written to a path of the command line; "" when it can."""
    if not out:
        return "Chưa ghi tên tệp để ghi mẫu trống, ví dụ: python -m etl template II.06 mau.xlsx"
    if Path(out).suffix.lower() != ".xlsx":
        return f"Mẫu trống là tệp Excel: “{plain(out)}” phải có đuôi .xlsx, ví dụ mau.xlsx"
    if Path(out).exists():
        return f"Đã có tệp “{plain(out)}”, mẫu trống không ghi đè lên; ghi tên một tệp chưa có"
    return ""


def form_names(data: Path) -> dict[str, str]:
    """The forms that can be filled in, by code, with what a reader calls each."""
    return {card.code: card.name for card in read_cards(data / "forms", _catalogue(data))}


def areas_of(data: Path, period: str | None) -> dict[str, tuple[str, int]]:
    """The provinces and districts whose units a form can list, by code: full name, how many units.

    Provinces first; those that stand at the end of the period of a code, or today.
    """
    catalogue, register = _catalogue(data), read_register(data / "catalogue")
    day = _day(from_code(period) if period else None, catalogue)
    living = [unit for unit in register.units.values() if unit.lives_in(day, day)]
    below = Counter(unit.parent for unit in living)
    above = [unit for unit in living if (unit.code, unit.valid_from) in below]
    return {
        unit.code: (register.full_name(unit), below[unit.code, unit.valid_from])
        for unit in sorted(above, key=lambda unit: (unit.level != "tinh", unit.code))
    }


def blank_of(data: Path, code: str, area: str | None = None, period: str | None = None) -> bytes:
    """The blank Excel file of one form of `form_names`, for the period of a code.

    It has a row for each unit just below the area, which is a code of `areas_of`.
    """
    catalogue = _catalogue(data)
    cards = read_cards(data / "forms", catalogue)
    card = next(card for card in cards if card.code == code)
    when = from_code(period) if period else None
    register = read_register(data / "catalogue") if area else None
    units = units_of(area, when, catalogue, register) if area else []
    return blank_form(card, catalogue, units, when)


def _catalogue(data: Path) -> Catalogue:
    return read_catalogue(data / "catalogue")


def printed(card: Card) -> tuple[Column, ...]:
    """The columns a blank form has: those offices merely add to it are left out."""
    return tuple(c for c in card.columns if c.number or not c.is_optional)


def units_of(
    text: str, period: Period | None, catalogue: Catalogue, register: Register
) -> list[Unit]:
    """The units just below a province, or a district, at the end of a period, or today.

    UnitError when the text names no unit of that time, or several.
    """
    day = _day(period, catalogue)
    above = _above(text.strip(), day, register)
    below = [
        unit
        for unit in register.units.values()
        if unit.parent == (above.code, above.valid_from) and unit.lives_in(day, day)
    ]
    if not below:
        raise UnitError(
            "unit_unknown", f"{above.name} không có đơn vị nào bên dưới; ghi tên tỉnh hoặc huyện"
        )
    return sorted(below, key=lambda unit: unit.code)


def _day(period: Period | None, catalogue: Catalogue) -> date:
    """The day on which the units of a form stand: the end of its period, or today."""
    return periods.dates(period, catalogue.cut_offs)[1] if period else date.today()


def _above(text: str, day: date, register: Register) -> Unit:
    """The province or district that a name or code means on a day; UnitError says what to write."""
    if text.isdigit():
        return register.settle(register.candidates("", text, day, day), set(), {"tinh"}, "", text)
    named = [unit for unit in register.bearing(text) if unit.level != "xa"]
    if living := [unit for unit in named if unit.lives_in(day, day)]:
        return register.settle(living, set(), {"tinh"}, text)
    plain_of = [u for u in register.unaccented(text, date.min, date.max) if u.level != "xa"]
    meant = sorted(named or plain_of, key=lambda unit: unit.level != "tinh")
    if not meant:
        near = [n for n in register.nearest(text, day, day) if n.startswith(_LARGER)]
        hint = f"; gần nhất: {', '.join(near)}" if near else ""
        raise UnitError(
            "unit_unknown",
            f"--units “{text}”: không có tỉnh, huyện nào tên như vậy{hint}; ghi đúng tên hoặc mã"
            " của tỉnh hoặc huyện, ví dụ --units “Tỉnh Gia Lai”",
        )
    if meant[0].level == "huyen" and meant[0].valid_to and meant[0].valid_to <= day:
        until = day_text(meant[0].valid_to)
        raise UnitError(
            "unit_not_valid",
            f"{meant[0].name} đã kết thúc hoạt động trước {until}; ghi --units một tỉnh để có các"
            f" đơn vị hiện nay, hoặc --period một kỳ trước {until}",
        )
    found = register.candidates(meant[0].name, "", day, day)  # out of its time: refused here
    raise UnitError("unit_unknown", f"--units “{text}” viết thiếu dấu; ghi đủ dấu: {found[0].name}")


def blank_form(
    card: Card, catalogue: Catalogue, units: list[Unit] | None = None, period: Period | None = None
) -> bytes:
    """An Excel file to fill in; with units, a row each. What it holds reads back as the form."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Biểu")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if card.kind == "dai":
            _long(book, sheet, card, units or [], period)
        elif card.kind == "liet_ke":
            _listed(book, sheet, card, catalogue, units or [], period)
        else:
            _wide(book, sheet, card, catalogue, units or [], period)
    return content.getvalue()


def _long(book, sheet, card: Card, units: list[Unit], period: Period | None) -> None:
    head = book.add_format(_BORDER | {"bold": True, "align": "center"})
    cell = book.add_format(_BORDER | {"num_format": "@"})
    names = [column.heading[0] for column in card.columns]
    for i, name in enumerate(names):
        sheet.write_string(0, i, name, head)
    for row, unit in enumerate(units or [None] * _BLANK_ROWS, start=1):
        said = {"don_vi": unit.name, "ma_don_vi": unit.code} if unit else {}
        if period:
            said["ky"] = period.code
        for i, name in enumerate(names):
            sheet.write_string(row, i, said.get(name, ""), cell)
    sheet.set_column(0, len(names) - 1, 16)
    sheet.freeze_panes(1, 0)


def _listed(
    book, sheet, card: Card, catalogue: Catalogue, units: list[Unit], period: Period | None
) -> None:
    """A row for each indicator, and a column for each unit or for the one that reports."""
    values = [f"{plain(unit.name)} (mã {unit.code})" for unit in units] or ["Kết quả"]
    names = ["TT", "Chỉ tiêu", "Đơn vị tính", *values, "Ghi chú"]
    at = _titles(book, sheet, card, len(names) - 1, period)
    if not units:
        sheet.merge_range(at - 1, 0, at - 1, len(names) - 1, _REPORTER, book.add_format(_FONT))
    head = book.add_format(_BORDER | {"bold": True, "align": "center", "text_wrap": True})
    text = book.add_format(_BORDER | {"num_format": "@", "text_wrap": True})
    for i, name in enumerate(names):
        sheet.write_string(at, i, name, head)
    for number, column in enumerate(card.columns, start=1):
        item = catalogue.measures.get(column.measure) or catalogue.indicators[column.measure]
        for i, said in enumerate((str(number), column.heading[0], item.unit_vi)):
            sheet.write_string(at + number, i, said, text)
        for i in range(3, len(names)):
            sheet.write_blank(at + number, i, None, text if i == len(names) - 1 else head)
    sheet.freeze_panes(at + 1, 2)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, len(names) - 1, 14)


def _wide(
    book, sheet, card: Card, catalogue: Catalogue, units: list[Unit], period: Period | None
) -> None:
    lead = [(name or card.unit_headings[0],) for name in _UNIT_HEADINGS]
    paths = [*lead, *(column.heading for column in printed(card)), ("Ghi chú",)]
    at = _titles(book, sheet, card, len(paths) - 1, period)
    depth = max(map(len, paths))
    head = book.add_format(_BORDER | {"bold": True, "align": "center", "text_wrap": True})
    for first, left, last, right, text in _spans(paths, depth):
        if (first, left) == (last, right):
            sheet.write_string(at + first, left, text, head)
        else:
            sheet.merge_range(at + first, left, at + last, right, text, head)
    at += depth
    if any(column.number for column in printed(card)):
        _code_row(book, sheet, at, card, len(lead))
        at += 1
    sheet.freeze_panes(at, 2)
    sheet.repeat_rows(0, at - 1)
    _rows(book, sheet, at, card, catalogue, units, len(lead))
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, len(paths) - 1, 12)


def _titles(book, sheet, card: Card, last: int, period: Period | None) -> int:
    """The lines above the table; the row after them."""
    said = "Quý …/20…" if period is None else period_name(period)
    lines = [
        (f"Biểu số: {card.code}" if card.kind == "bieu" else "", {"italic": True}),
        (card.name.upper(), {"bold": True, "font_size": 14, "align": "center"}),
        (f"Kỳ báo cáo: {said}", {"align": "center"}),
        (_EITHER if card.counting == "hoi" else "", {"align": "center"}),
    ]
    for row, (text, look) in enumerate(lines):
        if text:
            sheet.merge_range(row, 0, row, last, text, book.add_format(_FONT | look))
    return len(lines)


def _spans(paths: list[tuple[str, ...]], depth: int) -> list[tuple[int, int, int, int, str]]:
    """Merged heading cells (first row, left, last row, right, text) of columns' paths."""
    spans = []
    for level in range(depth):
        left = 0
        while left < len(paths):
            path, right = paths[left], left
            while right + 1 < len(paths) and paths[right + 1][: level + 1] == path[: level + 1]:
                right += 1
            if len(path) > level:
                last = depth - 1 if len(path) == level + 1 else level
                spans.append((level, left, last, right, path[level]))
            left = right + 1
    return spans


def _code_row(book, sheet, at: int, card: Card, before: int) -> None:
    look = book.add_format(_BORDER | {"italic": True, "align": "center", "font_size": 10})
    numbers = ["", "MS", *[""] * (before - 2), *(column.number for column in printed(card)), ""]
    for i, text in enumerate(numbers):
        sheet.write_string(at, i, text, look)


def _rows(book, sheet, at: int, card, catalogue, units: list[Unit], before: int) -> None:
    text = book.add_format(_BORDER | {"num_format": "@"})
    looks = {
        kind: book.add_format(_BORDER | {"num_format": shown})
        for kind, shown in (("count", "#,##0"), ("", "#,##0.00"))
    }
    for number, unit in enumerate(units or [None] * _BLANK_ROWS, start=1):
        row = at + number - 1
        names = (str(number), plain(unit.name), unit.code) if unit else ("", "", "")
        for i, said in enumerate(names):
            sheet.write_string(row, i, said, text)
        for i, column in enumerate(printed(card), start=before):
            sheet.write_blank(row, i, None, looks[_kind(column, catalogue)])
        sheet.write_blank(row, before + len(printed(card)), None, text)


def _kind(column: Column, catalogue: Catalogue) -> str:
    measure = catalogue.measures.get(column.measure)
    return "count" if measure and measure.value_kind == "count" else ""
