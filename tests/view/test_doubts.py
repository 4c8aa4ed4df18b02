"""Figures that cannot be so: named with their counts, hollow in the charts."""

import pytest

from tests.view.frames import COUNT, NAN, RATE, comparison, indicator
from view import charts_compare, doubts
from view.theme import LIGHT

ROWS = [
    {"unit": "An Lão", "value": 121 / 1.2, "numerator": 1210.0, "denominator": 1200.0},
    {"unit": "Hoài Ân", "value": 100.0},
    {"unit": "Vân Canh", "value": NAN},
]


def test_who_is_above_100_is_named_with_the_counts():
    said = doubts.warning(comparison(ROWS), RATE)
    assert said == (
        "Tỷ lệ đúng hạn trên 100\u00a0%: tử số lớn hơn mẫu số, hỏi lại đơn vị."
        " Cụ thể: An Lão 100,83\u00a0% (1.210/1.200)."
    )


@pytest.mark.parametrize("record", [COUNT, indicator(can_exceed_100=True)])
def test_what_may_exceed_100_is_not_doubted(record):
    assert doubts.warning(comparison(ROWS), record) == ""


def test_the_marker_is_hollow_and_the_key_says_why():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    symbols = [s for trace in figure["data"][3:] for s in trace["marker"]["symbol"]]
    assert sorted(symbols) == ["square", "square-open"]
    assert any("trên 100\u00a0%" in a["text"] for a in figure["layout"]["annotations"])
