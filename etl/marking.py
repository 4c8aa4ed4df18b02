"""A file as it was read, with the cells marked that were refused or remarked on."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from etl.examining import Outcome
from etl.problems import FileRefused, Problem, plain
from etl.reading import read_sheets
from etl.records import Record, Sheet
from etl.tables import Outline, outline, tables
from indicators.names import key

MOST_ROWS = 40
# Of a table with nothing to say, so many rows show how it was read.
_FIRST_ROWS = 3
_LONGEST_CELL = 80


@dataclass(frozen=True)
class MarkedRow:
    """One line as it was read: cells as text, the severity of marked ones by place from 0.

    `said` are the reasons of the line, refusals first; those of no one cell stand there alone.
    """

    line: int
    cells: tuple[str, ...]
    marks: dict[int, str]
    said: tuple[str, ...]


@dataclass(frozen=True)
class MarkedSheet:
    """The headings of a delimited file or a sheet, its first rows and those with something said.

    At most MOST_ROWS rows; `left_out` counts further rows with something said.
    """

    name: str
    rows: tuple[MarkedRow, ...]
    left_out: int


def marked(content: bytes, outcome: Outcome) -> tuple[MarkedSheet, ...]:
    """Each sheet of an examined file as it was read; none of a file that cannot be read at all."""
    try:
        sheets = read_sheets(content)
    except FileRefused:
        return ()
    told: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in sorted(outcome.problems, key=lambda p: p.severity != "reject"):
        told[problem.sheet, problem.line].append(problem)
    return tuple(_marked(sheet, told) for sheet in sheets if sheet.records)


def _marked(sheet: Sheet, told: dict[tuple[str, int], list[Problem]]) -> MarkedSheet:
    rows: dict[int, MarkedRow] = {}
    left_out = 0
    for table in tables(sheet):
        parts = outline(table)
        for is_wanted, record in _by_use(parts):
            said = told.get((sheet.name, record.line), [])
            if len(rows) < MOST_ROWS and (is_wanted or said):
                rows[record.line] = _row(record, parts, said)
            elif said and record.line not in rows:
                left_out += 1
    return MarkedSheet(sheet.name, tuple(row for _, row in sorted(rows.items())), left_out)


def _by_use(parts: Outline) -> Iterator[tuple[bool, Record]]:
    """The records of a table, and whether one is shown with nothing said of it."""
    yield from ((True, record) for record in (*parts.titles, *parts.header))
    yield from ((n < _FIRST_ROWS, record) for n, record in enumerate(parts.body))


def _row(record: Record, parts: Outline, said: list[Problem]) -> MarkedRow:
    # A merged cell speaks for each of its rows.
    cells = [
        plain(cell or record.spans.get(i, ""), _LONGEST_CELL) for i, cell in enumerate(record.cells)
    ]
    marks: dict[int, str] = {}
    for problem in said:
        for at in _places(problem, record, parts.header):
            marks.setdefault(at, problem.severity)
    reasons = dict.fromkeys(problem.reason for problem in said)
    return MarkedRow(record.line, tuple(cells), marks, tuple(reasons))


def _places(problem: Problem, record: Record, header: tuple[Record, ...]) -> list[int]:
    """The cells of a row a problem speaks of: by what was found there, else by its heading."""
    found, heading = problem.found, key(problem.column)
    held = [i for i, cell in enumerate(record.cells) if found and plain(cell) == found]
    headed = {i for row in header for i, cell in enumerate(row.cells) if key(cell) == heading}
    return [i for i in held if i in headed] or held[:1] or sorted(headed)[:1]
