"""Where and when: the scopes, frames, units and periods an edition holds figures for."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from indicators import frames
from indicators.bridge import Bridge, bridge
from indicators.editions import Edition, ask
from indicators.frames import AS_REPORTED, FORMER, FRAMES, LEVELS, PRESENT, Universe
from indicators.periods import between, calendar_end, from_code

WHOLE_COUNTRY = "VN"


@dataclass(frozen=True)
class Scope:
    """An area whose units are compared, in one frame; `members` has one row an area shown.

    members: as frames.members. tiles: as frames.tiles with unit_key, unit, name, code, valid_from,
    valid_to: the units that report, and the member each belongs to.
    `total_name` is what the sum of the units is called; `breaks` are the days on which its units
    changed. `is_across` lets changes be computed over such a day. Two scopes are the same when
    their units and frame are, so that a scope can be part of the key of a cache.
    """

    key: str
    name: str
    total_name: str
    frame: str
    level: str
    unit_ids: tuple[int, ...]
    breaks: tuple[date, ...] = ()
    is_across: bool = False
    members: pd.DataFrame = field(compare=False, repr=False, default=None)
    tiles: pd.DataFrame = field(compare=False, repr=False, default=None)


_TOTALS = {
    "Tỉnh": "Toàn tỉnh",
    "Thành phố": "Toàn thành phố",
    "Huyện": "Toàn huyện",
    "Thị xã": "Toàn thị xã",
    "Quận": "Toàn quận",
}


def scopes(edition: Edition) -> pd.DataFrame:
    """The scopes with figures: key, name, type, level, valid_from, valid_to and reporting, the
    number of units with figures.

    A province then or now is offered when units of its own time have reported in it, a former
    district when its communes have, or itself and communes of today on its land; the country when
    provinces have. Districts stand last; who has most figures first, then who waits for fewest.
    """
    return _scopes(edition).copy(deep=False)


@lru_cache(maxsize=8)
def _scopes(edition: Edition) -> pd.DataFrame:
    known = bridge(edition)
    figures = _figures(edition)
    rows = []
    for root in frames.roots(known, figures):
        found, _ = frames.on_highest_level(known, root, figures)
        mine = [figures[unit] for unit in (*found.olds, *found.news) if unit in figures]
        row = _NATION if root is None else known.units.loc[root]
        rows.append(
            {
                "key": WHOLE_COUNTRY if root is None else row["unit_key"],
                "root": root,
                "name": row["name"],
                "type": row["type"],
                "level": row["level"],
                "valid_from": row["valid_from"],
                "valid_to": row["valid_to"],
                "reporting": len(mine),
                "figures": sum(mine),
                "expected": len(found.olds) + len(found.news),
            }
        )
    columns = (
        "key", "root", "name", "type", "level", "valid_from", "valid_to", "reporting", "figures",
        "expected",
    )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(columns))
    table["root"] = table["root"].astype("Int64")
    table["is_low"] = table["level"] == "huyen"
    order = ["is_low", "figures", "expected", "name", "valid_from"]
    table = table.sort_values(order, ascending=[True, False, True, True, True])
    return table.drop(columns=["figures", "expected", "is_low"]).reset_index(drop=True)


_NATION = {"name": "Cả nước", "type": "", "level": "", "valid_from": pd.NaT, "valid_to": pd.NaT}


@lru_cache(maxsize=8)
def _figures(edition: Edition) -> dict[int, int]:
    """How many figures each unit that has reported has; not to be changed."""
    rows = ask(edition, "reporters")
    return dict(zip(rows["unit_id"].tolist(), rows["figures"].tolist(), strict=True))


@lru_cache(maxsize=64)
def levels(edition: Edition, key: str) -> tuple[str, ...]:
    """The levels on which units of before the reform have reported in a scope, highest first."""
    root, known, figures = _root(edition, key), bridge(edition), _figures(edition)
    if root is None or known.level(root) == "huyen":
        return ()
    olds = {level: frames.universe(known, root, level).olds for level in LEVELS}
    return tuple(level for level in LEVELS if frames.said(olds[level], figures))


@lru_cache(maxsize=64)
def frames_of(edition: Edition, key: str) -> tuple[str, ...]:
    """The frames in which a scope differs from what was reported, that one first.

    Former districts need units of today with figures inside a province; units of today need
    figures that can be carried over to them.
    """
    root, known, figures = _root(edition, key), bridge(edition), _figures(edition)
    found, _ = frames.on_highest_level(known, root, figures)
    has_news = frames.said(found.news, figures) > 0
    offered = [AS_REPORTED]
    if found.inside and len(found.inside) > 1 and has_news:
        offered.append(FORMER)
    placed = frames.tiles(known, found, PRESENT)
    is_carried = placed["unit_id"].isin(found.olds) & placed["area_id"].notna()
    if has_news or frames.said(placed.loc[is_carried, "unit_id"], figures):
        offered.append(PRESENT)
    return tuple(frame for frame in FRAMES if frame in offered)


def above(edition: Edition, key: str) -> str | None:
    """The key of the scope a scope lies in, None when there are no figures for that one.

    A former district lies in its former province, a province in the country.
    """
    root, known = _root(edition, key), bridge(edition)
    if root is None:
        return None
    parent = known.units.at[root, "parent_id"]
    wanted = WHOLE_COUNTRY if pd.isna(parent) else known.units.at[int(parent), "unit_key"]
    return wanted if wanted in set(_scopes(edition)["key"]) else None


def is_former(edition: Edition, key: str) -> bool:
    """True for a scope named after a unit that ended."""
    root = _root(edition, key)
    return root is not None and pd.notna(bridge(edition).units.at[root, "valid_to"])


def _root(edition: Edition, key: str) -> int | None:
    return _roots(edition)[key]


@lru_cache(maxsize=8)
def _roots(edition: Edition) -> dict[str, int | None]:
    found = _scopes(edition)
    roots = [None if pd.isna(root) else int(root) for root in found["root"]]
    return dict(zip(found["key"], roots, strict=True))


@lru_cache(maxsize=64)
def scope(
    edition: Edition,
    key: str,
    frame: str = AS_REPORTED,
    level: str = "",
    is_across: bool = False,
) -> Scope:
    """One scope of `scopes` in a frame, its areas in Vietnamese order; KeyError when unknown.

    `level` (huyen, xa) chooses who stands for a province before the reform, "" the highest. Units
    of before a reform, or of after it, are left out as long as none of them has reported.
    """
    root, known, figures = _root(edition, key), bridge(edition), _figures(edition)
    found, shown_level = frames.on_highest_level(known, root, figures)
    if level in LEVELS and level != shown_level:
        found, shown_level = frames.universe(known, root, level), level
    placed = frames.tiles(known, found, frame)
    areas = frames.members(known, placed, found, frame)
    columns = ["unit_key", "unit", "name", "code", "valid_from", "valid_to"]
    placed = placed.merge(known.units[columns], left_on="unit_id", right_index=True)
    order = known.units.index.get_indexer(placed["unit_id"])
    is_living = placed["valid_to"].isna()
    placed = placed.iloc[np.lexsort((order, is_living))]
    for units in (found.olds, found.news):
        if not frames.said(units, figures):
            placed = placed[~placed["unit_id"].isin(units)]
    placed = frames.told_apart(placed.reset_index(drop=True))
    areas = areas[areas["unit_id"].isin(placed["area_id"].dropna())].reset_index(drop=True)
    areas = frames.told_apart(areas)
    unit = _NATION if root is None else known.units.loc[root]
    outlived = is_former(edition, key) and placed["unit_id"].isin(found.news).any()
    return Scope(
        key,
        f"Địa bàn {unit['name'][:1].lower()}{unit['name'][1:]} cũ" if outlived else unit["name"],
        "Toàn địa bàn" if outlived else _TOTALS.get(unit["type"], "Cả nước"),
        frame,
        shown_level,
        tuple(sorted(set(placed["unit_id"].tolist()))),
        _breaks(known, found),
        is_across,
        areas,
        placed,
    )


def as_reported(edition: Edition, where: Scope) -> Scope:
    """The same scope with every unit that reports for itself, changes over a reform left out."""
    return scope(edition, where.key, AS_REPORTED, where.level)


def _breaks(known: Bridge, found: Universe) -> tuple[date, ...]:
    """The days on which units of a scope took the place of others, mere renamings left out."""
    if not found.olds:
        return ()
    began = [new for new in found.news if new not in known.renamed]
    starts = known.units.loc[began, "valid_from"].unique()
    return tuple(sorted(pd.Timestamp(start).date() for start in starts))


def lives(units: pd.DataFrame, periods: list[str]) -> np.ndarray:
    """Whether each unit (valid_from, valid_to) exists at the end of each period: units x periods.

    The calendar end counts, as who stands then is the one to report; cut-offs end days earlier.
    """
    ends = np.array([calendar_end(from_code(code)) for code in periods], dtype="datetime64[D]")
    starts = units["valid_from"].to_numpy("datetime64[D]")[:, None]
    stops = units["valid_to"].to_numpy("datetime64[D]")[:, None]
    return (starts <= ends) & ~(stops <= ends)


def lives_during(units: pd.DataFrame, firsts: list[date], lasts: list[date]) -> np.ndarray:
    """Whether each unit exists on some day from each first to each last day: units x periods."""
    starts = units["valid_from"].to_numpy("datetime64[D]")[:, None]
    stops = units["valid_to"].to_numpy("datetime64[D]")[:, None]
    first, last = (np.array(days, dtype="datetime64[D]") for days in (firsts, lasts))
    return (starts <= last) & ~(stops <= first)


def eras(where: Scope, periods: list[str]) -> np.ndarray:
    """How many of the days of `breaks` each period has behind it at its end; integers."""
    ends = np.array([calendar_end(from_code(code)) for code in periods], dtype="datetime64[D]")
    days = np.array(where.breaks, dtype="datetime64[D]")
    return (days[:, None] <= ends).sum(axis=0)


def starts_after(where: Scope, periods: list[str]) -> dict[str, date]:
    """The periods in which a reform of the scope's units shows first, with its day.

    Only those on a timeline that reaches back before it.
    """
    passed = eras(where, periods)
    return {
        code: where.breaks[now - 1]
        for code, before, now in zip(periods[1:], passed, passed[1:], strict=False)
        if now > before
    }


def groupings(edition: Edition, where: Scope) -> pd.DataFrame:
    """Why areas of a scope stand together (frames.groupings)."""
    known, root = bridge(edition), _root(edition, where.key)
    found = frames.universe(known, root, where.level)
    return frames.groupings(known, found, where.frame, where.members)


def reported_periods(edition: Edition, where: Scope) -> pd.DataFrame:
    """Periods with figures in the scope, in time order.

    Columns: period, kind, year, ordinal, date_to, due_on, is_demo.
    """
    return _reported_periods(edition, where.unit_ids).copy(deep=False)


@lru_cache(maxsize=64)
def _reported_periods(edition: Edition, unit_ids: tuple[int, ...]) -> pd.DataFrame:
    return ask(edition, "periods", unit_ids=list(unit_ids))


def kinds(edition: Edition, where: Scope) -> list[str]:
    """Kinds of period the scope reports in; quarters first when there are any."""
    found = set(_reported_periods(edition, where.unit_ids)["kind"])
    order = ("quy", "6_thang", "9_thang", "nam", "thang", "giai_doan")
    return [kind for kind in order if kind in found]


def timeline(edition: Edition, where: Scope, kind: str) -> list[str]:
    """Period codes from the first to the last reported one, gaps included, in time order."""
    rows = _reported_periods(edition, where.unit_ids)
    codes = rows.loc[rows["kind"] == kind, "period"].tolist()
    if not codes:
        return []
    if kind == "giai_doan":
        return codes
    return [p.code for p in between(from_code(codes[0]), from_code(codes[-1]))]


def has_demo(edition: Edition, where: Scope, kind: str) -> bool:
    """True when any period of the kind rests on demonstration figures in the scope."""
    rows = reported_periods(edition, where)
    return bool(rows.loc[rows["kind"] == kind, "is_demo"].any())
