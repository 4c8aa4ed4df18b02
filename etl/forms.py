"""From text cells to claims: which cell says which figure of which unit and period."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl import headings
from etl.cards import Card
from etl.headings import Binding
from etl.problems import FileRefused, Problem
from etl.recognising import check_days, period_counted, recognise, said_counting
from etl.records import Record, Sheet
from etl.rows import FREE, TEXTS, faults_of, lost
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.names import clean, fold

_TOTAL = re.compile(
    r"(tong so|tong cong|tong|cong|toan (tinh|huyen|thanh pho|thi xa|xa|phuong|dia ban))"
    r"( toan (tinh|huyen|thanh pho|thi xa|xa|phuong|dia ban))?"
)
# What a demonstration says of itself, folded, at the beginning of a line or of a source.
DEMO_MARK = "so lieu minh hoa"
_HEADER_DEPTH = 15
# The same names and codes stand in thousands of rows.
_clean = lru_cache(maxsize=20_000)(clean)


@dataclass(frozen=True)
class Claim:
    """One figure as a file states it, all text; empty where the file says nothing.

    `value` is the figure or stated percentage, `numerator` and `denominator` the counts of a
    stated rate. `column` names the cell for messages, `remark` is what the office notes on it.
    """

    line: int
    column: str
    unit: str
    unit_code: str
    period: str
    subject: str
    value: str
    numerator: str = ""
    denominator: str = ""
    reported_on: str = ""
    document: str = ""
    sheet: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Reading:
    """What a form says: its claims, the lines of its records, printed totals, and remarks.

    `sheet` names the sheet of a workbook. `refused_lines` are the records with figures in a
    column that was refused as a whole.
    """

    form: str
    claims: tuple[Claim, ...]
    lines: tuple[int, ...]
    totals: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    refused_lines: frozenset[int] = frozenset()
    sheet: str = ""


def read_form(sheet: Sheet, catalogue: Catalogue, cards: tuple[Card, ...] = ()) -> Reading:
    """The claims of a sheet in our long form or in wide form; FileRefused when it is neither.

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
        if "chi_tieu" in columns and "gia_tri" in columns:
            return _long(sheet.records, at, columns)
        unit_at = next((i for i, c in enumerate(record.cells) if headings.is_unit(c, others)), None)
        if unit_at is not None and sum(bool(cell.strip()) for cell in record.cells) > 1:
            return _wide(sheet, at, unit_at, catalogue, cards)
    raise FileRefused(
        "form_unknown",
        "không tìm thấy dòng tiêu đề; dạng dài cần các cột don_vi, ky, chi_tieu, gia_tri;"
        " dạng bảng cần cột “Đơn vị” và mỗi chỉ tiêu một cột",
        line=sheet.records[0].line,
        found=" | ".join(sheet.records[0].cells),
    )


def _long(records: tuple[Record, ...], at: int, columns: list[str | None]) -> Reading:
    header, body = records[at], records[at + 1 :]
    _check_long_header(header, columns)
    problems = _unused(header, columns, body)
    claims = []
    for record in body:
        if len(record.cells) != len(columns):
            problems.append(_ragged(record, len(columns)))
            continue
        cells = {
            column: _clean(cell or record.spans.get(i, "") if column in TEXTS else cell)
            for i, (column, cell) in enumerate(zip(columns, record.cells, strict=True))
            if column
        }
        used = {i: column for i, column in enumerate(columns) if column not in FREE}
        if faults := faults_of(record, used):
            problems += faults
            continue
        claims.append(
            Claim(
                record.line,
                "gia_tri",
                cells.get("don_vi", ""),
                cells.get("ma_don_vi", ""),
                cells.get("ky", ""),
                cells.get("chi_tieu", ""),
                cells.get("gia_tri", ""),
                cells.get("tu_so", ""),
                cells.get("mau_so", ""),
                cells.get("ngay_bao_cao", ""),
                cells.get("nguon", ""),
                remark=cells.get("ghi_chu", ""),
            )
        )
    lines = tuple(record.line for record in body)
    return Reading("dai", tuple(claims), lines, (), tuple(problems))


