"""Periods: their neighbours and their days."""

from datetime import date

import pytest

from indicators import periods
from indicators.periods import Period


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


def test_the_periods_begun_stand_latest_and_longest_first():
    found = [period.code for period in periods.begun(date(2025, 5, 6), 2)]
    assert found[:9] == [
        "2025", "2025-9M", "2025-H1", "2025-Q2", "2025-05", "2025-04", "2025-Q1", "2025-03",
        "2025-02",
    ]  # fmt: skip
    assert found[10:14] == ["2024", "2024-H2", "2024-Q4", "2024-12"]
    assert len(found) == 10 + 20
