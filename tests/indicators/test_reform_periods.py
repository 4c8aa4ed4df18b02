"""Periods at the 2025 reform: who is expected when, periods that span the day."""

import pandas as pd
import pytest

from indicators import listing, scope, trend
from indicators.frames import FORMER
from tests.indicators import BINH_DINH, GIA_LAI_NEW, QUY_NHON, TUY_PHUOC, cells, csv, edition
from tests.indicators.reform import DONE, TUY_PHUOC_NOW, ask, names_now


@pytest.fixture(scope="module")
def reform(tmp_path_factory):
    """Huyện until 30/06/2025, phường of the new Gia Lai from 01/07/2025, and a whole year."""
    return edition(
        tmp_path_factory.mktemp("reform"),
        csv(
            f"540 2025-Q1 {DONE} 1",
            f"540 2025-Q2 {DONE} 2",
            f"21583 2025-Q3 {DONE} 3",
            f"21583 2025-Q4 {DONE} 4",
            f"21583 2025 {DONE} 7",
            f"540 2025 {DONE} 3",
            # In 2025 the code alone could be the phường of before or after the reform.
        ).replace(b"\n;21583;2025;", "\nPhường Quy Nhơn;21583;2025;".encode()),
    )


def test_a_unit_is_expected_while_it_stands_at_the_end_of_the_period(reform):
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025"]
    there = {
        key: scope.lives(scope.scope(reform, key).tiles, quarters).sum(axis=0).tolist()
        for key in (BINH_DINH, GIA_LAI_NEW)
    }
    assert there == {BINH_DINH: [11, 11, 58, 58], GIA_LAI_NEW: [11, 11, 135, 135]}


def test_a_scope_goes_on_with_the_communes_that_took_over_its_land(reform):
    columns = ("unit", "unit_key", "period", "value", "n_reported", "n_expected")
    district, commune = "Thành phố Quy Nhơn", "Phường Quy Nhơn"
    rows = [
        (district, QUY_NHON, "2025-Q1", 1, 1, 1),
        (district, QUY_NHON, "2025-Q2", 2, 1, 1),
        (commune, "21583.20250701", "2025-Q3", 3, 1, 1),
        (commune, "21583.20250701", "2025-Q4", 4, 1, 1),
    ]
    assert cells(ask(reform, DONE), *columns) == [
        ("Toàn địa bàn", "tong", "2025-Q1", 1, 1, 11),
        ("Toàn địa bàn", "tong", "2025-Q2", 2, 1, 11),
        ("Toàn địa bàn", "tong", "2025-Q3", 3, 1, 58),
        ("Toàn địa bàn", "tong", "2025-Q4", 4, 1, 58),
        *rows,
    ]
    assert cells(ask(reform, DONE, where=GIA_LAI_NEW), *columns) == [
        ("Toàn tỉnh", "tong", "2025-Q1", 1, 1, 11),
        ("Toàn tỉnh", "tong", "2025-Q2", 2, 1, 11),
        ("Toàn tỉnh", "tong", "2025-Q3", 3, 1, 135),
        ("Toàn tỉnh", "tong", "2025-Q4", 4, 1, 135),
        *rows,
    ]


def test_a_year_that_spans_the_reform_adds_what_came_before_and_after_it(reform):
    columns = ("unit", "unit_key", "period", "value", "n_reported", "n_expected", "is_incomplete")
    # A huyện can only have counted until 30/06, its communes only from 01/07: both are expected.
    assert cells(ask(reform, DONE, "nam"), *columns) == [
        ("Toàn địa bàn", "tong", "2025", 10, 2, 69, True),
        ("Thành phố Quy Nhơn", QUY_NHON, "2025", 3, 1, 1, False),
        ("Phường Quy Nhơn", "21583.20250701", "2025", 7, 1, 1, False),
    ]


def whole_year(tmp_path, *communes: str, before: str = DONE) -> pd.DataFrame:
    """Years of Tuy Phước by its own land: the huyện in 2024 and 2025, some communes in 2025."""
    rows = [f"550 2024 {before} 1000", f"550 2025 {before} 500"]
    rows += [f"{code} 2025 {before} 100" for code in communes]
    # In 2025 the code alone could be the commune of before or after the reform.
    content = csv(*rows)
    for code in communes:
        content = content.replace(
            f";{code};2025;".encode(), f"{names_now()[code]};{code};2025;".encode()
        )
    return edition(tmp_path, content)


@pytest.mark.parametrize(("n", "value"), [(4, 900), (3, None), (0, None)])
def test_a_year_that_spans_the_reform_waits_for_both_sides(tmp_path, n, value):
    found = whole_year(tmp_path, *TUY_PHUOC_NOW[:n])
    where = scope.scope(found, BINH_DINH, FORMER)
    frame = trend.series(found, listing.indicators(found)[DONE], where, "nam")
    columns = ("period", "value", "n_reported", "n_expected")
    mine = frame[frame["unit_key"] == TUY_PHUOC]
    if n:
        assert cells(mine, *columns) == [("2024", 1000, 1, 1), ("2025", value, n + 1, 5)]
        total = frame[frame["is_total"] & (frame["period"] == "2025")]
        assert cells(total, "n_reported", "n_expected", "is_incomplete") == [(n + 1, 69, True)]


CASES = "kn_vu_thuoc_tham_quyen"


def test_a_rate_with_a_stock_below_has_no_value_in_a_year_that_spans_the_reform(tmp_path):
    rows = [f"550 2025 {code} {n}" for code, n in (("kn_da_giai_quyet", 40), (CASES, 50))]
    for code in TUY_PHUOC_NOW:
        rows += [f"{code} 2025 kn_da_giai_quyet 1", f"{code} 2025 {CASES} 10"]
    content = csv(*rows)
    for code in TUY_PHUOC_NOW:
        content = content.replace(
            f";{code};2025;".encode(), f"{names_now()[code]};{code};2025;".encode()
        )
    found = edition(tmp_path, content)
    where = scope.scope(found, BINH_DINH, FORMER)
    rate = listing.indicators(found)["ty_le_giai_quyet_khieu_nai"]
    frame = trend.series(found, rate, where, "nam")
    assert frame.loc[frame["unit_key"].isin([TUY_PHUOC, "tong"]), "value"].isna().all()
