"""Units across the 2025 reform: former districts, units of today, groups, shares and totals."""

import csv as csv_files
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from indicators import bridge, comparison, frames, listing, scope, trend
from indicators.bridge import joined
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from indicators.periods import Period
from tests.indicators import BINH_DINH, CATALOGUE, GIA_LAI_NEW, TUY_PHUOC, cells, csv, edition

DONE, IN_TIME = "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"
OVERDUE = "tthc_dang_giai_quyet_qua_han"


def read_bridge(units_csv, changes_csv):
    """The bridge made of the texts of units.csv and unit_changes.csv, and ids by unit key."""
    rows = list(csv_files.DictReader(units_csv.splitlines()))
    ids = {(row["code"], row["valid_from"]): i for i, row in enumerate(rows, start=1)}
    units = pd.DataFrame(rows).rename(columns={"short_name": "unit"})
    units["unit_id"] = list(ids.values())
    units["unit_key"] = units["code"] + "." + units["valid_from"].str.replace("-", "")
    above = zip(units["parent_code"], units["parent_valid_from"], strict=True)
    units["parent_id"] = pd.array([ids.get(pair) for pair in above], dtype="Int64")
    for column in ("valid_from", "valid_to"):
        units[column] = pd.to_datetime(units[column].replace("", None))
    changes = [
        (
            ids[row["old_code"], row["old_valid_from"]],
            ids[row["new_code"], row["new_valid_from"]],
            float(row["weight"] or "nan"),
        )
        for row in csv_files.DictReader(changes_csv.splitlines())
    ]
    columns = ["old_unit_id", "new_unit_id", "weight"]
    units = units.sort_values("folded", kind="stable")
    known = joined(units, pd.DataFrame(changes, columns=columns))
    return known, dict(zip(units["unit_key"], units["unit_id"], strict=True))


@pytest.fixture(scope="module")
def register():
    """The bridge of the whole country from the catalogue's own files, and ids by unit key."""
    files = (CATALOGUE / f"{name}.csv" for name in ("units", "unit_changes"))
    return read_bridge(*(file.read_text(encoding="utf-8") for file in files))


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
    """Old communes to new communes to the district is old communes to the district."""
    known, ids = register
    root = ids[GIA_LAI_NEW]
    found = frames.universe(known, root, "xa")
    direct = frames.tiles(known, found, FORMER).set_index("unit_id")["area_id"]
    present = frames.tiles(known, found, PRESENT)
    for old in found.olds:
        news = list(known.after[old])
        assert {int(direct[new]) for new in news} == {int(direct[old])}
        area = present.loc[present["unit_id"] == old, "area_id"].tolist()
        parts = present.loc[present["area_id"].isin(area), "unit_id"]
        assert set(news) <= set(parts)


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


def small(shares=(float("nan"), float("nan"))):
    """A province with a district of communes A and B; C and D share A, D has all of B."""
    rows = [
        (1, "01.a", "P", "tinh", None, True), (2, "01.b", "P", "tinh", None, False),
        (3, "001.a", "H", "huyen", 1, True), (4, "a", "A", "xa", 3, True),
        (5, "b", "B", "xa", 3, True), (6, "c", "C", "xa", 2, False), (7, "d", "D", "xa", 2, False),
    ]  # fmt: skip
    day = pd.Timestamp("2025-07-01")
    units = pd.DataFrame(
        [
            {
                "unit_id": unit_id,
                "unit_key": key,
                "unit": name,
                "name": name,
                "type": "",
                "level": level,
                "folded": name.lower(),
                "code": key,
                "valid_from": pd.Timestamp("1900-01-01") if is_old else day,
                "valid_to": day if is_old else pd.NaT,
                "parent_id": parent,
            }
            for unit_id, key, name, level, parent, is_old in rows
        ]
    ).astype({"parent_id": "Int64"})
    changes = [(1, 2, 1.0), (4, 6, shares[0]), (4, 7, shares[1]), (5, 7, 1.0)]
    columns = ["old_unit_id", "new_unit_id", "weight"]
    return joined(units, pd.DataFrame(changes, columns=columns))


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


