"""Faults of meaning between figures: sums, parts, totals, rows given twice, periods that differ."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.pollution.meaning import (
    CLEAR,
    ROWS,
    SUMS,
    TELL,
    TIMES,
    Change,
    Fault,
    inserted,
    of_table,
    put,
    untouched,
)
from tests.pollution.tables import Table

Spoil = Callable[[Table], Iterator[Change]]
# Slips that change a count: one typed wrong, one digit more, two digits swapped, one lost.
_SLIPS: list[tuple[str, Callable[[str], str]]] = [
    ("thêm 1", lambda t: str(int(t) + 1)),
    ("bớt 1", lambda t: str(max(int(t) - 1, 0))),
    ("thừa một chữ số", lambda t: t + "3"),
    ("thiếu chữ số cuối", lambda t: t[:-1] or "0"),
    ("đảo hai chữ số", lambda t: t[:-2] + t[-1] + t[-2] if len(t) > 1 else t),
    ("gấp một nghìn lần", lambda t: t + "000"),
]
_TOTALS = ("Tổng cộng", "Cộng", "TỔNG SỐ", "Tổng", "Toàn tỉnh", "Tổng cộng:", "Cộng toàn tỉnh")


def relations() -> Iterator[Fault]:
    """Faults between the figures of one table; those between periods are `times`."""
    for name, slip in _SLIPS:
        yield Fault(f"một ô: {name}", SUMS, TELL, _cell(slip))
        yield Fault(f"ô dòng tổng: {name}", SUMS, TELL, _total(slip))
    yield Fault("hai cột đảo chỗ ở một dòng", SUMS, TELL, _swapped_in_a_row)
    yield Fault("cả dòng lệch một cột", SUMS, TELL, _shifted)
    yield Fault("phần lớn hơn tổng", SUMS, TELL, _part_over_whole)
    yield Fault("tử số lớn hơn mẫu số", SUMS, TELL, _sides("2320", "1120"))
    yield Fault("mẫu số bằng 0", SUMS, TELL, _sides("1110", "0"))
    yield Fault("thiếu mẫu số", SUMS, TELL, _sides("1110", ""))
    yield Fault("thiếu tử số", SUMS, TELL, _sides("", "1120"))
    yield Fault("tử số, mẫu số đảo chỗ", SUMS, TELL, _sides("1120", "1110"))
    yield Fault("dòng lặp y nguyên", ROWS, TELL, _repeated(lambda t: t))
    yield Fault("dòng lặp, số khác", ROWS, TELL, _repeated(lambda t: t + "1"))
    yield Fault("dòng tổng lặp", ROWS, CLEAR, _total_twice)
    yield Fault("bỏ dòng tổng", ROWS, CLEAR, _without_total)
    yield Fault("bỏ một dòng, dòng tổng giữ nguyên", ROWS, TELL, _row_lost)
    for label in _TOTALS:
        yield Fault(f"dòng tổng ghi “{label}”", ROWS, CLEAR, _labelled(label))
    yield Fault("dòng tổng ở đầu bảng", ROWS, CLEAR, _total_first)


def times() -> Iterator[Fault]:
    """Faults between the periods of the long form, told when files are compared."""
    for row, text in ((1, "1190"), (2, "1300"), (3, "2230")):
        yield Fault("quý I + quý II khác 6 tháng", TIMES, TELL, _of_rows({row: text}, (1, 2, 3)))
    yield Fault("6 tháng nhỏ hơn quý", TIMES, TELL, _of_rows({3: "1100"}, (1, 2, 3)))
    yield Fault("lũy kế giảm", TIMES, TELL, _of_rows({4: "1350"}, (4, 5)))
    yield Fault("lũy kế giảm ở quý sau", TIMES, TELL, _of_rows({5: "560"}, (4, 5)))
    for row, text in ((7, "96"), (8, "59"), (8, "0")):
        yield Fault("đầu kỳ khác cuối kỳ trước", TIMES, TELL, _of_rows({row: text}, (7, 8)))


def _cell(slip: Callable[[str], str]) -> Spoil:
    """A count that a sum of its row or the total of its column contradicts."""

    def spoil(table: Table) -> Iterator[Change]:
        for (row, column), kind in table.figures.items() if table.total or table.total_at else ():
            if kind == "count":
                at = (row, table.total or row)
                yield put(table, {(row, column): slip(table.rows[row][column])}, at)

    return spoil


def _total(slip: Callable[[str], str]) -> Spoil:
    def spoil(table: Table) -> Iterator[Change]:
        for row, column in table.totals:
            yield put(table, {(row, column): slip(table.rows[row][column])})

    return spoil


def _swapped_in_a_row(table: Table) -> Iterator[Change]:
    """Two neighbouring counts of a row in each other's place; equal ones are no fault."""
    columns = [column for column, kind in table.columns.items() if kind == "count"]
    for one, other in pairwise(columns) if table.total else ():
        row = table.body[one % len(table.body)]
        cells = table.rows[row]
        if cells[one] != cells[other]:
            yield put(
                table, {(row, one): cells[other], (row, other): cells[one]}, (row, table.total)
            )


