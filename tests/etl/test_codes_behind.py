"""Units with their code behind the name, as refusals offer them."""

import pytest


@pytest.mark.parametrize(
    ("unit", "key"),
    [
        ("Huyện An Lão (mã 542)", "542.19000101"),
        ('"Huyện An Lão, Tỉnh Bình Định (mã 542)"', "542.19000101"),
        ("Huyện An Lão mã 313", "313.19000101"),
        ("Huyện An Lão (Mã số: 542)", "542.19000101"),
    ],
)
def test_a_unit_written_as_a_refusal_offers_it_is_taken(unit, key, told):
    figures, problems = told(f"{unit},,2024-Q1,ho_ngheo,5")
    assert ([f[0] for f in figures], problems) == ([key], ())


def test_a_name_and_the_code_behind_it_must_agree(told):
    figures, problems = told("Huyện Phù Cát (mã 542),,2024-Q1,ho_ngheo,5")
    assert figures == [] and [p.severity for p in problems] == ["reject"]
    assert "không phải cùng một đơn vị" in problems[0].reason
