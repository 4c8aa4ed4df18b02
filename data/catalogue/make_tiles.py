"""Writes the tiles_*.csv files: one place in a grid for each unit, so that maps need no outlines.

Run by a developer when the register changes: `python data/catalogue/make_tiles.py`, after
make_units.py. Positions come from the PyPI package vietnamadminunits (MIT), a development-only
dependency like scipy; only places in a grid are written, no coordinates.
"""

import argparse
import csv
import importlib.util
import math
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from make_units import HERE, NEW_FROM, OLD_FROM, write_table
from scipy.optimize import linear_sum_assignment

Key = tuple[str, str]
Points = dict[Key, tuple[float, float]]
Cells = dict[Key, tuple[int, int]]

# A grid with this many cells for each unit leaves room for the shape of a province.
ROOM = 1.5
# Grids in which the assignment already gives the country its S; others were drawn and looked at.
COUNTRY_GRIDS = {NEW_FROM: (19, 7), OLD_FROM: (26, 9)}
# Places (row, column) of that grid set by hand where the nearest free cell misleads a reader.
BY_HAND: dict[str, dict[str, tuple[int, int]]] = {
    NEW_FROM: {
        "25": (1, 2),  # Phú Thọ: north-west of Hà Nội, though Hòa Bình moved its middle south
        "37": (3, 2),  # Ninh Bình: below Hà Nội, between Hưng Yên and Thanh Hóa
        "80": (14, 3),  # Tây Ninh: west of Đồng Nai, north of Hồ Chí Minh
        "82": (15, 3),  # Đồng Tháp: between An Giang and Hồ Chí Minh
        "91": (15, 2),  # An Giang: at the western border, north of Cà Mau
    },
    OLD_FROM: {
        "12": (1, 1),  # Lai Châu, Lào Cai, Điện Biên: a step east, else there is a hole inland
        "10": (1, 2),
        "11": (2, 1),
        "02": (0, 3),  # Hà Giang: above Tuyên Quang
        "62": (13, 6),  # Kon Tum: inland of Quảng Ngãi
        "67": (17, 7),  # Đắk Nông: below Đắk Lắk, inland of Khánh Hòa
        "70": (18, 6),  # Bình Phước: beside Lâm Đồng, with Tây Ninh west of it
        "72": (18, 5),
    },
}
# The archipelagos, beside their provinces Đà Nẵng and Khánh Hòa in the finished map: in the east
# with water between, nearer than they really are.
AT_SEA: dict[str, dict[str, tuple[int, int]]] = {
    NEW_FROM: {"20333": (9, 7), "22736": (15, 7)},
    OLD_FROM: {"498": (11, 8), "576": (18, 8)},
}


class Tile(NamedTuple):
    """One row of a tiles file: a unit and its place, counted from 1 at the north-west corner."""

    code: str
    valid_from: str
    row: int
    column: int


class Register(NamedTuple):
    """The committed register: unit rows by key, and the units each old unit went into."""

    units: dict[Key, dict[str, str]]
    after: dict[Key, set[Key]]

    def parent(self, key: Key) -> Key:
        """The unit above."""
        return self.units[key]["parent_code"], self.units[key]["parent_valid_from"]

    def of(self, level: str, valid_from: str) -> list[Key]:
        """Units of one level and time."""
        return [k for k, u in self.units.items() if (u["level"], k[1]) == (level, valid_from)]


def read_register(folder: Path) -> Register:
    """units.csv and unit_changes.csv of a folder."""
    with (folder / "units.csv").open(encoding="utf-8", newline="") as handle:
        units = {(u["code"], u["valid_from"]): u for u in csv.DictReader(handle)}
    after: dict[Key, set[Key]] = defaultdict(set)
    with (folder / "unit_changes.csv").open(encoding="utf-8", newline="") as handle:
        for c in csv.DictReader(handle):
            old = (c["old_code"], c["old_valid_from"])
            after[old].add((c["new_code"], c["new_valid_from"]))
            # A commune's successors are among those of its district.
            if units[old]["level"] == "xa":
                district = (units[old]["parent_code"], units[old]["parent_valid_from"])
                after[district].add((c["new_code"], c["new_valid_from"]))
    return Register(units, dict(after))


def read_points(database: Path, register: Register) -> Points:
    """Latitude and longitude of provinces then and now, former districts and communes of today.

    Three former districts (Hoàng Sa, Trường Sa, Ia H'Drai) bear the position of their province
    in the source: they are where the communes that took them over are.
    """
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    points: Points = {}
    for code, lat, lon, ward, ward_lat, ward_lon in connection.execute(
        "select provinceCode, provinceLat, provinceLon, wardCode, wardLat, wardLon from admin_units"
    ):
        points[code, NEW_FROM] = (lat, lon)
        points[ward, NEW_FROM] = (ward_lat, ward_lon)
    for code, lat, lon, district, district_lat, district_lon in connection.execute(
        "select distinct provinceCode, provinceLat, provinceLon, districtCode, districtLat,"
        " districtLon from admin_units_legacy"
    ):
        points[code, OLD_FROM] = (lat, lon)
        points[district, OLD_FROM] = (district_lat, district_lon)
        if (district_lat, district_lon) == (lat, lon):
            heirs = [points[heir] for heir in register.after[district, OLD_FROM]]
            points[district, OLD_FROM] = tuple(np.mean(heirs, axis=0))
    connection.close()
    return points


