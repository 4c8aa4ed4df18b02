"""Units told by their codes: of their time, with zeros lost or kept, behind a name."""

import pytest


def test_a_code_of_another_time_names_the_code_of_then(told):
    _, problems = told("Tỉnh Gia Lai,64,2026-Q1,ho_ngheo,1", "Tỉnh Gia Lai,52,2025-Q1,ho_ngheo,1")
    assert "ghi đơn vị mới (Tỉnh Gia Lai mã 52) hoặc kỳ trước ngày đó" in problems[0].reason
    assert "Tỉnh Gia Lai mã 64" in problems[1].reason


def test_a_code_that_lost_its_zeros_counts_when_the_name_agrees(told):
    figures, problems = told(
        "Quận Ba Đình,1,2023-Q1,ho_ngheo,5", "Huyện Sóc Sơn,16,2023-Q1,ho_ngheo,6"
    )
    assert [f[0] for f in figures] == ["001.19000101", "016.19000101"]
    assert [(p.severity, p.code, p.line, p.found) for p in problems] == [
        ("note", "code_restored", 2, "1"), ("note", "code_restored", 3, "16"),
    ]  # fmt: skip


def test_a_name_without_accents_counts_when_its_code_agrees(told):
    figures, problems = told("Tuy Phuoc,550,2023-Q1,ho_ngheo,5", "Phu Cat,550,2023-Q1,ho_ngheo,6")
    assert [(f[0], f[4]) for f in figures] == [("550.19000101", 2)]
    assert [(p.code, p.line) for p in problems] == [("unit_unknown", 3)]


def test_a_code_alone_that_lost_its_zeros_needs_the_province_of_other_rows(told):
    figures, problems = told(",1,2023-Q1,ho_ngheo,5")
    assert figures == []
    assert [(p.severity, p.code) for p in problems] == [("reject", "unit_unknown")]
    assert "mất số 0 ở đầu" in problems[0].reason
    figures, problems = told("Quận Hoàn Kiếm,002,2023-Q1,ho_ngheo,4", ",9,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["002.19000101", "009.19000101"]
    assert [(p.severity, p.code, p.line) for p in problems] == [("note", "code_restored", 3)]
    figures, problems = told("H. Tuy Phước,,2023-Q1,ho_ngheo,4", ",9,2023-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["550.19000101"]
    assert [(p.severity, p.code, p.line) for p in problems] == [("reject", "unit_unknown", 3)]


HA_NOI = ("Quận Ba Đình,1,2024-Q1,ho_ngheo,5", "Huyện Sóc Sơn,16,2024-Q1,ho_ngheo,5")


def test_a_code_of_a_province_beside_districts_that_lost_their_zeros_is_a_district(told):
    figures, problems = told(*HA_NOI, ",17,2024-Q1,ho_ngheo,5", ",19,2024-Q1,ho_ngheo,5")
    assert [f[0].split(".")[0] for f in figures] == ["001", "016", "017", "019"]
    assert [(p.code, p.line) for p in problems] == [("code_restored", n) for n in (2, 3, 4, 5)]
    assert "không phải Tỉnh Hòa Bình (mã 17); nếu phải thì ghi thêm tên" in problems[2].reason


@pytest.mark.parametrize(
    ("beside", "code", "key"),
    [
        ("Tỉnh Lào Cai,,2024-Q1", "17", "17"),
        ("Huyện Phù Cát,,2024-Q1", "550", "550"),
        ("Huyện Phù Cát,,2024-Q1", "52", "52"),
        ("Tỉnh Bình Định,,2024-Q1", "550", "550"),
        ("Tỉnh Lào Cai,,2025-Q4", "25", "25"),
    ],
)
def test_a_code_that_is_meant_as_written_is_settled_with_a_note(beside, code, key, told):
    figures, problems = told(f"{beside},ho_ngheo,5", f",{code},{beside[-7:]},ho_ngheo,5")
    assert [f[0].split(".")[0] for f in figures][1:] == [key]
    ((severity, kind, line, column, found, reason),) = [
        (p.severity, p.code, p.line, p.column, p.found, p.reason) for p in problems
    ]
    assert (severity, kind, line) == ("note", "unit_settled", 3)
    assert (column, found) == ("ma_don_vi", code)
    assert f"mã “{code}” hiểu là" in reason and f"(mã 0{'' if code != '25' else '00'}" in reason


def test_a_commune_that_lost_its_zeros_is_told_by_the_communes_beside_it(told):
    figures, problems = told(
        '"Xã Cổ Bi, Huyện Gia Lâm",,2024-Q1,ho_ngheo,5',
        ",550,2024-Q1,ho_ngheo,5",
        ",4,2024-Q1,ho_ngheo,5",
    )
    assert [f[0].split(".")[0] for f in figures][1:] == ["00550", "00004"]
    assert [(p.severity, p.code, p.line) for p in problems] == [
        ("note", "code_restored", 3), ("note", "code_restored", 4),
    ]  # fmt: skip


def test_a_file_that_kept_its_zeros_has_codes_as_they_are_written(told):
    figures, problems = told(",02,2024-Q1,ho_ngheo,5", ",17,2024-Q1,ho_ngheo,5")
    assert [f[0].split(".")[0] for f in figures] == ["02", "17"]
    assert problems == ()


@pytest.mark.parametrize(
    "beside",
    [(), ("Thành phố Hà Nội,,2024-Q1,ho_ngheo,5",), ("Huyện Phù Cát,,2024-Q1,ho_ngheo,5",)],
)
def test_a_code_alone_that_may_have_lost_its_zeros_is_refused_unless_settled(beside, told):
    figures, problems = told(*beside, ",17,2024-Q1,ho_ngheo,5")
    assert len(figures) == len(beside)
    assert [(p.severity, p.code) for p in problems] == [("reject", "unit_ambiguous")]
    assert "mã “17” có thể là: Tỉnh Hòa Bình (mã 17); Huyện Đông Anh" in problems[0].reason
    assert problems[0].reason.endswith("nếu mã mất số 0 ở đầu thì ghi đủ số 0")


def test_a_level_alone_never_puts_zeros_back(told):
    figures, problems = told(
        HA_NOI[0], "Huyện Tuy Phước,550,2024-Q1,ho_ngheo,5", ",17,2024-Q1,ho_ngheo,5"
    )
    assert [f[0].split(".")[0] for f in figures] == ["001", "550"]
    assert [(p.code, p.line) for p in problems] == [("code_restored", 2), ("unit_ambiguous", 4)]


def test_the_code_of_the_first_district_and_of_its_province_is_not_guessed(told):
    figures, problems = told(HA_NOI[1], ",1,2024-Q1,ho_ngheo,5")
    assert [f[0] for f in figures] == ["016.19000101"]
    assert problems[1].code == "unit_unknown"
    assert "mất số 0 ở đầu: 01 hoặc 001 hoặc 00001; ghi đủ mã" in problems[1].reason


def test_a_wrong_code_is_never_padded_to_another_unit_s(told):
    figures, problems = told("Huyện Tuy Phước,1,2023-Q1,ho_ngheo,5")
    assert figures == []
    assert [(p.severity, p.code) for p in problems] == [("reject", "unit_unknown")]


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
