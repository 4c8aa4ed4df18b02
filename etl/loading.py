"""Files to an edition: receive, read, understand, check, publish; and the same without publishing."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from etl import building, receiving
from etl.building import Content
from etl.checking import Checked, check, check_totals
from etl.forms import Reading, read_form
from etl.numbers import NumberError, parse
from etl.problems import FileRefused, Problem
from etl.reading import read_sheet
from etl.receiving import Receipt
from etl.understanding import Figure, is_demo, understand
from indicators import editions
from indicators.catalogue import Catalogue, read_catalogue
from indicators.editions import Edition
from indicators.units import Register, read_register

Watch = Callable[[Iterable, str], Iterable]


def unwatched(items: Iterable, _what: str) -> Iterable:
    """No progress shown: the items as they are."""
    return items


@dataclass(frozen=True)
class Outcome:
    """What became of one file; loaded + noted + rejected = records."""

    name: str
    form: str
    figures: tuple[Figure, ...]
    checked: Checked | None
    problems: tuple[Problem, ...]
    records: int
    loaded: int
    noted: int
    rejected: int
    is_demo: bool
    is_known: bool = False

    @property
    def outcome(self) -> str:
        """accept, accept_with_notes, reject_rows or reject_file."""
        if not self.figures:
            return "reject_file"
        if any(p.severity == "reject" for p in self.problems):
            return "reject_rows"
        return "accept_with_notes" if self.problems else "accept"


@dataclass(frozen=True)
class Loaded:
    """A whole load: each given file's outcome, the edition now on show, and what changed.

    `edition` is None when nothing was published and none was there before; `demo_left` is true
    when figures of one's own have taken the place of the demonstration.
    """

    outcomes: tuple[Outcome, ...]
    edition: int | None
    is_published: bool
    demo_left: bool


def examine(
    name: str, content: bytes, catalogue: Catalogue, register: Register, watch: Watch = unwatched
) -> Outcome:
    """One file read, understood and checked; nothing is received or published."""
    try:
        reading = read_form(read_sheet(content), catalogue)
    except FileRefused as refusal:
        return Outcome(name, "", (), None, (refusal.problem,), 0, 0, 0, 0, False)
    understood = understand(reading, catalogue, register, lambda c: watch(c, name))
    checked = check(understood.figures, catalogue)
    problems = [*reading.problems, *understood.problems, *checked.problems]
    problems += _totals(reading, checked, catalogue, register)
    problems.sort(key=lambda p: (p.line, p.severity, p.column))
    rejected = {p.line for p in problems if p.severity == "reject"} & set(reading.lines)
    noted = {p.line for p in problems} & set(reading.lines) - rejected
    records = len(reading.lines)
    return Outcome(
        name,
        reading.form,
        checked.figures,
        checked,
        tuple(problems),
        records,
        records - len(noted) - len(rejected),
        len(noted),
        len(rejected),
        is_demo(understood.figures),
    )


def _totals(reading: Reading, checked: Checked, catalogue, register) -> list[Problem]:
    """Total rows are data of no unit: each is said not to be loaded, and checked against the sum."""
    printed = []
    for claim in reading.totals:
        try:
            value = parse(claim.value, "money")
        except NumberError:
            continue
        if value is not None:
            printed.append((claim.line, claim.column, value))
    lines = sorted({claim.line for claim in reading.totals})
    notes = [
        Problem("note", "total_row", line, "", "", "dòng tổng: không nạp, chỉ đối chiếu")
        for line in lines
    ]
    return notes + check_totals(printed, checked.figures)


def check_files(data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched):
    """The outcome of each (name, content), in order; nothing is received or published."""
    catalogue, register = _knowledge(data)
    return tuple(examine(name, content, catalogue, register, watch) for name, content in files)


def _knowledge(data: Path) -> tuple[Catalogue, Register]:
    return read_catalogue(data / "catalogue"), read_register(data / "catalogue")


def load_files(data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched) -> Loaded:
    """Receive files and publish an edition of everything received so far.

    Without files and before anything was received the edition is built from data/sample. Two
    loads at once take turns. Raises CatalogueError, DamagedArchive and BuildError, each with the
    edition on show untouched.
    """
    data.mkdir(parents=True, exist_ok=True)
    with FileLock(data / ".loading.lock"):
        catalogue, register = _knowledge(data)
        shown = editions.current(data)
        had_own = bool(receiving.receipts(data))
        if not files and not had_own:
            sample = [_sample_receipt(path, i) for i, path in enumerate(sample_files(data), 1)]
            read = {r: examine(r.name, c, catalogue, register, watch) for r, c in sample}
            return _publish(data, catalogue, register, read, tuple(read.values()), False)
        given = [receiving.receive(data, name, content) for name, content in files]
        read = {
            receipt: examine(
                receipt.name, receiving.content(data, receipt), catalogue, register, watch
            )
            for receipt in receiving.receipts(data)
        }
        outcomes = tuple(replace(read[receipt], is_known=not new) for receipt, new in given)
        is_stale = shown is None or not had_own or _is_stale(data, shown)
        if files and not is_stale and not any(o.figures and not o.is_known for o in outcomes):
            return Loaded(outcomes, shown.number, False, False)
        if not any(outcome.figures for outcome in read.values()):
            return Loaded(outcomes, shown.number if shown else None, False, False)
        demo_left = shown is not None and shown.is_demo and not had_own
        return _publish(data, catalogue, register, read, outcomes, demo_left)


def sample_files(data: Path) -> list[Path]:
    """The sample files in loading order: real figures first, corrections last."""
    found = (data / "sample").glob("*.csv")
    return sorted(found, key=lambda path: (not path.name.startswith("real_"), path.name))


def ensure_edition(data: Path) -> None:
    """Build the first edition when there is none yet, from what was received or the sample."""
    if editions.current(data) is None:
        load_files(data, [])


def _is_stale(data: Path, shown: Edition) -> bool:
    """True when the edition on show was built with another catalogue or an older archive."""
    digest = building.catalogue_digest(data / "catalogue")
    return shown.catalogue_sha256 != digest or shown.number != max(building.numbers(data))


def _sample_receipt(path: Path, sequence: int) -> tuple[Receipt, bytes]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    now = datetime.now().isoformat(timespec="seconds")
    return Receipt(sequence, path.name, digest, len(content), now), content


def _publish(data, catalogue, register, read, outcomes, demo_left) -> Loaded:
    contents = [
        Content(
            source_id=receipt.sequence,
            file_name=receipt.name,
            sha256=receipt.sha256,
            form=outcome.form,
            is_demo=outcome.is_demo,
            document=next((f.document for f in outcome.figures if f.document), ""),
            received_at=receipt.received_at,
            records=outcome.records,
            loaded=outcome.loaded,
            noted=outcome.noted,
            rejected=outcome.rejected,
            checked=outcome.checked or Checked((), (), (), ()),
            problems=outcome.problems,
        )
        for receipt, outcome in read.items()
    ]
    number = building.publish(data, catalogue, register, contents)
    return Loaded(outcomes, number, True, demo_left)
