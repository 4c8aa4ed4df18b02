"""Do the figures of a file agree with one another: keys, identities, stated rates, totals."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.problems import Problem
from etl.understanding import Figure
from indicators.catalogue import Catalogue, Identity, Indicator, Measure
from indicators.numerals import number, period_name
from indicators.periods import Period, previous
from indicators.units import Unit


@dataclass(frozen=True)
class Count:
    """One stated count, ready for the edition: what, where, when, how much, and its place."""

    measure: str
    unit: Unit
    period: Period
    value: Decimal
    line: int
    column: str
    reported_on: date | None


@dataclass(frozen=True)
class Rate:
    """One percentage as printed, kept beside the recomputed one."""

    indicator: Indicator
    unit: Unit
    period: Period
    value: Decimal
    line: int
    column: str


@dataclass(frozen=True)
class Checked:
    """What may enter an edition, and every refusal and remark of the checks."""

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    rates: tuple[Rate, ...]
    problems: tuple[Problem, ...]


Key = tuple[str, Unit, Period]


def check(figures: tuple[Figure, ...], catalogue: Catalogue) -> Checked:
    """Figures that contradict each other are refused; what does not add up is noted, not mended."""
    figures, problems = _without_conflicts(figures)
    counts: dict[Key, Count] = {}
    rates: list[Rate] = []
    for figure in figures:
        for count in _counts(figure):
            counts.setdefault((count.measure, count.unit, count.period), count)
        if isinstance(figure.subject, Indicator) and figure.value is not None:
            rates.append(
                Rate(
                    figure.subject,
                    figure.unit,
                    figure.period,
                    figure.value,
                    figure.line,
                    figure.column,
                )
            )
    problems += _composite_notes(figures)
    known = {key: count.value for key, count in counts.items()}
    _add_definitions(known, catalogue)
    problems += _identity_notes(known, counts, catalogue)
    problems += [note for rate in rates if (note := _rate_note(rate, figures, known))]
    return Checked(tuple(figures), tuple(counts.values()), tuple(rates), tuple(problems))


def _counts(figure: Figure) -> list[Count]:
    """The counts one figure states: itself, or the sides of a rate of single measures."""
    if isinstance(figure.subject, Measure):
        stated = [(figure.subject.code, figure.value, figure.column)]
    else:
        sides = (
            (figure.subject.numerator, figure.numerator, "tu_so"),
            (figure.subject.denominator, figure.denominator, "mau_so"),
        )
        stated = [(c[0], v, column) for c, v, column in sides if len(c) == 1 and v is not None]
    return [
        Count(code, figure.unit, figure.period, v, figure.line, column, figure.reported_on)
        for code, v, column in stated
    ]


def _without_conflicts(figures: tuple[Figure, ...]) -> tuple[list[Figure], list[Problem]]:
    """Equal duplicates become one with a note; different values for one key are all refused."""
    stated: dict[tuple, list[tuple[Decimal, Figure]]] = defaultdict(list)
    for figure in figures:
        for count in _counts(figure):
            stated[(count.measure, count.unit, count.period)].append((count.value, figure))
        if isinstance(figure.subject, Indicator) and figure.value is not None:
            key = ("%" + figure.subject.code, figure.unit, figure.period)
            stated[key].append((figure.value, figure))
    bad: dict[int, tuple[Figure, list[int]]] = {}
    repeated: dict[int, tuple[Figure, int]] = {}
    for said in stated.values():
        if len(said) == 1:
            continue
        lines = [figure.line for _, figure in said]
        if len({value for value, _ in said}) > 1:
            bad |= {id(figure): (figure, lines) for _, figure in said}
        else:
            for _, figure in said[1:]:
                if figure.subject is said[0][1].subject:
                    repeated[id(figure)] = (figure, lines[0])
    problems = [
        _problem(
            figure,
            "reject",
            "conflict",
            f"cùng đơn vị, kỳ, chỉ tiêu nhưng khác giá trị ở các dòng"
            f" {', '.join(map(str, sorted(set(lines))))}; giữ một dòng đúng",
        )
        for figure, lines in bad.values()
    ]
    problems += [
        _problem(figure, "note", "duplicate-row", f"trùng hệt dòng {line}, tính một lần")
        for key, (figure, line) in repeated.items()
        if key not in bad
    ]
    kept = [f for f in figures if id(f) not in bad and id(f) not in repeated]
    return kept, problems


def _problem(figure: Figure, severity: str, code: str, reason: str) -> Problem:
    value = "" if figure.value is None else number(figure.value)
    return Problem(
        severity,
        code,
        figure.line,
        figure.column,
        value,
        reason,
        (figure.unit.code, figure.unit.valid_from),
        figure.period.code,
    )


def _composite_notes(figures: list[Figure]) -> list[Problem]:
    return [
        _problem(
            figure,
            "note",
            "not_split",
            f"“{figure.subject.name_vi}” gộp nhiều số liệu, không tách được tử số, mẫu số; chỉ giữ"
            " tỷ lệ đã in để đối chiếu. Muốn tính lại thì nạp từng số liệu",
        )
        for figure in figures
        if isinstance(figure.subject, Indicator)
        and (
            (figure.numerator is not None and len(figure.subject.numerator) > 1)
            or (figure.denominator is not None and len(figure.subject.denominator) > 1)
        )
    ]


def _add_definitions(known: dict[Key, Decimal], catalogue: Catalogue) -> None:
    """Fill in sums that are defined by their parts, where the sum itself was not stated."""
    places = {(unit, period) for _, unit, period in known}
    for identity in catalogue.identities:
        if not identity.is_definition:
            continue
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
    notes = []
    for key, count in counts.items():
        for identity in by_left.get(key[0], ()):
            if note := _identity_note(identity, count, known, catalogue):
                notes.append(note)
    return notes


def _identity_note(
    identity: Identity, count: Count, known: dict[Key, Decimal], catalogue: Catalogue
) -> Problem | None:
    period = count.period
    if identity.operator == "=prev":
        period = previous(period)
    parts = [known.get((code, count.unit, period)) for code in identity.right]
    if None in parts or not _fits_level(identity, count):
        return None
    gap = count.value - sum(parts)
    holds = {
        "=": gap == 0,
        "=prev": gap == 0,
        "<=": gap <= 0,
        ">=": gap >= 0,
        "=gap": gap == 0 or (gap > 0 and _is_explained(identity, count, known, catalogue)),
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
        "=prev": f"{left} khác {sums} của {period_name(period)}, lệch {number(abs(gap))}",
        "<=": f"{left} lớn hơn {sums}, vượt {number(gap)}",
        ">=": f"{left} nhỏ hơn {sums} = {number(sum(parts))}, thiếu {number(-gap)}",
        "=gap": f"{sums} = {number(sum(parts))}, khác {left}: "
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
    )


def _fits_level(identity: Identity, count: Count) -> bool:
    """Forms that differ by level or by the 2025 reform name it in their `form` cell."""
    if "cấp tỉnh" in identity.form and count.unit.level != "tinh":
        return False
    if "cấp huyện" in identity.form and count.unit.level != "huyen":
        return False
    is_new = count.unit.valid_from >= date(2025, 7, 1)
    if "từ 01/7/2025" in identity.form:
        return is_new
    return not ("đến 30/6/2025" in identity.form and is_new)


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
    """Summed numerator and denominator of a ratio; None unless all terms are there and it exists."""
    top = [known.get((code, unit, period)) for code in indicator.numerator]
    bottom = [known.get((code, unit, period)) for code in indicator.denominator]
    if not indicator.is_ratio or None in top or None in bottom or sum(bottom) == 0:
        return None
    return sum(top), sum(bottom)


def _rate_note(rate: Rate, figures: list[Figure], known: dict[Key, Decimal]) -> Problem | None:
    """A remark when the printed percentage is not the rounded quotient of the counts."""
    sides = recomputed(rate.indicator, rate.unit, rate.period, known)
    if sides is None:
        return None
    exact = sides[0] / sides[1] * Decimal(rate.indicator.scale)
    decimals = max(0, -rate.value.normalize().as_tuple().exponent)
    if round(exact, decimals) == rate.value:
        return None
    shown = (
        f"báo cáo in {number(rate.value, decimals)} %, tính từ số đếm"
        f" {number(sides[0])}/{number(sides[1])} là {number(exact, max(2, decimals))} %"
    )
    is_cut = 0 < exact - rate.value < Decimal(10) ** -decimals
    reason = (
        f"{shown} (số in bị cắt đuôi thay vì làm tròn)"
        if is_cut
        else f"{shown}, lệch {number(abs(exact - rate.value), 2)} điểm phần trăm; hỏi lại đơn vị"
    )
    figure = next(f for f in figures if f.line == rate.line and f.subject is rate.indicator)
    return _problem(figure, "note", "rate_cut" if is_cut else "rate_differs", reason)


def check_totals(totals, figures: tuple[Figure, ...]) -> list[Problem]:
    """Printed totals against the sum of the rows above them; a mismatch is a note."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for figure in figures:
        if isinstance(figure.subject, Measure) and figure.subject.value_kind in ("count", "money"):
            sums[figure.column] += figure.value
    notes = []
    for line, column, printed in totals:
        if column in sums and printed != sums[column]:
            reason = (
                f"dòng tổng in {number(printed)}, cộng các dòng là {number(sums[column])},"
                f" lệch {number(abs(printed - sums[column]))}; dòng tổng không được nạp"
            )
            notes.append(Problem("note", "total_differs", line, column, number(printed), reason))
    return notes
