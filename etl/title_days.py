"""The days printed above a table, held against its period."""

import re
from datetime import date, timedelta

from etl.problems import FileRefused, Problem
from indicators import period_spellings, periods
from indicators.catalogue import Catalogue
from indicators.days import day_text
from indicators.names import fold
from indicators.numerals import period_name
from indicators.periods import Period

_DAY = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_DAYS = re.compile(rf"tu(?: ngay)? {_DAY} den(?: het)?(?: ngay)? {_DAY}")
_UNTIL = re.compile(
    r"(?:tinh (?:den|toi)|den het|den|toi|thoi diem)(?: het)?(?: ngay)?"
    r" (\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b(?!/)"
)


def check_days(titles: list[str], text: str, catalogue: Catalogue, line: int) -> Problem | None:
    """A note when the days printed above a table are not those of its period.

    They may be the days of the cut-offs or of the calendar. FileRefused when they run from the
    beginning of the year while the period does not: such figures are cumulative.
    """
    above = " ".join(fold(title) for title in titles)
    found = _DAYS.search(above)
    period = period_spellings.parse(text)
    if period.kind == "giai_doan":
        return None
    if not found:
        return _cut_short(above, period, catalogue, line)
    try:
        day, month, year, *last = map(int, found.groups())
        said = date(year, month, day), date(last[2], last[1], last[0])
    except ValueError:
        return None
    meant = periods.dates(period, catalogue.cut_offs)
    if said in (meant, _calendar(period)):
        return None
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


def _cut_short(above: str, period: Period, catalogue: Catalogue, line: int) -> Problem | None:
    """A note when the figures run to a day before the period ends, "tính đến 30/6" of a year."""
    found = _UNTIL.search(above)
    try:
        year = int(found[3] or period.year) if found else 0
        until = date(year, int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
    ends = periods.dates(period, catalogue.cut_offs)[1], _calendar(period)[1]
    if until is None or until.year != period.year or until >= min(ends):
        return None
    reason = (
        f"số liệu tính đến {day_text(until)}, trước khi hết {_within(period)}; kiểm tra lại kỳ và"
        " ngày"
    )
    return Problem("note", "days_differ", line, "", day_text(until), reason)


def _calendar(period: Period) -> tuple[date, date]:
    first, last = periods.opens_after(period), periods.closes_at(period)
    after = date(last // 12, last % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), after - timedelta(days=1)


def _within(period: Period) -> str:
    name = period_name(period)
    return name[0].lower() + name[1:]
