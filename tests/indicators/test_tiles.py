"""Layouts of tile maps for the units of a scope, and what happens to units without a place."""

import shutil

import duckdb
import pandas as pd
import pytest

from etl import load_files
from indicators import editions, scope, tiles
from indicators.editions import EditionError
from tests.indicators import BINH_DINH, CATALOGUE, QUY_NHON, TUY_PHUOC, cells, edition

FIGURES = (
    "don_vi;ma_don_vi;ky;chi_tieu;gia_tri\nHuyện Tuy Phước;550;2024-Q2;tthc_da_giai_quyet;1\n"
    "Tỉnh Bình Định;52;2024;papi;40\n"
).encode()
HEAD = "code,valid_from,row,column\n"
PLACES = f"{HEAD}540,1900-01-01,9,6\n550,1900-01-01,7,5\n549,1900-01-01,6,5\n"
QUY_NHON_NOW = "21583.20250701"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Three districts and one commune with a place."""
    commune = f"{HEAD}21583,2025-07-01,5,5\n"
    folder = tmp_path_factory.mktemp("small")
    return edition(folder, FIGURES, tiles_huyen=PLACES, tiles_xa=commune)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An edition with the register of the whole country."""
    data = tmp_path_factory.mktemp("whole")
    shutil.copytree(CATALOGUE, data / "catalogue")
    shutil.copytree(CATALOGUE.parent / "forms", data / "forms")
    load_files(data, [("a.csv", FIGURES)])
    return editions.current(data)


def test_a_layout_is_cropped_to_its_units(small):
    found = tiles.layout(small, [QUY_NHON, TUY_PHUOC])
    assert cells(found, *tiles.COLUMNS) == [
        (TUY_PHUOC, TUY_PHUOC, "Tuy Phước", 0, 0),
        (QUY_NHON, QUY_NHON, "Quy Nhơn", 2, 1),
    ]


def test_a_group_of_units_owns_the_tile_of_each(small):
    group = f"{QUY_NHON}+{TUY_PHUOC}"
    found = tiles.layout(small, [group, "549.19000101"])
    assert cells(found, "unit_key", "tile", "row", "column") == [
        ("549.19000101", "An Nhơn", 0, 0),
        (group, "Tuy Phước", 1, 0),
        (group, "Quy Nhơn", 3, 1),
    ]


def test_a_unit_without_a_place_or_on_another_map_is_named_and_not_dropped(small):
    keys = [QUY_NHON, TUY_PHUOC, QUY_NHON_NOW, "551.19000101"]
    found = tiles.layout(small, keys)
    assert found["unit_key"].tolist() == [TUY_PHUOC, QUY_NHON]
    units = pd.DataFrame(
        {"unit_key": keys, "unit": ["Quy Nhơn", "Tuy Phước", "phường", "Vân Canh"]}
    )
    assert tiles.without(units, found) == ["phường", "Vân Canh"]


def test_units_of_no_map_have_an_empty_layout(small):
    found = tiles.layout(small, ["551.19000101"])
    assert found.empty and list(found) == tiles.COLUMNS
    assert tiles.layout(small, []).empty


def test_a_former_province_is_cropped_from_the_map_of_its_province_of_today(whole):
    members = scope.scope(whole, BINH_DINH).members
    found = tiles.layout(whole, members["unit_key"])
    assert tiles.without(members, found) == []
    assert len(found) == 11 and (found["row"].min(), found["column"].min()) == (0, 0)
    # Gia Lai lies in the west of the same map.
    whole_map = tiles.layout(whole, [*members["unit_key"], "622.19000101"])
    shown = whole_map.set_index("tile")["column"]
    assert shown["Pleiku"] == 0 < shown.drop("Pleiku").min()


@pytest.mark.parametrize(("is_today", "n"), [(True, 34), (False, 63)])
def test_the_country_shows_hoang_sa_and_truong_sa_under_their_provinces(whole, is_today, n):
    living = scope.scope(whole, "VN", "hien_nay" if is_today else "bao_cao").members
    found = tiles.layout(whole, living["unit_key"])
    assert (len(living), len(found), tiles.without(living, found)) == (n, n + 2, [])
    names = living.set_index("unit_key")["unit"]
    own = found[found["unit_key"] != found["tile_key"]]
    assert dict(zip(own["tile"], own["unit_key"].map(names), strict=True)) == {
        "Hoàng Sa": "Đà Nẵng",
        "Trường Sa": "Khánh Hòa",
    }


def test_an_edition_without_tile_maps_is_told_to_be_of_another_version(tmp_path):
    old = edition(tmp_path, FIGURES)
    editions._root.cache_clear()
    with duckdb.connect(str(old.path)) as con:
        con.execute("drop table tile")
    editions.seal_path(old.path).write_text(editions.sealed(old.path), encoding="ascii")
    with pytest.raises(EditionError, match=r"do một phiên bản phần mềm khác lập.*etl load"):
        tiles.layout(editions.current(tmp_path / "data"), [QUY_NHON])
