"""How offices write a reporting period spelled out in a cell."""

import re

from indicators.names import fold
from indicators.periods import Period, PeriodError, from_code, is_code

_QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
}  # fmt: skip

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
RUNNING_WORDS = re.compile(r"luy ke|cong don|tu dau nam|tinh (?:den|toi)|den het|den nay")
_RUNNING = re.compile(
    r"^(?:so lieu )?(?=luy ke|cong don|tinh (?:tu|den|toi)|tu dau nam|den het)"
    r"(?:luy ke|cong don)?,?\s*(?:tinh )?(?:tu dau nam(?: 20\d\d)?)?,?\s*(?:tinh )?"
    r"(?:(?:den|toi)\b)?\s*(?:het\b|cuoi\b)?\s*"
    r"|[\s,]*\(?(?:so lieu )?(?:luy ke|cong don)(?: tu dau nam)?\)?$"
)
# "II/2025" alone is a quarter only in a place for periods: a cell, or behind "Kỳ báo cáo".
_ROMAN = re.compile(rf"(?P<quarter>iv|iii|ii|i)\s*[/.-]\s*{_Y}")
_LABEL = re.compile(r"^(?:ky bao cao|ky|bao cao)\s*[:-]?\s+")
ROMAN_SIGNS = str.maketrans(dict(zip("ⅠⅡⅢⅣⅰⅱⅲⅳ", ("I", "II", "III", "IV") * 2, strict=True)))


def parse(text: str) -> Period:
    """The period a Vietnamese text names ("Quý I/2025", "6T/2023", "lũy kế quý 2 năm 2025").

    Raises PeriodError when the text names no period or lacks its year: nothing is guessed.
    """
    folded = _LABEL.sub("", fold(text.translate(ROMAN_SIGNS)))
    code = folded.upper().replace(" ", "")
    if is_code(code):
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
        if running:
            raise PeriodError(not_running(text))
        return from_code(f"{found['first']}/{found['last']}")
    year = int(found["year"])
    if kind == "quy":
        word = found["quarter"]
        return Period(year, _QUARTERS.get(word) or int(word), "quy", running)
    if kind == "thang":
        return Period(year, int(found["month"]), "thang", running)
    # "Lũy kế năm 2025" may stop in any month; "cả năm" and "12 tháng" do not.
    if running and (kind == "h2" or (kind == "nam" and found[0].startswith("nam"))):
        raise PeriodError(not_running(text))
    # Half a year, nine months and a year begin on the year's first day: they are cumulative.
    fixed = {
        "quy_1": Period(year, 1, "quy", running),
        "h1": Period(year, 1, "6_thang"),
        "h2": Period(year, 2, "6_thang"),
        "9m": Period(year, 1, "9_thang"),
        "nam": Period(year, 1, "nam"),
    }
    return fixed[kind]


def is_second_half(period: Period) -> bool:
    """True for the second half of a year, which does not begin with it."""
    return (period.kind, period.ordinal) == ("6_thang", 2)


def not_running(text: str) -> str:
    """Why figures of a stage or a second half-year cannot be cumulative; what to write."""
    return (
        f"“{text}”: lũy kế đến quý hay tháng nào? Ghi ví dụ 2025-Q2-LK hoặc “Lũy kế quý II/2025”;"
        " nếu là số liệu của riêng kỳ này thì bỏ chữ lũy kế"
    )


def _remedy(text: str, folded: str) -> str:
    if not text.strip():
        return "ô kỳ để trống; ghi ví dụ “Quý II/2025” hoặc 2025-Q2"
    if RUNNING_WORDS.search(folded) and not re.search(r"quy|qui|q\d|thang \d", folded):
        return (
            f"“{text}” không nói đến hết quý hay tháng nào; ghi ví dụ “Lũy kế quý II/2025”,"
            " 2025-Q2-LK hoặc 2025-06-LK"
        )
    bare = folded.strip(" .,:;()")
    if month := re.fullmatch(r"0?(\d|1[0-2])[/.-]((?:19|20)\d{2})", bare):
        quarter = dict(zip("1234", ("I", "II", "III", "IV"), strict=True)).get(month[1], "II")
        return (
            f"“{text}” không nói là tháng hay quý; ghi ví dụ “Tháng {month[1]}/{month[2]}” hoặc"
            f" “Quý {quarter}/{month[2]}”"
        )
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", bare):
        return (
            f"“{text}” có thể là ngày, tháng hay quý (Excel hay đổi 1/4 thành ngày); ghi ví dụ"
            " “Quý II/2025” hoặc 2025-Q2"
        )
    is_of_part = re.search(r"quy|qui|q\d|thang|6t|9t", folded)
    if is_of_part and re.search(r"(?:/|-|nam )\s?\d{2}$", bare):
        return f"“{text}” ghi năm có hai chữ số; ghi đủ bốn, ví dụ “Quý II/2025” hoặc 2025-Q2"
    if is_of_part and not re.search(r"(19|20)\d{2}", folded):
        return f"“{text}” không ghi năm; ghi đủ ví dụ “Quý II/2025” hoặc 2025-Q2"
    if re.search(r"(quy|qui|q)[\s.]*(0|[5-9]|v)", folded):
        return f"“{text}”: một năm chỉ có quý I đến quý IV; ghi ví dụ “Quý II/2025”"
    return (
        f"“{text}” không đọc được là kỳ nào; ghi một trong các cách: Quý II/2025, 2025-Q2, "
        "6 tháng đầu năm 2025, 9 tháng năm 2025, Năm 2025, Tháng 3/2025, Lũy kế quý II/2025"
    )
