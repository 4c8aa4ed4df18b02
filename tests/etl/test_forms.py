"""Long and wide tables say the same; headings are bound by their whole path."""

import pytest

from etl.forms import read_form
from etl.problems import FileRefused
from etl.reading import read_sheet
from tests.etl.files import HEADER, WIDE_CODES, WIDE_VALUES, rows, wide


def read(text: str | bytes, catalogue):
    return read_form(read_sheet(text.encode() if isinstance(text, str) else text), catalogue)


def said(reading) -> list[tuple]:
    return [(c.line, c.unit, c.period, c.subject, c.value) for c in reading.claims]


def told(reading) -> list[tuple]:
    return [(p.severity, p.code, p.line, p.column) for p in reading.problems]


def test_a_long_row_is_one_claim(catalogue):
    reading = read(
        rows('Huyện Tuy Phước,550,2023-H1,ty_le_dung_han,"99,85",19517,19545'), catalogue
    )
    claim = reading.claims[0]
    assert (reading.form, reading.lines, reading.problems) == ("dai", (2,), ())
    assert (claim.line, claim.column, claim.unit, claim.unit_code) == (
        2, "gia_tri", "Huyện Tuy Phước", "550",
    )  # fmt: skip
    assert (claim.value, claim.numerator, claim.denominator) == ("99,85", "19517", "19545")


def test_vietnamese_labels_and_titles_above_are_accepted(catalogue):
    text = (
        "BÁO CÁO;;;;\nĐơn vị;Kỳ báo cáo;Chỉ tiêu;Giá trị;Màu\n"
        "Tuy Phước;Quý I/2023;tthc_da_giai_quyet;5;\nTuy Phước;Quý I/2023;ho_ngheo;6;xanh\n"
    )
    reading = read(text, catalogue)
    assert said(reading) == [
        (3, "Tuy Phước", "Quý I/2023", "tthc_da_giai_quyet", "5"),
        (4, "Tuy Phước", "Quý I/2023", "ho_ngheo", "6"),
    ]
    assert told(reading) == [("note", "extra-label", 2, "Màu")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Tuy Phước,,2023-H1,ty_le_dung_han,99,85,,,,,", "extra-cell"),
        ("Tuy Phước,,2023-H1,ty_le_dung_han,99", "missing-cell"),
    ],
)
def test_columns_never_shift(row, code, catalogue):
    reading = read(f"{HEADER}\n{row}\n", catalogue)
    assert reading.claims == ()
    assert told(reading) == [("reject", code, 2, "")]
    assert "ngoặc kép" in reading.problems[0].reason


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("don_vi,chi_tieu,gia_tri", "missing-label"),
        ("ky,chi_tieu,gia_tri", "missing-label"),
        ("don_vi,ky,ky,chi_tieu,gia_tri", "duplicate-label"),
        ("a,b,c", "form_unknown"),
    ],
)
def test_a_header_that_will_not_do_is_refused(header, code, catalogue):
    with pytest.raises(FileRefused) as refusal:
        read(f"{header}\n1,2,3\n", catalogue)
    assert (refusal.value.problem.code, refusal.value.problem.line) == (code, 1)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("mark", [";", ","])
def test_a_wide_table_with_groups_codes_totals_and_notes(bom, mark, catalogue):
    reading = read(bom.encode() + wide(mark), catalogue)
    expected = [
        (line, unit, "2025-Q2", code, f"{value:,}".replace(",", "."))
        for line, unit, short in ((8, "Huyện Tuy Phước", "Tuy Phước"), (9, "H. Phù Cát", "Phù Cát"))
        for code, value in zip(WIDE_CODES, WIDE_VALUES[short], strict=True)
    ]
    assert said(reading) == expected
    assert {c.line for c in reading.totals} == {10}
    assert told(reading) == [("note", "not_data", 11, "")]
    assert reading.lines == (8, 9, 10, 11)


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("Đơn vị;Số hồ sơ đã giải quyết;Quá hạn",
         ["tthc_da_giai_quyet", "tthc_giai_quyet_qua_han"]),
        ("Đơn vị;Tạo việc làm;Kế hoạch năm", ["viec_lam_tao_moi", "viec_lam_ke_hoach_nam"]),
        ("Đơn vị;Thu NSNN;Dự toán năm", ["thu_ngan_sach", "thu_ngan_sach_du_toan"]),
        ("Đơn vị;Số đơn tố cáo;Khiếu nại", ["don_to_cao", "don_khieu_nai"]),
        ("Xã, phường;tthc_tiep_nhan;Tỷ lệ đúng hạn", ["tthc_tiep_nhan", "ty_le_dung_han"]),
        ("Đơn vị;Hồ sơ đang xử lý - Quá hạn;Hồ sơ trễ hạn",
         ["tthc_dang_giai_quyet_qua_han", "tthc_giai_quyet_qua_han"]),
    ],
)  # fmt: skip
def test_one_row_headings_bind_by_name(header, codes, catalogue):
    reading = read(f"Quý I/2025;;\n{header}\nTuy Phước;1;2\n", catalogue)
    assert [c.subject for c in reading.claims] == codes
    assert reading.problems == ()


