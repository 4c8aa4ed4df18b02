"""Pieces every page is made of: charts with their source, tables, downloads, empty states."""

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st

from indicators import completeness, own_figures, trend
from indicators import lineage as lineages
from indicators.catalogue import Indicator
from indicators.editions import Edition
from indicators.standing import Standing
from view import (
    choosers,
    doubts,
    exports,
    reform,
    sentences,
    sentences_files,
    sentences_reports,
    tables,
    theme,
    words,
)
from view.tables import Table

# Rows of a listing on one page.
_WRITTEN_OUT = 30
MOST_FILES = 3
# Formatting each cell takes time, and pandas refuses more than 262,144 cells; downloads hold all.
_MOST_ROWS = 2_000


def palette() -> theme.Palette:
    """The palette of the reader's theme, light or dark."""
    return theme.palette(st.context.theme.type)


def chart(figure: dict, alt: str, key: str) -> None:
    """A figure in our template with its text alternative."""
    st.plotly_chart(figure, theme=None, config=theme.CONFIG, key=key, alt=alt)


def unit_chart(figure: dict, alt: str, key: str, here: choosers.Here) -> None:
    """A figure whose points open the profile of their unit, in the same scope and period.

    A point's customdata holds the unit's key second; the point of a total opens nothing.
    """
    chosen = st.plotly_chart(
        figure,
        theme=None,
        config=theme.CONFIG,
        key=key,
        alt=alt,
        on_select="rerun",
        selection_mode="points",
    )
    keys = [point["customdata"][1] for point in chosen["selection"]["points"]]
    known = set(here.where.members["unit_key"])
    if found := [unit_key for unit_key in keys if unit_key in known]:
        st.switch_page("pages/unit.py", query_params=choosers.unit_links(here, found)[found[0]])


def lead(text: str, key: str = "lead") -> None:
    """The sentence that opens a page."""
    with st.container(key=key):
        st.markdown(words.md(text))


def doubted(frame: pd.DataFrame, indicator: Indicator) -> None:
    """A warning that names the units whose figures cannot be so."""
    if said := doubts.warning(frame, indicator):
        st.warning(words.md(said), icon=":material/warning:")


def comparison_head(here: choosers.Here, indicator: Indicator, units: pd.DataFrame) -> None:
    """What a comparison frame says in a sentence, under the name of its indicator."""
    st.subheader(sentences.chart_title(indicator, here.kind), anchor=False)
    lead(sentences.comparison(units, indicator, here.period))
    own_figure(here, indicator, here.period)
    doubted(units, indicator)


def comparison_table(here: choosers.Here, indicator: Indicator, found: Standing, key: str) -> None:
    """The numbers under a drawn comparison: source, table, downloads, links to the profiles."""
    about = source(here.edition, found.evidence)
    title = f"{indicator.name_vi}, {words.period_in_text(here.period)}, {here.where.name}"
    table(tables.comparison(found.units, indicator), title, about, key)
    unit_links(here, found.units)


def own_figure(here: choosers.Here, indicator: Indicator, period: str = "") -> None:
    """What the unit of the scope stated for the whole of itself in a period, else the last one."""
    found = own_figures.own_figures(here.edition, [indicator], here.where, here.kind)
    found = found[found["period"] == period] if period else found.tail(1)
    for _, row in found.iterrows():
        caption(sentences_reports.own_figure(row, indicator, here.where.name))


def contradicted(here: choosers.Here, indicators: list[Indicator]) -> None:
    """Which indicators the unit of the scope stated otherwise than its units sum to."""
    known = {indicator.code: indicator for indicator in indicators}
    found = own_figures.own_figures(here.edition, indicators, here.where, here.kind)
    for _, row in found[found["is_different"] & (found["period"] == here.period)].iterrows():
        indicator = known[row["indicator"]]
        said = sentences_reports.own_figure(row, indicator, here.where.name)
        caption(f"{indicator.short_vi}: {said}")


def nothing(text: str, next_step: str) -> None:
    """Why there is nothing to show, and what to do."""
    st.info(f"{words.md(text)}  \n{words.md(next_step)}", icon=":material/info:")


def source(edition: Edition, frame: pd.DataFrame) -> str:
    """The source line of what a series frame shows; its exports carry the one with all files."""
    files = completeness.sources(edition).set_index("source_id")
    used = files.loc[files.index.isin(trend.source_ids(frame))].sort_index()
    names, is_demo = used["file_name"].tolist(), bool(used["is_demo"].any())
    about = (names, edition.number, edition.built_at, is_demo)
    caption(sentences_files.source(*about, most=MOST_FILES))
    return sentences_files.source(*about)


def caption(text: str) -> None:
    """A small line below, none for ""; it is escaped, for it may hold a file's name."""
    if text:
        st.caption(words.md(text))


def table(shown: Table, title: str, source_text: str, key: str) -> None:
    """The numbers of a chart one click away, with their downloads."""
    with st.expander("Bảng số liệu và tải về", icon=":material/table:"):
        grid(shown, title, key)
        downloads(shown, title, source_text, key)


