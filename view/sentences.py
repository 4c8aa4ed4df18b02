"""Plain official sentences: the same facts always give the same words."""

import pandas as pd

from indicators.briefing import Headline
from indicators.catalogue import Indicator
from indicators.comparison import Course, TotalChange
from indicators.periods import calendar_end, from_code
from indicators.reports import has_enough
from indicators.trend import is_representative
from view import words
from view.doubts import OVER, is_over
from view.sentences_reports import reported, some, without

_LONGEST_UNKNOWN = 40
_MOST_WAYS = 3


def lead(found: list[Headline], total_name: str) -> str:
    """The briefing in two or three sentences: what the headlines say, and who has not reported."""
    first = next((h for h in found if not pd.isna(h.total["value"])), None)
    if first is None:
        period = words.period(found[0].total["period"])
        return f"{period}: chưa có số liệu của các chỉ tiêu chính."
    total = first.total
    said = _whole(first.indicator, total, total_name)
    if first.verdict != "none":
        said += f", {_moved(first)}"
    worst = _worst(first)
    if worst is not None:
        said += f"; riêng {worst['unit']}"
        said += f" {words.moved(first.indicator, worst['change_last_year'])}"
    others = "; ".join(_news(h) for h in found if h is not first and _has_news(h))
    if others:
        said += f". {others[:1].upper()}{others[1:]}"
    return f"{said}. {_who(total, first.units)}."


def _has_news(headline: Headline) -> bool:
    """True when a headline has moved for better or worse and most of the scope stands behind it."""
    return headline.verdict in ("improvement", "concern") and is_representative(headline.total)


def _news(headline: Headline) -> str:
    """One clause: "tỷ lệ giải quyết khiếu nại 73,3 % (11/15), giảm 8,02 điểm so cùng kỳ"."""
    indicator, total = headline.indicator, headline.total
    said = f"{_in_text(indicator.short_vi)} {words.value_with_unit(indicator, total['value'])}"
    if indicator.is_ratio:
        said += f" ({words.fraction(total['numerator'], total['denominator'])})"
    return f"{said}, {_moved(headline)}"


def _moved(headline: Headline) -> str:
    """The change since last year, with the units it rests on when they are under half of those
    that have reported.
    """
    change = headline.from_last_year
    said = f"{words.moved(headline.indicator, change.change)} so cùng kỳ"
    if change.n_units * 2 >= headline.total["n_reported"]:
        return said
    return f"{said} (tính trên {words.number(change.n_units)} đơn vị có số ở cả hai kỳ)"


def _who(total: pd.Series, units: pd.DataFrame) -> str:
    """How many have what is needed, who has not enough and who has sent nothing.

    "10/11 đơn vị có đủ số để tính; chưa báo cáo: Vân Canh".
    """
    said = [] if not is_representative(total) else [reported(total)]
    said += without(units)
    return "; ".join(said)[:1].upper() + "; ".join(said)[1:]


def _whole(indicator: Indicator, total: pd.Series, total_name: str) -> str:
    """A total's figure; called the whole scope's only when most of it has reported."""
    period, name = words.period(total["period"]), _in_text(indicator.short_vi)
    value = words.value_with_unit(indicator, total["value"])
    if is_representative(total):
        return f"{period}: {name} {_in_text(total_name)} {value}"
    return f"{period}: mới {reported(total)}; {name} của các đơn vị này {value}"


def _in_text(name: str) -> str:
    """A name for the middle of a sentence; one that is written in capitals stays so."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _worst(headline: Headline) -> pd.Series | None:
    rows = headline.units
    rows = rows[(rows["verdict"] == "concern") & (rows["reason"] == "")]
    return None if rows.empty else rows.loc[rows["change_last_year"].abs().idxmax()]


def basis(indicator: Indicator, total: pd.Series, change: TotalChange | None) -> str:
    """What a headline rests on: how many reported, and on how many units it is compared."""
    said = reported(total)
    if change is not None and not change.is_like_for_like:
        said += f"; so cùng kỳ tính trên {words.number(change.n_units)} đơn vị có số ở cả hai kỳ"
    return said


def delta(
    indicator: Indicator, change: TotalChange | None, against: str, *, is_new: bool = False
) -> str:
    """A change as a card shows it: "−0,14 điểm so cùng kỳ"; says why there is no comparison.

    `is_new`: the units were reformed since.
    """
    if is_new:
        return f"Không {against}: đơn vị đã sắp xếp lại"
    if change is None:
        return f"Chưa có số để {against}"
    return changed(indicator, change.change, against)


def changed(indicator: Indicator, change: float, against: str) -> str:
    """A change and what it is against: "−0,14 điểm so cùng kỳ", "không đổi so cùng kỳ"."""
    shown = words.change(indicator, change)
    return f"{shown if shown[0] in '+−' else 'không đổi'} {against}"


def mover(row: pd.Series, indicator: Indicator) -> str:
    """One unit's line among the movers: "96,20 % (5.033/5.232), giảm 2,75 điểm"."""
    said = words.value_with_unit(indicator, row["value"])
    if indicator.is_ratio:
        said += f" ({words.fraction(row['numerator'], row['denominator'])})"
    return f"{said}, {words.moved(indicator, row['change_last_year'])}"


