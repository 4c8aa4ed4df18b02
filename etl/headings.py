"""From a table's header rows to what each column counts: by the whole path of headings."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.heading_units import money_above, unit_fault, without_units
from etl.problems import FileRefused, Problem
from etl.records import Record
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import clean, fold

Item = Measure | Indicator

# What our own columns may be called, folded; "_" and a blank are the same.
_COLUMNS = {
    "don_vi": ("don vi", "ten don vi"),
    "ma_don_vi": ("ma don vi", "ma dv"),
    "ky": ("ky", "ky bao cao"),
    "chi_tieu": ("chi tieu", "ma chi tieu"),
    "gia_tri": ("gia tri", "so lieu"),
    "tu_so": ("tu so",),
    "mau_so": ("mau so",),
    "ngay_bao_cao": ("ngay bao cao",),
    "ghi_chu": ("ghi chu",),
    "nguon": ("nguon", "nguon so lieu"),
}
_LABELS = {label: column for column, labels in _COLUMNS.items() for label in labels}
_UNIT = re.compile(
    r"(ten )?(don vi|dia phuong|dia ban)( bao cao| hanh chinh)?( ?/ ?linh vuc.*)?"
    r"|(ten )?(ubnd )?(cap )?(huyen|xa)(, (thi xa|thanh pho|phuong|thi tran|dac khu))*"
)
_ASIDE = {"tt", "stt", "so tt"}
_SIDE_COLUMNS = ("ma_don_vi", "ky", "ngay_bao_cao", "ghi_chu", "nguon")
_SUM = {"tong so", "tong", "tong cong", "cong"}
_CODE_CELL = re.compile(r"\(?\s*(\d{1,2}|[a-z]{1,2})\s*\)?\s*(=[\d\s+=().…-]*)?\)?")
_DEEPEST = 6
# Words of forms that name no family of their own: "Đúng hạn" may be said of dossiers as well as
# of complaints, "Kế hoạch năm" of jobs as well as of revenue. The rest of the file must tell.
_BARE = {
    "truoc han", "dung han", "qua han", "tre han", "som han", "trong han", "chua den han",
    "truc tuyen", "ky truoc", "tu ky truoc", "tu ky truoc chuyen sang", "ton dau ky",
    "ton ky truoc", "ton cuoi ky", "ton qua han", "tiep nhan", "tiep nhan moi",
    "tiep nhan trong ky", "da giai quyet", "dang giai quyet", "dang xu ly", "khieu nai", "to cao",
    "kien nghi, phan anh", "tong so don", "ke hoach nam", "chi tieu nam", "du toan nam",
    "tong so xa", "so xa", "giam sat", "ty le thuc hien ke hoach", "ty le hoan thanh ke hoach",
    "% ke hoach", "% dung han",
}  # fmt: skip


def label(text: str) -> str | None:
    """Our own column a heading names ("Mã đơn vị" is ma_don_vi); None when it names none."""
    return _LABELS.get(_folded(text))


def is_unit(text: str, others: frozenset[str] = frozenset()) -> bool:
    """True for a heading over names of units; `others` are folded headings of form cards."""
    folded = _folded(text)
    return folded in others or bool(_UNIT.fullmatch(folded))


# Every cell of a long file is asked whether it heads a table, and most cells repeat.
@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text).replace("_", " ").strip(" :*")


@dataclass(frozen=True)
class Header:
    """Where a table's headings stand: its first and last row, and each column's path."""

    first: int
    last: int
    paths: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Binding:
    """What each column is: catalogue items, our own columns, and `unknown` ones; their headings."""

    items: dict[int, Item]
    headings: dict[int, str]
    own: dict[str, int]
    problems: tuple[Problem, ...]
    unknown: tuple[int, ...]

    @property
    def headings_of_items(self) -> dict[int, str]:
        """The headings of the columns that count something."""
        return {i: self.headings[i] for i in self.items}


def header_at(records: tuple[Record, ...], at: int, unit_at: int) -> Header:
    """The header around the row that holds the unit's heading, code row included.

    A group row may stand above that row, and rows of leaves below it; neither names a unit or
    holds a number.
    """
    width = len(records[at].cells)
    first, last = at, at
    while first > 0 and at - first < _DEEPEST and _is_headings(records[first - 1], unit_at, 2):
        first -= 1
    while last + 1 < len(records) and last - first + 1 < _DEEPEST:
        if not _is_headings(records[last + 1], unit_at, 1):
            break
        last += 1
    paths = _paths(records[first : last + 1], width)
    if last + 1 < len(records) and _is_code_row(records[last + 1]):
        last += 1
    return Header(first, last, paths)


def _is_headings(record: Record, unit_at: int, least: int) -> bool:
    cells = [cell.strip() for cell in record.cells]
    words = [cell for cell in cells if cell]
    has_unit = unit_at < len(cells) and bool(cells[unit_at])
    return (
        len(words) >= least
        and not has_unit
        and not any(word[0].isdigit() or word[0] == "(" for word in words)
    )


def _is_code_row(record: Record) -> bool:
    cells = [fold(cell) for cell in record.cells if cell.strip()]
    return len(cells) > 1 and all(_CODE_CELL.fullmatch(cell) for cell in cells)


def _paths(rows: tuple[Record, ...], width: int) -> tuple[tuple[str, ...], ...]:
    """Each column's headings from group to leaf: (Tiếp nhận, Trong kỳ, Trực tuyến)."""
    width = max(width, *(len(row.cells) for row in rows))
    grid = [[clean(c) for c in (*row.cells, *[""] * (width - len(row.cells)))] for row in rows]
    for depth, row in enumerate(grid[:-1]):
        for i in range(1, width):
            # A merged group heading leaves blanks to its right; a new upper group ends it.
            same_group = depth == 0 or grid[depth - 1][i] == grid[depth - 1][i - 1]
            has_leaf = any(lower[i] for lower in grid[depth + 1 :])
            if not row[i] and has_leaf and same_group:
                row[i] = row[i - 1]
    return tuple(tuple(dict.fromkeys(row[i] for row in grid if row[i])) for i in range(width))


