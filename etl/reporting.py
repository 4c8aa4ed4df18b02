"""What a load or a check says: one JSON object a file for programs, Vietnamese lines for people."""

import os
import sys
from decimal import Decimal

import pandas as pd

from etl.crossfoot import known_counts, recomputed
from etl.examining import Outcome
from etl.problems import Problem, plain
from etl.understanding import Figure
from etl.withdrawing import Withdrawn
from indicators.catalogue import Catalogue
from indicators.numerals import number, period_name
from indicators.problem_groups import Group, grouped

_WORDS = {
    "accept": "đã nhận đủ",
    "accept_with_notes": "đã nhận, có ghi chú",
    "reject_rows": "có dòng bị từ chối",
    "reject_file": "không nhận được tệp",
}
_MOST_LINES = 40
_MOST_RATES = 8
_MOST_NAMES = 10


def say(text: str, end: str = "\n") -> None:
    """Print to standard output; a reader who has left the pipe ("| head -1") is no fault."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        # What follows goes nowhere, or Python would complain of it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_json(outcome: Outcome) -> dict:
    """The stable contract of `--json`: one object a file; values are decimal strings."""
    return {
        "file": outcome.name,
        "outcome": outcome.outcome,
        "form": outcome.form,
        "rows": [_row(figure) for figure in outcome.figures],
        "rejects": [place(p) for p in outcome.problems if p.severity == "reject"],
        "notes": [place(p) for p in outcome.problems if p.severity == "note"],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _row(figure: Figure) -> dict:
    return {
        "don_vi": figure.unit.short_name,
        "ma_don_vi": figure.unit.code,
        "ky": figure.period.code,
        "chi_tieu": figure.subject.code,
        "gia_tri": _text(figure.value),
        "tu_so": _text(figure.numerator),
        "mau_so": _text(figure.denominator),
        "line": figure.line,
        "column": figure.column,
        **_sheet(figure.sheet),
    }


def place(problem: Problem) -> dict:
    """A problem as the contract of `--json` shows it."""
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "found": problem.found,
        "reason": problem.reason,
        **_sheet(problem.sheet),
    }


def _sheet(name: str) -> dict:
    """The sheet of a workbook; a delimited file has none."""
    return {"sheet": name} if name else {}


def as_lines(outcome: Outcome, catalogue: Catalogue) -> list[str]:
    """The same for a person: result, the sum of records, recomputed rates, then every problem."""
    lines = [f"{outcome.name}: {_WORDS[outcome.outcome]}"]
    if outcome.is_back:
        lines.append("  Tệp này đã nhận rồi thu hồi: từ nay số liệu của tệp được dùng lại.")
    elif outcome.is_known:
        lines.append("  Tệp này đã được nhận trước đó, nội dung y nguyên: không tính thêm lần nữa.")
    if outcome.records:
        lines.append(f"  {outcome.equation}; nạp {outcome.contents}")
    if outcome.replaced:
        lines.append(
            f"  Thay số đã nạp trước: {number(outcome.replaced)} số liệu; số cũ, số mới, tệp và"
            " dòng cũ ghi ở phần Ghi chú"
        )
    if outcome.is_demo:
        lines.append("  Số liệu minh họa: tệp tự ghi là số không thật.")
    lines += _rates(outcome, catalogue)
    for severity, title in (("reject", "Từ chối"), ("note", "Ghi chú")):
        found = [p for p in outcome.problems if p.severity == severity]
        if found:
            lines.append(f"  {title} ({number(len(found))}):")
            groups = grouped(found)
            shown = [f"    {_sentence(group)}" for group in groups[:_MOST_LINES]]
            lines += _short(shown, len(groups), "mục")
    return lines


def _short(shown: list[str], count: int, what: str) -> list[str]:
    """The lines shown, and how many were left out."""
    if len(shown) == count:
        return shown
    rest = f"{number(count - len(shown))} {what} nữa"
    return [*shown, f"    … và {rest} (xem ở trang Đã nhận và còn thiếu, hoặc dùng --json)"]


def _sentence(group: Group) -> str:
    first, count = group.problems[0], len(group.problems)
    place = f"Dòng {group.lines}" if group.lines else "Cả tệp"
    if first.sheet:
        place = f"Trang tính “{first.sheet}”, dòng {group.lines}".removesuffix(", dòng ")
    column = f", cột {group.columns}" if group.columns else ""
    often = f"{number(count)} lần" if count > 1 else ""
    found = f"trong tệp: {group.found}" if group.reason != first.reason else ""
    told = "; ".join(filter(None, (often, found)))
    return f"{place}{column}: {group.reason}" + (f" ({told})" if told else "")


def _rates(outcome: Outcome, catalogue: Catalogue) -> list[str]:
    """The ratios that the file's own counts give, "99,86 % (19.517/19.545)"; the first few."""
    known = known_counts(outcome.checked, catalogue)
    places = dict.fromkeys((c.unit, c.period) for c in outcome.checked.counts)
    ratios = [indicator for indicator in catalogue.indicators.values() if indicator.is_ratio]
    found = [
        (unit, period, indicator, sides)
        for unit, period in places
        for indicator in ratios
        if (sides := recomputed(indicator, unit, period, known))
    ]
    lines = []
    for unit, period, indicator, (top, bottom) in found[:_MOST_RATES]:
        exact = top / bottom * Decimal(indicator.scale)
        lines.append(
            f"  {unit.name}, {period_name(period)}: {indicator.name_vi}"
            f" {number(exact, 2)}\u00a0% ({number(top)}/{number(bottom)})"
        )
    return _short(lines, len(found), "tỷ lệ")


def news_lines(files: pd.DataFrame, before: dict[int, bool]) -> list[str]:
    """The files of an edition that are new in it, withdrawn or back.

    `files` are its receipts; `before` tells, by number, the files of the edition before and whether
    each was in use.
    """
    said: dict[str, list[str]] = {"Tệp mới": [], "Thu hồi": [], "Dùng lại": []}
    for row in files.itertuples():
        is_used = pd.isna(row.withdrawn_at)
        if row.source_id not in before:
            what = "Tệp mới" if is_used else "Thu hồi"
        elif before[row.source_id] != is_used:
            what = "Dùng lại" if is_used else "Thu hồi"
        else:
            continue
        sequence = f"{row.source_id} " if row.source_id > 0 else ""
        said[what].append(f"{sequence}“{plain(row.file_name)}”")
    lines = []
    for what, names in said.items():
        if names:
            rest = len(names) - _MOST_NAMES
            more = f" và {number(rest)} tệp nữa" if rest > 0 else ""
            lines.append(f"      {what}: {', '.join(names[:_MOST_NAMES])}{more}")
    return lines


def withdrawn_lines(done: Withdrawn) -> list[str]:
    """That a file was withdrawn, and how to take that back."""
    lines = [
        f"Đã thu hồi tệp số {done.receipt.sequence} (“{done.receipt.name}”); đã công bố bản số liệu"
        f" {done.edition} không có số của tệp này.",
        "Tệp vẫn nằm trong kho lưu; nạp lại chính tệp ấy thì số liệu được dùng lại.",
    ]
    if done.is_demo:
        lines.append("Không còn tệp nào của đơn vị có số liệu: trang trở lại số liệu minh họa.")
    return lines
