"""Does a unit lie in the province or district that the lines above its table name."""

from datetime import date, timedelta

from indicators.unit_files import Unit, UnitKey
from indicators.units import Register


def told_outside(unit: Unit, areas: list[frozenset[UnitKey]], register: Register) -> str:
    """That a unit lies elsewhere than the lines above say, and what to check; "" where it does not.

    `areas` are the units that bore each name. A reform moves no unit out of its land: what came
    after it and what was there before count as well. Whole provinces may be listed by anybody.
    """
    if not areas or unit.level == "tinh":
        return ""
    own = {key for one in (unit, *_kin(unit, register)) for key in _chain(one, register)}
    for area in areas:
        if own.isdisjoint(area):
            name = register.units[min(area)].name
            return (
                f"{register.full_name(unit)} (mã {unit.code}) không thuộc {name} ghi ở phía trên"
                " bảng; kiểm tra lại tên đơn vị này, hoặc dòng phía trên"
            )
    return ""


def _kin(unit: Unit, register: Register) -> list[Unit]:
    """The units that stand in its place today, and those that stood there before it began."""
    today, before = date.today(), unit.valid_from - timedelta(days=1)
    place = unit.code, unit.valid_from
    found = register.successions.after(place, today, today)
    return [*found, *register.successions.before(place, before, before)]


def _chain(unit: Unit, register: Register) -> set[UnitKey]:
    return {(u.code, u.valid_from) for u in (unit, *register.parents(unit))}
