"""A fault of meaning: a clean table spoilt in one way, and what must become of its figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tests.pollution.clean import Part, Variant, lines_of, row_text
from tests.pollution.tables import Rows, Table

# What a fault is about, as the page names it.
SIGNS, WORDS, COUNTED, RATES = (
    "Chữ số và dấu trong số", "Chữ trong ô số", "Đơn vị tính", "Tỷ lệ",
)  # fmt: skip
PERIODS, PERIODS_DIFFER = "Cách viết kỳ", "Kỳ sai, thiếu, mâu thuẫn"
NAMES, NAMES_WRONG = "Cách viết đơn vị", "Đơn vị sai, lạ, ngoài thời hạn"
SUMS, ROWS, TIMES = (
    "Số không khớp nhau trong bảng",
    "Dòng lặp, dòng tổng",
    "Số không khớp giữa các kỳ",
)
HEADINGS, HEADINGS_WRONG, ADDED = "Cách viết tiêu đề", "Tiêu đề sai, đổi nghĩa", "Cột thêm vào"

# Another way of writing: every figure must be read as in the clean table. A doubt may be read so,
# refused or noted. What must be told needs a refusal or a note although it may be loaded.
CLEAR, DOUBT, TELL = "rõ", "ngờ", "phải báo"
# How many places of a table a fault is tried at in an ordinary run.
MOST = 2


@dataclass(frozen=True)
class Meant(Variant):
    """A table spoilt in meaning, as a file.

    `faults` are the lines where the fault lies. With `is_of_table` it lies in what speaks of the
    whole table, so that it may be told at any line above the figures or at those it changes; else
    each figure that is changed or lost must be told on its own line, or where the fault lies.
    `periods` tell the true period of clean rows, or of a clean period, where the fault states
    another.
    """

    expected: str = DOUBT
    is_of_table: bool = False
    periods: dict[int | str, str] = field(default_factory=dict)
    file_name: str = "so-lieu.csv"


@dataclass
class Change:
    """What a fault does to a table: the rows it has then, and where the fault lies.

    `origin` is the number of the clean row each row was, None for a new one.
    """

    rows: Rows
    origin: list[int | None]
    at: tuple[int, ...] = ()
    is_of_table: bool = False
    periods: dict[int | str, str] = field(default_factory=dict)
    file_name: str = "so-lieu.csv"


def untouched(table: Table) -> Change:
    """A copy of a table to be spoilt."""
    return Change([[*row] for row in table.rows], list(range(len(table.rows))))


def put(table: Table, cells: dict[tuple[int, int], str], at: Iterable[int] | None = None) -> Change:
    """The table with these texts in these cells; the fault lies in their rows, or `at` others."""
    change = untouched(table)
    for (row, column), text in cells.items():
        change.rows[row][column] = text
    change.at = tuple(dict.fromkeys(row for row, _ in cells) if at is None else at)
    return change


def inserted(table: Table, before: int, *rows: list[str]) -> Change:
    """The table with new rows before one; the fault lies in the new rows, counted as they stand."""
    change = untouched(table)
    width = len(table.rows[0])
    change.rows[before:before] = [row + [""] * (width - len(row)) for row in rows]
    change.origin[before:before] = [None] * len(rows)
    change.at = tuple(range(before, before + len(rows)))
    return change


def of_table(change: Change, at: Iterable[int] | None = None) -> Change:
    """The same change as one that speaks of the whole table; `at` tells where, if elsewhere."""
    change.is_of_table = True
    change.at = change.at if at is None else tuple(at)
    return change


@dataclass(frozen=True)
class Fault:
    """A fault by name: the class it is of, what is expected, and what it does to a table."""

    name: str
    kind: str
    expected: str
    spoil: Callable[[Table], Iterator[Change]]


def spoilt(table: Table, fault: Fault, most: int = MOST) -> Iterator[Meant]:
    """The files this fault makes of a table: one a place, `most` of them spread over all places."""
    changes = [(n, c) for n, c in enumerate(fault.spoil(table)) if _is_spoilt(table, c)]
    step = max(len(changes) / most, 1)
    for at in range(min(len(changes), most)):
        yield _as_file(table, fault, *reversed(changes[int(at * step)]))


def _is_spoilt(table: Table, change: Change) -> bool:
    """False where the fault happens to write what stands there anyway."""
    return change.rows != table.rows or change.file_name != "so-lieu.csv"


def _as_file(table: Table, fault: Fault, change: Change, n: int) -> Meant:
    parts = [
        Part(row_text(row, ";") + "\n", origin)
        for row, origin in zip(change.rows, change.origin, strict=True)
    ]
    starts = lines_of([Part(part.text, at) for at, part in enumerate(parts)])
    content = "".join(part.text for part in parts).encode()
    at = {starts[row] for row in change.at}
    if change.is_of_table:
        first = table.heads[-1]
        at |= {starts[row] for row, was in enumerate(change.origin) if was is None or was <= first}
    lines = frozenset(at)
    return Meant(
        table.name, fault.kind, f"{fault.name} {n}", content, lines_of(parts), lines,
        fault.expected, change.is_of_table, change.periods, change.file_name,
    )  # fmt: skip
