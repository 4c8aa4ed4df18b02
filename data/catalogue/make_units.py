"""Writes units.csv and unit_changes.csv from the PyPI package vietnamadminunits (MIT).

Run by a developer when the register changes: `python data/catalogue/make_units.py`.
The package is a development-only dependency; the product reads only the two CSV files.
Only codes, names and old-to-new links are written: no coordinates, no areas. Links the package
made by mistake are taken out (unit_links.py); weights a person entered in unit_changes.csv stay.
"""

import argparse
import csv
import importlib.util
import json
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from unit_links import Commune, Links, Place, suspicious, untangled

HERE = Path(__file__).resolve().parent
# The real first day of each old unit is not in the source; this stands for "before 01/07/2025".
OLD_FROM, OLD_TO, NEW_FROM = "1900-01-01", "2025-07-01", "2025-07-01"
LEVELS = ("tinh", "huyen", "xa")
CODE_LENGTH = {"tinh": 2, "huyen": 3, "xa": 5}
TYPES = {
    "tinh": ("Tỉnh", "Thành phố"),
    "huyen": ("Huyện", "Thị xã", "Thành phố", "Quận"),
    "xa": ("Xã", "Phường", "Thị trấn", "Đặc khu"),
}
EXPECTED = {
    ("tinh", OLD_FROM): 63,
    ("huyen", OLD_FROM): 696,
    ("xa", OLD_FROM): 10_035,
    ("tinh", NEW_FROM): 34,
    ("xa", NEW_FROM): 3_321,
}


class Unit(NamedTuple):
    """One row of units.csv; the key is (code, valid_from)."""

    code: str
    valid_from: str
    valid_to: str
    level: str
    type: str
    name: str
    short_name: str
    parent_code: str
    parent_valid_from: str
    folded: str


class Change(NamedTuple):
    """One row of unit_changes.csv: an old unit and a unit that took over all or part of it."""

    old_code: str
    old_valid_from: str
    new_code: str
    new_valid_from: str
    kind: str
    weight: str


def fold(text: str) -> str:
    """Lower case without Vietnamese marks (đ becomes d), single spaces; punctuation is kept."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def split_name(name: str, level: str) -> tuple[str, str, str]:
    """(type, official name, short name) of a unit, the type read from the name itself.

    The package's own type column contradicts the name in a handful of rows, and some names
    capitalise the type ("Thị Trấn Ái Tử"): the words of the name decide, in official case.
    Names that begin with a number keep the type, so "Phường 1" stays readable alone.
    Raises ValueError when the name starts with no type known at that level.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    for unit_type in TYPES[level]:
        if clean.casefold().startswith(unit_type.casefold() + " "):
            rest = clean[len(unit_type) + 1 :]
            official = f"{unit_type} {rest}"
            return unit_type, official, official if rest[0].isdigit() else rest
    raise ValueError(f"{name!r}: no unit type known at level {level!r}")


def _unit(code: str, name: str, level: str, valid_from: str, parent: str) -> Unit:
    unit_type, official, short = split_name(name, level)
    valid_to = OLD_TO if valid_from == OLD_FROM else ""
    parent_from = valid_from if parent else ""
    return Unit(
        code,
        valid_from,
        valid_to,
        level,
        unit_type,
        official,
        short,
        parent,
        parent_from,
        fold(short),
    )


def read_register(database: Path) -> tuple[list[Unit], dict[str, tuple], dict[tuple, str]]:
    """All units, and the package's text keys resolved to codes.

    Returns (units, old, new): `old` maps "province_district_ward" to (level, code) and
    "province" to (level, code); `new` maps (province, ward) and (province, "") to a code.
    Five island districts had no commune: their row has no ward and stands for the district.
    """
    units: set[Unit] = set()
    old: dict[str, tuple] = {}
    new: dict[tuple, str] = {}
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    for p_code, p_name, p_key, d_code, d_name, d_key, w_code, w_name, w_key in connection.execute(
        "select provinceCode, province, provinceKey, districtCode, district, districtKey,"
        " wardCode, ward, wardKey from admin_units_legacy"
    ):
        units.add(_unit(p_code, p_name, "tinh", OLD_FROM, ""))
        units.add(_unit(d_code, d_name, "huyen", OLD_FROM, p_code))
        old[p_key] = ("tinh", p_code)
        old[f"{p_key}_{d_key}_{w_key or ''}"] = ("xa", w_code) if w_code else ("huyen", d_code)
        if w_code:
            units.add(_unit(w_code, w_name, "xa", OLD_FROM, d_code))
    for p_code, p_name, p_key, w_code, w_name, w_key in connection.execute(
        "select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units"
    ):
        units.add(_unit(p_code, p_name, "tinh", NEW_FROM, ""))
        units.add(_unit(w_code, w_name, "xa", NEW_FROM, p_code))
        new[p_key, ""] = p_code
        new[p_key, w_key] = w_code
    connection.close()
    rows = sorted(units, key=lambda u: (u.valid_from, LEVELS.index(u.level), u.code))
    return rows, old, new


def read_places(database: Path, units: list[Unit]) -> tuple[dict[str, Commune], dict[str, Place]]:
    """(communes of before by code, positions of those of today by code), to compare only."""
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    before = "select wardCode, wardLat, wardLon from admin_units_legacy where wardCode is not null"
    old = {code: (north, east) for code, north, east in connection.execute(before)}
    today = "select wardCode, wardLat, wardLon from admin_units"
    new = {code: (north, east) for code, north, east in connection.execute(today)}
    connection.close()
    communes = {
        unit.code: Commune(unit.name.casefold(), unit.parent_code, old[unit.code])
        for unit in units
        if (unit.level, unit.valid_from) == ("xa", OLD_FROM)
    }
    return communes, new


