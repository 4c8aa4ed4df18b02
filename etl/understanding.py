"""From claims to figures: unit, period, measure and number, each told by evidence or refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from etl import headings
from etl.forms import Claim, Reading
from etl.numbers import NumberError, parse
from etl.problems import Problem
from indicators import periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import fold
from indicators.periods import Period, PeriodError
from indicators.units import Register, Unit, UnitError

DEMO_MARK = "so lieu minh hoa"
_LONGEST_CELL = 300
_DECIMALS_KEPT = 4


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

    def __init__(self, catalogue: Catalogue, register: Register, claims: tuple[Claim, ...]):
        self.catalogue = catalogue
        self.register = register
        self.periods: dict[str, Period | PeriodError] = {}
        self.lifetimes: dict[Period, tuple[date, date]] = {}
        self.candidates: dict[tuple[str, str, date, date], list[Unit] | UnitError] = {}
        self.provinces: set[tuple] = set()
        self.levels: set[str] = set()
        texts = dict.fromkeys(claim.subject for claim in claims)
        self.subjects = {text: catalogue.match(text) for text in texts}
        self.families = {
            item.family
            for text, item in self.subjects.items()
            if item and not headings.is_bare((text,))
        }
        self.unknown: dict[str, str] = {}
        for claim in claims:
            self.note_unit(claim)

    def period(self, text: str) -> Period:
        if text not in self.periods:
            try:
                self.periods[text] = periods.parse(text)
            except PeriodError as fault:
                self.periods[text] = fault
        found = self.periods[text]
        if isinstance(found, PeriodError):
            raise found.with_traceback(None)  # else each raise lengthens it
        return found

    def lifetime(self, period: Period) -> tuple[date, date]:
        """The days in which a unit must have lived to report a period.

        A short period is reported by the unit that stands at its end; a year or stage that spans
        the 2025 reform may be reported by either.
        """
        if period not in self.lifetimes:
            first, last = periods.dates(period, self.catalogue.cut_offs)
            is_long = period.kind in ("nam", "9_thang", "giai_doan")
            self.lifetimes[period] = (first, last) if is_long else (last, last)
        return self.lifetimes[period]

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
            raise found.with_traceback(None)  # else each raise lengthens it
        if len(found) == 1:
            return found[0]
        return self.register.settle(found, self.provinces, self.levels)

    def subject(self, text: str) -> Measure | Indicator:
        """The measure or indicator a text names; a bare one only beside others of its family."""
        if not text:
            raise ClaimError("missing-cell", "ô chỉ tiêu để trống; ghi mã hoặc tên chỉ tiêu")
        item = self.subjects[text]
        if item is None:
            raise ClaimError("indicator_unknown", self._unknown(text))
        if headings.is_bare((text,)) and self.families != {item.family}:
            raise ClaimError("indicator_ambiguous", f"“{text}”: {headings.bare(item)}")
        return item

    def _unknown(self, text: str) -> str:
        if text not in self.unknown:
            near = self.catalogue.nearest(text)
            hint = f"; gần nhất: {', '.join(near)}" if near else ""
            self.unknown[text] = (
                f"“{text}” không có trong danh mục{hint};"
                " ghi mã hoặc tên như ở trang Danh mục chỉ tiêu"
            )
        return self.unknown[text]


def understand(
    reading: Reading, catalogue: Catalogue, register: Register, watch=iter
) -> Understood:
    """The figures of a reading; every claim ends as a figure, a note of no figure, or a refusal.

    `watch` wraps the claims to show progress.
    """
    mind = _Mind(catalogue, register, reading.claims)
    figures, problems = [], []
    for claim in watch(reading.claims):
        outcome = _one(claim, mind)
        if isinstance(outcome, Figure):
            figures.append(outcome)
            problems += _remarks(claim, outcome, mind)
        else:
            problems.append(outcome)
    return Understood(tuple(figures), tuple(problems))


def _one(claim: Claim, mind: _Mind) -> Figure | Problem:
    unit = period = None
    column, found = "ky", claim.period
    try:
        _refuse_long(claim)
        period = mind.period(claim.period)
        column, found = "don_vi", claim.unit or claim.unit_code
        unit = mind.unit(claim, period)
        column, found = "chi_tieu", claim.subject
        subject = mind.subject(claim.subject)
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


def _refuse_long(claim: Claim) -> None:
    cells = {
        "don_vi": claim.unit,
        "ma_don_vi": claim.unit_code,
        "ky": claim.period,
        "chi_tieu": claim.subject,
        "ngay_bao_cao": claim.reported_on,
    }
    for column, text in cells.items():
        if len(text) > _LONGEST_CELL:
            reason = f"ô dài {len(text)} ký tự, không thể đúng; ghi lại ngắn gọn"
            raise ClaimError("too_long", reason, column, text)


def _remarks(claim: Claim, figure: Figure, mind: _Mind) -> list[Problem]:
    """What is kept but said: digits the edition does not hold, periods not yet begun."""
    found = []
    place = (claim, claim.column, claim.value)
    if figure.value is not None and -figure.value.as_tuple().exponent > _DECIMALS_KEPT:
        reason = (
            f"có hơn {_DECIMALS_KEPT} chữ số thập phân; lưu {_DECIMALS_KEPT} chữ số đã làm tròn"
        )
        found.append(_problem("note", "rounded", *place, reason, figure.unit, figure.period))
    is_plan = isinstance(figure.subject, Measure) and figure.subject.time_kind == "plan"
    first, _ = periods.dates(figure.period, mind.catalogue.cut_offs)
    if first > date.today() and not is_plan:
        reason = f"kỳ “{claim.period}” chưa bắt đầu; kiểm tra lại năm của kỳ rồi gửi lại nếu sai"
        found.append(
            _problem(
                "note", "period_future", claim, "ky", claim.period, reason, figure.unit,
                figure.period,
            )
        )  # fmt: skip
    return found


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
            "out_of_range",
            f"“{claim.value}” vượt 100 %, chỉ tiêu này không thể; ghi lại tỷ lệ đúng",
        )
    if top is not None and bottom is not None and top > bottom and not subject.can_exceed_100:
        raise ClaimError(
            "part_over_whole",
            f"tử số {claim.numerator} lớn hơn mẫu số {claim.denominator}; ghi lại hai ô này",
            "tu_so",
            claim.numerator,
        )
    return value, top, bottom


def is_demo(figures: tuple[Figure, ...]) -> bool:
    """True when the file itself says that its figures are a demonstration."""
    documents = {figure.document for figure in figures}
    return any(fold(document).startswith(DEMO_MARK) for document in documents)
