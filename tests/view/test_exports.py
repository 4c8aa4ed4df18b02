"""Downloads: what Excel with Vietnamese settings opens, with nothing in it that can act."""

import io

import openpyxl
import pandas as pd

from view import tables, words
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


LONG = pd.DataFrame(
    {
        "Đơn vị": ["Tuy Phước", "Vân Canh", "Phù Cát"],
        "Tỷ lệ (%)": [99.01189875671345, 100.0, float("nan")],
        "Mẫu số": [66736.0, float("nan"), 1234567.0],
        "Giá trị": [66736.0, 99.01189875671345, 7.0],
        "Dân số": pd.Series([None, pd.NA, 123456789], dtype="Int64"),
    }
)


def test_csv_has_no_more_than_four_decimals():
    text = csv_bytes(LONG, "a").decode("utf-8-sig")
    assert "Tuy Phước;99,0119;66736;66736,0;;a" in text
    back = pd.read_csv(io.StringIO(text), sep=";", decimal=",")
    assert back["Tỷ lệ (%)"].tolist()[:2] == [99.0119, 100]
    assert back["Mẫu số"].tolist()[::2] == [66736, 1234567]


def test_excel_shows_counts_with_thousands_and_rates_with_two_decimals():
    content = xlsx_bytes(LONG, "a", "b", ["Giá trị", "Dân số"])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [row[1:] for row in sheet.iter_rows(min_row=5)]
    assert [(c.value, c.number_format) for c in (row[3] for row in rows)][2] == (123456789, "#,##0")
    assert sheet.column_dimensions["E"].width > len("123.456.789")
    assert [[(cell.value, cell.number_format) for cell in row[:3]] for row in rows] == [
        [(99.01189875671345, "#,##0.00"), (66736, "#,##0"), (66736, "#,##0")],
        [(100, "#,##0.00"), (None, "General"), (99.01189875671345, "#,##0.00")],
        [(None, "General"), (1234567, "#,##0"), (7, "#,##0")],
    ]


def test_a_column_of_rates_and_counts_is_known_by_how_it_is_written():
    formats = {"Giá trị": tables.number, "Mẫu số": words.number}
    assert tables.Table(LONG, formats).mixed == ["Giá trị"]
