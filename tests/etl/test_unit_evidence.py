"""Which unit a row means: other rows and the lines above settle it with a note, or none does."""

import re

import pytest

from etl.examining import examine


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


def test_a_commune_named_like_the_district_it_lay_in_is_told(told):
    figures, problems = told("Tuy Phước,,2025-Q4,ho_ngheo,30", "Xã Phù Cát,,2025-Q4,ho_ngheo,31")
    assert [f[0] for f in figures] == ["21952.20250701", "21853.20250701"]
    assert [(p.severity, p.code, p.line) for p in problems] == [("note", "unit_settled", 2)]
    assert "“Tuy Phước” hiểu là Xã Tuy Phước, Tỉnh Gia Lai, cấp xã" in problems[0].reason


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


@pytest.mark.parametrize(
    "above",
    [
        "",
        "UBND TỈNH BÌNH ĐỊNH, UBND TỈNH GIA LAI\n",
        "Kính gửi: Sở Nội vụ tỉnh Bình Định\n",
    ],
)
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


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        (",01,2025", ["01.19000101", "01.20250701"]),
        ("Thành phố Hà Nội,01,2025", ["01.19000101", "01.20250701"]),
        ("Tỉnh Lạng Sơn,,2021/2025", ["20.19000101", "20.20250701"]),
        ("Tỉnh Gia Lai,,2025", ["64.19000101", "52.20250701"]),
        (",21136,2025", ["21136.19000101", "21136.20250701"]),
    ],
)
def test_names_offered_in_a_period_that_spans_the_reform_are_read(line, keys, told):
    figures, (problem,) = told(f"{line},ho_ngheo,1")
    assert (figures, problem.code) == ([], "unit_ambiguous")
    offered = problem.reason.split("có thể là: ")[1].split("; ghi ô")[0].split("; ")
    period = line.split(",")[2]
    for text, key in zip(offered, keys, strict=True):
        name, code = re.fullmatch(r"(.+) \(mã (\d+)\)", text).groups()
        for code_written in ("", code):
            figures, problems = told(f'"{name}",{code_written},{period},ho_ngheo,1')
            assert [f[0] for f in figures] == [key], text
            assert problems == ()


def test_a_name_with_its_time_may_lack_accents_or_its_day(told):
    figures, _ = told('"Tinh Lang Son, tu ngay 1/7/2025",,2025,ho_ngheo,1')
    assert [f[0] for f in figures] == ["20.20250701"]
    for text in ("Tỉnh Lạng Sơn, từ 31/02/2025", "Tỉnh Lạng Sơn, từ 01/07/2030"):
        figures, problems = told(f'"{text}",,2025,ho_ngheo,1')
        assert (figures, [p.code for p in problems]) == ([], ["unit_unknown"])


