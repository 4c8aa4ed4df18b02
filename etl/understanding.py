"""From claims to figures: unit, period, measure and number, each told by evidence or refused."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from etl import counting
from etl.claims import DEMO_MARK, Claim, Reading, not_of_a_unit
from etl.evidence import ClaimError, Evidence
from etl.heading_units import row_fault
from etl.levels import refuse_unclear
from etl.numbers import NumberError, remarks
from etl.plain_cells import PlainCells
from etl.problems import Problem
from etl.values import numbers_of, share_remark
from indicators import periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import fold
from indicators.numerals import number as in_words
from indicators.periods import Period, PeriodError
from indicators.units import Register, Unit, UnitError

_LONGEST_CELL = 300
_DECIMALS_KEPT = 4
# Older figures than any office sends; an earlier year is a slip of the pen.
_FIRST_YEAR = 1990
_CODE_BEHIND = re.compile(
    r"(?P<unit>.*\w)[\s,;]*(?:\(\s*|\s)mã(?: số)?:?\s*(?P<code>\d{1,5})\s*\)?", re.IGNORECASE
)


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
    sheet: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Understood:
    """The figures of a file and every refusal and remark met on the way.

    `plain` tells the cells of a row that mean what they do only beside other rows.
    """

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    plain: PlainCells


def understand(
    reading: Reading, catalogue: Catalogue, register: Register, watch=iter
) -> Understood:
    """The figures of a reading; every claim ends as a figure, a note of no figure, or a refusal.

    `watch` wraps the claims to show progress.
    """
    claims = tuple(map(_with_code, reading.claims))
    evidence = Evidence(catalogue, register, claims, reading.totals, reading.titles)
    figures, problems = [], []
    asides: set[tuple[str, int]] = set()
    # A row of many figures tells once what its name was taken for and where it lies.
    of_rows: dict[tuple[str, int, str], Problem] = {}
    plain = PlainCells(evidence)
    for claim in watch(claims):
        if claim.is_row_blank and not evidence.names_a_unit(claim):
            if (claim.sheet, claim.line) not in asides:
                problems.append(not_of_a_unit(claim.line, claim.unit, claim.sheet))
            asides.add((claim.sheet, claim.line))
            continue
        outcome, notes = _one(claim, evidence), []
        if isinstance(outcome, Figure):
            figures.append(outcome)
            notes = _remarks(claim, outcome, evidence)
            problems += notes
            if told := evidence.meant(claim, outcome.period):
                cell = ("don_vi", claim.unit) if claim.unit else ("ma_don_vi", claim.unit_code)
                asked = ("note", "unit_settled", claim, *cell, told)
                place = claim.sheet, claim.line, "settled"
                of_rows[place] = _problem(*asked, outcome.unit, outcome.period)
            if told := evidence.outside(outcome.unit):
                asked = ("note", "unit_outside", claim, "don_vi", claim.unit, told)
                place = claim.sheet, claim.line, "outside"
                of_rows[place] = _problem(*asked, outcome.unit, outcome.period)
        else:
            problems.append(outcome)
        plain.look(claim, outcome, notes)
    told = (*_once_a_row(problems), *of_rows.values())
    return Understood(tuple(figures), told, plain)


def _once_a_row(problems: list[Problem]) -> tuple[Problem, ...]:
    """A refused unit, period or subject of a row of many figures told once, for the whole row."""
    told: dict[tuple, list[Problem]] = {}
    for n, problem in enumerate(problems):
        is_of_row = problem.severity == "reject" and problem.column in ("don_vi", "ky", "chi_tieu")
        place = (problem.sheet, problem.line, problem.code, problem.found, problem.reason)
        told.setdefault(place if is_of_row else (n,), []).append(problem)
    return tuple(
        same[0]
        if len(same) == 1
        else replace(same[0], reason=f"{same[0].reason}; cả dòng không được nạp")
        for same in told.values()
    )


def _with_code(claim: Claim) -> Claim:
    """A claim whose unit is written as refusals offer it, "Xã Tuy Phước (mã 21952)"."""
    if claim.unit_code or len(claim.unit) > _LONGEST_CELL:
        return claim
    found = _CODE_BEHIND.fullmatch(claim.unit)
    if found is None:
        return claim
    return replace(claim, unit=found["unit"], unit_code=found["code"])


def _one(claim: Claim, evidence: Evidence) -> Figure | Problem:
    unit = period = subject = None
    column, found = "ky", claim.period
    try:
        _refuse_long(claim)
        period = evidence.period(claim.period)
        _refuse_period(claim, period, evidence)
        column, found = "don_vi", claim.unit or claim.unit_code
        unit = evidence.unit(claim, period)
        column, found = "chi_tieu", claim.named or claim.subject
        named = evidence.subject(claim.subject)
        subject = evidence.catalogue.counted(named)
        if fault := row_fault(subject, claim.unit_of_count, claim.units_above):
            raise ClaimError("unit_differs", fault, "don_vi_tinh", claim.unit_of_count)
        column, found = "ngay_bao_cao", claim.reported_on
        reported_on = _day(claim.reported_on)
        column, found = claim.column, claim.value
        value, numerator, denominator = numbers_of(claim, subject, evidence)
        if claim.open_question and value is not None:
            raise ClaimError("counting_unknown", claim.open_question)
        if (value, numerator, denominator) != (None, None, None):
            refuse_unclear(claim, named, period, evidence.catalogue)
    except (PeriodError, UnitError, NumberError, ClaimError) as fault:
        code = getattr(fault, "code", "period_unknown")
        column = getattr(fault, "column", column)
        found = getattr(fault, "found", found)
        told = _problem("reject", code, claim, column, found, str(fault), unit, period)
        return replace(told, measure=measure_of(subject))
    if value is None and numerator is None and denominator is None:
        return _problem(
            "note",
            "missing-value",
            claim,
            claim.column,
            claim.value,
            "ô không có số: coi là chưa có số liệu, không phải 0 (nếu là 0 thì ghi 0)"
            + (f". Đơn vị ghi: “{claim.remark}”" if claim.remark else ""),
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
        claim.sheet,
        claim.remark,
    )


def measure_of(subject: Measure | Indicator | None) -> str:
    """The code of what was counted; "" for a rate, or where that was not told."""
    return subject.code if isinstance(subject, Measure) else ""


def _refuse_period(claim: Claim, period: Period, evidence: Evidence) -> None:
    """Refuse years that cannot be meant; a year or stage counts from its first day, as plans do."""
    if period.year < _FIRST_YEAR:
        reason = f"kỳ “{claim.period}” trước năm {_FIRST_YEAR}; kiểm tra lại năm"
        raise ClaimError("period_absurd", reason, "ky", claim.period)
    first, last = periods.dates(period, evidence.catalogue.cut_offs)
    told_by = first if period.kind in ("nam", "giai_doan") else last
    if told_by > date.today() + timedelta(days=366):
        reason = f"kỳ “{claim.period}”: kỳ này chưa tới; kiểm tra lại năm"
        raise ClaimError("period_absurd", reason, "ky", claim.period)


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
        claim.sheet,
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
            reason = f"ô dài {in_words(len(text))} ký tự, không thể đúng; ghi lại ngắn gọn"
            raise ClaimError("too_long", reason, column, text)


def _remarks(claim: Claim, figure: Figure, evidence: Evidence) -> list[Problem]:
    """What is kept but said: digits the edition does not hold, periods not yet begun."""
    found = []
    place = (claim, claim.column, claim.value)
    kind = figure.subject.value_kind
    for column, text, kind_of in (
        (claim.column, claim.value, kind),
        ("tu_so", claim.numerator, "count"),
        ("mau_so", claim.denominator, "count"),
    ):
        found += [
            _problem("note", code, claim, column, text, reason, figure.unit, figure.period)
            for code, reason in remarks(text, kind_of, evidence.mark(column, kind_of))
        ]
    if reason := share_remark(claim, figure.subject, figure.value, evidence):
        found.append(
            _problem("note", "percent_settled", *place, reason, figure.unit, figure.period)
        )
    if claim.unit_code and claim.unit_code != figure.unit.code:
        reason = (
            f"mã “{claim.unit_code}” mất số 0 ở đầu, hiểu là {figure.unit.code}"
            f" ({figure.unit.name}); trong Excel đặt cột mã kiểu Văn bản"
        )
        if others := evidence.besides(claim, figure.period):
            reason += f". Theo các dòng khác thì không phải {others}; nếu phải thì ghi thêm tên"
        found.append(
            _problem(
                "note", "code_restored", claim, "ma_don_vi", claim.unit_code, reason, figure.unit,
                figure.period,
            )
        )  # fmt: skip
    if figure.value is not None and -figure.value.as_tuple().exponent > _DECIMALS_KEPT:
        reason = (
            f"có hơn {_DECIMALS_KEPT} chữ số thập phân; lưu {_DECIMALS_KEPT} chữ số đã làm tròn"
        )
        found.append(_problem("note", "rounded", *place, reason, figure.unit, figure.period))
    if counting.is_plan(figure.subject) and figure.period.kind not in ("nam", "giai_doan"):
        reason = counting.plan_remark(claim.period, figure.period.year)
        place = (claim, "ky", claim.period, reason, figure.unit, figure.period)
        found += [_problem("note", "plan_of_period", *place)] if reason else []
    first, _ = periods.dates(figure.period, evidence.catalogue.cut_offs)
    if first > date.today() and not counting.is_plan(figure.subject):
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
            "date", f"“{text}” không phải ngày; ghi dạng ngày/tháng/năm, ví dụ 14/6/2025"
        ) from None


def is_demo(claims: tuple[Claim, ...]) -> bool:
    """True when the file itself, be it in a refused row, calls its figures a demonstration."""
    documents = {claim.document for claim in claims}
    return any(fold(document).startswith(DEMO_MARK) for document in documents)
