"""Downloads: what Excel with Vietnamese settings opens, with nothing in it that can act."""

import io

import openpyxl
import pandas as pd

from view.exports import csv_bytes, xlsx_bytes

TABLE = pd.DataFrame(
    {
        "Đơn vị": ["Tuy Phước", '=HYPERLINK("http://x")', "@SUM(A1)"],
        "Mẫu số": [19545.0, 20335.0, float("nan")],
        "Tỷ lệ (%)": [99.8567, float("nan"), -1.5],
    }
)
SOURCE = "Số liệu minh họa, không phải số thật. Nguồn: =a.csv"


def test_csv_has_bom_semicolons_decimal_commas_and_its_source_in_every_row():
    assert csv_bytes(TABLE, SOURCE).decode("utf-8") == (
        "\ufeffĐơn vị;Mẫu số;Tỷ lệ (%);Nguồn\n"
        f"Tuy Phước;19545;99,8567;{SOURCE}\n"
        f'"\'=HYPERLINK(""http://x"")";20335;;{SOURCE}\n'
        f"'@SUM(A1);;-1,5;{SOURCE}\n"
    )


def test_a_source_that_looks_like_a_formula_is_neutralised_too():
    assert csv_bytes(TABLE.head(1), "=x").decode("utf-8").endswith(";'=x\n")


def test_xlsx_keeps_numbers_as_numbers_and_text_as_text():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(TABLE, SOURCE, "=Tiêu đề")))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows == [
        ["'=Tiêu đề", None, None],
        [SOURCE, None, None],
        [None, None, None],
        ["Đơn vị", "Mẫu số", "Tỷ lệ (%)"],
        ["Tuy Phước", 19545, 99.8567],
        ['\'=HYPERLINK("http://x")', 20335, None],
        ["'@SUM(A1)", None, -1.5],
    ]
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n"}
