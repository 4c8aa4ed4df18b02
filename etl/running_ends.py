"""Where cumulative figures end by their own words, held against the period of the table."""

import re
from contextlib import suppress

from etl import counting
from etl.problems import FileRefused, Problem, of_column
from indicators import period_mentions, period_spellings, periods
from indicators.names import fold
from indicators.numerals import period_name
from indicators.period_mentions import Mention
from indicators.periods import Period, PeriodError

_RUN = re.compile(r"\b(?<!khong )(?:luy ke|cong don|tu dau nam)\b(?P<tail>[^,;|]*)")
_UNTIL = re.compile(r".*\b(?:den|toi)\b(?P<end>.*)")
# "Đến 6/2024" is a month, "30/6/2024" a day.
_MONTH = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])[/-](?=(?:19|20)\d\d\b)")
_WITHIN_ONE = re.compile(r"\b(?:trong|phat sinh) (?P<kind>quy|thang)\b(?! ?(?:i|v|\d))")
_NAMES = {"quy": "quý", "thang": "tháng"}
_THIS = re.compile(r"\b(?:quy|thang|nam) nay\b")


def known(texts: list[str]) -> list[Period]:
    """The periods that texts name, each once; those that name none are refused elsewhere."""
    found = []
    for text in dict.fromkeys(texts):
        with suppress(PeriodError):
            found.append(period_spellings.parse(text))
    return found


def refuse_elsewhere(titles: list[str], own: list[Period], line: int) -> None:
    """FileRefused when a line above a table of the second quarter says "lũy kế đến hết quý I".

    So it is when the line says that figures are those of one month.
    """
    for title in titles:
        is_of_counting = counting.says_in_period(title) or counting.says_running(title)
        if is_of_counting and (reason := elsewhere(title, own)):
            raise FileRefused("counting_ambiguous", reason, line=line, found=title)


def columns_elsewhere(headings: dict[int, str], own: list[Period], line: int) -> dict[int, Problem]:
    """The refusal of each column whose heading says that its figures are of another time."""
    return {
        i: of_column("counting_ambiguous", line, heading, f"{reason}; cả cột không được nạp")
        for i, heading in headings.items()
        if (reason := elsewhere(heading, own))
    }


def elsewhere(text: str, own: list[Period]) -> str:
    """Why figures of these periods are not those a text speaks of: "" where they may be.

    "Lũy kế đến hết quý I" and "trong tháng" are not of the second quarter.
    """
    if period := _against(text, own):
        return (
            f"ghi số liệu lũy kế đến một thời điểm khác {period_name(period)} là kỳ của bảng; sửa"
            " dòng kỳ báo cáo hoặc sửa chỗ ghi lũy kế này cho khớp nhau"
        )
    within = _WITHIN_ONE.search(fold(text))
    other = next((p for p in own if within and p.kind != within["kind"]), None)
    if other is None:
        return ""
    return (
        f"ghi số liệu trong {_NAMES[within['kind']]} nhưng kỳ của bảng là {period_name(other)}; nếu"
        " đúng là số của kỳ ấy thì ghi “trong kỳ”, nếu không thì nạp bằng bảng ghi đúng kỳ"
    )


def _against(text: str, own: list[Period]) -> Period | None:
    """The first period of the table that does not end where a text says its figures do."""
    for run in _RUN.finditer(fold(text)):
        tail = _THIS.sub(" ", _MONTH.sub(r"thang \1/", run["tail"]))
        until = _UNTIL.fullmatch(tail)
        words = re.sub("[()]", " ", until["end"]) if until else tail
        said = [m for m in period_mentions.mentions(words) if not m.is_aside]
        for period in own if said else ():
            if not any(_agrees(m, period, bool(until)) for m in said):
                return period
    return None


def _agrees(said: Mention, period: Period, is_until: bool) -> bool:
    if said.fault:
        return not is_until
    year = said.year or period.year
    if said.kind == "nam" and not is_until:
        # "Lũy kế năm 2024" may be said in any quarter of that year.
        return year == period.year
    return periods.closes_at(Period(year, said.ordinal, said.kind)) == periods.closes_at(period)
