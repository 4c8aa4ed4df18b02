"""The period of a table by the lines above it: one that is sure, joined with a note, or refused."""

import pytest

from etl import load_files

TABLE = "Đơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n"
YEARLESS, SEVERAL, UNKNOWN, MISSING = (
    "period_yearless", "period_ambiguous", "period_unknown", "period_missing",
)  # fmt: skip


@pytest.fixture
def told(examined):
    """The periods loaded under some title lines, and (code, line) of what is told."""

    def tell(titles: str, table: str = TABLE):
        found = examined(f"{titles}\n{table}")
        return [f.period.code for f in found.figures], [(p.code, p.line) for p in found.problems]

    return tell


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ("BÁO CÁO KẾT QUẢ QUÝ II\nNĂM 2024", "2024-Q2"),
        ("BÁO CÁO KẾT QUẢ 6 THÁNG ĐẦU NĂM\nNăm 2024", "2024-H1"),
        ("Kỳ: 6 tháng cuối năm\nNăm 2024", "2024-H2"),
        ("Quý: 2\nNăm: 2024", "2024-Q2"),
        ("Lũy kế đến hết quý II\nNăm 2024", "2024-Q2-LK"),
        ("Tháng 5\nNăm 2024", "2024-05"),
    ],
)
def test_a_period_without_its_year_takes_that_of_another_line_with_a_note(titles, code, told):
    assert told(titles) == ([code], [("period_joined", 1)])


def test_a_line_of_the_period_reported_takes_the_year_above_it(told):
    titles = "Năm báo cáo: năm 2024\nKỳ báo cáo: Quý II"
    assert told(titles) == (["2024-Q2"], [("period_joined", 2)])


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ("Quý II (năm 2024)", "2024-Q2"),
        ("Năm 2024 (quý II)", "2024-Q2"),
        ("Quý thứ hai năm 2024", "2024-Q2"),
        ("Kết quả đến tháng 6/2024", "2024-06"),
        ("Kỳ báo cáo: 6 tháng đầu năm (2024)", "2024-H1"),
        ("KẾT QUẢ QUÝ II\nKỳ báo cáo: Quý II/2024", "2024-Q2"),
        ("Kỳ báo cáo:\nQuý II/2024", "2024-Q2"),
        ("Tổng kết năm 2024, triển khai nhiệm vụ năm 2025", "2024"),
        ("Kết quả quý II/2024 và phương hướng quý III/2024", "2024-Q2"),
        ("Quý II/2024 so với cùng kỳ năm 2023", "2024-Q2"),
        ("Tuy Phước, ngày     tháng 7 năm 2024\nNăm 2023", "2023"),
        ("Kỳ báo cáo: 2025-Q2-LK", "2025-Q2-LK"),
        ("2025-Q2", "2025-Q2"),
        ("Kỳ báo cáo: 3T/2025", "2025-Q1"),
        ("Kỳ báo cáo: Lũy kế cả năm 2025", "2025"),
        ("Công văn số 2025-Q2K\nKỳ báo cáo: Quý I/2025", "2025-Q1"),
    ],
)
def test_what_is_sure_is_read_without_a_word(titles, code, told):
    assert told(titles) == ([code], [])


@pytest.mark.parametrize(
    ("titles", "code", "line"),
    [
        ("Kết quả quý II thực hiện kế hoạch công tác dân vận năm 2024", YEARLESS, 1),
        ("Kỳ báo cáo: Lũy kế năm 2025", "period_unknown", 1),
        ("Kỳ báo cáo: Quý II/2024-2025", "period_unknown", 1),
        ("Kết quả quý II/2024/2025", "period_unknown", 1),
        ("Kỳ báo cáo: 6 tháng đầu năm 2024-2025", "period_unknown", 1),
        ("Kỳ báo cáo: Kế hoạch quý II/2025", "period_missing", 1),
        ("Kỳ báo cáo: Ước thực hiện quý II/2025", "period_missing", 1),
        ("Kết quả tháng 5 thực hiện nhiệm vụ năm 2024", YEARLESS, 1),
        ("Quý II so với cùng kỳ năm 2023", YEARLESS, 1),
        ("Kết quả công tác quý II và phương hướng quý III năm 2024", YEARLESS, 1),
        ("Kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024", YEARLESS, 1),
        ("Kế hoạch năm 2024\nQuý II", YEARLESS, 2),
        ("Quý IV và cả năm 2024", YEARLESS, 1),
        ("Kỳ báo cáo: Quý II", YEARLESS, 1),
        ("Năm 2023\nNăm 2024\nQuý II", YEARLESS, 3),
        ("Tuy Phước, ngày … tháng … năm 2024\nQuý II", YEARLESS, 2),
        ("Báo cáo quý I, II năm 2024", SEVERAL, 1),
        ("Kết quả quý II và 6 tháng đầu năm 2024", SEVERAL, 1),
        ("SƠ KẾT QUÝ II VÀ 6 THÁNG\nNăm 2024", SEVERAL, 1),
        ("Từ năm 2021 đến năm 2025", SEVERAL, 1),
        ("Kết quả 8 tháng đầu năm 2024", UNKNOWN, 1),
        ("5 tháng năm 2024", UNKNOWN, 1),
        ("UBND tỉnh\nNăm tháng đầu năm 2024", UNKNOWN, 2),
        ("Tuần 20 năm 2024", UNKNOWN, 1),
        ("Học kỳ I năm 2024", UNKNOWN, 1),
        ("2 quý đầu năm 2024", UNKNOWN, 1),
        ("Các tháng đầu năm 2024", UNKNOWN, 1),
        ("Năm 2024 (8 tháng)", UNKNOWN, 1),
        ("Năm 2024 (tính đến hết quý II)", YEARLESS, 1),
        ("Từ tháng 01/2024 đến 06/2024", UNKNOWN, 1),
        ("Tháng sáu năm 2024", UNKNOWN, 1),
        ("Quý này\nNăm 2024", UNKNOWN, 1),
        ("Kỳ báo cáo: Quý V/2024", UNKNOWN, 1),
        ("UBND tỉnh\nKỳ báo cáo: abc", UNKNOWN, 2),
        ("Kỳ báo cáo: giai đoạn 2025-2021", UNKNOWN, 1),
        ("Ước thực hiện quý IV/2024", MISSING, 1),
        ("UBND tỉnh\nTừ đầu năm 2024 đến nay", MISSING, 2),
        ("Tuy Phước, ngày     tháng 7 năm 2024", MISSING, 1),
    ],
)
def test_what_is_not_sure_is_refused_at_its_line(titles, code, line, told):
    assert told(titles) == ([], [(code, line)])


