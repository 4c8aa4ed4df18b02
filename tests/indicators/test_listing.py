"""The catalogue as an edition holds it, and which goal applies."""

import pytest

from indicators import listing
from indicators.catalogue_files import read_catalogue
from tests.indicators import BINH_DINH, CATALOGUE, csv, edition

HEAD = "indicator,scope,year,value,source,source_date,verified,entered_by,note\n"
GOALS = HEAD + "\n".join(
    (
        "ty_le_dung_han,,,90,Chung,2023,yes,A,",
        "ty_le_dung_han,,2024,91,Chung 2024,2023,yes,A,",
        f"ty_le_dung_han,{BINH_DINH},,95,Tỉnh,2023,yes,A,",
        f"ty_le_dung_han,{BINH_DINH},2024,96,Tỉnh 2024,2024-01-01,yes,A,",
        f"ty_le_dung_han,{BINH_DINH},2024,97,Tỉnh 2024 sửa,2024-06-01,yes,A,",
        f"ty_le_dung_han,{BINH_DINH},2025,99,Chưa xác nhận,,no,A,",
        "ty_le_qua_han,,,5,Chưa xác nhận,,no,A,",
        "papi,minh_hoa,,45,Minh họa,2023,yes,A,",
        "papi,,,40,Thật,2023,yes,A,",
    )
)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An edition without any demo figure."""
    row = csv("540 2024-Q1 tthc_da_giai_quyet 1")
    return edition(tmp_path_factory.mktemp("own"), row, targets=GOALS)


@pytest.mark.parametrize(
    ("indicator", "where", "year", "wanted"),
    [
        ("ty_le_dung_han", "other", 2023, 90),
        ("ty_le_dung_han", "other", 2024, 91),
        ("ty_le_dung_han", BINH_DINH, 2023, 95),
        ("ty_le_dung_han", BINH_DINH, 2024, 97),
        ("ty_le_dung_han", BINH_DINH, 2025, 95),
        ("ty_le_qua_han", BINH_DINH, 2024, None),
        ("papi", BINH_DINH, 2024, 40),
    ],
)
def test_the_most_particular_verified_goal_applies(own, indicator, where, year, wanted):
    found = listing.target(own, indicator, where, year, is_demo=False)
    assert (None if found is None else found["value"]) == wanted


def test_a_goal_for_demonstration_is_drawn_beside_demo_figures_only(own, tmp_path):
    row = csv("540 2024-Q1 tthc_da_giai_quyet 1 - - - Số liệu minh họa")
    found = edition(tmp_path, row, targets=GOALS)
    sources = [
        listing.target(found, "papi", BINH_DINH, 2024, is_demo)["source"]
        for is_demo in (True, False)
    ]
    assert sources == ["Minh họa", "Thật"]
    assert listing.target(own, "papi", BINH_DINH, 2024, is_demo=True)["source"] == "Thật"


def test_all_targets_hold_the_unverified_ones_marked(own):
    found = listing.all_targets(own)
    assert (len(found), int((~found["is_verified"]).sum())) == (9, 2)


def test_indicators_come_back_as_they_stand_in_the_catalogue(own):
    catalogue = read_catalogue(CATALOGUE)
    sort = {code: family.sort for code, family in catalogue.families.items()}
    wanted = sorted(catalogue.indicators.values(), key=lambda i: sort[i.family])
    assert list(listing.indicators(own).values()) == wanted
    names = listing.family_names(own)
    assert list(names) == sorted(names, key=sort.get)
    assert names["ho_so_tthc"] == "Hồ sơ thủ tục hành chính"


def test_the_caller_may_change_what_it_was_given(own):
    listing.indicators(own).clear()
    assert listing.indicators(own)["papi"].short_vi == "PAPI"


def test_measures_tell_their_form(own):
    found = listing.measures(own)["tthc_tiep_nhan"]
    assert (found["form"], found["form_column"]) == ("II.06/VPCP/KSTT", "3")


def test_a_search_needs_every_word_and_no_accents(own):
    known = listing.indicators(own)
    assert list(listing.search(known, "khieu nai dung thoi han")) == [
        "ty_le_khieu_nai_dung_thoi_han"
    ]
    assert listing.search(known, "không có chỉ tiêu này") == {}
    figures = listing.measures(own)
    assert list(listing.search_measures(figures, "ho ngheo cuoi")) == []
    assert "ho_ngheo" in listing.search_measures(figures, "ngheo ho")
    assert list(listing.search_measures(figures, "gq_qua_han giai quyet")) == []
    assert list(listing.search_measures(figures, "ho_ngheo")) == ["ho_ngheo"]
