"""From a listed table to claims: one indicator a row, its unit and period above or over columns."""

import re
from dataclasses import dataclass, replace

from etl import counting, headings, running_ends, title_figures
from etl.binding import Item
from etl.claims import Claim, Reading, own_names, ragged
from etl.heading_advice import is_bare
from etl.heading_periods import told_above
from etl.heading_units import refuse_percent_above, row_fault, without_units
from etl.lines_within import refuse_notes, rows_of_period
from etl.listed_columns import ValueColumn
from etl.listed_rows import Named, before, is_mark, named, paths, subject_of
from etl.listed_table import Listed, days_told, read_table, way_of_all
from etl.problems import Problem
from etl.qualifiers import refuse_qualified
from etl.recognising import period_counted
from etl.records import Record, Sheet
from etl.rows import (
    FREE,
    TEXTS,
    faults_of,
    is_signature,
    lost,
    states_figure,
    unheaded,
    with_figures_apart,
)
from etl.title_parts import parts_to_check
from indicators.catalogue import Catalogue
from indicators.names import clean, fold

FORM = "liet_ke"
_TOTALS = ("cong", "tong cong")
# Columns that judge the figures of a row or say who is in charge: "Đánh giá", "Cơ quan chủ trì".
_REMARKS = re.compile(
    r"(?:danh gia|nhan xet|giai trinh|tien do|nguyen nhan|giai phap|kien nghi)\b"
    r"|(?:co quan|don vi|phong|bo phan|nguoi|can bo)\b.* (?:chu tri|phoi hop|phu trach|thuc hien"
    r"|theo doi|cung cap|tham muu)\b"
)


def read_listed(sheet: Sheet, at: int, names_at: int, catalogue: Catalogue) -> Reading:
    """The claims of a table whose indicators are headed in record `at`, column `names_at`."""
    records = sheet.records
    header = headings.header_at(records, at, names_at)
    above, body, line = records[: header.first], records[header.last + 1 :], records[at].line
    table, problems = read_table(above, header, names_at, body, line)
    _refuse_qualified(header, table, body, line)
    if table.period:
        problems += days_told(table, above, catalogue, line)
    known = frozenset(r.line for r in body if _is_known(r, names_at, catalogue))
    _refuse_notes(body, header, table)
    own, told, asides = rows_of_period(body, table.period, way_of_all(table), None, known)
    own, signed = _unsigned(own)
    own = with_figures_apart(own, table.figures_at)
    # Marks of rows need no heading, nor do words; figures do.
    headed = [path if i > names_at else ("TT",) for i, path in enumerate(header.paths)]
    figures = [replace(r, cells=tuple(c if states_figure(c) else "" for c in r.cells)) for r in own]
    problems += unheaded(headed, figures, line)
    last = records[-1] if sheet.is_cut else None
    read = _rows(own, table, len(header.paths), last, catalogue)
    read = _without_others(read, table, title_figures.titles_of(above), catalogue)
    places = {"chi_tieu": names_at, **table.own}
    names = {"don_vi": "Đơn vị báo cáo", "ky": "Kỳ báo cáo", "don_vi_tinh": "Đơn vị tính"}
    names |= {column: " - ".join(header.paths[i]) for column, i in places.items()}
    lines = tuple(r.line for r in body if r.line not in asides | signed | read.asides)
    return Reading(
        FORM, tuple(read.claims), lines, tuple(read.totals), (*problems, *told, *read.problems),
        frozenset(read.refused), names=own_names(names), is_listed=True,
    )  # fmt: skip


def _refuse_qualified(header: headings.Header, table: Listed, body, line: int) -> None:
    """FileRefused when a column beside the figures makes them a part, a plan or another year's."""
    beside = {i: header.paths[i][0] for i in table.refused if len(header.paths[i]) == 1}
    beside = {i: heading for i, heading in beside.items() if not _REMARKS.match(fold(heading))}
    own = [i for name, i in table.own.items() if name in ("don_vi", "ma_don_vi", "ky")]
    numbers = [] if table.numbers_at is None else [table.numbers_at]
    refuse_qualified(beside, [table.names_at, *numbers, *own], body, line)


