"""How long questions take on a mid-size edition, against one scan: python -m tests.bench."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from etl import load_files
from indicators import (
    briefing,
    comparison,
    completeness,
    editions,
    listing,
    profile,
    scope,
    trend,
)
from indicators.editions import Edition
from tests.indicators import CATALOGUE, csv

UNITS, QUARTERS, MEASURES, ROUNDS = 155, 40, 20, 9
PROVINCE = "38.20250701"

# Periods and figures of a large province, in the order in which the etl stores them.
_PERIODS = """
insert into period
select
    1000 + q, code, code, 'quy', 2026 + q // 4, q % 4 + 1, false, from_day,
    from_day + interval 89 day, from_day + interval 94 day
from (
    select
        range as q,
        (2026 + q // 4) || '-Q' || (q % 4 + 1) as code,
        make_date(2026 + q // 4, q % 4 * 3 + 1, 1) as from_day
    from range($quarters)
)
"""
_FIGURES = """
insert into observation
select
    m.measure_id, u.unit_id, p.period_id,
    hash(m.measure_id, u.unit_id, p.period_id) % 900 + 100,
    1, 2, 'gia_tri', p.date_to, true, '', '', '', false
from (select distinct measure_id from indicator_term order by measure_id limit $measures) as m,
    (
        select unit_id
        from unit
        where parent_id = (select unit_id from unit where unit_key = $province)
        order by unit_id
        limit $units
    ) as u,
    (from period where period_id >= 1000) as p
order by m.measure_id, u.unit_id, p.period_id
"""


def build(folder: Path, quarters: int = QUARTERS) -> Edition:
    """A mid-size edition: the real catalogue and units, figures made up inside the database."""
    for part in ("catalogue", "forms"):
        shutil.copytree(CATALOGUE.parent / part, folder / part)
    load_files(folder, [("mot_dong.csv", csv("542 2024-Q1 tthc_da_giai_quyet 1"))])
    path = editions.edition_path(folder, 1)
    sizes = {"units": UNITS, "measures": MEASURES, "province": PROVINCE}
    with duckdb.connect(str(path)) as con:
        con.execute(_PERIODS, {"quarters": quarters})
        con.execute(_FIGURES, sizes)
        con.execute("update edition set observations = (select count(*) from observation)")
    # What was written by hand is sealed anew, or it would be taken for damage.
    editions.seal_path(path).write_text(editions.sealed(path))
    return editions.current(folder)


def median_ms(work: Callable[[], object]) -> float:
    """The median time of a deed in milliseconds, every answer asked anew."""
    work()
    times = []
    for _ in range(ROUNDS):
        trend.forget()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def scan(edition: Edition) -> Callable[[], object]:
    """One pass over every column of observation: what any answer is measured against."""
    con = duckdb.connect(str(edition.path), read_only=True)
    columns = [row[0] for row in con.execute("describe observation").fetchall()]
    question = f"select {', '.join(f'max({c})' for c in columns)} from observation"
    return lambda: con.execute(question).fetchall()


def deeds(edition: Edition) -> dict[str, Callable[[], object]]:
    """What a page asks, by name."""
    where, known = scope.scope(edition, PROVINCE), listing.indicators(edition)
    rate = known["ty_le_dung_han"]
    frame = trend.series(edition, rate, where, "quy")
    period = frame["period"].iloc[-1]
    unit = where.members["unit_key"].iloc[0]
    families = list(listing.family_names(edition))
    return {
        "one series": lambda: trend.series(edition, rate, where, "quy"),
        "compare": lambda: comparison.compare(frame, rate, period),
        "headlines": lambda: briefing.headlines(edition, known, where, period),
        "profile": lambda: profile.profile(edition, known, where, unit, period),
        "coverage": lambda: completeness.coverage(edition, where, "quy", families),
        "restatements": lambda: completeness.restatements(edition),
    }


def main() -> None:
    """Print the medians; nothing is asserted, machines differ."""
    with tempfile.TemporaryDirectory() as folder:
        edition = build(Path(folder) / "data")
        # The connection of the edition has to be gone before one with other settings opens it.
        copy = Path(folder) / "scan.duckdb"
        shutil.copyfile(edition.path, copy)
        base = median_ms(scan(Edition(copy, 0, edition.built_at, False, "", (0, 0))))
        rows = UNITS * QUARTERS * MEASURES
        print(f"{rows:,} figures; one scan of observation {base:.2f} ms; medians of {ROUNDS}")
        for name, work in deeds(edition).items():
            taken = median_ms(work)
            print(f"{name:<14}{taken:>8.1f} ms {taken / base:>8.1f} x scan")


if __name__ == "__main__":
    main()
