"""Tests of the tile map and the outline map: looks, names, sentences, marks."""

import csv

import pandas as pd
import plotly.graph_objects as go
import pytest

from indicators.boundaries import Boundaries
from tests.indicators import CATALOGUE
from tests.view.frames import COUNT, NAN, RATE, comparison, indicator
from view import charts_map, charts_map_looks, charts_outline, words
from view.charts_base import text_width
from view.charts_map_looks import BY_CHANGE, BY_VALUE
from view.theme import DARK, LIGHT, MAP_LEAST_TILE

ROWS = [
    {"unit": "Tây Sơn", "value": 99.6, "change_last_year": 0.7, "verdict": "improvement"},
    {"unit": "Hoài Ân", "value": 94.9, "change_last_year": -2.75, "verdict": "concern"},
    {"unit": "Quy Nhơn", "value": 98.0, "change_last_year": 0.0, "verdict": "neutral"},
    {"unit": "An Lão", "value": 97.0},
    {"unit": "Vân Canh", "value": NAN, "status": "missing", "reason": "chưa báo cáo"},
]


def placed(*tiles: tuple[str, int, int]) -> pd.DataFrame:
    """A layout; the keys are the names in lower case, as in `comparison`."""
    rows = [(name.lower(), name.lower(), name, row, column) for name, row, column in tiles]
    return pd.DataFrame(rows, columns=["unit_key", "tile_key", "tile", "row", "column"])


