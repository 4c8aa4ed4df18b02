"""Tests of the small multiples."""

import plotly.graph_objects as go
import pytest

from tests.view.frames import NAN, RATE, series
from tests.view.test_charts_trend import PERIODS, VALUES
from view import charts_panels
from view.charts_base import label_lines, text_width
from view.theme import DARK, LIGHT


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_valid_plotly(palette):
    frame, goals = series(VALUES, PERIODS), dict.fromkeys(PERIODS, 98.0)
    figure = charts_panels.small_multiples(frame, RATE, palette, [], goals, shared=False)
    assert len(go.Figure(figure).data) == 6
    assert charts_panels.small_multiples(frame.iloc[:0], RATE, palette, [])["data"] == []


def test_goals_are_drawn_in_every_plot_over_their_own_year():
    frame = series({"An Lão": [98.0, 99.0], "Hoài Ân": [90.0, 91.0]}, ["2024-Q4", "2025-Q1"])
    shapes = charts_panels.small_multiples(frame, RATE, LIGHT, [], {"2024-Q4": 95.0})["layout"]
    drawn = [(s["xref"], s["x0"], s["x1"], s["y0"]) for s in shapes["shapes"]]
    assert drawn == [("x", -0.5, 0.5, 95.0), ("x2", -0.5, 0.5, 95.0)]


def test_an_older_last_figure_is_named_with_its_period():
    frame = series(
        {"An Lão": [98.0, NAN], "Hoài Ân": [NAN, NAN], "Phù Mỹ": [97.0, 96.0]}, PERIODS[:2]
    )
    layout = charts_panels.small_multiples(frame, RATE, LIGHT, [])["layout"]
    assert [a["text"] for a in layout["annotations"]] == [
        "<b>An Lão</b><br>98,00\u00a0% (III/2024)",
        "<b>Hoài Ân</b><br>chưa có số liệu",
        "<b>Phù Mỹ</b> 96,00\u00a0%",
    ]


def test_small_multiples_share_an_axis_or_not():
    frame = series({"An Lão": [98.0, 99.0], "Hoài Ân": [90.0, 91.0]}, PERIODS[:2])
    shared = charts_panels.small_multiples(frame, RATE, LIGHT, [], shared=True)["layout"]
    own = charts_panels.small_multiples(frame, RATE, LIGHT, [], shared=False)["layout"]
    assert shared["yaxis"]["range"] == shared["yaxis2"]["range"]
    assert own["yaxis"]["range"] != own["yaxis2"]["range"]
    assert (shared["yaxis2"]["showticklabels"], own["yaxis2"]["showticklabels"]) == (False, True)
    assert [a["text"] for a in own["annotations"]] == [
        "<b>An Lão</b> 99,00\u00a0%",
        "<b>Hoài Ân</b> 91,0\u00a0%",
    ]


def test_small_multiples_stay_inside_the_figure():
    frame = series({f"Xã {i}": [98.0, 99.0] for i in range(11)}, PERIODS[:2])
    layout = charts_panels.small_multiples(frame, RATE, LIGHT, [])["layout"]
    domains = [layout[k]["domain"] for k in layout if k[1:5] == "axis"]
    assert len(domains) == 22
    assert all(0 <= start < end <= 1 for start, end in domains)


def test_titles_of_two_lines_fit_a_column_of_a_phone_and_the_space_above_each_plot():
    ended = {f"Huyện Tuy Phước {i}": [99.0, NAN] for i in range(4)} | {"An Lão": [98.0, 99.0]}
    layout = charts_panels.small_multiples(series(ended, PERIODS[:2]), RATE, LIGHT, [])["layout"]
    lines = [label_lines(note["text"]) for note in layout["annotations"]]
    assert lines[0] == ["Huyện Tuy Phước 0", "99,00\u00a0% (III/2024)"]
    assert max(text_width(line) for title in lines for line in title) <= 150
    tall = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    upper, lower = (layout[axis]["domain"] for axis in ("yaxis", "yaxis3"))
    assert layout["margin"]["t"] >= 2 * 15 + 6 + 6
    # Ticks of 20 pixels under the plot above, then a title of two lines.
    assert (upper[0] - lower[1]) * tall >= 20 + 2 * 15 + 6
