"""The refused rows of a delimited file as a file to mend in Excel and send again."""

import csv
import io
import re

from etl.examining import Outcome
from etl.reading import read_sheets
from etl.records import Record
from etl.tables import Outline, outline, tables

REASONS = "ly_do_tu_choi"
# What a spreadsheet may take for a formula: text after = or @, a sum or a call after + or -. A
# lone "-", a number and "- Huyện Tuy Phước" are none and stay as they are.
_FORMULA = re.compile(r"[=@\t\r\n].*|[+-].*[^\W_].*", re.S)
_PLAIN = re.compile(r"[+-][\s\d.,]*\d[\d.,]*\s*%?|[+-][^\W\d_ \t]*(?:[\s.,-]+[^\W\d_]+)*\.?")


def to_mend(content: bytes, outcome: Outcome) -> bytes:
    """The refused records of a delimited file under its own lines above, each with its reasons.

    The rest was loaded. Loads again as it is once mended: the last column is passed over. Empty
    when nothing was refused or the file could not be read as a table.
    """
    reasons = _reasons(outcome)
    if not reasons:
        return b""
    sheets = read_sheets(content)
    if sheets[0].name:
        # A workbook is mended where it is: its refusals name sheet and row.
        return b""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for table in tables(sheets[0]):
        writer.writerows(_rows(outline(table), reasons))
    return buffer.getvalue().encode("utf-8-sig")


def _reasons(outcome: Outcome) -> dict[int, str]:
    """Why each refused record was, by line; for a column refused as a whole what it says of that.

    Each reason stands once, however many cells of the row it refuses.
    """
    refused = [p for p in outcome.problems if p.severity == "reject" and p.line]
    own: dict[int, dict[str, None]] = {line: {} for line in sorted(outcome.refused_lines)}
    for problem in refused:
        if problem.line in own:
            own[problem.line][problem.reason] = None
    above = [f"cột {p.column}: {p.reason}" for p in refused if p.line not in outcome.lines]
    return {line: " | ".join(said or dict.fromkeys(above)) for line, said in own.items()}


def _rows(parts: Outline, reasons: dict[int, str]) -> list[list[str]]:
    """The lines above a table, its heading and its refused rows, with a column of reasons.

    A row with too few or too many cells keeps them, so that it is refused until it is mended.
    """
    body = [record for record in parts.body if record.line in reasons]
    if not body:
        return []
    width = max(len(record.cells) for record in parts.header)
    # On the top row of headings it is no part of the group to its left.
    top = [[*_filled(r, width), REASONS if i == 0 else ""] for i, r in enumerate(parts.header)]
    titles = [[*_filled(record, width), ""] for record in parts.titles]
    return [*titles, *top, *([*_cells(r), _harmless(reasons[r.line])] for r in body)]


def _filled(record: Record, width: int) -> list[str]:
    cells = _cells(record)
    return cells + [""] * (width - len(cells))


def _cells(record: Record) -> list[str]:
    return [_harmless(cell) for cell in record.cells]


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula is led by an apostrophe; else unchanged."""
    is_formula = _FORMULA.fullmatch(cell) and not _PLAIN.fullmatch(cell.strip())
    return f"'{cell}" if is_formula else cell
