"""Editions: what is in them, what is derived, and that one is shown whole or not at all."""

import shutil
from datetime import date

import duckdb
import pytest

from etl import building, load_files
from etl.building import BuildError
from indicators import completeness, editions
from tests.etl.files import long, rows, workbook

UNIT = "Huyện Tuy Phước"


@pytest.fixture
def built(data):
    """Load files one after another; the observations and notes of the edition."""

    def build(*files: bytes):
        load_files(data, [(f"{i}.csv", content) for i, content in enumerate(files, 1)])
        return Asked(editions.current(data).path)

    return build


@pytest.fixture(scope="module")
def one_edition(first_data, tmp_path_factory):
    """An edition that no test changes."""
    data = shutil.copytree(first_data, tmp_path_factory.mktemp("one") / "data")
    load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", 5)))])
    return editions.current(data)


class Asked:
    """An edition file asked in SQL, as a reader of the file would."""

    def __init__(self, path):
        self.path = path

    def rows(self, sql: str) -> list[tuple]:
        editions._root.cache_clear()
        with duckdb.connect(str(self.path), read_only=True) as con:
            return con.execute(sql).fetchall()

    def figures(self, measure: str) -> list[tuple]:
        return self.rows(
            "select p.code, o.value::double, o.derived, o.is_current, o.source_id, o.line"
            " from observation o join period p using (period_id) join measure m using (measure_id)"
            f" where m.code = '{measure}' order by p.code, o.source_id"
        )

    def notes(self) -> list[tuple]:
        return self.rows(
            "select b.source_id, b.line, b.code, u.code, p.code from problem b"
            " left join unit u using (unit_id) left join period p using (period_id)"
            " order by all"
        )


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


def test_a_sum_is_derived_from_its_parts_only_when_not_stated(built):
    edition = built(
        long(UNIT, "2023-Q1", ("tthc_giai_quyet_truoc_han", 7), ("tthc_giai_quyet_dung_han", 2)),
        long(UNIT, "2023-Q2", ("tthc_giai_quyet_truoc_han", 7)),
        rows(
            f"{UNIT},,2023-Q3,tthc_giai_quyet_truoc_han,7",
            f"{UNIT},,2023-Q3,tthc_giai_quyet_dung_han,2",
            f"{UNIT},,2023-Q3,tthc_giai_quyet_truoc_va_dung_han,10",
        ),
    )
    assert edition.figures("tthc_giai_quyet_truoc_va_dung_han") == [
        ("2023-Q1", 9.0, "parts", True, 1, 2),
        ("2023-Q3", 10.0, "", True, 3, 4),
    ]


def test_parts_stated_later_than_their_sum_replace_it(built):
    before, on_time = "tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han"
    both = "tthc_giai_quyet_truoc_va_dung_han"
    edition = built(
        long(UNIT, "2023-Q1", (both, 9780)),
        long(UNIT, "2023-Q2", (both, 100), (before, 90), (on_time, 10)),
        long(UNIT, "2023-Q3", (before, 1), (on_time, 2)),
        long(UNIT, "2023-Q1", (before, 9000), (on_time, 2496)),
        long(UNIT, "2023-Q2", (before, 80)),
        long(UNIT, "2023-Q3", (both, 4)),
    )
    assert edition.figures(both) == [
        ("2023-Q1", 9780.0, "", False, 1, 2),
        ("2023-Q1", 11496.0, "parts", True, 4, 2),
        ("2023-Q2", 100.0, "", False, 2, 2),
        ("2023-Q2", 90.0, "parts", True, 5, 2),
        ("2023-Q3", 4.0, "", True, 6, 2),
    ]


def test_correcting_a_part_later_does_not_make_the_sum_late(built):
    head = "don_vi,ky,chi_tieu,gia_tri,ngay_bao_cao\n"
    early, late = "14/03/2023", "20/09/2023"
    edition = built(
        (
            f"{head}{UNIT},2023-Q1,tthc_giai_quyet_truoc_han,7,{early}\n"
            f"{UNIT},2023-Q1,tthc_giai_quyet_dung_han,2,{early}\n"
        ).encode(),
        f"{head}{UNIT},2023-Q1,tthc_giai_quyet_dung_han,3,{late}\n".encode(),
    )
    assert edition.rows("select value, reported_on from observation where derived = 'parts'") == [
        (10, date(2023, 3, 14))
    ]


