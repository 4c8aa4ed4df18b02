"""Choosing a scope, the frame of its units and what is compared; all in the link."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from indicators import frames, scope
from indicators.editions import Edition
from indicators.periods import from_code, same_last_year
from indicators.scope import Scope
from view import address, reform, words


@lru_cache(maxsize=8)
def names_of(edition: Edition) -> dict[str, str]:
    """Labels of the scopes by key, each unlike the others: new provinces bear old names.

    Not to be changed: every link of a page asks for them.
    """
    found = scope.scopes(edition)
    names = {}
    for row in found.itertuples():
        names[row.key] = row.name
        if (found["name"] == row.name).sum() > 1:
            is_over = not pd.isna(row.valid_to)
            when = (
                f"trước {words.date(row.valid_to)}"
                if is_over
                else (f"từ {words.date(row.valid_from)}")
            )
            names[row.key] = f"{row.name} ({when})"
    return names


def chosen(place, edition: Edition, with_frame: bool) -> Scope:
    """The scope chosen at `place`; with a frame, how its units stand through time in the sidebar.

    An edition without a figure says what to do and stops the page.
    """
    found = scope.scopes(edition)
    if found.empty:
        st.info(
            "Bản số liệu này chưa có số nào. Nạp tệp: python -m etl load TỆP",
            icon=":material/info:",
        )
        st.stop()
    names = names_of(edition)
    key = address.one(place.selectbox, "Phạm vi", "pham_vi", names)
    if not with_frame:
        return scope.scope(edition, key)
    frame, level = frames.AS_REPORTED, ""
    draw = st.sidebar.selectbox
    if len(offered := scope.frames_of(edition, key)) > 1:
        wanted = {each: reform.FRAMES[each] for each in offered}
        frame = address.one(
            draw, "Đơn vị qua các thời kỳ", "cach_xep", wanted, help=reform.FRAME_HELP
        )
    if len(known := scope.levels(edition, key)) > 1:
        wanted = {each: reform.LEVELS[each] for each in known}
        level = address.one(
            draw, "Cấp báo cáo trước sắp xếp", "cap", wanted, help=reform.LEVEL_HELP
        )
    return scope.scope(edition, key, frame, level)


def in_link(edition: Edition, where: Scope, periods: list[str]) -> dict[str, str]:
    """What `chosen` and `across` write into the address: a link with all of it is not rewritten."""
    link = {"pham_vi": names_of(edition)[where.key]}
    if len(scope.frames_of(edition, where.key)) > 1:
        link["cach_xep"] = reform.FRAMES[where.frame]
    if len(scope.levels(edition, where.key)) > 1:
        link["cap"] = reform.LEVELS[where.level]
    if scope.starts_after(where, periods):
        link["qua_moc"] = address.ON_OFF[where.is_across]
    return link


def across(edition: Edition, where: Scope, periods: list[str]) -> Scope:
    """The scope with changes over a reform switched on, where the reader wants them."""
    starts = scope.starts_after(where, periods)
    if not starts:
        return where
    label = reform.across(max(starts.values()))
    draw = st.sidebar.toggle
    if not address.switch(draw, label, "qua_moc", otherwise=False, help=reform.ACROSS_HELP):
        return where
    return scope.scope(edition, where.key, where.frame, where.level, True)


def remarks(edition: Edition, where: Scope, period: str) -> None:
    """What is not compared, which areas stand together and why, which units are in no sum."""
    said = reform.grouped(scope.groupings(edition, where), where.frame)
    foreign = where.tiles.loc[~where.tiles["is_in_total"], "name"]
    year = same_last_year(from_code(period))
    if year and not where.is_across and (new := scope.starts_after(where, [year.code, period])):
        can_bridge = frames.FORMER in scope.frames_of(edition, where.key)
        is_bridged = where.frame != frames.AS_REPORTED or not can_bridge
        said = [reform.not_compared(period, new[period], is_bridged=is_bridged), *said]
    for text in (*said, reform.left_out(foreign)):
        if text:
            st.caption(words.md(text))