def bind(header: Header, own_at: int, titles: str, line: int, catalogue: Catalogue) -> Binding:
    """What each column counts; `own_at` is the unit's column, `titles` the text above the table.

    Unknown columns are refused one by one; FileRefused when two say the same or none is known.
    """
    own, figures = split(header, own_at)
    names = {i: " - ".join(path) for i, path in figures.items()}
    shared = _shared_title(list(figures.values()), catalogue)
    leaves = {i: path[shared:] for i, path in figures.items()}
    found = {i: _match(path, catalogue) for i, path in leaves.items()}
    for i, path in leaves.items():
        if found[i] is None:
            leaves[i], _ = without_units(path)
            found[i] = _match(leaves[i], catalogue)
    above = next(iter(figures.values()), ())[:shared]
    sure = _families(" ".join((titles, *above)), catalogue)
    sure |= {item.family for i, item in found.items() if item and not is_bare(leaves[i])}
    items, problems = {}, []
    money = money_above(" ".join((titles, *above)))
    for i, item in found.items():
        if item is None:
            problems.append(_unknown(line, names[i], catalogue))
        elif fault := unit_fault(item, figures[i], money, line, names[i]):
            problems.append(fault)
        elif is_bare(leaves[i]) and (
            sure != {item.family} or not all(_families(p, catalogue) for p in above)
        ):
            problems.append(
                Problem("reject", "indicator_ambiguous", line, names[i], names[i], bare(item))
            )
        else:
            items[i] = item
    _refuse_repeated(items, names, line)
    if not items:
        raise FileRefused(
            "indicator_unknown",
            _none_known(problems, catalogue),
            line=line,
            found=" | ".join(names.values()),
        )
    return Binding(items, names, own, tuple(problems), tuple(set(figures) - set(items)))


