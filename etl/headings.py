"""Where a table's headings stand: header rows, each column's path, and our own columns."""

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.heading_units import without_units
from etl.records import Record
from indicators import period_mentions
from indicators.names import clean, fold, key, unlisted, unmarked
from indicators.period_mentions import Mention

# What our own columns may be called, folded; "_" and a blank are the same.
_COLUMNS = {
    "don_vi": ("don vi", "ten don vi"),
    "ma_don_vi": ("ma don vi", "ma dv"),
    "ky": ("ky", "ky bao cao"),
    "chi_tieu": ("chi tieu", "ma chi tieu"),
    "gia_tri": ("gia tri", "so lieu"),
    "tu_so": ("tu so",),
    "mau_so": ("mau so",),
    "don_vi_tinh": ("don vi tinh", "dvt"),
    "ngay_bao_cao": ("ngay bao cao",),
    "ghi_chu": ("ghi chu",),
    "nguon": ("nguon", "nguon so lieu"),
}
_LABELS = {label: column for column, labels in _COLUMNS.items() for label in labels}
_UNIT = re.compile(
    r"(ten )?(don vi|dia phuong|dia ban)( bao cao| hanh chinh)?( ?/ ?linh vuc.*)?"
    r"|(ten )?(ubnd )?(cap )?(huyen|xa)((,| ?/| ?-| va) ?(thi xa|thanh pho|phuong|thi tran|dac khu"
    r"|tx|tp|quan))*|(ten )?tinh(,| ?/| ?-) ?(thanh pho|tp)"
)
_INDICATORS = re.compile(
    r"(?:ten |cac |danh muc |noi dung )?(?:chi tieu|tieu chi|noi dung)"
    r"(?: (?:bao cao|chu yeu|co ban|cong viec|thong ke|so lieu|ket qua))*"
)
# Columns that hold nothing of a form: numbers of rows, and the reasons of our own mending file.
ASIDE = {"tt", "stt", "so tt", "ly do tu choi"}
_SIDE_COLUMNS = ("ma_don_vi", "ky", "don_vi_tinh", "ngay_bao_cao", "ghi_chu", "nguon")
_CODE_CELL = re.compile(r"\(?\s*(\d{1,2}|[a-z]{1,2})\s*\)?\s*(=[\d\s+=().…-]*)?\)?")
_DEEPEST = 6
# Lines above a table, wherever they stand: its title, its unit of count, who reports and when.
_TITLE = re.compile(
    r"\W*(?:bao cao|bieu|bang|phu luc|mau|tong hop|thong ke|danh sach|tinh hinh|ket qua|so lieu"
    r"|cong hoa|doc lap|dang cong san|(?:uy ban nhan dan|ubnd)(?! cap)|(?:tinh|huyen)(?! giao)"
    r"|so\b ?[:\d/]|dvt|don vi|dv tinh|tinh bang|ngay|kem theo|ban hanh|kinh gui)\b"
    r"|.*\bngay\b.*\bthang\b|.*:|\W*\(|mat$|hoa toc|trang \d"
)
_OFFICE = re.compile(
    r"\W*(?:sở|phòng|văn phòng|trung tâm|chi cục|ban|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|đảng bộ) \w"
)
_LONGEST_GROUP = 80
# A year, several, or a month or day of one: "2023", "2022-2023", "6/2023", "2024 (ước)".
_DATED = re.compile(
    r"(?:(?:\d{1,2} ?[/-] ?){0,2}|(?:19|20)\d\d ?[-–/] ?)(?:19|20)\d\d(?: ?\([^()]*\)| [a-z ]+)?"
)


def label(text: str) -> str | None:
    """Our own column a heading names ("Mã đơn vị" is ma_don_vi); None when it names none."""
    return _LABELS.get(plain_label(text))


# Every cell of a long file is asked whether it heads a table, and most cells repeat.
@lru_cache(maxsize=20_000)
def is_unit(text: str, others: frozenset[str] = frozenset()) -> bool:
    """True for a heading over names of units; `others` are folded headings of form cards."""
    folded = plain_label(text)
    return folded in others or bool(_UNIT.fullmatch(folded))


def names_indicators(text: str) -> bool:
    """True for a heading over names of indicators, as in a table with one of them a row."""
    return bool(_INDICATORS.fullmatch(plain_label(unlisted(text))))


def listed_at(record: Record) -> int | None:
    """The column of names in the headings of a table of one indicator a row; None for other rows.

    Its other headings are words or periods: "6 tháng đầu năm 2025".
    """
    words = [cell.strip() for cell in record.cells if cell.strip()]
    is_row = len(words) > 1 and all(word[0] != "(" for word in words)
    if not is_row or any(word[0].isdigit() and not _is_period(word) for word in words):
        return None
    return next((i for i, cell in enumerate(record.cells) if names_indicators(cell)), None)


@lru_cache(maxsize=20_000)
def plain_label(text: str) -> str:
    """A heading folded, without signs around it and footnote marks; "_" and a blank are alike."""
    return fold(unmarked(text)).replace("_", " ").strip(" :*")


@dataclass(frozen=True)
class Header:
    """Where a table's headings stand: its first and last row, and each column's path."""

    first: int
    last: int
    paths: tuple[tuple[str, ...], ...]


