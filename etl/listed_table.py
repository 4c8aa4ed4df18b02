"""How a listed table is to be read: its columns, and what the lines above say of all rows."""

from dataclasses import dataclass

from etl import counting, headings, running_ends
from etl.claims import DEMO_MARK
from etl.heading_units import is_unit_of_count, units_above
from etl.headings import Header
from etl.listed_columns import ValueColumn, own_columns, value_columns
from etl.listed_units import reporter, unit_column
from etl.problems import FileRefused, Problem
from etl.recognising import period_counted, said_counting
from etl.records import Record
from etl.rows import said_in, states_figure
from etl.title_days import check_days
from etl.title_periods import title_period
from indicators import period_mentions, period_spellings, periods
from indicators.catalogue import Catalogue
from indicators.names import clean, fold
from indicators.numerals import period_name
from indicators.periods import Period


@dataclass(frozen=True)
class Listed:
    """How the rows of a listed table are read.

    `own` are the columns beside the figures by our names, `refused` the places of columns that are
    no figures of ours. `period` and `unit` are "" where columns tell them. `above` are the lines
    above (| between them), `units` the units of count said for all rows.
    """

    names_at: int
    numbers_at: int | None
    own: dict[str, int]
    columns: tuple[ValueColumn, ...]
    refused: tuple[int, ...]
    period: str
    way: str
    unit: str
    above: str
    units: tuple[str, ...]
    document: str

    def period_of(self, column: ValueColumn, cell: str) -> str:
        """The period of a figure as the file writes it: in its row, over it, or above all."""
        return cell or column.period or self.period

    @property
    def figures_at(self) -> tuple[int, ...]:
        """The columns that may hold figures, known ones or not."""
        return (*(column.at for column in self.columns), *self.refused)


def listed_names_at(records: tuple[Record, ...], at: int) -> int | None:
    """The column of indicators where record `at` heads a listed table; None where it does not.

    Our long form is none; one whose unit and period stand above it is.
    """
    record = records[at]
    names_at = headings.listed_at(record)
    columns = {headings.label(cell) for cell in record.cells}
    if names_at is None or columns & {"tu_so", "mau_so"}:
        return None
    if "gia_tri" in columns:
        return names_at if at and not columns & {"don_vi", "ma_don_vi", "ky"} else None
    header = headings.header_at(records, at, names_at)
    of_units = "don_vi" in unit_column(header, names_at, records[header.last + 1 :])
    # Beside units "Nội dung" splits their figures; only "Chỉ tiêu" names them.
    is_named = headings.label(record.cells[names_at]) == "chi_tieu"
    return names_at if is_named or not of_units else None


def read_table(
    above: tuple[Record, ...], header: Header, names_at: int, body, line: int
) -> tuple[Listed, list[Problem]]:
    """The table as its headings and the lines above it say; FileRefused when they leave it open."""
    texts = _texts(above)
    titles = list(zip((r.line for r in above), texts, strict=True))
    own = own_columns(header, names_at) | unit_column(header, names_at, body)
    _refuse_split_names(header, names_at, body, line)
    columns, refused = value_columns(header, {names_at, *own.values()}, titles, line)
    figures = [column for column in columns if not column.is_total]
    _refuse_twice_told(own, figures, line)
    if not figures:
        raise _without_figures(list(refused.values()), line)
    period, dated = "", []
    if "ky" not in own and not all(column.period for column in figures):
        period, dated = title_period(titles, above[0].line if above else line)
    elif "ky" not in own:
        dated = _doubts(titles, figures)
    is_open = "don_vi" not in own and "ma_don_vi" not in own
    unit = reporter(above, line) if is_open and not all(c.unit for c in figures) else ""
    way = "" if all(column.way for column in figures) else said_counting(texts, line)
    for column in figures:
        own_period = column.period or period
        if column.way == "trong_ky" and counting.is_running(own_period):
            refused[column.at] = counting.contrary(line, column.heading)
        elif own_period:
            known = running_ends.known([own_period])
            names = {column.at: column.heading}
            refused |= running_ends.columns_elsewhere(names, known, line)
    numbers_at = next((i for i, p in enumerate(header.paths) if _numbers(p)), None)
    said = (*texts, *filter(None, map(said_in, body)))
    table = Listed(
        names_at, numbers_at, own, tuple(c for c in columns if c.at not in refused),
        tuple(refused), period, way, unit, " | ".join(texts), units_above(" | ".join(said)),
        next((text for text in texts if fold(text).startswith(DEMO_MARK)), ""),
    )  # fmt: skip
    return table, [*dated, *refused.values()]


