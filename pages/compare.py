"""So sánh đơn vị: where every unit stands at one period, against last year and the whole."""

import streamlit as st

from indicators.standing import standing
from view import charts_compare, charts_heat, choosers, parts, sentences, sentences_reports, tables

here = choosers.head("So sánh đơn vị")
indicator = choosers.indicator(here)
found = standing(here.edition, indicator, here.where, here.kind, here.period)
goal = choosers.goals(here, indicator).get(here.period)
colours = parts.palette()

parts.comparison_head(here, indicator, found.units)
if found.units["value"].notna().any():
    drawn = charts_compare.with_figures(found.units)
    whole = (here.where.total_name, found.whole)
    parts.unit_chart(
        charts_compare.ranked_dots(drawn, indicator, colours, whole, goal),
        charts_compare.alt_ranked_dots(found.units, indicator),
        "xep_hang",
        here,
    )
    parts.caption(sentences_reports.not_drawn(found.units, drawn))
    parts.comparison_table(here, indicator, found, "so_sanh")

    st.subheader("Đơn vị × kỳ", anchor=False)
    middle = charts_heat.middle(indicator, found.total["value"], goal)
    marks = choosers.marks(here)
    parts.chart(
        charts_heat.heatmap(found.frame, indicator, colours, middle, marks),
        charts_heat.alt_heatmap(found.frame, indicator),
        "ma_tran",
    )
    source = parts.source(here.edition, found.frame)
    title = f"{indicator.name_vi} theo kỳ, {here.where.name}"
    parts.table(tables.series(found.frame, indicator), title, source, "don_vi_ky")
else:
    parts.nothing(*sentences.no_figure(here.period))
