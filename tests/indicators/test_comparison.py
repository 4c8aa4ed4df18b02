"""Units at one period, by hand-made series frames: ranks, reasons, verdicts and the total."""

import math
from dataclasses import astuple, replace

import pandas as pd
import pytest

from indicators import comparison, trend
from indicators.catalogue import Indicator
from indicators.periods import from_code
from tests.indicators import cells

NAN = float("nan")
RATE = Indicator(
    code="rate",
    name_vi="Tỷ lệ",
    short_vi="Tỷ lệ",
    family="f",
    unit_vi="%",
    formula_kind="ratio",
    numerator=("top",),
    denominator=("bottom",),
    scale=100.0,
    decimals=2,
    polarity="higher",
    basis="in_period",
    headline=None,
    can_exceed_100=False,
    min_denominator=30,
    aliases=(),
    definition_vi="",
    caution_vi="",
)
LEVEL = replace(RATE, formula_kind="level", denominator=(), unit_vi="vụ", scale=1.0, decimals=0)


def frame(*rows, indicator=RATE) -> pd.DataFrame:
    """A series frame; a row is (unit, period, numerator, denominator)."""
    found = pd.DataFrame(rows, columns=["unit", "period", "numerator", "denominator"])
    found = found.astype({"numerator": float, "denominator": float})
    is_said = found["numerator"].notna() & (found["denominator"].notna() | (indicator is LEVEL))
    return found.assign(
        indicator=indicator.code,
        unit_key=found["unit"],
        is_total=False,
        is_in_total=True,
        value=trend.value(indicator, found["numerator"], found["denominator"]),
        stated=NAN,
        n_reported=is_said.astype(int),
        n_expected=1,
        source_ids=[
            (1,) if said else () for said in found[["numerator", "denominator"]].notna().any(axis=1)
        ],
        **dict.fromkeys(
            ("is_late", "is_incomplete", "is_derived", "is_restated", "is_demo", "is_estimate"),
            False,
        ),
        era=0,
        is_new_series=False,
    )[trend.COLUMNS]


def test_ranks_tie_small_denominators_and_missing_units_stand_below():
    found = comparison.compare(
        frame(
            ("A", "2024-Q1", 45, 50),
            ("B", "2024-Q1", 90, 100),
            ("C", "2024-Q1", 30, 30),
            ("D", "2024-Q1", 29, 29),
            ("E", "2024-Q1", 0, 0),
            ("F", "2024-Q1", NAN, NAN),
            ("G", "2024-Q1", 10, 100),
            ("H", "2024-Q1", NAN, 80),
        ),
        RATE,
        "2024-Q1",
    )
    assert list(found.columns) == comparison.COLUMNS
    assert cells(found, "unit", "value", "status", "rank", "reason") == [
        ("C", 100, "reported", 1, ""),
        ("A", 90, "reported", 2, ""),
        ("B", 90, "reported", 2, ""),
        ("G", 10, "reported", 4, ""),
        ("D", 100, "reported", None, "mẫu số dưới 30, không xếp hạng"),
        ("E", None, "none", None, "không phát sinh (mẫu số bằng 0)"),
        ("H", None, "none", None, "thiếu một phần số liệu để tính"),
        ("F", None, "missing", None, "chưa báo cáo"),
    ]


def test_where_low_is_good_the_lowest_is_first():
    rows = frame(("A", "2024-Q1", 5, 100), ("B", "2024-Q1", 1, 100), ("C", "2024-Q1", 9, 100))
    found = comparison.compare(rows, replace(RATE, polarity="lower"), "2024-Q1")
    assert cells(found, "unit", "rank") == [("B", 1), ("A", 2), ("C", 3)]


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        (replace(RATE, polarity="neither"), "chỉ tiêu không xếp hạng"),
        (replace(RATE, min_denominator=None), "chỉ tiêu không xếp hạng"),
        (LEVEL, "số tuyệt đối, không xếp hạng giữa đơn vị lớn và nhỏ"),
    ],
)
def test_some_indicators_rank_nobody_and_say_why(indicator, reason):
    rows = frame(("A", "2024-Q1", 5, 100), ("B", "2024-Q1", 9, 100), indicator=indicator)
    found = comparison.compare(rows, indicator, "2024-Q1")
    assert cells(found, "unit", "rank", "reason") == [("B", None, reason), ("A", None, reason)]


