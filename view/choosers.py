"""Choosing what to look at: scope, kind of period, period, indicator, units; all in the link."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators import completeness, frames, listing, scope
from indicators.catalogue import Indicator
from indicators.editions import Edition, data_folder, on_show
from indicators.periods import from_code
from indicators.scope import Scope
from view import address, guard, reform, scope_choosers, sentences_files, words


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
            sentences_files.fallen_back(found.edition.number, found.edition.built_at),
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


def head(title: str, *, with_period: bool = True, with_frame: bool = True) -> Here:
    """The head of a page in one row: title, scope, kind of period, period; the choice made.

    The frame of the units stands in the sidebar of pages that show areas, where it matters.
    """
    edition = opened()
    with st.container(key="choosers"):
        widths = [2.4, 1.4, 0.9, 1.2] if with_period else [3.3, 1.4, 1.2]
        places = st.columns(widths, vertical_alignment="bottom")
        places[0].title(title, anchor=False)
        where = scope_choosers.chosen(places[1], edition, with_frame)
        kind, periods = _kind(places[2], edition, where)
        period = _period(places[3], periods) if with_period else periods[-1]
    if with_frame:
        where = scope_choosers.across(edition, where, periods)
        scope_choosers.remarks(edition, where, period)
    if scope.has_demo(edition, where, kind):
        demo_badge()
    elif edition.is_demo:
        st.badge("Số thật, trong bản có số liệu minh họa", color="gray")
    return Here(edition, where, kind, tuple(periods), period, listing.indicators(edition))


def demo_badge() -> None:
    """The mark that what follows is a demonstration and not real."""
    st.badge(words.DEMO, icon=":material/science:", color="orange")


def _kind(place, edition: Edition, where: Scope) -> tuple[str, list[str]]:
    kinds = scope.kinds(edition, where)
    if not kinds:
        st.info(
            f"{words.md(where.name)} chưa có số liệu theo kỳ, mới có kế hoạch năm hoặc chưa có gì.",
            icon=":material/info:",
        )
        st.stop()
    names = {kind: words.kind(kind).capitalize() for kind in kinds}
    kind = address.one(place.selectbox, "Loại kỳ", "loai_ky", names)
    return kind, scope.timeline(edition, where, kind)


def _period(place, periods: list[str]) -> str:
    names = {code: words.period(code) for code in periods[::-1]}
    return address.one(place.selectbox, "Kỳ", "ky", names)


def indicator(here: Here) -> Indicator:
    """One indicator, in the sidebar, in the order of the catalogue."""
    names = _indicator_names(here)
    code = address.one(st.sidebar.selectbox, "Chỉ tiêu", "chi_tieu", names)
    return here.indicators[code]


def _indicator_names(here: Here) -> dict[str, str]:
    """Short names by code; the full one where two indicators share the short one."""
    names = pd.Series({code: found.short_vi for code, found in here.indicators.items()})
    full = pd.Series({code: found.name_vi for code, found in here.indicators.items()})
    return names.where(~names.duplicated(keep=False), full).to_dict()


def goals(here: Here, indicator: Indicator) -> dict[str, float]:
    """The verified goal of each period that has one: a goal of one year is that year's only.

    A goal for the end of the year is no line across its quarters: 25 % in quý I is on pace.
    """
    if indicator.basis == "to_date":
        return {}
    is_demo = scope.has_demo(here.edition, here.where, here.kind)
    years = {code: from_code(code).year for code in here.periods}
    of_year = {
        year: listing.target(here.edition, indicator.code, here.where.key, year, is_demo)
        for year in set(years.values())
    }
    return {
        code: float(of_year[year]["value"])
        for code, year in years.items()
        if of_year[year] is not None
    }


def marks(here: Here) -> list[tuple[str, str]]:
    """The lines that mark a reform of the units on a time axis: period and caption."""
    return reform.marks(scope.starts_after(here.where, list(here.periods)))


def _labels(where: Scope) -> dict[str, str]:
    """Labels of the member units by key, each unlike the others: the link holds the label.

    Beside units that live, one that ended says when, so that a search that finds it tells so.
    """
    members = where.members
    names, ends = members["unit"], members["valid_to"].map(frames.last_day)
    if ends.eq("").any():
        is_told = [name.find(end) >= 0 for name, end in zip(names, ends, strict=True)]
        names = names.where(is_told, names + ends)
    return dict(zip(members["unit_key"], names, strict=True))


def _written(where: Scope) -> dict[str, str]:
    """What a link holds for each unit: the full name, which goes on meaning the same unit when
    units of another time or level join the scope.
    """
    members = where.members
    is_same = members["name"].duplicated(keep=False)
    names = members["name"].where(~is_same, members["name"] + " (" + members["code"] + ")")
    return dict(zip(members["unit_key"], names, strict=True))


def units(here: Here, most: int) -> list[str]:
    """Up to `most` units of the scope, in the sidebar; keys."""
    return address.several(
        st.sidebar.multiselect,
        "Đơn vị",
        "don_vi",
        _labels(here.where),
        written=_written(here.where),
        max_selections=most,
        placeholder="Gõ tên, không cần dấu",
        help=f"Chọn tối đa {most} đơn vị; để trống để xem chung.",
    )


def unit(here: Here) -> str:
    """One unit of the scope, in the sidebar; its key.

    The first that has reported is offered, one that lives in the period before one that does not.
    """
    labels = _labels(here.where)
    tiles = here.where.tiles
    reporting = completeness.reporting(here.edition, here.where, here.kind)
    areas = tiles.loc[tiles["unit_key"].isin(reporting), "area_id"]
    members = here.where.members
    having = set(members.loc[members["unit_id"].isin(areas), "unit_key"])
    lives = scope.lives(here.where.members, [here.period])[:, 0]
    living = members.loc[lives, "unit_key"]
    first = next((key for key in [*living, *labels] if key in having), None)
    written = _written(here.where)
    draw = st.sidebar.selectbox
    return address.one(draw, "Đơn vị", "ho_so", labels, otherwise=first, written=written)


def unit_links(here: Here, unit_keys: list[str], period: str = "") -> dict[str, dict[str, str]]:
    """Query parameters of links to the profiles of units in the same scope and frame, by key.

    Of the same period, or another. A unit that is no area of the frame is shown as it reported.
    All choices of that page are named: what it had to add would be a step of Back of its own.
    """
    links = _profiles(here, here.where, unit_keys, period)
    if foreign := [key for key in unit_keys if key not in links]:
        where = here.where
        as_reported = (frames.AS_REPORTED, where.level, where.is_across)
        where = scope.scope(here.edition, where.key, *as_reported)
        links |= _profiles(here, where, foreign, period)
    return links


def _profiles(here: Here, where: Scope, unit_keys: list[str], period: str) -> dict:
    shared = scope_choosers.in_link(here.edition, where, list(here.periods)) | {
        "loai_ky": words.kind(here.kind).capitalize(),
        "ky": words.period(period or here.period),
    }
    written = _written(where)
    return {key: shared | {"ho_so": written[key]} for key in unit_keys if key in written}


def scope_links(here: Here, unit_key: str) -> dict[str, dict[str, str]]:
    """Links to compare the units of a unit, and those of the scope above: label to parameters."""
    names = scope_choosers.names_of(here.edition)
    up = scope.above(here.edition, here.where.key)
    wanted = {
        f"Các đơn vị trong {names.get(unit_key)}": unit_key,
        f"Lên {names.get(up)}": up,
    }
    return {label: _scope_link(here, key) for label, key in wanted.items() if key in names}


def _scope_link(here: Here, key: str) -> dict[str, str]:
    """All choices of the comparison in another scope, the same kind and period where it has them.

    The indicator is the one looked at last.
    """
    where = scope.scope(here.edition, key)
    kinds = scope.kinds(here.edition, where)
    if not kinds:
        return scope_choosers.in_link(here.edition, where, [])
    kind = here.kind if here.kind in kinds else kinds[0]
    periods = scope.timeline(here.edition, where, kind)
    period = here.period if here.period in periods else periods[-1]
    names = _indicator_names(here)
    code = address.kept_choice("chi_tieu", names)
    return scope_choosers.in_link(here.edition, where, periods) | {
        "loai_ky": words.kind(kind).capitalize(),
        "ky": words.period(period),
        "chi_tieu": names[code],
    }


def reporting_units(here: Here) -> set[str]:
    """Keys of the units that have a profile of their own: the scope's, as they reported."""
    return set(here.where.tiles["unit_key"])


