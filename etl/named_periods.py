"""What a file or a sheet is named after, held against the period and kind of its figures."""

import re

from etl import counting
from etl.other_figures import is_about_others, is_about_plans
from etl.problems import Problem, plain
from etl.understanding import Figure
from indicators import period_mentions, periods
from indicators.names import fold
from indicators.numerals import period_name
from indicators.periods import Period

# "UBND Q1" is a district.
_QUARTER = re.compile(
    r"(?<![a-z0-9])(?<!ubnd[ ._-])(?:(20\d\d)[ ._-]*)?q(?:uy|ui)?[ ._-]*(iv|i{1,3}|[1-4])"
    r"(?=20\d\d|[^a-z0-9]|$)"
    r"(?:[ ._/-]*(?:nam[ ._-]*)?(20\d\d))?"
)
# "T5" may be many things; "T5-2025" and "Tháng 5" are a month.
_MONTH = re.compile(r"thang|(?<![a-z0-9])t(?:1[0-2]|0?[1-9])[ ._-]*20\d\d")
# A report of a quarter is often named after the month in which it is sent.
_SENT_WITHIN = 2
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def named_otherwise(name: str, figures: tuple[Figure, ...]) -> list[Problem]:
    """Notes where the name of a file, or of a sheet, tells another period than its figures.

    A table copied from the last report keeps its line of the period; the name is often newer. A
    name that tells several periods, or one that some figure is of, tells nothing.
    """
    told = [_told(name, "", figures)]
    sheets = dict.fromkeys(figure.sheet for figure in figures if figure.sheet)
    for sheet in sheets:
        own = tuple(figure for figure in figures if figure.sheet == sheet)
        told += [_told(sheet, sheet, own), _of_others(sheet, own)]
    return [note for note in told if note]


def _of_others(sheet: str, figures: tuple[Figure, ...]) -> Problem | None:
    """A note on a sheet named "Kế hoạch", "Cùng kỳ" or "Ước TH" whose figures do not say so."""
    is_of_plans = all(counting.is_plan(figure.subject) for figure in figures)
    if not is_about_others(sheet) or (is_about_plans(sheet) and is_of_plans):
        return None
    reason = (
        f"tên trang tính “{plain(sheet)}” nói số ở đây là kế hoạch, ước tính, cùng kỳ hoặc so sánh,"
        " bảng thì không nói; nếu đúng như tên thì bỏ trang này khỏi tệp, nếu không thì đổi tên"
    )
    return Problem("note", "figures_named_otherwise", 0, "", sheet, reason, sheet=sheet)


def _said(name: str) -> set[tuple[str, int, int]]:
    """The (kind, ordinal, year or 0) of every period a name tells; a year only in so many words."""
    folded = fold(name)
    quarters = {("quy", _ordinal(m[2]), int(m[1] or m[3] or 0)) for m in _QUARTER.finditer(folded)}
    said = period_mentions.mentions(re.sub(r"[._-]", " ", name))
    said = [m for m in said if not m.fault and not m.is_aside and not m.is_loose]
    kinds = {"6_thang", "9_thang", *(["thang"] if _MONTH.search(folded) else [])}
    parts = {(m.kind, m.ordinal, m.year or 0) for m in said if m.kind in kinds}
    return quarters or parts or {(m.kind, 1, m.year) for m in said if m.kind == "nam" and m.year}


def _told(name: str, sheet: str, figures: tuple[Figure, ...]) -> Problem | None:
    said = _said(name)
    found = {figure.period for figure in figures if not counting.is_plan(figure.subject)}
    if len(said) != 1 or not found or any(period.kind == "giai_doan" for period in found):
        return None
    ((kind, ordinal, year),) = said
    years = {year} if year else {period.year for period in found}
    if any(_is_told(Period(one, ordinal, kind), found) for one in years):
        return None
    what = "trang tính" if sheet else "tệp"
    names = ", ".join(sorted({period_name(period) for period in found}))
    reason = (
        f"tên {what} “{plain(name)}” nói kỳ khác với kỳ của số liệu ({names}); nếu dòng kỳ còn"
        " là của báo cáo cũ thì sửa dòng kỳ rồi nạp lại, nếu đúng thì đổi tên để khỏi nhầm"
    )
    return Problem("note", "period_named_otherwise", 0, "", name, reason, sheet=sheet)


def _is_told(named: Period, found: set[Period]) -> bool:
    """True when figures may be what a name tells: of that period, cumulated to its end, its parts.

    Figures of any part of a year are of that year.
    """
    months = _months(named)
    if named.kind == "nam":
        return any(period.year == named.year for period in found)
    if any(_may_be(named, period) for period in found):
        return True
    parts = [_months(period) for period in found if _months(period) <= months]
    # Some months of a quarter are a table of it; one quarter is no half-year.
    return bool(parts) if named.kind == "quy" else set().union(*parts) == months


def _may_be(named: Period, period: Period) -> bool:
    last, end = max(_months(named)), max(_months(period))
    if named.kind == "thang" and period.kind != "thang":
        return end <= last <= end + _SENT_WITHIN
    is_from_start = min(_months(period)) % 12 == 0
    return _months(named) == _months(period) or (
        last == end and is_from_start and named.kind in ("quy", "thang")
    )


def _months(period: Period) -> set[int]:
    """The months of a period, counted from year 0."""
    return set(range(periods.opens_after(period), periods.closes_at(period)))


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)
