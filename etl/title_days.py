"""The days printed above a table, held against its period."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from etl.problems import FileRefused, Problem
from indicators import period_spellings, periods
from indicators.catalogue import Catalogue
from indicators.days import day_text
from indicators.names import fold
from indicators.numerals import period_name
from indicators.periods import Period

# "1/1", "01.01.2025", "01 tháng 01", "01 tháng 01 năm 2025"; the year is often left out.
_DAY = r"(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?:(?: ?[/.-] ?|,? nam )(\d{4}))?(?![\d/]|[.,-]\d)"
_DAYS = re.compile(
    rf"(?:\btu(?: ngay)? |\((?:ngay )?){_DAY} ?(?:den het|den|toi|-|–)(?: ngay)? ?{_DAY}"
)
_UNTIL = re.compile(
    rf"(?:tinh (?:den|toi)|den het|den|toi|thoi diem)(?: het)?(?: ngay)? (?P<day>{_DAY})"
)
# Other far days are those by which a report is due.
_OF_FIGURES = re.compile(r"\b(?:tinh|so lieu|thoi diem)\b")
# A report is made within this time after its period.
_LATE = timedelta(days=45)


def check_days(titles: list[str], text: str, catalogue: Catalogue, line: int) -> Problem | None:
    """A note when days printed above a table are not those of its period; of the first that differ.

    They may be the days of the cut-offs or of the calendar. FileRefused when they run from the
    beginning of the year while the period does not: such figures are cumulative.
    """
    above = " ".join(fold(title) for title in titles)
    period = period_spellings.parse(text)
    if period.kind == "giai_doan":
        return None
    stretches = list(_stretches(above, period.year))
    own = periods.dates(period, catalogue.cut_offs), _calendar(period)
    if other := next((said for said in stretches if said not in own), None):
        return _differ(other, period, own[0], catalogue, line)
    return _cut_short(_DAYS.sub("", above), period, catalogue, line)


def _differ(
    said: tuple[date, date], period: Period, meant: tuple[date, date], catalogue, line: int
) -> Problem:
    """The note on days that are not those `meant`; FileRefused for days from the year's first."""
    shown = " đến ".join(f"{day_text(day)}" for day in said)
    first, _ = periods.dates(Period(period.year, 1, "nam"), catalogue.cut_offs)
    from_start = said[0] in (first, date(period.year, 1, 1))
    if from_start and not period.is_running and periods.opens_after(period) % 12:
        raise FileRefused(
            "counting_ambiguous",
            f"phía trên bảng ghi {period_name(period)} nhưng số liệu tính từ {shown}, tức từ đầu"
            f" năm; nếu là lũy kế thì ghi “Lũy kế đến hết {_within(period)}”, nếu không thì sửa"
            " lại ngày",
            line=line,
            found=shown,
        )
    reason = (
        f"số liệu tính từ {shown}, khác {period_name(period)}"
        f" ({day_text(meant[0])} đến {day_text(meant[1])}); kiểm tra lại kỳ và ngày"
    )
    return Problem("note", "days_differ", line, "", shown, reason)


def _stretches(above: str, year: int) -> Iterator[tuple[date, date]]:
    """Each first and last day that is said; days the calendar does not have are left out."""
    for found in _DAYS.finditer(above):
        if "." in found[0] and not re.search(r"\d{4}", found[0]):
            continue  # "1.1 - 2.5" may be figures.
        with suppress(ValueError):
            yield _stretch(found, year)


def _stretch(found: re.Match, year: int) -> tuple[date, date]:
    """The first and last day that are said; years left out are those of a period of `year`."""
    day, month, first, last_day, last_month, last = (int(text or 0) for text in found.groups())
    is_over_new_year = (month, day) > (last_month, last_day)
    last = last or (first + is_over_new_year if first else year)
    return date(first or last - is_over_new_year, month, day), date(last, last_month, last_day)


def _cut_short(above: str, period: Period, catalogue: Catalogue, line: int) -> Problem | None:
    """A note when the figures run to a day before the period ends, "tính đến 30/6" of a year.

    So it is when they are said to run to one long after, which is more than a report takes. The day
    of another year may be that of a document, unless it is said of figures.
    """
    ends = periods.dates(period, catalogue.cut_offs)[1], _calendar(period)[1]
    for until, is_said in _ends_said(above, period.year):
        if until < min(ends) and (until.year == period.year or is_said):
            when = "trước khi hết"
        elif until > max(ends) + _LATE and is_said:
            when = "lâu sau khi hết"
        else:
            continue
        reason = (
            f"số liệu tính đến {day_text(until)}, {when} {_within(period)}; kiểm tra lại kỳ và ngày"
        )
        return Problem("note", "days_differ", line, "", day_text(until), reason)
    return None


def _ends_said(above: str, year: int) -> Iterator[tuple[date, bool]]:
    """Each day that something runs to, and whether it is said of figures; without a year `year`."""
    for found in _UNTIL.finditer(above):
        if not found[4] and re.search("[.-]", found["day"]):
            continue  # "Đạt đến 3.5" may be a figure.
        is_said = bool(_OF_FIGURES.search(above[max(found.start() - 20, 0) : found.end()]))
        with suppress(ValueError):
            yield date(int(found[4] or year), int(found[3]), int(found[2])), is_said


def _calendar(period: Period) -> tuple[date, date]:
    first, last = periods.opens_after(period), periods.closes_at(period)
    after = date(last // 12, last % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), after - timedelta(days=1)


def _within(period: Period) -> str:
    name = period_name(period)
    return name[0].lower() + name[1:]
