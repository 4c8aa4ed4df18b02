"""One number from the text of a cell, by evidence or not at all."""

import re
from decimal import Decimal

_NONE = {"", "-", "–", "—", "x", "…", "..."}
_ZERO = {"không", "không có", "chưa có"}
_LIMIT = Decimal(10) ** 13
_LONGEST = 100
_ODD_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")

_PLAIN = re.compile(r"[+-]?[0-9]+")
_GROUPS = {
    mark: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+")
    for mark in (".", ",", " ")
}
_VIETNAMESE = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}|[ ][0-9]{3})+,[0-9]+")
_ENGLISH = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")
_ONE_MARK = re.compile(r"[+-]?[0-9]+[.,][0-9]+")


class NumberError(ValueError):
    """A cell that is no usable number; `code` names the fault, the message is Vietnamese."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def parse(text: str, kind: str) -> Decimal | None:
    """The number a cell states, None for an empty cell or a mark for none given.

    `kind` is the value_kind of the catalogue: a dot before three digits groups thousands in a
    count and is refused as ambiguous elsewhere. "không có" states 0. Raises NumberError.
    """
    bare = _ODD_SPACES.sub(" ", text).strip().replace("−", "-")
    if bare.casefold() in _NONE:
        return None
    if bare.casefold() in _ZERO:
        return Decimal(0)
    if kind == "percent":
        bare = bare.removesuffix("%").rstrip()
    if len(bare) > _LONGEST:
        raise NumberError("not_a_number", f"ô dài {len(bare)} ký tự, không phải một số; ghi lại số")
    value = _read(bare, text, kind) + 0  # plus 0 turns -0 into 0
    if value.copy_abs() >= _LIMIT:
        raise NumberError(
            "out_of_range", f"“{text}” quá lớn; kiểm tra đơn vị tính của cột rồi ghi lại"
        )
    if kind == "count" and value != value.to_integral_value():
        raise NumberError(
            "not_integer",
            f"“{text}” có phần lẻ, chỉ tiêu này đếm số nguyên; ghi số nguyên, ví dụ 20335",
        )
    if kind != "score" and value < 0:
        raise NumberError(
            "negative", f"“{text}” là số âm, chỉ tiêu này không thể âm; ghi lại số không âm"
        )
    return value


def _read(bare: str, text: str, kind: str) -> Decimal:
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _VIETNAMESE.fullmatch(bare):
        return Decimal(re.sub("[. ]", "", bare).replace(",", "."))
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    for mark, pattern in _GROUPS.items():
        if pattern.fullmatch(bare):
            return _grouped(bare, mark, text, kind)
    if _ONE_MARK.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    raise NumberError(
        "not_a_number",
        f"“{text}” không phải số; chỉ ghi chữ số, ví dụ 20335, 20.335 hoặc 99,85",
    )


def _grouped(bare: str, mark: str, text: str, kind: str) -> Decimal:
    whole = bare.replace(mark, "")
    # Two groups or a space can only be thousands; one mark before three digits may be either.
    if mark == " " or bare.count(mark) > 1 or (mark == "." and kind == "count"):
        return Decimal(whole)
    if mark == "," and kind == "percent":
        return Decimal(bare.replace(",", "."))
    parted = bare.replace(mark, ",")
    if kind == "count":
        raise NumberError(
            "ambiguous_number",
            f"“{text}” có thể là {whole} hoặc {parted}; ghi {whole} nếu đúng là số đếm này",
        )
    raise NumberError(
        "ambiguous_number",
        f"“{text}” có thể là {whole} hoặc {parted};"
        f" ghi {whole} nếu là số nguyên, hoặc {parted}0 nếu có phần lẻ",
    )
