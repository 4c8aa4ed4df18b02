"""Opens the dashboard: page settings, the first edition if there is none yet, and navigation."""

import streamlit as st

from etl import first_edition
from view import address, guard, theme

st.set_page_config(
    page_title="Số liệu công tác dân vận",
    page_icon=theme.ICON,
    layout="wide",
    initial_sidebar_state="auto",
)
st.html(theme.style())

page = st.navigation(
    {
        "Lãnh đạo": [
            st.Page(
                "pages/briefing.py", title="Tóm tắt quý", icon=":material/summarize:", default=True
            ),
        ],
        "Phân tích": [
            st.Page("pages/trend.py", title="Diễn biến", icon=":material/show_chart:"),
            st.Page("pages/compare.py", title="So sánh đơn vị", icon=":material/leaderboard:"),
            st.Page("pages/map.py", title="Bản đồ ô", icon=":material/grid_view:"),
            st.Page("pages/unit.py", title="Hồ sơ đơn vị", icon=":material/location_city:"),
        ],
        "Số liệu": [
            st.Page("pages/intake.py", title="Nạp số liệu", icon=":material/upload_file:"),
            st.Page("pages/quality.py", title="Đã nhận và còn thiếu", icon=":material/fact_check:"),
            st.Page("pages/catalogue.py", title="Danh mục chỉ tiêu", icon=":material/menu_book:"),
        ],
    }
)

if fault := first_edition():
    guard.failed(fault)
with address.kept(page.url_path), guard.told():
    page.run()
