"""What became of units: former districts and units of today, as groups equal on both sides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from indicators.editions import Edition, ask


@dataclass(frozen=True, eq=False)
class Bridge:
    """The register of an edition with what came before and after each unit, reform by reform.

    `units` is indexed by unit_id; `below` holds the units directly below one; `after` the units
    that took one over, with the share each got (1 for all of it, NaN where no share is known);
    `before` the units it took over; `now` as `after`, but the units of today at the end of all
    changes; `districts` the former districts a commune lies in that began with a change,
    `communes` the reverse; `province_now` the province of today of a former one; `renamed` the
    units that took over one unit whole which had itself begun with a change, on the same level.
    """

    units: pd.DataFrame
    below: dict[int, list[int]]
    after: dict[int, dict[int, float]]
    before: dict[int, list[int]]
    now: dict[int, dict[int, float]]
    districts: dict[int, frozenset[int]]
    communes: dict[int, list[int]]
    province_now: dict[int, int]
    renamed: frozenset[int]

    def level(self, unit_id: int) -> str:
        """tinh, huyen or xa."""
        return self.units.at[unit_id, "level"]


@lru_cache(maxsize=4)
def bridge(edition: Edition) -> Bridge:
    """The bridge of an edition, read once."""
    return joined(ask(edition, "units"), ask(edition, "changes"))


def joined(units: pd.DataFrame, changes: pd.DataFrame) -> Bridge:
    """The bridge of a register (columns of units.sql) and its changes (columns of changes.sql)."""
    indexed = units.set_index("unit_id")
    below: dict[int, list[int]] = defaultdict(list)
    parents = indexed["parent_id"].dropna().astype(int).to_dict()
    for unit_id, parent_id in parents.items():
        below[parent_id].append(unit_id)
    after: dict[int, dict[int, float]] = defaultdict(dict)
    before: dict[int, list[int]] = defaultdict(list)
    begins = indexed["valid_from"].to_dict()
    in_time = sorted(changes.itertuples(index=False, name=None), key=lambda row: begins[row[1]])
    for old, new, weight in in_time:
        after[old][new] = weight
        before[new].append(old)
    levels = indexed["level"].to_dict()
    districts = _districts(levels, parents, before)
    communes: dict[int, list[int]] = defaultdict(list)
    for new, found in districts.items():
        for district in found:
            communes[district].append(new)
    now = _now(after, [row[0] for row in in_time])
    provinces = {old: next(iter(now[old])) for old in now if levels[old] == "tinh"}
    renamed = frozenset(
        new
        for new, olds in before.items()
        if len(olds) == 1
        and olds[0] in before
        and after[olds[0]] == {new: 1}
        and levels[olds[0]] == levels[new]
    )
    return Bridge(
        indexed,
        dict(below),
        dict(after),
        dict(before),
        now,
        districts,
        dict(communes),
        provinces,
        renamed,
    )


def _districts(levels, parents, before: dict[int, list[int]]) -> dict[int, frozenset[int]]:
    """The former districts of each commune in `before`, whose units stand in time order."""
    found: dict[int, frozenset[int]] = {}
    for new, olds in before.items():
        if levels[new] != "xa":
            continue
        lands: set[int] = set()
        for old in olds:
            # Five island districts had no commune: they are what came before.
            district = old if levels[old] == "huyen" else parents.get(old)
            is_district = district is not None and levels[district] == "huyen"
            lands |= {district} if is_district else found.get(old, frozenset())
        found[new] = frozenset(lands)
    return found


def _now(after: dict[int, dict[int, float]], olds: list[int]) -> dict[int, dict[int, float]]:
    """The units of today each unit that ended became, with its share; `olds` in time order."""
    now: dict[int, dict[int, float]] = {}
    # What came last is known first: a later change is then followed by looking it up.
    for old in reversed(dict.fromkeys(olds)):
        shares: dict[int, float] = defaultdict(float)
        for new, share in after[old].items():
            for last, rest in now.get(new, {new: 1.0}).items():
                shares[last] += share * rest
        # Parts that all went to one unit are the whole once more, known shares or not.
        now[old] = dict.fromkeys(shares, 1.0) if len(shares) == 1 else dict(shares)
    return now


def groups(links: Iterable[Iterable[int]]) -> dict[int, int]:
    """The connected groups of what each link holds together: member to the group's least member."""
    above: dict[int, int] = {}

    def top(member: int) -> int:
        while above.setdefault(member, member) != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    for link in links:
        first, *others = link
        for other in (first, *others):
            one, two = sorted((top(first), top(other)))
            above[two] = one
    return {member: top(member) for member in list(above)}


def former_districts(known: Bridge, inside: set[int]) -> dict[int, int]:
    """Each district of a set to the least of its group: districts a commune of today lies across
    stand together, for nobody has said how such a commune divides.
    """
    news = {new for district in inside for new in known.communes.get(district, [])}
    across = [known.districts[new] & inside for new in sorted(news)]
    return groups([[district] for district in inside] + across)


def present_communes(known: Bridge, olds: Iterable[int], news: Iterable[int]) -> dict[int, int]:
    """Each commune of today to the least of its group: those that share a commune divided without
    known shares stand together. Shares that are all known divide it instead.
    """
    shared = [
        list(known.now[old])
        for old in olds
        if old in known.now and not is_divided_by_weight(known, old)
    ]
    return groups([[new] for new in news] + shared)


def is_divided_by_weight(known: Bridge, old: int) -> bool:
    """True for a unit that is several today, each with a known share of it."""
    shares = known.now[old].values()
    return len(shares) > 1 and all(share == share for share in shares)
