"""Nạp số liệu: drop files, see what they would change, publish; withdraw a wrong one."""

from functools import partial

import streamlit as st

import etl
from indicators.editions import data_folder
from view import choosers, intake, parts

edition = choosers.shown()
st.title("Nạp số liệu", anchor=False)
if edition and edition.is_demo:
    choosers.demo_badge()

data = data_folder()
files = intake.dropped()
intake.guide(etl.form_names(data), partial(etl.areas_of, data), partial(etl.blank_of, data))
intake.ended()
if number := intake.asked_to_withdraw(edition):
    intake.shown_anew(intake.withdrawn, etl.withdraw_or_fault(data, number, intake.progress()))
if not files:
    parts.nothing(
        "Chưa chọn tệp nào. Chọn một hay nhiều tệp để xem trước; chưa có gì được lưu.",
        "Cách trình bày tệp và mẫu trống: mục ngay trên; chi tiết: docs/huong-dan.md, mục 4.",
    )
    st.stop()

prepared = intake.prepared(etl.prepared_or_fault, data, files, edition)
for index, file in enumerate(prepared):
    intake.card(index, file)

if intake.asked_to_publish([file.preview for file in prepared], bool(edition and edition.is_demo)):
    intake.shown_anew(intake.told, etl.load_or_fault(data, files, intake.progress()))
