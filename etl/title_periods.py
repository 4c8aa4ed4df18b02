"""Which period a table is of: lines above it, and lines within it that name another."""

import re

from etl.problems import FileRefused, Problem
from etl.records import Record
from etl.rows import states_figure
from indicators import period_spellings, periods
from indicators.names import clean, fold

# Longer lines are remarks and no headings.
_LONGEST_TITLE = 120
# "Số liệu cùng kỳ năm trước", but not "so với cùng kỳ" nor "kỳ trước chuyển sang".
_COMPARED = re.compile(
    r"(?<!so voi )(?<!so )(?<!tang )(?<!giam )\b(?:cung ky|(?:ky|nam|quy|thang) truoc)\b"
    r"(?! (?:nam truoc )?chuyen)"
)


def title_period(titles: list[str], line: int) -> str:
    """The one period that the lines above a table name; a line "Kỳ báo cáo" goes before others.

    FileRefused when they name none or several, or say that the figures are those compared with.
    """
    if compared := next(filter(_is_compared, titles), ""):
        raise FileRefused(
            "period_ambiguous",
            "dòng này nói số liệu là của kỳ khác mà không ghi kỳ nào; ghi rõ kỳ của bảng này ngay"
            " trên bảng, ví dụ “Kỳ báo cáo: Quý II/2024”, và bỏ dòng này",
            line=line,
            found=compared,
        )
    said: dict[bool, dict[str, periods.Period]] = {True: {}, False: {}}
    for text in titles:
        said["ky bao cao" in fold(text)] |= {p.code: p for p in period_spellings.find_all(text)}
    found = said[True] or said[False]
    # "Năm 2025" over "Quý II/2025" names the year of that quarter, not a second period.
    years = {p.year for p in found.values() if p.kind != "nam"}
    found = {code: p for code, p in found.items() if p.kind != "nam" or p.year not in years}
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise FileRefused(
            "period_missing",
            "không có dòng kỳ báo cáo phía trên bảng; thêm một dòng, ví dụ “Kỳ báo cáo: Quý"
            " II/2025”, hoặc một cột “Kỳ”",
            line=line,
        )
    raise FileRefused(
        "period_ambiguous",
        f"phía trên bảng có nhiều kỳ ({', '.join(found)}); để lại một kỳ hoặc thêm cột “Kỳ”",
        line=line,
    )


def _is_compared(title: str) -> bool:
    """True for a line that speaks of the period compared with and does not name it."""
    folded = fold(title)
    is_about = bool(_COMPARED.search(folded)) and not re.search(r"\bso (?:voi|sanh)\b", folded)
    return is_about and len(title) <= _LONGEST_TITLE and not period_spellings.find_all(title)


def rows_of_period(
    body: tuple[Record, ...], period: str
) -> tuple[list[Record], list[Problem], set[int]]:
    """The rows of the period above a table; what is told of the others; lines that are no rows.

    Rows with figures below a line that names another period are refused. `period` is "" for a
    table with a column of periods.
    """
    rows, problems, asides = [], [], set()
    other: Record | None = None
    for record in body:
        if told := _names_other_period(record, period):
            other = record
            asides.add(record.line)
            problems.append(told)
        elif other and any(map(states_figure, record.cells)):
            problems.append(_of_other_period(record, other))
        else:
            rows.append(record)
    return rows, problems, asides


def _said_alone(record: Record) -> str:
    """The text of a row of one filled cell; "" for any other row."""
    filled = [clean(cell) for cell in record.cells if cell.strip()]
    return filled[0] if len(filled) == 1 else ""


def _names_other_period(record: Record, period: str) -> Problem | None:
    """The note on a line within a table that names another period than the one above it."""
    text = _said_alone(record) if period else ""
    if len(text) > _LONGEST_TITLE or {p.code for p in period_spellings.find_all(text)} <= {period}:
        return None
    reason = (
        f"dòng ghi kỳ khác kỳ của bảng ({period}): các dòng số liệu bên dưới không được nạp; nếu"
        " là ghi chú thì chuyển xuống cuối bảng"
    )
    return Problem("note", "not_data", record.line, "", text, reason)


def _of_other_period(record: Record, said: Record) -> Problem:
    """The refusal of a row below a line that names another period."""
    reason = (
        f"dòng này ở dưới dòng {said.line} “{_said_alone(said)}”, khác kỳ ghi trên bảng; đặt thành"
        " một bảng riêng: dưới dòng kỳ ấy chép lại dòng tiêu đề cột, hoặc thêm cột “Kỳ” cho mọi"
        " dòng"
    )
    return Problem("reject", "period_ambiguous", record.line, "", "", reason)
