"""A data folder about to be loaded into, what it must hold before and after, and the judge."""

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from etl import load_files, receiving, withdraw, withdrawals
from etl.verifying import verify
from indicators import editions
from indicators.editions import EditionError
from tests.etl.files import long, rows
from tests.faults import driver
from tests.indicators import data_folder

ROOT = Path(__file__).resolve().parents[2]
UNITS = ("Huyện Tuy Phước", "Huyện Phù Cát", "Huyện An Lão")
FIGURES = (
    "select m.code, u.unit_key, p.code, o.value::varchar, o.source_id, o.line, o.is_current,"
    " o.derived from observation o join measure m using (measure_id) join unit u using (unit_id)"
    " join period p using (period_id) order by all"
)
# Words of a fault that was not foreseen, and never of one that is told.
UNFORESEEN = ("Traceback", "Error:", "terminate called")


def files() -> dict[str, bytes]:
    """Four files: two loaded before, one that corrects and adds, one of another year."""

    def year(number: int, first: int, *measures: str) -> bytes:
        return rows(
            *(
                f"{unit},,{number}-Q{quarter},{measure},{first + quarter + 10 * at}"
                for at, unit in enumerate(UNITS)
                for quarter in (1, 2, 3, 4)
                for measure in measures
            )
        )

    parts = ("tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han")
    return {
        "a.csv": year(2022, 100, "ho_ngheo", "viec_lam_tao_moi", *parts),
        "b.csv": year(2023, 200, "ho_ngheo", "viec_lam_tao_moi", *parts),
        "c.csv": year(2023, 300, "ho_ngheo", "tong_so_ho", *parts),
        "d.csv": long(UNITS[0], "2021-Q1", ("ho_ngheo", 1), ("tong_so_ho", 9)),
    }


@dataclass(frozen=True)
class Deed:
    """A command that meets a fault, and the figures, receipts and withdrawals it leads to."""

    arguments: tuple[str, ...]
    after: list = field(repr=False)
    receipts: int
    withdrawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class World:
    """A folder to copy with a.csv and b.csv loaded, and its figures before and after a deed.

    `first` are the figures of a.csv alone, `old` of both, `new` of c.csv as well; the deeds are to
    load c.csv and to withdraw b.csv, which leaves those of a.csv.
    """

    folder: Path
    first: list = field(repr=False)
    old: list = field(repr=False)
    new: list = field(repr=False)

    def deed(self, name: str) -> Deed:
        """The command called "load" or "withdraw"."""
        if name == "withdraw":
            return Deed(("withdraw", "2"), self.first, 2, (2,))
        return Deed(("load", str(self.folder.parent / "c.csv")), self.new, 3)

    def copy(self) -> "Case":
        """A case of its own to spoil."""
        folder = Path(tempfile.mkdtemp(dir=self.folder.parent, prefix="case-"))
        shutil.copytree(self.folder, folder / "data", copy_function=_copied)
        return Case(self, folder)


def _copied(source: str, target: str) -> None:
    """Catalogue files are shared with the template; nothing a load touches is."""
    if "/catalogue/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def made(folder: Path) -> World:
    """The world of a test run, under a folder of its own."""
    data = data_folder(folder / "data")
    for name, content in files().items():
        (folder / name).write_bytes(content)
    steps = []
    for name in ("a.csv", "b.csv"):
        load_files(data, [(name, files()[name])])
        steps.append(figures(data))
    after = shutil.copytree(data, folder / "after")
    load_files(after, [("c.csv", files()["c.csv"])])
    world = World(data, *steps, figures(after))
    withdraw(without := shutil.copytree(data, folder / "without"), 2)
    assert figures(without) == world.first
    assert len({len(held) for held in (world.first, world.old, world.new)}) == 3
    return world


def forget() -> None:
    """Forget what this process read of editions, as a new process would."""
    editions._spoilt.clear()
    editions._opened.cache_clear()
    editions._root.cache_clear()


def figures(data: Path) -> list[tuple]:
    """Every figure a reader of the folder gets."""
    forget()
    edition = editions.on_show(data).edition
    with editions._root(edition.path, edition.stamp).cursor() as cursor:
        return cursor.execute(FIGURES).fetchall()


@dataclass(frozen=True)
class Verdict:
    """What came of one fault.

    `shown`: old, new or last_good; `faults`: torn, lost, wrong, unclear, by_hand (none is good);
    `is_told`: the command ended by itself and said what to do.
    """

    is_injected: bool
    shown: str
    faults: tuple[str, ...]
    is_told: bool
    detail: str = ""


@dataclass(frozen=True)
class Started:
    """An etl command under way, and the end of the pipe where it prints."""

    process: multiprocessing.Process
    printed: Connection

    def end(self) -> tuple[int, str]:
        """Wait for its end: the exit code and what it said (the pipe holds 64 kB, it says less)."""
        self.process.join()
        with open(os.dup(self.printed.fileno()), "rb") as file:
            said = file.read().decode("utf-8", "replace")
        self.printed.close()
        return self.process.exitcode, said


