"""Rows around the figures of a wide table, and what its headings say of their unit of count."""

from decimal import Decimal

import pytest

from etl.examining import examine
from tests.etl.files import GROUPED, workbook

TABLE = """Kỳ báo cáo: Quý II/2025;;;
TT;Đơn vị;Số hồ sơ đã giải quyết;Số hồ sơ tiếp nhận
I;Khối huyện;;
1;Huyện Tuy Phước;10;12
2;Huyện Phù Cát;11;12
II;Khối xã;-;x
;Tổng cộng;21;24
"""
SIGNED = """;;;Tuy Phước, ngày 15 tháng 6 năm 2025
NGƯỜI LẬP BIỂU;;;THỦ TRƯỞNG ĐƠN VỊ
(Ký, ghi rõ họ tên);;;(Ký tên, đóng dấu)
Nguyễn Văn A;;;Trần Văn B
Lê Thị C"""
FIGURES = [
    (4, "Tuy Phước", "tthc_da_giai_quyet", Decimal(10)),
    (4, "Tuy Phước", "tthc_tiep_nhan", Decimal(12)),
    (5, "Phù Cát", "tthc_da_giai_quyet", Decimal(11)),
    (5, "Phù Cát", "tthc_tiep_nhan", Decimal(12)),
]


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a file: its figures as (line, unit, measure, value), and the outcome itself."""

    def tell(content: str | bytes):
        content = content.encode() if isinstance(content, str) else content
        found = examine("tep.csv", content, catalogue, register, cards=cards)
        return [(f.line, f.unit.short_name, f.subject.code, f.value) for f in found.figures], found

    return tell


@pytest.mark.parametrize("name", ["Tổng cộng", "Cộng", "Cả tỉnh", "TOÀN HUYỆN:", "Cộng cả huyện"])
def test_a_row_of_sums_is_no_unit_and_checked(name, told):
    figures, found = told(TABLE.replace("Tổng cộng;21", f"{name};22"))
    assert figures == FIGURES
    assert "total_row" in {p.code for p in found.problems if p.line == 7}
    assert found.rejected == 0


def test_groups_and_signatures_are_noted_and_never_units(told):
    figures, found = told(TABLE + SIGNED)
    assert figures == FIGURES
    assert found.outcome == "accept_with_notes"
    assert [(p.line, p.code, p.found) for p in found.problems] == [
        (3, "not_data", "Khối huyện"),
        (6, "not_data", "Khối xã"),
        (7, "total_row", ""),
        (8, "not_data", "Tuy Phước, ngày 15 tháng 6 năm 2025"),
        (9, "not_data", "NGƯỜI LẬP BIỂU | THỦ TRƯỞNG ĐƠN VỊ"),
        (10, "not_data", "(Ký, ghi rõ họ tên) | (Ký tên, đóng dấu)"),
        (11, "not_data", "Nguyễn Văn A | Trần Văn B"),
        (12, "not_data", "Lê Thị C"),
    ]
    assert found.problems[0].reason.startswith("dòng này không phải số liệu đơn vị, bỏ qua")
    assert (found.records, found.loaded, found.noted, found.rejected) == (5, 2, 3, 0)


def test_the_same_in_a_workbook_under_a_form_with_its_card(told):
    width = len(GROUPED[0])
    signed = [["", "NGƯỜI LẬP BIỂU", *[""] * (width - 4), "KT. CHỦ TỊCH", ""]]
    groups = [["A", "Khối huyện", *[""] * (width - 2)]]
    cells = [*GROUPED[:7], *groups, *GROUPED[7:-1], *signed]
    figures, found = told(workbook(cells))
    assert {unit for _, unit, *_ in figures} == {"Tuy Phước", "Phù Cát"}
    assert [(p.line, p.code, p.found) for p in found.problems] == [
        (8, "not_data", "Khối huyện"),
        (11, "total_row", ""),
        (12, "not_data", "NGƯỜI LẬP BIỂU | KT. CHỦ TỊCH"),
    ]


@pytest.mark.parametrize("cell", ["5", "0", "5 hồ sơ", "không có"])
def test_an_unknown_name_with_a_figure_is_still_refused(cell, told):
    figures, found = told(TABLE.replace("Khối xã;-;x", f"Khối xã;{cell};"))
    assert figures == FIGURES
    assert {(p.line, p.code) for p in found.problems if p.severity == "reject"} == {
        (6, "unit_unknown")
    }


def test_a_figure_under_the_signatures_is_refused_and_a_unit_without_figures_noted(told):
    text = TABLE.replace("II;Khối xã;-;x", "3;Huyện An Lão;;") + SIGNED + "\n;Khối lạ;7;\n"
    figures, found = told(text)
    assert figures == FIGURES
    assert {(p.line, p.code) for p in found.problems if p.code != "not_data"} == {
        (6, "missing-value"),
        (7, "total_row"),
        (13, "unit_unknown"),
    }


def of_column(heading: str, above: str = "") -> str:
    """A table of one sure column and one under a heading; `above` stands over it."""
    return f"Kỳ báo cáo: Quý I/2025;;{above}\nĐơn vị;Số hộ nghèo;{heading}\nH. Tuy Phước;5;12\n"


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Tổng số hồ sơ tiếp nhận (hồ sơ)", "tthc_tiep_nhan"),
        ("Tỷ lệ đúng hạn (%)", "ty_le_dung_han"),
        ("Số lao động được tạo việc làm (người)", "viec_lam_tao_moi"),
        ("Thu ngân sách (Trđ)", "thu_ngan_sach"),
        ("Dự toán thu NSNN (ĐVT: triệu đồng)", "thu_ngan_sach_du_toan"),
        ("Thu NSNN (đơn vị: triệu đồng)", "thu_ngan_sach"),
        ("Số TTHC một cửa (tổng)", "so_tthc_mot_cua_tong"),
        ("Tổng số hồ sơ tiếp nhận:", "tthc_tiep_nhan"),
        ("- Tổng số hồ sơ tiếp nhận (hồ sơ)", "tthc_tiep_nhan"),
        ("Thu ngân sách¹", "thu_ngan_sach"),
    ],
)
def test_a_heading_with_its_unit_of_count_binds(heading, code, told):
    figures, found = told(of_column(heading))
    assert figures[1] == (3, "Tuy Phước", code, Decimal(12))
    assert found.problems == ()


@pytest.mark.parametrize(
    ("heading", "above", "said", "wanted"),
    [
        ("Thu ngân sách (đồng)", "", "đồng", "triệu đồng"),
        ("Thu ngân sách (tỷ đồng)", "", "tỷ đồng", "triệu đồng"),
        ("Thu ngân sách", "Đơn vị tính: đồng", "đồng", "triệu đồng"),
        ("Hồ sơ đúng hạn (%)", "", "%", "hồ sơ"),
        ("Tổng số người được tiếp (lượt)", "", "lượt", "người"),
    ],
)
def test_a_heading_of_another_unit_is_refused_with_both_names(heading, above, said, wanted, told):
    figures, found = told(of_column(heading, above))
    assert figures == [(3, "Tuy Phước", "ho_ngheo", Decimal(5))]
    (problem,) = found.problems
    assert (problem.code, problem.line, problem.column) == ("unit_differs", 2, heading)
    assert f"“{said}”" in problem.reason and f"“{wanted}”" in problem.reason
    assert (found.rejected, found.records) == (1, 1)


@pytest.mark.parametrize("row", [";(triệu đồng);(đồng)", ";Triệu đồng;ĐVT: đồng"])
def test_a_row_of_units_under_the_headings_belongs_to_them(row, told):
    text = f"Quý I/2025;;\nĐơn vị;Thu ngân sách;Dự toán năm\n{row}\nH. Tuy Phước;5;60\n"
    figures, found = told(text)
    assert figures == [(4, "Tuy Phước", "thu_ngan_sach", Decimal(5))]
    (problem,) = found.problems
    assert (problem.code, problem.found) == ("unit_differs", "đồng")
    assert "“đồng”" in problem.reason and "“triệu đồng”" in problem.reason


def test_units_of_count_under_a_group_are_told_apart(told):
    text = "Quý II/2025;;\nĐơn vị;Tiếp công dân thường xuyên;\n;Lượt;Người\nH. Tuy Phước;5;6\n"
    figures, found = told(text)
    assert figures == [(4, "Tuy Phước", "tcd_thuong_xuyen_luot", Decimal(5))]
    assert [(p.code, p.found) for p in found.problems] == [("unit_differs", "người")]


def test_short_words_under_a_group_are_headings_and_no_codes(told):
    text = "Quý II/2025;;\nĐơn vị;XKLĐ;Số đơn\n;KN;TC\nH. Tuy Phước;5;6\n"
    _, found = told(text)
    assert [(p.code, p.line) for p in found.problems] == [("indicator_unknown", 2)]
    assert "XKLĐ - KN" in found.problems[0].reason


@pytest.mark.parametrize(
    ("line", "heading", "said"),
    [
        ("(Đơn vị: nghìn hộ)", "Số hộ nghèo", "“nghìn hộ”"),
        ("ĐVT: 1.000 hộ", "Số hộ nghèo", "“1.000 hộ”"),
        ("Đơn vị tính: nghìn", "Số hộ nghèo", "“nghìn”"),
        ("Đơn vị tính: tỷ đồng", "Thu ngân sách nhà nước trên địa bàn", "“tỷ đồng”"),
        ("(Đơn vị: tỷ đồng)", "Thu ngân sách nhà nước trên địa bàn", "“tỷ đồng”"),
    ],
)
def test_a_unit_above_the_table_that_multiplies_is_refused(line, heading, said, told):
    text = f"{line};\nKỳ báo cáo: Quý I/2025;\nĐơn vị;{heading}\nHuyện Tuy Phước;5\n"
    figures, found = told(text)
    assert figures == []
    assert said in found.problems[0].reason
    assert "đổi số sang" in found.problems[0].reason


@pytest.mark.parametrize(
    "line", ["Đơn vị: Trạm y tế", "Đơn vị: Đồng Nai", "ĐVT: nghìn hộ", "Đơn vị: xã"]
)
def test_a_unit_above_the_table_that_is_not_of_the_figures_is_no_matter(line, told):
    text = f"{line};\nQuý I/2025;\nĐơn vị;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;5\n"
    assert len(told(text)[0]) == 1


def test_the_unit_of_a_heading_goes_before_the_one_above(told):
    figures, found = told(of_column("Thu ngân sách (triệu đồng)", "ĐVT: đồng"))
    assert figures[1] == (3, "Tuy Phước", "thu_ngan_sach", Decimal(12))
    assert found.outcome == "accept"


def test_units_of_count_in_the_headings_of_a_form_with_a_card(told):
    cells = [[cell.replace("Quá hạn", "Quá hạn (hồ sơ)") for cell in row] for row in GROUPED]
    figures, found = told(workbook(cells))
    assert (8, "Tuy Phước", "tthc_giai_quyet_qua_han", Decimal(10)) in figures
    assert found.form == "II.06/VPCP/KSTT"
    cells = [[cell.replace("Quá hạn", "Quá hạn (%)") for cell in row] for row in GROUPED]
    figures, found = told(workbook(cells))
    refused = [(p.code, p.column) for p in found.problems if p.severity == "reject"]
    assert refused == [
        ("unit_differs", "Hồ sơ đang giải quyết - Quá hạn (%)"),
        ("unit_differs", "Số lượng hồ sơ đã giải quyết - Quá hạn (%)"),
    ]
    assert {code for *_, code, _ in figures}.isdisjoint(
        {"tthc_giai_quyet_qua_han", "tthc_dang_giai_quyet_qua_han"}
    )


def test_a_table_without_any_known_column_names_the_nearest_of_each(told):
    text = "Quý II/2025;;\nĐơn vị;Số hộ nghèoo;Hồ sơ đã giải quyếtt\nH. Tuy Phước;1;2\n"
    _, found = told(text)
    (problem,) = found.problems
    assert (found.outcome, problem.code, problem.line) == ("reject_file", "indicator_unknown", 2)
    assert "“Số hộ nghèoo”: gần nhất: Số hộ nghèo" in problem.reason
    assert "“Hồ sơ đã giải quyếtt”: gần nhất: Hồ sơ TTHC đã giải quyết" in problem.reason


def test_tables_side_by_side_are_refused_and_read_when_set_below_one_another(told):
    figures, found = told(
        "Quý I/2025;;;;\nĐơn vị;Số hồ sơ đã giải quyết;;Đơn vị;Số hộ nghèo\n"
        "Huyện Tuy Phước;100;;Huyện Phù Cát;5\n"
    )
    assert (figures, [p.code for p in found.problems]) == ([], ["duplicate-label"])
    assert "đặt bảng sau xuống dưới bảng trước" in found.problems[0].reason
    figures, _ = told(
        "Quý I/2025;\nĐơn vị;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;100\n"
        "Đơn vị;Số hộ nghèo\nHuyện Phù Cát;5\n"
    )
    assert [figure[1:] for figure in figures] == [
        ("Tuy Phước", "tthc_da_giai_quyet", Decimal(100)), ("Phù Cát", "ho_ngheo", Decimal(5)),
    ]  # fmt: skip


def test_a_commune_beside_its_district_is_never_taken_for_the_district(told):
    text = "Quý I/2025;;\nHuyện;Xã;Số hộ nghèo\nHuyện Tuy Phước;Xã Phước An;5\n"
    figures, found = told(text)
    assert figures == []
    assert "“Xã Phước An, huyện Tuy Phước”" in found.problems[0].reason
    text = "Quý I/2025;\nĐơn vị;Số hộ nghèo\nXã Phước An, huyện Tuy Phước;5\n"
    assert [figure[1] for figure in told(text)[0]] == ["Phước An"]


TURNED = "{above};\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n{within};\nHuyện Phù Cát;8\n"


@pytest.mark.parametrize("within", ["Quý II/2025", "Kỳ báo cáo: Quý II/2025", "Năm 2024"])
def test_rows_below_a_line_of_another_period_are_refused(within, told):
    figures, found = told(TURNED.format(above="Kỳ báo cáo: Quý I/2025", within=within))
    assert [figure[1] for figure in figures] == ["Tuy Phước"]
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        ("note", "not_data", 4), ("reject", "period_ambiguous", 5),
    ]  # fmt: skip
    assert (found.records, found.loaded, found.rejected) == (2, 1, 1)
    mended = TURNED.format(above="Quý I/2025", within=f"{within};\nĐơn vị;Số hộ nghèo").replace(
        "nghèo;", "nghèo"
    )
    again, _ = told(mended)
    assert [figure[1] for figure in again] == ["Tuy Phước", "Phù Cát"]
    assert len({f.period.code for f in told(mended)[1].figures}) == 2


def test_a_line_of_the_same_period_or_below_the_rows_changes_nothing(told):
    for within in ("Quý I/2025", "Khối xã"):
        assert len(told(TURNED.format(above="Quý I/2025", within=within))[0]) == 2
    below = "Quý I/2025;\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\nSo với quý IV/2024;\n"
    figures, found = told(below)
    assert (len(figures), found.rejected) == (1, 0)


@pytest.mark.parametrize(
    "title",
    ["Số liệu cùng kỳ năm trước", "BIỂU 2. KẾT QUẢ CÙNG KỲ NĂM 2024", "Phụ lục: kỳ trước"],
)
def test_a_table_of_the_period_compared_with_never_takes_that_of_another_table(title, told):
    first = "Kỳ báo cáo: Quý I/2025;\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n"
    table = "Đơn vị;Số hộ nghèo\nHuyện Phù Cát;9\n"
    figures, found = told(f"{first}{title};\n{table}")
    assert [figure[1] for figure in figures] == ["Tuy Phước"]
    assert [p.code for p in found.problems if p.severity == "reject"] == ["period_ambiguous"]
    _, mended = told(f"{first}Kỳ báo cáo: Quý I/2024;\n{table}")
    assert [f.period.code for f in mended.figures] == ["2025-Q1", "2024-Q1"]


@pytest.mark.parametrize(
    "title",
    ["Báo cáo quý I/2025 (so với cùng kỳ năm 2024)", "Kết quả quý I/2025 và cùng kỳ",
     "Hồ sơ kỳ trước chuyển sang và tiếp nhận mới"],
)  # fmt: skip
def test_a_title_that_only_mentions_the_period_compared_with_is_no_matter(title, told):
    text = f"{title};\nKỳ báo cáo: Quý I/2025;\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n"
    _, found = told(text)
    assert [(f.period.code, f.value) for f in found.figures] == [("2025-Q1", Decimal(5))]


@pytest.mark.parametrize("write", ["- {}", "+ {}", "{} (*)", "{}¹", "{}:"])
def test_marks_around_the_headings_of_a_form_are_no_part_of_them(write, told):
    cells = [
        [write.format(cell) if cell in ("Trực tuyến", "Quá hạn") else cell for cell in row]
        for row in GROUPED
    ]
    assert told(workbook(cells))[0] == told(workbook(GROUPED))[0]


def _grouped(change: dict[tuple[int, int], str]) -> list[list[str]]:
    return [
        [change.get((r, c), cell) for c, cell in enumerate(row)] for r, row in enumerate(GROUPED)
    ]


def test_two_headings_that_bear_each_other_s_number_are_told(told):
    online, counter = GROUPED[5][3], GROUPED[5][4]
    figures, found = told(workbook(_grouped({(5, 3): counter, (5, 4): online})))
    assert (8, "Tuy Phước", "tthc_tiep_nhan_truc_tuyen", Decimal(400)) in figures
    (note,) = [p for p in found.problems if p.code == "column_number"]
    assert (note.severity, note.line, note.found) == ("note", 4, "(4)")
    assert "số liệu nạp theo tiêu đề" in note.reason


@pytest.mark.parametrize(
    "change",
    [
        {},
        {(6, column): "" for column in range(13)},
        {(6, 3): "(5)", (6, 4): "(6)", (6, 5): "(7)"},
        {(5, 3): GROUPED[5][4], (5, 4): GROUPED[5][3], (6, 3): "(5)", (6, 4): "(4)"},
    ],
)
def test_numbers_that_follow_the_headings_or_are_others_are_no_matter(change, told):
    found = told(workbook(_grouped(change)))[1]
    assert "column_number" not in {p.code for p in found.problems}
