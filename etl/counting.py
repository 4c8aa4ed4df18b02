"""Whether figures are of the period alone or cumulated since January: what headings and files say.

Offices usually state jobs and revenue cumulatively; a figure of the second quarter that says
neither is asked about, in a table of many columns or where it only rises from quarter to quarter;
elsewhere in long form it is told how it was understood.
"""

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from etl.claims import Claim, Reading
from etl.heading_units import Headings
from etl.numbers import NumberError, parse
from etl.problems import Problem, of_column
from etl.title_parts import runs_longer
from indicators import period_spellings, periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import clean, fold
from indicators.numerals import period_name
from indicators.periods import PeriodError

_LONGEST = 300
_KINDS_ASKED = ("quy", "thang")
_RUNNING = (
    r"(?:số liệu )?(?:(?:lũy|luỹ) kế|cộng dồn)(?: (?:từ )?đầu năm)?(?: đến (?:nay|hết .{3,20}))?"
    r"|(?:số liệu )?(?:tính )?từ đầu năm(?: đến (?:nay|hết .{3,20}))?"
)
_WITHIN = r"(?:số liệu )?(?:phát sinh )?trong (?:kỳ|quý|tháng)(?: báo cáo)?"
_SAID = {"luy_ke": re.compile(_RUNNING, re.I), "trong_ky": re.compile(_WITHIN, re.I)}
_EDGES = {
    name: (
        re.compile(rf"(?P<rest>.*?\S)\s*[-,:–]?\s*\(?\b(?:{words})\)?", re.I),
        re.compile(rf"(?:{words})\b\s*[-,:–]?\s*(?P<rest>\S.*)", re.I),
    )
    for name, words in (("luy_ke", _RUNNING), ("trong_ky", _WITHIN))
}  # fmt: skip
_OF_PERIOD = re.compile(r"so lieu (trong|phat sinh trong|cua) (ky|quy|thang)|khong luy ke")
_WITHIN_SOME = re.compile(r"\b(?:trong|phat sinh) (?:ky|quy|thang)\b")
_CUMULATED = re.compile(r"luy ke|cong don|tu dau nam")
_REMEDY = (
    "thêm một dòng phía trên bảng “Số liệu lũy kế từ đầu năm” hoặc “Số liệu trong kỳ”, hoặc ghi"
    " “lũy kế”, “trong kỳ” vào tiêu đề cột"
)


def of_heading(path: Headings) -> tuple[Headings, str]:
    """A path without the words that say what its figures run over, and which way those say.

    ("Tạo việc làm", "Lũy kế") is ("Tạo việc làm",), "luy_ke"; "" when no words say it.
    """
    for name, words in _SAID.items():
        for at in reversed(range(len(path))):
            part = clean(path[at]).strip(" .:*")
            if words.fullmatch(part.strip("()")) and len(path) > 1:
                return (*path[:at], *path[at + 1 :]), name
            for edge in _EDGES[name]:
                if len(part) <= _LONGEST and (found := edge.fullmatch(part)):
                    return (*path[:at], found["rest"], *path[at + 1 :]), name
    return path, ""


def over_all(groups: Headings) -> str:
    """What headings over every column alike say of all figures: "luy_ke", "trong_ky", or "".

    A heading that speaks of both leaves it to those below.
    """
    if any(map(says_running, groups)):
        return "" if any(_WITHIN_SOME.search(fold(group)) for group in groups) else "luy_ke"
    return "trong_ky" if any(map(says_within, groups)) else ""


def says_running(text: str) -> bool:
    """True for words that say figures run from January: "lũy kế", "từ đầu năm"."""
    if runs_longer(text):
        return False
    return bool(_CUMULATED.search(fold(text).replace("khong luy ke", "")))


def says_in_period(text: str) -> bool:
    """True for a line that says figures are of the period alone."""
    return bool(_OF_PERIOD.search(fold(text))) or says_within(text)


def cumulative(catalogue: Catalogue) -> frozenset[str]:
    """The codes of what offices usually state from January on: of indicators "to date"."""
    to_date = [i for i in catalogue.indicators.values() if i.basis == "to_date"]
    counts = {code for indicator in to_date for code in indicator.numerator}
    return frozenset({i.code for i in to_date} | counts - plans(catalogue))


def plans(catalogue: Catalogue) -> frozenset[str]:
    """The codes of plans, which are of the year wherever they are told."""
    return frozenset(m.code for m in catalogue.measures.values() if m.time_kind == "plan")


