"""Claims to figures: unit, period, measure and number, or a refusal with place and remedy."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from etl.examining import examine
from etl.forms import read_form
from etl.reading import read_sheet
from etl.understanding import understand
from tests.etl.files import rows


@pytest.fixture
def told(catalogue, register):
    """Understand rows: figures as (unit key, period, subject, value, line), problems likewise."""

    def tell(*lines: str):
        reading = read_form(read_sheet(rows(*lines)), catalogue)
        found = understand(reading, catalogue, register)
        figures = [
            (f.unit.key, f.period.code, f.subject.code, f.value, f.line) for f in found.figures
        ]
        return figures, found.problems

    return tell


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
        (",,2023-Q1,ho_ngheo,5", "missing-cell", "don_vi", "", "ghi tên đơn vị hoặc mã"),
        ("Tuy An,550,2023-Q1,ho_ngheo,5", "unit_mismatch", "don_vi", "Tuy An", "sửa tên hoặc mã"),
        (",9999,2023-Q1,ho_ngheo,5", "unit_unknown", "don_vi", "9999", "bỏ trống và ghi tên"),
        ("H. Tuy Phước,,2025-Q3,ho_ngheo,5", "unit_not_valid", "don_vi", "H. Tuy Phước",
         "ghi đơn vị mới"),
        ("Xã Đề Gi,,2023-Q1,ho_ngheo,5", "unit_not_valid", "don_vi", "Xã Đề Gi",
         "tại thời điểm báo cáo"),
        ("Hoà Bình,,2023-Q1,ho_ngheo,5", "unit_ambiguous", "don_vi", "Hoà Bình", "ghi thêm cấp"),
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
        ("H. Tuy Phước,,2023-Q1,ty_le_dung_han,,3,2", "part_over_whole", "tu_so", "3", "ghi lại"),
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


def test_a_refused_number_still_names_its_unit_and_period(told):
    _, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,5x")
    assert (problems[0].unit, problems[0].period) == (("550", date(1900, 1, 1)), "2023-Q1")


def test_an_empty_value_is_a_note_and_no_figure(told):
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,-", "H. Phù Cát,,2023-Q1,ho_ngheo,0")
    assert [f[3] for f in figures] == [Decimal(0)]
    assert [(p.severity, p.code, p.line) for p in problems] == [("note", "missing-value", 2)]


def test_other_rows_tell_province_and_level(told):
    figures, problems = told(
        "Huyện Phù Cát,,2023-Q1,ho_ngheo,1",
        "Tuy Phước,,2023-Q1,ho_ngheo,2",
        "Vĩnh Thạnh,,2023-Q1,ho_ngheo,3",
    )
    assert [f[0] for f in figures] == ["548.19000101", "550.19000101", "546.19000101"]
    assert [(p.severity, p.code, p.line, p.column, p.found) for p in problems] == [
        ("note", "unit_settled", 3, "don_vi", "Tuy Phước"),
        ("note", "unit_settled", 4, "don_vi", "Vĩnh Thạnh"),
    ]
    assert "hiểu là Huyện Tuy Phước, Tỉnh Bình Định, cấp huyện, mã 550" in problems[0].reason


def test_a_name_of_a_level_of_its_own_is_never_guessed(told):
    figures, problems = told(
        "Huyện Tuy Phước,,2025-Q2,ho_ngheo,1",
        "Bình Dương,,2025-Q2,ho_ngheo,2",
        "Phù Mỹ,,2025-Q2,ho_ngheo,3",
    )
    assert [f[0] for f in figures] == ["550.19000101", "545.19000101"]
    assert [(p.severity, p.code, p.line) for p in problems] == [
        ("reject", "unit_ambiguous", 3), ("note", "unit_settled", 4),
    ]  # fmt: skip
    assert "Thị trấn Bình Dương, Huyện Phù Mỹ, Tỉnh Bình Định (mã 21733)" in problems[0].reason
    assert "các dòng khác ở cấp huyện" in problems[0].reason


def test_rows_of_two_levels_settle_no_name_of_both(told):
    figures, problems = told(
        "Huyện Phù Cát,,2025-Q2,ho_ngheo,1",
        "Thị trấn Ngô Mây,,2025-Q2,ho_ngheo,2",
        "Phù Mỹ,,2025-Q2,ho_ngheo,3",
    )
    assert len(figures) == 2
    assert [(p.severity, p.code, p.line) for p in problems] == [("reject", "unit_ambiguous", 4)]


def test_names_of_provinces_beside_a_province_are_provinces(told):
    figures, problems = told(
        "Thành phố Đà Nẵng,,2025-Q4,ho_ngheo,1",
        "Tỉnh Gia Lai,,2025-Q4,ho_ngheo,1",
        "Khánh Hoà,,2025-Q4,ho_ngheo,2",
    )
    assert [f[0] for f in figures][2] == "56.20250701"
    assert [(p.code, p.line) for p in problems] == [("unit_settled", 4)]
    assert "hiểu là Tỉnh Khánh Hòa, cấp tỉnh, mã 56" in problems[0].reason


NAMES = "Đơn vị;Số hồ sơ đã giải quyết\nTây Sơn;100\nTuy Phước;22\n"


@pytest.mark.parametrize(
    "above",
    ["UBND TỈNH BÌNH ĐỊNH", "SỞ NỘI VỤ TỈNH BÌNH ĐỊNH", "TRÊN ĐỊA BÀN TỈNH BÌNH ĐỊNH QUÝ II"],
)
def test_the_province_above_a_table_settles_names(above, catalogue, register):
    text = f"{above}\nKỳ báo cáo: Quý II/2025\n{NAMES}"
    found = examine("a.csv", text.encode(), catalogue, register)
    assert [f.unit.key for f in found.figures] == ["547.19000101", "550.19000101"]
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        ("note", "unit_settled", 4), ("note", "unit_settled", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["", "UBND TỈNH BÌNH ĐỊNH, UBND TỈNH GIA LAI\n"])
def test_without_one_province_above_such_names_are_refused(above, catalogue, register):
    text = f"{above}Kỳ báo cáo: Quý II/2025\nĐơn vị;Số hồ sơ đã giải quyết\nTây Sơn;100\n"
    found = examine("a.csv", text.encode(), catalogue, register)
    assert [(p.severity, p.code) for p in found.problems] == [("reject", "unit_ambiguous")]


def test_names_without_accents_are_taken_for_the_one_unit_they_fit(told):
    figures, problems = told(
        '"Huyen Tuy Phuoc, tinh Binh Dinh",,2025-Q2,ho_ngheo,1',
        "Huyen Phu Cat,,2025-Q2,ho_ngheo,2",
        "H. Van Canh,,2025-Q2,ho_ngheo,3",
        "tay son,,2025-Q2,ho_ngheo,4",
        "Huyện Phu My,,2025-Q2,ho_ngheo,5",
    )
    keys = ["550.19000101", "548.19000101", "551.19000101", "547.19000101", "545.19000101"]
    assert [f[0] for f in figures] == keys
    assert [(p.severity, p.code, p.line) for p in problems] == [
        ("note", "unit_settled", line) for line in range(2, 7)
    ]
    assert "hiểu là Huyện Phù Cát, Tỉnh Bình Định, cấp huyện, mã 548" in problems[1].reason


@pytest.mark.parametrize("text", ["Tuy Phươc", "Huyện Phú Cat", "Tuy Phuóc", "Huyen Vinh Thanh"])
def test_accents_that_are_not_those_of_the_name_are_never_passed_over(text, told):
    figures, problems = told(f"{text},,2025-Q2,ho_ngheo,1")
    assert figures == []
    assert [(p.code, "gần nhất: " in p.reason) for p in problems] == [("unit_unknown", True)]


def test_a_name_without_accents_of_another_province_is_refused(told):
    figures, problems = told(
        "Huyện Phù Cát,,2025-Q2,ho_ngheo,1", "Huyen Dak Glei,,2025-Q2,ho_ngheo,2"
    )
    assert len(figures) == 1
    assert [(p.code, p.line) for p in problems] == [("unit_unknown", 3)]


def test_a_code_means_the_unit_of_its_time(told):
    figures, _ = told(",52,2025-Q1,ho_ngheo,1", ",52,2025-Q4,ho_ngheo,2")
    assert [f[0] for f in figures] == ["52.19000101", "52.20250701"]


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


def test_a_footnote_mark_is_dropped_and_said(told):
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,123(1)")
    assert [f[3] for f in figures] == [Decimal(123)]
    assert [(p.severity, p.code, p.found) for p in problems] == [("note", "footnote", "123(1)")]


def test_a_code_that_lost_its_zeros_counts_when_the_name_agrees(told):
    figures, problems = told(
        "Quận Ba Đình,1,2023-Q1,ho_ngheo,5", "Huyện Sóc Sơn,16,2023-Q1,ho_ngheo,6"
    )
    assert [f[0] for f in figures] == ["001.19000101", "016.19000101"]
    assert [(p.severity, p.code, p.line, p.found) for p in problems] == [
        ("note", "code_restored", 2, "1"), ("note", "code_restored", 3, "16"),
    ]  # fmt: skip


def test_a_code_alone_that_lost_its_zeros_needs_the_province_of_other_rows(told):
    figures, problems = told(",1,2023-Q1,ho_ngheo,5")
    assert figures == []
    assert [(p.severity, p.code) for p in problems] == [("reject", "unit_unknown")]
    assert "mất số 0 ở đầu" in problems[0].reason
    figures, problems = told("Quận Hoàn Kiếm,002,2023-Q1,ho_ngheo,4", ",9,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["002.19000101", "009.19000101"]
    assert [(p.severity, p.code, p.line) for p in problems] == [("note", "code_restored", 3)]
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,4", ",9,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["550.19000101"]
    assert [(p.severity, p.code, p.line) for p in problems] == [("reject", "unit_unknown", 3)]


def test_a_wrong_code_is_never_padded_to_another_unit_s(told):
    figures, problems = told("Huyện Tuy Phước,1,2023-Q1,ho_ngheo,5")
    assert figures == []
    assert [(p.severity, p.code) for p in problems] == [("reject", "unit_unknown")]


@pytest.mark.parametrize(
    "name",
    ["UBND H. Tuy Phước", "Ủy ban nhân dân huyện Tuy Phước", "1. Huyện Tuy Phước",
     "- Huyện Tuy Phước", "Uỷ ban nhân dân H.Tuy Phước"],
)  # fmt: skip
def test_what_stands_before_a_name_is_no_part_of_it(name, told):
    figures, problems = told(f"{name},,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["550.19000101"]
    assert problems == ()


def test_a_name_that_is_unknown_gets_the_nearest_three(told):
    _, problems = told("UBND H. Tuy Phuớc,,2023-Q1,ho_ngheo,5")
    assert "gần nhất: Huyện Tuy Phước, Thị trấn Tuy Phước, Huyện Tân Phước;" in problems[0].reason


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Huyện Tuy Phước,,2026-Q3,ho_ngheo,1",
         "ghi đơn vị mới (Xã Tuy Phước, Xã Tuy Phước Đông, Xã Tuy Phước Bắc, Xã Tuy Phước Tây)"),
        ("Thị xã Hoài Nhơn,,2026-Q3,ho_ngheo,1", " và 3 đơn vị khác) hoặc kỳ trước ngày đó"),
        ("Tỉnh Bình Định,,2026-Q3,ho_ngheo,1", "ghi đơn vị mới (Tỉnh Gia Lai)"),
        ("Xã Tuy Phước Bắc,,2025-Q2,ho_ngheo,1", "ghi đơn vị cũ (Xã Phước Hưng, Xã Phước "),
        ("Xã Tuy Phước Bắc,,2025-Q2,ho_ngheo,1",
         "Quý II/2025 kết thúc 14/6/2025 theo thời điểm chốt số liệu báo cáo, không phải"
         " 30/6/2025"),
    ],
)  # fmt: skip
def test_a_unit_of_another_time_names_those_of_then(line, says, told):
    _, (problem,) = told(line)
    assert problem.code == "unit_not_valid"
    assert says in problem.reason


@pytest.mark.parametrize(
    "text",
    ["Công an tỉnh", "Sở Nội vụ", "Ban Dân vận", "Chi cục Thuế khu vực", "Thanh tra huyện",
     "CONG AN TINH", "so noi vu"],
)  # fmt: skip
def test_an_office_that_is_no_unit_says_so(text, told):
    _, (problem,) = told(f"{text},,2025-Q2,ho_ngheo,1")
    assert problem.code == "not_a_unit"
    assert "chỉ nạp số liệu theo đơn vị hành chính; bỏ dòng này hoặc ghi đơn vị" in problem.reason


def test_names_that_begin_like_an_office_are_units(told):
    figures, _ = told("Xã Sơ Pai,,2025-Q2,ho_ngheo,1", "xa so pai,,2025-Q2,tong_so_ho,1")
    assert [f[0] for f in figures] == ["23653.19000101"] * 2


@pytest.mark.parametrize("card", ["", "KẾT QUẢ TẠO VIỆC LÀM;;\nSố liệu trong kỳ;;\n"])
def test_a_column_headed_code_alone_is_told_to_be_named(card, catalogue, register):
    text = f"{card}Kỳ báo cáo: Quý II/2025;;\nĐơn vị;Mã;Số lao động được tạo việc làm\n"
    found = examine("a.csv", f"{text}H. Tuy Phước;550;4\n".encode(), catalogue, register, cards=())
    assert ["“Mã đơn vị”" in p.reason for p in found.problems if p.column == "Mã"] == [True]


def test_the_nearest_are_of_the_province_the_other_rows_name(told):
    _, problems = told(
        "H. Tuy Phước,,2023-Q1,ho_ngheo,5",
        "Huyện Hoài Ăn,,2023-Q1,ho_ngheo,6",
        "Huyện Hoài Ăn,,2023-Q1,tong_so_ho,60",
    )
    assert [(p.line, p.code) for p in problems] == [(3, "unit_unknown"), (4, "unit_unknown")]
    assert problems[0].reason == problems[1].reason
    assert "gần nhất: Huyện Hoài Ân, Phường Hoài Tân, Phường Hoài Xuân;" in problems[0].reason


def test_a_book_of_unknown_names_is_refused_without_looking_each_up(told):
    _, problems = told(*(f"Tuy Phước {i},,2023-Q1,ho_ngheo,5" for i in range(201)))
    hinted = ["gần nhất" in problem.reason for problem in problems]
    assert hinted == [True] * 200 + [False]
    assert "ghi tên đầy đủ hoặc mã đơn vị" in problems[-1].reason


def test_a_book_of_unknown_subjects_is_refused_without_looking_each_up(told):
    _, problems = told(*(f"H. Tuy Phước,,2023-Q1,Số hộ nghèo {i},5" for i in range(201)))
    hinted = ["gần nhất" in problem.reason for problem in problems]
    assert hinted == [True] * 200 + [False]


def test_a_level_by_any_of_its_names_is_a_count_or_refused(catalogue, register):
    levels = [i for i in catalogue.indicators.values() if i.formula_kind == "level"]
    names = [n for i in levels for n in (i.code, i.name_vi, i.short_vi, *i.aliases)]
    assert len(names) > 80
    for period in ("2024-Q1", "2024-Q2", "2024-Q2-LK", "2024-H2", "2024"):
        for name in names:
            content = rows(f'Huyện Tuy Phước,,{period},"{name}",12')
            outcome = examine("a.csv", content, catalogue, register)
            counts = [(c.value, c.period.code) for c in outcome.checked.counts]
            assert outcome.checked.rates == ()
            assert counts == [(Decimal(12), period)] or (
                (counts, outcome.outcome) == ([], "reject_file")
            ), name


@pytest.mark.parametrize(
    ("period", "name", "value", "taken"),
    [
        ("2024-Q2", "Lao động được tạo việc làm trong quý", "12", "viec_lam_tao_moi"),
        ("2024-Q2", "Số đơn KNTC", "1.234", "don_kntc"),
        ("2024-Q2", "ho_so_ton_qua_han", "3", "tthc_dang_giai_quyet_qua_han"),
        ("2024-Q2", "Bị kỷ luật", "không có", "ky_luat_can_bo"),
        ("2024-Q1", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-01", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-H1", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-9M", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024-05-LK", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024-Q2-LK", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
    ],
)
def test_a_level_is_the_count_it_shows(period, name, value, taken, told):
    figures, problems = told(f"H. Tuy Phước,,{period},{name},{value}")
    assert [(f[1], f[2]) for f in figures] == [(period, taken)]
    assert problems == ()


@pytest.mark.parametrize(
    ("period", "name", "values", "code", "place", "remedy"),
    [
        ("2024-Q2", "ho_so_ton_qua_han", '"12,5"', "not_integer", ("gia_tri", "12,5"), "số nguyên"),
        ("2024-Q2", "Lượt tiếp dân", "9,1,2", "not_a_rate", ("tu_so", "1"), "để trống hai ô đó"),
        (
            "2024-Q2", "giam_sat_phan_bien", "9", "level_of_several",
            ("chi_tieu", "giam_sat_phan_bien"), "gửi riêng “Số cuộc giám sát của MTTQ",
        ),
        (
            "2024-Q2", "Việc làm tạo mới", "9", "not_to_date", ("ky", "2024-Q2"),
            "ghi kỳ là “Lũy kế đến hết quý II/2024”, là số trong kỳ thì gửi riêng bằng"
            " “Lao động được tạo việc làm trong kỳ”",
        ),
        (
            "2024-05", "Đi làm việc nước ngoài", "9", "not_to_date", ("ky", "2024-05"),
            "“Lũy kế đến hết tháng 5/2024”, là số trong kỳ thì gửi riêng bằng"
            " “viec_lam_di_nuoc_ngoai”",
        ),
        (
            "2024-H2", "Việc làm so kế hoạch", "9", "not_to_date", ("ky", "2024-H2"),
            "ghi kỳ là “Năm 2024”",
        ),
        (
            "2024-Q2", "ty_le_viec_lam_so_ke_hoach", '"52,5",1050,2000', "not_to_date",
            ("ky", "2024-Q2"), "ghi kỳ là “Lũy kế đến hết quý II/2024”",
        ),
    ],
)  # fmt: skip
def test_an_indicator_that_does_not_tell_its_count_is_refused(
    period, name, values, code, place, remedy, told
):
    figures, problems = told(f"H. Tuy Phước,,{period},{name},{values}")
    assert figures == []
    assert [(p.severity, p.code, p.column, p.found) for p in problems] == [("reject", code, *place)]
    assert remedy in problems[0].reason


def test_the_periods_a_refusal_offers_are_read(told):
    for period in ("Lũy kế đến hết quý II/2024", "Lũy kế đến hết tháng 5/2024", "Năm 2024"):
        figures, problems = told(f"H. Tuy Phước,,{period},Việc làm so kế hoạch,9")
        assert (len(figures), problems) == (1, ())


def test_an_empty_cell_of_a_level_is_no_figure_and_not_refused(told):
    figures, problems = told("H. Tuy Phước,,2024-Q2,Việc làm tạo mới,")
    assert figures == []
    assert [p.code for p in problems] == ["missing-value"]


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
