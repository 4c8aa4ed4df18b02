"""Frames: which area each unit of a scope belongs to, groups and shares."""

from collections import defaultdict
from decimal import Decimal

import pandas as pd
import pytest

from indicators import frames
from indicators.bridge import joined
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from tests.indicators import cells
from tests.indicators.reform import (
    BORDER,
    read_bridge,
    small,
    whole_country,
)


@pytest.fixture(scope="module")
def register():
    return whole_country()


@pytest.mark.parametrize("frame", [AS_REPORTED, FORMER, PRESENT])
@pytest.mark.parametrize("level", ["huyen", "xa"])
def test_every_figure_of_the_country_is_in_the_areas_once(register, frame, level):
    """Any figures on the units of every province of today give the same sum in every frame."""
    known, _ = register
    provinces = sorted(set(known.province_now.values()))
    for root in provinces:
        found = frames.universe(known, root, level)
        assert found.across == frozenset()
        placed = frames.tiles(known, found, frame)
        counted = placed.groupby("unit_id")["weight"].sum()
        assert sorted(counted.index) == sorted({*found.olds, *found.news})
        assert counted.eq(1).all()
        whole = placed.dropna(subset="area_id")
        values = {unit: Decimal(unit * unit % 9973 + 1) for unit in whole["unit_id"]}
        for era in (found.olds, found.news):
            mine = whole[whole["unit_id"].isin(era)]
            by_area = defaultdict(Decimal)
            for area, unit in zip(mine["area_id"], mine["unit_id"], strict=True):
                by_area[area] += values[unit]
            assert sum(by_area.values()) == sum(values[unit] for unit in mine["unit_id"].unique())
            # Communes of before the reform reach today's; districts cannot be divided.
            if frame != PRESENT or level == "xa" or era == found.news:
                assert set(mine["unit_id"]) == set(era)


def test_two_ways_to_a_former_district_agree(register):
    """Old communes to new communes to the district is old communes to the district, everywhere."""
    known, _ = register
    for root in sorted(set(known.province_now.values())):
        found = frames.universe(known, root, "xa")
        direct = frames.tiles(known, found, FORMER).set_index("unit_id")["area_id"].to_dict()
        placed = frames.tiles(known, found, PRESENT)
        present = placed.set_index("unit_id")["area_id"].to_dict()
        for old in found.olds:
            news = known.after[old]
            assert {direct[new] for new in news} == {direct[old]}
            assert {present[new] for new in news} == {present[old]}


def test_a_commune_across_two_former_provinces_is_in_no_sum_of_either():
    known, ids = read_bridge(BORDER["units"], BORDER["unit_changes"])
    new = ids["00011.20250701"]
    for province in (ids["01.19000101"], ids["02.19000101"]):
        found = frames.universe(known, province, "huyen")
        assert found.across == {new}
        for frame in (AS_REPORTED, FORMER, PRESENT):
            placed = frames.tiles(known, found, frame).set_index("unit_id")
            assert not placed.at[new, "is_in_total"]
        past = frames.tiles(known, frames.universe(known, province, "xa"), PRESENT)
        area = past.loc[past["unit_id"] == new, "area_id"].item()
        assert past.loc[past["area_id"] == area, "unit_id"].tolist() == [new]


def test_a_unit_divided_without_known_shares_groups_those_that_took_it_over():
    known = small()
    found = frames.universe(known, 2, "xa")
    placed = frames.tiles(known, found, PRESENT)
    rows = cells(placed, "area_id", "unit_id", "weight", "is_in_total")
    assert sorted(rows) == [(6, 4, 1, True), (6, 5, 1, True), (6, 6, 1, True), (6, 7, 1, True)]
    areas = frames.members(known, placed, found, PRESENT)
    assert cells(areas, "unit_id", "unit_key", "unit") == [(6, "c+d", "C + D")]


def test_a_group_says_which_commune_made_it_one(register):
    known, ids = register
    found = frames.universe(known, ids["51.19000101"], "huyen")
    placed = frames.tiles(known, found, FORMER)
    areas = frames.members(known, placed, found, FORMER)
    why = frames.groupings(known, found, FORMER, areas)
    assert cells(why, "unit", "because") == [("Bình Sơn + Quảng Ngãi", ["Xã Đông Sơn"])]
    divided = small()
    found = frames.universe(divided, 2, "xa")
    areas = frames.members(divided, frames.tiles(divided, found, PRESENT), found, PRESENT)
    assert cells(frames.groupings(divided, found, PRESENT, areas), "because") == [(["A"],)]


def test_a_unit_divided_by_known_shares_is_divided_by_them():
    known = small((0.25, 0.75))
    found = frames.universe(known, 2, "xa")
    rows = cells(frames.tiles(known, found, PRESENT), "area_id", "unit_id", "weight")
    assert sorted(rows) == [(6, 4, 0.25), (6, 6, 1), (7, 4, 0.75), (7, 5, 1), (7, 7, 1)]


def test_shares_that_meet_again_are_the_unit_once_more():
    known = small((0.25, 0.75))
    # A third commune was divided without shares between C and D: they stand together.
    units = pd.concat(
        [
            known.units.reset_index(),
            known.units.reset_index().iloc[[3]].assign(unit_id=8, unit_key="e", name="E"),
        ]
    )
    changes = [(1, 2, 1.0), (4, 6, 0.25), (4, 7, 0.75), (5, 7, 1.0)]
    changes += [(8, 6, float("nan")), (8, 7, float("nan"))]
    columns = ["old_unit_id", "new_unit_id", "weight"]
    again = joined(units, pd.DataFrame(changes, columns=columns))
    placed = frames.tiles(again, frames.universe(again, 2, "xa"), PRESENT)
    assert cells(placed[placed["unit_id"] == 4], "area_id", "weight") == [(6, 1)]


def test_equal_names_of_two_times_are_told_apart():
    areas = pd.DataFrame(
        {
            "unit_id": [1, 2, 3, 4, 5],
            "unit": ["Bình Minh", "Bình Minh", "Bình Minh", "Bình An", "Bình An"],
            "name": [
                "Xã Bình Minh",
                "Xã Bình Minh",
                "Huyện Bình Minh",
                "Xã Bình An",
                "Xã Bình An",
            ],
            "code": ["21001", "21001", "540", "21002", "21003"],
            "valid_to": [pd.Timestamp("2025-07-01"), *[pd.NaT] * 4],
        }
    )
    assert frames.told_apart(areas)["unit"].tolist() == [
        "Xã Bình Minh (đến 30/6/2025)", "Xã Bình Minh", "Huyện Bình Minh",
        "Xã Bình An (mã 21002)", "Xã Bình An (mã 21003)",
    ]  # fmt: skip
