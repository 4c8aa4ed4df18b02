"""The tile maps: every unit has one place, neighbours lie as on a map, and they can be rebuilt."""

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"
OLD, NEW = "1900-01-01", "2025-07-01"
MAPS = {"tinh": ("tinh", NEW), "tinh_cu": ("tinh", OLD), "huyen": ("huyen", OLD), "xa": ("xa", NEW)}
ARCHIPELAGOS = {"tinh": {"20333", "22736"}, "tinh_cu": {"498", "576"}}

Key = tuple[str, str]


def read_table(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def units() -> dict[Key, dict[str, str]]:
    return {(u["code"], u["valid_from"]): u for u in read_table("units.csv")}


@pytest.fixture(scope="module")
def today() -> dict[Key, Key]:
    """The province of today of each province, then and now."""
    found = {}
    for c in read_table("unit_changes.csv"):
        if len(c["old_code"]) == 2:
            new = (c["new_code"], c["new_valid_from"])
            found |= {(c["old_code"], c["old_valid_from"]): new, new: new}
    return found


def places(name: str) -> dict[Key, tuple[int, int]]:
    return {
        (t["code"], t["valid_from"]): (int(t["row"]), int(t["column"]))
        for t in read_table(f"tiles_{name}.csv")
    }


@pytest.mark.parametrize("name", MAPS)
def test_every_unit_of_a_level_stands_in_its_map_once(name, units):
    wanted = {u["code"] for u in units.values() if (u["level"], u["valid_from"]) == MAPS[name]}
    rows = read_table(f"tiles_{name}.csv")
    assert Counter(t["code"] for t in rows) == Counter(wanted | ARCHIPELAGOS.get(name, set()))
    assert {t["valid_from"] for t in rows} == {MAPS[name][1]}


@pytest.mark.parametrize("name", MAPS)
def test_no_two_tiles_share_a_cell_of_one_map(name, units, today):
    def map_of(key: Key) -> Key | None:
        if name in ARCHIPELAGOS:
            return None
        return today[units[key]["parent_code"], units[key]["parent_valid_from"]]

    cells = Counter((map_of(key), *cell) for key, cell in places(name).items())
    assert {cell: n for cell, n in cells.items() if n > 1} == {}


@pytest.mark.parametrize("name", MAPS)
def test_each_map_begins_in_its_first_row_and_column(name, units, today):
    first = defaultdict(lambda: (99, 99))
    for key, (row, column) in places(name).items():
        of = ""
        if name not in ARCHIPELAGOS:
            of = today[units[key]["parent_code"], units[key]["parent_valid_from"]]
        first[of] = (min(first[of][0], row), min(first[of][1], column))
    assert set(first.values()) == {(1, 1)}


@pytest.mark.parametrize(
    ("name", "north_west", "south_east"),
    [
        # North of:
        ("tinh", "Cao Bằng", "Hà Nội"),
        ("tinh", "Hà Nội", "Thanh Hóa"),
        ("tinh", "Huế", "Đà Nẵng"),
        ("tinh", "Đà Nẵng", "Khánh Hòa"),
        ("tinh", "Khánh Hòa", "Hồ Chí Minh"),
        ("tinh", "Hoàng Sa", "Trường Sa"),
        ("tinh_cu", "Hà Giang", "Hà Nội"),
        ("tinh_cu", "Quảng Ngãi", "Bình Định"),
        ("tinh_cu", "Bình Định", "Phú Yên"),
        ("tinh_cu", "Cần Thơ", "Bạc Liêu"),
        ("huyen", "Hoài Nhơn", "Phù Mỹ"),
        ("huyen", "Phù Mỹ", "Quy Nhơn"),
        ("xa", "Tam Quan", "Quy Nhơn Nam"),
    ],
)
def test_known_units_lie_north_of_others(name, north_west, south_east, units):
    cells = {units[key]["short_name"]: cell for key, cell in places(name).items()}
    assert cells[north_west][0] < cells[south_east][0]


@pytest.mark.parametrize(
    ("name", "west", "east"),
    [
        ("tinh", "Điện Biên", "Lạng Sơn"),
        ("tinh", "Sơn La", "Quảng Ninh"),
        ("tinh", "An Giang", "Hồ Chí Minh"),
        ("tinh", "Đà Nẵng", "Hoàng Sa"),
        ("tinh", "Khánh Hòa", "Trường Sa"),
        ("tinh_cu", "Kon Tum", "Quảng Ngãi"),
        ("tinh_cu", "Gia Lai", "Bình Định"),
        ("tinh_cu", "Đà Nẵng", "Hoàng Sa"),
        ("tinh_cu", "Khánh Hòa", "Trường Sa"),
        ("huyen", "Pleiku", "Quy Nhơn"),
        ("huyen", "Quảng Ngãi", "Lý Sơn"),
        ("xa", "Pleiku", "Quy Nhơn Đông"),
        ("xa", "Hải Châu", "Hoàng Sa"),
    ],
)
def test_known_units_lie_west_of_others(name, west, east, units):
    cells = {units[key]["short_name"]: cell for key, cell in places(name).items()}
    assert cells[west][1] < cells[east][1]


def test_the_country_has_its_outline(units):
    cells = {units[key]["short_name"]: cell for key, cell in places("tinh").items()}
    assert max(cells, key=lambda name: cells[name][0]) == "Cà Mau"
    assert cells["Điện Biên"][1] == 1 and cells["Điện Biên"][0] <= 3
    assert {name for name, cell in cells.items() if cell[0] == 1} == {"Tuyên Quang", "Cao Bằng"}
    land = {name: cell for name, cell in cells.items() if name not in ("Hoàng Sa", "Trường Sa")}
    assert max(land, key=lambda name: land[name][1]) == "Khánh Hòa"
    # The narrow middle: one province a row from Thanh Hóa to Đắk Lắk.
    rows = Counter(row for row, _ in land.values())
    middle = range(cells["Thanh Hóa"][0], cells["Đắk Lắk"][0] + 1)
    assert {rows[row] for row in middle} == {1}


@pytest.mark.parametrize("name", MAPS)
def test_no_coordinates_are_carried(name):
    assert list(read_table(f"tiles_{name}.csv")[0]) == ["code", "valid_from", "row", "column"]


def test_the_script_reproduces_the_committed_files(tmp_path):
    script = CATALOGUE / "make_tiles.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    for name in MAPS:
        file = f"tiles_{name}.csv"
        assert (tmp_path / file).read_bytes() == (CATALOGUE / file).read_bytes(), file
