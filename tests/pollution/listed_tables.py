"""Clean tables of one indicator a row: of two countings, of units and of quarters as columns."""

from tests.pollution.tables import UNITS, Rows, Table

_COUNTINGS = [
    ["UBND TỈNH BÌNH ĐỊNH", "", "", "", ""],
    ["Đơn vị báo cáo:", "Huyện Tuy Phước", "", "", ""],
    ["Kỳ báo cáo: Quý II/2025", "", "", "", ""],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế từ đầu năm"],
    ["I", "Kết quả giải quyết thủ tục hành chính", "", "", ""],
    ["1", "Số hồ sơ tiếp nhận", "hồ sơ", "1100", "2200"],
    ["2", "Số hồ sơ đã giải quyết", "hồ sơ", "1000", "2100"],
    ["-", "Trước hạn", "hồ sơ", "700", "1500"],
    ["-", "Đúng hạn", "hồ sơ", "290", "579"],
    ["-", "Quá hạn", "hồ sơ", "10", "21"],
    ["3", "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn", "%", "99,00", "99,00"],
    ["II", "Lao động, việc làm", "", "", ""],
    ["1", "Số lao động được tạo việc làm", "người", "312", "548"],
]
_DISTRICTS = [
    ["UBND TỈNH BÌNH ĐỊNH", *[""] * 7],
    ["Kỳ báo cáo: Quý II/2025", *[""] * 7],
    ["TT", "Chỉ tiêu", "ĐVT", *UNITS, "Tổng cộng"],
    ["I", "Kết quả giải quyết thủ tục hành chính", *[""] * 6],
    ["1", "Số hồ sơ đã giải quyết", "hồ sơ", "1000", "512", "2034", "903", "4449"],
    ["-", "Quá hạn", "hồ sơ", "10", "3", "27", "8", "48"],
    ["2", "Kinh phí thăm hỏi, tặng quà đối tượng chính sách", "triệu đồng", "1234,56", "980,5",
     "45,25", "2310,75", "4571,06"],
    ["II", "Tiếp công dân, giải quyết khiếu nại, tố cáo", *[""] * 6],
    ["1", "Số đơn tố cáo", "đơn", "14", "5", "21", "9", "49"],
]  # fmt: skip
_QUARTERS = [
    ["Đơn vị báo cáo:", "Huyện Tuy Phước", "", "", ""],
    ["Năm 2025", "", "", "", ""],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Quý I", "Quý II"],
    ["1", "Số hồ sơ đã giải quyết", "hồ sơ", "1120", "1203"],
    ["2", "Số đơn tố cáo", "đơn", "14", "21"],
    ["3", "Số cuộc đối thoại", "cuộc", "7", "12"],
]
_KINDS = {"%": "percent", "triệu đồng": "money"}


def listed_tables() -> tuple[Table, ...]:
    """The three tables, each with its own columns of figures."""
    return (
        _table("liệt kê", _COUNTINGS, 3, (3, 4), ((1, 1),), 2),
        _table(
            "liệt kê huyện", _DISTRICTS, 2, (3, 4, 5, 6), ((2, 3), (2, 4), (2, 5), (2, 6)), 1, 7
        ),
        _table("liệt kê quý", _QUARTERS, 2, (3, 4), ((0, 1),), 1),
    )


def _table(
    name: str, rows: Rows, head: int, columns: tuple[int, ...],
    units: tuple[tuple[int, int], ...], title: int, total_at: int | None = None,
) -> Table:  # fmt: skip
    """A table whose rows below the heading hold figures or name a group."""
    body = tuple(n for n in range(head + 1, len(rows)) if rows[n][2])
    figures = {(row, c): _KINDS.get(rows[row][2], "count") for row in body for c in columns}
    leaves = dict.fromkeys(columns, head)
    return Table(
        name, rows, range(head, head + 1), body, 1, figures, title, None, leaves, units, total_at
    )
