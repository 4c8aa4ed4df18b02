"""Makes the demo figures (data/sample/demo_*.csv): old Bình Định and its new communes, not real.

Run `python data/sample/make_demo.py`. The same code gives the same files, byte for byte.
Planted on purpose, so that every kind of trouble can be seen: Hoài Ân gets worse from 2024-Q3,
Vân Canh reports late and not at all for 2025-Q2, An Lão skips 2023-Q3, Phù Cát restates 2024-Q4,
Tây Sơn's 2024-Q2 total received does not add up.

The 11 districts end with 2025-Q2. From 2025-Q3 their 58 communes report (demo_xa_*.csv): Hoài Ân's
go on falling, Xã Vân Canh signs three late, Xã An Toàn skips 2026-Q3, Phường An Nhơn restates
2026-Q1, Xã Bình Hiệp's 2026-Q2 total received does not add up.

Jobs: a commune born on 01/7/2025 has no figure from January 2025, and the plan of 2025 was its
district's. So 2025-Q3 and 2025-Q4 are figures of the quarter (no -LK, no plan), the yearly rate of
2025 is not to be had for a commune, and 2026 has a plan and running totals from its first quarter.
Revenue ends with the districts' budgets.
"""

import argparse
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from demo_communes import (
    COMMUNES,
    commune_complaints,
    commune_dossiers,
    commune_job_plan,
    commune_jobs,
    commune_mobilisation,
    commune_welfare,
    running,
)
from demo_figures import (
    complaints,
    dossiers,
    job_plan,
    jobs,
    mobilisation,
    revenue,
    revenue_plan,
    rng_for,
    welfare,
)
from demo_plan import (
    BROKEN,
    BROKEN_AFTER,
    BROKEN_AFTER_BY,
    BROKEN_BY,
    LATE_AFTER,
    LATE_DAYS,
    MISSING,
    MISSING_AFTER,
    PLACES,
    RESTATED,
    RESTATED_AFTER,
    RESTATED_AFTER_BY,
    RESTATED_AFTER_ON,
    RESTATED_BY,
    RESTATED_ON,
    Commune,
    Place,
)

HERE = Path(__file__).resolve().parent
SOURCE = "Số liệu minh họa (do phần mềm tạo, không phải số thật)"
# Nine thousand rows repeat it: the mark alone keeps the files small.
COMMUNE_SOURCE = "Số liệu minh họa"


class Row(NamedTuple):
    """One line of the long form, columns in file order."""

    don_vi: str
    ma_don_vi: str
    ky: str
    chi_tieu: str
    gia_tri: int
    tu_so: str
    mau_so: str
    ngay_bao_cao: str
    ghi_chu: str
    nguon: str


def report_date(place: Place, year: int, quarter: int) -> date:
    """The day the unit signed its quarterly report: 1-5 days after the 14th, later when late."""
    cut_off = date(year, 3 * quarter, 14)
    days = rng_for(f"date-{year}-{quarter}", place).randint(1, 5)
    if place.code == "551":
        days = LATE_DAYS.get((year, quarter), days)
    return cut_off + timedelta(days=days)


def _row(place: Place, period: str, code: str, value: int, on: date, note: str = "") -> Row:
    signed = f"{on:%d/%m/%Y}"
    return Row(place.name, place.code, period, code, value, "", "", signed, note, SOURCE)


def _quarter_rows(figures, tail: str = "") -> Iterator[Row]:
    """Rows of `figures(place)`, which yields ((year, quarter), {code: value}); gaps left out."""
    for place in PLACES:
        for (year, quarter), values in figures(place):
            if (place.code, year, quarter) in MISSING:
                continue
            on = report_date(place, year, quarter)
            for code, value in values.items():
                yield _row(place, f"{year}-Q{quarter}{tail}", code, value, on)


def _year_rows(figures) -> Iterator[Row]:
    """Rows of `figures(place)`, which yields (year, code, value): plans fixed each January."""
    for place in PLACES:
        for year, code, value in figures(place):
            yield _row(place, str(year), code, value, date(year, 1, 20))


def dossiers_as_reported(place: Place) -> Iterator[tuple]:
    """`dossiers` with the one planted slip: a total received that does not add up."""
    for (year, quarter), values in dossiers(place):
        if (place.code, year, quarter) == BROKEN:
            values = values | {"tthc_tiep_nhan": values["tthc_tiep_nhan"] + BROKEN_BY}
        yield (year, quarter), values


def restatement() -> Iterator[Row]:
    """Phù Cát's correction: dossiers first counted as on time turned out to be late."""
    code, year, quarter = RESTATED
    place = next(p for p in PLACES if p.code == code)
    values = dict(dossiers(place))[year, quarter]
    note = f"Đính chính báo cáo quý IV/2024: {RESTATED_BY} hồ sơ quá hạn đã tính nhầm là đúng hạn"
    for measure, change in (
        ("tthc_giai_quyet_dung_han", -RESTATED_BY),
        ("tthc_giai_quyet_qua_han", RESTATED_BY),
        ("tthc_giai_quyet_truoc_va_dung_han", -RESTATED_BY),
    ):
        yield _row(
            place, f"{year}-Q{quarter}", measure, values[measure] + change, RESTATED_ON, note
        )


