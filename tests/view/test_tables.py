"""The tables beside the charts: remarks on figures that are not whole, estimated or printed."""

from tests.view.frames import NAN, RATE, comparison, series
from view import tables


def remarks(**changes) -> str:
    frame = series({"An Lão": [98.0]}, ["2025-Q3"]).assign(**({"stated": NAN} | changes))
    return tables.series(frame, RATE).frame["Ghi chú"].item()


def test_an_area_of_several_units_says_how_many_have_reported():
    assert remarks(is_incomplete=True, n_reported=3, n_expected=4) == "mới có 3/4 đơn vị"
    some = {"is_incomplete": True, "n_reported": 3, "n_expected": 4}
    assert remarks(value=NAN, **some) == "mới có 3/4 đơn vị"
    assert remarks(is_estimate=True) == "ước tính"


def test_a_rate_without_counts_is_told_as_printed():
    printed = {"value": NAN, "numerator": NAN, "denominator": NAN, "stated": 98.5, "n_reported": 0}
    assert remarks(**printed) == "chưa có số; báo cáo in 98,50\u00a0%"


def test_nothing_to_count_is_a_report():
    assert remarks(value=NAN, numerator=0.0, denominator=0.0) == "không phát sinh"


def test_a_comparison_gives_the_reason_once():
    row = {
        "unit": "An Lão",
        "value": 98.0,
        "is_incomplete": True,
        "n_reported": 3,
        "n_expected": 4,
        "reason": "mới có 3/4 đơn vị báo cáo",
    }
    shown = tables.comparison(comparison([row]), RATE).frame
    assert shown["Ghi chú"].tolist() == ["mới có 3/4 đơn vị báo cáo"]
