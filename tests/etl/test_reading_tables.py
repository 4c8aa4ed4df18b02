"""Several tables in one sheet are read each by itself; a changed delimiter or a cut row is told."""

import pytest

from etl.examining import examine
from etl.reading import read_sheet
from etl.tables import outline, tables

FIRST = "Kỳ báo cáo: Quý I/2025;;\nĐơn vị;Số hộ nghèo;Tổng số hộ\nHuyện Tuy Phước;5;90\n"
SECOND = "Đơn vị;Tổng số hộ;Số hộ nghèo\nHuyện Phù Cát;80;4\n"


def figures(text: str, catalogue, register):
    outcome = examine("t.csv", text.encode(), catalogue, register)
    found = [(c.unit.short_name, c.period.code, c.measure, int(c.value), c.line)
             for c in outcome.checked.counts]  # fmt: skip
    return found, [(p.severity, p.code, p.line) for p in outcome.problems]


@pytest.mark.parametrize("between", ["", ";;\n", "Ghi chú: đã duyệt;;\nBảng 2;;\n"])
def test_a_second_table_is_bound_to_its_own_headings(between, catalogue, register):
    found, told = figures(FIRST + between + SECOND, catalogue, register)
    last = 5 + between.count("\n")
    assert found == [
        ("Tuy Phước", "2025-Q1", "ho_ngheo", 5, 3),
        ("Tuy Phước", "2025-Q1", "tong_so_ho", 90, 3),
        ("Phù Cát", "2025-Q1", "tong_so_ho", 80, last),
        ("Phù Cát", "2025-Q1", "ho_ngheo", 4, last),
    ]
    assert told == [("note", "period_taken", last - 1)]


def test_a_second_table_has_its_own_period(catalogue, register):
    text = FIRST + "Kỳ báo cáo: Quý II/2025;;\n" + SECOND.replace("Phù Cát", "Tuy Phước")
    found, told = figures(text, catalogue, register)
    assert [(period, value) for _, period, _, value, _ in found] == [
        ("2025-Q1", 5), ("2025-Q1", 90), ("2025-Q2", 80), ("2025-Q2", 4),
    ]  # fmt: skip
    assert told == []


@pytest.mark.parametrize("line", ["Quý I/2025", "BÁO CÁO QUÝ I NĂM 2025", "(Quý I/2025)"])
def test_a_second_table_takes_the_period_above_the_first_with_a_note(line, catalogue, register):
    text = FIRST.replace("Kỳ báo cáo: Quý I/2025", line) + "II. Bảng hai;;\n" + SECOND
    found, told = figures(text, catalogue, register)
    assert [(period, at) for _, period, *_, at in found] == [
        ("2025-Q1", 3), ("2025-Q1", 3), ("2025-Q1", 6), ("2025-Q1", 6),
    ]  # fmt: skip
    assert told == [("note", "period_taken", 5)]
    outcome = examine("t.csv", text.encode(), catalogue, register)
    assert (outcome.records, outcome.loaded) == (2, 2)


def test_a_second_table_whose_period_nothing_tells_is_refused_and_counted(catalogue, register):
    text = "Đơn vị;Kỳ;Số hộ nghèo\nHuyện Tuy Phước;Quý I/2025;5\nBảng 2;;\n" + SECOND
    found, told = figures(text, catalogue, register)
    assert [line for *_, line in found] == [2]
    assert told == [("reject", "period_missing", 3)]
    outcome = examine("t.csv", text.encode(), catalogue, register)
    assert (outcome.records, outcome.loaded, outcome.rejected) == (2, 1, 1)


def test_each_total_is_checked_with_its_own_table(catalogue, register):
    text = FIRST + "Tổng cộng;5;90\n" + SECOND + "Tổng cộng;80;4\n"
    assert figures(text, catalogue, register)[1] == [
        ("note", "total_row", 4), ("note", "period_taken", 5), ("note", "total_row", 7),
    ]  # fmt: skip


def test_a_repeated_header_of_the_long_form_is_no_record(catalogue, register):
    head = "don_vi,ky,chi_tieu,gia_tri\n"
    text = head + "Huyện Tuy Phước,2025-Q1,ho_ngheo,5\n" + head
    found, told = figures(text + "Huyện Phù Cát,2025-Q1,ho_ngheo,4\n", catalogue, register)
    assert ([line for *_, line in found], told) == ([2, 4], [])


def test_a_header_with_other_columns_half_way_is_followed(catalogue, register):
    text = (
        "don_vi,ky,chi_tieu,gia_tri,tu_so,mau_so\nHuyện Tuy Phước,2023-H1,ty_le_dung_han,90,9,10\n"
        "don_vi,ky,chi_tieu,gia_tri,mau_so,tu_so\nHuyện Phù Cát,2023-H1,ty_le_dung_han,90,10,9\n"
    )
    outcome = examine("t.csv", text.encode(), catalogue, register)
    assert [(int(f.numerator), int(f.denominator)) for f in outcome.figures] == [(9, 10)] * 2


