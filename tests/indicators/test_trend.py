"""One indicator over time: sums over sums, gaps, bases, plans, flags and who is expected."""

import pandas as pd
import pytest

from indicators import comparison, listing, scope, trend
from indicators.periods import Period
from tests.indicators import (
    AN_LAO,
    BINH_DINH,
    GIA_LAI_NEW,
    QUY_NHON,
    TUY_PHUOC,
    cells,
    csv,
    edition,
)

DONE, IN_TIME = "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"
JOBS, PLAN = "viec_lam_tao_moi", "viec_lam_ke_hoach_nam"


def ask(of, code, kind="quy", where=BINH_DINH):
    """The series of an indicator, only units that say something and the total."""
    frame = trend.series(of, listing.indicators(of)[code], scope.scope(of, where), kind)
    said = frame["is_total"] | (frame["source_ids"].map(len) > 0)
    return frame[said]


def test_a_ratio_is_sum_over_sum_and_never_a_mean(tmp_path):
    # Simpson: Quy Nhơn is better in both quarters (90 > 80 %, 30 > 20 %), and would be by a mean;
    # over the total the weights decide: (9 + 800) / (10 + 1000) and (300 + 2) / (1000 + 10).
    found = edition(
        tmp_path,
        csv(
            f"540 2024-Q1 {IN_TIME} 9",
            f"540 2024-Q1 {DONE} 10",
            f"550 2024-Q1 {IN_TIME} 800",
            f"550 2024-Q1 {DONE} 1000",
            f"540 2024-Q2 {IN_TIME} 300",
            f"540 2024-Q2 {DONE} 1000",
            f"550 2024-Q2 {IN_TIME} 2",
            f"550 2024-Q2 {DONE} 10",
        ),
    )
    frame = ask(found, "ty_le_dung_han")
    assert cells(
        frame, "unit", "period", "value", "numerator", "denominator", "n_reported", "n_expected"
    ) == [
        ("Toàn tỉnh", "2024-Q1", round(809 / 1010 * 100, 6), 809, 1010, 2, 11),
        ("Toàn tỉnh", "2024-Q2", round(302 / 1010 * 100, 6), 302, 1010, 2, 11),
        ("Quy Nhơn", "2024-Q1", 90, 9, 10, 1, 1),
        ("Quy Nhơn", "2024-Q2", 30, 300, 1000, 1, 1),
        ("Tuy Phước", "2024-Q1", 80, 800, 1000, 1, 1),
        ("Tuy Phước", "2024-Q2", 20, 2, 10, 1, 1),
    ]
    assert list(frame.columns) == trend.COLUMNS
    assert frame["is_incomplete"].tolist() == [True, True, False, False, False, False]
    assert trend.source_ids(frame) == [1]


def test_scores_of_units_are_not_summed(tmp_path):
    found = edition(tmp_path, csv("52 2023 papi 40", "48 2023 papi 44", "52 2024 papi 41"))
    frame = ask(found, "papi", "nam", "VN")
    assert cells(frame, "unit", "period", "value", "numerator", "n_reported") == [
        ("Cả nước", "2023", None, None, 2),
        ("Cả nước", "2024", None, None, 1),
        ("Bình Định", "2023", 40, 40, 1),
        ("Bình Định", "2024", 41, 41, 1),
        ("Đà Nẵng", "2023", 44, 44, 1),
    ]
    papi = listing.indicators(found)["papi"]
    assert comparison.total_change(frame, papi, "2024", Period(2023, 1, "nam")) is None


@pytest.fixture(scope="module")
def gaps(tmp_path_factory):
    """Q1 whole, Q2 nobody, Q3: 540 says 0 of 0, 542 only the denominator, 550 a true zero."""
    return edition(
        tmp_path_factory.mktemp("gaps"),
        csv(
            f"540 2024-Q1 {IN_TIME} 1",
            f"540 2024-Q1 {DONE} 2",
            f"540 2024-Q3 {IN_TIME} 0",
            f"540 2024-Q3 {DONE} 0",
            f"542 2024-Q3 {DONE} 7",
            f"550 2024-Q3 {IN_TIME} 0",
            f"550 2024-Q3 {DONE} 5",
        ),
    )