def test_changes_are_points_and_only_last_year_gives_the_verdict():
    # A: 95 - 90 = +5 points on last year, 95 - 96 = -1 on the quarter before; B fell; C has no
    # last year; D moved by 0.004 points, which shows as 0.
    found = comparison.compare(
        frame(
            ("A", "2023-Q1", 90, 100),
            ("A", "2023-Q4", 96, 100),
            ("A", "2024-Q1", 95, 100),
            ("B", "2023-Q1", 90, 100),
            ("B", "2024-Q1", 85, 100),
            ("C", "2023-Q4", 50, 100),
            ("C", "2024-Q1", 60, 100),
            ("D", "2023-Q1", 50000, 100000),
            ("D", "2024-Q1", 50004, 100000),
        ),
        RATE,
        "2024-Q1",
    )
    columns = ("previous", "last_year", "change_previous", "change_last_year", "verdict")
    assert cells(found, "unit", *columns) == [
        ("A", 96, 90, -1, 5, "improvement"),
        ("B", None, 90, None, -5, "concern"),
        ("C", 50, None, 10, None, "none"),
        ("D", None, 50, None, 0.004, "neutral"),
    ]


def test_a_figure_cumulated_from_january_is_not_compared_with_the_quarter_before():
    rows = frame(("A", "2023-Q4", 96, 100), ("A", "2024-Q1", 25, 100))
    found = comparison.compare(rows, replace(RATE, basis="to_date"), "2024-Q1")
    assert cells(found, "previous", "change_previous") == [(None, None)]


@pytest.mark.parametrize(
    ("polarity", "formula_kind", "change", "wanted"),
    [
        ("higher", "ratio", 0.01, "improvement"),
        ("higher", "ratio", -0.01, "concern"),
        ("lower", "ratio", 0.01, "concern"),
        ("lower", "level", -3.0, "improvement"),
        ("neither", "ratio", 50.0, "neutral"),
        ("higher", "ratio", 0.0, "neutral"),
        ("higher", "ratio", NAN, "none"),
        ("higher", "change", 5.0, "none"),
    ],
)
def test_a_verdict_is_change_times_polarity(polarity, formula_kind, change, wanted):
    indicator = replace(RATE, polarity=polarity, formula_kind=formula_kind)
    assert comparison.verdict(indicator, change) == wanted


def test_a_rate_over_a_few_cases_is_not_judged():
    # 10 of 10 against 5 of 40, and 20 of 40 against 5 of 10: both would be improvements.
    rows = frame(
        ("A", "2023-Q1", 5, 40),
        ("A", "2024-Q1", 10, 10),
        ("B", "2023-Q1", 2, 10),
        ("B", "2024-Q1", 20, 40),
        ("C", "2023-Q1", 5, 30),
        ("C", "2024-Q1", 20, 30),
    )
    found = comparison.compare(rows, RATE, "2024-Q1")
    assert dict(cells(found, "unit", "verdict")) == {"A": "none", "B": "none", "C": "improvement"}


def test_the_way_of_units_goes_from_the_first_figure_to_the_last():
    rows = frame(
        ("A", "2023-Q1", NAN, NAN),
        ("A", "2023-Q2", 50, 100),
        ("A", "2023-Q4", 70, 100),
        ("A", "2024-Q1", NAN, NAN),
        ("B", "2023-Q1", 1, 100),
    )
    (way,) = comparison.courses(rows, RATE, ["B", "A"])
    assert (way.unit, way.start, way.end, way.value) == ("A", "2023-Q2", "2023-Q4", 70)
    assert way.change == pytest.approx(20)