def _doubts(titles: list[tuple[int, str]], figures: list[ValueColumn]) -> list[Problem]:
    """A note on each line above whose period is of no column, where every column names its own."""
    own = [period_spellings.parse(column.period) for column in figures]
    notes = []
    for line, text in titles:
        for period in period_mentions.find_all(text):
            is_stage = period.kind == "giai_doan" or any(p.kind == "giai_doan" for p in own)
            within = [_is_within(one, period) for one in own if not is_stage]
            holds = any(within) if period.kind == "nam" else all(within)
            if is_stage or period in own or holds:
                continue
            reason = (
                f"dòng này ghi {period_name(period)}, không phải kỳ của cột nào; số liệu được nạp"
                " theo kỳ ở tiêu đề cột, nếu cột ghi sai kỳ thì sửa rồi nạp lại"
            )
            notes.append(Problem("note", "period_doubted", line, "", text, reason))
    return notes


def _is_within(one: Period, other: Period) -> bool:
    first, last = periods.opens_after(other), periods.closes_at(other)
    return first <= periods.opens_after(one) and periods.closes_at(one) <= last


def _refuse_split_names(header: Header, names_at: int, body: tuple[Record, ...], line: int) -> None:
    """Refuse names of indicators in two columns: under two headings, or under none."""
    for i, path in enumerate(header.paths):
        if i == names_at:
            continue
        stated = [r for r in body if any(map(states_figure, r.cells[names_at + 1 :]))]
        cells = [r.cells[i].strip() for r in stated if i < len(r.cells)]
        text = " - ".join(path)
        is_named = headings.names_indicators(text) or headings.label(text) == "chi_tieu"
        words = [cell for cell in cells if cell[:1].isalpha() and not is_unit_of_count(cell)]
        is_bare = not path and i == names_at + 1 and bool(words)
        if is_named or is_bare:
            raise FileRefused(
                "duplicate-label",
                f"tên chỉ tiêu nằm ở hai cột, cột thứ {names_at + 1} và cột thứ {i + 1}; ghi cả tên"
                " trong một cột “Chỉ tiêu”, phần của chỉ tiêu nào thì thêm dấu “-” trước tên",
                line=line,
                found=text or words[0],
            )


def _refuse_twice_told(own: dict[str, int], figures: list[ValueColumn], line: int) -> None:
    """Refuse a table whose rows and headings both say a period, or both say a unit."""
    for column in figures:
        is_unit = bool(column.unit and {"don_vi", "ma_don_vi"} & set(own))
        if is_unit or (column.period and "ky" in own):
            what = "đơn vị" if is_unit else "kỳ"
            raise FileRefused(
                "duplicate-label",
                f"cột “{column.heading}” ghi {what} ở tiêu đề mà bảng còn có cột {what}; để lại một"
                " nơi ghi",
                line=line,
                found=column.heading,
            )


def _numbers(path: tuple[str, ...]) -> bool:
    return headings.plain_label(" - ".join(path)) in ("tt", "stt", "so tt")


def _without_figures(problems: list[Problem], line: int) -> FileRefused:
    lacks = "bảng không có cột số liệu nào; thêm cột “Kết quả” ghi số của từng chỉ tiêu"
    return FileRefused(
        "column_unknown",
        problems[0].reason if problems else lacks,
        line=line,
        found=" | ".join(problem.column for problem in problems),
    )


def days_told(
    table: Listed, above: tuple[Record, ...], catalogue: Catalogue, line: int
) -> list[Problem]:
    """What is to be told of the days above the table; FileRefused when they are of another time."""
    texts = _texts(above)
    running_ends.refuse_elsewhere(texts, running_ends.known([table.period]), line)
    note = check_days(texts, period_counted(table.period, table.way, line), catalogue, line)
    return [note] if note else []


def way_of_all(table: Listed) -> str:
    """What all figures run over; "" when the columns differ."""
    ways = {"luy_ke" if counting.is_running(c.period) else c.way for c in table.columns}
    of_all = "luy_ke" if counting.is_running(table.period) else table.way
    ways = {way or of_all for way in ways}
    return ways.pop() if len(ways) == 1 else ""


def _texts(above: tuple[Record, ...]) -> list[str]:
    return [" ".join(clean(c) for c in record.cells if c.strip()) for record in above]
