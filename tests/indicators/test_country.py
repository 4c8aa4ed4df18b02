"""The whole country through the real etl: additive measures sum to the same in every frame."""

import csv as csv_files
from collections import defaultdict
from decimal import Decimal

import pytest

from etl import load_files
from indicators import editions, listing, scope, trend
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from tests.indicators import CATALOGUE, csv, data_folder
from tests.indicators.reform import whole_country

WAYS = (AS_REPORTED, FORMER, PRESENT)


def _table(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv_files.DictReader(file))


# A plan alone is no report, so that nothing of it is shown by itself.
ADDITIVE = [
    row["code"]
    for row in _table("measures")
    if row["value_kind"] in ("count", "money") and row["time_kind"] != "plan"
]


def _levels() -> str:
    """An indicator for each additive measure, as rows of indicators.csv."""
    first = _table("indicators")[0]
    level = {"formula_kind": "level", "denominator": "", "scale": "1", "decimals": "0"}
    level |= {"polarity": "neither", "basis": "in_period", "headline": "", "can_exceed_100": "no"}
    level |= {"min_denominator_for_ranking": "", "aliases": "", "unit_vi": "hồ sơ"}
    rows = []
    for code in ADDITIVE:
        row = {**first, **level, "code": f"muc_{code}", "numerator": code}
        row |= {
            "name_vi": f"Chỉ tiêu {code}",
            "short_vi": code,
            "definition_vi": "",
            "caution_vi": "",
        }
        rows.append(",".join(row.values()))
    return "\n".join(rows) + "\n"


def _figure(unit: str, measure: str) -> Decimal:
    """Some figure of a unit, in quarters, which binary numbers hold exactly."""
    return Decimal((sum(map(ord, measure)) * int(unit)) % 99_991 + 1)


@pytest.fixture(scope="module")
def reported():
    """Figures of all old communes: (code, measure) to value; each measure in three provinces."""
    units = {(u["code"], u["valid_from"]): u for u in _table("units")}
    provinces = sorted(u["code"] for u in units.values() if u["level"] == "tinh" and u["valid_to"])
    found = {}
    for u in units.values():
        if u["level"] == "xa" and u["valid_to"]:
            district = units[u["parent_code"], u["parent_valid_from"]]
            at = provinces.index(district["parent_code"])
            for i, measure in enumerate(ADDITIVE):
                if (at - i) % 21 == 0:
                    found[u["code"], measure] = _figure(u["code"], measure)
    return found


@pytest.fixture(scope="module")
def country(tmp_path_factory, reported):
    files = {n: (CATALOGUE / f"{n}.csv").read_text("utf-8") for n in ("units", "unit_changes")}
    files["indicators"] = (CATALOGUE / "indicators.csv").read_text("utf-8") + _levels()
    data = data_folder(tmp_path_factory.mktemp("country") / "data", **files)
    rows = [f"{unit} 2025-Q1 {measure} {value}" for (unit, measure), value in reported.items()]
    load_files(data, [("xa.csv", csv(*rows))])
    return editions.current(data)


def test_every_old_commune_reports_and_every_additive_measure_is_reported(country, reported):
    known, _ = whole_country()
    communes = known.units[(known.units["level"] == "xa") & known.units["valid_to"].notna()]
    assert {unit for unit, _ in reported} == set(communes["code"])
    assert {measure for _, measure in reported} == set(ADDITIVE)


@pytest.mark.parametrize("way", WAYS)
def test_every_additive_measure_is_the_same_in_total_and_in_areas(country, reported, way):
    known, ids = whole_country()
    levels = listing.indicators(country)
    wanted = defaultdict(Decimal)
    for (unit, measure), value in reported.items():
        district = known.units.at[ids[f"{unit}.19000101"], "parent_id"]
        wanted[known.units.at[known.units.at[district, "parent_id"], "unit_key"], measure] += value
    found = defaultdict(Decimal)
    for key in sorted({province for province, _ in wanted}):
        where = scope.scope(country, key, way, "xa")
        indicators = [levels[f"muc_{code}"] for place, code in wanted if place == key]
        frame = trend.many_series(country, indicators, where, "quy")
        frame = frame[frame["numerator"].notna()]
        for is_total, rows in frame.groupby("is_total"):
            for code, value in rows.groupby("indicator")["numerator"].agg(list).items():
                found[is_total, key, code.removeprefix("muc_")] = sum(map(Decimal, value))
    assert found == {
        (is_total, *place): value for place, value in wanted.items() for is_total in (True, False)
    }
