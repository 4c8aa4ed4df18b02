"""Do the figures of a file add up: identities of the forms and printed rates.

What does not add up is told as a note and never mended: the figure stays as reported.
"""

from collections import defaultdict
from decimal import Decimal

from etl.checking import Checked, Count, problem_of
from etl.problems import Problem
from etl.relations import definitions
from etl.understanding import Figure
from indicators.catalogue import Catalogue, Identity, Indicator
from indicators.numerals import number, period_name
from indicators.periods import Period, closes_at, opens_after
from indicators.units import Unit

Key = tuple[str, Unit, Period]
# What stands at the end of a unit's periods: (measure, period) by the unit and closing month.
Closings = dict[tuple[Unit, int | None], list[tuple[str, Period]]]


def cross_foot(checked: Checked, catalogue: Catalogue) -> list[Problem]:
    """Notes on identities that do not hold and on printed rates that the counts do not give."""
    counts = {(count.measure, count.unit, count.period): count for count in checked.counts}
    known = known_counts(checked, catalogue)
    notes = _identity_notes(known, counts, catalogue)
    notes += _part_notes(known, counts, catalogue)
    notes += _over_100_notes(known, counts, catalogue, {(n.line, n.column) for n in notes})
    return notes + [note for rate in checked.rates if (note := _rate_note(rate, known))]


def known_counts(checked: Checked, catalogue: Catalogue) -> dict[Key, Decimal]:
    """What a file makes known: stated counts, sums their parts define, plans of the year.

    A plan serves every period of its year that has none of its own.
    """
    known = {(c.measure, c.unit, c.period): c.value for c in checked.counts}
    _add_definitions(known, catalogue)
    within: dict[tuple[Unit, int], dict[Period, None]] = defaultdict(dict)
    for _, unit, period in known:
        if period.kind != "giai_doan":
            within[unit, period.year][period] = None
    for code, unit, year in list(known):
        if catalogue.measures[code].time_kind == "plan" and year.kind == "nam":
            for period in within[unit, year.year]:
                known.setdefault((code, unit, period), known[code, unit, year])
    return known


def _add_definitions(known: dict[Key, Decimal], catalogue: Catalogue) -> None:
    """Fill in sums that are defined by their parts, where the sum itself was not stated."""
    places = {(unit, period) for _, unit, period in known}
    for identity in definitions(catalogue):
        for unit, period in places:
            parts = [known.get((code, unit, period)) for code in identity.right]
            if (identity.left, unit, period) not in known and None not in parts:
                known[(identity.left, unit, period)] = sum(parts)


def _identity_notes(
    known: dict[Key, Decimal], counts: dict[Key, Count], catalogue: Catalogue
) -> list[Problem]:
    by_left: dict[str, list[Identity]] = defaultdict(list)
    for identity in catalogue.identities:
        by_left[identity.left].append(identity)
    closings: Closings = defaultdict(list)
    for code, unit, period in known:
        closings[unit, closes_at(period)].append((code, period))
    notes = []
    for key, count in counts.items():
        for identity in by_left.get(key[0], ()):
            before = identity.operator == "prev"
            period = _closed_before(identity, count, closings) if before else count.period
            if note := _identity_note(identity, count, period, known, catalogue):
                notes.append(note)
    return notes


