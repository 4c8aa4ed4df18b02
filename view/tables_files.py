"""Tables of files: receipts, problems, remarks of offices, restated and changed figures."""

import pandas as pd

from indicators.problem_groups import few, grouped
from view import words
from view.tables import Table, number

LEVELS = {"reject": "Từ chối", "note": "Ghi chú"}
# The file that has since brought the figure which was refused.
_SINCE = "Về sau"


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
    """Refusals and notes, refusals first: the place, what stands there, and what to do; each one.

    Refusals of figures received since say in which file, and come after those still open.
    """
    frame = _open_first(frame)
    shown = pd.DataFrame(
        {
            "Mức": frame["severity"].map(LEVELS),
            "Tệp": _files(frame["file_name"], frame["sheet"]),
            "Dòng": frame["line"],
            "Cột": frame["column_name"].map(words.plain),
            "Trong tệp": frame["found"].map(words.plain),
            "Lý do, cách sửa": [
                words.plain(text, words.LONGEST_SENTENCE) for text in frame["reason"]
            ],
            "Đơn vị": frame["unit"].fillna(""),
            "Kỳ": frame["period"].map(words.period, na_action="ignore").fillna(""),
            _SINCE: frame["received_in"].map(_since),
        }
    )
    return Table(_without_empty_since(shown))


def reasons(frame: pd.DataFrame) -> Table:
    """The same with each reason of a file said once: its lines, columns, units and periods."""
    told = _open_first(frame).rename(columns={"column_name": "column"})
    told["period"] = told["period"].map(words.period, na_action="ignore")
    groups = grouped(
        told.fillna({"unit": "", "period": ""}).itertuples(index=False),
        lambda row: (row.source_id, row.received_in),
    )
    # The newest file goes first, as it is the one to be mended.
    groups.sort(key=lambda g: (_order(g.problems[0]), -g.problems[0].source_id))
    shown = pd.DataFrame(
        [
            {
                "Mức": LEVELS[first.severity],
                "Tệp": _file(first.file_name, first.sheet),
                "Dòng": group.lines or "cả tệp",
                "Số lần": len(group.problems),
                "Cột": words.plain(group.columns),
                "Trong tệp": words.plain(group.found, words.LONGEST_SENTENCE) or words.NONE,
                "Lý do, cách sửa": words.plain(group.reason, words.LONGEST_SENTENCE),
                "Đơn vị": few((row.unit for row in group.problems), "đơn vị khác"),
                "Kỳ": few((row.period for row in group.problems), "kỳ khác"),
                _SINCE: _since(first.received_in),
            }
            for group in groups
            for first in group.problems[:1]
        ]
    )
    return Table(_without_empty_since(shown), {"Số lần": words.number})


def _since(file_name: str) -> str:
    return f"đã nhận lại ở tệp {words.plain(file_name)}" if file_name else ""


def _open_first(frame: pd.DataFrame) -> pd.DataFrame:
    order = [_order(row) for row in frame.itertuples()]
    return frame.assign(order=order).sort_values("order", kind="stable").drop(columns="order")


def _order(row) -> int:
    """Refusals still open first, then those received since, then notes."""
    return 2 if row.severity != "reject" else int(bool(row.received_in))


def _without_empty_since(shown: pd.DataFrame) -> pd.DataFrame:
    return (
        shown if len(shown) and shown[_SINCE].any() else shown.drop(columns=_SINCE, errors="ignore")
    )


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


def intake_problems(problems) -> Table:
    """Refusals and notes of one file before it is loaded, refusals first; each one."""
    ordered = sorted(problems, key=lambda p: (p.severity != "reject", p.line))
    shown = pd.DataFrame(
        [
            {
                "Mức": LEVELS[p.severity],
                "Dòng": _line(p.sheet, str(p.line) if p.line else ""),
                "Cột": words.plain(p.column),
                "Trong tệp": words.plain(p.found),
                "Lý do, cách sửa": words.plain(p.reason, words.LONGEST_SENTENCE),
            }
            for p in ordered
        ]
    )
    return Table(shown)


def intake_reasons(problems) -> Table:
    """The same with each reason said once, its lines and what was found there beside it."""
    shown = pd.DataFrame(
        [
            {
                "Mức": LEVELS[group.problems[0].severity],
                "Dòng": _line(group.problems[0].sheet, group.lines),
                "Số lần": len(group.problems),
                "Cột": words.plain(group.columns),
                "Trong tệp": words.plain(group.found, words.LONGEST_SENTENCE) or words.NONE,
                "Lý do, cách sửa": words.plain(group.reason, words.LONGEST_SENTENCE),
            }
            for group in grouped(problems)
        ]
    )
    return Table(shown, {"Số lần": words.number})


def _line(sheet: str, lines: str) -> str:
    where = f"trang tính “{words.plain(sheet)}”" if sheet else ""
    return ", ".join(filter(None, (where, lines))) or "cả tệp"


def intake_changes(changes: pd.DataFrame) -> Table:
    """Each figure of one file beside what is on show."""
    said = {"new": "mới", "restated": "điều chỉnh", "same": "không đổi"}
    shown = pd.DataFrame(
        {
            "Dòng": [
                _line(sheet, str(line))
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
    return Table(shown, dict.fromkeys(("Số trong tệp", "Số đang dùng"), number))
