"""The same numbers as the charts, as tables with Vietnamese headings."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from indicators.catalogue import Indicator
from view import words


@dataclass(frozen=True)
class Table:
    """A frame with Vietnamese headings, raw numbers, and how each column is written on a page."""

    frame: pd.DataFrame
    formats: dict[str, Callable] = field(default_factory=dict)

    @property
    def mixed(self) -> list[str]:
        """Columns where rates and counts stand together, each number written as it is."""
        return [name for name, write in self.formats.items() if write is number]


def _figures(frame: pd.DataFrame, indicator: Indicator) -> tuple[dict, dict]:
    """Value, numerator and denominator columns, and how they are written."""
    name = value_name(indicator)
    columns = {name: frame["value"]}
    formats = {name: lambda x: words.value(indicator, x)}
    if indicator.is_ratio:
        columns |= {"Tử số": frame["numerator"], "Mẫu số": frame["denominator"]}
        formats |= {"Tử số": words.number, "Mẫu số": words.number}
    return columns, formats


def value_name(indicator: Indicator) -> str:
    """Heading of a value column: short name with its unit."""
    return f"{indicator.short_vi} ({indicator.unit_vi})"


def series(frame: pd.DataFrame, indicator: Indicator) -> Table:
    """A series frame, one row a unit and period."""
    columns, formats = _figures(frame, indicator)
    shown = pd.DataFrame(
        {
            "Đơn vị": frame["unit"],
            "Kỳ": frame["period"].map(words.period),
            **columns,
            "Số đơn vị đã báo cáo": frame["n_reported"],
            "Số đơn vị": frame["n_expected"],
            "Ghi chú": [_remarks(row) for row in frame.to_dict("records")],
        }
    )
    return Table(shown, formats)


def _remarks(row: dict) -> str:
    said = {
        "is_late": "nộp muộn",
        "is_derived": "tính từ lũy kế",
        "is_restated": "đã điều chỉnh",
        "is_demo": words.DEMO.lower(),
    }
    found = [text for flag, text in said.items() if row.get(flag)]
    some = row.get("is_incomplete") and row.get("n_reported")
    if some:
        found.append(f"mới có {words.fraction(row['n_reported'], row['n_expected'])} đơn vị")
    elif pd.isna(row["value"]):
        found.insert(0, "không phát sinh" if row.get("n_reported") else "chưa có số")
    if row.get("is_estimate"):
        found.append("ước tính")
    if pd.isna(row["numerator"]) and pd.notna(row["stated"]):
        found.append(f"báo cáo in {words.number(row['stated'], 2)}{words.NBSP}%")
    return "; ".join(found)


def comparison(frame: pd.DataFrame, indicator: Indicator) -> Table:
    """A comparison frame, best first."""
    columns, formats = _figures(frame, indicator)
    unit = "điểm" if words.is_percent(indicator) else indicator.unit_vi
    last_year = f"So cùng kỳ ({unit})"
    previous = f"So kỳ trước ({unit})"
    shown = pd.DataFrame(
        {
            "Hạng": frame["rank"],
            "Đơn vị": frame["unit"],
            **columns,
            "Cùng kỳ năm trước": frame["last_year"],
            last_year: frame["change_last_year"],
            "Kỳ trước": frame["previous"],
            previous: frame["change_previous"],
            "Ghi chú": [
                "; ".join(filter(None, (row["reason"], _flags(row))))
                for row in frame.to_dict("records")
            ],
        }
    )
    for name in (last_year, previous):
        formats[name] = lambda x: words.change(indicator, x)
    for name in ("Cùng kỳ năm trước", "Kỳ trước"):
        formats[name] = lambda x: words.value(indicator, x)
    return Table(shown, formats | {"Hạng": words.number})


def _flags(row: dict) -> str:
    return _remarks(row | {"value": 0.0, "is_incomplete": False})


def coverage(frame: pd.DataFrame) -> Table:
    """A coverage frame, one row a unit and period."""
    shown = pd.DataFrame(
        {
            "Đơn vị": frame["unit"],
            "Kỳ": frame["period"].map(words.period),
            "Tình trạng": frame["status"].map(words.status),
            "Chi tiết": frame["detail"],
        }
    )
    return Table(shown)


def with_detail(frame: pd.DataFrame) -> pd.DataFrame:
    """A coverage frame with a Vietnamese `detail` for each cell, for hover and table."""
    return frame.assign(detail=[_detail(row) for row in frame.to_dict("records")])


def _detail(row: dict) -> str:
    said = [words.status(row["status"])]
    if row["figures"]:
        said.append(f"{words.number(row['figures'])} số liệu")
    if row["status"] == "late" or row["restated"]:
        said.append(f"báo cáo ngày {words.date(row['reported_on'])}")
    if row["status"] == "late":
        said.append(f"hạn {words.date(row['due_on'])}")
    if row["restated"]:
        said.append(f"{words.number(row['restated'])} số đã điều chỉnh")
    if row["rejects"]:
        said.append(f"{words.number(row['rejects'])} số bị từ chối: {words.plain(row['reason'])}")
    return "; ".join(said)


def catalogue(
    indicators: dict[str, Indicator], families: dict[str, str], names: dict[str, str]
) -> Table:
    """Every indicator with its formula in words, for download."""
    shown = pd.DataFrame(
        [
            {
                "Nhóm": families[i.family],
                "Mã": i.code,
                "Chỉ tiêu": i.name_vi,
                "Đơn vị tính": i.unit_vi,
                "Công thức": i.definition_vi,
                "Tử số": " + ".join(i.numerator),
                "Mẫu số": " + ".join(i.denominator),
                "Chiều tốt": words.polarity(i.polarity),
                "Lưu ý": words.named(i.caution_vi, names),
                "Tên khác": "; ".join(i.aliases),
            }
            for i in indicators.values()
        ]
    )
    return Table(shown)


def of_units(frame: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """The rows of the chosen units and the total; all rows when none is chosen."""
    return frame[frame["unit_key"].isin(chosen) | frame["is_total"]] if chosen else frame


def profile(rows: pd.DataFrame, indicators: dict[str, Indicator], total_name: str) -> Table:
    """A unit's profile, one row an indicator; values keep their own units."""
    shown = pd.DataFrame(
        {
            "Chỉ tiêu": [indicators[code].name_vi for code in rows["indicator"]],
            "Đơn vị tính": [indicators[code].unit_vi for code in rows["indicator"]],
            "Kỳ": rows["period"].map(words.period),
            "Giá trị": rows["value"],
            "Tử số": rows["numerator"],
            "Mẫu số": rows["denominator"],
            total_name: rows["total"],
            "So cùng kỳ": rows["change_last_year"],
            "Ghi chú": [_remarks(row | {"n_reported": 1}) for row in rows.to_dict("records")],
        }
    )
    plain_number = dict.fromkeys(("Giá trị", total_name, "So cùng kỳ"), number)
    return Table(shown, plain_number | {"Tử số": words.number, "Mẫu số": words.number})


def number(x: float) -> str:
    """Two decimals for fractions, none for whole numbers."""
    return words.number(x, 0 if pd.isna(x) or float(x).is_integer() else 2)


def measures(found: dict[str, dict], names: dict[str, str]) -> Table:
    """Every figure a file may state, with its code, for those who prepare files."""
    shown = pd.DataFrame(
        [
            {
                "Mã": m["code"],
                "Số liệu": m["name_vi"],
                "Đơn vị tính": m["unit_vi"],
                "Biểu mẫu": m["form"],
                "Cột": m["form_column"],
                "Lưu ý": words.named(m["note"], names),
            }
            for m in found.values()
        ]
    )
    return Table(shown)
