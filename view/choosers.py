"""Choosing what to look at: scope, kind of period, period, indicator, units; all in the link."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators import completeness, listing, scope
from indicators.catalogue import Indicator
from indicators.editions import Edition, data_folder, on_show
from indicators.names import fold
from indicators.periods import from_code
from indicators.scope import Scope
from view import guard, sentences, words

_BIND = "query-params"
_EMPTY = "Không có lựa chọn nào"


@dataclass(frozen=True)
class Here:
    """What a page is about: edition, scope, kind of period, period and the catalogue."""

    edition: Edition
    where: Scope
    kind: str
    periods: tuple[str, ...]
    period: str
    indicators: dict[str, Indicator]


def shown() -> Edition | None:
    """The edition on show, or the last good one under a banner; None before the first."""
    guard.inside_navigation()
    found = on_show(data_folder())
    if found is None:
        return None
    if found.fault:
        st.warning(
            sentences.fallen_back(found.edition.number, found.edition.built_at),
            icon=":material/history:",
        )
    return found.edition


def opened() -> Edition:
    """The edition on show; without one the page says what to do and stops."""
    edition = shown()
    if edition is None:
        st.info(
            "Chưa có bản số liệu nào: các tệp đã nhận đều bị từ chối. Mở trang Nạp số liệu hoặc"
            " chạy: python -m etl load TỆP",
            icon=":material/info:",
        )
        st.stop()
    return edition


def head(title: str, *, with_period: bool = True) -> Here:
    """The head of a page in one row: title, scope, kind of period, period; the choice made."""
    edition = opened()
    # What came by a link is known to one page only: bring it along when the page changes.
    if st.session_state.get("giu_trang") != title:
        st.session_state["giu_trang"] = title
        for key, value in st.session_state.get("giu", {}).items():
            st.session_state[key] = value
    with st.container(key="choosers"):
        widths = [2.4, 1.4, 0.9, 1.2] if with_period else [3.3, 1.4, 1.2]
        places = st.columns(widths, vertical_alignment="bottom")
        places[0].title(title, anchor=False)
        where = _scope(places[1], edition)
        kind, periods = _kind(places[2], edition, where)
        period = _period(places[3], periods) if with_period else periods[-1]
    if scope.has_demo(edition, where, kind):
        demo_badge()
    elif edition.is_demo:
        st.badge("Số thật, trong bản có số liệu minh họa", color="gray")
    return Here(edition, where, kind, tuple(periods), period, listing.indicators(edition))


def _scope_names(edition: Edition) -> dict[str, str]:
    """Labels of the scopes by key, each unlike the others: new provinces bear old names."""
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


def demo_badge() -> None:
    """The mark that what follows is a demonstration and not real."""
    st.badge(words.DEMO, icon=":material/science:", color="orange")


def _scope(place, edition: Edition) -> Scope:
    found = scope.scopes(edition)
    if found.empty:
        st.info(
            "Bản số liệu này chưa có số nào. Nạp tệp: python -m etl load TỆP",
            icon=":material/info:",
        )
        st.stop()
    names = _scope_names(edition)
    key = place.selectbox(
        "Phạm vi",
        list(names),
        format_func=names.get,
        key="pham_vi",
        bind=_BIND,
        placeholder=_EMPTY,
    )
    _keep("pham_vi", key)
    return scope.scope(edition, key)


def _keep(key: str, value: str) -> None:
    """Remember a choice for the next page."""
    st.session_state["giu"] = st.session_state.get("giu", {}) | {key: value}


def _kind(place, edition: Edition, where: Scope) -> tuple[str, list[str]]:
    kinds = scope.kinds(edition, where)
    if not kinds:
        st.info(
            f"{words.md(where.name)} chưa có số liệu theo kỳ, mới có kế hoạch năm hoặc chưa có gì.",
            icon=":material/info:",
        )
        st.stop()
    kind = place.selectbox(
        "Loại kỳ",
        kinds,
        format_func=lambda kind: words.kind(kind).capitalize(),
        key="loai_ky",
        bind=_BIND,
        placeholder=_EMPTY,
    )
    _keep("loai_ky", kind)
    return kind, scope.timeline(edition, where, kind)


def _period(place, periods: list[str]) -> str:
    period = place.selectbox(
        "Kỳ",
        periods[::-1],
        format_func=words.period,
        key="ky",
        bind=_BIND,
        placeholder=_EMPTY,
    )
    _keep("ky", period)
    return period


def indicator(here: Here) -> Indicator:
    """One indicator, in the sidebar, in the order of the catalogue."""
    code = st.sidebar.selectbox(
        "Chỉ tiêu",
        list(here.indicators),
        format_func=lambda code: here.indicators[code].short_vi,
        key="chi_tieu",
        bind=_BIND,
        placeholder=_EMPTY,
    )
    return here.indicators[code]


def target(here: Here, indicator: Indicator) -> float | None:
    """The verified goal to draw for an indicator at the chosen period, if there is one.

    A goal for the end of the year is no line across its quarters: 25 % in quý I is on pace.
    """
    if indicator.basis == "to_date":
        return None
    year = from_code(here.period).year
    is_demo = scope.has_demo(here.edition, here.where, here.kind)
    goal = listing.target(here.edition, indicator.code, here.where.key, year, is_demo)
    return None if goal is None else goal["value"]


def _searchable(name: str) -> str:
    """A label that is also found by typing without accents: the widget searches only its text."""
    folded = fold(name)
    return name if folded == name.casefold() else f"{name} · {folded}"


def _labels(here: Here) -> dict[str, str]:
    """Labels of the member units by key, each unlike the others: the link holds the label."""
    members = here.where.members
    names = members["unit"].where(~members["unit"].duplicated(keep=False), members["name"])
    again = names.duplicated(keep=False)
    names = names.where(~again, members["name"] + " (" + members["code"] + ")")
    return {key: _searchable(name) for key, name in zip(members["unit_key"], names, strict=True)}


def units(here: Here, most: int) -> list[str]:
    """Up to `most` units of the scope, in the sidebar; keys."""
    labels = _labels(here)
    return st.sidebar.multiselect(
        "Đơn vị",
        list(labels),
        format_func=labels.get,
        key="don_vi",
        bind=_BIND,
        max_selections=most,
        placeholder="Gõ tên, không cần dấu",
        help=f"Chọn tối đa {most} đơn vị; để trống để xem chung.",
    )


def unit(here: Here) -> str:
    """One unit of the scope, in the sidebar; its key. The first that has reported is offered."""
    labels = _labels(here)
    having = completeness.reporting(here.edition, here.where, here.kind)
    return st.sidebar.selectbox(
        "Đơn vị",
        list(labels),
        index=next((i for i, key in enumerate(labels) if key in having), 0),
        format_func=labels.get,
        key="ho_so",
        bind=_BIND,
        placeholder=_EMPTY,
    )


def unit_link(here: Here, unit_key: str) -> dict[str, str]:
    """Query parameters of a link to the profile of a unit in the same scope and period."""
    return {
        "pham_vi": _scope_names(here.edition)[here.where.key],
        "loai_ky": words.kind(here.kind).capitalize(),
        "ky": words.period(here.period),
        "ho_so": _labels(here)[unit_key],
    }


def families(names: dict[str, str]) -> list[str]:
    """The families of indicators to look at, in the sidebar; all when none is chosen."""
    chosen = st.sidebar.multiselect(
        "Nhóm chỉ tiêu",
        list(names),
        format_func=names.get,
        key="nhom",
        bind=_BIND,
        placeholder="Tất cả các nhóm",
    )
    return chosen or list(names)


def search(label: str, placeholder: str) -> str:
    """A text to search for, kept in the link."""
    return st.text_input(label, key="tim", bind=_BIND, placeholder=placeholder)
