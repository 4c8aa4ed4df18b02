"""Frames: which units make up a scope at each time, and which area each belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from indicators.bridge import (
    Bridge,
    former_districts,
    is_divided_by_weight,
    present_communes,
)
from indicators.days import day_text
from indicators.numerals import number

AS_REPORTED, FORMER, PRESENT = "bao_cao", "huyen_cu", "hien_nay"
FRAMES = (AS_REPORTED, FORMER, PRESENT)
# Which units may stand for a province before a reform, the highest level first.
LEVELS = ("huyen", "xa")
TILE_COLUMNS = ["area_id", "unit_id", "weight", "is_in_total"]
_NAMED = 2


@dataclass(frozen=True)
class Universe:
    """The units that report for a scope: `olds` before any reform, `news` since the first one.

    Some of `news` may have ended in a later reform. `across` are those of them that lie only partly
    in the scope: they stand for themselves and are never part of a sum. `inside` are the former
    districts of the scope.
    """

    olds: tuple[int, ...]
    news: tuple[int, ...]
    across: frozenset[int]
    inside: frozenset[int]


def universe(known: Bridge, root: int | None, level: str) -> Universe:
    """The units of a scope: None for the country, a province then or now, or a former district.

    `level` (huyen or xa) chooses which units stand for a province before the reform.
    """
    if root is None:
        provinces = known.units.index[known.units["level"] == "tinh"]
        is_old = {p: p in known.province_now and p not in known.before for p in provinces}
        olds = [unit_id for unit_id in provinces if is_old[unit_id]]
        news = [unit_id for unit_id in provinces if not is_old[unit_id]]
        return Universe(tuple(olds), tuple(news), frozenset(), frozenset())
    children = known.below.get(root, [])
    if known.level(root) == "huyen":
        inside, news, level = {root}, [], "xa"
    elif any(known.level(child) == "huyen" for child in children):
        inside, news = set(children), []
    else:
        merged = [old for old, new in known.province_now.items() if new == root]
        lower = [child for old in (root, *merged) for child in known.below.get(old, [])]
        inside = {child for child in lower if known.level(child) == "huyen"}
        news = [child for child in lower if known.level(child) == "xa"]
    olds = sorted(inside)
    if level == "xa":
        olds = [commune for district in olds for commune in known.below.get(district, [])]
    if not news:
        news = {new for district in inside for new in known.communes.get(district, [])}
    across = {new for new in news if known.districts.get(new, frozenset()) - inside}
    return Universe(tuple(olds), tuple(sorted(news)), frozenset(across), frozenset(inside))


def roots(known: Bridge, figures: dict[int, int]) -> list[int | None]:
    """The units (None for the country) below which something was reported."""
    roots: dict[int | None, None] = {}
    reporting = known.units.loc[list(figures), ["level", "parent_id"]]
    for unit_id, level, parent in reporting.itertuples():
        if level == "tinh":
            roots[None] = None
            continue
        parent = int(parent)
        if level == "xa" and known.level(parent) == "huyen":
            roots[int(known.units.at[parent, "parent_id"])] = None
        elif level == "xa":
            # A province that began and ended with reforms is told by the one of today.
            parent = known.province_now.get(parent, parent)
        roots[parent] = None
        # From a former district that reported one goes down to the communes it is today.
        roots |= dict.fromkeys(known.districts.get(unit_id, frozenset()) & figures.keys())
    return list(roots)


def said(units: Iterable[int], figures: dict[int, int]) -> int:
    """How many figures some units have reported together."""
    return sum(figures.get(unit, 0) for unit in units)


def on_highest_level(
    known: Bridge, root: int | None, figures: dict[int, int]
) -> tuple[Universe, str]:
    """The units of a scope with those of before a reform on the highest of LEVELS that has
    reported, and that level; the first of LEVELS where none has.
    """
    choices = {level: universe(known, root, level) for level in LEVELS}
    highest = next((level for level in LEVELS if said(choices[level].olds, figures)), LEVELS[0])
    return choices[highest], highest


def tiles(known: Bridge, found: Universe, frame: str) -> pd.DataFrame:
    """Which area of a frame each unit of a scope belongs to (TILE_COLUMNS), one row a pair.

    `area_id` is the least unit of the area, <NA> for a unit that counts in the total alone;
    `weight` is 1, or the known share of a divided unit; a unit with is_in_total False lies across
    the border of the scope, with a missing weight where its area lies inside.
    """
    if frame == FORMER:
        areas = _by_former_district(known, found)
    elif frame == PRESENT:
        areas = _by_present_unit(known, found)
    else:
        areas = [(unit, unit, 1.0) for unit in (*found.olds, *found.news)]
    rows = pd.DataFrame(areas, columns=TILE_COLUMNS[:3])
    rows = rows.astype({"area_id": "Int64", "weight": "float64"})
    # Shares of one unit that meet again in an area are the unit itself once more.
    shares = rows.groupby(["area_id", "unit_id"], dropna=False, sort=False)["weight"]
    rows = shares.sum(skipna=False).round(8).reset_index()
    return rows.assign(is_in_total=~rows["unit_id"].isin(found.across))


def _by_former_district(known: Bridge, found: Universe) -> list[tuple]:
    group = former_districts(known, set(found.inside))
    areas = []
    for old in found.olds:
        district = old if old in group else int(known.units.at[old, "parent_id"])
        areas.append((group[district], old, 1.0))
    for new in found.news:
        mine = known.districts.get(new, frozenset()) & found.inside
        # What lies partly outside is waited for and never summed: the area stays incomplete.
        share = None if new in found.across else 1.0
        areas.append((group[next(iter(mine))] if mine else None, new, share))
    return areas


def _by_present_unit(known: Bridge, found: Universe) -> list[tuple]:
    if not found.inside:
        now = known.province_now
        return [(now.get(unit, unit), unit, 1.0) for unit in (*found.olds, *found.news)]
    living = [new for new in found.news if new not in known.now]
    ended = [old for old in (*found.olds, *found.news) if old in known.now]
    communes = [old for old in ended if known.level(old) == "xa"]
    group = present_communes(known, communes, living)
    areas = [(group[new], new, 1.0) for new in living]
    # The past of a commune across the border lies partly outside: it is not pieced together.
    foreign = {group[new] for new in found.across if new in group}
    for old in dict.fromkeys((*found.olds, *ended)):
        shares = {
            new: share
            for new, share in known.now.get(old, {}).items()
            if group.get(new, new) not in foreign and new in group
        }
        if old not in communes or not shares:
            areas.append((None, old, 1.0))
        elif is_divided_by_weight(known, old):
            areas += [(group[new], old, share) for new, share in shares.items()]
        else:
            areas.append((group[next(iter(shares))], old, 1.0))
    return areas


def members(known: Bridge, placed: pd.DataFrame, found: Universe, frame: str) -> pd.DataFrame:
    """One row an area of `tiles`: unit_id (its area_id), unit_key, unit, name, type, level,
    folded, code, valid_from, valid_to.

    An area of several units is named after them and its key joins theirs by "+". Those that ended
    stand first.
    """
    named = _named_after(known, placed, found, frame)
    units = known.units
    mine = units.index.isin([unit for ids in named.values() for unit in ids])
    # A dictionary, for a frame would be asked a row at a time.
    known_as = units[mine].assign(order=np.flatnonzero(mine)).to_dict("index")
    rows = []
    for area_id, ids in named.items():
        parts = sorted((known_as[unit] for unit in ids), key=lambda part: part["order"])
        first = parts[0]
        rows.append(
            {
                "unit_id": area_id,
                "unit_key": "+".join(part["unit_key"] for part in parts),
                "unit": _joined([part["unit"] for part in parts]),
                "name": _joined([part["name"] for part in parts]),
                "type": first["type"],
                "level": first["level"],
                "folded": " ".join(part["folded"] for part in parts),
                "code": "+".join(part["code"] for part in parts),
                "order": first["order"],
            }
        )
    columns = ["unit_id", "unit_key", "unit", "name", "type", "level", "folded", "code", "order"]
    areas = pd.DataFrame(rows, columns=columns)
    areas = areas.merge(_lives(known, placed), left_on="unit_id", right_index=True)
    areas = areas.assign(is_living=areas["valid_to"].isna()).sort_values(["is_living", "order"])
    return areas.drop(columns=["order", "is_living"]).reset_index(drop=True)


def told_apart(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas with their full names as `unit` where two would have the same, a huyện and the xã
    named after it; a xã of before and one of after the reform are told apart by their last day,
    namesakes of one time by their codes.
    """
    found = areas
    dated = areas["name"] + areas["valid_to"].map(last_day)
    for longer in (areas["name"], dated, dated + " (mã " + areas["code"] + ")"):
        each = found.drop_duplicates("unit_id")
        is_same = found["unit"].isin(each.loc[each["unit"].duplicated(), "unit"])
        found = found.assign(unit=found["unit"].where(~is_same, longer))
    return found


