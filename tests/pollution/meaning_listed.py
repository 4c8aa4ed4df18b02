"""Faults of meaning of tables with one indicator a row: groups, marks, columns, who reports."""

from collections.abc import Callable, Iterator

from tests.pollution.meaning import (
    CLEAR,
    COUNTED,
    DOUBT,
    HEADINGS,
    HEADINGS_WRONG,
    NAMES,
    NAMES_WRONG,
    PERIODS_DIFFER,
    TELL,
    Change,
    Fault,
    inserted,
    of_table,
    put,
    untouched,
)
from tests.pollution.tables import Table

Spoil = Callable[[Table], Iterator[Change]]
# No figure is of this period: rows that are said to be of it must be refused.
_NONE = "số khác"
_OTHER_GROUPS = (
    "Cấp xã", "Lĩnh vực đất đai", "Kế hoạch", "Kế hoạch năm 2025", "Cùng kỳ năm trước",
    "Cùng kỳ năm 2024", "Ước thực hiện", "So sánh (%)", "Nữ", "Tăng, giảm so với cùng kỳ",
    "Quý I/2025", "Năm 2024",
)  # fmt: skip
_OTHER_COLUMNS = (
    "Kế hoạch", "Kế hoạch năm 2025", "Cùng kỳ", "Cùng kỳ năm trước", "Cùng kỳ năm 2024",
    "Ước thực hiện", "So sánh (%)", "Tăng, giảm", "Tỷ lệ (%)", "Nữ", "Cấp xã", "Quý V/2025",
    "Mục tiêu", "Xếp hạng", "Ghi rõ", "2025 2024", "Quý trước",
)  # fmt: skip
_REPORTERS = (
    "Đơn vị gửi báo cáo:", "ĐƠN VỊ BÁO CÁO:", "Địa phương:", "Tên đơn vị báo cáo:", "Đơn vị:",
    "Cơ quan báo cáo:", "Đơn vị lập báo cáo:",
)  # fmt: skip
_WRONG_UNITS = ("nghìn hồ sơ", "triệu đồng", "%", "‰", "tỷ đồng", "nghìn")


def listed() -> Iterator[Fault]:
    """The faults that only tables of one indicator a row have."""
    for words in _OTHER_GROUPS:
        for mark in ("III", "", "B"):
            name = f"dòng nhóm “{mark} {words}”"
            yield Fault(name, HEADINGS_WRONG, TELL, _grouped(mark, words, _NONE))
    yield Fault("dòng nhóm “Lũy kế từ đầu năm”", HEADINGS_WRONG, TELL, _cumulative)
    yield Fault("phần chuyển xuống dưới số khác", HEADINGS_WRONG, TELL, _moved)
    for mark in ("+", "*", "•", "–", "a)", "2.1", ""):
        yield Fault(f"mọi dấu “-” ghi “{mark}”", HEADINGS, CLEAR, _marked("-", mark, is_one=False))
        yield Fault(f"một dấu “-” ghi “{mark}”", HEADINGS_WRONG, DOUBT, _marked("-", mark))
    for mark in ("-", "III", "1.1", "", "x"):
        yield Fault(f"số thứ tự ghi “{mark}”", HEADINGS_WRONG, DOUBT, _marked("2", mark))
    for words in _OTHER_COLUMNS:
        yield Fault(f"cột số ghi “{words}”", HEADINGS_WRONG, TELL, _column(words))
    yield Fault("quý không ghi năm", PERIODS_DIFFER, CLEAR, _quarter("Quý II", "2025-Q2"))
    yield Fault("cột ghi quý khác", PERIODS_DIFFER, CLEAR, _quarter("Quý III/2024", "2024-Q3"))
    yield Fault("hai cột cùng quý", PERIODS_DIFFER, TELL, _quarter("Quý I/2025", "2025-Q1"))
    yield Fault("quý không năm, dòng trên không năm", PERIODS_DIFFER, TELL, _yearless)
    for words in _REPORTERS:
        yield Fault(f"nhãn “{words}”", NAMES, CLEAR, _reporter(words))
    yield Fault("đơn vị báo cáo ghi một ô", NAMES, CLEAR, _in_one_cell)
    yield Fault("đơn vị báo cáo ghi hai lần", NAMES, CLEAR, _twice(""))
    yield Fault("hai đơn vị báo cáo", NAMES_WRONG, TELL, _twice("Huyện Phù Cát"))
    yield Fault("bỏ dòng đơn vị báo cáo", NAMES_WRONG, TELL, _nobody)
    for words in ("Đơn vị", "ĐVT", "Đv tính", "Đơn vị tính"):
        yield Fault(f"cột đơn vị tính ghi “{words}”", COUNTED, CLEAR, _counted_column(words))
    for unit in _WRONG_UNITS:
        yield Fault(f"ô đơn vị tính ghi “{unit}”", COUNTED, TELL, _counted_in(unit))
    yield Fault("ô đơn vị tính để trống", COUNTED, CLEAR, _counted_in(""))


