"""Figures against one another: one value a key, identities, printed rates, printed totals."""

import pytest

from etl.examining import examine
from tests.etl.files import HEADER, WIDE, long, rows, wide, workbook

PLACE = "Huyện Tuy Phước", "2023-Q1"


@pytest.fixture
def told(catalogue, register):
    """Examine a file: (severity, code, line) of its problems, their reasons, and the outcome."""

    def tell(content: bytes):
        outcome = examine("tep.csv", content, catalogue, register)
        problems = outcome.problems
        return (
            [(p.severity, p.code, p.line) for p in problems],
            [p.reason for p in problems],
            outcome,
        )

    return tell


def test_different_values_for_one_key_are_all_refused(told):
    problems, reasons, outcome = told(long(*PLACE, ("ho_ngheo", 5), ("ho_ngheo", 6)))
    assert problems == [("reject", "conflict", 2), ("reject", "conflict", 3)]
    assert "các dòng 2, 3; giữ một dòng đúng" in reasons[0]
    assert outcome.figures == ()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["5;7"], "các cột “Huyện Tuy Phước” (5), “H. Tuy Phước” (7) của dòng 3; giữ một cột đúng"),
        (["5;7", "5;5"], "dòng 3 cột “Huyện Tuy Phước”, dòng 3 cột “H. Tuy Phước”, dòng 4 cột"
         " “Huyện Tuy Phước”, dòng 4 cột “H. Tuy Phước”; giữ một chỗ đúng"),
    ],
)  # fmt: skip
def test_two_columns_of_a_row_that_contradict_are_named(values, reason, told):
    row = "1;Số hồ sơ đã giải quyết"
    text = "Quý I/2025\nTT;Chỉ tiêu;Huyện Tuy Phước;H. Tuy Phước\n"
    problems, reasons, outcome = told((text + "".join(f"{row};{v}\n" for v in values)).encode())
    assert set(problems) == {("reject", "conflict", 3 + n) for n in range(len(values))}
    assert set(reasons) == {f"cùng đơn vị, kỳ, chỉ tiêu nhưng khác giá trị ở {reason}"}
    assert outcome.figures == ()


def test_two_equal_columns_of_a_row_count_once(told):
    text = "Quý I/2025\nTT;Chỉ tiêu;Huyện Tuy Phước;H. Tuy Phước\n1;Số hồ sơ đã giải quyết;5;5\n"
    problems, reasons, outcome = told(text.encode())
    assert problems == [("note", "duplicate-row", 3)]
    assert reasons == ["trùng hệt cột “Huyện Tuy Phước” của dòng này, tính một lần"]
    assert [int(c.value) for c in outcome.checked.counts] == [5]


def test_a_rate_s_counts_conflict_with_stated_ones(told):
    line = "Huyện Tuy Phước,,2023-Q1"
    problems, _, _ = told(rows(f"{line},tthc_da_giai_quyet,100", f"{line},ty_le_dung_han,99,98,99"))
    assert problems == [("reject", "conflict", 2), ("reject", "conflict", 3)]


def test_equal_rows_count_once(told):
    problems, _, outcome = told(long(*PLACE, ("ho_ngheo", 5), ("Số hộ nghèo", "5")))
    assert problems == [("note", "duplicate-row", 3)]
    assert (len(outcome.figures), outcome.loaded, outcome.noted) == (1, 1, 1)


