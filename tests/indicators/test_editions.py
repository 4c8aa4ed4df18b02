"""Which edition is on show; what is damaged is told in Vietnamese; nothing reaches outside."""

import os
import threading

import duckdb
import pytest

from etl import load_files
from indicators import editions, listing, scope, trend
from indicators.editions import EditionError
from tests.indicators import BINH_DINH, cells, csv, data_folder, edition


@pytest.fixture
def data(tmp_path):
    folder = data_folder(tmp_path / "data")
    load_files(folder, [("a.csv", csv("540 2024-Q1 tthc_da_giai_quyet 10"))])
    return folder


def test_before_the_first_edition_there_is_none(tmp_path):
    assert editions.current(tmp_path) is None


def test_the_pointer_names_the_edition_on_show(data):
    first = editions.current(data)
    load_files(data, [("b.csv", csv("540 2024-Q2 tthc_da_giai_quyet 20"))])
    second = editions.current(data)
    assert (first.number, second.number, first == second) == (1, 2, False)
    assert (second.is_demo, second.path) == (False, editions.edition_path(data, 2))
    wanted, where = listing.indicators(second)["tthc_da_giai_quyet"], BINH_DINH
    for found, periods in ((first, ["2024-Q1"]), (second, ["2024-Q1", "2024-Q2"])):
        frame = trend.series(found, wanted, scope.scope(found, where), "quy")
        assert frame["period"].unique().tolist() == periods


@pytest.mark.parametrize("content", [b"", b"hai", b"-1", b"1\n2\n", b"\xff\xfe1", b"9" * 400])
def test_a_damaged_pointer_says_what_to_do(data, content):
    editions.pointer_path(data).write_bytes(content)
    with pytest.raises(EditionError, match="python -m etl editions --use SỐ"):
        editions.current(data)


def test_an_edition_that_is_gone_says_what_to_do(data):
    editions.edition_path(data, 1).unlink()
    with pytest.raises(EditionError, match=r"edition-000001\.duckdb.*python -m etl load"):
        editions.current(data)


@pytest.mark.parametrize("size", [0, 1, 4096, 100_000])
def test_an_edition_cut_short_says_what_to_do(data, size):
    path = editions.edition_path(data, 1)
    os.truncate(path, size)
    with pytest.raises(EditionError, match="python -m etl load"):
        listing.indicators(editions.current(data))


def test_a_file_that_is_no_edition_says_what_to_do(data):
    path = editions.edition_path(data, 1)
    path.unlink()
    with duckdb.connect(str(path)) as con:
        con.execute("create table edition (number integer)")
    with pytest.raises(EditionError, match="phiên bản phần mềm khác"):
        editions.current(data)


def test_a_file_put_in_the_place_of_another_is_seen(data, tmp_path):
    before = editions.current(data)
    other = edition(tmp_path / "other", csv("550 2024-Q1 tthc_da_giai_quyet 77"))
    os.replace(other.path, before.path)
    after = editions.current(data)
    wanted = listing.indicators(after)["tthc_da_giai_quyet"]
    frame = trend.series(after, wanted, scope.scope(after, BINH_DINH), "quy")
    assert cells(frame.head(1), "unit", "value") == [("Toàn tỉnh", 77)]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "select * from glob('/*')",
        "copy (select 1) to '/tmp/x.csv'",
        "attach ':memory:' as other",
        "install httpfs",
        "set enable_external_access = true",
        "insert into edition.main.edition select * from edition.main.edition",
        "create table t (a integer)",
    ],
)
def test_the_connection_reads_this_file_and_nothing_else(data, statement):
    found = editions.current(data)
    root = editions._root(found.path, found.stamp)
    with root.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement)


def test_questions_asked_at_once_do_not_mix(data):
    found = editions.current(data)
    wanted = {"scopes": ["52.19000101"], "sources": ["a.csv"]}
    answers = []

    def work(question, column):
        for _ in range(30):
            answers.append((question, editions.ask(found, question)[column].tolist()))

    pairs = [("scopes", "unit_key"), ("sources", "file_name")] * 2
    threads = [threading.Thread(target=work, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 120
    assert all(answer == wanted[question] for question, answer in answers)


def test_the_data_folder_may_be_named_by_a_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    assert editions.data_folder() == tmp_path
    monkeypatch.delenv("DANVAN_DATA")
    assert (editions.data_folder() / "catalogue" / "units.csv").exists()
