"""Reporting periods: their codes, neighbours and dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("thang", "quy", "6_thang", "9_thang", "nam", "giai_doan")
# How many of each kind a year holds; stages have no place in a year.
COUNTS = {"thang": 12, "quy": 4, "6_thang": 2, "9_thang": 1, "nam": 1}
_CODE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:-(?:Q(?P<q>[1-4])|H(?P<h>[12])|(?P<n>9M)|(?P<m>0[1-9]|1[0-2])))?(?P<lk>-LK)?"
)
_STAGE_CODE = re.compile(r"((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})")


class PeriodError(ValueError):
    """A period that cannot be read; the message is Vietnamese and names the remedy."""


@dataclass(frozen=True, order=True)
class Period:
    """One reporting period.

    `kind` is one of KINDS, `ordinal` its number within the year (quarter 1-4, half 1-2, month
    1-12, else 1), `is_running` true for figures cumulated from 1 January. For a stage
    (`giai_doan`) `year` is the first and `ordinal` the last year.
    """

    year: int
    ordinal: int
    kind: str
    is_running: bool = False

    @property
    def code(self) -> str:
        """The code of design: 2025-Q1, 2025-H1, 2025-9M, 2025, 2025-03, 2025-Q2-LK, 2021/2025."""
        tail = {
            "quy": f"-Q{self.ordinal}",
            "6_thang": f"-H{self.ordinal}",
            "9_thang": "-9M",
            "thang": f"-{self.ordinal:02d}",
            "nam": "",
            "giai_doan": f"/{self.ordinal}",
        }[self.kind]
        return f"{self.year}{tail}{'-LK' if self.is_running else ''}"

    @property
    def slot(self) -> str:
        """The code of the same stretch of time without the cumulative mark."""
        return Period(self.year, self.ordinal, self.kind).code


def is_code(text: str) -> bool:
    """True for a text in the form of a code; from_code may still find that it is no period."""
    return bool(_CODE.fullmatch(text) or _STAGE_CODE.fullmatch(text))


def from_code(code: str) -> Period:
    """The period of a code; PeriodError when it is none."""
    if stage := _STAGE_CODE.fullmatch(code):
        first, last = int(stage[1]), int(stage[2])
        if first >= last:
            raise PeriodError(f"“{code}”: năm đầu phải nhỏ hơn năm cuối, ví dụ 2021/2025")
        return Period(first, last, "giai_doan")
    found = _CODE.fullmatch(code)
    if not found:
        raise PeriodError(f"“{code}” không phải mã kỳ, ghi ví dụ 2025-Q1")
    year, running = int(found["year"]), bool(found["lk"])
    if found["q"]:
        return Period(year, int(found["q"]), "quy", running)
    if found["m"]:
        return Period(year, int(found["m"]), "thang", running)
    if running:
        raise PeriodError(f"“{code}”: lũy kế chỉ dùng với quý hoặc tháng, ví dụ 2025-Q2-LK")
    if found["h"]:
        return Period(year, int(found["h"]), "6_thang")
    return Period(year, 1, "9_thang" if found["n"] else "nam")


def previous(period: Period) -> Period | None:
    """The period of the same kind just before; None where there is none (stages)."""
    count = COUNTS.get(period.kind)
    if count is None:
        return None
    if period.ordinal > 1:
        return Period(period.year, period.ordinal - 1, period.kind, period.is_running)
    return Period(period.year - 1, count, period.kind, period.is_running)


def opens_after(period: Period) -> int | None:
    """The month, counted from year 0, after whose end a period begins; None for stages.

    A cumulative period begins with the year, whatever it runs to.
    """
    before = {"quy": 3 * (period.ordinal - 1), "6_thang": 6 * (period.ordinal - 1)}
    before |= {"thang": period.ordinal - 1, "9_thang": 0, "nam": 0}
    if period.kind not in before:
        return None
    return 12 * period.year + (0 if period.is_running else before[period.kind])


def closes_at(period: Period) -> int | None:
    """The month, counted from year 0, with which a period ends; None for stages.

    A stock at the opening of one period is that at the close of any that ends there: the second
    quarter opens with what the first quarter, or March, left.
    """
    months = {"quy": 3, "6_thang": 6, "thang": 1, "9_thang": 9, "nam": 12}
    if period.kind not in months:
        return None
    return 12 * period.year + months[period.kind] * period.ordinal


def same_last_year(period: Period) -> Period | None:
    """The same kind of period one year earlier ("cùng kỳ"); None for stages."""
    if period.kind == "giai_doan":
        return None
    return Period(period.year - 1, period.ordinal, period.kind, period.is_running)


def between(first: Period, last: Period) -> list[Period]:
    """Every period of the same kind from first to last, both included, in time order."""
    found, at = [], last
    while at is not None and at >= first:
        found.append(at)
        at = previous(at)
    return found[::-1]


def begun(today: date, years: int) -> list[Period]:
    """The periods of the last years that have begun, those that end last and are longest first."""
    found = [
        Period(year, ordinal, kind)
        for year in range(today.year - years + 1, today.year + 1)
        for kind, count in COUNTS.items()
        for ordinal in range(1, count + 1)
    ]
    started = [period for period in found if calendar_start(period) <= today]
    return sorted(started, key=lambda p: (calendar_end(p), -calendar_start(p).toordinal()))[::-1]


@dataclass(frozen=True)
class CutOff:
    """When a kind of period begins and ends, and how long after its end a report is in time.

    Years are offsets from the period's own year; the dates are data (period_kinds.csv).
    """

    kind: str
    ordinal: int
    name_vi: str
    from_year_offset: int
    from_month: int
    from_day: int
    to_month: int
    to_day: int
    due_days: int
    source: str
    verified: bool


def dates(period: Period, cut_offs: dict[tuple[str, int], CutOff]) -> tuple[date, date]:
    """First and last day of a period under the cut-offs; both inclusive.

    A running figure starts on the first day of the year's first period. Stages are calendar years.
    """
    if period.kind == "giai_doan":
        return date(period.year, 1, 1), date(period.ordinal, 12, 31)
    cut = cut_offs[(period.kind, period.ordinal)]
    start = cut_offs[(period.kind, 1)] if period.is_running else cut
    first = date(period.year + start.from_year_offset, start.from_month, start.from_day)
    return first, date(period.year, cut.to_month, cut.to_day)


def calendar_start(period: Period) -> date:
    """The first day of a period by the calendar, whatever the cut-off of reports."""
    months = {"thang": 1, "quy": 3, "6_thang": 6, "9_thang": 9}.get(period.kind, 12)
    return date(period.year, 1 + months * (period.ordinal - 1) if period.kind in COUNTS else 1, 1)


def calendar_end(period: Period) -> date:
    """The last day of a period by the calendar, whatever the cut-off of reports."""
    if period.kind == "giai_doan":
        return date(period.ordinal, 12, 31)
    months = {"thang": 1, "quy": 3, "6_thang": 6, "9_thang": 9}.get(period.kind, 12)
    year, month = divmod(period.year * 12 + months * period.ordinal, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