def test_a_gap_is_a_row_without_a_value_and_missing_is_not_zero(gaps):
    where = scope.scope(gaps, BINH_DINH)
    frame = trend.series(gaps, listing.indicators(gaps)["ty_le_dung_han"], where, "quy")
    assert len(frame) == 12 * 3
    assert frame["unit"].unique()[0] == "Toàn tỉnh"
    columns = ("period", "value", "numerator", "denominator", "n_reported")
    assert {
        key: cells(frame[frame["unit_key"] == key], *columns)
        for key in ("tong", QUY_NHON, AN_LAO, TUY_PHUOC)
    } == {
        "tong": [
            ("2024-Q1", 50, 1, 2, 1),
            ("2024-Q2", None, None, None, 0),
            ("2024-Q3", 0, 0, 5, 2),
        ],
        QUY_NHON: [
            ("2024-Q1", 50, 1, 2, 1),
            ("2024-Q2", None, None, None, 0),
            ("2024-Q3", None, 0, 0, 1),
        ],
        AN_LAO: [
            ("2024-Q1", None, None, None, 0),
            ("2024-Q2", None, None, None, 0),
            ("2024-Q3", None, None, 7, 0),
        ],
        TUY_PHUOC: [
            ("2024-Q1", None, None, None, 0),
            ("2024-Q2", None, None, None, 0),
            ("2024-Q3", 0, 0, 5, 1),
        ],
    }


def test_a_copy_that_is_spoilt_leaves_the_next_answer_whole(gaps):
    spoilt = ask(gaps, "ty_le_dung_han")
    again = ask(gaps, "ty_le_dung_han")
    spoilt.loc[:, "value"] = -1.0
    spoilt["unit"] = "x"
    pd.testing.assert_frame_equal(ask(gaps, "ty_le_dung_han"), again)


def test_a_sum_needs_all_its_terms(tmp_path):
    # ty_le_giai_quyet_kntc = (khiếu nại + tố cáo đã giải quyết) / (… thuộc thẩm quyền).
    four = (
        ("kn_da_giai_quyet", "tc_da_giai_quyet"),
        (
            "kn_vu_thuoc_tham_quyen",
            "tc_vu_thuoc_tham_quyen",
        ),
    )
    found = edition(
        tmp_path,
        csv(
            f"540 2024-Q1 {four[0][0]} 3",
            f"540 2024-Q1 {four[0][1]} 1",
            f"540 2024-Q1 {four[1][0]} 4",
            f"540 2024-Q1 {four[1][1]} 4",
            f"550 2024-Q1 {four[0][0]} 3",
            f"550 2024-Q1 {four[1][0]} 3",
        ),
    )
    assert cells(
        ask(found, "ty_le_giai_quyet_kntc"), "unit", "value", "numerator", "denominator"
    ) == [
        ("Toàn tỉnh", 50, 4, 8),
        ("Quy Nhơn", 50, 4, 8),
        ("Tuy Phước", None, None, None),
    ]


def test_a_change_stands_on_the_same_period_last_year_also_in_the_total(tmp_path):
    # 540: (12 - 10) / 10 = +20 %; 542 lacks last year, 550 had 0: neither has a change, and the
    # total is of 540 and 550, who have both years: (12 + 3 - 10) / 10 = +50 %.
    found = edition(
        tmp_path,
        csv(
            "540 2023-Q1 don_kntc 10",
            "550 2023-Q1 don_kntc 0",
            "540 2024-Q1 don_kntc 12",
            "542 2024-Q1 don_kntc 100",
            "550 2024-Q1 don_kntc 3",
        ),
    )
    frame = ask(found, "thay_doi_don_kntc_cung_ky")
    frame = frame[frame["period"] == "2024-Q1"]
    assert cells(frame, "unit", "value", "numerator", "denominator", "n_reported") == [
        ("Toàn tỉnh", 50, 15, 10, 2),
        ("An Lão", None, 100, None, 0),
        ("Quy Nhơn", 20, 12, 10, 1),
        ("Tuy Phước", None, 3, 0, 1),
    ]


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    """540 states cumulated figures (Q3 missing), 550 figures of the quarter; both have a plan."""
    return edition(
        tmp_path_factory.mktemp("jobs"),
        csv(
            f"540 2024 {PLAN} 400",
            f"540 2024-Q1-LK {JOBS} 100",
            f"540 2024-Q2-LK {JOBS} 250",
            f"540 2024-Q4-LK {JOBS} 420",
            f"550 2024 {PLAN} 200",
            f"550 2024-Q1 {JOBS} 40",
            f"550 2024-Q2 {JOBS} 60",
            f"550 2024-Q4 {JOBS} 10",
            f"550 2024-Q2 {PLAN} 250",
            f"542 2024 {PLAN} 300",
            f"540 2024-H1 {JOBS} 250",
            f"540 2024-H2 {JOBS} 170",
        ),
    )


