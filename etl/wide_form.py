"""From a wide table to claims: one unit a row, one figure a column, the period above or beside."""

from dataclasses import dataclass, replace

from etl import counting, headings, running_ends, title_figures
from etl.binding import Binding, bind
from etl.cards import Card
from etl.claims import DEMO_MARK, Claim, Reading, not_of_a_unit, own_names, ragged
from etl.heading_units import refuse_percent_above
from etl.lines_within import refuse_notes, rows_of_period
from etl.problems import FileRefused, Problem, of_column
from etl.qualifiers import refuse_qualified
from etl.recognising import period_counted, recognise, said_counting
from etl.records import Record, Sheet
from etl.rows import (
    FREE,
    faults_of,
    is_signature,
    lost,
    said_in,
    states_figure,
    unheaded,
    with_figures_apart,
)
from etl.title_days import check_days
from etl.title_parts import parts_to_check
from etl.title_periods import title_period
from indicators.catalogue import Catalogue
from indicators.names import clean, fold
from indicators.unit_names import total_of


def read_wide(
    sheet: Sheet, at: int, unit_at: int, catalogue: Catalogue, cards: tuple[Card, ...]
) -> Reading:
    """The claims of a table whose units are headed in record `at`, column `unit_at`."""
    records = sheet.records
    header = headings.header_at(records, at, unit_at)
    width, body = len(header.paths), records[header.last + 1 :]
    line = records[at].line
    _refuse_two_units(header.paths, unit_at, body, line)
    titles = [" ".join(clean(c) for c in r.cells if c.strip()) for r in records[: header.first]]
    table = _table(
        header, unit_at, titles, tuple(filter(None, map(said_in, body))),
        records[header.last].cells, line, catalogue, cards,
    )  # fmt: skip
    binding = table.binding
    demo = next((title for title in titles if fold(title).startswith(DEMO_MARK)), "")
    table = replace(table, document=demo)
    dated: list[Problem] = []
    if "ky" not in binding.own:
        above = [(r.line, t) for r, t in zip(records, titles, strict=False)]
        year = title_figures.year_of_plans(above, binding.items)
        period, dated = (year, []) if year else title_period(above, records[0].line)
        table = replace(table, period=period)
    _refuse_qualified(header, unit_at, binding, body, line)
    refuse_percent_above(binding.items.values(), title_figures.titles_of(records[: header.first]))
    table, others = _without_others(
        table, title_figures.titles_of(records[: header.first]), line, catalogue
    )
    table, ended = _ended(table, titles, body, line)
    table, asked = _asked(table, catalogue, line)
    binding = table.binding
    problems = [*dated, *binding.problems, *others, *ended, *asked]
    problems += unheaded(header.paths, body, line)
    if table.period:
        counted = period_counted(table.period, said_counting(titles, line), line)
        note = check_days(titles, counted, catalogue, line)
        problems += [note] if note else []
    families = title_figures.families_of(binding.items, catalogue)
    refuse_notes(body, _periods(table, body), table.way, list(binding.headings.values()))
    own, told, asides = rows_of_period(body, table.period, table.way, families)
    own = with_figures_apart(own, table.binding.figures)
    last = records[-1] if sheet.is_cut else None
    read = _rows(own, table, unit_at, width, last)
    told += parts_to_check(title_figures.titles_of(records[: header.first]), read.claims)
    lines = tuple(r.line for r in body if r.line not in asides | read.asides)
    places = {"don_vi": unit_at, **binding.own}
    names = {"ky": "Kỳ báo cáo"} | {c: " - ".join(header.paths[i]) for c, i in places.items()}
    return Reading(
        table.form, tuple(read.claims), lines, tuple(read.totals),
        (*problems, *told, *read.problems), frozenset(read.refused), names=own_names(names),
    )  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    """What the rows of a table give: claims, those of total rows, and the lines of two kinds."""

    claims: list[Claim]
    totals: list[Claim]
    problems: list[Problem]
    refused: set[int]
    asides: set[int]


