"""Series across the 2025 reform: sums of areas, totals, parts, changes over the day."""

from datetime import date

import pytest

from indicators import briefing, comparison, listing, scope, trend
from indicators.frames import AS_REPORTED, FORMER, PRESENT
from indicators.periods import Period
from tests.indicators import BINH_DINH, TUY_PHUOC, cells, csv, edition
from tests.indicators.reform import BORDER, DONE, IN_TIME, OVERDUE, TUY_PHUOC_NOW


@pytest.fixture(scope="module")
def crossing(tmp_path_factory):
    """Two huyện and, from the third quarter, the four communes of one and one of the other."""
    rows = [f"550 2025-Q{q} {code} {n}" for q in (1, 2) for code, n in ((DONE, 100), (IN_TIME, 90))]
    rows += [f"540 2025-Q2 {DONE} 50", f"540 2025-Q2 {IN_TIME} 40", f"550 2025-Q2 {OVERDUE} 4"]
    communes = TUY_PHUOC_NOW
    for q, some in ((3, communes[:3]), (4, communes)):
        for n, code in enumerate(some, start=1):
            rows += [f"{code} 2025-Q{q} {DONE} {n}0", f"{code} 2025-Q{q} {IN_TIME} {n}"]
            rows += [f"{code} 2025-Q{q} {OVERDUE} {n}"]
    return edition(tmp_path_factory.mktemp("crossing"), csv(*rows))


def series(of, code, frame, unit_key=TUY_PHUOC, key=BINH_DINH, *, is_across=False):
    where = scope.scope(of, key, frame, "", is_across)
    found = trend.series(of, listing.indicators(of)[code], where, "quy")
    return found[found["unit_key"].isin([unit_key])]


def test_a_former_district_goes_on_as_the_sum_of_its_communes(crossing):
    columns = ("period", "value", "numerator", "denominator", "n_reported", "n_expected")
    assert cells(series(crossing, "ty_le_dung_han", FORMER), *columns, "is_incomplete") == [
        ("2025-Q1", 90, 90, 100, 1, 1, False),
        ("2025-Q2", 90, 90, 100, 1, 1, False),
        ("2025-Q3", 10, 6, 60, 3, 4, True),
        ("2025-Q4", 10, 10, 100, 4, 4, False),
    ]


def test_a_part_of_an_area_never_looks_like_a_fall(crossing):
    columns = ("period", "value", "n_reported", "n_expected", "is_incomplete")
    assert cells(series(crossing, DONE, FORMER), *columns) == [
        ("2025-Q1", 100, 1, 1, False),
        ("2025-Q2", 100, 1, 1, False),
        ("2025-Q3", None, 3, 4, True),
        ("2025-Q4", 100, 4, 4, False),
    ]


def test_stocks_are_summed_over_units(crossing):
    found = series(crossing, "ho_so_ton_qua_han", FORMER)
    assert cells(found, "period", "value") == [
        ("2025-Q1", None), ("2025-Q2", 4), ("2025-Q3", None), ("2025-Q4", 10),
    ]  # fmt: skip


@pytest.mark.parametrize("code", [DONE, "ty_le_dung_han", "ho_so_ton_qua_han"])
def test_the_total_is_the_same_in_every_frame(crossing, code):
    columns = ("period", "value", "numerator", "denominator", "n_reported", "n_expected")
    wanted = scope.frames_of(crossing, BINH_DINH)
    assert wanted == (AS_REPORTED, FORMER, PRESENT)
    found = [cells(series(crossing, code, frame, "tong"), *columns) for frame in wanted]
    assert found[0] == found[1] == found[2]
    assert [row[4:] for row in found[0]][-2:] == [(3, 58), (4, 58)]


