"""What became of units in the register: successors, predecessors, whole and parts."""

from collections import Counter, defaultdict

import pytest

from tests.data.register import NEW, OLD, read_table


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return read_table("units.csv")


@pytest.fixture(scope="module")
def changes() -> list[dict[str, str]]:
    return read_table("unit_changes.csv")


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


# Written out by hand, so that a mistake of the source is seen: what a commune was made of.
MADE_OF = {
    ("52", "Xã Tuy Phước"): [
        "Thị trấn Diêu Trì", "Thị trấn Tuy Phước", "Xã Phước Lộc", "Xã Phước Nghĩa",
        "Xã Phước Thuận",
    ],
    ("52", "Xã Canh Vinh"): [
        "Xã Canh Hiển", "Xã Canh Hiệp (một phần)", "Xã Canh Liên (một phần)", "Xã Canh Vinh",
    ],
    ("51", "Xã Đăk Pék"): ["Thị trấn Đăk Glei", "Xã Đăk Pék"],
    ("51", "Xã Măng Đen"): ["Thị trấn Măng Đen", "Xã Măng Cành", "Xã Đăk Tăng"],
    ("51", "Xã Cà Đam"): ["Xã Trà Bùi (một phần)", "Xã Trà Tân"],
    ("51", "Xã Đông Sơn"): [
        "Xã Bình Châu", "Xã Bình Hiệp", "Xã Bình Thanh", "Xã Bình Tân Phú", "Xã Tịnh Hòa",
    ],
    ("51", "Đặc khu Lý Sơn"): ["Huyện Lý Sơn"],
    ("44", "Xã Diên Sanh"): ["Thị trấn Diên Sanh", "Xã Hải Trường", "Xã Hải Định"],
    ("44", "Phường Quảng Trị"): [
        "Phường 1", "Phường 2", "Phường 3", "Phường An Đôn", "Xã Hải Lệ",
    ],
}  # fmt: skip


def test_communes_of_four_provinces_are_made_of_the_old_ones_they_took_over(units, changes):
    name = {(u["code"], u["valid_from"]): u["name"] for u in units}
    place = {(u["parent_code"], u["name"]): u["code"] for u in units if u["valid_from"] == NEW}
    found = {
        commune: sorted(
            name[c["old_code"], OLD] + (" (một phần)" if c["kind"] == "part" else "")
            for c in changes
            if c["new_code"] == place[commune]
        )
        for commune in MADE_OF
    }
    assert found == MADE_OF
