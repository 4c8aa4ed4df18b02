"""What the rows of one file make known together: periods, units and subjects, looked at once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property

from etl.claims import Claim
from etl.heading_advice import bare, is_bare
from etl.numbers import decimal_mark
from etl.percent import Percentages
from etl.unit_areas import told_below, told_outside
from etl.unit_evidence import MOST_LOOKED_UP, UnitEvidence
from indicators import period_spellings, periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.periods import Period, PeriodError
from indicators.units import Register, Unit


class ClaimError(ValueError):
    """A subject, date or count that cannot be used; the message is Vietnamese."""

    def __init__(self, code: str, message: str, column: str = "", found: str | None = None):
        super().__init__(message)
        self.code = code
        if column:
            self.column = column
        if found is not None:
            self.found = found


def decimal_marks(claims: tuple[Claim, ...], catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Which mark stands before decimals, by column and kind of value, where cells tell it.

    Counts are judged by counts alone and money by money: a percentage with a dot says nothing of
    how the same office groups its counts, nor how it writes its revenue.
    """
    cells: dict[tuple[str, str], dict[str, None]] = {}
    kinds = {}
    for claim in claims:
        if claim.subject not in kinds:
            item = catalogue.counted(catalogue.match(claim.subject))
            kinds[claim.subject] = item.value_kind if item else ""
        cells.setdefault((claim.column, kinds[claim.subject]), {})[claim.value] = None
        for column, text in (("tu_so", claim.numerator), ("mau_so", claim.denominator)):
            cells.setdefault((column, "count"), {})[text] = None
    own = {place: decimal_mark(texts) for place, texts in cells.items()}
    marks = {}
    for column, kind in cells:
        said = {own[place] for place in cells if place[0] == column} - {""}
        shared = said.pop() if len(said) == 1 else "?" if said else ""
        marks[column, kind] = own[column, kind] if kind in ("count", "money") else shared
    return marks


class Evidence:
    """The claims of one file as evidence: each text is looked at once, sure units settle others.

    `totals` are printed totals, which tell how numbers are written and nothing else; `titles` are
    the lines above the tables.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        register: Register,
        claims: tuple[Claim, ...],
        totals: tuple[Claim, ...] = (),
        titles: tuple[str, ...] = (),
    ):
        self.marks = decimal_marks((*claims, *totals), catalogue)
        self.claims = claims
        self.catalogue = catalogue
        self.register = register
        self.periods: dict[str, Period | PeriodError] = {}
        self.lifetimes: dict[Period, tuple[date, date]] = {}
        texts = dict.fromkeys(claim.subject for claim in claims)
        self.subjects = {text: catalogue.match(text) for text in texts}
        self.families = {
            item.family for text, item in self.subjects.items() if item and not is_bare((text,))
        }
        self.names: dict[str, bool] = {}
        self.outsiders: dict[Unit, str] = {}
        self.unknown: dict[str, str] = {}
        self.units = UnitEvidence(register, catalogue.cut_offs, self._dated(claims), titles)

    def period(self, text: str) -> Period:
        """The period a text names; PeriodError when it names none."""
        if text not in self.periods:
            try:
                self.periods[text] = period_spellings.parse(text)
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

    def _dated(self, claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, tuple[date, date]]]:
        """The claims of a period that can be told, each with the days its unit must have lived."""
        for claim in claims:
            with suppress(PeriodError):
                yield claim, self.lifetime(self.period(claim.period))

    def names_a_unit(self, claim: Claim) -> bool:
        """True when a claim has a code, or a name that some unit bears at some time."""
        if claim.unit not in self.names:
            self.names[claim.unit] = bool(self.register.bearing(claim.unit))
        return bool(claim.unit_code) or self.names[claim.unit]

    def unit(self, claim: Claim, period: Period) -> Unit:
        """The unit of a claim; UnitError when none or several fit and nothing settles it."""
        return self.units.unit(claim, self.lifetime(period), period)

    def meant(self, claim: Claim, period: Period) -> str:
        """What a name was taken for where it did not say so itself; "" where it did."""
        return self.units.meant(claim, self.lifetime(period))

    def outside(self, unit: Unit) -> str:
        """That a unit is not where the lines above say, or below all others; "" where it is."""
        if unit not in self.outsiders:
            self.outsiders[unit] = told_outside(
                unit, self.units.areas, self.register
            ) or told_below(unit, self._sure, self.register)
        return self.outsiders[unit]

    @cached_property
    def _sure(self) -> set[Unit]:
        return {asked.found[0] for asked in self.units.asked.values() if asked.is_sure}

    def besides(self, claim: Claim, period: Period) -> str:
        """The units a code as written would mean where its lost zeros were put back; or ""."""
        return self.units.besides(claim, self.lifetime(period))

    def subject(self, text: str) -> Measure | Indicator:
        """The measure or indicator a text names; a bare one only beside others of its family."""
        if not text:
            raise ClaimError("missing-cell", "ô chỉ tiêu để trống; ghi mã hoặc tên chỉ tiêu")
        item = self.subjects[text]
        if item is None:
            raise ClaimError("indicator_unknown", self._unknown(text))
        if is_bare((text,)) and self.families != {item.family}:
            raise ClaimError("indicator_ambiguous", f"“{text}”: {bare(item)}")
        return item

    @cached_property
    def percentages(self) -> Percentages:
        """The counts and percentages of the file, gathered when the first doubtful share asks."""
        return Percentages(self.claims, self.catalogue, self.mark)

    def mark(self, column: str, kind: str) -> str:
        """The mark before decimals in a column, as its cells tell; "" when they do not."""
        return self.marks.get((column, kind), "")

    def _unknown(self, text: str) -> str:
        if text not in self.unknown:
            is_few = len(self.unknown) < MOST_LOOKED_UP
            near = self.catalogue.nearest(text) if is_few else []
            hint = f"; gần nhất: {', '.join(near)}" if near else ""
            self.unknown[text] = (
                f"“{text}” không có trong danh mục{hint};"
                " ghi mã hoặc tên như ở trang Danh mục chỉ tiêu, số danh mục không có thì bỏ dòng"
            )
        return self.unknown[text]
