"""Tests of the heat map."""

import plotly.graph_objects as go
import pytest

from tests.view.frames import COUNT, NAN, RATE, indicator, series
from tests.view.test_charts_compare import texts
from view import charts_heat, words
from view.theme import DARK, LIGHT

PERIODS = ["2024-Q4", "2025-Q1"]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_valid_plotly(palette):
    heat = charts_heat.heatmap(series({"An Lão": [98.0, NAN]}, PERIODS), RATE, palette, 98.0)
    assert len(go.Figure(heat).data) == 2


def test_text_from_files_is_escaped():
    heat = charts_heat.heatmap(series({"<a href='h'>%{x}": [98.0, NAN]}, PERIODS), RATE, LIGHT)
    assert "<a" not in str(heat)
    assert "%{x" not in str(heat)
    assert "&lt;a href='h'&gt;%&#123;x&#125;" in str(heat)


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark(is_demo):
    heat = charts_heat.heatmap(series({"An Lão": [98.0, 99.0]}, PERIODS, is_demo), RATE, LIGHT)
    assert (words.DEMO in texts(heat)) is is_demo


def test_nothing_to_show_is_said():
    heat = charts_heat.heatmap(series({"An Lão": [NAN, NAN]}, PERIODS), RATE, LIGHT)
    assert texts(heat) == ["Chưa có số liệu để vẽ"]


def test_heatmap_keeps_order_marks_missing_and_writes_values():
    frame = series(
        {"Toàn tỉnh": [98.0, 98.5], "An Lão": [97.0, NAN], "Hoài Ân": [99.0, 96.0]}, PERIODS
    )
    cells, blanks = charts_heat.heatmap(frame, RATE, LIGHT, 98.0)["data"]
    assert cells["z"] == [[98.0, 98.5], [99.0, 96.0], [97.0, None]]
    assert cells["text"][1] == ["99,00", "96,00"]
    assert (blanks["x"], blanks["y"], blanks["text"]) == ([1], [2], ["—"])
    assert blanks["customdata"] == ["An Lão, quý I/2025: chưa có số liệu."]


def test_heatmap_writes_no_values_in_many_columns():
    periods = [f"{year}-Q{quarter}" for year in range(2021, 2025) for quarter in range(1, 5)]
    frame = series({"An Lão": [98.0 + i / 10 for i in range(16)]}, periods)
    assert "text" not in charts_heat.heatmap(frame, RATE, LIGHT)["data"][0]


def colours(record, middle: float | None) -> list[list]:
    """The colour scale of cells from 96 to 100."""
    frame = series({"An Lão": [96.0, 100.0]}, PERIODS)
    return charts_heat.heatmap(frame, record, LIGHT, middle)["data"][0]["colorscale"]


def test_heatmap_colours_turn_around_the_middle_and_with_polarity():
    higher, lower = colours(RATE, 99.0), colours(indicator(polarity="lower"), 99.0)
    paper = LIGHT.heat_diverging[3]
    assert (higher[0], higher[-1]) == (
        [0, LIGHT.heat_diverging[0]],
        [1, LIGHT.heat_diverging[-1]],
    )
    assert [0.75, paper] in higher
    assert (lower[0][1], lower[-1][1]) == (LIGHT.heat_diverging[-1], LIGHT.heat_diverging[0])
    assert colours(RATE, 90.0)[0] == [0, paper]
    assert colours(RATE, 101.0)[-1] == [1, paper]


@pytest.mark.parametrize(
    ("record", "middle"), [(RATE, None), (RATE, NAN), (indicator(polarity="neither"), 98.0)]
)
def test_heatmap_has_one_hue_without_a_good_direction_or_a_middle(record, middle):
    assert [colour for _, colour in colours(record, middle)] == list(LIGHT.heat_sequential)


def test_alt_text():
    frame = series({"Toàn tỉnh": [98.0, 98.5], "An Lão": [97.0, NAN]}, PERIODS)
    assert charts_heat.alt_heatmap(frame, RATE) == (
        "Tỷ lệ hồ sơ đúng hạn của 1 đơn vị, từ quý IV/2024 đến quý I/2025. 1 ô chưa có số liệu."
    )


@pytest.mark.parametrize(
    ("middle", "ends", "edge"), [(98.0, (98.0, 99.9), 0), (100.0, (99.5, 100.0), -1)]
)
def test_a_target_beyond_all_values_keeps_its_colour_for_itself(middle, ends, edge):
    frame = series({"An Lão": [99.5, 99.9]}, PERIODS)
    cells = charts_heat.heatmap(frame, RATE, LIGHT, middle)["data"][0]
    assert (cells["zmin"], cells["zmax"]) == ends
    paper = LIGHT.heat_diverging[3]
    at = [place for place, colour in cells["colorscale"] if colour == paper]
    assert at == [[0, 1][edge]]


def test_a_share_above_100_has_no_colour_and_is_written_out():
    frame = series({"An Lão": [98.0, 100.83], "Hoài Ân": [97.0, NAN]}, PERIODS)
    cells, blanks = charts_heat.heatmap(frame, RATE, LIGHT, 98.0)["data"]
    assert cells["z"] == [[97.0, None], [98.0, None]] and cells["zmax"] == 98.0
    found = dict(zip(blanks["text"], blanks["textfont"]["color"], strict=True))
    assert found == {"100,83": LIGHT.concern, "—": LIGHT.muted}
    assert cells["text"] == [["97,00", ""], ["98,00", ""]], "100,83 stands there once"
    assert "trên 100\u00a0%" in blanks["customdata"][1].replace("<br>", " ")
    free = indicator(can_exceed_100=True)
    assert charts_heat.heatmap(frame, free, LIGHT, 98.0)["data"][0]["zmax"] == 100.83


def test_the_total_of_counts_takes_no_colour_from_the_units():
    frame = series({"Toàn tỉnh": [900.0, 950.0], "An Lão": [40.0, 50.0]}, PERIODS)
    cells = charts_heat.heatmap(frame, COUNT, LIGHT)["data"][0]
    assert (cells["z"], cells["zmax"]) == ([[40.0, 50.0]], 50.0)
    assert charts_heat.alt_heatmap(frame, COUNT).startswith("Việc làm tạo mới của 1 đơn vị")


@pytest.mark.parametrize(
    ("record", "goal", "middle"), [(RATE, 95.0, 95.0), (RATE, None, 98.0), (COUNT, 95.0, None)]
)
def test_two_hues_turn_around_the_goal_or_the_whole_and_counts_have_one(record, goal, middle):
    assert charts_heat.middle(record, 98.0, goal) == middle


def test_a_whole_that_cannot_be_so_is_no_middle_but_the_goal_still_is():
    assert charts_heat.middle(RATE, 101.28, None) is None
    assert charts_heat.middle(RATE, 101.28, 95.0) == 95.0
    assert charts_heat.middle(indicator(can_exceed_100=True), 101.28, None) == 101.28
