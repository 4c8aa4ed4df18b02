"""Days are written as official papers write them."""

from datetime import date

import pytest

from indicators.days import day_text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 7, 1), "01/7/2025"),
        (date(2026, 2, 5), "05/02/2026"),
        (date(2025, 1, 31), "31/01/2025"),
        (date(2025, 3, 9), "09/3/2025"),
        (date(2025, 12, 20), "20/12/2025"),
    ],
)
def test_a_zero_stands_before_days_under_ten_and_the_first_two_months(day, text):
    assert day_text(day) == text