def _check_long_header(header: Record, columns: list[str | None]) -> None:
    named = [column for column in columns if column]
    found = " | ".join(header.cells)
    if repeated := sorted({name for name in named if named.count(name) > 1}):
        raise FileRefused(
            "duplicate-label",
            f"có hai cột cùng nghĩa: {', '.join(repeated)}; giữ một cột",
            line=header.line,
            found=found,
        )
    missing = [] if "ky" in columns else ["ky"]
    if "don_vi" not in columns and "ma_don_vi" not in columns:
        missing.append("don_vi hoặc ma_don_vi")
    if missing:
        raise FileRefused(
            "missing-label",
            f"thiếu cột {', '.join(missing)}; thêm cột đó vào dòng tiêu đề",
            line=header.line,
            found=found,
        )


def _unused(header: Record, columns: list[str | None], body) -> list[Problem]:
    """A note for each column that is not ours but holds something."""
    notes = []
    for i, (name, column) in enumerate(zip(header.cells, columns, strict=True)):
        held = next((r.cells[i] for r in body if i < len(r.cells) and r.cells[i].strip()), "")
        if column is None and (clean(name) or held):
            place = clean(name) or f"cột thứ {i + 1}"
            reason = "cột không dùng, bỏ qua; nếu là số liệu thì ghi tiêu đề như trong hướng dẫn"
            notes.append(
                Problem("note", "extra-label", header.line, place, clean(name) or held, reason)
            )
    return notes


def _ragged(record: Record, width: int) -> Problem:
    return Problem(
        "reject",
        "extra-cell" if len(record.cells) > width else "missing-cell",
        record.line,
        "",
        " | ".join(record.cells),
        f"dòng có {len(record.cells)} ô, tiêu đề có {width} cột; thường do dấu phẩy trong số:"
        " đặt số trong ngoặc kép, hoặc dùng dấu chấm phẩy ngăn cột",
    )


def _wide(sheet: Sheet, at: int, unit_at: int, catalogue: Catalogue, cards) -> Reading:
    records = sheet.records
    header = headings.header_at(records, at, unit_at)
    width, body = len(header.paths), records[header.last + 1 :]
    line = records[at].line
    titles = [" ".join(clean(c) for c in r.cells if c.strip()) for r in records[: header.first]]
    table = _table(header, unit_at, titles, line, catalogue, cards)
    binding = table.binding
    demo = next((title for title in titles if fold(title).startswith(DEMO_MARK)), "")
    table = replace(table, document=demo)
    if "ky" not in binding.own:
        table = replace(table, period=_title_period(titles, records[0].line))
    problems = list(binding.problems) + _unnamed(header.paths, body, line)
    if table.period:
        counted = period_counted(table.period, said_counting(titles, line), line)
        note = check_days(titles, counted, catalogue, line)
        problems += [note] if note else []
    claims, totals, refused = [], [], set()
    for record in body:
        cells = [clean(cell) for cell in record.cells]
        if sum(bool(cell) for cell in cells) == 1:
            is_last = sheet.is_cut and record is records[-1]
            problems.append(lost(record, width, is_last) or _words(record))
            continue
        if len(cells) != width:
            problems.append(_ragged(record, width))
            continue
        for i in (unit_at, *binding.own.values()):
            cells[i] = cells[i] or clean(record.spans.get(i, ""))
        places = {i: name for name, i in binding.own.items() if name not in FREE}
        if faults := faults_of(record, {unit_at: "don_vi", **places}):
            problems += faults
            continue
        problems += faults_of(record, binding.headings_of_items)
        is_total = bool(_TOTAL.fullmatch(fold(cells[unit_at]).strip(" :.")))
        row = _row(record, cells, unit_at, table)
        (totals if is_total else claims).extend(row)
        if not is_total and any(cells[i] for i in binding.unknown):
            refused.add(record.line)
    lines = tuple(record.line for record in body)
    return Reading(
        table.form, tuple(claims), lines, tuple(totals), tuple(problems), frozenset(refused)
    )


