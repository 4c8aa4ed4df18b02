"""Does a unit lie where the lines above its table say, and is it of a level with the other rows."""

from collections import Counter
from datetime import date, timedelta

from indicators.unit_files import Unit, UnitKey
from indicators.units import Register

_MANY = 3


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


def told_below(unit: Unit, rows: set[Unit], register: Register) -> str:
    """That a lone commune stands among districts one of which bears its name; "" where it does not.

    `rows` are the units of all rows that are sure. With its district or other communes beside it
    the commune is meant; three districts make a table of districts.
    """
    levels = Counter(one.level for one in rows if one.level != "tinh")
    if unit.level != "xa" or levels["xa"] != 1 or levels["huyen"] < _MANY:
        return ""
    above = [u for u in register.parents(unit) if u.level == "huyen"]
    if not above or above[0].short_name != unit.short_name or above[0] in rows:
        return ""
    return (
        f"{register.full_name(unit)} (mã {unit.code}) là cấp xã, các dòng khác là cấp huyện; nếu là"
        f" {above[0].name} thì sửa lại loại đơn vị"
    )


def _kin(unit: Unit, register: Register) -> list[Unit]:
    """The units that stand in its place today, and those that stood there before it began."""
    today, before = date.today(), unit.valid_from - timedelta(days=1)
    place = unit.code, unit.valid_from
    found = register.successions.after(place, today, today)
    return [*found, *register.successions.before(place, before, before)]


def _chain(unit: Unit, register: Register) -> set[UnitKey]:
    return {(u.code, u.valid_from) for u in (unit, *register.parents(unit))}
