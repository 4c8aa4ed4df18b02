"""One indicator over time: every unit of a scope, and their total as sum over sum."""

from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator
from indicators.editions import Edition, ask
from indicators.periods import Period, calendar_end, calendar_start, from_code, same_last_year
from indicators.scope import Scope, as_reported, eras, lives, lives_during, timeline

TOTAL_KEY = "tong"
COLUMNS = [
    "indicator",
    "unit_key",
    "unit",
    "is_total",
    "is_in_total",
    "period",
    "value",
    "numerator",
    "denominator",
    "stated",
    "is_late",
    "is_incomplete",
    "is_derived",
    "is_restated",
    "is_demo",
    "is_estimate",
    "era",
    "is_new_series",
    "n_reported",
    "n_expected",
    "source_ids",
]


def series(edition: Edition, indicator: Indicator, where: Scope, kind: str) -> pd.DataFrame:
    """One indicator as a full grid unit x period, the total of the scope first.

    Columns are COLUMNS. Missing figures are NaN rows, never absent rows and never 0; a period in
    which a unit did not exist is left out. The total is sum(numerator) / sum(denominator) x scale
    over the units that have both, with how many those are (n_reported of n_expected), never what
    was stated for the scope as a whole (own_figures tells that). A unit with a denominator of 0 has
    reported and has no rate. Scores and percentages have no total. An indicator of change has the
    same period last year as its denominator. `stated` is the rate as printed in a report, if one
    was. An area of several units is their sum when all have reported; when only n_reported of
    n_expected have, a rate is of those and anything else has no value.
    `is_estimate`: a divided unit counts by its known share. `era` changes where units were
    reformed; figures of different eras are not compared. What counts administrative units starts a
    new series there (`is_new_series`).
    """
    return many_series(edition, [indicator], where, kind)


def many_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str
) -> pd.DataFrame:
    """`series` for several indicators in one reading, indicator by indicator."""
    return _series(edition, tuple(indicators), where, kind, "").copy(deep=False)


def reporting_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str
) -> pd.DataFrame:
    """`many_series` of the units that report, whatever frame a scope is in: the total is theirs."""
    return many_series(edition, indicators, as_reported(edition, where), kind)


def unit_series(
    edition: Edition, indicators: list[Indicator], where: Scope, kind: str, unit_key: str
) -> pd.DataFrame:
    """`many_series` of one unit and the total of its scope only."""
    return _series(edition, tuple(indicators), where, kind, unit_key).copy(deep=False)


# An edition never changes, so an answer stands; callers get copies and cannot spoil it.
@lru_cache(maxsize=48)
def _series(
    edition: Edition, indicators: tuple[Indicator, ...], where: Scope, kind: str, unit_key: str
) -> pd.DataFrame:
    """The frame of `series`; `unit_key` "" stands for every unit of the scope."""
    members = where.members
    shown = members[members["unit_key"] == unit_key] if unit_key else members
    codes = [indicator.code for indicator in indicators]
    periods = timeline(edition, where, kind)
    tiles = where.tiles
    rows = _figures(edition, codes, tiles, kind, shown["unit_id"].tolist())
    # Every figure has its place in a cube indicator x (total, areas) x period; the total's rows
    # have no area, which get_indexer tells by -1.
    shape = (len(codes), 1 + len(shown), len(periods))
    axes = (
        pd.Index(codes).get_indexer(rows["indicator"]),
        1 + pd.Index(shown["unit_id"]).get_indexer(rows["area_id"]),
        pd.Index(periods, dtype="str").get_indexer(rows["period"]),
    )
    cube = _filled(rows, axes, shape)
    at_end = _expected(where, shown, lives(tiles, periods))
    is_there = np.zeros(shape, dtype=bool)
    is_there[:] = at_end > 0
    is_there[:, 0, :] = True
    is_there[axes] = True
    cube["is_total"][:, 0, :] = True
    foreign = tiles.loc[~tiles["is_in_total"], "area_id"].dropna()
    cube["is_in_total"][:] = [[[True]] + [[key] for key in ~shown["unit_id"].isin(foreign)]]
    _tell_eras(cube, edition, indicators, where, periods)
    cube["n_expected"] += at_end
    _expect_both_sides(cube, edition, indicators, where, shown, periods)
    # A unit that reported for a time it does not live in is a reporter nobody expected.
    cube["n_expected"][:, 1:, :] = np.maximum(cube["n_expected"][:, 1:, :], 1)
    is_some = cube["n_reported"] > 0
    cube["is_incomplete"] = (cube["n_reported"] < cube["n_expected"]) & (cube["is_total"] | is_some)
    _leave_out(cube, indicators, periods)
    flat = {column: figures[is_there] for column, figures in cube.items()}
    of_indicator, of_unit, of_period = np.nonzero(is_there)
    for column, labels, at in (
        ("indicator", codes, of_indicator),
        ("unit_key", [TOTAL_KEY, *shown["unit_key"]], of_unit),
        ("unit", [where.total_name, *shown["unit"]], of_unit),
        ("period", periods, of_period),
    ):
        flat[column] = pd.array(labels, dtype="str").take(at)
    return pd.DataFrame(flat, columns=COLUMNS)


