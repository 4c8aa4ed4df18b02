"""Which links from old communes to new ones are taken out of the register's source, and why.

The source of make_units.py mixes up divided communes of one name that lie in one new province:
each is linked to the successors of all of them, up to 100 km away. Used by make_units.py only;
positions are read to compare distances and never written.
"""

import math
from collections import defaultdict
from typing import NamedTuple

# No commune of today is wide enough for parts of different districts to lie farther apart.
FARTHEST_KM = 30.0
# Links beyond that distance that were looked at and are right: (old code, new code), the reason.
CONFIRMED = {
    ("13972", "13972"): "Phường Vị Khê bears the name of a village of Xã Nam Điền and its code; the"
    " source's position of Nam Điền is wrong",
    ("07033", "06979"): "Xã Kỳ Thượng keeps the name of the old one, a neighbour of Ba Chẽ; the"
    " source's position of the old one is wrong",
}

Place = tuple[float, float]
Links = dict[str, set[str]]


class Commune(NamedTuple):
    """An old commune: name with type and marks in lower case, district's code, (north, east)."""

    name: str
    district: str
    place: Place


def kilometres(one: Place, other: Place) -> float:
    """The distance of two points in degrees, good enough within one province."""
    middle = math.radians((one[0] + other[0]) / 2)
    return 111.2 * math.hypot(one[0] - other[0], (one[1] - other[1]) * math.cos(middle))


def namesakes(olds: set[str], communes: dict[str, Commune]) -> list[set[str]]:
    """The old communes of one new unit that bear the same name, two or more at a time."""
    by_name = defaultdict(set)
    for old in olds:
        by_name[communes[old].name].add(old)
    return [by_name[name] for name in sorted(by_name) if len(by_name[name]) > 1]


def untangled(links: Links, communes: dict[str, Commune]) -> Links:
    """The links (new code -> old codes) of which each new unit keeps one commune of a name.

    Kept is the one in a district of the unit's other predecessors (those without namesakes); if
    none is, the one nearest to any of them. Where that does not decide, all are left for
    `suspicious` to tell.
    """
    found = {}
    for new, olds in links.items():
        groups = namesakes(olds, communes)
        others = olds.difference(*groups)
        found[new] = others.union(*(_at_home(group, others, communes) for group in groups))
    return found


def _at_home(group: set[str], others: set[str], communes: dict[str, Commune]) -> set[str]:
    if not others:
        return group
    districts = {communes[old].district for old in others}
    home = {old for old in group if communes[old].district in districts}
    if home:
        return home if len(home) == 1 else group
    return {min(sorted(group), key=lambda old: _nearest(old, others, communes))}


def _nearest(old: str, others: set[str], communes: dict[str, Commune]) -> float:
    return min(kilometres(communes[old].place, communes[other].place) for other in others)


def suspicious(links: Links, communes: dict[str, Commune], places: dict[str, Place]) -> list[str]:
    """What a person must look at, as sentences: namesakes left in one unit, and far links.

    A link is far when the old commune shares its district with no other predecessor of the new
    unit and lies beyond FARTHEST_KM both of them all and of the unit's own position in `places`.
    """
    told = []
    for new, olds in sorted(links.items()):
        for group in namesakes(olds, communes):
            told.append(f"{new}: takes over several {communes[min(group)].name}: {sorted(group)}")
        for old in sorted(olds):
            others = olds - {old}
            if not others or (old, new) in CONFIRMED:
                continue
            if communes[old].district in {communes[other].district for other in others}:
                continue
            nearest = _nearest(old, others, communes)
            far = min(nearest, kilometres(communes[old].place, places[new]))
            if far > FARTHEST_KM:
                told.append(f"{old} {communes[old].name} -> {new}: {far:.0f} km away")
    return told
