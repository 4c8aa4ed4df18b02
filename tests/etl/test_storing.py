"""What an edition holds of each figure: text, digits, place, and what the office noted on it."""

from datetime import date

from etl import load_files
from indicators import completeness, editions
from tests.etl.files import long, rows, workbook

UNIT = "Huyện Tuy Phước"


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


def test_units_carry_their_days(built):
    edition = built(long(UNIT, "2023-Q1", ("ho_ngheo", 5)))
    assert edition.rows("select unit_key, valid_to from unit where code = '52' order by 1") == [
        ("52.19000101", date(2025, 7, 1)),
        ("52.20250701", None),
    ]


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
        ("Huyện Tuy Phước", "2023-Q1", "Số hộ nghèo", 2, "rà soát lại", "b.csv", "", 3),
        ("Huyện Tuy Phước", "2023-Q1", "Tổng số hộ dân", 1, "theo rà soát mới", "a.csv", "", 3),
        (
            "Huyện Tuy Phước", "2023-Q1", "Tỷ lệ hồ sơ TTHC giải quyết trước hạn và đúng hạn", 1,
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
