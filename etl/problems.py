"""A refused value or a remark: where it stands, what was found, what to do."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
# Control, direction, private and unpaired characters can forge a name or steer a terminal.
_HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ue000-\uf8ff]"
)


def plain(text: str, longest: int = LONGEST) -> str:
    """Text from a file made safe to show: one line, hidden characters as codes, cut if long."""
    flat = re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text[: longest * 4])).strip()
    shown = _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", flat)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One refusal (`reject`) or remark (`note`); `reason` is Vietnamese and names the remedy.

    `line` is the physical line of the record, 0 for the file as a whole; `sheet` names the sheet of
    a workbook, `measure` is the code of what was counted, where that was told. Texts are made
    plain.
    """

    severity: str
    code: str
    line: int
    column: str
    found: str
    reason: str
    unit: tuple | None = None
    period: str | None = None
    sheet: str = ""
    measure: str = ""

    def __post_init__(self):
        limits = {"column": LONGEST, "found": LONGEST, "reason": 2_000, "sheet": LONGEST}
        for name, longest in limits.items():
            object.__setattr__(self, name, plain(getattr(self, name), longest))


def of_column(code: str, line: int, heading: str, reason: str) -> Problem:
    """The refusal of a whole column, told at its heading."""
    return Problem("reject", code, line, heading, heading, reason)


class FileRefused(Exception):
    """A file that cannot be used at all; holds the one Problem that says why."""

    def __init__(
        self,
        code: str,
        reason: str,
        line: int = 0,
        column: str = "",
        found: str = "",
        sheet: str = "",
    ):
        super().__init__(reason)
        self.problem = Problem("reject", code, line, column, found, reason, sheet=sheet)
