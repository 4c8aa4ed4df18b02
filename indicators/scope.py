"""Where and when: the scopes, units and periods an edition holds figures for."""

from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from indicators.editions import Edition, ask
from indicators.periods import between, from_code

WHOLE_COUNTRY = "VN"


@dataclass(frozen=True)
class Scope:
    """An area whose directly lower units are compared; `members` has one row per unit.

    members: unit_id, unit_key, unit, name, type, level, folded, code, valid_from, valid_to.
    `total_name` is what the sum of the members is called. Two scopes are the same when their
    units are, so that a scope can be part of the key of a cache.
    """

    key: str
    name: str
    total_name: str
    unit_ids: tuple[int, ...]
    members: pd.DataFrame = field(compare=False, repr=False)


_TOTALS = {
    "Tỉnh": "Toàn tỉnh",
    "Thành phố": "Toàn thành phố",
    "Huyện": "Toàn huyện",
    "Thị xã": "Toàn thị xã",
    "Quận": "Toàn quận",
    "": "Cả nước",
}


def scopes(edition: Edition) -> pd.DataFrame:
    """The scopes with figures, fullest first: key, name, type, valid_from, valid_to, reporting."""
    return _scopes(edition).copy(deep=False)


@lru_cache(maxsize=8)
def _scopes(edition: Edition) -> pd.DataFrame:
    found = ask(edition, "scopes")
    return found.assign(key=found.pop("unit_key").fillna(WHOLE_COUNTRY))


@lru_cache(maxsize=64)
def scope(edition: Edition, key: str) -> Scope:
    """One scope of `scopes` with its member units in Vietnamese order; KeyError when unknown."""
    row = _scopes(edition).set_index("key").loc[key]
    members = ask(edition, "members", scope=None if key == WHOLE_COUNTRY else key)
    return Scope(
        key,
        row["name"],
        _TOTALS.get(row["type"], "Toàn bộ"),
        tuple(members["unit_id"].tolist()),
        members,
    )


def reported_periods(edition: Edition, where: Scope) -> pd.DataFrame:
    """Periods with figures in the scope, in time order.

    Columns: period, kind, year, ordinal, date_to, due_on, is_demo.
    """
    return _reported_periods(edition, where).copy(deep=False)


@lru_cache(maxsize=64)
def _reported_periods(edition: Edition, where: Scope) -> pd.DataFrame:
    return ask(edition, "periods", unit_ids=list(where.unit_ids))


def kinds(edition: Edition, where: Scope) -> list[str]:
    """Kinds of period the scope reports in; quarters first when there are any."""
    found = set(_reported_periods(edition, where)["kind"])
    order = ("quy", "6_thang", "9_thang", "nam", "thang", "giai_doan")
    return [kind for kind in order if kind in found]


def timeline(edition: Edition, where: Scope, kind: str) -> list[str]:
    """Period codes from the first to the last reported one, gaps included, in time order."""
    rows = _reported_periods(edition, where)
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