def _rows(
    own: list[Record], table: "_Table", unit_at: int, width: int, cut: Record | None
) -> _Rows:
    """Read the rows of a table; `cut` is the row with which a file cut short ends, if any."""
    read, is_signed = _Rows([], [], [], set(), set()), False
    for record in own:
        is_signed = is_signed or is_signature(record)
        is_aside = is_signed and not any(map(states_figure, record.cells))
        if is_aside or headings.is_code_row(record):
            # Below the first signature nothing is cut short: names of those who sign.
            read.asides.add(record.line)
            said = " | ".join(filter(None, map(clean, record.cells)))
            read.problems.append(not_of_a_unit(record.line, said))
            continue
        cells, told = _cells(record, unit_at, width, table.binding, record is cut)
        read.problems.extend(told)
        if not cells:
            continue
        is_total = total_of(cells[unit_at]) is not None
        (read.totals if is_total else read.claims).extend(_row(record, cells, unit_at, table))
        if not is_total and any(cells[i] for i in table.binding.unknown):
            read.refused.add(record.line)
    return read


def _refuse_two_units(paths, unit_at: int, body: tuple[Record, ...], line: int) -> None:
    """Refuse a table with a second column of names: two tables side by side, or huyện and xã."""
    for i, path in enumerate(paths):
        is_units = i != unit_at and len(path) == 1 and headings.is_unit(path[0])
        cells = [r.cells[i].strip() for r in body if i < len(r.cells)] if is_units else []
        if any(cell[:1].isalpha() and len(cell) > 1 for cell in cells):
            first = " - ".join(paths[unit_at])
            raise FileRefused(
                "duplicate-label",
                f"bảng có hai cột tên đơn vị, “{first}” và “{path[0]}”; hai bảng cạnh nhau thì đặt"
                " bảng sau xuống dưới bảng trước, có dòng tiêu đề riêng; huyện và xã thì ghi chung"
                " một cột, ví dụ “Xã Phước An, huyện Tuy Phước”",
                line=line,
                found=path[0],
            )


def _refuse_qualified(header, unit_at: int, binding: Binding, body, line: int) -> None:
    unknown = {i: header.paths[i][0] for i in binding.unknown if len(header.paths[i]) == 1}
    keys = [unit_at, *(i for name, i in binding.own.items() if name in ("ma_don_vi", "ky"))]
    refuse_qualified(unknown, keys, body, line)


def _cells(
    record: Record, unit_at: int, width: int, binding: Binding, is_last: bool
) -> tuple[list[str], list[Problem]]:
    """The cells of a row of figures and what is told of them; no cells when it is none."""
    cells = [clean(cell) for cell in record.cells]
    # A merged name, or a merged figure, makes a row of one cell a row of figures.
    told = {i for i, cell in enumerate(cells) if cell} | (record.faults.keys() & binding.figures)
    if len(told | (record.spans.keys() & {unit_at})) == 1:
        return [], [lost(record, width, binding.figures, is_last) or _words(record)]
    if len(cells) != width:
        return [], [ragged(record, width)]
    for i in (unit_at, *binding.own.values()):
        cells[i] = cells[i] or clean(record.spans.get(i, ""))
    places = {i: name for name, i in binding.own.items() if name not in FREE}
    of_items = faults_of(record, binding.headings_of_items)
    if faults := faults_of(record, {unit_at: "don_vi", **places}):
        return [], [*faults, *of_items]
    return cells, of_items


@dataclass(frozen=True)
class _Table:
    """How the rows of a wide table are read.

    `period` is "" when a column of the table tells it; `document` is the line above the table that
    marks a demonstration. `asked` are the columns that do not say whether their figures are
    cumulative.
    """

    form: str
    binding: Binding
    counting: dict[int, str]
    period: str = ""
    document: str = ""
    asked: frozenset[int] = frozenset()

    @property
    def way(self) -> str:
        """What all figures run over, those of a whole year left out; "" when they differ."""
        ways = {self.counting[i] for i in self.binding.items} - {"nam"}
        is_running = counting.is_running(self.period) or ways == {"luy_ke"}
        return "luy_ke" if is_running else ways.pop() if len(ways) == 1 else ""