def test_to_date_takes_stated_cumulated_figures_and_derives_the_rest(jobs):
    # 550: Q2 = 40 + 60 over its plan as stated for Q2 (250); Q4 would need Q3. A plan alone (542)
    # is no report.
    frame = ask(jobs, "ty_le_viec_lam_so_ke_hoach")
    columns = ("unit", "period", "value", "numerator", "denominator", "is_derived")
    assert cells(frame[~frame["is_total"]], *columns) == [
        ("Quy Nhơn", "2024-Q1", 25, 100, 400, False),
        ("Quy Nhơn", "2024-Q2", 62.5, 250, 400, False),
        ("Quy Nhơn", "2024-Q4", 105, 420, 400, False),
        ("Tuy Phước", "2024-Q1", 20, 40, 200, False),
        ("Tuy Phước", "2024-Q2", 40, 100, 250, True),
    ]
    assert cells(frame[frame["is_total"]], "period", "value", "is_derived", "n_reported") == [
        ("2024-Q1", round(140 / 600 * 100, 6), False, 2),
        ("2024-Q2", round(350 / 650 * 100, 6), True, 2),
        ("2024-Q3", None, False, 0),
        ("2024-Q4", 105, False, 1),
    ]


def test_in_period_takes_differences_never_across_a_gap(jobs):
    frame = ask(jobs, "viec_lam_trong_quy")
    assert cells(frame[~frame["is_total"]], "unit", "period", "value", "is_derived") == [
        ("Quy Nhơn", "2024-Q1", 100, False),
        ("Quy Nhơn", "2024-Q2", 150, True),
        ("Tuy Phước", "2024-Q1", 40, False),
        ("Tuy Phước", "2024-Q2", 60, False),
        ("Tuy Phước", "2024-Q4", 10, False),
    ]


def test_half_years_stay_apart_from_quarters_and_the_second_is_not_to_date(jobs):
    to_date = ask(jobs, "ty_le_viec_lam_so_ke_hoach", "6_thang")
    in_period = ask(jobs, "viec_lam_trong_quy", "6_thang")
    columns = ("unit", "period", "value")
    assert cells(to_date, *columns) == [
        ("Toàn tỉnh", "2024-H1", 62.5),
        ("Toàn tỉnh", "2024-H2", None),
        ("Quy Nhơn", "2024-H1", 62.5),
    ]
    assert cells(in_period, *columns) == [
        ("Toàn tỉnh", "2024-H1", 250),
        ("Toàn tỉnh", "2024-H2", 170),
        ("Quy Nhơn", "2024-H1", 250),
        ("Quy Nhơn", "2024-H2", 170),
    ]
    assert ask(jobs, "viec_lam_trong_quy", "nam").empty


def test_a_plan_of_its_first_year_is_not_the_plan_of_a_stage(tmp_path):
    found = edition(
        tmp_path, csv(f"540 2021 {PLAN} 100", f"540 2021/2025 {JOBS} 500", f"540 2021 {JOBS} 90")
    )
    columns = ("unit", "period", "value", "numerator", "denominator")
    assert cells(ask(found, "ty_le_viec_lam_so_ke_hoach", "giai_doan"), *columns) == [
        ("Toàn tỉnh", "2021/2025", None, None, None),
        ("Quy Nhơn", "2021/2025", None, 500, None),
    ]
    assert cells(ask(found, "ty_le_viec_lam_so_ke_hoach", "nam"), *columns) == [
        ("Toàn tỉnh", "2021", 90, 90, 100),
        ("Quy Nhơn", "2021", 90, 90, 100),
    ]


