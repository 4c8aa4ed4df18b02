"""The sentences that open the pages: what they say, of whom, and what they leave out."""

from dataclasses import replace

import pandas as pd
import pytest

from indicators.briefing import Headline
from indicators.comparison import Course, TotalChange
from tests.view.frames import COUNT, NAN, RATE, comparison, indicator, series
from view import charts_compare, sentences, sentences_reports

COMPLAINTS = indicator(
    code="kn",
    name_vi="Tỷ lệ giải quyết khiếu nại",
    short_vi="Tỷ lệ giải quyết khiếu nại",
    family="khieu_nai_to_cao",
    headline=2,
    min_denominator=10,
)


def headline(
    of=RATE, value=99.06, verdict="concern", change=-0.14, units=(), reported=10, **total
) -> Headline:
    """A headline at quý II/2025 over 11 units, of which `reported` have said something."""
    counts = {"numerator": 91774.0, "denominator": 92641.0}
    row = {"period": "2025-Q2", "value": value, "n_reported": reported, "n_expected": 11}
    frame = comparison(list(units) or [{"unit": "A", "value": 1.0}])
    moved = None if change is None else TotalChange("2024-Q2", change, 10, True)
    return Headline(
        of, pd.Series(row | counts | total), frame, frame, frame, None, moved, verdict, None
    )


def silent(*names: str) -> list[dict]:
    return [{"unit": name, "value": NAN, "status": "missing"} for name in names]


def test_the_briefing_has_a_clause_for_each_headline_with_news_and_names_the_silent():
    worst = {"unit": "Hoài Ân", "value": 96.2, "verdict": "concern", "change_last_year": -2.75}
    first = headline(units=[worst, *silent("Vân Canh")])
    second = headline(COMPLAINTS, 73.33, "concern", -8.02, numerator=11.0, denominator=15.0)
    still = headline(COUNT, 5.0, "neutral", 0.0)
    assert sentences.lead([first, second, still], "Toàn tỉnh") == (
        "Quý II/2025: tỷ lệ đúng hạn toàn tỉnh 99,06\u00a0%, giảm 0,14\u00a0điểm so cùng kỳ;"
        " riêng Hoài Ân giảm 2,75\u00a0điểm. Tỷ lệ giải quyết khiếu nại 73,3\u00a0% (11/15),"
        " giảm 8,02\u00a0điểm so cùng kỳ. 10/11 đơn vị có đủ số để tính; chưa báo cáo: Vân Canh."
    )


def test_a_change_of_few_of_those_that_reported_says_on_how_many_it_rests():
    first = headline()
    few = replace(first, from_last_year=replace(first.from_last_year, n_units=4))
    assert "giảm 0,14\u00a0điểm so cùng kỳ (tính trên 4 đơn vị có số ở cả hai kỳ)" in (
        sentences.lead([few], "Toàn tỉnh")
    )


def test_each_comparison_of_a_card_says_on_how_many_units_it_rests():
    total = headline().total

    def said(last_year: int, previous: int) -> str:
        year, quarter = (
            TotalChange("2024-Q2", 1.0, n, is_like_for_like=n == 10) for n in (last_year, previous)
        )
        return sentences_reports.basis(total, {"so cùng kỳ": year, "so quý trước": quarter})

    start, both = "10/11 đơn vị có đủ số để tính", "đơn vị có số ở cả hai kỳ"
    assert said(10, 10) == start
    assert said(10, 8) == f"{start}; so quý trước tính trên 8 {both}"
    assert said(9, 8) == f"{start}; so cùng kỳ tính trên 9 {both}; so quý trước tính trên 8 {both}"
    assert said(8, 8) == f"{start}; so cùng kỳ và so quý trước tính trên 8 {both}"
    assert sentences_reports.basis(total, {"so cùng kỳ": None}) == start


