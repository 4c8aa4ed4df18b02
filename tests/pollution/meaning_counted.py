"""Faults of meaning in units of count: thousands, other money, another than the measure's."""

from collections.abc import Callable, Iterator

from tests.pollution.meaning import (
    CLEAR,
    COUNTED,
    DOUBT,
    TELL,
    Change,
    Fault,
    inserted,
    of_table,
    put,
)
from tests.pollution.meaning_numbers import in_cells
from tests.pollution.tables import Table

# Lines above a table and words behind a heading: of which kinds of figures they are untrue.
_ABOVE = (
    ("Đơn vị tính: nghìn {}", "count"),
    ("ĐVT: triệu {}", "count"),
    ("Đơn vị: nghìn {}", "count"),
    ("(Đơn vị tính: 1.000 {})", "count"),
    ("ĐVT: %", "count"),
    ("Đơn vị tính: đồng", "money"),
    ("ĐVT: nghìn đồng", "money"),
    ("Đơn vị tính: tỷ đồng", "money"),
    ("(ĐVT: 1.000đ)", "money"),
    ("Đơn vị tính: USD", "money"),
)
_BEHIND = (
    (" (nghìn {})", "count"), (" (nghìn)", "count"), (" (triệu {})", "count"),
    (" (1.000 {})", "count"), (" (%)", "count"), (", nghìn {}", "count"),
    (" (tấn)", "count"), (" (triệu đồng)", "count"),
    (" (đồng)", "money"), (" (nghìn đồng)", "money"), (" (tỷ đồng)", "money"),
    (" (1.000đ)", "money"), (" - tỷ đồng", "money"), (" (%)", "money"), (" (người)", "money"),
    (" (người)", "percent"), (" (‰)", "percent"), (" (lần)", "percent"),
)  # fmt: skip
_OWN = {
    "II.06": "hồ sơ", "01/TCD": "lượt", "01/KQGQ": "vụ việc", "việc làm": "người",
    "bảng huyện": "hộ", "bảng xã": "hộ", "liệt kê": "hồ sơ", "liệt kê huyện": "hồ sơ",
    "liệt kê quý": "hồ sơ",
}  # fmt: skip


def units_of_count() -> Iterator[Fault]:
    """Faults in what a table says its figures are counted in."""
    for line, kind in _ABOVE:
        yield Fault(f"phía trên ghi “{line}”", COUNTED, TELL, _said_above(line, kind))
    yield Fault("phía trên ghi đúng đơn vị tính", COUNTED, CLEAR, _said_above("ĐVT: {}", "count"))
    yield Fault(
        "phía trên ghi đúng đơn vị tiền", COUNTED, CLEAR,
        _said_above("Đơn vị tính: triệu đồng", "money"),
    )  # fmt: skip
    for words, kind in _BEHIND:
        yield Fault(f"tiêu đề thêm “{words}”", COUNTED, TELL, _said_behind(words, kind))
    yield Fault(
        "tiêu đề thêm đúng đơn vị tiền", COUNTED, CLEAR, _said_behind(" (triệu đồng)", "money")
    )
    yield Fault("tiêu đề thêm (%)", COUNTED, CLEAR, _said_behind(" (%)", "percent"))
    yield Fault(
        "tiền ghi bằng đồng ở một ô", COUNTED, DOUBT, in_cells("money", lambda t: t + " đồng")
    )


def _said_above(line: str, kind: str) -> Callable[[Table], Iterator[Change]]:
    def spoil(table: Table) -> Iterator[Change]:
        kinds = table.columns.values()
        # A percentage above speaks of the rates of the table where it has some.
        is_true = "%" in line and "percent" in kinds
        # A column of units of count goes before the line above.
        is_true |= table.is_listed
        if table.title is not None and kind in kinds and not is_true:
            said = [line.format(_OWN[table.name])]
            for before in (table.title, table.heads[0]):
                yield of_table(inserted(table, before, said))
            right = [""] * (len(table.rows[0]) - 1) + said
            yield of_table(inserted(table, table.heads[0], right))

    return spoil


def _said_behind(words: str, kind: str) -> Callable[[Table], Iterator[Change]]:
    def spoil(table: Table) -> Iterator[Change]:
        for (row, column), of in table.names.items() if table.title is not None else ():
            head = table.rows[row][column]
            if of == kind and "(%)" not in head:
                change = put(table, {(row, column): head + words.format(_OWN[table.name])})
                yield change if table.is_listed else of_table(change, table.heads)

    return spoil
