"""Tests of the ranked dots and the heat map."""

import plotly.graph_objects as go
import pytest

from tests.view.frames import NAN, RATE, comparison, indicator, series
from view import charts_compare, words
from view.theme import DARK, LIGHT

ROWS = [
    {
        "unit": "Tây Sơn",
        "value": 99.6,
        "low": 99.4,
        "high": 99.8,
        "previous": 99.5,
        "last_year": 98.9,
        "change_last_year": 0.7,
        "verdict": "improvement",
        "rank": 1.0,
    },
    {"unit": "Phù Cát", "value": 99.0, "verdict": "neutral", "is_late": True},
    {
        "unit": "Hoài Ân",
        "value": 94.9,
        "last_year": 97.8,
        "change_last_year": -2.9,
        "change_previous": -0.5,
        "verdict": "concern",
        "reason": "mẫu số dưới 30",
    },
    {"unit": "Vân Canh", "value": NAN, "numerator": NAN, "denominator": NAN, "status": "missing"},
]
PERIODS = ["2024-Q4", "2025-Q1"]


def texts(figure: dict) -> list[str]:
    """Every annotation's text."""
    return [a["text"] for a in figure["layout"]["annotations"]]


def named(figure: dict, name: str) -> dict:
    """The one trace of that name."""
    (trace,) = [t for t in figure["data"] if t.get("name") == name]
    return trace


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_valid_plotly(palette):
    dots = charts_compare.ranked_dots(comparison(ROWS), RATE, palette, 98.7, 98.0)
    heat = charts_compare.heatmap(series({"An Lão": [98.0, NAN]}, PERIODS), RATE, palette, 98.0)
    assert len(go.Figure(dots).data) == 7
    assert len(go.Figure(heat).data) == 2


def test_dots_tell_the_verdict_by_colour_and_shape():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    drawn = {
        name: (named(figure, name)["marker"]["symbol"], named(figure, name)["marker"]["color"])
        for name in ("cải thiện", "ổn định", "cần chú ý")
    }
    assert drawn == {
        "cải thiện": (["triangle-up"], LIGHT.improvement),
        "ổn định": (["circle-open-dot"], LIGHT.neutral),
        "cần chú ý": (["triangle-down"], LIGHT.concern),
    }


def test_missing_units_stand_at_the_bottom_with_words():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    axis = figure["layout"]["yaxis"]
    assert dict(zip(axis["ticktext"], axis["tickvals"], strict=True)) == {
        "Tây Sơn": 3,
        "Phù Cát": 2,
        "Hoài Ân": 1,
        "Vân Canh": 0,
    }
    (missing,) = [a for a in figure["layout"]["annotations"] if a["text"] == "chưa báo cáo"]
    assert (missing["y"], missing["yref"]) == (0, "y")


def test_values_stand_in_their_own_column_with_parts():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    column = [text for text in texts(figure) if text.startswith("<b>")]
    assert [text.split("<br>")[0] for text in column] == [
        "<b>99,60\u00a0%</b>",
        "<b>99,00\u00a0%</b>",
        "<b>94,9\u00a0%</b>",
    ]
    assert all("10/20" in text for text in column)


def test_whiskers_and_other_periods_only_where_known():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    (bars,) = [t["error_x"] for t in figure["data"] if "error_x" in t]
    assert bars["array"] == pytest.approx([0.2])
    assert bars["arrayminus"] == pytest.approx([0.2])
    assert (named(figure, "cùng kỳ")["x"], named(figure, "cùng kỳ")["y"]) == ([98.9, 97.8], [3, 1])
    assert named(figure, "kỳ trước")["x"] == [99.5]


def test_hover_says_the_whole_sentence():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
    sentence = named(figure, "cần chú ý")["customdata"][0][0].replace("<br>", " ")
    assert named(figure, "cần chú ý")["customdata"][0][1] == "hoài ân"
    assert sentence == (
        "Hoài Ân: 94,9\u00a0% (10/20); giảm 2,90\u00a0điểm so cùng kỳ; "
        "giảm 0,50\u00a0điểm so kỳ trước; không xếp hạng: mẫu số dưới 30."
    )


