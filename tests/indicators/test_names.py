"""Names made comparable: keys keep accents, folded forms are for search only."""

import pytest

from indicators.names import clean, fold, key, unlisted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOÀ  BÌNH", "Hòa Bình"),
        ("Thuỷ", "Thủy"),
        ("Uỷ ban", "Ủy ban"),
        ("Hoa\u0300 Bi\u0300nh", "Hòa Bình"),
        ("Ia H’Drai", "Ia H'Drai"),
        (" Quý\u00a0I ", "quý i"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Dak", "Đắk"), ("Hoàn", "Hoán"), ("Quy", "Quý"), ("Tuy Phước", "Tuy Phuoc")]
)
def test_different_names_do_not(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đắk Glei", "dak glei"), ("ĐẮK GLEI", "dak glei"), ("Ơ Ư Ă Â Ê Ô", "o u a a e o")],
)
def test_folding_drops_accents(text, folded):
    assert fold(text) == folded


def test_cleaning_changes_no_letter():
    assert clean("  H’Drai \n Đắk ") == "H'Drai Đắk"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("- Trong đó: XKLĐ", "Trong đó: XKLĐ"),
        ("+ Trực tuyến:", "Trực tuyến"),
        ("+/- Số hộ", "+/- Số hộ"),
        ("-5", "-5"),
        ("-", "-"),
        (":", ":"),
    ],
)
def test_a_bullet_before_a_name_and_a_colon_behind_it_go(text, bare):
    assert unlisted(text) == bare
