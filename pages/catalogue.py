"""Danh mục chỉ tiêu: what every indicator means, how it is computed, its goal and its cautions."""

import streamlit as st

from indicators import listing
from view import catalogue_cards, choosers, parts, sentences, sentences_files, tables

edition = choosers.opened()
st.title("Danh mục chỉ tiêu", anchor=False)
if edition.is_demo:
    choosers.demo_badge()
indicators = listing.indicators(edition)
families = listing.family_names(edition)
measures = listing.measures(edition)
targets = listing.all_targets(edition)
names = listing.names(indicators, measures)

wanted = choosers.search("Tìm chỉ tiêu", "Gõ tên hoặc mã, không cần dấu")
found = listing.search(indicators, wanted)
parts.lead(sentences.catalogue(len(found), len(indicators)))
for family, name in families.items():
    mine = [indicator for indicator in found.values() if indicator.family == family]
    if mine:
        st.subheader(name, anchor=False)
    for indicator in mine:
        catalogue_cards.definition(
            indicator,
            measures,
            targets[targets["indicator"] == indicator.code],
            names,
            edition.is_demo,
        )
source = sentences_files.source([], edition.number, edition.built_at, False)
parts.table(tables.catalogue(found, families, names), "Danh mục chỉ tiêu", source, "danh_muc")

st.subheader("Số liệu và mã dùng trong tệp", anchor=False)
parts.listing(
    tables.measures(listing.search_measures(measures, wanted), names),
    "Số liệu và mã",
    source,
    "so_lieu",
    "Không có số liệu nào mang tên hoặc mã đang tìm.",
)