@pytest.fixture(scope="module")
def crossing(tmp_path_factory):
    """Two huyện and, from the third quarter, the four communes of one and one of the other."""
    rows = [f"550 2025-Q{q} {code} {n}" for q in (1, 2) for code, n in ((DONE, 100), (IN_TIME, 90))]
    rows += [f"540 2025-Q2 {DONE} 50", f"540 2025-Q2 {IN_TIME} 40", f"550 2025-Q2 {OVERDUE} 4"]
    communes = TUY_PHUOC_NOW
    for q, some in ((3, communes[:3]), (4, communes)):
        for n, code in enumerate(some, start=1):
            rows += [f"{code} 2025-Q{q} {DONE} {n}0", f"{code} 2025-Q{q} {IN_TIME} {n}"]
            rows += [f"{code} 2025-Q{q} {OVERDUE} {n}"]
    return edition(tmp_path_factory.mktemp("crossing"), csv(*rows))


def _tuy_phuoc_now() -> list[str]:
    with (CATALOGUE / "units.csv").open(encoding="utf-8", newline="") as file:
        return [
            row["code"]
            for row in csv_files.DictReader(file)
            if row["valid_from"] == "2025-07-01" and row["short_name"].startswith("Tuy Phước")
        ]


TUY_PHUOC_NOW = _tuy_phuoc_now()


def series(of, code, frame, unit_key=TUY_PHUOC, key=BINH_DINH, *, is_across=False):
    where = scope.scope(of, key, frame, "", is_across)
    found = trend.series(of, listing.indicators(of)[code], where, "quy")
    return found[found["unit_key"].isin([unit_key])]


def test_a_former_district_goes_on_as_the_sum_of_its_communes(crossing):
    columns = ("period", "value", "numerator", "denominator", "n_reported", "n_expected")
    assert cells(series(crossing, "ty_le_dung_han", FORMER), *columns, "is_incomplete") == [
        ("2025-Q1", 90, 90, 100, 1, 1, False),
        ("2025-Q2", 90, 90, 100, 1, 1, False),
        ("2025-Q3", 10, 6, 60, 3, 4, True),
        ("2025-Q4", 10, 10, 100, 4, 4, False),
    ]


def test_a_part_of_an_area_never_looks_like_a_fall(crossing):
    columns = ("period", "value", "n_reported", "n_expected", "is_incomplete")
    assert cells(series(crossing, DONE, FORMER), *columns) == [
        ("2025-Q1", 100, 1, 1, False),
        ("2025-Q2", 100, 1, 1, False),
        ("2025-Q3", None, 3, 4, True),
        ("2025-Q4", 100, 4, 4, False),
    ]


def test_stocks_are_summed_over_units(crossing):
    found = series(crossing, "ho_so_ton_qua_han", FORMER)
    assert cells(found, "period", "value") == [
        ("2025-Q1", None), ("2025-Q2", 4), ("2025-Q3", None), ("2025-Q4", 10),
    ]  # fmt: skip


@pytest.mark.parametrize("code", [DONE, "ty_le_dung_han", "ho_so_ton_qua_han"])
def test_the_total_is_the_same_in_every_frame(crossing, code):
    columns = ("period", "value", "numerator", "denominator", "n_reported", "n_expected")
    wanted = scope.frames_of(crossing, BINH_DINH)
    assert wanted == [AS_REPORTED, FORMER, PRESENT]
    found = [cells(series(crossing, code, frame, "tong"), *columns) for frame in wanted]
    assert found[0] == found[1] == found[2]
    assert [row[4:] for row in found[0]][-2:] == [(3, 58), (4, 58)]


