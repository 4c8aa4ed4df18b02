"""A sample of the spoilt files and of random mutations; `make intake` runs them all."""

from collections import Counter
from itertools import chain, islice

import pytest

from tests.pollution import mutation
from tests.pollution.clean import LONG, parts_of, variant
from tests.pollution.dialects import dialects
from tests.pollution.faults import faults
from tests.pollution.judging import NOTED, REFUSED, RIGHT, SILENT, judge
from tests.pollution.workbook_faults import workbook_faults


@pytest.fixture(scope="module")
def judged(catalogue, register, cards):
    return judge(catalogue, register, cards)


def test_no_spoilt_file_is_silently_wrong(judged):
    texts = islice(chain(dialects(), faults()), 0, None, 37)
    verdicts = Counter(judged.verdict(spoilt) for spoilt in chain(texts, workbook_faults(every=29)))
    assert verdicts[SILENT] == 0
    assert verdicts[RIGHT] + verdicts[REFUSED] > 0.98 * verdicts.total() > 250


def test_every_dialect_of_a_sound_file_reads_right(judged):
    verdicts = Counter(judged.verdict(spoilt) for spoilt in islice(dialects(), 0, None, 41))
    assert list(verdicts) == [RIGHT]


@pytest.mark.parametrize(
    ("row", "text", "lines", "verdict"),
    [
        (1, None, {}, RIGHT),
        (3, "Huyện Phù Cát;548;Quý I/2023;ho_ngheo;1.205;;;;;\n", {}, SILENT),
        (3, "", {3: 4}, SILENT),
        (3, "Huyện Phù Cát;548;Quý I/2023;ho_ngheo;1.20x;;;;;\n", {}, REFUSED),
        (3, "Huyện Phù Cát;548;Quý I/2023;ho_ngheo;;;;;;\n", {}, NOTED),
    ],
)
def test_the_judge_sees_what_is_wrong(row, text, lines, verdict, judged):
    parts = parts_of(LONG, ";")
    if text is not None:
        parts[row] = type(parts[row])(text, row)
    spoilt = variant("dài", "", "", parts, [row])
    spoilt.lines.update(lines)
    assert judged.verdict(spoilt) == verdict


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_never_crash_and_the_sum_holds(seed, catalogue, register, cards):
    found = mutation.run(250, seed, catalogue, register, cards)
    assert sum(count for key, count in found.items() if key != "slowest") == 250
