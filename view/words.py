"""Vietnamese numbers, dates, periods and fixed words: the only place where a value becomes text."""

import datetime as dt
import math
import re
import unicodedata

from indicators import numerals
from indicators.days import day_text
from indicators.numerals import MINUS, NONE, exact
from indicators.periods import PeriodError, from_code

NBSP = "\u00a0"
DEMO = "Số liệu minh họa"
LAST_YEAR = "so cùng kỳ"
NOT_FROM_ZERO = "Trục tung không bắt đầu từ 0"
LONGEST = 200
# Our own sentences and lists are never cut; this only stops a page from being flooded.
LONGEST_SENTENCE = 6000
_JOINER = "\u2060"

_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_STATUS = {
    "reported": "đã báo cáo",
    "late": "báo cáo muộn",
    "restated": "đã điều chỉnh",
    "rejected": "có dòng bị từ chối",
    "missing": "chưa báo cáo",
}
_POLARITY = {
    "higher": "cao là tốt",
    "lower": "thấp là tốt",
    "neither": "không xếp tốt, xấu",
}
_KIND = {
    "thang": "tháng",
    "quy": "quý",
    "6_thang": "6 tháng",
    "9_thang": "9 tháng",
    "nam": "năm",
    "giai_doan": "giai đoạn",
}
_VERDICT = {
    "improvement": ("cải thiện", "↑"),
    "concern": ("cần chú ý", "↓"),
    "neutral": ("ổn định", "→"),
    "none": ("chưa đủ căn cứ so sánh", ""),
}


def number(x, decimals: int = 0) -> str:
    """Write a number as 1.234,5; halves round up as in Excel; missing or infinite is "—"."""
    return numerals.number(x, decimals)


def value(indicator, x) -> str:
    """Write a value of an indicator: "99,86 %" for rates, "12.480" for counts, without other units.

    Rates have two decimals from 95 % up and one below, never more than the catalogue allows.
    """
    if exact(x) is None:
        return NONE
    if not is_percent(indicator):
        return _signed(indicator, number(x, indicator.decimals))
    text = number(x, min(2 if x >= 95 else 1, indicator.decimals))
    return _signed(indicator, text) + NBSP + "%"


def _signed(indicator, text: str) -> str:
    """The figure of an indicator of change carries its sign: "+12,5", "−3,0"; zero has none."""
    is_plus = indicator.formula_kind == "change" and text[0] != MINUS and text.strip("0,")
    return f"+{text}" if is_plus else text


def value_with_unit(indicator, x) -> str:
    """Write a value with its unit of count: "12.480 lao động", "99,86 %"."""
    text = value(indicator, x)
    if text == NONE or is_percent(indicator) or not indicator.unit_vi:
        return text
    return f"{text}{NBSP}{indicator.unit_vi}"


def short_value(indicator, x) -> str:
    """Write a value without trailing zeros, for axes and targets: "98 %", "98,5 %", "1.000"."""
    if exact(x) is None:
        return NONE
    text = number(x, max(indicator.decimals, 2))
    text = _signed(indicator, text.rstrip("0").rstrip(","))
    return f"{text}{NBSP}%" if is_percent(indicator) else text


def change(indicator, x) -> str:
    """Write a change with its sign: "−0,31 điểm" (percentage points) or "+910"; no sign at zero."""
    if exact(x) is None:
        return NONE
    text = number(x, 2 if is_percent(indicator) else indicator.decimals)
    if not text.startswith(MINUS) and text.strip("0,"):
        text = "+" + text
    return f"{text}{NBSP}điểm" if is_percent(indicator) else text


def moved(indicator, x) -> str:
    """Write a change in words: "giảm 0,31 điểm", "tăng 910 lao động", "không đổi"."""
    if exact(x) is None:
        return NONE
    text = change(indicator, x)
    if text[0] not in "+" + MINUS:
        return "không đổi"
    verb = "tăng" if text[0] == "+" else "giảm"
    unit = "" if is_percent(indicator) or not indicator.unit_vi else NBSP + indicator.unit_vi
    return f"{verb} {text[1:]}{unit}"


def fraction(numerator, denominator) -> str:
    """Write a fraction as 19.517/19.545, or "—" when either part is missing."""
    top, bottom = exact(numerator), exact(denominator)
    if top is None or bottom is None:
        return NONE
    return "/".join(
        number(part, 0 if part == part.to_integral_value() else 1) for part in (top, bottom)
    )


def is_percent(indicator) -> bool:
    """Tell whether the indicator is shown in percent, so that its changes are in points."""
    return indicator.unit_vi == "%"


def period(code: str) -> str:
    """Write a period code in full: "Quý II/2025", "6 tháng đầu năm 2023", "Giai đoạn 2021–2025".

    A code of an unknown shape comes back as plain text, so that it is seen and not hidden.
    """
    try:
        return numerals.period_name(from_code(code))
    except PeriodError:
        return plain(code)


def period_in_text(code: str) -> str:
    """Write a period for the middle of a sentence: "quý II/2025", "lũy kế đến hết quý II/2025"."""
    return _lower_first(period(code))


