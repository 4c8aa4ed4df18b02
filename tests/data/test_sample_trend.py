"""The sample as an edition: Tuy Phước one line over the reform, equal totals, few notes."""

import pytest

from indicators import completeness, editions, listing, scope, trend
from indicators.frames import AS_REPORTED, FORMER, PRESENT

BINH_DINH, TUY_PHUOC = "52.19000101", "550.19000101"
QUARTERS = [f"{year}-Q{q}" for year in range(2021, 2027) for q in (1, 2, 3, 4)][:-1]


@pytest.fixture(scope="module")
def sample(whole_sample):
    return editions.current(whole_sample)


@pytest.mark.parametrize("code", ["ty_le_dung_han", "tthc_da_giai_quyet", "viec_lam_trong_quy"])
def test_tuy_phuoc_is_one_continuous_line_of_complete_periods(sample, code):
    where = scope.scope(sample, BINH_DINH, FORMER)
    frame = trend.series(sample, listing.indicators(sample)[code], where, "quy")
    mine = frame[frame["unit_key"] == TUY_PHUOC]
    assert mine["period"].tolist() == QUARTERS
    assert mine["value"].notna().all() and not mine["is_incomplete"].any()
    assert mine["unit"].unique().tolist() == ["Tuy Phước"]
    assert mine["n_expected"].tolist() == [1] * 18 + [4] * 5
    assert scope.starts_after(where, QUARTERS) == {"2025-Q3": where.breaks[0]}


def test_the_totals_of_every_indicator_are_the_same_in_every_frame(sample):
    wanted = list(listing.indicators(sample).values())
    totals = []
    for way in (AS_REPORTED, FORMER, PRESENT):
        frame = trend.many_series(sample, wanted, scope.scope(sample, BINH_DINH, way), "quy")
        columns = ["indicator", "period", "value", "numerator", "denominator", "n_reported"]
        rows = frame.loc[frame["is_total"], [*columns, "n_expected", "is_incomplete"]]
        totals.append(rows.reset_index(drop=True))
    assert totals[0]["value"].notna().any()
    assert totals[0].equals(totals[1]) and totals[0].equals(totals[2])


def test_the_sample_is_noted_on_what_its_files_say_themselves_only(sample):
    found = completeness.problems(sample).sort_values(["file_name", "line"])
    assert list(zip(found["file_name"], found["line"], found["code"], strict=True)) == [
        *[("demo_ho_so_tthc.csv", 1562, "identity")] * 4,
        *[("demo_xa_ho_so_tthc.csv", 1894, "identity")] * 4,
        *[("demo_xa_z_bo_sung.csv", line, "replaced") for line in (2, 3)],
        *[("demo_z_bo_sung.csv", line, "replaced") for line in (2, 3, 4)],
        ("real_tuy_phuoc_2023H1.csv", 2, "identity"),
        ("real_tuy_phuoc_2023H1.csv", 5, "rate_cut"),
    ]
