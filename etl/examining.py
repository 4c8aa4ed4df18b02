"""One file through reading, understanding and checking; nothing is received or published."""

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.cards import Card
from etl.checking import Checked, check
from etl.crossfoot import cross_foot
from etl.forms import Reading, read_form
from etl.listed_units import names_reporter
from etl.named_periods import named_otherwise
from etl.plain_cells import PlainCell
from etl.problems import FileRefused, Problem
from etl.reading import read_sheets
from etl.receiving import shown_name
from etl.records import Record, Sheet
from etl.tables import outline, tables
from etl.title_figures import refuse_long, titles_of
from etl.totals import of_totals
from etl.understanding import Figure, is_demo, understand
from indicators.catalogue import Catalogue
from indicators.numerals import number as in_words
from indicators.units import Register

Watch = Callable[[Iterable, str], Iterable]
_LOG = logging.getLogger(__name__)


def unwatched(items: Iterable, _what: str) -> Iterable:
    """No progress shown: the items as they are."""
    return items


@dataclass(frozen=True)
class Outcome:
    """What became of one file; loaded + noted + rejected = records.

    `places` are the (sheet, physical line) of its records, `refused_places` those with a cell
    refused, `partly` counts the rejected ones of which other cells were loaded. `is_known` is true
    for a file whose very bytes were received before, `is_back` when those were withdrawn and count
    again. `withdrawn_at` is set for a file taken out of the figures, `changes` counts how often it
    was turned over. `plain_cells` are the cells of refused rows that other rows made clear.
    """

    name: str
    form: str = ""
    checked: Checked = Checked((), (), (), ())  # noqa: RUF009 (frozen, so safe to share)
    problems: tuple[Problem, ...] = ()
    records: int = 0
    loaded: int = 0
    noted: int = 0
    rejected: int = 0
    places: frozenset[tuple[str, int]] = frozenset()
    refused_places: frozenset[tuple[str, int]] = frozenset()
    is_demo: bool = False
    is_known: bool = False
    withdrawn_at: str = ""
    changes: int = 0
    is_back: bool = False
    partly: int = 0
    plain_cells: dict[tuple[str, int], tuple[PlainCell, ...]] = field(default_factory=dict)

    @property
    def equation(self) -> str:
        """The sum of the records in words, and how many refused ones were loaded in part."""
        said = (
            f"Bản ghi: {in_words(self.loaded)} nạp + {in_words(self.noted)} có ghi chú +"
            f" {in_words(self.rejected)} bị từ chối = {in_words(self.records)}"
        )
        if not self.partly:
            return said
        return (
            f"{said} (trong số bị từ chối, {in_words(self.partly)} bản ghi vẫn nạp được các ô khác)"
        )

    @property
    def contents(self) -> str:
        """How many figures were read, in words; equal ones count once.

        What a preview calls new, restated and the same adds up to the first number: printed rates
        are kept beside the counts and never take the place of one.
        """
        said = f"{in_words(len(self.checked.counts))} số liệu"
        if not self.checked.rates:
            return said
        why = "chỉ giữ để đối chiếu"
        if not self.checked.counts:
            why += "; các trang chưa tính được từ tệp này, hãy nạp thêm số đếm của tử số, mẫu số"
        return f"{said}, {in_words(len(self.checked.rates))} tỷ lệ in sẵn ({why})"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that may enter an edition."""
        return self.checked.figures

    @property
    def outcome(self) -> str:
        """accept, accept_with_notes, reject_rows or reject_file."""
        if not self.figures:
            return "reject_file"
        if any(p.severity == "reject" for p in self.problems):
            return "reject_rows"
        return "accept_with_notes" if self.problems else "accept"

    @property
    def replaced(self) -> int:
        """How many figures take the place of another value loaded before; each has its note."""
        return sum(p.code == "replaced" for p in self.problems)

    def turned(self, changes: tuple) -> "Outcome":
        """The same file after its withdrawals: without figures and problems while withdrawn."""
        if not changes or not changes[-1].is_withdrawal:
            return replace(self, changes=len(changes))
        return replace(
            self,
            checked=Checked((), (), (), ()),
            problems=(),
            withdrawn_at=changes[-1].at,
            changes=len(changes),
        )

    def with_notes(self, notes: list[Problem]) -> "Outcome":
        """The same file with notes found by comparing it with others; the sum of records holds."""
        marked = {(p.sheet, p.line) for p in self.problems} | self.refused_places
        newly = len({(note.sheet, note.line) for note in notes} & self.places - marked)
        return replace(
            self,
            problems=in_order([*self.problems, *notes]),
            loaded=self.loaded - newly,
            noted=self.noted + newly,
        )


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems by sheet and line, refusals after notes of the same line, then by column."""
    return tuple(sorted(problems, key=lambda p: (p.sheet, p.line, p.severity, p.column)))


