"""The sample files: every figure known to the catalogue, demo marked; the districts' troubles."""

import hashlib
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.data.tables import CATALOGUE, SAMPLE, broken_identities, read_rows

HEADER = "don_vi,ma_don_vi,ky,chi_tieu,gia_tri,tu_so,mau_so,ngay_bao_cao,ghi_chu,nguon"
DEMO = sorted(SAMPLE.glob("demo_*.csv"))
DISTRICTS = [path for path in DEMO if not path.name.startswith("demo_xa_")]
QUARTERS = [f"{y}-Q{q}" for y in range(2021, 2026) for q in range(1, 5) if (y, q) <= (2025, 2)]


def quarter_end(period: str) -> date:
    return date(int(period[:4]), 3 * int(period[6]), 14)


def signed(row: dict[str, str]) -> date:
    return datetime.strptime(row["ngay_bao_cao"], "%d/%m/%Y").date()


@pytest.fixture(scope="module")
def demo() -> dict[tuple[str, str, str], dict[str, str]]:
    """Rows of the districts by (unit code, period, measure), the correction file left out."""
    return {
        (r["ma_don_vi"], r["ky"], r["chi_tieu"]): r
        for path in DISTRICTS
        if path.name != "demo_z_bo_sung.csv"
        for r in read_rows(path)
    }


@pytest.fixture(scope="module")
def figures(demo) -> dict[tuple[str, str], dict[str, int]]:
    """Demo values as {(unit code, period): {measure: value}}."""
    found = defaultdict(dict)
    for (unit, period, measure), row in demo.items():
        found[unit, period][measure] = int(row["gia_tri"])
    return dict(found)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.csv")), ids=lambda p: p.name)
def test_a_sample_file_is_plain_long_form_of_known_units_and_codes(path):
    content = path.read_bytes()
    assert content.startswith((HEADER + "\n").encode())
    assert b"\r" not in content
    rows = read_rows(path)
    # A code is read as of its time: 21952 was Thị trấn Tuy Phước and is Xã Tuy Phước.
    born = "2025-07-01" if path.name.startswith("demo_xa_") else "1900-01-01"
    names = {
        u["code"]: u["name"] for u in read_rows(CATALOGUE / "units.csv") if u["valid_from"] == born
    }
    codes = {
        r["code"] for f in ("measures", "indicators") for r in read_rows(CATALOGUE / f"{f}.csv")
    }
    assert {r["chi_tieu"] for r in rows} <= codes
    assert {(r["ma_don_vi"], r["don_vi"]) for r in rows} <= set(names.items())
    keys = [(r["ma_don_vi"], r["ky"], r["chi_tieu"]) for r in rows]
    assert len(set(keys)) == len(keys)


def test_the_generator_reproduces_the_committed_files(tmp_path):
    script = SAMPLE / "make_demo.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes() for p in DEMO
    }


def test_the_district_files_are_what_they_were_before_the_communes_came():
    content = b"".join(path.read_bytes() for path in DISTRICTS)
    assert hashlib.sha256(content).hexdigest() == (
        "6de6eb1839069c770e928c57af2e961566cf9e048d3f0bb45ae8cf4c76511996"
    )


def test_every_demo_row_says_so_and_no_real_row_does():
    assert {r["nguon"] for path in DEMO for r in read_rows(path)} == {
        "Số liệu minh họa (do phần mềm tạo, không phải số thật)",
        "Số liệu minh họa",
    }
    real = [r for path in SAMPLE.glob("real_*.csv") for r in read_rows(path)]
    assert real and not [r for r in real if not r["nguon"] or "minh họa" in r["nguon"]]


def test_the_correction_is_read_last():
    assert DEMO[-1].name == "demo_z_bo_sung.csv"


