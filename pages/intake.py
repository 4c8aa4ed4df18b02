"""Nạp số liệu: drop files, see how each was read and what it would change, then publish."""

import streamlit as st

import etl
from indicators.editions import data_folder
from view import choosers, intake, parts

edition = choosers.shown()
st.title("Nạp số liệu", anchor=False)
if edition and edition.is_demo:
    choosers.demo_badge()

files = intake.dropped()
if not files:
    parts.nothing(
        "Chưa chọn tệp nào. Chọn một hay nhiều tệp để xem trước; chưa có gì được lưu.",
        "Cách trình bày tệp: xem docs/huong-dan.md, mục 4.",
    )
    st.stop()

data = data_folder()
previews = intake.previewed(etl.preview, data, files, edition)
for index, (preview, (_, content)) in enumerate(zip(previews, files, strict=True)):
    intake.card(index, preview, etl.to_mend(content, preview.outcome))

if intake.asked_to_publish(previews):
    intake.told(*etl.load_or_fault(data, files, intake.progress()))