def test_a_unit_that_ended_is_not_expected_and_one_that_began_has_no_past(crossing):
    found = scope.scope(crossing, BINH_DINH)
    frame = trend.series(crossing, listing.indicators(crossing)[DONE], found, "quy")
    units = frame[~frame["is_total"]]
    periods = units.groupby("unit_key")["period"].agg(list)
    assert periods[TUY_PHUOC] == ["2025-Q1", "2025-Q2"]
    assert periods[f"{TUY_PHUOC_NOW[0]}.20250701"] == ["2025-Q3", "2025-Q4"]


def test_the_country_today_carries_provinces_over_and_starts_scores_anew(tmp_path):
    found = edition(
        tmp_path,
        csv(
            *(f"{code} 2024 {DONE} {n}" for code, n in (("52", 5), ("64", 7), ("01", 3))),
            *(f"{code} 2024 papi {n}" for code, n in (("52", 40), ("64", 41), ("01", 42))),
            "01 2026 papi 43",
        ),
    )
    where = scope.scope(found, "VN", PRESENT)
    known = listing.indicators(found)

    def said(code):
        frame = trend.series(found, known[code], where, "nam")
        return cells(frame[frame["n_reported"] > 0], "unit", "period", "value", "n_reported")

    assert said(DONE) == [
        ("Cả nước", "2024", 15, 3),
        ("Gia Lai", "2024", 12, 2),
        ("Hà Nội", "2024", 3, 1),
    ]
    # A score of two provinces is no score; Hà Nội was not merged, so its scores go on.
    assert said("papi") == [
        ("Cả nước", "2024", None, 3),
        ("Cả nước", "2026", None, 1),
        ("Gia Lai", "2024", None, 2),
        ("Hà Nội", "2024", 42, 1),
        ("Hà Nội", "2026", 43, 1),
    ]


def test_without_figures_across_the_reform_only_what_was_reported_is_offered(tmp_path):
    found = edition(tmp_path, csv(f"550 2024-Q1 {DONE} 1"))
    assert scope.frames_of(found, BINH_DINH) == [AS_REPORTED]
    assert scope.scope(found, BINH_DINH).tiles["unit_id"].nunique() == 11


def test_the_break_shows_first_in_the_period_that_ends_after_it(crossing):
    where = scope.scope(crossing, BINH_DINH)
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert scope.starts_after(where, quarters) == {"2025-Q3": date(2025, 7, 1)}
    assert scope.starts_after(where, quarters[2:]) == {}
    assert scope.starts_after(where, ["2024", "2025"]) == {"2025": date(2025, 7, 1)}


def test_changes_across_the_reform_are_off_unless_asked_for(tmp_path):
    rows = [f"550 2024-Q3 {code} {n}" for code, n in ((DONE, 100), (IN_TIME, 90))]
    for code in TUY_PHUOC_NOW:
        rows += [f"{code} 2025-Q3 {DONE} 20", f"{code} 2025-Q3 {IN_TIME} 19"]
    found = edition(tmp_path, csv(*rows))
    rate = listing.indicators(found)["ty_le_dung_han"]
    said = {}
    for is_across in (False, True):
        where = scope.scope(found, BINH_DINH, FORMER, "", is_across)
        frame = trend.series(found, rate, where, "quy")
        units = comparison.compare(frame, rate, "2025-Q3").set_index("unit")
        year = Period(2024, 3, "quy")
        total = comparison.total_change(frame, rate, "2025-Q3", year)
        said[is_across] = (
            cells(units.loc[["Tuy Phước"]], "value", "last_year", "change_last_year"),
            None if total is None else round(total.change, 6),
            trend.is_across(frame, "2025-Q3", year),
        )
    assert said == {
        False: ([(95, None, None)], None, True),
        True: ([(95, 90, 5)], 5, False),
    }


