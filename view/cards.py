"""The cards of the briefing and of a unit's profile."""

import pandas as pd
import streamlit as st

from indicators.briefing import Headline
from view import charts_small, parts, sentences, sentences_reports, words
from view.choosers import Here, marks
from view.tables import Table
from view.theme import Palette

_COLOURS = {"improvement": "green", "concern": "orange", "none": "gray", "neutral": "gray"}


def headline(found: Headline, here: Here, palette: Palette) -> None:
    """One headline figure: value, counts, sparkline, changes, on how many units it rests."""
    indicator, total = found.indicator, found.total
    with st.container(border=True, key=f"card_{indicator.code}"):
        st.caption(words.md(indicator.short_vi))
        st.metric(
            indicator.name_vi, words.value(indicator, total["value"]), label_visibility="collapsed"
        )
        if under := counted(found):
            st.caption(words.md(under))
        parts.chart(
            charts_small.sparkline(found.history, indicator, palette, found.verdict, marks(here)),
            charts_small.alt_sparkline(found.history, indicator),
            f"nho_{indicator.code}",
        )
        is_new = found.is_new_since_last_year
        against = words.against_previous(here.period)
        last_year = sentences.delta(indicator, found.from_last_year, words.LAST_YEAR, is_new=is_new)
        change = found.from_last_year.change if found.from_last_year else None
        st.markdown(coloured(last_year, change, found.verdict))
        if indicator.basis == "in_period":
            is_new = found.is_new_since_previous
            said = sentences.delta(indicator, found.from_previous, against, is_new=is_new)
            st.caption(words.md(said))
        else:
            st.caption("Lũy kế từ đầu năm, chỉ so với cùng kỳ")
        changes = {words.LAST_YEAR: found.from_last_year, against: found.from_previous}
        st.caption(words.md(sentences_reports.basis(total, changes)))


def counted(found: Headline) -> str:
    """What stands under the figure: its counts, when there are any, and the goal."""
    total, said = found.total, []
    counts = words.fraction(total["numerator"], total["denominator"])
    if counts != words.NONE:
        said.append(f"{counts} {sentences.counted(found.indicator)}".strip())
    if found.target is not None:
        said.append(sentences.target(found.target, found.indicator))
    return " · ".join(said)


def coloured(text: str, change: float | None, verdict: str) -> str:
    """Give a change as Markdown: the arrow of its direction, the colour of its meaning."""
    if change is None:
        return f":gray[{words.md(text)}]"
    return f":{_COLOURS[verdict]}[{words.arrow(change)} {words.md(text)}]"


def movers(title: str, rows: pd.DataFrame, here: Here, otherwise: str) -> None:
    """The units that moved most, indicator by indicator, each linked to its profile."""
    st.subheader(title, anchor=False)
    if rows.empty:
        st.caption(words.md(otherwise))
    for code, group in rows.groupby("indicator", sort=False):
        indicator = here.indicators[code]
        with st.container(border=True, key=f"card_{title}_{code}", gap="xsmall"):
            st.caption(words.md(f"{indicator.short_vi}, so cùng kỳ"))
            for row in group.to_dict("records"):
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    parts.unit_link(here, row["unit_key"], row["unit"])
                    st.markdown(words.md(sentences.mover(row, indicator)), width="content")


def too_small(found: list[Headline]) -> None:
    """Which headline indicators take no part in the movers because all denominators are small."""
    for headline in found:
        rows = headline.units
        small = rows.loc[(rows["status"] == "reported") & (rows["reason"] != ""), "reason"]
        if len(small) and not (rows["reason"] == "").any():
            said = f"{headline.indicator.short_vi}: {small.iloc[0]}."
            st.caption(words.md(said))


def not_reported(missing: pd.DataFrame, short: pd.DataFrame, here: Here, n: int) -> None:
    """Who has sent nothing, who not enough, or that everybody has."""
    st.subheader("Chưa báo cáo", anchor=False)
    if missing.empty and short.empty:
        st.markdown("Tất cả đơn vị đã có số của ba chỉ tiêu chính trong kỳ này.")
    for rows, say in ((missing, sentences_reports.not_reported), (short, sentences_reports.short)):
        for codes, group in rows.groupby("indicators", sort=False):
            names = [here.indicators[code].short_vi for code in codes]
            st.markdown(words.md(say(group["unit"].tolist(), names, n)))


def table(found: list[Headline]) -> Table:
    """The headline figures of every unit and the total, for download."""
    frames = []
    for headline in found:
        rows = headline.evidence
        frames.append(
            pd.DataFrame(
                {
                    "Chỉ tiêu": headline.indicator.name_vi,
                    "Đơn vị": rows["unit"],
                    "Kỳ": rows["period"].map(words.period),
                    "Tỷ lệ (%)": rows["value"],
                    "Tử số": rows["numerator"],
                    "Mẫu số": rows["denominator"],
                }
            )
        )
    formats = {"Tỷ lệ (%)": lambda x: words.number(x, 2)}
    formats |= {"Tử số": words.number, "Mẫu số": words.number}
    return Table(pd.concat(frames, ignore_index=True), formats)


def profile_row(row: dict, series: pd.DataFrame, here: Here, palette: Palette) -> None:
    """One indicator of a unit: value beside the total's, change, sparkline."""
    indicator = here.indicators[row["indicator"]]
    with st.container(border=True, key=f"card_{indicator.code}", gap="xsmall"):
        st.caption(words.md(indicator.short_vi))
        st.metric(
            indicator.name_vi,
            words.value_with_unit(indicator, row["value"]),
            label_visibility="collapsed",
        )
        st.caption(words.md(sentences.profile(row, indicator, here.where.total_name)))
        parts.chart(
            charts_small.sparkline(series, indicator, palette, row["verdict"], marks(here)),
            charts_small.alt_sparkline(series, indicator),
            f"nho_{indicator.code}",
        )
        if not pd.isna(row["change_last_year"]):
            said = sentences.changed(indicator, row["change_last_year"], words.LAST_YEAR)
            st.markdown(coloured(said, row["change_last_year"], row["verdict"]))
