"""Days and other periods on the lines above a table, held against the period it is read with."""

import pytest

TABLE = "Đơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;10;11\n"
REPORTED, TITLED = "Kỳ báo cáo: Quý I/2025", "Quý I năm 2025"


@pytest.fixture
def told(examined):
    """The periods loaded under some lines, and (code, line, found) of what is told."""

    def tell(*lines: str):
        found = examined("".join(f"{line};;\n" for line in lines) + TABLE)
        periods = {f.period.code for f in found.figures}
        return periods, [(p.code, p.line, p.found) for p in found.problems]

    return tell


@pytest.mark.parametrize("period", [REPORTED, TITLED])
@pytest.mark.parametrize(
    "days",
    ["từ 1/1 đến 30/6", "từ ngày 01/01 đến ngày 30/6", "Từ 1.1.2025 đến 30.6.2025",
     "(Từ ngày 01/01/2025 đến 30/6/2025)", "Số liệu từ 01-01 đến hết 30-6", "(01/01 - 30/6/2025)",
     "Từ ngày 01 tháng 01 đến ngày 30 tháng 6 năm 2025", "Tính từ ngày 1/1/2025 đến 30/6"],
)  # fmt: skip
def test_days_that_are_not_those_of_the_period_are_noted(days, period, told):
    assert told(days, period) == ({"2025-Q1"}, [("days_differ", 3, "01/01/2025 đến 30/6/2025")])


def test_the_second_stretch_of_days_is_held_against_the_period_too(told):
    days = ("Từ ngày 15/12/2024 đến ngày 14/3/2025", "Từ ngày 15/6/2024 đến ngày 14/9/2024")
    noted = ({"2025-Q1"}, [("days_differ", 4, "15/6/2024 đến 14/9/2024")])
    assert told(REPORTED, *days) == noted


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("Số liệu tính đến ngày 01/11/2023", [("days_differ", 3, "01/11/2023")]),
        ("Số liệu tính đến 01.11.2023", [("days_differ", 3, "01/11/2023")]),
        ("Số liệu tính đến ngày 01 tháng 11 năm 2023", [("days_differ", 3, "01/11/2023")]),
        ("Từ 15/12/2024 đến 14/3/2025, tính đến 01/11/2023", [("days_differ", 3, "01/11/2023")]),
        ("Theo văn bản đến 31/3/2025, tính đến 01/11/2023", [("days_differ", 3, "01/11/2023")]),
        ("Số liệu tính đến ngày 31 tháng 3 năm 2025", []),
        ("Số liệu tính đến 3.5", []),
        ("Theo Nghị quyết có hiệu lực đến 31/12/2023", []),
    ],
)
def test_figures_counted_to_a_day_of_an_earlier_year_are_noted(until, found, told):
    assert told(REPORTED, until) == ({"2025-Q1"}, found)


@pytest.mark.parametrize("period", [REPORTED, TITLED])
@pytest.mark.parametrize(
    "days",
    ["từ 15/12 đến 14/3", "từ ngày 15/12/2024 đến ngày 14/3", "Từ 01/01 đến 31/3", "(15/12 - 14/3)",
     "từ ngày 01 tháng 01 đến ngày 31 tháng 3", "Từ ngày 15 tháng 12 năm 2024 đến 14/3/2025",
     "Số liệu đến 05/4/2025", "Số liệu trích xuất ngày 12/4/2025", "Hạn gửi: đến ngày 25/9",
     "Bảng (1.1 - 2.5)", "Tỷ lệ từ 5.5 đến 7.5"],
)  # fmt: skip
def test_days_of_the_cut_offs_or_the_calendar_need_no_note(days, period, told):
    assert told(days, period) == ({"2025-Q1"}, [])


@pytest.mark.parametrize("days", ["Từ 1/1 đến 30/6", "từ ngày 15/12 đến ngày 14/6"])
def test_days_from_the_beginning_of_the_year_over_a_later_quarter_are_refused(days, told):
    periods, ((code, *_),) = told(days, "Quý II năm 2025")
    assert (periods, code) == (set(), "counting_ambiguous")


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("tính đến 15/2", "15/02/2025"),
        ("Tính đến 31/12/2024", "31/12/2024"),
        ("Số liệu tính đến ngày 30/6/2025", "30/6/2025"),
    ],
)
def test_figures_that_run_to_a_day_outside_the_period_are_noted(until, found, told):
    assert told(until, REPORTED) == ({"2025-Q1"}, [("days_differ", 3, found)])


@pytest.mark.parametrize(
    "line",
    ["SỐ LIỆU NĂM 2023", "Số liệu 9 tháng năm 2024", "Số liệu quý IV",
     "Tháng 5", "BÁO CÁO 6 THÁNG ĐẦU NĂM 2025", "BÁO CÁO NĂM 2024", "Từ tháng 1 đến tháng 6",
     "Kết quả giải quyết hồ sơ quý II"],
)  # fmt: skip
def test_a_line_of_another_period_than_the_one_reported_is_noted(line, told):
    assert told(line, REPORTED) == ({"2025-Q1"}, [("period_doubted", 1, line)])


@pytest.mark.parametrize("line", ["Quý II/2025", "Quý I/2024", "(6 tháng đầu năm 2025)"])
def test_a_line_that_is_another_period_is_refused(line, told):
    assert told(REPORTED, line) == (set(), [("period_ambiguous", 2, line)])


@pytest.mark.parametrize(
    "line",
    ["Tuy Phước, ngày 12 tháng 6 năm 2025", "Tuy Phước, tháng 4 năm 2025",
     "Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 30/12/2020",
     "Thực hiện Nghị quyết số 05 năm 2024"],
)  # fmt: skip
@pytest.mark.parametrize("period", [REPORTED, TITLED])
def test_places_dates_and_documents_say_nothing_of_the_period(line, period, told):
    assert told(line, period) == ({"2025-Q1"}, [])


@pytest.mark.parametrize(
    "line",
    ["(Kèm theo Báo cáo 6 tháng số 12/BC-UBND)", "Tháng 1, 2, 3 năm 2025", "BÁO CÁO NĂM 2025",
     "Báo cáo quý I năm 2025", "Số: 12/BC-UBND tháng 4", "So với quý IV/2024",
     "Thực hiện Chương trình công tác năm 2024"],
)  # fmt: skip
def test_what_agrees_with_the_period_reported_or_is_beside_it_needs_no_note(line, told):
    assert told(line, REPORTED) == ({"2025-Q1"}, [])


def test_the_half_year_to_which_cumulative_figures_run_is_no_other_period(told):
    lines = ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2025", "Số liệu lũy kế từ đầu năm", "Kỳ báo cáo: Quý II/2025")
    assert told(*lines) == ({"2025-Q2-LK"}, [])