def test_the_way_of_a_unit_starts_with_the_last_reform(crossing):
    rate = listing.indicators(crossing)["ty_le_dung_han"]
    said = {}
    for is_across in (False, True):
        where = scope.scope(crossing, BINH_DINH, FORMER, "", is_across)
        frame = trend.series(crossing, rate, where, "quy")
        ways = comparison.courses(frame, rate, [TUY_PHUOC])
        said[is_across] = [(way.start, way.end) for way in ways]
    # One period with all units since the reform is no way; the part of Q3 is no start.
    assert said == {False: [], True: [("2025-Q1", "2025-Q4")]}


def test_the_level_of_before_the_reform_can_be_chosen(tmp_path):
    found = edition(
        tmp_path,
        csv(f"550 2024-Q1 {DONE} 9", f"550 2024-Q2 {DONE} 9", f"21952 2024-Q1 {DONE} 4"),
    )
    assert scope.levels(found, BINH_DINH) == ["huyen", "xa"]
    assert len(scope.scope(found, BINH_DINH).members) == 11
    communes = scope.scope(found, BINH_DINH, level="xa")
    assert (communes.level, len(communes.members)) == ("xa", 155)


# Provinces P (districts A, B) and Q (district E) became N; X lies on the land of A and E, Y on
# that of A, Z on that of B.
BORDER = {
    "units": "code,valid_from,valid_to,level,type,name,short_name,parent_code,parent_valid_from,"
    """folded
01,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh P,P,,,p
02,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh Q,Q,,,q
001,1900-01-01,2025-07-01,huyen,Huyện,Huyện A,A,01,1900-01-01,a
002,1900-01-01,2025-07-01,huyen,Huyện,Huyện B,B,01,1900-01-01,b
003,1900-01-01,2025-07-01,huyen,Huyện,Huyện E,E,02,1900-01-01,e
00001,1900-01-01,2025-07-01,xa,Xã,Xã A1,A1,001,1900-01-01,a1
00002,1900-01-01,2025-07-01,xa,Xã,Xã A2,A2,001,1900-01-01,a2
00003,1900-01-01,2025-07-01,xa,Xã,Xã B1,B1,002,1900-01-01,b1
00004,1900-01-01,2025-07-01,xa,Xã,Xã E1,E1,003,1900-01-01,e1
01,2025-07-01,,tinh,Tỉnh,Tỉnh N,N,,,n
00011,2025-07-01,,xa,Xã,Xã X,X,01,2025-07-01,x
00012,2025-07-01,,xa,Xã,Xã Y,Y,01,2025-07-01,y
00013,2025-07-01,,xa,Xã,Xã Z,Z,01,2025-07-01,z
""",
    "unit_changes": """old_code,old_valid_from,new_code,new_valid_from,kind,weight
01,1900-01-01,01,2025-07-01,whole,1
02,1900-01-01,01,2025-07-01,whole,1
00001,1900-01-01,00011,2025-07-01,whole,1
00004,1900-01-01,00011,2025-07-01,whole,1
00002,1900-01-01,00012,2025-07-01,whole,1
00003,1900-01-01,00013,2025-07-01,whole,1
""",
    **{
        f"tiles_{name}": "code,valid_from,row,column\n"
        for name in ("tinh", "tinh_cu", "huyen", "xa")
    },
}


