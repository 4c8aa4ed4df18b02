"""One indicator of the catalogue in words: definition, formula, form, polarity, goal, caution."""

import pandas as pd
import streamlit as st

from indicators.catalogue import Indicator
from view import words


def definition(
    indicator: Indicator,
    measures: dict[str, dict],
    targets: pd.DataFrame,
    names: dict[str, str],
    is_demo: bool,
) -> None:
    """An expander with all the catalogue says of an indicator; `names` stand for its codes."""
    with st.expander(words.md(indicator.name_vi)):
        st.markdown(f"**Định nghĩa:** {words.md(indicator.definition_vi)}")
        st.markdown(f"**Công thức:** {words.md(_formula(indicator, measures))}")
        st.markdown(f"**Biểu mẫu:** {words.md(_forms(indicator, measures))}")
        good = words.polarity(indicator.polarity)
        st.markdown(f"**Chiều tốt:** {words.md(good)}; **đơn vị tính:** {indicator.unit_vi}")
        for line in _goals(indicator, targets, is_demo):
            st.markdown(f"**Mục tiêu:** {words.md(line)}")
        if indicator.caution_vi:
            st.markdown(f"**Lưu ý:** {words.md(words.named(indicator.caution_vi, names))}")
        st.caption(f"Mã: `{indicator.code}`")


def _formula(indicator: Indicator, measures: dict[str, dict]) -> str:
    top = " + ".join(measures[code]["name_vi"] for code in indicator.numerator)
    if indicator.formula_kind == "change":
        return f"({top} kỳ này − cùng kỳ năm trước) / cùng kỳ năm trước × 100"
    if not indicator.is_ratio:
        return top
    bottom = " + ".join(measures[code]["name_vi"] for code in indicator.denominator)
    return f"Tổng ({top}) / tổng ({bottom}) × {words.number(indicator.scale)}"


def _forms(indicator: Indicator, measures: dict[str, dict]) -> str:
    said = []
    for code in (*indicator.numerator, *indicator.denominator):
        measure = measures[code]
        if measure["form"]:
            column = f", cột {measure['form_column']}" if measure["form_column"] else ""
            said.append(f"{measure['name_vi']}: {measure['form']}{column}")
    return "; ".join(dict.fromkeys(said)) or "Chưa thấy biểu mẫu chính thức"


def _goals(indicator: Indicator, targets: pd.DataFrame, is_demo: bool) -> list[str]:
    lines = []
    for row in targets.to_dict("records"):
        if row["scope"] == "minh_hoa" and not is_demo:
            continue
        year = "mọi năm" if pd.isna(row["year"]) else f"năm {int(row['year'])}"
        kind = "mục tiêu minh họa" if row["scope"] == "minh_hoa" else year
        value = words.short_value(indicator, row["value"])
        state = "" if row["is_verified"] else "; chưa xác nhận nên không vẽ, không in"
        lines.append(f"{value} ({kind}). Nguồn: {row['source']}{state}")
    return lines or ["Chưa có mục tiêu"]
