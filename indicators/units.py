"""Administrative units through time: the register, and finding the unit a text means."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from indicators.names import clean, key
from indicators.unit_files import CODE_LENGTHS, Unit, UnitKey, read_units
from indicators.unit_names import NearNames, Spellings, read_spellings

LEVEL_WORDS = {"tinh": "cấp tỉnh", "huyen": "cấp huyện", "xa": "cấp xã"}
# What stands before a name in tables and letters and is no part of it: "1.", "-", "UBND".
_BEFORE_NAME = re.compile(
    r"^(?:\d{1,3}[.)]\s+|[-–+•*]\s*)?(?:(?:UBND|[ỦU][ỷy] ban nhân dân)\s+)?", re.I
)
_PARENT = re.compile(r"^(?P<name>[^,(]+?)\s*(?:,\s*(?P<after>.+)|\((?P<inside>[^)]+)\))$")


class UnitError(ValueError):
    """A unit that cannot be told; `code` names the fault, the message is Vietnamese."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


class UnknownUnit(UnitError):
    """A name of no unit. The names nearest to it take time to find, so only when it is told."""

    def __init__(self, text: str, near: Callable[[frozenset[UnitKey]], list[str]]):
        super().__init__("unit_unknown", text)
        self.near = near

    def within(self, provinces: frozenset[UnitKey]) -> UnitError:
        """The refusal that names up to three units, first those of the provinces of a file."""
        text, near = self.args[0], self.near(provinces)
        hint = f"; gần nhất: {', '.join(near)}; ghi đúng" if near else "; ghi"
        full = "tên" if near else "tên đầy đủ"
        reason = f"“{text}” không có trong danh mục đơn vị{hint} {full} hoặc mã đơn vị"
        return UnitError(self.code, reason)

    def __str__(self) -> str:
        return str(self.within(frozenset()))


