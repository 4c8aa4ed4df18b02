"""Invents the demo figures of the communes from 01/7/2025, as shares of their former districts.

Each public function takes a Commune and yields ((year, quarter), {measure: value}) in time order,
whole numbers all. Levels and seasons are those of the district's own invented figures, less what
moved to the province; stocks (households, models, dossiers open) are handed over by the district.
"""

from collections.abc import Iterator
from functools import cache
from random import Random

from demo_figures import (
    dossiers,
    form_of_dossiers,
    job_plan,
    mobilisation,
    poisson,
    rng_for,
    split,
    welfare,
)
from demo_plan import (
    PRACTICE,
    QUARTERS_AFTER,
    WORSENING_AFTER,
    Commune,
    Place,
    communes,
)

# The last year of the districts: what a quarter after the reform is measured by.
LAST_YEAR = {1: (2025, 1), 2: (2025, 2), 3: (2024, 3), 4: (2024, 4)}
HANDED_OVER = (2025, 2)


COMMUNES = communes()


@cache
def _shares(district: Place) -> tuple[list[str], tuple[float, ...]]:
    inside = [c for c in COMMUNES if c.district == district]
    return [c.code for c in inside], tuple(c.share for c in inside)


@cache
def _handed_over(district: Place, measure: str, total: int) -> dict[str, int]:
    """A stock of the district laid on its communes one by one; nothing is lost."""
    codes, shares = _shares(district)
    rng = rng_for(f"ban-giao-{measure}", district)
    return dict(zip(codes, split(rng, total, shares), strict=True))


@cache
def _last_year(district: Place) -> dict[tuple[int, int], dict[str, int]]:
    return dict(dossiers(district))


@cache
def _level(district: Place) -> float:
    """What is left to the communes of a district's dossiers: the rest went to the province."""
    return rng_for("phan-cap", district).uniform(0.88, 0.95)


def _intake(commune: Commune, rng: Random, year: int, quarter: int) -> int:
    was = _last_year(commune.district)[LAST_YEAR[quarter]]
    new = was["tthc_tiep_nhan_truc_tuyen"] + was["tthc_tiep_nhan_truc_tiep_bcci"]
    growth = 1.03 if (year, quarter) == (2026, 3) else 1.0
    return round(new * _level(commune.district) * growth * commune.share * rng.gauss(1, 0.04))


def _on_time_pct(commune: Commune, rng: Random, at: tuple[int, int], own: float) -> float:
    noise = rng.gauss(0, 0.12)
    if commune.district.code == "544":
        return WORSENING_AFTER[at] + own * 0.6 + noise
    last = [_last_year(commune.district)[key] for key in LAST_YEAR.values()]
    on_time = sum(values["tthc_giai_quyet_truoc_va_dung_han"] for values in last)
    base = 100 * on_time / sum(values["tthc_da_giai_quyet"] for values in last)
    return min(99.9, base + PRACTICE[at] + own + noise)


def commune_dossiers(commune: Commune) -> Iterator[tuple]:
    """The columns 3-13 of form II.06 by quarter; every identity of the form holds."""
    rng = rng_for("xa-tthc", commune)
    own = rng.gauss(0, 0.22)
    handed = _last_year(commune.district)[HANDED_OVER]["tthc_dang_giai_quyet"]
    opening = _handed_over(commune.district, "tthc", round(handed * 0.9))[commune.code]
    online_pct = commune.district.online_pct + 44 + rng.gauss(0, 3)
    for at, (year, quarter) in enumerate(QUARTERS_AFTER):
        new = _intake(commune, rng, year, quarter)
        online = round(new * min(94.0, online_pct + 1.8 * at + rng.gauss(0, 1.0)) / 100)
        # More is left open while the new offices find their feet.
        usual = 0.062 if at == 0 else 0.047
        closing = round(new * min(0.09, max(0.02, rng.gauss(usual, 0.008))))
        resolved = opening + new - closing
        on_time = _on_time_pct(commune, rng, (year, quarter), own)
        late = round(resolved * (100 - on_time) / 100)
        early = round((resolved - late) * min(0.8, max(0.45, rng.gauss(0.63, 0.05))))
        overdue = min(closing, round(late * max(0.05, rng.gauss(0.2, 0.05))))
        yield (
            (year, quarter),
            form_of_dossiers((opening, new, online), (resolved, early, late), (closing, overdue)),
        )
        opening = closing


