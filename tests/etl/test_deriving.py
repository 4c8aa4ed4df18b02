"""Derived figures: sums of parts, quarters by difference, cumulative ones; what is stated wins."""

from datetime import date

import pytest

from tests.etl.files import long, rows

UNIT = "Huyện Tuy Phước"
KN, TC, KNPA, KNTC = "don_khieu_nai", "don_to_cao", "don_kien_nghi_phan_anh", "don_kntc"


def test_a_sum_is_derived_from_its_parts_only_when_not_stated(built):
    edition = built(
        long(UNIT, "2023-Q1", ("tthc_giai_quyet_truoc_han", 7), ("tthc_giai_quyet_dung_han", 2)),
        long(UNIT, "2023-Q2", ("tthc_giai_quyet_truoc_han", 7)),
        rows(
            f"{UNIT},,2023-Q3,tthc_giai_quyet_truoc_han,7",
            f"{UNIT},,2023-Q3,tthc_giai_quyet_dung_han,2",
            f"{UNIT},,2023-Q3,tthc_giai_quyet_truoc_va_dung_han,10",
        ),
    )
    assert edition.figures("tthc_giai_quyet_truoc_va_dung_han") == [
        ("2023-Q1", 9.0, "parts", True, 1, 2),
        ("2023-Q3", 10.0, "", True, 3, 4),
    ]


def test_parts_stated_later_than_their_sum_replace_it(built):
    before, on_time = "tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han"
    both = "tthc_giai_quyet_truoc_va_dung_han"
    edition = built(
        long(UNIT, "2023-Q1", (both, 9780)),
        long(UNIT, "2023-Q2", (both, 100), (before, 90), (on_time, 10)),
        long(UNIT, "2023-Q3", (before, 1), (on_time, 2)),
        long(UNIT, "2023-Q1", (before, 9000), (on_time, 2496)),
        long(UNIT, "2023-Q2", (before, 80)),
        long(UNIT, "2023-Q3", (both, 4)),
    )
    assert edition.figures(both) == [
        ("2023-Q1", 9780.0, "", False, 1, 2),
        ("2023-Q1", 11496.0, "parts", True, 4, 2),
        ("2023-Q2", 100.0, "", False, 2, 2),
        ("2023-Q2", 90.0, "parts", True, 5, 2),
        ("2023-Q3", 3.0, "parts", False, 3, 2),
        ("2023-Q3", 4.0, "", True, 6, 2),
    ]


def test_correcting_a_part_later_does_not_make_the_sum_late(built):
    head = "don_vi,ky,chi_tieu,gia_tri,ngay_bao_cao\n"
    early, late = "14/03/2023", "20/09/2023"
    edition = built(
        (
            f"{head}{UNIT},2023-Q1,tthc_giai_quyet_truoc_han,7,{early}\n"
            f"{UNIT},2023-Q1,tthc_giai_quyet_dung_han,2,{early}\n"
        ).encode(),
        f"{head}{UNIT},2023-Q1,tthc_giai_quyet_dung_han,3,{late}\n".encode(),
    )
    assert edition.rows("select value, reported_on from observation where derived = 'parts'") == [
        (10, date(2023, 3, 14))
    ]


def test_quarters_are_differences_of_cumulative_figures_never_across_a_gap(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250",
            f"{UNIT},,2023-Q4-LK,viec_lam_tao_moi,400",
            f"{UNIT},,2024-Q2-LK,viec_lam_tao_moi,90",
        )
    )
    derived = [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]]
    assert derived == [("2023-Q1", 100.0, "difference"), ("2023-Q2", 150.0, "difference")]


def test_a_quarter_is_the_cumulative_figure_less_the_quarters_stated_before(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,viec_lam_tao_moi,100", f"{UNIT},,2022-Q2,viec_lam_tao_moi,1"),
        rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250", f"{UNIT},,2022-Q3-LK,viec_lam_tao_moi,9"),
        rows(f"{UNIT},,2021-Q1,viec_lam_tao_moi,5", f"{UNIT},,2021-Q2,viec_lam_tao_moi,6",
             f"{UNIT},,2021-Q3-LK,viec_lam_tao_moi,18"),
    )  # fmt: skip
    assert edition.derived() == [
        ("2021-Q1-LK", 5, "running", False),
        ("2021-Q2-LK", 11, "running", False),
        ("2021-Q3", 7, "difference", False),
        ("2023-Q1-LK", 100, "running", False),
        ("2023-Q2", 150, "difference", False),
    ]


