"""Figures of different periods and files compared: revisions, half-years, stocks, restated ones."""

from itertools import pairwise

import pytest

from etl import load_files
from tests.etl.files import long, rows, workbook

UNIT = "Huyện Tuy Phước"


def test_a_cumulative_figure_lower_than_its_quarters_is_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,viec_lam_tao_moi,100", f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,90")
    )
    assert edition.derived() == [("2023-Q1-LK", 100, "running", False)]
    assert edition.notes() == [(1, 3, "revision", "550", "2023-Q2-LK")]


def test_a_cumulative_figure_that_falls_is_noted_as_a_revision(built, data):
    edition = built(
        rows(f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100"),
        rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,80", f"{UNIT},,2023-Q2,ho_ngheo,1"),
    )
    assert [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]] == [
        ("2023-Q1", 100.0, "difference")
    ]
    assert edition.notes() == [(2, 2, "revision", "550", "2023-Q2-LK")]
    assert edition.rows(
        "select records, loaded, noted, rejected from source order by source_id"
    ) == [
        (1, 1, 0, 0),
        (2, 1, 1, 0),
    ]


def test_a_figure_raised_later_above_a_longer_one_is_told_of_it(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_da_giai_quyet,100", f"{UNIT},,2023-H1,tthc_da_giai_quyet,250"),
        rows(f"{UNIT},,2023-Q1,tthc_da_giai_quyet,300"),
    )
    assert edition.notes() == [
        (1, 3, "revision", "550", "2023-H1"),
        (2, 2, "replaced", "550", "2023-Q1"),
        (2, 2, "revision", "550", "2023-Q1"),
    ]


