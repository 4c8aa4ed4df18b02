"""Faults of meaning in the names and codes of units: spellings, slips, units of elsewhere."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from indicators.names import fold
from tests.pollution.meaning import (
    CLEAR,
    DOUBT,
    NAMES,
    NAMES_WRONG,
    TELL,
    Change,
    Fault,
    of_table,
    put,
)
from tests.pollution.tables import Table

Spelling = Callable[[str, str, str], str | None]
_PREFIXES = {
    "Huyện": ("H. ", "H.", "huyện "), "Thị xã": ("TX ", "TX. ", "Tx. "),
    "Thành phố": ("TP ", "TP. ", "Tp ", "TP.", "T.P "), "Xã": ("xã ", "X. "),
    "Phường": ("phường ", "P. ", "P."), "Tỉnh": ("tỉnh ", "T. "),
}  # fmt: skip
_CYRILLIC = str.maketrans("aeopcyxAEOPCTHMBKX", "аеорсухАЕОРСТНМВКХ")


def _short(n: int) -> Spelling:
    """The n-th shorter way to write the type of a unit."""

    def write(kind: str, name: str, _code: str) -> str | None:
        ways = _PREFIXES[kind]
        return ways[n] + name if n < len(ways) else None

    return write


# How a unit's type, name and code may be written so that a clerk sees at once which it is.
_SAME: list[tuple[str, Spelling]] = [
    *((f"loại viết tắt {n}", _short(n)) for n in range(5)),
    ("chữ hoa", lambda kind, name, _: f"{kind} {name}".upper()),
    ("chữ thường", lambda kind, name, _: f"{kind} {name}".lower()),
    ("dựng sẵn, tổ hợp", lambda kind, name, _: unicodedata.normalize("NFD", f"{kind} {name}")),
    ("hai khoảng trắng", lambda kind, name, _: f"{kind}  {name.replace(' ', '  ')}"),
    ("cách cứng", lambda kind, name, _: f"{kind}\u00a0{name}"),
    ("khoảng trắng quanh tên", lambda kind, name, _: f"  {kind} {name} "),
    ("số thứ tự trước tên", lambda kind, name, _: f"1. {kind} {name}"),
    ("số thứ tự có ngoặc", lambda kind, name, _: f"2) {kind} {name}"),
    ("gạch đầu dòng", lambda kind, name, _: f"- {kind} {name}"),
    ("UBND trước tên", lambda kind, name, _: f"UBND {kind.lower()} {name}"),
    ("Ủy ban nhân dân trước tên", lambda kind, name, _: f"Ủy ban nhân dân {kind.lower()} {name}"),
    ("dấu chấm sau tên", lambda kind, name, _: f"{kind} {name}."),
    ("dấu sao sau tên", lambda kind, name, _: f"{kind} {name} (*)"),
]  # fmt: skip
# What is none of the unit's names, or of another, or not seen by the eye.
_DOUBTFUL: list[tuple[str, Spelling]] = [
    ("không dấu", lambda kind, name, _: fold(f"{kind} {name}")),
    ("không loại", lambda _kind, name, _: name),
    ("chữ Kirin giống chữ La tinh", lambda kind, name, _: f"{kind} {name.translate(_CYRILLIC)}"),
    ("ký tự không bề rộng", lambda kind, name, _: f"{kind} {name[:2]}\u200b{name[2:]}"),
    ("ký tự đổi hướng", lambda kind, name, _: f"\u202e{kind} {name}\u202c"),
    ("gạch nối mềm", lambda kind, name, _: f"{kind} {name[:2]}\u00ad{name[2:]}"),
    ("thiếu chữ cuối", lambda kind, name, _: f"{kind} {name[:-1]}"),
    ("thiếu một chữ", lambda kind, name, _: f"{kind} {name[:2]}{name[3:]}"),
    ("thừa chữ cuối", lambda kind, name, _: f"{kind} {name}h"),
    ("đổi chỗ hai chữ", lambda kind, name, _: f"{kind} {name[:-2]}{name[-1]}{name[-2]}"),
    ("sai dấu", lambda kind, name, _: f"{kind} {_wrong_tone(name)}"),
    ("dính liền", lambda kind, name, _: f"{kind}{name}".replace(" ", "")),
    ("gạch nối giữa chữ", lambda kind, name, _: f"{kind} {name.replace(' ', '-')}"),
    ("tên viết tắt", lambda kind, name, _: f"{kind} {''.join(word[0] for word in name.split())}"),
    ("mã sau tên", lambda kind, name, code: f"{kind} {name} ({code})" if code else None),
    ("có tỉnh sau tên", lambda kind, name, _: f"{kind} {name}, tỉnh Bình Định"),
]  # fmt: skip
# Told however it comes out: no unit, another type, one of elsewhere or of another time.
_WRONG = (
    "Huyện Không Có", "Đơn vị A", "Huyện", "-", "x", "Huyện Châu Thành",
    "Tổng cộng", "Toàn tỉnh", "Cộng", "Các huyện còn lại", "Huyện Tuy Phước và huyện Phù Cát",
    "Sở Nội vụ", "Công an tỉnh", "Khối các xã", "Việt Nam", "550",
    "Phường 1", "=Sheet1!A1", "#N/A", "12", "2025", "Xã Trà Tân",
)  # fmt: skip
# Units of elsewhere, which only a line of the province above can tell.
_ELSEWHERE = ("Huyện Đắk Hà, tỉnh Kon Tum", "Quận 1", "Đặc khu Phú Quốc")
_TYPES = ("Huyện", "Thị xã", "Thành phố", "Quận", "Xã", "Phường", "Đặc khu", "Thị trấn")
# Codes of the unit in the row that are none, of another, or of another way of writing.
_CODES: list[tuple[str, str, Callable[[str], str]]] = [
    ("khoảng trắng quanh mã", CLEAR, lambda code: f" {code} "),
    ("mã là số Excel 550.0", DOUBT, lambda code: f"{code}.0"),
    ("mã có nháy đơn", DOUBT, lambda code: f"'{code}"),
    ("mã rộng", DOUBT, lambda code: code.translate({48 + n: 0xFF10 + n for n in range(10)})),
    ("mã mất số 0 ở đầu", DOUBT, lambda code: code.lstrip("0")),
    ("mã thừa số 0", DOUBT, lambda code: "0" + code),
    ("mã có chữ O", DOUBT, lambda code: code.replace("0", "O")),
    ("mã bỏ trống", DOUBT, lambda code: ""),
    ("mã của đơn vị khác", TELL, lambda code: "548" if code != "548" else "551"),
    ("mã của tỉnh khác", TELL, lambda code: "001"),
    ("mã của xã", TELL, lambda code: "21988"),
    ("mã không có", TELL, lambda code: "999"),
    ("mã là chữ", TELL, lambda code: "không rõ"),
    ("mã âm", TELL, lambda code: f"-{code}"),
]  # fmt: skip


def units() -> Iterator[Fault]:
    """Faults in the names and codes of units."""
    for name, write in _SAME:
        yield Fault(name, NAMES, CLEAR, _names(write))
    for name, write in _DOUBTFUL:
        yield Fault(name, NAMES_WRONG, DOUBT, _names(write))
    for text in _WRONG:
        yield Fault(f"đơn vị ghi “{text}”", NAMES_WRONG, TELL, _replaced(text))
    for text in _ELSEWHERE:
        yield Fault(f"đơn vị ghi “{text}”", NAMES_WRONG, TELL, _below_province(_replaced(text)))
    yield Fault("đơn vị để trống", NAMES_WRONG, DOUBT, _replaced(""))
    for kind in _TYPES:
        yield Fault(f"loại ghi {kind}", NAMES_WRONG, TELL, _typed(kind))
    for name, expected, change in _CODES:
        yield Fault(name, NAMES_WRONG if expected != CLEAR else NAMES, expected, _codes(change))
    yield Fault("tên của dòng khác", NAMES_WRONG, TELL, _of_another_row)
    yield Fault("tên của dòng khác, mã đúng", NAMES_WRONG, TELL, _name_of_another)
    yield Fault("phía trên ghi tỉnh khác", NAMES_WRONG, TELL, _another_province)


def _parts(table: Table, row: int, column: int) -> tuple[str, str, str]:
    """The type and name in a cell, and the code beside it."""
    text = table.rows[row][column]
    kind = next(kind for kind in _PREFIXES if text.startswith(kind + " "))
    return kind, text.removeprefix(kind + " "), table.rows[row][1] if table.title is None else ""


def _names(write: Spelling) -> Callable[[Table], Iterator[Change]]:
    def spoil(table: Table) -> Iterator[Change]:
        for at in table.unit_cells:
            text = write(*_parts(table, *at))
            # Over columns units are not numbered.
            is_over = at[0] in table.heads
            if text is not None and not (is_over and text[0].isdigit()):
                yield _put(table, at, text)

    return spoil


def _put(table: Table, at: tuple[int, int], text: str) -> Change:
    """Another text in a cell that names a unit; above the rows it speaks of all of them."""
    change = put(table, {at: text})
    return of_table(change) if table.is_listed else change


def _wrong_tone(name: str) -> str:
    """The last vowel with another tone."""
    swapped = str.maketrans("áàảãạớờởỡợướừửâấầơ", "àáạảãờớợởỡuừứứấâầớ")
    return name.translate(swapped)


def _replaced(text: str) -> Callable[[Table], Iterator[Change]]:
    """Another text in place of a unit, in the first and in the last row."""

    def spoil(table: Table) -> Iterator[Change]:
        for at in dict.fromkeys((table.unit_cells[0], table.unit_cells[-1])):
            yield _put(table, at, text)

    return spoil


def _below_province(spoil: Callable[[Table], Iterator[Change]]):
    """The fault in the tables that a line of the province stands above."""
    return lambda table: spoil(table) if "TỈNH" in table.rows[0][0] else iter(())


def _typed(kind: str) -> Callable[[Table], Iterator[Change]]:
    def spoil(table: Table) -> Iterator[Change]:
        for at in table.unit_cells:
            own, name, _ = _parts(table, *at)
            # Of a single unit nothing tells that "Thị trấn Tuy Phước" is another than is meant.
            if own != kind and (len(table.unit_cells) > 1 or kind != "Thị trấn"):
                yield _put(table, at, f"{kind} {name}")

    return spoil


def _codes(change: Callable[[str], str]) -> Callable[[Table], Iterator[Change]]:
    """Another text in the column of codes, which only the long form has."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in table.body if table.title is None else ():
            yield put(table, {(row, 1): change(table.rows[row][1])})

    return spoil


def _of_another_row(table: Table) -> Iterator[Change]:
    """A name typed twice: figures of one unit that differ, and those of another lost."""
    if table.title is not None:
        for (row, column), at in pairwise(table.unit_cells):
            change = _put(table, at, table.rows[row][column])
            change.at = (row, at[0])
            yield change


def _name_of_another(table: Table) -> Iterator[Change]:
    """In the long form the code contradicts the name."""
    if table.title is None:
        for row in table.body:
            other = table.rows[table.body[0] if row > 8 else table.body[-1]][0]
            yield put(table, {(row, 0): other})


def _another_province(table: Table) -> Iterator[Change]:
    """A line of another province above the units; it must not make other units of them."""
    for row in range(table.title or 0):
        if "TỈNH" in table.rows[row][0]:
            for province in ("KON TUM", "CÀ MAU", "QUẢNG NGÃI"):
                yield of_table(put(table, {(row, 0): f"UBND TỈNH {province}"}))
