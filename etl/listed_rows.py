"""What each row of a listed table counts: its name among the groups and rows it stands below."""

import re
from dataclasses import dataclass

from etl.binding import Item, is_beside, item_of
from etl.fields import families_meant, families_named, is_of_another
from etl.heading_advice import is_bare
from etl.heading_units import Headings, without_units
from etl.listed_units import is_of_unit
from etl.other_figures import means_otherwise
from etl.problems import Problem
from indicators.catalogue import Catalogue, Indicator
from indicators.names import clean, key
from indicators.periods import Period

# What stands before a name or in the column of numbers, from the highest rank to the lowest.
_MARKS = (
    (re.compile(r"[IVX]{1,5}[.)/]?"), 2),
    (re.compile(r"[A-ZĐ][.)/]?"), 1),
    (re.compile(r"\(?\d{1,2}[.)]?"), 3),
    (re.compile(r"\d{1,2}\.\d{1,2}[.)]?"), 4),
    (re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}[.)]?"), 5),
    (re.compile(r"\(?[a-zđ][.)]?"), 6),
    (re.compile(r"[•*]"), 7),
    (re.compile(r"[-–—]"), 8),
    (re.compile(r"\+"), 9),
)
_NUMBERED, _UNMARKED_GROUP, _BELOW = 3, 2.5, 6.5
_LEADING = re.compile(
    r"(?P<mark>[IVX]{1,5}[.)/]|[A-ZĐ][.)/]|\d{1,2}(?:\.\d{1,2})+[.)]?|\(?\d{1,2}[.)]|\(?[a-zđ][.)]"
    r"|[-–—•*+])\s*(?P<name>[^\W\d_].*)"
)
_WORD = re.compile(r"\w+")
# Words of sections that name a field of work and split no figure.
_TOPICS = set(
    _WORD.findall(
        "kết quả tình hình công tác thực hiện tổ chức triển khai các về của trong và một số"
        " chỉ tiêu nội dung cơ bản chủ yếu số liệu lĩnh vực mặt hoạt động dân vận chính quyền cải"
        " cách hành chính thủ tục tthc giải quyết tiếp nhận xử lý hồ sơ tiếp công dân khiếu nại tố"
        " cáo kiến nghị phản ánh đơn thư lao động việc làm kinh tế xã hội văn hóa an sinh giảm"
        " nghèo xây dựng nông thôn đô thị quy chế dân chủ ở cơ sở dân vận khéo quốc phòng an"
        " ninh đối thoại chuyển đổi i ii iii iv"
    )
)
_SAYING_NOTHING = set(
    _WORD.findall("kết quả tình hình số liệu thực hiện chỉ tiêu nội dung công tác các về tổng hợp")
)
_WITHIN = re.compile(
    r"(?:trong đó|gồm|bao gồm|chia ra)\b\s*(?:có\b)?\s*[:;,-]?\s*(?P<name>.*)", re.I
)


@dataclass(frozen=True)
class Named:
    """A row as it names itself: its mark, its name without it, and whether it states a figure.

    `is_known` tells a row of the catalogue, with its figure or without.
    """

    mark: str
    name: str
    has_figures: bool
    is_within: bool = False
    is_known: bool = False


def named(number: str, text: str, has_figures: bool) -> Named:
    """The row of a name and of the cell in the column of numbers, either of which may mark it.

    The mark in the name goes first: rows may be numbered on and on.
    """
    mark, name = clean(number), clean(text).strip(" :")
    if found := _LEADING.fullmatch(name):
        mark, name = found["mark"], found["name"]
    within = _WITHIN.fullmatch(name)
    if within is None:
        return Named(mark, name, has_figures)
    inner = _LEADING.fullmatch(within["name"])
    return Named(mark, inner["name"] if inner else within["name"], has_figures, True)


def paths(rows: list[Named]) -> list[Headings]:
    """The path of each row from the highest group to its own name; () for "Trong đó" alone.

    "1.1" stands below "1", "-" below the number before it, "Trong đó" below the row before it.
    """
    is_numbered = any(_rank(row.mark) for row in rows)
    above: list[tuple[float, str]] = []
    found: list[Headings] = []
    within = 0.0
    for row in rows:
        rank = _rank(row.mark)
        if rank is not None and rank <= within:
            within = 0.0
        if rank is None:
            is_row = row.has_figures or row.is_known
            rank = (_BELOW if is_numbered else _NUMBERED) if is_row else _UNMARKED_GROUP
        if row.is_within and above:
            within = above[-1][0]
        rank = max(rank, within + 0.5) if within else rank
        if not row.name:
            found.append(())
            continue
        above = [(r, name) for r, name in above if r < rank]
        found.append((*(name for _, name in above), row.name))
        above.append((rank, row.name))
    return found


def is_mark(text: str) -> bool:
    """True for a number or sign that marks a row, and says nothing by itself."""
    return _rank(clean(text)) is not None


def _rank(mark: str) -> float | None:
    return next((rank for pattern, rank in _MARKS if pattern.fullmatch(mark)), None)


def before(rows: list[Named]) -> list[str]:
    """The nearest name above each row that is not bare; "" for none."""
    last, found = "", []
    for row in rows:
        found.append(last)
        last = row.name if row.name and not is_bare((row.name,)) else last
    return found


