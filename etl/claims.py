"""What a form says, cell by cell, before any meaning: claims, printed totals and remarks."""

from dataclasses import dataclass, field

from etl.problems import Problem
from etl.records import Record
from indicators.names import clean
from indicators.numerals import number

# What a demonstration says of itself, folded, at the beginning of a line or of a source.
DEMO_MARK = "so lieu minh hoa"


@dataclass(frozen=True)
class Claim:
    """One figure as a file states it, all text; empty where the file says nothing.

    `named` is what the row itself calls its subject, where that is given by its code. `value` is
    the figure or stated percentage, `numerator` and `denominator` the counts of a
    stated rate. `column` names the cell for messages, `remark` is what the office notes on it.
    `unit_of_count` is what its row says it is counted in, `units_above` what the lines above a
    table say of all of it.
    `is_row_blank` tells that no cell of its row holds a figure, as in rows that name a group of
    units or who signed. `open_question` is why no figure may be taken from the cell until the file
    says more; "" for none.
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
    unit_of_count: str = ""
    units_above: tuple[str, ...] = ()
    is_row_blank: bool = False
    open_question: str = ""
    named: str = ""


@dataclass(frozen=True)
class Reading:
    """What a form says: its claims, the lines of its records, printed totals, and remarks.

    `sheet` names the sheet of a workbook. `refused_lines` are the records with figures in a
    column that was refused as a whole. `names` are the file's own headings of our columns, where
    it does not head them by their codes. `titles` are the lines above the table. `is_listed` tells
    that its totals are sums over the columns of a row and not over rows.
    """

    form: str
    claims: tuple[Claim, ...]
    lines: tuple[int, ...]
    totals: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    refused_lines: frozenset[int] = frozenset()
    sheet: str = ""
    names: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    is_listed: bool = False


def own_names(headings: dict[str, str]) -> dict[str, str]:
    """The headings in words of our columns; those headed by their code have no other name."""
    return {column: text for column, text in headings.items() if clean(text).lower() != column}


def ragged(record: Record, width: int) -> Problem:
    """The refusal of a record that has not as many cells as the heading has columns."""
    return Problem(
        "reject",
        "extra-cell" if len(record.cells) > width else "missing-cell",
        record.line,
        "",
        " | ".join(record.cells),
        f"dòng có {number(len(record.cells))} ô, tiêu đề có {number(width)} cột; thường do dấu phẩy"
        " trong số: đặt số trong ngoặc kép, hoặc dùng dấu chấm phẩy ngăn cột",
    )


def not_of_a_unit(line: int, found: str, sheet: str = "") -> Problem:
    """The note on a row without figures that names no unit: a group of units, or who signed."""
    reason = (
        "dòng này không phải số liệu đơn vị, bỏ qua; nếu là một đơn vị thì ghi đúng tên đơn vị và"
        " các số"
    )
    return Problem("note", "not_data", line, "", found, reason, sheet=sheet)
