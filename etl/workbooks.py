"""From a workbook to sheets of text cells: what may be opened, and what its cells must tell."""

import json
import subprocess
import sys
import threading
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from etl import letters
from etl.decoding import refusal_of_garbled
from etl.problems import FileRefused, Problem, plain
from etl.records import Fault, Record, Sheet
from etl.rows import states_figure

_SAVE_AS = "mở bằng Excel, Lưu thành (Save As) → “Excel Workbook (.xlsx)” rồi nạp lại"
_LARGEST_FILE = 20_000_000
_LARGEST_PART = 40_000_000
_LARGEST_WHOLE = 60_000_000
_MOST_PARTS = 2_000
# Tables of figures shrink to a tenth or a thirtieth; only a bomb shrinks to a two-hundredth.
_RATIO, _RATIO_FROM = 200, 3_000_000
_SECONDS = 15
_OUT_OF_MEMORY = 3
_WORKER = Path(__file__).with_name("workbook_cells.py")

# Parts that tell what a zip archive is, when it is not a workbook we read.
_OTHERS = {
    "xl/workbook.bin": ("workbook_binary", "tệp Excel nhị phân (.xlsb); " + _SAVE_AS),
    "content.xml": ("workbook_ods", "tệp LibreOffice (.ods); mở rồi lưu thành .xlsx"),
    "word/document.xml": ("not_a_workbook", "tệp Word; chép bảng sang Excel rồi lưu .xlsx"),
    "ppt/presentation.xml": ("not_a_workbook", "tệp PowerPoint; chép bảng sang Excel, lưu .xlsx"),
}
_DAMAGED = "tệp Excel bị hỏng hoặc bị cắt ngắn; mở tệp gốc bằng Excel, lưu lại rồi nạp lại"
_TOO_LARGE = (
    "tệp Excel quá lớn khi mở ra; xóa phần thừa, chép riêng bảng số liệu sang tệp mới, hoặc lưu"
    " từng trang tính thành “CSV UTF-8”"
)
_FAULTS = {
    "cell_error": "ô báo lỗi; sửa công thức hoặc gõ số vào rồi lưu lại",
    "formula_uncached": "ô có công thức nhưng tệp chưa lưu kết quả; mở bằng Excel rồi lưu lại, hoặc"
    " dán thành giá trị (Paste Values)",
    "date_cell": "ô là ngày tháng; có thể Excel đã đổi “1/4” hay “Quý” thành ngày: định dạng ô là"
    " Văn bản (Text) rồi gõ lại, ví dụ Quý I/2025",
    "scaled_cell": "ô có định dạng giấu bớt hoặc ghi thêm hàng nghìn, hàng triệu, số thấy trên màn"
    " hình khác số trong ô; đổi định dạng ô thành Số (Number) và kiểm tra lại đơn vị tính",
    "merged_cell": "ô gộp qua nhiều dòng, không rõ số thuộc dòng nào; bỏ gộp ô (Unmerge) rồi ghi số"
    " cho từng dòng",
    "merged_columns": "ô gộp qua nhiều cột, không rõ số thuộc cột nào; bỏ gộp ô (Unmerge) rồi ghi"
    " số cho từng cột, cột chưa có số thì để trống",
}  # fmt: skip


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of an .xlsx or .xlsm workbook, cells as text, rows as lines.

    Raises FileRefused, with the remedy, for a bomb, a damaged or locked file, other kinds of
    workbook, garbled letters, and a workbook without any filled sheet.
    """
    _guard(content)
    found = _cells(content)
    if "refused" in found:
        raise FileRefused(found["refused"], _why(found["refused"]))
    _name_apart(found["sheets"])
    visible = [_sheet(sheet) for sheet in found["sheets"] if not sheet["is_hidden"]]
    filled = [sheet for sheet in visible if sheet.records]
    if not filled:
        raise FileRefused(
            "empty-file", "các trang tính đang hiện không có số liệu; kiểm tra lại tệp gửi"
        )
    _refuse_garbled(filled)
    hidden = [_hidden_note(s["name"]) for s in found["sheets"] if s["is_hidden"] and s["rows"]]
    first = filled[0]
    told = Sheet("", "", first.records, first.name, (*first.notes, *hidden))
    return (told, *filled[1:])


def refuse_ole(content: bytes) -> None:
    """Say what a file of the old Office container is: locked, .xls or .doc. Always raises."""
    for stream, code, reason in (
        ("EncryptedPackage", "workbook_locked",
         "tệp Excel có mật khẩu; mở bằng Excel, bỏ mật khẩu (File → Info → Protect) rồi nạp lại"),
        ("WordDocument", "not_a_workbook", "tệp Word cũ (.doc); chép bảng sang Excel, lưu .xlsx"),
        ("Workbook", "workbook_old", "tệp Excel đời cũ (.xls); " + _SAVE_AS),
        ("Book", "workbook_old", "tệp Excel đời cũ (.xls); " + _SAVE_AS),
    ):  # fmt: skip
        if stream.encode("utf-16-le") in content:
            raise FileRefused(code, reason)
    raise FileRefused("not_a_workbook", "tệp Office đời cũ, không đọc được; " + _SAVE_AS)


def _guard(content: bytes) -> None:
    """Refuse, before anything is unpacked, what is no workbook or would unpack to too much."""
    if len(content) > _LARGEST_FILE:
        raise FileRefused("too_large", _TOO_LARGE)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            for name, (code, kind) in _OTHERS.items():
                if name in names:
                    raise FileRefused(code, f"đây là {kind}")
            if "[Content_Types].xml" not in names:
                raise FileRefused(
                    "not_a_workbook", "đây là tệp nén zip; giải nén rồi nạp từng tệp bên trong"
                )
            if any(part.flag_bits & 1 for part in parts):
                raise FileRefused("workbook_locked", "tệp nén có mật khẩu; bỏ mật khẩu rồi nạp lại")
            _guard_sizes(parts)
            _guard_markup(archive, parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        raise FileRefused("damaged", _DAMAGED) from None
    # What zipfile lets through of a crafted archive: names that are no UTF-8, entries out of range
    # or under another name than listed, packed bytes that cannot be unpacked.
    except (ValueError, IndexError, KeyError, zipfile.zlib.error):
        raise FileRefused("damaged", _DAMAGED) from None


def _guard_sizes(parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = whole > _RATIO_FROM and whole > _RATIO * max(packed, 1)
    largest = max((part.file_size for part in parts if _is_markup(part)), default=0)
    if is_bomb or whole > _LARGEST_WHOLE or largest > _LARGEST_PART or len(parts) > _MOST_PARTS:
        raise FileRefused("too_large", _TOO_LARGE)


def _guard_markup(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Office writes no document type; one that is there declares entities."""
    for part in parts:
        if _is_markup(part):
            with archive.open(part) as file:
                head = file.read(65_536)
            if (
                b"<!DOCTYPE" in head
                or b"<!ENTITY" in head
                or head[:2] in (b"\xff\xfe", b"\xfe\xff")
            ):
                raise FileRefused(
                    "damaged", "tệp có khai báo XML lạ, không do Excel ghi; " + _SAVE_AS
                )


