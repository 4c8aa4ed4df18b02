"""Tests of the axes of the charts."""

from itertools import pairwise

import pytest

from tests.view.frames import COUNT, NAN, RATE, indicator
from view import charts_axes as axes
from view import charts_base as base


@pytest.mark.parametrize(
    ("values", "record", "limits"),
    [
        ([96.0, 99.0], RATE, (95.76, 99.24)),
        ([96.0, 100.0], RATE, (95.68, 100)),
        ([20.0, 99.9], RATE, (0, 100)),
        ([80.0, 120.0], indicator(can_exceed_100=True), (76.8, 123.2)),
        ([100.0, 1000.0], COUNT, (0, 1072)),
        ([-5.0, 5.0], COUNT, (-5.8, 5.8)),
        ([0.0, 0.0], COUNT, (0, 0.5)),
        ([NAN], RATE, (0, 100)),
        ([], COUNT, (0, 1)),
    ],
)
def test_value_range(values, record, limits):
    assert axes.value_range(values, record) == pytest.approx(limits)


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (94.4, 100, [95, 96, 97, 98, 99, 100]),
        (0, 1072, [0, 200, 400, 600, 800, 1000]),
        (98.2, 99.1, [98.2, 98.4, 98.6, 98.8, 99.0]),
        (5, 5, [5]),
    ],
)
def test_ticks(low, high, places):
    assert axes.ticks(low, high) == pytest.approx(places)


def test_value_axis_writes_vietnamese_and_no_half_people():
    assert axes.value_axis(98.2, 99.1, RATE, 2)["ticktext"] == ["98,5\u00a0%", "99\u00a0%"]
    assert axes.value_axis(0, 2, COUNT, 5)["ticktext"] == ["0", "1", "2"]


def test_a_horizontal_axis_has_no_more_values_than_a_phone_shows():
    wide = axes.value_axis(0, 100, RATE, 4)["tickvals"]
    assert wide == [0, 20, 40, 60, 80, 100]
    assert axes.value_axis(0, 100, RATE, 4, beside=210)["tickvals"] == [0, 50, 100]


def test_time_axis_names_each_year_once():
    axis = axes.time_axis(["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"])
    assert axis["ticktext"] == ["III<br>2024", "IV", "I<br>2025", "II"]
    assert axis["tickvals"] == [0, 1, 2, 3]
    assert axis["range"] == [-0.5, 3.5]


def test_time_axis_of_years_and_of_nothing():
    assert axes.time_axis(["2023", "2024"])["ticktext"] == ["2023", "2024"]
    assert axes.time_axis([])["range"] == [-0.5, 0.5]


def test_long_time_axis_names_fewer_periods():
    years = [f"{year}-Q{quarter}" for year in range(2016, 2026) for quarter in range(1, 5)]
    forty = axes.time_axis(years)["ticktext"]
    assert forty[:3] == [small("I<br>2016"), small("I"), small("I<br>2018")] and len(forty) == 10
    assert axes.time_axis(years[:24])["ticktext"][:3] == [
        small("I<br>2016"),
        small("III"),
        small("I<br>2017"),
    ]
    assert [text[-4:] for text in axes.time_axis(years[3:14])["ticktext"][:2]] == ["IV", "2017"]


def test_eighteen_quarters_leave_room_for_their_years_on_a_phone():
    # Beside the names of lines a phone leaves 150 pixels: 8 for a quarter, 33 for a year.
    years = [f"{year}-Q{quarter}" for year in range(2021, 2026) for quarter in range(1, 5)][:18]
    axis = axes.time_axis(years)
    assert axis["ticktext"][:4] == [
        small("I<br>2021"),
        small("III"),
        small("I<br>2022"),
        small("III"),
    ]
    years_at = [x for x, t in zip(axis["tickvals"], axis["ticktext"], strict=True) if "20" in t]
    room = 150 / 18 * min(b - a for a, b in pairwise(years_at))
    assert base.text_width("2021", 9) < room


@pytest.mark.parametrize(("right", "years"), [(0, 6), (160, 5), (190, 4), (400, 2)])
def test_the_more_stands_beside_a_plot_the_fewer_years_it_names(right, years):
    quarters = [f"{year}-Q{quarter}" for year in range(2020, 2026) for quarter in range(1, 5)]
    named = [text for text in axes.time_axis(quarters, right)["ticktext"] if "20" in text]
    assert len(named) <= years
    assert base.text_width("2021", 9) * len(named) <= max(310 - right, 60)


def small(text: str) -> str:
    return f'<span style="font-size:9px">{text}</span>'
