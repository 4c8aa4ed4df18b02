"""Hồ sơ đơn vị: one unit, every indicator of every family, beside the whole scope."""

import streamlit as st

from indicators import listing, profile
from view import cards, choosers, parts, sentences, tables

here = choosers.head("Hồ sơ đơn vị")
unit_key = choosers.unit(here)
unit = here.where.members.set_index("unit_key").loc[unit_key]
rows, series = profile.profile(here.edition, here.indicators, here.where, unit_key, here.period)

parts.lead(sentences.unit(unit["name"], rows, here.period, unit["valid_to"]))
parts.lineage(here, unit_key)
parts.around(here, unit_key)
if rows.empty:
    parts.nothing(
        "Đơn vị này chưa có số liệu trong loại kỳ đã chọn.",
        "Chọn đơn vị hoặc loại kỳ khác, hoặc xem trang Đã nhận và còn thiếu.",
    )
    st.stop()

for code, row in rows.assign(unit=unit["name"]).groupby("indicator", sort=False):
    parts.doubted(row, here.indicators[code])
mine = series[~series["is_total"]]
for family, name in listing.family_names(here.edition).items():
    found = rows[rows["family"] == family]
    if found.empty:
        continue
    st.subheader(name, anchor=False)
    with st.grid(4, min_column_width=240):
        for row in found.to_dict("records"):
            rows_of_one = mine[mine["indicator"] == row["indicator"]]
            cards.profile_row(row, rows_of_one, here, parts.palette())
source = parts.source(here.edition, mine)
shown = tables.profile(rows, here.indicators, here.where.total_name)
parts.table(shown, f"Hồ sơ {unit['name']}", source, "ho_so_don_vi")
