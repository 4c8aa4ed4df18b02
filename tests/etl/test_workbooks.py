"""Workbooks: cells as they are meant, sheets and rows named, bombs and other kinds refused."""

import io
import json
import zipfile
from datetime import date, time

import pytest
from openpyxl import Workbook

from etl import workbooks
from etl.examining import examine
from etl.problems import FileRefused
from etl.reading import read_sheets
from tests.etl.files import GROUPED, WIDE_CODES, WIDE_VALUES, workbook

LONG = ("don_vi", "ky", "chi_tieu", "gia_tri")


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(content: bytes, changes: dict[str, bytes | None], **options) -> bytes:
    """The archive with parts replaced, added, or (None) left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return packed.getvalue()


def cells(book: Workbook) -> list[tuple]:
    return [record.cells for sheet in read_sheets(saved(book)) for record in sheet.records]


def told(outcome) -> list[tuple]:
    return [(p.severity, p.code, p.sheet, p.line) for p in outcome.problems]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (20335, "General", "20335"),
        (20335, "#,##0", "20335"),
        (20335.0, "0", "20335"),
        (99.85, "General", "99,85"),
        (0.1 + 0.2, "General", "0,3"),
        (0.9985, "0.00%", "99,85%"),
        (1, "0%", "100%"),
        (0.07, "0%", "7%"),
        (19517 / 19545, "0.00%", "99,86%"),
        (19517 / 19545, "0%", "99,86%"),
        (99.85674, "0.000", "99,8570"),
        (1.234, "General", "1,2340"),
        (1234.5, "#,##0.0", "1234,5"),
        (-5, "0;(0)", "-5"),
        (550, "00000", "00550"),
        (7, '0" hồ sơ"', "7"),
        (1e20, "General", "100000000000000000000"),
        ("20.335", "General", "20.335"),
        (True, "General", "TRUE"),
    ],
)
def test_a_cell_is_text_that_reads_back_exactly(value, number_format, text):
    book = Workbook()
    book.active["A1"], book.active["A1"].number_format = value, number_format
    assert cells(book) == [(text,)]


def test_rows_are_lines_and_blank_ones_are_left_out():
    book = Workbook()
    book.active.title = "Quý II"
    book.active["B3"], book.active["D7"] = "a", 5
    book.active["A1048576"].number_format = "0.0"
    (sheet,) = read_sheets(saved(book))
    assert (sheet.name, sheet.encoding, sheet.delimiter) == ("Quý II", "", "")
    assert [(r.line, r.cells) for r in sheet.records] == [
        (3, ("", "a", "", "")), (7, ("", "", "", "5")),
    ]  # fmt: skip


def test_a_form_with_merged_headings_gives_the_same_figures_as_csv(catalogue, register):
    content = workbook(GROUPED, merged=["C4:F4", "G4:J4", "K4:M4", "A1:M1", "B4:B5"])
    outcome = examine("bieu.xlsx", content, catalogue, register)
    assert {(c.unit.short_name, c.measure): int(c.value) for c in outcome.checked.counts} == {
        (name, code): value
        for name, values in WIDE_VALUES.items()
        for code, value in zip(WIDE_CODES, values, strict=True)
    }
    assert {(c.sheet, c.line) for c in outcome.checked.counts} == {("Sheet", 8), ("Sheet", 9)}
    assert outcome.loaded + outcome.noted + outcome.rejected == outcome.records == 4


def test_every_row_and_message_names_its_sheet(run, tmp_path):
    book = Workbook()
    book.active.title = "Tháng 3"
    for row in (LONG, ("Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5),
                ("Huyện Tuy Phước", "2025-Q1", "tong_so_ho", "5x")):  # fmt: skip
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    code, out, _ = run("check", path, "--json")
    found = json.loads(out)
    assert code == 1
    assert [(r["sheet"], r["line"], r["gia_tri"]) for r in found["rows"]] == [("Tháng 3", 2, "5")]
    assert [(r["sheet"], r["line"], r["code"]) for r in found["rejects"]] == [
        ("Tháng 3", 3, "not_a_number")
    ]
    assert "Trang tính “Tháng 3”, dòng 3, cột gia_tri: “5x”" in run("check", path)[1]
    assert run("load", path)[0] == 1
    peeked = json.loads(run("peek", path, "--json")[1])
    assert (peeked["sheet"], peeked["encoding"], peeked["records"][0]["line"]) == (
        "Tháng 3", None, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        (date(2025, 4, 1), "d-mmm", "date_cell"),
        (45748, "dd/mm/yyyy", "date_cell"),
        (time(1, 4), "h:mm", "date_cell"),
        ("=SUM(A1:A2)", "General", "formula_uncached"),
        ("#REF!", "General", "cell_error"),
        (1234567, "#,##0,", "scaled_cell"),
        (1234567, "0.0,,", "scaled_cell"),
        (5, '0" nghìn"', "scaled_cell"),
        (5, '#,##0" tỷ"', "scaled_cell"),
    ],
)
@pytest.mark.parametrize("column", ["ky", "gia_tri"])
def test_a_cell_that_is_not_what_was_meant_is_refused(
    value, number_format, code, column, catalogue, register
):
    book = Workbook()
    book.active.append(LONG)
    book.active.append(["Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5])
    book.active.append(["Huyện Phù Cát", "2025-Q1", "ho_ngheo", 6])
    cell = book.active.cell(3, LONG.index(column) + 1)
    cell.value, cell.number_format = value, number_format
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert [c.line for c in outcome.checked.counts] == [2]
    assert told(outcome) == [("reject", code, "Sheet", 3)]
    assert f"ô {cell.coordinate}: " in outcome.problems[0].reason


def test_a_date_where_a_date_is_meant_is_read(catalogue, register):
    book = Workbook()
    book.active.append([*LONG, "ngay_bao_cao"])
    book.active.append(["Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5, date(2025, 3, 14)])
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert [c.reported_on for c in outcome.checked.counts] == [date(2025, 3, 14)]
    assert told(outcome) == []


def test_a_refused_cell_of_a_wide_table_leaves_the_others(catalogue, register):
    rows = [["Quý I/2025"], ["Đơn vị", "Số hộ nghèo", "Tổng số hộ"],
            ["Huyện Tuy Phước", date(2025, 1, 1), 90]]  # fmt: skip
    outcome = examine("a.xlsx", workbook(rows), catalogue, register)
    assert [(c.measure, c.value) for c in outcome.checked.counts] == [("tong_so_ho", 90)]
    assert told(outcome) == [("reject", "date_cell", "Sheet", 3)]


@pytest.mark.parametrize(("result", "text"), [("15", "15"), ("0", "=A1+1"), ("", "=A1+1")])
def test_a_result_left_to_be_computed_is_none(result, text):
    book = Workbook()
    book.active["A1"], book.active["B1"] = 14, "=A1+1"
    content = saved(book)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(empty, f"<v>{result}</v>".encode())
    (read,) = read_sheets(repacked(content, {"xl/worksheets/sheet1.xml": sheet}))
    assert read.records[0].cells == ("14", text)


def test_merged_names_speak_for_their_rows_and_merged_numbers_for_none(catalogue, register):
    book = Workbook()
    for row in (LONG, ("Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5),
                (None, None, "tong_so_ho", 90), (None, None, "ho_can_ngheo", None)):  # fmt: skip
        book.active.append(row)
    for merged in ("A2:A4", "B2:B4", "D3:D4"):
        book.active.merge_cells(merged)
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert [(c.measure, c.unit.short_name) for c in outcome.checked.counts] == [
        ("ho_ngheo", "Tuy Phước")
    ]
    assert told(outcome) == [
        ("reject", "merged_cell", "Sheet", 3), ("reject", "merged_cell", "Sheet", 4),
    ]  # fmt: skip


def test_several_sheets_are_read_and_what_is_hidden_is_told(catalogue, register):
    book = Workbook()
    book.active.title = "Bìa"
    book.active["A1"] = "UBND TỈNH"
    for title, unit in (("Quý I", "Huyện Tuy Phước"), ("Cũ", "Huyện Phù Mỹ"),
                        ("Huyện", "Huyện Phù Cát")):  # fmt: skip
        sheet = book.create_sheet(title)
        for row in (LONG, (unit, "2025-Q1", "ho_ngheo", 5), (unit, "2025-Q1", "tong_so_ho", 9)):
            sheet.append(row)
    book["Cũ"].sheet_state = "hidden"
    book["Quý I"].row_dimensions[3].hidden = True
    book["Huyện"].column_dimensions["D"].hidden = True
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert [(c.sheet, c.line, c.unit.short_name) for c in outcome.checked.counts] == [
        ("Quý I", 2, "Tuy Phước"), ("Quý I", 3, "Tuy Phước"),
        ("Huyện", 2, "Phù Cát"), ("Huyện", 3, "Phù Cát"),
    ]  # fmt: skip
    assert told(outcome) == [
        ("note", "sheet_skipped", "Bìa", 0), ("note", "hidden_sheet", "Cũ", 0),
        ("note", "hidden_column", "Huyện", 0), ("note", "hidden_row", "Quý I", 3),
    ]  # fmt: skip
    assert (outcome.records, outcome.loaded, outcome.noted, outcome.rejected) == (4, 3, 1, 0)


def test_the_same_figure_on_two_sheets_is_counted_once_or_refused(catalogue, register):
    book = Workbook()
    for sheet, value in ((book.active, 5), (book.create_sheet("Hai"), 6)):
        sheet.append(LONG)
        sheet.append(("Huyện Tuy Phước", "2025-Q1", "ho_ngheo", value))
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert told(outcome) == [("reject", "conflict", "Hai", 2), ("reject", "conflict", "Sheet", 2)]
    assert "ở dòng 2 trang tính “Hai”, dòng 2 trang tính “Sheet”; giữ một" in (
        outcome.problems[0].reason
    )
    assert (outcome.records, outcome.rejected) == (2, 2)


def test_a_sheet_of_figures_without_headings_is_refused_not_skipped(catalogue, register):
    book = Workbook()
    book.active.append(LONG)
    book.active.append(("Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5))
    book.create_sheet("Lạ").append(("Huyện Phù Cát", 7))
    outcome = examine("a.xlsx", saved(book), catalogue, register)
    assert told(outcome) == [("reject", "form_unknown", "Lạ", 1)]


def test_an_old_font_in_a_workbook_is_named_with_sheet_and_row():
    with pytest.raises(FileRefused) as refusal:
        read_sheets(workbook([["Đơn vị"], ["HuyÖn Tuy Ph\u00adíc"]]))
    problem = refusal.value.problem
    assert (problem.code, problem.sheet, problem.line) == ("encoding_tcvn3", "Sheet", 2)


GOOD = workbook([LONG, ["Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5]])
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "code", "remedy"),
    [
        (repacked(GOOD, {SHEET: b" " * 30_000_000}), "too_large", "xóa phần thừa"),
        (repacked(GOOD, {"xl/media/a.bin": bytes(70_000_000)}), "too_large", "xóa phần thừa"),
        (repacked(GOOD, {f"a{i}.xml": b"" for i in range(2500)}), "too_large", "xóa phần thừa"),
        (repacked(GOOD, {SHEET: ENTITY}), "damaged", ".xlsx"),
        (repacked(GOOD, {"xl/workbook.xml": None}), "damaged", "lưu lại"),
        (repacked(GOOD, {SHEET: b"<worksheet"}), "damaged", "lưu lại"),
        (GOOD[: len(GOOD) // 2], "damaged", "lưu lại"),
        (GOOD[:1500] + bytes(50) + GOOD[1550:], "damaged", "lưu lại"),
        (repacked(GOOD, {"xl/workbook.bin": b""}), "workbook_binary", ".xlsx"),
        (repacked(GOOD, {"content.xml": b""}), "workbook_ods", ".xlsx"),
        (repacked(GOOD, {"word/document.xml": b""}), "not_a_workbook", "chép bảng"),
        (repacked(GOOD, {"[Content_Types].xml": None}), "not_a_workbook", "giải nén"),
        (OLE + "Workbook".encode("utf-16-le"), "workbook_old", ".xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_locked", "bỏ mật khẩu"),
        (OLE + "WordDocument".encode("utf-16-le"), "not_a_workbook", "chép bảng"),
        (OLE, "not_a_workbook", ".xlsx"),
        (workbook([[]]), "empty-file", "kiểm tra lại tệp"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_good_workbook_is_refused_with_the_remedy(content, code, remedy):
    with pytest.raises(FileRefused) as refusal:
        read_sheets(content)
    assert (refusal.value.problem.code, remedy in refusal.value.problem.reason) == (code, True)


def test_a_workbook_of_too_many_cells_is_refused():
    content = workbook([[1] * 400] * 400)
    with pytest.raises(FileRefused) as refusal:
        read_sheets(content)
    assert refusal.value.problem.code == "too_large"
    assert "CSV UTF-8" in refusal.value.problem.reason


def test_a_workbook_that_takes_too_long_is_refused_and_the_next_one_read(monkeypatch):
    monkeypatch.setattr(workbooks, "_SECONDS", 0.3)
    with pytest.raises(FileRefused) as refusal:
        read_sheets(workbook([[1] * 300] * 400))
    assert refusal.value.problem.code == "too_large"
    monkeypatch.undo()
    assert read_sheets(GOOD)[0].records[0].cells == LONG


def test_the_name_of_a_file_never_decides(catalogue, register):
    text = "don_vi,ky,chi_tieu,gia_tri\nHuyện Tuy Phước,2025-Q1,ho_ngheo,5\n"
    for name, content in (("a.csv", GOOD), ("a.xlsx", text.encode())):
        assert len(examine(name, content, catalogue, register).figures) == 1


TITLES = ("Đơn vị báo cáo: Huyện Tuy Phước", "Kỳ báo cáo: Quý I/2025")
DOSSIERS = ["TT", "Đơn vị", "Hồ sơ giải quyết trước hạn", "Hồ sơ giải quyết đúng hạn", "Ghi chú"]


@pytest.mark.parametrize(
    ("rows", "merged", "counts", "problems"),
    [
        pytest.param(
            [DOSSIERS, [1, "Huyện Tuy Phước", 97, "", ""], [2, "Huyện Phù Cát", 5, 6, ""]],
            ["C4:D4"], [("Phù Cát", 5), ("Phù Cát", 6)],
            [("merged_cell", 4, "Hồ sơ giải quyết trước hạn", "97"),
             ("merged_cell", 4, "Hồ sơ giải quyết đúng hạn", "")],
            id="over two columns of figures",
        ),
        pytest.param(
            [DOSSIERS, [1, "Huyện Tuy Phước", 97, "", ""], [2, "Huyện Phù Cát", "", "", ""]],
            ["C4:D5"], [],
            [("merged_cell", 4, "Hồ sơ giải quyết trước hạn", "97"),
             ("merged_cell", 4, "Hồ sơ giải quyết đúng hạn", ""),
             ("merged_cell", 5, "Hồ sơ giải quyết trước hạn", ""),
             ("merged_cell", 5, "Hồ sơ giải quyết đúng hạn", "")],
            id="over two rows and columns",
        ),
        pytest.param(
            [["Đơn vị", "Hồ sơ đã giải quyết"], ["Huyện Tuy Phước", 9], ["Huyện Phù Cát", ""]],
            ["B4:B5"], [],
            [("merged_cell", 4, "Hồ sơ đã giải quyết", "9"),
             ("merged_cell", 5, "Hồ sơ đã giải quyết", "")],
            id="down over the only figure of a row",
        ),
        pytest.param(
            [DOSSIERS, ["1. Các huyện phía nam", "", "", "", ""], [2, "Huyện Phù Cát", 5, 6, ""]],
            ["A4:E4", "D5:E5"], [("Phù Cát", 5), ("Phù Cát", 6)], [],
            id="a group over the row, a figure over the remarks",
        ),
        pytest.param(
            [["Đơn vị", "Hồ sơ đã giải quyết", ""], ["Huyện Phù Cát", 5, ""]],
            ["B3:C3", "B4:C4"], [("Phù Cát", 5)], [],
            id="heading and figure over the same columns",
        ),
        pytest.param(
            [DOSSIERS, [1, "Huyện Tuy Phước", "Chưa báo cáo", "", ""],
             [2, "Huyện Phù Cát", 5, 6, ""]],
            ["C4:D4"], [("Phù Cát", 5), ("Phù Cát", 6)], [],
            id="words that none were reported",
        ),
        pytest.param(
            [["TT", "Chỉ tiêu", "Huyện Tuy Phước", "Huyện Phù Cát"],
             [1, "Số hồ sơ đã giải quyết", 97, ""], [2, "Số hồ sơ tiếp nhận", 8, 9]],
            ["C4:D4"], [("Tuy Phước", 8), ("Phù Cát", 9)],
            [("merged_cell", 4, "Huyện Tuy Phước", "97"), ("merged_cell", 4, "Huyện Phù Cát", "")],
            id="over two units of a listed table",
        ),
        pytest.param(
            [["TT", "Chỉ tiêu", "Kết quả", "Ghi chú"], ["1. Thủ tục hành chính", "", "", ""],
             [1, "Số hồ sơ đã giải quyết", 97, ""]],
            ["A4:D4", "C5:D5"], [("Tuy Phước", 97)], [],
            id="a group and a figure over the remarks of a listed table",
        ),
    ],
)  # fmt: skip
def test_a_figure_merged_over_several_columns_of_figures_is_of_none(
    catalogue, register, rows, merged, counts, problems
):
    content = workbook([[title] for title in TITLES] + rows, merged)
    outcome = examine("a.xlsx", content, catalogue, register)
    assert [(c.unit.short_name, c.value) for c in outcome.checked.counts] == counts
    refused = [p for p in outcome.problems if p.severity == "reject"]
    assert sorted((p.code, p.line, p.column, p.found) for p in refused) == sorted(problems)


def test_a_figure_merged_over_both_sides_of_a_rate_is_of_neither(catalogue, register):
    rows = [["don_vi", "ky", "chi_tieu", "gia_tri", "tu_so", "mau_so", "ghi_chu"],
            ["Huyện Tuy Phước", "2025-Q1", "ty_le_dung_han", "", 97, "", ""],
            ["Huyện Tuy Phước", "2025-Q1", "ho_ngheo", 5, "", "", ""]]  # fmt: skip
    outcome = examine("a.xlsx", workbook(rows, ["E2:F2"]), catalogue, register)
    assert [(c.measure, c.value) for c in outcome.checked.counts] == [("ho_ngheo", 5)]
    assert {(p.code, p.line, p.column) for p in outcome.problems} == {
        ("merged_cell", 2, "tu_so"), ("merged_cell", 2, "mau_so"),
    }  # fmt: skip
