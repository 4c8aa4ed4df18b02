"""What became of a spoilt file: right, refused at the right line, noted, or silently wrong."""

import time
from dataclasses import dataclass

from etl.cards import Card
from etl.examining import Outcome, examine
from indicators.catalogue import Catalogue
from indicators.units import Register
from tests.pollution.clean import BASES, Variant, parts_of, variant

RIGHT, REFUSED, NOTED, ELSEWHERE, SILENT = (
    "đúng",
    "từ chối, nêu đúng dòng",
    "chỉ ghi chú đúng dòng",
    "từ chối, nêu dòng khác",
    "sai lặng lẽ",
)
VERDICTS = (RIGHT, REFUSED, NOTED, ELSEWHERE, SILENT)
SLOWEST = 5.0

# Figures by key: what is stated, and the row of the clean file that states it.
Figures = dict[tuple, tuple]


@dataclass(frozen=True)
class Judge:
    """What every variant is measured with: what `check` reads by, and the clean files' figures."""

    catalogue: Catalogue
    register: Register
    cards: tuple[Card, ...]
    clean: dict[str, Figures]

    def verdict(self, spoilt: Variant) -> str:
        """The verdict on one variant; AssertionError when it is slow or its sum does not hold."""
        began = time.perf_counter()
        outcome = examine(
            "tep.csv", spoilt.content, self.catalogue, self.register, cards=self.cards
        )
        assert time.perf_counter() - began < SLOWEST, spoilt.name
        assert outcome.loaded + outcome.noted + outcome.rejected == outcome.records, spoilt.name
        return _verdict(spoilt, outcome, self.clean[spoilt.base])


def judge(catalogue: Catalogue, register: Register, cards: tuple[Card, ...]) -> Judge:
    """A judge who has read the clean file of each base."""
    clean = {}
    for base in BASES:
        sound = variant(base.name, "", "", parts_of(base.rows, ";"))
        outcome = examine("tep.csv", sound.content, catalogue, register, cards=cards)
        assert not any(p.severity == "reject" for p in outcome.problems), outcome.problems
        clean[base.name] = figures(outcome)
    return Judge(catalogue, register, cards, clean)


def figures(outcome: Outcome) -> Figures:
    """The figures of a file by key, each with its values and the line it stands on."""
    return {
        (f.unit.key, f.period.code, f.subject.code): (
            (f.value, f.numerator, f.denominator, f.reported_on),
            f.line,
        )
        for f in outcome.figures
    }


def _verdict(spoilt: Variant, outcome: Outcome, clean: Figures) -> str:
    found = figures(outcome)
    refused = {p.line for p in outcome.problems if p.severity == "reject"}
    told = {p.line for p in outcome.problems}
    wrong = [line for key, (said, line) in found.items() if clean.get(key, (None,))[0] != said]
    missing = [line - 1 for key, (_, line) in clean.items() if key not in found]
    missing = [row for row in missing if row in spoilt.lines]
    # A fault of the headings is told at the headings, once for all rows.
    if any(line not in told for line in wrong) and not told & spoilt.faults:
        return SILENT
    places = {row: {spoilt.lines[row], *spoilt.faults} for row in missing}
    is_whole_refused = not outcome.figures and bool(refused)
    if not is_whole_refused and any(not told & at for at in places.values()):
        return SILENT
    if not missing and not wrong:
        return RIGHT
    if wrong or (not is_whole_refused and any(not refused & at for at in places.values())):
        return NOTED
    if spoilt.faults and not refused & (spoilt.faults | set().union(*places.values())):
        return ELSEWHERE
    return REFUSED
