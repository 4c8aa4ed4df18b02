"""Rows not to be believed as they stand: spoilt cells, and figures that came to one cell."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from etl.delimited import DELIMITERS
from etl.headings import label
from etl.problems import Problem
from etl.records import Fault, Record
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
# A figure and nothing more: "1.200", "99,5 %", "120 hồ sơ".
_FIGURE = re.compile(r"-?\d[\d.,]*\s*%?(?:\s+[^\W\d]+){0,2}")
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


def with_figures_apart(records: Iterable[Record], figures: Collection[int]) -> list[Record]:
    """The records with each merged figure left to its column where it can be of no other.

    `figures` are the columns of figures. A figure merged with a blank column beside them, as for
    remarks, is of its own column; names and titles merged over figures are none.
    """
    apart = []
    for record in records:
        faults = {
            i: f for i, f in record.faults.items() if not f.across or _is_of_any(i, f, figures)
        }
        apart.append(record if faults == record.faults else replace(record, faults=faults))
    return apart


def _is_of_any(at: int, fault: Fault, figures: Collection[int]) -> bool:
    """True for a cell of figures whose merged figure may be of this column, row or another."""
    covered = [i for i in fault.across if i in figures]
    is_open = len(covered) > 1 or fault.is_down
    return is_open and at in figures and fault.across[0] in figures


def unheaded(paths: Sequence[Sequence[str]], body: Iterable[Record], line: int) -> list[Problem]:
    """A refusal for each column that holds something and has no heading among `paths`."""
    problems = []
    for i, path in enumerate(paths):
        held = next((r.cells[i] for r in body if i < len(r.cells) and r.cells[i].strip()), "")
        if held and not path:
            reason = "cột có số liệu nhưng không có tiêu đề, cả cột không được nạp; ghi tiêu đề"
            problems.append(
                Problem("reject", "blank-label", line, f"cột thứ {i + 1}", held, reason)
            )
    return problems


def lost(record: Record, width: int, figures: Collection[int], is_last: bool) -> Problem | None:
    """A refusal when a row of one cell is a row of figures: its name left out, cut short, or under
    another mark. `figures` are the columns of figures.
    """
    at, text = next((i, cell) for i, cell in enumerate(record.cells) if cell.strip())
    if at in figures and _FIGURE.fullmatch(text.strip()):
        reason = (
            "dòng có số nhưng để trống tên, không rõ số của đơn vị hay chỉ tiêu nào; ghi đủ tên,"
            " hoặc xóa số này nếu không phải số liệu"
        )
        return Problem("reject", "missing-cell", record.line, "", text, reason)
    if changed := delimiter_changed(record, width, min(len(figures), (width - 1) / 2)):
        return changed
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
        # "1. Tiếp dân, xử lý đơn" begins with the number of a group.
        figures = sum(bool(_FIGURE.fullmatch(part.strip())) for part in parts[1:])
        if len(parts) > 1 and abs(len(parts) - width) <= 1 and figures >= least:
            reason = (
                f"dòng này ngăn cột bằng “{mark}”, khác phần trên của tệp; dùng một dấu ngăn cột"
                " cho cả tệp"
            )
            return Problem("reject", "delimiter_changed", record.line, "", text, reason)
    return None


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
