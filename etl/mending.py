"""The refused rows of a file as a file to mend in Excel and send again."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter

from etl import counting
from etl.claims import DEMO_MARK
from etl.examining import Outcome
from etl.heading_units import units_above
from etl.headings import is_unit, label
from etl.lines_within import said_alone
from etl.on_time import BOTH_IN_FULL, SETTLED
from etl.other_figures import is_about_others
from etl.plain_cells import PlainCell
from etl.problems import Problem, plain
from etl.reading import read_sheets
from etl.records import Record, Sheet
from etl.rows import said_in
from etl.tables import Outline, outline, tables
from etl.title_figures import is_of_part
from indicators import period_mentions
from indicators.names import clean, fold

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
_DEMO = "Số liệu minh họa"
_PLAIN = re.compile(r"[+-][\s\d.,]*\d[\d.,]*\s*%?|[+-][^\W\d_ \t]*(?:[\s.,-]+[^\W\d_]+)*\.?")


def to_mend(content: bytes, outcome: Outcome) -> bytes:
    """The refused records of a file under its own lines above, each with its reasons.

    CSV for a delimited file, XLSX with the same sheets for a workbook. The rest was loaded. Loads
    again as it is once mended: the last column is passed over, and what rows that are not sent
    again had made clear (a unit, a number, a demonstration) stands in the cells. Empty when nothing
    was refused or the file could not be read as a table.
    """
    reasons = _reasons(outcome)
    if not reasons:
        return b""
    sheets = read_sheets(content)
    found = [(sheet.name, list(_rows(sheet, reasons, outcome))) for sheet in sheets]
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
    sheet: Sheet, reasons: dict[tuple[str, int], str], outcome: Outcome
) -> Iterator[list[str]]:
    """The refused rows of each table of a sheet, under the lines above it and its heading."""
    told: dict[int, _Told] = {
        line: _Told(reason, [], outcome.plain_cells.get((name, line), ()))
        for (name, line), reason in reasons.items()
        if name == sheet.name
    }
    for problem in outcome.problems:
        is_doubt = problem.severity == "reject" and problem.code in _ON_OTHERS
        if is_doubt and problem.sheet == sheet.name and problem.line in told:
            told[problem.line].doubts.append(problem)
    both = {p.found for p in outcome.problems if (p.sheet, p.code) == (sheet.name, SETTLED)}
    for table in tables(sheet):
        parts = outline(table)
        if any(record.line in told for record in parts.body):
            for row in _of_table(parts, told, outcome.is_demo):
                yield [BOTH_IN_FULL if cell and clean(cell) in both else cell for cell in row]


@dataclass(frozen=True)
class _Told:
    """What is known of a refused row: why, what other rows made doubtful, and what clear."""

    reason: str
    doubts: list[Problem]
    plain: tuple[PlainCell, ...]


def _of_table(parts: Outline, told: dict[int, _Told], is_demo: bool) -> list[list[str]]:
    """The lines above a table, its heading and its refused rows, with a column of reasons.

    A row with too few or too many cells keeps them, so that it is refused until it is mended.
    """
    names = _names(parts)
    unit_at = next((i for i, own in enumerate(names) if "don_vi" in own), 0)
    # On the top row of headings it is no part of the group to its left.
    top = [[*_filled(r, len(names)), REASONS if i == 0 else ""] for i, r in enumerate(parts.header)]
    titles = [[*_filled(record, len(names)), ""] for record in parts.titles]
    untold = _Told("", [], ())
    # Lines within or below the table that tell of the rows tell it here as there.
    body = [
        [
            *_cells(record, told.get(record.line, untold), names),
            told.get(record.line, untold).reason,
        ]
        for record in parts.body
        if record.line in told or _tells_of_rows(record)
    ]
    for row in body:
        # Right below the headings a line of words over another column would be one of them.
        if not row[-1] and [i for i, cell in enumerate(row) if cell] == [0] and unit_at < len(row):
            row[0], row[unit_at] = row[unit_at], row[0]
    return _as_demo(titles, top, body, names) if is_demo else [*titles, *top, *body]


def _names(parts: Outline) -> list[set[str]]:
    """What each column of a table may be called: by us, and by its headings."""
    names: list[set[str]] = [set() for _ in range(max(len(r.cells) for r in parts.header))]
    for record in parts.header:
        for own, cell in zip(names, record.cells, strict=False):
            heads = label(cell) or ("don_vi" if is_unit(cell) else "")
            own |= {clean(cell), heads} - {""}
    return names


def _as_demo(
    titles: list[list[str]], top: list[list[str]], body: list[list[str]], names: list[set[str]]
) -> list[list[str]]:
    """A table of a file of demonstration figures, which says so without the rows left out."""
    at = next((i for i, own in enumerate(names) if "nguon" in own), None)
    if at is None and {"chi_tieu", "gia_tri"} <= set.union(*names):
        at = len(names)
        titles, top, body = ([[*r[:-1], "", r[-1]] for r in rows] for rows in (titles, top, body))
        top[0][at] = "nguon"
    if at is None:
        is_said = any(fold(cell).startswith(DEMO_MARK) for row in titles for cell in row)
        said = [] if is_said else [[_DEMO, *[""] * len(names)]]
        return [*said, *titles, *top, *body]
    for row in body:
        # Lines of words and rows with cells too few stay as they are.
        if row[-1] and len(row) > at + 1 and not fold(row[at]).startswith(DEMO_MARK):
            row[at] = "; ".join(filter(None, (_DEMO, row[at])))
    return [*titles, *top, *body]


def _tells_of_rows(record: Record) -> bool:
    """True for a line that says what period, counting or unit the rows are of, or other figures."""
    text = said_alone(record)
    is_told = bool(period_mentions.mentions(text)) or is_about_others(text)
    is_told = is_told or counting.says_running(text) or counting.says_in_period(text)
    is_told = is_told or is_of_part(text, set())
    return bool(units_above(said_in(record))) or (bool(text) and is_told)


def _filled(record: Record, width: int) -> list[str]:
    return [*record.cells, *[""] * (width - len(record.cells))]


def _cells(record: Record, told: _Told, names: list[set[str]]) -> list[str]:
    """The cells of a row; what was refused for not being meant as it stands is marked, for as text
    it might pass, and so is what other rows made doubtful, for alone it might.

    What they made clear is written plainly. A merged cell speaks for each of its rows, which may
    stand alone here. A figure cumulative or not is asked about in the columns of the period.
    """
    spoken = [cell or record.spans.get(i, "") for i, cell in enumerate(record.cells)]
    marked = {i for i, fault in record.faults.items() if fault.reason in told.reason}
    periods = {i for i, own in enumerate(names) if "ky" in own}
    for problem in told.doubts:
        held = {i for i, cell in enumerate(spoken) if cell and _is_found(cell, problem.found)}
        is_of_period = problem.code == "counting_unknown" and periods
        marked |= periods if is_of_period else held
    plain = {at: cell.plain for cell in told.plain for at in _place(cell, spoken, names)}
    return [
        f"{_DOUBT}{cell}" if i in marked else plain.get(i, cell) for i, cell in enumerate(spoken)
    ]


def _place(cell: PlainCell, spoken: list[str], names: list[set[str]]) -> list[int]:
    """The one place of a row where a cell that other rows made clear stands; none in doubt."""
    held = [i for i, text in enumerate(spoken) if clean(plain(text)) == clean(cell.found)]
    last = cell.column.rpartition(" - ")[2]
    own = [i for i in held if i < len(names) and names[i] & {cell.column, last}]
    found = own or (held if cell.found else [])
    return found if len(found) == 1 else []


def _is_found(cell: str, found: str) -> bool:
    return clean(plain(cell)) == clean(found)


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula is led by an apostrophe; else unchanged."""
    is_formula = _FORMULA.fullmatch(cell) and not _PLAIN.fullmatch(cell.strip())
    return f"'{cell}" if is_formula else cell