def header_at(records: tuple[Record, ...], at: int, unit_at: int) -> Header:
    """The header around the row that holds the unit's heading, code row included.

    A group row may stand above that row, be it of one group, and rows of leaves below it; neither
    names a unit or holds a number, but for years and other periods that stand over columns.
    """
    width = len(records[at].cells)
    first, last = at, at
    while first > 0 and at - first < _DEEPEST:
        above = records[first - 1]
        is_group = _is_headings(above, unit_at, 2) or _are_dates_over(above, unit_at)
        if not is_group and not _is_lone_group(records[:first], unit_at):
            break
        first -= 1
    while last + 1 < len(records) and last - first + 1 < _DEEPEST:
        below = records[last + 1]
        if _is_of_numbers(below, records[at]):
            break
        if not _is_headings(below, unit_at, 1) and not _are_periods(below, records[at], unit_at):
            break
        last += 1
    paths = _paths(records[first : last + 1], width)
    if last + 1 < len(records) and _is_numbered(records[last + 1]):
        last += 1
    return Header(first, last, paths)


def _is_headings(record: Record, unit_at: int, least: int) -> bool:
    cells = [cell.strip() for cell in record.cells]
    words = [cell for cell in cells if cell]
    has_unit = unit_at < len(cells) and bool(cells[unit_at])
    return (
        len(words) >= least
        and not has_unit
        and not any(word[0].isdigit() or _is_code(word) for word in words)
    )


def _are_dates_over(record: Record, unit_at: int) -> bool:
    """True for a row of groups "2024 | 2025" or "6T/2024 | Tăng, giảm", or of one year alone."""
    filled = {i: cell.strip() for i, cell in enumerate(record.cells) if cell.strip()}
    numbers = [cell for cell in filled.values() if cell[0].isdigit()]
    if not numbers or min(filled) <= unit_at or not all(map(_is_period, numbers)):
        return False
    return len(filled) > 1 or bool(re.fullmatch(r"(?:19|20)\d\d", numbers[0]))


def _is_lone_group(records: tuple[Record, ...], unit_at: int) -> bool:
    """True for a last row of one cell that stands over columns of figures and is no title.

    A period is one only below a line that names the table's: alone it may be that line itself.
    """
    *above, record = records
    if not _is_headings(record, unit_at, 1):
        return False
    filled = [i for i, cell in enumerate(record.cells) if cell.strip()]
    text = clean(record.cells[filled[0]])
    if len(filled) > 1 or filled[0] < unit_at or len(text) > _LONGEST_GROUP:
        return False
    if own := period_mentions.mentions(text):
        said = [m for r in above for cell in r.cells for m in period_mentions.mentions(clean(cell))]
        said = [m for m in said if m.period and m.kind != "nam" and not m.is_aside]
        return bool(said) and not all(any(_agrees(m, one) for one in said) for m in own)
    is_unit_of_count = not without_units(("", text))[0][1:]
    is_title = _TITLE.match(fold(text)) or _OFFICE.match(key(text))
    return not is_unit_of_count and not is_title


def _agrees(mention: Mention, period: Mention) -> bool:
    """True for a mention of a period, with its year or without, or of its year alone."""
    place = ("nam", 1) if mention.kind == "nam" else period.place
    return mention.place == place and mention.year in (None, period.year) and not mention.is_aside


def _is_of_numbers(record: Record, head: Record) -> bool:
    """True for a row of words below the heading of rows' numbers alone: the name of a group."""
    filled = [i for i, cell in enumerate(record.cells) if cell.strip()]
    heads = [head.cells[i] for i in filled if i < len(head.cells)]
    return len(filled) == 1 and any(plain_label(text) in ASIDE for text in heads)


def _are_periods(record: Record, head: Record, unit_at: int) -> bool:
    """True for a row of leaves "2023 | 2024" or "6T/2023 | 6T/2024 | Tăng, giảm".

    A merged heading may be written again in it; one of rows' numbers or of units may not be filled.
    """
    above = (*map(str.strip, head.cells), *[""] * len(record.cells))
    cells = [cell.strip() for cell in record.cells]
    own = {i: cell for i, cell in enumerate(cells) if cell and cell != above[i]}
    numbers = [cell for cell in own.values() if cell[0].isdigit()]
    is_row = any(i == unit_at or plain_label(above[i]) in ASIDE for i in own)
    return bool(numbers) and not is_row and all(map(_is_period, numbers))


def _is_period(word: str) -> bool:
    return bool(_DATED.fullmatch(fold(word)) or period_mentions.mentions(clean(word)))


def _is_code(word: str) -> bool:
    """True for "(1)" of a row of codes; "(triệu đồng)" belongs to the heading above it."""
    return word[0] == "(" and bool(_CODE_CELL.fullmatch(fold(word)))


def is_code_row(record: Record) -> bool:
    """True for a row of codes "(1) (2)" wherever it stands, as where a table goes on overleaf."""
    cells = [cell.strip() for cell in record.cells if cell.strip()]
    return len(cells) > 1 and all(map(_is_code, cells))


def _is_numbered(record: Record) -> bool:
    """True for a row of codes or bare numbers, which right below the headings are no figures."""
    # With its accents: "C | Nữ" is a group of rows.
    cells = [clean(cell).lower() for cell in record.cells if cell.strip()]
    return len(cells) > 1 and all(map(_CODE_CELL.fullmatch, cells))


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


def split(header: Header, unit_at: int) -> tuple[dict[str, int], dict[int, tuple[str, ...]]]:
    """Our own columns by name, and the paths of those that may hold figures."""
    own: dict[str, int] = {}
    figures: dict[int, tuple[str, ...]] = {}
    for i, path in enumerate(header.paths):
        if i == unit_at or not path or plain_label(path[-1]) in ASIDE:
            continue
        # Remarks and codes are that under any group, which may reach over them by its blanks.
        name = label(" - ".join(path)) or label(path[-1])
        if len(path) > 1 and name == "ky":
            name = None
        if name in _SIDE_COLUMNS and name not in own:
            own[name] = i
        else:
            figures[i] = path
    return own, figures