def period_axis(code: str) -> str:
    """Write a period briefly: "II/2025", "6T đầu 2025", "9T/2024", "2024", "LK II/2025"."""
    part, year, is_to_date = _parts(code)
    if year is None:
        return plain(code).replace("/", "–")
    tick = period_tick(code)[0]
    if part == "":
        return year
    joint = " " if part in ("H1", "H2") else "/"
    return ("LK " if is_to_date else "") + tick + joint + year


def period_tick(code: str) -> tuple[str, str]:
    """Split a period for a two-row time axis: ("II", "2025"), ("3", "2025"), ("2024", "")."""
    part, year, _ = _parts(code)
    if year is None:
        return plain(code).replace("/", "–"), ""
    if part == "":
        return year, ""
    if part.startswith("Q"):
        return _ROMAN[part[1]], year
    named = {"H1": "6T đầu", "H2": "6T cuối", "9M": "9T"}
    return named.get(part) or str(int(part)), year


def against_previous(code: str) -> str:
    """Name the comparison with the period before: "so quý trước", "so kỳ trước", ..."""
    part, year, is_to_date = _parts(code)
    if year is None or is_to_date:
        return "so kỳ trước"
    if part.startswith("Q"):
        return "so quý trước"
    if part == "":
        return "so năm trước"
    return "so tháng trước" if part.isdigit() else "so kỳ trước"


def date(day) -> str:
    """Write a date, or an ISO date text, as 14/6/2025; missing is "—"."""
    moment = _moment(day)
    return NONE if moment is None else day_text(moment)


def datetime(moment) -> str:
    """Write a moment, or an ISO text, as "14/6/2025 09:05"; missing is "—"."""
    moment = _moment(moment)
    return NONE if moment is None else f"{day_text(moment)} {moment:%H:%M}"


def plain(text, longest: int = LONGEST) -> str:
    """Make text from a file safe to read: invisible characters as ⟨U+202E⟩, one line, cut if long.

    Direction, control, zero-width, private and surrogate characters are shown as codes because
    they can make a name look like another one.
    """
    if text is None or (isinstance(text, float) and math.isnan(text)):
        return ""
    pieces, length = [], 0
    for character in re.sub(r"[ \r\n\t\u2028\u2029]+", " ", str(text)).strip(" "):
        piece = _visible(character)
        if length + len(piece) > longest:
            return _cut(pieces, longest)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def md(text) -> str:
    """Make text from a file safe for Markdown: no link, picture, colour, formula or list forms."""
    escaped = re.sub(
        r"([\\`*_{}\[\]<>()#+\-.!|~:$&^=@\"'])", r"\\\1", plain(text, LONGEST_SENTENCE)
    )
    # Bare addresses become links, and :name: an icon, after the escapes are removed; an invisible
    # joiner stops both.
    escaped = re.sub(r"\\:(?=\w)", r"\g<0>" + _JOINER, escaped)
    return re.sub(
        r"(?i)(https?|ftp|mailto|xmpp|www)(?=\\[:.])|(?=\\@)", r"\g<0>" + _JOINER, escaped
    )


def html(text) -> str:
    """Make text from a file safe for Plotly's titles, ticks, annotations and hover templates."""
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
    return plain(text, LONGEST_SENTENCE).translate(str.maketrans(entities))


def named(text: str, names: dict[str, str]) -> str:
    """Write a text of the catalogue for a reader: “Tỷ lệ đúng hạn” where a code stands."""

    def name(found: re.Match) -> str:
        return f"“{names[found[0]]}”" if found[0] in names else found[0]

    return re.sub(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", name, text)


def status(code: str) -> str:
    """Name the state of a report: "đã báo cáo", "chưa báo cáo", ..."""
    return _STATUS[code]


def polarity(code: str) -> str:
    """Name the good direction of an indicator: "cao là tốt", "thấp là tốt", ..."""
    return _POLARITY[code]


def kind(code: str) -> str:
    """Name a kind of period: "quý", "6 tháng", ..."""
    return _KIND[code]


def verdict(code: str) -> tuple[str, str]:
    """Give the word and the arrow of a verdict: ("cải thiện", "↑"), ("cần chú ý", "↓"), ..."""
    return _VERDICT[code]


def arrow(x) -> str:
    """Give the arrow of a change's own direction: "↑", "↓", "→", or nothing when unknown."""
    change = exact(x)
    if change is None:
        return ""
    return "↑" if change > 0 else "↓" if change < 0 else "→"


def _parts(code: str) -> tuple[str, str | None, bool]:
    """Split a period code into part of the year ("" for all of it), year and is_to_date."""
    found = re.fullmatch(r"(\d{4})(?:-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?(-LK)?", code)
    if not found:
        return "", None, False
    return found[2] or "", found[1], bool(found[3])


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _moment(day) -> dt.datetime | None:
    # pandas.NaT is an instance of datetime; its text is the only mark that needs no pandas.
    if day is None or str(day) == "NaT":
        return None
    if isinstance(day, str):
        return dt.datetime.fromisoformat(day)
    return day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)


def _visible(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def _cut(pieces: list[str], longest: int) -> str:
    while sum(map(len, pieces)) >= longest:
        pieces.pop()
    return "".join(pieces) + "…"
