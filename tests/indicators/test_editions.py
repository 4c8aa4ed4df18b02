"""Which edition is on show; what is damaged is told in Vietnamese; nothing reaches outside."""

import os
import shutil
import threading

import duckdb
import pytest

from etl import load_files
from indicators import editions, listing, scope, trend
from indicators.editions import EditionError
from tests.indicators import BINH_DINH, cells, csv, data_folder, edition


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = data_folder(tmp_path_factory.mktemp("loaded"))
    load_files(folder, [("a.csv", csv("540 2024-Q1 tthc_da_giai_quyet 10"))])
    return folder


@pytest.fixture
def data(loaded, tmp_path):
    return shutil.copytree(loaded, tmp_path / "data")


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
    with pytest.raises(EditionError, match="bị hỏng"):
        editions.current(data)
    os.replace(editions.seal_path(other.path), editions.seal_path(before.path))
    after = editions.current(data)
    wanted = listing.indicators(after)["tthc_da_giai_quyet"]
    frame = trend.series(after, wanted, scope.scope(after, BINH_DINH), "quy")
    assert cells(frame.head(1), "unit", "value") == [("Toàn tỉnh", 77)]


@pytest.fixture
def three(data):
    """Three editions, the third on show."""
    for quarter in (2, 3):
        load_files(data, [("b.csv", csv(f"540 2024-Q{quarter} tthc_da_giai_quyet 20"))])
    return data


def spoil(data, number: int) -> None:
    """One bit of an edition turned, in its middle."""
    path = editions.edition_path(data, number)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def shown(data) -> tuple[int, bool]:
    """Number of the edition a reader gets, and whether something is wrong with the chosen one."""
    found = editions.on_show(data)
    return found.edition.number, bool(found.fault)


def test_a_damaged_edition_gives_way_to_the_last_good_one(three):
    assert shown(three) == (3, False)
    spoil(three, 3)
    assert shown(three) == (2, True)
    spoil(three, 2)
    assert shown(three) == (1, True)
    spoil(three, 1)
    with pytest.raises(EditionError, match="python -m etl load"):
        editions.on_show(three)
    load_files(three, [])
    assert shown(three) == (4, False)


def test_an_edition_used_again_gives_way_to_an_older_one_before_a_newer(three):
    editions.pointer_path(three).write_bytes(b"2 2\n")
    spoil(three, 2)
    assert shown(three) == (1, True)
    spoil(three, 1)
    assert shown(three) == (3, True)


@pytest.mark.parametrize("pointer", [b"2 3\n", b"3 ", b"3", b"33\n", b"4 4\n", b""])
def test_a_damaged_pointer_gives_way_to_the_newest(three, pointer):
    editions.pointer_path(three).write_bytes(pointer)
    assert shown(three) == (3, True)


@pytest.mark.parametrize("seal", [None, b"x", b"\xff" * 64])
def test_an_edition_without_seal_is_of_the_first_release_and_a_wrong_seal_is_damage(three, seal):
    path = editions.seal_path(editions.edition_path(three, 3))
    path.unlink()
    if seal is not None:
        path.write_bytes(seal)
    assert shown(three) == ((3, False) if seal is None else (2, True))


def test_without_seal_the_count_of_figures_still_tells_half_an_edition(three):
    found = editions.on_show(three).edition
    editions.seal_path(found.path).unlink()
    editions._root.cache_clear()
    with duckdb.connect(str(found.path)) as con:
        con.execute("delete from observation where line = 2 and source_id = 3")
    assert shown(three) == (2, True)


def test_damage_met_while_reading_is_remembered(three):
    found = editions.on_show(three).edition
    editions._root.cache_clear()
    path, size = found.path, found.path.stat().st_size
    with path.open("r+b") as file:
        file.seek(12288)
        file.write(os.urandom(size - 12288))
    # Time of writing and size as before: only the reading itself can tell.
    os.utime(path, ns=(found.stamp[0], found.stamp[0]))
    with pytest.raises(EditionError) as told:
        editions.ask(found, "sources")
    assert told.value.is_found_now
    assert shown(three) == (2, True)


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
    wanted = {"edition": [1], "sources": ["a.csv"]}
    answers = []

    def work(question, column):
        for _ in range(30):
            answers.append((question, editions.ask(found, question)[column].tolist()))

    pairs = [("edition", "number"), ("sources", "file_name")] * 2
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


def test_a_head_of_zeros_under_an_open_page_gives_way_to_the_last_good_edition(data):
    load_files(data, [("b.csv", csv("540 2024-Q2 tthc_da_giai_quyet 20"))])
    found = editions.current(data)
    times = os.stat(found.path)
    content = found.path.read_bytes()
    editions._root.cache_clear()
    found.path.write_bytes(b"\0" * 4096 + content[4096:])
    os.utime(found.path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(EditionError) as told:
        editions.ask(found, "sources")
    assert told.value.is_found_now
    assert editions.on_show(data).edition.number == 1