def test_reference_lines_have_captions():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT, 98.7, 98.0)
    assert {"Toàn tỉnh 98,70\u00a0%", "Mục tiêu 98\u00a0%"} <= set(texts(figure))
    assert [s["x0"] for s in figure["layout"]["shapes"]] == [98.7, 98.0]


def test_height_follows_the_rows():
    heights = [
        charts_compare.ranked_dots(
            comparison([{"unit": f"Xã {i}", "value": 90.0 + i / 10} for i in range(n)]), RATE, LIGHT
        )["layout"]["height"]
        for n in (5, 6)
    ]
    assert heights[1] - heights[0] == charts_compare.ROW


def test_text_from_files_is_escaped():
    unit = "<a href='h'>%{x}"
    dots = charts_compare.ranked_dots(
        comparison([{"unit": unit, "value": 98.0, "unit_key": "1.19000101"}]), RATE, LIGHT
    )
    heat = charts_compare.heatmap(series({unit: [98.0, NAN]}, PERIODS), RATE, LIGHT)
    for figure in (dots, heat):
        assert "<a" not in str(figure)
        assert "%{x" not in str(figure)
        assert "&lt;a href='h'&gt;%&#123;x&#125;" in str(figure)


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark(is_demo):
    dots = charts_compare.ranked_dots(comparison(ROWS, is_demo), RATE, LIGHT)
    heat = charts_compare.heatmap(series({"An Lão": [98.0, 99.0]}, PERIODS, is_demo), RATE, LIGHT)
    assert (words.DEMO in texts(dots)) is is_demo
    assert (words.DEMO in texts(heat)) is is_demo


def test_nothing_to_show_is_said():
    dots = charts_compare.ranked_dots(comparison([ROWS[3]]), RATE, LIGHT)
    heat = charts_compare.heatmap(series({"An Lão": [NAN, NAN]}, PERIODS), RATE, LIGHT)
    assert texts(dots) == texts(heat) == ["Chưa có số liệu để vẽ"]


def test_heatmap_keeps_order_marks_missing_and_writes_values():
    frame = series(
        {"Toàn tỉnh": [98.0, 98.5], "An Lão": [97.0, NAN], "Hoài Ân": [99.0, 96.0]}, PERIODS
    )
    cells, blanks = charts_compare.heatmap(frame, RATE, LIGHT, 98.0)["data"]
    assert cells["z"] == [[98.0, 98.5], [99.0, 96.0], [97.0, None]]
    assert cells["text"][1] == ["99,00", "96,00"]
    assert (blanks["x"], blanks["y"], blanks["text"]) == ([1], [2], ["—"])
    assert blanks["customdata"] == ["An Lão, quý I/2025: chưa có số liệu."]


def test_heatmap_writes_no_values_in_many_columns():
    periods = [f"{year}-Q{quarter}" for year in range(2021, 2025) for quarter in range(1, 5)]
    frame = series({"An Lão": [98.0 + i / 10 for i in range(16)]}, periods)
    assert "text" not in charts_compare.heatmap(frame, RATE, LIGHT)["data"][0]


def colours(record, middle: float | None) -> list[list]:
    """The colour scale of cells from 96 to 100."""
    frame = series({"An Lão": [96.0, 100.0]}, PERIODS)
    return charts_compare.heatmap(frame, record, LIGHT, middle)["data"][0]["colorscale"]


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


def test_alt_texts():
    assert charts_compare.alt_ranked_dots(comparison(ROWS), RATE) == (
        "Tỷ lệ hồ sơ đúng hạn: 3/4 đơn vị có số liệu. Cao nhất Tây Sơn 99,60\u00a0%, "
        "thấp nhất Hoài Ân 94,9\u00a0%."
    )
    frame = series({"Toàn tỉnh": [98.0, 98.5], "An Lão": [97.0, NAN]}, PERIODS)
    assert charts_compare.alt_heatmap(frame, RATE) == (
        "Tỷ lệ hồ sơ đúng hạn của 1 đơn vị, từ quý IV/2024 đến quý I/2025. 1 ô chưa có số liệu."
    )
