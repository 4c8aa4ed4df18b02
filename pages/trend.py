"""Diễn biến: how one indicator moves over time, for chosen units and the whole scope."""

import streamlit as st

from indicators import comparison, trend
from view import charts_panels, charts_trend, choosers, parts, sentences, tables

here = choosers.head("Diễn biến", with_period=False)
indicator = choosers.indicator(here)
chosen = choosers.units(here, charts_trend.MOST_LINES)
is_split, is_shared = choosers.drawn()

frame = trend.series(here.edition, indicator, here.where, here.kind)
goals = choosers.goals(here, indicator)
marks = choosers.marks(here)
colours = parts.palette()

st.subheader(sentences.chart_title(indicator, here.kind), anchor=False)
units = trend.reporting_series(here.edition, [indicator], here.where, here.kind)
ways = comparison.courses(frame, indicator, chosen, units)
parts.lead(sentences.trend(frame, indicator, ways))
parts.own_figure(here, indicator)
if frame["value"].notna().any():
    figure = (
        charts_panels.small_multiples(frame, indicator, colours, chosen, goals, is_shared, marks)
        if is_split
        else charts_trend.trend(frame, indicator, colours, chosen, goals, marks=marks)
    )
    parts.unit_chart(figure, charts_trend.alt_trend(frame, indicator, chosen), "bieu_do", here)
    source = parts.source(here.edition, frame)
    parts.table(
        tables.series(tables.of_units(frame, chosen), indicator),
        f"{indicator.name_vi}, {here.where.name}",
        source,
        "dien_bien",
    )
else:
    parts.nothing(
        "Chỉ tiêu này chưa có số liệu trong phạm vi và loại kỳ đã chọn.",
        "Chọn chỉ tiêu khác, hoặc xem trang Đã nhận và còn thiếu.",
    )
