"""Which headings and lines make other figures of those below: plans, last year's, differences."""

import re

from etl.heading_units import Headings
from etl.title_parts import is_of_other_time, part_said
from indicators import period_mentions
from indicators.catalogue import Catalogue
from indicators.names import clean, fold, key

# What is carried out of a plan is no plan.
_WORDS = re.compile(
    r"\b(?:ky truoc|nam truoc|quy truoc|thang truoc|cung ky|(?<!thuc hien )ke hoach|du toan"
    r"|(?<!thuc hien )muc tieu|trong do|chua|uoc|so sanh|so voi|chenh lech"
    r"|(?:tinh|huyen|trung uong|cap tren|duoc) giao(?! (?:dich|thong|ban)))\b"
)
# Without their marks these are other words: giám sát, tặng quà, tầng.
_MARKED = re.compile(
    r"(?<!gia )\btăng\b(?! (?:cường|thêm|gia)\b)|\bgiảm\b(?! (?:nghèo|thiểu|nhẹ)\b)"
    r"|(?<!cung )(?<!trợ )\bcấp (?:tỉnh|huyện|xã|sở|cơ sở|trung ương|thành phố|phường)\b"
)
# "Theo lĩnh vực" and "các lĩnh vực" are all of them; a name ends where the line goes on.
_FIELD = re.compile(
    r"(?<!các )(?<!theo )(?<!từng )(?<!mọi )(?<!những )(?<!nhiều )(?<!một số )(?<!\d )"
    r"\blĩnh vực\b(?: giải quyết)?[\s:–-]*(?P<of>[^\d,;:(|./–-]*)"
)
_ENDS_FIELD = re.compile(
    r"\b(?:quý|quí|tháng|năm|kỳ|lũy kế|luỹ kế|trên|của|theo|thuộc|tại|do|được|trong|từ|đến|tính)\b"
)
# Fields so often reported apart that they are told without the word: "hồ sơ đất đai".
_KNOWN_FIELD = re.compile(
    r"\b(?:hồ sơ|thủ tục|tthc|khiếu nại|tố cáo|đơn thư)(?: tthc| thủ tục hành chính)?"
    r"(?: về| thuộc| trong)? (?:đất đai|hộ tịch|chứng thực|tư pháp|xây dựng|cư trú|môi trường"
    r"|giao thông|doanh nghiệp|đăng ký kinh doanh|bảo trợ xã hội|người có công)\b"
)
# What is no field of dossiers or letters but the work as a whole.
_WHOLE_WORK = (
    "cải cách hành chính", "cải cách thủ tục", "hành chính công", "tthc", "kinh tế", "dân vận",
    "công tác dân vận", "tất cả", "toàn bộ", "chung",
)  # fmt: skip
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What figures are compared with, but not "kỳ trước chuyển sang", which is a stock.
COMPARED_WITH = r"(?:cung ky|(?:ky|nam|quy|thang) truoc)\b(?! (?:nam truoc )?chuyen)"
# "II.", "2)", "Bảng 2:" before the words of a line.
_NUMBERED = re.compile(
    r"\W*(?:(?:[ivx]{1,4}|[a-z]|\d{1,2}(?:\.\d{1,2})*) ?[.):/-]+\s*"
    r"|(?:bang|bieu|phu luc|phan(?! (?:bo|khai|dau))|muc(?! tieu))(?: so(?! (?:sanh|lieu|voi)))?"
    r"(?: (?:[ivx]{1,4}|\d{1,2}))?\b ?[.):-]*\s*)*"
)
# Plans beside results are told apart by the columns: "Kế hoạch và kết quả thực hiện".
_WITH_RESULTS = r"(?!.*(?:\bva|[,/&–-]) ?(?:so )?(?:ket qua|thuc hien|tinh hinh|uoc)\b)"
_ABOUT = re.compile(
    r"\W*(?:(?:bieu|bang|cac|tong hop|so lieu|ket qua|tinh hinh|chi tieu|giao|phan bo|phan khai"
    r"|xay dung|dang ky) )*"
    r"(?:(?P<plan>(?:ke hoach(?! hoa\b|:? ?(?:so\b|\d+ ?/|(?:-|–|va) ?(?:tai chinh|dau tu)))"
    r"|du toan|muc tieu(?! (?:quoc gia|phat trien ben vung|thien nien ky|(?:so )?\d{1,2}\b))"
    r"|(?<!ket qua )(?<!tinh hinh )phan dau|(?:giao|phan bo|phan khai) (?:cac )?chi tieu"
    r"|chi tieu (?:duoc )?giao|chi tieu (?:tao |giai quyet )?viec lam)\b"
    rf"{_WITH_RESULTS})"
    rf"|(?P<compared>(?:thuc hien )?{COMPARED_WITH})"
    r"|uoc(?: (?:thuc hien|th|tinh|dat|ca nam|nam|quy|thang)\b|\W*$)"
    r"|(?P<change>so sanh(?:\W*$|(?!.*\bgiua\b).*\b(?:voi|tang|giam|chenh|muc|cung ky)\b)|so voi\b"
    r"|chenh lech\b|tang ?[,/-]? ?(?:va |hoac )?\(?giam\b))"
)
_RISE = re.compile(
    r"(?:(?:số|mức|tỷ lệ|tỉ lệ|tốc độ) )*(?:tăng|giảm)\b(?! (?:cường|thêm|gia|nghèo|thiểu|nhẹ)\b)"
)
# "Kỳ trước" is the last period's own figure beside one of these, and no stock carried over.
_LAST = re.compile(r"\bky truoc\b(?! ?chuyen)")
_THIS = re.compile(
    r"\bkỳ này\b|^kỳ báo cáo$|^(?:số |mức |tỷ lệ |tỉ lệ |% ?)*(?:tăng|giảm|so sánh|chênh lệch)\b"
    r"(?! (?:cường|thêm|gia|nghèo|thiểu|nhẹ)\b)|\btang ?[/,-] ?giam\b|^[\s(]*[+±][\s()+±/-]*$"
)
# Longer lines are remarks and no headings.
_LONGEST = 120


