"""Bản đồ ô: where in the scope a figure is high or low, or has risen or fallen, at one period."""

import streamlit as st

from indicators import comparison, reports, trend
from view import choosers, maps, parts, sentences, tables, words

here = choosers.head("Bản đồ ô")
indicator = choosers.indicator(here)

frame = trend.series(here.edition, indicator, here.where, here.kind)
units = comparison.compare(frame, indicator, here.period)
units = reports.told_apart(units, here.edition, indicator, here.where, here.period)
total = frame[frame["is_total"] & (frame["period"] == here.period)].iloc[0]

st.subheader(sentences.chart_title(indicator, here.kind), anchor=False)
parts.lead(sentences.comparison(units, indicator, here.period))
parts.doubted(units, indicator)
if units["value"].notna().any():
    colouring = choosers.colouring()
    goal = choosers.goals(here, indicator).get(here.period)
    maps.show(here, units, indicator, colouring, total, goal)
    rests_on = comparison.evidence(frame, indicator, here.period)
    source = parts.source(here.edition, rests_on)
    title = f"{indicator.name_vi}, {words.period_in_text(here.period)}, {here.where.name}"
    parts.table(tables.comparison(units, indicator), title, source, "ban_do")
    parts.unit_links(here, units)
else:
    parts.nothing(
        f"{words.period(here.period)} chưa có số liệu của chỉ tiêu này.",
        "Chọn kỳ hoặc chỉ tiêu khác, hoặc xem trang Đã nhận và còn thiếu.",
    )
