"""Faults of structure, each put into each row of each clean file under each delimiter."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from etl import letters
from tests.pollution.clean import (
    BASES,
    Base,
    Part,
    Variant,
    encoded,
    parts_of,
    row_text,
    variant,
)
from tests.pollution.dialects import DELIMITERS

OTHER = {",": ";", ";": ",", "\t": ";", "|": ","}


def faults() -> Iterator[Variant]:
    """All faults of structure, letters and whole files."""
    for base in BASES:
        for delimiter in DELIMITERS:
            parts = parts_of(base.rows, delimiter)
            for row in base.body:
                yield from _in_a_row(base, parts, row, delimiter)
                yield from _between_rows(base, parts, row, delimiter)
            yield from _around(base, parts, delimiter)
            yield from _in_the_header(base, delimiter)
            yield from _cut(base, parts)
        yield from _letters(base, parts_of(base.rows, ";"))
        yield from _whole(base, parts_of(base.rows, ";"))


def _in_a_row(base: Base, parts: list[Part], row: int, delimiter: str) -> Iterator[Variant]:
    """Cells missing or added, quotes that do not match, breaks inside cells."""
    cells = base.rows[row]
    for name, kind, change in _CELL_FAULTS:
        for at in range(len(cells)):
            changed = change(cells, at, delimiter)
            if changed is not None and changed != row_text(cells, delimiter):
                spoilt = [*parts]
                spoilt[row] = Part(changed + "\n", row)
                yield variant(
                    base.name, kind, f"{name} dòng {row} ô {at} {delimiter!r}", spoilt, [row]
                )


def _joined(cells: list[str], delimiter: str) -> str:
    return row_text(cells, delimiter)


def _with(cells: list[str], at: int, raw: str, delimiter: str) -> str:
    """The row with one cell written as it is, unquoted."""
    written = [row_text([cell], delimiter) if cell else "" for cell in cells]
    return delimiter.join([*written[:at], raw, *written[at + 1 :]])


def _unquoted(cells: list[str], at: int, delimiter: str) -> str | None:
    """A decimal or a comma written without quotes where it separates columns."""
    return _with(cells, at, cells[at], delimiter) if delimiter in cells[at] else None


def _decimal(cells: list[str], at: int, delimiter: str) -> str | None:
    is_number = re.fullmatch(r"[0-9.]+(,[0-9]+)?", cells[at])
    return _with(cells, at, cells[at] + delimiter + "5", delimiter) if is_number else None


Change = Callable[[list[str], int, str], str | None]
_CELLS, _QUOTES, _BREAKS = "Thiếu ô, thừa ô", "Dấu ngoặc kép", "Xuống dòng trong ô"
_CELL_FAULTS: list[tuple[str, str, Change]] = [
    ("bỏ ô", _CELLS, lambda c, i, d: _joined(c[:i] + c[i + 1 :], d)),
    ("thêm ô trống", _CELLS, lambda c, i, d: _joined([*c[:i], "", *c[i:]], d)),
    ("lặp ô", _CELLS, lambda c, i, d: _joined([*c[:i], c[i], *c[i:]], d)),
    ("cắt phần cuối", _CELLS, lambda c, i, d: _joined(c[:i], d) if i else None),
    ("dấu ngăn không ngoặc", _CELLS, _unquoted),
    ("số lẻ không ngoặc", _CELLS, _decimal),
    ("ngoặc mở không khép", _QUOTES, lambda c, i, d: _with(c, i, '"' + c[i], d)),
    ("ngoặc khép không mở", _QUOTES, lambda c, i, d: _with(c, i, c[i] + '"', d) if c[i] else None),
    ("ngoặc giữa ô", _QUOTES, lambda c, i, d: _with(c, i, f'"{c[i][:2]}"{c[i][2:]}', d)),
    ("thừa chữ sau ngoặc", _QUOTES, lambda c, i, d: _with(c, i, f'"{c[i]}" .', d)),
    ("ngoặc thoát bằng \\", _QUOTES, lambda c, i, d: _with(c, i, f'"{c[i]}\\"x"', d)),
    ("ngoặc đơn", _QUOTES, lambda c, i, d: _with(c, i, f"'{c[i]}'", d)),
    ("khoảng trắng quanh ngoặc", _QUOTES, lambda c, i, d: _with(c, i, f' "{c[i]}"', d)),
    ("xuống dòng trong ngoặc", _BREAKS, lambda c, i, d: _with(c, i, f'"{c[i]}\n"', d)),
    ("hai dòng trong ngoặc", _BREAKS, lambda c, i, d: _with(c, i, f'"\r\n{c[i]}\r\n"', d)),
    ("xuống dòng không ngoặc", _BREAKS, lambda c, i, d: _with(c, i, c[i][:3] + "\n" + c[i][3:], d)),
]  # fmt: skip


def _between_rows(base: Base, parts: list[Part], row: int, delimiter: str) -> Iterator[Variant]:
    """Rows blank, doubled, without a line end, under another delimiter or with odd signs."""
    kind, width = "Dòng trống, lặp, đổi dấu ngăn", len(base.rows[base.leaf])
    blank, before, after = [Part("\n")], parts[:row], parts[row:]
    yield variant(base.name, kind, f"dòng trống {row}", before + blank + after)
    yield variant(base.name, kind, f"ba dòng trống {row}", before + blank * 3 + after)
    empty = [Part(delimiter * (width - 1) + "\n")]
    yield variant(base.name, kind, f"dòng chỉ có dấu ngăn {row}", before + empty + after)
    yield variant(base.name, kind, f"dòng lặp {row}", [*parts[: row + 1], *parts[row:]])
    other = [replace(p, text=p.text.replace(delimiter, OTHER[delimiter])) for p in after]
    is_body = [part.row for part in other if part.text.strip()]
    yield variant(base.name, kind, f"đổi dấu ngăn từ {row}", before + other, is_body)
    one = [replace(after[0], text=after[0].text.replace(delimiter, OTHER[delimiter]))]
    yield variant(base.name, kind, f"đổi dấu ngăn ở {row}", before + one + after[1:], [row])
    glued = [Part(after[0].text.rstrip("\n") + delimiter, row)]
    yield variant(base.name, kind, f"dính dòng {row}", before + glued + after[1:], [row])
    spaced = Part(re.sub(re.escape(delimiter), f" {delimiter}\u00a0", after[0].text), row)
    yield variant(base.name, kind, f"khoảng trắng thừa {row}", [*before, spaced, *after[1:]], [row])
    for sign in ("\x00", "\u200b", "\ufeff", "\u202e"):
        odd = Part(sign + after[0].text, row)
        yield variant(
            base.name, kind, f"ký tự {ord(sign):04x} {row}", [*before, odd, *after[1:]], [row]
        )


def _around(base: Base, parts: list[Part], delimiter: str) -> Iterator[Variant]:
    """Lines above and below the table, a table twice, a header again half way."""
    kind, width = "Dòng trên, dưới bảng; nhiều bảng", len(base.rows[0]) - 1
    for count in range(1, 6):
        above = [Part(f"BÁO CÁO SỐ {n}{delimiter}\n") for n in range(count)]
        yield variant(base.name, kind, f"{count} dòng trên", above + parts)
        yield variant(base.name, kind, f"{count} dòng trống trên", [Part("\n")] * count + parts)
        full = [Part(row_text(["BÁO CÁO"] + [""] * width, delimiter) + "\n")]
        yield variant(base.name, kind, f"{count} dòng trên đủ ô", full * count + parts)
        below = [Part(row_text(["Ghi chú: số tạm tính"], delimiter) + "\n")] * count
        wide_below = [Part(row_text(["Ghi chú"] + [""] * width, delimiter) + "\n")] * count
        if base.heads[0]:
            yield variant(base.name, kind, f"{count} dòng dưới", parts + below)
            yield variant(base.name, kind, f"{count} dòng dưới đủ ô", parts + wide_below)
    head = base.body[0]
    again = [Part(part.text) for part in parts[:head]]
    for row in range(head, len(parts)):
        yield variant(base.name, kind, f"tiêu đề lặp ở {row}", parts[:row] + again + parts[row:])
    yield variant(base.name, kind, "cả bảng hai lần", parts + [Part(part.text) for part in parts])


def _in_the_header(base: Base, delimiter: str) -> Iterator[Variant]:
    """Headings missing, doubled, changed; columns moved, added or left out."""
    kind, rows, top = "Tiêu đề và cột", base.rows, list(base.heads)
    first, leaf = top[0], base.leaf
    # Below titles a table without a needed heading has no heading row at all.
    headless = base.needed if first else ()
    for column in range(len(rows[first])):
        for name, heading in (("trống", ""), ("lạ", "Cột lạ"), ("lặp", rows[first][column - 1])):
            changed = [[*row] for row in rows]
            changed[leaf][column] = heading
            places = [] if column in headless and base.has_one_heading else top
            spoilt = parts_of(changed, delimiter)
            yield variant(base.name, kind, f"tiêu đề {name} {column}", spoilt, places)
        if base.has_one_heading:
            moved = [[row[column], *row[:column], *row[column + 1 :]] for row in rows]
            yield variant(base.name, kind, f"cột {column} lên đầu", parts_of(moved, delimiter))
        added = [
            [*row[:column], "Mới" if n == leaf else "", *row[column:]] for n, row in enumerate(rows)
        ]
        if base.has_one_heading:
            yield variant(base.name, kind, f"cột trống ở {column}", parts_of(
                [[*row[:column], "", *row[column:]] for row in rows], delimiter))  # fmt: skip
        else:
            yield variant(base.name, kind, f"cột mới ở {column}", parts_of(added, delimiter), top)
        # Without a column that may be left out it is another sound file.
        if column in base.needed:
            less = [row[:column] + row[column + 1 :] for row in rows]
            places = [] if column in headless else top  # without a unit there is no heading row
            yield variant(base.name, kind, f"thiếu cột {column}", parts_of(less, delimiter), places)
    parts = parts_of(rows, delimiter)
    yield variant(base.name, kind, "không tiêu đề", parts[base.body[0] :], [base.body[0]])
    upper = [
        [cell.upper() for cell in row] if n < base.body[0] else row for n, row in enumerate(rows)
    ]
    yield variant(base.name, kind, "tiêu đề chữ hoa", parts_of(upper, delimiter), top)


def _cut(base: Base, parts: list[Part]) -> Iterator[Variant]:
    """The file cut short at every seventh byte of its body."""
    whole = "".join(part.text for part in parts).encode()
    for size in range(40, len(whole) - 1, 7):
        text = whole[:size].decode(errors="ignore")
        left, at = [], 0
        for part in parts:
            piece = part.text[: max(len(text) - at, 0)]
            at += len(part.text)
            if piece.strip():
                left.append(Part(piece, part.row))
        lines = lines_of_cut(left)
        # What was cut off cannot be missed; what is left of the last row can.
        yield Variant(base.name, "Tệp bị cắt ngắn", f"còn {size} byte", whole[:size], lines,
                      frozenset(list(lines.values())[-1:]))  # fmt: skip


def lines_of_cut(parts: list[Part]) -> dict[int, int]:
    """The lines of the rows that are left, one row a line."""
    return {part.row: n for n, part in enumerate(parts, start=1)}


def _letters(base: Base, parts: list[Part]) -> Iterator[Variant]:
    """Old fonts, double encoding, lost letters: for the whole file and for one row."""
    for name, spoil in _SPOILT.items():
        whole = [replace(part, text=spoil(part.text)) for part in parts]
        first = [part.row for part in whole if part.text != parts[part.row].text]
        yield variant(base.name, "Chữ hỏng", f"{name} cả tệp", whole, first)
        for row in first:
            one = [*parts[:row], whole[row], *parts[row + 1 :]]
            # What is wrong with one of several heading rows is told at any of them.
            places = base.heads if row in base.heads else [row]
            yield variant(base.name, "Chữ hỏng", f"{name} dòng {row}", one, places)
    text = "".join(part.text for part in parts)
    lines = {part.row: n for n, part in enumerate(parts, start=1)}
    for name, content in {
        "latin-1": text.encode("latin-1", "replace"),
        "utf-16 không dấu": text.encode("utf-16-le"),
        "utf-32": text.encode("utf-32"),
        "utf-16 cắt lẻ": text.encode("utf-16")[:-3],
        "tcvn3": _SPOILT["tcvn3"](text).encode("latin-1", "replace"),
        "vni": _SPOILT["vni"](text).encode("latin-1", "replace"),
    }.items():
        yield Variant(base.name, "Chữ hỏng", f"byte {name}", content, lines)
    for row, part in enumerate(parts):
        mixed = [encoded(p.text, "cp1258" if p is part else "utf-8") for p in parts]
        if mixed[row] != part.text.encode():
            yield Variant(base.name, "Chữ hỏng", f"một dòng cp1258 {row}", b"".join(mixed), lines,
                          frozenset([row + 1]))  # fmt: skip


def _tcvn3(text: str) -> str:
    table = {chr(meant): chr(sign) for sign, meant in letters._TCVN3.items()}
    return "".join(table.get(letter, letter) for letter in text)


def _vni(text: str) -> str:
    table = {meant: sign for sign, meant in letters._VNI.items()}
    return "".join(table.get(letter, letter) for letter in text)


def _twice(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )


_SPOILT = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "hai lần": _twice,
    "mất chữ": lambda text: text.encode("ascii", "replace").decode(),
    "ký tự thay thế": lambda text: re.sub(r"[^\x00-\x7f]", "\ufffd", text),
}


def _whole(base: Base, parts: list[Part]) -> Iterator[Variant]:
    """Files without records, and files that are no tables."""
    kind, text = "Rỗng, không phải bảng", "".join(part.text for part in parts)
    lines = {part.row: n for n, part in enumerate(parts, start=1)}
    head = "".join(part.text for part in parts[: base.body[0]])
    for name, content in {
        "rỗng": b"",
        "chỉ BOM": b"\xef\xbb\xbf",
        "chỉ dấu ngăn": b";;;\r\n;;;\r\n",
        "chỉ tiêu đề": head.encode(),
        "một cột": text.replace(";", " ").encode(),
        "ngăn bằng ^": text.replace(";", "^").encode(),
        "ngăn bằng khoảng trắng": re.sub("[; ]", " ", text).encode(),
        "một dòng": text.replace("\n", " ").encode(),
        "html": f"<html><table><tr><td>{text}</td></tr></table>".encode(),
        "pdf": b"%PDF-1.4\n" + text.encode(),
        "zip": b"PK\x03\x04" + text.encode(),
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text.encode(),
        "nhị phân": bytes(range(256)) * 4,
    }.items():
        yield Variant(base.name, kind, name, content, lines)