def refused(name: str, problem: Problem) -> Outcome:
    """The outcome of a file that could not be used at all."""
    return Outcome(shown_name(name), problems=(problem,))


def examine(
    name: str,
    content: bytes,
    catalogue: Catalogue,
    register: Register,
    watch: Watch = unwatched,
    cards: tuple[Card, ...] = (),
) -> Outcome:
    """One file read, understood and checked. Never raises for anything a file may hold.

    Raises OSError or MemoryError where the machine fails and not the file.
    """
    try:
        return _read(name, content, catalogue, register, watch, cards)
    except FileRefused as refusal:
        return refused(name, refusal.problem)
    except (OSError, MemoryError):
        raise
    except Exception as fault:
        # The one place where everything is caught: a fault of ours, met in one file, must stop
        # neither the other files nor, once it is in the archive, every later load.
        _LOG.exception("%s could not be examined", shown_name(name))
        return refused(name, _unforeseen(name, fault))


def _unforeseen(name: str, fault: Exception) -> Problem:
    """The refusal of a file that the program stumbled over: which, where in it, what to do."""
    at = traceback.extract_tb(fault.__traceback__)[-1]
    reason = (
        f"phần mềm gặp lỗi khi đọc tệp “{shown_name(name)}” nên không nạp tệp này; các tệp khác"
        " không bị ảnh hưởng. Thử nạp từng phần của tệp để tìm dòng gây lỗi, và gửi tệp cùng dòng"
        f" này cho người phụ trách phần mềm. Chi tiết kỹ thuật: {type(fault).__name__},"
        f" {Path(at.filename).name} dòng {at.lineno}"
    )
    return Problem("reject", "unforeseen", 0, "", shown_name(name), reason)


def _read(
    name: str,
    content: bytes,
    catalogue: Catalogue,
    register: Register,
    watch: Watch,
    cards: tuple[Card, ...],
) -> Outcome:
    sheets = read_sheets(content)
    readings, told = _readings(sheets, catalogue, cards)
    if not readings:
        return Outcome(shown_name(name), problems=in_order(told))
    return _examined(name, readings, told, catalogue, register, watch)


def _readings(
    sheets: tuple[Sheet, ...], catalogue: Catalogue, cards: tuple[Card, ...]
) -> tuple[list[Reading], list[Problem]]:
    """The reading of each table of each sheet, and what is to be told of the others."""
    readings = []
    told = [note for sheet in sheets for note in sheet.notes]
    lost = []
    for sheet in sheets:
        for table in tables(sheet):
            told += table.notes if table is not sheet else ()
            try:
                reading = read_form(table, catalogue, cards)
                if reading.form == "dai":
                    above = titles_of(outline(table).titles)
                    refuse_long(above, [claim.subject for claim in reading.claims], catalogue)
                readings.append(replace(reading, titles=_titles(table, reading.is_listed)))
            except FileRefused as refusal:
                lost.append((refusal.problem, table))
    if not readings:
        return [], [*told, *(problem for problem, _ in lost)]
    for problem, table in lost:
        problem = _aside(problem, sheets)
        told.append(problem)
        if problem.severity == "reject":
            readings.append(_unread(table))
    return readings, told


