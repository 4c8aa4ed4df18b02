"""The plan of the demo figures: what each unit is like before and after 01/7/2025, what goes wrong.

The 11 districts are written out below; the communes that followed them are read from the register
(data/catalogue), so that neither their list nor their former district is a matter of memory.
"""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
BEFORE, REFORM = "1900-01-01", "2025-07-01"

QUARTERS = [(y, q) for y in range(2021, 2026) for q in (1, 2, 3, 4) if (y, q) <= (2025, 2)]
YEARS = range(2021, 2026)


class Place(NamedTuple):
    """What makes one unit's invented figures believable; counts are of a normal quarter or year."""

    code: str
    name: str
    dossiers: int
    on_time_pct: float
    online_pct: float
    complaints: float
    jobs: int
    communes: int
    communes_ntm: int
    households: int
    poor_pct: float
    revenue: int
    models: int


PLACES = [
    Place("540", "Thành phố Quy Nhơn", 21000, 98.8, 34, 3.2, 5200, 5, 4, 82000, 1.1, 2_450_000, 96),
    Place("542", "Huyện An Lão", 1500, 98.2, 14, 0.7, 420, 9, 2, 8300, 31.0, 46_000, 31),
    Place("543", "Thị xã Hoài Nhơn", 11500, 99.3, 29, 2.2, 2900, 6, 6, 61000, 2.6, 980_000, 74),
    Place("544", "Huyện Hoài Ân", 4600, 98.9, 21, 1.3, 1150, 14, 11, 26500, 4.9, 168_000, 45),
    Place("545", "Huyện Phù Mỹ", 8200, 99.1, 22, 1.9, 2300, 17, 13, 50500, 3.9, 415_000, 66),
    Place("546", "Huyện Vĩnh Thạnh", 1600, 98.5, 15, 0.7, 430, 8, 3, 9200, 27.0, 52_000, 29),
    Place("547", "Huyện Tây Sơn", 6300, 99.0, 24, 1.5, 1700, 14, 13, 37000, 3.4, 330_000, 58),
    Place("548", "Huyện Phù Cát", 8800, 98.9, 23, 1.9, 2400, 15, 12, 54000, 3.6, 520_000, 63),
    Place("549", "Thị xã An Nhơn", 9800, 99.4, 28, 1.8, 2500, 10, 10, 53500, 2.2, 760_000, 71),
    Place("550", "Huyện Tuy Phước", 10100, 99.6, 26, 1.7, 1780, 11, 11, 52500, 2.4, 640_000, 68),
    Place("551", "Huyện Vân Canh", 1450, 98.0, 12, 0.6, 360, 6, 1, 8100, 29.0, 61_000, 24),
]
# Hoài Ân (544): on-time percentages that really fall.
WORSENING = {(2024, 3): 98.25, (2024, 4): 97.55, (2025, 1): 96.85, (2025, 2): 96.2}
# (unit, year, quarter) that never came, in any file: An Lão once, Vân Canh at the end.
MISSING = {("542", 2023, 3), ("551", 2025, 2)}
# Vân Canh (551): days after the cut-off when its late reports were signed.
LATE_DAYS = {(2022, 4): 24, (2023, 3): 17, (2024, 1): 31, (2024, 3): 21, (2025, 1): 28}
# Tây Sơn: the total received is too high by this many and no longer adds up.
BROKEN = ("547", 2024, 2)
BROKEN_BY = 6
# Phù Cát: this many dossiers first counted as on time turned out to be late.
RESTATED = ("548", 2024, 4)
RESTATED_BY = 37
RESTATED_ON = date(2025, 1, 22)


# From here on: the communes of former Bình Định (old province 52), from 01/7/2025.
QUARTERS_AFTER = [(2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3)]


class Commune(NamedTuple):
    """A new xã or phường and the share of its former district's figures that it carries on."""

    code: str
    name: str
    district: Place
    share: float

    @property
    def is_rural(self) -> bool:
        """True for a xã: new-rural standards are not for a phường."""
        return self.name.startswith("Xã ")


# What a commune weighs against its number of predecessors: islands and highlands have few people.
SMALL = {"21607": 0.15, "21622": 0.6}
# Points on time against the district's last four quarters: new hands at first, then practice.
PRACTICE = {(2025, 3): -0.95, (2025, 4): -0.5, (2026, 1): -0.2, (2026, 2): 0.0, (2026, 3): 0.1}
# The communes of Hoài Ân go on as the district did.
WORSENING_AFTER = {
    (2025, 3): 95.5,
    (2025, 4): 94.9,
    (2026, 1): 94.4,
    (2026, 2): 93.8,
    (2026, 3): 93.3,
}
# (commune, year, quarter) that never came, in any file: Xã An Toàn, in the latest quarter.
MISSING_AFTER = {("21622", 2026, 3)}
# Xã Vân Canh goes on reporting late: days after the cut-off when it signed.
LATE_AFTER = {("21994", 2025, 3): 26, ("21994", 2026, 1): 19, ("21994", 2026, 3): 33}
# Xã Bình Hiệp: the total received is too high by this many and no longer adds up.
BROKEN_AFTER = ("21817", 2026, 2)
BROKEN_AFTER_BY = 4
# Phường An Nhơn: this many dossiers first counted as on time turned out to be late.
RESTATED_AFTER = ("21910", 2026, 1)
RESTATED_AFTER_BY = 11
RESTATED_AFTER_ON = date(2026, 4, 21)


def _register(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _weights(names: dict[tuple[str, str], dict[str, str]]) -> dict[str, dict[str, float]]:
    """By district and commune: how many of the district's communes went into it.

    A predecessor that was divided counts half on either side: a size for invented figures, not a
    weight of the register.
    """
    codes = {place.code for place in PLACES}
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for change in _register("unit_changes.csv"):
        old = names[change["old_code"], change["old_valid_from"]]
        is_inside = (old["level"], old["valid_from"]) == ("xa", BEFORE)
        if is_inside and old["parent_code"] in codes:
            size = 1.0 if change["kind"] == "whole" else 0.5
            weights[old["parent_code"]][change["new_code"]] += size
    return weights


def _size(code: str, predecessors: float) -> float:
    chance = Random(f"quy-mo-xa/{code}").gauss(1, 0.22)
    return predecessors * SMALL.get(code, 1.0) * min(1.5, max(0.6, chance))


def communes() -> list[Commune]:
    """The communes that followed those of PLACES, in code order; shares of a district sum to 1."""
    names = {(unit["code"], unit["valid_from"]): unit for unit in _register("units.csv")}
    weights, found = _weights(names), []
    for district in PLACES:
        sizes = {code: _size(code, count) for code, count in weights[district.code].items()}
        for code, size in sizes.items():
            name = names[code, REFORM]["name"]
            found.append(Commune(code, name, district, size / sum(sizes.values())))
    return sorted(found)