def test_quarters_are_differences_of_cumulative_figures_never_across_a_gap(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250",
            f"{UNIT},,2023-Q4-LK,viec_lam_tao_moi,400",
            f"{UNIT},,2024-Q2-LK,viec_lam_tao_moi,90",
        )
    )
    derived = [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]]
    assert derived == [("2023-Q1", 100.0, "difference"), ("2023-Q2", 150.0, "difference")]


def derived(edition) -> list[tuple]:
    return edition.rows(
        "select p.code, value::integer, derived, is_restated from observation"
        " join period p using (period_id) where derived <> '' order by all"
    )


def test_a_quarter_is_the_cumulative_figure_less_the_quarters_stated_before(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,viec_lam_tao_moi,100", f"{UNIT},,2022-Q2,viec_lam_tao_moi,1"),
        rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250", f"{UNIT},,2022-Q3-LK,viec_lam_tao_moi,9"),
        rows(f"{UNIT},,2021-Q1,viec_lam_tao_moi,5", f"{UNIT},,2021-Q2,viec_lam_tao_moi,6",
             f"{UNIT},,2021-Q3-LK,viec_lam_tao_moi,18"),
    )  # fmt: skip
    assert derived(edition) == [
        ("2021-Q1-LK", 5, "running", False),
        ("2021-Q2-LK", 11, "running", False),
        ("2021-Q3", 7, "difference", False),
        ("2023-Q1-LK", 100, "running", False),
        ("2023-Q2", 150, "difference", False),
    ]


def test_stocks_are_never_told_by_difference(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,10"),
        rows(f"{UNIT},,2023-Q2-LK,tthc_dang_giai_quyet,25"),
    )
    assert derived(edition) == []


def test_what_rests_on_a_restated_figure_is_restated(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,250",
            f"{UNIT},,2022-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2022-Q2,viec_lam_tao_moi,100",
            f"{UNIT},,2021-Q1-LK,viec_lam_tao_moi,1",
            f"{UNIT},,2021-Q2-LK,viec_lam_tao_moi,3",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_truoc_han,1",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_dung_han,1",
        ),
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,110",
            f"{UNIT},,2022-Q1,viec_lam_tao_moi,90",
            f"{UNIT},,2021-Q1-LK,viec_lam_tao_moi,2",
            f"{UNIT},,2020-Q1,tthc_giai_quyet_dung_han,2",
        ),
    )
    assert derived(edition) == [
        ("2020-Q1", 3, "parts", True),
        ("2021-Q1", 2, "difference", True),
        ("2021-Q2", 1, "difference", True),
        ("2022-Q1-LK", 90, "running", True),
        ("2022-Q2-LK", 190, "running", True),
        ("2023-Q1-LK", 110, "running", True),
        ("2023-Q2", 140, "difference", True),
    ]
    assert edition.rows(
        "select value::integer, is_current, is_restated from observation join period p"
        " using (period_id) where p.code = '2023-Q1' order by 1"
    ) == [(100, False, False), (110, True, True)]


def test_a_cumulative_figure_lower_than_its_quarters_is_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,viec_lam_tao_moi,100", f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,90")
    )
    assert derived(edition) == [("2023-Q1-LK", 100, "running", False)]
    assert edition.notes() == [(1, 3, "revision", "550", "2023-Q2-LK")]


def test_a_cumulative_figure_that_falls_is_noted_as_a_revision(built, data):
    edition = built(
        rows(f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100"),
        rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,80", f"{UNIT},,2023-Q2,ho_ngheo,1"),
    )
    assert [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]] == [
        ("2023-Q1", 100.0, "difference")
    ]
    assert edition.notes() == [(2, 2, "revision", "550", "2023-Q2-LK")]
    assert edition.rows(
        "select records, loaded, noted, rejected from source order by source_id"
    ) == [
        (1, 1, 0, 0),
        (2, 1, 1, 0),
    ]


def test_the_load_itself_tells_of_a_revision(data):
    files = [("a.csv", rows(f"{UNIT},,2023-Q1-LK,viec_lam_tao_moi,100"))]
    files.append(("b.csv", rows(f"{UNIT},,2023-Q2-LK,viec_lam_tao_moi,80")))
    outcome = load_files(data, files).outcomes[1]
    assert (outcome.outcome, outcome.loaded, outcome.noted) == ("accept_with_notes", 0, 1)
    assert outcome.problems[0].reason.startswith(
        "Lao động được tạo việc làm: lũy kế đến hết quý II/2023 là 80, thấp hơn lũy kế đến hết"
        " quý I/2023 là 100"
    )


