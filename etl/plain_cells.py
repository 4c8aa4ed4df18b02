"""Cells that mean what they do only beside other rows, and what says the same in a row alone."""

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from etl.claims import Claim
from etl.evidence import ClaimError, Evidence
from etl.heading_advice import is_bare
from etl.problems import Problem
from etl.unit_evidence import Place, UnitEvidence
from indicators.unit_files import Unit
from indicators.units import UnitError

_OF_UNIT = ("don_vi", "ma_don_vi")
# How a number was read by other cells of its column is always told in a note.
_SETTLED = {"number_settled": "", "percent_settled": "%"}


@dataclass(frozen=True)
class PlainCell:
    """A cell by its column and text, and `plain`, the text that needs no other row."""

    column: str
    found: str
    plain: str


class PlainCells:
    """The cells of a file that other rows made clear, by sheet and line.

    Nothing is told of a unit that some figure of the row could not tell.
    """

    def __init__(self, evidence: Evidence):
        self.evidence = evidence
        self._units: dict[Place, tuple[PlainCell, ...]] = {}
        self._rows: dict[tuple[str, int], dict[PlainCell, None]] = {}
        self._doubtful: set[tuple[str, int]] = set()

    def look(self, claim: Claim, outcome, notes: list[Problem]) -> None:
        """Take in what became of a claim: its figure with its notes, or its refusal."""
        place = claim.sheet, claim.line
        is_refused = isinstance(outcome, Problem)
        if outcome.unit is None:
            if outcome.column in _OF_UNIT:
                self._doubtful.add(place)
            return
        cells = [*self._of_unit(claim), *self._of_subject(claim)]
        cells += [] if is_refused else _of_numbers(outcome, notes)
        if cells:
            self._rows.setdefault(place, {}).update(dict.fromkeys(cells))

    def of_rows(self) -> dict[tuple[str, int], tuple[PlainCell, ...]]:
        """The cells of each row that has some, each place once."""
        return {place: self._clear(place, tuple(cells)) for place, cells in self._rows.items()}

    def _clear(self, place: tuple[str, int], cells: tuple[PlainCell, ...]) -> tuple:
        said = [cell for cell in cells if cell.column == "don_vi"]
        if place in self._doubtful or len(said) > 1:
            return tuple(cell for cell in cells if cell.column not in _OF_UNIT)
        return cells

    def _of_unit(self, claim: Claim) -> tuple[PlainCell, ...]:
        units = self.evidence.units
        days = self.evidence.lifetime(self.evidence.period(claim.period))
        place = (claim.unit, claim.unit_code, *days)
        if units.asked[place].is_sure:
            return ()
        if place not in self._units:
            unit = units.settled[place]
            is_clear = self._stands_alone(claim, days, unit)
            self._units[place] = () if is_clear else _written(claim, unit, self._name(unit, days))
        return self._units[place]

    def _stands_alone(self, claim: Claim, days, unit: Unit) -> bool:
        """True when a file of nothing but this row would tell the same unit."""
        register, cut_offs = self.evidence.register, self.evidence.catalogue.cut_offs
        alone = UnitEvidence(register, cut_offs, [(claim, days)])
        with suppress(UnitError):
            return alone.unit(claim, days, self.evidence.period(claim.period)) == unit
        return False

    def _name(self, unit: Unit, days) -> str:
        """The name that with the code means the unit; with its time where it bore both twice."""
        among = self.evidence.register.candidates(unit.name, unit.code, *days)
        return unit.name if among == [unit] else self.evidence.register.written(unit, among)

    def _of_subject(self, claim: Claim) -> list[PlainCell]:
        if not is_bare((claim.subject,)):
            return []
        with suppress(ClaimError):
            code = self.evidence.subject(claim.subject).code
            return [PlainCell("chi_tieu", claim.subject, code)]
        return []


def _written(claim: Claim, unit: Unit, name: str) -> tuple[PlainCell, ...]:
    if claim.unit_code:
        code = PlainCell("ma_don_vi", claim.unit_code, unit.code)
        return (code, PlainCell("don_vi", claim.unit, name))
    return (PlainCell("don_vi", claim.unit, f"{name} (mã {unit.code})"),)


def _of_numbers(figure, notes: list[Problem]) -> list[PlainCell]:
    values = {"tu_so": figure.numerator, "mau_so": figure.denominator, figure.column: figure.value}
    return [
        PlainCell(note.column, note.found, _number(values[note.column]) + _SETTLED[note.code])
        for note in notes
        if note.code in _SETTLED
    ]


def _number(value: Decimal) -> str:
    """A number as it is read in one way only: without groups, three decimals with a fourth."""
    whole, _, rest = f"{value.normalize():f}".partition(".")
    return whole + (f",{rest}0" if len(rest) == 3 else f",{rest}" if rest else "")
