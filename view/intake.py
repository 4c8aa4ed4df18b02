"""The intake page's pieces: dropping files, showing how each was read, and publishing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st

from indicators import completeness, periods
from indicators.editions import Edition
from view import address, exports, parts, sentences_files, tables_marked, words
from view.tables_files import intake_changes, intake_problems, intake_reasons

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Forms are filled for the periods of this year and the two before.
_YEARS = 3
_CHANGES = ("new", "restated", "same")
_STATE = {
    "accept": ("Nhận đủ", "green", ":material/check_circle:"),
    "accept_with_notes": ("Nhận, có ghi chú", "blue", ":material/info:"),
    "reject_rows": ("Có dòng bị từ chối", "orange", ":material/warning:"),
    "reject_file": ("Không nhận được tệp", "orange", ":material/block:"),
}


def dropped() -> list[tuple[str, bytes]]:
    """The files the reader has dropped, names as given (they are data) and contents.

    A file of any name is taken: what it is, its content tells.
    """
    files = st.file_uploader(
        "Tệp số liệu (CSV hoặc Excel, mỗi tệp tối đa 20 MB)",
        accept_multiple_files=True,
        key="tep_nap",
    )
    return [(file.name, file.getvalue()) for file in files]


def guide(forms: dict[str, str], areas: Callable, blank: Callable) -> None:
    """What files are taken, and blank forms to fill in.

    `areas(period)` gives the provinces and districts whose units a form can list, by code the name
    and how many; `blank(form, area, period)` the Excel file.
    """
    with st.expander("Cách trình bày tệp, mẫu trống để điền", icon=":material/help:"):
        st.markdown(
            "- Nhận tệp Excel (.xlsx, .xlsm) và tệp CSV, tối đa 20 MB mỗi tệp; tệp .xls thì mở bằng"
            " Excel rồi lưu thành .xlsx.\n"
            "- Dạng bảng: mỗi đơn vị một dòng, mỗi chỉ tiêu một cột, phía trên có một dòng “Kỳ báo"
            " cáo: Quý II/2025”.\n"
            "- Dạng liệt kê: mỗi chỉ tiêu một dòng; phía trên có dòng “Đơn vị báo cáo: Huyện Tuy"
            " Phước” và dòng “Kỳ báo cáo”, hoặc mỗi đơn vị, mỗi kỳ một cột.\n"
            "- Dạng dài: các cột don_vi, ky, chi_tieu, gia_tri, mỗi số một dòng.\n"
            "- Ghi tên đơn vị đủ loại (“Huyện Tuy Phước”) hoặc thêm cột “Mã đơn vị”. Chưa có số thì"
            " để trống, không ghi 0."
        )
        names = {code: f"{code} · {name}" for code, name in forms.items()}
        hint = "Chọn biểu mẫu, gõ không cần dấu"
        code = _chosen(st, "Mẫu trống", "mau_trong", names, hint)
        if code is not None:
            _blank_form(code, areas, blank)


def _chosen(place, label: str, key: str, names: dict[str, str], hint: str) -> str | None:
    """One of some options found by typing without accents, or none."""
    shown = {option: address.searchable(name) for option, name in names.items()}
    return place.selectbox(
        label,
        list(names),
        format_func=shown.__getitem__,
        index=None,
        placeholder=hint,
        key=key,
    )


def _blank_form(code: str, areas: Callable, blank: Callable) -> None:
    """The period and the units a blank form is filled with, both if wished, and the form."""
    places = st.columns([1, 2])
    begun = [period.code for period in periods.begun(date.today(), _YEARS)]
    periods_named = {each: words.period(each) for each in begun}
    period = _chosen(places[0], "Điền sẵn kỳ", "mau_ky", periods_named, "Không điền sẵn")
    known = _areas(areas, period)
    named = {each: f"{name} · {words.number(n)} đơn vị" for each, (name, n) in known.items()}
    hint = "Không điền sẵn; gõ tên tỉnh, huyện"
    area = _chosen(places[1], "Điền sẵn các đơn vị của", "mau_don_vi", named, hint)
    filled = [known[area][0]] if area else []
    filled += [words.period(period)] if period else []
    st.download_button(
        f"Tải mẫu: {words.md(', '.join(filled))}" if filled else "Tải mẫu trống",
        lambda: blank(code, area, period),
        exports.file_name("xlsx", "Mẫu", code, *filled),
        XLSX,
        key="tai_mau",
        on_click="ignore",
        icon=":material/download:",
    )


def _areas(areas: Callable, period: str | None) -> dict[str, tuple[str, int]]:
    """`areas(period)`, asked once for a period and not at every click."""
    if st.session_state.get("mau_noi_cua") != (period,):
        st.session_state["mau_noi"] = areas(period)
        st.session_state["mau_noi_cua"] = (period,)
    return st.session_state["mau_noi"]


def prepared(prepare: Callable, data: Path, files: list[tuple[str, bytes]], edition):
    """`prepare(data, files, watch)`, done once for these files and edition, not at every click.

    It gives the files and no fault, or the fault, which is told in the place of the rest.
    """
    key = (edition, tuple((name, hash(content)) for name, content in files))
    if st.session_state.get("xem_truoc_cua") != key:
        place = st.empty()
        with place.container(), st.spinner("Đang đọc và kiểm tra…"):
            found, fault = prepare(data, files, progress())
        place.empty()
        if fault:
            st.error(words.md(fault), icon=":material/error:")
            st.stop()
        st.session_state["xem_truoc"] = found
        st.session_state["xem_truoc_cua"] = key
    return st.session_state["xem_truoc"]


def card(index: int, file) -> None:
    """One file: state, the sum of its records, what it would change, its refusals and notes."""
    preview, mend = file.preview, file.mend
    outcome = preview.outcome
    label, colour, icon = _STATE[outcome.outcome]
    with st.container(border=True, key=f"card_tep_{index}"):
        st.markdown(f"**{words.md(outcome.name)}**")
        st.badge(label, color=colour, icon=icon)
        st.markdown(words.md(sentences_files.records(outcome)))
        if preview.is_known:
            st.markdown(
                "Tệp này đã nhận trước đây hoặc đã có trong các tệp đang chọn, nội dung y nguyên:"
                " nạp lại không đổi gì."
            )
        elif len(preview.changes):
            st.markdown(words.md(sentences_files.changes(_counts([preview]))))
            if preview.beaten:
                said = sentences_files.beaten(outcome.name, preview.beaten)
                st.warning(words.md(said), icon=":material/published_with_changes:")
        own = exports.stem(outcome.name)
        if told := outcome.problems:
            listed = intake_reasons(told), intake_problems(told)
            parts.digest(*listed, "Từ chối và ghi chú", outcome.name, f"loi_{index}", "", own)
        _as_read(file.sheets, index, is_wrong=bool(mend))
        if mend:
            # A workbook is mended as one; those are zip archives.
            is_workbook = mend.startswith(b"PK")
            st.download_button(
                "Tải các dòng bị từ chối để sửa",
                mend,
                exports.file_name("xlsx" if is_workbook else "csv", "Dòng bị từ chối", own),
                XLSX if is_workbook else "text/csv",
                key=f"sua_{index}",
                on_click="ignore",
                icon=":material/edit_note:",
            )
        if len(preview.changes):
            with st.expander("Xem từng số liệu đã đọc", icon=":material/table:"):
                read = intake_changes(preview.changes)
                parts.grid(read, "Số liệu đã đọc", f"so_{index}")
                parts.downloads(read, "Số liệu đã đọc", outcome.name, f"so_{index}", own)


def _as_read(sheets, index: int, *, is_wrong: bool) -> None:
    """The file as it was read, cells marked; open when something was refused."""
    if not sheets:
        return
    label = "Tệp như phần mềm đọc, ô có vấn đề được đánh dấu"
    with st.expander(label, icon=":material/grid_on:", expanded=is_wrong):
        st.caption("✖ ô bị từ chối · • ô có ghi chú. Cột A, B, C và số dòng như khi mở bằng Excel.")
        for number, sheet in enumerate(sheets):
            if sheet.name:
                st.markdown(f"Trang tính “{words.md(words.plain(sheet.name))}”")
            shown, colours = tables_marked.as_read(sheet, parts.palette())
            styled = shown.style.apply(lambda _, colours=colours: colours, axis=None)
            alt = f"{sheet.name or 'Tệp'} như phần mềm đọc"
            st.dataframe(styled, hide_index=True, key=f"doc_{index}_{number}", alt=alt)
            if sheet.left_out:
                n = words.number(sheet.left_out)
                st.caption(f"Còn {n} dòng có từ chối hoặc ghi chú, xem danh sách phía trên.")


def _counts(previews) -> dict[str, int]:
    """How many figures of files not yet received are new, restated and the same."""
    return {change: sum(p.count(change) for p in previews if not p.is_known) for change in _CHANGES}


def asked_to_publish(previews, is_demo: bool) -> bool:
    """The button that publishes; without any figure to publish it says why not.

    `is_demo` tells that a demonstration is on show, which publishing takes away.
    """
    counts = _counts(previews)
    # A file of nothing but printed rates has no count to change, and is taken all the same.
    if not any(p.outcome.figures for p in previews if not p.is_known):
        st.info("Không có số liệu mới để công bố.", icon=":material/info:")
        return False
    if len(previews) > 1:
        st.markdown(f"Cộng các tệp: {words.md(sentences_files.changes(counts))}")
    if is_demo:
        st.info(
            "Khi công bố, số liệu minh họa đang hiện được gỡ khỏi các trang, chỉ còn số của đơn"
            " vị.",
            icon=":material/science:",
        )
    named = {"new": "số mới", "restated": "số điều chỉnh"}
    said = [f"{words.number(counts[key])} {name}" for key, name in named.items() if counts[key]]
    label = f"Công bố {', '.join(said)}" if said else "Nhận tệp, không đổi số nào"
    return st.button(label, type="primary", key="cong_bo", icon=":material/publish:")


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


def shown_anew(tell: Callable, result: tuple) -> None:
    """Draw the page again as it is after a load or a withdrawal, and say there how it ended.

    Otherwise the button just pressed and all that was true before would still stand there.
    """
    st.session_state["ket_thuc"] = (tell, result)
    st.rerun()


def ended() -> None:
    """How the load or the withdrawal just done ended; said once."""
    if done := st.session_state.pop("ket_thuc", None):
        tell, result = done
        tell(*result)


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
    files = completeness.holding(edition) if edition else None
    rows = () if files is None else files[files["source_id"] > 0].itertuples()
    held = {int(row.source_id): row for row in rows}
    names = {number: words.plain(row.file_name) for number, row in held.items()}
    if not names:
        return None
    with st.expander("Thu hồi một tệp đã nạp", icon=":material/undo:"):
        number = st.selectbox(
            "Tệp đã nạp",
            list(names),
            format_func=lambda n: sentences_files.received(n, names[n], held[n].current_figures),
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
