"""Words on units that changed: frames, what became of a unit, why areas stand together."""

from datetime import date

import pandas as pd

from indicators.frames import AS_REPORTED, FORMER, PRESENT
from indicators.lineage import Lineage
from view import words

FRAMES = {
    AS_REPORTED: "Theo đơn vị lúc báo cáo",
    FORMER: "Theo địa bàn huyện cũ",
    PRESENT: "Theo đơn vị hiện nay",
}
FRAME_HELP = (
    "Theo đơn vị lúc báo cáo: số của chính đơn vị đã gửi. Theo địa bàn huyện cũ: các xã hiện nay"
    " cộng về huyện cũ. Theo đơn vị hiện nay: các đơn vị cũ cộng về đơn vị hiện nay. Tổng của phạm"
    " vi như nhau trong cả ba cách."
)
LEVELS = {"huyen": "Huyện (cũ)", "xa": "Xã (cũ)"}
LEVEL_HELP = "Trước khi sắp xếp, lấy số do huyện báo cáo hay số do xã báo cáo."
_NAMED = 12


def marks(starts: dict[str, date]) -> list[tuple[str, str]]:
    """Period and caption of each line that marks a reform on a time axis."""
    return [(period, f"sắp xếp ĐVHC {words.date(when)}") for period, when in starts.items()]


def across(when: date) -> str:
    """The label of the switch for changes over a reform."""
    return f"So sánh qua mốc {words.date(when)}"


ACROSS_HELP = (
    "Mặc định không tính: khi bỏ cấp huyện, một phần nhiệm vụ chuyển về xã hoặc lên tỉnh, nên số"
    " hai bên mốc không cùng phạm vi công việc dù cùng địa bàn."
)


def not_compared(period: str, when: date, *, is_bridged: bool) -> str:
    """Why there is no change against the same period last year, and how to get one.

    `is_bridged`: the areas of the frame have figures on both sides.
    """
    frame = "" if is_bridged else f"chọn “{FRAMES[FORMER]}” và "
    return (
        f"{words.period(period)} không so với cùng kỳ năm trước vì đơn vị được sắp xếp lại từ"
        f" {words.date(when)}; muốn tính, {frame}bật “{across(when)}” ở cột bên trái."
    )


def became(line: Lineage) -> str:
    """What became of a unit that ended; "" for one that lives."""
    if line.ended_on is None:
        return ""
    said = f"{line.name} kết thúc hoạt động ngày {words.date(line.ended_on)}"
    if line.after.empty:
        return f"{said}."
    only = line.after.loc[~line.after["is_whole"], "name"]
    said += f"; nay thuộc {_listed(line.after['name'])}"
    if len(line.after) > 1 and 0 < len(only) < len(line.after):
        said += f" (một phần ở {_listed(only)})"
    elif len(line.after) > 1 and len(only):
        said += " (mỗi nơi một phần)"
    return f"{said}."


def came_from(line: Lineage) -> str:
    """What a unit that began with a reform was made of; "" when that is not known."""
    if line.began_on is None or line.before.empty:
        return ""
    parts = line.before["name"] + (~line.before["is_whole"]).map({True: " (một phần)", False: ""})
    said = f"{line.name} hoạt động từ {words.date(line.began_on)}, hình thành từ {_listed(parts)}"
    if len(line.districts):
        said += f"; trên địa bàn {_listed(line.districts['name'])} cũ"
    return f"{said}."


def _listed(names: pd.Series) -> str:
    """Names one after another, each with its type, the first dozen."""
    shown = [f"{name[:1].lower()}{name[1:]}" for name in names.head(_NAMED)]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" và {words.number(more)} đơn vị khác" if more > 0 else "")


def grouped(why: pd.DataFrame, frame: str) -> list[str]:
    """Why areas stand together, a sentence each."""
    reason = "nằm trên địa bàn nhiều huyện cũ" if frame == FORMER else "đã chia cho nhiều đơn vị"
    return [
        f"{row.unit} tính chung: {_listed(pd.Series(row.because, dtype='str'))} {reason},"
        " không có tỷ lệ chia."
        for row in why.itertuples()
    ]


def left_out(names: pd.Series) -> str:
    """Which units lie across the border of a scope and are in no sum of it; "" when none."""
    if names.empty:
        return ""
    return f"Không cộng vào tổng vì nằm cả trên địa bàn tỉnh khác: {_listed(names)}."
