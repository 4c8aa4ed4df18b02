"""What each column of a table counts: by the whole path of its headings and the catalogue."""

import re
from dataclasses import dataclass, field

from etl import counting
from etl.fields import families_meant
from etl.heading_advice import advice, bare, is_bare
from etl.heading_periods import told_above, without_own
from etl.heading_units import Headings, unit_fault, units_above, without_units
from etl.headings import Header, plain_label, split
from etl.other_figures import compared_columns, means_otherwise
from etl.problems import FileRefused, Problem, of_column
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import fold, key, unmarked
from indicators.periods import Period

Item = Measure | Indicator

_WORD = re.compile(r"\w+")
_SUM = {"tong so", "tong", "tong cong", "cong"}
# Words of a group heading that tell nothing apart, and words that always do, whatever an item's
# own names hold: "Kỳ trước" over "Số hồ sơ tiếp nhận" is another figure.
_NEUTRAL = set(_WORD.findall("kết quả tình hình số liệu lượng công tác tổng hợp thực hiện về các"))
_TELLING = set(
    _WORD.findall(
        "kỳ trước năm cùng trong đó ngoài chưa không đang quá đúng hạn trễ một phần mới lần đầu hai"
        " sau trực tuyến nam nữ cấp xã huyện tỉnh chuyển sang kế hoạch dự toán lũy"
    )
)
# "+/-" over a column of differences holds no letter, yet it is not to be passed over.
_DIFFERENCE = re.compile(r"[\s()/-]*[+±][\s()+±/-]*")


@dataclass(frozen=True)
class Binding:
    """What each column is: catalogue items, our own columns, and `unknown` ones; their headings.

    `counting` is what a heading itself says its figures run over, for those that say it.
    """

    items: dict[int, Item]
    headings: dict[int, str]
    own: dict[str, int]
    problems: tuple[Problem, ...]
    unknown: tuple[int, ...]
    counting: dict[int, str] = field(default_factory=dict)

    @property
    def headings_of_items(self) -> dict[int, str]:
        """The headings of the columns that count something."""
        return {i: self.headings[i] for i in self.items}

    @property
    def figures(self) -> frozenset[int]:
        """The columns that hold figures, known ones or not."""
        return frozenset((*self.items, *self.unknown))


def bind(
    header: Header, own_at: int, titles: str, line: int, catalogue: Catalogue,
    notes: tuple[str, ...] = (),
) -> Binding:  # fmt: skip
    """What each column counts; `own_at` is the unit's column, `titles` the lines above, | between.

    `notes` are lines without figures within and below the table, which may say a unit of count.
    Unknown columns are refused one by one; FileRefused when two say the same or none is known.
    """
    own, figures = split(header, own_at)
    names = {i: " - ".join(path) for i, path in figures.items()}
    figures = {i: tuple(map(unmarked, path)) for i, path in figures.items()}
    shared = _shared_title(list(figures.values()), titles, catalogue)
    above = next(iter(figures.values()), ())[:shared]
    below = {i: path[shared:] for i, path in figures.items()}
    leaves, found = _found(below, catalogue, told_above(titles))
    of_all = counting.over_all(above)
    runs = {i: way for i, path in below.items() if (way := _way(path, leaves[i]) or of_all)}
    sure = families_meant(" ".join((titles, *above)), catalogue)
    sure |= {item.family for i, item in found.items() if item and not is_bare(leaves[i])}
    said = units_above(" | ".join((titles, *above, *notes)))
    items, problems, last = {}, [], ""
    for i, item in found.items():
        fuller, last = last, last if is_bare(leaves[i]) else " - ".join(leaves[i])
        if item is None:
            problems.append(_unknown(line, names[i], below[i], catalogue))
        elif fault := unit_fault(item, figures[i], said, line, names[i]):
            problems.append(fault)
        elif is_bare(leaves[i]) and (
            sure != {item.family}
            or not all(families_meant(p, catalogue) for p in above)
            or not is_beside(item, fuller, leaves[i][0], catalogue)
        ):
            problems.append(of_column("indicator_ambiguous", line, names[i], bare(item)))
        else:
            items[i] = item
    _refuse_repeated(items, runs, names, line)
    if not items:
        reason = _none_known(list(zip(problems, below.values(), strict=True)), catalogue)
        raise FileRefused("indicator_unknown", reason, line, found=" | ".join(names.values()))
    return Binding(items, names, own, tuple(problems), tuple(set(figures) - set(items)), runs)