class Case:
    """One copy of the world in which one thing goes wrong."""

    def __init__(self, world: World, folder: Path):
        self.world, self.folder, self.data = world, folder, folder / "data"
        self.log, self.said = folder / "log", ""

    def file(self, name: str = "c.csv") -> str:
        return str(self.world.folder.parent / name)

    def start(self, fault: dict, *arguments: str) -> "Started":
        """Start an etl command in a process of its own, forked from one that never did a thing."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.faults.driver"])
        ours, theirs = context.Pipe(duplex=False)
        named = (str(self.data), list(arguments), str(self.log), theirs, fault)
        process = context.Process(target=driver.run, args=named)
        process.start()
        theirs.close()
        return Started(process, ours)

    def run(self, fault: dict, *arguments: str) -> int:
        """Run an etl command under a fault to its end: its exit code, -9 when killed."""
        self.log.unlink(missing_ok=True)
        code, self.said = self.start(fault, *arguments).end()
        return code

    def command(self, *arguments: str) -> subprocess.Popen:
        """Start `python -m etl` as people do."""
        return subprocess.Popen(
            [sys.executable, "-m", "etl", "--data", str(self.data), *arguments],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def steps(self) -> list[str]:
        """The steps of the last command that came to its end; none when it was killed."""
        return json.loads(self.log.read_text(encoding="utf-8")) if self.log.exists() else []

    def judge(self, code: int, is_injected: bool = True, name: str = "load") -> Verdict:
        """After a fault in a deed: the shown edition, the archive, and the deed done again."""
        deed, found = self.world.deed(name), []
        shown = self._shown(deed, found)
        if _current_fault(self.data):
            found.append("torn")
        found += self._archive_faults()
        found += self._withdrawal_faults((), deed.withdrawn)
        is_told = code not in (-9, 0)
        if is_told and (code != 2 or not is_clear(self.said)):
            found.append("unclear")
        if code == 0 and shown != "new":
            found.append("lost")
        detail = f"exit {code}: {self.said[-300:]}" if found else ""
        if self.run({}, *deed.arguments) != 0 and not self._was_done(deed, shown):
            found.append("by_hand")
            detail += f" again: {self.said[-300:]}"
        found += self.final_faults(deed.after, deed.receipts)
        found += self._withdrawal_faults(deed.withdrawn)
        return self.verdict(is_injected, shown, found, is_told, detail)

    def verdict(self, is_injected, shown, found, is_told, detail="") -> Verdict:
        """The verdict, and the case thrown away."""
        forget()
        shutil.rmtree(self.folder, ignore_errors=True)
        return Verdict(is_injected, shown, tuple(sorted(set(found))), is_told, detail)

    def _was_done(self, deed: Deed, shown: str) -> bool:
        """True when the fault came after all was done: nothing is withdrawn twice."""
        return bool(deed.withdrawn) and shown == "new" and "đã thu hồi lúc" in self.said

    def _withdrawal_faults(self, *allowed: tuple[int, ...]) -> list[str]:
        """Every record of a withdrawal must be whole, and the files withdrawn among `allowed`."""
        turns, faults = withdrawals.survey(self.data)
        out = tuple(n for n, changes in turns.items() if [c.order for c in changes] == [1])
        return [] if not faults and out in allowed and len(out) == len(turns) else ["lost"]

    def _shown(self, deed: Deed, found: list[str]) -> str:
        try:
            held = figures(self.data)
        except EditionError:
            found.append("lost")
            return ""
        if held not in (self.world.old, deed.after):
            found.append("wrong")
        return "new" if held == deed.after else "old"

    def _archive_faults(self) -> list[str]:
        """Every receipt there is must be whole, and the two of before must be there."""
        try:
            kept = receiving.receipts(self.data)
            whole = [hashlib.sha256(receiving.content(self.data, r)).hexdigest() for r in kept]
        except receiving.DamagedArchive:
            return ["lost"]
        names = ["a.csv", "b.csv", "c.csv"][: len(kept)]
        wanted = [hashlib.sha256(files()[name]).hexdigest() for name in names]
        return [] if whole == wanted and len(kept) >= 2 else ["lost"]

    def final_faults(self, wanted: list, received: int) -> list[str]:
        """What is wrong once the work is complete: figures, receipts, proof, leftovers."""
        found = []
        if figures(self.data) != wanted:
            found.append("wrong")
        if len(receiving.receipts(self.data)) != received:
            found.append("lost")
        # The proof repeats what was compared just now, so one in five is enough.
        if random.random() < 0.2 and not verify(self.data).is_whole:
            found.append("by_hand")
        if [*self.data.rglob("*.part"), *self.data.rglob("*.building*")]:
            found.append("by_hand")
        return found


def _current_fault(data: Path) -> str:
    """What a reader is told of the edition on show; "" when it is whole."""
    forget()
    try:
        return editions.on_show(data).fault
    except EditionError as fault:
        return str(fault)


def is_clear(said: str) -> bool:
    """True for a Vietnamese sentence without anything unforeseen."""
    return any(c in said for c in "ệạốđ") and not any(word in said for word in UNFORESEEN)