def test_a_stock_stated_in_a_cumulated_row_is_read_and_the_plain_row_goes_first(tmp_path):
    # Hồ sơ tồn: the state on the day, whether the row says quarter or cumulated.
    found = edition(
        tmp_path,
        csv(
            "540 2024-Q1-LK tthc_dang_giai_quyet_qua_han 7",
            "550 2024-Q1 tthc_dang_giai_quyet_qua_han 5",
            "550 2024-Q1-LK tthc_dang_giai_quyet_qua_han 6",
        ),
    )
    frame = ask(found, "ho_so_ton_qua_han")
    assert cells(frame, "unit", "value") == [("Toàn tỉnh", 12), ("Quy Nhơn", 7), ("Tuy Phước", 5)]


def test_late_is_told_by_the_first_report_and_restated_by_another_value(tmp_path):
    # Quarter I ends on 14/3, reports are due within 5 days. 540: in time, corrected in June;
    # 542: late; 550: in time, sent again with the same value.
    rows = "{} 2024-Q1 {} {} - - {}"
    found = edition(
        tmp_path,
        csv(
            rows.format(540, DONE, 10, "18/03/2024"),
            rows.format(542, DONE, 10, "20/03/2024"),
            rows.format(550, DONE, 10, "19/03/2024"),
        ),
        csv(rows.format(540, DONE, 12, "01/06/2024"), rows.format(550, DONE, 10, "01/06/2024")),
    )
    frame = ask(found, DONE)
    assert cells(frame, "unit", "value", "is_late", "is_restated") == [
        ("Toàn tỉnh", 32, True, True),
        ("An Lão", 10, True, False),
        ("Quy Nhơn", 12, False, True),
        ("Tuy Phước", 10, False, False),
    ]
    assert frame["source_ids"].map(list).tolist() == [[], [1], [2], [2]]


def test_a_derived_figure_is_as_late_and_as_restated_as_what_it_stands_on(tmp_path):
    row = "540 2024-Q2-LK {} {} - - {}"
    found = edition(
        tmp_path,
        csv(f"540 2024-Q1-LK {JOBS} 10", row.format(JOBS, 30, "14/06/2024")),
        csv(row.format(JOBS, 25, "01/09/2024")),
    )
    frame = ask(found, "viec_lam_trong_quy")
    columns = ("period", "value", "is_derived", "is_late", "is_restated")
    assert cells(frame[~frame["is_total"]], *columns) == [
        ("2024-Q1", 10, False, False, False),
        ("2024-Q2", 15, True, False, True),
    ]


def test_demo_figures_are_marked_one_by_one(tmp_path):
    found = edition(
        tmp_path,
        csv(f"540 2024-Q1 {DONE} 1 - - - Số liệu minh họa"),
        csv(f"550 2024-Q1 {DONE} 2"),
    )
    assert cells(ask(found, DONE), "unit", "is_demo") == [
        ("Toàn tỉnh", True),
        ("Quy Nhơn", True),
        ("Tuy Phước", False),
    ]


def test_a_printed_rate_is_kept_beside_and_never_used(tmp_path):
    # 540 prints both ways of counting: the one of the quarter belongs to an in-period indicator.
    found = edition(
        tmp_path,
        csv(
            "540 2024-Q2 ty_le_dung_han 99,85 19517 19545",
            "540 2024-Q2-LK ty_le_dung_han 99,99",
            "550 2024-Q2 ty_le_dung_han 98,5",
        ),
    )
    columns = ("unit", "value", "stated", "n_reported")
    assert cells(ask(found, "ty_le_dung_han"), *columns) == [
        ("Toàn tỉnh", round(19517 / 19545 * 100, 6), None, 1),
        ("Quy Nhơn", round(19517 / 19545 * 100, 6), 99.85, 1),
        ("Tuy Phước", None, 98.5, 0),
    ]