def _numbered(table: Table) -> list[int]:
    """Rows with a number of their own, in the tables that have groups."""
    rows = table.rows
    has_groups = any(row[0] == "I" for row in rows)
    return [n for n in table.body if has_groups and rows[n][0].isdigit()]


def _section(table: Table, first: int) -> list[int]:
    """The rows from one on that a group before it would hold: to the next group."""
    ends = [n for n in range(first, len(table.rows)) if table.rows[n][0] in ("I", "II")]
    return list(range(first, ends[0] if ends else len(table.rows)))


def _grouped(mark: str, words: str, period: str) -> Spoil:
    """A line put in that makes other figures of the rows below it."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in _numbered(table) if table.is_listed else ():
            change = inserted(table, row, [mark, words])
            change.periods = dict.fromkeys(_section(table, row), period)
            yield change

    return spoil


def _cumulative(table: Table) -> Iterator[Change]:
    """Below a line of cumulative figures the columns that say nothing are cumulative."""
    if table.name == "liệt kê huyện":
        yield from _grouped("III", "Lũy kế từ đầu năm", "2025-Q2-LK")(table)


def _moved(table: Table) -> Iterator[Change]:
    """A part taken from below its count to below another."""
    marks = {row: table.rows[row][0] for row in table.body}
    for row in [row for row, mark in marks.items() if mark == "-" and table.is_listed]:
        counts = [at for at, mark in marks.items() if mark != "-"]
        own = max(at for at in counts if at < row)
        for count in (at for at in counts if at != own):
            change = untouched(table)
            for rows in (change.rows, change.origin):
                rows.insert(count + (count < row), rows.pop(row))
            change.at = (change.origin.index(row),)
            change.periods = {row: _NONE}
            yield change


def _marked(old: str, new: str, is_one: bool = True) -> Spoil:
    """The marks of rows written otherwise, one or all of them."""

    def spoil(table: Table) -> Iterator[Change]:
        rows = [n for n in table.body if table.rows[n][0] == old] if table.is_listed else []
        for row in rows if is_one else rows[:1]:
            yield put(table, {(n, 0): new for n in ([row] if is_one else rows)})

    return spoil


def _column(words: str) -> Spoil:
    """Another heading over a column of figures."""

    def spoil(table: Table) -> Iterator[Change]:
        for column, row in table.leaves.items() if table.is_listed else ():
            yield of_table(put(table, {(row, column): words}))

    return spoil


def _quarter(words: str, code: str) -> Spoil:
    """Another quarter over the last column of quarters."""

    def spoil(table: Table) -> Iterator[Change]:
        if table.name == "liệt kê quý":
            change = of_table(put(table, {(table.heads[0], 4): words}))
            change.periods = {"2025-Q2": code}
            yield change

    return spoil


def _yearless(table: Table) -> Iterator[Change]:
    if table.name == "liệt kê quý":
        yield of_table(put(table, {(table.title, 0): "Báo cáo quý"}))


def _reporting(table: Table) -> list[int]:
    """The line that says who reports, where there is one."""
    return [row for row, _ in table.units if row not in table.heads]


def _reporter(words: str) -> Spoil:
    def spoil(table: Table) -> Iterator[Change]:
        for row in _reporting(table):
            yield of_table(put(table, {(row, 0): words}))

    return spoil


def _in_one_cell(table: Table) -> Iterator[Change]:
    for row in _reporting(table):
        yield of_table(put(table, {(row, 0): " ".join(table.rows[row][:2]), (row, 1): ""}))


def _twice(other: str) -> Spoil:
    """The line of who reports a second time, or for another unit."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in _reporting(table):
            label, unit, *_ = table.rows[row]
            yield of_table(inserted(table, row + 1, [label, other or unit]))

    return spoil


def _nobody(table: Table) -> Iterator[Change]:
    for row in _reporting(table):
        yield of_table(put(table, {(row, 0): "", (row, 1): ""}))


def _counted_column(words: str) -> Spoil:
    def spoil(table: Table) -> Iterator[Change]:
        if table.is_listed:
            yield of_table(put(table, {(table.heads[0], 2): words}))

    return spoil


def _counted_in(unit: str) -> Spoil:
    """Another unit of count of a row."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in table.body if table.is_listed else ():
            if table.rows[row][2] not in ("%", "triệu đồng"):
                yield put(table, {(row, 2): unit})

    return spoil
