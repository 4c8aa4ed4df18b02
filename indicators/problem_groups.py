"""Refusals and notes said once: those of one file that say the same of many lines and cells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from indicators.numerals import number

_MOST = 3


@dataclass(frozen=True)
class Group:
    """Refusals, or notes, of one sheet with one reason, in the order they came.

    Each has severity, sheet, line, column, found and reason. `reason` says "…" where they quote
    what they found and that differs.
    """

    problems: tuple
    reason: str

    @property
    def lines(self) -> str:
        """Their lines: "4–12, 15 và 60 dòng khác"; "" for the file as a whole."""
        return in_runs({p.line for p in self.problems if p.line})

    @property
    def columns(self) -> str:
        """The columns they speak of, the first few."""
        return few((p.column for p in self.problems), "cột khác")

    @property
    def found(self) -> str:
        """What stands in the file, the first few different texts."""
        return few((p.found for p in self.problems), "nội dung khác")


def grouped(problems: Iterable, apart: Callable = lambda _: None) -> list[Group]:
    """Problems by what they say, refusals first, each group where its first line stands.

    Those for which `apart` gives different answers stay apart.
    """
    ordered = sorted(problems, key=lambda p: (p.severity != "reject", p.line))
    found: dict[tuple, list] = {}
    for problem in ordered:
        said = _without_found(problem)
        key = (problem.severity, problem.sheet, said, apart(problem))
        found.setdefault(key, []).append(problem)
    return [
        Group(tuple(members), said if len({p.reason for p in members}) > 1 else members[0].reason)
        for (_, _, said, _), members in found.items()
    ]


def _without_found(problem) -> str:
    """A reason without the text it quotes: that many cells hold no number is one thing to say."""
    return problem.reason.replace(f"“{problem.found}”", "“…”") if problem.found else problem.reason


def in_runs(lines: set[int]) -> str:
    """Numbers of lines as a reader writes them: "4–12, 15 và 60 dòng khác"."""
    ordered = sorted(lines)
    begins = [b for a, b in pairwise([None, *ordered]) if a is None or b > a + 1]
    ends = [a for a, b in pairwise([*ordered, None]) if b is None or b > a + 1]
    runs = list(zip(begins, ends, strict=True))
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:_MOST]]
    rest = sum(b - a + 1 for a, b in runs[_MOST:])
    return ", ".join(shown) + (f" và {number(rest)} dòng khác" if rest else "")


def few(texts: Iterable[str], others: str) -> str:
    """The first few different texts, and how many more there are."""
    known = [text for text in dict.fromkeys(texts) if text]
    rest = len(known) - _MOST
    return "; ".join(known[:_MOST]) + (f" và {number(rest)} {others}" if rest > 0 else "")
