"""The clean tables that are spoilt in meaning: real units and measures, figures that hold together.

The forms are the samples of `tests/samples/forms` with four rows in place of two: sums of the
printed rows, so that every relation of the form holds, and a total row that is their sum.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Rows = list[list[str]]
FORMS = Path(__file__).resolve().parents[1] / "samples/forms"
UNITS = ("Huyện Tuy Phước", "Huyện Phù Cát", "Thị xã An Nhơn", "Thành phố Quy Nhơn")
COMMUNES = ("Phường An Nhơn", "Phường Hoài Nhơn", "Xã Vân Canh", "Xã Tây Sơn")
# Each row as so many times the first and the second row of the sample.
_TIMES = ((1, 0), (0, 1), (23, 7), (3, 40))


@dataclass(frozen=True)
class Table:
    """A clean table; rows and columns are counted from 0.

    `heads` are its heading rows without the row of numbers, `figures` the kind of each cell that
    holds a figure (count, money, percent, score), `title` the row that tells the period. Columns
    of figures stand on their own heading, at `leaves`. Column `names_at` names the rows: by their
    unit, or in a listed table by their indicator, the units standing in cells of their own,
    `units`. `total` is the row of sums, `total_at` the column of sums.
    """

    name: str
    rows: Rows
    heads: range
    body: Sequence[int]
    names_at: int
    figures: dict[tuple[int, int], str]
    title: int | None = None
    total: int | None = None
    leaves: dict[int, int] = field(default_factory=dict)
    units: tuple[tuple[int, int], ...] = ()
    total_at: int | None = None

    @property
    def is_listed(self) -> bool:
        """True for a table of one indicator a row."""
        return bool(self.units)

    @property
    def unit_cells(self) -> tuple[tuple[int, int], ...]:
        """The cells that name units."""
        return self.units or tuple((row, self.names_at) for row in self.body)

    @property
    def names(self) -> dict[tuple[int, int], str]:
        """The cells that name what is counted, over columns or before rows, and of which kind."""
        if self.is_listed:
            return {(row, self.names_at): kind for (row, _), kind in self.figures.items()}
        return {(row, at): self.columns[at] for at, row in self.leaves.items()}

    @property
    def totals(self) -> list[tuple[int, int]]:
        """The cells that hold sums of counts."""
        columns = [column for column, kind in self.columns.items() if kind == "count"]
        rows = {row: None for (row, _), kind in self.figures.items() if kind == "count"}
        of_rows = [(row, self.total_at) for row in rows] if self.total_at else []
        return [*((self.total, column) for column in columns if self.total), *of_rows]

    @property
    def columns(self) -> dict[int, str]:
        """The columns of figures and their kinds."""
        return {column: kind for (_, column), kind in self.figures.items()}


def tables() -> tuple[Table, ...]:
    """The long form, four forms with a card, and two tables without one."""
    return (
        _long(),
        _form("II.06", "II.06-VPCP-KSTT", range(4, 7), range(2, 13)),
        _form("01/TCD", "01-TCD", range(3, 7), (1, 2, 3, 4, 12, 13, 22)),
        _form("01/KQGQ", "01-KQGQ", range(3, 7), (4, 5, 6, *range(20, 27))),
        _jobs(),
        _wide("bảng huyện", "BÌNH ĐỊNH", "Quý II/2025", UNITS),
        _wide("bảng xã", "GIA LAI", "Quý IV/2025", COMMUNES),
    )


def _form(name: str, file: str, heads: range, columns: tuple[int, ...] | range) -> Table:
    """A form of counts by its sample."""
    rows = _sample(file)
    first = next(n for n, row in enumerate(rows) if "Huyện Tuy Phước" in row)
    unit_at = rows[first].index("Huyện Tuy Phước")
    # A sample may have no line of the province; without one a name may be of another.
    whole = [_counts(rows[first], unit_at), _counts(rows[first + 1], unit_at)]
    body = []
    for n, (one, other) in enumerate(_TIMES):
        sums = [a * one + b * other for a, b in zip(*whole, strict=True)]
        body.append(_row(rows[first], unit_at, UNITS[n], sums, str(n + 1)))
    total = [sum(column) for column in zip(*(_counts(r, unit_at) for r in body), strict=True)]
    last = _row(rows[first], unit_at, "Tổng cộng", total, "")
    rows = [*rows[:first], *body, last, *rows[first + 3 :]]
    at = range(first, first + len(UNITS))
    figures = {(row, column): "count" for row in at for column in columns}
    leaves = {c: max(h for h in heads if rows[h][c]) for c in columns}
    return Table(name, rows, heads, at, unit_at, figures, _title(rows), at.stop, leaves)


def _jobs() -> Table:
    """The form of jobs: a plan, jobs so far and the rate of the two."""
    made = _form("việc làm", "viec-lam", range(3, 5), (2, 3, 4))
    for row in (*made.body, made.total):
        plan, done = int(made.rows[row][2]), int(made.rows[row][3])
        made.rows[row][5] = f"{done / plan * 100:.2f}".replace(".", ",")
    figures = made.figures | {(row, 5): "percent" for row in made.body}
    return Table(
        made.name, made.rows, made.heads, made.body, 1, figures, made.title, made.total,
        made.leaves | {5: 3},
    )  # fmt: skip


def _wide(name: str, province: str, period: str, units: tuple[str, ...]) -> Table:
    """A table without a card: what any office may make, with a rate and with money."""
    poor, homes = (1204, 866, 95, 310), (52310, 20480, 11200, 30125)
    rows = [
        [f"UBND TỈNH {province}", "", "", "", "", ""],
        [f"Kỳ báo cáo: {period}", "", "", "", "", ""],
        ["TT", "Đơn vị", "Số hộ nghèo", "Tổng số hộ", "Tỷ lệ hộ nghèo", "Kinh phí tặng quà"],
    ]
    for n, unit in enumerate(units):
        rate = f"{poor[n] / homes[n] * 100:.2f}".replace(".", ",")
        money = ("1234,56", "980,5", "45,25", "2310,75")[n]
        rows.append([str(n + 1), unit, str(poor[n]), str(homes[n]), rate, money])
    rows.append(["", "Tổng cộng", str(sum(poor)), str(sum(homes)), "2,17", "4571,06"])
    kinds = {2: "count", 3: "count", 4: "percent", 5: "money"}
    body = range(3, 3 + len(units))
    figures = {(row, column): kind for row in body for column, kind in kinds.items()}
    return Table(
        name, rows, range(2, 3), body, 1, figures, 1, body.stop, dict.fromkeys(kinds, 2)
    )  # fmt: skip


LONG = """don_vi;ma_don_vi;ky;chi_tieu;gia_tri;tu_so;mau_so;ghi_chu
Huyện Tuy Phước;550;2025-Q1;tthc_da_giai_quyet;1120;;;
Huyện Tuy Phước;550;2025-Q2;tthc_da_giai_quyet;1200;;;
Huyện Tuy Phước;550;2025-H1;tthc_da_giai_quyet;2320;;;
Huyện Phù Cát;548;2025-Q1-LK;viec_lam_tao_moi;650;;;
Huyện Phù Cát;548;2025-Q2-LK;viec_lam_tao_moi;1250;;;
Huyện Phù Cát;548;2025;viec_lam_ke_hoach_nam;2100;;;
Thị xã An Nhơn;549;2025-Q1;tthc_dang_giai_quyet;95;;;
Thị xã An Nhơn;549;2025-Q2;tthc_ky_truoc_chuyen_sang;95;;;
Thành phố Quy Nhơn;540;2025-Q2;ty_le_dung_han;99,11;1110;1120;
Thành phố Quy Nhơn;540;2025-Q2;ho_ngheo;1204;;;
Thành phố Quy Nhơn;540;2025-Q2;tong_so_ho;52310;;;
Huyện Hoài Ân;544;2024;thu_ngan_sach;1234,56;;;
Huyện Hoài Ân;544;2025-Q1;an_sinh_qua_tang;1234;;;
Huyện Tây Sơn;547;2025-Q1;an_sinh_qua_tang;1,2340;;;
Thành phố Hà Giang;024;2025-Q1;doi_thoai_cuoc;7;;;
Tỉnh Bình Định;52;2024;sipas;84,35;;;
Tỉnh Bình Định;52;2024;par_index;87,12;;;
Xã Trà Tân;21136;2024-Q4;giam_sat_cuoc;3;;;
Huyện Vĩnh Thạnh;546;2025-Q2;dan_van_kheo_dang_ky;866;;;
"""
_KINDS = {
    "ty_le_dung_han": "percent", "sipas": "percent", "thu_ngan_sach": "money",
    "an_sinh_qua_tang": "money", "par_index": "score",
}  # fmt: skip


def _long() -> Table:
    rows = list(csv.reader(LONG.splitlines(), delimiter=";"))
    body = range(1, len(rows))
    figures = {(row, 4): _KINDS.get(rows[row][3], "count") for row in body}
    figures |= {(row, c): "count" for row in body for c in (5, 6) if rows[row][c]}
    return Table("dạng dài", rows, range(1), body, 0, figures, leaves={4: 0, 5: 0, 6: 0})


def _sample(file: str) -> Rows:
    text = (FORMS / f"{file}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    return [row for row in rows if not row[0].startswith("Số liệu minh họa")]


def _counts(row: list[str], unit_at: int) -> list[int]:
    """The numbers behind the unit of a row, 0 where there is none or a rate."""
    cells = (cell.replace(".", "") for cell in row[unit_at + 1 :])
    return [int(cell) if cell.isdigit() else 0 for cell in cells]


def _row(like: list[str], unit_at: int, unit: str, sums: list[int], number: str) -> list[str]:
    """A row of these numbers, blank where the sample is."""
    cells = [str(n) if old else "" for n, old in zip(sums, like[unit_at + 1 :], strict=True)]
    return [*([number] if unit_at else []), unit, *cells]


def _title(rows: Rows) -> int:
    return next(n for n, row in enumerate(rows) if row[0].startswith("Kỳ báo cáo"))