PLACED = placed(*((row["unit"], i // 3, i % 3) for i, row in enumerate(ROWS)))


def drawn(colouring=BY_VALUE, rows=ROWS, places=PLACED, record=RATE, middle=98.0, note="", **flags):
    frame = comparison(rows, flags.pop("is_demo", False)).assign(**flags)
    return charts_map.tile_map(frame, places, record, LIGHT, colouring, middle, note)


def shapes(figure: dict) -> list[tuple[str, str]]:
    return [(s["fillcolor"], s["line"]["dash"]) for s in figure["layout"]["shapes"]]


def key(figure: dict) -> str:
    found = [a["text"] for a in figure["layout"]["annotations"] if a.get("name") == "key"]
    return found[0] if found else ""


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colouring", [BY_VALUE, BY_CHANGE])
def test_figures_are_valid_plotly(palette, colouring):
    frame = comparison(ROWS).assign(is_estimate=True)
    figure = charts_map.tile_map(frame, PLACED, RATE, palette, colouring, 98.0, "giữa")
    assert len(go.Figure(figure).layout.shapes) == 5 + 5


def test_by_value_two_hues_turn_around_the_middle_and_missing_is_a_dashed_white_tile():
    found = shapes(drawn(middle=97.25))
    low, high = LIGHT.heat_diverging[0], LIGHT.heat_diverging[-1]
    assert (found[0], found[1], found[4]) == ((high, "solid"), (low, "solid"), ("#ffffff", "dash"))


def test_low_turns_the_hues_round_and_no_direction_has_one_hue():
    lower = shapes(drawn(record=indicator(polarity="lower"), middle=97.25))
    assert lower[1][0] == LIGHT.heat_diverging[-1]
    plain = shapes(drawn(record=COUNT, middle=None))
    assert (plain[1][0], plain[0][0]) == (LIGHT.heat_sequential[0], LIGHT.heat_sequential[-1])


def test_by_change_the_verdict_has_its_colour_and_always_its_sign():
    figure = drawn(BY_CHANGE)
    assert [fill for fill, _ in shapes(figure)] == [
        LIGHT.improvement,
        LIGHT.concern,
        LIGHT.context,
        LIGHT.surface,
        LIGHT.paper,
    ]
    said = figure["data"][0]["text"]
    assert [text.split("<b>")[1].split("</b>")[0] for text in said] == [
        "▲\u00a00,70",
        "▼\u00a02,75",
        "=\u00a00,00",
        "chưa so",
        "—",
    ]
    assert "“chưa so”: không có số cùng kỳ" in key(figure)
    assert len(figure["data"]) == 1


def test_a_rise_of_what_should_fall_is_a_concern_that_points_up():
    rows = [{"unit": "An Lão", "value": 9.0, "change_last_year": 2.0, "verdict": "concern"}]
    figure = drawn(BY_CHANGE, rows, PLACED[3:4], indicator(polarity="lower"))
    assert shapes(figure)[0][0] == LIGHT.concern
    assert "▲\u00a02,00" in figure["data"][0]["text"][0]


def test_the_legend_says_only_what_is_drawn():
    assert key(drawn()).endswith("chưa báo cáo (viền đứt)")
    assert key(drawn(rows=ROWS[:2], places=PLACED[:2])) == ""
    assert "Chỗ đổi màu" in key(drawn(note="Chỗ đổi màu: toàn tỉnh 98 %"))


def test_what_has_no_good_direction_only_rises_and_falls():
    rows = [row | {"verdict": "neutral"} for row in ROWS[:2]]
    record = indicator(polarity="neither")
    figure = drawn(BY_CHANGE, rows, PLACED[:2], record)
    assert {fill for fill, _ in shapes(figure)} == {LIGHT.context}
    assert "tăng, giảm (không xếp tốt, xấu)" in key(figure) and "ổn định" not in key(figure)
    told = charts_map.alt_map(comparison(rows), record, BY_CHANGE)
    assert "So cùng kỳ: 1 đơn vị tăng, 1 giảm." in told


def test_the_colour_bar_names_both_ends():
    bar = drawn(middle=None)["data"][1]["marker"]["colorbar"]
    assert bar["ticktext"] == ["94,9\u00a0%", "99,60\u00a0%"]


def test_what_is_not_whole_has_a_hollow_corner_and_says_so():
    flags = {"n_reported": 3, "n_expected": 4, "is_incomplete": True}
    figure = drawn(rows=ROWS[:2], places=PLACED[:2], **flags)
    assert [s["fillcolor"] for s in figure["layout"]["shapes"]][1::2] == [LIGHT.paper] * 2
    assert "chưa đủ đơn vị báo cáo" in key(figure)
    said = figure["data"][0]["customdata"][0][0].replace("<br>", " ")
    assert "mới có 3/4 đơn vị báo cáo." in said


def test_an_estimate_is_hatched_and_says_so():
    frame = comparison(ROWS[:1]).assign(is_estimate=True)
    figure = charts_map.tile_map(frame, PLACED.head(1), RATE, LIGHT, BY_VALUE, 98.0, "giữa")
    _, strokes = figure["layout"]["shapes"]
    assert strokes["path"].count("M") == 7 and strokes["opacity"] < 1
    assert "▨" in key(figure) and "ước tính (gạch chéo)" in key(figure)
    assert "số ước tính." in figure["data"][0]["customdata"][0][0].replace("<br>", " ")


def test_hover_says_the_whole_sentence_and_a_click_gives_the_unit():
    figure = drawn()
    said = [[text.replace("<br>", " "), unit] for text, unit in figure["data"][0]["customdata"]]
    assert said[1] == [
        "Hoài Ân: 94,9\u00a0% (10/20); giảm 2,75\u00a0điểm so cùng kỳ.",
        "hoài ân",
    ]
    assert said[4] == ["Vân Canh: chưa báo cáo.", "vân canh"]


def test_an_archipelago_has_no_figure_of_its_own_and_opens_its_province():
    places = placed(("An Lão", 0, 0))
    sea = places.assign(tile_key="x", tile="Hoàng Sa", column=2)
    figure = drawn(rows=ROWS[3:4], places=pd.concat([places, sea], ignore_index=True))
    names = figure["data"][0]
    assert "<b>97,00</b>" in names["text"][0]
    assert "<b>" not in names["text"][1] and "<i>An Lão</i>" in names["text"][1]
    assert (
        names["customdata"][1][0]
        .replace("<br>", " ")
        .startswith("Hoàng Sa, trong số liệu của An Lão: 97,00")
    )
    assert names["customdata"][1][1] == "an lão"


def test_each_part_of_a_group_bears_its_own_name_and_the_groups_figure():
    group = {"unit": "A + B", "unit_key": "a+b", "value": 97.0}
    places = pd.DataFrame(
        [("a+b", "a", "Bình Sơn", 0, 0), ("a+b", "b", "Quảng Ngãi", 0, 1)],
        columns=PLACED.columns,
    )
    texts = drawn(rows=[group], places=places)["data"][0]["text"]
    assert [("Bình" in t, "Quảng" in t, "97,00" in t) for t in texts] == [
        (True, False, True),
        (False, True, True),
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Huế", ["Huế"]),
        ("Tuyên Quang", ["Tuyên", "Quang"]),
        ("Hồ Chí Minh", ["Hồ Chí", "Minh"]),
        ("Bà Rịa - Vũng Tàu", ["Bà Rịa", "Vũng", "Tàu"]),
        ("Nghiêng", ["Nghiêng"]),
        ("Văn Miếu - Quốc Tử Giám", ["V. Miếu", "Quốc Tử", "Giám"]),
    ],
)
def test_names_are_wrapped_and_shortened_but_never_cut_off(name, lines):
    found, points = charts_map.name_lines(name)
    assert found == lines
    assert points >= 9


def test_every_name_of_the_register_fits_the_narrowest_tile():
    with (CATALOGUE / "units.csv").open(encoding="utf-8", newline="") as file:
        names = {unit["short_name"] for unit in csv.DictReader(file)}
    for name in names:
        lines, points = charts_map.name_lines(name)
        assert len(lines) <= 3, name
        assert max(text_width(line, points) for line in lines) <= MAP_LEAST_TILE, name
        shown = " ".join(lines).replace(".", "").split()
        whole = name.replace(" - ", " ").split()
        assert all(full.startswith(part) for part, full in zip(shown, whole, strict=True)), name


def test_large_figures_are_short():
    rows = [{"unit": "An Lão", "value": 1_234_567.0}, {"unit": "Hoài Ân", "value": 2.5e9}]
    places = placed(("An Lão", 0, 0), ("Hoài Ân", 0, 1))
    figure = drawn(rows=rows, places=places, record=COUNT, middle=None)
    texts = figure["data"][0]["text"]
    assert ["1,23\u00a0tr" in texts[0], "2,50\u00a0tỷ" in texts[1]] == [True, True]
    assert "triệu" in key(figure)


def test_a_report_without_a_rate_is_told_from_no_report():
    rows = [ROWS[0], {"unit": "An Lão", "value": NAN, "status": "none", "reason": "mẫu số bằng 0"}]
    figure = drawn(rows=rows, places=placed(("Tây Sơn", 0, 0), ("An Lão", 0, 1)))
    assert shapes(figure)[1] == (LIGHT.paper, "solid")
    assert "không có tỷ lệ (viền liền)" in key(figure)
    assert figure["data"][0]["customdata"][1][0] == "An Lão: mẫu số bằng 0."


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colouring", [BY_VALUE, BY_CHANGE])
def test_words_on_a_tile_can_be_read(palette, colouring):
    rows = [{"unit": str(i), "value": 90 + i / 2} for i in range(21)]
    rows += [r | {"unit": r["unit"] + " hai"} for r in ROWS]
    found = charts_map_looks.looks(comparison(rows), RATE, palette, colouring, 95.0)
    worst = min(charts_map_looks._contrast(look.ink, look.fill) for look in found.values())
    assert worst >= 3.5


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark_is_inside_the_figure(is_demo):
    texts = [a["text"] for a in drawn(is_demo=is_demo)["layout"]["annotations"]]
    assert (words.DEMO in texts) is is_demo


def test_text_of_units_is_never_markup():
    rows = [{"unit": "<b>%{x}</b>", "value": 97.0}]
    figure = drawn(rows=rows, places=placed(("<b>%{x}</b>", 0, 0)))
    assert "%{x" not in figure["data"][0]["customdata"][0][0] + figure["data"][0]["text"][0]
    assert "&lt;b&gt;" in figure["data"][0]["text"][0]


def test_units_of_which_none_has_a_place_are_told():
    figure = drawn(places=PLACED[:0])
    assert [a["text"] for a in figure["layout"]["annotations"]] == ["Chưa có số liệu để vẽ"]


def test_alt_texts():
    frame = comparison(ROWS)
    assert charts_map.alt_map(frame, RATE, BY_VALUE) == (
        "Bản đồ Tỷ lệ hồ sơ đúng hạn: 4/5 đơn vị có số liệu. Cao nhất Tây Sơn 99,60\u00a0%,"
        " thấp nhất Hoài Ân 94,9\u00a0%. Chưa báo cáo: Vân Canh."
    )
    assert "So cùng kỳ: 1 đơn vị cải thiện, 1 cần chú ý, 1 ổn định." in charts_map.alt_map(
        frame, RATE, BY_CHANGE
    )


def square(x: float, y: float, side: float = 1.0):
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))