def is_plan(item: Measure | Indicator) -> bool:
    """True for a plan, which is usually of the year whatever period a table reports."""
    return isinstance(item, Measure) and item.time_kind == "plan"


def names_year(heading: str) -> bool:
    """True for the heading of a plan that says it is of the year: "Kế hoạch năm", or its code.

    Budgets ("Dự toán") are of the year by law.
    """
    return bool(
        re.search(r"\b(?:nam|du toan|(?:19|20)[0-9]{2})\b", fold(heading).replace("_", " "))
    )


def plan_question(item: Measure | Indicator, heading: str, text: str) -> str:
    """Why a plan is refused that may be of the year or of the period `text` alone; "" when told.

    A plan that says nothing has to be asked for (domain: jobs).
    """
    if not is_plan(item) or names_year(heading):
        return ""
    try:
        period = period_spellings.parse(text)
    except PeriodError:
        return ""
    if period.kind in ("nam", "giai_doan"):
        return ""
    return (
        f"“{heading}” không rõ là kế hoạch của cả năm hay của riêng kỳ này; của cả năm thì ghi"
        f" “{heading} năm {period.year}”, của riêng kỳ thì bỏ"
    )


def plan_remark(text: str, year: int) -> str:
    """What is told of a plan in a row of a quarter or half-year in words; "" of one by its code."""
    if periods.is_code(text.strip().upper()):
        return ""
    return (
        f"kế hoạch ghi kỳ “{text}” nên chỉ là của riêng kỳ ấy, không dùng làm kế hoạch năm; của cả"
        f" năm thì ghi kỳ là “Năm {year}”"
    )


def is_open(text: str) -> bool:
    """True for a period in words that may be meant either way: a quarter or month after the first.

    A code says it: 2025-Q2 is the quarter alone, 2025-Q2-LK runs from January.
    """
    try:
        periods.from_code(text.strip().upper())
    except PeriodError:
        return may_run(text)
    return False


def may_run(text: str) -> bool:
    """True for a period whose own figures differ from those cumulated to its end."""
    try:
        period = period_spellings.parse(text)
    except PeriodError:
        return False
    return period.kind in _KINDS_ASKED and period.ordinal > 1 and not period.is_running


def question(heading: str) -> str:
    """Why a figure that says neither is refused, and what to write."""
    return (
        f"“{heading}” thường tính lũy kế từ đầu năm, tệp không nói số này là trong kỳ hay lũy kế;"
        f" {_REMEDY}"
    )


def unsaid(line: int, heading: str) -> Problem:
    """The refusal of a column whose figures may be of the period alone or cumulative."""
    reason = f"{question(heading)}; cả cột không được nạp"
    return of_column("counting_unknown", line, heading, reason)


def contrary(line: int, heading: str) -> Problem:
    """The refusal of a column of the period alone under a line that says cumulative."""
    reason = (
        f"tiêu đề “{heading}” ghi trong kỳ nhưng dòng kỳ phía trên ghi lũy kế, cả cột không được"
        " nạp; bỏ chữ lũy kế ở dòng kỳ và ghi vào tiêu đề của cột lũy kế"
    )
    return of_column("counting_ambiguous", line, heading, reason)


def contrary_row(name: str, period: str, heading: str) -> str:
    """Why a figure is refused whose row, period and column speak against each other."""
    return (
        f"tên dòng “{name}”, kỳ “{period}” và tiêu đề cột “{heading}” nói trái nhau về lũy kế hay"
        " trong kỳ (kỳ ghi mã không có -LK là trong kỳ); ghi số lũy kế ở kỳ hoặc cột lũy kế, số"
        " trong kỳ ở kỳ hoặc cột trong kỳ, rồi bỏ các chữ ấy khỏi tên"
    )


def of_period(text: str) -> str:
    """What a period in a row says its figures run over; a code is of the period alone, or -LK."""
    if is_running(text):
        return "luy_ke"
    return "trong_ky" if may_run(text) and not is_open(text) else ""


