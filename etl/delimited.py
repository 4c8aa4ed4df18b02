"""From delimited text to records that keep their physical line."""

import csv
import io
import re

from etl.decoding import SAVE_AS
from etl.problems import FileRefused, Problem
from etl.records import Record

DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu |"}
_DECLARED = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
# A quote never closed swallows the rest of the file; the limit must not hide that it did.
csv.field_size_limit(1_000_000_000)


def split(text: str) -> tuple[str, tuple[Record, ...]]:
    """The delimiter of a text and its records, blank ones left out.

    A first line "sep=;" declares the delimiter and is no record. Raises FileRefused for an empty
    text, broken quotes, or a text that is a table under no delimiter or under two alike.
    """
    if not text.strip(",;|\ufeff \t\r\n"):
        raise FileRefused("empty-file", "tệp rỗng, không có dòng nào; kiểm tra lại tệp gửi")
    if declared := _DECLARED.match(text):
        delimiter = declared[1]
        if delimiter not in DELIMITERS:
            raise FileRefused(
                "no_table",
                f"dòng “sep={delimiter}” khai dấu ngăn cột lạ; dùng một trong các dấu , ; | tab",
                line=1,
            )
        records = _records(text[declared.end() :], delimiter, 2)
        if not records:
            raise FileRefused("empty-file", "tệp chỉ có dòng “sep=”; kiểm tra lại tệp gửi")
        return delimiter, records
    return _best(text)


def is_cut(text: str) -> bool:
    """True when the last line has no end, as in a file cut short."""
    return not text.endswith(("\n", "\r"))


def cut_note(records: tuple[Record, ...]) -> tuple[Problem, ...]:
    """A remark when a file whose last line has no end stops in a number, which may be shortened."""
    last = records[-1]
    if not last.cells[-1].strip()[-1:].isdigit():
        return ()
    reason = (
        "dòng cuối không có dấu xuống dòng và dừng ở một con số: nếu tệp bị cắt ngắn thì số này"
        " thiếu chữ số; đối chiếu với tệp gốc"
    )
    return (Problem("note", "no_line_end", last.line, "", last.cells[-1], reason),)


def _best(text: str) -> tuple[str, tuple[Record, ...]]:
    """The delimiter under which more records have several cells; FileRefused when none or two.

    Under the wrong one a table is one column wide, but for stray marks inside cells, and quotes
    stand where they may not.
    """
    read, faults = {}, {}
    for delimiter in DELIMITERS:
        if delimiter in text:
            try:
                read[delimiter] = _records(text, delimiter, 1)
            except FileRefused as fault:
                faults[delimiter] = fault
    scores = {delimiter: _score(records) for delimiter, records in read.items()}
    best = max(scores, key=lambda d: scores[d], default=None)
    is_table = best is not None and scores[best][1] > 1
    # Broken quotes under the delimiter that is meant must not hand the file to another one.
    for other, fault in sorted(faults.items(), key=lambda item: -text.count(item[0])):
        if not is_table or text.count(other) > text.count(best):
            raise fault
    if not is_table:
        raise FileRefused(
            "no_table",
            "tệp không có cột nào ngăn bằng dấu phẩy, chấm phẩy, tab hoặc |; " + SAVE_AS,
            line=1,
        )
    alike = [other for other in scores if other != best and scores[other] == scores[best]]
    for delimiter in (best, *alike):
        _refuse_changed(read[delimiter], delimiter, scores[best][1])
    if alike:
        raise FileRefused(
            "delimiter_ambiguous",
            f"không rõ cột ngăn bằng {_NAMES[best]} hay {_NAMES[alike[0]]}; dùng một dấu cho cả"
            " tệp",
            line=1,
        )
    return best, read[best]


def _refuse_changed(records: tuple[Record, ...], best: str, width: int) -> None:
    """Refuse a table whose first rows, headings among them, stand under another delimiter."""
    for record in records:
        if len(record.cells) == width:
            return
        if len(record.cells) > 1:
            continue
        for other in DELIMITERS:
            parts = record.cells[0].split(other)
            # In a sentence a blank follows the comma.
            is_row = not any(part.startswith(" ") for part in parts)
            if other != best and is_row and len(parts) >= max(3, 0.7 * width):
                changed = next(r for r in records if len(r.cells) > 1)
                raise FileRefused(
                    "delimiter_changed",
                    f"từ dòng {changed.line} cột ngăn bằng {_NAMES[best]}, phía trên ngăn bằng"
                    f" {_NAMES[other]}; dùng một dấu cho cả tệp",
                    line=changed.line,
                    found=best.join(changed.cells),
                )


def _score(records: tuple[Record, ...]) -> tuple[int, int]:
    widths = [len(record.cells) for record in records]
    return sum(width > 1 for width in widths), max(widths, default=0)


def _records(text: str, delimiter: str, line: int) -> tuple[Record, ...]:
    """The records under a delimiter; the text begins on physical line `line`."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, before = [], line - 1
    try:
        for cells in reader:
            record = Record(line, tuple(cells))
            end = before + reader.line_num
            if end > line:
                _refuse_swallowed(record, delimiter)
            if not record.is_blank:
                records.append(record)
            line = end + 1
    except csv.Error:
        raise FileRefused(
            "quotes",
            f"bản ghi bắt đầu ở dòng {line} có dấu ngoặc kép không khép hoặc đặt sai"
            " (trong ô, viết hai dấu ngoặc kép liền nhau); sửa dòng này rồi nạp lại",
            line=line,
            found=_line(text, line - before),
        ) from None
    return tuple(records)


def _refuse_swallowed(record: Record, delimiter: str) -> None:
    """Refuse a cell that holds whole records: a quote left open that a later one closed."""
    least = max(1, len(record.cells) - 1)
    for cell in record.cells:
        for piece in re.split("\r\n|\r|\n", cell)[1:]:
            if piece.count(delimiter) >= least and any(sign.isdigit() for sign in piece):
                raise FileRefused(
                    "quotes",
                    f"dấu ngoặc kép mở ở bản ghi bắt đầu dòng {record.line} không khép: nó nuốt cả"
                    " các dòng sau; khép dấu ngoặc kép ở dòng này rồi nạp lại",
                    line=record.line,
                    found=cell,
                )


def _line(text: str, number: int) -> str:
    lines = io.StringIO(text, newline="").readlines()
    return lines[number - 1] if number <= len(lines) else ""
