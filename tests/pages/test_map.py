"""The map page: tiles or outlines, what the colours tell, and who has no place."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from etl import load_files
from tests.pages.test_pages import ROOT, words

KEYS = ("540", "542", "543", "544", "545", "546", "547", "548", "549", "550", "551")


def page(**choices) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(str(ROOT / "pages/map.py"))
    # The last quarter of the huyện, by their own land.
    app.query_params["ky"] = "2025-Q2"
    app.query_params["cach_xep"] = "huyen_cu"
    app.run()
    for key, value in choices.items():
        app.selectbox(key=key).set_value(value).run()
    assert not app.exception and not app.error
    return app


def figure(app: AppTest) -> dict:
    (chart,) = app.get("plotly_chart")
    return json.loads(chart.proto.spec)


def outlines(folder: Path, *codes: str, file: str = "a.geojson") -> None:
    features = [
        {
            "properties": {"ma": code, "ten": "TÊN TRONG TỆP"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[109 + i, 13], [110 + i, 13], [109.5 + i, 14]]],
            },
        }
        for i, code in enumerate(codes)
    ]
    (folder / "boundaries").mkdir(exist_ok=True)
    content = {"type": "FeatureCollection", "features": features}
    (folder / "boundaries" / file).write_text(json.dumps(content), encoding="utf-8")


def test_every_unit_has_a_tile_and_the_lead_says_who_reported(data):
    app = page()
    said = words(app)
    assert "Quý II/2025: 10/11 đơn vị có đủ số để tính; cao nhất Tuy Phước" in said
    assert "Chưa có ô trên bản đồ" not in said
    tiles = figure(app)["data"][0]
    assert len(tiles["customdata"]) == 11
    assert any(text == "Vân Canh: chưa báo cáo." for text, _ in tiles["customdata"])


def test_the_colours_tell_value_or_change(data):
    app = page()
    assert "mục tiêu 98,00" in str(figure(app)["layout"]["annotations"])
    app.segmented_control(key="to_mau").set_value("thay_doi").run()
    drawn = figure(app)
    assert "cải thiện" in str(drawn["layout"]["annotations"])
    assert any("▼" in text for text in drawn["data"][0]["text"])


def test_an_indicator_without_figures_says_what_to_do(data):
    app = page(chi_tieu="papi")
    assert "chưa có số liệu của chỉ tiêu này" in words(app)
    assert len(app.get("plotly_chart")) == 0


def test_a_unit_without_a_tile_is_named(data):
    path = data / "catalogue" / "tiles_huyen.csv"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("551,")]
    path.write_text("\n".join(kept))
    load_files(data, [])
    app = page()
    assert "Chưa có ô trên bản đồ: Vân Canh." in words(app)
    assert len(figure(app)["data"][0]["customdata"]) == 10


def test_units_that_have_no_tiles_at_all_are_named_and_their_table_stays(data):
    path = data / "catalogue" / "tiles_huyen.csv"
    path.write_text(path.read_text().splitlines()[0])
    load_files(data, [])
    app = page()
    assert "Chưa có ô trên bản đồ: Tuy Phước, An Nhơn, " in words(app)
    assert len(app.get("plotly_chart")) == 0
    assert len(app.dataframe[0].value) == 11


def test_outlines_take_the_place_of_tiles_when_every_unit_has_one(data):
    outlines(data, *KEYS)
    app = page()
    drawn = figure(app)["data"]
    assert [trace.get("fill") for trace in drawn[:11]] == ["toself"] * 11
    assert "TÊN TRONG TỆP" not in str(drawn)
    assert not app.warning


def test_with_some_outlines_only_tiles_are_drawn_and_the_others_named(data):
    outlines(data, *KEYS[:9])
    app = page()
    assert "Bản đồ vẽ theo ô vì chưa có ranh giới của: Tuy Phước, Vân Canh." in words(app)
    assert len(figure(app)["data"][0]["customdata"]) == 11


def test_outlines_of_other_places_are_said_to_be_of_no_use_here(data):
    outlines(data, "001")
    assert "Tệp ranh giới chưa có đơn vị nào của phạm vi này" in words(page())


def test_a_broken_file_is_told_and_its_name_is_plain_text(data):
    outlines(data, "999", file="![x](http:evil).json")
    app = page()
    (told,) = app.warning
    assert "](http" not in told.value
    assert "không có trong danh mục đơn vị" in told.value.replace("\\", "")
    assert len(figure(app)["data"][0]["customdata"]) == 11
