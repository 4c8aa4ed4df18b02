"""Numbers and periods in Vietnamese words."""

from decimal import Decimal

import pytest

from indicators.numerals import number, period_name
from indicators.periods import from_code


@pytest.mark.parametrize(
    ("x", "decimals", "text"),
    [
        (20335, None, "20.335"),
        (1234.5, None, "1.234,5"),
        (Decimal("99.85"), None, "99,85"),
        (Decimal("19545"), None, "19.545"),
        (99.857, 2, "99,86"),
        (100, 2, "100,00"),
        (100, None, "100"),
        (0, None, "0"),
        (-1234.5, 1, "−1.234,5"),
        (-0.001, 2, "0,00"),
        (-0.001, None, "0"),
        (None, None, "—"),
        (float("nan"), 2, "—"),
    ],
)
def test_a_number_is_written_the_vietnamese_way(x, decimals, text):
    assert number(x, decimals) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2025-Q2", "Quý II/2025"),
        ("2025-Q4-LK", "Lũy kế đến hết quý IV/2025"),
        ("2023-H1", "6 tháng đầu năm 2023"),
        ("2023-H2", "6 tháng cuối năm 2023"),
        ("2024-9M", "9 tháng năm 2024"),
        ("2024", "Năm 2024"),
        ("2024-03", "Tháng 3/2024"),
        ("2024-03-LK", "Lũy kế đến hết tháng 3/2024"),
        ("2021/2025", "Giai đoạn 2021–2025"),
    ],
)
def test_a_period_is_named_in_words(code, text):
    assert period_name(from_code(code)) == text
