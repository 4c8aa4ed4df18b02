"""Every period a line of text mentions: whole ones, ones without a year, ones nobody can use."""

import re
import unicodedata
from dataclasses import dataclass, replace

from indicators import period_spellings
from indicators.names import fold
from indicators.period_governing import governed
from indicators.periods import Period, PeriodError, from_code

ACCEPTED = (
    "tháng, quý, 6 tháng đầu hoặc cuối năm, 9 tháng, năm, giai đoạn; ghi ví dụ “Kỳ báo cáo: Quý"
    " II/2025”, “Kỳ báo cáo: 6 tháng đầu năm 2025”"
)


@dataclass(frozen=True)
class Mention:
    """One period as a line mentions it.

    `year` is None where none is said with it; `fault` says in Vietnamese why it is no period of
    ours. `is_aside` marks what the line only compares with, plans or foresees; `is_loose` a year
    of the plan or tasks that are carried out.
    """

    kind: str
    ordinal: int
    year: int | None
    is_running: bool = False
    fault: str = ""
    is_aside: bool = False
    is_loose: bool = False

    @property
    def period(self) -> Period | None:
        """The period where it is whole."""
        if self.fault or self.year is None:
            return None
        return Period(self.year, self.ordinal, self.kind, self.is_running)

    @property
    def place(self) -> tuple[str, int]:
        """Which of a year it is, whatever the year."""
        return self.kind, self.ordinal


_Y = r"(?:19|20)[0-9]{2}(?![0-9])"
# The year said right behind a period: "/2025", "năm 2025", "của năm 2025", "(năm 2025)".
_TAIL = rf"(?:[\s./,–-]*(?:(?:cua|trong) )?(?:nam ?:? ?)?(?P<year>{_Y}))?"
_BEFORE = re.compile(rf"({_Y})[\s./,:;()–-]*$")
# Up to the year of a document: "01/2020", "15/NQ-2022"; "Nghị quyết số 15 năm 2022".
_NUMBERED = re.compile(r"\S*[0-9]\S*[/.–-]$")
_DOCUMENT = re.compile(
    r"\b(?:thong tu|nghi dinh|nghi quyet|quyet dinh|cong van|chi thi|ke hoach so|bao cao so)"
    r"(?: lien tich)?(?: so)?[\s:]*(?:\S*[0-9]\S*)?[\s,]*(?:nam )?$"
)
_NOT_THE_YEAR = re.compile(r"\b(?:dau|giua|cuoi) $")
_JOINT = r"\s*(?:,|;|\+|&|-|–|/|va|den het|den)\s*"
_QUY = "(?:quy|qui|q)"
_QUARTER = r"(?:iv|iii|ii|i|v|[0-9]{1,2}|mot|nhat|hai|ba|bon|tu)(?![a-z0-9])(?!\s*thang)"
_MONTH = r"[0-9]{1,2}(?![a-z0-9])(?!\s*thang)"
# What stands between two of a list, with the word said again before the second.
_BETWEEN = {
    "quy": re.compile(rf"{_JOINT}(?:{_QUY}[\s.]*)?"),
    "thang": re.compile(rf"{_JOINT}(?:thang )?"),
}
# "Tháng năm 2024" is a date whose month was left blank, "tháng năm năm 2024" is May.
_MONTH_WORD = "gieng|mot|hai|ba|tu|nam(?= nam)|sau|bay|tam|chin|muoi(?: mot| hai)?|chap"
_COUNT = r"(?P<count>[0-9]{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi(?: mot| hai)?)"
_PATTERNS = [
    (re.compile(r"(?:19|20)[0-9]{2}-(?:q[1-4](?:-lk)?|h[12]|9m|[0-9]{2}-lk)(?![\w-])"), "code"),
    (
        re.compile(
            rf"{_QUY}[\s.:]*(?:thu |so )?"
            rf"(?P<list>{_QUARTER}(?:{_JOINT}(?:{_QUY}[\s.]*)?{_QUARTER})*)" + _TAIL
        ),
        "quy",
    ),
    (re.compile(rf"{_COUNT} ?thang(?P<part> dau(?: nam)?| cuoi(?: nam)?| nam\b)?{_TAIL}"), "count"),
    (re.compile(rf"(?P<count>[0-9])t(?P<part> dau(?: nam)?| cuoi(?: nam)?)?{_TAIL}"), "count"),
    (re.compile(rf"nua (?P<half>dau|cuoi)(?: nam)?{_TAIL}"), "half"),
    (re.compile(r"(?:[0-9]{1,2}|mot|hai|ba|bon) quy (?:dau|cuoi|lien|nam)"), "other"),
    (re.compile(r"ca nam\b(?! (?:nam )?(?:19|20)[0-9]{2})"), "whole"),
    (re.compile(r"nua nam\b|quy nay\b|thang nay\b"), "other"),
    (re.compile(r"(?:den|toi|[–-]) ?(?:0?[1-9]|1[0-2])[/-](?:19|20)[0-9]{2}"), "other"),
    (
        re.compile(rf"(?:thang[\s.:]*|t)(?P<list>{_MONTH}(?:{_JOINT}(?:thang )?{_MONTH})*){_TAIL}"),
        "thang",
    ),
    (re.compile(rf"thang (?:{_MONTH_WORD})(?![a-z])(?: nam {_Y})?"), "worded"),
    (re.compile(rf"(?:tuan|hoc ky|dot|ky) (?:thu |so )?{_QUARTER}{_TAIL}"), "other"),
    (
        re.compile(
            r"(?:giai doan|nhiem ky|thoi ky) (?P<first>[0-9]{4}) ?(?:-|–|/|den) ?(?P<last>[0-9]{4})"
        ),
        "giai_doan",
    ),
    (re.compile(r"(?:cac|tung) (?:quy|thang)(?= (?:dau|cuoi|trong|cua|nam|[0-9])|$)"), "other"),
    (re.compile(rf"nam ?:? ?(?P<list>{_Y}(?:{_JOINT}(?:nam )?{_Y})*)"), "nam"),
]
# "Quý II/2024-2025": the quarter of which of the two?
_SECOND_YEAR = re.compile(rf"\s*[-–/]\s*{_Y}")
_ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4,
    "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11,
    "muoi hai": 12,
}  # fmt: skip
# "6 tháng" is the first half unless it says the second; "3 tháng" says which only with "đầu năm".
_COUNTED = {
    (3, "dau"): ("quy", 1), (6, ""): ("6_thang", 1), (6, "dau"): ("6_thang", 1),
    (6, "cuoi"): ("6_thang", 2), (9, ""): ("9_thang", 1), (9, "dau"): ("9_thang", 1),
    (12, ""): ("nam", 1),
}  # fmt: skip