def commune_complaints(commune: Commune) -> Iterator[tuple]:
    """First-instance complaints (the second is the province's), denunciations, letters, visits."""
    rng = rng_for("xa-kntc", commune)
    usual = commune.district.complaints * commune.share
    kn_carried = tc_carried = 0
    for year, quarter in QUARTERS_AFTER:
        kn = min(8, kn_carried + poisson(rng, usual * 1.15))
        tc = min(8, tc_carried + poisson(rng, usual * 0.45))
        decided, withdrawn, waiting = split(rng, kn, (0.66, 0.18, 0.16))
        in_time, too_late = split(rng, decided + withdrawn, (0.91, 0.09))
        tc_solved = split(rng, tc, (0.82, 0.18))[0]
        yield (
            (year, quarter),
            {
                "kn_vu_thuoc_tham_quyen": kn,
                "kn_giai_quyet_bang_quyet_dinh": decided,
                "kn_rut_don": withdrawn,
                "kn_dung_thoi_han": in_time,
                "kn_qua_thoi_han": too_late,
                "tc_vu_thuoc_tham_quyen": tc,
                "tc_da_giai_quyet": tc_solved,
                "don_khieu_nai": kn - kn_carried + poisson(rng, 0.3),
                "don_to_cao": tc - tc_carried + poisson(rng, 0.15),
                "tcd_tong_luot": 3 + poisson(rng, 2 + 6 * usual),
            },
        )
        kn_carried, tc_carried = waiting, tc - tc_solved


def commune_job_plan(commune: Commune) -> int:
    """The job plan of 2026, the first a commune was given, in fives."""
    last = {year: plan for year, _, plan in job_plan(commune.district)}[2025]
    return max(10, round(last * 1.012 * commune.share / 5) * 5)


def commune_jobs(commune: Commune) -> Iterator[tuple]:
    """Jobs of the quarter, and those abroad among them: never a running total."""
    rng = rng_for("xa-viec-lam", commune)
    last = {year: plan for year, _, plan in job_plan(commune.district)}[2025]
    year_size = {2025: last * commune.share * 0.96, 2026: commune_job_plan(commune)}
    pace = rng.gauss(1.01, 0.05)
    for year, quarter in QUARTERS_AFTER:
        season = {1: 0.22, 2: 0.28, 3: 0.26, 4: 0.25}[quarter]
        made = round(year_size[year] * season * pace * max(0.6, rng.gauss(1, 0.08)))
        abroad = min(made, poisson(rng, made * 0.013))
        yield (year, quarter), {"viec_lam_tao_moi": made, "viec_lam_di_nuoc_ngoai": abroad}


def running(figures: Iterator[tuple]) -> Iterator[tuple]:
    """Quarters of a year added up from its first one, which must be there; other years left out."""
    total: dict[str, int] = {}
    for (year, quarter), values in figures:
        if quarter == 1:
            total = dict.fromkeys(values, 0)
        if total:
            total = {code: total[code] + value for code, value in values.items()}
            yield (year, quarter), total


def commune_mobilisation(commune: Commune) -> Iterator[tuple]:
    """Dân vận khéo models at work, dialogues, supervision, criticism, disciplined officials."""
    rng = rng_for("xa-dan-van", commune)
    total = dict(mobilisation(commune.district))[HANDED_OVER]["dan_van_kheo_duy_tri"]
    models = _handed_over(commune.district, "dan-van", total)[commune.code]
    for at in QUARTERS_AFTER:
        models = max(0, models + poisson(rng, 0.3) - (rng.random() < 0.12))
        yield (
            at,
            {
                "dan_van_kheo_duy_tri": models,
                "doi_thoai_cuoc": poisson(rng, 0.7),
                "giam_sat_cuoc": 1 + poisson(rng, 0.6),
                "phan_bien_cuoc": poisson(rng, 0.25),
                "ky_luat_can_bo": poisson(rng, 0.08),
            },
        )


def commune_welfare(commune: Commune) -> Iterator[tuple]:
    """Households, poor households (reviewed in Q4), and the commune's own new-rural standing.

    New-rural recognition starts anew: nobody has it until the first yearly review. A phường
    states 0 communes, a true zero, so that a former district with phường can be complete.
    """
    rng = rng_for("xa-an-sinh", commune)
    district = commune.district
    last = dict(welfare(district))[HANDED_OVER]
    households = _handed_over(district, "so-ho", last["tong_so_ho"])[commune.code]
    poor = _handed_over(district, "ho-ngheo", last["ho_ngheo"])[commune.code]
    reached = False
    for at, (year, quarter) in enumerate(QUARTERS_AFTER):
        if quarter == 4:
            poor = round(poor * rng.uniform(0.82, 0.9))
            # As likely as the district's communes had it, and half as often.
            odds = 0.5 * last["ntm_xa_dat_chuan"] / district.communes
            reached = commune.is_rural and rng.random() < odds
        yield (
            (year, quarter),
            {
                "tong_so_ho": round(households * (1 + 0.002 * (at + 1))),
                "ho_ngheo": poor,
                "ntm_tong_so_xa": int(commune.is_rural),
                "ntm_xa_dat_chuan": int(reached),
            },
        )