def test_a_commune_across_the_border_of_a_former_province_is_waited_for_and_not_counted(tmp_path):
    found = edition(
        tmp_path,
        csv(
            *(f"{code} 2025-Q2 {DONE} {n}" for code, n in (("001", 10), ("002", 20))),
            *(
                f"{code} 2025-Q3 {DONE} {n}"
                for code, n in (("00011", 5), ("00012", 6), ("00013", 7))
            ),
        ),
        **BORDER,
    )
    columns = ("unit", "period", "value", "numerator", "n_reported", "n_expected")

    def said(key, frame):
        where = scope.scope(found, key, frame)
        rows = trend.series(found, listing.indicators(found)[DONE], where, "quy")
        return cells(rows[rows["period"] == "2025-Q3"], *columns)

    # In the former province X is nobody's: A is of Y alone and incomplete, the total too.
    assert said("01.19000101", FORMER) == [
        ("Toàn địa bàn", "2025-Q3", 13, 13, 2, 3),
        ("A", "2025-Q3", None, 6, 1, 2),
        ("B", "2025-Q3", 7, 7, 1, 1),
    ]
    assert said("01.19000101", AS_REPORTED) == [
        ("Toàn địa bàn", "2025-Q3", 13, 13, 2, 3),
        ("X", "2025-Q3", 5, 5, 1, 1),
        ("Y", "2025-Q3", 6, 6, 1, 1),
        ("Z", "2025-Q3", 7, 7, 1, 1),
    ]
    # In the province of today A and E stand together and everything is counted once.
    assert said("01.20250701", FORMER) == [
        ("Toàn tỉnh", "2025-Q3", 18, 18, 3, 3),
        ("A + E", "2025-Q3", 11, 11, 2, 2),
        ("B", "2025-Q3", 7, 7, 1, 1),
    ]


def whole_year(tmp_path, *communes: str, before: str = DONE) -> pd.DataFrame:
    """Years of Tuy Phước by its own land: the huyện in 2024 and 2025, some communes in 2025."""
    rows = [f"550 2024 {before} 1000", f"550 2025 {before} 500"]
    rows += [f"{code} 2025 {before} 100" for code in communes]
    # In 2025 the code alone could be the commune of before or after the reform.
    content = csv(*rows)
    for code in communes:
        content = content.replace(
            f";{code};2025;".encode(), f"{_NAMES[code]};{code};2025;".encode()
        )
    return edition(tmp_path, content)


