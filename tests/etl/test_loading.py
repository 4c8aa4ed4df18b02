"""Loads: everything received so far becomes one edition; twice is once; a crash costs nothing."""

import contextlib
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from etl import building, check_files, ensure_edition, first_edition, load_files, receiving
from indicators import completeness, editions
from indicators.catalogue_files import CatalogueError
from indicators.listing import digests
from tests.etl.files import long

ROOT = Path(__file__).resolve().parents[2]
UNIT = "Huyện Tuy Phước"
FIRST, SECOND = long(UNIT, "2023-Q1", ("ho_ngheo", 5)), long(UNIT, "2023-Q2", ("ho_ngheo", 6))
BAD = b"don_vi,ky,chi_tieu,gia_tri\nx,y,z,t\n"


def load(data, *contents: bytes):
    return load_files(data, [(f"{i}.csv", content) for i, content in enumerate(contents)])


def shown(data) -> tuple[int, bool, int]:
    """Number of the edition on show, whether it is a demonstration, and of how many files."""
    edition = editions.current(data)
    return edition.number, edition.is_demo, len(digests(edition))


def test_without_files_the_sample_is_shown_and_own_figures_take_its_place(data):
    first = load(data)
    assert (first.edition, first.is_published, first.demo_left) == (1, True, False)
    assert shown(data) == (1, True, len(list((data / "sample").glob("*.csv"))))
    own = load(data, FIRST)
    assert (own.edition, own.is_published, own.demo_left) == (2, True, True)
    assert shown(data) == (2, False, 1)
    assert load(data, SECOND).demo_left is False


def test_a_first_file_that_is_refused_leaves_the_demo(data):
    load(data)
    refused = load(data, BAD)
    assert (refused.edition, refused.is_published, refused.demo_left) == (2, True, False)
    assert refused.has_news is False
    samples = len(list((data / "sample").glob("*.csv")))
    assert shown(data) == (2, True, samples + 1)
    files = completeness.sources(editions.current(data))[["source_id", "file_name", "rejected"]]
    assert files.iloc[0].tolist() == [1, "0.csv", 1]
    assert set(files["source_id"].iloc[1:]) == set(range(-samples, 0))
    problems = completeness.problems(editions.current(data))
    assert problems["file_name"].iloc[0] == "0.csv"
    assert load(data, BAD).is_published is False
    assert load(data, FIRST).demo_left is True
    assert shown(data) == (3, False, 2)


def test_a_refused_file_is_told_at_once_beside_the_figures_of_before(data):
    load(data, FIRST)
    refused = load(data, BAD)
    assert (refused.edition, refused.is_published, refused.has_news) == (2, True, False)
    assert shown(data) == (2, False, 2)
    figures = completeness.sources(editions.current(data)).set_index("source_id")["loaded"]
    assert figures.to_dict() == {1: 1, 2: 0}
    again = load(data, BAD)
    assert (again.edition, again.is_published) == (2, False)
    both = load(data, BAD + b"a,b,c,d\n", SECOND)
    assert (both.edition, both.is_published, both.has_news) == (3, True, True)


def test_a_refused_file_before_any_edition_publishes_nothing(data):
    refused = load(data, BAD)
    assert (refused.edition, refused.is_published) == (None, False)
    ensure_edition(data)
    assert shown(data)[:2] == (1, True)
    assert completeness.problems(editions.current(data))["file_name"].iloc[0] == "0.csv"


def test_the_sample_s_own_file_counts_as_one_s_own(data):
    load(data)
    content = (data / "sample/real_tuy_phuoc_2023H1.csv").read_bytes()
    assert load(data, content).demo_left is True
    assert shown(data) == (2, False, 1)


def test_the_same_bytes_twice_change_nothing(data):
    load(data, FIRST)
    again = load(data, FIRST)
    assert (again.edition, again.is_published) == (1, False)
    assert [(o.is_known, len(o.figures)) for o in again.outcomes] == [(True, 1)]
    assert building.numbers(data) == [1]
    twice = load(data, SECOND, SECOND)
    assert [o.is_known for o in twice.outcomes] == [False, True]
    assert shown(data) == (2, False, 2)


