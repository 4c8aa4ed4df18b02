"""From bytes to text cells that keep their physical line; no meaning yet."""

import csv
import io
from dataclasses import dataclass

from etl.problems import FileRefused

_SAVE_AS = "trong Excel chọn Lưu thành (Save As) → “CSV UTF-8” rồi nạp lại"
_DELIMITERS = (",", ";")
# A quote never closed swallows the rest of the file; the limit must not hide that it did.
csv.field_size_limit(100_000_000)


@dataclass(frozen=True)
class Record:
    """One record as it stands: the physical line it begins on and its cells as text."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A delimited file as text: its encoding, delimiter and records, blank ones left out."""

    encoding: str
    delimiter: str
    records: tuple[Record, ...]


def read_sheet(content: bytes) -> Sheet:
    """The records of a UTF-8 CSV file with comma or semicolon.

    Raises FileRefused, with the remedy, for an empty file, another encoding, binary content,
    unterminated quotes, or a file that is a table under neither delimiter.
    """
    text, encoding = _decode(content)
    if not text.strip(",; \t\r\n"):
        raise FileRefused("empty-file", "tệp rỗng, không có dòng nào; kiểm tra lại tệp gửi")
    delimiter = _delimiter(text)
    return Sheet(encoding, delimiter, _records(text, delimiter))


def _delimiter(text: str) -> str:
    """The delimiter under which more records have several cells; FileRefused when none or both.

    Under the wrong one a table is one column wide, but for stray marks inside cells, and quotes
    stand where they may not.
    """
    scores, faults = {}, {}
    for delimiter in _DELIMITERS:
        try:
            widths = [len(record.cells) for record in _records(text, delimiter)]
            scores[delimiter] = (sum(width > 1 for width in widths), max(widths, default=0))
        except FileRefused as fault:
            faults[delimiter] = fault
    if not scores:
        raise faults[max(_DELIMITERS, key=text.count)]
    best = max(scores, key=lambda d: scores[d])
    # Broken quotes under the delimiter that is meant must not hand the file to the other one.
    for other, fault in faults.items():
        if scores[best][1] <= 1 or text.count(other) > text.count(best):
            raise fault
    if scores[best][1] <= 1:
        raise FileRefused(
            "no_table",
            "tệp không có cột nào ngăn bằng dấu phẩy hoặc chấm phẩy; " + _SAVE_AS,
            line=1,
        )
    if len(scores) == 2 and scores[","] == scores[";"]:
        raise FileRefused(
            "delimiter_ambiguous",
            "không rõ cột ngăn bằng dấu phẩy hay chấm phẩy; dùng một dấu cho cả tệp",
            line=1,
        )
    return best


def _decode(content: bytes) -> tuple[str, str]:
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise FileRefused("not_csv", "đây là tệp Excel hoặc Word, chưa phải CSV; " + _SAVE_AS)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileRefused("encoding", "tệp mã hóa UTF-16, không phải UTF-8; " + _SAVE_AS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise FileRefused(
            "encoding",
            f"dòng {line} có ký tự không phải UTF-8, chữ Việt sẽ sai; {_SAVE_AS}",
            line=line,
        ) from None
    if "\x00" in text:
        raise FileRefused("not_csv", "tệp không phải văn bản (có ký tự rỗng); " + _SAVE_AS)
    return text, "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"


def _records(text: str, delimiter: str) -> tuple[Record, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            record = Record(line, tuple(cells))
            if not record.is_blank:
                records.append(record)
            line = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            "quotes",
            f"bản ghi bắt đầu ở dòng {line} có dấu ngoặc kép không khép hoặc đặt sai"
            " (trong ô, viết hai dấu ngoặc kép liền nhau); sửa dòng này rồi nạp lại",
            line=line,
            found=_line(text, line),
        ) from None
    return tuple(records)


def _line(text: str, number: int) -> str:
    lines = io.StringIO(text, newline="").readlines()
    return lines[number - 1] if number <= len(lines) else ""
