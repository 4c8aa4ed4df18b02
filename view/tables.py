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
    if pd.isna(row["value"]):
        found.insert(0, "không phát sinh" if row.get("n_reported") else "chưa có số")
    if row.get("is_incomplete") and row.get("n_reported"):
        found.append("chưa đủ đơn vị")
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
    return _remarks(row | {"value": 0.0, "n_reported": 1})


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


def sources(frame: pd.DataFrame) -> Table:
    """Receipts, newest first."""
    shown = pd.DataFrame(
        {
            # Files of the sample were never received and have no number.
            "Số": ["" if number < 0 else str(number) for number in frame["source_id"]],
            "Tệp": frame["file_name"].map(words.plain),
            "Loại": [_kind_of_file(row) for row in frame.to_dict("records")],
            "Văn bản": frame["document"].map(words.plain),
            "Nhận lúc": frame["received_at"].map(words.datetime),
            "Bản ghi": frame["records"],
            "Nạp": frame["loaded"],
            "Có ghi chú": frame["noted"],
            "Bị từ chối": frame["rejected"],
        }
    )
    return Table(shown, dict.fromkeys(("Bản ghi", "Nạp", "Có ghi chú", "Bị từ chối"), words.number))


def _kind_of_file(row: dict) -> str:
    if not pd.isna(row["withdrawn_at"]):
        return f"Đã thu hồi lúc {words.datetime(row['withdrawn_at'])}"
    if row["records"] == 0:
        return "Không nhận được"
    return words.DEMO if row["is_demo"] else "Số liệu của đơn vị"


def _file(name: str, sheet: str) -> str:
    """A file as a reader finds a figure in it: its name and, in a workbook, the sheet."""
    return words.plain(name) + (f", trang tính “{words.plain(sheet)}”" if sheet else "")


def _files(names: pd.Series, sheets: pd.Series) -> list[str]:
    return [_file(name, sheet) for name, sheet in zip(names, sheets, strict=True)]


def problems(frame: pd.DataFrame) -> Table:
    """Refusals and notes: the place, what stands there, and what to do."""
    shown = pd.DataFrame(
        {
            "Mức": frame["severity"].map({"reject": "Từ chối", "note": "Ghi chú"}),
            "Tệp": _files(frame["file_name"], frame["sheet"]),
            "Dòng": frame["line"],
            "Cột": frame["column_name"].map(words.plain),
            "Trong tệp": frame["found"].map(words.plain),
            "Lý do, cách sửa": [
                words.plain(text, words.LONGEST_SENTENCE) for text in frame["reason"]
            ],
            "Đơn vị": frame["unit"].fillna(""),
            "Kỳ": frame["period"].map(words.period, na_action="ignore").fillna(""),
        }
    )
    return Table(shown)


def remarks(frame: pd.DataFrame) -> Table:
    """What offices noted beside their figures, with the place of each."""
    shown = pd.DataFrame(
        {
            "Đơn vị": frame["unit"],
            "Kỳ": frame["period"].map(words.period),
            "Chỉ tiêu": [
                row.name_vi if row.figures == 1 else f"{row.name_vi} và {row.figures - 1} số khác"
                for row in frame.rename(columns={"name": "name_vi"}).itertuples()
            ],
            "Ghi chú": [words.plain(text, words.LONGEST_SENTENCE) for text in frame["remark"]],
            "Tệp": _files(frame["file_name"], frame["sheet"]),
            "Dòng": frame["line"],
        }
    )
    return Table(shown)


def restatements(frame: pd.DataFrame) -> Table:
    """Figures stated again with another value, old and new side by side."""
    shown = pd.DataFrame(
        {
            "Đơn vị": frame["unit"],
            "Kỳ": frame["period"].map(words.period),
            "Số liệu": frame["measure"],
            "Số cũ": frame["old_value"],
            "Số mới": frame["new_value"],
            "Tệp cũ": _files(frame["old_file"], frame["old_sheet"]),
            "Dòng cũ": frame["old_line"],
            "Tệp mới": _files(frame["new_file"], frame["new_sheet"]),
            "Dòng mới": frame["new_line"],
        }
    )
    return Table(shown, {"Số cũ": words.number, "Số mới": words.number})


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
    plain_number = dict.fromkeys(("Giá trị", total_name, "So cùng kỳ"), _number)
    return Table(shown, plain_number | {"Tử số": words.number, "Mẫu số": words.number})


def _number(x: float) -> str:
    """Two decimals for fractions, none for whole numbers."""
    return words.number(x, 0 if pd.isna(x) or float(x).is_integer() else 2)


def intake_problems(problems) -> Table:
    """Refusals and notes of one file before it is loaded, refusals first."""
    ordered = sorted(problems, key=lambda p: (p.severity != "reject", p.line))
    shown = pd.DataFrame(
        [
            {
                "Mức": "Từ chối" if p.severity == "reject" else "Ghi chú",
                "Dòng": _line(p.sheet, p.line),
                "Cột": words.plain(p.column),
                "Trong tệp": words.plain(p.found),
                "Lý do, cách sửa": words.plain(p.reason, words.LONGEST_SENTENCE),
            }
            for p in ordered
        ]
    )
    return Table(shown)


def _line(sheet: str, line: int) -> str:
    where = f"trang tính “{words.plain(sheet)}”" if sheet else ""
    return ", ".join(filter(None, (where, str(line) if line else ""))) or "cả tệp"


def intake_changes(changes: pd.DataFrame) -> Table:
    """Each figure of one file beside what is on show."""
    said = {"new": "mới", "restated": "điều chỉnh", "same": "không đổi"}
    shown = pd.DataFrame(
        {
            "Dòng": [
                _line(sheet, line)
                for sheet, line in zip(changes["sheet"], changes["line"], strict=True)
            ],
            "Đơn vị": changes["unit"],
            "Kỳ": changes["period"].map(words.period),
            "Số liệu": changes["name"],
            "Thay đổi": changes["change"].map(said),
            "Số trong tệp": changes["value"],
            "Số đang dùng": changes["old_value"],
            "Tệp cũ": [words.plain(name) for name in changes["old_file"]],
        }
    )
    return Table(shown, dict.fromkeys(("Số trong tệp", "Số đang dùng"), _number))


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
