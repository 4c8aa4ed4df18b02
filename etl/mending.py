"""The refused rows of a file as a file to mend in Excel and send again."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

import xlsxwriter

from etl.examining import Outcome
from etl.heading_units import units_above
from etl.headings import label
from etl.problems import Problem, plain
from etl.reading import read_sheets
from etl.records import Record, Sheet
from etl.rows import said_in
from etl.tables import Outline, outline, tables
from indicators import period_mentions
from indicators.names import clean

REASONS = "ly_do_tu_choi"
# What a spreadsheet may take for a formula: text after = or @, a sum or a call after + or -. A
# lone "-", a number and "- Huyện Tuy Phước" are none and stay as they are.
_FORMULA = re.compile(r"[=@\t\r\n].*|[+-].*[^\W_].*", re.S)
# Before the text of a spoilt cell: an error, a date that was a quarter, a result not kept.
_DOUBT = "?? "
# Refused on the evidence of other rows, which are not sent again: alone the cell might pass.
_ON_OTHERS = (
    "counting_unknown", "ambiguous_number", "percent_ambiguous", "unit_ambiguous",
    "indicator_ambiguous",
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PLAIN = re.compile(r"[+-][\s\d.,]*\d[\d.,]*\s*%?|[+-][^\W\d_ \t]*(?:[\s.,-]+[^\W\d_]+)*\.?")


def to_mend(content: bytes, outcome: Outcome) -> bytes:
    """The refused records of a file under its own lines above, each with its reasons.

    CSV for a delimited file, XLSX with the same sheets for a workbook. The rest was loaded. Loads
    again as it is once mended: the last column is passed over. Empty when nothing was refused or
    the file could not be read as a table.
    """
    reasons = _reasons(outcome)
    if not reasons:
        return b""
    sheets = read_sheets(content)
    doubts = [p for p in outcome.problems if p.severity == "reject" and p.code in _ON_OTHERS]
    found = [(sheet.name, list(_rows(sheet, reasons, doubts))) for sheet in sheets]
    if sheets[0].name:
        return _workbook([(name, rows) for name, rows in found if rows])
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for _, rows in found for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _workbook(sheets: list[tuple[str, list[list[str]]]]) -> bytes:
    """Sheets of text cells: nothing in them is a formula, a link or a date."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        text = book.add_format({"num_format": "@"})
        for number, (name, rows) in enumerate(sheets, start=1):
            # A name Excel would not take is told by its number.
            is_usual = len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name)
            sheet = book.add_worksheet(name if is_usual else f"Trang {number}")
            for at, row in enumerate(rows):
                for i, cell in enumerate(row):
                    sheet.write_string(at, i, _CONTROL.sub("", cell), text)
    return content.getvalue()


def _reasons(outcome: Outcome) -> dict[tuple[str, int], str]:
    """Why each refused record was, by place; for a column refused as a whole what it says of that.

    Each reason stands once, however many cells of the row it refuses.
    """
    refused = [p for p in outcome.problems if p.severity == "reject" and p.line]
    own: dict[tuple[str, int], dict[str, None]] = {
        place: {} for place in sorted(outcome.refused_places)
    }
    for problem in refused:
        if (problem.sheet, problem.line) in own:
            own[problem.sheet, problem.line][problem.reason] = None
    above = [p for p in refused if (p.sheet, p.line) not in outcome.places]
    return {
        place: " | ".join(said or dict.fromkeys(_of_columns(above, place[0])))
        for place, said in own.items()
    }


def _of_columns(above: list[Problem], sheet: str) -> Iterator[str]:
    return (f"cột {p.column}: {p.reason}" for p in above if p.sheet == sheet)


def _rows(
    sheet: Sheet, reasons: dict[tuple[str, int], str], doubts: list[Problem]
) -> Iterator[list[str]]:
    """The refused rows of each table of a sheet, under the lines above it and its heading."""
    doubted: dict[int, list[Problem]] = defaultdict(list)
    for problem in doubts:
        if problem.sheet == sheet.name:
            doubted[problem.line].append(problem)
    for table in tables(sheet):
        said = {line: reason for (name, line), reason in reasons.items() if name == sheet.name}
        yield from _of_table(outline(table), said, doubted)


def _of_table(
    parts: Outline, reasons: dict[int, str], doubted: dict[int, list[Problem]]
) -> list[list[str]]:
    """The lines above a table, its heading and its refused rows, with a column of reasons.

    A row with too few or too many cells keeps them, so that it is refused until it is mended.
    """
    if not any(record.line in reasons for record in parts.body):
        return []
    # A line within or below the table that names a period or a unit of count tells of the rows
    # here as there.
    body = [r for r in parts.body if r.line in reasons or _is_period_line(r) or _says_unit(r)]
    periods = {i for r in parts.header for i, c in enumerate(r.cells) if label(c) == "ky"}
    width = max(len(record.cells) for record in parts.header)
    # On the top row of headings it is no part of the group to its left.
    top = [[*_filled(r, width), REASONS if i == 0 else ""] for i, r in enumerate(parts.header)]
    titles = [[*_filled(record, width), ""] for record in parts.titles]
    rows = [
        [
            *_cells(r, reasons.get(r.line, ""), doubted.get(r.line, []), periods),
            reasons.get(r.line, ""),
        ]
        for r in body
    ]
    return [*titles, *top, *rows]


def _says_unit(record: Record) -> bool:
    return bool(units_above(said_in(record)))


def _is_period_line(record: Record) -> bool:
    words = [clean(cell) for cell in record.cells if cell.strip()]
    return len(words) == 1 and bool(period_mentions.find_all(words[0]))


def _filled(record: Record, width: int) -> list[str]:
    return [*record.cells, *[""] * (width - len(record.cells))]


def _cells(record: Record, said: str, doubts: list[Problem], periods: set[int]) -> list[str]:
    """The cells of a row; what was refused for not being meant as it stands is marked, for as text
    it might pass, and so is what other rows made doubtful, for alone it might.

    A merged cell speaks for each of its rows, which may stand alone here. `periods` are the columns
    of the period, which is what a figure cumulative or not is asked about.
    """
    spoken = [cell or record.spans.get(i, "") for i, cell in enumerate(record.cells)]
    marked = {i for i, fault in record.faults.items() if fault.reason in said}
    for problem in doubts:
        held = {i for i, cell in enumerate(spoken) if cell and _is_found(cell, problem.found)}
        is_of_period = problem.code == "counting_unknown" and periods
        marked |= periods if is_of_period else held
    return [f"{_DOUBT}{cell}" if i in marked else cell for i, cell in enumerate(spoken)]


def _is_found(cell: str, found: str) -> bool:
    return clean(plain(cell)) == clean(found)


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula is led by an apostrophe; else unchanged."""
    is_formula = _FORMULA.fullmatch(cell) and not _PLAIN.fullmatch(cell.strip())
    return f"'{cell}" if is_formula else cell
