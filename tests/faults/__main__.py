"""`make faults`: every fault put in, and the table docs/faults.md written from what came of it."""

import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tqdm import tqdm

from tests.faults import plan
from tests.faults.kinds import judged
from tests.faults.world import ROOT, Verdict, World, made

TABLE = ROOT / "docs" / "faults.md"
TEXT = Path(__file__).with_name("faults.md.txt")
COLUMNS = (
    "Sự cố", "Số lần", "Bản cũ giữ nguyên", "Bản mới trọn vẹn", "Dùng bản tốt gần nhất",
    "Báo rõ bằng tiếng Việt", "Dở dang", "Mất", "Sai số", "Báo không rõ", "Phải sửa tay",
)  # fmt: skip
BAD = ("torn", "lost", "wrong", "unclear", "by_hand")


def run(world: World, chosen: plan.Plan) -> list[tuple[str, list[Verdict]]]:
    """The verdicts of a plan, title by title, on two processes."""
    faults = [(title, (kind, fault)) for title, kind, some in chosen for fault in some]
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = pool.map(partial(judged, world), [fault for _, fault in faults], chunksize=1)
        shown = tqdm(found, total=len(faults), unit=" sự cố")
        verdicts: dict[str, list[Verdict]] = {title: [] for title, _, _ in chosen}
        for (title, fault), verdict in zip(faults, shown, strict=True):
            if verdict.is_injected:
                verdicts[title].append(verdict)
            if verdict.faults:
                print(title, fault, verdict, file=sys.stderr)
    return list(verdicts.items())


def table(verdicts: list[tuple[str, list[Verdict]]], seconds: float, has_disk: bool) -> str:
    """The page docs/faults.md."""
    rows = [[title, *_counts(found)] for title, found in verdicts]
    total = ["**Cộng**", *(f"**{sum(column)}**" for column in list(zip(*rows, strict=True))[1:])]
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (COLUMNS, *rows, total)]
    lines.insert(1, "|---|" + "---:|" * (len(COLUMNS) - 1))
    missing = "" if has_disk else "\nMáy này không có trình biên dịch C: không thử lỗi dưới đĩa.\n"
    return TEXT.read_text(encoding="utf-8").format(
        table="\n".join(lines), minutes=f"{seconds / 60:.0f}", missing=missing
    )  # fmt: skip


def _counts(found: list[Verdict]) -> list[int]:
    shown = Counter(verdict.shown for verdict in found)
    bad = Counter(fault for verdict in found for fault in verdict.faults)
    told = sum(verdict.is_told for verdict in found)
    return [
        len(found), shown["old"], shown["new"], shown["last_good"], told,
        *(bad[name] for name in BAD),
    ]  # fmt: skip


def main() -> int:
    """Put in every fault and write the table; 1 when any verdict is bad."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        library = plan.failing_disk(Path(folder))
        # Every child is forked from a process started from here on, with the disk that fails.
        os.environ["LD_PRELOAD"] = library
        world = made(Path(folder))
        deeds = [plan.measured(world, bool(library), name) for name in ("load", "withdraw")]
        chosen = plan.everything(*deeds)
        if len(sys.argv) > 1:
            chosen = plan.sample(chosen, int(sys.argv[1]), seed=int(started))
        verdicts = run(world, chosen)
    text = table(verdicts, time.monotonic() - started, bool(library))
    if len(sys.argv) == 1:
        TABLE.write_text(text, encoding="utf-8")
    print(text)
    return int(any(verdict.faults for _, found in verdicts for verdict in found))


if __name__ == "__main__":
    sys.exit(main())
