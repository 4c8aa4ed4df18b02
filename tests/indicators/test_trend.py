"""One indicator over time: sums over sums, gaps, terms, changes, flags of figures."""

import pandas as pd
import pytest

from indicators import comparison, listing, scope, trend
from indicators.periods import Period
from tests.indicators import (
    AN_LAO,
    BINH_DINH,
    QUY_NHON,
    TUY_PHUOC,
    cells,
    csv,
    edition,
)

DONE, IN_TIME = "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"


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


def test_demo_figures_are_marked_and_never_in_a_rate_or_total_with_real_ones(tmp_path):
    on_time = "tthc_giai_quyet_truoc_va_dung_han"
    demo = csv(
        f"540 2024-Q1 {DONE} 1 - - - Số liệu minh họa",
        f"540 2024-Q1 {on_time} 1 - - - Số liệu minh họa",
        f"550 2024-Q1 {on_time} 5 - - - Số liệu minh họa",
    )
    real = csv(f"550 2024-Q1 {DONE} 100", f"550 2024-Q1 {on_time} 90")
    columns = ("unit", "value", "is_demo")
    assert cells(ask(edition(tmp_path / "demo", demo), "ty_le_dung_han"), *columns) == [
        ("Toàn tỉnh", 100, True),
        ("Quy Nhơn", 100, True),
        ("Tuy Phước", None, True),
    ]
    assert cells(ask(edition(tmp_path / "both", real, demo), "ty_le_dung_han"), *columns) == [
        ("Toàn tỉnh", 90, False),
        ("Tuy Phước", 90, False),
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