def last_day(valid_to) -> str:
    """The last day of a unit as its name tells it, " (đến 30/6/2025)"; "" for one that lives."""
    return "" if pd.isna(valid_to) else f" (đến {day_text(valid_to - timedelta(days=1))})"


def _named_after(known: Bridge, placed, found: Universe, frame: str) -> dict[int, list[int]]:
    """The units each area is named after: itself, its former districts or its units of today."""
    whole = placed.dropna(subset="area_id")
    if frame == FORMER:
        group = former_districts(known, set(found.inside))
        pairs = [(area, unit) for unit, area in group.items()]
    elif frame == PRESENT:
        is_living = ~whole["unit_id"].isin(known.now)
        pairs = list(whole.loc[is_living, ["area_id", "unit_id"]].itertuples(index=False))
    else:
        pairs = list(whole[["area_id", "unit_id"]].itertuples(index=False))
    wanted = set(whole["area_id"])
    named: dict[int, list[int]] = {}
    for area, unit in pairs:
        if area in wanted:
            named.setdefault(int(area), []).append(int(unit))
    return named


def _joined(names: list[str]) -> str:
    """Names of a group, the first two written out."""
    more = len(names) - _NAMED
    text = " + ".join(names[:_NAMED])
    return f"{text} + {number(more)} đơn vị khác" if more > 0 else text