def _way(path: Headings, leaf: Headings) -> str:
    """What a heading says its figures run over; "trong kỳ" of an item's own name says nothing."""
    way = counting.of_heading(path)[1]
    return way if way == "luy_ke" or counting.of_heading(leaf)[1] != way else ""


def _found(
    paths: dict[int, Headings], catalogue: Catalogue, own: Period | None
) -> tuple[dict[int, Headings], dict[int, Item | None]]:
    """The item of each path, and the path by which it was found; the table's `own` period aside.

    What is only compared with is none.
    """
    compared = compared_columns(paths)
    read = {
        i: (None, path) if i in compared else item_of(path, catalogue, own)
        for i, path in paths.items()
    }
    return {i: leaf for i, (_, leaf) in read.items()}, {i: item for i, (item, _) in read.items()}


def item_of(
    path: Headings, catalogue: Catalogue, own: Period | None = None
) -> tuple[Item | None, Headings]:
    """The item that a path of headings names as a whole, and the part of the path that tells it.

    Units of count, words on counting, groups that add nothing and the table's `own` period may be
    left out.
    """
    item, leaf = _match(path, catalogue), path
    if item is None:
        leaf, _ = without_units(path)
        item = _match(leaf, catalogue)
    if item is None and (bare := counting.of_heading(leaf))[1]:
        leaf, _ = bare
        item = _match(leaf, catalogue)
    if item is None:
        item, leaf = _below_group(leaf, catalogue)
    for rest, is_of_year in without_own(leaf, own) if item is None else ():
        found = _match(rest, catalogue)
        if found and (not is_of_year or counting.is_plan(found)):
            return found, rest
    return item, leaf


def is_beside(item: Item, last: str, name: str, catalogue: Catalogue) -> bool:
    """True for a bare name that means the same beside the nearest fuller name before it.

    "Quá hạn" after "Hồ sơ đang giải quyết" may be a part of it without any mark that says so.
    """
    upper, _ = item_of((last,), catalogue) if last else (None, ())
    if upper is None or item.family in families_meant(name, catalogue):
        return True
    together, told = item_of((last, name), catalogue)
    is_same = together is None or len(told) == 1 or together.code == item.code
    return upper.family == item.family and is_same


def _below_group(path: Headings, catalogue: Catalogue) -> tuple[Item | None, Headings]:
    """The item of the last headings when the groups above add nothing to it, and those headings."""
    for start in range(1, len(path)):
        item = _match(path[start:], catalogue)
        if item and all(_adds_nothing(group, item, catalogue) for group in path[:start]):
            return item, path[start:]
    return None, path


def _adds_nothing(group: str, item: Item, catalogue: Catalogue) -> bool:
    """True when every word of a group heading is one of the item's own, or of its family's."""
    family = catalogue.families[item.family].name_vi
    if key(group) == key(family):
        return True
    if upper := catalogue.match(group):
        return upper.code in _wholes(item, catalogue)
    # A family of several subjects does not tell complaints from denunciations.
    own = [item.name_vi, item.short_vi, *item.aliases, *([] if "," in family else [family])]
    words = set(_WORD.findall(key(" ".join(own)))) - _TELLING
    return set(_WORD.findall(key(group))) <= words | _NEUTRAL


