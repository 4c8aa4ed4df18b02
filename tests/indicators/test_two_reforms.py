"""Units that changed twice: every frame follows them to the end with the same totals."""

from datetime import date

import pytest

from indicators import frames, lineage, listing, scope, trend
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from tests.indicators import CATALOGUE, cells, csv, edition
from tests.indicators.reform import DONE, NO_TILES, read_bridge, whole_country

# 2025: provinces P (huyện A, B) and Q (huyện E) become N; A1 and A2 go on as X and Y, B1 as Z, E1
# as W, E2 as V. 2027: N is named M, X and Y become K, Z is divided into Z1 and Z2, W is named U; V
# stays as it is.
UNITS = """code,valid_from,valid_to,level,type,name,short_name,parent_code,parent_valid_from,folded
01,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh P,P,,,p
02,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh Q,Q,,,q
001,1900-01-01,2025-07-01,huyen,Huyện,Huyện A,A,01,1900-01-01,a
002,1900-01-01,2025-07-01,huyen,Huyện,Huyện B,B,01,1900-01-01,b
003,1900-01-01,2025-07-01,huyen,Huyện,Huyện E,E,02,1900-01-01,e
00001,1900-01-01,2025-07-01,xa,Xã,Xã A1,A1,001,1900-01-01,a1
00002,1900-01-01,2025-07-01,xa,Xã,Xã A2,A2,001,1900-01-01,a2
00003,1900-01-01,2025-07-01,xa,Xã,Xã B1,B1,002,1900-01-01,b1
00004,1900-01-01,2025-07-01,xa,Xã,Xã E1,E1,003,1900-01-01,e1
00005,1900-01-01,2025-07-01,xa,Xã,Xã E2,E2,003,1900-01-01,e2
01,2025-07-01,2027-01-01,tinh,Tỉnh,Tỉnh N,N,,,n
00001,2025-07-01,2027-01-01,xa,Xã,Xã X,X,01,2025-07-01,x
00002,2025-07-01,2027-01-01,xa,Xã,Xã Y,Y,01,2025-07-01,y
00003,2025-07-01,2027-01-01,xa,Xã,Xã Z,Z,01,2025-07-01,z
00004,2025-07-01,2027-01-01,xa,Xã,Xã W,W,01,2025-07-01,w
00005,2025-07-01,,xa,Xã,Xã V,V,01,2025-07-01,v
01,2027-01-01,,tinh,Thành phố,Thành phố M,M,,,m
00001,2027-01-01,,xa,Phường,Phường K,K,01,2027-01-01,k
00003,2027-01-01,,xa,Xã,Xã Z1,Z1,01,2027-01-01,z1
00006,2027-01-01,,xa,Xã,Xã Z2,Z2,01,2027-01-01,z2
00004,2027-01-01,,xa,Phường,Phường U,U,01,2027-01-01,u
"""
CHANGES = """old_code,old_valid_from,new_code,new_valid_from,kind,weight
01,2025-07-01,01,2027-01-01,whole,1
00001,2025-07-01,00001,2027-01-01,whole,1
00002,2025-07-01,00001,2027-01-01,whole,1
00003,2025-07-01,00003,2027-01-01,part,
00003,2025-07-01,00006,2027-01-01,part,
00004,2025-07-01,00004,2027-01-01,whole,1
01,1900-01-01,01,2025-07-01,whole,1
02,1900-01-01,01,2025-07-01,whole,1
00001,1900-01-01,00001,2025-07-01,whole,1
00002,1900-01-01,00002,2025-07-01,whole,1
00003,1900-01-01,00003,2025-07-01,whole,1
00004,1900-01-01,00004,2025-07-01,whole,1
00005,1900-01-01,00005,2025-07-01,whole,1
"""
FIGURES = csv(
    *(f"{c} 2025-Q1 {DONE} {n}" for c, n in (("001", 31), ("002", 30), ("003", 95))),
    *(f"0000{c} 2025-Q1 {DONE} {c}0" for c in (1, 2, 3, 4, 5)),
    *(f"0000{c} 2026-Q4 {DONE} {n}" for c, n in ((1, 1), (2, 2), (3, 4), (4, 8), (5, 16))),
    *(f"0000{c} 2027-Q1 {DONE} {n}" for c, n in ((1, 32), (3, 64), (6, 128), (4, 256), (5, 512))),
    *(f"{c} 2025-Q1 {DONE} {n}" for c, n in (("01", 5), ("02", 6))),
    f"01 2026-Q4 {DONE} 7",
    f"01 2027-Q1 {DONE} 8",
)
M, P = "01.20270101", "01.19000101"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    return edition(folder, FIGURES, units=UNITS, unit_changes=CHANGES, **NO_TILES)


def said(of, key, way, level=""):
    """The reported values of each area in time order, the total first; all areas are complete."""
    where = scope.scope(of, key, way, level)
    frame = trend.series(of, listing.indicators(of)[DONE], where, "quy")
    frame = frame[frame["n_reported"] > 0]
    assert not frame["is_incomplete"].any()
    return {
        unit: [(row.period, row.value) for row in rows.itertuples()]
        for unit, rows in frame.groupby("unit", sort=False)
    }


def over_time(*values):
    return list(zip(("2025-Q1", "2026-Q4", "2027-Q1"), values, strict=True))


def test_the_lands_of_former_districts_go_on_through_both_reforms(found):
    assert said(found, M, FORMER) == {
        "Toàn thành phố": over_time(156, 31, 992),
        "A": over_time(31, 3, 32),
        "B": over_time(30, 4, 192),
        "E": over_time(95, 24, 768),
    }


