"""From bytes to Vietnamese text in NFC: which encoding, told by evidence or refused."""

import unicodedata

from etl import letters
from etl.problems import FileRefused

SAVE_AS = "trong Excel chọn Lưu thành (Save As) → “CSV UTF-8” rồi nạp lại"
_UNIKEY = (
    "chuyển mã bằng Unikey (Ctrl+Shift+F6, nguồn {0}, đích Unicode) rồi lưu lại dạng “CSV UTF-8”"
)
_LARGEST = 200_000_000
# Letters are judged on this many characters; a whole file is never half in one font.
_JUDGED = 2_000_000
# Which share of the words must be Vietnamese before bytes are believed to be windows-1258.
_PLAUSIBLE = 0.85

_GARBLED = {
    "encoding_tcvn3": "chữ gõ bằng phông TCVN3 (ABC, .VnTime){0}; " + _UNIKEY.format("TCVN3 (ABC)"),
    "encoding_vni": "chữ gõ bằng phông VNI{0}; " + _UNIKEY.format("VNI Windows"),
    "encoding_twice": "chữ bị mã hóa UTF-8 hai lần{0}; trong Excel mở tệp gốc bằng Dữ liệu (Data) →"
    " Từ văn bản/CSV (From Text/CSV), chọn 65001: UTF-8, rồi lưu thành “CSV UTF-8”",
    "lost_letters": "chữ có dấu đã mất thành dấu hỏi{0}, không phục hồi được từ tệp này; mở lại tệp"
    " Excel gốc và lưu thành “CSV UTF-8”, không dùng kiểu “CSV” thường",
}
# How files begin that are no text at all, and what they are.
_SIGNATURES = {
    b"%PDF": "tệp PDF",
    b"{\\rtf": "tệp RTF của Word",
    b"\x89PNG": "tệp ảnh PNG",
    b"\xff\xd8\xff": "tệp ảnh JPEG",
    b"Rar!": "tệp nén RAR, giải nén trước",
    b"7z\xbc\xaf": "tệp nén 7-Zip, giải nén trước",
    b"\x1f\x8b": "tệp nén GZIP, giải nén trước",
    b"PAR1": "tệp Parquet",
}
_MARKUP = ("<html", "<!doctype", "<table", "<?xml", "<meta", "<style", "<div")


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file in NFC and its encoding: utf-8, utf-8-sig, utf-16 or windows-1258.

    Raises FileRefused, with the remedy, for anything else: other kinds of file, other encodings,
    text typed in an old font, encoded twice, or with its letters lost.
    """
    if len(content) > _LARGEST:
        raise FileRefused(
            "too_large",
            f"tệp lớn hơn {_LARGEST // 1_000_000} MB; chia thành nhiều tệp nhỏ hơn rồi nạp lại",
        )
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise FileRefused("not_csv", f"đây là {kind}, không phải bảng số liệu; " + SAVE_AS)
    text, encoding = _decoded(content)
    text = text.lstrip("\ufeff")
    if "\x00" in text:
        is_wide = text[:_JUDGED].count("\x00") > len(text[:_JUDGED]) / 10
        kind = "có thể là UTF-16 thiếu dấu nhận dạng" if is_wide else "có ký tự rỗng"
        line = _lines_before(text, text.index("\x00"))
        reason = f"tệp không phải văn bản UTF-8 ({kind}); {SAVE_AS}"
        raise FileRefused("not_csv", reason, line=line)
    if text.lstrip("\ufeff \t\r\n")[:9].casefold().startswith(_MARKUP):
        raise FileRefused(
            "not_csv",
            "đây là trang HTML hoặc XML (thường do phần mềm xuất ra với đuôi .xls); mở bằng Excel,"
            " Lưu thành (Save As) → “Excel Workbook (.xlsx)” hoặc “CSV UTF-8” rồi nạp lại",
        )
    _refuse_garbled(text, letters.garbling(text[:_JUDGED]))
    return unicodedata.normalize("NFC", text), encoding


def refusal_of_garbled(garbled: letters.Garbling) -> str:
    """Why garbled text is refused and what to do, in Vietnamese."""
    meant = f"“{garbled.word}” phải là “{garbled.meant}”" if garbled.meant else f"“{garbled.word}”"
    return _GARBLED[garbled.code].format(f" ({meant})")


def _refuse_garbled(text: str, garbled: letters.Garbling | None) -> None:
    if garbled:
        line = _lines_before(text, text.index(garbled.word))
        raise FileRefused(garbled.code, refusal_of_garbled(garbled), line=line, found=garbled.word)


def _lines_before(text: str, at: int) -> int:
    """The physical line, from 1, of a place in a text."""
    before = text[:at]
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _decoded(content: bytes) -> tuple[str, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _utf16(content), "utf-16"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _legacy(content, fault.start), "windows-1258"
    return text, "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"


def _utf16(content: bytes) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as fault:
        whole = content[: fault.start].decode("utf-16", errors="ignore")
        raise FileRefused(
            "encoding",
            "tệp UTF-16 bị cắt ngắn hoặc hỏng; lấy lại tệp gốc, hoặc " + SAVE_AS,
            line=_lines_before(whole, len(whole)),
        ) from None
    return text


def _legacy(content: bytes, at: int) -> str:
    """Bytes that are not UTF-8: windows-1258 when that gives Vietnamese, else refused."""
    line = _lines_before(content[:at].decode("latin-1"), at)
    if content[:_JUDGED].count(0) > len(content[:_JUDGED]) / 10:
        raise FileRefused("not_csv", "tệp không phải văn bản; " + SAVE_AS, line=line)
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    judged = unicodedata.normalize("NFC", text[:_JUDGED])
    is_vietnamese = any(letter > "\u0101" for letter in judged)
    if is_vietnamese and letters.vietnamese_share(judged) >= _PLAUSIBLE:
        return text
    latin = content.decode("latin-1")
    _refuse_garbled(latin, letters.old_font(latin[:_JUDGED]))
    raise FileRefused(
        "encoding",
        f"dòng {line} có ký tự không phải UTF-8 và không rõ bảng mã, chữ Việt sẽ sai; {SAVE_AS}",
        line=line,
    )
