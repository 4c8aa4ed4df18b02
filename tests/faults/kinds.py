"""Each kind of fault: what is done to one copy of the world, and how it is judged."""

import os
import random
import time
from pathlib import Path

from etl import receiving
from indicators import editions
from indicators.editions import Edition, EditionError
from tests.faults import world as worlds
from tests.faults.world import Verdict, World, figures, forget

CLOCKS = (
    {"days": -2},
    {"days": 2},
    {"days": -4000},
    {"days": 4000},
    {"moment": "2028-02-29T23:59:59"},
    {"moment": "2000-02-29T00:00:00"},
    {"moment": "2025-12-31T23:59:59"},
    {"moment": "1970-01-01T00:00:00"},
    {"days": 0, "zone": "America/New_York"},
    {"days": 0, "zone": "Pacific/Kiritimati"},
    {"days": -1, "zone": "Pacific/Pago_Pago"},
    {"days": 1, "zone": "UTC"},
)


def step(world: World, fault: dict) -> Verdict:
    """A load or withdrawal in which the n-th step, call or byte goes wrong (see driver.py)."""
    case, name = world.copy(), fault.get("deed", "load")
    code = case.run(fault, *world.deed(name).arguments)
    # Fewer steps than n: the fault was never met. A limit on size is met when it is told.
    is_met = code != 0 or (fault["kind"] != "size" and len(case.steps()) >= fault["at"])
    return case.judge(code, is_met, name)


def kill(world: World, fault: dict) -> Verdict:
    """A load or withdrawal killed after some seconds, as a process of its own or forked."""
    case, name = world.copy(), fault.get("deed", "load")
    arguments = world.deed(name).arguments
    if fault.get("is_command"):
        process = case.command(*arguments)
        time.sleep(fault["after"])
        process.kill()
        return case.judge(process.wait(), name=name)
    started = case.start({}, *arguments)
    time.sleep(fault["after"])
    started.process.kill()
    code, case.said = started.end()
    return case.judge(code, name=name)


def _damage(path: Path, how: str, seed: int) -> bool:
    """One bit turned, the end cut off or a page zeroed; False when the bytes stay the same."""
    before = path.read_bytes()
    content, chance = bytearray(before), random.Random(seed)
    at = chance.randrange(len(content))
    if how == "flip":
        content[at] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del content[at:]
    else:
        pages = [p for p in range(0, len(content), 4096) if any(content[p : p + 4096])]
        at = chance.choice(pages)
        content[at : at + 4096] = bytes(len(content[at : at + 4096]))
    path.write_bytes(content)
    return bytes(content) != before


def edition(world: World, fault: dict) -> Verdict:
    """The edition on show, its seal or the pointer damaged: the last good one must be shown."""
    case, found = world.copy(), []
    path = {
        "edition": editions.edition_path(case.data, 2),
        "seal": editions.seal_path(editions.edition_path(case.data, 2)),
        "pointer": editions.pointer_path(case.data),
    }[fault["what"]]
    is_injected = _damage(path, fault["how"], fault["seed"])
    # A damaged pointer leads to the newest edition, a damaged edition to the one before.
    wanted = world.old if fault["what"] == "pointer" else world.first
    forget()
    if not editions.on_show(case.data).fault:
        found.append("unclear")
    if figures(case.data) != wanted:
        found.append("wrong")
    if fault["seed"] % 5 == 0:
        if case.run({}, "load") != 0:
            found.append("by_hand")
        found += case.final_faults(world.old, 2)
    return case.verdict(is_injected, "last_good", found, True)


def under_reader(world: World, fault: dict) -> Verdict:
    """An edition damaged while a page has it open, size and time of the file as before.

    A reader that met the damage must get the last good edition; one that did not, right figures.
    """
    case, found, shown = world.copy(), [], "old"
    forget()
    edition = editions.on_show(case.data).edition
    path, time_before = edition.path, edition.stamp[0]
    held = Path(f"{path}.copy")
    held.write_bytes(path.read_bytes())
    is_injected = _damage(held, fault["how"], fault["seed"])
    editions._root.cache_clear()
    path.write_bytes(held.read_bytes())
    os.utime(path, ns=(time_before, time_before))
    held.unlink()
    try:
        if _asked(edition) != world.old:
            found.append("wrong")
    except EditionError as fault:
        shown = "last_good"
        again = editions.on_show(case.data)
        if not fault.is_found_now or not again.fault or again.edition.number != 1:
            found.append("unclear")
    return case.verdict(is_injected, shown, found, shown == "last_good")