def test_units_of_today_have_the_past_of_all_that_went_into_them(found):
    assert said(found, M, PRESENT, "xa") == {
        "Toàn thành phố": over_time(150, 31, 992),
        "K": over_time(30, 3, 32),
        "U": over_time(40, 8, 256),
        "V": over_time(50, 16, 512),
        "Z1 + Z2": over_time(30, 4, 192),
    }


def test_as_reported_every_unit_stands_in_its_own_time(found):
    assert said(found, M, AS_REPORTED, "xa") == {
        "Toàn thành phố": over_time(150, 31, 992),
        **{
            f"{unit}": [("2025-Q1", n)]
            for unit, n in (("A1", 10), ("A2", 20), ("B1", 30), ("E1", 40), ("E2", 50))
        },
        **{unit: [("2026-Q4", n)] for unit, n in (("W", 8), ("X", 1), ("Y", 2), ("Z", 4))},
        "K": [("2027-Q1", 32)],
        "U": [("2027-Q1", 256)],
        "V": [("2026-Q4", 16), ("2027-Q1", 512)],
        "Z1": [("2027-Q1", 64)],
        "Z2": [("2027-Q1", 128)],
    }


def test_a_former_province_keeps_what_is_on_its_land(found):
    for way in (FORMER, AS_REPORTED, PRESENT):
        assert said(found, P, way)["Toàn địa bàn"] == over_time(61, 7, 224)


def test_the_country_follows_a_province_by_its_names(found):
    assert said(found, "VN", PRESENT) == {
        "Cả nước": over_time(11, 7, 8),
        "M": over_time(11, 7, 8),
    }


def test_both_days_are_marked_but_a_mere_renaming_is_not(found):
    assert scope.scope(found, M).breaks == (date(2025, 7, 1), date(2027, 1, 1))
    assert scope.scope(found, "VN").breaks == (date(2025, 7, 1),)
    keys = scope.scopes(found)["key"].tolist()
    assert M in keys and "01.20250701" not in keys


def test_a_unit_is_told_what_it_is_today(found):
    names = {
        key: cells(lineage.lineage(found, key).after, "name", "is_whole")
        for key in ("001.19000101", "00001.19000101", "002.19000101")
    }
    assert names == {
        "001.19000101": [("Phường K", True)],
        "00001.19000101": [("Phường K", True)],
        "002.19000101": [("Xã Z1", True), ("Xã Z2", True)],
    }


def test_shares_of_both_reforms_are_multiplied_and_parts_that_meet_again_are_whole(tmp_path):
    """A1 is a quarter of X and three of Y, which are K; B1 is Z, a quarter of which is Z1."""
    changes = CHANGES.replace(
        "00001,1900-01-01,00001,2025-07-01,whole,1",
        "00001,1900-01-01,00001,2025-07-01,part,0.25\n00001,1900-01-01,00002,2025-07-01,part,0.75",
    )
    changes = changes.replace("00003,2027-01-01,part,", "00003,2027-01-01,part,0.25")
    changes = changes.replace("00006,2027-01-01,part,", "00006,2027-01-01,part,0.75")
    found = edition(tmp_path, FIGURES, units=UNITS, unit_changes=changes, **NO_TILES)
    assert said(found, M, PRESENT, "xa") == {
        "Toàn thành phố": over_time(150, 31, 992),
        "K": over_time(30, 3, 32),
        "U": over_time(40, 8, 256),
        "V": over_time(50, 16, 512),
        "Z1": over_time(7.5, 1, 64),
        "Z2": over_time(22.5, 3, 128),
    }
    where = scope.scope(found, M, PRESENT, "xa")
    frame = trend.series(found, listing.indicators(found)[DONE], where, "quy")
    estimates = frame[frame["is_estimate"]]
    assert set(zip(estimates["unit"], estimates["period"], strict=True)) == {
        (unit, period) for unit in ("Z1", "Z2") for period in ("2025-Q1", "2026-Q4")
    }


def test_a_province_that_only_changed_its_kind_keeps_every_commune():
    """Tỉnh Đồng Nai was Thành phố Đồng Nai from 30/04/2026, some of its xã phường."""
    texts = [(CATALOGUE / f"{n}.csv").read_text("utf-8") for n in ("units", "unit_changes")]
    rows = [row for row in texts[0].splitlines() if ",2025-07-01,," in row]
    (province,) = (row for row in rows if row.startswith("75,"))
    xa = [row for row in rows if ",Xã," in row and ",75,2025-07-01," in row][:10]
    units, changes = texts
    for row in (province, *xa):
        code = row.split(",")[0]
        units = units.replace(row, row.replace(",2025-07-01,,", ",2025-07-01,2026-04-30,"))
        units += row.replace(",2025-07-01", ",2026-04-30") + "\n"
        changes += f"{code},2025-07-01,{code},2026-04-30,whole,1\n"
    known, ids = read_bridge(units, changes)
    before, old_ids = whole_country()
    root = ids["75.20260430"]
    assert known.renamed == {ids[f"{row.split(',')[0]}.20260430"] for row in (province, *xa)}
    was = frames.universe(before, old_ids["75.20250701"], "xa")
    found = frames.universe(known, root, "xa")
    assert len(was.news) == 95
    assert (len(found.olds), len(found.news)) == (len(was.olds), 95 + 10)
    assert (found.across, len(known.province_now)) == (frozenset(), 64)
    for way in (FORMER, PRESENT):
        placed = frames.tiles(known, found, way)
        then = frames.tiles(before, was, way)
        assert placed["area_id"].nunique() == then["area_id"].nunique()
