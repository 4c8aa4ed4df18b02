"""Where units stand in a tile map: a grid with north up, one cell a unit, no outlines needed."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from indicators.editions import Edition, ask

COLUMNS = ["unit_key", "tile_key", "tile", "row", "column"]


def layout(edition: Edition, unit_keys: Iterable[str]) -> pd.DataFrame:
    """The tiles of units that live at one time, cropped to them (COLUMNS, one row a tile).

    A unit key may be several keys joined by "+", a group of units: it owns the tile of each. A
    province also owns the tile of its archipelago. `tile_key` and `tile` are key and short name of
    the unit drawn; `row` and `column` count from 0 in the north-west. Where units stand in several
    maps, the map that holds most of them is taken; a unit that is not in it has no row here. Raises
    EditionError for an edition built before there were tile maps.
    """
    return _layout(edition, tuple(unit_keys)).copy(deep=False)


@lru_cache(maxsize=64)
def _layout(edition: Edition, unit_keys: tuple[str, ...]) -> pd.DataFrame:
    owners = {part: unit_key for unit_key in unit_keys for part in unit_key.split("+")}
    found = ask(edition, "tiles", unit_keys=list(owners))
    found["unit_key"] = found["unit_key"].map(owners)
    if found.empty:
        return found[COLUMNS]
    maps = found.groupby(["map_name", "within_id"], dropna=False, sort=False)
    fullest = maps["unit_key"].nunique().idxmax()
    chosen = maps.get_group(fullest)
    for line in ("row", "column"):
        chosen = chosen.assign(**{line: chosen[line] - chosen[line].min()})
    return chosen[COLUMNS].reset_index(drop=True)


def without(units: pd.DataFrame, placed: pd.DataFrame) -> list[str]:
    """Names of the units (columns unit_key, unit) that have no tile in a layout, in their order."""
    return units.loc[~units["unit_key"].isin(placed["unit_key"]), "unit"].tolist()
