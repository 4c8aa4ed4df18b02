"""A file as it was read: which cell each refusal and remark stands at."""

import pytest

from etl.examining import examine
from etl.marking import MOST_ROWS, MarkedRow, marked
from tests.etl.files import rows, wide, workbook


@pytest.fixture
def read(catalogue, register):
    """The marked sheets of a file."""

    def read_file(content: bytes):
        return marked(content, examine("tep.csv", content, catalogue, register))

    return read_file


def signs(row: MarkedRow) -> dict[str, str]:
    return {row.cells[at]: severity for at, severity in row.marks.items()}


def test_each_refused_cell_is_marked_with_its_reason_and_the_rest_is_as_it_stands(read):
    line = "Huyện Tuy Phước,,2023-Q1"
    (sheet,) = read(
        rows(
            f"{line},ho_ngheo,5", f"{line},tong_so_ho,10x", "Huyện Tuy Phuoc,,Quý 5/2023,don_kntc,3"
        )
    )
    head, good, bad, worse = sheet.rows
    assert (sheet.name, sheet.left_out, head.line, head.marks) == ("", 0, 1, {})
    assert (good.line, good.cells[:5], good.marks, good.said) == (
        2, ("Huyện Tuy Phước", "", "2023-Q1", "ho_ngheo", "5"), {}, (),
    )  # fmt: skip
    assert (bad.line, signs(bad)) == (3, {"10x": "reject"})
    assert "không phải số" in bad.said[0]
    assert signs(worse) == {"Quý 5/2023": "reject"} and len(worse.said) == 1


def test_of_equal_cells_the_one_under_the_named_heading_is_marked(read):
    text = "Kỳ báo cáo: Quý I/2023\nĐơn vị;Hộ nghèo;Tổng số hộ\nHuyện Tuy Phước;1x;1x\n"
    (sheet,) = read(text.encode())
    (row,) = (row for row in sheet.rows if row.line == 3)
    assert row.marks == {1: "reject", 2: "reject"}
    text = "Kỳ báo cáo: Quý I/2023\nĐơn vị;Hộ nghèo;Cột lạ\nHuyện Tuy Phước;5;7\n"
    (sheet,) = read(text.encode())
    (row,) = (row for row in sheet.rows if row.line == 2)
    assert signs(row) == {"Cột lạ": "reject"}


def test_the_sheets_of_a_workbook_have_their_own_lines_and_marks(read):
    head = ["don_vi", "ky", "chi_tieu", "gia_tri"]
    (sheet,) = read(workbook([head, ["Huyện Tuy Phước", "2023-Q1", "ho_ngheo", "x1"]]))
    assert sheet.name == "Sheet"
    assert [(row.line, signs(row)) for row in sheet.rows] == [(1, {}), (2, {"x1": "reject"})]


def test_of_many_rows_the_first_are_shown_and_the_rest_counted(read):
    lines = [f"Huyện Tuy Phước,,2023-Q1,don_kntc,{n}x" for n in range(60)]
    (sheet,) = read(rows(*lines))
    assert (len(sheet.rows), sheet.left_out) == (MOST_ROWS, 61 - MOST_ROWS)


def test_a_file_that_cannot_be_read_has_no_grid(read):
    assert read(b"") == ()
    assert read(b"PK\x03\x04 no workbook") == ()


def test_every_cell_told_of_in_a_clean_form_is_found(read):
    (sheet,) = read(wide())
    told = [row for row in sheet.rows if row.said]
    assert told and all(row.marks for row in told)
