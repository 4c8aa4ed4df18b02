"""The register of units: counts, keys, parents, names."""

import re
import unicodedata
from collections import Counter

import pytest

from tests.data.register import NEW, OLD, read_table


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


def test_no_name_begins_like_a_numbered_line(units):
    numbered = re.compile(r"(\d+|[ivx]+)\s*[.)–-]|\w\)", re.I)
    assert [u["name"] for u in units if numbered.match(u["name"])] == []
    assert [u["short_name"] for u in units if numbered.match(u["short_name"])] == []


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
