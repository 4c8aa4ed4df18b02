"""What a row of a listed table counts, by the rows above it: marks, groups, and bare names."""

import pytest

from etl.mending import to_mend
from tests.etl.files import workbook

ABOVE = "Đơn vị báo cáo: UBND huyện Tuy Phước\nQuý II năm 2024\n"
OPEN, SETTLED = "tthc_dang_giai_quyet_qua_han", "tthc_giai_quyet_qua_han"


@pytest.fixture
def told(examined):
    """The subject and value of each figure of some rows, and the refusals' lines."""

    def tell(*rows: str, head: str = "TT;Chỉ tiêu;Kết quả"):
        found = examined(ABOVE + head + "\n" + "\n".join(rows) + "\n")
        figures = [(f.subject.code, int(f.value)) for f in found.figures]
        return figures, [p.line for p in found.problems if p.severity == "reject"]

    return tell


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        (("1;Số hồ sơ đang giải quyết;100", "-;Quá hạn;3"), "TT;Chỉ tiêu;Kết quả"),
        ((";Số hồ sơ đang giải quyết;100", ";- Quá hạn;3"), "TT;Chỉ tiêu;Kết quả"),
        (("Số hồ sơ đang giải quyết;100", "- Quá hạn;3"), "Chỉ tiêu;Kết quả"),
        (("* Số hồ sơ đang giải quyết;100", "- Quá hạn;3"), "Chỉ tiêu;Kết quả"),
        (("- Số hồ sơ đang giải quyết;100", "+ Quá hạn;3"), "Chỉ tiêu;Kết quả"),
        (("1;Số hồ sơ đang giải quyết;100", "2;- Quá hạn;3"), "TT;Chỉ tiêu;Kết quả"),
        (("1;Số hồ sơ đang giải quyết;100", "1.1;Quá hạn;3"), "TT;Chỉ tiêu;Kết quả"),
        (("1;1. Số hồ sơ đang giải quyết;100", "2;1.1. Quá hạn;3"), "TT;Chỉ tiêu;Kết quả"),
        (("Số hồ sơ đang giải quyết;100", "Trong đó: quá hạn;3"), "Chỉ tiêu;Kết quả"),
    ],
)
def test_a_part_is_of_the_count_it_stands_below(rows, head, told):
    assert told(*rows, head=head) == ([("tthc_dang_giai_quyet", 100), (OPEN, 3)], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("1;Số hồ sơ đang giải quyết;100", "2;Quá hạn;3"),
        (";Số hồ sơ đang giải quyết;100", ";Quá hạn;3"),
        ("1;Số vụ khiếu nại đã giải quyết;100", "2;Giải quyết quá hạn;3"),
        ("1;Số vụ khiếu nại đã giải quyết;100", "-;Giải quyết quá hạn;3"),
        ("1;Số đơn tố cáo;100", "2;Tổng số đã giải quyết;3"),
    ],
)
def test_a_bare_name_that_may_be_a_part_of_the_row_above_is_refused(rows, told):
    figures, refused = told(*rows)
    assert (len(figures), refused) == (1, [5])


def test_bare_names_beside_a_count_of_their_own_are_read(told):
    rows = ("1;Số hồ sơ đã giải quyết;100", "2;Trước hạn;60", "3;Đúng hạn;30", "4;Quá hạn;10")
    assert told(*rows) == (
        [("tthc_da_giai_quyet", 100), ("tthc_giai_quyet_truoc_han", 60),
         ("tthc_giai_quyet_dung_han", 30), (SETTLED, 10)],
        [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["Tổng số tiếp nhận", "Tổng số đã giải quyết", "Giải quyết đúng hạn", "Quá hạn",
     "Tiếp nhận mới", "Tồn cuối kỳ", "Tỷ lệ đúng hạn", "Trực tuyến"],
)  # fmt: skip
@pytest.mark.parametrize(
    "group",
    ["Công tác tiếp công dân, giải quyết khiếu nại, tố cáo", "Giải quyết khiếu nại",
     "Công tác xử lý đơn thư", "Lao động, việc làm"],
)  # fmt: skip
def test_dossiers_are_never_taken_from_a_group_of_another_field(name, group, told):
    figures, refused = told("0;Số hồ sơ đã giải quyết;9", f"I;{group};", f"1;{name};8")
    assert figures == [("tthc_da_giai_quyet", 9)]
    assert refused == [6]


@pytest.mark.parametrize(
    ("group", "name", "code"),
    [
        ("An sinh xã hội", "Số hộ nghèo", "ho_ngheo"),
        ("Kinh tế - xã hội", "Số hộ nghèo", "ho_ngheo"),
        ("Cải cách thủ tục hành chính", "Số hồ sơ đã giải quyết", "tthc_da_giai_quyet"),
        ("Kết quả giải quyết TTHC", "Giải quyết quá hạn", SETTLED),
        ("Tiếp công dân, khiếu nại, tố cáo", "Số hồ sơ TTHC đã giải quyết", None),
        ("Khiếu nại, tố cáo", "Số vụ khiếu nại đã giải quyết", "kn_da_giai_quyet"),
    ],
)
def test_a_group_of_its_own_field_changes_nothing(group, name, code, told):
    figures, _ = told(f"I;{group};", f"1;{name};8")
    assert [subject for subject, _ in figures] == ([code] if code else [])


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Chỉ tiêu;Loại;Kết quả", "Số hộ nghèo;Kế hoạch;5"),
        ("Chỉ tiêu;Kiểu số liệu;Kết quả", "Số hộ nghèo;Lũy kế;5"),
        ("Chỉ tiêu;Cấp;Kết quả", "Số hộ nghèo;Xã;5"),
        ("Chỉ tiêu;Năm;Kết quả", "Số hộ nghèo;2023;5"),
        ("Chỉ tiêu;Trong đó;Kết quả", "Số hộ nghèo;Nữ;5"),
        ("Chỉ tiêu;Nội dung;Kết quả", "Số hộ nghèo;Số hộ cận nghèo;5"),
        ("Chỉ tiêu;Mã chỉ tiêu;Kết quả", "Số hộ nghèo;tong_so_ho;5"),
        ("Chỉ tiêu;;Kết quả", "Số hồ sơ đã giải quyết;Đúng hạn;5"),
    ],
)
def test_a_column_that_tells_rows_apart_refuses_the_table(head, row, told):
    assert told(row, head=head)[0] == []