def outlined(rings: dict, colouring=BY_VALUE) -> dict:
    rows = [row for row in ROWS if row["unit"].lower() in rings]
    outlines = Boundaries(rings, ())
    return charts_outline.outline_map(comparison(rows), outlines, RATE, LIGHT, colouring, 98.0)


def test_outlines_are_filled_hovered_and_clicked():
    rings = {"tây sơn": (square(108, 13), square(109.5, 13)), "vân canh": (square(108, 14),)}
    figure = outlined(rings)
    assert len(go.Figure(figure).data) == 4
    many, missing, labels = figure["data"][:3]
    assert (many["x"].count(None), many["fill"], many["hoveron"]) == (1, "toself", "fills")
    assert many["text"].replace("<br>", " ").startswith("Tây Sơn: 99,60")
    assert (missing["fillcolor"], missing["line"]["dash"]) == (LIGHT.paper, "dash")
    assert [unit for _, unit in labels["customdata"]] == ["tây sơn", "vân canh"]
    # A degree of longitude at 14° north is cos(14°) of one of latitude.
    assert figure["layout"]["yaxis"]["scaleratio"] == pytest.approx(1.0306, abs=1e-4)


def test_labels_that_would_cover_others_give_way_to_a_dot():
    rings = {"tây sơn": (square(108, 13),), "hoài ân": (square(109, 13, 0.01),)}
    rings |= {"quy nhơn": (square(109.02, 13, 0.02),)}
    texts = outlined(rings)["data"][3]["text"]
    assert ["Tây Sơn" in texts[0], texts[1], "Quy Nhơn" in texts[2]] == [True, "•", True]


def test_a_share_above_100_has_no_colour_of_the_scale_and_is_told():
    rows = [*ROWS[:2], {"unit": "Quy Nhơn", "value": 100.83}]
    figure = drawn(rows=rows, places=PLACED[:3])
    assert (LIGHT.surface, "solid") in shapes(figure)
    assert "trên 100\u00a0%: tử số lớn hơn mẫu số" in key(figure)
    assert figure["data"][1]["marker"]["cmax"] == 99.6


def test_the_bar_has_a_tick_at_the_middle_where_there_is_room():
    assert drawn(middle=97.25)["data"][1]["marker"]["colorbar"]["ticktext"] == [
        "94,9\u00a0%", "99,60\u00a0%", "97,25\u00a0%",
    ]  # fmt: skip
    marker = drawn(middle=90.0)["data"][1]["marker"]
    assert (marker["cmin"], marker["colorbar"]["ticktext"][0]) == (90.0, "90,0\u00a0%")