def _unread(table: Sheet) -> Reading:
    """A table that could not be read beside others: its rows of figures count as refused."""
    lines = tuple(record.line for record in outline(table).body if _has_figures(record))
    return Reading("", (), lines, refused_lines=frozenset(lines), sheet=table.name)


def _titles(table: Sheet, is_listed: bool) -> tuple[str, ...]:
    """The texts above a table, which may name the province or district it is about.

    The unit that reports in a listed table is held against them, and so is none of them.
    """
    above = outline(table).titles
    told = [r for r in above if not (is_listed and names_reporter(r))]
    return tuple(cell for record in told for cell in record.cells if cell.strip())


def _aside(problem: Problem, sheets: tuple[Sheet, ...]) -> Problem:
    """A sheet of words beside sheets of figures is no table and only noted."""
    sheet = next((s for s in sheets if s.name and s.name == problem.sheet), None)
    if problem.code != "form_unknown" or sheet is None or any(map(_has_figures, sheet.records)):
        return problem
    reason = "trang tính không có bảng số liệu, bỏ qua"
    return Problem("note", "sheet_skipped", 0, "", problem.found, reason, sheet=sheet.name)


def _has_figures(record: Record) -> bool:
    words = [cell.strip() for cell in record.cells if cell.strip()]
    return len(words) > 1 and any(word[:1].isdigit() for word in words[1:])


def _examined(
    name: str,
    readings: list[Reading],
    told: list[Problem],
    catalogue: Catalogue,
    register: Register,
    watch: Watch,
) -> Outcome:
    claims = tuple(claim for reading in readings for claim in reading.claims)
    form = ", ".join(dict.fromkeys(reading.form for reading in readings if reading.form))
    titles = tuple(title for reading in readings for title in reading.titles)
    reading = Reading(form, claims, (), titles=titles)
    understood = understand(reading, catalogue, register, lambda c: watch(c, shown_name(name)))
    checked = check(understood.figures)
    problems = [*told, *(p for reading in readings for p in reading.problems)]
    problems += [*understood.problems, *checked.problems, *named_otherwise(name, checked.figures)]
    is_whole = not any(p.severity == "reject" for p in problems)
    problems += cross_foot(checked, catalogue)
    for one in readings:
        problems += of_totals(one, checked, catalogue, is_whole)
    problems = _named(problems, readings)
    places = {(one.sheet, line) for one in readings for line in one.lines}
    if not places:
        problems.append(_no_records())
    elif not checked.figures and not any(p.severity == "reject" for p in problems):
        problems.append(_no_figures())
    refused_places = {(one.sheet, line) for one in readings for line in one.refused_lines}
    rejected = {(p.sheet, p.line) for p in problems if p.severity == "reject"} | refused_places
    rejected &= places
    noted = {(p.sheet, p.line) for p in problems} & places - rejected
    return Outcome(
        shown_name(name),
        form,
        checked,
        in_order(problems),
        len(places),
        len(places) - len(noted) - len(rejected),
        len(noted),
        len(rejected),
        frozenset(places),
        frozenset(rejected),
        is_demo(claims),
        partly=len(rejected & {(f.sheet, f.line) for f in checked.figures}),
        plain_cells=understood.plain.of_rows(sorted(rejected)),
    )


def _named(problems: list[Problem], readings: list[Reading]) -> list[Problem]:
    """Problems that name our columns as the file's headings do."""
    names = {(one.sheet, at): one.names for one in readings if one.names for at in one.lines}
    return [
        replace(p, column=own) if (own := names.get((p.sheet, p.line), {}).get(p.column)) else p
        for p in problems
    ]


def _no_figures() -> Problem:
    reason = (
        "tệp có đủ dòng nhưng chưa có số nào: mọi ô số đều để trống; điền số (là không thì ghi 0)"
        " rồi gửi lại"
    )
    return Problem("reject", "no_figures", 0, "", "", reason)


def _no_records() -> Problem:
    reason = "tệp chỉ có dòng tiêu đề, chưa có dòng số liệu nào; thêm số liệu rồi gửi lại"
    return Problem("reject", "no_records", 0, "", "", reason)
