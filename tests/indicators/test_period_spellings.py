"""Periods as offices write them in a cell."""

import pytest

from indicators import period_spellings, periods
from indicators.periods import PeriodError


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
    assert period_spellings.parse(text).code == code
    assert periods.from_code(code).code == code


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "ô kỳ để trống"),
        ("Quý II", "không ghi năm"),
        ("6 tháng đầu năm", "không ghi năm"),
        ("Quý V/2025", "quý I đến quý IV"),
        ("lũy kế 6 tháng cuối năm 2025", "2025-Q2-LK"),
        ("Lũy kế giai đoạn 2021-2025", "bỏ chữ lũy kế"),
        ("từ đầu năm đến nay", "không nói đến hết quý hay tháng nào"),
        ("Lũy kế năm 2025", "2025-Q2-LK"),
        ("Tính đến nay", "2025-Q2-LK"),
        ("tính đến ngày 30/6/2025", "2025-06-LK"),
        ("Tính đến thời điểm hiện tại", "2025-Q2-LK"),
        ("lũy kế năm 2025 đến nay", "không nói đến hết quý hay tháng nào"),
        ("Quý I và quý II/2025", "ghi một trong các cách"),
        ("Quý II/25", "năm có hai chữ số; ghi đủ bốn"),
        ("quí 2/23", "năm có hai chữ số; ghi đủ bốn"),
        ("01/2023", "“Tháng 1/2023” hoặc “Quý I/2023”"),
        ("1/4", "Excel hay đổi 1/4 thành ngày"),
        ("3/2025", "“Tháng 3/2025” hoặc “Quý III/2025”"),
        ("2025-13", "ghi một trong các cách"),
        ("0000-Q1", "ghi đủ ví dụ"),
        ("9999", "ghi một trong các cách"),
        ("2025/2021", "năm đầu phải nhỏ hơn"),
    ],
)
def test_anything_else_is_refused_with_the_remedy(text, remedy):
    with pytest.raises(PeriodError, match=remedy):
        period_spellings.parse(text)
