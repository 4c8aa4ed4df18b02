"""Why a unit is refused and what to write instead: unknown, out of its time, or one of several."""

from collections.abc import Callable
from datetime import date

from indicators.days import day_text
from indicators.numerals import number
from indicators.unit_files import Unit, UnitKey
from indicators.unit_names import is_body, total_of

_NAMED = 3
# What may be summed, and a unit of that kind to write after.
_WHOLES = {
    "tinh": ("tỉnh", "Tỉnh Bình Định"),
    "thanh pho": ("thành phố", "Thành phố Quy Nhơn"),
    "huyen": ("huyện", "Huyện Tuy Phước"),
    "quan": ("quận", "Quận Ba Đình"),
    "thi xa": ("thị xã", "Thị xã An Nhơn"),
    "xa": ("xã", "Xã Tuy Phước"),
    "phuong": ("phường", "Phường Quy Nhơn"),
}


class UnitError(ValueError):
    """A unit that cannot be told; `code` names the fault, the message is Vietnamese."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


class OutOfTime(UnitError):
    """A unit that did not live then; `day` is the day on which it began, or ceased."""

    def __init__(self, message: str, day: date):
        super().__init__("unit_not_valid", message)
        self.day = day


class UnknownUnit(UnitError):
    """A name of no unit. The names nearest to it take time to find, so only when it is told.

    To a total the names near are those of the provinces a file is about, with their codes.
    """

    def __init__(self, text: str, near: Callable[[frozenset[UnitKey]], list[str]]):
        super().__init__("unit_unknown", text)
        self.near = near

    def within(self, provinces: frozenset[UnitKey]) -> UnitError:
        """The refusal that names up to three units, first those of the provinces of a file."""
        text = self.args[0]
        if is_body(text):
            reason = (
                f"“{text}” không phải đơn vị hành chính; chỉ nạp số liệu theo đơn vị hành chính;"
                " bỏ dòng này hoặc ghi đơn vị"
            )
            return UnitError("not_a_unit", reason)
        if (whole := total_of(text)) is not None:
            return UnitError("not_a_unit", _of_total(text, whole, self.near(provinces)))
        if text.isdigit():
            # It may be a code as well as the number of a row, so it is never read as a code.
            reason = (
                f"“{text}” là số, không phải tên đơn vị; nếu là mã đơn vị thì ghi vào cột ma_don_vi"
                " (Mã đơn vị), còn cột này ghi tên hoặc để trống"
            )
            return UnitError(self.code, reason)
        near = self.near(provinces)
        hint = f"; gần nhất: {', '.join(near)}; ghi đúng" if near else "; ghi"
        full = "tên" if near else "tên đầy đủ"
        reason = f"“{text}” không có trong danh mục đơn vị{hint} {full} hoặc mã đơn vị"
        return UnitError(self.code, f"{reason}; dòng không phải của một đơn vị thì bỏ đi")

    def __str__(self) -> str:
        return str(self.within(frozenset()))


def _of_total(text: str, whole: str, provinces: list[str]) -> str:
    """What to do with a row of sums: leave it out, or name the unit whose own figure it is."""
    said = f"“{text}” là dòng tổng, không phải tên đơn vị: bỏ dòng này, các trang tự cộng"
    if whole == "nuoc":
        return said
    province = provinces[0] if len(provinces) == 1 else ""
    if whole in ("", "dia ban"):
        whole = "thanh pho" if province.startswith("Thành phố") else "tinh"
    kind, example = _WHOLES[whole]
    is_meant = province.lower().startswith(kind)
    own = f"“{province}”" if is_meant else f"tên {kind} ấy, ví dụ “{example}”"
    return f"{said}; nếu là số do chính {kind} báo cáo thì ghi {own}"


def ambiguous(found: dict[str, Unit], text: str, code: str) -> UnitError:
    """The refusal of a name or a code that several units bear.

    `found` are these units by what, written as the name, means each of them alone.
    """
    some = "; ".join(f"{name} (mã {unit.code})" for name, unit in list(found.items())[:_NAMED])
    more = f" và {number(len(found) - _NAMED)} đơn vị khác" if len(found) > _NAMED else ""
    what = f"tên “{text}”" if text else f"mã “{code}”"
    is_dated = any(name.endswith(f"{day_text(unit.valid_from)}") for name, unit in found.items())
    remedy = "ghi ô tên đơn vị như một trong các tên này"
    if more:
        example = ", trước 01/7/2025" if is_dated else ""
        remedy = (
            "ghi ô tên đơn vị đủ cấp, đơn vị cấp trên"
            f"{' và ngày' if is_dated else ''} (ví dụ “Huyện Tuy Phước, Tỉnh Bình Định{example}”)"
        )
    if is_dated:
        remedy += "; có ngày vì kỳ này gồm cả trước và sau ngày sắp xếp, hoặc ghi kỳ chỉ ở một bên"
    # A code that several of them bear tells nothing.
    if text and not code and len({unit.code for unit in found.values()}) == len(found):
        remedy += ", hoặc ghi thêm mã đơn vị"
    return UnitError("unit_ambiguous", f"{what} có thể là: {some}{more}; {remedy}")


def mismatch(text: str, code: str, named: list[str], coded: list[str]) -> UnitError:
    """The refusal of a name and a code of different units, each told with its code."""

    def some(told: list[str]) -> str:
        rest = f" và {number(len(told) - _NAMED)} đơn vị khác" if len(told) > _NAMED else ""
        return "; ".join(told[:_NAMED]) + rest

    return UnitError(
        "unit_mismatch",
        f"tên “{text}” và mã “{code}” không phải cùng một đơn vị: tên là {some(named)}, mã là"
        f" {some(coded)}; sửa tên hoặc mã cho khớp",
    )