def _shifted(table: Table) -> Iterator[Change]:
    """The counts of a row each one column to the right."""
    columns = [column for column, kind in table.columns.items() if kind == "count"]
    for row in table.body if table.total else ():
        texts = [table.rows[row][column] for column in (columns[-1], *columns[:-1])]
        cells = {(row, column): text for column, text in zip(columns, texts, strict=True)}
        yield put(table, cells, (row, table.total))


# A part and its whole by their columns.
_PARTS = {
    "II.06": ((3, 2), (8, 6), (9, 6), (12, 10)), "01/TCD": ((4, 1), (13, 1)), "01/KQGQ": ((5, 4),),
    "việc làm": ((4, 3),), "bảng huyện": ((2, 3),), "bảng xã": ((2, 3),),
}  # fmt: skip


def _part_over_whole(table: Table) -> Iterator[Change]:
    for part, whole in _PARTS.get(table.name, ()):
        for row in table.body:
            text = str(int(table.rows[row][whole]) + 7)
            if (row, part) in table.figures:
                yield put(table, {(row, part): text})


def _sides(top: str, bottom: str) -> Spoil:
    """Other counts for the stated rate of the long form."""

    def spoil(table: Table) -> Iterator[Change]:
        if table.title is None:
            yield put(table, {(9, 5): top, (9, 6): bottom})

    return spoil


def _repeated(write: Callable[[str], str]) -> Spoil:
    """A row given a second time, behind itself and at the end of the rows."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in table.body:
            again = [*table.rows[row]]
            for column in table.columns:
                again[column] = write(again[column]) if again[column] else ""
            for before in {row + 1, table.body[-1] + 1}:
                change = inserted(table, before, again)
                change.at = (row, before)
                yield change

    return spoil


def _total_twice(table: Table) -> Iterator[Change]:
    if table.total:
        yield inserted(table, table.total, table.rows[table.total])


def _without_total(table: Table) -> Iterator[Change]:
    if table.total:
        yield _without(table, table.total)


def _row_lost(table: Table) -> Iterator[Change]:
    """A row left out: its figures are nowhere, so that the total alone can tell."""
    for row in table.body if table.total else ():
        change = _without(table, row)
        change.at = (table.total - 1,)
        yield change


def _without(table: Table, row: int) -> Change:
    change = untouched(table)
    del change.rows[row], change.origin[row]
    return change


def _labelled(label: str) -> Spoil:
    def spoil(table: Table) -> Iterator[Change]:
        if table.total:
            yield put(table, {(table.total, table.names_at): label})

    return spoil


def _total_first(table: Table) -> Iterator[Change]:
    """The total above the rows it is of, as many offices have it."""
    if table.total:
        change = untouched(table)
        for rows in (change.rows, change.origin):
            rows.insert(table.body.start, rows.pop(table.total))
        yield of_table(change)


def _of_rows(texts: dict[int, str], at: tuple[int, ...]) -> Spoil:
    def spoil(table: Table) -> Iterator[Change]:
        if table.title is None:
            yield put(table, {(row, 4): text for row, text in texts.items()}, at)

    return spoil