@pytest.mark.parametrize(
    ("titles", "found", "remedy"),
    [
        ("Kỳ báo cáo: Quý V/2024", "Kỳ báo cáo: Quý V/2024", "chỉ có quý I đến quý IV"),
        ("Kỳ báo cáo: Quý II", "Kỳ báo cáo: Quý II", "“Kỳ báo cáo: Quý II/2024”"),
        ("8 tháng đầu năm 2024", "8 tháng đầu năm 2024", "9 tháng, năm, giai đoạn"),
    ],
)
def test_a_refusal_says_what_was_found_and_what_to_write(titles, found, remedy, examined):
    (problem,) = examined(f"{titles}\n{TABLE}").problems
    assert problem.found == found and remedy in problem.reason


def test_a_year_whose_figures_run_to_a_day_within_it_is_noted(told):
    for until in ("Số liệu tính đến 30/6/2024", "Thời điểm 30/6/2024", "(Tính đến ngày 30/6)"):
        assert told(f"{until}\nNăm 2024") == (["2024"], [("days_differ", 3)])
    assert told("Số liệu tính đến ngày 14/12/2024\nNăm 2024") == (["2024"], [])


def test_a_stage_that_ends_before_it_begins_stops_no_later_load(data):
    bad = f"Kỳ báo cáo: giai đoạn 2025-2021\n{TABLE}".encode()
    (outcome,) = load_files(data, [("sai.csv", bad)]).outcomes
    assert [(p.code, p.line) for p in outcome.problems] == [(UNKNOWN, 1)]
    good = f"Kỳ báo cáo: Quý II/2024\n{TABLE}".encode()
    assert load_files(data, [("dung.csv", good)]).outcomes[0].outcome == "accept"


def test_a_line_within_a_table_of_another_period_without_its_year_ends_its_rows(examined):
    table = "Đơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\nSo với quý I;\nHuyện Phù Cát;7\n"
    found = examined(f"Kỳ báo cáo: Quý II/2024;\n{table}")
    assert [(f.unit.short_name, f.period.code) for f in found.figures] == [("Tuy Phước", "2024-Q2")]
    assert found.rejected == 1


@pytest.mark.parametrize("title", ["", "Bảng 2", "Biểu 2. Quý I"])
@pytest.mark.parametrize("above", ["Kỳ báo cáo: Quý I/2024", "Quý I/2024", "Quý I\nNăm 2024"])
def test_a_second_table_takes_the_period_of_the_first_with_a_note(above, title, told):
    codes, notes = told(above, f"{TABLE}{title};\n{TABLE.replace('Tuy Phước', 'Phù Cát')}")
    assert codes == ["2024-Q1", "2024-Q1"]
    assert [code for code, _ in notes if code != "period_joined"] == ["period_taken"]


@pytest.mark.parametrize("above", ["Kỳ báo cáo: Quý I/2024", "Quý I/2024"])
@pytest.mark.parametrize(
    "title",
    [
        "Biểu 2. Quý II",
        "6 THÁNG ĐẦU NĂM",
        "8 tháng đầu năm 2024",
        "2. Số liệu cùng kỳ năm trước",
        "Bảng 2. So với cùng kỳ năm trước",
        "Biểu 2. So sánh với cùng kỳ năm 2023",
        "II. Kỳ trước",
        "Ước quý II/2024",
        "Lũy kế 6 tháng",
        "Cả năm",
        "Cùng kỳ năm trước;Đơn vị tính: hộ",
    ],
)
def test_a_second_table_that_speaks_of_another_period_takes_none(above, title, told):
    codes, problems = told(above, f"{TABLE}{title};\n{TABLE.replace('Tuy Phước', 'Phù Cát')}")
    assert codes == ["2024-Q1"]
    assert len(problems) == 1 and problems[0][0].startswith("period_") and problems[0][1] == 4


