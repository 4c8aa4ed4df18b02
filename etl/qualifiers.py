"""Columns of a table that are none of ours but make its rows mean less: years, fields, levels."""

import re
from collections import defaultdict

from etl.headings import plain_label
from etl.problems import FileRefused
from etl.records import Record
from indicators.names import clean, fold

_TIME = re.compile(r"(?:nam|quy|thang)(?: bao cao)?|(?:tu|den) ngay|thoi gian|giai doan")
# What splits the figures of one unit; "Loại đơn vị" only describes it.
_SPLIT = re.compile(
    r"(?:ten )?linh vuc.*|cap(?: (?:giai quyet|hanh chinh|thuc hien))?|(?:phan )?loai(?! don vi).*"
    r"|nhom.*|doi tuong.*|noi dung.*|nguon von|gioi tinh|dan toc|(?:ten )?(?:thu tuc|tthc).*"
    r"|hinh thuc.*|bo phan.*|phong(?: ban)?|(?:ten )?co quan.*|nganh.*"
)


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
            raise FileRefused(
                "row_qualified",
                f"cột “{heading}” ghi thời gian nhưng không phải cột kỳ; gộp thành một cột “Kỳ”, ví"
                " dụ Quý I/2025, 6 tháng đầu năm 2025, rồi bỏ cột này",
                line=line,
                found=heading,
            )
        has_words = any(text[:1].isalpha() and len(text) > 1 for text in texts)
        if has_words and (_SPLIT.fullmatch(label) or _tells_apart(at, keys, body)):
            raise FileRefused(
                "row_qualified",
                f"cột “{heading}” chia số của một đơn vị thành nhiều phần; chỉ để lại dòng tổng của"
                " mỗi đơn vị rồi bỏ cột này",
                line=line,
                found=heading,
            )


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