def no_movers(found: list[Headline], otherwise: str) -> str:
    """Why no unit is named: nothing to compare with, or nobody moved that way."""
    if found and all(h.is_new_since_last_year for h in found):
        return "Không so cùng kỳ: đơn vị đã sắp xếp lại."
    if all(h.units["change_last_year"].isna().all() for h in found):
        return "Chưa có số cùng kỳ để so sánh."
    return otherwise


def trend(frame: pd.DataFrame, indicator: Indicator, ways: list[Course]) -> str:
    """What a series says: the total at its last period, and which way total or units have gone."""
    total = frame[frame["is_total"]]
    last = total[total["value"].notna()]
    ends = "; ".join(_way(way, indicator) for way in ways[:_MOST_WAYS])
    if len(ways) > _MOST_WAYS:
        ends += f"; {words.number(len(ways) - _MOST_WAYS)} đơn vị khác xem biểu đồ"
    if last.empty and not ends:
        return "Chưa có số liệu của chỉ tiêu này trong phạm vi đã chọn."
    if last.empty:
        return f"{ends}."
    row = last.iloc[-1]
    said = _whole(indicator, row, row["unit"])
    if indicator.is_ratio:
        said += f" ({words.fraction(row['numerator'], row['denominator'])})"
    if ways and ways[0].unit == row["unit"]:
        way = words.moved(indicator, ways[0].change)
        said += f", {way} so với {words.period_in_text(ways[0].start)}"
        ends = ""
    if is_representative(row):
        said += f"; {reported(row)}"
    return f"{said}. {ends}." if ends else f"{said}."


def _way(way: Course, indicator: Indicator) -> str:
    """One unit's way: "Hoài Ân 96,20 %, giảm 2,61 điểm từ quý I/2021 đến quý II/2025"."""
    said = f"{way.unit} {words.value_with_unit(indicator, way.value)}"
    said += f", {words.moved(indicator, way.change)} từ {words.period_in_text(way.start)}"
    return f"{said} đến {words.period_in_text(way.end)}"


def comparison(frame: pd.DataFrame, indicator: Indicator, period: str) -> str:
    """What a comparison says: how many have figures, the best and the weakest, who has none."""
    enough = frame[has_enough(frame)]
    counts = {"n_reported": len(enough), "n_expected": len(frame)}
    said = f"{words.period(period)}: {reported(pd.Series(counts))}"
    if partial := int(frame["is_incomplete"].sum()):
        said += f", {words.number(partial)} địa bàn chưa đủ đơn vị"
    ranked = frame[frame["rank"].notna()]
    if len(ranked) > 1:
        said += f"; {_ends(ranked, indicator)}"
    elif len(enough) and (frame["reason"] != "").all():
        said += f"; {enough.iloc[0]['reason']}"
    more = [f"{text[:1].upper()}{text[1:]}" for text in without(frame)]
    return ". ".join([said, *more]) + "."


def _ends(ranked: pd.DataFrame, indicator: Indicator) -> str:
    """Who is highest and who lowest of the ranked units, best first; all equal: that they are."""
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    first, last = (words.value(indicator, row["value"]) for row in (best, worst))
    if first == last:
        return f"các đơn vị được xếp hạng đều {first}"
    names = ("cao nhất", "thấp nhất")
    ends = names if indicator.polarity == "higher" else names[::-1]
    return f"{ends[0]} {best['unit']} {first}, {ends[1]} {worst['unit']} {last}"


def chart_title(indicator: Indicator, kind: str) -> str:
    """The line above a chart: "Tỷ lệ đúng hạn · % · theo quý · cao là tốt"."""
    to_date = " · lũy kế từ đầu năm" if indicator.basis == "to_date" else ""
    good = words.polarity(indicator.polarity)
    return f"{indicator.short_vi} · {indicator.unit_vi} · theo {words.kind(kind)}{to_date} · {good}"


def middle(indicator: Indicator, value: float | None, total_name: str, *, is_goal: bool) -> str:
    """What stands in the middle of a map's colours; "" when they run one way only."""
    if indicator.polarity == "neither" or pd.isna(value):
        return ""
    name = "mục tiêu" if is_goal else _in_text(total_name)
    return f"Chỗ đổi màu: {name} {words.value(indicator, value)}"