def _none_known(problems: list[Problem], catalogue: Catalogue) -> str:
    """Why a table without any usable column is refused: what each of its columns may mean."""
    told = []
    for problem in problems:
        near = ", ".join(catalogue.nearest(problem.column)) or "không có tên nào giống"
        is_unknown = problem.code == "indicator_unknown"
        told.append(f"“{problem.column}”: {f'gần nhất {near}' if is_unknown else problem.reason}")
    return (
        "không cột nào khớp chỉ tiêu trong danh mục; ghi tên hoặc mã như trong trang Danh mục chỉ"
        f" tiêu. {'. '.join(told)}"
    )


def split(header: Header, unit_at: int) -> tuple[dict[str, int], dict[int, tuple[str, ...]]]:
    """Our own columns by name, and the paths of those that may hold figures."""
    own: dict[str, int] = {}
    figures: dict[int, tuple[str, ...]] = {}
    for i, path in enumerate(header.paths):
        text = " - ".join(path)
        if i == unit_at or not path or _folded(text) in _ASIDE:
            continue
        name = label(text)
        if name in _SIDE_COLUMNS and name not in own:
            own[name] = i
        else:
            figures[i] = path
    return own, figures


def _shared_title(paths: list[tuple[str, ...]], catalogue: Catalogue) -> int:
    """How many upper headings stand over every column alike, telling none apart.

    A heading the catalogue knows is a group and never a mere title.
    """
    shared = 0
    while len(paths) > 1 and all(len(path) > shared + 1 for path in paths):
        titles = {path[shared] for path in paths}
        if len(titles) > 1 or catalogue.match(next(iter(titles))):
            break
        shared += 1
    return shared


def _families(text: str, catalogue: Catalogue) -> set[str]:
    """The families that a text calls by name."""
    said = fold(text).replace("tthc", "thu tuc hanh chinh")
    return {f.code for f in catalogue.families.values() if fold(f.name_vi) in said}


def _match(path: tuple[str, ...], catalogue: Catalogue) -> Item | None:
    """The item of a path, every part of which must be accounted for.

    Either the whole path is a name, or its end is one and the groups above name what the item is
    part of: under "Hồ sơ đang giải quyết" the leaf "Quá hạn" is not the one of those resolved.
    """
    if item := catalogue.match(" - ".join(path)):
        return item
    if len(path) == 1:
        return None
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


def is_bare(path: tuple[str, ...]) -> bool:
    """True for a heading that names no family by itself, "Đúng hạn" or "Kế hoạch năm"."""
    return len(path) == 1 and _folded(path[0]) in _BARE


def bare(item: Item) -> str:
    """What to write instead of a bare heading."""
    return (
        "tên này không nói rõ thuộc lĩnh vực nào và các chỉ tiêu khác trong tệp không cho biết;"
        f" ghi tên đầy đủ, ví dụ “{item.name_vi}”, hoặc mã {item.code}"
    )


def _unknown(line: int, text: str, catalogue: Catalogue) -> Problem:
    near = catalogue.nearest(text)
    hint = f"; gần nhất: {', '.join(near)}" if near else ""
    return Problem(
        "reject",
        "indicator_unknown",
        line,
        text,
        text,
        f"tiêu đề cột không khớp chỉ tiêu nào, cả cột không được nạp{hint}; ghi tên hoặc mã như"
        " trong trang Danh mục chỉ tiêu",
    )


def _refuse_repeated(items: dict[int, Item], names: dict[int, str], line: int) -> None:
    seen: dict[str, int] = {}
    for i, item in items.items():
        if (first := seen.setdefault(item.code, i)) != i:
            raise FileRefused(
                "duplicate-label",
                f"hai cột “{names[first]}” và “{names[i]}” cùng là “{item.name_vi}”; giữ một cột"
                " hoặc ghi rõ tiêu đề của từng cột",
                line=line,
                found=names[i],
            )
