"""Coverage, receipts, problems and restatements."""

import duckdb

from indicators import completeness, editions, scope
from tests.indicators import BINH_DINH, GIA_LAI_NEW, cells, csv, edition

DONE = "tthc_da_giai_quyet"
TTHC = ["ho_so_tthc"]


def test_each_unit_and_period_has_the_state_that_tells_most(tmp_path):
    # Due 19/03/2024. 540 in time; 542 late; 543 corrected; 544 refused; 545 refused in part;
    # 546 has another family only; 547 a plan only; 548 a printed rate only; the rest nothing.
    row = "{} 2024-Q1 {} {} - - {}"
    found = edition(
        tmp_path,
        csv(
            row.format(540, DONE, 10, "19/03/2024"),
            row.format(542, DONE, 10, "20/03/2024"),
            row.format(543, DONE, 10, "18/03/2024"),
            row.format(544, DONE, "10x", "18/03/2024"),
            row.format(545, DONE, 10, "18/03/2024"),
            row.format(545, "tthc_tiep_nhan", "?!", "18/03/2024"),
            row.format(546, "don_kntc", 1, "18/03/2024"),
            row.format(547, "viec_lam_ke_hoach_nam", 1, "18/03/2024"),
            "548 2024-Q1 ty_le_dung_han 98,5",
            "549 2024-H1 tthc_da_giai_quyet 3",
        ),
        csv(row.format(543, DONE, 11, "20/06/2024"), row.format(540, DONE, 10, "20/06/2024")),
    )
    where = scope.scope(found, BINH_DINH)
    frame = completeness.coverage(found, where, "quy", TTHC)
    told = frame[frame["unit"].isin(["An Nhơn", "Vân Canh"]) | (frame["status"] != "missing")]
    assert cells(told, "unit", "period", "status", "figures", "restated", "rejects") == [
        ("An Lão", "2024-Q1", "late", 1, 0, 0),
        ("An Nhơn", "2024-Q1", "missing", 0, 0, 0),
        ("Hoài Ân", "2024-Q1", "rejected", 0, 0, 1),
        ("Hoài Nhơn", "2024-Q1", "restated", 1, 1, 0),
        ("Phù Cát", "2024-Q1", "reported", 1, 0, 0),
        ("Phù Mỹ", "2024-Q1", "reported", 1, 0, 1),
        ("Quy Nhơn", "2024-Q1", "reported", 1, 0, 0),
        ("Vân Canh", "2024-Q1", "missing", 0, 0, 0),
    ]
    assert len(frame) == 11
    assert set(frame["status"]) <= set(completeness.STATUSES)
    assert frame.loc[frame["status"] == "rejected", "reason"].str.contains("10x").all()


def test_derived_figures_are_no_reports(tmp_path):
    # Jobs of quarter II are the difference of two cumulated figures: two reports, not four.
    found = edition(
        tmp_path,
        csv("540 2024-Q1-LK viec_lam_tao_moi 10", "540 2024-Q2-LK viec_lam_tao_moi 30"),
    )
    where = scope.scope(found, BINH_DINH)
    frame = completeness.coverage(found, where, "quy", ["lao_dong_viec_lam"])
    assert cells(frame[frame["figures"] > 0], "unit", "period", "figures") == [
        ("Quy Nhơn", "2024-Q1", 1),
        ("Quy Nhơn", "2024-Q2", 1),
    ]


def test_units_are_only_expected_while_they_exist(tmp_path):
    found = edition(tmp_path, csv(f"540 2025-Q2 {DONE} 1", f"21583 2025-Q3 {DONE} 1"))
    old = completeness.coverage(found, scope.scope(found, BINH_DINH), "quy", TTHC)
    new = completeness.coverage(found, scope.scope(found, GIA_LAI_NEW), "quy", TTHC)
    assert old.groupby("period").size().to_dict() == {"2025-Q2": 11, "2025-Q3": 58}
    assert new.groupby("period").size().to_dict() == {"2025-Q2": 11, "2025-Q3": 135}


