"""Which period a table is of, as the lines above it say."""

import re
from dataclasses import dataclass

from etl import period_doubts
from etl.other_figures import COMPARED_WITH, is_about_others
from etl.problems import FileRefused, Problem
from indicators import period_mentions, period_spellings
from indicators.names import clean, fold, key
from indicators.period_mentions import Mention
from indicators.periods import Period, PeriodError

# The gaps of a form that is to be filled in, on a line that begins with the words of a period.
_GAP = re.compile(r"…|\.{2,}|_{2,}")
_OF_PERIOD = re.compile(r"\W*(?:ky|quy|qui|thang|nam)\b")
# "Kỳ: II/2024", "Quý VI/2024", but not "Kỳ họp thứ 5".
_MISSPELT = re.compile(r"\W*(?:kỳ\s*[:–-].*\d|(?:kỳ|quý|quí|tháng)\s+[\divx]+\b.*)")
_REPORTED = re.compile(r"\W*kỳ báo cáo\s*[:–-]\s*(?P<rest>\S.*)", re.I)
_OPEN_YEAR = re.compile(r"\b(?:luy ke|cong don)(?: ca)? nam (?:19|20)[0-9]{2}\b")
# Longer lines are remarks and no headings.
_LONGEST_TITLE = 120
# "Số liệu cùng kỳ năm trước", but not "so với cùng kỳ" nor "kỳ trước chuyển sang".
_COMPARED = re.compile(rf"(?<!so voi )(?<!so )(?<!tang )(?<!giam )\b{COMPARED_WITH}")


def title_period(titles: list[tuple[int, str]], line: int) -> tuple[str, list[Problem]]:
    """The one period that the lines above a table name, and what is to be told of it.

    `titles` are (physical line, text). A line "Kỳ báo cáo" goes before others. A quarter, month or
    half-year without its year takes the one year that another line names, with a note. FileRefused
    when they name none, several or one nobody can use, or say that the figures are those compared
    with.
    """
    if compared := next((one for one in titles if _is_compared(one[1])), None):
        raise _refused(
            "period_ambiguous",
            "dòng này nói số liệu là của kỳ khác mà không ghi kỳ nào; ghi rõ kỳ của bảng này ngay"
            " trên bảng, ví dụ “Kỳ báo cáo: Quý II/2024”, và bỏ dòng này",
            *compared,
        )
    if other := next((one for one in titles if _reports_others(one[1])), None):
        raise _of_others(*other)
    said = _said([one for one in titles if _is_reported(one[1])])
    beside = [one for one in titles if not _is_reported(one[1])]
    others = _said(beside)
    if not said:
        _refuse_unreadable(titles)
        others = _without_places(others)
    own = said or others
    if wrong := next((one for one in own if one.mention.fault), None):
        if _GAP.search(wrong.text):
            raise _unfilled(wrong.line, wrong.text)
        raise _refused("period_unknown", wrong.mention.fault, wrong.line, wrong.text)
    whole = {one.mention.period.code: one for one in own if one.mention.period}
    # "Năm 2025" over "Quý II/2025" names the year of that quarter, not a second period.
    years = {one.mention.year for one in whole.values() if one.mention.kind != "nam"}
    whole = {
        code: one
        for code, one in whole.items()
        if one.mention.kind != "nam" or one.mention.year not in years
    }
    places = {one.mention.place for one in whole.values()}
    yearless = [one for one in own if one.mention.year is None and one.mention.place not in places]
    if yearless:
        return _joined(yearless, whole, [*own, *others])
    if len(whole) == 1:
        code = next(iter(whole))
        _refuse_open_year(whole[code])
        return code, period_doubts.notes(beside, code) if said else []
    if not whole:
        raise _missing(titles, line)
    raise FileRefused(
        "period_ambiguous",
        f"phía trên bảng có nhiều kỳ ({', '.join(whole)}); để lại một kỳ hoặc thêm cột “Kỳ”",
        line=line,
    )


def _refuse_open_year(one: "_Said") -> None:
    """Refuse "Lũy kế năm 2025", which does not say to which quarter or month of it."""
    if one.mention.kind == "nam" and (found := _OPEN_YEAR.search(fold(one.text))):
        try:
            period_spellings.parse(found[0])
        except PeriodError as fault:
            raise _refused("period_unknown", f"{fault}", one.line, one.text) from None


@dataclass(frozen=True)
class _Said:
    """One period as a line above a table names it."""

    line: int
    text: str
    mention: Mention


def _said(titles: list[tuple[int, str]]) -> list[_Said]:
    """What the lines name as their own period."""
    found = [_Said(n, text, m) for n, text in titles for m in period_mentions.mentions(text)]
    return [one for one in found if not one.mention.is_aside]


def _without_places(said: list[_Said]) -> list[_Said]:
    """What the lines name without the month of a place and date, where another line names one."""
    kept = [one for one in said if not period_doubts.is_place_and_month(one.text)]
    return kept if any(one.mention.period for one in kept) else said


def _is_reported(title: str) -> bool:
    return "ky bao cao" in fold(title)


def _reports_others(title: str) -> bool:
    """True for "Kỳ báo cáo: Kế hoạch quý II/2025"."""
    found = _REPORTED.match(clean(title))
    return bool(found) and is_about_others(found["rest"])


