"""Where the tables of a sheet begin: titles, header rows and body of each, before any meaning."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from etl import counting, headings
from etl.heading_units import units_above
from etl.listed_units import names_reporter, reporters
from etl.other_figures import COMPARED_WITH, is_about_others, is_about_plans
from etl.problems import Problem
from etl.records import Record, Sheet
from indicators import period_mentions
from indicators.names import clean, fold
from indicators.period_mentions import Mention

# A header stands near the top of a sheet, or below an earlier table.
_HEADER_DEPTH = 15
_PLAN = re.compile(r"\b(?:ke hoach|du toan)\b")
_UNIT_SAID = re.compile(r"\b(?:don vi tinh|dvt)\b")
_GROUP_NUMBER = re.compile(r"[IVXivx]{1,4}[.)]?|[A-Za-zĐđ][.)]?")
# Above a second table these words say that its figures are of another period.
_COMPARED = re.compile(rf"\b{COMPARED_WITH}")


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

    A table whose titles name no reporting period takes, with a note, the line "Kỳ báo cáo" of the
    sheet's top or the period of the lines above the first table, and what these say of counting and
    of the unit of count; one whose titles speak of another period, of plans or of what is compared
    with, takes none and is refused where its period is read.
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
    if not any(map(_is_dated, said)):
        said = tuple(record for record in parts[0][: heads[0]] if _mentions(record))
    found = []
    for n, part in enumerate(parts):
        takes = bool(n and said and not _has_period(part) and not _is_otherwise(part, said))
        taken = (*said, *_also_said(parts[0], part, said)) if takes else ()
        notes = (_taken(sheet, part, taken),) if takes else ()
        if n and not takes and (taken := tuple(_who_reports(parts[0], part))):
            notes = (_unit_taken(sheet, part, taken),)
        is_cut = sheet.is_cut and n == len(parts) - 1
        records = (*taken, *part)
        found.append(replace(sheet, records=records, notes=notes, is_cut=is_cut))
    return tuple(found)


def _also_said(
    first: tuple[Record, ...], part: tuple[Record, ...], said: tuple[Record, ...]
) -> list[Record]:
    """What stands above the first table on counting and unit, where a later one says nothing."""
    above, own = _titles(first), [_text(record) for record in _titles(part)]
    found = []
    if not any(map(_says_counting, own)):
        found += [record for record in above if _says_counting(_text(record))]
    if not any(_UNIT_SAID.search(fold(text)) or units_above(text) for text in own):
        found += [record for record in above if units_above(_text(record))]
    found += _who_reports(first, part)
    lines = {record.line for record in said}
    return list({r.line: r for r in found if r.line not in lines}.values())


def _who_reports(first: tuple[Record, ...], part: tuple[Record, ...]) -> list[Record]:
    """The line above the first table that says who reports, where a listed one below does not."""
    is_listed = headings.listed_at(part[_head_at(part)]) is not None
    if not is_listed or any(any(reporters(record)) for record in _titles(part)):
        return []
    return [record for record in _titles(first) if any(reporters(record))]


def _says_counting(text: str) -> bool:
    return counting.says_running(text) or counting.says_in_period(text)


def _titles(part: tuple[Record, ...]) -> tuple[Record, ...]:
    """The lines above a table's headings."""
    at = _head_at(part)
    unit_at = _unit_at(part[at]) if part else None
    return part[: at if unit_at is None else headings.header_at(part, at, unit_at).first]


def _head_at(part: tuple[Record, ...]) -> int:
    """Where the headings of a table stand, 0 when it has none."""
    return next((i for i, record in enumerate(part) if _is_header(record)), 0)


def _text(record: Record) -> str:
    return " | ".join(clean(cell) for cell in record.cells if cell.strip())


def _taken(sheet: Sheet, part: tuple[Record, ...], above: tuple[Record, ...]) -> Problem:
    """The note on a table that takes the period named above the first one."""
    head = part[_head_at(part)]
    said = " | ".join(map(_text, above))
    reason = (
        f"bảng này không có dòng kỳ riêng, lấy kỳ ở đầu trang (“{said}”); nếu khác thì thêm một"
        " dòng “Kỳ báo cáo: …” ngay trên bảng"
    )
    return Problem("note", "period_taken", head.line, "", said, reason, sheet=sheet.name)


