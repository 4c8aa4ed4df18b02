"""A sample of the spoilt files, of structure and of meaning, and of random mutations.

`make intake` runs them all.
"""

from collections import Counter
from itertools import chain, islice

import pytest

from etl import building
from etl.examining import examine
from etl.receiving import Receipt
from tests.pollution import mutation
from tests.pollution.clean import LONG, parts_of, variant
from tests.pollution.dialects import dialects
from tests.pollution.faults import faults
from tests.pollution.judging import ELSEWHERE, NOTED, REFUSED, RIGHT, SILENT, judge
from tests.pollution.judging_meaning import meaning_judge
from tests.pollution.meaning import CLEAR, DOUBT, TELL, TIMES, Fault, put, spoilt
from tests.pollution.meaning_relations import times
from tests.pollution.meanings import clean_tables
from tests.pollution.meanings import faults as faults_of_meaning
from tests.pollution.workbook_faults import workbook_faults


@pytest.fixture(scope="module")
def judged(catalogue, register, cards):
    return judge(catalogue, register, cards)


def test_no_spoilt_file_is_silently_wrong(judged):
    texts = islice(chain(dialects(), faults()), 0, None, 67)
    verdicts = Counter(judged.verdict(spoilt) for spoilt in chain(texts, workbook_faults(every=53)))
    assert verdicts[SILENT] == 0
    assert verdicts[RIGHT] + verdicts[REFUSED] > 0.98 * verdicts.total() > 150


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
    found = mutation.run(150, seed, catalogue, register, cards)
    assert sum(count for key, count in found.items() if key != "slowest") == 150


@pytest.fixture(scope="module")
def judged_meaning(catalogue, register, cards, first_data):
    return meaning_judge(catalogue, register, cards, first_data, clean_tables())


def _sampled(every: int):
    """One file of every so many faults, of each table in turn."""
    for n, fault in enumerate(islice(faults_of_meaning(), 0, None, every)):
        found = [one for table in clean_tables() for one in spoilt(table, fault, 1)]
        yield from found[n % len(found) : n % len(found) + 1] if found else ()


def test_no_file_spoilt_in_meaning_is_silently_wrong_and_no_clear_one_is_refused(judged_meaning):
    verdicts = [(one, judged_meaning.verdict(one)) for one in _sampled(every=7)]
    wrong = [(one.base, one.name) for one, verdict in verdicts if verdict == SILENT]
    unread = [
        (one.base, one.name)
        for one, verdict in verdicts
        if one.expected == CLEAR and verdict != RIGHT
    ]
    assert (wrong, unread) == ([], [])
    counts = Counter(verdict for _, verdict in verdicts)
    assert counts[RIGHT] + counts[REFUSED] + counts[NOTED] > 0.98 * counts.total() > 120


def test_what_periods_of_a_file_contradict_is_told_once_they_are_compared(judged_meaning):
    fault = next(times())
    (one,) = spoilt(clean_tables()[0], fault, 1)
    assert (one.kind, judged_meaning.verdict(one)) == (TIMES, NOTED)


def test_the_clean_long_form_contradicts_itself_in_no_period(judged_meaning, first_data):
    judge, long = judged_meaning, clean_tables()[0]
    content = "".join(part.text for part in parts_of(long.rows, ";")).encode()
    outcome = examine("so-lieu.csv", content, judge.catalogue, judge.register, cards=judge.cards)
    receipt = Receipt(1, "so-lieu.csv", "", len(content), "2026-01-01T00:00:00")
    found = building.compared(first_data, judge.catalogue, judge.register, {receipt: outcome})
    assert found[receipt].problems == ()


@pytest.mark.parametrize(
    ("texts", "at", "expected", "verdict"),
    [
        ({(1, 4): "1.120"}, None, CLEAR, RIGHT),
        ({(1, 4): "1121"}, None, DOUBT, SILENT),
        ({(1, 4): "1121"}, None, TELL, SILENT),
        ({(1, 4): "112O"}, None, DOUBT, REFUSED),
        ({(1, 4): "112O"}, (2,), DOUBT, REFUSED),
        ({(1, 4): "1120"}, None, TELL, SILENT),
        ({(9, 4): "90,00"}, None, TELL, NOTED),
        ({(0, 4): "gia_tr"}, (3,), DOUBT, ELSEWHERE),
    ],
)
def test_the_judge_of_meaning_sees_what_is_wrong(texts, at, expected, verdict, judged_meaning):
    texts = texts | {(1, 7): "x"}  # a remark, so that the file is never the clean one
    fault = Fault("", "", expected, lambda table: iter([put(table, texts, at)]))
    (one,) = spoilt(clean_tables()[0], fault)
    assert judged_meaning.verdict(one) == verdict