@pytest.mark.parametrize(
    ("unit", "period", "reason"),
    [
        ("Tỉnh Bình Định", "2025-Q2", "TTHC cấp tỉnh 5 + TTHC cấp huyện 3 + TTHC cấp xã 2 = 10"),
        ("Huyện Tuy Phước", "2025-Q2", "TTHC cấp huyện 3 + TTHC cấp xã 2 = 5"),
        ("Xã Tuy Phước Bắc", "2025-Q3", "TTHC cấp tỉnh 5 + TTHC cấp xã 2 = 7"),
    ],
)
def test_a_form_of_one_level_or_time_is_checked_on_its_own_units_alone(unit, period, reason, told):
    kinds = (("cap_tinh", 5), ("cap_huyen", 3), ("cap_xa", 2))
    total = ("so_tthc_mot_cua_tong", 20)
    pairs = [total, *((f"so_tthc_{name}", value) for name, value in kinds)]
    problems, reasons, _ = told(long(unit, period, *pairs))
    assert [code for _, code, _ in problems] == ["identity"]
    assert f"20 khác {reason}" in reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [(",99,100", "98,,"), ("99,,", "99,99,100"), ("99,,", ",99,100")],
)
def test_rows_that_repeat_in_part_lose_nothing_of_the_rest(one, other, told):
    line = "Huyện Tuy Phước,,2023-Q1,ty_le_dung_han"
    problems, _, outcome = told(rows(f"{line},{one}", f"{line},{other}"))
    assert [code for _, code, _ in problems if code in ("duplicate-row", "conflict")] == []
    checked = outcome.checked
    assert [int(c.value) for c in checked.counts] in ([99, 100], [100, 99])
    assert [(r.subject.code, r.value > 97) for r in checked.rates] == [("ty_le_dung_han", True)]


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ((("tthc_tiep_nhan", 20335), ("tthc_da_giai_quyet", 19545),
          ("tthc_dang_giai_quyet_trong_han", 789)),
         "Đã giải quyết 19.545 + Đang GQ trong hạn 789 = 20.334, khác Tiếp nhận 20.335:"
         " 1 chưa được giải thích"),
        ((("don_kntc", 9), ("don_khieu_nai", 5), ("don_to_cao", 3)),
         "Đơn KNTC 9 khác Đơn khiếu nại 5 + Đơn tố cáo 3 = 8, lệch 1"),
        ((("tong_so_ho", 10), ("ho_ngheo", 11)), None),
        ((("ho_ngheo", 11), ("tong_so_ho", 10)), "Hộ nghèo 11 lớn hơn Tổng số hộ 10, vượt 1"),
        ((("kn_vu_thuoc_tham_quyen", 2), ("kn_da_giai_quyet", 3)),
         "Vụ KN thuộc thẩm quyền 2 nhỏ hơn KN đã giải quyết 3 = 3, thiếu 1"),
        ((("kn_giai_quyet_bang_quyet_dinh", 2), ("kn_rut_don", 1), ("kn_vu_thuoc_tham_quyen", 2)),
         "Vụ KN thuộc thẩm quyền 2 nhỏ hơn"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_noted_and_kept(pairs, reason, told):
    problems, reasons, outcome = told(long(*PLACE, *pairs))
    assert {severity for severity, _, _ in problems} <= {"note"}
    assert len(outcome.figures) == len(pairs)
    if reason:
        assert any(reason in text and "hỏi lại đơn vị" in text for text in reasons)


def test_the_opening_stock_is_the_closing_one_of_the_period_before(told):
    problems, reasons, _ = told(
        rows(
            "Huyện Tuy Phước,,2022-Q4,tthc_dang_giai_quyet,90",
            "Huyện Tuy Phước,,2023-Q1,tthc_ky_truoc_chuyen_sang,95",
        )
    )
    assert problems == [("note", "identity", 3)]
    assert "Kỳ trước chuyển sang 95 khác Đang giải quyết 90 của Quý IV/2022, lệch 5" in reasons[0]


@pytest.mark.parametrize(
    ("printed", "counts", "code", "says"),
    [
        ('"99,85"', "19517,19545", "rate_cut", "báo cáo in 99,85 %, tính từ số đếm 19.517/19.545"
         " là 99,86 % (số in bị cắt đuôi thay vì làm tròn)"),
        ('"99,86"', "19517,19545", None, ""),
        ("100", "19517,19545", None, ""),
        ('"12,5"', "1,8", None, ""),
        ("12", "1,8", None, ""),
        ("13", "1,8", None, ""),
        ('"98,00"', "19517,19545", "rate_differs", "lệch 1,86 điểm phần trăm; hỏi lại đơn vị"),
        ("50", "0,0", "rate_of_none", "báo cáo in 50,00 % mà mẫu số bằng 0"),
        ("0", "0,0", None, ""),
    ],
)  # fmt: skip
def test_a_printed_rate_is_compared_as_far_as_it_is_printed(printed, counts, code, says, told):
    problems, reasons, _ = told(rows(f"Huyện Tuy Phước,,2023-Q1,ty_le_dung_han,{printed},{counts}"))
    assert problems == ([("note", code, 2)] if code else [])
    assert says in "".join(reasons)


def test_a_rate_of_several_counts_keeps_only_what_is_printed(told):
    problems, _, outcome = told(rows("Huyện Tuy Phước,,2023-Q1,ty_le_giai_quyet_kntc,50,1,2"))
    assert problems == [("note", "not_split", 2)]
    assert outcome.checked.counts == ()


def test_a_wide_form_that_adds_up_has_only_its_remarks(told):
    problems, _, outcome = told(wide())
    assert problems == [("note", "total_row", 10), ("note", "not_data", 11)]
    assert (outcome.records, outcome.loaded, outcome.noted, outcome.rejected) == (4, 2, 2, 0)


def test_a_total_that_differs_is_told(told):
    problems, reasons, _ = told(WIDE.replace("Tổng cộng;1.650", "Tổng cộng;1.651").encode())
    assert problems == [
        ("note", "total_row", 10), ("note", "total_differs", 10), ("note", "not_data", 11),
    ]  # fmt: skip
    assert "dòng tổng in 1.651, cộng các dòng là 1.650, lệch 1" in reasons[1]


def test_totals_of_groups_are_compared_with_their_group(told):
    problems, _, _ = told(
        "Quý I/2023;\nĐơn vị;Số hộ nghèo\nH. Tuy Phước;1\nH. Phù Cát;2\nCộng;3\nH. Tuy An;4\n"
        "Cộng;4\nTổng cộng;8\n".encode()
    )
    assert [p for p in problems if p[1] == "total_differs"] == [("note", "total_differs", 8)]


@pytest.mark.parametrize(
    ("rows_", "noted"),
    [
        (("A;5", "Cộng;5", "B;6", "Tổng cộng toàn tỉnh;6"), [7]),
        (("A;5", "Cộng;5", "B;6", "Tổng cộng toàn tỉnh;11"), []),
        (("A;5", "Cộng;5", "B;6", "Cộng;6", "Toàn tỉnh;11"), []),
        (("Toàn tỉnh;11", "A;5", "Cộng;5", "B;6", "Cộng;6"), []),
        (("Toàn tỉnh;6", "A;5", "Cộng;5", "B;6", "Cộng;6"), [4]),
        (("A;5", "Tổng số;5", "B;6", "Tổng số;6"), [7]),
        (("A;5", "Tổng cộng;5", "B;6", "Tổng cộng;11"), []),
        (("A;5", "Tổng cộng;5", "B;6", "Tổng cộng;6"), [7]),
    ],
)
def test_the_grand_total_is_of_all_rows(rows_, noted, told):
    text = "\n".join(("Quý I/2023;", "Đơn vị;Số hộ nghèo", "I. Cấp huyện;", *rows_, ""))
    text = text.replace("A;", "H. Tuy Phước;").replace("B;", "H. Phù Cát;")
    problems, _, _ = told(text.encode())
    assert [line for _, code, line in problems if code == "total_differs"] == noted


def test_totals_are_compared_within_their_period(told):
    problems, _, _ = told(
        "Đơn vị;Kỳ;Số hộ nghèo\nH. Tuy Phước;Quý I/2023;1\nH. Tuy Phước;Quý II/2023;2\n"
        "Toàn tỉnh;Quý I/2023;1\nToàn tỉnh;Quý II/2023;3\n".encode()
    )
    assert [p for p in problems if p[1] == "total_differs"] == [("note", "total_differs", 5)]


@pytest.mark.parametrize(
    ("before", "now", "noted"),
    [
        ("2023-Q1", "2023-Q2", True),
        ("2022-12", "2023-Q1", True),
        ("2023-H1", "2023-H2", True),
        ("2023-Q1", "2023-Q2-LK", False),
        ("2022-9M", "2023-9M", False),
    ],
)
def test_an_opening_stock_is_that_of_the_period_that_ends_where_it_begins(before, now, noted, told):
    line = "Huyện Tuy Phước,"
    problems, _, _ = told(
        rows(
            f"{line},{before},tthc_dang_giai_quyet,100",
            f"{line},{now},tthc_ky_truoc_chuyen_sang,95",
        )
    )
    assert problems == ([("note", "identity", 3)] if noted else [])


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ((("tthc_tiep_nhan_trong_ky", 10), ("tthc_so_hoa", 11)),
         [("note", "part_over_whole", 3)]),
        ((("kn_da_giai_quyet", 2), ("kn_dung_thoi_han", 3)), [("note", "part_over_whole", 3)]),
        ((("tthc_da_giai_quyet", 2), ("tthc_giai_quyet_qua_han", 2)), []),
        ((("ho_ngheo", 3), ("tong_so_ho", 2)), [("note", "identity", 2)]),
        ((("tthc_tiep_nhan_truc_tuyen", 4), ("tthc_tiep_nhan_truc_tiep_bcci", 4),
          ("tthc_so_hoa", 9)), [("note", "part_over_whole", 4)]),
    ],
)  # fmt: skip
def test_a_part_larger_than_its_whole_is_told_once(pairs, found, told):
    problems, _, outcome = told(long(*PLACE, *pairs))
    assert problems == found
    assert len(outcome.figures) == len(pairs)


