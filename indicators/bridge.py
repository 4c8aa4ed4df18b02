"""What became of units: former districts and units of today, as groups equal on both sides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from indicators.editions import Edition, ask


@dataclass(frozen=True, eq=False)
class Bridge:
    """The register of an edition with what came before and after each unit.

    `units` is indexed by unit_id; `below` holds the units directly below one; `after` the units
    that took one over, with the share each got (1 for all of it, NaN where no share is known);
    `before` the units it took over; `districts` the former districts a commune of today lies in,
    `communes` the reverse; `province_now` the province of today of a former one.
    """

    units: pd.DataFrame
    below: dict[int, list[int]]
    after: dict[int, dict[int, float]]
    before: dict[int, list[int]]
    districts: dict[int, frozenset[int]]
    communes: dict[int, list[int]]
    province_now: dict[int, int]

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
    parents = indexed["parent_id"].dropna().astype(int)
    for unit_id, parent_id in parents.items():
        below[parent_id].append(unit_id)
    after: dict[int, dict[int, float]] = defaultdict(dict)
    before: dict[int, list[int]] = defaultdict(list)
    for old, new, weight in changes.itertuples(index=False):
        after[old][new] = weight
        before[new].append(old)
    levels = indexed["level"]
    districts = {
        new: frozenset(
            # Five island districts had no commune: they are what came before.
            old if levels[old] == "huyen" else int(parents[old])
            for old in olds
            if levels[old] == "huyen" or old in parents.index
        )
        for new, olds in before.items()
        if levels[new] == "xa"
    }
    communes: dict[int, list[int]] = defaultdict(list)
    for new, found in districts.items():
        for district in found:
            communes[district].append(new)
    provinces = {
        old: next(iter(news)) for old, news in after.items() if levels[old] == "tinh" and news
    }
    return Bridge(
        indexed, dict(below), dict(after), dict(before), districts, dict(communes), provinces
    )


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
        list(known.after[old])
        for old in olds
        if old in known.after and not is_divided_by_weight(known, old)
    ]
    return groups([[new] for new in news] + shared)


def is_divided_by_weight(known: Bridge, old: int) -> bool:
    """True for a unit that several took over, each with a share of its own."""
    shares = known.after[old].values()
    return len(shares) > 1 and all(share == share for share in shares)