def test_the_way_of_a_cumulated_figure_starts_at_the_same_part_of_a_year():
    to_date = replace(RATE, basis="to_date")
    rows = frame(("A", "2023-Q1", 20, 100), ("A", "2023-Q2", 50, 100), ("A", "2024-Q2", 55, 100))
    (way,) = comparison.courses(rows, to_date, ["A"])
    assert (way.start, way.end, round(way.change, 6)) == ("2023-Q2", "2024-Q2", 5)


def test_the_way_of_the_total_is_that_of_the_units_with_both_periods():
    units = frame(
        ("A", "2023-Q1", 50, 100),
        ("A", "2024-Q1", 60, 100),
        ("B", "2024-Q1", 0, 100),
    )
    total = frame(("T", "2023-Q1", 50, 100), ("T", "2024-Q1", 60, 200)).assign(is_total=True)
    (way,) = comparison.courses(pd.concat([total, units]), RATE, [])
    assert (way.unit, way.value, round(way.change, 6)) == ("T", 30, 10)


def test_the_total_moves_on_the_units_that_have_both_periods():
    # B left out then, C left out now: only A and D count.
    # (80 + 30) / 200 = 55 %, (90 + 40) / 200 = 65 %: +10 points, on 2 units.
    rows = frame(
        ("A", "2023-Q1", 80, 100),
        ("A", "2024-Q1", 90, 100),
        ("B", "2024-Q1", 1, 1000),
        ("C", "2023-Q1", 999, 1000),
        ("D", "2023-Q1", 30, 100),
        ("D", "2024-Q1", 40, 100),
    )
    found = comparison.total_change(rows, RATE, "2024-Q1", from_code("2023-Q1"))
    assert (found.earlier, found.n_units, found.is_like_for_like) == ("2023-Q1", 2, False)
    assert found.change == pytest.approx(10)


def test_the_total_of_a_level_moves_by_a_difference():
    # 12 + 3 = 15 against 10 + 2 = 12: +3.
    rows = frame(
        ("A", "2023-Q1", 10, NAN),
        ("A", "2024-Q1", 12, NAN),
        ("B", "2023-Q1", 2, NAN),
        ("B", "2024-Q1", 3, NAN),
        indicator=LEVEL,
    )
    found = comparison.total_change(rows, LEVEL, "2024-Q1", from_code("2023-Q1"))
    assert astuple(found)[:4] == ("2023-Q1", 3.0, 2, True) and math.isnan(found.denominator)


def test_no_common_unit_or_no_earlier_period_is_no_change():
    rows = frame(("A", "2024-Q1", 1, 2), ("B", "2023-Q1", 1, 2))
    assert comparison.total_change(rows, RATE, "2024-Q1", from_code("2023-Q1")) is None
    assert comparison.total_change(rows, RATE, "2024-Q1", None) is None


def test_the_step_back_of_a_total_is_one_period_unless_cumulated():
    assert comparison.total_step_back(RATE, "2024-Q1") == from_code("2023-Q4")
    assert comparison.total_step_back(replace(RATE, basis="to_date"), "2024-Q1") is None


def test_a_share_of_more_than_the_whole_is_not_ranked_and_nothing_is_said_of_its_change():
    rows = (
        ("A", "2023-Q1", 90, 100),
        ("A", "2024-Q1", 121, 120),
        ("B", "2023-Q1", 90, 100),
        ("B", "2024-Q1", 95, 100),
    )
    found = comparison.compare(frame(*rows), RATE, "2024-Q1")
    assert cells(found, "unit", "rank", "reason", "verdict") == [
        ("B", 1, "", "improvement"),
        ("A", None, "trên 100\u00a0%: tử số lớn hơn mẫu số, hỏi lại đơn vị", "none"),
    ]
    plan = replace(RATE, can_exceed_100=True)
    assert comparison.compare(frame(*rows), plan, "2024-Q1")["rank"].tolist() == [1, 2]


def test_a_comparison_rests_on_the_files_of_the_periods_it_compares_with():
    rows = [("A", q, 1, 100) for q in ("2023-Q1", "2023-Q2", "2023-Q4", "2024-Q1")]
    found = comparison.evidence(frame(*rows), RATE, "2024-Q1")
    assert found["period"].tolist() == ["2023-Q1", "2023-Q4", "2024-Q1"]
