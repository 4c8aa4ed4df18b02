"""The map of a scope: outlines when all its units have one, else tiles; who is missing is named."""

import pandas as pd
import streamlit as st

from indicators import boundaries, tiles
from indicators.catalogue import Indicator
from indicators.editions import data_folder
from view import charts_heat, charts_map, charts_outline, choosers, parts, sentences, theme, words


def show(
    here: choosers.Here,
    units: pd.DataFrame,
    indicator: Indicator,
    colouring: str,
    total: pd.Series,
    target: float | None,
) -> None:
    """Draw a comparison frame as a map whose places open the profile of their unit.

    Two hues turn around the goal, or else the value of the whole scope; only ratios have either.
    """
    middle = charts_heat.middle(indicator, total["value"], target)
    note = sentences.middle(indicator, middle, total["unit"], is_goal=target is not None)
    colours = (indicator, parts.palette(), colouring, middle, note)
    alt = charts_map.alt_map(units, indicator, colouring)
    outlines = boundaries.read(here.edition, data_folder())
    for fault in outlines.faults:
        st.warning(words.md(fault), icon=":material/warning:")
    lacking = [row.unit for row in units.itertuples() if not outlines.of(row.unit_key)]
    if not lacking:
        with st.container(key="ranh_gioi"):
            figure = charts_outline.outline_map(units, outlines, *colours)
            parts.unit_chart(figure, alt, "ban_do", here)
        return
    placed = tiles.layout(here.edition, units["unit_key"])
    if not placed.empty:
        columns = charts_map.size(placed)[1]
        if columns > theme.MAP_COLUMNS_ON_PHONE:
            with st.container(key="vuot_ngang"):
                parts.caption("Vuốt ngang để xem hết bản đồ.")
        with st.container(key=f"ban_do_{columns}"):
            parts.unit_chart(charts_map.tile_map(units, placed, *colours), alt, "ban_do", here)
    if without := tiles.without(units, placed):
        parts.caption(f"Chưa có ô trên bản đồ: {', '.join(without)}.")
    if outlines.rings:
        parts.caption(sentences.lacking_outlines(lacking, len(units)))