def test_cumulative_figures_are_sums_of_quarters_when_all_are_there(built):
    edition = built(
        rows(
            f"{UNIT},,2023-Q1,viec_lam_tao_moi,100",
            f"{UNIT},,2023-Q2,viec_lam_tao_moi,150",
            f"{UNIT},,2023-Q4,viec_lam_tao_moi,1",
        )
    )
    assert [row[:3] for row in edition.figures("viec_lam_tao_moi") if row[2]] == [
        ("2023-Q1-LK", 100.0, "running"),
        ("2023-Q2-LK", 250.0, "running"),
    ]


def test_a_half_year_that_differs_from_its_quarters_is_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_da_giai_quyet,10", f"{UNIT},,2023-Q2,tthc_da_giai_quyet,20"),
        rows(f"{UNIT},,2023-H1,tthc_da_giai_quyet,31", f"{UNIT},,2023,tthc_da_giai_quyet,99"),
    )
    assert edition.notes() == [(2, 2, "periods_differ", "550", "2023-H1")]


@pytest.mark.parametrize(
    ("before", "now", "noted"),
    [
        ("2023-Q1", "2023-Q2", True),
        ("2022-Q4", "2023-Q1", True),
        ("2022", "2023-Q1", True),
        ("2023-Q1-LK", "2023-Q2", True),
        ("2023-H1", "2023-Q3", True),
        ("2022-H2", "2023-Q2-LK", True),
        ("2022-Q4", "2023-9M", True),
        ("2023-Q1", "2023-Q2-LK", False),
        ("2022-9M", "2023-9M", False),
        ("2023-Q1", "2023-Q3", False),
    ],
)
def test_an_opening_stock_is_compared_with_the_closing_one_of_another_file(
    before, now, noted, built
):
    edition = built(
        rows(f"{UNIT},,{before},tthc_dang_giai_quyet,100"),
        rows(f"{UNIT},,{now},tthc_ky_truoc_chuyen_sang,95"),
    )
    assert edition.notes() == ([(2, 2, "opening_differs", "550", now)] if noted else [])


