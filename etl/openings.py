"""Opening stocks against the closing stocks of the period before, over files checked together."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from etl.checking import Count
from etl.examining import Outcome
from etl.problems import Problem
from indicators.catalogue import Catalogue
from indicators.numerals import number, period_name
from indicators.periods import Period, closes_at, opens_after
from indicators.units import Unit

# A stated stock: the file it is from, whether that file is a demonstration, its period and value.
Stock = tuple[int, bool, Period, Decimal]


def compare_openings(outcomes: Iterable[Outcome], catalogue: Catalogue) -> tuple[Outcome, ...]:
    """The files, each with a note where it opens with another stock than an earlier one closed.

    The same kind of period goes first, of several files the last. Two figures of one file are
    compared when that file is checked; a demonstration is never held against real figures.
    """
    outcomes = tuple(outcomes)
    pairs = {
        identity.left: identity.right[0]
        for identity in catalogue.identities
        if identity.operator == "prev" and len(identity.right) == 1
    }
    closings: dict[tuple[str, Unit, int], list[Stock]] = defaultdict(list)
    for at, outcome in enumerate(outcomes):
        for count in outcome.checked.counts:
            if count.measure in pairs.values() and closes_at(count.period) is not None:
                place = (count.measure, count.unit, closes_at(count.period))
                closings[place].append((at, outcome.is_demo, count.period, count.value))
    compared = []
    for at, outcome in enumerate(outcomes):
        notes = [
            note
            for count in outcome.checked.counts
            if count.measure in pairs
            for stock in [_before(count, pairs[count.measure], outcome.is_demo, closings)]
            if stock and stock[0] != at
            if (note := _note(count, pairs[count.measure], stock, catalogue))
        ]
        compared.append(outcome.with_notes(notes))
    return tuple(compared)


def _before(count: Count, closing: str, is_demo: bool, closings) -> Stock | None:
    """The closing stock at whose end a figure's period begins; None when no file states it."""
    begins = opens_after(count.period)
    found = [s for s in closings.get((closing, count.unit, begins), ()) if s[1] == is_demo]
    found.sort(key=lambda s: (s[2].kind != count.period.kind, s[2].is_running, s[2].kind, -s[0]))
    return found[0] if found else None


def _note(count: Count, closing: str, stock: Stock, catalogue: Catalogue) -> Problem | None:
    _, _, before, value = stock
    if value == count.value:
        return None
    names = [catalogue.measures[code].short_vi for code in (count.measure, closing)]
    reason = (
        f"{' và '.join(names)} lệch {number(abs(count.value - value))}: đầu"
        f" {_named(count.period)} là {number(count.value)}, cuối {_named(before)} là"
        f" {number(value)}, theo một tệp khác kiểm tra cùng lúc. Số giữ nguyên như báo cáo; hỏi lại"
        " đơn vị"
    )
    return Problem(
        "note", "opening_differs", count.line, count.column, number(count.value), reason,
        (count.unit.code, count.unit.valid_from), count.period.code, count.sheet,
    )  # fmt: skip


def _named(period: Period) -> str:
    name = period_name(period)
    return name[0].lower() + name[1:]
