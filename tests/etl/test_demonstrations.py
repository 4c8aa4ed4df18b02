"""Demonstration figures people load beside real ones: never mixed, never in their place."""

import pytest

from etl import load_files
from etl.previewing import preview
from etl.verifying import verify
from etl.withdrawing import withdraw
from indicators import editions
from tests.etl.files import rows

UNIT, DONE, ON_TIME = "Huyện Tuy Phước", "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"
REAL = rows(f"{UNIT},,2024-Q1,{DONE},100")
DEMO = rows(
    f"{UNIT},,2024-Q1,{DONE},7,,,,,Số liệu minh họa",
    f"{UNIT},,2024-Q1,{ON_TIME},5,,,,,Số liệu minh họa",
    "Huyện Phù Cát,,2024-Q1,ty_le_dung_han,50,,,,,Số liệu minh họa",
    f"Huyện Phù Cát,,2024-Q1,{DONE},7,,,,,Số liệu minh họa",
)


@pytest.mark.parametrize("files", [(REAL, DEMO), (DEMO, REAL)])
def test_no_demonstration_counts_beside_real_figures(files, built, data):
    edition = built(*files)
    real, demo = files.index(REAL) + 1, files.index(DEMO) + 1
    assert edition.rows("select source_id, value::integer, is_current from observation") == [
        (real, 100, True)
    ]
    assert edition.rows("select * from stated_rate") == []
    assert edition.rows("select source_id, line, code from problem") == [
        (demo, 2, "demo_set_aside")
    ]
    assert edition.rows("select records, loaded, noted from source where is_demo") == [(4, 3, 1)]
    assert not editions.current(data).is_demo
    assert verify(data).faults == ()


def test_a_demonstration_counts_again_when_the_last_real_file_is_withdrawn(built, data):
    edition = built(DEMO, REAL)
    done = withdraw(data, 2)
    assert done.is_demo and editions.current(data).is_demo
    edition.path = editions.current(data).path
    assert edition.rows("select distinct source_id from observation") == [(1,)]
    assert edition.rows("select code from problem") == []


def test_the_load_says_which_file_does_not_count_and_that_the_demonstration_is_gone(data):
    load_files(data, [("minh-hoa.csv", DEMO)])
    loaded = load_files(data, [("that.csv", REAL), ("minh-hoa.csv", DEMO)])
    assert loaded.demo_left
    real, demo = loaded.outcomes
    assert (real.outcome, real.replaced, demo.replaced) == ("accept", 0, 0)
    assert [problem.reason for problem in demo.problems] == [
        "tệp tự ghi là số liệu minh họa mà đã có số liệu thật: không số nào của tệp này được tính"
        " hay hiện trên trang. Nếu là số thật thì bỏ chữ “Số liệu minh họa” ở nguồn rồi nạp lại"
    ]


def test_a_preview_tells_that_a_demonstration_would_change_nothing(data):
    demo, real = preview(data, [("minh-hoa.csv", DEMO), ("that.csv", REAL)])
    assert [len(found.changes) for found in (demo, real)] == [0, 1]
    assert [problem.code for problem in demo.outcome.problems] == ["demo_set_aside"]
    load_files(data, [("that.csv", REAL)])
    (demo,) = preview(data, [("minh-hoa.csv", DEMO)])
    assert (len(demo.changes), len(demo.outcome.problems)) == (0, 1)


def test_a_demonstration_alone_counts(data):
    (found,) = preview(data, [("minh-hoa.csv", DEMO)])
    assert (len(found.changes), found.outcome.problems) == (3, ())
    load_files(data, [("minh-hoa.csv", DEMO)])
    assert editions.current(data).is_demo
