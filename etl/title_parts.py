"""Which lines above a table make its figures those of a part, of a longer time or an average."""

import re
from collections.abc import Iterable

from etl.claims import Claim
from etl.problems import Problem
from indicators import period_spellings
from indicators.names import clean, fold, key
from indicators.periods import Period, PeriodError

# One way of sending in dossiers; beside the other one, or in a column of its own, it is no part.
_WAY = r"truc tuyen|truc tiep|(?:dich vu )?buu chinh(?: cong ich)?|lien thong|phi dia gioi"
_ONE_WAY = re.compile(
    r"\bho so(?: tthc| thu tuc hanh chinh)?(?: (?:nop|tiep nhan|qua|duoc))*"
    rf" (?P<way>{_WAY})\b(?! ?(?:va|hoac|,|/|-))|^\W*(?:nop |qua )*(?P<alone>{_WAY}|trong do)\W*$"
)
_TABLE = r"\W*(?:(?:bieu|bang|so lieu|so|ket qua|tinh hinh|tong hop|gia tri|muc)\b ?)*"
_AVERAGE = re.compile(
    rf"{_TABLE}\b(?P<said>binh quan|trung binh)\b|.*\b(?P<per>binh quan|trung binh)"
    r" (?:moi |mot |theo |/ ?)?(?:thang|quy|nam|ngay|tuan)\b"
)
_OPENING = re.compile(
    rf"{_TABLE}(?:du |ton |co )?\b(?P<said>dau (?:ky|nam|quy|thang))\b(?: bao cao)?\W*"
    r"(?:(?:(?:quy|thang|nam) .{1,12})|(?:19|20)[0-9]{2})?"
)
# "Vùng đồng bào dân tộc thiểu số và miền núi" is in the name of a programme.
_GROUP = re.compile(
    rf"{_TABLE}(?:(?:giai quyet|tao|ho tro|ho|ngheo|can ngheo|viec lam|lao dong|nguoi|ve|cua|cho"
    r"|la|doi voi|trong|moi)\b ?)*\b(?P<said>nu|dong bao (?:cac )?dan toc(?: thieu so)?|dtts"
    r"|dan toc thieu so|khuyet tat|cao tuoi)\b"
    r"(?=\W*(?:$|(?:quy|thang|nam|ky|giai doan|tinh|den|tren|trong|[0-9])\b))"
)
_UNITS = r"(?:xa|phuong|thi tran|huyen|don vi|co quan)\b"
# "15/22 xã đạt chuẩn" is a result and no part.
_SOME_UNITS = re.compile(
    rf"\b(?:so lieu|ket qua|bao cao|tong hop|so)\b.{{0,30}}\b(?:cua|tu|tai|tren|o|gom)"
    rf"(?: dia ban)? (?P<some>\d{{1,3}}) ?/ ?(?P<all>\d{{1,3}}) {_UNITS}"
    rf"|\b(?P<sent>\d{{1,3}}) ?/ ?(?P<of>\d{{1,3}}) {_UNITS}.{{0,20}}\bbao cao\b"
)
_LEVEL_SAID = re.compile(
    r"(?<!ubnd )(?<!ủy ban nhân dân )(?<!uỷ ban nhân dân )\bcấp (?P<level>tỉnh|huyện|xã)\b"
    r"(?!\s*(?:,|/|-|–|và|hoặc|tới|đến)\s*(?:cấp )?(?:tỉnh|huyện|xã)\b)"
)
_RESULTS = re.compile(r"\b(?:giải quyết|hồ sơ|tthc|thủ tục|số liệu|kết quả|tình hình)\b")
_LEVELS = re.compile(r"\bcấp (?:tỉnh|huyện|xã)\b")
_OF_LEVEL = {
    "tỉnh": ("tỉnh",),
    "huyện": ("huyện", "thị xã", "tx", "quận"),
    "xã": ("xã", "phường", "thị trấn", "tt.", "tt ", "đặc khu"),
}
# What runs from before January: a stage, a term, the beginning of a programme.
_SINCE = re.compile(
    r"(?<!dau )\btu (?:dau )?(?:cac )?nhiem ky\b|\btu truoc den nay\b"
    r"|\btu (?:khi|luc|ngay) (?:\w+ )?(?:trien khai|bat dau|thanh lap|thuc hien)\b"
    r"|\b(?:luy ke|cong don)(?: ca| trong)? (?:nhiem ky|cac nam|nhieu nam)\b"
)
_SINCE_STAGE = re.compile(
    r"\btu dau giai doan\b|\b(?:luy ke|cong don)(?: ca| trong| tu)? giai doan\b"
)
_SINCE_YEAR = re.compile(
    r"\b(?:luy ke|cong don)\b.{0,30}?\btu (?P<first>dau )?(?:nam |ngay |thang )?"
    r"(?:(?:\d{1,2}[/.])?(?P<month>\d{1,2})[/.])?(?P<year>(?:19|20)\d\d)\b"
)


