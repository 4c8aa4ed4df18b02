"""From claims to figures: unit, period, measure and number, each told by evidence or refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from etl.forms import Claim, Reading
from etl.numbers import NumberError, parse
from etl.problems import Problem
from indicators import periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import fold
from indicators.periods import Period, PeriodError
from indicators.units import Register, Unit, UnitError

DEMO_MARK = "so lieu minh hoa"


@dataclass(frozen=True)
class Figure:
    """One understood claim; `subject` is a measure (a count) or an indicator (a stated rate).

    `value` None with counts given means the rate itself was not printed.
    """

    unit: Unit
    period: Period
    subject: Measure | Indicator
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    line: int
    column: str
    reported_on: date | None
    document: str


@dataclass(frozen=True)
class Understood:
    """The figures of a file and every refusal and remark met on the way."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]


class _Mind:
    """What the rows of one file make known, each text looked at once."""

    def __init__(self, catalogue: Catalogue, register: Register):
        self.catalogue = catalogue
        self.register = register
        self.periods: dict[str, Period | PeriodError] = {}
        self.candidates: dict[tuple[str, str, date, date], list[Unit] | UnitError] = {}
        self.provinces: set[tuple] = set()
        self.levels: set[str] = set()

    def period(self, text: str) -> Period:
        if text not in self.periods:
            try:
                self.periods[text] = periods.parse(text)
            except PeriodError as fault:
                self.periods[text] = fault
        found = self.periods[text]
        if isinstance(found, PeriodError):
            raise found
        return found

    def lifetime(self, period: Period) -> tuple[date, date]:
        """The days in which a unit must have lived to report a period.

        A short period is reported by the unit that stands at its end; a year or stage that spans
        the 2025 reform may be reported by either.
        """
        first, last = periods.dates(period, self.catalogue.cut_offs)
        return (first, last) if period.kind in ("nam", "9_thang", "giai_doan") else (last, last)

    def note_unit(self, claim: Claim) -> None:
        """Remember what a claim's unit may be; sure ones tell the file's province and level."""
        try:
            place = (claim.unit, claim.unit_code, *self.lifetime(self.period(claim.period)))
        except PeriodError:
            return
        if place in self.candidates:
            return
        try:
            found = self.register.candidates(*place)
        except UnitError as fault:
            self.candidates[place] = fault
            return
        self.candidates[place] = found
        if len(found) == 1:
            above = self.register.province(found[0])
            self.provinces.add((above.code, above.valid_from))
            self.levels.add(found[0].level)

    def unit(self, claim: Claim, period: Period) -> Unit:
        found = self.candidates[(claim.unit, claim.unit_code, *self.lifetime(period))]
        if isinstance(found, UnitError):
            raise found
        if len(found) == 1:
            return found[0]
        return self.register.settle(found, self.provinces, self.levels)


def understand(reading: Reading, catalogue: Catalogue, register: Register, watch=iter):
    """The figures of a reading and the totals it prints: a pair of Understood.

    Every claim ends as a figure, an empty cell, or a refusal. `watch` wraps the claims to show
    progress.
    """
    mind = _Mind(catalogue, register)
    for claim in reading.claims:
        mind.note_unit(claim)
    figures, problems = [], []
    for claim in watch(reading.claims):
        outcome = _one(claim, mind)
        (problems if isinstance(outcome, Problem) else figures).append(outcome)
    kept = tuple(f for f in figures if f is not None)
    return Understood(kept, tuple(problems))