def _joined(
    yearless: list[_Said], whole: dict[str, _Said], named: list[_Said]
) -> tuple[str, list[Problem]]:
    """The period whose year another line names, with a note; FileRefused when that is not sure."""
    first = yearless[0]
    if len({one.mention.place for one in yearless}) > 1 or any(
        one.mention.kind != "nam" for one in whole.values()
    ):
        raise _refused(
            "period_ambiguous",
            "phía trên bảng nói đến nhiều kỳ; để lại một kỳ, ghi đủ năm, ví dụ “Kỳ báo cáo: Quý"
            " II/2024”, hoặc thêm cột “Kỳ”",
            first.line,
            first.text,
        )
    place, own_lines = first.mention.place, {one.line for one in yearless}
    sure = [
        one
        for one in named
        if one.mention.period and one.mention.kind in ("nam", place[0]) and not one.mention.is_loose
    ]
    years = {one.mention.year for one in named if one.mention.period}
    far = [one for one in sure if one.line not in own_lines]
    is_sure = len(years) == 1 and bool(far) and len(far) == len(sure)
    if not is_sure or any(m.place != place for m in _of_kind(far, place[0])):
        raise _refused(
            "period_yearless",
            "dòng này nói đến một kỳ mà không ghi năm của kỳ ấy; ghi đủ ở một dòng phía trên"
            " bảng, ví dụ “Kỳ báo cáo: Quý II/2024”",
            first.line,
            first.text,
        )
    code = Period(years.pop(), place[1], place[0], first.mention.is_running).code
    reason = (
        f"hiểu là {code}: lấy năm ở dòng {far[0].line} (“{far[0].text}”); nếu không đúng thì ghi"
        " đủ ở một dòng, ví dụ “Kỳ báo cáo: Quý II/2024”, rồi nạp lại"
    )
    return code, [Problem("note", "period_joined", first.line, "", first.text, reason)]


def _of_kind(said: list[_Said], kind: str) -> list[Mention]:
    return [one.mention for one in said if one.mention.kind == kind]


def _refused(code: str, reason: str, line: int, found: str) -> FileRefused:
    return FileRefused(code, reason, line=line, found=found)


def _refuse_unreadable(titles: list[tuple[int, str]]) -> None:
    """Refuse a line "Kỳ báo cáo" of which no word is a period we know."""
    for line, text in titles:
        if _is_reported(text) and not period_mentions.is_silent(text):
            if _GAP.search(text):
                raise _unfilled(line, text)
            raise _unread(line, text)


def _unread(line: int, text: str) -> FileRefused:
    """The refusal of a line that is for the period and does not say one: "Quý VI/2024"."""
    reason = f"dòng này không đọc được là kỳ nào; các kỳ nhận được: {period_mentions.ACCEPTED}"
    return _refused("period_unknown", reason, line, text)


def _unfilled(line: int, text: str) -> FileRefused:
    """The refusal of a line for the period that was left as the blank form has it."""
    return _refused(
        "period_missing",
        f"dòng {line} là dòng ghi kỳ báo cáo nhưng còn để trống hoặc chưa ghi đủ; điền kỳ ngay vào"
        " dòng ấy, ví dụ “Kỳ báo cáo: Quý II/2025”",
        line,
        text,
    )


def _of_others(line: int, text: str) -> FileRefused:
    return _refused(
        "period_missing",
        "dòng này nói bảng là số kế hoạch, ước tính hoặc so sánh, không phải số của kỳ; bỏ bảng"
        " này, hoặc nếu đúng là số của kỳ thì sửa dòng này và thêm dòng “Kỳ báo cáo: …”",
        line,
        text,
    )


def _missing(titles: list[tuple[int, str]], line: int) -> FileRefused:
    """Why no period is known: none is named, or only ones that are compared with or foreseen."""
    if other := next((one for one in titles if is_about_others(one[1])), None):
        return _of_others(*other)
    aside = [(n, text) for n, text in titles if period_mentions.mentions(text)]
    if aside:
        return _refused(
            "period_missing",
            "kỳ ở dòng này chỉ để so sánh, hoặc của kế hoạch, nhiệm vụ, ước tính, không rõ là kỳ"
            " của bảng; thêm một dòng ghi kỳ của bảng, ví dụ “Kỳ báo cáo: Quý II/2025”",
            *aside[0],
        )
    for at, text in titles:
        if _is_reported(text) or (_GAP.search(text) and _OF_PERIOD.match(fold(text))):
            return _unfilled(at, text)
    if wrong := next((one for one in titles if _MISSPELT.match(key(one[1]))), None):
        return _unread(*wrong)
    return FileRefused(
        "period_missing",
        "không có dòng kỳ báo cáo phía trên bảng; thêm một dòng, ví dụ “Kỳ báo cáo: Quý"
        " II/2025”, hoặc một cột “Kỳ”",
        line=line,
    )


def _is_compared(title: str) -> bool:
    """True for a line that speaks of the period compared with and does not name it."""
    folded = fold(title)
    is_about = bool(_COMPARED.search(folded)) and not re.search(r"\bso (?:voi|sanh)\b", folded)
    return is_about and len(title) <= _LONGEST_TITLE and not period_mentions.find_all(title)
