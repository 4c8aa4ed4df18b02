"""Which unit each row means: sure rows and the lines above settle others, with a note, or none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from etl.claims import Claim
from indicators import periods
from indicators.days import day_text
from indicators.names import clean, fold
from indicators.numerals import period_name
from indicators.periods import Period
from indicators.unit_files import Unit, UnitKey
from indicators.units import LEVEL_WORDS, OutOfTime, Register, UnitError, UnknownUnit

Days = tuple[date, date]
Place = tuple[str, str, date, date]
# A file of hundreds of unknown names is not about our figures; the nearest help nobody there.
MOST_LOOKED_UP = 200
_LONGEST_TITLE = 200
# A cut-off this near to the day of a reform may be why a unit is refused.
_NEAR = timedelta(days=31)
# A province or district in a line above a table: its type and the words after it.
_AREA = re.compile(r"\b(?:tỉnh|thành phố|tp|huyện|thị xã|tx|quận)\b[.:]?\s*(?:ủy\s+)?", re.I)
# What a line leaves out, and whom a report is sent to.
_WITHOUT = re.compile(r"khong (gom|ke)|chua (gom|ke)|ngoai tru|\btru\b|kinh gui|sao gui|noi nhan")
_LONGEST_NAME = 5


@dataclass(frozen=True)
class Asked:
    """What a text may mean; `is_typed` when it tells its type, its parent or its code itself.

    `restored` is what a code alone may mean besides, should it have lost its leading zeros.
    """

    found: tuple[Unit, ...]
    is_typed: bool
    is_folded: bool = False
    fault: UnitError | None = None
    restored: tuple[Unit, ...] = ()

    @property
    def is_one(self) -> bool:
        """True when it may mean one unit only, so that a row alone tells it."""
        return len(self.found) == 1 and not self.restored

    @property
    def is_sure(self) -> bool:
        """True when it tells of the other rows as well: written with its accents."""
        return self.is_one and not self.is_folded

    @property
    def readings(self) -> tuple[Unit, ...]:
        """All it may mean, as it is written and with its zeros put back."""
        return (*self.found, *self.restored)


class UnitEvidence:
    """The units of one file: each text looked up once, doubtful ones settled by the sure ones.

    `claims` come with the days in which their unit must have lived; `titles` are the lines above
    the tables.
    """

    def __init__(
        self,
        register: Register,
        cut_offs,
        claims: Iterable[tuple[Claim, Days]],
        titles: tuple[str, ...] = (),
    ):
        self.register = register
        self.cut_offs = cut_offs
        self.asked: dict[Place, Asked] = {}
        for claim, days in claims:
            place = (claim.unit, claim.unit_code, *days)
            if place not in self.asked:
                self.asked[place] = self._ask(*place)
        self.settled: dict[Place, Unit | UnitError] = {}
        self.unknown: dict[str, UnitError] = {}
        self.areas = self._named_above(titles)
        self.provinces = self._provinces()
        self.levels = self._levels()

    def _ask(self, text: str, code: str, first: date, last: date) -> Asked:
        is_typed = bool(code) or self.register.says_type(text)
        restored = tuple(self.register.restored(text, code, first, last))
        try:
            found = tuple(self.register.candidates(text, code, first, last))
            # A code that begins with a zero has lost none.
            is_code_alone = not text and not code.startswith("0")
            return Asked(found, is_typed, restored=restored if is_code_alone else ())
        except UnitError as fault:
            if code and text:
                return Asked(restored, True, fault=fault)
            if code:
                return Asked((), True, fault=fault, restored=restored)
            is_unknown = isinstance(fault, UnknownUnit)
            found = self.register.unaccented(text, first, last) if is_unknown else ()
            return Asked(tuple(found), is_typed, bool(found), fault)

    def _named_above(self, titles: tuple[str, ...]) -> list[frozenset[UnitKey]]:
        """The provinces and districts the lines above name, each as the units that bore its name.

        Only what is alike with all others of its level: two provinces above a table tell nothing.
        """
        said: dict[str, dict[str, set[UnitKey]]] = {"tinh": {}, "huyen": {}}
        for title in titles:
            if len(title) > _LONGEST_TITLE or _WITHOUT.search(fold(title)):
                continue
            for unit in self._areas_in(clean(title)):
                said[unit.level].setdefault(unit.name, set()).add((unit.code, unit.valid_from))
        return [frozenset(*found.values()) for found in said.values() if len(found) == 1]

    def _areas_in(self, title: str) -> list[Unit]:
        found = []
        for mark in _AREA.finditer(title):
            words = re.split(r"[\s,;.()–-]+", title[mark.end() :])[:_LONGEST_NAME]
            kind = mark[0].split("ủy")[0].strip(" .:")
            for many in range(len(words), 0, -1):
                units = self.register.bearing(f"{kind} {' '.join(words[:many])}")
                if units := [u for u in units if u.level != "xa"]:
                    found += units
                    break
        return found

    def _provinces(self) -> set[UnitKey]:
        """The provinces the rows lie in: those of sure rows, else those doubtful rows share."""
        sure = {self._province(asked.found[0]) for asked in self.asked.values() if asked.is_sure}
        if sure or self.areas:
            return sure
        # A code of no unit proves nothing by itself.
        shared = [{self._province(u) for u in a.readings} for a in self.asked.values() if a.found]
        return {key for keys in shared if len(keys) == 1 for key in keys}

    def _levels(self) -> set[str]:
        """The levels of the rows that tell theirs, else of those unique in what is in evidence.

        A row of the whole province beside rows of its units is of no level of theirs.
        """
        everywhere = [a for a in self.asked.values() if a.is_sure]
        within = [self._within(a.found) for a in self.asked.values() if not a.is_typed]
        for units in (
            [a.found[0] for a in everywhere if a.is_typed],
            [a.found[0] for a in everywhere],
            [found[0] for found in within if len(found) == 1],
        ):
            levels = {unit.level for unit in units}
            if levels - {"tinh"}:
                return levels - {"tinh"}
        return {unit.level for unit in (a.found[0] for a in everywhere)}

    def _within(self, found: Iterable[Unit]) -> list[Unit]:
        """Those of some units that lie in the province, or the district, that is in evidence."""
        kept = list(found)
        if len(self.provinces) == 1:
            kept = [unit for unit in kept if self._province(unit) in self.provinces]
        for area in self.areas:
            kept = [unit for unit in kept if area & self._chain(unit)]
        return kept

    def unit(self, claim: Claim, days: Days, period: Period) -> Unit:
        """The unit of a claim; UnitError when none or several fit and nothing settles it."""
        place = (claim.unit, claim.unit_code, *days)
        if place not in self.settled:
            try:
                self.settled[place] = self._settle(place, self.asked[place])
            except UnitError as fault:
                self.settled[place] = self._dated(fault, period)
        found = self.settled[place]
        if isinstance(found, UnitError):
            raise found.with_traceback(None)  # else each raise lengthens it
        return found

    def meant(self, claim: Claim, days: Days) -> str:
        """What the name of a claim was taken for where it did not say so; "" where it did."""
        place = (claim.unit, claim.unit_code, *days)
        asked, unit = self.asked[place], self.settled[place]
        if asked.restored:
            return self._code_meant(claim.unit_code, asked, unit)
        if claim.unit_code or (asked.is_typed and not asked.is_folded):
            return ""
        # A commune of today may bear the name of the district it lay in.
        if asked.is_sure and len({u.level for u in self.register.bearing(claim.unit)}) < 2:
            return ""
        why = "tên ghi không dấu" if asked.is_folded else "tên không ghi cấp"
        return (
            f"“{claim.unit}” hiểu là {self.register.full_name(unit)}, {LEVEL_WORDS[unit.level]}, mã"
            f" {unit.code} ({why}); nếu không phải thì ghi đủ loại đơn vị và tên, hoặc mã đơn vị"
        )

    def _code_meant(self, code: str, asked: Asked, unit: Unit) -> str:
        """What a code alone was taken for as written, that with its zeros is of another unit."""
        keeps_zeros = any(other.startswith("0") for _, other, *_ in self.asked)
        if unit in asked.restored or keeps_zeros:
            return ""
        others = "; ".join(f"{u.code} là {self.register.full_name(u)}" for u in asked.restored)
        return (
            f"mã “{code}” hiểu là {self.register.full_name(unit)}, {LEVEL_WORDS[unit.level]}, theo"
            f" các dòng khác (mã {others}); nếu không phải thì ghi đủ số 0 của mã, hoặc ghi tên"
        )

    def besides(self, claim: Claim, days: Days) -> str:
        """The units whose code stands as it is written where lost zeros were put back; or ""."""
        found = self.asked[(claim.unit, claim.unit_code, *days)].found if not claim.unit else ()
        return "; ".join(f"{self.register.full_name(u)} (mã {u.code})" for u in found)

    def _settle_code(self, place: Place, asked: Asked) -> Unit:
        """A code alone that may have lost zeros: level and province of other rows settle it."""
        within = self._within(asked.readings)
        has_area = len(self.provinces) == 1 or bool(self.areas)
        if self.levels == {"tinh"}:
            left = [u for u in asked.readings if u.level == "tinh"]
            left += [u for u in within if u.level != "tinh" and has_area]
        else:
            # The row of the whole province may stand beside those of its units.
            left = [u for u in within if self._fits_level(u) or _key(u) in self.provinces]
        # Rows of several provinces tell a level, which is too little to read other than written.
        if len(left) == 1 and (left[0] in asked.found or has_area or self.levels == {"tinh"}):
            return left[0]
        if not asked.found:
            raise self._told(place, asked.fault)
        fault = self.register.ambiguous(list(asked.readings), "", place[1])
        raise UnitError(fault.code, f"{fault}; nếu mã mất số 0 ở đầu thì ghi đủ số 0")

    def _settle(self, place: Place, asked: Asked) -> Unit:
        if asked.restored:
            return self._settle_code(place, asked)
        if not asked.found:
            raise self._told(place, asked.fault)
        if asked.is_sure and (asked.is_typed or self._fits_level(asked.found[0])):
            return asked.found[0]
        if asked.is_typed and not asked.is_folded:
            within = self._within(asked.found) or list(asked.found)
            return self.register.settle(within, set(), self.levels, *place[:2])
        left = self._left(asked)
        if len(left) == 1:
            return left[0]
        if asked.is_folded:
            raise self._told(place, asked.fault)
        raise self._doubtful(place[0], asked)

    def _doubtful(self, text: str, asked: Asked) -> UnitError:
        """The refusal of a name that does not tell its type, and that evidence does not settle."""
        within = self._within(asked.found) or list(asked.found)
        if len(within) > 1:
            return self.register.ambiguous(within, text)
        levels = " và ".join(LEVEL_WORDS[level] for level in sorted(self.levels))
        name = self.register.written(within[0], within)
        reason = (
            f"“{text}” không ghi loại đơn vị: có thể là {name} (mã {within[0].code}), nhưng các"
            f" dòng khác ở {levels}; đúng là đơn vị này thì ghi đủ “{name}”, không thì ghi đúng tên"
            " đơn vị khác"
        )
        return UnitError("unit_ambiguous", reason)

    def _fits_level(self, unit: Unit) -> bool:
        return len(self.levels) != 1 or unit.level in self.levels

    def _left(self, asked: Asked) -> list[Unit]:
        """What evidence leaves of a name that does not tell its type, or tells it without accents.

        Rows of whole provinces are no rows of one province.
        """
        within = self._within(asked.found)
        if self.levels == {"tinh"} and not asked.is_typed:
            provinces = [unit for unit in asked.found if unit.level == "tinh"]
            below = within if len(self.provinces) == 1 or self.areas else []
            return provinces or below if not (provinces and below) else [*provinces, *below]
        if asked.is_typed:
            return within
        return [unit for unit in within if self._fits_level(unit)]

    def _told(self, place: Place, fault: UnitError) -> UnitError:
        """The refusal of a unit; an unknown name is looked up once, and not for a whole book."""
        text = place[0]
        if not isinstance(fault, UnknownUnit):
            return fault
        if text not in self.unknown:
            if len(self.unknown) >= MOST_LOOKED_UP:
                fault = UnknownUnit(text, lambda _: [])
            self.unknown[text] = fault.within(frozenset(self.provinces))
        return self.unknown[text]

    def _dated(self, fault: UnitError, period: Period) -> UnitError:
        """A refusal for the time of a unit says where a cut-off ends a period days before."""
        last = periods.dates(period, self.cut_offs)[1]
        calendar = periods.calendar_end(period)
        if not isinstance(fault, OutOfTime) or last == calendar:
            return fault
        if abs(fault.day - last) > _NEAR:
            return fault
        told = (
            f"{fault}. {period_name(period)} kết thúc {day_text(last)} theo thời điểm chốt số liệu"
            f" báo cáo, không phải {day_text(calendar)}"
        )
        return OutOfTime(told, fault.day)

    def _chain(self, unit: Unit) -> set[UnitKey]:
        return {_key(u) for u in (unit, *self.register.parents(unit))}

    def _province(self, unit: Unit) -> UnitKey:
        return _key(self.register.province(unit))


def _key(unit: Unit) -> UnitKey:
    return unit.code, unit.valid_from
