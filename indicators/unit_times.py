"""A unit asked for outside its life: who took its place or stood before it, and what to write."""

import re
from collections import defaultdict
from datetime import date

from indicators.days import day_text
from indicators.names import fold
from indicators.numerals import number
from indicators.unit_files import Unit, UnitChange, UnitKey

_NAMED = 4
# Written after a name: "từ 01/07/2025", "trước ngày 01/07/2025", with or without accents.
_WHEN = re.compile(r"(tu|truoc) (?:ngay )?(\d{1,2})/(\d{1,2})/(\d{4})")


class Successions:
    """Who came after and before each unit; a district is followed by who followed its communes."""

    def __init__(self, units: dict[UnitKey, Unit], changes: list[UnitChange]):
        self.units = units
        self._after: dict[UnitKey, list[UnitKey]] = defaultdict(list)
        self._before: dict[UnitKey, list[UnitKey]] = defaultdict(list)
        self._below: dict[UnitKey, list[UnitKey]] = defaultdict(list)
        for change in changes:
            self._after[change.old].append(change.new)
            self._before[change.new].append(change.old)
        for place, unit in units.items():
            if unit.parent is not None:
                self._below[unit.parent].append(place)

    def after(self, place: UnitKey, first: date, last: date) -> list[Unit]:
        """The units that stood in the place of a former one between two days, in the order of the
        changes; the last ones known where none stood then.
        """
        return self._found(self._after, place, first, last)

    def before(self, place: UnitKey, first: date, last: date) -> list[Unit]:
        """The units that stood between two days in the place of one that began later."""
        return self._found(self._before, place, first, last)

    def _found(
        self, side: dict[UnitKey, list[UnitKey]], place: UnitKey, first: date, last: date
    ) -> list[Unit]:
        found = side.get(place) or [
            other for below in self._below.get(place, ()) for other in side.get(below, ())
        ]
        units: list[Unit] = []
        for other in found:
            unit = self.units[other]
            # Another change may lie between that unit and the days asked for.
            is_there = unit.lives_in(first, last)
            units += ([] if is_there else self._found(side, other, first, last)) or [unit]
        return list(dict.fromkeys(units))


def some_names(units: list[Unit]) -> str:
    """Up to four names with their codes, and how many more there are."""
    said = ", ".join(f"{unit.name} mã {unit.code}" for unit in units[:_NAMED])
    rest = len(units) - _NAMED
    return f"{said} và {number(rest)} đơn vị khác" if rest > 0 else said


def stood(unit: Unit, text: str) -> bool | None:
    """Whether a unit began on or after a day ("từ 01/07/2025"), or ended by it ("trước …").

    None for a text that tells no time.
    """
    told = _WHEN.fullmatch(fold(text))
    if told is None:
        return None
    try:
        day = date(int(told[4]), int(told[3]), int(told[2]))
    except ValueError:
        return None
    if told[1] == "tu":
        return unit.valid_from >= day
    return unit.valid_to is not None and unit.valid_to <= day


def out_of_time(unit: Unit, first: date, last: date, successions: Successions) -> str:
    """Why a unit cannot report the days from first to last, and which units stood then."""
    place = (unit.code, unit.valid_from)
    if unit.valid_to is not None and first >= unit.valid_to:
        names = some_names(successions.after(place, first, last))
        who = f"ghi đơn vị mới ({names})" if names else "ghi đơn vị mới"
        return (
            f"{unit.name} đã kết thúc hoạt động trước {day_text(unit.valid_to)}, kỳ này kết thúc"
            f" {day_text(last)}; {who} hoặc kỳ trước ngày đó"
        )
    names = some_names(successions.before(place, first, last))
    who = f"đơn vị cũ ({names})" if names else "tên và mã đơn vị"
    return (
        f"{unit.name} (mã {unit.code}) chỉ có từ {day_text(unit.valid_from)}, kỳ này kết thúc"
        f" {day_text(last)}; ghi {who} tại thời điểm báo cáo"
    )
