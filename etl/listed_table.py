"""How a listed table is to be read: its columns, and what the lines above say of all rows."""

from dataclasses import dataclass

from etl import counting, headings, running_ends
from etl.claims import DEMO_MARK
from etl.heading_units import units_above
from etl.headings import Header
from etl.listed_columns import ValueColumn, own_columns, value_columns
from etl.listed_units import reporter, unit_column
from etl.problems import FileRefused, Problem
from etl.recognising import period_counted, said_counting
from etl.records import Record
from etl.rows import said_in, states_figure, unnamed
from etl.title_days import check_days
from etl.title_periods import title_period
from indicators.catalogue import Catalogue
from indicators.names import clean, fold


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
    of_units = unit_column(header, names_at, body)
    # "Đơn vị" over "hồ sơ" is no column of units, whatever it is called.
    own = own_columns(header, names_at).items() - {("don_vi", at) for at in of_units.values()}
    own = dict(own) | of_units
    columns, refused = value_columns(header, {names_at, *own.values()}, titles, line)
    # Marks of rows need no heading, nor do words; figures do.
    bare = unnamed(header.paths, body, line)
    refused |= {i: p for i, p in bare.items() if i > names_at and states_figure(p.found)}
    figures = [column for column in columns if not column.is_total]
    if not figures:
        raise _without_figures(list(refused.values()), line)
    period, dated = "", []
    if "ky" not in own and not all(column.period for column in figures):
        period, dated = title_period(titles, above[0].line if above else line)
    is_open = "don_vi" not in own and "ma_don_vi" not in own
    unit = reporter(above, line) if is_open and not all(c.unit for c in figures) else ""
    way = "" if all(column.way for column in figures) else said_counting(texts, line)
    for column in figures:
        if column.way == "trong_ky" and counting.is_running(column.period or period):
            refused[column.at] = counting.contrary(line, column.heading)
    numbers_at = next((i for i, p in enumerate(header.paths) if _numbers(p)), None)
    said = (*texts, *filter(None, map(said_in, body)))
    table = Listed(
        names_at, numbers_at, own, tuple(c for c in columns if c.at not in refused),
        tuple(refused), period, way, unit, " | ".join(texts), units_above(" | ".join(said)),
        next((text for text in texts if fold(text).startswith(DEMO_MARK)), ""),
    )  # fmt: skip
    return table, [*dated, *refused.values()]


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