@pytest.mark.parametrize(
    "header",
    [
        "Đơn vị;Số vụ khiếu nại đã giải quyết;Đúng hạn",
        "Đơn vị;Số hồ sơ đã giải quyết;Kế hoạch năm",
        "Đơn vị;Số hồ sơ đã giải quyết;Tổng số xã",
        "Đơn vị;Số hồ sơ đã giải quyết;Khiếu nại",
    ],
)
def test_a_bare_heading_counts_only_in_its_own_family(header, catalogue):
    reading = read(f"Quý I/2025;;\n{header}\nTuy Phước;1;2\n", catalogue)
    name = header.split(";")[-1]
    assert [c.value for c in reading.claims] == ["1"]
    assert told(reading) == [("reject", "indicator_ambiguous", 2, name)]
    assert "ghi tên đầy đủ" in reading.problems[0].reason
    assert reading.refused_lines == {3}


def test_only_bare_headings_need_a_title_that_names_the_family(catalogue):
    table = "Đơn vị;Tiếp nhận;Quá hạn\nTuy Phước;3;2\n"
    with pytest.raises(FileRefused) as refusal:
        read("Quý I/2025;;\n" + table, catalogue)
    assert refusal.value.problem.code == "indicator_unknown"
    reading = read("Hồ sơ thủ tục hành chính;;\nQuý I/2025;;\n" + table, catalogue)
    assert [c.subject for c in reading.claims] == ["tthc_tiep_nhan", "tthc_giai_quyet_qua_han"]


def test_a_group_the_catalogue_does_not_know_is_not_dropped(catalogue):
    text = (
        "Quý I/2025;;;\nĐơn vị;Cấp xã;Hồ sơ đã giải quyết;\n;Quá hạn;Trước hạn;Quá hạn\n"
        "Tuy Phước;1;2;3\n"
    )
    reading = read(text, catalogue)
    assert [(c.subject, c.value) for c in reading.claims] == [
        ("tthc_giai_quyet_truoc_han", "2"),
        ("tthc_giai_quyet_qua_han", "3"),
    ]
    assert told(reading) == [("reject", "indicator_unknown", 2, "Cấp xã - Quá hạn")]


def test_a_group_over_every_column_is_not_taken_for_a_title(catalogue):
    text = "Quý I/2025;;\nĐơn vị;Hồ sơ đang xử lý;\n;Đúng hạn;Quá hạn\nTuy Phước;1;2\n"
    assert [c.subject for c in read(text, catalogue).claims] == [
        "tthc_dang_giai_quyet_trong_han",
        "tthc_dang_giai_quyet_qua_han",
    ]


def test_a_group_row_above_the_unit_heading_is_seen(catalogue):
    text = (
        "Quý I/2025;;;;\n;Hồ sơ đã giải quyết;;Hồ sơ đang xử lý;\n"
        "Đơn vị;Trước hạn;Quá hạn;Đúng hạn;Quá hạn\nTuy Phước;1;2;3;4\n"
    )
    assert [c.subject for c in read(text, catalogue).claims] == [
        "tthc_giai_quyet_truoc_han",
        "tthc_giai_quyet_qua_han",
        "tthc_dang_giai_quyet_trong_han",
        "tthc_dang_giai_quyet_qua_han",
    ]