@pytest.mark.parametrize(
    ("pairs", "line"),
    [
        ((("tthc_giai_quyet_truoc_han", 100), ("tthc_giai_quyet_dung_han", 50),
          ("tthc_da_giai_quyet", 100)), 4),
        ((("tthc_giai_quyet_truoc_han", 60), ("tthc_giai_quyet_dung_han", 40),
          ("tthc_da_giai_quyet", 100)), None),
        ((("viec_lam_tao_moi", 150), ("viec_lam_ke_hoach_nam", 100)), None),
    ],
)  # fmt: skip
def test_a_ratio_above_100_that_cannot_be_is_noted(pairs, line, told):
    problems, reasons, outcome = told(long(*PLACE, *pairs))
    assert problems == ([("note", "ratio_over_100", line)] if line else [])
    assert len(outcome.figures) == len(pairs)
    assert [reason.split("; ")[0].split(": ")[1] for reason in reasons] == (
        ["tử số lớn hơn mẫu số (GQ trước và đúng hạn 150, Đã giải quyết 100)"] if line else []
    )


def test_counts_of_a_wide_table_above_100_are_told_by_both_names(told):
    head = "Kỳ báo cáo: Quý I/2024;;\nĐơn vị;Hồ sơ đã giải quyết;Hồ sơ giải quyết trước và đúng hạn"
    problems, reasons, _ = told(f"{head}\nHuyện Tuy Phước;100;150\n".encode())
    assert problems == [("note", "part_over_whole", 3)]
    assert reasons[0].startswith("GQ trước và đúng hạn 150 lớn hơn Đã giải quyết 100, vượt 50")


def test_a_part_larger_than_its_whole_is_told_on_its_sheet(told):
    pairs = (("tthc_tiep_nhan_trong_ky", 10), ("tthc_so_hoa", 11))
    cells = [[PLACE[0], "", PLACE[1], code, value] for code, value in pairs]
    problems, _, outcome = told(workbook([HEADER.split(",")[:5], *cells]))
    assert problems == [("note", "part_over_whole", 3)]
    assert [p.sheet for p in outcome.problems] == ["Sheet"]
    assert (outcome.records, outcome.loaded, outcome.noted) == (2, 1, 1)


def test_the_total_of_a_column_headed_by_a_level_is_compared(told):
    problems, _, outcome = told(
        "Quý I/2023;\nĐơn vị;Số đơn KNTC\nH. Tuy Phước;1.200\nH. Phù Cát;2\nCộng;1.203\n".encode()
    )
    assert problems == [("note", "total_row", 5), ("note", "total_differs", 5)]
    assert [(c.measure, c.value) for c in outcome.checked.counts] == [
        ("don_kntc", 1200), ("don_kntc", 2),
    ]  # fmt: skip