def test_stocks_are_never_told_by_difference(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,10"),
        rows(f"{UNIT},,2023-Q2-LK,tthc_dang_giai_quyet,25"),
    )
    assert edition.derived() == []


def test_what_rests_on_a_restated_figure_is_restated(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250",
            f"{UNIT},,2022-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2022-Q2,viec_lam_tao_moi,100",
            f"{UNIT},,2021-Q1-LK,viec_lam_tao_moi,1",
            f"{UNIT},,2021-Q2-LK,viec_lam_tao_moi,3",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_truoc_han,1",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_dung_han,1",
        ),
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,110",
            f"{UNIT},,2022-Q1,viec_lam_tao_moi,90",
            f"{UNIT},,2021-Q1-LK,viec_lam_tao_moi,2",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_dung_han,2",
        ),
    )
    assert edition.derived() == [
        ("2020-Q1", 3, "parts", True),
        ("2021-Q1", 2, "difference", True),
        ("2021-Q2", 1, "difference", True),
        ("2022-Q1-LK", 90, "running", True),
        ("2022-Q2-LK", 190, "running", True),
        ("2023-Q1-LK", 110, "running", True),
        ("2023-Q2", 140, "difference", True),
    ]
    assert edition.rows(
        "select value::integer, is_current, is_restated from observation join period p"
        " using (period_id) where p.code = '2023-Q1' order by 1"
    ) == [(100, False, False), (110, True, True)]


def test_cumulative_figures_are_sums_of_quarters_when_all_are_there(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2,viec_lam_tao_moi,150",
            f"{UNIT},,2023-Q4,viec_lam_tao_moi,1",
        )
    )
    assert [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]] == [
        ("2023-Q1-LK", 100.0, "running"),
        ("2023-Q2-LK", 250.0, "running"),
    ]


def test_half_a_year_nine_months_and_the_year_are_cumulative_figures_too(built):
    edition = built(
        rows(
            *(
                f"{UNIT},,{period},viec_lam_tao_moi,{value}"
                for period, value in (
                    ("2024-Q1", 100), ("2024-H1", 250), ("2024-9M", 300), ("2024", 500),
                    # A gap stays a gap; what is stated stays; a fall is no quarter.
                    ("2023-Q1", 100), ("2023-9M", 300),
                    ("2022-Q1", 100), ("2022-Q2", 149), ("2022-H1", 250), ("2022-9M", 240),
                )
            ),
            f"{UNIT},,2024-Q1,tthc_dang_giai_quyet,10",
            f"{UNIT},,2024-H1,tthc_dang_giai_quyet,25",
        )
    )  # fmt: skip
    assert [f[:3] for f in edition.figures("viec_lam_tao_moi") if f[2]] == [
        ("2022-Q1-LK", 100, "running"),
        ("2022-Q2-LK", 250, "running"),
        ("2022-Q3-LK", 240, "running"),
        ("2023-Q1-LK", 100, "running"),
        ("2023-Q3-LK", 300, "running"),
        ("2024-Q1-LK", 100, "running"),
        ("2024-Q2", 150, "difference"),
        ("2024-Q2-LK", 250, "running"),
        ("2024-Q3", 50, "difference"),
        ("2024-Q3-LK", 300, "running"),
        ("2024-Q4", 200, "difference"),
        ("2024-Q4-LK", 500, "running"),
    ]
    assert edition.figures("tthc_dang_giai_quyet")[0][:3] == ("2024-H1", 25, "")
    assert len(edition.figures("tthc_dang_giai_quyet")) == 2