def _unit_taken(sheet: Sheet, part: tuple[Record, ...], above: tuple[Record, ...]) -> Problem:
    """The note on a listed table that takes the unit named above the first one."""
    said = " | ".join(map(_text, above))
    reason = (
        f"bảng này không ghi đơn vị báo cáo, lấy đơn vị ở đầu trang (“{said}”); nếu khác thì thêm"
        " một dòng “Đơn vị báo cáo: …” ngay trên bảng"
    )
    head = part[_head_at(part)]
    return Problem("note", "unit_taken", head.line, "", said, reason, sheet=sheet.name)


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
    # "2. Số liệu cùng kỳ" and "6 tháng đầu năm" begin with a digit and are titles.
    is_title = len(words) == 1 and bool(re.match(r"[0-9]+[.)]?\s*[^\W\d_]{2}", words[0]))
    is_text = is_title or not any(word[0].isdigit() for word in words)
    is_own = len(words) == 1 or not has_unit or _says_period(record)
    return is_text and (is_own or _speaks(record))


def _is_header(record: Record) -> bool:
    """True for a row of headings: of our long form or of indicators, or of units and no number."""
    if _is_long(record) or headings.listed_at(record) is not None:
        return True
    # "II | Cấp xã" is a group of rows.
    words = [cell.strip() for cell in record.cells if cell.strip()]
    words = [word for word in words if not _GROUP_NUMBER.fullmatch(word)]
    return (
        len(words) > 1
        and not names_reporter(record)
        and _unit_at(record) is not None
        and not any(word[0].isdigit() or word[0] == "(" for word in words)
    )


def _is_long(record: Record) -> bool:
    columns = {headings.label(cell) for cell in record.cells}
    return {"chi_tieu", "gia_tri"} <= columns


def _unit_at(record: Record) -> int | None:
    """The column that names what each row is of: units, or in a listed table indicators."""
    listed = headings.listed_at(record)
    if listed is not None:
        return listed
    return next((i for i, cell in enumerate(record.cells) if headings.is_unit(cell)), None)


def _says_period(record: Record) -> bool:
    return any(fold(cell).startswith("ky bao cao") and len(cell) < 200 for cell in record.cells)


def _mentions(record: Record) -> list[Mention]:
    return [m for cell in record.cells for m in period_mentions.mentions(clean(cell))]


def _is_dated(record: Record) -> bool:
    return any(m.period and not m.is_aside for m in _mentions(record))


def _speaks(record: Record) -> bool:
    """True for a line that begins with words on a period, or on what is compared with."""
    first = next(clean(cell) for cell in record.cells if cell.strip())
    return bool(_COMPARED.search(fold(first)) or period_mentions.mentions(first))


def _is_otherwise(part: tuple[Record, ...], above: tuple[Record, ...]) -> bool:
    """True when the lines above a table speak of another period than those of the sheet's top."""
    places = {m.place for record in above for m in _mentions(record) if not m.is_aside}
    at = _head_at(part)
    titles = [
        record for record in part[:at] if sum(bool(c.strip()) for c in record.cells) in (1, 2)
    ]
    told = [m for record in titles for m in _mentions(record)]
    if any(map(is_about_others, map(_text, titles))) and not _holds_plans(titles, part[at]):
        return True
    return any(m.period or m.fault or m.is_aside or m.place not in places for m in told) or any(
        _COMPARED.search(fold(cell)) for record in titles for cell in record.cells
    )


def _holds_plans(titles: list[Record], head: Record) -> bool:
    """True for plans by their titles and by the heading of every column of figures."""
    own = [c for c in map(headings.plain_label, head.cells) if c and not headings.is_unit(c)]
    names = [c for c in own if c not in headings.ASIDE and not headings.label(c)]
    about = [text for text in map(_text, titles) if is_about_others(text)]
    return all(map(is_about_plans, about)) and all(_PLAN.search(name) for name in names)


def _has_period(part: tuple[Record, ...]) -> bool:
    """True when a period stands above a table or in a column of it."""
    above = part[: _head_at(part) + 1]
    return any(
        headings.label(cell) == "ky" or period_mentions.find_all(clean(cell))
        for record in above
        for cell in record.cells
    )