def _lives(known: Bridge, placed: pd.DataFrame) -> pd.DataFrame:
    """valid_from and valid_to of each area: from its first unit to its last."""
    whole = placed.dropna(subset="area_id")
    ids = whole["unit_id"].to_numpy()
    spans = pd.DataFrame(
        {
            "area_id": whole["area_id"].astype("int64").to_numpy(),
            "valid_from": known.units.loc[ids, "valid_from"].to_numpy(),
            "valid_to": known.units.loc[ids, "valid_to"].to_numpy(),
        }
    )
    grouped = spans.assign(is_open=spans["valid_to"].isna()).groupby("area_id")
    return pd.DataFrame(
        {
            "valid_from": grouped["valid_from"].min(),
            "valid_to": grouped["valid_to"].max().mask(grouped["is_open"].any()),
        }
    )


def groupings(known: Bridge, found: Universe, frame: str, areas: pd.DataFrame) -> pd.DataFrame:
    """Why each area of several units stands together: unit (its name) and because, the names of
    the communes that lie across its parts or were divided between them.
    """
    rows = []
    for area in areas[areas["unit_key"].str.contains("+", regex=False)].itertuples():
        parts = set(known.units.index[known.units["unit_key"].isin(area.unit_key.split("+"))])
        if frame == FORMER:
            news = {new for part in parts for new in known.communes.get(part, [])}
            because = [new for new in news if len(known.districts[new] & parts) > 1]
        else:
            because = [
                old
                for old in (*found.olds, *found.news)
                if len(parts & known.now.get(old, {}).keys()) > 1
                and not is_divided_by_weight(known, old)
            ]
        names = known.units.loc[known.units.index.isin(because), "name"].tolist()
        rows.append({"unit": area.unit, "because": names})
    return pd.DataFrame(rows, columns=["unit", "because"])