@pytest.fixture(scope="module")
def reform(tmp_path_factory):
    """Huyện until 30/06/2025, phường of the new Gia Lai from 01/07/2025, and a whole year."""
    return edition(
        tmp_path_factory.mktemp("reform"),
        csv(
            f"540 2025-Q1 {DONE} 1",
            f"540 2025-Q2 {DONE} 2",
            f"21583 2025-Q3 {DONE} 3",
            f"21583 2025-Q4 {DONE} 4",
            f"21583 2025 {DONE} 7",
            f"540 2025 {DONE} 3",
            # In 2025 the code alone could be the phường of before or after the reform.
        ).replace(b"\n;21583;2025;", "\nPhường Quy Nhơn;21583;2025;".encode()),
    )


def test_a_unit_is_expected_while_it_stands_at_the_end_of_the_period(reform):
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025"]
    there = {
        key: scope.lives(scope.scope(reform, key).tiles, quarters).sum(axis=0).tolist()
        for key in (BINH_DINH, GIA_LAI_NEW)
    }
    assert there == {BINH_DINH: [11, 11, 58, 58], GIA_LAI_NEW: [11, 11, 135, 135]}


def test_a_scope_goes_on_with_the_communes_that_took_over_its_land(reform):
    columns = ("unit", "unit_key", "period", "value", "n_reported", "n_expected")
    district, commune = "Thành phố Quy Nhơn", "Phường Quy Nhơn"
    rows = [
        (district, QUY_NHON, "2025-Q1", 1, 1, 1),
        (district, QUY_NHON, "2025-Q2", 2, 1, 1),
        (commune, "21583.20250701", "2025-Q3", 3, 1, 1),
        (commune, "21583.20250701", "2025-Q4", 4, 1, 1),
    ]
    assert cells(ask(reform, DONE), *columns) == [
        ("Toàn địa bàn", "tong", "2025-Q1", 1, 1, 11),
        ("Toàn địa bàn", "tong", "2025-Q2", 2, 1, 11),
        ("Toàn địa bàn", "tong", "2025-Q3", 3, 1, 58),
        ("Toàn địa bàn", "tong", "2025-Q4", 4, 1, 58),
        *rows,
    ]
    assert cells(ask(reform, DONE, where=GIA_LAI_NEW), *columns) == [
        ("Toàn tỉnh", "tong", "2025-Q1", 1, 1, 11),
        ("Toàn tỉnh", "tong", "2025-Q2", 2, 1, 11),
        ("Toàn tỉnh", "tong", "2025-Q3", 3, 1, 135),
        ("Toàn tỉnh", "tong", "2025-Q4", 4, 1, 135),
        *rows,
    ]


def test_a_year_that_spans_the_reform_adds_what_came_before_and_after_it(reform):
    columns = ("unit", "unit_key", "period", "value", "n_reported", "n_expected", "is_incomplete")
    # A huyện can only have counted until 30/06, its communes only from 01/07: both are expected.
    assert cells(ask(reform, DONE, "nam"), *columns) == [
        ("Toàn địa bàn", "tong", "2025", 10, 2, 69, True),
        ("Thành phố Quy Nhơn", QUY_NHON, "2025", 3, 1, 1, False),
        ("Phường Quy Nhơn", "21583.20250701", "2025", 7, 1, 1, False),
    ]


def test_several_indicators_in_one_reading_equal_one_by_one(jobs):
    known = listing.indicators(jobs)
    wanted = [known[c] for c in ("viec_lam_trong_quy", "ty_le_dung_han", "viec_lam_tao_moi")]
    where = scope.scope(jobs, BINH_DINH)
    together = trend.many_series(jobs, wanted, where, "quy")
    one_by_one = [trend.series(jobs, indicator, where, "quy") for indicator in wanted]
    pd.testing.assert_frame_equal(together, pd.concat(one_by_one, ignore_index=True))
    mine = together[together["is_total"] | (together["unit_key"] == QUY_NHON)]
    pd.testing.assert_frame_equal(
        trend.unit_series(jobs, wanted, where, "quy", QUY_NHON), mine.reset_index(drop=True)
    )


def test_until_keeps_the_period_itself(jobs):
    frame = ask(jobs, "viec_lam_trong_quy")
    assert trend.until(frame, "2024-Q2")["period"].unique().tolist() == ["2024-Q1", "2024-Q2"]
