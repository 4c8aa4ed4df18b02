"""The choices of a page and its address: every one written there, restored from it, and told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

from indicators.names import fold
from view import sentences, words

# Wider than any chooser: what stands after it is searched and not seen.
_UNSEEN = "\u2003" * 120
ON_OFF = {True: "có", False: "không"}
_NO_CHOICE = "Không có lựa chọn nào"


@contextmanager
def kept(page: str) -> Iterator[None]:
    """Run a page; when it has ended, its address names every choice it has drawn.

    The address is read where it was opened: on a page's first run, after Back or Forward, or when
    it names something else than was last written. An address that the browser sent before it heard
    of the last change is not one of these. A binding of Streamlit's own would leave defaults out,
    so that a link would show another view once a default is another.
    """
    state = st.session_state
    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    is_new = state.get("dia_chi_trang") != page
    is_back = get_script_run_ctx().is_history_navigation
    is_other = asked != state.get("dia_chi") and asked != state.get("dia_chi_truoc")
    state["dia_chi_hoi"] = asked if is_new or is_back or is_other else {}
    # The browser does not write down where a link within a page leads.
    state["dia_chi_phai_ghi"] = is_other and not is_new and not is_back
    # A widget's state of the page before is still there now and gone with the next run.
    state["dia_chi_trang_moi"] = is_new
    state["dia_chi_moi"] = {}
    try:
        yield
    except StopException:
        _write(page, asked)
        raise
    _write(page, asked)


def _write(page: str, asked: dict[str, list[str]]) -> None:
    """All choices at once: each writing is a step of the browser's Back."""
    state = st.session_state
    wanted = state["dia_chi_moi"]
    state["dia_chi_trang"] = page
    if wanted and (asked != wanted or state["dia_chi_phai_ghi"]):
        st.query_params.from_dict(wanted)
        state["dia_chi_truoc"] = asked
    state["dia_chi"] = wanted or asked


def one(
    draw: Callable,
    label: str,
    key: str,
    names: dict,
    *,
    otherwise=None,
    is_long=True,
    written: dict | None = None,
    **settings,
):
    """One of several options; `names` gives what the address and the reader read for each.

    `draw` is a select box of some place, or with `is_long=False` a control that shows all options.
    `written` gives what the address holds, where a name alone may come to mean another option.
    """
    if is_long:
        texts = {option: searchable(name) for option, name in names.items()}
        settings = {"placeholder": _NO_CHOICE} | settings
    else:
        texts, settings = names, {"required": True} | settings
    first = next(iter(names)) if otherwise is None else otherwise
    _settle(key, names, [first], written or names, is_many=False)
    # Streamlit asks for the text of an option gone since; it takes a KeyError, and no None.
    value = draw(label, list(names), format_func=texts.__getitem__, key=key, **settings)
    _told(label, key, names, [value], written or names)
    return value


def several(
    draw: Callable,
    label: str,
    key: str,
    names: dict,
    *,
    written: dict | None = None,
    max_selections: int | None = None,
    **settings,
) -> list:
    """Any number of options up to `max_selections`, none at first; `written` as in `one`.

    What was chosen before and is no option any more, or is one too many, is told.
    """
    texts = {option: searchable(name, "\n") for option, name in names.items()}
    state = st.session_state
    gone = {o: name for o, name in state.get(f"ten_{key}", {}).items() if o not in names}
    _settle(key, names, [], written or names, is_many=True)
    too_many = [names[option] for option in state[key][max_selections:]] if max_selections else []
    if too_many:
        state[key] = state[key][:max_selections]
    # The entry that chooses all is in English, and too many lines are no chart.
    settings = {"select_all": False, "max_selections": max_selections} | settings
    values = draw(label, list(names), format_func=texts.__getitem__, key=key, **settings)
    _told(label, key, names, values, written or names)
    state[f"ten_{key}"] = {value: names[value] for value in values}
    for said in sentences.not_chosen(label, list(gone.values()), too_many, max_selections):
        st.info(words.md(said), icon=":material/filter_alt_off:")
    return values


def kept_choice(key: str, names: dict):
    """The option of a chooser of another page as it was left, else the first."""
    before = st.session_state.get(f"giu_{key}", [])
    return next((option for option in before if option in names), next(iter(names)))


def switch(draw: Callable, label: str, key: str, *, otherwise: bool, **settings) -> bool:
    """On or off, "có" or "không" in the address."""
    names = ON_OFF
    _settle(key, names, [otherwise], names, is_many=False)
    value = draw(label, key=key, **settings)
    _told(label, key, names, [value], names)
    return value


def text(draw: Callable, label: str, key: str, **settings) -> str:
    """A text of the reader's own."""
    state = st.session_state
    given = state["dia_chi_hoi"].get(key)
    if given is not None:
        state[key] = given[0]
    elif key not in state or state["dia_chi_trang_moi"]:
        state[key] = state.get(f"giu_{key}", "")
    value = draw(label, key=key, **settings)
    state[f"giu_{key}"] = value
    state["dia_chi_moi"][key] = [value]
    return value


def _settle(key: str, names: dict, otherwise: list, written: dict, *, is_many: bool) -> None:
    """Put into the widget's state what it is to show: of the address, the reader, or before."""
    state = st.session_state
    before = [option for option in state.get(f"giu_{key}", otherwise) if option in names]
    given = state["dia_chi_hoi"].get(key)
    if given is not None:
        found, unknown = _read([text for text in given if text], names, written)
        state[f"sai_{key}"] = unknown
        options = before if unknown and not found else found
    elif key not in state or state["dia_chi_trang_moi"]:
        state[f"sai_{key}"] = []
        options = before
    else:
        now = state[key] if is_many else [state[key]]
        options = [option for option in now if option in names]
        if options != before:
            state[f"sai_{key}"] = []
    if not is_many:
        options = (options or otherwise)[:1]
    value = options if is_many else options[0]
    if key not in state or state[key] != value or state["dia_chi_trang_moi"]:
        state[key] = value


def _read(given: list[str], names: dict, written: dict) -> tuple[list, list[str]]:
    """The options a link names, by name or by code, and what it names that is none of them."""
    known = {option: option for option in names} | {name: option for option, name in names.items()}
    known |= {text: option for option, text in written.items()}
    # Links of the first versions hold the name with what is typed without accents.
    known |= {searchable(name, " · "): option for option, name in names.items()}
    found = dict.fromkeys(known[text] for text in given if text in known)
    return list(found), [text for text in given if text not in known]


def _told(label: str, key: str, names: dict, values: list, written: dict) -> None:
    """Note what is shown for the address; say what the link named and is not to be had."""
    state = st.session_state
    state[f"giu_{key}"] = list(values)
    state["dia_chi_moi"][key] = [written[value] for value in values] or [""]
    if unknown := state[f"sai_{key}"]:
        shown = [names[value] for value in values]
        said = sentences.not_in_link(label, unknown, shown)
        st.info(words.md(said), icon=":material/link_off:")


def searchable(name: str, between: str = _UNSEEN) -> str:
    """A label that is also found by typing without accents: the widget searches only its text."""
    folded = fold(name)
    return name if folded == name.casefold() else f"{name}{between}{folded}"