def _figures(
    edition: Edition, codes: list[str], tiles: pd.DataFrame, kind: str, shown_ids: list[int]
) -> pd.DataFrame:
    """The figures of indicators for the areas of `tiles` and for the total (series.sql)."""
    areas, weights = tiles["area_id"].astype(object), tiles["weight"].astype(object)
    return ask(
        edition,
        "series",
        indicators=codes,
        kind=kind,
        tile_areas=areas.where(areas.notna(), None).tolist(),
        tile_units=tiles["unit_id"].tolist(),
        tile_weights=weights.where(weights.notna(), None).tolist(),
        total_ids=tiles.loc[tiles["is_in_total"], "unit_id"].unique().tolist(),
        shown_ids=shown_ids,
    )


def _tell_eras(cube, edition: Edition, indicators, where: Scope, periods) -> None:
    """The era of each figure, between which nothing is compared, and where a series starts anew."""
    era = eras(where, periods)
    cube["era"][:] = 0 if where.is_across else era
    # xã of before and of today are not the same thing counted.
    counts_units = [_flows_and_units(edition)[1].issuperset(i.numerator) for i in indicators]
    cube["era"][counts_units] = era
    cube["is_new_series"][counts_units] = np.diff(era, prepend=era[:1]) > 0


def _expect_both_sides(cube, edition: Edition, indicators, where: Scope, shown, periods) -> None:
    """In a period that spans a reform wait for those that ended as well as for those that began.

    What was counted before and after adds up for flows only; of anything else such a period has no
    value for an area whose units changed, nor for the total.
    """
    flows, _ = _flows_and_units(edition)
    lasts = [calendar_end(from_code(code)) for code in periods]
    for i, indicator in enumerate(indicators):
        firsts = [_counted_from(indicator, code) for code in periods]
        spans = [
            any(first < day <= last for day in where.breaks)
            for first, last in zip(firsts, lasts, strict=True)
        ]
        if not any(spans):
            continue
        during = _expected(where, shown, lives_during(where.tiles, firsts, lasts))
        is_changed = (during > cube["n_expected"][i]) | (during > 1)
        is_changed[1:] &= during[1:] > 1
        wait = is_changed & np.array(spans)
        cube["n_expected"][i][wait] = during[wait]
        # A printed rate is that of one side of the day.
        cube["stated"][i][wait] = np.nan
        if not flows.issuperset(indicator.numerator + indicator.denominator):
            cube["value"][i][wait] = np.nan


def _counted_from(indicator: Indicator, code: str) -> date:
    """The first day an indicator counts from at a period: in January when it is cumulative."""
    first = calendar_start(from_code(code))
    return first.replace(month=1) if indicator.basis == "to_date" else first


@lru_cache(maxsize=4)
def _flows_and_units(edition: Edition) -> tuple[frozenset[str], frozenset[str]]:
    """The measures that are flows, and those that count administrative units."""
    rows = ask(edition, "measures")
    flows = rows.loc[rows["time_kind"] == "flow", "code"]
    units = rows.loc[rows["unit_vi"].isin(["xã", "huyện", "tỉnh"]), "code"]
    return frozenset(flows), frozenset(units)


def _expected(where: Scope, shown: pd.DataFrame, there: np.ndarray) -> np.ndarray:
    """How many units are expected to report: (total, areas) x periods; `there`: tiles x periods."""
    is_first = ~where.tiles["unit_id"].duplicated()
    expected = np.zeros((1 + len(shown), there.shape[1]), dtype="int64")
    expected[0] = there[is_first].sum(axis=0)
    place = pd.Index(shown["unit_id"]).get_indexer(where.tiles["area_id"].fillna(-1).astype(int))
    np.add.at(expected, 1 + place[place >= 0], there[place >= 0])
    return expected