def test_more_than_three_silent_units_are_counted():
    first = headline(units=silent("A", "B", "C", "D", "Đ"), change=None, verdict="none", reported=6)
    assert sentences.lead([first], "Cả nước").endswith(
        "6/11 đơn vị có đủ số để tính; chưa báo cáo: A, B, C và 2 đơn vị khác."
    )


def test_a_few_units_are_not_called_the_whole():
    first = headline(units=silent("A", "B"), change=None, verdict="none", reported=5)
    second = headline(COMPLAINTS, 73.33, "concern", -8.02, reported=5)
    said = sentences.lead([first, second], "Toàn tỉnh")
    assert said == (
        "Quý II/2025: mới 5/11 đơn vị có đủ số để tính; tỷ lệ đúng hạn của các đơn vị này"
        " 99,06\u00a0%. Chưa báo cáo: A, B."
    )


def test_when_all_have_reported_nobody_is_named():
    first = headline(change=None, verdict="none", reported=11)
    assert sentences.lead([first], "Toàn tỉnh") == (
        "Quý II/2025: tỷ lệ đúng hạn toàn tỉnh 99,06\u00a0%. 11/11 đơn vị đã báo cáo."
    )


def trend_frame(n_reported: int = 10) -> pd.DataFrame:
    frame = series({"Toàn tỉnh": [98.0, 99.0], "Hoài Ân": [98.0, 96.2]}, ["2024-Q1", "2025-Q1"])
    return frame.assign(n_reported=n_reported, n_expected=11)


def test_the_trend_says_which_way_the_total_went():
    ways = [Course("Toàn tỉnh", "2024-Q1", "2025-Q1", 99.0, 1.0)]
    assert sentences.trend(trend_frame(), RATE, ways) == (
        "Quý I/2025: tỷ lệ đúng hạn toàn tỉnh 99,00\u00a0% (990/1.000), tăng 1,00\u00a0điểm"
        " so với quý I/2024; 10/11 đơn vị có đủ số để tính."
    )


def test_the_trend_says_which_way_the_chosen_units_went_three_at_most():
    ways = [Course(name, "2024-Q1", "2025-Q1", 96.2, -1.8) for name in "ABCD"]
    said = sentences.trend(trend_frame(), RATE, ways)
    assert "; 10/11 đơn vị có đủ số để tính. A 96,20\u00a0%, giảm" in said
    assert "giảm 1,80\u00a0điểm từ quý I/2024" in said
    assert said.endswith("đến quý I/2025; 1 đơn vị khác xem biểu đồ.")
    assert "D 96" not in said


def test_the_trend_of_few_units_is_not_the_trend_of_the_whole():
    said = sentences.trend(trend_frame(5), RATE, [])
    assert said.startswith("Quý I/2025: mới 5/11 đơn vị có đủ số để tính; tỷ lệ đúng hạn của các")
    assert "toàn tỉnh" not in said


@pytest.mark.parametrize(
    ("polarity", "best", "worst"),
    [("higher", "cao nhất", "thấp nhất"), ("lower", "thấp nhất", "cao nhất")],
)
def test_highest_and_lowest_are_called_so_whichever_is_good(polarity, best, worst):
    rows = [{"unit": "A", "value": 9.0, "rank": 1.0}, {"unit": "B", "value": 5.0, "rank": 2.0}]
    if polarity == "lower":
        rows = [{"unit": "B", "value": 5.0, "rank": 1.0}, {"unit": "A", "value": 9.0, "rank": 2.0}]
    said = sentences.comparison(comparison(rows), indicator(polarity=polarity), "2025-Q2")
    first, last = rows[0]["unit"], rows[1]["unit"]
    assert f"{best} {first} {rows[0]['value']:.0f},0\u00a0%" in said
    assert f"{worst} {last} {rows[1]['value']:.0f},0\u00a0%" in said