@pytest.mark.parametrize(
    "name",
    ["UBND H. Tuy Phước", "Ủy ban nhân dân huyện Tuy Phước", "1. Huyện Tuy Phước",
     "- Huyện Tuy Phước", "Uỷ ban nhân dân H.Tuy Phước", "Huyện Tuy Phước (1)",
     "Huyện Tuy Phước*", "2. H. Tuy Phước¹", "Huyện Tuy Phước:", "II. Huyện Tuy Phước",
     "5 - Huyện Tuy Phước", "12- H. Tuy Phước", "II- Huyện Tuy Phước", "XIV – Huyện Tuy Phước",
     "a) Huyện Tuy Phước", "đ) UBND huyện Tuy Phước", "X. Huyện Tuy Phước"],
)  # fmt: skip
def test_what_stands_around_a_name_is_no_part_of_it(name, told):
    figures, problems = told(f"{name},,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["550.19000101"]
    assert problems == ()


@pytest.mark.parametrize("name", ["X. Hoài Ân", "H. Quy Nhơn", "P. Hoài Ân", "II Hoài Ân"])
def test_a_type_before_a_name_is_no_number(name, told):
    figures, problems = told(f'"{name}, tỉnh Bình Định",,2023-Q1,ho_ngheo,5')
    assert (figures, [p.code for p in problems]) == ([], ["unit_unknown"])


def test_a_footnote_mark_does_not_tell_the_type_of_a_name(told):
    figures, problems = told("Tuy Phước (1),,2023-Q1,ho_ngheo,5", "Phường 1,,2023-Q1,ho_ngheo,5")
    assert (figures, {p.code for p in problems}) == ([], {"unit_ambiguous"})


def test_a_name_that_is_unknown_gets_the_nearest_three(told):
    _, problems = told("UBND H. Tuy Phuớc,,2023-Q1,ho_ngheo,5")
    assert "gần nhất: Huyện Tuy Phước, Thị trấn Tuy Phước, Huyện Tân Phước;" in problems[0].reason


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Huyện Tuy Phước,,2026-Q3,ho_ngheo,1",
         "ghi đơn vị mới (Xã Tuy Phước mã 21952, Xã Tuy Phước Đông mã "),
        ("Thị xã Hoài Nhơn,,2026-Q3,ho_ngheo,1", " và 3 đơn vị khác) hoặc kỳ trước ngày đó"),
        ("Tỉnh Bình Định,,2026-Q3,ho_ngheo,1", "ghi đơn vị mới (Tỉnh Gia Lai mã 52)"),
        ("Xã Tuy Phước Bắc,,2025-Q2,ho_ngheo,1", "ghi đơn vị cũ (Xã Phước Hưng mã 21961, Xã "),
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


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Toàn tỉnh", "nếu là số do chính tỉnh báo cáo thì ghi “Tỉnh Bình Định (mã 52)”"),
        ("TỔNG CỘNG:", "nếu là số do chính tỉnh báo cáo thì ghi “Tỉnh Bình Định (mã 52)”"),
        ("Cộng", "nếu là số do chính tỉnh báo cáo thì ghi “Tỉnh Bình Định (mã 52)”"),
        ("Cả tỉnh", "nếu là số do chính tỉnh báo cáo thì ghi “Tỉnh Bình Định (mã 52)”"),
        ("Tổng số toàn tỉnh", "nếu là số do chính tỉnh báo cáo thì ghi “Tỉnh Bình Định (mã 52)”"),
        ("Toàn huyện", "báo cáo thì ghi tên huyện ấy, ví dụ “Huyện Tuy Phước”"),
        ("Toàn thành phố", "báo cáo thì ghi tên thành phố ấy, ví dụ “Thành phố Quy Nhơn”"),
        ("Cả nước", "bỏ dòng này, các trang tự cộng"),
    ],
)
def test_a_total_in_the_place_of_a_unit_says_what_to_do(text, remedy, told):
    _, (problem,) = told("Huyện Phù Cát,,2025-Q1,ho_ngheo,1", f"{text},,2025-Q1,ho_ngheo,1")
    assert (problem.code, problem.line) == ("not_a_unit", 3)
    assert problem.reason.startswith(f"“{text}” là dòng tổng, không phải tên đơn vị: bỏ dòng này")
    assert problem.reason.endswith(remedy)


def test_a_total_names_the_province_only_where_the_file_is_of_one(told):
    rows = ("Quận Ba Đình,,2025-Q1,ho_ngheo,1", "Toàn thành phố,,2025-Q1,ho_ngheo,1")
    _, (problem,) = told(*rows)
    assert problem.reason.endswith("ghi “Thành phố Hà Nội (mã 01)”")
    _, (problem,) = told("Huyện Phù Cát,,2025-Q1,ho_ngheo,1", rows[0], "Cộng,,2025-Q1,ho_ngheo,1")
    assert problem.reason.endswith("ghi tên tỉnh ấy, ví dụ “Tỉnh Bình Định”")


def test_names_that_begin_like_an_office_are_units(told):
    figures, _ = told("Xã Sơ Pai,,2025-Q2,ho_ngheo,1", "xa so pai,,2025-Q2,tong_so_ho,1")
    assert [f[0] for f in figures] == ["23653.19000101"] * 2


def test_the_nearest_are_of_the_province_the_other_rows_name(told):
    _, problems = told(
        "H. Tuy Phước,,2023-Q1,ho_ngheo,5",
        "Huyện Hoài Ăn,,2023-Q1,ho_ngheo,6",
        "Huyện Hoài Ăn,,2023-Q1,tong_so_ho,60",
    )
    assert [(p.line, p.code) for p in problems] == [(3, "unit_unknown"), (4, "unit_unknown")]
    assert problems[0].reason == problems[1].reason
    assert "gần nhất: Huyện Hoài Ân, Phường Hoài Tân, Phường Hoài Xuân;" in problems[0].reason


@pytest.mark.parametrize("code", ["", "550"])
def test_a_number_in_the_place_of_a_name_belongs_into_the_column_of_codes(code, told):
    _, (problem,) = told(f"550,{code},2023-Q1,ho_ngheo,5")
    assert (problem.code, problem.column, problem.found) == ("unit_unknown", "don_vi", "550")
    assert problem.reason == (
        "“550” là số, không phải tên đơn vị; nếu là mã đơn vị thì ghi vào cột ma_don_vi (Mã đơn"
        " vị), còn cột này ghi tên hoặc để trống"
    )


