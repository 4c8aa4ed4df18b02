"""Tests of the ranked dots."""

import plotly.graph_objects as go
import pytest

from tests.view.frames import NAN, RATE, comparison, indicator
from view import charts_compare, words
from view.theme import DARK, LIGHT

ROWS = [
    {
        "unit": "Tây Sơn",
        "value": 99.6,
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


def texts(figure: dict) -> list[str]:
    """Every annotation's text."""
    return [a["text"] for a in figure["layout"]["annotations"]]


def named(figure: dict, name: str) -> dict:
    """The one trace of that name."""
    (trace,) = [t for t in figure["data"] if t.get("name") == name]
    return trace


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_valid_plotly(palette):
    dots = charts_compare.ranked_dots(comparison(ROWS), RATE, palette, ("Cả nước", 98.7), 98.0)
    assert len(go.Figure(dots).data) == 6


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


def test_other_periods_only_where_known():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT)
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
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT, ("Cả nước", 98.7), 98.0)
    assert {"Cả nước 98,70\u00a0%", "Mục tiêu 98\u00a0%"} <= set(texts(figure))
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
    assert "<a" not in str(dots)
    assert "%{x" not in str(dots)
    assert "&lt;a href='h'&gt;%&#123;x&#125;" in str(dots)


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark(is_demo):
    dots = charts_compare.ranked_dots(comparison(ROWS, is_demo), RATE, LIGHT)
    assert (words.DEMO in texts(dots)) is is_demo


def test_nothing_to_show_is_said():
    dots = charts_compare.ranked_dots(comparison([ROWS[3]]), RATE, LIGHT)
    assert texts(dots) == ["Chưa có số liệu để vẽ"]


def test_alt_texts():
    assert charts_compare.alt_ranked_dots(comparison(ROWS), RATE) == (
        "Tỷ lệ hồ sơ đúng hạn: 3/4 đơn vị có số liệu. Cao nhất Tây Sơn 99,60\u00a0%, "
        "thấp nhất Hoài Ân 94,9\u00a0%."
    )


def test_a_unit_without_an_earlier_figure_is_not_called_steady():
    rows = [*ROWS, {"unit": "Mới", "value": 97.0}, {"unit": "Muộn", "value": 96.0, "is_late": True}]
    figure = charts_compare.ranked_dots(comparison(rows), RATE, LIGHT)
    unknown = named(figure, "chưa đủ căn cứ so sánh")
    assert unknown["marker"]["symbol"] == ["square", "square-open"]
    assert unknown["marker"]["color"] == LIGHT.neutral
    (key,) = [a["text"] for a in figure["layout"]["annotations"] if a.get("name") == "key"]
    assert "■</span> chưa đủ căn cứ so sánh" in key and "●</span> ổn định" in key


def test_the_key_explains_only_what_is_drawn():
    figure = charts_compare.ranked_dots(comparison([{"unit": "A", "value": 97.0}]), RATE, LIGHT)
    (key,) = [a["text"] for a in figure["layout"]["annotations"] if a.get("name") == "key"]
    assert not any(word in key for word in ("ổn định", "cải thiện", "cần chú ý", "muộn"))
    neither = indicator(polarity="neither")
    rows = [{"unit": "A", "value": 97.0, "verdict": "neutral"}]
    figure = charts_compare.ranked_dots(comparison(rows), neither, LIGHT)
    (key,) = [a["text"] for a in figure["layout"]["annotations"] if a.get("name") == "key"]
    assert "●</span> không xếp tốt, xấu" in key


def test_a_whole_without_a_figure_has_no_line():
    figure = charts_compare.ranked_dots(comparison(ROWS), RATE, LIGHT, ("Cả nước", NAN))
    assert figure["layout"]["shapes"] == []


AREAS = [
    {
        "unit": "An Lão",
        "value": 98.55,
        "is_incomplete": True,
        "n_reported": 3,
        "n_expected": 4,
        "reason": "mới có 3/4 đơn vị báo cáo",
    },
    {"unit": "Phù Mỹ", "value": 98.0, "is_estimate": True},
    {"unit": "Tây Sơn", "value": NAN, "numerator": NAN, "denominator": NAN, "stated": 97.5},
    {
        "unit": "Hoài Ân",
        "value": NAN,
        "numerator": 12.0,
        "status": "none",
        "is_incomplete": True,
        "n_reported": 1,
        "n_expected": 3,
    },
]


def test_what_is_not_of_all_units_is_hollow_and_says_of_how_many():
    figure = charts_compare.ranked_dots(comparison(AREAS), RATE, LIGHT)
    symbols = named(figure, "chưa đủ căn cứ so sánh")["marker"]["symbol"]
    assert symbols == ["square-open", "hash-open"]
    said = " ".join(texts(figure))
    assert "chưa đủ đơn vị" in said and "ước tính" in said
    assert "<b>98,55\u00a0%</b>" in said and ">3/4 đơn vị</span>" in said
    assert "mới có 1/3 đơn vị" in said


def test_a_rate_printed_without_counts_is_written_and_said_to_be_printed():
    figure = charts_compare.ranked_dots(comparison(AREAS), RATE, LIGHT)
    (printed,) = [text for text in texts(figure) if "tỷ lệ báo cáo in" in text]
    assert printed.startswith("97,50\u00a0%<br>")