def _refuse_notes(body: tuple[Record, ...], header: headings.Header, table: Listed) -> None:
    """FileRefused when a note below the table makes other figures of all those above it."""
    periods = [column.period or table.period for column in table.columns]
    if "ky" in table.own:
        periods = [_cell(r, table.own["ky"], "ky") for r in body if len(r.cells) > table.own["ky"]]
    rows = [
        r
        for r in body
        if any(states_figure(r.cells[i]) for i in table.figures_at if i < len(r.cells))
    ]
    names = [heading for path in header.paths for heading in path]
    names += [r.cells[table.names_at] for r in rows if table.names_at < len(r.cells)]
    refuse_notes(body, periods, way_of_all(table), names)


def _is_known(record: Record, names_at: int, catalogue: Catalogue) -> bool:
    """True for a row of an indicator, whatever else its name may be taken for."""
    return names_at < len(record.cells) and _is_name(clean(record.cells[names_at]), catalogue)


def _is_name(text: str, catalogue: Catalogue) -> bool:
    return catalogue.match(text) is not None and not is_bare((text,))


def _unsigned(rows: list[Record]) -> tuple[list[Record], set[int]]:
    """The rows of a table, and the lines from the first signature on that state no figure."""
    at = next((n for n, record in enumerate(rows) if is_signature(record)), len(rows))
    signed = {r.line for r in rows[at:] if not any(map(states_figure, r.cells))}
    return [record for record in rows if record.line not in signed], signed


@dataclass(frozen=True)
class _Rows:
    """What the rows give: the item and name of each by line, claims, and those of total columns.

    `refused` are the lines with figures in a refused column, `asides` those that are no rows.
    """

    items: dict[int, Item]
    names: dict[int, str]
    claims: list[Claim]
    totals: list[Claim]
    problems: list[Problem]
    refused: set[int]
    asides: set[int]


def _rows(
    records: list[Record], table: Listed, width: int, cut: Record | None, catalogue: Catalogue
) -> _Rows:
    """Read the rows; what each counts is told by its name and by the rows it stands below.

    `cut` is the row with which a file cut short ends, if any.
    """
    read, whole = _Rows({}, {}, [], [], [], set(), set()), []
    for record in records:
        is_alone = sum(bool(cell.strip()) for cell in record.cells) == 1
        if headings.is_code_row(record):
            read.asides.add(record.line)
        elif is_alone and (told := lost(record, width, table.figures_at, record is cut)):
            read.problems.append(told)
        elif is_alone and not is_mark(next(filter(str.strip, record.cells))):
            # In a delimited file a name alone may stand without the marks of the blank cells.
            blanks = [""] * max(width - len(record.cells), 0)
            whole.append(replace(record, cells=(*record.cells, *blanks)))
        elif len(record.cells) != width:
            read.problems.append(ragged(record, width))
        else:
            whole.append(record)
    rows = [_named(record, table) for record in whole]
    rows = [replace(row, is_known=_is_name(row.name, catalogue)) for row in rows]
    sections = frozenset(row.name for row in rows if not row.has_figures)
    own = told_above(table.above)
    for record, row, path, last in zip(whole, rows, paths(rows), before(rows), strict=True):
        place = (sections, table.above, own, record.line, catalogue)
        said = subject_of(path, last, *place) if path else ""
        item = catalogue.match(said) if isinstance(said, str) else None
        if fold(row.name) in _TOTALS:
            read.problems.append(_total(record))
        elif not row.has_figures and (item is None or is_bare((row.name,))):
            read.problems.append(_group(record))
        elif isinstance(said, Problem):
            cell = clean(record.cells[table.names_at]) or said.found
            read.problems.append(replace(said, found=cell))
        else:
            read.names[record.line] = row.name
            read.items.update({record.line: item} if item else {})
            _add(record, said, item, table, catalogue, read)
    return read


def _without_others(
    read: _Rows, table: Listed, titles: list[tuple[int, str]], catalogue: Catalogue
) -> _Rows:
    """The rows without those that a line above makes plans, or what is compared with."""
    if "don_vi_tinh" not in table.own:
        refuse_percent_above(read.items.values(), titles)
    title_figures.refuse_others(titles, table.period, read.names, read.items, catalogue)
    wrong = title_figures.columns_otherwise(
        titles, read.names, read.items, 0, catalogue, table.period, part="dòng"
    )
    told = [replace(problem, line=line, column="chi_tieu") for line, problem in wrong.items()]
    claims = [claim for claim in read.claims if claim.line not in wrong]
    totals = [claim for claim in read.totals if claim.line not in wrong]
    told += parts_to_check(titles, claims)
    return replace(read, claims=claims, totals=totals, problems=[*read.problems, *told])


