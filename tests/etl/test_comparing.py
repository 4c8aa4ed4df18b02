"""Figures of different files held against one another: identities, parts, ratios, periods."""

import io

import pytest
from openpyxl import Workbook

from etl import load_files
from indicators import completeness, editions
from tests.etl.files import long, rows

UNIT, WHEN = "Huyện Tuy Phước", "2023-Q1"
LIABLE, SETTLED = "kn_vu_thuoc_tham_quyen", "kn_da_giai_quyet"


@pytest.fixture
def told(data):
    """Load files one after another; every note: file, line, code, reason."""

    def load(*files: bytes) -> list[tuple]:
        for i, content in enumerate(files, 1):
            load_files(data, [(f"{i}.csv", content)])
        found = completeness.problems(editions.current(data))
        found = found.sort_values(["file_name", "line", "code", "reason"], ignore_index=True)
        columns = ["file_name", "line", "code", "reason"]
        return list(found[columns].itertuples(index=False, name=None))

    return load


def test_two_files_that_contradict_each_other_are_both_told_with_the_difference(told):
    reason = (
        "Số ở các tệp không khớp nhau: Vụ KN thuộc thẩm quyền 10 (tệp “1.csv”, dòng 3) nhỏ hơn"
        " KN đã giải quyết 12 (tệp “2.csv”, dòng 2), lệch 2. Số giữ nguyên như báo cáo; hỏi lại"
        " đơn vị"
    )
    assert told(
        long(UNIT, WHEN, ("ho_ngheo", 1), (LIABLE, 10)), long(UNIT, WHEN, (SETTLED, 12))
    ) == [("1.csv", 3, "files_disagree", reason), ("2.csv", 2, "files_disagree", reason)]


def test_files_that_agree_are_not_told(told):
    assert told(long(UNIT, WHEN, (LIABLE, 10)), long(UNIT, WHEN, (SETTLED, 10))) == []


def test_what_one_file_says_alone_is_told_once(told):
    notes = told(long(UNIT, WHEN, (LIABLE, 10), (SETTLED, 12)), long(UNIT, WHEN, ("ho_ngheo", 1)))
    assert [note[:3] for note in notes] == [("1.csv", 2, "identity")]


PARTS = (("tc_da_giai_quyet", 10), ("tc_dung_thoi_han", 7), ("tc_qua_thoi_han", 2))


def test_a_correction_that_mends_leaves_the_old_note_as_one_on_old_figures(told):
    notes = told(long(UNIT, WHEN, *PARTS), long(UNIT, WHEN, ("tc_qua_thoi_han", 3)))
    assert [note[:3] for note in notes] == [("1.csv", 2, "identity"), ("2.csv", 2, "replaced")]
    assert notes[0][3].startswith(
        "Ghi chú về số cũ, đã được báo cáo lại ở tệp “2.csv”. TC đã giải quyết 10 khác"
    )


def test_a_correction_that_breaks_is_told_at_both_places(told):
    right = (*PARTS[:2], ("tc_qua_thoi_han", 3))
    notes = told(long(UNIT, WHEN, *right), long(UNIT, WHEN, ("tc_qua_thoi_han", 1)))
    assert [note[:3] for note in notes] == [
        ("1.csv", 2, "files_disagree"),
        ("2.csv", 2, "files_disagree"),
        ("2.csv", 2, "replaced"),
    ]
    assert "= 8, lệch 2." in notes[0][3]


def test_a_correction_elsewhere_leaves_a_note_as_it_was(told):
    notes = told(long(UNIT, WHEN, *PARTS, ("ho_ngheo", 4)), long(UNIT, WHEN, ("ho_ngheo", 5)))
    assert [(note[2], note[3].startswith("TC đã giải quyết")) for note in notes] == [
        ("identity", True),
        ("replaced", False),
    ]