def _identity_note(
    identity: Identity,
    count: Count,
    period: Period | None,
    known: dict[Key, Decimal],
    catalogue: Catalogue,
) -> Problem | None:
    """What an identity says of a figure, its right side taken from `period`."""
    parts = [known.get((code, count.unit, period)) for code in identity.right]
    if None in parts or not identity.fits(count.unit.level, count.unit.valid_from):
        return None
    gap = count.value - sum(parts)
    holds = {
        "=": gap == 0,
        "prev": gap == 0,
        "<=": gap <= 0,
        ">=": gap >= 0,
        "gap": gap == 0 or (gap > 0 and _is_explained(identity, count, known, catalogue)),
    }[identity.operator]
    if holds:
        return None
    names = catalogue.measures
    left = f"{names[identity.left].short_vi} {number(count.value)}"
    sums = " + ".join(
        f"{names[code].short_vi} {number(part)}"
        for code, part in zip(identity.right, parts, strict=True)
    )
    reason = {
        "=": f"{left} khác {sums} = {number(sum(parts))}, lệch {number(abs(gap))}",
        "prev": f"{left} khác {sums} của {period_name(period)}, lệch {number(abs(gap))}",
        "<=": f"{left} lớn hơn {sums}, vượt {number(gap)}",
        ">=": f"{left} nhỏ hơn {sums} = {number(sum(parts))}, thiếu {number(-gap)}",
        "gap": f"{sums} = {number(sum(parts))}, khác {left}: "
        f"{number(abs(gap))} chưa được giải thích",
    }[identity.operator]
    return Problem(
        "note",
        "identity",
        count.line,
        count.column,
        number(count.value),
        f"{reason}. Số giữ nguyên như báo cáo; hỏi lại đơn vị",
        (count.unit.code, count.unit.valid_from),
        count.period.code,
        count.sheet,
    )


def _closed_before(identity: Identity, count: Count, closings: Closings) -> Period | None:
    """The period at whose end a figure's own period begins, and whose closing stock is known.

    The same kind of period goes first: a second quarter opens with the first quarter's stock.
    """
    opening = opens_after(count.period)
    if opening is None:
        return None
    closed = closings.get((count.unit, opening), ())
    found = [period for code, period in closed if code in identity.right]
    found.sort(key=lambda p: (p.kind != count.period.kind, p.is_running, p.kind))
    return found[0] if found else None


def _part_notes(
    known: dict[Key, Decimal], counts: dict[Key, Count], catalogue: Catalogue
) -> list[Problem]:
    """Parts stated larger than their whole, where no identity of the form tells it already."""
    notes = []
    for (code, unit, period), count in counts.items():
        part = catalogue.measures[code]
        whole = known.get((part.part_of, unit, period))
        if whole is None or count.value <= whole:
            continue
        if any(
            _tells(identity, code, part.part_of, count, known, counts)
            for identity in catalogue.identities
        ):
            continue
        name = catalogue.measures[part.part_of].short_vi
        reason = (
            f"{part.short_vi} {number(count.value)} lớn hơn {name} {number(whole)}, vượt"
            f" {number(count.value - whole)}, mà là một phần của số đó. Số giữ nguyên như báo cáo;"
            " hỏi lại đơn vị"
        )
        notes.append(
            Problem(
                "note", "part_over_whole", count.line, count.column, number(count.value), reason,
                (unit.code, unit.valid_from), period.code, count.sheet,
            )
        )  # fmt: skip
    return notes


def _over_100_notes(
    known: dict[Key, Decimal],
    counts: dict[Key, Count],
    catalogue: Catalogue,
    told: set[tuple[int, str]],
) -> list[Problem]:
    """Ratios above 100 % that cannot be, where no note stands at one of their counts already."""
    notes = []
    places_of = list(dict.fromkeys((unit, period) for _, unit, period in counts))
    measures = {code for code, _, _ in counts}
    for indicator in catalogue.indicators.values():
        terms = (*indicator.numerator, *indicator.denominator)
        if indicator.can_exceed_100 or indicator.scale != 100 or measures.isdisjoint(terms):
            continue
        for unit, period in places_of:
            sides = recomputed(indicator, unit, period, known)
            stated = [counts[key] for code in terms if (key := (code, unit, period)) in counts]
            places = {(count.line, count.column) for count in stated}
            if sides is None or sides[0] <= sides[1] or not stated or places & told:
                continue
            top, bottom = (
                " + ".join(catalogue.measures[code].short_vi for code in codes)
                for codes in (indicator.numerator, indicator.denominator)
            )
            count = stated[0]
            reason = (
                f"{indicator.short_vi}: tử số lớn hơn mẫu số ({top} {number(sides[0])}, {bottom}"
                f" {number(sides[1])}); kiểm tra lại. Số giữ nguyên như báo cáo"
            )
            notes.append(
                Problem(
                    "note", "ratio_over_100", count.line, count.column, number(count.value),
                    reason, (unit.code, unit.valid_from), period.code, count.sheet,
                )
            )  # fmt: skip
            told = told | places
    return notes


