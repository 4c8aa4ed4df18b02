"""The tile files a person may edit: what is stored of them, and broken rows told by line."""

import duckdb
import pytest

from indicators import editions
from indicators.catalogue_files import CatalogueError
from tests.indicators import csv, edition

FIGURE = csv("550 2024-Q2 tthc_da_giai_quyet 1")
HEAD = "code,valid_from,row,column\n"


def stored(found) -> list[tuple]:
    editions._root.cache_clear()
    with duckdb.connect(str(found.path), read_only=True) as con:
        return con.execute(
            "select map_name, within.unit_key, u.unit_key, owner.unit_key, row_no, column_no"
            " from tile as t join unit as u on u.unit_id = t.unit_id"
            " join unit as owner on owner.unit_id = t.owner_id"
            " left join unit as within on within.unit_id = t.within_id order by all"
        ).fetchall()


def test_a_former_district_stands_on_the_map_of_its_province_of_today(tmp_path):
    one = {"tiles_tinh": HEAD, "tiles_xa": HEAD + "21583,2025-07-01,1,2\n"}
    old = {
        "tiles_tinh_cu": HEAD + "52,1900-01-01,7,3\n",
        "tiles_huyen": HEAD + "550,1900-01-01,4,5",
    }
    assert stored(edition(tmp_path, FIGURE, **one, **old)) == [
        ("huyen", "52.20250701", "550.19000101", "550.19000101", 4, 5),
        ("tinh_cu", None, "52.19000101", "52.19000101", 7, 3),
        ("xa", "52.20250701", "21583.20250701", "21583.20250701", 1, 2),
    ]


@pytest.mark.parametrize(
    ("file", "rows", "says"),
    [
        ("tinh", "99,2025-07-01,1,1", "tiles_tinh.csv, dòng 2: mã “99” từ “2025-07-01” không có"),
        ("tinh", "1,2025-07-01,1,1", "ghi mã đủ số 0 ở đầu"),
        ("tinh", "01,01/07/2025,1,1", "mã “01” từ “01/07/2025” không có trong units.csv"),
        ("tinh", "01,1900-01-01,1,1", "không thuộc bản đồ này; tệp chỉ ghi đơn vị hiện nay"),
        ("tinh_cu", "01,2025-07-01,1,1", "tệp chỉ ghi đơn vị trước 01/7/2025"),
        ("huyen", "52,1900-01-01,1,1", r"Tỉnh Bình Định \(mã 52\) không thuộc bản đồ này"),
        ("xa", "21583,2025-07-01,1.5,1", "tiles_xa.csv, dòng 2: cột row: “1.5” phải là số nguyên"),
        ("xa", "21583,2025-07-01,1,0", "cột column: “0” phải là số nguyên từ 1 đến 99"),
        ("xa", "21583,2025-07-01,,1", "cột row: “” phải là số nguyên"),
        ("xa", "21583,2025-07-01,²,1", "cột row: “²” phải là số nguyên"),
        ("huyen", "550,1900-01-01,1,1\n550,1900-01-01,1,2", "dòng 3: đơn vị này đã có ở dòng 2"),
        (
            "huyen",
            "550,1900-01-01,1,1\n540,1900-01-01,1,1",
            "dòng 3: ô hàng 1 cột 1 đã dùng ở dòng",
        ),
        ("xa", "21583,2025-07-01,1", "tiles_xa.csv, dòng 2: có 3 ô, cần 4 ô"),
    ],
)
def test_a_broken_row_is_refused_with_file_and_line(file, rows, says, tmp_path):
    with pytest.raises(CatalogueError, match=says):
        edition(tmp_path, FIGURE, **{f"tiles_{file}": HEAD + rows + "\n"})
    assert editions.current(tmp_path / "data") is None


def test_every_fault_of_every_map_is_told_at_once(tmp_path):
    broken = dict.fromkeys(("tiles_tinh", "tiles_xa"), f"{HEAD}99,2025-07-01,1,1\n")
    with pytest.raises(CatalogueError) as refusal:
        edition(tmp_path, FIGURE, **broken)
    assert [problem[:22] for problem in refusal.value.problems] == [
        "tiles_tinh.csv, dòng 2",
        "tiles_xa.csv, dòng 2: ",
    ]


def test_a_file_saved_by_excel_reads_alike(tmp_path):
    rows = "\ufeffcode;valid_from;row;column\r\n21583;2025-07-01;3;4\r\n"
    found = stored(edition(tmp_path, FIGURE, tiles_xa=rows))
    assert [row[2:] for row in found if row[0] == "xa"] == [
        ("21583.20250701", "21583.20250701", 3, 4)
    ]