def grid(shown: Table, title: str, key: str) -> None:
    """A table in which numbers read the same on every machine; of a long one its first rows."""
    total = len(shown.frame)
    styled = shown.frame.head(_MOST_ROWS).style.format(shown.formats, na_rep=words.NONE)
    st.dataframe(styled, hide_index=True, key=f"bang_{key}", alt=title, placeholder=words.NONE)
    if total > _MOST_ROWS:
        st.caption(words.md(sentences_files.cut_short(_MOST_ROWS, total)))


def downloads(shown: Table, title: str, source_text: str, key: str, *of: str) -> None:
    """What is on screen as CSV and XLSX, made when asked for; named by title and what it is of."""
    files: list[tuple[str, str, str, Callable[[], bytes]]] = [
        ("Tải CSV", "csv", "text/csv", lambda: exports.csv_bytes(shown.frame, source_text)),
        (
            "Tải Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: exports.xlsx_bytes(shown.frame, source_text, title, shown.mixed),
        ),
    ]
    with st.container(horizontal=True):
        for label, suffix, mime, make in files:
            st.download_button(
                label,
                make,
                exports.file_name(suffix, title, *of),
                mime,
                key=f"tai_{key}_{suffix}",
                on_click="ignore",
                icon=":material/download:",
            )


def unit_links(here: choosers.Here, units: pd.DataFrame) -> None:
    """A link to the profile of each unit, in the order of the chart, for the same period."""
    with (
        st.expander("Mở hồ sơ một đơn vị", icon=":material/location_city:"),
        st.container(horizontal=True),
    ):
        links = choosers.unit_links(here, units["unit_key"].tolist())
        for row in units.itertuples():
            _profile_link(row.unit, links[row.unit_key])


def unit_link(here: choosers.Here, unit_key: str, name: str) -> None:
    """A link to the profile of one unit in the same scope and period."""
    _profile_link(name, choosers.unit_links(here, [unit_key])[unit_key])


def _profile_link(name: str, link: dict[str, str]) -> None:
    st.page_link("pages/unit.py", label=words.md(name), query_params=link)


def lineage(here: choosers.Here, unit_key: str) -> None:
    """What a unit came from and what became of it, with links both ways."""
    last_before = next(
        (here.periods[here.periods.index(p) - 1] for p, _ in choosers.marks(here)), ""
    )
    known = choosers.reporting_units(here)
    for key in unit_key.split("+"):
        line = lineages.lineage(here.edition, key)
        relations = (
            (reform.became(line), line.after, here.periods[-1]),
            (reform.came_from(line), pd.concat([line.districts, line.before]), last_before),
        )
        for text, units, period in relations:
            if not text:
                continue
            st.caption(words.md(text))
            units = units[units["unit_key"].isin(known)]
            links = choosers.unit_links(here, units["unit_key"].tolist(), period)
            with st.container(horizontal=True):
                for row in units.itertuples():
                    _profile_link(row.name, links[row.unit_key])


def around(here: choosers.Here, unit_key: str) -> None:
    """Links down into the units of a unit and up to the scope above."""
    with st.container(horizontal=True):
        for label, link in choosers.scope_links(here, unit_key).items():
            st.page_link("pages/compare.py", label=words.md(label), query_params=link)


def listing(shown: Table, title: str, source_text: str, key: str, otherwise: str) -> None:
    """A table shown at once with its downloads, or a sentence when it is empty."""
    digest(shown, shown, title, source_text, key, otherwise)


def digest(
    shown: Table, whole: Table, title: str, source_text: str, key: str, otherwise: str, *of: str
) -> None:
    """A table shown at once, or a sentence when it is empty; its downloads hold all it sums up."""
    if shown.frame.empty:
        st.caption(words.md(otherwise))
        return
    written(shown, title, key)
    downloads(whole, title, source_text, key, *of)


def written(shown: Table, title: str, key: str) -> None:
    """A table whose sentences are written out whole, a page of rows at a time."""
    total = len(shown.frame)
    place = st.container(key=f"ke_{key}")
    first = 0
    if total > _WRITTEN_OUT:
        page = st.pagination(math.ceil(total / _WRITTEN_OUT), key=f"trang_{key}")
        first = (page - 1) * _WRITTEN_OUT
    part = shown.frame.iloc[first : first + _WRITTEN_OUT]
    text = part.apply(_written, formats=shown.formats)
    place.table(text.set_index(text.columns[0]), alt=title)
    if total > _WRITTEN_OUT:
        place.caption(words.md(sentences_files.rows_of(first + 1, first + len(part), total)))


def _written(column: pd.Series, formats: dict) -> pd.Series:
    """A column as text that Markdown leaves alone."""
    write = formats.get(column.name, lambda cell: "" if pd.isna(cell) else str(cell))
    return column.map(write).map(words.md)