def test_the_load_itself_tells_of_a_revision(data):
    files = [("a.csv", rows(f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100"))]
    files.append(("b.csv", rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,80")))
    outcome = load_files(data, files).outcomes[1]
    assert (outcome.outcome, outcome.loaded, outcome.noted) == ("accept_with_notes", 0, 1)
    assert outcome.problems[0].reason.startswith(
        "Lao động được tạo việc làm: lũy kế đến hết quý II/2023 là 80, thấp hơn lũy kế đến hết"
        " quý I/2023 là 100"
    )


def test_a_half_year_that_differs_from_its_quarters_is_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_da_giai_quyet,10", f"{UNIT},,2023-Q2,tthc_da_giai_quyet,20"),
        rows(f"{UNIT},,2023-H1,tthc_da_giai_quyet,31", f"{UNIT},,2023,tthc_da_giai_quyet,99"),
    )
    assert edition.notes() == [(2, 2, "periods_differ", "550", "2023-H1")]


# Each year says one thing; the notes it gets.
YEARS = {
    ("2010-Q1 300", "2010-H1 250", "2010-9M 200", "2010 100"): [
        ("revision", "2010"), ("revision", "2010-9M"), ("revision", "2010-H1"),
    ],
    ("2011-H1 300", "2011-H2 100", "2011 450"): [("periods_differ", "2011")],
    ("2012-9M 300", "2012-Q4 100", "2012 250"): [("periods_differ", "2012")],
    ("2013-H1 300", "2013-Q3 100", "2013-9M 250"): [("periods_differ", "2013-9M")],
    ("2014-Q2-LK 250", "2014-Q3 50", "2014-Q3-LK 330"): [("periods_differ", "2014-Q3-LK")],
    ("2015-Q1-LK 120", "2015-Q2 99", "2015-Q2-LK 250"): [("periods_differ", "2015-Q2-LK")],
    ("2016-01 1", "2016-02 2", "2016-03 3", "2016-Q1 7"): [("periods_differ", "2016-Q1")],
    ("2017-07 1", "2017-08 2", "2017-09 3", "2017-Q3 7"): [("periods_differ", "2017-Q3")],
    # An error within the first half is told there and not of every longer period.
    ("2018-Q1 1", "2018-Q2 2", "2018-H1 4", "2018-Q3 1", "2018-9M 5", "2018-H2 2", "2018 6"): [
        ("periods_differ", "2018-H1")
    ],
    ("2019-Q1-LK 300", "2019-9M 250"): [("revision", "2019-9M")],
    # A period between is missing, nothing falls: nothing to hold against anything.
    ("2020-Q1 10", "2020-9M 50", "2020-Q4 7", "2020-02 50"): [],
}  # fmt: skip


def test_every_figure_from_january_on_is_held_against_the_others(built):
    said = [line.split() for year in YEARS for line in year]
    edition = built(
        rows(
            *(f"{UNIT},,{period},tthc_da_giai_quyet,{value}" for period, value in said),
            f"{UNIT},,2010-Q1,tthc_dang_giai_quyet,9",
            f"{UNIT},,2010-H1,tthc_dang_giai_quyet,8",
        )
    )
    notes = sorted((code, period) for _, _, code, _, period in edition.notes())
    assert notes == sorted(note for year in YEARS.values() for note in year)


def test_months_cut_off_on_other_days_than_quarters_are_not_added_to_them(data, built):
    path = data / "catalogue" / "period_kinds.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("thang,3,Tháng 3,0,2,15,3,14", "thang,3,Tháng 3,0,2,15,3,31"))
    edition = built(
        rows(
            *(f"{UNIT},,2016-0{month},tthc_da_giai_quyet,{month}" for month in (1, 2, 3)),
            f"{UNIT},,2016-Q1,tthc_da_giai_quyet,7",
        )
    )
    assert edition.notes() == []


@pytest.mark.parametrize(
    ("before", "now", "noted"),
    [
        ("2023-Q1", "2023-Q2", True),
        ("2022-Q4", "2023-Q1", True),
        ("2022", "2023-Q1", True),
        ("2023-Q1-LK", "2023-Q2", True),
        ("2023-H1", "2023-Q3", True),
        ("2022-H2", "2023-Q2-LK", True),
        ("2022-Q4", "2023-9M", True),
        ("2023-Q1", "2023-Q2-LK", False),
        ("2022-9M", "2023-9M", False),
        ("2023-Q1", "2023-Q3", False),
    ],
)
def test_an_opening_stock_is_compared_with_the_closing_one_of_another_file(
    before, now, noted, built
):
    edition = built(
        rows(f"{UNIT},,{before},tthc_dang_giai_quyet,100"),
        rows(f"{UNIT},,{now},tthc_ky_truoc_chuyen_sang,95"),
    )
    assert edition.notes() == ([(2, 2, "opening_differs", "550", now)] if noted else [])


def test_the_load_tells_of_an_opening_stock_in_words(data):
    files = [
        ("a.csv", rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,100")),
        ("b.csv", rows(f"{UNIT},,2023-Q2,tthc_ky_truoc_chuyen_sang,95")),
    ]
    outcome = load_files(data, files).outcomes[1]
    assert outcome.problems[0].reason.startswith(
        "Kỳ trước chuyển sang và Đang giải quyết lệch 5: đầu quý II/2023 là 95, cuối quý I/2023"
        " là 100."
    )


def test_an_opening_stock_that_agrees_or_was_mended_is_not_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,100"),
        rows(f"{UNIT},,2023-Q2,tthc_ky_truoc_chuyen_sang,95"),
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,95"),
    )
    assert edition.notes() == [(3, 2, "replaced", "550", "2023-Q1")]


def test_real_and_demo_figures_of_the_sample_are_neither_compared_nor_combined(sampled):
    demo = (
        "2023-Q1,tthc_da_giai_quyet,10",
        "2023-Q2,tthc_da_giai_quyet,20",
        "2023-Q1-LK,viec_lam_tao_moi,100",
        "2024-Q1-LK,viec_lam_tao_moi,100",
        "2023-Q3,tthc_dang_giai_quyet,100",
        "2022-Q1,viec_lam_tao_moi,5",
        "2022-Q1,tthc_giai_quyet_truoc_han,7",
    )
    real = (
        "2023-H1,tthc_da_giai_quyet,31",
        "2023-Q2-LK,viec_lam_tao_moi,80",
        "2024-Q2-LK,viec_lam_tao_moi,130",
        "2023-Q4,tthc_ky_truoc_chuyen_sang,95",
        "2022-Q2,viec_lam_tao_moi,6",
        "2022-Q1,tthc_giai_quyet_dung_han,2",
    )
    mixed = sampled(
        rows(*(f"{UNIT},,{line},,,,,Số liệu minh họa" for line in demo)),
        rows(*(f"{UNIT},,{line},,,,,Báo cáo" for line in real)),
    )
    assert mixed.notes() == []
    assert mixed.rows(
        "select p.code, value::integer, derived from observation join period p using (period_id)"
        " where derived <> '' order by all"
    ) == [
        ("2022-Q1-LK", 5, "running"),
        ("2023-Q1", 100, "difference"),
        ("2024-Q1", 100, "difference"),
    ]


def test_a_figure_that_replaces_another_says_so_with_old_new_and_place(data):
    book = workbook([["don_vi", "ky", "chi_tieu", "gia_tri"], [UNIT, "2023-Q1", "ho_ngheo", "5"]])
    load_files(
        data,
        [
            ("cu.xlsx", book),
            ("cu.csv", long(UNIT, "2023-Q1", ("tong_so_ho", 10), ("ty_le_dung_han", '"99,5"'))),
        ],
    )
    content = long(
        UNIT, "2023-Q1", ("ho_ngheo", 6), ("tong_so_ho", 10), ("ty_le_dung_han", '"99,7"')
    )
    (outcome,) = load_files(data, [("moi.csv", content)]).outcomes
    assert (outcome.outcome, outcome.loaded, outcome.noted) == ("accept_with_notes", 1, 2)
    assert outcome.replaced == 2
    assert [(p.line, p.code, p.found, p.reason.split(". ")[0]) for p in outcome.problems] == [
        (
            2, "replaced", "6",
            "Hộ nghèo: 6 thay số 5 đã nạp (tệp “cu.xlsx”, trang tính “Sheet”, dòng 2)",
        ),
        (
            4, "replaced", "99,7",
            "Tỷ lệ đúng hạn in sẵn: 99,7 thay số 99,5 đã nạp (tệp “cu.csv”, dòng 3)",
        ),
    ]  # fmt: skip


def test_parts_that_replace_a_stated_sum_say_so(data):
    before, on_time = "tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han"
    both = "tthc_giai_quyet_truoc_va_dung_han"
    files = [long(UNIT, "2023-Q1", (both, 100)), long(UNIT, "2023-Q1", (before, 90), (on_time, 9))]
    outcome = load_files(data, [(f"{i}.csv", file) for i, file in enumerate(files)]).outcomes[1]
    assert [p.reason.split(" đã nạp")[0] for p in outcome.problems] == [
        "GQ trước và đúng hạn: tính lại từ các phần là 99, thay số 100"
    ]


def test_a_stated_sum_that_replaces_the_sum_of_its_parts_says_so(built):
    before, on_time = "tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han"
    both = "tthc_giai_quyet_truoc_va_dung_han"
    edition = built(
        long(UNIT, "2024-Q1", ("tthc_da_giai_quyet", 1900), (before, 950), (on_time, 941)),
        long(UNIT, "2024-Q1", ("tthc_da_giai_quyet", 1900), (both, 1800)),
    )
    told = edition.rows("select source_id, line, reason from problem where code = 'replaced'")
    assert [(source, line, reason.split(". Số cũ")[0]) for source, line, reason in told] == [
        (2, 3,
         "GQ trước và đúng hạn: 1.800 thay số 1.891 tính từ các phần đã nạp (tệp “1.csv”, dòng 3)")
    ]  # fmt: skip
    assert edition.rows(
        "select value::integer, derived, is_current, is_restated, source_id, line"
        " from observation join measure using (measure_id)"
        f" where code = '{both}' order by source_id"
    ) == [(1891, "parts", False, False, 1, 3), (1800, "", True, True, 2, 3)]


@pytest.mark.parametrize(
    ("files", "history"),
    [
        # The same value is nothing new, nor are parts sent again as they were.
        ([{"b": 90, "t": 9}, {"bt": 99}], [(99, "", True)]),
        ([{"bt": 98}, {"b": 90, "t": 9}, {"bt": 97}],
         [(98, "", False), (99, "parts", False), (97, "", True)]),
        ([{"b": 90, "t": 9}, {"bt": 98}, {"b": 90}, {"bt": 97}],
         [(99, "parts", False), (98, "", False), (97, "", True)]),
        ([{"b": 90, "t": 9}, {"bt": 98}, {"b": 80}],
         [(99, "parts", False), (98, "", False), (89, "parts", True)]),
        ([{"b": 90}, {"bt": 98}, {"t": 9}],
         [(98, "", False), (99, "parts", True)]),
    ],
)  # fmt: skip
def test_sums_and_parts_in_turn_leave_their_history(files, history, built):
    codes = {
        "b": "tthc_giai_quyet_truoc_han",
        "t": "tthc_giai_quyet_dung_han",
        "bt": "tthc_giai_quyet_truoc_va_dung_han",
    }
    edition = built(
        *(long(UNIT, "2024-Q1", *((codes[k], v) for k, v in file.items())) for file in files)
    )
    assert (
        edition.rows(
            "select value::integer, derived, is_current from observation"
            f" join measure using (measure_id) where code = '{codes['bt']}' order by source_id"
        )
        == history
    )
    told = sum(one != other for (one, *_), (other, *_) in pairwise(history))
    assert edition.rows(
        "select count(*) from problem where code = 'replaced'"
        " and starts_with(reason, 'GQ trước và đúng hạn:')"
    ) == [(told,)]
