"""Printed totals of a table against its rows; a total is never loaded, and a mismatch only told."""

from collections import defaultdict
from decimal import Decimal

from etl.problems import Problem
from etl.understanding import Figure
from indicators.catalogue import Measure
from indicators.numerals import number


def check_totals(
    totals: list[tuple[int, str, str, Decimal]], figures: tuple[Figure, ...], is_whole: bool
) -> list[Problem]:
    """Printed totals (line, column, period, value) against the rows; a mismatch is a note.

    A total may be of all rows, or of the group of rows since the total before it. `is_whole` is
    False when some value was refused, so that the sum of the rows is known to lack something.
    """
    rows: dict[tuple[str, str], list[tuple[int, Decimal]]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure.subject, Measure) and figure.subject.value_kind in ("count", "money"):
            rows[(figure.column, figure.period.code)].append((figure.line, figure.value))
    lines = sorted({line for line, *_ in totals})
    notes = []
    for line, column, period, printed in totals:
        before = max((other for other in lines if other < line), default=0)
        values = rows.get((column, period), [])
        whole = sum((value for _, value in values), Decimal(0))
        group = sum((value for at, value in values if before < at < line), Decimal(0))
        if not values or printed in (whole, group):
            continue
        missing = "" if is_whole else " (chưa kể các ô bị từ chối)"
        reason = (
            f"dòng tổng in {number(printed)}, cộng các dòng là {number(whole)}{missing},"
            f" lệch {number(abs(printed - whole))}; dòng tổng không được nạp, hỏi lại đơn vị"
        )
        notes.append(Problem("note", "total_differs", line, column, number(printed), reason))
    return notes
