"""Periods: every spelling offices use, their neighbours, and their days."""

from datetime import date

import pytest

from indicators import periods
from indicators.periods import Period, PeriodError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quý I/2025", "2025-Q1"),
        ("quý 1 năm 2025", "2025-Q1"),
        ("Q1/2025", "2025-Q1"),
        ("Q.I-2025", "2025-Q1"),
        ("quí IV/2025", "2025-Q4"),
        ("QUÝ II NĂM 2025", "2025-Q2"),
        ("2025Q2", "2025-Q2"),
        ("3 tháng đầu năm 2025", "2025-Q1"),
        ("6 tháng năm 2023", "2023-H1"),
        ("6T/2023", "2023-H1"),
        ("06 tháng đầu năm 2023", "2023-H1"),
        ("6 tháng cuối năm 2023", "2023-H2"),
        ("9 tháng năm 2023", "2023-9M"),
        ("9T/2023", "2023-9M"),
        ("cả năm 2024", "2024"),
        ("2024", "2024"),
        ("Tháng 3/2025", "2025-03"),
        ("tháng 03 năm 2025", "2025-03"),
        ("Lũy kế quý II/2025", "2025-Q2-LK"),
        ("Luỹ kế từ đầu năm đến hết quý II/2025", "2025-Q2-LK"),
        ("Quý II/2025 (lũy kế)", "2025-Q2-LK"),
        ("Quý 02/2025", "2025-Q2"),
        ("QII/2025", "2025-Q2"),
        ("quý hai năm 2025", "2025-Q2"),
        ("Quý tư/2025", "2025-Q4"),
        ("Quý Ⅱ/2025", "2025-Q2"),
        ("Qúy III, năm 2025", "2025-Q3"),
        ("Kỳ báo cáo: Quý II/2025", "2025-Q2"),
        ("Sáu tháng đầu năm 2025", "2025-H1"),
        ("6T đầu năm 2025", "2025-H1"),
        ("06 tháng/2025", "2025-H1"),
        ("nửa đầu năm 2025", "2025-H1"),
        ("Chín tháng đầu năm 2025", "2025-9M"),
        ("12 tháng năm 2025", "2025"),
        ("T3/2025", "2025-03"),
        ("3T/2025", "2025-Q1"),
        ("Tính đến hết quý II/2025", "2025-Q2-LK"),
        ("tính đến tháng 6/2025", "2025-06-LK"),
        ("Từ đầu năm đến hết tháng 6 năm 2025", "2025-06-LK"),
        ("Lũy kế tính từ đầu năm đến quý II/2025", "2025-Q2-LK"),
        ("Quý II/2025 (cộng dồn từ đầu năm)", "2025-Q2-LK"),
        ("lũy kế 6 tháng 2025", "2025-H1"),
        ("Lũy kế 9 tháng đầu năm 2025", "2025-9M"),
        ("lũy kế 3 tháng đầu năm 2025", "2025-Q1-LK"),
        ("giai đoạn 2021-2025", "2021/2025"),
        ("nhiệm kỳ 2020 – 2025", "2020/2025"),
        *((code, code) for code in ("2025-Q1", "2025-H2", "2025-9M", "2025-03", "2025-Q2-LK")),
    ],
)
def test_a_period_is_read_however_it_is_written(text, code):
    assert periods.parse(text).code == code
    assert periods.from_code(code).code == code


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "ô kỳ để trống"),
        ("Quý II", "không ghi năm"),
        ("6 tháng đầu năm", "không ghi năm"),
        ("Quý V/2025", "quý I đến quý IV"),
        ("lũy kế 6 tháng cuối năm 2025", "2025-Q2-LK"),
        ("từ đầu năm đến nay", "không nói đến hết quý hay tháng nào"),
        ("Lũy kế năm 2025", "2025-Q2-LK"),
        ("Tính đến nay", "2025-Q2-LK"),
        ("tính đến ngày 30/6/2025", "2025-06-LK"),
        ("Tính đến thời điểm hiện tại", "2025-Q2-LK"),
        ("lũy kế năm 2025 đến nay", "không nói đến hết quý hay tháng nào"),
        ("Quý I và quý II/2025", "ghi một trong các cách"),
        ("Quý II/25", "không ghi năm"),
        ("3/2025", "ghi một trong các cách"),
        ("2025-13", "ghi một trong các cách"),
        ("0000-Q1", "ghi đủ ví dụ"),
        ("9999", "ghi một trong các cách"),
        ("2025/2021", "năm đầu phải nhỏ hơn"),
    ],
)
def test_anything_else_is_refused_with_the_remedy(text, remedy):
    with pytest.raises(PeriodError, match=remedy):
        periods.parse(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kỳ báo cáo: Quý II/2025 (Từ ngày 15/3/2025 đến ngày 14/6/2025)", ["2025-Q2"]),
        ("Bình Định, ngày 14 tháng 6 năm 2025", []),
        ("Lũy kế đến hết quý II/2025", ["2025-Q2-LK"]),
        ("Quý I/2025 và quý II/2025", ["2025-Q1", "2025-Q2"]),
    ],
)
def test_the_periods_a_line_names(text, codes):
    assert [period.code for period in periods.find_all(text)] == codes