def test_a_part_larger_than_its_whole_in_another_file_is_told(told):
    notes = told(
        long(UNIT, WHEN, ("tthc_tiep_nhan", 10)), long(UNIT, WHEN, ("tthc_tiep_nhan_trong_ky", 11))
    )
    assert [note[:3] for note in notes] == [
        ("1.csv", 2, "files_disagree"),
        ("2.csv", 2, "files_disagree"),
    ]


def test_a_ratio_over_100_of_two_files_is_told(told):
    notes = told(
        long(UNIT, WHEN, ("tthc_giai_quyet_truoc_va_dung_han", 8), ("tthc_da_giai_quyet", 9)),
        long(UNIT, WHEN, ("tthc_dang_giai_quyet_trong_han", 5)),
        long(UNIT, WHEN, ("tthc_tiep_nhan", 12)),
    )
    assert {note[0] for note in notes} == {"1.csv", "2.csv", "3.csv"}
    assert {note[2] for note in notes} == {"files_disagree"}


COUNTS = (("tthc_giai_quyet_truoc_va_dung_han", 19517), ("tthc_da_giai_quyet", 19545))


def printed(value: str, *more: str) -> bytes:
    return rows(f'{UNIT},,{WHEN},ty_le_dung_han,"{value}"', *more)


@pytest.mark.parametrize(("value", "codes"), [("99,86", []), ("99,9", []), ("99,85", ["rate_cut"])])
def test_a_printed_rate_is_held_against_counts_of_another_file(value, codes, told):
    notes = told(printed(value), long(UNIT, WHEN, *COUNTS))
    assert [note[:3] for note in notes] == [("1.csv", 2, code) for code in codes]


def test_a_printed_rate_that_other_files_contradict_is_told_in_each(told):
    notes = told(long(UNIT, WHEN, COUNTS[0]), printed("98,5"), long(UNIT, WHEN, COUNTS[1]))
    reason = (
        "báo cáo in 98,5 %, tính từ số đếm 19.517/19.545 là 99,86 %, lệch 1,36 điểm phần trăm;"
        " hỏi lại đơn vị"
    )
    at_the_counts = f"Tỷ lệ đúng hạn (tệp “2.csv”, dòng 2): {reason}"
    assert notes == [
        ("1.csv", 2, "files_disagree", at_the_counts),
        ("2.csv", 2, "rate_differs",
         f"{reason}. Số đếm ở tệp “1.csv”, dòng 2; tệp “3.csv”, dòng 2"),
        ("3.csv", 2, "files_disagree", at_the_counts),
    ]  # fmt: skip


def test_a_rate_of_the_year_s_plan_is_held_against_the_plan_of_another_file(told):
    rate = rows(f'{UNIT},,2023-Q2-LK,ty_le_viec_lam_so_ke_hoach,"40"')
    done = long(UNIT, "2023-Q2-LK", (JOBS, 1050))
    notes = told(rate, done, long(UNIT, "2023", ("viec_lam_ke_hoach_nam", 2000)))
    assert [note[:3] for note in notes] == [
        ("1.csv", 2, "rate_differs"), ("2.csv", 2, "files_disagree"),
        ("3.csv", 2, "files_disagree"),
    ]  # fmt: skip
    assert "1.050/2.000 là 52,50 %" in notes[0][3]


def test_a_rate_beside_its_own_counts_is_not_told_again(told):
    own = rows(
        f'{UNIT},,{WHEN},ty_le_dung_han,"99,86"',
        *(f"{UNIT},,{WHEN},{code},{value}" for code, value in COUNTS),
    )
    notes = told(own, long(UNIT, WHEN, ("tthc_da_giai_quyet", 30000)))
    assert "rate_differs" not in [note[2] for note in notes]


def test_demonstration_and_real_figures_of_the_sample_do_not_contradict_each_other(sampled):
    demo = f"{UNIT},,{WHEN},{LIABLE},10,,,,,Số liệu minh họa"
    assert sampled(rows(demo), long(UNIT, WHEN, (SETTLED, 12))).notes() == []