class Register:
    """All units, indexed by key, by code and by matching name."""

    def __init__(self, units: list[Unit], spellings: Spellings):
        self.units = {(u.code, u.valid_from): u for u in units}
        self.spellings = spellings
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code].append(unit)
            self._by_name[self._key(unit.short_name)].append(unit)

    def parents(self, unit: Unit) -> list[Unit]:
        """The units above, nearest first."""
        above = []
        while unit.parent is not None:
            unit = self.units[unit.parent]
            above.append(unit)
        return above

    def province(self, unit: Unit) -> Unit:
        """The province a unit lies in; a province is its own."""
        return [unit, *self.parents(unit)][-1]

    def full_name(self, unit: Unit) -> str:
        """The name with those above it: "Huyện Tuy Phước, Tỉnh Bình Định"."""
        return ", ".join([unit.name, *(above.name for above in self.parents(unit))])

    def candidates(self, text: str, code: str, first: date, last: date) -> list[Unit]:
        """The units a name and/or code may mean between two days; never empty.

        Raises UnitError when nothing fits, when name and code disagree, or when the unit did not
        exist then.
        """
        text = clean(text)
        if not text and not code:
            raise UnitError("missing-cell", "ô đơn vị để trống; ghi tên đơn vị hoặc mã đơn vị")
        named = self._named(text) if text else None
        if named == []:
            raise UnknownUnit(text, partial(self.nearest, text, first, last))
        coded = self._by_code.get(code, []) if code else None
        if coded is not None and not coded:
            padded = next(iter(self._padded(code)), None)
            remedy = f"có lẽ mất số 0 ở đầu: {padded}; ghi đủ" if padded else "kiểm tra"
            raise UnitError(
                "unit_unknown",
                f"mã “{code}” không có trong danh mục đơn vị; {remedy} mã, hoặc bỏ trống và"
                " ghi tên",
            )
        found = named if coded is None else coded if named is None else []
        if named is not None and coded is not None:
            found = [unit for unit in coded if unit in named]
            if not found:
                other = "; ".join(self.full_name(u) for u in coded)
                raise UnitError(
                    "unit_mismatch",
                    f"tên “{text}” và mã “{code}” không phải cùng một đơn vị (mã {code} là"
                    f" {other}); sửa tên hoặc mã cho khớp",
                )
        living = [unit for unit in found if unit.lives_in(first, last)]
        if not living:
            raise UnitError("unit_not_valid", self._out_of_time(found, first, last))
        return living

    def is_named(self, text: str) -> bool:
        """True when some unit bears a name at some time."""
        return bool(self._named(clean(text)))

    def restored(self, text: str, code: str, first: date, last: date) -> list[Unit]:
        """The units a code may mean once its lost leading zeros are put back; empty when none.

        With a name only those it agrees with; without one the caller needs other evidence.
        """
        found = [u for padded in self._padded(code) for u in self._by_code[padded]]
        found = [unit for unit in found if unit.lives_in(first, last)]
        if not clean(text):
            return found
        named = self._named(clean(text))
        return [unit for unit in found if unit in named]

    def _padded(self, code: str) -> list[str]:
        """Longer codes of the register that a code becomes with zeros before it."""
        if not code.isdigit():
            return []
        longer = (code.zfill(length) for length in CODE_LENGTHS.values() if length > len(code))
        return [padded for padded in dict.fromkeys(longer) if padded in self._by_code]

    def _named(self, text: str) -> list[Unit]:
        """The units a name may mean at any time; empty when none bears it."""
        bare = _BEFORE_NAME.sub("", text)
        return self._exactly_named(text) or (self._exactly_named(bare) if bare else [])

    def _exactly_named(self, text: str) -> list[Unit]:
        name, above = text, None
        if inside := _PARENT.match(text):
            name, above = inside["name"], inside["after"] or inside["inside"]
        found = self._by_name.get(self._key(name), [])
        if not found:
            kind, bare = self.spellings.without_prefix(name)
            found = [u for u in self._by_name.get(self._key(bare), []) if kind in (None, u.type)]
            # "Phường 1" keeps its type in the short name, hence the second try with the full name.
            found = found or self._by_name.get(self._key(f"{kind} {bare}"), [])
        if above:
            found = [u for u in found if self._lies_in(u, above)]
        return found

    def _lies_in(self, unit: Unit, above: str) -> bool:
        parents = self.parents(unit)
        for part in filter(None, map(str.strip, above.split(","))):
            kind, bare = self.spellings.without_prefix(part)
            names = {self._key(part), self._key(bare)}
            if not any(
                self._key(u.short_name) in names and kind in (None, u.type) for u in parents
            ):
                return False
        return True

    def _key(self, name: str) -> str:
        """The matching key of a name under its official spelling."""
        name = self.spellings.names.get(key(name), name)
        words = (self.spellings.words.get(key(word), word) for word in name.split(" "))
        return key(" ".join(words))

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self.units, self.spellings)

    def nearest(
        self, text: str, first: date, last: date, provinces: frozenset[UnitKey] = frozenset()
    ) -> list[str]:
        """Up to three names like a text, of units living between two days, as suggestions only.

        Only of the provinces a file is about, unless a name elsewhere is much likelier.
        """
        name = _BEFORE_NAME.sub("", clean(text))
        if inside := _PARENT.match(name):
            name = inside["name"]
        return self._near.nearest(name, provinces, first, last)

    def _out_of_time(self, found: list[Unit], first: date, last: date) -> str:
        unit = found[0]
        if unit.valid_to is not None and first >= unit.valid_to:
            return (
                f"{unit.name} đã kết thúc hoạt động trước {unit.valid_to:%d/%m/%Y}, kỳ này kết thúc"
                f" {last:%d/%m/%Y}; ghi đơn vị mới hoặc kỳ trước ngày đó"
            )
        return (
            f"{unit.name} (mã {unit.code}) chỉ có từ {unit.valid_from:%d/%m/%Y}, kỳ này kết thúc"
            f" {last:%d/%m/%Y}; ghi tên và mã đơn vị tại thời điểm báo cáo"
        )

    def settle(self, found: list[Unit], provinces: set[tuple], levels: set[str]) -> Unit:
        """One unit out of several, by the provinces and levels other rows of the file name.

        Evidence only counts when it is unanimous; otherwise UnitError asks for more.
        """
        for wanted, trait in ((provinces, self._province_key), (levels, lambda u: u.level)):
            if len(found) > 1 and len(wanted) == 1:
                found = [u for u in found if trait(u) in wanted] or found
        if len(found) == 1:
            return found[0]
        some = "; ".join(f"{self.full_name(u)} (mã {u.code})" for u in found[:3])
        more = f" và {len(found) - 3} đơn vị khác" if len(found) > 3 else ""
        raise UnitError(
            "unit_ambiguous",
            f"tên này có thể là: {some}{more}; ghi thêm cấp và đơn vị cấp trên"
            " (ví dụ “Huyện Tuy Phước, tỉnh Bình Định”) hoặc mã đơn vị",
        )

    def _province_key(self, unit: Unit) -> tuple[str, date]:
        above = self.province(unit)
        return above.code, above.valid_from


def read_register(folder: Path) -> Register:
    """The units of data/catalogue; CatalogueError lists broken rows with file and line."""
    return Register(read_units(folder), read_spellings(folder))