def no_figure(period: str) -> tuple[str, str]:
    """That a period has no figure of an indicator, and what to do."""
    return (
        f"{words.period(period)} chưa có số liệu của chỉ tiêu này.",
        "Chọn kỳ hoặc chỉ tiêu khác, hoặc xem trang Đã nhận và còn thiếu.",
    )


def lacking_outlines(units: list[str], n: int) -> str:
    """Why tiles are drawn though there are files of boundaries: who has none."""
    if len(units) == n:
        return "Tệp ranh giới chưa có đơn vị nào của phạm vi này nên bản đồ vẽ theo ô."
    return f"Bản đồ vẽ theo ô vì chưa có ranh giới của: {some(units)}."


def target(goal: pd.Series, indicator: Indicator) -> str:
    """A goal as a card shows it; one made for the demonstration says so."""
    of_the_year = "cả năm " if indicator.basis == "to_date" else ""
    said = f"mục tiêu {of_the_year}{words.short_value(indicator, goal['value'])}"
    return f"{said} (minh họa)" if goal["scope"] == "minh_hoa" else said


def counted(indicator: Indicator) -> str:
    """What the fraction of a headline counts."""
    family = {
        "ho_so_tthc": "hồ sơ đã giải quyết",
        "khieu_nai_to_cao": "vụ việc",
        "lao_dong_viec_lam": "lao động/kế hoạch năm",
    }
    return family.get(indicator.family, "")


def profile(row: dict, indicator: Indicator, total_name: str) -> str:
    """What stands under a unit's figure: counts, the total's value, age and remarks."""
    said = []
    counts = words.fraction(row["numerator"], row["denominator"])
    if indicator.denominator and counts != words.NONE:
        said.append(counts)
    if not pd.isna(row["total"]) and is_representative(row):
        said.append(f"{_in_text(total_name)} {words.value_with_unit(indicator, row['total'])}")
    if is_over(indicator, row["value"]):
        said.append(OVER)
    if row["is_old"]:
        said.append(f"số của {words.period_in_text(row['period'])}")
    if not pd.isna(row["stated"]):
        said.append(f"báo cáo in {words.number(row['stated'], 2)}{words.NBSP}%")
    for flag, text in (
        ("is_late", "nộp muộn"),
        ("is_restated", "đã điều chỉnh"),
        ("is_derived", "tính từ lũy kế"),
    ):
        if row[flag]:
            said.append(text)
    return " · ".join(said)


def unit(name: str, rows: pd.DataFrame, period: str, valid_to=None) -> str:
    """How much of a unit's profile is of the period itself; that it ended, when it had by then.

    `valid_to` is the first day on which the unit is no more.
    """
    if rows.empty:
        return f"{name}: chưa có số liệu."
    if not pd.isna(valid_to) and valid_to <= pd.Timestamp(calendar_end(from_code(period))):
        last = words.period_in_text(max(rows["period"], key=from_code))
        return (
            f"{name} không còn hoạt động từ {words.date(valid_to)}; số dưới đây là của kỳ cuối"
            f" cùng có số, gần nhất là {last}."
        )
    new = int((~rows["is_old"]).sum())
    said = f"{name}, {words.period_in_text(period)}: có số của {words.number(new)}"
    said += f"/{words.number(len(rows))} chỉ tiêu"
    worse = int(((rows["verdict"] == "concern") & ~rows["is_old"]).sum())
    better = int(((rows["verdict"] == "improvement") & ~rows["is_old"]).sum())
    return f"{said}; so cùng kỳ {better} chỉ tiêu tốt lên, {worse} chỉ tiêu kém đi."


def not_in_link(label: str, unknown: list[str], shown: list[str]) -> str:
    """What a link asked for and cannot be had, and what is shown instead."""
    names = ", ".join(words.plain(text, _LONGEST_UNKNOWN) for text in unknown[:3])
    seeing = ", ".join(shown) or "chung, không chọn riêng"
    said = f"Liên kết nêu {_in_text(label)} {names} không có trong bản số liệu"
    return f"{said}; đang xem {seeing}."


def not_chosen(label: str, gone: list[str], too_many: list[str], most: int | None) -> list[str]:
    """Which choices were left out: no longer there, or more than a chart can show."""
    said = []
    if gone:
        said.append(f"{label} không có trong phạm vi, cách xếp này nên bỏ chọn: {some(gone)}.")
    if too_many:
        said.append(f"Chọn được tối đa {most} {_in_text(label)}; không xem: {some(too_many)}.")
    return said


def catalogue(n_found: int, n_all: int) -> str:
    """How many indicators are listed."""
    if n_found == n_all:
        return f"Danh mục có {words.number(n_all)} chỉ tiêu."
    if n_found == 0:
        return "Không có chỉ tiêu nào khớp; thử từ khác hoặc để trống."
    return f"Tìm thấy {words.number(n_found)}/{words.number(n_all)} chỉ tiêu."