def _names() -> dict[str, str]:
    with (CATALOGUE / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = csv_files.DictReader(file)
        return {row["code"]: row["name"] for row in rows if row["valid_from"] == "2025-07-01"}


_NAMES = _names()


@pytest.mark.parametrize(("n", "value"), [(4, 900), (3, None), (0, None)])
def test_a_year_that_spans_the_reform_waits_for_both_sides(tmp_path, n, value):
    found = whole_year(tmp_path, *TUY_PHUOC_NOW[:n])
    where = scope.scope(found, BINH_DINH, FORMER)
    frame = trend.series(found, listing.indicators(found)[DONE], where, "nam")
    columns = ("period", "value", "n_reported", "n_expected")
    mine = frame[frame["unit_key"] == TUY_PHUOC]
    if n:
        assert cells(mine, *columns) == [("2024", 1000, 1, 1), ("2025", value, n + 1, 5)]
        total = frame[frame["is_total"] & (frame["period"] == "2025")]
        assert cells(total, "n_reported", "n_expected", "is_incomplete") == [(n + 1, 69, True)]


def test_a_rate_with_a_stock_below_has_no_value_in_a_year_that_spans_the_reform(tmp_path):
    rows = [f"550 2025 {code} {n}" for code, n in (("kn_da_giai_quyet", 40), (CASES, 50))]
    for code in TUY_PHUOC_NOW:
        rows += [f"{code} 2025 kn_da_giai_quyet 1", f"{code} 2025 {CASES} 10"]
    content = csv(*rows)
    for code in TUY_PHUOC_NOW:
        content = content.replace(
            f";{code};2025;".encode(), f"{_NAMES[code]};{code};2025;".encode()
        )
    found = edition(tmp_path, content)
    where = scope.scope(found, BINH_DINH, FORMER)
    rate = listing.indicators(found)["ty_le_giai_quyet_khieu_nai"]
    frame = trend.series(found, rate, where, "nam")
    assert frame.loc[frame["unit_key"].isin([TUY_PHUOC, "tong"]), "value"].isna().all()


CASES = "kn_vu_thuoc_tham_quyen"


def test_a_part_of_an_area_is_compared_with_nothing(tmp_path):
    one, *others = TUY_PHUOC_NOW
    rows = [f"540 2025-Q2 {DONE} 1"]
    rows += [f"{one} {q} {code} {n}" for q in ("2025-Q3", "2026-Q3") for code, n in HALF]
    rows += [f"{code} 2026-Q3 {measure} {n}" for code in others for measure, n in WHOLE]
    found = edition(tmp_path, csv(*rows))
    rate = listing.indicators(found)["ty_le_dung_han"]
    frame = trend.series(found, rate, scope.scope(found, BINH_DINH, FORMER), "quy")
    units = comparison.compare(frame, rate, "2026-Q3").set_index("unit")
    assert cells(units.loc[["Tuy Phước"]], "value", "last_year", "verdict", "reason") == [
        (87.5, None, "none", "")
    ]
    assert comparison.courses(frame, rate, [TUY_PHUOC]) == []


HALF = ((DONE, 100), (IN_TIME, 50))
WHOLE = ((DONE, 100), (IN_TIME, 100))


def test_a_unit_across_the_border_is_in_no_change_of_the_total(tmp_path):
    rows = [f"{code} 2025-Q3 {DONE} {n}" for code, n in (("00011", 10), ("00012", 40))]
    rows += [f"{code} 2026-Q3 {DONE} {n}" for code, n in (("00011", 1000), ("00012", 40))]
    found = edition(tmp_path, csv(f"001 2025-Q2 {DONE} 1", *rows), **BORDER)
    done = listing.indicators(found)[DONE]
    for frame in (AS_REPORTED, FORMER):
        series_of = trend.series(found, done, scope.scope(found, "01.19000101", frame), "quy")
        moved = comparison.total_change(series_of, done, "2026-Q3", Period(2025, 3, "quy"))
        assert moved is None or moved.change == 0


def test_the_total_of_a_change_is_the_same_in_every_frame(tmp_path):
    rows = [f"550 2024-Q{q} don_kntc {q}" for q in (1, 2)]
    rows += [f"550 2025-Q{q} don_kntc {q + 1}" for q in (1, 2)]
    for code in TUY_PHUOC_NOW[:3]:
        rows += [f"{code} 2025-Q3 don_kntc 2", f"{code} 2026-Q3 don_kntc 3"]
    rows.append(f"{TUY_PHUOC_NOW[3]} 2026-Q3 don_kntc 30")
    found = edition(tmp_path, csv(*rows))
    change = listing.indicators(found)["thay_doi_don_kntc_cung_ky"]
    said = []
    for frame in (AS_REPORTED, FORMER, PRESENT):
        rows = trend.series(found, change, scope.scope(found, BINH_DINH, frame), "quy")
        said.append(cells(rows[rows["is_total"]], "period", "value", "n_reported"))
    assert said[0] == said[1] == said[2]
    assert ("2025-Q1", 100, 1) in said[0] and ("2026-Q3", 50, 3) in said[0]


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


def test_what_counts_units_starts_a_new_series_with_the_reform(tmp_path):
    rows = [f"550 2025-Q2 {code} 13" for code in ("ntm_xa_dat_chuan", "ntm_tong_so_xa", DONE)]
    for commune in TUY_PHUOC_NOW:
        codes = ("ntm_xa_dat_chuan", "ntm_tong_so_xa", DONE)
        rows += [f"{commune} 2025-Q3 {code} 1" for code in codes]
    found = edition(tmp_path, csv(*rows))
    for code, starts in (("ty_le_xa_dat_chuan_ntm", [False, True]), (DONE, [False, False])):
        mine = series(found, code, FORMER, is_across=True)
        assert mine["is_new_series"].tolist() == starts
        assert trend.is_across(mine, "2025-Q3", Period(2025, 2, "quy")) is starts[1]