def subject_of(
    path: Headings,
    last: str,
    sections: frozenset[str],
    above: str,
    period: Period | None,
    line: int,
    catalogue: Catalogue,
) -> str | Problem:
    """The code or name a row's figures are to be read under, or why its name does not tell it.

    `sections` are the names of rows without figures, `above` the lines above the table (| between
    them), `period` the one they name, which a name may repeat, `last` the nearest name above that
    is not bare. A code is taken at its word. A name the catalogue does not know is given back, to
    be refused where names are read.
    """
    (leaf,), _ = without_units(path[-1:])
    own, _ = item_of((leaf,), catalogue, period)
    if group := next((g for g in path[:-1] if g in sections and is_of_unit(g)), ""):
        return _of_a_unit(line, path[-1], group)
    if own and key(leaf) == key(own.code):
        return own.code
    for n, group in enumerate(path[:-1]):
        if own and group in sections and means_otherwise(group, [path[n + 1 :]], above, catalogue):
            return _of_a_part(line, path[-1], group)
    groups = tuple(g for g in path[:-1] if g not in sections or not _is_topic(g, catalogue))
    item, told = item_of((*groups, path[-1]), catalogue, period)
    if item and is_of_another(item, " ".join(path[:-1]), path[-1], catalogue):
        return _doubtful(line, path, item, catalogue)
    if item:
        is_open = len(told) == 1 and is_bare(told)
        titled = families_meant(above, catalogue)
        if is_open and titled and item.family not in titled:
            return _doubtful(line, (above.split(" | ")[0], path[-1]), item, catalogue)
        if is_open and not _stands_beside(item, last, leaf, catalogue):
            return _doubtful(line, (last, path[-1]), item, catalogue)
        is_open = is_open and not _is_said(item, path[:-1], catalogue)
        if is_open and not all(map(_is_neutral, path[:-1])):
            return _doubtful(line, path, item, catalogue)
        return told[0] if is_open else item.code
    if own is None:
        return leaf
    is_other = is_of_another(own, " ".join(path[:-1]), leaf, catalogue)
    is_alone = all(_is_made_of(own, group, catalogue) for group in groups)
    if not is_bare((leaf,)) and is_alone and not is_other:
        return own.code
    return _doubtful(line, (*groups, path[-1]), own, catalogue)


def _stands_beside(item: Item, last: str, leaf: str, catalogue: Catalogue) -> bool:
    """True for a bare name that the nearest fuller name above leaves as it is, or tells nothing."""
    if last and item_of((last,), catalogue)[0] is None:
        return _is_neutral(last) or bool(families_named(last, catalogue))
    return is_beside(item, last, leaf, catalogue)


def _is_said(item: Item, groups: Headings, catalogue: Catalogue) -> bool:
    """True when the groups above a bare name call its family."""
    return item.family in families_named(" ".join(groups), catalogue)


def _is_neutral(group: str) -> bool:
    return set(_WORD.findall(key(group))) <= _SAYING_NOTHING


def _is_topic(section: str, catalogue: Catalogue) -> bool:
    """True for a section that names a field of work and splits no figure."""
    if catalogue.match(section):
        return False
    families = key(" ".join(family.name_vi for family in catalogue.families.values()))
    return set(_WORD.findall(key(section))) <= _TOPICS | set(_WORD.findall(families))


def _is_made_of(own: Item, group: str, catalogue: Catalogue) -> bool:
    """True for a count that the rate below it is made of."""
    upper, _ = item_of((group,), catalogue)
    counts = (*own.numerator, *own.denominator) if isinstance(own, Indicator) else ()
    return upper is not None and upper.code in counts


def _of_a_part(line: int, name: str, group: str) -> Problem:
    reason = (
        f"dòng này đứng dưới dòng “{group}” nên là số của một phần, của kỳ khác hoặc tính theo cách"
        " khác; bỏ dòng này, hoặc nếu là số liệu chung trong kỳ thì chuyển lên trên dòng ấy"
    )
    return Problem("reject", "indicator_ambiguous", line, "chi_tieu", name, reason)


def _doubtful(line: int, path: Headings, own: Item, catalogue: Catalogue) -> Problem:
    """The refusal of a name that may be another figure below or beside the one before it.

    The code is offered where nothing speaks against it; else the names nearest to both together.
    """
    near = [name for name in catalogue.nearest(" ".join(path[-2:]), 6) if name != own.name_vi]
    is_other = is_of_another(own, path[-2], path[-1], catalogue) or not is_beside(
        own, path[-2], path[-1], catalogue
    )
    offered = (
        f"ghi đủ tên của số liệu này như ở trang Danh mục chỉ tiêu{_listed(near[:3])}"
        if is_other
        else f"nếu đúng thì ghi mã {own.code} thay cho tên, nếu không thì ghi tên như ở trang Danh"
        " mục chỉ tiêu"
    )
    reason = f"dòng này đứng dưới “{path[-2]}” nên chưa chắc là “{own.name_vi}”; {offered}"
    return Problem("reject", "indicator_ambiguous", line, "chi_tieu", path[-1], reason)


def _listed(names: list[str]) -> str:
    return f", ví dụ “{'”, “'.join(names)}”" if names else ""


def _of_a_unit(line: int, name: str, group: str) -> Problem:
    reason = (
        f"dòng này đứng dưới dòng “{group}”: số của mỗi đơn vị ghi thành một cột có tiêu đề là tên"
        f" đơn vị, hoặc một bảng riêng có dòng “Đơn vị báo cáo: {group}”"
    )
    return Problem("reject", "unit_ambiguous", line, "chi_tieu", name, reason)