def families(names: dict[str, str]) -> list[str]:
    """The families of indicators to look at, in the sidebar; all when none is chosen."""
    chosen = address.several(
        st.sidebar.multiselect,
        "Nhóm chỉ tiêu",
        "nhom",
        names,
        placeholder="Tất cả các nhóm",
    )
    return chosen or list(names)


def drawn() -> tuple[bool, bool]:
    """How the trend is drawn, in the sidebar: one plot a unit or not, with a shared axis or not."""
    names = {"chung": "Một biểu đồ", "rieng": "Từng đơn vị"}
    control = st.sidebar.segmented_control
    is_split = address.one(control, "Cách vẽ", "cach_ve", names, is_long=False) == "rieng"
    toggle = st.sidebar.toggle
    is_shared = address.switch(
        toggle, "Chung trục tung", "chung_truc", otherwise=True, disabled=not is_split
    )
    return is_split, is_shared


def search(label: str, placeholder: str) -> str:
    """A text to search for, kept in the link."""
    return address.text(st.text_input, label, "tim", placeholder=placeholder)


def colouring() -> str:
    """What the colours of a map tell: the value, or its change since the same period last year."""
    names = {"gia_tri": "Theo giá trị", "thay_doi": "Theo thay đổi so cùng kỳ"}
    return address.one(st.segmented_control, "Tô màu", "to_mau", names, is_long=False)
