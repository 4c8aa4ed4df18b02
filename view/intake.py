"""The intake page's pieces: dropping files, showing how each was read, and publishing."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from indicators import completeness
from indicators.editions import Edition
from view import parts, sentences_files, words
from view.tables_files import intake_changes, intake_problems

_KINDS = ["csv", "txt", "tsv", "xlsx", "xlsm"]
_STATE = {
    "accept": ("Nhận đủ", "green", ":material/check_circle:"),
    "accept_with_notes": ("Nhận, có ghi chú", "blue", ":material/info:"),
    "reject_rows": ("Có dòng bị từ chối", "orange", ":material/warning:"),
    "reject_file": ("Không nhận được tệp", "orange", ":material/block:"),
}


def dropped() -> list[tuple[str, bytes]]:
    """The files the reader has dropped, names as given (they are data) and contents."""
    files = st.file_uploader(
        "Tệp số liệu (CSV hoặc Excel, mỗi tệp tối đa 20 MB)",
        type=_KINDS,
        accept_multiple_files=True,
        key="tep_nap",
    )
    return [(file.name, file.getvalue()) for file in files]


def previewed(preview: Callable, data: Path, files: list[tuple[str, bytes]], edition):
    """`preview(data, files)`, worked out once for these files and edition, not at every click."""
    key = (edition, tuple((name, hash(content)) for name, content in files))
    if st.session_state.get("xem_truoc_cua") != key:
        with st.spinner("Đang đọc và kiểm tra…"):
            st.session_state["xem_truoc"] = preview(data, files)
        st.session_state["xem_truoc_cua"] = key
    return st.session_state["xem_truoc"]


def card(index: int, preview, mend: bytes) -> None:
    """One file: state, the sum of its records, what it would change, its refusals and notes."""
    outcome = preview.outcome
    label, colour, icon = _STATE[outcome.outcome]
    with st.container(border=True, key=f"card_tep_{index}"):
        st.markdown(f"**{words.md(outcome.name)}**")
        st.badge(label, color=colour, icon=icon)
        st.markdown(words.md(sentences_files.records(outcome)))
        if preview.is_known:
            st.markdown("Tệp này đã nhận trước đây, nội dung y nguyên: nạp lại không đổi gì.")
        elif len(preview.changes):
            counts = {change: preview.count(change) for change in ("new", "restated", "same")}
            st.markdown(words.md(sentences_files.changes(counts)))
        problems = intake_problems(outcome.problems)
        if len(problems.frame):
            parts.listing(problems, "Từ chối và ghi chú", outcome.name, f"loi_{index}", "")
        if mend:
            st.download_button(
                "Tải các dòng bị từ chối để sửa",
                mend,
                f"dong-bi-tu-choi-{index + 1}.csv",
                "text/csv",
                key=f"sua_{index}",
                on_click="ignore",
                icon=":material/edit_note:",
            )
        if len(preview.changes):
            with st.expander("Xem từng số liệu đã đọc", icon=":material/table:"):
                read = intake_changes(preview.changes)
                parts.grid(read, "Số liệu đã đọc", f"so_{index}")
                parts.downloads(read, "Số liệu đã đọc", outcome.name, f"so_{index}")


def asked_to_publish(previews) -> bool:
    """The button that publishes; without any figure to publish it says why not."""
    n = sum(len(p.changes) for p in previews if not p.is_known)
    if n == 0:
        st.info("Không có số liệu mới để công bố.", icon=":material/info:")
        return False
    return st.button(
        f"Công bố {words.number(n)} số liệu",
        type="primary",
        key="cong_bo",
        icon=":material/publish:",
    )


def progress() -> Callable:
    """A progress bar for long loads, in the form the etl reports its work."""
    bar = st.progress(0.0, text="Đang nạp…")

    def watch(items, what: str):
        total = len(items)
        for done, item in enumerate(items, start=1):
            if done == total or done % 2000 == 0:
                bar.progress(done / total, text=words.md(f"{what}: {words.fraction(done, total)}"))
            yield item

    return watch


def told(loaded, fault: str | None) -> None:
    """How publishing ended."""
    if fault:
        st.error(words.md(fault), icon=":material/error:")
        return
    if not loaded.is_published or not loaded.has_news:
        st.info("Không có số liệu mới; bản số liệu đang dùng giữ nguyên.", icon=":material/info:")
        return
    st.success(
        f"Đã công bố bản số liệu {loaded.edition}. Các trang khác đã dùng bản này.",
        icon=":material/check_circle:",
    )
    if n := sum(outcome.replaced for outcome in loaded.outcomes):
        st.info(
            f"{words.number(n)} số liệu thay số đã nạp trước; số cũ và số mới xem ở trang Đã nhận"
            " và còn thiếu.",
            icon=":material/published_with_changes:",
        )
    if loaded.demo_left:
        st.info("Số liệu minh họa đã được gỡ khỏi các trang.", icon=":material/science:")


def asked_to_withdraw(edition: Edition | None) -> int | None:
    """A quiet place to take a wrong file out: the number of the file, once the reader confirms."""
    files = completeness.in_use(edition) if edition else None
    names = {} if files is None else dict(zip(files["source_id"], files["file_name"], strict=True))
    names = {int(number): words.plain(name) for number, name in names.items() if number > 0}
    if not names:
        return None
    with st.expander("Thu hồi một tệp đã nạp", icon=":material/undo:"):
        number = st.selectbox(
            "Tệp đã nạp",
            list(names),
            format_func=lambda n: f"{n} · {names[n]}",
            index=None,
            placeholder="Chọn tệp nạp nhầm",
            key="thu_hoi",
        )
        if number is None:
            return None
        st.markdown(words.md(sentences_files.withdrawal(number, names[number])))
        is_sure = st.button(f"Thu hồi tệp số {number}", key="thu_hoi_nut", icon=":material/undo:")
        return number if is_sure else None


def withdrawn(done, fault: str | None) -> None:
    """How withdrawing ended."""
    if fault:
        st.error(words.md(fault), icon=":material/error:")
        return
    name = words.md(done.receipt.name)
    st.success(
        f"Đã thu hồi tệp số {done.receipt.sequence} ({name}); đã công bố bản số liệu"
        f" {done.edition} không có số của tệp này.",
        icon=":material/check_circle:",
    )
    if done.is_demo:
        st.info(
            "Không còn tệp nào của đơn vị có số liệu: các trang trở lại số liệu minh họa.",
            icon=":material/science:",
        )