def test_a_unit_that_ended_is_not_expected_and_one_that_began_has_no_past(crossing):
    found = scope.scope(crossing, BINH_DINH)
    frame = trend.series(crossing, listing.indicators(crossing)[DONE], found, "quy")
    units = frame[~frame["is_total"]]
    periods = units.groupby("unit_key")["period"].agg(list)
    assert periods[TUY_PHUOC] == ["2025-Q1", "2025-Q2"]
    assert periods[f"{TUY_PHUOC_NOW[0]}.20250701"] == ["2025-Q3", "2025-Q4"]


def test_the_country_today_carries_provinces_over_and_starts_scores_anew(tmp_path):
    found = edition(
        tmp_path,
        csv(
            *(f"{code} 2024 {DONE} {n}" for code, n in (("52", 5), ("64", 7), ("01", 3))),
            *(f"{code} 2024 papi {n}" for code, n in (("52", 40), ("64", 41), ("01", 42))),
            "01 2026 papi 43",
        ),
    )
    where = scope.scope(found, "VN", PRESENT)
    known = listing.indicators(found)

    def said(code):
        frame = trend.series(found, known[code], where, "nam")
        return cells(frame[frame["n_reported"] > 0], "unit", "period", "value", "n_reported")

    assert said(DONE) == [
        ("Cả nước", "2024", 15, 3),
        ("Gia Lai", "2024", 12, 2),
        ("Hà Nội", "2024", 3, 1),
    ]
    # A score of two provinces is no score; Hà Nội was not merged, so its scores go on.
    assert said("papi") == [
        ("Cả nước", "2024", None, 3),
        ("Cả nước", "2026", None, 1),
        ("Gia Lai", "2024", None, 2),
        ("Hà Nội", "2024", 42, 1),
        ("Hà Nội", "2026", 43, 1),
    ]


def test_a_commune_across_the_border_of_a_former_province_is_waited_for_and_not_counted(tmp_path):
    found = edition(
        tmp_path,
        csv(
            *(f"{code} 2025-Q2 {DONE} {n}" for code, n in (("001", 10), ("002", 20))),
            *(
                f"{code} 2025-Q3 {DONE} {n}"
                for code, n in (("00011", 5), ("00012", 6), ("00013", 7))
            ),
        ),
        **BORDER,
    )
    columns = ("unit", "period", "value", "numerator", "n_reported", "n_expected")

    def said(key, frame):
        where = scope.scope(found, key, frame)
        rows = trend.series(found, listing.indicators(found)[DONE], where, "quy")
        return cells(rows[rows["period"] == "2025-Q3"], *columns)

    # In the former province X is nobody's: A is of Y alone and incomplete, the total too.
    assert said("01.19000101", FORMER) == [
        ("Toàn địa bàn", "2025-Q3", 13, 13, 2, 3),
        ("A", "2025-Q3", None, 6, 1, 2),
        ("B", "2025-Q3", 7, 7, 1, 1),
    ]
    assert said("01.19000101", AS_REPORTED) == [
        ("Toàn địa bàn", "2025-Q3", 13, 13, 2, 3),
        ("X", "2025-Q3", 5, 5, 1, 1),
        ("Y", "2025-Q3", 6, 6, 1, 1),
        ("Z", "2025-Q3", 7, 7, 1, 1),
    ]
    # In the province of today A and E stand together and everything is counted once.
    assert said("01.20250701", FORMER) == [
        ("Toàn tỉnh", "2025-Q3", 18, 18, 3, 3),
        ("A + E", "2025-Q3", 11, 11, 2, 2),
        ("B", "2025-Q3", 7, 7, 1, 1),
    ]


