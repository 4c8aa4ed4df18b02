"""The last line: what fails on a page is told in Vietnamese, and logged for its maintainers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from indicators.editions import EditionError
from view import words

_LOG = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Run a page; a fault becomes a sentence with a next step instead of a traceback."""
    try:
        yield
    except EditionError as fault:
        if fault.is_found_now:
            st.rerun()  # once for each edition found damaged: the page opens on the last good one
        st.error(words.md(str(fault)), icon=":material/error:")
    # Any other fault is ours: a reader can only wait, go elsewhere or tell us, so say just that.
    except Exception:
        _LOG.exception("A page failed")
        st.error(
            "Trang này gặp lỗi và chưa hiển thị được. Số liệu không bị ảnh hưởng. Tải lại trang;"
            " nếu vẫn lỗi, báo người phụ trách phần mềm kèm đường dẫn của trang.",
            icon=":material/error:",
        )


def inside_navigation() -> None:
    """Make sure a page runs inside the dashboard, with its menu and style.

    Until somebody has opened the start page, Streamlit treats a link to another page by the rules
    of its old pages folder and runs the page file alone. Switch those rules off and start over.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def failed(fault: str) -> None:
    """Say why the dashboard cannot show anything, and stop."""
    st.error(words.md(fault), icon=":material/error:")
    st.stop()
