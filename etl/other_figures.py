"""Which headings and lines make other figures of those below: plans, last year's, differences."""

import re

from etl.heading_units import Headings
from indicators import period_mentions
from indicators.catalogue import Catalogue
from indicators.names import clean, fold, key

# What is carried out of a plan is no plan.
_WORDS = re.compile(
    r"\b(?:ky truoc|nam truoc|quy truoc|thang truoc|cung ky|(?<!thuc hien )ke hoach|du toan"
    r"|(?<!thuc hien )muc tieu|trong do|chua|uoc|so sanh|so voi|chenh lech)\b"
)
# Without their marks these are other words: giám sát, tặng quà, tầng.
_MARKED = re.compile(
    r"(?<!gia )\btăng\b(?! (?:cường|thêm|gia)\b)|\bgiảm\b(?! (?:nghèo|thiểu|nhẹ)\b)"
    r"|(?<!cung )(?<!trợ )\bcấp (?:tỉnh|huyện|xã|sở|cơ sở|trung ương|thành phố|phường)\b"
)
_FIELD = re.compile(r"\blĩnh vực\b(?P<of>.*)")
_WORD = re.compile(r"\w+")
# What figures are compared with, but not "kỳ trước chuyển sang", which is a stock.
COMPARED_WITH = r"(?:cung ky|(?:ky|nam|quy|thang) truoc)\b(?! (?:nam truoc )?chuyen)"
# "II.", "2)", "Bảng 2:" before the words of a line.
_NUMBERED = re.compile(
    r"\W*(?:(?:[ivx]{1,4}|[a-z]|\d{1,2}(?:\.\d{1,2})*) ?[.):/-]+\s*"
    r"|(?:bang|bieu|phu luc|phan|muc)(?: so)?(?: (?:[ivx]{1,4}|\d{1,2}))?\b ?[.):-]*\s*)*"
)
_ABOUT = re.compile(
    r"\W*(?:(?:bieu|bang|cac|tong hop|so lieu|ket qua|tinh hinh|chi tieu) )*"
    r"(?:(?P<plan>ke hoach(?! ?(?:so\b|\d+ ?/))|du toan|muc tieu)\b"
    rf"|(?:thuc hien )?{COMPARED_WITH}"
    r"|uoc(?: (?:thuc hien|th|tinh|dat|ca nam|nam|quy|thang)\b|\W*$)"
    r"|so sanh\b|so voi\b|chenh lech\b|tang ?[,/-]? ?(?:va |hoac )?giam\b)"
)
_RISE = re.compile(
    r"(?:(?:số|mức|tỷ lệ|tỉ lệ|tốc độ) )*(?:tăng|giảm)\b(?! (?:cường|thêm|gia|nghèo|thiểu|nhẹ)\b)"
)
# Longer lines are remarks and no headings.
_LONGEST = 120


def means_otherwise(title: str, below: list[Headings], above: str, catalogue: Catalogue) -> bool:
    """True for a heading over all columns that makes other figures of them.

    It speaks of plans, of what is compared with, of one level or field, or of a period that the
    lines `above` the table (| between them) do not name. `below` are the headings under it, column
    by column: what every one of them says itself is nothing new.
    """
    said = [p for line in above.split(" | ") for p in period_mentions.find_all(line)]
    known = {p.code for p in said} | {str(p.year) for p in said}
    places = {(p.kind, p.ordinal) for p in said}
    for m in period_mentions.mentions(clean(title)):
        if (m.period.code not in known) if m.period else (m.fault or m.place not in places):
            return True
    if _is_of_one_field(title, catalogue):
        return True
    plain = {found[0] for found in _WORDS.finditer(fold(title))}
    marked = {found[0] for found in _MARKED.finditer(key(title))}
    return any(
        any(word not in fold(" ".join(path)) for word in plain)
        or any(word not in key(" ".join(path)) for word in marked)
        for path in below
    )


def _is_of_one_field(title: str, catalogue: Catalogue) -> bool:
    """True for "Lĩnh vực đất đai", a part of all dossiers, but not for a family by its name."""
    found = _FIELD.search(key(title))
    words = set(_WORD.findall(found["of"])) if found else set()
    families = [set(_WORD.findall(key(f.name_vi))) for f in catalogue.families.values()]
    return bool(words) and not any(words <= family for family in families)


def is_about_others(line: str) -> bool:
    """True for a line that says the figures below are planned, foreseen, compared or differences.

    "II. Kế hoạch", "So sánh tăng, giảm", but not "Kết quả thực hiện kế hoạch" nor "Kế hoạch số 5".
    """
    return len(line) <= _LONGEST and bool(_about(line) or _RISE.match(_unnumbered(key(line))))


def is_about_plans(line: str) -> bool:
    """True for a line that says the figures below are planned: "Kế hoạch năm", "Dự toán"."""
    found = _about(line)
    return bool(found and found["plan"])


def _about(line: str) -> re.Match | None:
    return _ABOUT.match(_unnumbered(fold(line)))


def _unnumbered(text: str) -> str:
    return text[_NUMBERED.match(text).end() :]
