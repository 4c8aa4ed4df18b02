"""Tóm tắt quý: what changed, where, and how complete the figures are, on one page."""

import streamlit as st

from indicators import briefing
from view import cards, choosers, parts, sentences

here = choosers.head("Tóm tắt quý")

found = briefing.headlines(here.edition, here.indicators, here.where, here.period)
better, worse = briefing.movers(found)
missing = briefing.not_reported(found)

parts.lead(sentences.lead(found, here.where.total_name))
parts.contradicted(here, [headline.indicator for headline in found])
for headline in found:
    parts.doubted(headline.units, headline.indicator)
with st.grid(3, min_column_width=180):
    for headline in found:
        cards.headline(headline, here, parts.palette())

left, right = st.columns(2, gap="medium")
with left:
    otherwise = sentences.no_movers(found, "Không có đơn vị nào kém hơn cùng kỳ.")
    cards.movers("Cần chú ý", worse, here, otherwise)
with right:
    otherwise = sentences.no_movers(found, "Không có đơn vị nào tốt hơn cùng kỳ.")
    cards.movers("Cải thiện", better, here, otherwise)
cards.too_small(found)
cards.not_reported(missing, briefing.short(found), here, len(found))
source = parts.source(here.edition, briefing.evidence(found))
parts.table(cards.table(found), f"Tóm tắt {here.where.name}", source, "tom_tat")
