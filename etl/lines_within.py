"""Lines within and below a table that name other figures than those the table is said to hold."""

import re

from etl import counting, running_ends
from etl.other_figures import is_about_others
from etl.problems import FileRefused, Problem
from etl.records import Record
from etl.rows import states_figure
from etl.title_figures import is_foreseen, is_of_part
from indicators import period_mentions, period_spellings, periods
from indicators.names import clean, fold
from indicators.period_mentions import Mention
from indicators.periods import Period

# A row's number before the name of a group of rows: "II", "B.", "2)".
_NUMBER = re.compile(r"\(?(?:[IVXivx]{1,4}|[A-Za-z]|\d{1,2})[.)]?")
# Longer lines are remarks and no headings.
_LONGEST_TITLE = 120
# "Ghi chú: (*) " before what a note says.
_LEAD = re.compile(r"\W*(?:(?:ghi chú|chú thích|chú ý|lưu ý)\b\W*)?(?:\d{1,2}[.)]\W*)?", re.I)
# What a note that is about all figures begins with, and the days and periods it may end with.
_ABOUT_ALL = (
    r"(?:toan bo|tat ca|cac|so lieu|so|bang|bieu|ket qua|tren|neu tren|nay|o|trong bang|trong bieu"
    r"|bao cao|tong hop|deu|la|duoc|tinh|lay|theo|cach tinh)"
)
_SPAN = (
    r"(?: (?:(?:quy|qui|thang|nam|ngay|den|toi|het|tu)(?: ngay)? [\divx/.-]+|\d thang|tinh|tu|den"
    r"|toi|het|nay|dau|cuoi|nam|thang|quy|ky|bao cao))*\W*"
)
_RUNNING = re.compile(rf"(?:{_ABOUT_ALL} )*(?:luy ke|cong don|tu dau nam)\b{_SPAN}")
_WITHIN = re.compile(
    rf"(?:{_ABOUT_ALL} )*(?:(?:phat sinh )?trong (?:ky|quy|thang)\b|khong (?:luy ke|cong don)\b)"
    rf"{_SPAN}"
)
_PLANNED = re.compile(rf"(?:{_ABOUT_ALL} )+(?:ke hoach|du toan)(?: duoc)?(?: giao)?\b{_SPAN}")
# "Chưa bao gồm số ước tháng 6", "Số ước cả năm: 1.200".
_LEFT_OUT = re.compile(
    r"\b(?:chua|khong)(?: \w+){0,2} (?:gom|tinh|ke|phai)\b|\b(?:so voi|thay cho)\b|: ?\d"
)
_FORESEEN = re.compile(r"\b(?:(?<!huong )(?<!quy )uoc|so bo|tam tinh|du kien|du bao)\b")


def rows_of_period(
    body: tuple[Record, ...],
    period: str,
    way: str,
    families: set[str] | None,
    rows_for_sure: frozenset[int] = frozenset(),
) -> tuple[list[Record], list[Problem], set[int]]:
    """The rows of the period above a table; what is told of the others; lines that are no rows.

    Rows with figures below a line that names another period, another counting than the table's
    `way`, plans and what is compared with, or a part of the figures of its `families`, are refused.
    `period` is "" for a table with a column of periods, `families` None where groups of rows are
    looked at elsewhere. `rows_for_sure` are lines that are rows whatever they say. Below the last
    row of figures such a line is a note.
    """
    rows, problems, asides = [], [], set()
    other: Record | None = None
    below = {record.line for record in _below(body)}
    for record in body:
        is_row = record.line in rows_for_sure
        is_below = record.line in below
        if not is_row and (what := _other_figures(record, period, way, families)):
            other = record
            asides.add(record.line)
            problems.append(_told(record, what, is_below))
        elif other and not is_below and any(map(states_figure, record.cells)):
            problems.append(_of_other_figures(record, other, families))
        else:
            rows.append(record)
    return rows, problems, asides


def said_alone(record: Record) -> str:
    """The text of a row of one filled cell, or of one beside its number; "" for any other row."""
    filled = [clean(cell) for cell in record.cells if cell.strip()]
    if len(filled) == 2 and _NUMBER.fullmatch(filled[0]) and any(map(str.isalpha, filled[1])):
        return filled[1]
    return filled[0] if len(filled) == 1 else ""


def _other_figures(record: Record, period: str, way: str, families: set[str] | None) -> str:
    """What a line that names other figures than those of the table says; "" for any other."""
    text = said_alone(record)
    if not text or len(text) > _LONGEST_TITLE:
        return ""
    said = period_mentions.mentions(text) if period else []
    if not all(_is_of(m, period) for m in said):
        return f"ghi kỳ khác kỳ của bảng ({period})"
    if _counts_otherwise(text, way):
        return "ghi cách tính (lũy kế hay trong kỳ) khác phần trên của bảng"
    if is_about_others(text):
        return "nói đến số kế hoạch, ước tính, cùng kỳ hoặc so sánh"
    if families is not None and is_of_part(text, families):
        return "nói đến số sơ bộ, dự kiến hoặc một phần (một lĩnh vực, một cách nộp hồ sơ)"
    return ""


