"""Where the units of a scope stand at one period, and what they are held against."""

import math

from indicators import listing, scope
from indicators.standing import standing
from tests.indicators import AN_LAO, BINH_DINH, QUY_NHON, cells, csv, edition
from tests.indicators.test_briefing import on_time


def test_units_stand_beside_the_ratio_of_the_whole_and_the_rows_it_rests_on(tmp_path):
    rows = [
        *on_time(540, "2023-Q1", 80, 100),
        *on_time(540, "2023-Q3", 10, 100),
        *on_time(540, "2024-Q1", 90, 100),
        *(row for code in (542, 544, 545, 546, 547) for row in on_time(code, "2024-Q1", 72, 100)),
        "543 2024-Q1 tthc_tiep_nhan 7",
        "540 2024-Q1 don_kntc 3",
        "542 2024-Q1 don_kntc 4",
    ]
    found = edition(tmp_path, csv(*rows))
    where = scope.scope(found, BINH_DINH)
    indicators = listing.indicators(found)
    rate = standing(found, indicators["ty_le_dung_han"], where, "quy", "2024-Q1")
    assert rate.whole == rate.total["value"] == 75.0
    units = rate.units[rate.units["unit_key"].isin([QUY_NHON, AN_LAO, "543.19000101"])]
    assert cells(units, "unit_key", "value", "change_last_year", "status") == [
        (QUY_NHON, 90.0, 10.0, "reported"),
        (AN_LAO, 72.0, None, "reported"),
        ("543.19000101", None, None, "none"),
    ]
    assert set(rate.evidence["period"]) == {"2024-Q1", "2023-Q4", "2023-Q1"}
    count = indicators["don_kntc"]
    counted = standing(found, count, where, "quy", "2024-Q1")
    assert counted.total["value"] == 7 and math.isnan(counted.whole)


def test_no_unit_is_held_against_a_whole_that_cannot_be_so(tmp_path):
    rows = [row for n in range(540, 551) for row in on_time(n, "2024-Q1", 95, 100)]
    found = edition(tmp_path, csv(*rows[2:], *on_time(540, "2024-Q1", 1200, 200)))
    rate = listing.indicators(found)["ty_le_dung_han"]
    got = standing(found, rate, scope.scope(found, BINH_DINH), "quy", "2024-Q1")
    assert got.total["value"] > 100 and math.isnan(got.whole)
