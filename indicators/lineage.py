"""What a unit was before a reform and what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from indicators.bridge import Bridge, bridge
from indicators.editions import Edition

UNKNOWN_START = 1900


@dataclass(frozen=True)
class Lineage:
    """A unit among those it came from and those that took it over.

    `began_on` is its first day, None when unknown; `ended_on` its last, None while it lives.
    `before` and `after`: unit_key, name, is_whole (False where only a part changed hands).
    `districts` are the former districts whose land a commune of today lies on, as `before`.
    """

    name: str
    began_on: date | None
    ended_on: date | None
    before: pd.DataFrame
    after: pd.DataFrame
    districts: pd.DataFrame


def lineage(edition: Edition, unit_key: str) -> Lineage:
    """The lineage of one unit of the register; KeyError when the key is unknown."""
    known = bridge(edition)
    found = known.units.index[known.units["unit_key"] == unit_key]
    if found.empty:
        raise KeyError(unit_key)
    unit_id = int(found[0])
    unit = known.units.loc[unit_id]
    began = unit["valid_from"].date()
    districts = known.districts.get(unit_id, frozenset())
    return Lineage(
        unit["name"],
        None if began.year == UNKNOWN_START else began,
        None if pd.isna(unit["valid_to"]) else unit["valid_to"].date() - timedelta(days=1),
        _named(known, {old: len(known.after[old]) == 1 for old in known.before.get(unit_id, [])}),
        _named(known, _after(known, unit_id)),
        _named(known, dict.fromkeys(districts, len(districts) == 1)),
    )


def _after(known: Bridge, unit_id: int) -> dict[int, bool]:
    """The units of today that took one over; a district's are those on the land it had."""
    if unit_id in known.now:
        news = list(known.now[unit_id])
        return dict.fromkeys(news, len(news) == 1)
    living = [new for new in known.communes.get(unit_id, []) if new not in known.now]
    return {new: known.districts[new] == {unit_id} for new in living}


def _named(known: Bridge, whole: dict[int, bool]) -> pd.DataFrame:
    """unit_key, name and is_whole of some units, in Vietnamese order."""
    rows = known.units.loc[known.units.index.isin(list(whole)), ["unit_key", "name"]]
    return rows.assign(is_whole=rows.index.map(whole).astype(bool)).reset_index(drop=True)
