"""Tests of what charts share: label placing, ranges, ticks, hover sentences."""

import itertools

import pytest

from tests.view.frames import NAN, RATE, series
from view import charts_base as base
from view import charts_breaks
from view.theme import LIGHT


@pytest.mark.parametrize(
    ("positions", "moved"),
    [
        ([], []),
        ([5], [5]),
        ([10, 50, 90], [10, 50, 90]),
        ([50, 50], [45, 55]),
        ([51, 50], [55.5, 45.5]),
        ([50, 50, 50], [40, 50, 60]),
        ([0, 0, 0], [0, 10, 20]),
        ([100, 99, 98], [100, 90, 80]),
        ([-20, 120], [0, 100]),
        ([20, 20, 29, 80], [13, 23, 33, 80]),
    ],
)
def test_spread(positions, moved):
    assert base.spread(positions, 10, 0, 100) == pytest.approx(moved)


@pytest.mark.parametrize("count", [2, 3, 7, 11, 12, 40])
@pytest.mark.parametrize("crowd", [0, 1, 50, 99, 100])
def test_spread_never_overlaps_and_stays_inside(count, crowd):
    wished = [crowd + i % 3 for i in range(count)]
    moved = sorted(base.spread(wished, 10, 0, 100))
    least = min(10, 100 / (count - 1))
    assert min(b - a for a, b in itertools.pairwise(moved)) >= least - 1e-9
    assert moved[0] >= -1e-9
    assert moved[-1] <= 100 + 1e-9


def said(**changes) -> str:
    """The hover sentence of one row that differs from an ordinary one by `changes`."""
    row = series({"Hoài Ân": [96.43]}, ["2025-Q2"]).iloc[0].to_dict() | changes
    return base.sentence(type("Row", (), row), RATE)


def test_sentence_says_value_parts_and_doubts():
    assert said(numerator=1842, denominator=1915) == (
        "Hoài Ân, quý II/2025: 96,43\u00a0% (1.842/1.915)."
    )
    assert said(value=NAN) == "Hoài Ân, quý II/2025: chưa có số liệu."
    doubts = {"is_late": True, "is_incomplete": True, "n_reported": 10, "n_expected": 11}
    assert said(numerator=1, denominator=2, **doubts) == (
        "Hoài Ân, quý II/2025: 96,43\u00a0% (1/2); báo cáo muộn, mới có 10/11 đơn vị."
    )


def test_hover_breaks_lines_and_escapes():
    assert base.hover("<b>Xã</b> %{y}") == "&lt;b&gt;Xã&lt;/b&gt; %&#123;y&#125;"
    lines = base.hover("chữ " * 30).split("<br>")
    assert len(lines) > 1
    assert max(len(line) for line in lines) <= 44


def test_sentence_of_an_area_of_several_units():
    assert said(is_estimate=True).endswith("ước tính theo tỷ trọng của đơn vị bị chia.")
    assert said(is_incomplete=True, n_reported=3, n_expected=4, value=float("nan")) == (
        "Hoài Ân, Quý II/2025: mới có 3/4 đơn vị báo cáo nên chưa cộng."
    ).replace("Quý", "quý")


def test_a_reform_is_a_line_before_the_period_it_shows_in_first():
    periods = ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]
    marks = [("2025-Q3", "sắp xếp ĐVHC 01/7/2025"), ("2030-Q1", "xa")]
    lines = charts_breaks.break_lines(marks, periods, LIGHT, "x2", "y2 domain")
    assert [(r["x0"], r["x1"], r["xref"], r["yref"]) for r in lines] == [
        (2.5, 2.5, "x2", "y2 domain")
    ]
    (caption,) = charts_breaks.break_captions(marks, periods, LIGHT, y=1, yanchor="bottom")
    # Right of the middle the words stand left of the line, so that they stay inside.
    assert (caption["text"], caption["x"], caption["xanchor"], caption["xref"]) == (
        "sắp xếp ĐVHC 01/7/2025", 2.5, "right", "x",
    )  # fmt: skip


def test_the_pen_is_lifted_before_a_new_series():
    frame = series({"An Lão": [98.0, 97.0, 99.0]}, ["2025-Q1", "2025-Q2", "2025-Q3"])
    frame["is_new_series"] = [False, False, True]
    trace = base.line(frame, RATE, ["2025-Q1", "2025-Q2", "2025-Q3"], {"color": "#000"}, "#fff")
    assert (trace["x"], trace["y"]) == ([0, 1, 1.5, 2], [98.0, 97.0, None, 99.0])
    assert len(trace["customdata"]) == len(trace["marker"]["size"]) == 4
