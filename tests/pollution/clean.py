"""The three clean files that are spoilt, and how cells become parts of a file."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.etl.files import GROUPED

LONG = [
    ["don_vi", "ma_don_vi", "ky", "chi_tieu", "gia_tri", "tu_so", "mau_so", "ngay_bao_cao",
     "ghi_chu", "nguon"],
    ["Huyện Tuy Phước", "550", "2023-H1", "tthc_tiep_nhan", "20335", "", "", "14/06/2023",
     "đã ký, đã duyệt", "Báo cáo 6 tháng"],
    ["Huyện Tuy Phước", "550", "2023-H1", "ty_le_dung_han", "99,85", "19517", "19545",
     "14/06/2023", "", "Báo cáo 6 tháng"],
    ["Huyện Phù Cát", "548", "Quý I/2023", "ho_ngheo", "1.204", "", "", "", "", ""],
    ["Huyện Phù Cát", "548", "Quý I/2023", "tong_so_ho", "52.310", "", "", "", "còn 2 xã", ""],
    ["Huyện Vĩnh Thạnh", "546", "Quý I/2023", "ho_ngheo", "866", "", "", "15/03/2023", "", ""],
    ["Huyện Vĩnh Thạnh", "546", "Quý I/2023", "ty_le_dung_han", "97,5", "", "", "", "", "phần mềm"],
    ["Huyện Hoài Ân", "544", "Năm 2022", "thu_ngan_sach", "1.234,56", "", "", "", "", ""],
    ["Huyện Hoài Ân", "544", "2023-Q1", "tthc_da_giai_quyet", "7041", "", "", "", "", ""],
]  # fmt: skip
WIDE = GROUPED
LISTED = [
    ["UBND TỈNH BÌNH ĐỊNH", "", "", "", ""],
    ["Đơn vị báo cáo: UBND huyện Tuy Phước", "", "", "", ""],
    ["Kỳ báo cáo: Quý II/2025", "", "", "", ""],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế từ đầu năm"],
    ["I", "Kết quả giải quyết thủ tục hành chính", "", "", ""],
    ["1", "Số hồ sơ đã giải quyết", "hồ sơ", "7041", "14.082"],
    ["-", "Trước hạn", "hồ sơ", "866", "1.732"],
    ["2", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "99,85", "97,5"],
    ["II", "Lao động, việc làm", "", "", ""],
    ["1", "Số lao động được tạo việc làm", "người", "550", "1.204"],
]  # fmt: skip
ENDS = {"LF": ("\n",), "CRLF": ("\r\n",), "CR": ("\r",), "lẫn lộn": ("\r\n", "\n", "\r")}


@dataclass(frozen=True)
class Base:
    """A clean file by name: its heading rows, the one of the columns, rows of observations.

    Rows are counted from 0. `needed` are the columns without which there is no table.
    """

    name: str
    rows: list[list[str]]
    heads: range
    leaf: int
    body: range
    needed: tuple[int, ...]

    @property
    def has_one_heading(self) -> bool:
        """True where each column has one heading and may stand anywhere."""
        return len(self.heads) == 1


BASES = (
    Base("dài", LONG, range(1), 0, range(1, 9), (2, 3, 4)),
    Base("bảng", WIDE, range(3, 7), 4, range(7, 9), (1,)),
    Base("liệt kê", LISTED, range(3, 4), 3, range(4, 10), (1,)),
)


@dataclass(frozen=True)
class Part:
    """One row of a file as text with its line end; `row` is its number in the clean file."""

    text: str
    row: int | None = None


@dataclass(frozen=True)
class Variant:
    """A spoilt file: which clean file, class and name of the fault, its bytes.

    `lines` tells the physical line of each clean row still in the file, `faults` the lines where
    the fault lies; none for a fault of the whole file.
    """

    base: str
    kind: str
    name: str
    content: bytes
    lines: dict[int, int]
    faults: frozenset[int] = field(default=frozenset())


def row_text(cells: list[str], delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """A row as CSV text without a line end."""
    text = io.StringIO()
    # With another line end than \n the writer would not quote a cell that holds one.
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerow(cells)
    return text.getvalue()[:-1]


def parts_of(
    rows: list[list[str]], delimiter: str, ends: tuple[str, ...] = ("\n",), quoting: int = 0
) -> list[Part]:
    """The rows of a clean file as parts; line ends take turns."""
    return [
        Part(row_text(cells, delimiter, quoting) + ends[n % len(ends)], n)
        for n, cells in enumerate(rows)
    ]


def lines_of(parts: Iterable[Part]) -> dict[int, int]:
    """The physical line on which each clean row begins."""
    line, lines = 1, {}
    for part in parts:
        if part.row is not None:
            lines.setdefault(part.row, line)
        line += len(re.findall("\r\n|\r|\n", part.text))
    return lines


def variant(
    base: str,
    kind: str,
    name: str,
    parts: list[Part],
    faults: Iterable[int] = (),
    encoding: str = "utf-8",
) -> Variant:
    """A variant of these parts; `faults` are numbers of clean rows."""
    lines = lines_of(parts)
    content = encoded("".join(part.text for part in parts), encoding)
    return Variant(base, kind, name, content, lines, frozenset(lines[row] for row in faults))


def encoded(text: str, encoding: str) -> bytes:
    """Text in an encoding; "nfd" is decomposed UTF-8, "cp1258" writes tones beside letters."""
    if encoding == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    if encoding == "cp1258":
        return b"".join(map(_windows_1258, unicodedata.normalize("NFC", text)))
    return text.encode(encoding)


def _windows_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        bare, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        hats = [mark for mark in marks if mark not in tones]
        return "".join((unicodedata.normalize("NFC", bare + "".join(hats)), *tones)).encode(
            "cp1258"
        )