def test_the_load_tells_of_an_opening_stock_in_words(data):
    files = [
        ("a.csv", rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,100")),
        ("b.csv", rows(f"{UNIT},,2023-Q2,tthc_ky_truoc_chuyen_sang,95")),
    ]
    outcome = load_files(data, files).outcomes[1]
    assert outcome.problems[0].reason.startswith(
        "Kỳ trước chuyển sang và Đang giải quyết lệch 5: đầu quý II/2023 là 95, cuối quý I/2023"
        " là 100."
    )


def test_an_opening_stock_that_agrees_or_was_mended_is_not_noted(built):
    edition = built(
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,100"),
        rows(f"{UNIT},,2023-Q2,tthc_ky_truoc_chuyen_sang,95"),
        rows(f"{UNIT},,2023-Q1,tthc_dang_giai_quyet,95"),
    )
    assert edition.notes() == [(3, 2, "replaced", "550", "2023-Q1")]


def test_real_and_demo_figures_are_neither_compared_nor_combined(built):
    demo = (
        "2023-Q1,tthc_da_giai_quyet,10",
        "2023-Q2,tthc_da_giai_quyet,20",
        "2023-Q1-LK,viec_lam_tao_moi,100",
        "2024-Q1-LK,viec_lam_tao_moi,100",
        "2023-Q3,tthc_dang_giai_quyet,100",
        "2022-Q1,viec_lam_tao_moi,5",
        "2022-Q1,tthc_giai_quyet_truoc_han,7",
    )
    real = (
        "2023-H1,tthc_da_giai_quyet,31",
        "2023-Q2-LK,viec_lam_tao_moi,80",
        "2024-Q2-LK,viec_lam_tao_moi,130",
        "2023-Q4,tthc_ky_truoc_chuyen_sang,95",
        "2022-Q2,viec_lam_tao_moi,6",
        "2022-Q1,tthc_giai_quyet_dung_han,2",
    )
    mixed = built(
        rows(*(f"{UNIT},,{line},,,,,Số liệu minh họa" for line in demo)),
        rows(*(f"{UNIT},,{line},,,,,Báo cáo" for line in real)),
    )
    assert mixed.notes() == []
    assert mixed.rows(
        "select p.code, value::integer, derived from observation join period p using (period_id)"
        " where derived <> '' order by all"
    ) == [
        ("2022-Q1-LK", 5, "running"),
        ("2023-Q1", 100, "difference"),
        ("2024-Q1", 100, "difference"),
    ]


def test_the_sample_is_noted_on_what_its_files_say_themselves_only(data):
    files = [(p.name, p.read_bytes()) for p in sorted((data / "sample").glob("*.csv"))]
    outcomes = load_files(data, files).outcomes
    assert [
        (name, problem.line, problem.code)
        for (name, _), outcome in zip(files, outcomes, strict=True)
        for problem in outcome.problems
    ] == [
        *[("demo_ho_so_tthc.csv", 1562, "identity")] * 4,
        *[("demo_xa_ho_so_tthc.csv", 1894, "identity")] * 4,
        *[("demo_xa_z_bo_sung.csv", line, "replaced") for line in (2, 3)],
        *[("demo_z_bo_sung.csv", line, "replaced") for line in (2, 3, 4)],
        ("real_tuy_phuoc_2023H1.csv", 2, "identity"),
        ("real_tuy_phuoc_2023H1.csv", 5, "rate_cut"),
    ]


def test_text_of_cells_stays_text(built):
    hostile = '\'); drop table unit; --<script>=HYPERLINK("http://x")'
    quoted = hostile.replace('"', '""')
    edition = built(
        rows(f'{UNIT},,2023-Q1,ho_ngheo,5,,,,,"{quoted}"', f'"{quoted}",,2023-Q1,ho_ngheo,5')
    )
    assert edition.rows("select document from source") == [(hostile,)]
    assert edition.rows("select found from problem") == [(hostile,)]


def test_values_of_any_size_keep_their_digits(built):
    lines = [f"{UNIT},,{2000 + i // 4}-Q{i % 4 + 1},thu_ngan_sach,{i % 9}" for i in range(60)]
    edition = built(rows(*lines, f'{UNIT},,2024-Q1,thu_ngan_sach,"999999999999,1234"'))
    assert edition.rows("select max(value)::varchar from observation") == [("999999999999.1234",)]


def test_a_file_of_nothing_but_printed_rates_is_enough(built):
    edition = built(rows(f'{UNIT},,2023-Q1,ty_le_dung_han,"99,5"'))
    assert edition.rows("select indicator, value::double, is_current from stated_rate") == [
        ("ty_le_dung_han", 99.5, True)
    ]


def test_every_table_and_column_says_what_it_holds(built):
    edition = built(long(UNIT, "2023-Q1", ("ho_ngheo", 5)))
    assert edition.rows("select table_name from duckdb_tables() where comment is null") == []
    assert (
        edition.rows(
            "select table_name, column_name from duckdb_columns() where comment is null"
            " and table_name in (select table_name from duckdb_tables())"
        )
        == []
    )


def test_editions_beyond_twenty_are_dropped_but_never_the_one_shown(data):
    for i in range(building.KEPT_EDITIONS + 2):
        load_files(data, [("a.csv", long(UNIT, "2023-Q1", ("ho_ngheo", i)))])
    assert building.numbers(data) == list(range(3, 23))
    building.show(data, 3)
    load_files(data, [("b.csv", long(UNIT, "2023-Q2", ("ho_ngheo", 1)))])
    assert editions.current(data).number == 23
    assert building.numbers(data) == list(range(4, 24))
    assert len(list((data / "editions").glob("*.sha256"))) == building.KEPT_EDITIONS


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


def test_units_carry_their_days(built):
    edition = built(long(UNIT, "2023-Q1", ("ho_ngheo", 5)))
    assert edition.rows("select unit_key, valid_to from unit where code = '52' order by 1") == [
        ("52.19000101", date(2025, 7, 1)),
        ("52.20250701", None),
    ]


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


NOTED = (
    f"don_vi,ky,chi_tieu,gia_tri,tu_so,mau_so,ghi_chu\n{UNIT},2023-Q1,ho_ngheo,5,,,\n"
    f'{UNIT},2023-Q1,tong_so_ho,100,,,"theo rà soát\nmới"\n'
    f'{UNIT},2023-Q1,ty_le_dung_han,"90",9,10,chưa kể một cửa\n'
).encode()


def test_what_an_office_notes_stands_beside_each_figure(built):
    edition = built(NOTED)
    assert edition.rows(
        "select m.code, line, remark from observation join measure m using (measure_id) order by 1"
    ) == [
        ("ho_ngheo", 2, ""),
        ("tong_so_ho", 3, "theo rà soát mới"),
        ("tthc_da_giai_quyet", 5, "chưa kể một cửa"),
        ("tthc_giai_quyet_truoc_va_dung_han", 5, "chưa kể một cửa"),
    ]
    assert edition.rows("select line, remark from stated_rate") == [(5, "chưa kể một cửa")]
    assert edition.notes() == []


def test_remarks_are_told_once_a_record(data):
    wide = (
        "Kỳ báo cáo: Quý I/2023\nĐơn vị;Hộ nghèo;Tổng số hộ;Ghi chú\n"
        "Huyện Tuy Phước;5;100;rà soát lại\nHuyện Phù Cát;6;90;\n"
    )
    load_files(data, [("a.csv", NOTED), ("b.csv", wide.encode())])
    columns = ["unit", "period", "name", "figures", "remark", "file_name", "sheet", "line"]
    found = completeness.remarks(editions.current(data))[columns]
    assert list(found.itertuples(index=False, name=None)) == [
        ("Tuy Phước", "2023-Q1", "Số hộ nghèo", 2, "rà soát lại", "b.csv", "", 3),
        ("Tuy Phước", "2023-Q1", "Tổng số hộ dân", 1, "theo rà soát mới", "a.csv", "", 3),
        (
            "Tuy Phước", "2023-Q1", "Tỷ lệ hồ sơ TTHC giải quyết trước hạn và đúng hạn", 1,
            "chưa kể một cửa", "a.csv", "", 5,
        ),
    ]  # fmt: skip


def test_a_remark_without_a_figure_or_on_a_repeated_row_is_told_with_its_note(data):
    content = (
        f"don_vi,ky,chi_tieu,gia_tri,ghi_chu\n{UNIT},2023-Q1,ho_ngheo,,đang rà soát\n"
        f"{UNIT},2023-Q2,ho_ngheo,5,\n{UNIT},2023-Q2,ho_ngheo,5,số chốt\n"
    ).encode()
    (outcome,) = load_files(data, [("a.csv", content)]).outcomes
    assert [(p.line, p.reason.rsplit("Đơn vị ghi", 1)[1]) for p in outcome.problems] == [
        (2, ": “đang rà soát”"),
        (4, " ở dòng này: “số chốt”"),
    ]


def test_figures_and_problems_name_their_sheet(built):
    book = workbook(
        [["don_vi", "ky", "chi_tieu", "gia_tri"], [UNIT, "2023-Q1", "ho_ngheo", "5"],
         [UNIT, "2023-Q1", "tong_so_ho", "x1"]]
    )  # fmt: skip
    edition = built(book, rows(f"{UNIT},,2023-Q1,ho_ngheo,6"))
    assert edition.rows("select source_id, sheet from observation order by all") == [
        (1, "Sheet"),
        (2, ""),
    ]
    assert edition.rows("select sheet, line from problem where severity = 'reject'") == [
        ("Sheet", 3)
    ]


def test_a_figure_that_replaces_another_says_so_with_old_new_and_place(data):
    book = workbook([["don_vi", "ky", "chi_tieu", "gia_tri"], [UNIT, "2023-Q1", "ho_ngheo", "5"]])
    load_files(
        data,
        [
            ("cu.xlsx", book),
            ("cu.csv", long(UNIT, "2023-Q1", ("tong_so_ho", 10), ("ty_le_dung_han", '"99,5"'))),
        ],
    )
    content = long(
        UNIT, "2023-Q1", ("ho_ngheo", 6), ("tong_so_ho", 10), ("ty_le_dung_han", '"99,7"')
    )
    (outcome,) = load_files(data, [("moi.csv", content)]).outcomes
    assert (outcome.outcome, outcome.loaded, outcome.noted) == ("accept_with_notes", 1, 2)
    assert outcome.replaced == 2
    assert [(p.line, p.code, p.found, p.reason.split(". ")[0]) for p in outcome.problems] == [
        (
            2, "replaced", "6",
            "Hộ nghèo: 6 thay số 5 đã nạp (tệp “cu.xlsx”, trang tính “Sheet”, dòng 2)",
        ),
        (
            4, "replaced", "99,7",
            "Tỷ lệ đúng hạn in sẵn: 99,7 thay số 99,5 đã nạp (tệp “cu.csv”, dòng 3)",
        ),
    ]  # fmt: skip


def test_parts_that_replace_a_stated_sum_say_so(data):
    before, on_time = "tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han"
    both = "tthc_giai_quyet_truoc_va_dung_han"
    files = [long(UNIT, "2023-Q1", (both, 100)), long(UNIT, "2023-Q1", (before, 90), (on_time, 9))]
    outcome = load_files(data, [(f"{i}.csv", file) for i, file in enumerate(files)]).outcomes[1]
    assert [p.reason.split(" đã nạp")[0] for p in outcome.problems] == [
        "GQ trước và đúng hạn: tính lại từ các phần là 99, thay số 100"
    ]


PARTS = ("tthc_giai_quyet_truoc_han", "tthc_giai_quyet_dung_han")
BOTH = "tthc_giai_quyet_truoc_va_dung_han"


def test_a_stated_sum_stands_until_the_value_of_a_part_changes(built):
    edition = built(
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40), (BOTH, 90)),
        long(UNIT, "2023-Q1", (PARTS[0], 60)),
    )
    assert edition.figures(BOTH) == [("2023-Q1", 90.0, "", True, 1, 4)]
    edition = built(long(UNIT, "2023-Q1", (PARTS[0], 61)))
    assert edition.figures(BOTH) == [
        ("2023-Q1", 90.0, "", False, 1, 4),
        ("2023-Q1", 101.0, "parts", True, 3, 2),
    ]