def read_links(
    converter: Path, old: dict[str, tuple], new: dict[tuple, str]
) -> tuple[list[tuple[str, str]], Links]:
    """The package's links: (provinces and island districts, old to new), (new commune: olds)."""
    source = json.loads(converter.read_text(encoding="utf-8"))
    above: set[tuple[str, str]] = set()
    communes: Links = defaultdict(set)

    def link(key: str, new_code: str) -> None:
        level, code = old[key]
        if level == "xa":
            communes[new_code].add(code)
        else:
            above.add((code, new_code))

    for new_province, old_provinces in source["DICT_PROVINCE"].items():
        for key in old_provinces:
            link(key, new[new_province, ""])
    for new_province, wards in source["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, old_keys in wards.items():
            for key in old_keys:
                link(key, new[new_province, ward])
    for new_province, divided in source["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                link(key, new[new_province, part["newWardKey"]])
    return sorted(above, key=lambda pair: (len(pair[0]), pair)), communes


def read_weights(path: Path) -> dict[tuple[str, str], str]:
    """Shares a person entered for parts, by (old code, new code); Excel's CSV is understood."""
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    return {
        (row["old_code"], row["new_code"]): row["weight"].strip().replace(",", ".")
        for row in csv.DictReader(text.splitlines(), delimiter=separator)
        if row["kind"] == "part" and row["weight"].strip()
    }


def make_changes(
    above: list[tuple[str, str]], communes: Links, weights: dict[tuple[str, str], str]
) -> list[Change]:
    """One row per link: a commune with several successors is in parts, everything else is whole.

    No share of a part was published: its weight is empty unless a person entered one. Stops when
    a link with such a weight is gone, because the other shares of that commune were made with it.
    """
    pairs = sorted((old, new) for new, olds in communes.items() for old in olds)
    parts = Counter(old for old, _ in pairs)
    divided = {pair for pair in pairs if parts[pair[0]] > 1}
    if gone := sorted(weights.keys() - divided):
        raise SystemExit(f"unit_changes.csv: weight of a part that is none; empty it first: {gone}")
    return [
        Change(old, OLD_FROM, new, NEW_FROM, "part", weights.get((old, new), ""))
        if (old, new) in divided
        else Change(old, OLD_FROM, new, NEW_FROM, "whole", "1")
        for old, new in [*above, *pairs]
    ]


def check(units: list[Unit], changes: list[Change]) -> list[str]:
    """Everything that is wrong with the two tables, as sentences; empty when they are sound."""
    keys = {(u.code, u.valid_from) for u in units}
    wrong = [] if len(keys) == len(units) else ["(code, valid_from) is not unique"]
    for (level, start), expected in EXPECTED.items():
        found = sum(u.level == level and u.valid_from == start for u in units)
        if found != expected:
            wrong.append(f"{level} from {start}: {found} units, expected {expected}")
    for unit in units:
        if len(unit.code) != CODE_LENGTH[unit.level] or not unit.code.isdigit():
            wrong.append(f"{unit.code} {unit.name}: code length or digits")
        if unit.level != "tinh" and (unit.parent_code, unit.parent_valid_from) not in keys:
            wrong.append(f"{unit.code} {unit.name}: parent {unit.parent_code} does not exist")
    replaced = {(c.old_code, c.old_valid_from) for c in changes}
    created = {(c.new_code, c.new_valid_from) for c in changes}
    with_communes = {u.parent_code for u in units if u.level == "xa" and u.valid_from == OLD_FROM}
    for unit in units:
        key = (unit.code, unit.valid_from)
        through_communes = unit.level == "huyen" and unit.code in with_communes
        if unit.valid_to and not through_communes and key not in replaced:
            wrong.append(f"{unit.code} {unit.name}: no successor")
        if not unit.valid_to and key not in created:
            wrong.append(f"{unit.code} {unit.name}: no predecessor")
    wrong += [f"unknown unit in {c}" for c in changes if not {c[:2], c[2:4]} <= keys]
    return wrong


def write_table(path: Path, header: tuple[str, ...], rows: list[tuple]) -> None:
    """UTF-8 without BOM, LF, comma, header first."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Builds both tables and writes them into `folder`; stops with the reasons when unsound."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise SystemExit("vietnamadminunits is not installed: pip install vietnamadminunits==1.0.4")
    source = Path(spec.origin).parent / "data"
    units, old, new = read_register(source / "dataset.db")
    above, mixed = read_links(source / "converter_2025.json", old, new)
    communes, places = read_places(source / "dataset.db", units)
    links = untangled(mixed, communes)
    weights = read_weights(folder / "unit_changes.csv")
    changes = make_changes(above, links, weights)
    wrong = check(units, changes) + suspicious(links, communes, places)
    if wrong:
        raise SystemExit("\n".join(wrong))
    write_table(folder / "units.csv", Unit._fields, units)
    write_table(folder / "unit_changes.csv", Change._fields, changes)
    left_out = sum(map(len, mixed.values())) - sum(map(len, links.values()))
    print(f"{len(units)} units, {len(changes)} changes, {left_out} left out -> {folder}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    main(parser.parse_args().out)
