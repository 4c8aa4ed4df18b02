"""What is said of a figure that a unit stated for the whole of itself."""

import pandas as pd
import pytest

from tests.view.frames import COUNT, NAN, RATE
from view import sentences_reports


def own(value, summed, reported=11, *, is_different=False, parts=(NAN, NAN)) -> pd.Series:
    return pd.Series(
        {
            "period": "2024-Q1",
            "value": value,
            "numerator": parts[0],
            "denominator": parts[1],
            "summed": summed,
            "n_reported": reported,
            "n_expected": 11,
            "is_different": is_different,
        }
    )


@pytest.mark.parametrize(
    ("indicator", "row", "said"),
    [
        (
            COUNT,
            own(120, 110, is_different=True),
            "Tỉnh A báo cáo chung cả địa bàn quý I/2024: 120 lao động; trang này dùng tổng của"
            " 11/11 đơn vị: 110 lao động. Hai số không khớp, cần hỏi lại nơi báo cáo.",
        ),
        (
            COUNT,
            own(500, 90, 2),
            "Tỉnh A báo cáo chung cả địa bàn quý I/2024: 500 lao động; trang này dùng tổng của"
            " 2/11 đơn vị: 90 lao động.",
        ),
        (
            RATE,
            own(99.0, NAN, 0, parts=(99, 100)),
            "Tỉnh A báo cáo chung cả địa bàn quý I/2024: 99,00 % (99/100); các đơn vị chưa có đủ"
            " số để cộng.",
        ),
    ],
)
def test_a_figure_of_the_whole_stands_beside_the_sum_of_its_units(indicator, row, said):
    found = sentences_reports.own_figure(row, indicator, "Tỉnh A")
    assert found.replace("\u00a0", " ") == said