def _leave_out(cube: dict[str, np.ndarray], indicators, periods: list[str]) -> None:
    """Take back values that would mislead: a part of an area that would look like a fall, and a
    change computed across a reform.
    """
    years = [same_last_year(from_code(code)) for code in periods]
    place = {code: i for i, code in enumerate(periods)}
    then = np.array([place.get(p.code, -1) if p else -1 for p in years], dtype="int64")
    for i, indicator in enumerate(indicators):
        values, era = cube["value"][i], cube["era"][i, 0]
        is_across = (then >= 0) & (era != era[then])
        if not indicator.is_ratio:
            values[1:][cube["is_incomplete"][i, 1:]] = np.nan
        if indicator.formula_kind == "change":
            values[:, is_across] = np.nan


def forget() -> None:
    """Drop the answers kept in memory; for measuring how long they take."""
    _series.cache_clear()


def _filled(rows: pd.DataFrame, axes: tuple, shape: tuple[int, ...]) -> dict[str, np.ndarray]:
    """The figures of the rows at their places; NaN, False, 0 and () where there is none."""
    nothing = dict.fromkeys(("value", "numerator", "denominator", "stated"), np.nan)
    nothing |= dict.fromkeys(
        ("is_late", "is_derived", "is_restated", "is_demo", "is_estimate"), False
    )
    cube = {column: np.full(shape, blank) for column, blank in nothing.items()}
    cube["source_ids"] = np.empty(shape, dtype="object")
    cube["source_ids"].fill(())
    for column in cube:
        cube[column][axes] = rows[column].to_numpy()
    for column, found in (("n_reported", "n_reported"), ("n_expected", "n_unexpected")):
        cube[column] = np.zeros(shape, dtype="int64")
        cube[column][axes] = rows[found].to_numpy()
    cube["is_total"] = np.zeros(shape, dtype=bool)
    cube["is_in_total"] = np.zeros(shape, dtype=bool)
    cube["is_new_series"] = np.zeros(shape, dtype=bool)
    cube["era"] = np.zeros(shape, dtype="int64")
    return cube


def unit_periods(where: Scope, periods: list[str], reported: pd.DataFrame) -> pd.DataFrame:
    """Every unit of a scope at every period it lives in, or has `reported` (unit_id, period).

    unit_id, unit_key, unit, period; units in their order, then time. Units that report, in every
    frame: an area never reports.
    """
    units = where.tiles.drop_duplicates("unit_id")
    there = lives(units, periods)
    unit = pd.Index(units["unit_id"]).get_indexer(reported["unit_id"])
    time = pd.Index(periods, dtype="str").get_indexer(reported["period"])
    there[unit[time >= 0], time[time >= 0]] = True
    of_unit, times = np.nonzero(there)
    grid = units[["unit_id", "unit_key", "unit"]].take(of_unit).reset_index(drop=True)
    return grid.assign(period=pd.array(periods, dtype="str").take(times))


def until(frame: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows of a series frame up to a period, that one included."""
    last = from_code(period)
    early = [code for code in frame["period"].unique() if from_code(code) <= last]
    return frame[frame["period"].isin(early)]


def value(indicator: Indicator, numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """The indicator from summed counts; NaN where the denominator is 0 or missing."""
    if indicator.formula_kind == "level":
        return numerator * indicator.scale
    below = denominator.where(denominator > 0)
    if indicator.formula_kind == "change":
        return (numerator - below) / below * indicator.scale
    return numerator / below * indicator.scale


def source_ids(frame: pd.DataFrame) -> list[int]:
    """The receipts the figures of a series frame rest on, each once, in sequence."""
    return sorted({int(i) for ids in frame["source_ids"] for i in ids})


def is_representative(total: pd.Series) -> bool:
    """True when at least half of the units expected stand behind a total's row."""
    return bool(total["n_reported"] * 2 >= total["n_expected"] > 0)


def is_across(frame: pd.DataFrame, period: str, earlier: Period | None) -> bool:
    """True when units were reformed between two periods of a series frame, so that their figures
    are not compared.
    """
    if earlier is None:
        return False
    era = frame.drop_duplicates("period").set_index("period")["era"]
    return earlier.code in era and bool(era[earlier.code] != era.get(period, era[earlier.code]))