def test_the_total_of_a_change_is_the_same_in_every_frame(tmp_path):
    rows = [f"550 2024-Q{q} don_kntc {q}" for q in (1, 2)]
    rows += [f"550 2025-Q{q} don_kntc {q + 1}" for q in (1, 2)]
    for code in TUY_PHUOC_NOW[:3]:
        rows += [f"{code} 2025-Q3 don_kntc 2", f"{code} 2026-Q3 don_kntc 3"]
    rows.append(f"{TUY_PHUOC_NOW[3]} 2026-Q3 don_kntc 30")
    found = edition(tmp_path, csv(*rows))
    change = listing.indicators(found)["thay_doi_don_kntc_cung_ky"]
    said = []
    for frame in (AS_REPORTED, FORMER, PRESENT):
        rows = trend.series(found, change, scope.scope(found, BINH_DINH, frame), "quy")
        said.append(cells(rows[rows["is_total"]], "period", "value", "n_reported"))
    assert said[0] == said[1] == said[2]
    assert ("2025-Q1", 100, 1) in said[0] and ("2026-Q3", 50, 3) in said[0]


def test_what_counts_units_starts_a_new_series_with_the_reform(tmp_path):
    rows = [f"550 2025-Q2 {code} 13" for code in ("ntm_xa_dat_chuan", "ntm_tong_so_xa", DONE)]
    for commune in TUY_PHUOC_NOW:
        codes = ("ntm_xa_dat_chuan", "ntm_tong_so_xa", DONE)
        rows += [f"{commune} 2025-Q3 {code} 1" for code in codes]
    found = edition(tmp_path, csv(*rows))
    for code, starts in (("ty_le_xa_dat_chuan_ntm", [False, True]), (DONE, [False, False])):
        mine = series(found, code, FORMER, is_across=True)
        assert mine["is_new_series"].tolist() == starts
        assert trend.is_across(mine, "2025-Q3", Period(2025, 2, "quy")) is starts[1]


def test_changes_across_the_reform_are_off_unless_asked_for(tmp_path):
    rows = [f"550 2024-Q3 {code} {n}" for code, n in ((DONE, 100), (IN_TIME, 90))]
    for code in TUY_PHUOC_NOW:
        rows += [f"{code} 2025-Q3 {DONE} 20", f"{code} 2025-Q3 {IN_TIME} 19"]
    found = edition(tmp_path, csv(*rows))
    rate = listing.indicators(found)["ty_le_dung_han"]
    said = {}
    for is_across in (False, True):
        where = scope.scope(found, BINH_DINH, FORMER, "", is_across)
        frame = trend.series(found, rate, where, "quy")
        units = comparison.compare(frame, rate, "2025-Q3").set_index("unit")
        year = Period(2024, 3, "quy")
        total = comparison.total_change(frame, rate, "2025-Q3", year)
        said[is_across] = (
            cells(units.loc[["Tuy Phước"]], "value", "last_year", "change_last_year"),
            None if total is None else round(total.change, 6),
            trend.is_across(frame, "2025-Q3", year),
        )
    assert said == {
        False: ([(95, None, None)], None, True),
        True: ([(95, 90, 5)], 5, False),
    }


def test_the_way_of_a_unit_starts_with_the_last_reform(crossing):
    rate = listing.indicators(crossing)["ty_le_dung_han"]
    said = {}
    for is_across in (False, True):
        where = scope.scope(crossing, BINH_DINH, FORMER, "", is_across)
        frame = trend.series(crossing, rate, where, "quy")
        ways = comparison.courses(frame, rate, [TUY_PHUOC])
        said[is_across] = [(way.start, way.end) for way in ways]
    # One period with all units since the reform is no way; the part of Q3 is no start.
    assert said == {False: [], True: [("2025-Q1", "2025-Q4")]}


HALF = ((DONE, 100), (IN_TIME, 50))


WHOLE = ((DONE, 100), (IN_TIME, 100))


