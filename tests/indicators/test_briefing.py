"""The facts of the one-page briefing."""

import pandas as pd
import pytest

from indicators import briefing, listing, scope
from tests.indicators import BINH_DINH, cells, csv, edition
from view import sentences

TOP, BOTTOM = "tthc_giai_quyet_truoc_va_dung_han", "tthc_da_giai_quyet"


def facts(of, period="2024-Q1"):
    return briefing.headlines(of, listing.indicators(of), scope.scope(of, BINH_DINH), period)


def on_time(code: int, period: str, top: int, bottom: int) -> list[str]:
    return [f"{code} {period} {TOP} {top}", f"{code} {period} {BOTTOM} {bottom}"]


def test_headlines_judge_the_total_on_units_with_both_years(tmp_path):
    # 542 has no last year: (95 + 80) / 200 = 87.5 % against (90 + 90) / 200 = 90 %: -2.5 points,
    # while the total shown is (95 + 80 + 50) / 300 = 75 %.
    found = edition(
        tmp_path,
        csv(
            *on_time(540, "2023-Q1", 90, 100),
            *on_time(550, "2023-Q1", 90, 100),
            *on_time(540, "2024-Q1", 95, 100),
            *on_time(550, "2024-Q1", 80, 100),
            *on_time(542, "2024-Q1", 50, 100),
            "540 2024-Q1 kn_da_giai_quyet 0",
            "540 2024-Q1 kn_vu_thuoc_tham_quyen 0",
            *on_time(540, "2024-Q2", 1, 1),
        ),
    )
    first, second, third = facts(found)
    assert [h.indicator.headline for h in (first, second, third)] == [1, 2, 3]
    assert (first.total["value"], first.total["n_reported"], first.verdict) == (75, 3, "concern")
    change = first.from_last_year
    assert (change.earlier, change.n_units, change.is_like_for_like) == ("2023-Q1", 2, False)
    assert change.change == pytest.approx(-2.5)
    assert first.from_previous is None
    assert first.history["period"].tolist()[-1] == "2024-Q1"
    assert set(first.evidence["period"]) == {"2024-Q1"}
    assert (second.total["n_reported"], pd.isna(second.total["value"])) == (1, True)
    assert (third.total["n_reported"], third.verdict) == (0, "none")
    better, worse = briefing.movers([first, second, third])
    columns = ("indicator", "unit", "change_last_year")
    assert cells(better, *columns) == [("ty_le_dung_han", "Quy Nhơn", 5)]
    assert cells(worse, *columns) == [("ty_le_dung_han", "Tuy Phước", -10)]


def test_a_headline_over_a_few_cases_is_not_judged(tmp_path):
    # 9 of 9 complaints against 1 of 20: +95 points, over fewer than the least of 10.
    rows = ["540 2023-Q1 kn_da_giai_quyet 1", "540 2023-Q1 kn_vu_thuoc_tham_quyen 20"]
    rows += ["540 2024-Q1 kn_da_giai_quyet 9", "540 2024-Q1 kn_vu_thuoc_tham_quyen 9"]
    complaints = facts(edition(tmp_path, csv(*rows)))[1]
    assert complaints.indicator.code == "ty_le_giai_quyet_khieu_nai"
    assert (complaints.from_last_year.change, complaints.verdict) == (95, "none")


def test_a_change_of_the_few_units_with_both_years_is_not_judged_by_the_many_of_today(tmp_path):
    # 2 of 2 became 1 of 2 in one huyện; the 40 of 40 of another have no last year.
    rows = on_time(540, "2023-Q1", 2, 2) + on_time(540, "2024-Q1", 1, 2)
    for code in (542, 543, 544, 545, 546):
        rows += on_time(code, "2024-Q1", 40, 40)
    first = facts(edition(tmp_path, csv(*rows)))[0]
    moved = first.from_last_year
    assert (moved.change, moved.n_units, moved.denominator) == (-50, 1, 2)
    assert first.verdict == "none"
    assert sentences.lead([first], "Toàn tỉnh").startswith(
        "Quý I/2024: tỷ lệ đúng hạn toàn tỉnh 99,50\u00a0%. 6/11 đơn vị có đủ số để tính"
    )


def test_movers_leave_out_tiny_denominators_and_stop_at_the_most(tmp_path):
    rows = []
    for code, top in ((540, 91), (542, 92), (543, 93), (544, 94)):
        rows += on_time(code, "2023-Q1", 90, 100) + on_time(code, "2024-Q1", top, 100)
    rows += on_time(545, "2023-Q1", 0, 29) + on_time(545, "2024-Q1", 29, 29)
    better, worse = briefing.movers(facts(edition(tmp_path, csv(*rows))), most=2)
    assert cells(better, "unit", "change_last_year") == [("Hoài Ân", 4), ("Hoài Nhơn", 3)]
    assert worse.empty


def test_who_said_nothing_of_nothing_has_reported(tmp_path):
    found = edition(
        tmp_path,
        csv(
            *on_time(540, "2024-Q1", 1, 2),
            "540 2024-Q1 kn_da_giai_quyet 0",
            "540 2024-Q1 kn_vu_thuoc_tham_quyen 0",
            "540 2024-Q1-LK viec_lam_tao_moi 5",
            "540 2024 viec_lam_ke_hoach_nam 9",
            *on_time(550, "2024-Q1", 1, 2),
            "550 2024 viec_lam_ke_hoach_nam 9",
        ),
    )
    missing = briefing.not_reported(facts(found)).set_index("unit")["indicators"]
    three = ("ty_le_dung_han", "ty_le_giai_quyet_khieu_nai", "ty_le_viec_lam_so_ke_hoach")
    assert len(missing) == 10
    assert "Quy Nhơn" not in missing
    assert missing["Tuy Phước"] == three[1:]
    assert missing["An Lão"] == three


def test_a_catalogue_without_headlines_gives_empty_facts():
    better, worse = briefing.movers([])
    assert (len(better), len(worse), len(briefing.not_reported([]))) == (0, 0, 0)
    assert briefing.evidence([]).empty


def test_a_total_of_more_than_the_whole_is_not_judged(tmp_path):
    rows = [*on_time(540, "2023-Q1", 90, 100), *on_time(540, "2024-Q1", 110, 100)]
    first, *_ = facts(edition(tmp_path, csv(*rows)))
    assert (round(first.total["value"], 6), round(first.from_last_year.change, 6)) == (110, 20)
    assert first.verdict == "none"
