"""From text cells to claims: which form a table has, our long one, a wide one or a listed one."""

from dataclasses import replace

from etl import headings
from etl.cards import Card
from etl.claims import Claim, Reading
from etl.counting import note_long
from etl.listed_form import read_listed
from etl.listed_table import listed_names_at
from etl.listed_units import names_reporter
from etl.long_form import read_long
from etl.on_time import settle_on_time
from etl.problems import FileRefused
from etl.records import Sheet
from etl.wide_form import read_wide
from indicators.catalogue import Catalogue
from indicators.names import fold

__all__ = ["Claim", "Reading", "read_form"]
_HEADER_DEPTH = 15


def read_form(sheet: Sheet, catalogue: Catalogue, cards: tuple[Card, ...] = ()) -> Reading:
    """The claims of a sheet in long, wide or listed form; FileRefused when it is none of them.

    A wide form one of the cards tells is bound by that card, any other by the catalogue's names.
    """
    try:
        reading = _read(sheet, catalogue, cards)
    except FileRefused as refusal:
        refusal.problem = replace(refusal.problem, sheet=sheet.name)
        raise
    if not sheet.name:
        return reading
    return replace(
        reading,
        claims=tuple(replace(claim, sheet=sheet.name) for claim in reading.claims),
        totals=tuple(replace(claim, sheet=sheet.name) for claim in reading.totals),
        problems=tuple(replace(problem, sheet=sheet.name) for problem in reading.problems),
        sheet=sheet.name,
    )


def _read(sheet: Sheet, catalogue: Catalogue, cards: tuple[Card, ...]) -> Reading:
    others = frozenset(fold(name) for card in cards for name in card.unit_headings)
    for at, record in enumerate(sheet.records[:_HEADER_DEPTH]):
        columns = [headings.label(cell) for cell in record.cells]
        names_at = listed_names_at(sheet.records, at)
        if names_at is not None:
            reading = read_listed(sheet, at, names_at, catalogue)
            return settle_on_time(reading, catalogue, record.line)
        if "chi_tieu" in columns and "gia_tri" in columns:
            reading = note_long(read_long(sheet.records, at, columns), catalogue)
            return settle_on_time(reading, catalogue, record.line)
        unit_at = next((i for i, c in enumerate(record.cells) if headings.is_unit(c, others)), None)
        is_row = sum(bool(cell.strip()) for cell in record.cells) > 1
        if unit_at is not None and is_row and not names_reporter(record):
            reading = read_wide(sheet, at, unit_at, catalogue, cards)
            return settle_on_time(reading, catalogue, record.line)
    raise FileRefused(
        "form_unknown",
        "không tìm thấy dòng tiêu đề; dạng dài cần các cột don_vi, ky, chi_tieu, gia_tri;"
        " dạng bảng cần cột “Đơn vị” và mỗi chỉ tiêu một cột; bảng mỗi chỉ tiêu một dòng cần cột"
        " “Chỉ tiêu” và cột “Kết quả”",
        line=sheet.records[0].line,
        found=" | ".join(sheet.records[0].cells),
    )