def _told(record: Record, what: str, is_below: bool) -> Problem:
    """The note on a line that names other figures, above rows of the table or below them all."""
    means = (
        "coi là ghi chú dưới bảng, không làm đổi số nào; nếu nói về số của bảng thì ghi thành một"
        " dòng phía trên bảng"
        if is_below
        else "các dòng số liệu bên dưới không được nạp; nếu là ghi chú thì chuyển xuống cuối bảng"
    )
    reason = f"dòng {what}: {means}"
    return Problem("note", "not_data", record.line, "", said_alone(record), reason)


def _below(body: tuple[Record, ...]) -> list[Record]:
    """The lines below the last row of figures, from the last one up."""
    below = []
    for record in reversed(body):
        if sum(bool(cell.strip()) for cell in record.cells) > 1 and any(
            map(states_figure, record.cells)
        ):
            break
        below.append(record)
    return below


def _counts_otherwise(text: str, way: str) -> bool:
    """True for a line that says cumulative within a table that is not, or the other way round."""
    if counting.says_running(text):
        return way != "luy_ke"
    return way == "luy_ke" and counting.says_in_period(text)


def _is_of(mention: Mention, period: str) -> bool:
    """True for a mention of the table's own period, with its year or without; or of none at all."""
    if mention.period or not mention.ordinal:
        return mention.period is None or mention.period.code == period
    own = period_spellings.parse(period)
    return not mention.fault and mention.place == (own.kind, own.ordinal)


def _of_other_figures(record: Record, said: Record, families: set[str] | None) -> Problem:
    """The refusal of a row below a line that names other figures."""
    text = said_alone(said)
    remedy = (
        "số của một phần hay số chưa chính thức: chỉ gửi số chung, chính thức của mỗi đơn vị"
        if families is not None and is_of_part(text, families)
        else "khác kỳ hoặc cách tính ghi trên bảng; đặt thành một bảng riêng: ghi kỳ và cách tính"
        " ấy, dưới đó chép lại dòng tiêu đề cột, hoặc thêm cột “Kỳ” cho mọi dòng"
    )
    reason = f"dòng này ở dưới dòng {said.line} “{text}”, {remedy}"
    return Problem("reject", "period_ambiguous", record.line, "", "", reason)


def refuse_notes(body: tuple[Record, ...], texts: list[str], way: str, names: list[str]) -> None:
    """FileRefused when a note below a table makes other figures of all those above it.

    It says that they are cumulative or of the period alone, against `way`, what the table says they
    run over, or that they are plans or estimates. `texts` are the periods of the table as written,
    `names` all headings and names of rows: what one of these says, the note may explain.
    """
    own = running_ends.known(texts)
    folded = [fold(name).replace("_", " ") for name in names]
    for record in _below(body):
        text = " ".join(clean(cell) for cell in record.cells if cell.strip())
        text = text[_LEAD.match(text).end() :]
        if not text or len(text) > _LONGEST_TITLE:
            continue
        said = fold(text)
        if _RUNNING.fullmatch(said):
            running_ends.refuse_elsewhere([text], own, record.line)
            is_open = way != "luy_ke" and not any(map(counting.says_running, names))
            if is_open and any(map(counting.may_run, texts)):
                raise _contrary(record.line, text, "lũy kế", "trong kỳ")
        elif _WITHIN.fullmatch(said) and way == "luy_ke":
            raise _contrary(record.line, text, "trong kỳ", "lũy kế")
        elif _PLANNED.fullmatch(said) and not any(
            re.search(r"\bke hoach\b|\bdu toan\b", name) for name in folded
        ):
            raise _otherwise(record.line, text, "số kế hoạch")
        elif _is_estimate(text, own) and not any(map(_FORESEEN.search, folded)):
            raise _otherwise(record.line, text, "số ước tính, dự kiến hoặc sơ bộ")


def _is_estimate(text: str, own: list[Period]) -> bool:
    """True for a note that says the figures of the table are foreseen, those of a month of it too.

    "Ước cả năm đạt 95 %" below a quarter is none.
    """
    if not is_foreseen(text) or _LEFT_OUT.search(fold(text)):
        return False
    said = [m for m in period_mentions.mentions(text) if not m.fault]
    return not (said and own) or any(_is_within(m, period) for m in said for period in own)


def _is_within(mention: Mention, own: Period) -> bool:
    said = Period(mention.year or own.year, mention.ordinal, mention.kind)
    if "giai_doan" in (said.kind, own.kind):
        return said == own
    starts = periods.opens_after(said) >= periods.opens_after(own)
    return starts and periods.closes_at(said) <= periods.closes_at(own)


def _contrary(line: int, text: str, said: str, own: str) -> FileRefused:
    reason = (
        f"dòng dưới bảng nói số liệu là {said}, kỳ và tiêu đề của bảng là {own}; nếu đúng là {said}"
        f" thì ghi “Số liệu {said}” ở một dòng phía trên bảng, nếu không thì bỏ hoặc sửa dòng này"
    )
    return FileRefused("counting_ambiguous", reason, line=line, found=text)


def _otherwise(line: int, text: str, what: str) -> FileRefused:
    reason = (
        f"dòng dưới bảng nói đây là {what}, chưa phải số thực hiện của kỳ; gửi lại khi có số chính"
        " thức, hoặc nếu đúng là số chính thức thì bỏ hoặc sửa dòng này"
    )
    return FileRefused("figures_otherwise", reason, line=line, found=text)
