"""Rows not to be believed as they stand: spoilt cells, and figures that came to one cell."""

import re

from etl.delimited import DELIMITERS
from etl.headings import label
from etl.problems import Problem
from etl.records import Record
from indicators.names import clean, fold

# A row that is nothing but the name of a unit, figures cut off.
_UNIT_ROW = re.compile(
    r"(h\.|tx\.?|tp\.?|huyen|thi xa|thanh pho|quan|xa|phuong|thi tran|tinh|dac khu) [^:.,;]{2,30}$"
)
# Under a table: who made it, who signs, where and when, who gets it; and "(ký, ghi rõ họ tên)".
_SIGNED = re.compile(
    r"(nguoi|can bo|chuyen vien) (lap|tong hop|kiem tra)( bieu| bang| bao cao)?|lap bieu"
    r"|(thu truong|lanh dao)( don vi| co quan)?|ke toan( truong)?|chanh van phong"
    r"|(pho )?(chu tich|giam doc|truong ban|truong phong|bi thu)( .{2,40})?"
    r"|(tm|kt|tl|tuq|t/m|k/t|t/l)\b.{2,80}|\(?(da )?ky\b.{0,60}|noi nhan\b.{0,80}"
    r"|(.{2,40}, ?)?ngay [\d .…_]* ?thang [\d .…_]* ?nam [\d .…_]*"
    r"|(.{2,40}, ?)?ngay \d{1,2} ?/ ?\d{1,2} ?/ ?\d{4}"
)
# What is longer beside other cells is a remark and no unit of count.
_LONGEST_UNIT = 60
# Columns that say where and when a figure belongs; a merged cell speaks for all its rows there.
TEXTS = ("don_vi", "ma_don_vi", "ky", "chi_tieu", "don_vi_tinh", "ngay_bao_cao", "nguon")
# Columns in which a cell may hold anything: not ours, remarks, and a date that is meant as one.
FREE = (None, "ghi_chu", "nguon", "ngay_bao_cao")


def faults_of(record: Record, used: dict[int, str]) -> list[Problem]:
    """A refusal for each used cell whose text is not what was meant."""
    return [
        Problem("reject", fault.code, record.line, used[i], record.cells[i], fault.reason)
        for i, fault in record.faults.items()
        if i in used and not (fault.code == "merged_cell" and used[i] in TEXTS)
    ]


def lost(record: Record, width: int, is_last: bool) -> Problem | None:
    """A refusal when a row of one cell is a row of figures: cut short, or under another mark."""
    if changed := delimiter_changed(record, width, (width - 1) / 2):
        return changed
    text = next(cell for cell in record.cells if cell.strip())
    is_short = len(record.cells) < width
    if is_short and (text.strip().isdigit() or _UNIT_ROW.match(fold(text))):
        reason = (
            f"dòng chỉ có một ô, tiêu đề có {width} cột; ghi đủ các ô, ô chưa có số thì để trống"
            " nhưng giữ dấu ngăn cột"
        )
        return Problem("reject", "missing-cell", record.line, "", text, reason)
    if is_last and is_short and not re.search("[:.)*]", text):
        reason = (
            "dòng cuối dở dang: chỉ có một ô và không có dấu xuống dòng, tệp có thể bị cắt ngắn;"
            " lấy lại tệp gốc"
        )
        return Problem("reject", "cut_short", record.line, "", text, reason)
    return None


def delimiter_changed(record: Record, width: int, least: float) -> Problem | None:
    """A refusal when a row of one cell is a row under another mark, of `least` figures or more."""
    text = next(cell for cell in record.cells if cell.strip())
    for mark in DELIMITERS:
        parts = text.split(mark)
        figures = sum(part.strip()[:1].isdigit() for part in parts)
        if len(parts) > 1 and abs(len(parts) - width) <= 1 and figures >= least:
            reason = (
                f"dòng này ngăn cột bằng “{mark}”, khác phần trên của tệp; dùng một dấu ngăn cột"
                " cho cả tệp"
            )
            return Problem("reject", "delimiter_changed", record.line, "", text, reason)
    return None


def unnamed(
    paths: tuple[tuple[str, ...], ...], body: tuple[Record, ...], line: int
) -> dict[int, Problem]:
    """A refusal for each column without a heading that holds something, by place."""
    problems = {}
    for i, path in enumerate(paths):
        cells = [r.cells[i] for r in body if i < len(r.cells) and r.cells[i].strip()]
        held = next(filter(states_figure, cells), "".join(cells[:1]))
        if held and not path:
            reason = "cột có số liệu nhưng không có tiêu đề, cả cột không được nạp; ghi tiêu đề"
            problems[i] = Problem("reject", "blank-label", line, f"cột thứ {i + 1}", held, reason)
    return problems


def is_signature(record: Record) -> bool:
    """True for a row under a table that says who signed it, where and when."""
    said = [cell.strip() for cell in record.cells if cell.strip()]
    if any(cell[0].isdigit() for cell in said):
        return False
    words = [fold(cell).strip(" :.-") for cell in said]
    return any(map(_SIGNED.fullmatch, words)) and not any(map(states_figure, words))


def states_figure(cell: str) -> bool:
    """True for a cell that states some figure; "-" and words say none, "không có" says zero."""
    if cell[:1].isdigit():
        return True
    folded = fold(cell)
    if folded in ("khong", "khong co", "khong phat sinh", "chua co"):
        return True
    return any(sign.isdigit() for sign in folded) and not _SIGNED.fullmatch(folded)


def said_in(record: Record) -> str:
    """The words of a row without figures, as of units of count or a note; "" for any other row.

    A row of units reads "ĐVT: hộ; đồng"; remarks and reasons of refusal beside cells are left out.
    """
    words = [clean(cell) for cell in record.cells if cell.strip()]
    words = [word for word in words if len(words) == 1 or len(word) <= _LONGEST_UNIT]
    is_of_units = bool(words) and (len(words) == 1 or label(words[0]) == "don_vi_tinh")
    if not is_of_units and any(map(states_figure, words)):
        return ""
    return ": ".join(filter(None, ("".join(words[:1]), "; ".join(words[1:]))))