JOBS = "viec_lam_tao_moi"


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        (("2023-Q1 10", "2023-Q2 20"), ("2023-Q2-LK 31",), [("2.csv", 2)]),
        (("2023-Q1 10", "2023-Q2 20"), ("2023-Q2-LK 30",), []),
        (("2023-Q1 10",), ("2023-Q1-LK 11",), [("2.csv", 2)]),
        (("2023-Q1 1", "2023-Q2 2", "2023-Q3 3"), ("2023-9M 7",), [("2.csv", 2)]),
        (("2023-Q1 1", "2023-Q2 2", "2023-Q3 3"), ("2023-Q3-LK 7",), [("2.csv", 2)]),
        (("2023-Q1 1", "2023-Q3 3"), ("2023-Q3-LK 7",), []),
        (("2023-H1 10",), ("2023-Q2-LK 11",), [("1.csv", 2), ("2.csv", 2)]),
        (("2023-9M 10",), ("2023-Q3-LK 11",), [("1.csv", 2), ("2.csv", 2)]),
        (("2023 10",), ("2023-Q4-LK 11",), [("1.csv", 2), ("2.csv", 2)]),
        (("2023-Q3 10", "2023-Q4 10"), ("2023-H2 11",), [("2.csv", 2)]),
        # The step that came later is told too, or nobody would hear of it when it is loaded.
        (("2023-Q1-LK 11",), ("2023-Q1 10",), [("1.csv", 2), ("2.csv", 2)]),
        (("2023-Q1 10", "2023-Q2-LK 31"), ("2023-Q2 20",), [("1.csv", 3), ("2.csv", 2)]),
        (("2023-H1 10",), ("2023-H2 11",), []),
        (("2022-H1 10",), ("2023-Q2-LK 11",), []),
    ],
)
def test_the_same_months_under_two_names_must_agree(first, second, places, told):
    files = [
        rows(*(f"{UNIT},,{said.split()[0]},{JOBS},{said.split()[1]}" for said in lines))
        for lines in (first, second)
    ]
    found = [note[:2] for note in told(*files) if note[2] == "periods_differ"]
    assert found == places


TAKEN, DONE = "tthc_tiep_nhan", "tthc_da_giai_quyet"
WITHIN, OVERDUE = "tthc_dang_giai_quyet_trong_han", "tthc_dang_giai_quyet_qua_han"


@pytest.mark.parametrize(
    ("taken", "others", "said"),
    [
        (10, [(DONE, 7), (WITHIN, 2)], "khác Đã giải quyết 7"),
        (10, [(DONE, 7), (WITHIN, 3)], ""),
        (10, [(DONE, 7), (WITHIN, 2), (OVERDUE, 1)], ""),
        (10, [(DONE, 7), (WITHIN, 2), (OVERDUE, 5)], "Đang GQ quá hạn 5"),
        (10, [(DONE, 7), (WITHIN, 4)], "lệch 1."),
    ],
)
def test_a_gap_is_told_unless_a_fuller_identity_explains_it(taken, others, said, told):
    notes = told(long(UNIT, WHEN, (TAKEN, taken)), long(UNIT, WHEN, *others))
    assert {note[:3] for note in notes} == (
        {("1.csv", 2, "files_disagree"), ("2.csv", 2, "files_disagree")} if said else set()
    )
    assert all(said in note[3] for note in notes)


@pytest.mark.parametrize(
    ("unit", "period", "parts", "is_told"),
    [
        (UNIT, WHEN, (("so_tthc_cap_huyen", 4), ("so_tthc_cap_xa", 5)), True),
        (UNIT, WHEN, (("so_tthc_cap_tinh", 4), ("so_tthc_cap_xa", 5)), False),
        ("Tỉnh Bình Định", WHEN, (("so_tthc_cap_huyen", 4), ("so_tthc_cap_xa", 5)), False),
        (
            "Tỉnh Bình Định", WHEN,
            (("so_tthc_cap_tinh", 3), ("so_tthc_cap_huyen", 3), ("so_tthc_cap_xa", 3)), True,
        ),
        (
            "Tỉnh Gia Lai", "2025-Q4", (("so_tthc_cap_tinh", 4), ("so_tthc_cap_xa", 5)), True,
        ),
    ],
)  # fmt: skip
def test_a_form_s_identity_holds_for_the_units_it_is_for(unit, period, parts, is_told, told):
    notes = told(long(unit, period, ("so_tthc_mot_cua_tong", 10)), long(unit, period, *parts))
    assert bool(notes) == is_told


