"""One unit, every indicator: the latest figure, how old it is, and the series behind it."""

from indicators import listing, profile, scope
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from tests.indicators import (
    AN_LAO,
    BINH_DINH,
    QUY_NHON,
    TUY_PHUOC,
    cells,
    csv,
    data_folder,
    edition,
)  # fmt: skip
from tests.indicators.reform import TUY_PHUOC_NOW
from view import sentences, tables

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


def test_a_rate_that_a_report_only_printed_is_shown_as_the_latest_figure(tmp_path):
    found = edition(
        tmp_path,
        csv(
            f"550 2024-Q1 {TOP} 95",
            f"550 2024-Q1 {BOTTOM} 100",
            "550 2024-Q2 ty_le_dung_han 99,85",
        ),
    )
    where, known = scope.scope(found, BINH_DINH), listing.indicators(found)
    rows, _ = profile.profile(found, known, where, TUY_PHUOC, "2024-Q2")
    columns = ("indicator", "period", "value", "stated", "is_old")
    assert cells(rows, *columns) == [
        ("ty_le_dung_han", "2024-Q2", None, 99.85, False),
        (BOTTOM, "2024-Q1", 100, None, True),
    ]
    shown = tables.profile(rows, known, "Toàn tỉnh").frame
    assert shown["Ghi chú"].tolist() == ["chưa có số; báo cáo in 99,85\u00a0%", ""]
    (rate, _) = rows.to_dict("records")
    assert sentences.profile(rate, known["ty_le_dung_han"], "Toàn tỉnh") == (
        "báo cáo in 99,85\u00a0%"
    )
    assert sentences.unit("Tuy Phước", rows, "2024-Q2").endswith(
        "có số của 1/2 chỉ tiêu; chưa có số cùng kỳ để so sánh."
    )


def test_a_unit_that_never_reported_has_an_empty_profile(tmp_path):
    found = edition(tmp_path, csv(f"550 2024-Q2 {BOTTOM} 100"))
    where, known = scope.scope(found, BINH_DINH), listing.indicators(found)
    rows, series = profile.profile(found, known, where, AN_LAO, "2024-Q2")
    assert (list(rows.columns), len(rows)) == (profile.COLUMNS, 0)
    assert series.loc[series["unit_key"] == AN_LAO, "value"].isna().all()
    assert len(series) == 2 * len(known)


def test_what_counts_units_is_not_compared_over_the_reform_even_when_asked_for(tmp_path):
    ntm = ("ntm_xa_dat_chuan", "ntm_tong_so_xa")
    rows = [f"550 2024-Q3 {code} 10" for code in (BOTTOM, *ntm)]
    rows += [f"{c} 2025-Q3 {code} 1" for c in TUY_PHUOC_NOW for code in (BOTTOM, *ntm)]
    found = edition(tmp_path, csv(*rows))
    where = scope.scope(found, BINH_DINH, FORMER, "", True)
    rows, _ = profile.profile(found, listing.indicators(found), where, TUY_PHUOC, "2025-Q3")
    assert dict(cells(rows, "indicator", "change_last_year")) == {
        BOTTOM: -6,
        "ty_le_xa_dat_chuan_ntm": None,
    }


def test_an_estimate_and_an_impossible_share_are_not_judged(tmp_path):
    """Xã Canh Liên of today has a quarter of the old one; at 540 more is in time than was done."""
    catalogue = data_folder(tmp_path / "known") / "catalogue"
    changes = (catalogue / "unit_changes.csv").read_text(encoding="utf-8")
    one, two = (row for row in changes.splitlines() if row.startswith("21997,"))
    changes = changes.replace(one, f"{one}0.25").replace(two, f"{two}0.75")
    rows = [
        f"21997 {y}-Q1 {m} {n}"
        for y, in_time in ((2024, 500), (2025, 900))
        for m, n in zip((TOP, BOTTOM), (in_time, 1000), strict=True)
    ]
    rows += [
        f"540 {y}-Q1 {m} {n}"
        for y, in_time in ((2024, 90), (2025, 110))
        for m, n in zip((TOP, BOTTOM), (in_time, 100), strict=True)
    ]
    found = edition(tmp_path, csv(*rows), unit_changes=changes)
    known = {code: listing.indicators(found)[code] for code in ("ty_le_dung_han",)}
    said = []
    for key, way, level in (("21997.20250701", PRESENT, "xa"), (QUY_NHON, AS_REPORTED, "huyen")):
        where = scope.scope(found, BINH_DINH, way, level)
        rows, _ = profile.profile(found, known, where, key, "2025-Q1")
        said += cells(rows, "value", "change_last_year", "verdict")
    assert said == [(90, 40, "none"), (110, 20, "none")]
