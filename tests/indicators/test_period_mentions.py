"""Periods as offices mention them in a title or a line of text."""

import time

import pytest

from indicators import period_mentions


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Kỳ báo cáo: Quý II/2025 (Từ ngày 15/3/2025 đến ngày 14/6/2025)", ["2025-Q2"]),
        ("Bình Định, ngày 14 tháng 6 năm 2025", []),
        ("Lũy kế đến hết quý II/2025", ["2025-Q2-LK"]),
        ("Tính đến hết quý II/2025", ["2025-Q2-LK"]),
        ("Quý I/2025 và quý II/2025", ["2025-Q1", "2025-Q2"]),
        ("Số liệu tính đến ngày 14/6/2025, Quý II/2025", ["2025-Q2"]),
        ("Lũy kế 6 tháng đầu năm 2025", ["2025-H1"]),
        ("Quý I và quý II/2025", ["2025-Q1", "2025-Q2"]),
        ("Quý I vàII/2025", ["2025-Q1", "2025-Q2"]),
        ("Quý 1 đến2 năm 2025", ["2025-Q1", "2025-Q2"]),
        ("Từ tháng 4 đến tháng 6 năm 2025", ["2025-04", "2025-06"]),
        ("Quý I/2025 - Quý II/2025", ["2025-Q1", "2025-Q2"]),
        ("(Quý II/2025)", ["2025-Q2"]),
        ("(Quý I năm 2025; kèm theo Báo cáo số 45/BC-UBND ngày 20/3/2025)", ["2025-Q1"]),
        ("(Quý I/2025, ban hành kèm theo Công văn số 12)", ["2025-Q1"]),
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
        ("Quý II (năm 2024)", ["2024-Q2"]),
        ("Kỳ báo cáo: 6 tháng đầu năm (2024)", ["2024-H1"]),
        ("Năm 2024, quý II", ["2024-Q2"]),
        ("Báo cáo quý I, II năm 2024", ["2024-Q1", "2024-Q2"]),
        ("Từ năm 2021 đến năm 2025", ["2021", "2025"]),
        ("Kết quả quý II/2024 và nhiệm vụ quý III/2024", ["2024-Q2"]),
        ("Kết quả thực hiện nhiệm vụ quý II/2024", ["2024-Q2"]),
        ("Phương hướng quý III và kết quả quý II/2024", ["2024-Q2"]),
        ("Ước thực hiện quý IV/2024", []),
        ("Hương ước, quy ước năm 2024", ["2024"]),
        ("Theo Luật Khiếu nại năm 2011", []),
        ("Tuy Phước, ngày     tháng 7 năm 2024", []),
        ("Tuy Phước, ngày … tháng … năm 2024", []),
        ("Bình Định, 14 tháng 6 năm 2025", []),
        ("Số liệu đến 30/6 năm 2024", []),
        ("Từ đầu năm 2024 đến nay", []),
        ("giai đoạn 2025-2021", []),
        ("Kết quả 8 tháng đầu năm 2024", []),
        ("Quỹ từ thiện năm 2024", ["2024"]),
        ("Quý 2/24", []),
        ("Kỳ báo cáo: 2025-Q2-LK", ["2025-Q2-LK"]),
        ("Kỳ báo cáo: 2025-05-lk", ["2025-05-LK"]),
        ("2025-Q2", ["2025-Q2"]),
        ("Kỳ báo cáo: 3T/2025", ["2025-Q1"]),
        ("Số liệu 6T năm 2025", ["2025-H1"]),
        ("Kỳ báo cáo: Quý II/2024-2025", []),
        ("Kỳ báo cáo: Quý II/2024/2025", []),
        ("6 tháng năm 2024 – 2025", []),
        ("Quý IV/2024 - quý I/2025", ["2024-Q4", "2025-Q1"]),
        ("Kỳ báo cáo: V/2025", []),
    ],
)
def test_periods_are_found_in_a_line(line, codes):
    assert [period.code for period in period_mentions.find_all(line)] == codes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Kết quả quý II và phương hướng quý III năm 2024", [("quy", 2, None), ("quy", 3, 2024)]),
        ("6 tháng đầu năm, 9T và T5", [("6_thang", 1, None), ("9_thang", 1, None),
                                       ("thang", 5, None)]),
        ("Quý II so với cùng kỳ năm 2023", [("quy", 2, None), ("nam", 1, 2023)]),
        ("Quỹ Vì người nghèo", []),
    ],
)  # fmt: skip
def test_what_has_no_year_or_stands_aside_is_mentioned_too(line, said):
    assert [(m.kind, m.ordinal, m.year) for m in period_mentions.mentions(line)] == said


@pytest.mark.parametrize(
    "line",
    [
        "Biểu II.06 Thông tư 01/2020, quý II",
        "Thông tư 02/2021 Quý I",
        "Nghị quyết 15/2022: 6 tháng đầu năm",
        "Báo cáo số 02/2024 ngày 05/01/2024, quý IV",
        "Nghị định số 15/NĐ-2022, quý II",
        "Công văn 123-2023. Quý III",
        "Chỉ thị số 5 2022: Quý II",
        "Kế hoạch số 12/2024 - quý I",
        "Quyết định 2022, 9 tháng",
        "Nghị quyết số 15 năm 2022, quý II",
        "Kết quả năm 2021, Thông tư 01/2020, quý II",
    ],
)
def test_the_year_of_a_document_is_no_year_of_a_period(line):
    said = period_mentions.mentions(line)[-1]
    assert (said.kind in ("quy", "6_thang", "9_thang"), said.year) == (True, None)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Quý II/2025", ["2025-Q2"]),
        ("Thông tư 01/2020, quý II/2025", ["2025-Q2"]),
        ("Biểu số 02 năm 2024, quý II", ["2024-Q2"]),
        ("Kết quả thực hiện Nghị quyết Đại hội năm 2024, quý II", ["2024-Q2"]),
        ("Tháng 6/2025, quý II", ["2025-06", "2025-Q2"]),
        ("2024 - Quý II", ["2024-Q2"]),
        ("Biểu 01 - 2024 - Quý II", ["2024-Q2"]),
    ],
)
def test_a_year_beside_a_period_stays_its_year(line, codes):
    assert [period.code for period in period_mentions.find_all(line)] == codes


@pytest.mark.parametrize(
    "piece", ["quý I x ", "ngày . . ", "năm 2024 ", "5 tháng ", "(", "I, II, "]
)
def test_a_very_long_text_takes_no_long_time(piece):
    began = time.perf_counter()
    period_mentions.mentions(piece * 20_000)
    assert time.perf_counter() - began < 2