def runs_longer(text: str) -> bool:
    """True for words that say figures run from before January: "lũy kế từ đầu nhiệm kỳ".

    "Lũy kế từ năm 2024" is left to the period it stands over.
    """
    folded = fold(text)
    return bool(_SINCE.search(folded) or _SINCE_STAGE.search(folded))


def is_of_other_time(text: str, period: str) -> bool:
    """True for a line that makes figures of `period`, "" where rows tell it, run from earlier."""
    folded = fold(text)
    try:
        own = period_spellings.parse(period) if period else None
    except PeriodError:
        own = None
    if own and own.kind == "giai_doan":
        return bool(_SINCE.search(folded))
    since = _SINCE_YEAR.search(folded)
    return runs_longer(text) or (since is not None and _is_earlier(since, own))


def _is_earlier(since: re.Match, own: Period | None) -> bool:
    """True for a beginning before the year of `own`; the cut-offs begin a year in December."""
    if own is None:
        return not since["first"] and not since["month"]
    year = int(since["year"])
    return year < own.year and (year, since["month"]) != (own.year - 1, "12")


def one_way(text: str) -> str:
    """The one way of sending in dossiers that a line speaks of, or ""."""
    found = _ONE_WAY.search(fold(text))
    place = found and ("way" if found["way"] else "alone")
    return clean(text)[found.start(place) : found.end(place)].lower() if found else ""


def part_said(text: str) -> tuple[str, str]:
    """What a line says the figures are besides the unit's whole, and in which words; or "", "".

    Each may be said by the name of the item as well, which is then no part.
    """
    folded = fold(text)
    for what, words in (
        ("là số bình quân, không phải số của cả kỳ", _AVERAGE),
        ("là số đầu kỳ, không phải số của kỳ", _OPENING),
        ("chỉ gồm một nhóm người", _GROUP),
    ):
        found = words.fullmatch(folded) if words is _OPENING else words.match(folded)
        place = found and next(name for name, said in found.groupdict().items() if said)
        if found:
            return what, clean(text)[found.start(place) : found.end(place)].lower()
    return "", ""


def parts_to_check(titles: list[tuple[int, str]], claims: Iterable[Claim]) -> list[Problem]:
    """A note on each line that may make the figures those of some units, or of one level."""
    units = {key(claim.unit) for claim in claims}
    notes = []
    for line, text in titles:
        some, level = _SOME_UNITS.search(fold(text)), _level(key(text))
        if some and int(some["some"] or some["sent"]) < int(some["all"] or some["of"]):
            what = "mới có số của một phần các đơn vị"
        elif level and any(_may_be_of_another(unit, level) for unit in units):
            what = f"là số của cấp {level}, bảng có đơn vị có thể không thuộc cấp ấy"
        else:
            continue
        reason = (
            f"dòng này nói bảng {what}; số vẫn được nạp là số chung của đơn vị. Kiểm tra lại, nếu"
            " đúng là số chung thì bỏ các chữ ấy"
        )
        notes.append(Problem("note", "figures_in_part", line, "", text, reason))
    return notes


def _level(text: str) -> str:
    """The one level whose results a line speaks of, or ""."""
    found = _LEVEL_SAID.search(text)
    is_one = found and _RESULTS.search(text) and len(set(_LEVELS.findall(text))) == 1
    return found["level"] if is_one else ""


def _may_be_of_another(unit: str, level: str) -> bool:
    """True for a unit of another level than `level`; departments are of the province.

    A name alone is none of a commune's where all of a district may be meant.
    """
    if level == "xã":
        return not unit.startswith(_OF_LEVEL[level])
    others = {words for other, kinds in _OF_LEVEL.items() if other != level for words in kinds}
    return unit.startswith(tuple(others))