def test_the_demo_covers_eleven_units_eighteen_quarters_and_nine_families(demo):
    family = {m["code"]: m["family"] for m in read_rows(CATALOGUE / "measures.csv")}
    assert len({unit for unit, _, _ in demo}) == 11
    assert {period[:7] for _, period, _ in demo if "-Q" in period} == set(QUARTERS)
    assert {family[measure] for _, _, measure in demo} == {
        "ho_so_tthc",
        "khieu_nai_to_cao",
        "lao_dong_viec_lam",
        "dan_van",
        "giam_sat_phan_bien",
        "ky_luat",
        "an_sinh",
        "nong_thon_moi",
        "ngan_sach",
    }


def test_identities_hold_but_for_the_planted_row(figures):
    broken, n_tested = broken_identities(figures)
    assert broken == {(("547", "2024-Q2"), "tthc_tiep_nhan", 6)}
    assert n_tested > 4_000


def test_opening_stock_is_the_previous_closing_stock(figures):
    pairs = 0
    for (unit, period), values in figures.items():
        if period not in QUARTERS[1:]:
            continue
        before = figures.get((unit, QUARTERS[QUARTERS.index(period) - 1]))
        if before:
            pairs += 1
            assert values["tthc_ky_truoc_chuyen_sang"] == before["tthc_dang_giai_quyet"]
    # 11 units x 17 steps, less two steps around An Lão's gap and Vân Canh's last one.
    assert pairs == 11 * 17 - 3


def test_exactly_two_unit_quarters_are_missing_from_every_file(demo):
    for measure, tail in (
        ("tthc_tiep_nhan", ""),
        ("kn_vu_thuoc_tham_quyen", ""),
        ("dan_van_kheo_duy_tri", ""),
        ("ho_ngheo", ""),
        ("viec_lam_tao_moi", "-LK"),
        ("thu_ngan_sach", "-LK"),
    ):
        missing = {
            (unit, quarter)
            for unit in {u for u, _, _ in demo}
            for quarter in QUARTERS
            if (unit, quarter + tail, measure) not in demo
        }
        assert missing == {("542", "2023-Q3"), ("551", "2025-Q2")}, measure


def test_on_time_rates_are_believable_and_only_hoai_an_falls(figures):
    rates = {
        at: 100 * v["tthc_giai_quyet_truoc_va_dung_han"] / v["tthc_da_giai_quyet"]
        for at, v in figures.items()
        if "tthc_da_giai_quyet" in v
    }
    assert all(96 <= rate < 100 for rate in rates.values())
    hoai_an = [round(rates["544", q], 1) for q in QUARTERS[-5:]]
    assert hoai_an == sorted(hoai_an, reverse=True)
    assert hoai_an[0] >= 98.8 and hoai_an[-1] == 96.2
    others = {u for u, _ in rates} - {"544", "551"}
    assert all(rates[u, "2025-Q2"] - rates[u, "2024-Q2"] > -0.5 for u in others)


def test_the_first_quarter_dips_for_tet(figures):
    for year in range(2021, 2025):
        first, last = (
            sum(v["tthc_da_giai_quyet"] for (_, p), v in figures.items() if p == f"{year}-Q{q}")
            for q in (1, 4)
        )
        assert first < 0.92 * last


def test_complaints_are_in_single_digits(figures):
    cases = [v for v in figures.values() if "kn_vu_thuoc_tham_quyen" in v]
    assert max(v["kn_vu_thuoc_tham_quyen"] for v in cases) <= 8
    assert all(v["kn_da_giai_quyet"] <= v["kn_vu_thuoc_tham_quyen"] for v in cases)


def test_running_totals_never_fall_within_a_year_and_end_near_the_plan(figures):
    for (unit, period), values in figures.items():
        if not period.endswith("-LK"):
            continue
        year, quarter = period[:4], int(period[6])
        before = figures.get((unit, f"{year}-Q{quarter - 1}-LK"), {})
        assert all(values[code] >= before.get(code, 0) for code in values)
        if quarter == 4:
            plan = figures[unit, year]["viec_lam_ke_hoach_nam"]
            assert 0.85 < values["viec_lam_tao_moi"] / plan < 1.15


