"""A refused value or a remark: where it stands, what was found, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One refusal (`reject`) or remark (`note`); `reason` is Vietnamese and names the remedy.

    `line` is the physical line of the record, 0 for the file as a whole.
    """

    severity: str
    code: str
    line: int
    column: str
    found: str
    reason: str
    unit: tuple | None = None
    period: str | None = None


class FileRefused(Exception):
    """A file that cannot be used at all; holds the one Problem that says why."""

    def __init__(self, code: str, reason: str, line: int = 0, column: str = "", found: str = ""):
        super().__init__(reason)
        self.problem = Problem("reject", code, line, column, found, reason)
