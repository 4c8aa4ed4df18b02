"""The register of units: counts, keys, parents, successors, names, and how it is regenerated."""

import csv
import importlib.util
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from data.catalogue.unit_links import Commune, suspicious, untangled

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
    assert shapes == {(("whole", "1"), "one"): 63 + 5 + 9_593, (("part", ""), "several"): 442}
    assert sum(shapes.values()) == len(kinds)
    assert Counter(change["kind"] for change in changes) == {"whole": 9_661, "part": 973}


def test_no_commune_of_today_lies_across_two_former_provinces(units, changes):
    """The source's mistake: namesakes of a new province took each other's successors."""
    parent = {(u["code"], u["valid_from"]): u["parent_code"] for u in units}
    provinces = defaultdict(set)
    for change in changes:
        if len(change["old_code"]) == 5:
            provinces[change["new_code"]].add(parent[parent[change["old_code"], OLD], OLD])
    assert [new for new, found in provinces.items() if len(found) > 1] == []


def test_no_commune_of_today_takes_over_two_old_ones_of_one_name(units, changes):
    name = {(u["code"], u["valid_from"]): u["name"] for u in units}
    seen = Counter((c["new_code"], name[c["old_code"], OLD]) for c in changes)
    assert [pair for pair, n in seen.items() if n > 1] == []


# What became of communes whose namesakes the source had mixed up, by the district they lay in.
NAMESAKES = {
    "28252": ["Phường Đạo Thạnh"],  # Phường 4, Mỹ Tho
    "28437": ["Phường Mỹ Phước Tây"],  # Phường 3, Cai Lậy
    "29902": ["Phường Sa Đéc"],  # Phường 3, Sa Đéc
    "27691": ["Phường Long An"],  # Phường 4, Tân An
    "25462": ["Phường Tân Ninh"],  # Phường 4, Tây Ninh
    "11890": ["Xã Nguyễn Bỉnh Khiêm"],  # Xã Hòa Bình, Vĩnh Bảo
    "10798": ["Xã Hà Nam", "Xã Kim Thành"],  # Xã Hòa Bình, Kim Thành
    "31246": ["Xã Thạnh Quới"],  # Xã Thạnh Quới, Vĩnh Thạnh
    "31714": ["Xã Gia Hòa"],  # Xã Thạnh Quới, Mỹ Xuyên
    "06079": ["Xã Hồng Phong"],  # Xã Hồng Phong, Bình Gia; that of Cao Lộc is in Đồng Đăng
}


def test_namesakes_go_where_their_districts_went(units, changes):
    name = {u["code"]: u["name"] for u in units if u["valid_from"] == NEW}
    found = defaultdict(list)
    for change in changes:
        if change["old_code"] in NAMESAKES:
            found[change["old_code"]].append(name[change["new_code"]])
    assert {old: sorted(names) for old, names in found.items()} == NAMESAKES


def test_of_namesakes_the_one_of_the_district_is_kept_else_the_nearest():
    communes = {
        "a1": Commune("xã a", "d1", (10.0, 105.0)),
        "a2": Commune("xã a", "d2", (10.0, 105.5)),
        "b": Commune("xã b", "d1", (10.0, 105.1)),
        "c": Commune("xã c", "d3", (10.0, 105.4)),
    }
    mixed = {"in_d1": {"a1", "a2", "b"}, "near_d2": {"a1", "a2", "c"}, "alone": {"c"}}
    kept = {"in_d1": {"a1", "b"}, "near_d2": {"a2", "c"}, "alone": {"c"}}
    assert untangled(mixed, communes) == kept
    places = dict.fromkeys(mixed, (10.0, 105.0))
    assert suspicious(kept, communes, places) == []
    undecided = {"new": {"a1", "a2"}}
    assert untangled(undecided, communes) == undecided
    assert suspicious(undecided, communes, {"new": (10.0, 105.25)}) == [
        "new: takes over several xã a: ['a1', 'a2']"
    ]


def test_an_old_commune_far_from_all_the_rest_of_a_new_one_is_told():
    communes = {
        "a": Commune("xã a", "d1", (10.0, 105.0)),
        "b": Commune("xã b", "d2", (10.0, 105.5)),
        "c": Commune("xã c", "d2", (10.0, 105.9)),
    }
    links = {"new": set(communes)}
    assert suspicious(links, communes, {"new": (10.0, 105.6)}) == ["a xã a -> new: 55 km away"]
    assert suspicious(links, communes, {"new": (10.0, 105.2)}) == []


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


rebuilds = pytest.mark.skipif(
    importlib.util.find_spec("vietnamadminunits") is None,
    reason="vietnamadminunits (development only) is not installed: the register is not rebuilt",
)


def rebuild(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, CATALOGUE / "make_units.py", "--out", folder]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


@rebuilds
def test_the_script_reproduces_the_committed_files(tmp_path):
    assert rebuild(tmp_path).returncode == 0
    for name in ("units.csv", "unit_changes.csv"):
        assert (tmp_path / name).read_bytes() == (CATALOGUE / name).read_bytes(), name


CANH_LIEN = "21997,"


@rebuilds
@pytest.mark.parametrize("is_excel", [False, True])
def test_weights_a_person_entered_stay_when_the_register_is_made_again(tmp_path, is_excel):
    written = tmp_path / "unit_changes.csv"
    text = (CATALOGUE / "unit_changes.csv").read_text(encoding="utf-8")
    first, second = (f"{row}\n" for row in text.splitlines() if row.startswith(CANH_LIEN))
    wanted = text.replace(first, first[:-1] + "0.25\n").replace(second, second[:-1] + "0.75\n")
    entered = wanted.replace(",", ";").replace("0.", "0,") if is_excel else wanted
    written.write_text(entered, encoding="utf-8-sig" if is_excel else "utf-8")
    assert rebuild(tmp_path).returncode == 0
    assert written.read_text(encoding="utf-8") == wanted


@rebuilds
def test_a_weight_of_a_link_that_is_no_more_stops_the_script(tmp_path):
    written = tmp_path / "unit_changes.csv"
    shutil.copy(CATALOGUE / "unit_changes.csv", written)
    with written.open("a", encoding="utf-8") as file:
        file.write("27691,1900-01-01,25459,2025-07-01,part,0.5\n")
    before = written.read_bytes()
    failed = rebuild(tmp_path)
    assert (failed.returncode, "27691" in failed.stderr) == (1, True)
    assert written.read_bytes() == before