def test_units_that_all_stand_equal_have_no_highest():
    rows = [{"unit": name, "value": 98.0, "rank": 1.0} for name in "AB"]
    said = sentences.comparison(comparison(rows), RATE, "2025-Q2")
    assert "các đơn vị được xếp hạng đều 98,00\u00a0%" in said and "cao nhất" not in said


def test_a_profile_without_counts_shows_no_dash_for_them():
    row = dict.fromkeys(("is_old", "is_late", "is_restated", "is_derived"), False)
    row |= {"numerator": NAN, "denominator": NAN, "total": 99.0, "stated": 98.5}
    row |= {"value": NAN, "n_reported": 5, "n_expected": 11, "period": "2025-Q2"}
    assert sentences.profile(row, RATE, "Toàn tỉnh") == "báo cáo in 98,50\u00a0%"
    row |= {"n_reported": 6}
    said = sentences.profile(row, RATE, "Toàn tỉnh")
    assert said == "toàn tỉnh 99,00\u00a0% · báo cáo in 98,50\u00a0%"


def test_a_link_that_asks_in_vain_is_answered_with_what_is_shown():
    said = sentences.not_in_link("Đơn vị", ["x" * 60, "B"], [])
    assert said == (
        f"Liên kết nêu đơn vị {'x' * 39}…, B không có trong bản số liệu;"
        " đang xem chung, không chọn riêng."
    )


def test_a_unit_that_ended_says_so_and_of_which_period_its_figures_are():
    rows = pd.DataFrame({"is_old": [True, True], "verdict": "none"})
    rows["period"] = ["2025-Q2", "2024-Q4"]
    end = pd.Timestamp("2025-07-01")
    assert sentences.unit("Huyện Tuy Phước", rows, "2026-Q3", end) == (
        "Huyện Tuy Phước không còn hoạt động từ 01/7/2025; số dưới đây là của kỳ cuối cùng có"
        " số, gần nhất là quý II/2025."
    )
    for period, ended in (("2025-Q2", end), ("2026-Q3", pd.NaT)):
        said = sentences.unit("Huyện Tuy Phước", rows, period, ended)
        assert "có số của 0/2 chỉ tiêu" in said


@pytest.mark.parametrize(
    ("verdicts", "changes", "end"),
    [
        (["none", "none"], [NAN, NAN], "; chưa có số cùng kỳ để so sánh."),
        (["none", "none"], [45.0, NAN], "; chưa đủ căn cứ so cùng kỳ."),
        (
            ["concern", "none"],
            [-1.0, NAN],
            "; so cùng kỳ 0 chỉ tiêu tốt lên, 1 chỉ tiêu kém đi.",
        ),
        (
            ["neutral", "none"],
            [0.0, NAN],
            "; so cùng kỳ 0 chỉ tiêu tốt lên, 0 chỉ tiêu kém đi.",
        ),
    ],
)
def test_a_profile_without_an_earlier_year_says_so(verdicts, changes, end):
    rows = pd.DataFrame({"is_old": False, "verdict": verdicts, "change_last_year": changes})
    rows.loc[2] = [True, "concern", -5.0]
    assert sentences.unit("An Lão", rows, "2025-Q2", pd.NaT) == (
        f"An Lão, quý II/2025: có số của 2/3 chỉ tiêu{end}"
    )


def test_units_left_out_of_a_chart_are_named_and_counted():
    blank = [{"unit": f"Xã {n:02}", "value": NAN, "status": "missing"} for n in range(20)]
    units = comparison([{"unit": "An Lão", "value": 98.0}, *blank])
    drawn = charts_compare.with_figures(units)
    assert list(drawn["unit"]) == ["An Lão"]
    said = sentences_reports.not_drawn(units, drawn)
    assert said.startswith("Không vẽ 20 đơn vị chưa có số: Xã 00, Xã 01")
    assert said.endswith("Xã 14 và 5 đơn vị khác.")
    few = units.head(11)
    assert sentences_reports.not_drawn(few, charts_compare.with_figures(few)) == ""
