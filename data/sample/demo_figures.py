"""Invents the demo figures of one unit, family by family, from its plan and a fixed seed.

Each public function takes a Place and yields its figures in time order: quarterly families as
((year, quarter), {measure: value}), plans as (year, measure, value). All values are whole numbers.
"""

import math
from collections.abc import Iterator
from random import Random

from demo_plan import QUARTERS, WORSENING, YEARS, Place

SEED = "so-lieu-minh-hoa-1"


def rng_for(family: str, place: Place) -> Random:
    """One stream of chance a family and unit: changing one leaves all the others as they were."""
    return Random(f"{SEED}/{family}/{place.code}")


def poisson(rng: Random, mean: float) -> int:
    """A count of rare things that happen `mean` times on average."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def split(rng: Random, total: int, shares: tuple[float, ...]) -> list[int]:
    """`total` things put one by one into boxes with these shares; the parts sum to the total."""
    parts = [0] * len(shares)
    for _ in range(total):
        at, box = rng.random() * math.fsum(shares), 0
        while box < len(shares) - 1 and at >= shares[box]:
            at, box = at - shares[box], box + 1
        parts[box] += 1
    return parts


def _on_time_pct(place: Place, rng: Random, year: int, quarter: int) -> float:
    drift = 0.015 * (QUARTERS.index((year, quarter)) - 8)
    epidemic = -0.5 if (year, quarter) == (2021, 3) else 0.0
    # Small offices swing more: one late batch moves their rate.
    noise = rng.gauss(0, 0.12 + 9 / math.sqrt(place.dossiers) * 0.6)
    if place.code == "544":
        return WORSENING.get((year, quarter), place.on_time_pct + noise * 0.6)
    return min(99.94, max(96.1, place.on_time_pct + drift + epidemic + noise))


def form_of_dossiers(
    received: tuple[int, int, int], settled: tuple[int, int, int], left: tuple[int, int]
) -> dict[str, int]:
    """The eleven figures of form II.06: carried over, new, online; settled, early, late; open,
    overdue."""
    (opening, new, online), (resolved, early, late), (closing, overdue) = received, settled, left
    return {
        "tthc_tiep_nhan": opening + new,
        "tthc_tiep_nhan_truc_tuyen": online,
        "tthc_tiep_nhan_truc_tiep_bcci": new - online,
        "tthc_ky_truoc_chuyen_sang": opening,
        "tthc_da_giai_quyet": resolved,
        "tthc_giai_quyet_truoc_han": early,
        "tthc_giai_quyet_dung_han": resolved - late - early,
        "tthc_giai_quyet_qua_han": late,
        "tthc_dang_giai_quyet": closing,
        "tthc_dang_giai_quyet_trong_han": closing - overdue,
        "tthc_dang_giai_quyet_qua_han": overdue,
    }


def dossiers(place: Place) -> Iterator[tuple]:
    """The columns of form II.06 by quarter; every identity of the form holds."""
    rng = rng_for("tthc", place)
    opening = round(place.dossiers * 0.045)
    for at, (year, quarter) in enumerate(QUARTERS):
        season = {1: 0.84, 2: 1.03, 3: 1.07, 4: 1.06}[quarter]
        epidemic = 0.78 if (year, quarter) == (2021, 3) else 1.0
        new = round(place.dossiers * season * epidemic * (0.94 + 0.008 * at) * rng.gauss(1, 0.04))
        online_pct = min(88.0, place.online_pct + 2.6 * at + rng.gauss(0, 1.2))
        online = round(new * online_pct / 100)
        closing = round(new * min(0.075, max(0.025, rng.gauss(0.045, 0.008))))
        resolved = opening + new - closing
        late = round(resolved * (100 - _on_time_pct(place, rng, year, quarter)) / 100)
        early = round((resolved - late) * min(0.85, max(0.5, rng.gauss(0.68, 0.04))))
        overdue = min(closing, round(late * max(0.05, rng.gauss(0.18, 0.05))))
        yield (
            (year, quarter),
            form_of_dossiers((opening, new, online), (resolved, early, late), (closing, overdue))
            | {
                "tthc_giai_quyet_truoc_va_dung_han": resolved - late,
                "tthc_tra_ket_qua_bcci": round(resolved * max(0.01, rng.gauss(0.038, 0.008))),
            },
        )
        opening = closing


def _complaints(rng: Random, place: Place, carried: int) -> dict[str, int]:
    cases = min(8, carried + poisson(rng, place.complaints))
    solved, waiting = split(rng, cases, (0.86, 0.14))
    decided, withdrawn = split(rng, solved, (0.8, 0.2))
    right, wrong, partly, kept, changed = split(rng, decided, (0.14, 0.56, 0.16, 0.1, 0.04))
    in_time, too_late = split(rng, solved, (0.93, 0.07))
    to_enforce = right + partly + changed + poisson(rng, 0.4)
    return {
        "kn_vu_thuoc_tham_quyen": cases,
        "kn_giai_quyet_bang_quyet_dinh": decided,
        "kn_rut_don": withdrawn,
        "kn_da_giai_quyet": solved,
        "kn_dang_giai_quyet": waiting,
        "kn_lan_dau_dung": right,
        "kn_lan_dau_sai": wrong,
        "kn_lan_dau_dung_mot_phan": partly,
        "kn_lan_hai_cong_nhan": kept,
        "kn_lan_hai_huy_sua": changed,
        "kn_dung_thoi_han": in_time,
        "kn_qua_thoi_han": too_late,
        "kn_qd_phai_thi_hanh": to_enforce,
        "kn_qd_da_thi_hanh": split(rng, to_enforce, (0.9, 0.1))[0],
    }


def _denunciations(rng: Random, place: Place, carried: int) -> dict[str, int]:
    cases = min(8, carried + poisson(rng, place.complaints * 0.45))
    solved = split(rng, cases, (0.84, 0.16))[0]
    right, wrong, mixed = split(rng, solved, (0.12, 0.66, 0.22))
    in_time, too_late = split(rng, solved, (0.92, 0.08))
    return {
        "tc_vu_thuoc_tham_quyen": cases,
        "tc_da_giai_quyet": solved,
        "tc_dung": right,
        "tc_sai": wrong,
        "tc_co_dung_co_sai": mixed,
        "tc_dung_thoi_han": in_time,
        "tc_qua_thoi_han": too_late,
    }


def complaints(place: Place) -> Iterator[tuple]:
    """Complaint and denunciation cases, letters and reception visits by quarter."""
    rng = rng_for("kntc", place)
    kn_carried = tc_carried = 0
    for year, quarter in QUARTERS:
        kn = _complaints(rng, place, kn_carried)
        tc = _denunciations(rng, place, tc_carried)
        kn_letters = kn["kn_vu_thuoc_tham_quyen"] - kn_carried + poisson(rng, 0.8)
        tc_letters = tc["tc_vu_thuoc_tham_quyen"] - tc_carried + poisson(rng, 0.5)
        other = poisson(rng, 6 + 9 * place.complaints)
        visits = 4 + poisson(rng, 3 + 6 * place.complaints)
        usual, chief, deputy = split(rng, visits, (0.72, 0.2, 0.08))
        kn_carried = kn["kn_dang_giai_quyet"]
        tc_carried = tc["tc_vu_thuoc_tham_quyen"] - tc["tc_da_giai_quyet"]
        yield (
            (year, quarter),
            kn
            | tc
            | {
                "don_du_dieu_kien": kn_letters + tc_letters + other,
                "don_khieu_nai": kn_letters,
                "don_to_cao": tc_letters,
                "don_kien_nghi_phan_anh": other,
                "don_kntc": kn_letters + tc_letters,
                "tcd_tong_luot": visits,
                "tcd_thuong_xuyen_luot": usual,
                "tcd_thu_truong_luot": chief,
                "tcd_uy_quyen_luot": deputy,
            },
        )


def job_plan(place: Place) -> Iterator[tuple]:
    """The annual job plan, a little higher each year, in tens."""
    for at, year in enumerate(YEARS):
        yield year, "viec_lam_ke_hoach_nam", round(place.jobs * (0.97 + 0.012 * at) / 10) * 10


def jobs(place: Place) -> Iterator[tuple]:
    """Jobs created since January, and those abroad among them; both only grow within a year."""
    rng = rng_for("viec-lam", place)
    plans = {year: plan for year, _, plan in job_plan(place)}
    made = abroad = 0
    for year, quarter in QUARTERS:
        if quarter == 1:
            made = abroad = 0
            pace = rng.gauss(0.93 if year == 2021 else 1.0, 0.04)
        share = {1: 0.22, 2: 0.28, 3: 0.26, 4: 0.25}[quarter]
        step = round(plans[year] * share * pace * max(0.6, rng.gauss(1, 0.06)))
        made += step
        abroad += min(step, poisson(rng, step * (0.004 if year == 2021 else 0.012)))
        yield (year, quarter), {"viec_lam_tao_moi": made, "viec_lam_di_nuoc_ngoai": abroad}


def mobilisation(place: Place) -> Iterator[tuple]:
    """Dân vận khéo models at work, dialogues, supervision, criticism, disciplined officials."""
    rng = rng_for("dan-van", place)
    models = place.models
    for year, quarter in QUARTERS:
        models += poisson(rng, 1.1) - (rng.random() < 0.25)
        yield (
            (year, quarter),
            {
                "dan_van_kheo_duy_tri": models,
                "doi_thoai_cuoc": 1 + poisson(rng, 1 + place.communes / 6),
                "giam_sat_cuoc": 1 + poisson(rng, 2 + place.communes / 4),
                "phan_bien_cuoc": poisson(rng, 0.9),
                "ky_luat_can_bo": poisson(rng, 0.35),
            },
        )


def welfare(place: Place) -> Iterator[tuple]:
    """Households, poor households (reviewed once a year) and new-rural communes, at quarter end."""
    rng = rng_for("an-sinh", place)
    poor = round(place.households * place.poor_pct / 100)
    reached, advanced = place.communes_ntm, 0
    # Mountain districts, the poor ones here, gain new-rural communes far more slowly.
    pace = 0.25 if place.poor_pct > 20 else 0.6
    for year, quarter in QUARTERS:
        if quarter == 4:
            # The yearly review and the yearly recognition both land at year end.
            poor = round(poor * rng.uniform(0.82, 0.9))
            reached = min(place.communes, reached + poisson(rng, pace))
            advanced = min(reached, advanced + poisson(rng, 0.12 * reached))
        total = round(place.households * (1 + 0.002 * QUARTERS.index((year, quarter))))
        yield (
            (year, quarter),
            {
                "tong_so_ho": total,
                "ho_ngheo": poor,
                "ntm_tong_so_xa": place.communes,
                "ntm_xa_dat_chuan": reached,
                "ntm_xa_nang_cao": advanced,
            },
        )


def revenue_plan(place: Place) -> Iterator[tuple]:
    """The yearly revenue estimate in million đồng."""
    for at, year in enumerate(YEARS):
        yield year, "thu_ngan_sach_du_toan", round(place.revenue * 1.05**at / 500) * 500


def revenue(place: Place) -> Iterator[tuple]:
    """Revenue since January in million đồng."""
    rng = rng_for("ngan-sach", place)
    plans = {year: plan for year, _, plan in revenue_plan(place)}
    collected = 0
    for year, quarter in QUARTERS:
        collected = 0 if quarter == 1 else collected
        share = {1: 0.28, 2: 0.25, 3: 0.24, 4: 0.29}[quarter]
        collected += round(plans[year] * share * max(0.6, rng.gauss(1, 0.09)))
        yield (year, quarter), {"thu_ngan_sach": collected}
