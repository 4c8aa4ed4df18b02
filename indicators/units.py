"""Administrative units through time: the register, and finding the unit a text means."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from indicators.days import day_text
from indicators.names import clean, fold, key
from indicators.unit_files import (
    CODE_LENGTHS,
    TYPES,
    Unit,
    UnitChange,
    UnitKey,
    read_unit_changes,
    read_units,
)
from indicators.unit_names import NearNames, Spellings, read_spellings, total_of
from indicators.unit_refusals import OutOfTime, UnitError, UnknownUnit, ambiguous, mismatch
from indicators.unit_times import Successions, out_of_time, stood

LEVEL_WORDS = {"tinh": "cấp tỉnh", "huyen": "cấp huyện", "xa": "cấp xã"}
# What stands before a name in tables and letters and is no part of it: "1.", "II-", "a)", "UBND".
# "X." is a commune's type, and the number ten only where another type follows.
_NUMBER = r"\d{1,3}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_TEN = rf"x\.\s+(?!(?:{'|'.join(TYPES)})\s)"
_BEFORE_NAME = re.compile(
    rf"^(?:(?!{_TEN})(?:{_NUMBER})(?:[.)]\s+|\s*[-–]\s*)|[a-zđ]\)\s*|[-–+•*]\s*)?"
    r"(?:(?:UBND|[ỦU][ỷy] ban nhân dân)\s+)?",
    re.I,
)
# What stands behind one: a footnote mark, the colon of a list.
_AFTER_NAME = re.compile(r"\s*(?:\((?:\d{1,2}|\*{1,3})\)|\*{1,3}|[¹²³⁴-⁹]|[:;])$")
_PARENT = re.compile(r"^(?P<name>[^,(]+?)\s*(?:,\s*(?P<after>.+)|\((?P<inside>[^)]+)\))$")


class Register:
    """All units, indexed by key, by code and by matching name."""

    def __init__(
        self,
        units: list[Unit],
        spellings: Spellings,
        changes: Callable[[], list[UnitChange]] = list,
    ):
        self.units = {(u.code, u.valid_from): u for u in units}
        self.spellings = spellings
        self._changes = changes
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_fold: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code].append(unit)
            self._by_name[self._key(unit.short_name)].append(unit)
            self._by_fold[fold(unit.short_name)].append(unit)

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

    def _told(self, units: list[Unit]) -> list[str]:
        return [f"{self.full_name(unit)} (mã {unit.code})" for unit in units]

    def candidates(self, text: str, code: str, first: date, last: date) -> list[Unit]:
        """The units a name and/or code may mean between two days; never empty.

        Raises UnitError when nothing fits, when name and code disagree, or when the unit did not
        exist then.
        """
        text = clean(text)
        if not text and not code:
            raise UnitError(
                "missing-cell", "ô đơn vị để trống; ghi tên đơn vị, hoặc ghi mã ở cột “Mã đơn vị”"
            )
        named = self._named(text) if text else None
        if named == [] and code:
            # A code of the very unit that the name means without its accents tells enough.
            of_code = self._by_code.get(code, [])
            named = [unit for unit in self.unaccented(text, first, last) if unit in of_code]
        if named == []:
            raise self.unknown(text, first, last)
        coded = self._by_code.get(code, []) if code else None
        if coded is not None and not coded:
            padded = " hoặc ".join(self._padded(code))
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
                then = [u for u in named if u.lives_in(first, last)] or named
                raise mismatch(text, code, *map(self._told, (then, coded)))
        living = [unit for unit in found if unit.lives_in(first, last)]
        if not living:
            told = out_of_time(found[0], first, last, self.successions)
            has_ceased = found[0].valid_to is not None and first >= found[0].valid_to
            raise OutOfTime(told, found[0].valid_to if has_ceased else found[0].valid_from)
        return living

    def bearing(self, text: str) -> list[Unit]:
        """The units that bear a name at some time; empty when none does."""
        return self._named(clean(text))

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
        bare = _bare(text)
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
            if (is_then := stood(unit, part)) is not None:
                if not is_then:
                    return False
                continue
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

    def unaccented(self, text: str, first: date, last: date) -> list[Unit]:
        """The units living between two days that a name written without any accent may mean.

        Empty for a name that has accents; its type and the units above may have theirs or not.
        """
        name, parts = _bare(clean(text)), []
        if inside := _PARENT.match(name):
            name = inside["name"]
            parts = [part.strip() for part in (inside["after"] or inside["inside"]).split(",")]
        kind, bare = self._typed(name)
        if fold(bare) != clean(bare).casefold():
            return []
        return [
            unit
            for unit in self._by_fold.get(fold(bare), [])
            if kind in (None, unit.type) and unit.lives_in(first, last)
            if all(self._is_below(unit, part) for part in parts)
        ]

    def _typed(self, name: str) -> tuple[str | None, str]:
        """The type a name begins with, its accents there or not, and the rest.

        "Quan Son" is the whole name of a district and no quận.
        """
        kind, bare = self.spellings.without_prefix(name)
        is_bare = kind is None and fold(name) == name.casefold()
        if is_bare and fold(name) not in self._by_fold:
            return self.spellings.without_folded_prefix(name.casefold())
        return kind, bare

    def _is_below(self, unit: Unit, part: str) -> bool:
        """True when a unit lies in what is written after its name, or stood at that time."""
        if (is_then := stood(unit, part)) is not None:
            return is_then
        kind, name = self.spellings.without_folded_prefix(fold(part))
        above = self.parents(unit)
        return any(fold(u.short_name) == name and kind in (None, u.type) for u in above)

    def says_type(self, text: str) -> bool:
        """True when a name tells its type or the unit above it: "H. Tuy Phước", not "Tuy Phước"."""
        name = _bare(clean(text))
        return bool(_PARENT.match(name)) or self._typed(name)[0] is not None

    def unknown(self, text: str, first: date, last: date) -> UnknownUnit:
        """The refusal of a name that no unit bears as it is written."""
        is_total = total_of(text) is not None
        near = self._coded if is_total else partial(self.nearest, text, first, last)
        return UnknownUnit(text, near)

    def _coded(self, keys: frozenset[UnitKey]) -> list[str]:
        """The names of some units with their codes."""
        return [f"{self.units[key].name} (mã {self.units[key].code})" for key in sorted(keys)]

    @cached_property
    def successions(self) -> Successions:
        """Who came after and before each unit."""
        return Successions(self.units, self._changes())

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self.units, self.spellings)

    def nearest(
        self, text: str, first: date, last: date, provinces: frozenset[UnitKey] = frozenset()
    ) -> list[str]:
        """Up to three names like a text, of units living between two days, as suggestions only.

        Only of the provinces a file is about, unless a name elsewhere is much likelier.
        """
        name = _bare(clean(text))
        if inside := _PARENT.match(name):
            name = inside["name"]
        return self._near.nearest(name, provinces, first, last)

    def settle(
        self, found: list[Unit], provinces: set[tuple], levels: set[str], text: str, code: str = ""
    ) -> Unit:
        """One unit out of several, by the provinces and levels other rows of the file name.

        Evidence only counts when it is unanimous; otherwise UnitError asks for more than the name
        `text` and the `code` that were written.
        """
        for wanted, trait in ((provinces, self._province_key), (levels, lambda u: u.level)):
            if len(found) > 1 and len(wanted) == 1:
                found = [u for u in found if trait(u) in wanted] or found
        if len(found) == 1:
            return found[0]
        raise self.ambiguous(found, text, code)

    def ambiguous(self, found: list[Unit], text: str, code: str = "") -> UnitError:
        """The refusal of a name or code that several units bear, and what to write instead."""
        return ambiguous({self.written(u, found): u for u in found}, text, code)

    def written(self, unit: Unit, among: list[Unit]) -> str:
        """The name by which a unit is told from others, with its time where theirs is another.

        Written in the place of a name it means this unit, also in a period that spans a reform.
        """
        begun = {other.valid_from for other in among}
        ended = {other.valid_to for other in among}
        times = [f"từ {day_text(unit.valid_from)}"] if unit.valid_from in ended else []
        if unit.valid_to in begun:
            times = [f"trước {day_text(unit.valid_to)}"]
        return ", ".join([self.full_name(unit), *times])

    def _province_key(self, unit: Unit) -> tuple[str, date]:
        above = self.province(unit)
        return above.code, above.valid_from


def _bare(text: str) -> str:
    """A clean text without what stands before and behind the name of a unit."""
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text))


def read_register(folder: Path) -> Register:
    """The units of data/catalogue; CatalogueError lists broken rows with file and line."""
    units = read_units(folder)
    known = {(unit.code, unit.valid_from): unit for unit in units}
    return Register(units, read_spellings(folder), partial(read_unit_changes, folder, known))
