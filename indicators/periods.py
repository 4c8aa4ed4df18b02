"""Reporting periods: their codes, spellings, neighbours and dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.names import fold

KINDS = ("thang", "quy", "6_thang", "9_thang", "nam", "giai_doan")
# How many of each kind a year holds; stages have no place in a year.
COUNTS = {"thang": 12, "quy": 4, "6_thang": 2, "9_thang": 1, "nam": 1}
_QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
}  # fmt: skip
_CODE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:-(?:Q(?P<q>[1-4])|H(?P<h>[12])|(?P<n>9M)|(?P<m>0[1-9]|1[0-2])))?(?P<lk>-LK)?"
)
_STAGE_CODE = re.compile(r"((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})")

_Y = r"(?P<year>(?:19|20)[0-9]{2})"
_SEP = r"[\s./,-]*(?:nam\s*)?"
_QUARTER_WORD = r"(?:quy|qui|q)[\s.]*"
_QUARTER = r"(?P<quarter>iv|iii|ii|i|0?[1-4]|mot|nhat|hai|ba|bon|tu)"
_SPELLINGS = [
    (re.compile(rf"{_QUARTER_WORD}{_QUARTER}{_SEP}{_Y}"), "quy"),
    (re.compile(rf"{_Y}[\s./-]*{_QUARTER_WORD}{_QUARTER}"), "quy"),
    (re.compile(rf"(?:(?:0?3|ba) thang dau nam|3t)\s*/?\s*{_Y}"), "quy_1"),
    (re.compile(rf"(?:(?:0?6|sau) thang|nua) cuoi (?:nam )?{_Y}"), "h2"),
    (
        re.compile(
            rf"(?:(?:0?6|sau) ?thang(?: dau)?(?: nam)?|6t(?: dau nam)?|nua dau nam){_SEP}{_Y}"
        ),
        "h1",
    ),
    (re.compile(rf"(?:(?:0?9|chin) ?thang(?: dau)?(?: nam)?|9t(?: dau nam)?){_SEP}{_Y}"), "9m"),
    (re.compile(rf"(?:12|muoi hai) thang(?: nam)?{_SEP}{_Y}"), "nam"),
    (re.compile(rf"(?:thang\s*|t)(?P<month>1[0-2]|0?[1-9]){_SEP}{_Y}"), "thang"),
    (re.compile(rf"(?:ca )?nam {_Y}"), "nam"),
    (
        re.compile(
            r"(?:giai doan|nhiem ky|thoi ky) (?P<first>[0-9]{4}) ?[-–/] ?(?P<last>[0-9]{4})"
        ),
        "giai_doan",
    ),
]
# Words that say a figure runs from 1 January: before the quarter or month it runs to, or after.
_RUNNING_WORDS = re.compile(r"luy ke|cong don|tu dau nam|tinh (?:den|toi)|den het|den nay")
# "Cùng kỳ năm 2024" is the same quarter of that year and no year.
_COMPARED = re.compile(r"\b(?:cung ky|so voi)\s*$")
_RUNNING = re.compile(
    r"^(?:so lieu )?(?=luy ke|cong don|tinh (?:tu|den|toi)|tu dau nam|den het)"
    r"(?:luy ke|cong don)?,?\s*(?:tinh )?(?:tu dau nam(?: 20\d\d)?)?,?\s*(?:tinh )?"
    r"(?:(?:den|toi)\b)?\s*(?:het\b|cuoi\b)?\s*"
    r"|[\s,]*\(?(?:so lieu )?(?:luy ke|cong don)(?: tu dau nam)?\)?$"
)
# "Quý I và quý II/2025": the year is said once for both.
_TWO = re.compile(
    rf"(?P<kind>{_QUARTER_WORD}|thang )(?P<first>iv|iii|ii|i|1[0-2]|0?[1-9])"
    r"\s*(?:va|den|,|;|\+|&|-|–)\s*(?P=kind)"
)
# "II/2025" alone is a quarter only in a place for periods: a cell, or behind "Kỳ báo cáo".
_ROMAN = re.compile(rf"(?P<quarter>iv|iii|ii|i)\s*[/.-]\s*{_Y}")
_REPORTED = re.compile(r"^ky bao cao\s*[:-]?\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(r"^(?:ky bao cao|ky|bao cao)\s*[:-]?\s+")
_ROMAN_SIGNS = str.maketrans(dict(zip("ⅠⅡⅢⅣⅰⅱⅲⅳ", ("I", "II", "III", "IV") * 2, strict=True)))


# The stretch of days a form prints after its period, and the day a report was signed.
_DAYS = re.compile(r"\([^)]*\)|tu ngay.*|ngay\s*\d{1,2}\s*thang\s*\d{1,2}(?:\s*nam\s*\d{4})?")


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


def parse(text: str) -> Period:
    """The period a Vietnamese text names ("Quý I/2025", "6T/2023", "lũy kế quý 2 năm 2025").

    Raises PeriodError when the text names no period or lacks its year: nothing is guessed.
    """
    folded = _LABEL.sub("", fold(text.translate(_ROMAN_SIGNS)))
    code = folded.upper().replace(" ", "")
    if _CODE.fullmatch(code) or _STAGE_CODE.fullmatch(code):
        return from_code(code)
    bare = _RUNNING.sub("", folded).strip(" .,:;()")
    running = bare != folded.strip(" .,:;()")
    for pattern, kind in _SPELLINGS:
        if found := pattern.fullmatch(bare):
            return _spelled(found, kind, running, text)
    if found := _ROMAN.fullmatch(bare):
        return _spelled(found, "quy", running, text)
    raise PeriodError(_remedy(text, folded))


def _spelled(found: re.Match, kind: str, running: bool, text: str) -> Period:
    if kind == "giai_doan":
        return from_code(f"{found['first']}/{found['last']}")
    year = int(found["year"])
    if kind == "quy":
        word = found["quarter"]
        return Period(year, _QUARTERS.get(word) or int(word), "quy", running)
    if kind == "thang":
        return Period(year, int(found["month"]), "thang", running)
    # "Lũy kế năm 2025" may stop in any month; "cả năm" and "12 tháng" do not.
    if running and (kind == "h2" or (kind == "nam" and found[0].startswith("nam"))):
        raise PeriodError(
            f"“{text}”: lũy kế đến quý hay tháng nào? Ghi ví dụ 2025-Q2-LK hoặc"
            " “Lũy kế quý II/2025”"
        )
    # Half a year, nine months and a year begin on the year's first day: they are cumulative.
    fixed = {
        "quy_1": Period(year, 1, "quy", running),
        "h1": Period(year, 1, "6_thang"),
        "h2": Period(year, 2, "6_thang"),
        "9m": Period(year, 1, "9_thang"),
        "nam": Period(year, 1, "nam"),
    }
    return fixed[kind]


def _remedy(text: str, folded: str) -> str:
    if not text.strip():
        return "ô kỳ để trống; ghi ví dụ “Quý II/2025” hoặc 2025-Q2"
    if _RUNNING_WORDS.search(folded) and not re.search(r"quy|qui|q\d|thang \d", folded):
        return (
            f"“{text}” không nói đến hết quý hay tháng nào; ghi ví dụ “Lũy kế quý II/2025”,"
            " 2025-Q2-LK hoặc 2025-06-LK"
        )
    if re.search(r"quy|qui|q\d|thang|6t|9t", folded) and not re.search(r"(19|20)\d{2}", folded):
        return f"“{text}” không ghi năm; ghi đủ ví dụ “Quý II/2025” hoặc 2025-Q2"
    if re.search(r"(quy|qui|q)[\s.]*(0|[5-9]|v)", folded):
        return f"“{text}”: một năm chỉ có quý I đến quý IV; ghi ví dụ “Quý II/2025”"
    return (
        f"“{text}” không đọc được là kỳ nào; ghi một trong các cách: Quý II/2025, 2025-Q2, "
        "6 tháng đầu năm 2025, 9 tháng năm 2025, Năm 2025, Tháng 3/2025, Lũy kế quý II/2025"
    )


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


def find_all(text: str) -> list[Period]:
    """Every period a line of text names, each once; the days it names do not count.

    What stands in brackets counts where it is a period and nothing else, and the line names no
    other.
    """
    folded = fold(text.translate(_ROMAN_SIGNS))
    if found := _named(_DAYS.sub(" ", folded), text):
        return found
    reported = _REPORTED.match(folded.strip(" ("))
    alone = [_REPORTED.sub("", folded.strip(" ("))] if reported else _BRACKETS.findall(folded)
    return list(dict.fromkeys(period for part in alone for period in _alone(part)))


def _alone(text: str) -> list[Period]:
    """The period that a piece of text is, days left out; none when it is more than that."""
    try:
        return [parse(_DAYS.sub(" ", _REPORTED.sub("", text.strip())).strip(" ,.;()"))]
    except PeriodError:
        return []


def _named(folded: str, text: str) -> list[Period]:
    # Two of a kind with one year between them name two periods: the year is given to both.
    while (two := _TWO.search(folded)) and (year := re.search(_Y, folded[two.end() :])):
        at = two.end("first")
        folded = f"{folded[:at]}/{year[0]} {folded[at:]}"
    found: dict[Period, None] = {}
    for pattern, kind in _SPELLINGS:
        for match in pattern.finditer(folded):
            before = re.sub(r"tinh (?:den|toi) ngay", " ", folded[: match.start()])
            running = bool(_RUNNING_WORDS.search(before))
            is_inside = any(c.isalnum() for c in folded[max(0, match.start() - 1) : match.start()])
            is_compared = kind == "nam" and bool(_COMPARED.search(before))
            if not is_inside and not is_compared and not (kind == "nam" and found):
                found.setdefault(_spelled(match, kind, running and kind in ("quy", "thang"), text))
    return list(found)


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
