"""Two rows of headings: a group and what stands under it are read together, or the remedy fits."""

import pytest

from etl.examining import examine


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a table of two header rows: its measures, and its refusals as (column, reason)."""

    def tell(upper: str, lower: str, title: str = "BÁO CÁO"):
        n = upper.count(";")
        text = f"{title}\nKỳ báo cáo: Quý II/2025\nĐơn vị;{upper}\n;{lower}\n"
        text += "Huyện Tuy Phước" + "".join(f";{i + 5}" for i in range(n + 1)) + "\n"
        found = examine("tep.csv", text.encode(), catalogue, register, cards=cards)
        refusals = [(p.column, p.reason) for p in found.problems if p.severity == "reject"]
        return [figure.subject.code for figure in found.figures], refusals

    return tell


@pytest.mark.parametrize(
    ("upper", "lower", "codes"),
    [
        ("Số hồ sơ tiếp nhận;;Kết quả giải quyết;", "Tổng số;Trực tuyến;Trước và đúng hạn;Quá hạn",
         ["tthc_tiep_nhan", "tthc_tiep_nhan_truc_tuyen", "tthc_giai_quyet_truoc_va_dung_han",
          "tthc_giai_quyet_qua_han"]),
        ("Số hồ sơ tiếp nhận;Kết quả giải quyết;", ";Số hồ sơ đã giải quyết;"
         "Hồ sơ TTHC giải quyết quá hạn",
         ["tthc_tiep_nhan", "tthc_da_giai_quyet", "tthc_giai_quyet_qua_han"]),
        ("Khiếu nại;;Tố cáo;", "Số vụ việc thuộc thẩm quyền;Đã giải quyết;"
         "Số vụ việc thuộc thẩm quyền;Đã giải quyết",
         ["kn_vu_thuoc_tham_quyen", "kn_da_giai_quyet", "tc_vu_thuoc_tham_quyen",
          "tc_da_giai_quyet"]),
        ("Hồ sơ đã giải quyết;Hồ sơ đang giải quyết", "Quá hạn;Quá hạn",
         ["tthc_giai_quyet_qua_han", "tthc_dang_giai_quyet_qua_han"]),
    ],
)  # fmt: skip
def test_a_group_and_its_leaf_are_one_name(upper, lower, codes, told):
    assert told(upper, lower) == (codes, [])


@pytest.mark.parametrize(
    "group",
    ["Kỳ trước", "Cùng kỳ năm trước", "Cấp xã", "Chưa xử lý", "Tố cáo", "Trực tuyến",
     "Trong đó", "Hồ sơ đang xử lý trên hệ thống"],
)  # fmt: skip
@pytest.mark.parametrize("leaf", ["Quá hạn", "Hồ sơ TTHC giải quyết quá hạn"])
def test_a_group_that_means_something_else_is_never_passed_over(group, leaf, told):
    codes, refusals = told(f"Số hộ nghèo;{group};Số hồ sơ tiếp nhận", f";{leaf};")
    assert "tthc_giai_quyet_qua_han" not in codes
    assert [column for column, _ in refusals] == [f"{group} - {leaf}"]


def test_a_bare_leaf_still_needs_its_family(told):
    codes, refusals = told("Số vụ khiếu nại đã giải quyết;Kết quả giải quyết", ";Quá hạn")
    assert codes == ["kn_da_giai_quyet"]
    assert "không nói rõ thuộc lĩnh vực nào" in refusals[0][1]


def test_the_remedy_for_a_full_name_under_a_group_is_to_drop_the_group(told):
    _, ((_, reason),) = told("Số hộ nghèo;Cấp xã", ";Hồ sơ TTHC giải quyết quá hạn")
    assert "bỏ tiêu đề nhóm" in reason and "“Cấp xã”" in reason
    assert "gần nhất" not in reason


@pytest.mark.parametrize(("group", "other"), [("Khiếu nại", "tố cáo"), ("Tố cáo", "khiếu nại")])
def test_suggestions_of_the_group_s_subject_come_first(group, other, told):
    _, ((_, reason),) = told(f"Số hộ nghèo;{group}", ";Số vụ việc thuộc thẩm quyền ạ")
    first = reason.split("gần nhất: ")[1].split(",")[0]
    assert group.lower() in first and other not in first


def test_suggestions_of_a_table_without_any_known_column_follow_the_group_too(told):
    codes, refusals = told("Khiếu nại;Khiếu nại", "Số vụ việc thuộc thẩm quyền ạ;Thừa")
    assert codes == []
    first = refusals[0][1].split("gần nhất: ")[1].split(",")[0]
    assert "khiếu nại" in first


@pytest.mark.parametrize(
    "group",
    ["Quý I/2025", "Năm 2024", "Cùng kỳ năm trước", "Kế hoạch", "Chưa giải quyết", "Tăng, giảm",
     "So sánh", "Chênh lệch", "Lĩnh vực đất đai", "Cấp xã"],
)  # fmt: skip
def test_a_group_over_every_column_that_makes_other_figures_is_never_passed_over(group, told):
    codes, refusals = told(f"{group};", "Số hồ sơ đã giải quyết;Số hộ nghèo")
    assert (codes, len(refusals)) == ([], 1)


@pytest.mark.parametrize(
    "group", ["Quý II/2025", "Năm 2025", "Kết quả thực hiện", "Trong quý", "Công tác giảm nghèo"]
)
def test_a_group_over_every_column_that_is_a_mere_title_is_none(group, told):
    codes, refusals = told(f"{group};", "Số hồ sơ đã giải quyết;Số hộ nghèo")
    assert (codes, refusals) == (["tthc_da_giai_quyet", "ho_ngheo"], [])


def test_plans_may_stand_under_a_group_of_plans(told):
    codes, _ = told("Kế hoạch năm;", "Kế hoạch tạo việc làm;Tỷ lệ việc làm so kế hoạch")
    assert codes == ["viec_lam_ke_hoach_nam"]


@pytest.mark.parametrize("upper", ["Quý I/2025;Quý II/2025", "Quý I;Quý II", "6 tháng;9 tháng"])
def test_periods_over_columns_are_told_to_be_tables_of_their_own(upper, told):
    for lower in ("Số hộ nghèo;Số hộ nghèo", ";"):
        _, refusals = told(upper, lower)
        assert "tách từng kỳ thành một bảng riêng" in refusals[0][1]


@pytest.mark.parametrize("column", ["Cùng kỳ", "Số hộ nghèo cùng kỳ năm trước", "Tăng, giảm (%)"])
def test_a_column_to_compare_with_is_told_to_be_left_out(column, told):
    codes, refusals = told(f"Số hộ nghèo;{column}", ";")
    assert codes == ["ho_ngheo"]
    assert "bỏ cột này, hoặc nạp kỳ ấy bằng bảng riêng" in refusals[0][1]


def test_a_column_of_another_year_is_told_to_be_a_table_of_its_own(told):
    codes, refusals = told("Số hộ nghèo 2024;Tổng số hộ", ";")
    assert codes == ["tong_so_ho"]
    assert "tách từng kỳ thành một bảng riêng" in refusals[0][1]


@pytest.mark.parametrize(
    ("group", "period"),
    [("Lũy kế từ đầu năm", "2024-Q2-LK"), ("Lũy kế", "2024-Q2-LK"),
     ("Số liệu lũy kế", "2024-Q2-LK"), ("Tính từ đầu năm đến nay", "2024-Q2-LK"),
     ("Kết quả lũy kế đến ngày 30/6/2024", "2024-Q2-LK"), ("Trong quý", "2024-Q2"),
     ("Kết quả thực hiện", "2024-Q2")],
)  # fmt: skip
def test_a_group_over_every_column_says_what_the_figures_run_over(group, period, examined):
    text = (
        f"Kỳ báo cáo: Quý II/2024;;\nĐơn vị;{group};\n;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\n"
        "Huyện Tuy Phước;10;11\n"
    )
    found = examined(text)
    assert [(f.period.code, int(f.value)) for f in found.figures] == [(period, 10), (period, 11)]
    assert found.outcome == "accept"


def test_a_group_that_speaks_of_both_countings_leaves_it_to_the_headings_below(examined):
    text = (
        "Kỳ báo cáo: Quý II/2024;;\nĐơn vị;Kết quả trong quý và lũy kế;\n"
        ";Hồ sơ tiếp nhận trong quý;Hồ sơ tiếp nhận lũy kế\nHuyện Tuy Phước;10;11\n"
    )
    assert [f.period.code for f in examined(text).figures] == ["2024-Q2", "2024-Q2-LK"]


def test_jobs_under_a_group_of_the_quarter_need_no_line_of_their_own(examined):
    text = (
        "Kỳ báo cáo: Quý II/2024;;\nĐơn vị;Trong quý;\n;Số lao động được tạo việc làm;Số hộ nghèo\n"
        "Huyện Tuy Phước;10;11\n"
    )
    assert [f.period.code for f in examined(text).figures] == ["2024-Q2", "2024-Q2"]
    running = examined(text.replace("Kỳ báo cáo: Quý", "Kỳ báo cáo: Lũy kế quý"))
    assert (running.figures, {p.code for p in running.problems}) == ((), {"counting_ambiguous"})


@pytest.mark.parametrize("place", ["line", "group"])
def test_a_plan_of_the_year_beside_cumulative_figures_stays_of_the_year(place, examined):
    line, group = ("Số liệu lũy kế từ đầu năm", "Kết quả")
    line, group = (line, group) if place == "line" else ("", "Lũy kế từ đầu năm")
    text = (
        f"{line};;\nKỳ báo cáo: Quý II/2024;;\nĐơn vị;{group};\n"
        ";Kế hoạch tạo việc làm;Số lao động được tạo việc làm\nHuyện Tuy Phước;100;11\n"
    )
    assert [(f.period.code, f.subject.code) for f in examined(text).figures] == [
        ("2024", "viec_lam_ke_hoach_nam"), ("2024-Q2-LK", "viec_lam_tao_moi"),
    ]  # fmt: skip


YEARS = "{title}\nKỳ báo cáo: Quý II/2024\nĐơn vị;{upper}\n{lower}\nHuyện Tuy Phước;10;11;3;4\n"


@pytest.mark.parametrize("unit", ["", "Đơn vị"])
@pytest.mark.parametrize(
    "pair",
    ["2023;2024", "6T/2023;6T/2024", "6 tháng 2023;6 tháng 2024", "30/6/2023;30/6/2024",
     "6/2023;6/2024", "2022-2023;2024 (ước)", "2024;Tăng, giảm", "2023;+/-"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("title", "upper"),
    [("BÁO CÁO", "Số hồ sơ tiếp nhận;;Số hồ sơ đã giải quyết;"),
     ("KẾT QUẢ TẠO VIỆC LÀM (lũy kế từ đầu năm)", "Kế hoạch năm;;Tạo việc làm;")],
)  # fmt: skip
def test_years_under_a_group_are_headings_and_no_row(title, upper, pair, unit, examined):
    lower = f"{unit};{pair};{pair}"
    found = examined(YEARS.format(title=title, upper=upper, lower=lower))
    assert found.figures == ()
    assert [(p.code, p.line) for p in found.problems] == [("indicator_unknown", 3)]
    assert "bảng riêng" in found.problems[0].reason


@pytest.mark.parametrize("row", ["I;;2010;2011", ";Tổng cộng;2010;2011", ";;1.210;2011"])
def test_a_row_of_figures_that_look_like_years_is_no_heading(row, examined):
    text = (
        "Kỳ báo cáo: Quý II/2024;;;\nTT;Đơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\n"
        f"{row}\n1;Huyện Tuy Phước;10;11\n"
    )
    assert [int(f.value) for f in examined(text).figures] == [10, 11]


LONE = "Kỳ báo cáo: Quý II/2025;;;\n{above}\nĐơn vị;{columns}\nHuyện Tuy Phước;10;11;3\n"
THREE = "Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết;Số hộ nghèo"


@pytest.mark.parametrize(
    "group",
    ["Cùng kỳ năm trước", "Kế hoạch năm 2025", "Lĩnh vực đất đai", "Ước thực hiện", "Năm 2024",
     "Quý I/2025", "Tăng, giảm", "Cấp xã", "UBND cấp xã", "Trong đó", "Tỉnh giao"],
)  # fmt: skip
def test_one_group_alone_above_the_headings_is_never_passed_over(group, examined):
    found = examined(LONE.format(above=f";{group};;", columns=THREE))
    assert found.figures == ()
    assert [p.code for p in found.problems] == ["indicator_unknown"]


@pytest.mark.parametrize(
    "group",
    ["Quý II/2025", "Năm 2025", "Trong quý", "ĐVT: hồ sơ", "(Đơn vị tính: hồ sơ, hộ)", "hồ sơ",
     "KẾT QUẢ GIẢI QUYẾT HỒ SƠ", "Biểu số 01", "Tuy Phước, ngày 12 tháng 6 năm 2025",
     "Sở Nội vụ", "PHÒNG KINH TẾ", "UBND XÃ PHƯỚC AN", "Độc lập - Tự do - Hạnh phúc",
     "(Ban hành kèm theo Kế hoạch số 12/KH-UBND ngày 30/12/2020)"],
)  # fmt: skip
@pytest.mark.parametrize("above", [";{};;", ";;;{}"])
def test_a_line_that_is_no_group_changes_nothing_wherever_it_stands(group, above, examined):
    found = examined(LONE.format(above=above.format(group), columns=THREE))
    assert [(f.period.code, int(f.value)) for f in found.figures] == [
        ("2025-Q2", 10), ("2025-Q2", 11), ("2025-Q2", 3),
    ]  # fmt: skip
    assert found.outcome == "accept"


def test_one_group_alone_is_read_with_the_columns_it_stands_over(examined):
    columns = "Số hồ sơ tiếp nhận;Quá hạn;Ghi chú"
    text = LONE.format(above=";;Hồ sơ đang giải quyết;", columns=columns)
    assert [f.subject.code for f in examined(text).figures] == [
        "tthc_tiep_nhan", "tthc_dang_giai_quyet_qua_han",
    ]  # fmt: skip


def test_cumulated_figures_of_one_group_leave_the_column_before_it_alone(examined):
    text = LONE.format(above=";;Lũy kế từ đầu năm;", columns=THREE)
    assert [f.period.code for f in examined(text).figures] == [
        "2025-Q2", "2025-Q2-LK", "2025-Q2-LK",
    ]  # fmt: skip


def test_the_line_of_the_period_over_the_columns_stays_that_line(examined):
    text = LONE.format(above=";Quý II/2025;;", columns=THREE).split("\n", 1)[1]
    assert [f.period.code for f in examined(text).figures] == ["2025-Q2"] * 3


@pytest.mark.parametrize(
    "above",
    [
        ";2024;;",
        ";2023;;2024",
        ";6T/2024;;6T/2025",
        ";30/6/2024;;30/6/2025",
        ";2024;2025;Tăng, giảm",
    ],
)
@pytest.mark.parametrize("line", ["Kỳ báo cáo: Quý II/2025", "Quý II/2025"])
def test_years_over_the_columns_above_the_headings_are_never_passed_over(above, line, examined):
    found = examined(
        LONE.format(above=above, columns=THREE).replace("Kỳ báo cáo: Quý II/2025", line)
    )
    assert (found.figures, [p.code for p in found.problems]) == ((), ["indicator_unknown"])


def test_the_year_of_the_table_over_its_columns_is_a_mere_title(examined):
    found = examined(LONE.format(above=";2025;;", columns=THREE))
    assert [f.period.code for f in found.figures] == ["2025-Q2"] * 3


@pytest.mark.parametrize("above", ["1;2;3;4", "A;1;2;3", ";;;16/6/2025", ";1;2;3"])
def test_numbers_of_columns_and_a_date_above_the_headings_are_no_groups(above, examined):
    assert len(examined(LONE.format(above=above, columns=THREE)).figures) == 3


@pytest.mark.parametrize(
    ("line", "count"),
    [("Cùng kỳ năm trước", 0), ("Năm 2023", 0), ("Kế hoạch", 0), ("Khối huyện", 2)],
)
def test_words_under_the_numbers_of_rows_name_a_group_of_rows(line, count, examined):
    found = examined(
        "Quý II/2025\nTT;Đơn vị;Số hồ sơ đã giải quyết;Số hồ sơ tiếp nhận\n"
        f"{line};;;\n1;Huyện Tuy Phước;4;5\n"
    )
    assert len(found.figures) == count
    assert [(p.code, p.line) for p in found.problems if p.severity == "note"] == [("not_data", 3)]