# Words that say a figure runs from 1 January, before the quarter or month it runs to.
# Days: the stretch a form prints after its period, the day a report was signed or runs to, with
# the day left blank for the clerk or not.
_DAY = (
    r"(?<!thang )(?<!quy )(?<!qui )[0-3]?[0-9][/.-](?:1[0-2]|0?[1-9])"
    r"(?:[/.-][0-9]{4}| nam [0-9]{4})?(?![0-9/])"
)
_DAYS = re.compile(
    rf"tu ngay.*|tu {_DAY}.*"
    r"|ngay[\s.…_]{0,40}[0-9]{0,2}[\s.…_]{0,40}thang[\s.…_]{0,40}[0-9]{0,2}(?![0-9])[\s.…_]{0,40}(?:nam[\s.…_]{0,40}(?:[0-9]{4})?)?"
    rf"|\b[0-9]{{1,2}} thang [0-9]{{1,2}}(?![0-9])(?: nam [0-9]{{4}})?"
    rf"|(?:tinh )?(?:\b(?:den|toi) (?:het )?)?(?:ngay )?\b{_DAY}|tinh (?:den|toi) ngay"
)
_YEAR_IN_BRACKETS = re.compile(rf"\(\s*(?:nam )?({_Y})\s*\)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_COMES_WITH = re.compile(r"[\s,;.–-]*(?:ban hanh )?kem theo .*")
_REPORTED = re.compile(r"^\(?\s*ky bao cao\s*[:-]?\s*")
# What is longer is no line of a report; each mention looks at the whole text before it.
_LONGEST = 2_000
_LONGEST_NUMBER = 60
# "Quỹ Vì người nghèo" and "quỹ từ thiện" are no quarters once their marks are gone.
_FUND = re.compile(r"qu[ỹỷ]", re.IGNORECASE)


def find_all(text: str) -> list[Period]:
    """Every whole period a line of text names as its own, each once; days do not count.

    What stands in brackets counts where it is a period and nothing else, and the line names no
    other. A year beside a quarter, month or half-year does not count.
    """
    found = [m.period for m in mentions(text) if m.period and not m.is_aside]
    if any(period.kind not in ("nam", "giai_doan") for period in found):
        found = [period for period in found if period.kind != "nam"]
    return list(dict.fromkeys(found))


def mentions(text: str) -> list[Mention]:
    """Every period a line of text mentions, in order of their places, whole or not."""
    plain = _FUND.sub("fund", unicodedata.normalize("NFC", text[:_LONGEST]))
    folded = _YEAR_IN_BRACKETS.sub(r" nam \1 ", fold(plain.translate(period_spellings.ROMAN_SIGNS)))
    found = _scanned(_bare(_BRACKETS.sub(" ", folded)))
    if found and all(m.period and m.kind == "nam" for m in found):
        return _parted(found, _BRACKETS.findall(folded))
    if any(m.period or m.fault for m in found):
        return found
    is_reported = bool(_REPORTED.match(folded))
    parts = [_REPORTED.sub("", folded)] if is_reported else _BRACKETS.findall(folded)
    return [m for part in parts for m in _alone(part)] or found


def _parted(years: list[Mention], brackets: list[str]) -> list[Mention]:
    """Years whose brackets may name a part of them: "Năm 2024 (quý II)" is that quarter."""
    said = [(m, _bare(part).strip(" .,;:")) for part in brackets for m in _scanned(_bare(part))]
    parts = [(m, text) for m, text in said if not m.is_aside and m.kind != "nam"]
    if len(years) == len(parts) == 1 and parts[0][0].year is None and not parts[0][0].fault:
        part, text = parts[0]
        if any(pattern.fullmatch(text) for pattern, _ in _PATTERNS):
            return [replace(years[0], kind=part.kind, ordinal=part.ordinal)]
    return [*years, *(replace(part, year=None) for part, _ in parts)]


def is_silent(text: str) -> bool:
    """True for a line "Kỳ báo cáo" that says nothing behind these words, or days only."""
    return not re.search(r"[a-z0-9]", _REPORTED.sub("", _bare(_BRACKETS.sub(" ", fold(text)))))


def _bare(folded: str) -> str:
    return re.sub(r"\s+", " ", _DAYS.sub(" ", folded))


def _alone(text: str) -> list[Mention]:
    """The period that a piece of text is, days left out; none when it is more than that.

    What it comes with is left out too: "(Quý I/2025; kèm theo Báo cáo số 45)".
    """
    said = _COMES_WITH.sub("", _REPORTED.sub("", text.strip()))
    piece = _bare(said).strip(" ,.;:()")
    try:
        period = period_spellings.parse(piece)
        return [Mention(period.kind, period.ordinal, period.year, period.is_running)]
    except PeriodError:
        whole = [m for m in _scanned(piece) if not m.is_aside]
        is_all = any(pattern.fullmatch(piece) for pattern, _ in _PATTERNS)
        return whole if is_all else []


def _scanned(folded: str) -> list[Mention]:
    """The mentions of a folded line; a piece of text is read once, by the first that knows it."""
    taken: list[tuple[int, int, re.Match, str]] = []
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            is_inside = start > 0 and folded[start - 1].isalnum()
            if is_inside or any(start < b and a < end for a, b, *_ in taken) or _is_no(match, kind):
                continue
            taken.append((start, end, match, kind))
    taken.sort(key=lambda piece: piece[0])
    found: list[tuple[int, Mention]] = []
    last = 0
    for start, end, match, kind in taken:
        is_aside, is_loose = governed(folded, start, [at for at, *_ in taken])
        before = folded[:start]
        # Not the year: "Từ đầu năm 2024 đến nay", "Nghị quyết số 05 năm 2024".
        is_aside |= kind == "nam" and bool(_NOT_THE_YEAR.search(before) or _DOCUMENT.search(before))
        is_running = kind in ("quy", "thang", "count") and bool(
            period_spellings.RUNNING_WORDS.search(before)
        )
        has_two_years = match.groupdict().get("year") and _SECOND_YEAR.match(folded, end)
        for said in _read(match, kind, is_running):
            if has_two_years:
                said = replace(said, fault="kỳ này ghi hai năm; ghi một năm, ví dụ “Quý II/2025”")
            found.append((start, _settled(said, before, last, is_aside, is_loose)))
        last = end
    years = {m.year for _, m in found if m.year and m.kind not in ("nam", "giai_doan")}
    return [m for _, m in found if not (m.kind == "nam" and not m.fault and m.year in years)]


def _is_no(match: re.Match, kind: str) -> bool:
    """True for words that only look like a period: "năm tháng", "5T"."""
    groups = match.groupdict()
    if kind != "count" or groups["part"] or groups["year"]:
        return False
    return not groups["count"].isdigit() or (
        "thang" not in match[0] and groups["count"] not in "369"
    )


def _settled(said: Mention, before: str, last: int, is_aside: bool, is_loose: bool) -> Mention:
    """A mention with the year right before it, and whether the line only mentions it aside.

    The year of a document is none of a period; "6/2025" within the mention before, which ends at
    `last`, is no document.
    """
    year = said.year
    if year is None and not said.fault and (found := _BEFORE.search(before)):
        at = found.start()
        ahead = before[max(at - _LONGEST_NUMBER, 0) : at]
        is_other = _DOCUMENT.search(ahead) or (at >= last and _NUMBERED.search(ahead))
        year = None if is_other else int(found[1])
    return Mention(said.kind, said.ordinal, year, said.is_running, said.fault, is_aside, is_loose)


def _read(match: re.Match, kind: str, is_running: bool) -> list[Mention]:
    """What the words of one match say: several periods where they are listed."""
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    if kind in ("quy", "thang"):
        words = _BETWEEN[kind].split(groups["list"])
        return [_of_year(kind, _ORDINALS.get(w) or int(w), year, is_running) for w in words]
    if kind == "count":
        # "3T/2025" can only be the first quarter, as "6T" and "9T" begin the year.
        part = groups["part"] or (" dau" if match[0].startswith("3t") else "")
        return [_counted(groups["count"], part, year, is_running)]
    if kind == "code":
        code = from_code(match[0].upper())
        return [Mention(code.kind, code.ordinal, code.year, code.is_running)]
    if kind == "half":
        return [Mention("6_thang", 1 if groups["half"] == "dau" else 2, year)]
    if kind == "whole":
        return [Mention("nam", 1, None)]
    if kind == "giai_doan":
        return [_stage(groups["first"], groups["last"])]
    if kind == "nam":
        return [Mention("nam", 1, int(word)) for word in re.findall(_Y, groups["list"])]
    if kind == "worded":
        return [Mention("thang", 0, year, fault="ghi tháng bằng chữ số, ví dụ “Tháng 6/2025”")]
    reason = (
        "cách ghi này không nói rõ là kỳ nào; tuần, đợt, khoảng tháng không phải kỳ của bảng số"
        f" liệu; các kỳ nhận được: {ACCEPTED}"
    )
    return [Mention("", 0, year, fault=reason)]


def _of_year(kind: str, ordinal: int, year: int | None, is_running: bool) -> Mention:
    most, name = (4, "quý I đến quý IV") if kind == "quy" else (12, "tháng 1 đến tháng 12")
    if 1 <= ordinal <= most:
        return Mention(kind, ordinal, year, is_running)
    reason = f"một năm chỉ có {name}; ghi ví dụ “Kỳ báo cáo: Quý II/2025”"
    return Mention(kind, ordinal, year, fault=reason)


def _counted(count: str, part: str, year: int | None, is_running: bool) -> Mention:
    number = _ORDINALS.get(count) or int(count)
    which = "dau" if "dau" in part else "cuoi" if "cuoi" in part else ""
    if place := _COUNTED.get((number, which)):
        return Mention(*place, year, is_running and place[0] == "quy")
    reason = f"kỳ này không có trong các kỳ nhận được: {ACCEPTED}"
    return Mention("", number, year, fault=reason)


def _stage(first: str, last: str) -> Mention:
    try:
        stage = from_code(f"{first}/{last}")
    except PeriodError as fault:
        return Mention("giai_doan", 0, None, fault=f"{fault}")
    return Mention("giai_doan", stage.ordinal, stage.year)
