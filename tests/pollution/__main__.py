"""python -m tests.pollution: every variant and a mutation run, written into docs/intake.md."""

import argparse
import resource
import time
from collections import Counter
from pathlib import Path

from etl.cards import read_cards
from indicators.catalogue_files import read_catalogue
from indicators.units import read_register
from tests.pollution import mutation
from tests.pollution.clean import Variant
from tests.pollution.dialects import dialects
from tests.pollution.faults import faults
from tests.pollution.judging import SILENT, VERDICTS, judge
from tests.pollution.workbook_faults import workbook_faults

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/intake.md"
BEGIN, END = "<!-- bảng do make intake ghi -->\n", "<!-- hết bảng -->\n"


def main() -> None:
    """Run everything, write the table, end with an error when anything is silently wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    catalogue = read_catalogue(ROOT / "data/catalogue")
    register = read_register(ROOT / "data/catalogue")
    cards = read_cards(ROOT / "data/forms", catalogue)
    judged, began, counts = judge(catalogue, register, cards), time.perf_counter(), Counter()
    for spoilt in (*dialects(), *faults(), *workbook_faults()):
        verdict = judged.verdict(spoilt)
        counts[(spoilt.kind, verdict)] += 1
        if verdict == SILENT:
            _tell(spoilt)
    taken = time.perf_counter() - began
    found = mutation.run(options.mutations, options.seed, catalogue, register, cards)
    lines = [*table(counts), "", *_mutations(found, options), "", _cost(counts, taken)]
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    page = head + BEGIN + "\n" + "\n".join(lines) + "\n\n" + END + rest.split(END)[1]
    PAGE.write_text(page, encoding="utf-8")
    print("\n".join(lines))
    if any(verdict == SILENT for _, verdict in counts):
        raise SystemExit(1)


def _tell(spoilt: Variant) -> None:
    print(f"SAI LẶNG LẼ: {spoilt.base} / {spoilt.kind} / {spoilt.name}")


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


def _cost(counts: Counter, taken: float) -> str:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{_number(sum(counts.values()))} tệp hỏng có chủ ý đọc trong {taken:.0f} giây; bộ nhớ cao"
        f" nhất của cả lần chạy {megabytes:.0f} MB."
    )


if __name__ == "__main__":
    main()
