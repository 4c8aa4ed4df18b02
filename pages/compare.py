"""So sánh đơn vị: where every unit stands at one period, against last year and the whole."""

import streamlit as st

from indicators import comparison, reports, trend
from view import (
    charts_compare,
    charts_heat,
    choosers,
    parts,
    sentences,
    sentences_reports,
    tables,
    words,
)

here = choosers.head("So sánh đơn vị")
indicator = choosers.indicator(here)

frame = trend.series(here.edition, indicator, here.where, here.kind)
units = comparison.compare(frame, indicator, here.period)
units = reports.told_apart(units, here.edition, indicator, here.where, here.period)
total = frame[frame["is_total"] & (frame["period"] == here.period)].iloc[0]
target = choosers.goals(here, indicator).get(here.period)
colours = parts.palette()

st.subheader(sentences.chart_title(indicator, here.kind), anchor=False)
parts.lead(sentences.comparison(units, indicator, here.period))
parts.doubted(units, indicator)
if units["value"].notna().any():
    has_whole = indicator.is_ratio and trend.is_representative(total)
    whole = (here.where.total_name, total["value"]) if has_whole else None
    drawn = charts_compare.with_figures(units)
    parts.unit_chart(
        charts_compare.ranked_dots(drawn, indicator, colours, whole, target),
        charts_compare.alt_ranked_dots(units, indicator),
        "xep_hang",
        here,
    )
    parts.caption(sentences_reports.not_drawn(units, drawn))
    rests_on = comparison.evidence(frame, indicator, here.period)
    source = parts.source(here.edition, rests_on)
    title = f"{indicator.name_vi}, {words.period_in_text(here.period)}, {here.where.name}"
    parts.table(tables.comparison(units, indicator), title, source, "so_sanh")
    parts.unit_links(here, units)

    st.subheader("Đơn vị × kỳ", anchor=False)
    shown = frame if indicator.is_ratio else frame[~frame["is_total"]]
    middle = target if target is not None else total["value"]
    parts.chart(
        charts_heat.heatmap(
            shown,
            indicator,
            colours,
            middle if indicator.is_ratio else None,
            choosers.marks(here),
        ),
        charts_heat.alt_heatmap(shown, indicator),
        "ma_tran",
    )
    source = parts.source(here.edition, frame)
    title = f"{indicator.name_vi} theo kỳ, {here.where.name}"
    parts.table(tables.series(frame, indicator), title, source, "don_vi_ky")
else:
    parts.nothing(
        f"{words.period(here.period)} chưa có số liệu của chỉ tiêu này.",
        "Chọn kỳ hoặc chỉ tiêu khác, hoặc xem trang Đã nhận và còn thiếu.",
    )
