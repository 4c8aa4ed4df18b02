"""Whose figures a listed table holds: the unit that reports, said above it or in a column."""

import re
from collections.abc import Iterator

from etl.heading_units import is_unit_of_count
from etl.headings import Header, is_unit
from etl.problems import FileRefused
from etl.records import Record
from indicators.names import clean, fold
from indicators.unit_names import is_body

_REPORTER = re.compile(
    r"(?:tên )?(?:(?P<loose>đơn vị)|(?:đơn vị|cơ quan)(?: gửi| lập)? báo cáo|đơn vị hành chính"
    r"|địa phương)\s*:\s*(?P<unit>.*)",
    re.I,
)
_UNIT_TYPE = re.compile(
    r"(?:\d{1,2}[.)/]\s*|[-–*+]\s*)?(?:ubnd |uy ban nhan dan )?(?:(?:tinh|thanh pho|tp|huyen|thi xa"
    r"|tx|quan|xa|phuong|thi tran|tt|dac khu)\b|(?:h|p|q|x|t)\.|t\.p\b).+"
)


def reporter(above: tuple[Record, ...], line: int) -> str:
    """The unit that the lines above a table name as the reporting one.

    FileRefused when they name none or several: a letterhead may be of who asked for the report.
    """
    lines = {fold(unit): (record.line, unit) for record in above for unit in reporters(record)}
    found = {key: unit for key, (_, unit) in lines.items()}
    if len(found) == 1:
        (at, unit), *_ = lines.values()
        if is_body(unit):
            raise FileRefused(
                "not_a_unit",
                f"“{unit}” là cơ quan, không phải đơn vị hành chính; ghi ở dòng này đơn vị mà số"
                " liệu thuộc về, ví dụ “Đơn vị báo cáo: Huyện Tuy Phước”",
                line=at,
                found=unit,
            )
        return unit
    several = f" (phía trên ghi {', '.join(found.values())})" if found else ""
    raise FileRefused(
        "missing-label",
        f"bảng này mỗi chỉ tiêu một dòng nhưng không rõ là số của đơn vị nào{several}; ghi đúng một"
        " dòng phía trên bảng, ví dụ “Đơn vị báo cáo: Huyện Tuy Phước”, hoặc thêm cột “Đơn vị”",
        line=line,
    )


def reporters(record: Record) -> Iterator[str]:
    """The units that a line names as reporting; "Đơn vị: triệu đồng" names none."""
    texts = [clean(part) for cell in record.cells for part in cell.splitlines() if clean(part)]
    for text, after in zip(texts, [*texts[1:], ""], strict=True):
        said = _REPORTER.fullmatch(text)
        unit = (said["unit"] or after) if said else ""
        is_filled = any(map(str.isalpha, unit))
        if is_filled and (not said["loose"] or _UNIT_TYPE.fullmatch(fold(unit))):
            yield unit


def is_of_unit(text: str) -> bool:
    """True for words that begin like the name of a unit: "Huyện Tuy Phước"."""
    return bool(_UNIT_TYPE.fullmatch(fold(text)))


def names_reporter(record: Record) -> bool:
    """True for a line that says who reports, in one cell or in two: "Đơn vị báo cáo: | Huyện A"."""
    return any(_UNIT_TYPE.fullmatch(fold(unit)) for unit in reporters(record))


def unit_column(header: Header, names_at: int, body: tuple[Record, ...]) -> dict[str, int]:
    """The column headed "Đơn vị", by our name: of units, or of what rows are counted in."""
    at = next(
        (i for i, p in enumerate(header.paths) if i != names_at and len(p) == 1 and is_unit(p[0])),
        None,
    )
    cells = [r.cells[at] for r in body if at is not None and at < len(r.cells)]
    cells = [cell for cell in cells if any(map(str.isalpha, cell)) or cell.strip() == "%"]
    if not cells:
        return {}  # "Cấp huyện" over figures.
    is_of_units = any(_UNIT_TYPE.fullmatch(fold(cell)) for cell in cells)
    is_of_count = not is_of_units and any(map(is_unit_of_count, cells))
    return {"don_vi_tinh" if is_of_count else "don_vi": at}
