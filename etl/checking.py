"""Do the figures of a file contradict one another: one value for each key, and what it counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.problems import Problem
from etl.understanding import Figure, measure_of
from indicators.catalogue import Indicator, Measure
from indicators.numerals import number
from indicators.periods import Period
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
    sheet: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Checked:
    """What may enter an edition, and every refusal and remark of the checks.

    `rates` are the figures that print a percentage; it is kept beside the recomputed one.
    """

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    rates: tuple[Figure, ...]
    problems: tuple[Problem, ...]


def check(figures: tuple[Figure, ...]) -> Checked:
    """Figures that contradict each other are refused, equal ones counted once with a note."""
    kept, problems = _without_conflicts(figures)
    counts: dict[tuple, Count] = {}
    for figure in kept:
        for count in _counts(figure):
            counts.setdefault((count.measure, count.unit, count.period), count)
    rates: dict[tuple, Figure] = {}
    for figure in kept:
        if isinstance(figure.subject, Indicator) and figure.value is not None:
            rates.setdefault((figure.subject.code, figure.unit, figure.period), figure)
    problems += _composite_notes(kept)
    return Checked(tuple(kept), tuple(counts.values()), tuple(rates.values()), tuple(problems))


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
        Count(
            code,
            figure.unit,
            figure.period,
            v,
            figure.line,
            column,
            figure.reported_on,
            figure.sheet,
            figure.remark,
        )
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
    bad: dict[int, tuple[Figure, str]] = {}
    # A row repeats others when all it states was stated before; one new number makes it its own.
    repeated: dict[int, tuple[Figure, Figure]] = {}
    fresh: set[int] = set()
    for said in stated.values():
        first = said[0][1]
        if len({value for value, _ in said}) > 1:
            bad |= {id(figure): (figure, _contradiction(said)) for _, figure in said}
        fresh.add(id(first))
        for _, figure in said[1:]:
            if figure.subject is first.subject:
                repeated.setdefault(id(figure), (figure, first))
    repeated = {key: told for key, told in repeated.items() if key not in fresh}
    problems = [problem_of(figure, "reject", "conflict", why) for figure, why in bad.values()]
    problems += [
        problem_of(
            figure,
            "note",
            "duplicate-row",
            f"trùng hệt {_first_place(first, figure)}, tính một lần"
            + (f". Đơn vị ghi ở dòng này: “{figure.remark}”" if figure.remark else ""),
        )
        for key, (figure, first) in repeated.items()
        if key not in bad
    ]
    kept = [f for f in figures if id(f) not in bad and id(f) not in repeated]
    return kept, problems


def _contradiction(said: list[tuple[Decimal, Figure]]) -> str:
    """What differs where, and what to do; a count may stand on a row of its own and in a rate."""
    if len({figure.subject.code for _, figure in said}) == 1:
        where, remedy = _places([figure for _, figure in said])
        return f"cùng đơn vị, kỳ, chỉ tiêu nhưng khác giá trị ở {where}; {remedy}"
    places = dict.fromkeys(
        f"{number(value)} ở dòng {figure.line} (“{figure.subject.short_vi}”)"
        for value, figure in said
    )
    return f"cùng một số đếm của một đơn vị, một kỳ mà ghi {', '.join(places)}; sửa cho khớp nhau"


def _places(figures: list[Figure]) -> tuple[str, str]:
    """Where figures of one key stand, by column when a row holds two, and which to keep."""
    figures = sorted(figures, key=lambda figure: (figure.sheet, figure.line))
    rows = {(figure.sheet, figure.line) for figure in figures}
    is_beside = len(rows) < len(figures)
    if is_beside and len(rows) == 1:
        columns = ", ".join(f"“{figure.column}” ({_value(figure)})" for figure in figures)
        return f"các cột {columns} của dòng {figures[0].line}", "giữ một cột đúng"
    sheets = len({sheet for sheet, _ in rows}) > 1
    if not (is_beside or sheets):
        lines = ", ".join(str(figure.line) for figure in figures)
        return f"các dòng {lines}", "giữ một dòng đúng"
    places = dict.fromkeys(
        f"dòng {figure.line}"
        + (f" cột “{figure.column}”" if is_beside else "")
        + (f" trang tính “{figure.sheet}”" if sheets else "")
        for figure in figures
    )
    return ", ".join(places), "giữ một chỗ đúng"


def _first_place(first: Figure, figure: Figure) -> str:
    if first.sheet != figure.sheet:
        return f"dòng {first.line} trang tính “{first.sheet}”"
    is_beside = first.line == figure.line
    return f"cột “{first.column}” của dòng này" if is_beside else f"dòng {first.line}"


def _value(figure: Figure) -> str:
    return "" if figure.value is None else number(figure.value)


def problem_of(figure: Figure, severity: str, code: str, reason: str) -> Problem:
    """A problem that stands where a figure stands."""
    return Problem(
        severity,
        code,
        figure.line,
        figure.column,
        _value(figure),
        reason,
        (figure.unit.code, figure.unit.valid_from),
        figure.period.code,
        figure.sheet,
        measure_of(figure.subject),
    )


def _composite_notes(figures: list[Figure]) -> list[Problem]:
    return [
        problem_of(
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
