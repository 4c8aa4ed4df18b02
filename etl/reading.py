"""From bytes to text cells that keep their physical line; no meaning yet."""

from etl import decoding, delimited
from etl.records import Fault, Record, Sheet
from etl.workbooks import read_workbook, refuse_ole

__all__ = ["Fault", "Record", "Sheet", "read_sheet", "read_sheets"]


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file of any kind we read, told by its content and never by its name.

    Raises FileRefused as `read_sheet` and `read_workbook` do.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        refuse_ole(content)
    return (read_sheet(content),)


def read_sheet(content: bytes) -> Sheet:
    """The records of a delimited file: comma, semicolon, tab or |, in a known encoding.

    Raises FileRefused, with the remedy, for an empty file, an unknown encoding, garbled letters,
    binary content, broken quotes, or a file that is a table under no delimiter.
    """
    text, encoding = decoding.decode(content)
    delimiter, records = delimited.split(text)
    is_cut = delimited.is_cut(text)
    notes = delimited.cut_note(records) if is_cut else ()
    return Sheet(encoding, delimiter, records, "", notes, is_cut)
