"""Plain official sentences on who has reported, who has not and who not enough."""

import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import TotalChange
from indicators.reports import NOT_ENOUGH, is_short
from view import words


def reported(total: pd.Series) -> str:
    """How many units the figure rests on: "10/11 đơn vị có đủ số để tính", "11/11 ... đã báo cáo".

    Who lacks a part has reported too, so that the others cannot be called those that reported.
    """
    is_all = total["n_reported"] >= total["n_expected"]
    what = "đã báo cáo" if is_all else "có đủ số để tính"
    return f"{words.fraction(total['n_reported'], total['n_expected'])} đơn vị {what}"


def basis(total: pd.Series, changes: dict[str, TotalChange | None]) -> str:
    """What a headline rests on: how many reported, and on how many units it is compared.

    `changes` holds each change by what it is against, as the card says it: "so cùng kỳ".
    """
    some: dict[int, list[str]] = {}
    for against, change in changes.items():
        if change is not None and not change.is_like_for_like:
            some.setdefault(change.n_units, []).append(against)
    said = [
        f"{' và '.join(against)} tính trên {words.number(n)} đơn vị có số ở cả hai kỳ"
        for n, against in some.items()
    ]
    return "; ".join([reported(total), *said])


def without(units: pd.DataFrame) -> list[str]:
    """Who of a comparison frame has sent not enough, and who nothing, by name."""
    short = units.loc[is_short(units), "unit"].tolist()
    silent = units.loc[units["status"] == "missing", "unit"].tolist()
    named = ((NOT_ENOUGH, short), (words.status("missing"), silent))
    return [f"{what}: {some(who, 3)}" for what, who in named if who]


def not_reported(units: list[str], names: list[str], n: int) -> str:
    """Who lacks which headline indicators: all of them, or some by their short names."""
    what = f"cả {words.number(n)} chỉ tiêu chính" if len(names) == n else ", ".join(names).lower()
    return f"Chưa có số của {what} ({words.number(len(units))} đơn vị): {some(units)}."


def short(units: list[str], names: list[str], n: int) -> str:
    """Who sent something, but not what some headline indicators need."""
    what = ", ".join(names).lower()
    said = f"{NOT_ENOUGH[:1].upper()}{NOT_ENOUGH[1:]} {what}"
    return f"{said} ({words.number(len(units))} đơn vị): {some(units)}."


def some(units: list[str], most: int = 15) -> str:
    """The first units by name and how many more there are."""
    more = f" và {words.number(len(units) - most)} đơn vị khác" if len(units) > most else ""
    return ", ".join(units[:most]) + more


def own_figure(row: pd.Series, indicator: Indicator, name: str) -> str:
    """What a unit stated for the whole of itself, beside the sum of its units that pages show.

    `row` is a row of an own_figures frame.
    """
    stated = words.value_with_unit(indicator, row["value"])
    if indicator.is_ratio:
        stated += f" ({words.fraction(row['numerator'], row['denominator'])})"
    said = f"{name} báo cáo chung cả địa bàn {words.period_in_text(row['period'])}: {stated}"
    if pd.isna(row["summed"]):
        return f"{said}; các đơn vị chưa có đủ số để cộng."
    summed = words.value_with_unit(indicator, row["summed"])
    of = words.fraction(row["n_reported"], row["n_expected"])
    said += f"; trang này dùng tổng của {of} đơn vị: {summed}."
    return said + (" Hai số không khớp, cần hỏi lại nơi báo cáo." if row["is_different"] else "")


def not_drawn(units: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Who has no row in a chart for having no figure; "" when everybody has."""
    left = units.loc[~units["unit_key"].isin(drawn["unit_key"]), "unit"].tolist()
    if not left:
        return ""
    return f"Không vẽ {words.number(len(left))} đơn vị chưa có số: {some(left)}."