def _table(
    header, unit_at: int, titles: list[str], notes: tuple[str, ...], numbers: tuple[str, ...],
    line: int, catalogue, cards,
) -> _Table:  # fmt: skip
    """The table as its card says, else as the catalogue's names say.

    What the file itself says of its figures goes before what the form's card says of them.
    """
    said = said_counting(titles, line)
    told = recognise(cards, header, unit_at, titles, line, catalogue, notes, numbers)
    if told is None:
        binding = bind(header, unit_at, " | ".join(titles), line, catalogue, notes)
        ways = {i: binding.counting.get(i) or said for i in binding.items}
        # A plan for the year is that whatever the results beside it run over; one told row by row
        # stays with the period of its row.
        of_year = "" if "ky" in binding.own else "nam"
        plans = [i for i, item in binding.items.items() if counting.is_plan(item)]
        is_told = title_figures.plans_of_year(titles)
        of_plans = {
            i: of_year
            for i in plans
            if is_told or ways[i] == "luy_ke" or counting.names_year(binding.headings[i])
        }
        return _Table("bang", binding, ways | of_plans)
    whole = said or told.card.counting
    ways = {i: own or whole for i, own in told.counting.items()}
    return _Table(told.card.code, told.binding, ways)


def _asked(table: _Table, catalogue: Catalogue, line: int) -> tuple[_Table, list[Problem]]:
    """The table without the columns whose figures may be of the period alone, or cumulative.

    So may plans be of the year or of the period alone. Only a column of periods is asked about row
    by row.
    """
    codes = counting.cumulative(catalogue)
    binding = table.binding
    open_ones = [i for i, item in binding.items.items() if item.code in codes]
    open_ones = [i for i in open_ones if not table.counting[i]]
    if "ky" in binding.own:
        return replace(table, asked=frozenset(open_ones)), []
    against = [i for i in binding.items if binding.counting.get(i) == "trong_ky"]
    if not counting.is_running(table.period):
        against = []
    if not counting.may_run(table.period):
        open_ones = []
    plans = {
        i: question
        for i, item in binding.items.items()
        if table.counting[i] != "nam"
        and (question := counting.plan_question(item, binding.headings[i], table.period))
    }
    problems = [counting.unsaid(line, binding.headings[i]) for i in open_ones]
    problems += [
        of_column("counting_unknown", line, binding.headings[i], f"{why}; cả cột không được nạp")
        for i, why in plans.items()
    ]
    problems += [counting.contrary(line, binding.headings[i]) for i in against]
    return _without(table, {*open_ones, *against, *plans}), problems


def _without(table: _Table, refused: set[int]) -> _Table:
    binding = table.binding
    left = {i: item for i, item in binding.items.items() if i not in refused}
    binding = replace(binding, items=left, unknown=(*binding.unknown, *refused))
    return replace(table, binding=binding)


def _without_others(
    table: _Table, titles: list[tuple[int, str]], line: int, catalogue: Catalogue
) -> tuple[_Table, list[Problem]]:
    """The table without the columns that a line above makes plans, or what is compared with."""
    items, names = table.binding.items, table.binding.headings
    title_figures.refuse_others(titles, table.period, names, items, catalogue)
    wrong = title_figures.columns_otherwise(titles, names, items, line, catalogue, table.period)
    return _without(table, set(wrong)), list(wrong.values())


def _ended(table: _Table, titles: list[str], body, line: int) -> tuple[_Table, list[Problem]]:
    """The table without the columns said to run to the end of another period than its own."""
    own = running_ends.known(_periods(table, body))
    running_ends.refuse_elsewhere(titles, own, line)
    wrong = running_ends.columns_elsewhere(table.binding.headings_of_items, own, line)
    return _without(table, set(wrong)), list(wrong.values())


def _periods(table: _Table, body: tuple[Record, ...]) -> list[str]:
    """The periods of a table as written, above it or in its column of periods."""
    at = table.binding.own.get("ky")
    return [table.period] if at is None else [r.cells[at] for r in body if at < len(r.cells)]


def _row(record: Record, cells: list[str], unit_at: int, table: _Table) -> list[Claim]:
    own = {name: cells[i] for name, i in table.binding.own.items()}
    period = own.get("ky", table.period)
    asked = table.asked if counting.is_open(period) else ()
    is_blank = not any(states_figure(cells[i]) for i in table.binding.figures if i < len(cells))
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
            unit_of_count=own.get("don_vi_tinh", ""),
            is_row_blank=is_blank,
            open_question=counting.question(table.binding.headings[i]) if i in asked else "",
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
