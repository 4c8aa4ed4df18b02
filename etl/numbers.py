"""One number from the text of a cell, by evidence or not at all."""

import re
from collections.abc import Iterable
from decimal import Decimal

from indicators.numerals import number as in_words

_NONE = {
    "", "-", "–", "—", "x", "…", "...", "chưa có số liệu", "không có số liệu", "chưa báo cáo",
}  # fmt: skip
_ZERO = {"không", "không có", "chưa có", "không phát sinh"}
_LIMIT = Decimal(10) ** 13
_LONGEST = 100
_ODD_SPACES = re.compile("[\u00a0\u2007\u2009\u202f\u3000]")
# Full-width characters of East Asian keyboards, and the dashes people type for a minus.
_PLAIN_FORMS = str.maketrans("０１２３４５６７８９．，％＋－−‐‑", "0123456789.,%+----")
_DASH_MINUS = re.compile(r"^[–—](?=[0-9])")
# A mark must touch the number: "12 (5)" may as well say "12, of which 5".
_FOOTNOTE = re.compile(
    r"(?P<bare>.*[0-9](?:\s?%)?)(?P<mark>\s?\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]|\([0-9*]\)|\[[0-9*]\])"
)

_PLAIN = re.compile(r"[+-]?[0-9]+")
_GROUPS = {
    mark: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+")
    for mark in (".", ",", " ")
}
_VIETNAMESE = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+),[0-9]+")
_ENGLISH = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")
_ONE_MARK = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
# "012.345": a padded number of groups or of decimals, nobody can tell.
_PADDED = re.compile(r"[+-]?0[0-9]+[.,][0-9]{3}")
_ASIDE = re.compile(r".*[0-9] ?\([0-9]+\)")
# A rise or fall in percent is a percentage with a sign.
_IN_PERCENT = ("percent", "change")
_SIGNED = ("score", "change")
_NAMES = {",": "dấu phẩy", ".": "dấu chấm"}


class NumberError(ValueError):
    """A cell that is no usable number; `code` names the fault, the message is Vietnamese."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def parse(text: str, kind: str, decimal: str = "") -> Decimal | None:
    """The number a cell states, None for an empty cell or a mark for none given.

    `kind` is the value_kind of the catalogue, or "change", a percentage that may fall. A dot
    before three digits groups thousands in a count and is refused as ambiguous elsewhere, unless
    other cells of the column settle which mark stands before decimals (`decimal`, see
    `decimal_mark`; "?" when they contradict one another). "không có" states 0. Raises NumberError.
    """
    bare, _ = _bare(text, kind)
    if bare.casefold() in _NONE:
        return None
    if bare.casefold() in _ZERO:
        return Decimal(0)
    if len(bare) > _LONGEST:
        raise NumberError(
            "not_a_number", f"ô dài {in_words(len(bare))} ký tự, không phải một số; ghi lại số"
        )
    value = _read(bare, text, kind, decimal) + 0  # plus 0 turns -0 into 0
    if value.copy_abs() >= _LIMIT:
        raise NumberError(
            "out_of_range", f"“{text}” quá lớn; kiểm tra đơn vị tính của cột rồi ghi lại"
        )
    if kind == "count" and value != value.to_integral_value():
        raise NumberError(
            "not_integer",
            f"“{text}” có phần lẻ, chỉ tiêu này đếm số nguyên; ghi số nguyên, ví dụ 20335",
        )
    if kind not in _SIGNED and value < 0:
        raise NumberError(
            "negative", f"“{text}” là số âm, chỉ tiêu này không thể âm; ghi lại số không âm"
        )
    return value


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark that cells of a column put before decimals: "," or ".", "" unknown, "?" both.

    Only cells that can be read in one way say something: 12,5 and 1.234.567 say comma.
    """
    said = {mark for text in texts if (mark := _says(text))}
    return said.pop() if len(said) == 1 else "?" if said else ""


