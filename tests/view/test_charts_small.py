"""Tests of the sparkline and the coverage matrix."""

import plotly.graph_objects as go
import pytest

from tests.view.frames import NAN, RATE, coverage, series
from view import charts_small, words
from view.theme import DARK, LIGHT

PERIODS = ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]
CELLS = [
    ("An Lão", "2024-Q4", "reported", ""),
    ("An Lão", "2025-Q1", "late", "nhận ngày 20/04/2025"),
    ("Hoài Ân", "2024-Q4", "rejected", "<b>2</b> dòng"),
    ("Hoài Ân", "2025-Q1", "missing", ""),
    ("Phù Mỹ", "2024-Q4", "restated", ""),
    ("Phù Mỹ", "2025-Q1", "reported", ""),
]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_valid_plotly(palette):
    line = charts_small.sparkline(series({"An Lão": [98.0] * 4}, PERIODS), RATE, palette)
    assert len(go.Figure(line).data) == 1
    assert len(go.Figure(charts_small.coverage(coverage(CELLS), palette)).data) == 5


@pytest.mark.parametrize(
    ("verdict", "colour"),
    [
        ("improvement", LIGHT.improvement),
        ("concern", LIGHT.concern),
        ("neutral", LIGHT.neutral),
        ("none", LIGHT.neutral),
    ],
)
def test_sparkline_marks_the_last_point_and_keeps_gaps(verdict, colour):
    frame = series({"An Lão": [98.0, NAN, 97.0, 99.0]}, PERIODS)
    figure = charts_small.sparkline(frame, RATE, LIGHT, verdict)
    (line,) = figure["data"]
    assert line["y"] == [98.0, None, 97.0, 99.0]
    assert line["connectgaps"] is False
    assert line["marker"]["color"][-1] == colour
    assert line["marker"]["size"] == [4, 0.1, 0.1, 9]
    assert figure["layout"]["height"] == 64


def test_sparkline_is_hollow_when_late_and_unmarked_when_the_last_is_missing():
    late = series({"An Lão": [98.0, 97.0]}, PERIODS[:2], **{"An Lão": True})
    missing = series({"An Lão": [98.0, NAN]}, PERIODS[:2])
    assert (
        charts_small.sparkline(late, RATE, LIGHT)["data"][0]["marker"]["color"][-1] == LIGHT.paper
    )
    assert charts_small.sparkline(missing, RATE, LIGHT)["data"][0]["y"] == [98.0, None]


@pytest.mark.parametrize(("is_demo", "marks"), [(True, ["minh họa"]), (False, [])])
def test_sparkline_demo_mark(is_demo, marks):
    frame = series({"An Lão": [98.0, 97.0]}, PERIODS[:2], is_demo)
    figure = charts_small.sparkline(frame, RATE, LIGHT)
    assert [a["text"] for a in figure["layout"]["annotations"]] == marks


def test_sparkline_of_nothing_is_empty_but_valid():
    frame = series({"An Lão": [98.0]}, PERIODS[:1]).iloc[:0]
    assert go.Figure(charts_small.sparkline(frame, RATE, LIGHT)).data[0].y == ()


def test_each_state_has_its_own_shape_and_place():
    figure = charts_small.coverage(coverage(CELLS), LIGHT)
    drawn = {t["name"]: (t["marker"]["symbol"], t["x"], t["y"]) for t in figure["data"]}
    assert drawn == {
        "đã báo cáo": ("circle", [0, 1], [2, 0]),
        "báo cáo muộn": ("circle-open", [1], [2]),
        "đã điều chỉnh": ("diamond", [0], [0]),
        "có dòng bị từ chối": ("x", [0], [1]),
        "chưa báo cáo": ("line-ew-open", [1], [1]),
    }


def test_coverage_explains_its_signs_and_escapes_details():
    figure = charts_small.coverage(coverage(CELLS), LIGHT)
    (key,) = [a["text"] for a in figure["layout"]["annotations"]]
    assert all(words.status(status) in key for status in charts_small.STATUSES)
    (rejected,) = figure["data"][3]["customdata"]
    assert rejected.replace("<br>", " ") == (
        "Hoài Ân, quý IV/2024: có dòng bị từ chối (&lt;b&gt;2&lt;/b&gt; dòng)."
    )


def test_coverage_of_nothing_says_so():
    figure = charts_small.coverage(coverage(CELLS).iloc[:0], LIGHT)
    assert "Chưa có kỳ nào để đối chiếu" in [a["text"] for a in figure["layout"]["annotations"]]


def test_alt_texts():
    frame = series({"An Lão": [98.0, NAN, 97.0, 99.0]}, PERIODS)
    assert charts_small.alt_sparkline(frame, RATE) == (
        "Tỷ lệ đúng hạn An Lão: từ 98,00\u00a0% (quý III/2024) đến 99,00\u00a0% (quý II/2025)."
    )
    assert charts_small.alt_coverage(coverage(CELLS)) == (
        "Tình hình báo cáo theo đơn vị và kỳ: 2 ô đã báo cáo, 1 ô báo cáo muộn, "
        "1 ô đã điều chỉnh, 1 ô có dòng bị từ chối, 1 ô chưa báo cáo."
    )
    assert charts_small.alt_coverage(coverage(CELLS).iloc[:0]) == (
        "Tình hình báo cáo theo đơn vị và kỳ: chưa có kỳ nào."
    )


def test_a_demonstration_is_marked_inside_the_coverage_chart():
    frame = coverage(CELLS)
    marked = charts_small.coverage(frame, LIGHT, is_demo=True)["layout"]["annotations"]
    assert "Số liệu minh họa" in [note["text"] for note in marked]
    real = charts_small.coverage(frame, LIGHT)["layout"]["annotations"]
    assert len(marked) == len(real) + 1


def test_the_axis_of_coverage_runs_in_time_though_units_of_today_come_first():
    frame = coverage([("Xã A", "2025-Q3", "reported", ""), ("Huyện B", "2025-Q2", "reported", "")])
    figure = charts_small.coverage(frame, LIGHT, marks=[("2025-Q3", "sắp xếp")])
    places = {y: x for t in figure["data"] for x, y in zip(t["x"], t["y"], strict=True)}
    assert places == {1: 1, 0: 0}
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [0.5]
