"""Printed totals of a table against its rows; a total is never loaded, and a mismatch only told."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.checking import Checked
from etl.claims import Reading
from etl.evidence import decimal_marks
from etl.numbers import NumberError, parse
from etl.problems import Problem
from etl.understanding import Figure
from indicators import period_spellings
from indicators.catalogue import Catalogue, Measure
from indicators.names import fold
from indicators.numerals import number
from indicators.periods import PeriodError

# "Cộng" and "Tổng số" may be of a group; these words are of everything.
_GRAND = re.compile(r"\W*(?:tong cong|.*\b(?:toan|ca) (?:tinh|thanh pho|dia ban))")


@dataclass(frozen=True)
class _Total:
    """A printed total of a column in a period; `label` is what its row is called, folded."""

    line: int
    column: str
    period: str
    value: Decimal
    label: str


def of_totals(
    reading: Reading, checked: Checked, catalogue: Catalogue, is_whole: bool
) -> list[Problem]:
    """Total rows are data of no unit: each is said not to be loaded, and checked with the sum."""
    printed, notes = [], []
    marks = decimal_marks((*reading.claims, *reading.totals), catalogue)
    rows = set() if reading.is_listed else {(c.line, c.remark) for c in reading.totals}
    for line, remark in sorted(rows):
        reason = "dòng tổng: không nạp như một đơn vị, chỉ đối chiếu với các dòng"
        reason += f". Đơn vị ghi: “{remark}”" if remark else ""
        notes.append(Problem("note", "total_row", line, "", "", reason))
    for claim in reading.totals:
        item = catalogue.counted(catalogue.match(claim.subject))
        if not isinstance(item, Measure):
            continue
        try:
            value = parse(
                claim.value, item.value_kind, marks.get((claim.column, item.value_kind), "")
            )
            period = period_spellings.parse(claim.period).code
        except (NumberError, PeriodError) as fault:
            reason = f"dòng tổng không đối chiếu được: {fault}"
            notes.append(
                Problem("note", "total_unread", claim.line, claim.column, claim.value, reason)
            )
            continue
        if value is not None:
            printed.append(_Total(claim.line, claim.column, period, value, fold(claim.unit)))
    if printed:
        lines = set(reading.lines)
        own = [f for f in checked.figures if f.sheet == reading.sheet and f.line in lines]
        check = _check_across if reading.is_listed else _check
        notes += check(printed, tuple(own), is_whole)
    return [replace(note, sheet=reading.sheet) for note in notes]


def _grand(totals: list[_Total]) -> set[_Total]:
    """The totals of all rows: those that say so, else the last of a column and period.

    "Tổng cộng" under each group is the grand total only where it stands last.
    """
    places: dict[tuple[str, str], list[_Total]] = defaultdict(list)
    for total in totals:
        places[total.column, total.period].append(total)
    grand = set()
    for printed in places.values():
        printed = sorted(printed, key=lambda total: total.line)
        said = {total.label: total for total in printed if _GRAND.match(total.label)}
        grand |= set(said.values()) or {printed[-1]}
    return grand


def _check(totals: list[_Total], figures: tuple[Figure, ...], is_whole: bool) -> list[Problem]:
    """Printed totals against the rows; a mismatch is a note.

    A total may be of all rows, or of the group of rows since the total before it; one that is the
    grand total is of all of them. `is_whole` is
    False when some value was refused, so that the sum of the rows is known to lack something.
    """
    rows: dict[tuple[str, str], list[tuple[int, Decimal]]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure.subject, Measure) and figure.subject.value_kind in ("count", "money"):
            rows[(figure.column, figure.period.code)].append((figure.line, figure.value))
    lines = sorted({total.line for total in totals})
    grand = _grand(totals)
    notes = []
    for total in totals:
        line, column, period, printed = total.line, total.column, total.period, total.value
        before = max((other for other in lines if other < line), default=0)
        values = rows.get((column, period), [])
        whole = sum((value for _, value in values), Decimal(0))
        group = sum((value for at, value in values if before < at < line), Decimal(0))
        if not values or printed == whole or (printed == group and total not in grand):
            continue
        notes.append(_differs(total, whole, is_whole, "dòng tổng", "các dòng"))
    return notes


def _check_across(
    totals: list[_Total], figures: tuple[Figure, ...], is_whole: bool
) -> list[Problem]:
    """Printed sums over the columns of each row of a listed table; a mismatch is a note."""
    rows: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure.subject, Measure) and figure.subject.value_kind in ("count", "money"):
            rows[figure.line, figure.period.code].append(figure.value)
    notes = []
    for total in totals:
        values = rows.get((total.line, total.period), [])
        if values and sum(values) != total.value:
            notes.append(_differs(total, sum(values), is_whole, "cột tổng", "các cột"))
    return notes


def _differs(total: _Total, whole: Decimal, is_whole: bool, name: str, parts: str) -> Problem:
    missing = "" if is_whole else " (chưa kể các ô bị từ chối)"
    printed = number(total.value)
    reason = (
        f"{name} in {printed}, cộng {parts} là {number(whole)}{missing},"
        f" lệch {number(abs(total.value - whole))}; {name} không được nạp, hỏi lại đơn vị"
    )
    return Problem("note", "total_differs", total.line, total.column, printed, reason)
