"""Outlines a user drops into data/boundaries: what is read, what is refused and in which words."""

import json

import pytest

from indicators import boundaries
from tests.indicators import QUY_NHON, TUY_PHUOC, csv, edition

SQUARE = [[[109.0, 13.7], [109.1, 13.7], [109.1, 13.8], [109.0, 13.8], [109.0, 13.7]]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return edition(tmp_path_factory.mktemp("shown"), csv("550 2024-Q2 tthc_da_giai_quyet 1"))


def feature(code="550", coordinates=SQUARE, kind="Polygon", name="ma", **more) -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {name: code} | more, "geometry": geometry}


def read(shown, tmp_path, *features, file="a.geojson", text=None):
    folder = tmp_path / "boundaries"
    folder.mkdir(exist_ok=True)
    content = {"type": "FeatureCollection", "features": list(features)}
    (folder / file).write_text(json.dumps(content) if text is None else text, encoding="utf-8")
    return boundaries.read(shown, tmp_path)


def test_without_a_folder_there_is_nothing_and_no_fault(shown, tmp_path):
    assert boundaries.read(shown, tmp_path) == boundaries.Boundaries({}, ())
    (tmp_path / "boundaries").mkdir()
    (tmp_path / "boundaries" / "doc.txt").write_text("x")
    assert boundaries.read(shown, tmp_path) == boundaries.Boundaries({}, ())


@pytest.mark.parametrize("name", ["ma", "code", "ma_don_vi"])
def test_polygons_are_read_by_code(name, shown, tmp_path):
    found = read(
        shown, tmp_path, feature(name=name), feature("540", [SQUARE, SQUARE], "MultiPolygon")
    )
    assert found.faults == ()
    assert {key: len(rings) for key, rings in found.rings.items()} == {TUY_PHUOC: 1, QUY_NHON: 2}
    assert found.of(TUY_PHUOC)[0][0] == (109.0, 13.7)


def test_an_empty_property_gives_way_to_the_next(shown, tmp_path):
    found = read(shown, tmp_path, feature(None, ma_don_vi="550"))
    assert list(found.rings) == [TUY_PHUOC]


def test_a_group_has_an_outline_only_when_each_part_has_one(shown, tmp_path):
    found = read(shown, tmp_path, feature(), feature("540"))
    assert len(found.of(f"{QUY_NHON}+{TUY_PHUOC}")) == 2
    assert found.of(f"{QUY_NHON}+551.19000101") == ()


