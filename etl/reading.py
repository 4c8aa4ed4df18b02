"""From bytes to text cells that keep their physical line; no meaning yet."""

import csv
import io
from dataclasses import dataclass

from etl.problems import FileRefused

_SAVE_AS = "trong Excel chọn Lưu thành (Save As) → “CSV UTF-8” rồi nạp lại"
_DELIMITERS = (",", ";")
csv.field_size_limit(1_000_000)


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
    if not text.strip():
        raise FileRefused("empty-file", "tệp rỗng, không có dòng nào; kiểm tra lại tệp gửi")
    readings = {delimiter: _records(text, delimiter) for delimiter in _DELIMITERS}
    widths = {d: max(len(r.cells) for r in records) for d, records in readings.items()}
    # Under the wrong delimiter a table is one column wide, but for stray commas inside cells.
    regular = {d: sum(len(r.cells) > 1 for r in records) for d, records in readings.items()}
    best = max(_DELIMITERS, key=lambda d: (regular[d], widths[d]))
    if widths[best] == 1:
        raise FileRefused(
            "no_table",
            "tệp không có cột nào ngăn bằng dấu phẩy hoặc chấm phẩy; " + _SAVE_AS,
            line=1,
        )
    other = _DELIMITERS[1 - _DELIMITERS.index(best)]
    if widths[other] > 1 and regular[other] == regular[best] and widths[other] == widths[best]:
        raise FileRefused(
            "delimiter_ambiguous",
            "không rõ cột ngăn bằng dấu phẩy hay chấm phẩy; dùng một dấu cho cả tệp",
            line=1,
        )
    return Sheet(encoding, best, readings[best])


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
    except csv.Error as fault:
        raise FileRefused(
            "quotes",
            f"bản ghi bắt đầu ở dòng {line} có dấu ngoặc kép không khép hoặc đặt sai"
            " (trong ô, viết hai dấu ngoặc kép liền nhau); sửa dòng này rồi nạp lại",
            line=line,
            found=str(fault),
        ) from None
    return tuple(records)
