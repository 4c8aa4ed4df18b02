"""Demonstration figures people load: set aside as long as a real file is in use (decision 7)."""

from collections.abc import Iterable
from dataclasses import replace

from etl.checking import Checked
from etl.examining import Outcome
from etl.problems import Problem
from etl.storing import Read

# The code of the note that says so.
SET_ASIDE = "demo_set_aside"


def has_real(outcomes: Iterable[Outcome]) -> bool:
    """True when some file in use states real figures."""
    return any(outcome.figures and not outcome.is_demo for outcome in outcomes)


def set_aside(outcome: Outcome) -> Outcome:
    """A demonstration beside real figures, told where its first figure stands; others as is."""
    if not outcome.is_demo or not outcome.figures:
        return outcome
    first = min(outcome.figures, key=lambda figure: (figure.sheet, figure.line))
    reason = (
        "tệp tự ghi là số liệu minh họa mà đã có số liệu thật: không số nào của tệp này được tính"
        " hay hiện trên trang. Nếu là số thật thì bỏ chữ “Số liệu minh họa” ở nguồn rồi nạp lại"
    )
    note = Problem("note", SET_ASIDE, first.line, "", "", reason, sheet=first.sheet)
    return outcome.with_notes([note])


def stating_nothing(outcome: Outcome) -> Outcome:
    """A demonstration without its figures; others as they are."""
    return replace(outcome, checked=Checked((), (), (), ())) if outcome.is_demo else outcome


def told(read: Read) -> Read:
    """The files, a demonstration with a note where it does not count; the sample is one whole."""
    return {r: set_aside(o) for r, o in read.items()} if _is_real(read) else read


def counting(read: Read) -> Read:
    """The files as an edition holds them: either real figures or a demonstration, never both."""
    return {r: stating_nothing(o) for r, o in read.items()} if _is_real(read) else read


def _is_real(read: Read) -> bool:
    """True when a received file is real; those of the sample have numbers below 0."""
    return has_real(outcome for receipt, outcome in read.items() if receipt.sequence > 0)
