"""Many refusals of one reason said once, with their lines, columns and what was found."""

import pytest

from etl.problems import Problem
from indicators.problem_groups import few, grouped, in_runs


def refusal(line: int, found: str = "", reason: str = "sai", **more) -> Problem:
    return Problem(more.pop("severity", "reject"), "c", line, "Cột", found, reason, **more)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({7}, "7"),
        ({4, 5, 6}, "4–6"),
        ({4, 6, 8}, "4, 6, 8"),
        ({*range(4, 13), 15, *range(20, 80)}, "4–12, 15, 20–79"),
        ({*range(4, 13), 15, 17, *range(20, 1220)}, "4–12, 15, 17 và 1.200 dòng khác"),
        (set(), ""),
    ],
)
def test_lines_are_written_in_runs(lines, said):
    assert in_runs(lines) == said


def test_the_first_few_different_texts_are_named():
    assert few(["a", "b", "a", ""], "ô khác") == "a; b"
    assert few("abcde", "ô khác") == "a; b; c và 2 ô khác"


def test_what_differs_in_nothing_but_the_text_found_is_said_once():
    slips = [refusal(n, f"{n}O", f"“{n}O” không phải số; ghi số") for n in (9, 4, 5)]
    again = refusal(6, "Xa Lạ", "“Xa Lạ” không có trong danh mục")
    note = refusal(2, reason="ô trống", severity="note")
    groups = grouped([note, *slips, again, refusal(8, again.found, again.reason)])
    assert [(g.lines, g.found, g.reason, len(g.problems)) for g in groups] == [
        ("4–5, 9", "4O; 5O; 9O", "“…” không phải số; ghi số", 3),
        ("6, 8", "Xa Lạ", "“Xa Lạ” không có trong danh mục", 2),
        ("2", "", "ô trống", 1),
    ]


def test_sheets_and_what_else_sets_problems_apart_stay_apart():
    sheets = [refusal(4, sheet="A"), refusal(4, sheet="B"), refusal(5, sheet="A")]
    assert [g.lines for g in grouped(sheets)] == ["4–5", "4"]
    assert [g.lines for g in grouped([refusal(4), refusal(5)], lambda p: p.line)] == ["4", "5"]