def assign(points: Points, rows: int, columns: int) -> Cells:
    """Each point's own cell of a grid, so that the squared ways from point to cell are least."""
    keys = list(points)
    lat, lon = np.array([points[key] for key in keys]).T
    y = (lat.max() - lat) / (np.ptp(lat) or 1) * (rows - 1)
    x = (lon - lon.min()) / (np.ptp(lon) or 1) * (columns - 1)
    row, column = np.divmod(np.arange(rows * columns), columns)
    way = (y[:, None] - row) ** 2 + (x[:, None] - column) ** 2
    chosen = linear_sum_assignment(way)[1]
    return {key: (int(row[c]), int(column[c])) for key, c in zip(keys, chosen, strict=True)}


def compact(cells: Cells) -> Cells:
    """The same places without the rows and columns nobody stands in."""
    rows = {row: i for i, row in enumerate(sorted({row for row, _ in cells.values()}))}
    columns = {column: i for i, column in enumerate(sorted({c for _, c in cells.values()}))}
    return {key: (rows[row], columns[column]) for key, (row, column) in cells.items()}


def country(register: Register, points: Points, valid_from: str) -> Cells:
    """The provinces of one time with the two archipelagos."""
    provinces = {key: points[key] for key in register.of("tinh", valid_from)}
    cells = compact(assign(provinces, *COUNTRY_GRIDS[valid_from]))
    cells |= {(code, valid_from): place for code, place in BY_HAND[valid_from].items()}
    islands = {(code, valid_from): place for code, place in AT_SEA[valid_from].items()}
    return compact(cells) | islands


def compact_outside(cells: Cells) -> Cells:
    """The same places with the first row and column in use at 0; water inside stays."""
    top = min(row for row, _ in cells.values())
    left = min(column for _, column in cells.values())
    return {key: (row - top, column - left) for key, (row, column) in cells.items()}


def province(register: Register, points: Points) -> Cells:
    """The units of one province: the mainland by assignment, far islands out at sea."""
    islands = {key for key in points if is_island(register, key)}
    land = {key: at for key, at in points.items() if key not in islands}
    (south, west), (north, east) = np.min(list(land.values()), 0), np.max(list(land.values()), 0)
    away = {
        key: (max(south - lat, 0) - max(lat - north, 0), max(lon - east, 0) - max(west - lon, 0))
        for key, (lat, lon) in points.items()
        if key in islands
    }
    near = land | {key: points[key] for key, ways in away.items() if ways == (0, 0)}
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    rows = max(1, round(math.sqrt(ROOM * len(near) * (north - south) / (wide or 1))))
    columns = math.ceil(ROOM * len(near) / rows)
    cells = compact(assign(near, rows, columns))
    bottom, right = np.max(list(cells.values()), 0).tolist()
    for key, (down, out) in away.items():
        if key in near:
            continue
        lat, lon = points[key]
        row = _between(bottom * (north - lat) / (north - south), bottom)
        column = _between(right * (lon - west) / (east - west), right)
        if abs(out) >= abs(down):
            column = right + 2 if out > 0 else -2
        else:
            row = bottom + 2 if down > 0 else -2
        cells[key] = _free(cells, row, column, moves_down=abs(out) >= abs(down))
    return compact_outside(cells)


def _between(place: float, last: int) -> int:
    return min(max(round(place), 0), last)


def _free(cells: Cells, row: int, column: int, *, moves_down: bool) -> tuple[int, int]:
    """The next free place along a coast, for two islands that would lie in one."""
    while (row, column) in cells.values():
        row, column = (row + 1, column) if moves_down else (row, column + 1)
    return row, column


def is_island(register: Register, key: Key) -> bool:
    """True for a đặc khu, and for a former district that went into one."""
    heirs = [key] if key[1] == NEW_FROM else register.after[key]
    return all(register.units[heir]["type"] == "Đặc khu" for heir in heirs)


def by_province(register: Register, points: Points, level: str, valid_from: str) -> Cells:
    """All units of a level, each in the grid of its province of today."""
    groups: dict[Key, Points] = defaultdict(dict)
    for key in register.of(level, valid_from):
        above = register.parent(key)
        (today,) = {above} if valid_from == NEW_FROM else register.after[above]
        groups[today][key] = points[key]
    return {
        key: cell
        for today in sorted(groups)
        for key, cell in province(register, groups[today]).items()
    }


def tiles(cells: Cells) -> list[Tile]:
    """Rows of a file, in the order of codes."""
    return [Tile(*key, row + 1, column + 1) for key, (row, column) in sorted(cells.items())]


def main(folder: Path) -> None:
    """Lays out the four maps and writes them into `folder`."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise SystemExit("vietnamadminunits is not installed: pip install vietnamadminunits==1.0.4")
    register = read_register(HERE)
    points = read_points(Path(spec.origin).parent / "data" / "dataset.db", register)
    maps = {
        "tinh": country(register, points, NEW_FROM),
        "tinh_cu": country(register, points, OLD_FROM),
        "huyen": by_province(register, points, "huyen", OLD_FROM),
        "xa": by_province(register, points, "xa", NEW_FROM),
    }
    for name, cells in maps.items():
        write_table(folder / f"tiles_{name}.csv", Tile._fields, tiles(cells))
        print(f"{len(cells)} tiles -> {folder / f'tiles_{name}.csv'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    main(parser.parse_args().out)