def _is_markup(part: zipfile.ZipInfo) -> bool:
    return part.filename.casefold().endswith((".xml", ".rels", ".vml"))


def _why(code: str) -> str:
    return {"too_large": _TOO_LARGE, "damaged": _DAMAGED}[code]


@dataclass
class _Process:
    """The running reader of workbooks; started at the first workbook, again after it broke."""

    running: subprocess.Popen | None = None


_PROCESS = _Process()
_TURN = threading.Lock()


def _cells(content: bytes) -> dict:
    """What the reader of workbooks answers, or why it did not."""
    with _TURN:
        if _PROCESS.running is None or _PROCESS.running.poll() is not None:
            _PROCESS.running = subprocess.Popen(
                [sys.executable, "-I", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        process = _PROCESS.running
        late = threading.Event()
        clock = threading.Timer(_SECONDS, lambda: (late.set(), process.kill()))
        clock.start()
        try:
            process.stdin.write(len(content).to_bytes(8, "big") + content)
            process.stdin.flush()
            size = int.from_bytes(process.stdout.read(8), "big")
            answer = process.stdout.read(size)
        except OSError:
            size, answer = 0, b""
        finally:
            clock.cancel()
        if size and len(answer) == size:
            return json.loads(answer)
        process.kill()
        is_large = process.wait() == _OUT_OF_MEMORY or late.is_set()
        process.stdin.close()
        process.stdout.close()
    return {"refused": "too_large" if is_large else "damaged"}


def _name_apart(sheets: list[dict]) -> None:
    """Name each sheet as it is shown: refusals are found again by it, so no two share a name."""
    names: set[str] = set()
    for n, sheet in enumerate(sheets, start=1):
        shown = plain(sheet["name"])
        sheet["name"] = f"{shown} ({n})" if shown in names else shown
        names.add(sheet["name"])


def _sheet(found: dict) -> Sheet:
    """One sheet as records of equal width, with its faults, spans and remarks."""
    width = max((cells[-1][0] for _, _, cells in found["rows"]), default=0)
    down, across = _merged_down(found), _merged_across(found, width)
    records, notes = [], []
    for number, is_hidden, filled in found["rows"]:
        cells = [""] * width
        faults = {}
        for column, text, code in filled:
            cells[column - 1] = text
            if code:
                faults[column - 1] = _fault(code, number, column)
        spans = {}
        for column, text in down.get(number, {}).items():
            if text[:1].isdigit() or text[:1] == "-":
                faults.setdefault(column - 1, _fault("merged_cell", number, column))
            if column <= width and not cells[column - 1].strip():
                spans[column - 1] = text
        for column, fault in across.get(number, {}).items():
            faults.setdefault(column, fault)
        records.append(Record(number, tuple(cells), faults, spans))
        if is_hidden:
            notes.append(_hidden_row(found["name"], number))
    notes += _hidden_columns(found)
    return Sheet("", "", tuple(records), found["name"], tuple(notes))


def _merged_down(found: dict) -> dict[int, dict[int, str]]:
    """By row and column, the text of each range merged over several rows of one column."""
    texts = {(n, column): text for n, _, cells in found["rows"] for column, text, _ in cells}
    last_row = max((number for number, *_ in found["rows"]), default=0)
    down: dict[int, dict[int, str]] = {}
    for top, left, bottom, right in found["merged"]:
        if left == right and bottom > top and (top, left) in texts:
            for number in range(top, min(bottom, last_row) + 1):
                down.setdefault(number, {})[left] = texts[(top, left)]
    return down


def _merged_across(found: dict, width: int) -> dict[int, dict[int, Fault]]:
    """By row and column, from 0, the fault of each figure merged over several columns."""
    texts = {(n, column): text for n, _, cells in found["rows"] for column, text, _ in cells}
    last_row = max((number for number, *_ in found["rows"]), default=0)
    faults: dict[int, dict[int, Fault]] = {}
    for top, left, bottom, right in found["merged"]:
        columns = tuple(range(left - 1, min(right, width)))
        if len(columns) > 1 and states_figure(texts.get((top, left), "").lstrip("- ")):
            for number in range(top, min(bottom, last_row) + 1):
                why = f"ô {letter(left)}{top}: {_FAULTS['merged_columns']}"
                fault = Fault("merged_cell", why, columns, bottom > top)
                faults.setdefault(number, {}).update(dict.fromkeys(columns, fault))
    return faults


def _fault(code: str, row: int, column: int) -> Fault:
    return Fault(code, f"ô {letter(column)}{row}: {_FAULTS[code]}")


def letter(column: int) -> str:
    """The letters of a column of a sheet, from 1: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _hidden_row(sheet: str, row: int) -> Problem:
    reason = "hàng đang bị ẩn trong Excel, vẫn được đọc; nếu không phải số liệu thì xóa hàng này"
    return Problem("note", "hidden_row", row, "", "", reason, sheet=sheet)


def _hidden_columns(found: dict) -> list[Problem]:
    filled = {column for _, _, cells in found["rows"] for column, _, _ in cells}
    names = ", ".join(letter(column) for column in found["columns"] if column in filled)
    if not names:
        return []
    reason = f"cột {names} đang bị ẩn trong Excel, vẫn được đọc; nếu không phải số liệu thì xóa cột"
    return [Problem("note", "hidden_column", 0, names, "", reason, sheet=found["name"])]


def _hidden_note(name: str) -> Problem:
    reason = "trang tính bị ẩn, không đọc; nếu là số liệu cần nạp thì bỏ ẩn (Unhide) rồi nạp lại"
    return Problem("note", "hidden_sheet", 0, "", plain(name), reason, sheet=name)


def _refuse_garbled(sheets: list[Sheet]) -> None:
    places = [(s.name, r.line, cell) for s in sheets for r in s.records for cell in r.cells if cell]
    garbled = letters.garbling("\n".join(cell for *_, cell in places))
    if garbled:
        name, line, _ = next(place for place in places if garbled.word in place[2])
        reason = refusal_of_garbled(garbled)
        raise FileRefused(garbled.code, reason, line, "", garbled.word, name)
