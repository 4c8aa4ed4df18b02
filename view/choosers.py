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
    # A widget's state of the page before is still there now and gone with the next run.
    st.session_state["giu_la_trang_moi"] = st.session_state.get("giu_trang") != title
    st.session_state["giu_trang"] = title
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
    key = _linked(place, "Phạm vi", "pham_vi", names)
    return scope.scope(edition, key)


def _linked(place, label: str, key: str, names: dict[str, str]) -> str:
    """A select box whose choice is always in the link, the default too, and goes from page to page.

    `names` gives each option's label, which is what the link holds. A binding of Streamlit's own
    leaves defaults out of the link and loses what came by a link at the next page.
    """
    if key not in st.session_state or st.session_state["giu_la_trang_moi"]:
        by_link = st.query_params.get(key)
        kept = st.session_state.get(f"giu_{key}")
        st.session_state[key] = next(
            (option for option, name in names.items() if name == by_link),
            kept if kept in names else next(iter(names)),
        )
    elif st.session_state[key] not in names:
        st.session_state[key] = next(iter(names))
    value = place.selectbox(label, list(names), format_func=names.get, key=key, placeholder=_EMPTY)
    st.session_state[f"giu_{key}"] = value
    if st.query_params.get(key) != names[value]:
        st.query_params[key] = names[value]
    return value


def _kind(place, edition: Edition, where: Scope) -> tuple[str, list[str]]:
    kinds = scope.kinds(edition, where)
    if not kinds:
        st.info(
            f"{words.md(where.name)} chưa có số liệu theo kỳ, mới có kế hoạch năm hoặc chưa có gì.",
            icon=":material/info:",
        )
        st.stop()
    names = {kind: words.kind(kind).capitalize() for kind in kinds}
    kind = _linked(place, "Loại kỳ", "loai_ky", names)
    return kind, scope.timeline(edition, where, kind)


def _period(place, periods: list[str]) -> str:
    return _linked(place, "Kỳ", "ky", {code: words.period(code) for code in periods[::-1]})


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


def colouring() -> str:
    """What the colours of a map tell: the value, or its change since the same period last year."""
    names = {"gia_tri": "Theo giá trị", "thay_doi": "Theo thay đổi so cùng kỳ"}
    chosen = st.segmented_control(
        "Tô màu", list(names.values()), default="Theo giá trị", key="to_mau", bind=_BIND
    )
    return next((key for key, name in names.items() if name == chosen), "gia_tri")
