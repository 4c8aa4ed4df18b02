"""Lines above a table that speak of another period than its line "Kỳ báo cáo" does."""

import re

from etl import counting
from etl.problems import FileRefused, Problem
from indicators import period_mentions, period_spellings, periods
from indicators.names import fold
from indicators.numerals import period_name
from indicators.period_mentions import Mention
from indicators.periods import Period, PeriodError

# What a form is issued or sent with, and what is carried out, have periods of their own.
_OF_DOCUMENT = re.compile(r"\W*(?:can cu|theo|thuc hien|so ?[:\d])|.*\b(?:kem theo|ban hanh)\b")
# The year alone is a table's own only in its title.
_OWN_TITLE = re.compile(r"\W*(?:(?:bao cao|ket qua|tong hop|so lieu|tinh hinh|bieu|bang) )+")
_PLACE = re.compile(r"\W*[^\W\d][^\d,:;]{1,40}, ?thang [\d .…]+nam [\d .…]+")
# Longer lines are remarks and no titles.
_LONGEST = 160


def is_place_and_month(title: str) -> bool:
    """True for "Tuy Phước, tháng 7 năm 2025": where and when a report was made, without the day."""
    folded = fold(title)
    return bool(_PLACE.fullmatch(folded)) and not _OWN_TITLE.match(folded)


def notes(titles: list[tuple[int, str]], code: str) -> list[Problem]:
    """A note on each line that names another period than `code`, which another line gives.

    FileRefused where such a line is nothing but a period.
    """
    own = period_spellings.parse(code)
    is_running = own.is_running or any(counting.says_running(text) for _, text in titles)
    found = []
    for line, text in titles:
        said = _own(text)
        if all(_agrees(m, own, is_running) for m in said) or _are_months_of(said, own):
            continue
        if _is_alone(text):
            raise FileRefused(
                "period_ambiguous",
                f"dòng này ghi kỳ khác với dòng “Kỳ báo cáo” ({period_name(own)}); để lại một kỳ",
                line=line,
                found=text,
            )
        reason = (
            f"dòng này nói đến kỳ khác với dòng “Kỳ báo cáo” ({period_name(own)}); số liệu được nạp"
            " theo dòng “Kỳ báo cáo”, nếu dòng ấy còn là của báo cáo cũ thì sửa rồi nạp lại"
        )
        found.append(Problem("note", "period_doubted", line, "", text, reason))
    return found


def _own(text: str) -> list[Mention]:
    """The periods a line names as the table's."""
    folded = fold(text)
    if len(text) > _LONGEST or _OF_DOCUMENT.match(folded) or is_place_and_month(text):
        return []
    is_title = bool(_OWN_TITLE.match(folded))
    said = [m for m in period_mentions.mentions(text) if not m.is_aside and not m.is_loose]
    return [m for m in said if m.kind != "nam" or is_title]


def _agrees(said: Mention, own: Period, is_running: bool) -> bool:
    year = said.year or own.year
    if said.kind == "nam" or own.kind == "giai_doan":
        return year == own.year or own.kind == "giai_doan"
    if said.fault or year != own.year:
        return False
    if said.place == (own.kind, own.ordinal):
        return True
    ends = periods.closes_at(Period(year, said.ordinal, said.kind))
    return is_running and ends == periods.closes_at(own)


def _are_months_of(said: list[Mention], own: Period) -> bool:
    """True for "tháng 4, 5, 6" of a second quarter."""
    whole = [m for m in said if m.kind == "thang" and not m.fault]
    months = [Period(m.year or own.year, m.ordinal, m.kind) for m in whole]
    first, last = periods.opens_after(own), periods.closes_at(own)
    return 1 < len(months) == len(said) and all(
        first <= periods.opens_after(one) < periods.closes_at(one) <= last for one in months
    )


def _is_alone(text: str) -> bool:
    if _OWN_TITLE.match(fold(text)):
        return False
    try:
        period_spellings.parse(text)
    except PeriodError:
        return False
    return True
