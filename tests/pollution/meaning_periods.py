"""Faults of meaning in periods: spellings of the right one, and what is wrong or contradicts."""

from collections.abc import Callable, Iterator

from tests.pollution.meaning import (
    CLEAR,
    DOUBT,
    PERIODS,
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

# How offices write a period; the code first.
SPELLINGS = {
    "2025-Q1": (
        "2025-Q1", "Quý I/2025", "Quý 1/2025", "Quý I năm 2025", "quý 1 năm 2025", "QUÝ I NĂM 2025",
        "Q1/2025", "Q.I-2025", "Q1-2025", "quí I/2025", "Quí I năm 2025", "Quý I - 2025",
        "Quý một năm 2025", "3 tháng đầu năm 2025", "3T/2025", "2025Q1", "Quý I, năm 2025",
        "Quý I.2025", "Quý Ⅰ/2025", "Quy\u0301 I/2025", "Quý\u00a0I/2025", "Quý  I / 2025",
    ),
    "2025-Q2": (
        "2025-Q2", "Quý II/2025", "Quý 2/2025", "Quý II năm 2025", "Q2/2025", "Q.II-2025",
        "Q2 2025", "quí 2 năm 2025", "Quý hai năm 2025", "QÚY II/2025", "Quí II.2025",
        "Quý 02/2025", "quý ii/2025", "Q II/2025",
    ),
    "2024-Q4": ("Quý IV/2024", "Quý 4 năm 2024", "Q4/2024", "quý tư năm 2024", "Q.IV/2024"),
    "2025-H1": (
        "2025-H1", "6 tháng đầu năm 2025", "6 tháng năm 2025", "6T/2025", "06 tháng đầu năm 2025",
        "6 tháng/2025", "sáu tháng đầu năm 2025", "6 THÁNG ĐẦU NĂM 2025", "6T đầu năm 2025",
        "Sáu tháng năm 2025", "6T2025", "nửa đầu năm 2025",
    ),
    "2024-H2": ("2024-H2", "6 tháng cuối năm 2024", "sáu tháng cuối năm 2024"),
    "2024-9M": ("2024-9M", "9 tháng năm 2024", "9 tháng đầu năm 2024", "9T/2024",
                "09 tháng năm 2024"),
    "2024": ("2024", "Năm 2024", "năm 2024", "Cả năm 2024", "NĂM 2024", "12 tháng năm 2024"),
    "2025-03": ("2025-03", "Tháng 3/2025", "Tháng 3 năm 2025", "tháng 03/2025", "T3/2025"),
    "2025-Q2-LK": (
        "2025-Q2-LK", "Lũy kế quý II/2025", "Luỹ kế đến hết quý II/2025",
        "lũy kế đến quý II năm 2025", "Lũy kế từ đầu năm đến hết quý II/2025",
        "Quý II/2025 (lũy kế)",
    ),
}  # fmt: skip
# Of these nobody can tell which period is meant, or there is none such.
_UNCLEAR = (
    "Quý II", "Q2", "II", "quý 2", "6 tháng", "6 tháng đầu năm", "9 tháng", "Lũy kế", "đến nay",
    "Từ đầu năm đến nay", "Lũy kế năm 2025", "quý này", "cùng kỳ", "quý trước", "năm nay", "2/4",
    "1/4", "01-Apr", "Apr-25", "04/2025", "4/2025", "01/04/2025", "45748", "Quý 5/2025",
    "Quý V/2025",
    "Quý 0/2025", "Quý IIII/2025", "Quý VI/2025", "Quý II/25", "Quý II/205", "Quý II/20255",
    "Quý II/2O25", "Quý II/1025", "Quý II/3025", "Quý II/2099", "Quý II/1925", "Quý ll/2025",
    "Quý I I/2025", "Quý I-II/2025", "Quý I, II/2025", "Quý I và II/2025", "Quý I+II/2025",
    "Quý II/2024-2025", "Quý II/2024/2025", "2025-Q7", "2025-Q0", "2025-13", "Tháng 13/2025",
    "Tháng 0/2025", "2025-H3", "7 tháng năm 2025", 
    "Dự kiến quý II/2025", "Ước quý II/2025", "Kế hoạch quý II/2025", "Cùng kỳ quý II/2025",
    "Quý II năm trước", "Quý II năm ngoái", "Tuần 20/2025",
    "Vụ đông xuân 2025", "-", "x", "…", "#REF!", "Nhiệm kỳ 2025-2020", "Giai đoạn 2025",
)  # fmt: skip
_STAGES = ("2021/2025", "Giai đoạn 2021-2025", "giai đoạn 2021 - 2025", "Thời kỳ 2021-2025")


def periods() -> Iterator[Fault]:
    """Spellings of the right period, periods that are none, and lines that contradict it."""
    for code, ways in SPELLINGS.items():
        for text in ways:
            yield Fault(f"ô kỳ ghi “{text}”", PERIODS, CLEAR, _in_cells(code, text))
            for label in ("Kỳ báo cáo: {}", "{}", "(Số liệu {})"):
                said = label.format(text)
                yield Fault(
                    f"dòng kỳ ghi “{said}”", PERIODS, _expected(said), _in_title(code, said)
                )
    for text in _STAGES:
        yield Fault(f"ô kỳ ghi “{text}”", PERIODS, CLEAR, _in_cells("2021/2025", text))
    for text in ("", *_UNCLEAR):
        yield Fault(f"ô kỳ ghi “{text}”", PERIODS_DIFFER, TELL, _in_cells("", text))
        yield Fault(
            f"dòng kỳ ghi “{text}”", PERIODS_DIFFER, TELL, _in_title("", f"Kỳ báo cáo: {text}")
        )
    yield from _contradictions()


def _expected(said: str) -> str:
    """A bare year or month in a line may be of anything; behind a label or in words it is clear."""
    return CLEAR if said.startswith("Kỳ báo cáo") else DOUBT


def _in_cells(code: str, text: str) -> Callable[[Table], Iterator[Change]]:
    """The spelling in the cells of the long form: of two rows, one with a code of its unit.

    Without a code the true period is that of the clean row.
    """

    def spoil(table: Table) -> Iterator[Change]:
        if table.title is None:
            # A measure that is no plan, no index of a year and not printed in other periods.
            for row in (15, 18, 19):
                change = put(table, {(row, 2): text})
                change.periods = {row: code} if code else {}
                yield change

    return spoil


def _in_title(code: str, text: str) -> Callable[[Table], Iterator[Change]]:
    """The spelling in the line of the period of tables without a plan among their columns.

    Communes of after the reform had no figures before it. Without "Kỳ báo cáo" one table is enough.
    """
    others = (
        "việc làm",
        "bảng xã",
        "liệt kê",
        "liệt kê quý",
        *(() if "báo cáo" in text else ("II.06", "01/TCD", "01/KQGQ")),
    )

    def spoil(table: Table) -> Iterator[Change]:
        if table.title is not None and table.name not in others:
            change = of_table(put(table, {(table.title, 0): text}))
            change.periods = dict.fromkeys(table.body, code) if code else {}
            yield change

    return spoil


def _contradictions() -> Iterator[Fault]:
    """The line of the period against other lines, the days, the name of the file, the units."""

    def of(name: str, spoil: Callable[[Table], Iterator[Change]], expected: str = TELL) -> Fault:
        return Fault(name, PERIODS_DIFFER, expected, _if_titled(spoil))

    for text in ("Báo cáo quý III năm 2024", "Kỳ báo cáo: Quý IV/2024", "SỐ LIỆU NĂM 2023",
                 "Số liệu 9 tháng năm 2024", "Kỳ báo cáo: Tháng 5/2025"):  # fmt: skip
        yield of(f"thêm dòng “{text}”", lambda t, text=text: _line(t, text))
    for text in ("Từ ngày 15/6/2024 đến ngày 14/9/2024", "Từ ngày 01/01/2025 đến ngày 31/12/2025",
                 "Số liệu tính từ ngày 15/12/2023 đến ngày 14/6/2024"):  # fmt: skip
        yield of(f"thêm ngày “{text}”", lambda t, text=text: _days(t, text))
    yield of("bỏ dòng kỳ", _without_title)
    yield of("ngày trước khi kỳ bắt đầu", lambda t: _days(t, "Số liệu tính đến ngày 01/11/2023"))
    for name in ("bao-cao-quy-3-2024.csv", "TTHC Q4 2023.csv", "quy_III_2026.csv"):
        yield of(f"tên tệp “{name}”", lambda t, name=name: _named(t, name))
    for text in ("Số liệu kế hoạch", "Số liệu cùng kỳ năm trước", "Số liệu ước thực hiện"):
        yield of(f"thêm dòng “{text}”", lambda t, text=text: _line(t, text))
    yield of("thêm dòng số liệu lũy kế", lambda t: _running(t, "Số liệu lũy kế từ đầu năm"), DOUBT)
    yield of("thêm dòng (lũy kế)", lambda t: _running(t, "(Lũy kế từ đầu năm đến nay)"), DOUBT)
    yield of("bỏ dòng lũy kế", lambda t: _said_of_jobs(t, ""))
    yield of("dòng lũy kế ghi cả hai", lambda t: _said_of_jobs(t, "Số liệu trong kỳ và lũy kế"))
    yield of("kỳ ghi lũy kế, dòng dưới ghi trong kỳ", _running_within)
    yield of("kỳ sau khi bỏ cấp huyện", lambda t: _period(t, "Kỳ báo cáo: Quý I/2026"))
    yield of("kỳ chưa tới", lambda t: _period(t, "Kỳ báo cáo: Quý II/2031"))


def _if_titled(spoil: Callable[[Table], Iterator[Change]]) -> Callable[[Table], Iterator[Change]]:
    return lambda table: spoil(table) if table.title is not None else iter(())


def _line(table: Table, text: str) -> Iterator[Change]:
    """One more line above the table, before and behind the line of the period."""
    for before in (table.title, table.title + 1):
        yield of_table(inserted(table, before, [text]))


def _days(table: Table, text: str) -> Iterator[Change]:
    """Days above a table; those over columns of several periods are of none of them alone."""
    if table.name != "liệt kê quý":
        yield from _line(table, text)


def _running(table: Table, text: str) -> Iterator[Change]:
    """A line that makes the figures cumulative; half a year and jobs are so already."""
    # Columns headed "Trong kỳ" and "Lũy kế" go before the line above.
    if "6 tháng" not in table.rows[table.title][0] and table.name not in ("việc làm", "liệt kê"):
        for change in _line(table, text):
            change.periods = {f"2025-Q{n}": f"2025-Q{n}-LK" for n in (1, 2, 4)}
            yield change


def _said_of_jobs(table: Table, text: str) -> Iterator[Change]:
    """Another line in place of the one that says the jobs are counted from January on."""
    if table.name == "việc làm":
        yield of_table(put(table, {(table.title + 1, 0): text}))


def _running_within(table: Table) -> Iterator[Change]:
    """A line of the period that says cumulative, and one that says of the quarter alone."""
    if table.name != "bảng xã":
        change = inserted(table, table.title + 1, ["Số liệu trong kỳ"])
        change.rows[table.title][0] = "Kỳ báo cáo: Lũy kế quý II/2025"
        yield of_table(change)


def _without_title(table: Table) -> Iterator[Change]:
    change = untouched(table)
    del change.rows[table.title], change.origin[table.title]
    yield of_table(change)


def _named(table: Table, name: str) -> Iterator[Change]:
    """Another name of the file; one of a quarter says nothing against half a year."""
    if "6 tháng" not in table.rows[table.title][0]:
        change = untouched(table)
        change.file_name = name
        yield of_table(change)


def _period(table: Table, text: str) -> Iterator[Change]:
    """A period at which the units are not valid or that has not begun."""
    if table.name != "bảng xã":
        yield of_table(put(table, {(table.title, 0): text}))