def test_a_derived_figure_stands_where_the_newest_figure_it_rests_on_stands(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250",
            f"{UNIT},,2022-Q1,viec_lam_tao_moi,10",
            f"{UNIT},,2022-Q2,viec_lam_tao_moi,20",
        ),
        rows(f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,120", f"{UNIT},,2022-Q1,viec_lam_tao_moi,11"),
    )
    assert [f for f in edition.figures("viec_lam_tao_moi") if f[2]] == [
        ("2022-Q1-LK", 11, "running", True, 2, 3),
        ("2022-Q2-LK", 31, "running", True, 2, 3),
        ("2023-Q1", 120, "difference", True, 2, 2),
        ("2023-Q2", 130, "difference", True, 2, 2),
    ]


PARTS = ("tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han")

BOTH = "tthc_giai_quyet_truoc_va_dung_han"


def test_a_stated_sum_stands_until_the_value_of_a_part_changes(built):
    edition = built(
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40), (BOTH, 90)),
        long(UNIT, "2023-Q1", (PARTS[0], 60)),
    )
    assert edition.figures(BOTH) == [("2023-Q1", 90.0, "", True, 1, 4)]
    edition = built(long(UNIT, "2023-Q1", (PARTS[0], 61)))
    assert edition.figures(BOTH) == [
        ("2023-Q1", 90.0, "", False, 1, 4),
        ("2023-Q1", 101.0, "parts", True, 3, 2),
    ]


def test_a_part_sent_wrong_and_mended_leaves_the_stated_sum(built):
    edition = built(
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40), (BOTH, 100)),
        long(UNIT, "2023-Q1", (PARTS[0], 6)),
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40)),
    )
    assert edition.figures(BOTH) == [("2023-Q1", 100.0, "", True, 1, 4)]


def define_again(data, *lines: str) -> None:
    with (data / "catalogue" / "identities.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    ("files", "figures"),
    [
        ([((KN, 5), (TC, 3))], [("2023-Q1", 8.0, "parts", True, 1, 2)]),
        ([((KN, 5), (KNPA, 2), (TC, 3))], [("2023-Q1", 10.0, "parts", True, 1, 2)]),
        ([((KNPA, 2), (TC, 3))], []),
        ([((KN, 5), (KNPA, 2))], []),
        ([((KN, 5), (TC, 3)), ((KNPA, 2),)], [("2023-Q1", 10.0, "parts", True, 2, 2)]),
        ([((KN, 5), (TC, 3), (KNTC, 9))], [("2023-Q1", 9.0, "", True, 1, 4)]),
    ],
)
def test_of_two_definitions_of_a_sum_the_complete_one_of_most_parts_counts(
    files, figures, data, built
):
    define_again(data, f"Mẫu riêng,{KNTC},=,{KN}+{KNPA}+{TC},warn,yes,,,,")
    edition = built(*(long(UNIT, "2023-Q1", *pairs) for pairs in files))
    assert edition.figures(KNTC) == figures


def test_of_two_definitions_of_as_many_parts_the_first_counts(data, built):
    define_again(data, f"Mẫu riêng,{KNTC},=,{KN}+{KNPA},warn,yes,,,,")
    edition = built(
        long(UNIT, "2023-Q1", (KN, 5), (TC, 3), (KNPA, 2)),
        long(UNIT, "2023-Q2", (KN, 5), (KNPA, 2)),
    )
    assert [f[:2] for f in edition.figures(KNTC)] == [("2023-Q1", 8.0), ("2023-Q2", 7.0)]


def test_sums_of_the_largest_figures_accepted_fit(built):
    largest, places = 10**13 - 1, [f"2024-{month:02}" for month in range(1, 13)]
    edition = built(
        rows(
            *(f"Tỉnh Bình Định,,{place},thu_ngan_sach,{largest}" for place in places),
            *(f"{UNIT},,2024-Q1,{part},{largest}" for part in (KN, TC)),
        ),
        long(UNIT, "2024-Q1", ("ho_ngheo", 5)),
    )
    assert edition.rows(
        "select derived, max(value) from observation where derived <> '' group by all order by all"
    ) == [("parts", 2 * largest), ("running", 12 * largest)]
    assert edition.rows("select value from observation where source_id = 2") == [(5,)]