def test_restatements_go_from_old_to_new_with_both_places(tmp_path):
    found = edition(
        tmp_path,
        csv(f"540 2024-Q1 {DONE} 10", f"542 2024-Q1 {DONE} 5"),
        csv(f"542 2024-Q1 {DONE} 5", f"540 2024-Q1 {DONE} 12"),
        csv(f"540 2024-Q1 {DONE} 10"),
    )
    columns = ("unit", "period", "old_value", "new_value", "old_file", "old_line")
    assert cells(completeness.restatements(found), *columns, "new_file", "new_line") == [
        ("Thành phố Quy Nhơn", "2024-Q1", 12, 10, "tep_2.csv", 3, "tep_3.csv", 2),
        ("Thành phố Quy Nhơn", "2024-Q1", 10, 12, "tep_1.csv", 2, "tep_2.csv", 3),
    ]


def test_a_sum_stated_otherwise_than_its_parts_gave_it_is_a_restatement(tmp_path):
    found = edition(
        tmp_path,
        csv("540 2024-Q1 tthc_giai_quyet_truoc_han 9", "540 2024-Q1 tthc_giai_quyet_dung_han 5"),
        csv("540 2024-Q1 tthc_giai_quyet_truoc_va_dung_han 13"),
    )
    columns = ("old_value", "new_value", "old_file", "old_line", "new_file", "new_line")
    assert cells(completeness.restatements(found), *columns) == [
        (14, 13, "tep_1.csv", 2, "tep_2.csv", 2)
    ]


def test_problems_name_the_file_line_column_and_cell(tmp_path):
    found = edition(
        tmp_path,
        csv(f"540 2024-Q1 {DONE} 10", f"550 2024-Q1 {DONE} 12x"),
        csv(f"550 2024-Q1 {DONE} 12", f"xx 2024-Q1 {DONE} 1"),
    )
    columns = ("severity", "code", "file_name", "line", "column_name", "found", "unit", "period")
    assert cells(completeness.problems(found), *columns) == [
        ("reject", "unit_unknown", "tep_2.csv", 3, "don_vi", "xx", None, "2024-Q1"),
        ("reject", "not_a_number", "tep_1.csv", 3, "gia_tri", "12x", "Huyện Tuy Phước", "2024-Q1"),
    ]


def test_a_refused_figure_received_since_names_the_file_that_is_in_use(tmp_path):
    wrong = f"550 2024-Q1 {DONE} 12x", f"540 2024-Q1 {DONE} 13x", f"xx 2024-Q1 {DONE} 14x"
    found = edition(
        tmp_path,
        csv("540 2024-Q1 tthc_tiep_nhan 10", *wrong),
        csv(f"550 2024-Q1 {DONE} 12", "540 2024-Q1 tthc_tra_ket_qua_bcci 13"),
        csv(f"550 2024-Q1 {DONE} 13", f"550 2024-Q1 {DONE} 1x"),
    )
    told = completeness.problems(found)
    refused = told[told["severity"] == "reject"]
    assert cells(refused, "file_name", "found", "received_in") == [
        ("tep_3.csv", "1x", ""), ("tep_1.csv", "12x", "tep_3.csv"),
        ("tep_1.csv", "13x", ""), ("tep_1.csv", "xx", ""),
    ]  # fmt: skip
    assert set(told.loc[told["severity"] == "note", "received_in"]) == {""}


def test_an_edition_that_does_not_tell_what_was_refused_tells_nothing_of_its_return(tmp_path):
    found = edition(tmp_path, csv(f"540 2024-Q1 {DONE} 1x"), csv(f"540 2024-Q1 {DONE} 1"))
    editions._root.cache_clear()
    with duckdb.connect(str(found.path)) as con:
        con.execute("alter table problem drop column measure")
    assert cells(completeness.problems(found), "found", "received_in") == [("1x", "")]


def test_sources_are_the_receipts_newest_first_and_add_up(tmp_path):
    found = edition(
        tmp_path,
        csv(f"540 2024-Q1 {DONE} 10", f"550 2024-Q1 {DONE} 12x"),
        csv(f"550 2024-Q1 {DONE} 12 - - - Số liệu minh họa"),
    )
    frame = completeness.sources(found)
    columns = ("source_id", "file_name", "is_demo", "records", "loaded", "noted", "rejected")
    assert cells(frame, *columns) == [
        (2, "tep_2.csv", True, 1, 0, 1, 0),
        (1, "tep_1.csv", False, 2, 1, 0, 1),
    ]