def commune_report_date(commune: Commune, year: int, quarter: int) -> date:
    """The day the commune signed: 1-5 days after the 14th, later when late."""
    days = rng_for(f"date-{year}-{quarter}", commune).randint(1, 5)
    days = LATE_AFTER.get((commune.code, year, quarter), days)
    return date(year, 3 * quarter, 14) + timedelta(days=days)


def _commune_row(
    commune: Commune, period: str, code: str, value: int, on: date, note: str = ""
) -> Row:
    signed = f"{on:%d/%m/%Y}"
    return Row(
        commune.name, commune.code, period, code, value, "", "", signed, note, COMMUNE_SOURCE
    )


def _commune_rows(figures, tail: str = "") -> Iterator[Row]:
    """Rows of `figures(commune)`, which yields ((year, quarter), {code: value}); gaps left out."""
    for commune in COMMUNES:
        for (year, quarter), values in figures(commune):
            if (commune.code, year, quarter) in MISSING_AFTER:
                continue
            on = commune_report_date(commune, year, quarter)
            for code, value in values.items():
                yield _commune_row(commune, f"{year}-Q{quarter}{tail}", code, value, on)


def commune_job_rows() -> Iterator[Row]:
    """2025 by quarter; the plan of 2026, fixed in January; 2026 as running totals."""

    def of_2025(commune: Commune) -> Iterator[tuple]:
        return (row for row in commune_jobs(commune) if row[0][0] == 2025)

    yield from _commune_rows(of_2025)
    for commune in COMMUNES:
        plan = commune_job_plan(commune)
        yield _commune_row(commune, "2026", "viec_lam_ke_hoach_nam", plan, date(2026, 1, 20))
    yield from _commune_rows(lambda commune: running(commune_jobs(commune)), "-LK")


def commune_dossiers_as_reported(commune: Commune) -> Iterator[tuple]:
    """`commune_dossiers` with the one planted slip: a total received that does not add up."""
    for (year, quarter), values in commune_dossiers(commune):
        if (commune.code, year, quarter) == BROKEN_AFTER:
            values = values | {"tthc_tiep_nhan": values["tthc_tiep_nhan"] + BROKEN_AFTER_BY}
        yield (year, quarter), values


def commune_restatement() -> Iterator[Row]:
    """Phường An Nhơn's correction: dossiers first counted as on time turned out to be late."""
    code, year, quarter = RESTATED_AFTER
    commune = next(c for c in COMMUNES if c.code == code)
    values = dict(commune_dossiers(commune))[year, quarter]
    note = f"Đính chính báo cáo quý I/2026: {RESTATED_AFTER_BY} hồ sơ quá hạn tính nhầm là đúng hạn"
    for measure, change in (
        ("tthc_giai_quyet_dung_han", -RESTATED_AFTER_BY),
        ("tthc_giai_quyet_qua_han", RESTATED_AFTER_BY),
    ):
        value = values[measure] + change
        yield _commune_row(commune, f"{year}-Q{quarter}", measure, value, RESTATED_AFTER_ON, note)


def files() -> dict[str, list[Row]]:
    """Every demo file by name; corrections sort last so that they are read last."""
    return {
        "demo_ho_so_tthc.csv": [*_quarter_rows(dossiers_as_reported)],
        "demo_khieu_nai_to_cao.csv": [*_quarter_rows(complaints)],
        "demo_lao_dong_viec_lam.csv": [*_year_rows(job_plan), *_quarter_rows(jobs, "-LK")],
        "demo_dan_van.csv": [*_quarter_rows(mobilisation)],
        "demo_an_sinh_nong_thon_moi.csv": [*_quarter_rows(welfare)],
        "demo_ngan_sach.csv": [*_year_rows(revenue_plan), *_quarter_rows(revenue, "-LK")],
        "demo_xa_ho_so_tthc.csv": [*_commune_rows(commune_dossiers_as_reported)],
        "demo_xa_khieu_nai_to_cao.csv": [*_commune_rows(commune_complaints)],
        "demo_xa_lao_dong_viec_lam.csv": [*commune_job_rows()],
        "demo_xa_dan_van.csv": [*_commune_rows(commune_mobilisation)],
        "demo_xa_an_sinh_nong_thon_moi.csv": [*_commune_rows(commune_welfare)],
        "demo_xa_z_bo_sung.csv": [*commune_restatement()],
        "demo_z_bo_sung.csv": [*restatement()],
    }


def main(folder: Path) -> None:
    """Writes every demo file into `folder`."""
    for name, rows in files().items():
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(Row._fields)
            writer.writerows(rows)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    main(parser.parse_args().out)
