"""A fault of the program met in one file: that file is refused, every other goes on."""

import logging

import pytest

from etl import check_files, load_files
from etl.verifying import verify
from etl.withdrawing import withdraw
from indicators import editions
from indicators.listing import receipts
from tests.etl.files import long

GOOD, OTHER, BAD = (
    long("Huyện Tuy Phước", period, ("ho_ngheo", 5)) for period in ("2023-Q1", "2023-Q2", "2023-Q3")
)


def stumbling(items, what: str):
    """A watcher of progress that fails in the middle of one file."""
    if what == "xau.csv":
        raise ZeroDivisionError
    return items


def short_of_disk(items, what: str):
    """A watcher during whose file the machine fails."""
    if what == "xau.csv":
        raise OSError
    return items


def names(data) -> list[str]:
    return sorted(receipts(editions.current(data))["file_name"])


def test_the_file_is_refused_by_name_and_the_others_are_checked(data, caplog):
    files = [("tot.csv", GOOD), ("xau.csv", BAD)]
    with caplog.at_level(logging.ERROR):
        good, bad = check_files(data, files, stumbling)
    assert (good.outcome, bad.outcome) == ("accept", "reject_file")
    (problem,) = bad.problems
    assert (problem.code, problem.found) == ("unforeseen", "xau.csv")
    assert "lỗi khi đọc tệp “xau.csv”" in problem.reason and "ZeroDivisionError" in problem.reason
    assert "Traceback" in caplog.text


def test_in_the_archive_it_stops_neither_loading_nor_verifying_nor_withdrawing(data):
    load_files(data, [("tot.csv", GOOD), ("xau.csv", BAD)], stumbling)
    load_files(data, [("khac.csv", OTHER)], stumbling)
    assert names(data) == ["khac.csv", "tot.csv", "xau.csv"]
    assert verify(data, stumbling).faults == ()
    withdraw(data, 1, stumbling)
    withdrawn = withdraw(data, 2, stumbling)
    assert withdrawn.receipt.name == "xau.csv"
    # Once the program is mended the file counts again by being loaded again.
    assert load_files(data, [("xau.csv", BAD)]).outcomes[0].is_back


def test_a_fault_of_the_machine_leaves_nothing_in_the_archive(data):
    load_files(data, [("tot.csv", GOOD)])
    with pytest.raises(OSError):
        load_files(data, [("xau.csv", BAD)], short_of_disk)
    assert [path.name for path in sorted((data / "received").glob("*.json"))] == ["000001.json"]
