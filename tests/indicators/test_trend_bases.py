"""One indicator over time: in the period or to date, plans, stocks, what is derived."""

import pandas as pd
import pytest

from indicators import listing, scope, trend
from tests.indicators import (
    BINH_DINH,
    QUY_NHON,
    cells,
    csv,
    edition,
)
from tests.indicators.reform import ask

DONE, IN_TIME = "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"
JOBS, PLAN = "viec_lam_tao_moi", "viec_lam_ke_hoach_nam"


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
