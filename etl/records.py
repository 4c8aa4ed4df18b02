"""Text cells as they stand in a file, with the place of each; no meaning yet."""

from dataclasses import dataclass, field

from etl.problems import Problem


@dataclass(frozen=True)
class Fault:
    """Why the text of a cell must not be taken for its value; `reason` names the remedy.

    `across` are the columns, from 0, that a cell merged over several covers, `is_down` is true when
    it covers several rows too.
    """

    code: str
    reason: str
    across: tuple[int, ...] = ()
    is_down: bool = False


@dataclass(frozen=True)
class Record:
    """One record: the physical line it begins on (in a workbook its row) and its cells as text.

    `faults` are cells whose text is not what was meant; `spans` the texts of merged cells that
    reach down into blank cells of this row. Both by column, from 0.
    """

    line: int
    cells: tuple[str, ...]
    faults: dict[int, Fault] = field(default_factory=dict)
    spans: dict[int, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A delimited file or one sheet of a workbook as text, blank records left out.

    `encoding` and `delimiter` are empty for a workbook, `name` for a delimited file. `notes` are
    remarks on how it was read; `is_cut` is true when the last line has no end.
    """

    encoding: str
    delimiter: str
    records: tuple[Record, ...]
    name: str = ""
    notes: tuple[Problem, ...] = ()
    is_cut: bool = False
