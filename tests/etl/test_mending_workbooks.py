"""Refused rows of a workbook taken home as a workbook: mended where told, it loads again."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from etl.examining import examine
from etl.mending import to_mend
from tests.etl.files import GROUPED, WIDE_VALUES, workbook

HEAD = ["don_vi", "ky", "chi_tieu", "gia_tri"]


@pytest.fixture
def read(catalogue, register, cards):
    return lambda content: examine("a.xlsx", content, catalogue, register, cards=cards)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def mended(content: bytes, right: dict[str, object]) -> bytes:
    """The file to mend with each cell of a wrong text typed again, as a person would."""
    book, left = load_workbook(io.BytesIO(content)), set(right)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in right:
                    left.discard(cell.value)
                    cell.value = right[cell.value]
    assert not left
    return saved(book)


def test_each_sheet_gives_its_refused_rows_under_its_own_headings(read):
    book = Workbook()
    book.active.title = "Dạng dài"
    for row in (
        HEAD,
        ["Huyện Tuy Phước", "2025-Q1", "ho_ngheo", "1O"],
        ["Huyện Tuy Phước", "2025-Q1", "tong_so_ho", 90],
    ):
        book.active.append(row)
    form = book.create_sheet("Biểu II.06")
    for row in GROUPED:
        form.append([cell or None for cell in row])
    form["B8"] = "Huyện Tuy Phứoc"
    form.merge_cells("C4:F4")
    form.merge_cells("B4:B6")
    whole = book.create_sheet("Trang đúng")
    whole.append(HEAD)
    whole.append(["Huyện Phù Cát", "2025-Q1", "ho_ngheo", 7])
    first = read(saved(book))
    assert first.refused_places == {("Dạng dài", 2), ("Biểu II.06", 8)}
    mend = to_mend(saved(book), first)
    found = load_workbook(io.BytesIO(mend))
    assert found.sheetnames == ["Dạng dài", "Biểu II.06"]
    assert [cell.value for cell in found["Dạng dài"][1]] == [*HEAD, "ly_do_tu_choi"]
    assert "không phải số" in found["Dạng dài"]["E2"].value
    assert found["Biểu II.06"].max_row == 8

    again = read(mended(mend, {"1O": 10, "Huyện Tuy Phứoc": "Huyện Tuy Phước"}))
    assert [p for p in again.problems if p.severity == "reject"] == []
    assert (again.records, again.rejected) == (2, 0)
    values = [int(c.value) for c in again.checked.counts if c.sheet == "Biểu II.06"]
    assert values == list(WIDE_VALUES["Tuy Phước"])


def test_a_spoilt_cell_stays_refused_until_it_is_typed_again(read):
    book = Workbook()
    sheet = book.active
    for row in (
        HEAD,
        ["Huyện Tuy Phước", date(2025, 4, 1), "ho_ngheo", 3],
        ["Huyện Phù Cát", "2025-Q1", "ho_ngheo", 4000],
        ["Huyện An Lão", "2025-Q1", "ho_ngheo", 5],
        ["Huyện Hoài Ân", "2025-Q1", "ho_ngheo", None],
        ["Huyện Vân Canh", "2025-Q1", "ho_ngheo", "#REF!"],
        ["Huyện Tây Sơn", "2025-Q1", "ho_ngheo", "=1+1"],
        [None, "2025-Q2", "ho_ngheo", "1O"],
    ):
        sheet.append(row)
    sheet["D3"].number_format = "#,##0,"
    sheet["D6"].data_type = "e"
    sheet.merge_cells("D4:D5")
    sheet.merge_cells("A7:A8")
    first = read(saved(book))
    assert (first.records, first.rejected, first.figures) == (7, 7, ())
    mend = to_mend(saved(book), first)
    unmended = read(mend)
    assert (unmended.records, unmended.rejected, unmended.figures) == (7, 7, ())

    right = {
        "?? 01/04/2025": "Quý I/2025", "?? 4000": 4000, "?? 5": 5, "?? #REF!": 6, "?? =1+1": 2,
        "1O": 10,
    }  # fmt: skip
    again = read(mended(mend, right))
    assert again.rejected == 0
    assert [(f.unit.name, f.period.code, int(f.value)) for f in again.figures] == [
        ("Huyện Tuy Phước", "2025-Q1", 3),
        ("Huyện Phù Cát", "2025-Q1", 4000),
        ("Huyện An Lão", "2025-Q1", 5),
        ("Huyện Hoài Ân", "2025-Q1", 5),
        ("Huyện Vân Canh", "2025-Q1", 6),
        ("Huyện Tây Sơn", "2025-Q1", 2),
        ("Huyện Tây Sơn", "2025-Q2", 10),
    ]


def test_sheets_of_nearly_one_name_are_told_apart(read):
    book = Workbook()
    for name in ("Quý  I", "Quý I"):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append(["Huyện Tuy Phước", "2025-Q1", "ho_ngheo" if "  " in name else "tu", "x1"])
    found = read(saved(book))
    assert (found.records, found.rejected, found.loaded) == (2, 2, 0)
    assert found.refused_places == {("Quý I", 2), ("Quý I (3)", 2)}
    mend = to_mend(saved(book), found)
    assert load_workbook(io.BytesIO(mend)).sheetnames == ["Quý I", "Quý I (3)"]


def test_text_of_a_cell_is_never_a_formula_nor_breaks_the_file(read):
    content = workbook([HEAD, ['\'=HYPERLINK("http://a")', "2025-Q1", "ho_ngheo", "@SUM"]])
    content = saved(_typed(load_workbook(io.BytesIO(content)), "A2", '=cmd|"/C calc"!A0'))
    mend = load_workbook(io.BytesIO(to_mend(content, read(content))))
    assert [cell.data_type for row in mend.active for cell in row if cell.value] == ["s"] * 10


def _typed(book: Workbook, place: str, text: str) -> Workbook:
    cell = book.active[place]
    cell.value, cell.data_type = text, "s"
    return book