def _asked(edition: Edition) -> list[tuple]:
    """Every figure of an edition, asked for as a page asks."""
    with editions._reading(edition), editions._root(edition.path, edition.stamp).cursor() as cursor:
        return cursor.execute(worlds.FIGURES).fetchall()


def archive(world: World, fault: dict) -> Verdict:
    """A file of the archive damaged or gone: the edition stays, the loss is told or mended."""
    case, found = world.copy(), []
    path = receiving.archive_folder(case.data) / fault["file"]
    if fault["how"] == "gone":
        path.unlink()
        is_injected = True
    else:
        is_injected = _damage(path, fault["how"], fault["seed"])
    code = case.run({}, "load")
    if figures(case.data) != world.old:
        found.append("wrong")
    is_told = code != 0
    if is_told:
        if code != 2 or not worlds.is_clear(case.said):
            found.append("unclear")
        name = "a.csv" if fault["file"].startswith("000001") else "b.csv"
        if case.run({}, "load", case.file(name)) not in (0, 2):
            found.append("by_hand")
    if case.run({}, "load") != 0:
        found.append("by_hand")
    found += case.final_faults(world.old, 2)
    return case.verdict(is_injected, "old", found, is_told, case.said[-200:] if found else "")


def together(world: World, fault: dict) -> Verdict:
    """Two loads at once; `kill_after` seconds the first is killed."""
    case, found = world.copy(), []
    first = case.start({}, "load", case.file("c.csv"))
    second = case.start({}, "load", case.file("d.csv"))
    if "kill_after" in fault:
        time.sleep(fault["kill_after"])
        first.process.kill()
    codes = [started.end()[0] for started in (first, second)]
    if codes[1] != 0 or codes[0] not in (0, -9):
        found.append("by_hand")
    if "kill_after" not in fault and len(receiving.receipts(case.data)) != 4:
        found.append("lost")
    for name in ("c.csv", "d.csv"):
        if case.run({}, "load", case.file(name)) != 0:
            found.append("by_hand")
    return _all_loaded(case, found)


def clock(world: World, fault: dict) -> Verdict:
    """A load under a wrong clock, file times included; the order is by number, never by time."""
    case = world.copy()
    if "days" in fault:
        moment = time.time() + fault["days"] * 86400
        for path in (case.data / "editions").iterdir():
            os.utime(path, (moment, moment))
    code = case.run(fault | {"kind": "clock"}, "load", case.file())
    return case.judge(code)


def order(world: World, fault: dict) -> Verdict:
    """The four files three times each in some order: the current figures are always the same.

    c.csv corrects b.csv, so the first c.csv comes after the first b.csv; all else is chance.
    """
    case, found = world.copy(), []
    names = ["a.csv", "b.csv", "c.csv", "d.csv"] * 3
    random.Random(fault["seed"]).shuffle(names)
    for name in names:
        if case.run({}, "load", case.file(name)) != 0:
            found.append("by_hand")
    return _all_loaded(case, found)


def _all_loaded(case: worlds.Case, found: list[str]) -> Verdict:
    """The verdict once all four files are in, whatever the order and number of the loads."""
    held = figures(case.data)
    if _values(held) != _final_values(case.world):
        found.append("wrong")
    found += case.final_faults(held, 4)
    return case.verdict(True, "new", found, False)


def _values(held: list[tuple]) -> list[tuple]:
    """Current figures without the file and line they came from."""
    return sorted(row[:4] for row in held if row[6])


def _final_values(world: World) -> list[tuple]:
    place = ("550.19000101", "2021-Q1")
    one = [("ho_ngheo", *place, "1.0000"), ("tong_so_ho", *place, "9.0000")]
    return sorted([*_values(world.new), *one])


KINDS = {
    "step": step,
    "kill": kill,
    "edition": edition,
    "under_reader": under_reader,
    "archive": archive,
    "together": together,
    "clock": clock,
    "order": order,
}


def judged(world: World, fault: tuple[str, dict]) -> Verdict:
    """What came of one (kind, details)."""
    kind, details = fault
    return KINDS[kind](world, details)