def test_the_same_heading_twice_is_refused(catalogue):
    with pytest.raises(FileRefused) as refusal:
        read("Quý I/2025;;\nĐơn vị;Hồ sơ trễ hạn;Hồ sơ trễ hạn\nTuy Phước;1;2\n", catalogue)
    assert refusal.value.problem.code == "duplicate-label"


def test_a_column_with_figures_and_no_heading_is_refused(catalogue):
    reading = read("Quý I/2025;;\nĐơn vị;Hồ sơ trễ hạn;\nTuy Phước;1;2\n", catalogue)
    assert told(reading) == [("reject", "blank-label", 2, "cột thứ 3")]


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        ("Quý II năm 2025", "2025-Q2"),
        ("BÁO CÁO NĂM 2025;\nKỳ báo cáo: Quý II/2025", "2025-Q2"),
        ("Năm 2025;\n6 tháng đầu năm 2025", "2025-H1"),
        ("Quý I/2025;\nBình Định, ngày 14 tháng 6 năm 2025", "2025-Q1"),
        ("Lũy kế đến hết quý II/2025", "2025-Q2-LK"),
        ("Quý II/2024 (lũy kế từ đầu năm)", "2024-Q2-LK"),
        ("Quý II/2024, lũy kế từ đầu năm", "2024-Q2-LK"),
        ("BÁO CÁO;\nKỳ báo cáo: Quý II/2024 (lũy kế từ đầu năm)", "2024-Q2-LK"),
        ("TÌNH HÌNH GIẢI QUYẾT HỒ SƠ QUÝ II/2024 (LŨY KẾ TỪ ĐẦU NĂM)", "2024-Q2-LK"),
    ],
)
def test_the_period_stands_above_the_table(titles, period, catalogue):
    reading = read(f"{titles};\nĐơn vị;Hồ sơ trễ hạn\nTuy Phước;1\n", catalogue)
    assert [c.period for c in reading.claims] == [period]


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ("BÁO CÁO", "period_missing"),
        ("Bình Định, ngày 14 tháng 6 năm 2025", "period_missing"),
        ("Quý I/2025 và quý II/2025", "period_ambiguous"),
    ],
)
def test_no_period_or_two_are_refused(titles, code, catalogue):
    with pytest.raises(FileRefused) as refusal:
        read(f"{titles};\nĐơn vị;Hồ sơ trễ hạn\nTuy Phước;1\n", catalogue)
    assert refusal.value.problem.code == code


def test_a_period_column_goes_before_titles(catalogue):
    text = "Quý I/2025;;\nĐơn vị;Kỳ;Hồ sơ trễ hạn\nTuy Phước;Quý III/2024;1\n"
    assert [c.period for c in read(text, catalogue).claims] == ["Quý III/2024"]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Quý II/2025 (Từ ngày 15/3/2025 đến ngày 14/6/2025)", []),
        ("Quý II/2025 (từ 01/4/2025 đến 30/06/2025)", []),
        ("Lũy kế đến hết quý II/2025 (từ ngày 15/12/2024 đến ngày 14/6/2025)", []),
        ("6 tháng đầu năm 2025 (từ ngày 01/01/2025 đến hết ngày 30/6/2025)", []),
        ("Quý I/2025 (từ ngày 01/01/2025 đến ngày 31/3/2025)", []),
        ("Năm 2024 (từ ngày 01/01/2024 đến ngày 31/12/2024)", []),
        ("Quý II/2025 (Từ ngày 20/3/2025 đến ngày 19/6/2025)", [("note", "days_differ", 2, "")]),
    ],
)
def test_days_above_a_table_are_compared_with_its_period(title, found, catalogue):
    assert told(read(f"{title};\nĐơn vị;Hồ sơ trễ hạn\nTuy Phước;1\n", catalogue)) == found


def test_days_from_the_beginning_of_the_year_are_not_a_quarter(catalogue):
    title = "Quý II/2025 (Từ ngày 15/12/2024 đến ngày 14/6/2025)"
    with pytest.raises(FileRefused) as refusal:
        read(f"{title};\nĐơn vị;Hồ sơ trễ hạn\nTuy Phước;1\n", catalogue)
    assert refusal.value.problem.code == "counting_ambiguous"
    assert "“Lũy kế đến hết quý II/2025”" in refusal.value.problem.reason
