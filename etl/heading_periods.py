"""The table's own period behind a heading: "Số hộ nghèo quý II/2025", "Kế hoạch năm 2025"."""

from collections.abc import Iterator
from dataclasses import replace

from etl import counting
from etl.heading_units import Headings
from indicators import period_mentions, period_spellings
from indicators.periods import Period, PeriodError

# Longer headings are no names.
_MOST_WORDS = 40


def told_above(titles: str) -> Period | None:
    """The one period that the lines above a table, with | between them, name as its own.

    It is cumulative where they say so: "quý II/2025" behind a heading is then not the same.
    """
    said = [m for line in titles.split(" | ") for m in period_mentions.mentions(line)]
    whole = {m.period for m in said if m.period and not m.is_aside and not m.is_loose}
    parts = {period for period in whole if period.kind != "nam"} or whole
    if len(parts) != 1:
        return None
    own = parts.pop()
    is_running = own.kind in ("quy", "thang") and counting.says_running(titles)
    return replace(own, is_running=True) if is_running else own


def without_own(path: Headings, own: Period | None) -> Iterator[tuple[Headings, bool]]:
    """A path without the period behind its last heading, in each way of writing the rest.

    Only where that is the table's `own`, or its year, which alone is told by True: figures of a
    quarter are none of "năm 2025", its plan is.
    """
    words = path[-1].split() if own else []
    for at in range(1, len(words) if len(words) <= _MOST_WORDS else 0):
        try:
            period = period_spellings.parse(" ".join(words[at:]).strip("()"))
        except PeriodError:
            continue
        is_year = (period.kind, period.year) == ("nam", own.year)
        if period != own and not is_year:
            return
        rest = " ".join(words[:at]).rstrip(" -–,(")
        for name in (rest, f"{rest} năm") if is_year else (rest,):
            yield (*path[:-1], name), period != own
        return
