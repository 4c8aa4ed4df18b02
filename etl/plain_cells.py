"""Cells that mean what they do only beside other rows, and what says the same in a row alone."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from etl.claims import Claim
from etl.evidence import ClaimError, Evidence
from etl.heading_advice import is_bare
from etl.problems import Problem
from etl.unit_evidence import Asked, Place
from indicators.unit_files import Unit

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
        self._claims: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        self._numbers: dict[tuple[str, int], list[PlainCell]] = defaultdict(list)
        self._doubtful: set[tuple[str, int]] = set()

    def look(self, claim: Claim, outcome, notes: list[Problem]) -> None:
        """Take in what became of a claim: its figure with its notes, or its refusal."""
        place = claim.sheet, claim.line
        if outcome.unit is None:
            if outcome.column in _OF_UNIT:
                self._doubtful.add(place)
            return
        if is_bare((claim.subject,)) or not self._asked(claim)[1].is_one:
            self._claims[place].append(claim)
        if not isinstance(outcome, Problem) and (cells := _of_numbers(outcome, notes)):
            self._numbers[place] += cells

    def of_rows(self, places: Iterable[tuple[str, int]]) -> dict:
        """The cells of each of some rows that has any, as a tuple by (sheet, line)."""
        known = self._claims.keys() | self._numbers.keys()
        return {place: cells for place in places if place in known and (cells := self._row(place))}

    def _row(self, place: tuple[str, int]) -> tuple[PlainCell, ...]:
        claims = self._claims.get(place, [])
        units = dict.fromkeys(cell for claim in claims for cell in self._of_unit(claim))
        is_clear = place not in self._doubtful
        is_clear &= sum(cell.column == "don_vi" for cell in units) <= 1
        subjects = dict.fromkeys(cell for claim in claims for cell in self._of_subject(claim))
        return (*(units if is_clear else ()), *subjects, *self._numbers.get(place, ()))

    def _asked(self, claim: Claim) -> tuple[Place, Asked]:
        days = self.evidence.lifetime(self.evidence.period(claim.period))
        place = (claim.unit, claim.unit_code, *days)
        return place, self.evidence.units.asked[place]

    def _of_unit(self, claim: Claim) -> tuple[PlainCell, ...]:
        place, asked = self._asked(claim)
        if asked.is_one:
            return ()
        unit = self.evidence.units.settled[place]
        return _written(claim, unit, self._name(unit, place[2:]))

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