def _none_known(problems: list[tuple[Problem, Headings]], catalogue: Catalogue) -> str:
    """Why a table without any usable column is refused: what each of its columns may mean."""
    told = []
    for problem, path in problems:
        remedy = advice(path, catalogue) or "không có tên nào giống"
        is_unknown = problem.code == "indicator_unknown"
        told.append(f"“{problem.column}”: {remedy if is_unknown else problem.reason}")
    return (
        "không cột nào khớp chỉ tiêu trong danh mục; ghi tên hoặc mã như trong trang Danh mục chỉ"
        f" tiêu. {'. '.join(told)}"
    )


def _shared_title(paths: list[tuple[str, ...]], above: str, catalogue: Catalogue) -> int:
    """How many upper headings stand over every column alike, telling none apart.

    A heading the catalogue knows is a group and never a mere title; no more is one that speaks of
    plans, of what is compared with, or of a period that the lines `above` the table do not name.
    """
    shared = 0
    while len(paths) > 1 and all(len(path) > shared + 1 for path in paths):
        titles = {path[shared] for path in paths}
        title = next(iter(titles))
        below = [path[shared + 1 :] for path in paths]
        if len(titles) > 1 or catalogue.match(title):
            break
        if means_otherwise(title, below, above, catalogue):
            break
        shared += 1
    return shared


def _match(path: tuple[str, ...], catalogue: Catalogue) -> Item | None:
    """The item of a path, every part of which must be accounted for.

    Either the whole path is a name, or its end is one and the groups above name what the item is
    part of: under "Hồ sơ đang giải quyết" the leaf "Quá hạn" is not the one of those resolved.
    """
    if any(map(_DIFFERENCE.fullmatch, path)):
        return None
    if item := catalogue.match(" - ".join(path)):
        return item
    if len(path) == 1:
        return None
    if item := catalogue.match_words(" ".join(path)):
        return item
    group, leaf = catalogue.match(" - ".join(path[:-1])), path[-1]
    if isinstance(group, Measure):
        if fold(leaf) in _SUM:
            return group
        names = (group.name_vi, group.short_vi, *group.aliases)
        joined = {item.code: item for n in names if (item := catalogue.match(f"{n} - {leaf}"))}
        if len(joined) == 1:
            return next(iter(joined.values()))
    item = _match(path[1:], catalogue)
    upper = catalogue.match(path[0])
    return item if item and upper and upper.code in _wholes(item, catalogue) else None


def _wholes(item: Item, catalogue: Catalogue) -> set[str]:
    """The codes of everything a measure is part of, itself included."""
    codes: set[str] = set()
    while isinstance(item, Measure) and item.code not in codes:
        codes.add(item.code)
        item = catalogue.measures.get(item.part_of)
    return codes


def _unknown(line: int, text: str, path: Headings, catalogue: Catalogue) -> Problem:
    remedy = advice(path, catalogue)
    hint = unit_code_remedy(text) or (f"; {remedy}" if remedy else "")
    reason = (
        f"tiêu đề cột không khớp chỉ tiêu nào, cả cột không được nạp{hint}; ghi tên hoặc mã như"
        " trong trang Danh mục chỉ tiêu"
    )
    return of_column("indicator_unknown", line, text, reason)


def unit_code_remedy(text: str) -> str:
    """What to write over a column headed just "Mã"; "" for any other heading."""
    is_code = plain_label(text) in ("ma", "ma so", "code")
    return "; nếu là mã đơn vị thì ghi tiêu đề “Mã đơn vị”" if is_code else ""


def _refuse_repeated(items: dict[int, Item], runs, names: dict[int, str], line: int) -> None:
    seen: dict[tuple[str, str], int] = {}
    for i, item in items.items():
        if (first := seen.setdefault((item.code, runs.get(i, "")), i)) != i:
            raise FileRefused(
                "duplicate-label",
                f"hai cột “{names[first]}” và “{names[i]}” cùng là “{item.name_vi}”; giữ một cột"
                " hoặc ghi rõ tiêu đề của từng cột",
                line=line,
                found=names[i],
            )