def test_only_van_canh_reports_late_and_does_so_five_times(demo):
    late = {
        (unit, period[:7])
        for (unit, period, _), row in demo.items()
        if "-Q" in period and signed(row) > quarter_end(period) + timedelta(days=5)
    }
    assert late == {("551", q) for q in ("2022-Q4", "2023-Q3", "2024-Q1", "2024-Q3", "2025-Q1")}
    assert all(signed(r) > quarter_end(p) for (_, p, _), r in demo.items() if "-Q" in p)


def test_phu_cat_restates_three_figures_that_still_add_up(demo, figures):
    rows = read_rows(SAMPLE / "demo_z_bo_sung.csv")
    changed = {r["chi_tieu"]: int(r["gia_tri"]) for r in rows}
    was = figures["548", "2024-Q4"]
    assert {code: value - was[code] for code, value in changed.items()} == {
        "tthc_giai_quyet_dung_han": -37,
        "tthc_giai_quyet_qua_han": 37,
        "tthc_giai_quyet_truoc_va_dung_han": -37,
    }
    now = was | changed
    assert now["tthc_da_giai_quyet"] == (
        now["tthc_giai_quyet_truoc_va_dung_han"] + now["tthc_giai_quyet_qua_han"]
    )
    assert {(r["ma_don_vi"], r["ky"]) for r in rows} == {("548", "2024-Q4")}
    assert all(r["ghi_chu"] for r in rows)
    assert all(signed(r) > signed(demo["548", "2024-Q4", r["chi_tieu"]]) for r in rows)


def test_rural_communes_match_the_register(figures):
    communes = defaultdict(int)
    for unit in read_rows(CATALOGUE / "units.csv"):
        if (unit["type"], unit["valid_from"]) == ("Xã", "1900-01-01"):
            communes[unit["parent_code"]] += 1
    stated = {u: v["ntm_tong_so_xa"] for (u, _), v in figures.items() if "ntm_tong_so_xa" in v}
    assert stated == {unit: communes[unit] for unit in stated}


def test_the_real_report_keeps_what_it_printed():
    rows = {r["chi_tieu"]: r for r in read_rows(SAMPLE / "real_tuy_phuoc_2023H1.csv")}
    assert {(r["don_vi"], r["ma_don_vi"], r["ky"]) for r in rows.values()} == {
        ("Huyện Tuy Phước", "550", "2023-H1")
    }
    printed = {c: (r["gia_tri"], r["tu_so"], r["mau_so"]) for c, r in rows.items() if r["tu_so"]}
    assert printed == {
        "ty_le_dung_han": ("99,85", "19517", "19545"),
        "ty_le_viec_lam_so_ke_hoach": ("115,97", "2120", "1828"),
        "ty_le_giai_quyet_khieu_nai": ("100", "3", "3"),
    }
    # Offices cut decimals instead of rounding: under 0,01 point from the exact quotient.
    for value, part, whole in printed.values():
        exact = 100 * Decimal(part) / Decimal(whole)
        assert 0 <= exact - Decimal(value.replace(",", ".")) < Decimal("0.01")


def test_the_real_report_misses_one_dossier_and_states_no_denunciation_result():
    rows = {r["chi_tieu"]: r["gia_tri"] for r in read_rows(SAMPLE / "real_tuy_phuoc_2023H1.csv")}
    open_ = int(rows["tthc_tiep_nhan"]) - int(rows["tthc_da_giai_quyet"])
    assert open_ - int(rows["tthc_dang_giai_quyet_trong_han"]) == 1
    assert rows["tcd_dot_xuat_luot"] == "0"
    assert not rows.keys() & {
        "tthc_dang_giai_quyet_qua_han",
        "tc_da_giai_quyet",
        "ntm_von_dan_dong_gop",
    }