def test_figures_without_a_heading_are_told(told):
    assert told("1;Số hộ nghèo;4;5", head="TT;Chỉ tiêu;Kết quả;") == ([("ho_ngheo", 4)], [3])


def test_names_in_two_columns_of_a_workbook_are_refused(examined):
    rows = [["Đơn vị báo cáo: Huyện Tuy Phước"], ["Quý II/2024"], ["TT", "Nội dung", "", "Kết quả"],
            [1, "Số hồ sơ đã giải quyết", "Tổng số", 10], ["", "", "Quá hạn", 3]]  # fmt: skip
    found = examined(workbook(rows, ["B3:C3", "B4:B5"]))
    assert found.figures == ()
    assert [p.code for p in found.problems] == ["duplicate-label"]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (("Số hộ nghèo", "1;Số cuộc giám sát;3"), []),
        ((";;120", "1;Số cuộc giám sát;3"), [4]),
        (("1|Số hộ nghèo|5", "1;Số cuộc giám sát;3"), [4]),
        (("Công tác khác", "1;Số cuộc giám sát;3"), [5]),
    ],
)
def test_rows_of_one_cell_stop_nothing(rows, refused, told):
    figures, lines = told(*rows)
    assert lines == refused
    assert figures == ([] if 5 in refused else [("giam_sat_cuoc", 3)])


@pytest.mark.parametrize("heading", ["Năm 2023", "2023", "Kết quả năm 2023"])
def test_a_year_over_a_column_of_a_quarterly_table_is_asked_about(heading, told):
    figures, refused = told("Số hộ nghèo;4;5", head=f"Chỉ tiêu;{heading};Quý II/2024")
    assert (figures, refused) == ([("ho_ngheo", 5)], [3])
    assert told("Số hộ nghèo;4", head="Chỉ tiêu;Cả năm 2023")[0] == [("ho_ngheo", 4)]


TITLES = ["KẾT QUẢ GIẢI QUYẾT KHIẾU NẠI, TỐ CÁO", "Tình hình xử lý đơn thư", "Lao động, việc làm"]
BARE = ["Tổng số tiếp nhận", "Tổng số đã giải quyết", "Giải quyết quá hạn", "Đúng hạn"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", BARE)
def test_a_title_of_another_field_leaves_no_dossiers(title, name, examined):
    rows = f"Chỉ tiêu;Kết quả\n{name};8\n"
    assert examined(f"{title}\n" + ABOVE + rows).figures == ()
    wide = f"Đơn vị;{name}\nHuyện Tuy Phước;8\n"
    assert examined(f"{title};\nQuý II/2024;\n" + wide).figures == ()
    group = f"Quý II/2024;;\n;{title};\nĐơn vị;{name};Đang giải quyết\nHuyện Tuy Phước;8;9\n"
    assert examined(group).figures == ()


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ("Hồ sơ đang giải quyết;Quá hạn", ["tthc_dang_giai_quyet"]),
        ("Vụ việc khiếu nại thuộc thẩm quyền;Giải quyết quá hạn", ["kn_vu_thuoc_tham_quyen"]),
        ("Số hồ sơ đã giải quyết;Quá hạn", ["tthc_da_giai_quyet", SETTLED]),
    ],
)
def test_a_bare_heading_beside_a_fuller_one_may_be_a_part_of_it(columns, codes, examined):
    found = examined(f"Quý II/2024;;\nĐơn vị;{columns}\nHuyện Tuy Phước;9;8\n")
    assert [f.subject.code for f in found.figures] == codes


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("Công tác giải quyết tố cáo", []),
        ("Giải quyết khiếu nại", ["kn_giai_quyet_bang_quyet_dinh"]),
    ],
)
def test_complaints_are_no_denunciations(group, codes, told):
    figures, _ = told(f"I;{group};", "1;Giải quyết bằng quyết định hành chính;4")
    assert [code for code, _ in figures] == codes


