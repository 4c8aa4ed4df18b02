"""Tables of one indicator a row: its unit and period above the table or over the columns."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from etl.mending import to_mend
from etl.reading import read_sheet
from etl.tables import tables
from tests.etl.files import workbook

ABOVE = "Đơn vị báo cáo: UBND huyện Tuy Phước\nQuý II năm 2025\n"
REPORT = """UBND TỈNH BÌNH ĐỊNH;;;;
BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC DÂN VẬN CHÍNH QUYỀN;;;;
Quý II năm 2025;;;;
Đơn vị báo cáo: UBND huyện Tuy Phước;;;;
STT;Chỉ tiêu;ĐVT;Trong kỳ;Lũy kế từ đầu năm
(1);(2);(3);(4);(5)
I;Kết quả giải quyết thủ tục hành chính;;;
1;Tổng số hồ sơ tiếp nhận;hồ sơ;1.200;2.400
1.1;Tiếp nhận trực tuyến;hồ sơ;700;1.500
2;Số hồ sơ đã giải quyết;hồ sơ;1.000;2.000
-;Trước hạn;hồ sơ;700;1.400
-;Đúng hạn;hồ sơ;290;580
-;Quá hạn;hồ sơ;10;20
3;Tỷ lệ hồ sơ giải quyết đúng hạn;%;99;99
II;Lao động, việc làm;;;
4;Số lao động được tạo việc làm;người;300;500
;NGƯỜI LẬP BIỂU;;;CHỦ TỊCH
;Nguyễn Văn A;;;Trần Văn B
"""
WITHIN = {
    8: ("tthc_tiep_nhan", 1200, 2400), 9: ("tthc_tiep_nhan_truc_tuyen", 700, 1500),
    10: ("tthc_da_giai_quyet", 1000, 2000), 11: ("tthc_giai_quyet_truoc_han", 700, 1400),
    12: ("tthc_giai_quyet_dung_han", 290, 580), 13: ("tthc_giai_quyet_qua_han", 10, 20),
    14: ("ty_le_dung_han", 99, 99), 16: ("viec_lam_tao_moi", 300, 500),
}  # fmt: skip


def figures(found) -> list[tuple]:
    return [(f.line, f.unit.short_name, f.period.code, f.subject.code, f.value) for f in found]


@pytest.fixture
def told(examined):
    """Examine a file: its figures as (line, unit, period, subject, value), and its problems."""

    def tell(content: str | bytes):
        outcome = examined(content)
        problems = [(p.severity, p.code, p.line, p.column, p.found) for p in outcome.problems]
        return figures(outcome.figures), problems

    return tell


def test_one_indicator_a_row_with_groups_parts_and_two_countings(examined):
    found = examined(REPORT)
    assert figures(found.figures) == [
        (line, "Tuy Phước", period, code, Decimal(value))
        for line, (code, *values) in WITHIN.items()
        for period, value in zip(("2025-Q2", "2025-Q2-LK"), values, strict=True)
    ]
    assert (found.form, found.outcome) == ("liet_ke", "accept_with_notes")
    assert [(p.line, p.code, p.found) for p in found.problems] == [
        (7, "not_data", "I | Kết quả giải quyết thủ tục hành chính"),
        (15, "not_data", "II | Lao động, việc làm"),
    ]
    assert (found.records, found.loaded, found.noted, found.rejected) == (10, 8, 2, 0)


def test_a_workbook_with_merged_heading_is_read_alike(examined):
    rows = list(csv.reader(io.StringIO(REPORT), delimiter=";"))
    rows[4:5] = [
        ["STT", "Chỉ tiêu", "ĐVT", "Kết quả thực hiện", ""],
        ["", "", "", "Trong kỳ", "Lũy kế từ đầu năm"],
    ]
    found = examined(workbook(rows, ["A5:A6", "B5:B6", "C5:C6", "D5:E5"]))
    assert [f[2:] for f in figures(found.figures)] == [
        f[2:] for f in figures(examined(REPORT).figures)
    ]
    assert found.figures[0].column == "Kết quả thực hiện - Trong kỳ"


def test_units_over_the_columns_and_their_sum(told):
    text = (
        "Quý II năm 2025\n"
        "TT;Nội dung;Đơn vị;Huyện Tuy Phước;Huyện Phù Cát;Tổng cộng\n"
        "1;Số hồ sơ đã giải quyết;hồ sơ;10;20;31\n"
        "2;Số vụ khiếu nại đã giải quyết;vụ;1;2;3\n"
    )
    assert told(text) == (
        [
            (3, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 10),
            (3, "Phù Cát", "2025-Q2", "tthc_da_giai_quyet", 20),
            (4, "Tuy Phước", "2025-Q2", "kn_da_giai_quyet", 1),
            (4, "Phù Cát", "2025-Q2", "kn_da_giai_quyet", 2),
        ],
        [("note", "total_differs", 3, "Tổng cộng", "31")],
    )


def test_units_in_a_column_beside_the_indicators(told):
    text = (
        "Quý I/2025\nĐơn vị;Chỉ tiêu;Kết quả\n"
        "Huyện Tuy Phước;Số hồ sơ đã giải quyết;10\n"
        "Huyện Phù Cát;Số hồ sơ đã giải quyết;-\n"
    )
    assert told(text) == (
        [(3, "Tuy Phước", "2025-Q1", "tthc_da_giai_quyet", 10)],
        [("note", "missing-value", 4, "Kết quả", "-")],
    )


def test_periods_over_the_columns_take_the_year_above(told):
    text = (
        "Năm 2025\nĐịa phương: Huyện Tuy Phước\nChỉ tiêu;Quý I;Quý II;6 tháng đầu năm;Năm 2024\n"
        "Số hồ sơ đã giải quyết;4;5;9;17\n"
    )
    found, problems = told(text)
    assert problems == []
    assert [(f[2], f[4]) for f in found] == [
        ("2025-Q1", 4), ("2025-Q2", 5), ("2025-H1", 9), ("2024", 17),
    ]  # fmt: skip


def test_a_period_no_year_above_is_sure_of_is_refused(examined):
    text = ABOVE + "Chỉ tiêu;Quý II;Quý III\nSố hồ sơ đã giải quyết;4;5\n"
    found = examined(text)
    assert [(f.period.code, f.value) for f in found.figures] == [("2025-Q2", 4)]
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.line) == ("reject", "period_yearless", 3)
    assert "ghi đủ, ví dụ “Quý III năm 2025”" in problem.reason
    assert (found.rejected, found.partly) == (1, 1)


@pytest.mark.parametrize(
    "heading", ["Kế hoạch", "Cùng kỳ năm 2024", "So sánh (%)", "Ước thực hiện", "Tăng, giảm", "Nữ"]
)
def test_columns_of_other_figures_are_refused(heading, told):
    text = ABOVE + f"Chỉ tiêu;Thực hiện;{heading}\nSố hồ sơ đã giải quyết;4;5\n"
    assert told(text) == (
        [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)],
        [("reject", "column_unknown", 3, heading, heading)],
    )


@pytest.mark.parametrize(
    ("above", "says"),
    [
        ("Quý II/2025\n", "không rõ là số của đơn vị nào; ghi đúng một dòng"),
        ("UBND HUYỆN TUY PHƯỚC\nQuý II/2025\n", "ví dụ “Đơn vị báo cáo: Huyện Tuy Phước”"),
        ("Đơn vị: triệu đồng\nQuý II/2025\n", "không rõ là số của đơn vị nào"),
        (
            "Đơn vị báo cáo: Huyện Tuy Phước\nĐịa phương: Huyện Phù Cát\nQuý II/2025\n",
            "(phía trên ghi Huyện Tuy Phước, Huyện Phù Cát)",
        ),
    ],
)  # fmt: skip
def test_a_table_of_nobody_asks_for_its_unit(above, says, examined):
    found = examined(above + "Chỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\n")
    (problem,) = found.problems
    assert (found.outcome, problem.code) == ("reject_file", "missing-label")
    assert says in problem.reason


def test_the_unit_may_stand_on_the_line_below_its_label(examined):
    top = "Đơn vị báo cáo:\nHuyện Tuy Phước\nĐơn vị nhận báo cáo: UBND tỉnh"
    rows = [[top], ["Quý II/2025"], ["Chỉ tiêu", "Kết quả"], ["Số hồ sơ đã giải quyết", 4]]
    found = examined(workbook(rows))
    assert figures(found.figures) == [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)]


def test_a_table_without_period_asks_for_it(examined):
    (problem,) = examined(
        "Đơn vị báo cáo: Huyện Tuy Phước\nChỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\n"
    ).problems
    assert problem.code == "period_missing"
    assert "“Kỳ báo cáo: Quý II/2025”" in problem.reason


@pytest.mark.parametrize(
    ("group", "name", "says"),
    [
        ("A;Cấp xã", "Số hồ sơ đã giải quyết", "đứng dưới dòng “Cấp xã” nên là số của một phần"),
        ("B;Lĩnh vực đất đai", "Số hồ sơ tiếp nhận", "bỏ dòng này, hoặc nếu là số liệu chung"),
        ("C;Nữ", "Số vụ khiếu nại đã giải quyết", "đứng dưới dòng “Nữ” nên là số của một phần"),
        ("C;Đoàn viên", "Số vụ khiếu nại đã giải quyết", "ghi mã kn_da_giai_quyet thay cho tên"),
        ("1;Đơn tố cáo", "Đúng hạn", "đứng dưới “Đơn tố cáo” nên chưa chắc là"),
        ("1;Số hồ sơ đã giải quyết", "Số hồ sơ trực tuyến", "không có trong danh mục"),
        ("1;Số hồ sơ đã giải quyết", "Trong đó: phụ nữ", "không có trong danh mục"),
    ],
)  # fmt: skip
def test_a_group_that_makes_another_figure_of_a_row_refuses_it(group, name, says, examined):
    found = examined(ABOVE + f"TT;Chỉ tiêu;Kết quả\n{group};\n-;{name};4\n")
    assert found.figures == ()
    (problem,) = [p for p in found.problems if p.severity == "reject"]
    assert (problem.line, problem.column, problem.found) == (5, "Chỉ tiêu", name)
    assert says in problem.reason


@pytest.mark.parametrize(
    ("group", "name", "code"),
    [
        ("I;Công tác cải cách hành chính", "Đã giải quyết hồ sơ", None),
        ("I;Công tác cải cách hành chính", "Số hồ sơ đã giải quyết", "tthc_da_giai_quyet"),
        ("I;Hồ sơ thủ tục hành chính", "Đúng hạn", "tthc_giai_quyet_truoc_va_dung_han"),
        ("2;Số hồ sơ đã giải quyết", "Tỷ lệ hồ sơ giải quyết đúng hạn", "ty_le_dung_han"),
        ("2;Hồ sơ đang giải quyết", "Quá hạn", "tthc_dang_giai_quyet_qua_han"),
        ("C;Nữ", "kn_da_giai_quyet", "kn_da_giai_quyet"),
    ],
)  # fmt: skip
def test_a_row_is_told_by_its_name_below_a_group(group, name, code, examined):
    around = "9;Tổng số hồ sơ đã giải quyết;14\n10;Hồ sơ trễ hạn;10\n"
    is_on_time = code == "tthc_giai_quyet_truoc_va_dung_han"
    found = examined(
        ABOVE + f"TT;Chỉ tiêu;Kết quả\n{group};\n-;{name};4\n" + (around if is_on_time else "")
    )
    assert [f.subject.code for f in found.figures if f.line == 5] == ([code] if code else [])


def test_rows_below_other_figures_are_refused(told):
    text = ABOVE + (
        "TT;Chỉ tiêu;Kết quả\n1;Số hồ sơ đã giải quyết;4\n2;Cùng kỳ năm trước;\n"
        "-;Số hồ sơ tiếp nhận;5\n"
    )
    found, problems = told(text)
    assert [f[0] for f in found] == [4]
    assert [p[:3] for p in problems] == [
        ("note", "not_data", 5), ("reject", "period_ambiguous", 6),
    ]  # fmt: skip


def test_figures_usually_cumulative_ask_which_they_are(told):
    rows = "Chỉ tiêu;Số liệu\nSố lao động được tạo việc làm;300\nKế hoạch tạo việc làm;500\n"
    found, problems = told(ABOVE + rows)
    assert found == []
    assert problems == [
        ("reject", "counting_unknown", 4, "Số liệu", "300"),
        ("reject", "counting_unknown", 5, "Số liệu", "500"),
    ]
    found, problems = told(ABOVE + "Số liệu lũy kế từ đầu năm\n" + rows)
    assert problems == []
    assert [f[2:4] for f in found] == [
        ("2025-Q2-LK", "viec_lam_tao_moi"), ("2025", "viec_lam_ke_hoach_nam"),
    ]  # fmt: skip


def test_a_column_of_the_quarter_under_a_cumulative_period_is_refused(told):
    text = ABOVE.replace("Quý II", "Lũy kế đến hết quý II") + (
        "Chỉ tiêu;Trong kỳ;Kết quả\nSố hồ sơ đã giải quyết;4;9\n"
    )
    assert told(text) == (
        [(4, "Tuy Phước", "2025-Q2-LK", "tthc_da_giai_quyet", 9)],
        [("reject", "counting_ambiguous", 3, "Trong kỳ", "Trong kỳ")],
    )


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        ("Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", "unit_differs"),
        ("Thu ngân sách nhà nước trên địa bàn (tỷ đồng)", "", "unit_differs"),
        ("Thu ngân sách nhà nước trên địa bàn", "triệu đồng", None),
        ("Số hồ sơ đã giải quyết", "nghìn hồ sơ", "unit_differs"),
    ],
)
def test_what_a_row_is_counted_in_must_be_ours(name, unit, code, examined):
    above = ABOVE.replace("Quý II năm", "Năm")
    found = examined(above + f"Chỉ tiêu;ĐVT;Kết quả\n{name};{unit};4\n")
    assert [p.code for p in found.problems] == ([code] if code else [])


def test_two_columns_of_the_same_figures_refuse_the_table(examined):
    (problem,) = examined(ABOVE + "Chỉ tiêu;Kết quả;Số liệu\nSố hồ sơ đã giải quyết;4;5\n").problems
    assert problem.code == "duplicate-label"
    assert "hai cột “Kết quả” và “Số liệu”" in problem.reason


def test_a_row_of_many_columns_refuses_its_name_once(examined):
    found = examined(ABOVE + "Chỉ tiêu;Quý I/2025;Quý II/2025\nSố hồ sơ bị mất;4;5\n")
    (problem,) = found.problems
    assert (problem.line, problem.found) == (4, "Số hồ sơ bị mất")
    assert problem.reason.endswith("; cả dòng không được nạp")
    assert (found.records, found.rejected) == (1, 1)


def test_a_second_table_takes_period_and_unit_from_the_top(examined):
    text = ABOVE + (
        "Chỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\nBảng 2\nChỉ tiêu;Kết quả\nSố đơn tố cáo;2\n"
    )
    found = examined(text)
    assert [f[:4] for f in figures(found.figures)] == [
        (4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet"),
        (7, "Tuy Phước", "2025-Q2", "don_to_cao"),
    ]
    assert [(p.code, p.line) for p in found.problems] == [("period_taken", 6)]


def test_a_group_of_rows_named_like_units_begins_no_table(examined):
    text = ABOVE + "TT;Chỉ tiêu;Kết quả\nII;Cấp xã;\n1;Số hồ sơ đã giải quyết;4\n"
    assert len(tables(read_sheet(text.encode()))) == 1


def test_spoilt_cells_refuse_their_figure_alone(examined):
    rows = [["Đơn vị báo cáo: Huyện Tuy Phước"], ["Năm 2025"], ["Chỉ tiêu", "Quý I", "Quý II"],
            ["Số hồ sơ đã giải quyết", "#REF!", 5]]  # fmt: skip
    found = examined(workbook(rows))
    assert [(f.period.code, f.value) for f in found.figures] == [("2025-Q2", 5)]
    assert [(p.severity, p.line, p.column, p.found) for p in found.problems] == [
        ("reject", 4, "Quý I", "#REF!")
    ]


def test_the_file_to_mend_is_read_again_as_it_was(examined):
    text = REPORT.replace("Tiếp nhận trực tuyến", "Tiếp nhận qua mạng").encode("utf-8-sig")
    first = examined(text)
    assert [(p.line, p.severity) for p in first.problems] == [
        (7, "note"), (9, "reject"), (15, "note"),
    ]  # fmt: skip
    mended = to_mend(text, first).decode("utf-8-sig")
    assert "1.1;Tiếp nhận qua mạng;hồ sơ;700;1.500;" in mended
    again = examined(mended.replace("Tiếp nhận qua mạng", "Hồ sơ tiếp nhận trực tuyến"))
    assert [f[1:] for f in figures(again.figures)] == [
        ("Tuy Phước", "2025-Q2", "tthc_tiep_nhan_truc_tuyen", 700),
        ("Tuy Phước", "2025-Q2-LK", "tthc_tiep_nhan_truc_tuyen", 1500),
    ]


def test_the_workbook_to_mend_keeps_the_lines_above(examined):
    rows = list(csv.reader(io.StringIO(REPORT), delimiter=";"))
    rows[8][3] = "7OO"
    content = workbook(rows)
    first = examined(content)
    sheet = load_workbook(io.BytesIO(to_mend(content, first))).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[1] for line in lines[-1:]] == ["Tiếp nhận trực tuyến"]
    assert [line[0] for line in lines[3:4]] == ["Đơn vị báo cáo: UBND huyện Tuy Phước"]


def test_a_demonstration_is_told_by_the_line_above(examined):
    assert examined("Số liệu minh họa\n" + ABOVE + "Chỉ tiêu;Kết quả\nSố đơn tố cáo;2\n").is_demo


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("KẾ HOẠCH NĂM", "figures_otherwise"),
        ("Số liệu ước thực hiện", "figures_otherwise"),
        ("Kết quả giải quyết hồ sơ lĩnh vực đất đai", "figures_otherwise"),
        ("Kết quả thực hiện kế hoạch", None),
    ],
)
def test_a_line_above_that_makes_other_figures_of_the_rows_refuses_them(title, code, examined):
    found = examined(f"{title}\n" + ABOVE + "Chỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\n")
    assert [p.code for p in found.problems] == ([code] if code else [])
    assert len(found.figures) == (0 if code else 1)
    assert not any("cột này" in p.reason or "cả cột" in p.reason for p in found.problems)


LONG_NAME = "Số hồ sơ đã giải quyết lũy kế từ đầu năm"


@pytest.mark.parametrize(
    ("above", "heading", "name", "code"),
    [
        (ABOVE, "Kết quả", LONG_NAME, "2025-Q2-LK"),
        (ABOVE + "Số liệu trong kỳ\n", "Kết quả", LONG_NAME, "2025-Q2-LK"),
        (ABOVE, "Kết quả", "Lũy kế số lao động được tạo việc làm", "2025-Q2-LK"),
        (ABOVE, "Kết quả", "Số hồ sơ đã giải quyết trong kỳ", "2025-Q2"),
        (ABOVE, "Kết quả", "Hồ sơ TTHC tiếp nhận trực tuyến trong kỳ", "2025-Q2"),
        (ABOVE, "Lũy kế", "Hồ sơ TTHC tiếp nhận trực tuyến trong kỳ", "2025-Q2-LK"),
        (ABOVE, "Trong kỳ", LONG_NAME, None),
        (ABOVE, "Lũy kế", "Số hồ sơ đã giải quyết trong kỳ", None),
        (ABOVE.replace("Quý", "Lũy kế quý"), "Kết quả", "Số hồ sơ đã giải quyết trong kỳ", None),
    ],
)
def test_a_row_that_says_its_counting_is_taken_at_its_word(above, heading, name, code, examined):
    found = examined(above + f"Chỉ tiêu;{heading}\n{name};4\n")
    assert [f.period.code for f in found.figures] == ([code] if code else [])
    assert ["nói trái nhau" in p.reason for p in found.problems] == ([] if code else [True])


@pytest.mark.parametrize(
    ("period", "heading", "name", "code"),
    [
        ("2025-Q2", "Kết quả", LONG_NAME, None),
        ("2025-Q2", "Lũy kế", "Số hồ sơ đã giải quyết", None),
        ("Lũy kế quý II/2025", "Trong kỳ", "Số hồ sơ đã giải quyết", None),
        ("2025-Q2-LK", "Trong kỳ", "Số hồ sơ đã giải quyết", None),
        ("2025-Q2-LK", "Lũy kế", LONG_NAME, "2025-Q2-LK"),
        ("Quý II/2025", "Lũy kế", "Số hồ sơ đã giải quyết", "2025-Q2-LK"),
        ("Quý II/2025", "Kết quả", LONG_NAME, "2025-Q2-LK"),
        ("2025-Q2", "Trong kỳ", "Số hồ sơ đã giải quyết", "2025-Q2"),
    ],
)
def test_a_period_and_its_row_or_column_that_contradict_are_refused(
    period, heading, name, code, examined
):
    above = "Đơn vị báo cáo: Huyện Tuy Phước\n"
    found = examined(above + f"Chỉ tiêu;Kỳ;{heading}\n{name};{period};4\n")
    assert [f.period.code for f in found.figures] == ([code] if code else [])
    assert ["nói trái nhau" in p.reason for p in found.problems] == ([] if code else [True])


@pytest.mark.parametrize("line", ["Kỳ: II/2024", "Quý VI/2024", "Kỳ: 2/2024"])
def test_a_line_for_the_period_that_says_none_is_named(line, examined):
    (problem,) = examined(
        f"Đơn vị báo cáo: Huyện Tuy Phước\n{line}\nChỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\n"
    ).problems
    assert (problem.code, problem.line, problem.found) == ("period_unknown", 2, line)


@pytest.mark.parametrize("heading", ["Q.II/2025", "Q. 2 năm 2025", "gia_tri", "ket_qua"])
def test_a_short_quarter_and_our_own_name_of_values_head_figures(heading, examined):
    found = examined(ABOVE + f"TT;Chỉ tiêu;{heading}\n1;Số hồ sơ đã giải quyết;4\n")
    assert figures(found.figures) == [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("heading", "name", "unit", "told"),
    [
        ("Kết quả (hồ sơ)", "Số hồ sơ đã giải quyết", "", []),
        ("Kết quả (triệu đồng)", "Vốn dân góp NTM", "", []),
        ("Kết quả (triệu đồng)", "Vốn dân góp NTM (triệu đồng)", "tr.đồng", []),
        ("Kết quả (tỷ đồng)", "Vốn dân góp NTM", "", ["Đơn vị tính"]),
        ("Kết quả (tỷ đồng)", "Số hồ sơ đã giải quyết", "", ["Đơn vị tính"]),
        ("Kết quả (tỷ đồng)", "Vốn dân góp NTM", "triệu đồng", ["ĐVT"]),
        ("Kết quả (tỷ đồng)", "Vốn dân góp NTM (triệu đồng)", "", ["Đơn vị tính"]),
    ],
)
def test_the_unit_of_count_over_a_column_is_that_of_its_figures(
    heading, name, unit, told, examined
):
    units = ";ĐVT" if unit else ""
    row = f"{name};{unit};4" if unit else f"{name};4"
    found = examined(ABOVE + f"Chỉ tiêu{units};{heading}\n{row}\n")
    assert [(p.code, p.line, p.column) for p in found.problems] == [
        ("unit_differs", 4, column) for column in told
    ]
    assert len(found.figures) == (0 if told else 1)


@pytest.mark.parametrize(("period", "count"), [("2025-Q2", 1), ("Quý II/2025", 0)])
def test_a_code_in_a_column_of_periods_says_it_is_the_period_alone(period, count, examined):
    found = examined(
        f"Đơn vị;Kỳ;Chỉ tiêu;Kết quả\nHuyện Tuy Phước;{period};Số lao động được tạo việc làm;4\n"
    )
    assert len(found.figures) == count


def test_a_plan_without_its_figure_ends_no_rows(examined):
    found = examined(
        ABOVE + "TT;Chỉ tiêu;Kết quả\n1;Kế hoạch tạo việc làm của năm;\n2;Số hồ sơ tiếp nhận;4\n"
    )
    assert [f[3] for f in figures(found.figures)] == ["tthc_tiep_nhan"]
    assert [(p.code, p.line) for p in found.problems] == [("missing-value", 4)]


def test_rows_below_a_bare_group_of_plans_are_refused(examined):
    rows = "1;Số hồ sơ tiếp nhận;4\nII;Kế hoạch năm;\n1;Số lao động được tạo việc làm;500\n"
    found = examined(ABOVE + "TT;Chỉ tiêu;Kết quả\n" + rows)
    assert [f[3] for f in figures(found.figures)] == ["tthc_tiep_nhan"]
    assert [(p.severity, p.line) for p in found.problems] == [("note", 5), ("reject", 6)]


@pytest.mark.parametrize(
    ("period", "heading", "code"),
    [
        ("Quý II/2025", "Quý I", "2025-Q1"),
        ("Quý II/2025", "6 tháng đầu năm", "2025-H1"),
        ("Quý II/2025", "Tháng 5", "2025-05"),
        ("Quý II/2025", "Cả năm", None),
        ("Quý II/2025", "Tháng 7", None),
        ("Quý I/2025", "Quý IV", None),
        ("Năm 2024", "9 tháng", "2024-9M"),
        ("Năm 2024", "Quý IV", "2024-Q4"),
    ],
)
def test_a_heading_without_its_year_keeps_its_own_period(period, heading, code, examined):
    above = f"Đơn vị báo cáo: Huyện Tuy Phước\nKỳ báo cáo: {period}\n"
    found = examined(above + f"Chỉ tiêu;{heading}\nSố hộ nghèo;5\n")
    assert [f.period.code for f in found.figures] == ([code] if code else [])


def test_two_rows_of_headings_name_one_period(examined):
    rows = ["Chỉ tiêu;Quý II;;Năm 2024;", ";2023;2024;Quý I;Quý III", "Số cuộc giám sát;1;2;3;4"]
    found = examined(ABOVE.replace("2025", "2024") + "\n".join(rows) + "\n")
    assert [(f.period.code, f.value) for f in found.figures] == [
        ("2023-Q2", 1), ("2024-Q2", 2), ("2024-Q1", 3), ("2024-Q3", 4),
    ]  # fmt: skip


def test_a_district_below_its_province_over_the_columns_is_that_one(examined):
    rows = ["Chỉ tiêu;Tỉnh Bình Định;Tỉnh Hải Phòng", ";Huyện An Lão;", "Số hộ nghèo;1;2"]
    found = examined("Năm 2024\n" + "\n".join(rows) + "\n")
    assert found.figures[0].unit.code == "542"


@pytest.mark.parametrize(
    "table",
    [
        "Chỉ tiêu;Kỳ;Quý I/2024\nSố hộ nghèo;Quý II/2024;5\n",
        "Đơn vị;Chỉ tiêu;Huyện Phù Cát\nHuyện Tuy Phước;Số hộ nghèo;5\n",
    ],
)
def test_what_rows_and_headings_both_say_is_refused(table, examined):
    (problem,) = examined(ABOVE + table).problems
    assert (problem.code, problem.line) == ("duplicate-label", 3)
    assert "để lại một nơi ghi" in problem.reason


@pytest.mark.parametrize(
    ("period", "heading", "name"),
    [
        ("Quý II/2025", "Lũy kế đến hết quý I", "Số hộ nghèo"),
        ("Quý II/2025", "Từ đầu năm đến hết tháng 5", "Số hộ nghèo"),
        ("Quý II/2025", "Kết quả", "Số hộ nghèo lũy kế đến hết quý I"),
        ("Quý II/2025", "Trong tháng", "Số hộ nghèo"),
        ("Quý II/2025", "Kết quả", "Số hộ nghèo trong tháng"),
        ("Tháng 6/2025", "Trong quý", "Số hộ nghèo"),
        ("6 tháng đầu năm 2025\nSố liệu trong quý", "Kết quả", "Số hộ nghèo"),
    ],
)
def test_figures_of_another_time_by_their_own_words_are_refused(period, heading, name, examined):
    above = f"Đơn vị báo cáo: Huyện Tuy Phước\n{period}\n"
    found = examined(above + f"Chỉ tiêu;{heading}\n{name};5\n")
    assert found.figures == ()
    assert [p.severity for p in found.problems] == ["reject"]


def test_a_plan_of_another_year_above_is_asked_about(examined):
    rows = "Chỉ tiêu;Kết quả\nKế hoạch tạo việc làm;500\n"
    above = "Kế hoạch tạo việc làm năm 2026\n" + ABOVE
    assert examined(above + rows).figures == ()
    (figure,) = examined(above.replace("2026", "2025") + rows).figures
    assert (figure.period.code, figure.value) == ("2025", 500)


TABLE = "Đơn vị báo cáo: Huyện Tuy Phước\nQuý II/2025\nTT;Chỉ tiêu;Kết quả;\n1;Số hộ nghèo;5;\n"


@pytest.mark.parametrize(
    ("rows", "figures", "problem"),
    [
        (";;120;\n", [5], ("reject", "missing-cell", 5, "", "120")),
        (";;Ngày làm việc;\n", [5], ("note", "not_data", 5, "", "Ngày làm việc")),
        ("2;;120;\n", [5], ("reject", "missing-cell", 5, "Chỉ tiêu", "")),
        ("2|Số cuộc giám sát|5\n", [5],
         ("reject", "delimiter_changed", 5, "", "2|Số cuộc giám sát|5")),
        ("2\n", [5], ("reject", "missing-cell", 5, "", "2")),
        ("Số cuộc giám", [5], ("reject", "cut_short", 5, "", "Số cuộc giám")),
        ("Tổng số hộ\n", [5], ("note", "not_data", 5, "", "Tổng số hộ")),
        ("2;Tổng số hộ;90;7\n", [5, 90], ("reject", "blank-label", 3, "cột thứ 4", "7")),
    ],
)  # fmt: skip
def test_rows_that_lost_a_name_or_their_figures_and_columns_without_heading(
    told, rows, figures, problem
):
    found, problems = told(TABLE + rows)
    assert [int(figure[4]) for figure in found if figure[4] is not None] == figures
    assert problem in problems


def test_figures_below_no_heading_are_refused(told):
    assert told(ABOVE + "TT;Chỉ tiêu;Kết quả;\n1;Số hồ sơ đã giải quyết;4;5\n") == (
        [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)],
        [("reject", "blank-label", 3, "cột thứ 4", "5")],
    )


def test_marks_of_rows_words_and_signatures_need_no_heading(told):
    text = ";Chỉ tiêu;Kết quả;\n1;Số hồ sơ đã giải quyết;4;hồ sơ\n;Người lập biểu;;Chủ tịch\n"
    assert told(ABOVE + text) == (
        [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)], [],
    )  # fmt: skip


@pytest.mark.parametrize("row", ["-,Trước hạn,hồ sơ,3", "2,Số đơn tố cáo,đơn,7"])
def test_a_row_under_another_mark_is_no_group(row, told):
    text = ABOVE + f"TT;Chỉ tiêu;ĐVT;Kết quả\n1;Số hồ sơ đã giải quyết;hồ sơ;4\n{row}\n"
    assert told(text) == (
        [(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)],
        [("reject", "delimiter_changed", 5, "", row)],
    )


@pytest.mark.parametrize(
    "line", ["Đơn vị báo cáo:;Huyện Tuy Phước", "Đơn vị:;;UBND huyện Tuy Phước"]
)
def test_the_unit_may_stand_in_a_cell_beside_its_label(line, told):
    text = line + ";\nQuý II/2025\nTT;Chỉ tiêu;Kết quả\n1;Số hồ sơ đã giải quyết;4\n"
    assert told(text) == ([(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)], [])


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("Số hồ sơ đã giải quyết (triệu đồng)", "hồ sơ", "triệu đồng"),
        ("Số hồ sơ đã giải quyết (%)", "hồ sơ", "%"),
        ("Số hồ sơ đã giải quyết", "‰", "‰"),
        ("Số hồ sơ đã giải quyết (hồ sơ)", "người", "người"),
        ("Số hồ sơ đã giải quyết (hồ sơ)", "hồ sơ", None),
        ("Số hồ sơ đã giải quyết (hồ sơ)", "bộ", None),
        ("Vốn dân góp NTM (tỷ đồng)", "triệu đồng", "tỷ đồng"),
        ("Vốn dân góp NTM (triệu đồng)", "tr.đồng", None),
        ("Số hộ nghèo (%)", "hộ", "%"),
        ("Số hộ nghèo (hộ)", "%", "%"),
        ("Số hộ nghèo (hộ)", "nghìn hộ", "nghìn hộ"),
        ("Số hộ nghèo (hộ)", "Hộ gia đình", None),
        ("Số hộ nghèo (hộ)", "", None),
    ],
)
def test_a_name_counted_otherwise_than_its_cell_is_refused(name, unit, found, told):
    figures, problems = told(ABOVE + f"Chỉ tiêu;ĐVT;Kết quả\n{name};{unit};4\n")
    assert [p[1:] for p in problems] == ([("unit_differs", 4, "ĐVT", found)] if found else [])
    assert len(figures) == (0 if found else 1)


@pytest.mark.parametrize(
    "heading",
    ["- Huyện Tuy Phước", "Ủy ban nhân dân huyện Tuy Phước", "H. Tuy Phước"],
)
def test_a_unit_over_a_column_may_be_written_as_in_a_row(heading, told):
    text = f"Quý II/2025\nTT;Chỉ tiêu;{heading};Huyện Phù Cát\n1;Số hồ sơ đã giải quyết;4;5\n"
    found, problems = told(text)
    assert ([f[1] for f in found], problems) == (["Tuy Phước", "Phù Cát"], [])


def test_on_time_of_no_telling_sums_is_refused_at_its_row(told):
    rows = "1;Số hồ sơ đã giải quyết;10\n-;Đúng hạn;6\n-;Quá hạn;1\n"
    found, problems = told(ABOVE + "TT;Chỉ tiêu;Kết quả\n" + rows)
    assert [f[0] for f in found] == [4, 6]
    assert [p[:3] for p in problems] == [("reject", "on_time_ambiguous", 5)]


def test_units_of_count_below_a_bare_heading_are_no_units(told):
    text = "TT;Chỉ tiêu;Đơn vị;Kết quả\n1;Số hồ sơ đã giải quyết;hồ sơ;4\n"
    assert told(ABOVE + text) == ([(4, "Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", 4)], [])


@pytest.mark.parametrize(("province", "codes"), [("BÌNH ĐỊNH", ["unit_outside"]), ("KON TUM", [])])
def test_a_reporter_of_another_province_than_the_letterhead_is_told(province, codes, examined):
    found = examined(
        f"UBND TỈNH {province}\nĐơn vị báo cáo: Huyện Đắk Hà, tỉnh Kon Tum\nQuý II/2025\n"
        "Chỉ tiêu;Kết quả\nSố hồ sơ đã giải quyết;4\n"
    )
    assert [f.unit.short_name for f in found.figures] == ["Đăk Hà"]
    assert [p.code for p in found.problems] == codes


@pytest.mark.parametrize(
    "group",
    ["1. Tiếp công dân, xử lý đơn", "2. Hồ sơ, đơn thư (mục 1, 2)"],
)
def test_a_group_with_commas_and_numbers_is_a_group(group, told):
    found, problems = told(ABOVE + f"TT;Chỉ tiêu;Kết quả\n;{group};\n3;Số đơn tố cáo;4\n")
    assert [p[:3] for p in problems] == [("note", "not_data", 4)]
    assert [f[3] for f in found] == ["don_to_cao"]


@pytest.mark.parametrize(
    ("line", "notes"),
    [("Kỳ báo cáo: Tháng 5/2025", 1), ("Quý III/2025", 1), ("Năm 2025", 0), ("Quý II/2025", 0),
     ("6 tháng đầu năm 2025", 0), ("Năm 2024", 1)],
)  # fmt: skip
def test_a_line_above_of_no_column_s_period_is_told(line, notes, examined):
    head = "Đơn vị báo cáo: Huyện Tuy Phước\n" + line + "\nChỉ tiêu;Quý I/2025;Quý II/2025\n"
    found = examined(head + "Số hộ nghèo;5;4\n")
    assert len(found.figures) == 2
    assert [(p.code, p.line) for p in found.problems] == [("period_doubted", 2)] * notes


@pytest.mark.parametrize(
    "head",
    ["TT;Chỉ tiêu;- Đơn vị tính;Kết quả", "TT;- Chỉ tiêu;Đơn vị tính;Kết quả",
     "TT;Chỉ tiêu;Đơn vị tính;- Kết quả", "TT;Chỉ tiêu;Đơn vị tính;- Quý II"],
)  # fmt: skip
def test_bullets_before_headings_are_no_part_of_them(head, examined):
    found = examined(ABOVE + head + "\n1;Số hộ nghèo;hộ;4\n")
    assert (len(found.figures), found.problems) == (1, ())
