"""What became of a table spoilt in meaning: judged as a spoilt structure is, but more strictly.

Only what the clean table is not told of counts as told, and a figure that is changed or lost is
told on its own line or where the fault lies.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from etl.building import compared
from etl.cards import Card
from etl.examining import Outcome, examine
from etl.receiving import Receipt
from indicators.catalogue import Catalogue
from indicators.units import Register
from tests.pollution.clean import parts_of
from tests.pollution.judging import (
    ELSEWHERE,
    NOTED,
    REFUSED,
    RIGHT,
    SILENT,
    SLOWEST,
    Figures,
    figures,
)
from tests.pollution.meaning import TELL, TIMES, Meant
from tests.pollution.tables import Table

# A problem by place and fault: (line, code, column).
Places = set[tuple[int, str, str]]


@dataclass(frozen=True)
class MeaningJudge:
    """What every table is measured with, and what is read of the clean ones.

    `data` is the data folder whose units are known where periods are compared.
    """

    catalogue: Catalogue
    register: Register
    cards: tuple[Card, ...]
    data: Path
    clean: dict[str, tuple[Figures, Places]]

    def examined(self, spoilt: Meant) -> Outcome:
        """The file as `check` reads it; AssertionError when slow or its sum does not hold."""
        began = time.perf_counter()
        outcome = examine(
            spoilt.file_name, spoilt.content, self.catalogue, self.register, cards=self.cards
        )
        assert time.perf_counter() - began < SLOWEST, spoilt.name
        assert outcome.loaded + outcome.noted + outcome.rejected == outcome.records, spoilt.name
        assert "unforeseen" not in {p.code for p in outcome.problems}, spoilt.name
        return outcome

    def verdict(self, spoilt: Meant) -> str:
        """The verdict on one table spoilt in meaning."""
        outcome = self.examined(spoilt)
        if spoilt.kind == TIMES:
            outcome = self._compared(spoilt, outcome)
        return meant(spoilt, outcome, *self.clean[spoilt.base])

    def _compared(self, spoilt: Meant, outcome: Outcome) -> Outcome:
        """The file as `check` tells of it once its periods are compared."""
        receipt = Receipt(1, spoilt.file_name, "", len(spoilt.content), "2026-01-01T00:00:00")
        return compared(self.data, self.catalogue, self.register, {receipt: outcome})[receipt]


def meaning_judge(
    catalogue: Catalogue,
    register: Register,
    cards: tuple[Card, ...],
    data: Path,
    tables: tuple[Table, ...],
) -> MeaningJudge:
    """A judge who has read the clean tables; each must be read whole."""
    clean = {}
    for table in tables:
        content = "".join(part.text for part in parts_of(table.rows, ";")).encode()
        outcome = examine("so-lieu.csv", content, catalogue, register, cards=cards)
        assert not any(p.severity == "reject" for p in outcome.problems), outcome.problems
        places = {(p.line, p.code, p.column) for p in outcome.problems}
        clean[table.name] = figures(outcome), places
    return MeaningJudge(catalogue, register, cards, data, clean)


def meant(spoilt: Meant, outcome: Outcome, clean: Figures, known: Places) -> str:
    """The verdict on what was read of a table, by the clean figures and what is said of them."""
    truth = _truth(spoilt, clean)
    known = {(spoilt.lines.get(line - 1, 0), *rest) for line, *rest in known}
    new = [p for p in outcome.problems if (p.line, p.code, p.column) not in known]
    told = {p.line for p in new}
    refused = {p.line for p in new if p.severity == "reject"}
    found = figures(outcome)
    # A figure is changed when its key is not of the clean table or says something else there.
    wrong = {line for key, (said, line) in found.items() if truth.get(key, ("",))[0] != said}
    missing = {line for key, (_, line) in truth.items() if key not in found}
    around = spoilt.faults | ({0} if spoilt.is_of_table or not spoilt.faults else set())

    def is_said(line: int, by: set[int]) -> bool:
        return line in by or bool((spoilt.is_of_table or line in spoilt.faults) and by & around)

    is_whole_refused = not outcome.figures and bool(refused)
    unsaid = [line for line in wrong if not is_said(line, told)]
    if not is_whole_refused:
        unsaid += [line for line in missing if not is_said(line, told)]
        # What a line above says of the table may be told at any of its rows.
        places = told if spoilt.is_of_table else told & (around | wrong | missing)
        if spoilt.expected == TELL and not places:
            return SILENT
    if unsaid:
        return SILENT
    places = around | missing | wrong if spoilt.is_of_table else around | missing
    if is_whole_refused and not refused & places:
        return ELSEWHERE
    if not missing and not wrong:
        return RIGHT if spoilt.expected != TELL else REFUSED if refused & around else NOTED
    is_refused = is_whole_refused or all(is_said(line, refused) for line in missing)
    return REFUSED if is_refused and not wrong else NOTED


def _truth(spoilt: Meant, clean: Figures) -> Figures:
    """The clean figures with the lines and periods they have in the spoilt file.

    Of a row that is not in the file at all nothing can be read; its total alone may tell.
    """
    truth = {}
    for (unit, period, subject), (said, line) in clean.items():
        row = line - 1
        true = spoilt.periods.get(row) or spoilt.periods.get(period, period)
        if row in spoilt.lines:
            truth[(unit, true, subject)] = (said, spoilt.lines[row])
    return truth