def remarks(text: str, kind: str, decimal: str) -> list[tuple[str, str]]:
    """What a reader must be told of how a number was read: (code, Vietnamese reason)."""
    found = []
    bare, mark = _bare(text, kind)
    if mark:
        found.append(
            (
                "footnote",
                f"bỏ dấu chú thích “{mark.strip()}”, hiểu là {bare}; nếu đó là một số khác thì ghi"
                " vào ô riêng",
            )
        )
    if decimal in _NAMES and _is_ambiguous(bare, kind):
        # Without groups: "1.234" shown as 1.234 would tell nobody anything.
        shown = f"{parse(text, kind, decimal):f}".replace(".", ",")
        found.append(
            (
                "number_settled",
                f"“{text}” hiểu là {shown} vì các ô khác của cột dùng {_NAMES[decimal]} trước phần"
                " lẻ; nếu không phải thì ghi lại số",
            )
        )
    return found


def _bare(text: str, kind: str) -> tuple[str, str]:
    """A cell without its footnote mark and, for a percentage, its sign; and that mark."""
    bare = _ODD_SPACES.sub(" ", text).strip().translate(_PLAIN_FORMS)
    bare = _DASH_MINUS.sub("-", bare)
    mark = ""
    if len(bare) <= _LONGEST and (noted := _FOOTNOTE.fullmatch(bare)):
        bare, mark = noted["bare"].strip(), noted["mark"]
    return (bare.removesuffix("%").rstrip() if kind in _IN_PERCENT else bare), mark


def _says(text: str) -> str:
    if "," not in text and "." not in text:
        return ""
    bare, _ = _bare(text, "percent")
    if _VIETNAMESE.fullmatch(bare):
        return ","
    if _ENGLISH.fullmatch(bare):
        return "."
    for mark, other in ((".", ","), (",", ".")):
        if _GROUPS[mark].fullmatch(bare):
            return other if bare.count(mark) > 1 else ""
    if _ONE_MARK.fullmatch(bare) and not _PADDED.fullmatch(bare):
        return "," if "," in bare else "."
    return ""


def _is_ambiguous(bare: str, kind: str) -> bool:
    try:
        _read(bare, bare, kind, "")
    except NumberError as fault:
        return fault.code == "ambiguous_number"
    return False


def _read(bare: str, text: str, kind: str, decimal: str) -> Decimal:
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _VIETNAMESE.fullmatch(bare):
        return Decimal(re.sub("[. ]", "", bare).replace(",", "."))
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    for mark, pattern in _GROUPS.items():
        if pattern.fullmatch(bare):
            return _grouped(bare, mark, text, kind, decimal)
    if _PADDED.fullmatch(bare):
        whole = re.sub("[.,]", "", bare).lstrip("+-0")
        raise _ambiguous(text, whole, bare.replace(".", ","), kind)
    if _ONE_MARK.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    aside = (
        "; số trong ngoặc nếu là chú thích thì bỏ đi, nếu là “trong đó” thì ghi vào cột riêng"
        if _ASIDE.fullmatch(bare)
        else ""
    )
    raise NumberError(
        "not_a_number",
        f"“{text}” không phải số; chỉ ghi chữ số, ví dụ 20335, 20.335 hoặc 99,85{aside}",
    )


def _grouped(bare: str, mark: str, text: str, kind: str, decimal: str) -> Decimal:
    whole = bare.replace(mark, "")
    # Two groups or a space can only be thousands; one mark before three digits may be either.
    if mark == " " or bare.count(mark) > 1:
        return Decimal(whole)
    parted = bare.replace(mark, ",")
    if kind == "count":
        if decimal in ("?", mark) or (mark == "," and not decimal):
            raise NumberError(
                "ambiguous_number",
                f"“{text}” có thể là {whole} hoặc {parted}; ghi {whole} nếu đúng là số đếm này",
            )
        return Decimal(whole)
    if decimal in _NAMES:
        return Decimal(whole if mark != decimal else bare.replace(mark, "."))
    if mark == "," and kind in _IN_PERCENT and not decimal:
        return Decimal(bare.replace(",", "."))
    raise _ambiguous(text, whole, parted, kind)


def _ambiguous(text: str, whole: str, parted: str, kind: str) -> NumberError:
    if kind == "percent":
        # A rate of thousands of percent is none; a rise may be.
        return NumberError(
            "ambiguous_number",
            f"“{text}” không rõ dấu nào đứng trước phần lẻ; nếu là {parted} % thì ghi {parted}0",
        )
    return NumberError(
        "ambiguous_number",
        f"“{text}” có thể là {whole} hoặc {parted};"
        f" ghi {whole} nếu là số nguyên, hoặc {parted}0 nếu có phần lẻ",
    )