def _tells(
    identity: Identity,
    part: str,
    whole: str,
    count: Count,
    known: dict[Key, Decimal],
    counts: dict[Key, Count],
) -> bool:
    """True when an identity over both a part and its whole can be run where a figure stands."""
    codes = (identity.left, *identity.right)
    place = (count.unit, count.period)
    return (
        identity.operator != "prev"
        and part in codes
        and whole in codes
        and (identity.left, *place) in counts
        and all((code, *place) in known for code in identity.right)
        and identity.fits(count.unit.level, count.unit.valid_from)
    )


def _is_explained(
    identity: Identity, count: Count, known: dict[Key, Decimal], catalogue: Catalogue
) -> bool:
    """True when a fuller identity of the same left can be run: that one speaks instead."""
    right = set(identity.right)
    return any(
        other.operator == "="
        and other.left == identity.left
        and right < set(other.right)
        and all((code, count.unit, count.period) in known for code in other.right)
        for other in catalogue.identities
    )


def recomputed(
    indicator: Indicator, unit: Unit, period: Period, known: dict[Key, Decimal]
) -> tuple[Decimal, Decimal] | None:
    """Summed numerator and denominator of a ratio; None when a term is missing or by zero."""
    top = [known.get((code, unit, period)) for code in indicator.numerator]
    bottom = [known.get((code, unit, period)) for code in indicator.denominator]
    if not indicator.is_ratio or None in top or None in bottom or sum(bottom) == 0:
        return None
    return sum(top), sum(bottom)


def _rate_note(rate: Figure, known: dict[Key, Decimal]) -> Problem | None:
    """A remark when the printed percentage is not the rounded quotient of the counts."""
    sides = recomputed(rate.subject, rate.unit, rate.period, known)
    told = rate_told(rate, sides) if sides else _told_of_none(rate, known)
    return problem_of(rate, "note", *told) if told else None


def _told_of_none(rate: Figure, known: dict[Key, Decimal]) -> tuple[str, str] | None:
    """Code and words for a printed percentage of counts that say there was nothing to count."""
    whole = [known.get((code, rate.unit, rate.period)) for code in rate.subject.denominator]
    if not whole or None in whole or sum(whole) != 0 or not rate.value:
        return None
    reason = (
        f"báo cáo in {number(rate.value, 2)} % mà mẫu số bằng 0, không tính được tỷ lệ; kiểm tra"
        " lại số đếm. Số giữ nguyên như báo cáo"
    )
    return "rate_of_none", reason


def rate_told(rate: Figure, sides: tuple[Decimal, Decimal]) -> tuple[str, str] | None:
    """Code and words for a printed percentage that is not the rounded quotient of two counts."""
    exact = sides[0] / sides[1] * Decimal(rate.subject.scale)
    decimals = max(0, -rate.value.as_tuple().exponent)
    step = Decimal(10) ** -decimals
    gap = exact - rate.value
    if abs(gap) <= step / 2:
        return None
    shown = (
        f"báo cáo in {number(rate.value, decimals)} %, tính từ số đếm"
        f" {number(sides[0])}/{number(sides[1])} là {number(exact, max(2, decimals))} %"
    )
    if 0 < gap < step:
        return "rate_cut", f"{shown} (số in bị cắt đuôi thay vì làm tròn)"
    return "rate_differs", f"{shown}, lệch {number(abs(gap), 2)} điểm phần trăm; hỏi lại đơn vị"