def test_a_sum_of_different_indicators_is_no_figure(examined):
    rows = "2;Số hồ sơ đã giải quyết;9\n3;Số cuộc giám sát;\n;Tổng cộng;9\n"
    found = examined(ABOVE + "TT;Chỉ tiêu;Kết quả\n" + rows)
    assert [f.subject.code for f in found.figures] == ["tthc_da_giai_quyet"]
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        ("note", "missing-value", 5), ("note", "total_row", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Số hồ sơ đã giải quyết", "tthc_da_giai_quyet"])
def test_rows_under_the_name_of_a_unit_are_its_own(name, examined):
    found = examined(ABOVE + f"TT;Chỉ tiêu;Kết quả\nI;Huyện Phù Cát;\n1;{name};9\n")
    assert found.figures == ()
    (problem,) = [p for p in found.problems if p.severity == "reject"]
    assert "ghi thành một cột có tiêu đề là tên đơn vị" in problem.reason


def test_a_part_of_another_field_is_never_offered_the_code_of_dossiers(examined):
    rows = "1;Số vụ việc khiếu nại thuộc thẩm quyền;10\n-;Đã giải quyết;8\n"
    found = examined(ABOVE + "TT;Chỉ tiêu;Kết quả\n" + rows)
    assert [f.subject.code for f in found.figures][:1] == ["kn_vu_thuoc_tham_quyen"]
    assert all("tthc_da_giai_quyet" not in p.reason for p in found.problems)


def test_an_office_that_reports_is_refused_at_its_line(examined):
    above = ABOVE.replace("UBND huyện", "Ban Dân vận Huyện ủy")
    (problem,) = examined(above + "Chỉ tiêu;Kết quả\nSố hộ nghèo;9\n").problems
    assert (problem.code, problem.line) == ("not_a_unit", 1)
    assert "ghi ở dòng này đơn vị mà số liệu thuộc về" in problem.reason


def test_a_later_table_of_another_period_takes_who_reports(examined):
    text = ABOVE + "Chỉ tiêu;Kết quả\nSố hộ nghèo;9\nKỳ báo cáo: Quý I/2024\n"
    found = examined(text + "Chỉ tiêu;Kết quả\nSố hộ nghèo;8\n")
    assert [(f.period.code, f.unit.short_name) for f in found.figures] == [
        ("2024-Q2", "Tuy Phước"), ("2024-Q1", "Tuy Phước"),
    ]  # fmt: skip
    assert [(p.code, p.line) for p in found.problems] == [("unit_taken", 6)]


def test_levels_over_columns_are_no_units_of_count(examined):
    rows = "Chỉ tiêu;ĐVT;Cấp huyện;Cấp xã;Tổng\nSố hồ sơ đã giải quyết;hồ sơ;1.000;2.000;3.000\n"
    found = examined(ABOVE + rows)
    assert [int(f.value) for f in found.figures] == [3000]
    assert [p.column for p in found.problems] == ["Cấp huyện", "Cấp xã"]


@pytest.mark.parametrize(
    "rows",
    [
        "1;Số hồ sơ đang giải quyết;100\n2;Quá hạn;3\n",
        "1;Số vụ khiếu nại đã giải quyết;100\n1.1;1.1. Giải quyết quá hạn;3\n",
        "1;Số hộ nghèo;100\n;Trong đó: Số cuộc giám sát;3\n",
        "I;Cấp xã;\n1;Số hộ nghèo;3\n",
        "I. Cấp xã;;\n;1. Số hộ nghèo :;3\n",
        "I;Huyện Phù Cát;\n1;Số hộ nghèo;3\n",
        "II;Kế hoạch năm 2024;\n1;Số hộ nghèo;3\n",
        "I;Giải quyết khiếu nại;\n1;Đúng hạn;3\n",
    ],
)
def test_refused_rows_sent_back_as_they_are_stay_refused(rows, examined):
    text = ABOVE + "TT;Chỉ tiêu;Kết quả\n" + rows
    first = examined(text)
    assert first.rejected == 1
    again = examined(to_mend(text.encode(), first))
    assert (again.figures, again.rejected) == ((), 1)