def test_a_part_sent_wrong_and_mended_leaves_the_stated_sum(built):
    edition = built(
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40), (BOTH, 100)),
        long(UNIT, "2023-Q1", (PARTS[0], 6)),
        long(UNIT, "2023-Q1", (PARTS[0], 60), (PARTS[1], 40)),
    )
    assert edition.figures(BOTH) == [("2023-Q1", 100.0, "", True, 1, 4)]


def define_again(data, *lines: str) -> None:
    with (data / "catalogue" / "identities.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


KN, TC, KNPA, KNTC = "don_khieu_nai", "don_to_cao", "don_kien_nghi_phan_anh", "don_kntc"


@pytest.mark.parametrize(
    ("files", "figures"),
    [
        ([((KN, 5), (TC, 3))], [("2023-Q1", 8.0, "parts", True, 1, 2)]),
        ([((KN, 5), (KNPA, 2), (TC, 3))], [("2023-Q1", 10.0, "parts", True, 1, 2)]),
        ([((KNPA, 2), (TC, 3))], []),
        ([((KN, 5), (KNPA, 2))], []),
        ([((KN, 5), (TC, 3)), ((KNPA, 2),)], [("2023-Q1", 10.0, "parts", True, 2, 2)]),
        ([((KN, 5), (TC, 3), (KNTC, 9))], [("2023-Q1", 9.0, "", True, 1, 4)]),
    ],
)
def test_of_two_definitions_of_a_sum_the_complete_one_of_most_parts_counts(
    files, figures, data, built
):
    define_again(data, f"Mẫu riêng,{KNTC},=,{KN}+{KNPA}+{TC},warn,yes,,,,")
    edition = built(*(long(UNIT, "2023-Q1", *pairs) for pairs in files))
    assert edition.figures(KNTC) == figures


def test_of_two_definitions_of_as_many_parts_the_first_counts(data, built):
    define_again(data, f"Mẫu riêng,{KNTC},=,{KN}+{KNPA},warn,yes,,,,")
    edition = built(
        long(UNIT, "2023-Q1", (KN, 5), (TC, 3), (KNPA, 2)),
        long(UNIT, "2023-Q2", (KN, 5), (KNPA, 2)),
    )
    assert [f[:2] for f in edition.figures(KNTC)] == [("2023-Q1", 8.0), ("2023-Q2", 7.0)]
