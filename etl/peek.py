"""How a file is read before any meaning: encoding, delimiter, sheets, headings, records as text."""

from etl.problems import FileRefused, Problem, plain
from etl.reading import read_sheets
from etl.receiving import shown_name
from etl.records import Record, Sheet
from etl.reporting import place
from etl.tables import outline, tables
from indicators.numerals import number

_MOST_RECORDS = 20
_LONGEST_CELL = 40
_MARKS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu |"}


def peek(name: str, content: bytes) -> list[dict]:
    """One object a table of the file, with the same keys for every kind of file.

    `sheet` is None for delimited text, `encoding` and `delimiter` are None for a workbook;
    `titles`, `header` and `records` are lists of {line, cells}. A file that cannot be read gives
    one object without tables whose `rejects` say why.
    """
    try:
        sheets = read_sheets(content)
    except FileRefused as refusal:
        return [_object(name, None, None, [refusal.problem])]
    return [
        _object(name, sheet, table, list(sheet.notes) if n == 0 else [])
        for sheet in sheets
        for n, table in enumerate(tables(sheet))
    ]


def _object(name: str, sheet: Sheet | None, table: Sheet | None, told: list[Problem]) -> dict:
    parts = outline(table) if table else None
    return {
        "file": shown_name(name),
        "sheet": (sheet.name or None) if sheet else None,
        "encoding": (sheet.encoding or None) if sheet else None,
        "delimiter": (sheet.delimiter or None) if sheet else None,
        "titles": _records(parts.titles) if parts else [],
        "header": _records(parts.header) if parts else [],
        "records": _records(parts.body) if parts else [],
        "rejects": [place(p) for p in told if p.severity == "reject"],
        "notes": [place(p) for p in told if p.severity == "note"],
    }


def _records(records: tuple[Record, ...]) -> list[dict]:
    return [{"line": record.line, "cells": list(record.cells)} for record in records]


def lines_of(seen: dict) -> list[str]:
    """The same for a person; the first records only, long cells cut."""
    if seen["rejects"]:
        return [f"{seen['file']}: không đọc được", *_told(seen["rejects"])]
    where = f", trang tính “{plain(seen['sheet'])}”" if seen["sheet"] else ""
    lines = [f"{seen['file']}{where}: {number(len(seen['records']))} bản ghi"]
    if seen["encoding"]:
        lines.append(f"  Mã hóa {seen['encoding']}, cột ngăn bằng {_MARKS[seen['delimiter']]}")
    for part, title in (("titles", "Phía trên bảng"), ("header", "Dòng tiêu đề")):
        if seen[part]:
            lines += [f"  {title}:", *map(_row, seen[part])]
    if not seen["header"]:
        lines.append("  Không thấy dòng tiêu đề của dạng dài hay dạng bảng.")
    lines += ["  Bản ghi:", *map(_row, seen["records"][:_MOST_RECORDS])]
    if (more := len(seen["records"]) - _MOST_RECORDS) > 0:
        lines.append(f"    … và {number(more)} bản ghi nữa (dùng --json để xem hết)")
    return lines + _told(seen["notes"])


def _row(record: dict) -> str:
    return f"    {record['line']}: " + " | ".join(plain(c, _LONGEST_CELL) for c in record["cells"])


def _told(places: list[dict]) -> list[str]:
    return [f"  {_where(told)}{told['reason']}" for told in places]


def _where(told: dict) -> str:
    return f"Dòng {told['line']}: " if told["line"] else ""
