"""Which faults are put in: all of them for the table, some of each kind for every test run."""

import random
import shutil
import subprocess
import time
from pathlib import Path

from tests.faults.kinds import CLOCKS
from tests.faults.world import World

SOURCE = Path(__file__).with_name("disk.c")
# The title in the table, the kind and the faults.
Plan = list[tuple[str, str, list[dict]]]


def failing_disk(folder: Path) -> str:
    """Compile disk.c; the library to load before all others, "" without a C compiler."""
    compiler = shutil.which("cc")
    if not compiler:
        return ""
    library = folder / "disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return str(library)


def measured(world: World, has_disk: bool) -> tuple[list[str], int, int]:
    """A clean load: its named steps, its calls to the disk, and those to DuckDB's log.

    The calls are 0 when disk.c is not loaded (`has_disk`).
    """
    counts = []
    for fault in (
        {"kind": "steps", "mode": "count", "at": 0},
        {"kind": "disk", "mode": "count", "at": 0},
        {"kind": "disk", "mode": "count", "at": 0, "log": True},
    ):
        if fault["kind"] == "disk" and not has_disk:
            counts.append([])
            continue
        case = world.copy()
        done = case.run(fault, "load", case.file())
        counts.append(case.steps() if done == 0 else [])
        case.verdict(False, "", [], False)
    return counts[0], len(counts[1]), len(counts[2])


def seconds(world: World) -> float:
    """How long a clean load takes, its start and end included."""
    case = world.copy()
    started = time.monotonic()
    case.run({}, "load", case.file())
    taken = time.monotonic() - started
    case.verdict(False, "", [], False)
    return taken


def everything(steps: list[str], calls: int, log_calls: int, length: float) -> Plan:
    """Every fault; `length` is what a clean load takes, in seconds."""
    chance = random.Random(1)
    numbers = range(1, len(steps) + 1)
    writing = [n for n in numbers if steps[n - 1].split()[0] in ("write", "fsync", "replace")]
    files = [n for n in numbers if not steps[n - 1].startswith("execute")]

    def at(kind: str, mode: str, places, **more) -> list[dict]:
        return [{"kind": kind, "mode": mode, "at": n} | more for n in places]

    disk = range(1, calls + 1)
    log = range(1, log_calls + 1, 10)
    kills = [{"after": chance.uniform(0, length)} for _ in range(160)]
    kills += [{"after": chance.uniform(0.8, 2.5), "is_command": True} for _ in range(40)]
    sizes = sorted({0, 1, 107, 200, *(int(3_400_000 * (i / 46) ** 2) for i in range(46))})
    return [
        ("Ngắt (kill -9) trước và sau từng bước có tên", "step",
         at("steps", "kill_before", numbers) + at("steps", "kill_after", writing)),
        ("Ngắt (kill -9) vào lúc ngẫu nhiên", "kill", kills),
        ("Bước thứ n mở, ghi, đổi tên, xóa bị lỗi", "step", at("steps", "fail", files)),
        ("Lời gọi thứ n xuống đĩa bị lỗi (cả của DuckDB)", "step",
         at("disk", "fail", disk) + at("disk", "fail", log, log=True)),
        ("Ngắt (kill -9) ở lời gọi thứ n xuống đĩa", "step",
         at("disk", "kill_before", disk[::4]) + at("disk", "kill_after", disk[2::4])),
        ("Đĩa đầy ở lời gọi thứ n, ghi được một nửa", "step", at("disk", "full", disk[::2])),
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
    ]  # fmt: skip


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