@pytest.mark.parametrize("period", ["6 tháng cuối năm 2024", "giai đoạn 2021-2025"])
@pytest.mark.parametrize(
    ("above", "heading"),
    [("Số liệu lũy kế từ đầu năm\n", "Số hộ nghèo"), ("", "Hồ sơ TTHC đã giải quyết lũy kế")],
)
def test_what_does_not_begin_with_a_year_is_never_cumulative(period, above, heading, told):
    table = TABLE.replace("Số hộ nghèo", heading)
    codes, problems = told(f"{above}Kỳ báo cáo: {period}", table)
    assert (codes, [code for code, _ in problems]) == ([], ["counting_ambiguous"])


@pytest.mark.parametrize(
    "line",
    [
        "Kỳ báo cáo: Quý …/20…", "Kỳ báo cáo:", "Kỳ báo cáo: Quý ... năm ......",
        "Kỳ báo cáo: ……………", "Quý …/20…", "Kỳ báo cáo: Quý II/20…",
        "Kỳ báo cáo: từ ngày …/…/… đến ngày …/…/…",
    ],
)  # fmt: skip
def test_a_line_of_the_period_left_blank_is_to_be_filled_in_where_it_stands(line, examined):
    (problem,) = examined(f"TÌNH HÌNH\n{line}\n{TABLE}").problems
    assert (problem.code, problem.line, problem.found) == (MISSING, 2, line)
    assert problem.reason.startswith("dòng 2 là dòng ghi kỳ báo cáo nhưng còn để trống")


def test_a_place_and_a_date_left_blank_are_no_line_of_the_period(examined):
    (problem,) = examined(f"Tuy Phước, ngày … tháng … năm 20…\n{TABLE}").problems
    assert "thêm một dòng" in problem.reason


GROUPS = (
    "Kỳ báo cáo: {period};;;\n{line};;;\nTT;Đơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\n"
    "1;Huyện Tuy Phước;10;11\n{row}\n2;Huyện Phù Cát;3;4\n"
)


@pytest.mark.parametrize("row", ["{};;;", ";{};;", "II;{};;"])
@pytest.mark.parametrize(
    ("line", "group"),
    [("", "Lũy kế từ đầu năm"), ("", "Số liệu lũy kế"), ("Số liệu trong kỳ", "Lũy kế đến quý II"),
     ("", "Cùng kỳ năm trước"), ("", "Kế hoạch"), ("", "Ước thực hiện"), ("", "Tăng, giảm"),
     ("", "Quý I/2024"), ("", "6 tháng năm 2023"), ("Số liệu lũy kế từ đầu năm", "Kế hoạch năm"),
     ("Số liệu lũy kế từ đầu năm", "Trong quý")],
)  # fmt: skip
def test_rows_below_a_group_of_other_figures_are_refused(line, group, row, examined):
    text = GROUPS.format(period="Quý II/2024", line=line, row=row.format(group))
    found = examined(text)
    assert [f.unit.short_name for f in found.figures] == ["Tuy Phước", "Tuy Phước"]
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        ("note", "not_data", 5), ("reject", "period_ambiguous", 6),
    ]  # fmt: skip
    assert f"dòng 5 “{group}”" in found.problems[1].reason


@pytest.mark.parametrize("row", ["{};;;", ";{};;", "II;{};;"])
@pytest.mark.parametrize(
    ("period", "line", "group"),
    [("Quý II/2024", "Số liệu lũy kế từ đầu năm", "Lũy kế từ đầu năm"),
     ("Lũy kế quý II/2024", "", "Lũy kế"), ("Quý II/2024", "", "Trong quý"),
     ("Quý II/2024", "", "Khối xã"), ("Quý II/2024", "", "Trong đó:"),
     ("Quý II/2024", "", "Sở Kế hoạch và Đầu tư"), ("Quý II/2024", "", "Các xã giảm nghèo")],
)  # fmt: skip
def test_a_mere_group_within_a_table_changes_nothing(period, line, group, row, examined):
    found = examined(GROUPS.format(period=period, line=line, row=row.format(group)))
    assert len(found.figures) == 4
    assert {p.severity for p in found.problems} == {"note"}


def test_a_group_of_other_figures_is_refused_beside_a_column_of_periods(examined):
    text = (
        "Đơn vị;Kỳ;Số hồ sơ tiếp nhận\nHuyện Tuy Phước;Quý II/2024;10\nKế hoạch;;\n"
        "Huyện Phù Cát;Quý II/2024;4\n"
    )
    assert [int(f.value) for f in examined(text).figures] == [10]
