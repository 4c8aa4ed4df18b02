"""Columns of a table that are none of ours but make its rows mean less: years, fields, levels."""

import re
from collections import defaultdict
from functools import lru_cache

from etl.headings import plain_label
from etl.problems import FileRefused
from etl.records import Record
from indicators import period_mentions, period_spellings
from indicators.names import clean, fold
from indicators.periods import PeriodError

_TIME = re.compile(
    r"(?:nam|quy|thang)(?: bao cao| so)?|so quy|(?:tu|den) ngay|thoi gian|giai doan"
    r"|ky (?:(?:bao cao|so lieu|du lieu) .+|so lieu|du lieu|chi tiet|so sanh|tinh)"
)
# How figures are counted, by the heading or by the words of the cells.
_COUNTING = re.compile(
    r"(?:kieu|tinh chat|dang) (?:so lieu|du lieu|so).*|(?:cach|phuong phap) tinh.*"
)
_COUNTED = re.compile(
    r"\b(?:luy ke|cong don|tu dau nam|cung ky|(?:ky|nam|quy|thang) truoc)\b"
    # Offices of plans are no plans.
    r"|(?<!phong )(?<!ban )(?<!bo )(?<!tai chinh )(?<!tai chinh - )(?<!tai chinh – )"
    r"\bke hoach\b(?! (?:va|-|–) )"
    r"|^(?:so (?:lieu )?)?uoc\b|\b(?<!huong )uoc (?:tinh|thuc hien|dat)\b"
)
# What splits the figures of one unit; "Loại đơn vị" only describes it.
_SPLIT = re.compile(
    r"(?:ten )?linh vuc.*|cap(?: (?:giai quyet|hanh chinh|thuc hien))?|(?:phan )?loai(?! don vi).*"
    r"|nhom.*|doi tuong.*|noi dung.*|nguon von|gioi tinh|dan toc|(?:ten )?(?:thu tuc|tthc).*"
    r"|hinh thuc.*|bo phan.*|phong(?: ban)?|(?:ten )?co quan.*|nganh.*"
)
# A part by a word in each row; as a column of figures it is only unknown.
_PART = re.compile(r"trong do.*")


def refuse_qualified(
    unknown: dict[int, str], keys: list[int], body: tuple[Record, ...], line: int
) -> None:
    """Refuse a table one of whose unknown columns tells its rows apart, or another period.

    `unknown` are the headings of these columns, `keys` the columns that say whose figures a row
    holds: rows alike in them that differ in words of an unknown column are parts of one figure.
    """
    for at, heading in unknown.items():
        label = plain_label(heading)
        texts = [clean(r.cells[at]) for r in body if at < len(r.cells) and r.cells[at].strip()]
        if texts and _TIME.fullmatch(label):
            raise _refused(
                f"cột “{heading}” ghi thời gian nhưng không phải cột kỳ; gộp thành một cột “Kỳ”, ví"
                " dụ Quý I/2025, 6 tháng đầu năm 2025, rồi bỏ cột này",
                line,
                heading,
            )
        if said := _said_otherwise(at, label, keys, body):
            raise _refused(
                f"cột “{heading}” ghi “{said}”: số liệu tính theo cách khác hoặc của kỳ khác với"
                " cột kỳ; số lũy kế thì ghi vào kỳ, ví dụ “Lũy kế quý II/2025” hoặc 2025-Q2-LK, bỏ"
                " các dòng kế hoạch, ước, cùng kỳ, rồi bỏ cột này",
                line,
                heading,
            )
        has_words = any(text[:1].isalpha() and len(text) > 1 for text in texts)
        is_part = _PART.fullmatch(label) and not any(text[0].isdigit() for text in texts)
        if has_words and (is_part or _SPLIT.fullmatch(label) or _tells_apart(at, keys, body)):
            raise _refused(
                f"cột “{heading}” chia số của một đơn vị thành nhiều phần; chỉ để lại dòng tổng của"
                " mỗi đơn vị rồi bỏ cột này",
                line,
                heading,
            )


def _refused(reason: str, line: int, heading: str) -> FileRefused:
    return FileRefused("row_qualified", reason, line=line, found=heading)


def _said_otherwise(at: int, label: str, keys: list[int], body: tuple[Record, ...]) -> str:
    """The first cell of a column that says how figures are counted, or another period; "" none."""
    is_counting = bool(_COUNTING.fullmatch(label))
    asked: dict[str, bool] = {}
    for record in body:
        cells = record.cells
        text = clean(cells[at]) if at < len(cells) else ""
        if not any(sign.isalpha() for sign in text) or sum(bool(c.strip()) for c in cells) < 2:
            continue
        if text not in asked:
            asked[text] = is_counting or bool(_COUNTED.search(fold(text)))
        own = [cells[i] for i in keys if i < len(cells)]
        if asked[text] or _is_of_another_period(text, own):
            return text
    return ""


def _is_of_another_period(text: str, own: list[str]) -> bool:
    """True when a text names a period that none of a row's own cells names."""
    said = _periods_of(text)
    return bool(said) and not said & {place for cell in own for place in _periods_of(cell)}


@lru_cache(maxsize=20_000)
def _periods_of(text: str) -> frozenset[tuple[str, int]]:
    try:
        period = period_spellings.parse(text)
        return frozenset({(period.kind, period.ordinal)})
    except PeriodError:
        return frozenset(m.place for m in period_mentions.mentions(clean(text)) if m.ordinal)


def _tells_apart(at: int, keys: list[int], body: tuple[Record, ...]) -> bool:
    """True when rows of one unit, period and subject differ in the words of a column."""
    said: dict[tuple, set[str]] = defaultdict(set)
    for record in body:
        if at < len(record.cells) and any(
            record.cells[i].strip() for i in keys if i < len(record.cells)
        ):
            key = tuple(fold(record.cells[i]) for i in keys if i < len(record.cells))
            said[key].add(fold(record.cells[at]))
    return any(len(words) > 1 for words in said.values())
