"""Which faults are put in: all of them for the table, some of each kind for every test run."""

import random
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.faults.kinds import CLOCKS
from tests.faults.world import World

SOURCE = Path(__file__).with_name("disk.c")
# The title in the table, the kind and the faults.
Plan = list[tuple[str, str, list[dict]]]


@dataclass(frozen=True)
class Clean:
    """A deed without a fault: its named steps, its calls to the disk, those to DuckDB's log, and
    how many seconds it takes, start and end included. The calls are 0 without disk.c."""

    steps: tuple[str, ...] = ("write x",)
    calls: int = 0
    log_calls: int = 0
    seconds: float = 1.0


def failing_disk(folder: Path) -> str:
    """Compile disk.c; the library to load before all others, "" without a C compiler."""
    compiler = shutil.which("cc")
    if not compiler:
        return ""
    library = folder / "disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return str(library)


def measured(world: World, has_disk: bool, name: str = "load") -> Clean:
    """What a clean deed does; `has_disk` tells whether disk.c is loaded."""
    counts = []
    for fault in (
        {"kind": "steps", "mode": "count", "at": 0},
        {"kind": "disk", "mode": "count", "at": 0},
        {"kind": "disk", "mode": "count", "at": 0, "log": True},
    ):
        is_due = has_disk or fault["kind"] == "steps"
        counts.append(_clean(world, fault, name)[0] if is_due else [])
    return Clean(tuple(counts[0]), len(counts[1]), len(counts[2]), _clean(world, {}, name)[1])


def _clean(world: World, fault: dict, name: str) -> tuple[list[str], float]:
    """The steps of a deed in which nothing goes wrong, and the seconds it takes."""
    case = world.copy()
    started = time.monotonic()
    done = case.run(fault, *world.deed(name).arguments)
    taken = time.monotonic() - started
    steps = case.steps() if done == 0 else []
    case.verdict(False, "", [], False)
    return steps, taken


def everything(load: Clean, withdrawal: Clean) -> Plan:
    """Every fault, in loads and in withdrawals."""
    steps, length = load.steps, load.seconds
    chance = random.Random(1)
    numbers = range(1, len(steps) + 1)
    files = [n for n in numbers if not steps[n - 1].startswith("execute")]
    disk = range(1, load.calls + 1)
    log = range(1, load.log_calls + 1, 10)
    kills = [{"after": chance.uniform(0, length)} for _ in range(160)]
    kills += [{"after": chance.uniform(0.8, 2.5), "is_command": True} for _ in range(40)]
    sizes = sorted({0, 1, 107, 200, *(int(3_400_000 * (i / 46) ** 2) for i in range(46))})
    return [
        ("Ngắt (kill -9) trước và sau từng bước có tên", "step",
         _kills_at(steps)),
        ("Ngắt (kill -9) vào lúc ngẫu nhiên", "kill", kills),
        ("Bước thứ n mở, ghi, đổi tên, xóa bị lỗi", "step", _at("steps", "fail", files)),
        ("Lời gọi thứ n xuống đĩa bị lỗi (cả của DuckDB)", "step",
         _at("disk", "fail", disk) + _at("disk", "fail", log, log=True)),
        ("Ngắt (kill -9) ở lời gọi thứ n xuống đĩa", "step",
         _at("disk", "kill_before", disk[::4]) + _at("disk", "kill_after", disk[2::4])),
        ("Đĩa đầy ở lời gọi thứ n, ghi được một nửa", "step", _at("disk", "full", disk[::2])),
        ("Đĩa đầy: tệp không lớn quá một cỡ", "step",
         [{"kind": "size", "at": size} for size in sizes]),
        ("Bản số liệu: lật một bit", "edition", _damages("edition", "flip", 200)),
        ("Bản số liệu: cụt đuôi", "edition", _damages("edition", "cut", 100)),
        ("Bản số liệu: mất trắng một trang 4 KB", "edition", _damages("edition", "page", 20)),
        ("Dấu SHA-256, tệp con trỏ: lật bit, cụt đuôi", "edition",
         [f for what in ("seal", "pointer") for how in ("flip", "cut")
          for f in _damages(what, how, 10)]),
        ("Bản số liệu hỏng khi trang đang mở", "under_reader",
         [{"how": how, "seed": seed} for how in ("flip", "page") for seed in range(40)]),
        ("Kho lưu: lật bit, cụt đuôi, mất tệp", "archive", _archive_damages(12)),
        ("Hai lần nạp cùng lúc", "together", [{}] * 20),
        ("Hai lần nạp cùng lúc, một lần bị ngắt", "together",
         [{"kill_after": chance.uniform(0, 1.5 * length)} for _ in range(20)]),
        ("Đồng hồ sai, ngày 29/02, múi giờ khác", "clock", list(CLOCKS)),
        ("Mỗi tệp ba lần, theo thứ tự ngẫu nhiên", "order", [{"seed": n} for n in range(20)]),
        *_of_withdrawal(withdrawal),
    ]  # fmt: skip


def _of_withdrawal(clean: Clean) -> Plan:
    """The faults of a withdrawal, the same ones as of a load but fewer of those to the disk."""
    chance = random.Random(2)
    files = [n for n, step in enumerate(clean.steps, 1) if not step.startswith("execute")]
    deed = {"deed": "withdraw"}
    kills = [{"after": chance.uniform(0, clean.seconds)} | deed for _ in range(80)]
    kills += [{"after": chance.uniform(0.8, 2.5), "is_command": True} | deed for _ in range(20)]
    calls = _at("disk", "fail", range(1, clean.calls + 1, 2), **deed)
    calls += _at("disk", "full", range(2, clean.calls + 1, 4), **deed)
    return [
        ("Thu hồi tệp: ngắt (kill -9) trước và sau từng bước có tên", "step",
         _kills_at(clean.steps, **deed)),
        ("Thu hồi tệp: ngắt (kill -9) vào lúc ngẫu nhiên", "kill", kills),
        ("Thu hồi tệp: bước thứ n mở, ghi, đổi tên, xóa bị lỗi", "step",
         _at("steps", "fail", files, **deed)),
        ("Thu hồi tệp: lời gọi thứ n xuống đĩa bị lỗi hoặc đĩa đầy", "step", calls),
    ]  # fmt: skip


def _at(kind: str, mode: str, places, **more) -> list[dict]:
    return [{"kind": kind, "mode": mode, "at": n} | more for n in places]


def _kills_at(steps: tuple[str, ...], **more) -> list[dict]:
    """A kill before every named step, and after every one that writes."""
    numbers = range(1, len(steps) + 1)
    writing = [n for n in numbers if steps[n - 1].split()[0] in ("write", "fsync", "replace")]
    before = _at("steps", "kill_before", numbers, **more)
    return before + _at("steps", "kill_after", writing, **more)


def _damages(what: str, how: str, times: int) -> list[dict]:
    return [{"what": what, "how": how, "seed": seed} for seed in range(times)]


def _archive_damages(times: int) -> list[dict]:
    names = [f"00000{n}.{kind}" for n in (1, 2) for kind in ("bin", "json")]
    spoilt = [
        {"file": name, "how": how, "seed": seed}
        for name in names
        for how in ("flip", "cut")
        for seed in range(times)
    ]
    return spoilt + [{"file": name, "how": "gone"} for name in names]


def sample(plan: Plan, most: int, seed: int) -> Plan:
    """A few faults of each kind, other ones for another seed."""
    chance = random.Random(seed)
    return [
        (title, kind, chance.sample(faults, min(most, len(faults)))) for title, kind, faults in plan
    ]