def test_a_book_of_unknown_names_is_refused_without_looking_each_up(told):
    _, problems = told(*(f"Tuy Phước {i},,2023-Q1,ho_ngheo,5" for i in range(201)))
    hinted = ["gần nhất" in problem.reason for problem in problems]
    assert hinted == [True] * 200 + [False]
    assert "ghi tên đầy đủ hoặc mã đơn vị" in problems[-1].reason


@pytest.mark.parametrize(
    ("above", "unit", "period"),
    [
        ("UBND TỈNH BÌNH ĐỊNH", "Huyện Đắk Hà, tỉnh Kon Tum", "Quý II/2025"),
        ("UBND TỈNH BÌNH ĐỊNH", "Quận 1", "Quý II/2025"),
        ("UBND TỈNH CÀ MAU", "Huyện Tuy Phước", "Quý II/2025"),
        ("UBND HUYỆN TUY PHƯỚC", "Huyện Phù Cát", "Quý II/2025"),
        ("UBND TỈNH GIA LAI", "Đặc khu Phú Quốc", "Quý IV/2025"),
    ],
)
def test_a_unit_outside_the_province_above_is_loaded_and_told(above, unit, period, examined):
    found = examined(f"{above};\nKỳ báo cáo: {period};\nĐơn vị;Số hộ nghèo\n{unit};5\n")
    assert len(found.figures) == 1
    assert [(p.severity, p.code, p.line) for p in found.problems] == [("note", "unit_outside", 4)]
    assert "ghi ở phía trên bảng" in found.problems[0].reason


@pytest.mark.parametrize(
    ("above", "unit", "period"),
    [
        ("UBND TỈNH BÌNH ĐỊNH", "Huyện Tuy Phước", "Quý II/2025"),
        ("UBND TỈNH GIA LAI", "Huyện Tuy Phước", "Quý II/2025"),
        ("UBND TỈNH GIA LAI", "Huyện Chư Sê", "Quý II/2025"),
        ("UBND TỈNH BÌNH ĐỊNH", "Xã Tuy Phước", "Quý IV/2025"),
        ("UBND HUYỆN TUY PHƯỚC", "Thị trấn Tuy Phước", "Quý II/2025"),
        ("UBND HUYỆN TUY PHƯỚC", "Huyện Tuy Phước", "Quý II/2025"),
        ("UBND TỈNH BÌNH ĐỊNH", "Tỉnh Kon Tum", "Quý II/2025"),
        ("Kính gửi: UBND tỉnh Kon Tum", "Huyện Tuy Phước", "Quý II/2025"),
    ],
)
def test_a_unit_within_the_land_of_the_one_above_is_no_matter(above, unit, period, examined):
    found = examined(f"{above};\nKỳ báo cáo: {period};\nĐơn vị;Số hộ nghèo\n{unit};5\n")
    assert (len(found.figures), found.problems) == (1, ())


def _districts(*units: str) -> str:
    rows = "".join(f"{unit};5\n" for unit in units)
    return f"Kỳ báo cáo: Quý II/2025;\nĐơn vị;Số hộ nghèo\n{rows}"


def test_a_lone_commune_among_districts_that_bears_the_name_of_one_is_told(examined):
    units = ("Thị trấn Tuy Phước", "Huyện Phù Cát", "Thị xã An Nhơn", "Huyện Hoài Ân")
    found = examined(_districts(*units))
    assert [(p.severity, p.code, p.line) for p in found.problems] == [("note", "unit_outside", 3)]
    assert "nếu là Huyện Tuy Phước" in found.problems[0].reason


@pytest.mark.parametrize(
    "units",
    [
        ("Thị trấn Tuy Phước", "Huyện Tuy Phước", "Huyện Phù Cát", "Huyện Hoài Ân"),
        ("Thị trấn Tuy Phước", "Huyện Phù Cát", "Thị xã An Nhơn"),
        ("Thị trấn Diêu Trì", "Huyện Phù Cát", "Thị xã An Nhơn", "Huyện Hoài Ân"),
        ("Thị trấn Tuy Phước", "Xã Phước An, huyện Tuy Phước", "Huyện Phù Cát", "Huyện Hoài Ân"),
    ],
)
def test_a_commune_that_is_meant_is_no_matter(units, examined):
    found = examined(_districts(*units))
    assert (len(found.figures), found.problems) == (len(units), ())
