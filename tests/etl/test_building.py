"""Editions published: shown whole or not at all, numbered once, old ones dropped, locked."""

import shutil

import duckdb
import pytest

from etl import building, load_files
from etl.building import BuildError
from indicators import editions
from tests.etl.files import long, rows

UNIT = "Huyện Tuy Phước"


@pytest.fixture(scope="module")
def one_edition(first_data, tmp_path_factory):
    """An edition that no test changes."""
    data = shutil.copytree(first_data, tmp_path_factory.mktemp("one") / "data")
    load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", 5)))])
    return editions.current(data)


def test_a_later_figure_is_current_and_the_older_stays(built):
    edition = built(
        long(UNIT, "2023-Q1", ("ho_ngheo", 5), ("tong_so_ho", 100)),
        long(UNIT, "2023-Q1", ("ho_ngheo", 6)),
    )
    assert edition.figures("ho_ngheo") == [
        ("2023-Q1", 5.0, "", False, 1, 2),
        ("2023-Q1", 6.0, "", True, 2, 2),
    ]
    assert edition.figures("tong_so_ho") == [("2023-Q1", 100.0, "", True, 1, 3)]


def test_a_file_of_nothing_but_printed_rates_is_enough(built):
    edition = built(rows(f'{UNIT},,2023-Q1,ty_le_dung_han,"99,5"'))
    assert edition.rows("select indicator, value::double, is_current from stated_rate") == [
        ("ty_le_dung_han", 99.5, True)
    ]


def test_editions_beyond_those_kept_are_dropped_but_never_the_one_shown(data, monkeypatch):
    assert building.KEPT_EDITIONS == 20
    monkeypatch.setattr(building, "KEPT_EDITIONS", 3)
    for i in range(5):
        load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", i)))])
    assert building.numbers(data) == [3, 4, 5]
    building.show(data, 3)
    load_files(data, [("b.csv", long(UNIT, "2023-Q2", ("ho_ngheo", 1)))])
    assert editions.current(data).number == 6
    assert building.numbers(data) == [4, 5, 6]
    assert len(list((data / "editions").glob("*.sha256"))) == 3


def test_an_old_edition_that_cannot_be_removed_is_left_to_a_later_load(data, monkeypatch):
    def load(i: int) -> int:
        return load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", i)))]).edition

    monkeypatch.setattr(building, "KEPT_EDITIONS", 2)
    assert [load(1), load(2)] == [1, 2]
    # A folder cannot be unlinked, like a file that is open on Windows.
    held = editions.edition_path(data, 1)
    held.rename(data / "aside")
    held.mkdir()
    assert load(3) == 3
    assert building.numbers(data) == [1, 2, 3]
    assert editions.seal_path(held).exists()
    held.rmdir()
    (data / "aside").rename(held)
    assert load(4) == 4
    assert building.numbers(data) == [3, 4]
    assert sorted(p.name for p in (data / "editions").glob("*.sha256")) == [
        "edition-000003.sha256", "edition-000004.sha256",
    ]  # fmt: skip


def test_a_leftover_that_cannot_be_removed_does_not_stop_a_load(data):
    held = data / "editions/edition-000001.building"
    held.mkdir(parents=True)
    loaded = load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", 5)))])
    assert (loaded.edition, editions.current(data).number) == (2, 2)


def test_leftovers_and_stray_files_do_no_harm(data):
    folder = data / "editions"
    folder.mkdir()
    for name in ("edition-000001.building", "edition-000001.building.wal", "edition-x.duckdb"):
        (folder / name).write_bytes(b"half")
    load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", 5)))])
    assert sorted(p.name for p in folder.iterdir()) == [
        "current", "edition-000001.duckdb", "edition-000001.sha256", "edition-x.duckdb",
    ]  # fmt: skip


def test_a_number_is_not_used_twice_even_when_its_file_is_lost(data):
    load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", 5)))])
    editions.edition_path(data, 1).unlink()
    load_files(data, [("b.csv", long(UNIT, "2023-Q2", ("ho_ngheo", 5)))])
    assert building.numbers(data) == [2]


def test_an_edition_with_rows_missing_is_not_shown(data):
    path = data / "short.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table observation (value integer)")
    with pytest.raises(BuildError, match="0 số, không giống 1 số"):
        building._verify(path, (1, 0))


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        "copy (select 1) to '/tmp/x.csv'",
        "attach '/tmp/x.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "create table t (a integer)",
        "insert into family values ('a', 'b', 1)",
    ],
)
def test_a_reader_can_reach_nothing_else(one_edition, statement):
    edition = one_edition
    with pytest.raises(duckdb.Error):
        editions._root(edition.path, edition.stamp).cursor().execute(statement)
