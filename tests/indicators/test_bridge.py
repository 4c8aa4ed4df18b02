"""What became of units: former districts and the communes of today on their land."""

from collections import defaultdict

import pytest

from indicators import bridge
from tests.indicators.reform import whole_country


@pytest.fixture(scope="module")
def register():
    return whole_country()


def names(known, ids):
    return sorted(known.units.loc[list(ids), "name"])


# Read from the lists of former and present units: the new communes on the land of a district.
DISTRICTS = {
    "550.19000101": ["Xã Tuy Phước", "Xã Tuy Phước Bắc", "Xã Tuy Phước Tây", "Xã Tuy Phước Đông"],
    "610.19000101": [
        "Xã Ngọc Linh", "Xã Xốp", "Xã Đăk Long", "Xã Đăk Môn", "Xã Đăk Plô", "Xã Đăk Pék",
    ],
    "525.19000101": [
        "Xã Cà Đam", "Xã Thanh Bồng", "Xã Trà Bồng", "Xã Tây Trà", "Xã Tây Trà Bồng",
        "Xã Đông Trà Bồng",
    ],
    "470.19000101": [
        "Xã Diên Sanh", "Xã Hải Lăng", "Xã Mỹ Thủy", "Xã Nam Hải Lăng", "Xã Vĩnh Định",
    ],
}  # fmt: skip


@pytest.mark.parametrize("district", list(DISTRICTS))
def test_the_communes_on_the_land_of_a_former_district(register, district):
    known, ids = register
    found = known.communes[ids[district]]
    assert names(known, found) == sorted(DISTRICTS[district])
    assert all(known.districts[commune] == {ids[district]} for commune in found)


@pytest.mark.parametrize(("province", "n"), [("52", 58), ("62", 40), ("51", 56), ("45", 37)])
def test_the_communes_on_the_land_of_a_former_province(register, province, n):
    """Gia Lai has 135 = 77 + 58 communes, Quảng Ngãi 96 = 56 + 40, Quảng Trị 78 = 41 + 37."""
    known, ids = register
    districts = known.below[ids[f"{province}.19000101"]]
    assert len({new for district in districts for new in known.communes[district]}) == n


def test_42_of_44_districts_of_four_provinces_are_exact_and_two_stand_together(register):
    known, ids = register
    inside = {
        district
        for code in ("52", "62", "51", "45")
        for district in known.below[ids[f"{code}.19000101"]]
    }
    group = bridge.former_districts(known, inside)
    by_group = defaultdict(list)
    for district, least in group.items():
        by_group[least].append(district)
    together = [names(known, found) for found in by_group.values() if len(found) > 1]
    assert (len(inside), together) == (44, [["Huyện Bình Sơn", "Thành phố Quảng Ngãi"]])


def test_297_communes_of_the_country_lie_across_districts(register):
    known, _ = register
    assert sum(len(found) > 1 for found in known.districts.values()) == 297


def test_every_unit_that_ended_has_a_successor(register):
    known, _ = register
    ended = known.units[known.units["valid_to"].notna()]
    communes = ended.index[ended["level"] == "xa"]
    assert all(known.after[commune] for commune in communes)
    assert all(known.communes[d] for d in ended.index[ended["level"] == "huyen"])
    assert all(known.province_now[p] for p in ended.index[ended["level"] == "tinh"])


def test_known_shares_of_a_unit_sum_to_one(register):
    known, _ = register
    for shares in known.after.values():
        given = [share for share in shares.values() if share == share]
        assert not given or (len(given) == len(shares) and sum(given) == 1)