def note_long(reading: Reading, catalogue: Catalogue) -> Reading:
    """A long form with a note on each figure whose period in words leaves it open.

    It is taken as of the period alone, unless the figures of the file only rise through the year,
    as cumulative ones do: then it is asked about. A subject stated cumulatively elsewhere in the
    file is told apart by the file itself and needs no note.
    """
    codes, items, to_date = cumulative(catalogue), {}, set()
    for text in dict.fromkeys(claim.subject for claim in reading.claims):
        item = catalogue.match(text)
        items[text] = item.code if item and item.code in codes else ""
        if isinstance(item, Indicator) and item.basis == "to_date":
            # Such a one is refused with a period that does not run from January.
            to_date.add(text)
    asked = [claim for claim in reading.claims if items[claim.subject]]
    running = {period: is_running(period) for period in {claim.period for claim in asked}}
    apart = {items[claim.subject] for claim in asked if running[claim.period]}
    is_asked = {period: is_open(period) for period in running}
    doubtful = [
        claim
        for claim in asked
        if items[claim.subject] not in apart
        and is_asked[claim.period]
        and claim.value.strip()
        and claim.subject not in to_date
    ]
    rising = _rising([c for c in asked if is_asked[c.period] or _is_first(c.period)], catalogue)
    notes = [_assumed(claim) for claim in doubtful if items[claim.subject] not in rising]
    questions = {
        id(claim): replace(claim, open_question=_rises(claim))
        for claim in doubtful
        if items[claim.subject] in rising
    }
    claims = tuple(questions.get(id(claim), claim) for claim in reading.claims)
    return replace(reading, claims=claims, problems=(*reading.problems, *notes))


def _rising(claims: list[Claim], catalogue: Catalogue) -> set[str]:
    """The measures whose figures only rise from each quarter or month of a year to the next.

    Figures of the period alone fall somewhere; one fall anywhere in the file settles a measure.
    """
    series: dict[tuple, dict[int, Decimal]] = defaultdict(dict)
    items = {text: catalogue.match(text) for text in {claim.subject for claim in claims}}
    for claim in claims:
        item, period = items[claim.subject], period_spellings.parse(claim.period)
        if not isinstance(item, Measure):
            continue
        with suppress(NumberError):
            place = (item.code, claim.unit, claim.unit_code, period.kind, period.year)
            if (value := parse(claim.value, item.value_kind)) is not None:
                series[place][period.ordinal] = value
    ways: dict[str, set[int]] = defaultdict(set)
    for place, values in series.items():
        steps = pairwise(value for _, value in sorted(values.items()))
        ways[place[0]] |= {(after > before) - (after < before) for before, after in steps}
    return {code for code, way in ways.items() if 1 in way and -1 not in way}


def _is_first(text: str) -> bool:
    """True for a first quarter or January, which cumulative figures of the year begin with."""
    try:
        period = period_spellings.parse(text)
    except PeriodError:
        return False
    return period.kind in _KINDS_ASKED and period.ordinal == 1


def _rises(claim: Claim) -> str:
    """Why a figure that only rises through the year is refused, and what to write."""
    running, alone, code = _both_ways(claim)
    return (
        f"“{claim.subject}” thường tính lũy kế từ đầu năm và trong tệp này các kỳ cùng năm chỉ"
        f" tăng, không rõ là lũy kế hay riêng trong kỳ; ở cột kỳ, lũy kế thì ghi “{running}”"
        f" hoặc {code}-LK, riêng trong {alone} thì ghi {code}"
    )


def _both_ways(claim: Claim) -> tuple[str, str, str]:
    """A period written as cumulative, as itself within a sentence, and as a code."""
    period = period_spellings.parse(claim.period)
    name = period_name(period)
    within = name[0].lower() + name[1:]
    return f"Lũy kế {within}", within, period.code


def is_running(text: str) -> bool:
    """True for a period that is said to run from January."""
    try:
        return period_spellings.parse(text).is_running
    except PeriodError:
        return False


def _assumed(claim: Claim) -> Problem:
    running, within, code = _both_ways(claim)
    reason = (
        f"“{claim.subject}” thường tính lũy kế từ đầu năm; kỳ ghi “{claim.period}” nên hiểu là số"
        f" phát sinh riêng trong {within}. Nếu là lũy kế thì ghi “{running}” hoặc"
        f" {code}-LK; nếu đúng là trong kỳ thì ghi {code} để không còn ghi chú này"
    )
    return Problem("note", "counting_assumed", claim.line, "ky", claim.period, reason)


def says_within(title: str) -> bool:
    """True for a line that is nothing but "Trong kỳ", or says so in brackets."""
    folded = fold(title).strip(" .:")
    words = r"(phat sinh )?trong (ky|quy|thang)( bao cao)?"
    return bool(re.fullmatch(rf"\(?{words}\)?", folded) or re.search(rf"\({words}\)", folded))
