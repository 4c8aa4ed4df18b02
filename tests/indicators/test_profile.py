"""One unit, every indicator: the latest figure, how old it is, and the series behind it."""

from indicators import listing, profile, scope
from tests.indicators import AN_LAO, BINH_DINH, TUY_PHUOC, cells, csv, edition

TOP, BOTTOM = "tthc_giai_quyet_truoc_va_dung_han", "tthc_da_giai_quyet"


def test_the_latest_figure_of_each_indicator_and_the_total_beside_it(tmp_path):
    # On time at Q2/2024: 95/100 here, (95 + 45) / (100 + 50) = 93.33 % in all; last year 90/100.
    found = edition(
        tmp_path,
        csv(
            f"550 2023-Q2 {TOP} 90",
            f"550 2023-Q2 {BOTTOM} 100",
            f"550 2024-Q2 {TOP} 95",
            f"550 2024-Q2 {BOTTOM} 100",
            f"540 2024-Q2 {TOP} 45",
            f"540 2024-Q2 {BOTTOM} 50",
            "550 2023-Q4 kn_da_giai_quyet 2",
            "550 2023-Q4 kn_vu_thuoc_tham_quyen 4",
            "550 2024-Q1 kn_da_giai_quyet 0",
            "550 2024-Q1 kn_vu_thuoc_tham_quyen 0",
            f"550 2024-Q3 {TOP} 1",
            f"550 2024-Q3 {BOTTOM} 1",
            f"550 2024-H1 {TOP} 7",
        ),
    )
    where, known = scope.scope(found, BINH_DINH), listing.indicators(found)
    rows, series = profile.profile(found, known, where, TUY_PHUOC, "2024-Q2")
    assert list(rows.columns) == profile.COLUMNS
    columns = ("indicator", "period", "value", "total", "change_last_year", "verdict", "is_old")
    wanted = {"ty_le_dung_han", BOTTOM, "ty_le_giai_quyet_khieu_nai", "kn_da_giai_quyet"}
    assert cells(rows[rows["indicator"].isin(wanted)], *columns) == [
        ("ty_le_dung_han", "2024-Q2", 95, round(140 / 150 * 100, 6), 5, "improvement", False),
        (BOTTOM, "2024-Q2", 100, 150, 0, "neutral", False),
        # 0 of 0 in quarter I is the latest report, not the rate of the quarter before.
        ("ty_le_giai_quyet_khieu_nai", "2024-Q1", None, None, None, "none", True),
        ("kn_da_giai_quyet", "2024-Q1", 0, 0, None, "none", True),
    ]
    assert set(rows["indicator"]) == wanted
    assert cells(rows.head(1), "family", "n_reported", "n_expected") == [("ho_so_tthc", 2, 11)]
    assert set(series["unit_key"]) == {"tong", TUY_PHUOC}
    assert series["period"].unique().tolist() == [
        "2023-Q2",
        "2023-Q3",
        "2023-Q4",
        "2024-Q1",
        "2024-Q2",
    ]
    assert set(series["indicator"]) == set(known)


def test_a_rate_over_a_few_cases_is_not_judged(tmp_path):
    # Complaints: 2 of 4 against 1 of 20, and a year later 15 of 20 against those 2 of 4.
    found = edition(
        tmp_path,
        csv(
            "550 2022-Q2 kn_da_giai_quyet 1",
            "550 2022-Q2 kn_vu_thuoc_tham_quyen 20",
            "550 2023-Q2 kn_da_giai_quyet 2",
            "550 2023-Q2 kn_vu_thuoc_tham_quyen 4",
            "550 2024-Q2 kn_da_giai_quyet 15",
            "550 2024-Q2 kn_vu_thuoc_tham_quyen 20",
        ),
    )
    where, known = scope.scope(found, BINH_DINH), listing.indicators(found)
    for period, change in (("2023-Q2", 45), ("2024-Q2", 25)):
        rows, _ = profile.profile(found, known, where, TUY_PHUOC, period)
        rate = rows[rows["indicator"] == "ty_le_giai_quyet_khieu_nai"]
        assert cells(rate, "change_last_year", "verdict") == [(change, "none")]


def test_a_unit_that_never_reported_has_an_empty_profile(tmp_path):
    found = edition(tmp_path, csv(f"550 2024-Q2 {BOTTOM} 100"))
    where, known = scope.scope(found, BINH_DINH), listing.indicators(found)
    rows, series = profile.profile(found, known, where, AN_LAO, "2024-Q2")
    assert (list(rows.columns), len(rows)) == (profile.COLUMNS, 0)
    assert series.loc[series["unit_key"] == AN_LAO, "value"].isna().all()
    assert len(series) == 2 * len(known)
