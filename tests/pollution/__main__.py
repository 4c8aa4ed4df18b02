"""python -m tests.pollution: faults of structure and of meaning, and a mutation run, as tables.

They are written into docs/intake.md.
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from etl.cards import read_cards
from indicators.catalogue_files import read_catalogue
from indicators.units import read_register
from tests.pollution import mutation
from tests.pollution.clean import Variant
from tests.pollution.dialects import dialects
from tests.pollution.faults import faults
from tests.pollution.judging import RIGHT, SILENT, VERDICTS, judge
from tests.pollution.judging_meaning import MeaningJudge, meaning_judge
from tests.pollution.meaning import CLEAR, MOST, Meant
from tests.pollution.meanings import clean_tables, meanings
from tests.pollution.workbook_faults import workbook_faults

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/intake.md"
BEGIN, END = "<!-- bảng do make intake ghi -->\n", "<!-- hết bảng -->\n"
MEANING = "<!-- bảng lỗi về nghĩa do make intake ghi -->\n"


def main() -> None:
    """Run everything, write the tables; end with an error when anything is silently wrong.

    So it does when what is clear to a clerk is not read as it is meant.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--places", type=int, default=MOST, help="places of a table a fault is at")
    options = parser.parse_args()
    catalogue = read_catalogue(ROOT / "data/catalogue")
    register = read_register(ROOT / "data/catalogue")
    cards = read_cards(ROOT / "data/forms", catalogue)
    meant = _meant(
        meaning_judge(catalogue, register, cards, ROOT / "data", clean_tables()), options
    )
    judged = judge(catalogue, register, cards)
    variants = chain(dialects(), faults(), workbook_faults())
    built = _counted(variants, lambda spoilt: (judged.verdict(spoilt), False))
    found = mutation.run(options.mutations, options.seed, catalogue, register, cards)
    _write(MEANING, [*table(meant.counts), "", _cost(meant)])
    mutated = _mutations(found, options)
    _write(BEGIN, [*table(built.counts), "", *mutated, "", f"{_cost(built)} {_memory()}"])
    if meant.is_bad or built.is_bad:
        raise SystemExit(1)


@dataclass
class _Run:
    """How many files had which verdict, how long it took, whether any of them must not be."""

    counts: Counter
    taken: float = 0.0
    is_bad: bool = False


def _meant(judged: MeaningJudge, options) -> _Run:
    def verdict(spoilt: Meant) -> tuple[str, bool]:
        found = judged.verdict(spoilt)
        return found, spoilt.expected == CLEAR and found != RIGHT

    return _counted(meanings(clean_tables(), options.places), verdict)


def _counted(variants: Iterable[Variant], verdict: Callable) -> _Run:
    """The verdicts on spoilt files; what must not be is told at once."""
    run, began = _Run(Counter()), time.perf_counter()
    for spoilt in variants:
        found, is_refused_though_clear = verdict(spoilt)
        run.counts[(spoilt.kind, found)] += 1
        if found == SILENT or is_refused_though_clear:
            run.is_bad = True
            what = "SAI LẶNG LẼ" if found == SILENT else "RÕ MÀ KHÔNG ĐỌC ĐÚNG"
            print(f"{what}: {spoilt.base} / {spoilt.kind} / {spoilt.name}")
    run.taken = time.perf_counter() - began
    return run


def _write(begin: str, lines: list[str]) -> None:
    """Put lines between two marks of the page."""
    head, rest = PAGE.read_text(encoding="utf-8").split(begin)
    _, tail = rest.split(END, 1)
    PAGE.write_text(head + begin + "\n" + "\n".join(lines) + "\n\n" + END + tail, encoding="utf-8")
    print("\n".join(lines))


def table(counts: Counter) -> list[str]:
    """The Markdown table: a class a row, a verdict a column, the sum last."""
    kinds = dict.fromkeys(kind for kind, _ in counts)
    lines = [
        "| loại lỗi | đã thử | " + " | ".join(VERDICTS) + " |",
        "|---|" + "---:|" * (len(VERDICTS) + 1),
    ]
    for kind in kinds:
        each = [counts[(kind, verdict)] for verdict in VERDICTS]
        lines.append(_row(kind, [sum(each), *each]))
    total = [sum(n for (_, v), n in counts.items() if v == verdict) for verdict in VERDICTS]
    return [*lines, _row("**Cộng**", [sum(total), *total])]


def _row(name: str, numbers: list[int]) -> str:
    return f"| {name} | " + " | ".join(map(_number, numbers)) + " |"


def _mutations(found: dict, options) -> list[str]:
    names = {
        "accept": "nhận đủ",
        "accept_with_notes": "nhận, có ghi chú",
        "reject_rows": "có dòng bị từ chối",
        "reject_file": "từ chối cả tệp",
    }
    parts = [f"{names[key]} {_number(found.get(key, 0))}" for key in names]
    slowest = f"{found['slowest']:.1f}".replace(".", ",")
    return [
        f"Biến đổi ngẫu nhiên {_number(options.mutations)} tệp (hạt {options.seed}):"
        f" {'; '.join(parts)}. 0 lần đổ vỡ, 0 lần sai tổng bản ghi, lâu nhất {slowest} giây."
    ]


def _number(count: float) -> str:
    return f"{count:,.0f}".replace(",", ".")


def _cost(run: _Run) -> str:
    return f"{_number(sum(run.counts.values()))} tệp hỏng có chủ ý đọc trong {run.taken:.0f} giây."


def _memory() -> str:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"Bộ nhớ cao nhất của cả lần chạy {megabytes:.0f} MB."


if __name__ == "__main__":
    main()
