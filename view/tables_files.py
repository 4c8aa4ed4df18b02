"""Tables of files: receipts, problems, remarks of offices, restated and changed figures."""

import pandas as pd

from indicators.problem_groups import grouped
from view import words
from view.tables import Table, number

LEVELS = {"reject": "Từ chối", "note": "Ghi chú"}


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
    """Refusals and notes, refusals first: the place, what stands there, and what to do."""
    frame = frame.sort_values("severity", key=lambda s: s != "reject", kind="stable")
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
                "Trong tệp": words.plain(group.found, words.LONGEST_SENTENCE),
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
