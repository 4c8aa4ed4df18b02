"""Where the tables of a sheet begin: titles, header rows and body of each, before any meaning."""

from dataclasses import dataclass, replace
from itertools import pairwise

from etl import headings
from etl.problems import Problem
from etl.records import Record, Sheet
from indicators import period_mentions
from indicators.names import clean, fold

# A header stands near the top of a sheet, or below an earlier table.
_HEADER_DEPTH = 15


@dataclass(frozen=True)
class Outline:
    """The records of one table by their part: titles above, header rows (codes too), body."""

    titles: tuple[Record, ...]
    header: tuple[Record, ...]
    body: tuple[Record, ...]


def outline(sheet: Sheet) -> Outline:
    """The parts of a sheet of one table; without a header all of it is body."""
    at = next((i for i, r in enumerate(sheet.records[:_HEADER_DEPTH]) if _is_header(r)), None)
    if at is None:
        return Outline((), (), sheet.records)
    unit_at = _unit_at(sheet.records[at])
    first = last = at
    if unit_at is not None and not _is_long(sheet.records[at]):
        header = headings.header_at(sheet.records, at, unit_at)
        first, last = header.first, header.last
    records = sheet.records
    return Outline(records[:first], records[first : last + 1], records[last + 1 :])


def tables(sheet: Sheet) -> tuple[Sheet, ...]:
    """The tables of a sheet, each as a sheet of its own; one table gives the sheet itself.

    A table whose titles name no reporting period takes the line "Kỳ báo cáo" of the sheet's top,
    or, with a note, the period of the lines above the first table.
    """
    records = sheet.records
    heads = [i for i, record in enumerate(records) if _is_header(record)]
    # Two heading rows of one table may both name a unit.
    starts = [0] + [_top(records, at, before) for before, at in pairwise(heads) if at > before + 1]
    if len(starts) == 1:
        return (sheet,)
    ends = [*starts[1:], len(records)]
    parts = [records[start:end] for start, end in zip(starts, ends, strict=True)]
    said = tuple(record for record in parts[0][:_HEADER_DEPTH] if _says_period(record))[:1]
    above = said or tuple(record for record in parts[0][: heads[0]] if _names_period(record))
    found = []
    for n, part in enumerate(parts):
        takes = bool(n and above and not _has_period(part))
        notes = (_taken(sheet, part, above),) if takes and not said else ()
        is_cut = sheet.is_cut and n == len(parts) - 1
        records = (*above, *part) if takes else part
        found.append(replace(sheet, records=records, notes=notes, is_cut=is_cut))
    return tuple(found)


def _taken(sheet: Sheet, part: tuple[Record, ...], above: tuple[Record, ...]) -> Problem:
    """The note on a table that takes the period named above the first one."""
    head = next(record for record in part if _is_header(record))
    said = " | ".join(clean(cell) for record in above for cell in record.cells if cell.strip())
    reason = (
        f"bảng này không có dòng kỳ riêng, lấy kỳ ở đầu trang (“{said}”); nếu khác thì thêm một"
        " dòng “Kỳ báo cáo: …” ngay trên bảng"
    )
    return Problem("note", "period_taken", head.line, "", said, reason, sheet=sheet.name)


def _top(records: tuple[Record, ...], at: int, before: int) -> int:
    """Where the titles and group headings above a header begin, below the table before it."""
    unit_at = _unit_at(records[at])
    while at - 1 > before and _is_above(records[at - 1], unit_at):
        at -= 1
    return at


def _is_above(record: Record, unit_at: int | None) -> bool:
    cells = [cell.strip() for cell in record.cells]
    words = [cell for cell in cells if cell]
    has_unit = unit_at is not None and unit_at < len(cells) and bool(cells[unit_at])
    is_text = not any(word[0].isdigit() for word in words)
    return is_text and (len(words) == 1 or not has_unit or _says_period(record))


def _is_header(record: Record) -> bool:
    """True for a row of headings: our long form, or one that names units and holds no number."""
    if _is_long(record):
        return True
    words = [cell.strip() for cell in record.cells if cell.strip()]
    return (
        len(words) > 1
        and _unit_at(record) is not None
        and not any(word[0].isdigit() or word[0] == "(" for word in words)
    )


def _is_long(record: Record) -> bool:
    columns = {headings.label(cell) for cell in record.cells}
    return {"chi_tieu", "gia_tri"} <= columns


def _unit_at(record: Record) -> int | None:
    return next((i for i, cell in enumerate(record.cells) if headings.is_unit(cell)), None)


def _says_period(record: Record) -> bool:
    return any(fold(cell).startswith("ky bao cao") and len(cell) < 200 for cell in record.cells)


def _names_period(record: Record) -> bool:
    return any(period_mentions.find_all(clean(cell)) for cell in record.cells if cell.strip())


def _has_period(part: tuple[Record, ...]) -> bool:
    """True when a period stands above a table or in a column of it."""
    above = part[: next((i for i, record in enumerate(part) if _is_header(record)), 0) + 1]
    return any(
        headings.label(cell) == "ky" or period_mentions.find_all(clean(cell))
        for record in above
        for cell in record.cells
    )