def test_a_sum_of_parts_of_two_files_is_held_against_a_third(told):
    notes = told(
        long(UNIT, WHEN, ("kn_rut_don", 2)),
        long(UNIT, WHEN, ("kn_giai_quyet_bang_quyet_dinh", 3), (LIABLE, 4)),
    )
    assert [note[:3] for note in notes] == [
        ("1.csv", 2, "files_disagree"),
        ("2.csv", 3, "files_disagree"),
    ]
    assert (
        "Vụ KN thuộc thẩm quyền 4 (tệp “2.csv”, dòng 3) nhỏ hơn KN giải quyết bằng QĐ 3 (tệp"
        " “2.csv”, dòng 2) + KN rút đơn 2 (tệp “1.csv”, dòng 2) = 5, lệch 1." in notes[0][3]
    )


def test_notes_on_one_line_of_two_sheets_are_two_records(data):
    book = Workbook()
    for sheet, period in ((book.active, "2023-Q1"), (book.create_sheet("Hai"), "2023-Q2")):
        sheet.append(["don_vi", "ky", "chi_tieu", "gia_tri"])
        sheet.append([UNIT, period, "ho_ngheo", "9"])
    content = io.BytesIO()
    book.save(content)
    load_files(data, [("cu.csv", rows(*(f"{UNIT},,2023-Q{q},ho_ngheo,5" for q in (1, 2))))])
    (outcome,) = load_files(data, [("moi.xlsx", content.getvalue())]).outcomes
    assert (outcome.records, outcome.loaded, outcome.noted) == (2, 0, 2)
    assert [(p.sheet, p.line) for p in outcome.problems] == [("Hai", 2), ("Sheet", 2)]


def test_a_sum_of_one_of_two_definitions_is_told_by_its_own_parts(data):
    with (data / "catalogue" / "identities.csv").open("a", encoding="utf-8") as file:
        file.write(
            "Mẫu riêng,don_kntc,=,don_khieu_nai+don_kien_nghi_phan_anh,warn,yes,,,,\n"
            "Mẫu riêng,don_kntc,<=,don_du_dieu_kien,warn,no,,,,\n"
        )
    place = ("Huyện Tuy Phước", "2023-Q1")
    files = [
        ("a.csv", long(*place, ("don_khieu_nai", 5), ("don_to_cao", 3))),
        ("b.csv", long(*place, ("don_du_dieu_kien", 7))),
    ]
    notes = [p.reason for o in load_files(data, files).outcomes for p in o.problems]
    assert [note.partition(", lệch")[0] for note in notes] == [
        "Số ở các tệp không khớp nhau: Đơn khiếu nại 5 (tệp “a.csv”, dòng 2) + Đơn tố cáo 3"
        " (tệp “a.csv”, dòng 3) = 8 lớn hơn Đơn đủ điều kiện 7 (tệp “b.csv”, dòng 2)"
    ] * 2


def test_a_record_refused_in_part_is_not_counted_again_for_a_note_of_another_file(data):
    load_files(data, [("a.csv", long(UNIT, "2024-Q4", ("ho_ngheo", 5)))])
    wide = f"Kỳ báo cáo: Quý IV/2024\nĐơn vị;Số hộ nghèo;Số hội nghị\n{UNIT};7;2\n"
    (outcome,) = load_files(data, [("b.csv", wide.encode())]).outcomes
    assert {p.code for p in outcome.problems} >= {"indicator_unknown", "replaced"}
    assert (outcome.loaded, outcome.noted, outcome.rejected, outcome.records) == (0, 0, 1, 1)
