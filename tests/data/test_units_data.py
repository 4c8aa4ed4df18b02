"""The register of units: counts, keys, parents, successors, names, and how it is regenerated."""

import csv
import importlib.util
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"
OLD, NEW = "1900-01-01", "2025-07-01"


def read_table(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return read_table("units.csv")


@pytest.fixture(scope="module")
def changes() -> list[dict[str, str]]:
    return read_table("unit_changes.csv")


def test_counts_before_and_after_the_reform(units):
    assert Counter((u["level"], u["valid_from"]) for u in units) == {
        ("tinh", OLD): 63,
        ("huyen", OLD): 696,
        ("xa", OLD): 10_035,
        ("tinh", NEW): 34,
        ("xa", NEW): 3_321,
    }


def test_counts_of_the_new_unit_types(units):
    new = Counter((u["level"], u["type"]) for u in units if u["valid_from"] == NEW)
    assert new == {
        ("tinh", "Tỉnh"): 28,
        ("tinh", "Thành phố"): 6,
        ("xa", "Xã"): 2_621,
        ("xa", "Phường"): 687,
        ("xa", "Đặc khu"): 13,
    }


def test_old_units_end_where_new_ones_begin(units):
    assert {(u["valid_from"], u["valid_to"]) for u in units} == {(OLD, NEW), (NEW, "")}


def test_keys_are_unique_and_codes_keep_their_zeros(units):
    assert len({(u["code"], u["valid_from"]) for u in units}) == len(units)
    lengths = {(u["level"], len(u["code"]), u["code"].isdigit()) for u in units}
    assert lengths == {("tinh", 2, True), ("huyen", 3, True), ("xa", 5, True)}


def test_every_parent_exists_one_level_up_at_the_same_time(units):
    level = {(u["code"], u["valid_from"]): u["level"] for u in units}
    found = {
        (
            u["valid_from"],
            u["level"],
            level.get((u["parent_code"], u["parent_valid_from"])),
            u["parent_valid_from"] in ("", u["valid_from"]),
        )
        for u in units
    }
    assert found == {
        (OLD, "tinh", None, True),
        (OLD, "huyen", "tinh", True),
        (OLD, "xa", "huyen", True),
        (NEW, "tinh", None, True),
        (NEW, "xa", "tinh", True),
    }
    assert not [u for u in units if u["level"] == "tinh" and u["parent_code"]]


def test_binh_dinh_has_its_eleven_districts(units):
    found = {
        u["code"]: u["name"] for u in units if (u["parent_code"], u["level"]) == ("52", "huyen")
    }
    assert found == {
        "540": "Thành phố Quy Nhơn",
        "542": "Huyện An Lão",
        "543": "Thị xã Hoài Nhơn",
        "544": "Huyện Hoài Ân",
        "545": "Huyện Phù Mỹ",
        "546": "Huyện Vĩnh Thạnh",
        "547": "Huyện Tây Sơn",
        "548": "Huyện Phù Cát",
        "549": "Thị xã An Nhơn",
        "550": "Huyện Tuy Phước",
        "551": "Huyện Vân Canh",
    }


def test_one_code_is_two_provinces_in_time(units):
    found = {(u["valid_from"], u["name"]) for u in units if u["code"] == "52"}
    assert found == {(OLD, "Tỉnh Bình Định"), (NEW, "Tỉnh Gia Lai")}


def test_names_are_clean(units):
    for text in (u[column] for u in units for column in ("name", "short_name", "folded")):
        assert text == unicodedata.normalize("NFC", " ".join(text.split()))
        assert not set(text) & set("’‘`´")
    assert {u["short_name"] for u in units if u["code"] == "618"} == {"Ia H'Drai"}


def test_names_begin_with_their_type_and_number_names_keep_it(units):
    assert not [u["name"] for u in units if not u["name"].startswith(u["type"] + " ")]
    odd = [u for u in units if u["name"] != f"{u['type']} {u['short_name']}"]
    assert odd
    assert all(u["short_name"] == u["name"] and u["name"].split()[1].isdigit() for u in odd)


def test_folded_names_are_what_typing_without_marks_gives(units):
    folded = {u["short_name"]: u["folded"] for u in units}
    assert folded["Tuy Phước"] == "tuy phuoc"
    assert folded["Đắk Glei"] == "dak glei"
    assert folded["Ia H'Drai"] == "ia h'drai"
    assert all(text.isascii() and text == text.lower() for text in folded.values())


def test_every_old_unit_has_a_successor(units, changes):
    replaced = {(c["old_code"], c["old_valid_from"]) for c in changes}
    districts_of_communes = {
        (u["parent_code"], u["parent_valid_from"]) for u in units if u["level"] == "xa"
    }
    left = [
        u["name"]
        for u in units
        if u["valid_to"]
        and (u["code"], u["valid_from"]) not in replaced
        and not (u["level"] == "huyen" and (u["code"], u["valid_from"]) in districts_of_communes)
    ]
    assert left == []


def test_every_new_unit_has_a_predecessor(units, changes):
    made = {(c["new_code"], c["new_valid_from"]) for c in changes}
    assert {(u["code"], u["valid_from"]) for u in units if not u["valid_to"]} == made


def test_changes_stay_on_their_level_but_for_the_five_island_districts(units, changes):
    unit = {(u["code"], u["valid_from"]): u for u in units}
    pairs = [
        (unit[c["old_code"], c["old_valid_from"]], unit[c["new_code"], c["new_valid_from"]])
        for c in changes
    ]
    assert {(old["level"], new["level"]) for old, new in pairs} == {
        ("tinh", "tinh"),
        ("huyen", "xa"),
        ("xa", "xa"),
    }
    islands = {(old["name"], new["name"]) for old, new in pairs if old["level"] == "huyen"}
    assert islands == {
        ("Huyện Bạch Long Vĩ", "Đặc khu Bạch Long Vĩ"),
        ("Huyện Cồn Cỏ", "Đặc khu Cồn Cỏ"),
        ("Huyện Hoàng Sa", "Đặc khu Hoàng Sa"),
        ("Huyện Lý Sơn", "Đặc khu Lý Sơn"),
        ("Huyện Côn Đảo", "Đặc khu Côn Đảo"),
    }


def test_a_divided_unit_has_several_parts_without_weight_and_a_whole_one_has_one(changes):
    kinds = defaultdict(list)
    for change in changes:
        kinds[change["old_code"], change["old_valid_from"]].append(
            (change["kind"], change["weight"])
        )
    shapes = Counter(
        (rows[0], "one" if len(rows) == 1 else "several")
        for rows in kinds.values()
        if len(set(rows)) == 1
    )
    assert shapes == {(("whole", "1"), "one"): 63 + 5 + 9_564, (("part", ""), "several"): 471}
    assert sum(shapes.values()) == len(kinds)


def test_a_commune_goes_to_the_province_its_province_went_to(units, changes):
    parent = {(u["code"], u["valid_from"]): u["parent_code"] for u in units}
    province = {c["old_code"]: c["new_code"] for c in changes if len(c["old_code"]) == 2}
    strays = [
        c
        for c in changes
        if len(c["old_code"]) == 5
        and province[parent[parent[c["old_code"], OLD], OLD]] != parent[c["new_code"], NEW]
    ]
    assert strays == []
    assert (province["52"], province["62"], province["44"]) == ("52", "51", "44")


def test_tuy_phuoc_became_four_communes(units, changes):
    communes = {u["code"] for u in units if u["parent_code"] == "550"}
    name = {u["code"]: u["name"] for u in units if u["valid_from"] == NEW}
    assert len(communes) == 13
    assert {name[c["new_code"]] for c in changes if c["old_code"] in communes} == {
        "Xã Tuy Phước",
        "Xã Tuy Phước Bắc",
        "Xã Tuy Phước Đông",
        "Xã Tuy Phước Tây",
    }


def test_no_coordinates_are_carried(units, changes):
    assert list(units[0]) == [
        "code",
        "valid_from",
        "valid_to",
        "level",
        "type",
        "name",
        "short_name",
        "parent_code",
        "parent_valid_from",
        "folded",
    ]
    assert list(changes[0]) == [
        "old_code",
        "old_valid_from",
        "new_code",
        "new_valid_from",
        "kind",
        "weight",
    ]


@pytest.mark.skipif(
    importlib.util.find_spec("vietnamadminunits") is None,
    reason="vietnamadminunits (development only) is not installed: the register is not rebuilt",
)
def test_the_script_reproduces_the_committed_files(tmp_path):
    script = CATALOGUE / "make_units.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    for name in ("units.csv", "unit_changes.csv"):
        assert (tmp_path / name).read_bytes() == (CATALOGUE / name).read_bytes(), name
