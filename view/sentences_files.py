"""Plain official sentences on files, editions and what has been reported."""

import pandas as pd

from view import words
from view.sentences_reports import some


def fallen_back(edition: int, built_at) -> str:
    """The banner over a page that shows the last good edition instead of a damaged one."""
    return (
        f"Bản số liệu được chọn bị hỏng: trang đang dùng bản tốt gần nhất, số {edition}, lập"
        f" {words.datetime(built_at)}. Số liệu nạp sau bản này chưa hiện. Người phụ trách chạy:"
        " python -m etl load"
    )


def source(files: list[str], edition: int, built_at, is_demo: bool, most: int | None = None) -> str:
    """The source of what is shown: files, edition, when, and whether it is a demonstration.

    A page names at most `most` files, what leaves it all of them.
    """
    shown = ", ".join(words.plain(name) for name in files[:most])
    if most and len(files) > most:
        shown += f" và {words.number(len(files) - most)} tệp khác"
    said = f"Nguồn: {shown or 'chưa có tệp nào'}; bản số liệu {edition},"
    said += f" lập {words.datetime(built_at)}."
    return f"{words.DEMO}, không phải số thật. {said}" if is_demo else said


def coverage(frame: pd.DataFrame, period: str) -> str:
    """Who has reported the last period, and who has not."""
    now = frame[frame["period"] == period]
    missing = now.loc[now["status"].isin(["missing", "rejected"]), "unit"].tolist()
    have = words.fraction(len(now) - len(missing), len(now))
    said = f"{words.period(period)}: {have} đơn vị đã báo cáo"
    if not missing:
        return f"{said}."
    return f"{said}; chưa có: {some(missing, 5)}."


def records(outcome) -> str:
    """The sum of a file's records as an equation."""
    if not outcome.records:
        return "Không đọc được bản ghi nào."
    parts = (outcome.loaded, outcome.noted, outcome.rejected, outcome.records)
    loaded, noted, rejected, all_of_them = map(words.number, parts)
    partly = (
        f" Trong số bị từ chối, {words.number(outcome.partly)} bản ghi vẫn nạp được các ô khác."
        if outcome.partly
        else ""
    )
    return (
        f"Bản ghi: {loaded} nạp + {noted} có ghi chú + {rejected} bị từ chối = {all_of_them};"
        f" {outcome.contents}.{partly}"
    )


def changes(counts: dict[str, int]) -> str:
    """What loading a file would change."""
    said = {"new": "số mới", "restated": "số điều chỉnh so với đang dùng", "same": "số không đổi"}
    return "; ".join(f"{words.number(n)} {said[change]}" for change, n in counts.items()) + "."


def beaten(name: str, others) -> str:
    """Which files given together a file goes before, and on how many figures."""
    said = " và ".join(f"{words.number(n)} số của tệp “{other}”" for other, n in others)
    return f"Tệp “{name}” thay {said} chọn cùng lượt; số của tệp “{name}” sẽ được dùng."


def received(number: int, name: str, current: int) -> str:
    """A file among those that can be withdrawn."""
    said = f"{number} · {name}"
    return said if current else f"{said} (mọi số đã được tệp sau thay)"


def withdrawal(number: int, name: str) -> str:
    """What withdrawing a received file will do."""
    return (
        f"Công bố một bản số liệu mới không có số của tệp số {number} (“{name}”); số đã nạp trước"
        " mà tệp này thay thì được dùng lại. Tệp vẫn nằm trong kho lưu: nạp lại chính tệp ấy thì số"
        " liệu trở lại."
    )


def cut_short(shown: int, total: int) -> str:
    """That a table shows its first rows only, and where the others are."""
    return (
        f"Bảng hiện {words.number(shown)} dòng đầu, còn {words.number(total - shown)} dòng nữa; tệp"
        " tải về có đủ."
    )


def rows_of(first: int, last: int, total: int) -> str:
    """Which rows of a long list are on its page, and where all of them are."""
    seen = f"{words.number(first)}–{words.number(last)}"
    return f"Dòng {seen} trong {words.number(total)}; tệp tải về có đủ."
