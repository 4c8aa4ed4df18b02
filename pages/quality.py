"""Đã nhận và còn thiếu: which files came, who has not reported, what was refused or restated."""

import streamlit as st

from indicators import completeness, listing, scope
from view import charts_small, choosers, parts, sentences_files, tables, tables_files

here = choosers.head("Đã nhận và còn thiếu", with_period=False, with_frame=False)
families = choosers.families(listing.family_names(here.edition))

frame = completeness.coverage(here.edition, here.where, here.kind, families)
frame = tables.with_detail(frame)
files = completeness.sources(here.edition)
problems = completeness.problems(here.edition)
restated = completeness.restatements(here.edition)
remarks = completeness.remarks(here.edition)

parts.lead(sentences_files.coverage(frame, here.periods[-1]))
is_demo = scope.has_demo(here.edition, here.where, here.kind)
parts.chart(
    charts_small.coverage(frame, parts.palette(), is_demo, choosers.marks(here)),
    charts_small.alt_coverage(frame),
    "bao_cao",
)
about = (
    completeness.in_use(here.edition)["file_name"].tolist(),
    here.edition.number,
    here.edition.built_at,
    here.edition.is_demo,
)
source = sentences_files.source(*about)
parts.caption(sentences_files.source(*about, most=parts.MOST_FILES))
parts.table(tables.coverage(frame), f"Tình hình báo cáo, {here.where.name}", source, "tinh_hinh")

st.subheader("Tệp đã nhận", anchor=False)
parts.listing(tables_files.sources(files), "Tệp đã nhận", source, "tep", "Chưa nhận tệp nào.")

st.subheader("Từ chối và ghi chú", anchor=False)
parts.digest(
    tables_files.reasons(problems),
    tables_files.problems(problems),
    "Từ chối và ghi chú",
    source,
    "ghi_chu",
    "Không có từ chối, ghi chú nào.",
)

st.subheader("Ghi chú của đơn vị gửi", anchor=False)
parts.listing(
    tables_files.remarks(remarks),
    "Ghi chú của đơn vị gửi",
    source,
    "don_vi_ghi",
    "Các tệp đã nhận không có ghi chú nào bên cạnh số liệu.",
)

st.subheader("Số liệu đã điều chỉnh", anchor=False)
parts.listing(
    tables_files.restatements(restated),
    "Số liệu đã điều chỉnh",
    source,
    "dieu_chinh",
    "Chưa có số liệu nào được báo cáo lại khác trước.",
)
