"""What became of a unit and what it came from, read from the register of an edition."""

from datetime import date

import pytest

from indicators import lineage
from tests.indicators import BINH_DINH, GIA_LAI_NEW, TUY_PHUOC, cells, csv, edition


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return edition(tmp_path_factory.mktemp("line"), csv("550 2024-Q1 tthc_da_giai_quyet 1"))


def test_a_district_is_taken_over_by_the_communes_on_its_land(found):
    line = lineage.lineage(found, TUY_PHUOC)
    assert (line.name, line.began_on, line.ended_on) == (
        "Huyện Tuy Phước", None, date(2025, 6, 30),
    )  # fmt: skip
    assert cells(line.after, "name", "is_whole") == [
        ("Xã Tuy Phước", True),
        ("Xã Tuy Phước Bắc", True),
        ("Xã Tuy Phước Đông", True),
        ("Xã Tuy Phước Tây", True),
    ]
    assert line.before.empty and line.districts.empty


def test_a_commune_of_today_knows_its_parts_and_its_former_district(found):
    key = lineage.lineage(found, TUY_PHUOC).after["unit_key"][0]
    line = lineage.lineage(found, key)
    assert (line.began_on, line.ended_on) == (date(2025, 7, 1), None)
    assert cells(line.before, "name", "is_whole") == [
        ("Thị trấn Diêu Trì", True),
        ("Xã Phước Lộc", True),
        ("Xã Phước Nghĩa", True),
        ("Xã Phước Thuận", True),
        ("Thị trấn Tuy Phước", True),
    ]
    assert cells(line.districts, "unit_key", "is_whole") == [(TUY_PHUOC, True)]


def test_a_divided_commune_went_in_parts(found):
    known = lineage.bridge(found)
    divided = next(old for old, news in known.after.items() if len(news) > 1)
    line = lineage.lineage(found, known.units.at[divided, "unit_key"])
    assert not line.after["is_whole"].any() and len(line.after) > 1
    again = lineage.lineage(found, line.after["unit_key"][0])
    mine = again.before[again.before["name"] == line.name]
    assert cells(mine, "is_whole") == [(False,)]


def test_provinces_merge_whole(found):
    assert cells(lineage.lineage(found, BINH_DINH).after, "unit_key") == [(GIA_LAI_NEW,)]
    line = lineage.lineage(found, GIA_LAI_NEW)
    assert cells(line.before, "name", "is_whole") == [
        ("Tỉnh Bình Định", True),
        ("Tỉnh Gia Lai", True),
    ]


def test_an_unknown_unit_is_a_key_error(found):
    with pytest.raises(KeyError):
        lineage.lineage(found, "999.19000101")