def test_one_more_load_rebuilds_everything_from_the_archive(data):
    load(data, FIRST)
    load(data, SECOND)
    shutil.rmtree(data / "editions")
    assert load(data).edition == 1
    assert shown(data) == (1, False, 2)


def test_a_changed_catalogue_makes_the_same_bytes_worth_a_new_edition(data):
    load(data, FIRST)
    path = data / "catalogue/targets.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load(data, FIRST).is_published is True


def test_a_file_received_before_a_crash_is_published_by_the_next_load(data):
    load(data, FIRST)
    receiving.receive(data, "b.csv", SECOND)
    assert shown(data) == (1, False, 1)
    assert load(data, SECOND).is_published is True
    assert shown(data) == (2, False, 2)


def test_a_load_killed_at_any_moment_leaves_a_whole_edition(data, tmp_path):
    load(data, FIRST)
    path = tmp_path / "second.csv"
    path.write_bytes(SECOND)
    command = [sys.executable, "-m", "etl", "--data", data, "load", path]
    for moment in (0.3, 0.6, 0.8, 1.0, 1.2, 1.4):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        process.kill()
        process.wait()
        assert shown(data)[1:] in ((False, 1), (False, 2))
    load(data, SECOND)
    assert shown(data)[1:] == (False, 2)
    assert not list((data / "editions").glob("*.building*"))


def test_going_back_holds_until_something_new_comes(data):
    load(data, FIRST)
    load(data, SECOND)
    building.show(data, 1)
    assert load(data, FIRST).edition == 3
    assert shown(data) == (3, False, 2)


@pytest.mark.parametrize("pointer", [b"x", b"99", b"\xff", b""])
def test_a_damaged_pointer_is_mended_by_the_next_load(data, pointer):
    load(data, FIRST)
    editions.pointer_path(data).write_bytes(pointer)
    assert load(data, SECOND).is_published is True
    assert shown(data)[1:] == (False, 2)


def test_two_loads_at_once_take_turns(data):
    contents = [long(UNIT, f"202{i}-Q1", ("ho_ngheo", i)) for i in range(4)]
    threads = [threading.Thread(target=load, args=(data, content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shown(data) == (4, False, 4)
    assert [r.sequence for r in receiving.receipts(data)] == [1, 2, 3, 4]


def test_the_first_edition_is_built_once(data):
    threads = [threading.Thread(target=ensure_edition, args=(data,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert building.numbers(data) == [1]


def test_a_quote_in_the_folder_s_name_is_no_matter(data, tmp_path):
    odd = tmp_path / 'it\'s [a] "folder"; --*'
    shutil.copytree(data, odd)
    load(odd, FIRST)
    assert shown(odd) == (1, False, 1)


def test_checking_receives_and_publishes_nothing(data):
    outcomes = check_files(data, [("a.csv", FIRST), ("b.csv", BAD)])
    assert [o.outcome for o in outcomes] == ["accept", "reject_file"]
    assert not (data / "received").exists()
    assert not (data / "editions").exists()


def test_a_folder_without_catalogue_is_told_and_left_alone(tmp_path):
    with pytest.raises(CatalogueError, match="chép data/catalogue vào"):
        load(tmp_path / "none", FIRST)
    assert list(tmp_path.iterdir()) == []


def test_the_dashboard_is_told_why_it_has_nothing_to_show(data, monkeypatch):
    monkeypatch.setenv("DANVAN_DATA", str(data))
    shutil.rmtree(data / "sample")
    assert "python -m etl load TỆP" in first_edition()
    (data / "catalogue/families.csv").write_text("code,name_vi\n", encoding="utf-8")
    assert "families.csv, dòng 1: thiếu cột sort" in first_edition()