def _one(claim: Claim, mind: _Mind) -> Figure | Problem | None:
    unit = period = None
    column, found = "ky", claim.period
    try:
        period = mind.period(claim.period)
        column, found = "don_vi", claim.unit or claim.unit_code
        unit = mind.unit(claim, period)
        column, found = "chi_tieu", claim.subject
        subject = _subject(claim, mind.catalogue)
        column, found = "ngay_bao_cao", claim.reported_on
        reported_on = _day(claim.reported_on)
        column, found = claim.column, claim.value
        value, numerator, denominator = _numbers(claim, subject)
    except (PeriodError, UnitError, NumberError, ClaimError) as fault:
        code = getattr(fault, "code", "period_unknown")
        column = getattr(fault, "column", column)
        found = getattr(fault, "found", found)
        return _problem("reject", code, claim, column, found, str(fault), unit, period)
    if value is None and numerator is None and denominator is None:
        return _problem(
            "note",
            "missing-value",
            claim,
            claim.column,
            claim.value,
            "ô không có số: coi là chưa có số liệu, không phải 0 (nếu là 0 thì ghi 0)",
            unit,
            period,
        )
    return Figure(
        unit,
        period,
        subject,
        value,
        numerator,
        denominator,
        claim.line,
        claim.column,
        reported_on,
        claim.document,
    )


class ClaimError(ValueError):
    """A subject, date or count that cannot be used; the message is Vietnamese."""

    def __init__(self, code: str, message: str, column: str = "", found: str | None = None):
        super().__init__(message)
        self.code = code
        if column:
            self.column = column
        if found is not None:
            self.found = found


def _problem(severity, code, claim, column, found, reason, unit, period) -> Problem:
    place = (unit.code, unit.valid_from) if unit else None
    return Problem(
        severity,
        code,
        claim.line,
        column,
        found,
        reason,
        place,
        period.code if period else None,
    )


def _subject(claim: Claim, catalogue: Catalogue) -> Measure | Indicator:
    if not claim.subject:
        raise ClaimError("missing-cell", "ô chỉ tiêu để trống; ghi mã hoặc tên chỉ tiêu")
    if item := catalogue.match(claim.subject):
        return item
    raise ClaimError(
        "indicator_unknown",
        f"“{claim.subject}” không có trong danh mục{_nearest(claim.subject, catalogue)};"
        " xem mã và tên ở trang Danh mục chỉ tiêu",
    )


def _nearest(text: str, catalogue: Catalogue) -> str:
    near = catalogue.nearest(text)
    return f"; gần nhất: {', '.join(near)}" if near else ""


_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ClaimError(
            "date", f"“{text}” không phải ngày; ghi dạng ngày/tháng/năm, ví dụ 14/06/2025"
        ) from None


def _numbers(claim: Claim, subject: Measure | Indicator):
    """Value, numerator and denominator of a claim; counts only go with a rate."""
    if isinstance(subject, Measure):
        if claim.numerator or claim.denominator:
            raise ClaimError(
                "not_a_rate",
                f"“{subject.name_vi}” là số đếm, không có tử số và mẫu số; để trống hai ô đó"
                " hoặc ghi mã của tỷ lệ",
                "tu_so",
                claim.numerator or claim.denominator,
            )
        return parse(claim.value, subject.value_kind), None, None
    is_percent = subject.unit_vi == "%"
    value = parse(claim.value, "percent" if is_percent else "score")
    sides = {}
    for column, text in (("tu_so", claim.numerator), ("mau_so", claim.denominator)):
        try:
            sides[column] = parse(text, "count")
        except NumberError as fault:
            raise ClaimError(fault.code, str(fault), column, text) from None
    top, bottom = sides["tu_so"], sides["mau_so"]
    if is_percent and value is not None and value > 100 and not subject.can_exceed_100:
        raise ClaimError(
            "out_of_range", f"“{claim.value}” vượt 100 %, chỉ tiêu này không thể; kiểm tra lại"
        )
    if top is not None and bottom is not None and top > bottom and not subject.can_exceed_100:
        raise ClaimError(
            "part_over_whole",
            f"tử số {claim.numerator} lớn hơn mẫu số {claim.denominator}; kiểm tra lại hai ô",
            "tu_so",
            claim.numerator,
        )
    return value, top, bottom


def is_demo(figures: tuple[Figure, ...]) -> bool:
    """True when the file itself says that its figures are a demonstration."""
    return any(fold(figure.document).startswith(DEMO_MARK) for figure in figures)