@pytest.mark.parametrize(
    ("code", "before", "last_year"),
    [
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-H2", "2025-H1", "2024-H2"),
        ("2025-9M", "2024-9M", "2024-9M"),
        ("2025-01", "2024-12", "2024-01"),
        ("2025-Q1-LK", "2024-Q4-LK", "2024-Q1-LK"),
        ("2025", "2024", "2024"),
    ],
)
def test_neighbours(code, before, last_year):
    period = periods.from_code(code)
    assert periods.previous(period).code == before
    assert periods.same_last_year(period).code == last_year


def test_a_stage_has_no_neighbours():
    stage = periods.from_code("2021/2025")
    assert (periods.previous(stage), periods.same_last_year(stage)) == (None, None)


def test_between_is_in_time_order():
    first, last = Period(2024, 3, "quy"), Period(2025, 2, "quy")
    codes = [period.code for period in periods.between(first, last)]
    assert codes == ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2025-Q1", date(2024, 12, 15), date(2025, 3, 14)),
        ("2025-Q2", date(2025, 3, 15), date(2025, 6, 14)),
        ("2025-Q4", date(2025, 9, 15), date(2025, 12, 14)),
        ("2025-Q2-LK", date(2024, 12, 15), date(2025, 6, 14)),
        ("2025-H1", date(2024, 12, 15), date(2025, 6, 14)),
        ("2025-03", date(2025, 2, 15), date(2025, 3, 14)),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_days_follow_the_cut_offs(code, first, last, catalogue):
    assert periods.dates(periods.from_code(code), catalogue.cut_offs) == (first, last)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Kỳ báo cáo: Quý II/2025 (Từ ngày 15/3/2025 đến ngày 14/6/2025)", ["2025-Q2"]),
        ("Tính đến hết quý II/2025", ["2025-Q2-LK"]),
        ("Số liệu tính đến ngày 14/6/2025, Quý II/2025", ["2025-Q2"]),
        ("Lũy kế 6 tháng đầu năm 2025", ["2025-H1"]),
        ("Quý I và quý II/2025", ["2025-Q1", "2025-Q2"]),
        ("Từ tháng 4 đến tháng 6 năm 2025", ["2025-04", "2025-06"]),
        ("Quý I/2025 - Quý II/2025", ["2025-Q1", "2025-Q2"]),
        ("(Quý II/2025)", ["2025-Q2"]),
        ("(Kỳ báo cáo: Quý II/2025)", ["2025-Q2"]),
        ("(Kỳ báo cáo: Quý II/2025, từ ngày 15/3/2025 đến ngày 14/6/2025)", ["2025-Q2"]),
        ("BIỂU TỔNG HỢP (6 tháng đầu năm 2025)", ["2025-H1"]),
        ("(Lũy kế quý II/2025)", ["2025-Q2-LK"]),
        ("Kỳ báo cáo: II/2025", ["2025-Q2"]),
        ("(Kỳ báo cáo: IV/2025)", ["2025-Q4"]),
        ("Kỳ báo cáo: Quý II/2025 (Quý I/2025 đã gửi)", ["2025-Q2"]),
        ("Kỳ báo cáo: Quý II/2025 (6 tháng đầu năm 2025)", ["2025-Q2"]),
        ("(theo Thông tư 02/2021 và báo cáo quý I/2025)", []),
        ("(Ban hành kèm theo Quyết định số 5 ngày 3 tháng 3 năm 2025)", []),
        ("Công văn số II/2025", []),
        ("Kỳ báo cáo: V/2025", []),
    ],
)
def test_periods_are_found_in_a_line(line, codes):
    assert [period.code for period in periods.find_all(line)] == codes