def test_a_code_borne_by_two_units_needs_its_first_day(shown, tmp_path):
    assert read(shown, tmp_path, feature("52")).faults == (
        "Tệp ranh giới “a.geojson” không dùng được: đối tượng 1 (mã 52) là mã của 2 đơn vị khác"
        " thời; thêm thuộc tính valid_from, ví dụ 2025-07-01 cho đơn vị hiện nay.",
    )
    found = read(shown, tmp_path, feature("52", valid_from="2025-07-01"))
    assert list(found.rings) == ["52.20250701"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"type"', "không phải GeoJSON dạng UTF-8; xuất lại từ QGIS"),
        ("[" * 100_000, "không phải GeoJSON"),
        ("[]", "không có danh sách “features”"),
        ('{"type": "Topology", "features": []}', "không có danh sách “features”"),
        ('{"type": "FeatureCollection", "features": []}', "không có đối tượng nào"),
        ('{"type": "FeatureCollection", "features": [1]}', "đối tượng 1 không có thuộc tính"),
    ],
)
def test_a_file_that_is_no_geojson_is_told_with_the_remedy(text, says, shown, tmp_path):
    found = read(shown, tmp_path, text=text)
    assert found.rings == {} and len(found.faults) == 1
    assert found.faults[0].startswith("Tệp ranh giới “a.geojson” không dùng được: ")
    assert says in found.faults[0]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (feature(550), "thiếu mã đơn vị; thêm thuộc tính “ma” dạng chữ"),
        (feature("550x"), "thiếu mã đơn vị"),
        (feature("999"), "(mã 999) không có trong danh mục đơn vị"),
        (feature("550", valid_from="2025-07-01"), "(mã 550) không có trong danh mục đơn vị"),
        (feature("550", valid_from="01/07/2025"), "valid_from không phải ngày"),
        (feature("550", valid_from=2025), "valid_from không phải ngày"),
        (feature("550", [109, 13], "Point"), "không phải Polygon hay MultiPolygon"),
        (feature("550", [[[13.7, 109.0], [13.8, 109.0], [13.8, 109.1]]]), "EPSG:4326"),
        (feature("550", [[[600000, 1500000], [600001, 1], [2, 2]]]), "EPSG:4326"),
        (feature("550", [[[109, 13], [109.1, 13], [109, 13]]]), "có tọa độ không đọc được"),
        (feature("550", [[["a", 1]]]), "có tọa độ không đọc được"),
        (feature("550", [[[float("nan"), 13]] * 4]), "có tọa độ không đọc được"),
        (feature("550", [[[109, 13], [110, 13], [111, 13]]]), "có tọa độ không đọc được"),
        (feature("550", [[{"x": 109}] * 4]), "có tọa độ không đọc được"),
        (feature("550", [[[10**400, 13]] * 4]), "có tọa độ không đọc được"),
        (feature("550", [[]]), "có tọa độ không đọc được"),
        (feature("550", None), "có tọa độ không đọc được"),
        (feature("550", []), "không có đường ranh giới"),
        ({"properties": {"ma": "550"}}, "không phải Polygon hay MultiPolygon"),
    ],
)
def test_a_broken_feature_leaves_the_file_out_and_is_told(broken, says, shown, tmp_path):
    found = read(shown, tmp_path, feature("540"), broken)
    assert found.rings == {} and says in found.faults[0] and "đối tượng 2" in found.faults[0]


def test_many_faults_are_counted_and_other_files_stay(shown, tmp_path):
    read(shown, tmp_path, feature("540"), file="a.json")
    found = read(shown, tmp_path, *[feature("999")] * 5, file="b.json")
    assert list(found.rings) == [QUY_NHON]
    assert found.faults[0].endswith("; và 2 lỗi khác.")


def test_one_unit_has_one_outline(shown, tmp_path):
    assert "đã có ranh giới" in read(shown, tmp_path, feature(), feature()).faults[0]
    read(shown, tmp_path, feature(), file="a.geojson")
    found = read(shown, tmp_path, feature(), file="b.geojson")
    assert list(found.rings) == [TUY_PHUOC]
    assert found.faults[0].startswith("Tệp ranh giới “b.geojson”")


def test_names_in_files_are_never_read(shown, tmp_path):
    found = read(shown, tmp_path, feature(ten="<script>", name="ma"))
    assert "script" not in str(found)


def test_a_file_too_large_says_how_to_make_it_smaller(shown, tmp_path):
    read(shown, tmp_path, text="")
    with (tmp_path / "boundaries" / "a.geojson").open("wb") as file:
        file.truncate(boundaries.MOST_BYTES + 1)
    (fault,) = boundaries.read(shown, tmp_path).faults
    assert "tệp lớn hơn 10 MB; giản lược đường ranh giới" in fault


def test_an_outline_of_too_many_points_says_how_to_make_it_simpler(shown, tmp_path):
    ring = [[109 + i / 1e6, 13.7] for i in range(boundaries.MOST_POINTS)]
    (fault,) = read(shown, tmp_path, feature("550", [[*ring, [109, 13.8]]])).faults
    assert "có 150.001 điểm, nhiều nhất 150.000; giản lược" in fault


def test_a_changed_file_is_read_again(shown, tmp_path):
    assert list(read(shown, tmp_path, feature()).rings) == [TUY_PHUOC]
    assert next(iter(read(shown, tmp_path, feature("540"), feature("551")).rings)) == QUY_NHON


def test_the_label_of_a_bent_unit_stands_inside_it():
    # A letter C: its centroid lies in the opening.
    bent = ((0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (4, 3), (4, 4), (0, 4))
    x, y = boundaries.label_place([bent, ((9, 9), (9.1, 9), (9, 9.1))])
    assert (x, y) == (0.5, pytest.approx(2))
    assert boundaries.area(bent) == 10