def _named(record: Record, table: Listed) -> Named:
    cells = [clean(cell) for cell in record.cells]
    words = [cell for cell in cells if cell]
    if len(words) == 1:
        return named("", words[0], False)
    number = "" if table.numbers_at is None else cells[table.numbers_at]
    return named(number, cells[table.names_at], any(cells[i] for i in table.figures_at))


def _total(record: Record) -> Problem:
    text = " | ".join(clean(cell) for cell in record.cells if cell.strip())
    reason = "dòng cộng các chỉ tiêu khác nhau: không phải số liệu của chỉ tiêu nào, không nạp"
    return Problem("note", "total_row", record.line, "", text, reason)


def _group(record: Record) -> Problem:
    text = " | ".join(clean(cell) for cell in record.cells if cell.strip())
    reason = (
        "dòng không có số: coi là tên nhóm hoặc ghi chú, không nạp; nếu là một chỉ tiêu thì ghi"
        " đúng tên chỉ tiêu và các số"
    )
    return Problem("note", "not_data", record.line, "", text, reason)


def _add(
    record: Record, subject: str, item: Item | None, table: Listed, catalogue, read: _Rows
) -> None:
    """Add what a row of one indicator claims, column by column."""
    own = {name: _cell(record, i, name) for name, i in table.own.items()}
    name = clean(record.cells[table.names_at])
    places = {i: column for column, i in table.own.items() if column not in FREE}
    if faults := faults_of(record, places | {table.names_at: "chi_tieu"}):
        read.problems.extend(faults)
        return
    read.problems.extend(faults_of(record, {c.at: c.heading for c in table.columns}))
    if any(clean(record.cells[i]) for i in table.refused):
        read.refused.add(record.line)
    _, behind = without_units((name,))
    for column in table.columns:
        if column.at in record.faults:
            continue
        period = table.period_of(column, own.get("ky", ""))
        way, question = _counted(name, item, column, table, period, catalogue)
        claim = Claim(
            record.line,
            column.heading,
            column.unit or own.get("don_vi", "") or table.unit,
            own.get("ma_don_vi", ""),
            period_counted(period, way, record.line),
            subject,
            clean(record.cells[column.at]),
            reported_on=own.get("ngay_bao_cao", ""),
            document=own.get("nguon", "") or table.document,
            remark=own.get("ghi_chu", ""),
            unit_of_count=_counted_in((own.get("don_vi_tinh", ""), *behind, column.counted), item),
            units_above=table.units,
            open_question=question,
            named=name,
        )
        if column.is_total:
            read.totals.append(replace(claim, unit=column.heading))
        else:
            read.claims.append(claim)


def _counted_in(units: tuple[str, ...], item: Item | None) -> str:
    """What a figure is said to be counted in, by its row or its column; of two, one that is wrong.

    "Số hồ sơ (triệu đồng)" in "hồ sơ" contradicts itself.
    """
    said = [unit for unit in units if unit]
    wrong = (unit for unit in said if item is not None and row_fault(item, unit, ()))
    return next(wrong, "".join(said[:1]))


def _counted(
    name: str, item: Item | None, column: ValueColumn, table: Listed, period: str, catalogue
) -> tuple[str, str]:
    """What a figure runs over by its row, its column or the lines above, and why that is open."""
    own = counting.of_heading((name,))[1]
    # "Trong kỳ" in an item's own name says nothing.
    own = own if own == "luy_ke" or catalogue.match(name) is None else ""
    told = counting.of_period(period) if "ky" in table.own else ""
    over = told or ("luy_ke" if counting.is_running(period) else column.way)
    if reason := running_ends.elsewhere(name, running_ends.known([period])):
        return over, f"tên dòng {reason}"
    if len({own, over, column.way} - {""}) > 1:
        return over, counting.contrary_row(name, period, column.heading)
    way = own or column.way or table.way
    if item is not None and counting.is_plan(item) and "ky" not in table.own:
        titles = table.above.split(" | ")
        is_of_year = way == "luy_ke" or counting.names_year(name)
        is_of_year |= title_figures.plans_of_year(titles)
        return ("nam", "") if is_of_year else (way, counting.plan_question(item, name, period))
    is_asked = item is not None and item.code in counting.cumulative(catalogue)
    may_run = counting.is_open(period) if "ky" in table.own else counting.may_run(period)
    return way, counting.question(name) if is_asked and not way and may_run else ""


def _cell(record: Record, at: int, column: str) -> str:
    text = record.cells[at]
    return clean(text or record.spans.get(at, "") if column in TEXTS else text)
