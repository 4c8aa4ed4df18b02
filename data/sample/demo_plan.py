"""The plan of the demo figures: what each of the 11 units is like, and what goes wrong where."""

from datetime import date
from typing import NamedTuple

QUARTERS = [(y, q) for y in range(2021, 2026) for q in (1, 2, 3, 4) if (y, q) <= (2025, 2)]
YEARS = range(2021, 2026)


class Place(NamedTuple):
    """What makes one unit's invented figures believable; counts are of a normal quarter or year."""

    code: str
    name: str
    dossiers: int
    on_time_pct: float
    online_pct: float
    complaints: float
    jobs: int
    communes: int
    communes_ntm: int
    households: int
    poor_pct: float
    revenue: int
    models: int


PLACES = [
    Place("540", "Thành phố Quy Nhơn", 21000, 98.8, 34, 3.2, 5200, 5, 4, 82000, 1.1, 2_450_000, 96),
    Place("542", "Huyện An Lão", 1500, 98.2, 14, 0.7, 420, 9, 2, 8300, 31.0, 46_000, 31),
    Place("543", "Thị xã Hoài Nhơn", 11500, 99.3, 29, 2.2, 2900, 6, 6, 61000, 2.6, 980_000, 74),
    Place("544", "Huyện Hoài Ân", 4600, 98.9, 21, 1.3, 1150, 14, 11, 26500, 4.9, 168_000, 45),
    Place("545", "Huyện Phù Mỹ", 8200, 99.1, 22, 1.9, 2300, 17, 13, 50500, 3.9, 415_000, 66),
    Place("546", "Huyện Vĩnh Thạnh", 1600, 98.5, 15, 0.7, 430, 8, 3, 9200, 27.0, 52_000, 29),
    Place("547", "Huyện Tây Sơn", 6300, 99.0, 24, 1.5, 1700, 14, 13, 37000, 3.4, 330_000, 58),
    Place("548", "Huyện Phù Cát", 8800, 98.9, 23, 1.9, 2400, 15, 12, 54000, 3.6, 520_000, 63),
    Place("549", "Thị xã An Nhơn", 9800, 99.4, 28, 1.8, 2500, 10, 10, 53500, 2.2, 760_000, 71),
    Place("550", "Huyện Tuy Phước", 10100, 99.6, 26, 1.7, 1780, 11, 11, 52500, 2.4, 640_000, 68),
    Place("551", "Huyện Vân Canh", 1450, 98.0, 12, 0.6, 360, 6, 1, 8100, 29.0, 61_000, 24),
]
# Hoài Ân (544): on-time percentages that really fall.
WORSENING = {(2024, 3): 98.25, (2024, 4): 97.55, (2025, 1): 96.85, (2025, 2): 96.2}
# (unit, year, quarter) that never came, in any file: An Lão once, Vân Canh at the end.
MISSING = {("542", 2023, 3), ("551", 2025, 2)}
# Vân Canh (551): days after the cut-off when its late reports were signed.
LATE_DAYS = {(2022, 4): 24, (2023, 3): 17, (2024, 1): 31, (2024, 3): 21, (2025, 1): 28}
# Tây Sơn: the total received is too high by this many and no longer adds up.
BROKEN = ("547", 2024, 2)
BROKEN_BY = 6
# Phù Cát: this many dossiers first counted as on time turned out to be late.
RESTATED = ("548", 2024, 4)
RESTATED_BY = 37
RESTATED_ON = date(2025, 1, 22)