def test_a_row_under_another_delimiter_is_refused(catalogue, register):
    found, told = figures(FIRST + "Huyện Phù Cát,4,80\n", catalogue, register)
    assert ([line for *_, line in found], told) == ([3, 3], [("reject", "delimiter_changed", 4)])


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("Huyện Phù", [("reject", "missing-cell", 4)]),
        ("Bồng S", [("reject", "cut_short", 4)]),
        ("Huyện Phù Cát;4", [("note", "no_line_end", 4), ("reject", "missing-cell", 4)]),
        ("Ghi chú: đã duyệt", [("note", "not_data", 4)]),
        ("Huyện\n", [("note", "not_data", 4)]),
        (";4;\n", [("reject", "missing-cell", 4)]),
    ],
)
def test_a_file_cut_short_is_told(end, told, catalogue, register):
    found, problems = figures(FIRST + end, catalogue, register)
    assert ([line for *_, line in found], problems) == ([3, 3], told)


def test_the_parts_of_a_table_are_known_before_any_meaning():
    sheet = read_sheet((FIRST + SECOND).encode())
    parts = [outline(table) for table in tables(sheet)]
    lines = [[[r.line for r in rows] for rows in (p.titles, p.header, p.body)] for p in parts]
    assert lines == [[[1], [2], [3]], [[1], [4], [5]]]


TWO = (
    "Kỳ báo cáo: Quý II/2024;;\n{above};;\nĐơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\n"
    "Huyện Tuy Phước;10;11\n{title};;\nĐơn vị;{columns}\nHuyện Phù Cát;3;4\n"
)
POOR = "Số hộ nghèo;Tổng số hộ"


@pytest.mark.parametrize(
    ("above", "title", "period"),
    [
        ("Số liệu lũy kế từ đầu năm", "Bảng 2", "2024-Q2-LK"),
        ("(Lũy kế từ đầu năm)", "", "2024-Q2-LK"),
        ("Số liệu lũy kế từ đầu năm", "Số liệu trong kỳ", "2024-Q2"),
        ("Số liệu trong kỳ", "Số liệu lũy kế từ đầu năm", "2024-Q2-LK"),
        ("BÁO CÁO", "Bảng 2", "2024-Q2"),
    ],
)
def test_a_second_table_takes_what_the_first_says_of_counting(
    above, title, period, catalogue, register
):
    text = TWO.format(above=above, title=title, columns=POOR)
    found, told = figures(text, catalogue, register)
    assert [p for unit, p, *_ in found if unit == "Phù Cát"] == [period, period]
    assert [code for _, code, _ in told] == ["period_taken"]


@pytest.mark.parametrize(
    ("title", "codes"),
    [("Bảng 2", ["unit_differs"]), ("ĐVT: tỷ đồng", ["unit_differs"]), ("ĐVT: triệu đồng", []),
     ("(Đơn vị: triệu đồng)", [])],
)  # fmt: skip
def test_a_second_table_takes_the_unit_of_count_above_the_first(title, codes, catalogue, register):
    columns = "Số hộ nghèo;Thu ngân sách trong kỳ"
    text = TWO.format(above="ĐVT: tỷ đồng", title=title, columns=columns)
    found, told = figures(text, catalogue, register)
    assert [code for severity, code, _ in told if severity == "reject"] == codes
    assert len(found) == 4 - len(codes)


@pytest.mark.parametrize(
    "title",
    ["So sánh tăng, giảm", "Kế hoạch", "II. Kế hoạch năm", "Bảng 2: Ước thực hiện", "Tăng/giảm",
     "Chênh lệch", "Dự toán", "Mức tăng so với kế hoạch"],
)  # fmt: skip
def test_a_second_table_of_plans_or_differences_never_takes_the_period(title, catalogue, register):
    text = TWO.format(above="", title=title, columns=POOR)
    found, told = figures(text, catalogue, register)
    assert [unit for unit, *_ in found] == ["Tuy Phước", "Tuy Phước"]
    assert told == [("reject", "period_missing", 5)]


@pytest.mark.parametrize(
    ("title", "columns"),
    [("Kế hoạch năm", "Kế hoạch tạo việc làm;Dự toán thu ngân sách năm"),
     ("Kết quả thực hiện kế hoạch", POOR), ("Kèm theo Kế hoạch số 5/KH-UBND", POOR),
     ("Kế hoạch số 5/KH-UBND", POOR), ("2. Công tác giảm nghèo", POOR), ("Giám sát", POOR)],
)  # fmt: skip
def test_a_second_table_of_plans_by_its_columns_or_of_results_takes_it(
    title, columns, catalogue, register
):
    text = TWO.format(above="", title=title, columns=columns)
    found, told = figures(text, catalogue, register)
    assert len(found) == 4
    codes = [code for _, code, _ in told if code != "plan_of_year"]
    assert codes == ["period_taken"]