@dataclass(frozen=True)
class _Table:
    """How the rows of a wide table are read.

    `period` is "" when a column of the table tells it; `document` is the line above the table that
    marks a demonstration.
    """

    form: str
    binding: Binding
    counting: dict[int, str]
    period: str = ""
    document: str = ""


def _table(header, unit_at: int, titles: list[str], line: int, catalogue, cards) -> _Table:
    """The table as its card says, else as the catalogue's names say.

    What the file itself says of its figures goes before what the form's card says of them.
    """
    said = said_counting(titles, line)
    told = recognise(cards, header, unit_at, titles, line, catalogue)
    if told is None:
        binding = headings.bind(header, unit_at, " ".join(titles), line, catalogue)
        return _Table("bang", binding, dict.fromkeys(binding.items, said))
    whole = said or told.card.counting
    counting = {i: own or whole for i, own in told.counting.items()}
    return _Table(told.card.code, told.binding, counting)


def _row(record: Record, cells: list[str], unit_at: int, table: _Table) -> list[Claim]:
    own = {name: cells[i] for name, i in table.binding.own.items()}
    period = own.get("ky", table.period)
    return [
        Claim(
            record.line,
            table.binding.headings[i],
            cells[unit_at],
            own.get("ma_don_vi", ""),
            period_counted(period, table.counting[i], record.line),
            item.code,
            cells[i],
            reported_on=own.get("ngay_bao_cao", ""),
            document=own.get("nguon", "") or table.document,
            remark=own.get("ghi_chu", ""),
        )
        for i, item in table.binding.items.items()
        if i not in record.faults
    ]


def _words(record: Record) -> Problem:
    text = next(cell for cell in record.cells if cell.strip())
    return Problem(
        "note",
        "not_data",
        record.line,
        "",
        text,
        "dòng chỉ có một ô: coi là tên nhóm hoặc ghi chú, không nạp; nếu là số liệu của một đơn vị"
        " thì ghi đủ tên đơn vị và các số",
    )


def _unnamed(paths, body: tuple[Record, ...], line: int) -> list[Problem]:
    """A refusal for each column without a heading that holds something."""
    problems = []
    for i, path in enumerate(paths):
        held = next((r.cells[i] for r in body if i < len(r.cells) and r.cells[i].strip()), "")
        if held and not path:
            reason = "cột có số liệu nhưng không có tiêu đề, cả cột không được nạp; ghi tiêu đề"
            problems.append(
                Problem("reject", "blank-label", line, f"cột thứ {i + 1}", held, reason)
            )
    return problems


def _title_period(titles: list[str], line: int) -> str:
    """The one period that the lines above a table name; a line "Kỳ báo cáo" goes before others."""
    said: dict[bool, dict[str, periods.Period]] = {True: {}, False: {}}
    for text in titles:
        said["ky bao cao" in fold(text)] |= {p.code: p for p in periods.find_all(text)}
    found = said[True] or said[False]
    # "Năm 2025" over "Quý II/2025" names the year of that quarter, not a second period.
    years = {p.year for p in found.values() if p.kind != "nam"}
    found = {code: p for code, p in found.items() if p.kind != "nam" or p.year not in years}
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise FileRefused(
            "period_missing",
            "không có dòng kỳ báo cáo phía trên bảng; thêm một dòng, ví dụ “Kỳ báo cáo: Quý"
            " II/2025”, hoặc một cột “Kỳ”",
            line=line,
        )
    raise FileRefused(
        "period_ambiguous",
        f"phía trên bảng có nhiều kỳ ({', '.join(found)}); để lại một kỳ hoặc thêm cột “Kỳ”",
        line=line,
    )
