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
    "bảng huyện": "hộ", "bảng xã": "hộ",
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
        if table.title is not None and kind in kinds and not is_true:
            said = [line.format(_OWN[table.name])]
            for before in (table.title, table.heads[0]):
                yield of_table(inserted(table, before, said))
            right = [""] * (len(table.rows[0]) - 1) + said
            yield of_table(inserted(table, table.heads[0], right))

    return spoil


def _said_behind(words: str, kind: str) -> Callable[[Table], Iterator[Change]]:
    def spoil(table: Table) -> Iterator[Change]:
        for column, of in table.columns.items():
            if of == kind and table.title is not None and "(%)" not in _head(table, column):
                text = _head(table, column) + words.format(_OWN[table.name])
                yield of_table(put(table, {(table.leaves[column], column): text}), table.heads)

    return spoil


def _head(table: Table, column: int) -> str:
    return table.rows[table.leaves[column]][column]
