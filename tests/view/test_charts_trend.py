"""Tests of the trend chart."""

import html
import itertools

import plotly.graph_objects as go
import pytest

from tests.view.frames import COUNT, NAN, RATE, series
from view import charts_panels, charts_trend, words
from view.charts_base import text_width
from view.theme import DARK, LIGHT

PERIODS = ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]
VALUES = {
    "An Lão": [98.0, 98.1, NAN, 98.2],
    "Hoài Ân": [97.0, 96.0, 95.5, 94.9],
    "Phù Mỹ": [99.0, 99.1, 99.2, 99.0],
    "Toàn tỉnh": [98.0, 97.9, 97.8, 98.2],
}
CHOSEN = ["hoài ân", "an lão"]
GOALS = dict.fromkeys(PERIODS, 98.0)


def labels(figure: dict) -> list[dict]:
    """The annotations that stand at line ends."""
    return [a for a in figure["layout"]["annotations"] if a["showarrow"]]


def texts(figure: dict) -> list[str]:
    """Every annotation's text."""
    return [a["text"] for a in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("is_demo", [True, False])
def test_figures_are_valid_plotly(palette, is_demo):
    frame = series(VALUES, PERIODS, is_demo)
    figure = charts_trend.trend(frame, RATE, palette, CHOSEN, GOALS, marks=[("2025-Q1", "Mốc")])
    assert len(go.Figure(figure).data) == 4


def test_lines_gaps_and_order():
    figure = charts_trend.trend(series(VALUES, PERIODS), RATE, LIGHT, CHOSEN)
    context, total, second, first = figure["data"]
    assert context["line"]["color"] == LIGHT.context
    assert (total["line"]["color"], total["line"]["dash"]) == (LIGHT.ink, "dot")
    assert second["y"] == [98.0, 98.1, None, 98.2]
    assert second["connectgaps"] is False
    assert (first["line"]["color"], first["y"]) == (LIGHT.accent, [97.0, 96.0, 95.5, 94.9])
    assert first["marker"]["symbol"] != second["marker"]["symbol"]


def test_points_carry_what_a_click_needs():
    line = charts_trend.trend(series(VALUES, PERIODS), RATE, LIGHT, CHOSEN)["data"][-1]
    assert [point[1:] for point in line["customdata"]] == [["hoài ân", p] for p in PERIODS]


def test_late_points_are_hollow():
    frame = series(VALUES, PERIODS, **{"Hoài Ân": True})
    line = charts_trend.trend(frame, RATE, LIGHT, CHOSEN)["data"][-1]
    assert line["marker"]["color"] == [LIGHT.accent] * 3 + [LIGHT.paper]


def test_labels_at_line_ends_never_overlap():
    close = {f"Xã {i}": [98.0, 98.0, 98.0, 98.0 + i / 100] for i in range(6)}
    frame = series(close | {"Toàn tỉnh": [98.0] * 4}, PERIODS)
    figure = charts_trend.trend(frame, RATE, LIGHT, [f"xã {i}" for i in range(6)], GOALS)
    layout = figure["layout"]
    low, high = layout["yaxis"]["range"]
    pixels = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    places = sorted(label["ay"] for label in labels(figure))
    assert len(places) == 8
    assert min(b - a for a, b in itertools.pairwise(places)) * pixels / (high - low) >= 15


def test_label_says_the_period_of_a_line_that_stops_early():
    frame = series({"An Lão": [98.0, 98.1, 97.0, NAN], "Phù Mỹ": [99.0] * 4}, PERIODS)
    figure = charts_trend.trend(frame, RATE, LIGHT, ["an lão"])
    assert [label["text"] for label in labels(figure)] == ["<b>An Lão</b><br>97,00\u00a0% (I/2025)"]


def test_target_marks_and_axis_note():
    frame = series(VALUES, PERIODS)
    figure = charts_trend.trend(
        frame, RATE, LIGHT, CHOSEN, GOALS, marks=[("2025-Q1", "Sắp xếp"), ("2030-Q1", "Không vẽ")]
    )
    assert "Mục tiêu 98\u00a0%" in texts(figure)
    assert words.NOT_FROM_ZERO in texts(figure)
    assert "Sắp xếp" in texts(figure)
    assert "Không vẽ" not in texts(figure)
    lines = [s["x0"] for s in figure["layout"]["shapes"] if s["line"]["color"] == LIGHT.muted]
    assert lines == [1.5]


def goal_lines(figure: dict) -> list[tuple[float, float, float]]:
    """Every dashed line of a goal: where it starts, ends, and its height."""
    shapes = [s for s in figure["layout"]["shapes"] if s["line"].get("dash") == "dash"]
    assert all(s["y0"] == s["y1"] for s in shapes)
    return [(s["x0"], s["x1"], s["y0"]) for s in shapes]


def test_a_goal_of_one_year_is_drawn_over_that_year_only():
    frame = series(VALUES, PERIODS)
    goals = {"2024-Q3": 97.0, "2024-Q4": 97.0}
    figure = charts_trend.trend(frame, RATE, LIGHT, CHOSEN, goals)
    assert goal_lines(figure) == [(-0.5, 1.5, 97.0)]
    assert "Mục tiêu 97\u00a0% (2024)" in texts(figure)


def test_each_year_has_its_own_step():
    frame = series(VALUES, PERIODS)
    goals = {"2024-Q3": 97.0, "2024-Q4": 97.0, "2025-Q1": 98.0, "2025-Q2": 98.0}
    figure = charts_trend.trend(frame, RATE, LIGHT, CHOSEN, goals)
    assert goal_lines(figure) == [(-0.5, 1.5, 97.0), (1.5, 3.5, 98.0)]
    assert {"Mục tiêu 97\u00a0% (2024)", "Mục tiêu 98\u00a0%"} <= set(texts(figure))


def test_a_year_without_a_goal_is_a_gap():
    figure = charts_trend.trend(
        series(VALUES, PERIODS), RATE, LIGHT, CHOSEN, {"2024-Q3": 98.0, "2025-Q1": 98.0}
    )
    assert goal_lines(figure) == [(-0.5, 0.5, 98.0), (1.5, 2.5, 98.0)]


def test_axis_of_a_rate_stops_at_100():
    frame = series({"An Lão": [99.0, 100.0, 100.0, 99.5]}, PERIODS)
    axis = charts_trend.trend(frame, RATE, LIGHT, ["an lão"])["layout"]["yaxis"]
    assert axis["range"][1] == 100
    assert max(axis["tickvals"]) <= 100


def test_total_of_a_count_gives_way_to_chosen_units():
    frame = series({"An Lão": [10, 20, 30, 40], "Toàn tỉnh": [900, 900, 900, 900]}, PERIODS)
    assert len(charts_trend.trend(frame, COUNT, LIGHT, ["an lão"])["data"]) == 1
    assert len(charts_trend.trend(frame, COUNT, LIGHT, [])["data"]) == 2


def test_cumulative_series_say_so():
    frame = series({"An Lão": [10, 20]}, ["2025-Q1-LK", "2025-Q2-LK"])
    figure = charts_trend.trend(frame, COUNT, LIGHT, ["an lão"])
    assert "Lũy kế từ đầu năm · Trục tung không bắt đầu từ 0" in texts(figure)


def test_text_from_files_is_escaped_everywhere():
    frame = series({"<a href='h'>%{y}": [98.0, 98.0]}, PERIODS[:2])
    key = frame["unit_key"] = "1.19000101"
    for figure in (
        charts_trend.trend(frame, RATE, LIGHT, [key]),
        charts_panels.small_multiples(frame, RATE, LIGHT, [key]),
    ):
        assert "<a" not in str(figure)
        assert "%{y" not in str(figure)
        assert "&lt;a href='h'&gt;%&#123;y&#125;" in str(figure)


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark_is_in_the_figure_only_for_demo(is_demo):
    frame = series(VALUES, PERIODS, is_demo)
    assert (words.DEMO in texts(charts_trend.trend(frame, RATE, LIGHT, CHOSEN))) is is_demo
    assert (words.DEMO in texts(charts_panels.small_multiples(frame, RATE, LIGHT, []))) is is_demo


def test_nothing_to_show_is_said():
    frame = series({"An Lão": [NAN, NAN]}, PERIODS[:2])
    assert texts(charts_trend.trend(frame, RATE, LIGHT, [])) == ["Chưa có số liệu để vẽ"]


def test_alt_text():
    frame = series(VALUES, PERIODS)
    assert charts_trend.alt_trend(frame, RATE, CHOSEN) == (
        "Tỷ lệ hồ sơ đúng hạn từ quý III/2024 đến quý II/2025. Quý II/2025: "
        "An Lão 98,20\u00a0%; Hoài Ân 94,9\u00a0%; Toàn tỉnh 98,20\u00a0%."
    )
    assert charts_trend.alt_trend(frame.iloc[:0], RATE) == "Tỷ lệ hồ sơ đúng hạn: chưa có số liệu."


@pytest.mark.parametrize("n", [1, 4, 40])
def test_end_labels_start_just_beyond_the_axis_however_many_periods(n):
    periods = [f"{2000 + i // 4}-Q{i % 4 + 1}" for i in range(n)]
    frame = series({"An Lão": [98.0] * n}, periods)
    figure = charts_trend.trend(frame, RATE, LIGHT, ["an lão"])
    width = n  # the axis runs from -0.5 to n - 0.5
    assert [0 < (label["ax"] - (n - 0.5)) / width < 0.02 for label in labels(figure)] == [True]


def test_labels_of_ended_units_fit_their_margin_and_leave_a_phone_a_plot():
    quarters = [f"{year}-Q{q}" for year in range(2021, 2026) for q in range(1, 5)]
    names = ("Huyện Tuy Phước", "Thành phố có một cái tên thật là dài", "Huyện <Vân Canh>")
    ended = {name: [99.86] * 18 + [NAN] * 2 for name in names}
    frame = series(ended | {"Toàn tỉnh": [99.06] * 20}, quarters)
    figure = charts_trend.trend(frame, RATE, LIGHT, [name.lower() for name in names])
    texts_seen = [label["text"] for label in labels(figure)]
    assert "<b>Huyện Tuy Phước</b><br>99,86\u00a0% (II/2025)" in texts_seen
    assert "<b>Toàn tỉnh</b> 99,06\u00a0%" in texts_seen
    margin = figure["layout"]["margin"]["r"]
    lines = [line for text in texts_seen for line in plain(text).split("\n")]
    assert max(text_width(line) for line in lines) <= margin - 8
    assert 390 - 32 - margin > 200
    layout = figure["layout"]
    low, high = layout["yaxis"]["range"]
    pixels = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    places = sorted(label["ay"] for label in labels(figure))
    tallest = max(plain(text).count("\n") + 1 for text in texts_seen)
    assert min(b - a for a, b in itertools.pairwise(places)) * pixels / (high - low) >= 15 * tallest


def plain(text: str) -> str:
    """A label as it is seen."""
    return html.unescape(text.replace("<b>", "").replace("</b>", "").replace("<br>", "\n"))
