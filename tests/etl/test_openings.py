"""Several files checked together: one opens with what the other closed, or a note says so."""

import pytest

from etl import check_files
from tests.etl.files import long, rows

OPENING, CLOSING = "tthc_ky_truoc_chuyen_sang", "tthc_dang_giai_quyet"


def file(period: str, code: str, value: int, unit: str = "H. Tuy Phước") -> tuple[str, bytes]:
    return f"{period}.csv", long(unit, period, (code, value))


def told(outcomes) -> list[list[tuple]]:
    return [[(p.code, p.line, p.found) for p in outcome.problems] for outcome in outcomes]


def test_an_opening_that_differs_from_another_file_is_told(data):
    files = [file("2025-Q2", OPENING, 12), file("2025-Q1", CLOSING, 10)]
    found = check_files(data, files)
    assert told(found) == [[("opening_differs", 2, "12")], []]
    (note,) = found[0].problems
    assert "lệch 2: đầu quý II/2025 là 12, cuối quý I/2025 là 10" in note.reason
    assert (note.unit[0], note.period) == ("550", "2025-Q2")
    assert [(o.loaded, o.noted, o.outcome) for o in found] == [
        (0, 1, "accept_with_notes"),
        (1, 0, "accept"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (file("2025-Q2", OPENING, 10), file("2025-Q1", CLOSING, 10)),
        (file("2024-Q3", OPENING, 12), file("2024-Q1", CLOSING, 10)),
        (file("2025-Q2", OPENING, 12), file("2025-Q1", CLOSING, 10, "H. Phù Cát")),
        (file("2025-Q2", OPENING, 12), file("2025-Q1", OPENING, 10)),
    ],
)
def test_what_agrees_or_does_not_belong_together_says_nothing(first, second, data):
    assert [outcome.problems for outcome in check_files(data, [first, second])] == [(), ()]


def test_the_half_year_closes_before_the_third_quarter(data):
    found = check_files(data, [file("2023-Q3", OPENING, 12), file("2023-H1", CLOSING, 10)])
    assert told(found) == [[("opening_differs", 2, "12")], []]


def test_a_file_that_has_both_is_told_once(data):
    both = rows(f"H. Tuy Phước,,2025-Q2,{OPENING},12", f"H. Tuy Phước,,2025-Q1,{CLOSING},10")
    found = check_files(data, [("ca-hai.csv", both), file("2024-Q3", CLOSING, 9)])
    assert told(found)[0] == [("identity", 2, "12")]


def test_of_two_files_of_one_period_the_last_counts(data):
    closings = [file("2025-Q1", CLOSING, 10), file("2025-Q1", CLOSING, 12)]
    assert told(check_files(data, [file("2025-Q2", OPENING, 12), *closings])) == [
        [], [], [("replaced", 2, "12")],
    ]  # fmt: skip
    found = check_files(data, [file("2025-Q2", OPENING, 12), *reversed(closings)])
    assert told(found) == [[("opening_differs", 2, "12")], [], [("replaced", 2, "10")]]


def test_a_demonstration_is_not_held_against_real_figures(data):
    demo = rows(f"H. Tuy Phước,,2025-Q1,{CLOSING},10,,,,,Số liệu minh họa")
    found = check_files(data, [file("2025-Q2", OPENING, 12), ("minh-hoa.csv", demo)])
    codes = [[problem.code for problem in outcome.problems] for outcome in found]
    assert codes == [[], ["demo_set_aside"]]


def test_one_command_checks_them_together(run, tmp_path):
    for name, content in (file("2025-Q2", OPENING, 12), file("2025-Q1", CLOSING, 10)):
        (tmp_path / name).write_bytes(content)
    code, out, _ = run("check", tmp_path / "2025-Q2.csv", tmp_path / "2025-Q1.csv", "--json")
    assert code == 0
    assert '"code": "opening_differs"' in out