def test_a_part_of_an_area_is_compared_with_nothing(tmp_path):
    one, *others = TUY_PHUOC_NOW
    rows = [f"540 2025-Q2 {DONE} 1"]
    rows += [f"{one} {q} {code} {n}" for q in ("2025-Q3", "2026-Q3") for code, n in HALF]
    rows += [f"{code} 2026-Q3 {measure} {n}" for code in others for measure, n in WHOLE]
    found = edition(tmp_path, csv(*rows))
    rate = listing.indicators(found)["ty_le_dung_han"]
    frame = trend.series(found, rate, scope.scope(found, BINH_DINH, FORMER), "quy")
    units = comparison.compare(frame, rate, "2026-Q3").set_index("unit")
    assert cells(units.loc[["Tuy Phước"]], "value", "last_year", "verdict", "reason") == [
        (87.5, None, "none", "")
    ]
    assert comparison.courses(frame, rate, [TUY_PHUOC]) == []


def test_a_unit_across_the_border_is_in_no_change_of_the_total(tmp_path):
    rows = [f"{code} 2025-Q3 {DONE} {n}" for code, n in (("00011", 10), ("00012", 40))]
    rows += [f"{code} 2026-Q3 {DONE} {n}" for code, n in (("00011", 1000), ("00012", 40))]
    found = edition(tmp_path, csv(f"001 2025-Q2 {DONE} 1", *rows), **BORDER)
    done = listing.indicators(found)[DONE]
    moved = {}
    for frame in (AS_REPORTED, FORMER):
        series_of = trend.series(found, done, scope.scope(found, "01.19000101", frame), "quy")
        moved[frame] = comparison.total_change(series_of, done, "2026-Q3", Period(2025, 3, "quy"))
    # As reported one commune lies within and has not changed; no former district is whole.
    assert (moved[AS_REPORTED].change, moved[AS_REPORTED].n_units) == (0, 1)
    assert moved[FORMER] is None


def test_the_break_shows_first_in_the_period_that_ends_after_it(crossing):
    where = scope.scope(crossing, BINH_DINH)
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert scope.starts_after(where, quarters) == {"2025-Q3": date(2025, 7, 1)}
    assert scope.starts_after(where, quarters[2:]) == {}
    assert scope.starts_after(where, ["2024", "2025"]) == {"2025": date(2025, 7, 1)}


def test_the_change_of_the_total_is_the_same_in_every_frame(tmp_path):
    """Three communes of a huyện have both quarters, the fourth only the first of them."""
    *others, last = TUY_PHUOC_NOW
    rows = [f"550 2025-Q2 {code} {n}" for code, n in HALF]
    rows += [f"{code} 2025-Q3 {m} {n}" for code in TUY_PHUOC_NOW for m, n in HALF]
    rows += [f"{code} 2025-Q4 {m} {n}" for code in others for m, n in WHOLE]
    rows += [
        f"{last} 2025-Q4 {DONE} 5",
        f"21583 2025-Q3 {DONE} 100",
        f"21583 2025-Q3 {IN_TIME} 100",
    ]
    rows += [f"21583 2025-Q4 {DONE} 100", f"21583 2025-Q4 {IN_TIME} 0"]
    found = edition(tmp_path, csv(*rows))
    rate = listing.indicators(found)["ty_le_dung_han"]
    for way in (AS_REPORTED, FORMER, PRESENT):
        for is_across in (False, True):
            where = scope.scope(found, BINH_DINH, way, "", is_across)
            of = trend.series(found, rate, where, "quy")
            units = trend.reporting_series(found, [rate], where, "quy")
            moved = comparison.total_change(of, rate, "2025-Q4", Period(2025, 3, "quy"), units)
            # (150 + 100) / 400 = 62,5 and (300 + 0) / 400 = 75.
            assert moved == comparison.TotalChange("2025-Q3", 12.5, 4, False, 400)
            (head, *_) = briefing.headlines(found, {"ty_le_dung_han": rate}, where, "2025-Q4")
            assert head.from_previous == moved
            over = comparison.total_change(of, rate, "2025-Q3", Period(2025, 2, "quy"), units)
            assert (over is not None) == (is_across and way == FORMER)
            (course,) = comparison.courses(of, rate, [], units)
            assert course.start == ("2025-Q2" if is_across else "2025-Q3")
