"""A figure stated for the whole of a unit beside the sum of its units: both told, never mixed."""

import pytest

from indicators import completeness, listing, scope, trend
from indicators.own_figures import COLUMNS, own_figures
from tests.indicators import BINH_DINH, GIA_LAI_NEW, TUY_PHUOC, cells, csv, edition
from tests.indicators.reform import DONE, IN_TIME, TUY_PHUOC_NOW

DISTRICTS = range(540, 552)
ELEVEN = [code for code in DISTRICTS if code != 541]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Bình Định, its eleven huyện and a commune, all of the same measure; the country of today.

    Q1: all huyện 11 x 10, the province 120. Q2: the same, the province 110. Q3: two huyện 50 + 40,
    the province 80, less than both. Q4: two huyện, the province 500, which may well be. The year:
    Bình Định 900, Gia Lai 700.
    """
    rows = [f"{code} 2024-{q} {DONE} 10" for q in ("Q1", "Q2") for code in ELEVEN]
    rows += [f"540 2024-{q} {DONE} 50" for q in ("Q3", "Q4")]
    rows += [f"550 2024-{q} {DONE} 40" for q in ("Q3", "Q4")]
    rows += [f"52 2024-Q{q} {DONE} {n}" for q, n in ((1, 120), (2, 110), (3, 80), (4, 500))]
    rows += [f"21952 2024-Q1 {DONE} 7", f"52 2024 {DONE} 900", f"64 2024 {DONE} 700"]
    rows += [f"{code} 2025-Q3 {DONE} 5" for code in TUY_PHUOC_NOW]
    rows += [f"52 2025-Q3 {DONE} 3000"]
    return edition(tmp_path_factory.mktemp("own"), csv(*rows))


def own(edition_of, key, kind="quy", code=DONE, frame="bao_cao"):
    where = scope.scope(edition_of, key, frame)
    return own_figures(edition_of, [listing.indicators(edition_of)[code]], where, kind)


def test_the_total_is_the_sum_of_the_units_and_what_was_stated_stands_beside_it(found):
    where = scope.scope(found, BINH_DINH)
    frame = trend.series(found, listing.indicators(found)[DONE], where, "quy")
    columns = ("period", "value", "n_reported", "n_expected")
    assert cells(frame[frame["is_total"]], *columns) == [
        ("2024-Q1", 110, 11, 11),
        ("2024-Q2", 110, 11, 11),
        ("2024-Q3", 90, 2, 11),
        ("2024-Q4", 90, 2, 11),
        ("2025-Q1", None, 0, 11),
        ("2025-Q2", None, 0, 11),
        ("2025-Q3", 20, 4, 58),
    ]
    columns = ("period", "value", "summed", "n_reported", "n_expected", "is_different")
    for each in scope.frames_of(found, BINH_DINH):
        assert cells(own(found, BINH_DINH, frame=each), *columns) == [
            ("2024-Q1", 120, 110, 11, 11, True),
            ("2024-Q2", 110, 110, 11, 11, False),
            ("2024-Q3", 80, 90, 2, 11, True),
            ("2024-Q4", 500, 90, 2, 11, False),
        ]


def test_a_disagreement_is_a_note_where_the_higher_figure_stands(found):
    notes = completeness.problems(found)
    notes = notes[notes["code"] == "levels_differ"]
    assert cells(notes, "unit_key", "period", "found") == [
        (BINH_DINH, "2024-Q1", "120"),
        (BINH_DINH, "2024-Q3", "80"),
    ]
    assert notes["reason"].iloc[1] == (
        "Đã giải quyết: số báo cáo cho cả đơn vị là 80, nhỏ hơn tổng của 2/11 đơn vị trực thuộc đã"
        " báo cáo là 90, lệch 10. Tổng trên các trang là tổng các đơn vị trực thuộc; số giữ nguyên"
        " như báo cáo; hỏi lại đơn vị"
    )


def test_a_province_of_today_stated_what_the_provinces_it_was_made_of_did(found):
    columns = ("period", "value", "summed", "n_reported", "n_expected", "is_different")
    # Of the year nobody below has reported; of the quarters of 2024 Gia Lai has stated nothing.
    assert cells(own(found, GIA_LAI_NEW, "nam"), *columns) == [("2024", 1600, None, 0, 0, False)]
    assert cells(own(found, GIA_LAI_NEW), *columns) == [("2025-Q3", 3000, 20, 4, 135, False)]


def test_a_district_states_more_than_its_communes_have(found):
    assert cells(own(found, TUY_PHUOC), "period", "value", "summed", "n_reported") == [
        ("2024-Q1", 10, 7, 1),
        ("2024-Q2", 10, None, 0),
        ("2024-Q3", 40, None, 0),
        ("2024-Q4", 40, None, 0),
    ]


def test_the_country_and_a_province_that_said_nothing_have_no_figure_of_their_own(found, tmp_path):
    assert own(found, "VN", "nam").empty
    other = edition(tmp_path, csv(f"550 2024-Q1 {DONE} 1"))
    empty = own(other, BINH_DINH)
    assert empty.empty and list(empty.columns) == COLUMNS


def test_the_parts_of_a_rate_are_compared_and_a_score_is_not(tmp_path):
    rows = [f"{code} 2024-Q1 {m} {n}" for code in ELEVEN for m, n in ((DONE, 10), (IN_TIME, 9))]
    rows += [f"52 2024-Q1 {DONE} 220", f"52 2024-Q1 {IN_TIME} 198", "52 2024-Q1 papi 40"]
    rows += ["540 2024-Q1 papi 41"]
    found = edition(tmp_path, csv(*rows))
    columns = ("value", "summed", "is_different")
    assert cells(own(found, BINH_DINH, code="ty_le_dung_han"), *columns) == [(90, 90, True)]
    assert cells(own(found, BINH_DINH, code="papi"), *columns) == [(40, None, False)]
