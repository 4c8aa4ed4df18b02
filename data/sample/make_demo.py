"""Makes the demo figures (data/sample/demo_*.csv): 11 units of old Bình Định, seeded, not real.

Run `python data/sample/make_demo.py`. The same code gives the same files, byte for byte.
Planted on purpose, so that every kind of trouble can be seen: Hoài Ân gets worse from 2024-Q3,
Vân Canh reports late and not at all for 2025-Q2, An Lão skips 2023-Q3, Phù Cát restates 2024-Q4,
Tây Sơn's 2024-Q2 total received does not add up.
"""

import argparse
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

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
    BROKEN_BY,
    LATE_DAYS,
    MISSING,
    PLACES,
    RESTATED,
    RESTATED_BY,
    RESTATED_ON,
    Place,
)

HERE = Path(__file__).resolve().parent
SOURCE = "Số liệu minh họa (do phần mềm tạo, không phải số thật)"


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


def main(folder: Path) -> None:
    """Writes every demo file into `folder`; the correction sorts last so that it is read last."""
    files = {
        "demo_ho_so_tthc.csv": [*_quarter_rows(dossiers_as_reported)],
        "demo_khieu_nai_to_cao.csv": [*_quarter_rows(complaints)],
        "demo_lao_dong_viec_lam.csv": [*_year_rows(job_plan), *_quarter_rows(jobs, "-LK")],
        "demo_dan_van.csv": [*_quarter_rows(mobilisation)],
        "demo_an_sinh_nong_thon_moi.csv": [*_quarter_rows(welfare)],
        "demo_ngan_sach.csv": [*_year_rows(revenue_plan), *_quarter_rows(revenue, "-LK")],
        "demo_z_bo_sung.csv": [*restatement()],
    }
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(Row._fields)
            writer.writerows(rows)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    main(parser.parse_args().out)
