"""Claims to figures: unit, period, measure and number, or a refusal with place and remedy."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from etl.examining import examine


def test_a_row_becomes_a_figure(told):
    figures, problems = told("H. Tuy Phước,,Quý I/2023,Hồ sơ đã giải quyết,20.335,,,14/06/2023")
    assert figures == [
        ("550.19000101", "2023-Q1", "tthc_da_giai_quyet", Decimal(20335), 2),
    ]
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "code", "column", "found", "remedy"),
    [
        ("Tuy Phuoc,,2023-Q1,ho_ngheo,5", "unit_unknown", "don_vi", "Tuy Phuoc", "Tuy Phước"),
        (",,2023-Q1,ho_ngheo,5", "missing-cell", "don_vi", "", "hoặc ghi mã ở cột “Mã đơn vị”"),
        ("Tuy An,550,2023-Q1,ho_ngheo,5", "unit_mismatch", "don_vi", "Tuy An", "sửa tên hoặc mã"),
        (",9999,2023-Q1,ho_ngheo,5", "unit_unknown", "don_vi", "9999", "bỏ trống và ghi tên"),
        ("H. Tuy Phước,,2025-Q3,ho_ngheo,5", "unit_not_valid", "don_vi", "H. Tuy Phước",
         "ghi đơn vị mới"),
        ("Xã Đề Gi,,2023-Q1,ho_ngheo,5", "unit_not_valid", "don_vi", "Xã Đề Gi",
         "tại thời điểm báo cáo"),
        ("Hoà Bình,,2023-Q1,ho_ngheo,5", "unit_ambiguous", "don_vi", "Hoà Bình", "đủ cấp"),
        ("H. Tuy Phước,,Quý V/2023,ho_ngheo,5", "period_unknown", "ky", "Quý V/2023",
         "Quý II/2025"),
        ("H. Tuy Phước,,Quý I,ho_ngheo,5", "period_unknown", "ky", "Quý I", "không ghi năm"),
        ("H. Tuy Phước,,0000-Q1,ho_ngheo,5", "period_unknown", "ky", "0000-Q1", "Quý II/2025"),
        ("H. Tuy Phước,,,ho_ngheo,5", "period_unknown", "ky", "", "ô kỳ để trống"),
        ("H. Tuy Phước,,2023-Q1,,5", "missing-cell", "chi_tieu", "", "ghi mã hoặc tên"),
        ("H. Tuy Phước,,2023-Q1,Số hộ nghèoo,5", "indicator_unknown", "chi_tieu", "Số hộ nghèoo",
         "gần nhất: Số hộ nghèo"),
        ("H. Tuy Phước,,2023-Q1,Đúng hạn,5", "indicator_ambiguous", "chi_tieu", "Đúng hạn",
         "ghi tên đầy đủ"),
        ("H. Tuy Phước,,2023-Q1,ho_ngheo,5x", "not_a_number", "gia_tri", "5x", "chỉ ghi chữ số"),
        ("H. Tuy Phước,,2023-Q1,ho_ngheo,5,1,2", "not_a_rate", "tu_so", "1", "để trống hai ô"),
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,50,x1,2", "not_a_number", "tu_so", "x1",
         "chỉ ghi chữ số"),
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,101", "out_of_range", "gia_tri", "101", "ghi lại"),
        ("Tỉnh Bình Định,,2023,sipas,8435", "out_of_range", "gia_tri", "8435", "vượt 100 %"),
        ("Tỉnh Bình Định,,2023,papi,-42", "negative", "gia_tri", "-42", "không thể âm"),
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,,3,2", "part_over_whole", "tu_so", "3", "ghi lại"),
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,50,1,", "side_missing", "mau_so", "1",
         "ghi đủ cả hai"),
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,,,9800", "side_missing", "tu_so", "9800",
         "gửi riêng số đếm đó"),
        ("H. Tuy Phước,,2023-Q1,ho_ngheo,5,,,31/02/2023", "date", "ngay_bao_cao", "31/02/2023",
         "14/6/2025"),
        (f"{'a' * 301},,2023-Q1,ho_ngheo,5", "too_long", "don_vi", "a" * 199 + "…", "ngắn gọn"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_refused(line, code, column, found, remedy, told):
    figures, problems = told(line)
    assert figures == []
    assert [(p.severity, p.code, p.line, p.column, p.found) for p in problems] == [
        ("reject", code, 2, column, found)
    ]
    assert remedy in problems[0].reason


UNITS = "don_vi,ky,chi_tieu,gia_tri,Đơn vị tính"


@pytest.mark.parametrize(
    ("measure", "value", "unit", "remedy"),
    [
        ("thu_ngan_sach", '"1,5"', "tỷ đồng", "đổi số sang triệu đồng"),
        ("thu_ngan_sach", "15", "nghìn USD", "đổi số sang triệu đồng"),
        ("thu_ngan_sach", "15", "USD", "sửa đơn vị tính thành “triệu đồng”"),
        ("ho_ngheo", "12", "nghìn hộ", "đổi số sang hộ"),
        ("don_khieu_nai", "12", "vụ", "sửa đơn vị tính thành “đơn”"),
        ("ty_le_dung_han", "99", "hồ sơ", "sửa đơn vị tính thành “%”"),
    ],
)
def test_a_figure_in_another_unit_of_count_is_refused(measure, value, unit, remedy, told):
    line = f"Huyện Tuy Phước,2023-Q1,{measure},{value},{unit}"
    figures, (problem,) = told(line, header=UNITS)
    assert (figures, problem.code, problem.found) == ([], "unit_differs", unit)
    assert remedy in problem.reason


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("thu_ngan_sach", "Triệu đồng"), ("ho_ngheo", "hộ"), ("ho_ngheo", "hộ GĐ"), ("ho_ngheo", ""),
     ("ty_le_dung_han", "%")],
)  # fmt: skip
def test_a_figure_in_its_own_unit_of_count_is_taken(measure, unit, told):
    figures, problems = told(f"Huyện Tuy Phước,2023-Q1,{measure},15,{unit}", header=UNITS)
    assert ([f[3] for f in figures], problems) == ([Decimal(15)], ())


def test_money_in_another_unit_above_a_long_form_is_refused(catalogue, register):
    head = "ĐVT: tỷ đồng,,,\ndon_vi,ky,chi_tieu,gia_tri\nHuyện Tuy Phước,2023-Q1,"
    text = f"{head}thu_ngan_sach,15\nHuyện Tuy Phước,2023-Q1,ho_ngheo,5\n"
    found = examine("a.csv", text.encode(), catalogue, register)
    assert [(f.subject.code, f.line) for f in found.figures] == [("ho_ngheo", 4)]
    assert [(p.code, p.line) for p in found.problems] == [("unit_differs", 3)]


def test_a_refused_number_still_names_its_unit_and_period(told):
    _, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,5x")
    assert (problems[0].unit, problems[0].period) == (("550", date(1900, 1, 1)), "2023-Q1")


def test_an_empty_value_is_a_note_and_no_figure(told):
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,-", "H. Phù Cát,,2023-Q1,ho_ngheo,0")
    assert [f[3] for f in figures] == [Decimal(0)]
    assert [(p.severity, p.code, p.line) for p in problems] == [("note", "missing-value", 2)]


def test_bare_names_count_beside_others_of_their_family(told):
    figures, problems = told(
        "H. Tuy Phước,,2023-Q1,tthc_da_giai_quyet,5", "H. Tuy Phước,,2023-Q1,Trễ hạn,4"
    )
    assert [f[2] for f in figures] == ["tthc_da_giai_quyet", "tthc_giai_quyet_qua_han"]
    assert problems == ()


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("1989", "trước năm 1990"),
        ("1989-Q4", "trước năm 1990"),
        ("1985/1995", "trước năm 1990"),
        (f"{date.today().year + 2}-Q4", "kỳ này chưa tới; kiểm tra lại năm"),
        (f"Năm {date.today().year + 3}", "kỳ này chưa tới; kiểm tra lại năm"),
        ("2096/2099", "kỳ này chưa tới; kiểm tra lại năm"),
    ],
)
def test_a_period_that_cannot_be_meant_is_refused(period, reason, told):
    figures, problems = told(f"Tỉnh Gia Lai,52,{period},viec_lam_ke_hoach_nam,5")
    assert figures == []
    assert [(p.severity, p.code, p.column, p.found) for p in problems] == [
        ("reject", "period_absurd", "ky", period)
    ]
    assert reason in problems[0].reason


@pytest.mark.parametrize("ahead", [0, 1])
def test_plans_of_this_year_and_the_next_are_kept(ahead, told):
    year = (date.today() + timedelta(days=300 * ahead)).year
    figures, problems = told(f"Tỉnh Gia Lai,52,{year},viec_lam_ke_hoach_nam,5")
    assert ([f[3] for f in figures], problems) == ([Decimal(5)], ())


def test_what_is_kept_but_said(told):
    soon = f"{date.today() + timedelta(days=70):%Y-%m}"
    figures, problems = told(
        'H. Tuy Phước,,2023-Q1,thu_ngan_sach,"1,23456"', f"Tỉnh Gia Lai,,{soon},ho_ngheo,5"
    )
    assert [f[3] for f in figures] == [Decimal("1.23456"), Decimal(5)]
    assert [(p.severity, p.code, p.line, p.column) for p in problems] == [
        ("note", "rounded", 2, "gia_tri"),
        ("note", "period_future", 3, "ky"),
    ]


def test_other_cells_of_a_column_settle_a_number_with_a_note(told):
    figures, problems = told(
        'H. Tuy Phước,,2023-Q1,thu_ngan_sach,"12,5"', "H. Phù Cát,,2023-Q1,thu_ngan_sach,1.234"
    )
    assert [f[3] for f in figures] == [Decimal("12.5"), Decimal(1234)]
    assert [(p.severity, p.code, p.line, p.found) for p in problems] == [
        ("note", "number_settled", 3, "1.234")
    ]


def test_cells_that_contradict_one_another_settle_nothing(told):
    figures, problems = told(
        'H. Tuy Phước,,2023-Q1,thu_ngan_sach,"12,5"',
        "H. Phù Cát,,2023-Q1,thu_ngan_sach,12.5",
        "H. An Lão,,2023-Q1,thu_ngan_sach,1.234",
    )
    assert [f[3] for f in figures] == [Decimal("12.5"), Decimal("12.5")]
    assert [(p.severity, p.code, p.line) for p in problems] == [("reject", "ambiguous_number", 4)]


def test_a_percentage_with_a_dot_says_nothing_of_counts(told):
    figures, problems = told(
        "H. Tuy Phước,,2023-Q1,ty_le_dung_han,99.85",
        "H. Tuy Phước,,2023-Q1,tthc_da_giai_quyet,1.234",
    )
    assert [f[3] for f in figures] == [Decimal("99.85"), Decimal(1234)]
    assert problems == ()


@pytest.mark.parametrize("other", ["ty_le_dung_han,99.5", "papi,43.25", 'ty_le_dung_han,"99,5"'])
def test_rates_and_scores_settle_no_money(other, told):
    figures, problems = told(
        f"H. Tuy Phước,,2023-Q1,{other}", "H. Phù Cát,,2023-Q1,thu_ngan_sach,1.234"
    )
    assert 1234 not in [f[3] for f in figures] and Decimal("1.234") not in [f[3] for f in figures]
    assert ("reject", "ambiguous_number", 3) in [(p.severity, p.code, p.line) for p in problems]


def test_a_footnote_mark_is_dropped_and_said(told):
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,123(1)")
    assert [f[3] for f in figures] == [Decimal(123)]
    assert [(p.severity, p.code, p.found) for p in problems] == [("note", "footnote", "123(1)")]


@pytest.mark.parametrize("card", ["", "KẾT QUẢ TẠO VIỆC LÀM;;\nSố liệu trong kỳ;;\n"])
def test_a_column_headed_code_alone_is_told_to_be_named(card, catalogue, register):
    text = f"{card}Kỳ báo cáo: Quý II/2025;;\nĐơn vị;Mã;Số lao động được tạo việc làm\n"
    found = examine("a.csv", f"{text}H. Tuy Phước;550;4\n".encode(), catalogue, register, cards=())
    assert ["“Mã đơn vị”" in p.reason for p in found.problems if p.column == "Mã"] == [True]


def test_a_book_of_unknown_subjects_is_refused_without_looking_each_up(told):
    _, problems = told(*(f"H. Tuy Phước,,2023-Q1,Số hộ nghèo {i},5" for i in range(201)))
    hinted = ["gần nhất" in problem.reason for problem in problems]
    assert hinted == [True] * 200 + [False]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-20", "-20"),
        ("−12,5%", "-12.5"),
        ("-20,125", "-20.125"),
        ("+15%", "15"),
        ("250", "250"),
        ("-0,5%", "-0.5"),
        ("-100", "-100"),
    ],
)
def test_a_printed_change_may_fall(text, value, told):
    figures, problems = told(f'H. Tuy Phước,,2024-Q2,thay_doi_don_kntc_cung_ky,"{text}"')
    assert [(f[2], f[3]) for f in figures] == [("thay_doi_don_kntc_cung_ky", Decimal(value))]
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "code"), [("-100,5", "out_of_range"), ("-0,2", "percent_ambiguous")]
)
def test_a_fall_that_cannot_be_or_may_be_a_share_is_refused(text, code, told):
    figures, problems = told(f'H. Tuy Phước,,2024-Q2,thay_doi_don_kntc_cung_ky,"{text}"')
    assert (figures, [p.code for p in problems]) == ([], [code])


def test_a_falling_share_is_settled_by_the_other_cells(told):
    lines = [
        f'{unit},,2024-Q2,thay_doi_don_kntc_cung_ky,"{text}"'
        for unit, text in (("H. Tuy Phước", "-20%"), ("H. Phù Cát", "-15%"), ("H. An Lão", "-0,18"))
    ]
    figures, problems = told(*lines)
    assert [f[3] for f in figures] == [Decimal(-20), Decimal(-15), Decimal("-18")]
    assert [(p.code, p.line) for p in problems] == [("percent_settled", 4)]
