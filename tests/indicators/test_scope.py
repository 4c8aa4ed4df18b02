"""Scopes, members and periods of an edition."""

from dataclasses import replace

import pytest

from indicators import scope
from indicators.frames import AS_REPORTED
from tests.indicators import BINH_DINH, GIA_LAI_NEW, TUY_PHUOC, cells, csv, edition
from tests.indicators.reform import DONE


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Huyện of old Bình Định, a phường of new Gia Lai, two provinces; several kinds of period."""
    return edition(
        tmp_path_factory.mktemp("mixed"),
        csv(
            "550 2023-Q3 tthc_da_giai_quyet 1",
            "550 2024-Q2 tthc_da_giai_quyet 1",
            "542 2024-H1 tthc_da_giai_quyet 1",
            "542 2025 viec_lam_ke_hoach_nam 9",
            "542 2026-Q9 tthc_da_giai_quyet 1",
            "21583 2025-Q3 tthc_da_giai_quyet 1",
            "52 2023 papi 40",
            "48 2024 papi 44",
        ),
    )


def test_scopes_are_the_units_above_reporters_and_the_country_for_provinces(mixed):
    found = scope.scopes(mixed)
    assert cells(found, "key", "name", "type", "reporting") == [
        # The same figures in both: the one with fewer units to wait for stands first.
        (BINH_DINH, "Tỉnh Bình Định", "Tỉnh", 3),
        (GIA_LAI_NEW, "Tỉnh Gia Lai", "Tỉnh", 3),
        ("VN", "Cả nước", "", 2),
    ]
    assert found["valid_to"].notna().tolist() == [True, False, False]


def test_a_scope_lies_in_the_one_above_it(mixed, tmp_path):
    assert (scope.above(mixed, BINH_DINH), scope.above(mixed, "VN")) == ("VN", None)
    found = edition(
        tmp_path,
        csv("550 2024-Q1 tthc_da_giai_quyet 1", "21952 2024-Q1 tthc_da_giai_quyet 1"),
    )
    assert scope.scopes(found)["key"].tolist() == [BINH_DINH, TUY_PHUOC]
    assert (scope.above(found, TUY_PHUOC), scope.above(found, BINH_DINH)) == (BINH_DINH, None)


def test_a_scope_of_nothing_but_plans_is_not_offered(tmp_path):
    found = edition(
        tmp_path,
        csv(
            "550 2024 viec_lam_ke_hoach_nam 9", "52 2024 papi 40", "48 2024 viec_lam_ke_hoach_nam 9"
        ),
    )
    assert cells(scope.scopes(found), "key", "reporting") == [("VN", 1)]


def test_members_stand_in_vietnamese_order(tmp_path):
    where = scope.scope(edition(tmp_path, csv("550 2023-Q3 tthc_da_giai_quyet 1")), BINH_DINH)
    assert (where.name, where.total_name) == ("Tỉnh Bình Định", "Toàn tỉnh")
    assert where.members["unit"].tolist() == [
        "An Lão",
        "An Nhơn",
        "Hoài Ân",
        "Hoài Nhơn",
        "Phù Cát",
        "Phù Mỹ",
        "Quy Nhơn",
        "Tây Sơn",
        "Tuy Phước",
        "Vân Canh",
        "Vĩnh Thạnh",
    ]
    assert where.unit_ids == tuple(sorted(where.members["unit_id"]))


def test_the_country_holds_the_provinces_of_a_time_that_has_reported(mixed, tmp_path):
    where = scope.scope(mixed, "VN")
    assert (where.total_name, len(where.members)) == ("Cả nước", 63)
    both = edition(tmp_path, csv("52 2023 papi 40", "48 2026 papi 44"))
    assert len(scope.scope(both, "VN").members) == 63 + 34
    assert scope.timeline(mixed, where, "nam") == ["2023", "2024"]


def test_an_unknown_scope_is_a_key_error(mixed):
    with pytest.raises(KeyError):
        scope.scope(mixed, "99.19000101")


def test_a_timeline_holds_the_missing_periods_between_of_its_kind_only(mixed):
    where = scope.scope(mixed, BINH_DINH)
    assert scope.kinds(mixed, where) == ["quy", "6_thang"]
    assert scope.timeline(mixed, where, "quy") == [
        *("2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"),
        *("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"),
    ]
    assert scope.timeline(mixed, where, "6_thang") == ["2024-H1"]
    assert scope.timeline(mixed, where, "nam") == []
    reported = scope.reported_periods(mixed, where)
    assert cells(reported, "period", "kind", "year", "ordinal") == [
        ("2024-H1", "6_thang", 2024, 1),
        ("2023-Q3", "quy", 2023, 3),
        ("2024-Q2", "quy", 2024, 2),
        ("2025-Q3", "quy", 2025, 3),
    ]
    assert reported["due_on"].dt.strftime("%d/%m/%Y").tolist() == [
        "19/06/2024",
        "19/09/2023",
        "19/06/2024",
        "19/09/2025",
    ]


def test_a_scope_is_told_by_its_units_so_that_it_can_be_a_key(mixed):
    first = scope.scope(mixed, BINH_DINH)
    again = replace(first, members=first.members.copy())
    fewer = replace(first, unit_ids=first.unit_ids[:3], members=first.members.head(3))
    assert (first == again, hash(first) == hash(again), first == fewer) == (True, True, False)


def test_without_figures_across_the_reform_only_what_was_reported_is_offered(tmp_path):
    found = edition(tmp_path, csv(f"550 2024-Q1 {DONE} 1"))
    assert scope.frames_of(found, BINH_DINH) == (AS_REPORTED,)
    assert scope.scope(found, BINH_DINH).tiles["unit_id"].nunique() == 11


def test_the_level_of_before_the_reform_can_be_chosen(tmp_path):
    found = edition(
        tmp_path,
        csv(f"550 2024-Q1 {DONE} 9", f"550 2024-Q2 {DONE} 9", f"21952 2024-Q1 {DONE} 4"),
    )
    assert scope.levels(found, BINH_DINH) == ("huyen", "xa")
    assert len(scope.scope(found, BINH_DINH).members) == 11
    communes = scope.scope(found, BINH_DINH, level="xa")
    assert (communes.level, len(communes.members)) == ("xa", 155)


def test_half_years_alone_offer_no_quarters(tmp_path):
    found = edition(tmp_path, csv("550 2023-H1 viec_lam_tao_moi 900", "550 2023-H1 ho_ngheo 5"))
    where = scope.scope(found, BINH_DINH)
    assert scope.kinds(found, where) == ["6_thang"]
    assert scope.timeline(found, where, "6_thang") == ["2023-H1"]