def means_otherwise(title: str, below: list[Headings], above: str, catalogue: Catalogue) -> bool:
    """True for a heading over all columns that makes other figures of them.

    It speaks of plans, of what is compared with, of one level, field or group of people, of an
    average, or of a period that the lines `above` the table (| between them) do not name. `below`
    are the headings under it, column by column: what every one of them says itself is nothing new.
    """
    said = [p for line in above.split(" | ") for p in period_mentions.find_all(line)]
    known = {p.code for p in said} | {str(p.year) for p in said}
    places = {(p.kind, p.ordinal) for p in said}
    for m in period_mentions.mentions(clean(title)):
        if (m.period.code not in known) if m.period else (m.fault or m.place not in places):
            return True
    if _YEAR.fullmatch(clean(title)) and clean(title) not in known:
        return True
    if is_of_one_field(title, {family.name_vi for family in catalogue.families.values()}):
        return True
    if all(is_of_other_time(title, code) for code in known or {""}):
        return True
    plain = {found[0] for found in _WORDS.finditer(fold(title))} | {fold(part_said(title)[1])}
    marked = {found[0] for found in _MARKED.finditer(key(title))}
    return any(
        any(word not in fold(" ".join(path)) for word in plain)
        or any(word not in key(" ".join(path)) for word in marked)
        for path in below
    )


def is_of_one_field(title: str, families: set[str]) -> bool:
    """True for "Lĩnh vực đất đai", a part of all dossiers, but not for one of `families`."""
    if _KNOWN_FIELD.search(key(title)):
        return True
    found = _FIELD.search(key(title))
    field = _ENDS_FIELD.split(found["of"])[0].strip() if found else ""
    words = _WORD.findall(field)
    if not words or " ".join(words).startswith(_WHOLE_WORK):
        return False
    for family in map(key, families):
        begins = [_WORD.findall(part) for part in re.split("[,(]", family)]
        if set(words) <= set(_WORD.findall(family)) or any(
            own and words[: len(own)] == own for own in begins
        ):
            return False
    return True


def compared_columns(paths: dict[int, Headings]) -> set[int]:
    """The columns of the last period beside ones of this period or of the change, in one group."""
    compared = {path[:-1] for path in paths.values() if _is_beside_last(path)}
    return {
        i for i, path in paths.items() if path[:-1] in compared and _LAST.search(fold(path[-1]))
    }


def _is_beside_last(path: Headings) -> bool:
    is_dated = len(path) > 1 and bool(period_mentions.mentions(clean(path[-1])))
    return is_dated or bool(_THIS.search(key(path[-1])))


def is_about_others(line: str) -> bool:
    """True for a line that says the figures below are planned, foreseen, compared or differences.

    "II. Kế hoạch", "So sánh tăng, giảm", but not "Kết quả thực hiện kế hoạch" nor "Kế hoạch số 5".
    """
    return len(line) <= _LONGEST and bool(_about(line) or _RISE.match(_unnumbered(key(line))))


def is_about_plans(line: str) -> bool:
    """True for a line that says the figures below are planned: "Kế hoạch năm", "Dự toán"."""
    found = _about(line)
    return bool(found and found["plan"])


def is_compared_with(line: str) -> bool:
    """True for a line that says the figures below are those compared with: "Cùng kỳ năm trước"."""
    found = _about(line)
    return bool(found and found["compared"])


def is_about_changes(line: str) -> bool:
    """True for a line that says the figures below are differences: "So sánh tăng, giảm"."""
    found = _about(line)
    return bool((found and found["change"]) or _RISE.match(_unnumbered(key(line))))


def _about(line: str) -> re.Match | None:
    return _ABOUT.match(_unnumbered(fold(line)))


def _unnumbered(text: str) -> str:
    return text[_NUMBERED.match(text).end() :]
