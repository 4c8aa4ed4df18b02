"""Blank forms: what is written reads back as the same form, column by column."""

import io

import openpyxl
import pytest

from etl import counting
from etl.forms import read_form
from etl.problems import FileRefused
from etl.reading import Record, Sheet
from etl.templates import areas_of, blank_form, blank_of, find_card, printed, units_of
from indicators.periods import from_code
from indicators.units import UnitError
from tests.conftest import DATA

Q2 = from_code("2025-Q2")


def filled(content: bytes) -> Sheet:
    """The workbook as records, with 1 in each blank cell of a row that names a unit."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    for row in rows:
        if row[0].isdigit():
            row[3:] = [cell or "1" for cell in row[3:]]
    records = [Record(at, tuple(row)) for at, row in enumerate(rows, start=1)]
    return Sheet("xlsx", "", tuple(record for record in records if not record.is_blank))


FORMS = (
    "II.06/VPCP/KSTT", "01/TCD", "01/KQGQ", "02/KQGQ", "03/KQGQ", "01/XLD (2021)", "01/XLD (2024)",
    "bang",
)  # fmt: skip


@pytest.mark.parametrize("code", FORMS)
def test_a_blank_form_reads_back_as_its_form(code, cards, catalogue, register):
    card = find_card(cards, code)
    units = units_of("Tỉnh Bình Định", Q2, catalogue, register)
    reading = read_form(filled(blank_form(card, catalogue, units, Q2)), catalogue, cards)
    expected = [column.measure for column in printed(card) if column.measure]
    assert reading.form == card.code
    assert [c.subject for c in reading.claims[: len(expected)]] == expected
    assert [p for p in reading.problems if p.severity == "reject"] == []
    running = {"viec_lam_tao_moi"} if code == "bang" else set()
    assert {c.subject for c in reading.claims if c.period == "2025-Q2-LK"} == running
    plans = counting.plans(catalogue)
    assert {c.period for c in reading.claims if c.subject not in running | plans} == {"2025-Q2"}
    assert {c.period for c in reading.claims if c.subject in plans} <= {"2025"}
    assert len(reading.claims) == 11 * len(expected)
    assert (reading.claims[0].unit, reading.claims[0].unit_code) == ("Thành phố Quy Nhơn", "540")


def test_the_jobs_form_asks_until_one_of_two_lines_is_left(cards, catalogue, register):
    card = find_card(cards, "viec lam")
    units = units_of("52", Q2, catalogue, register)
    with pytest.raises(FileRefused) as refusal:
        read_form(filled(blank_form(card, catalogue, units, Q2)), catalogue, cards)
    assert refusal.value.problem.code == "counting_ambiguous"


def test_the_long_form_has_units_codes_and_the_period(cards, catalogue, register):
    card = find_card(cards, "dai")
    units = units_of("Bình Định", Q2, catalogue, register)
    book = openpyxl.load_workbook(io.BytesIO(blank_form(card, catalogue, units, Q2)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:5] == ("don_vi", "ma_don_vi", "ky", "chi_tieu", "gia_tri")
    assert rows[1][:3] == ("Thành phố Quy Nhơn", "540", "2025-Q2")
    assert len(rows) == 12


def test_units_are_those_of_the_period(catalogue, register):
    now = units_of("Gia Lai", from_code("2025-Q4"), catalogue, register)
    assert {unit.level for unit in now} == {"xa"}
    assert len(now) == 135


def test_areas_are_those_with_units_below_them_in_the_period(cards, catalogue):
    before, now = (areas_of(DATA, period) for period in ("2025-Q1", "2025-Q4"))
    assert before["52"] == ("Tỉnh Bình Định", 11)
    assert before["550"] == ("Huyện Tuy Phước, Tỉnh Bình Định", 13)
    assert now["52"] == ("Tỉnh Gia Lai", 135)
    assert [len(code) for code in before] == [2] * 63 + [3] * (len(before) - 63)
    assert {len(code) for code in now} == {2} and len(now) == 34
    content = blank_of(DATA, "II.06/VPCP/KSTT", "550", "2025-Q1")
    reading = read_form(filled(content), catalogue, cards)
    assert {claim.period for claim in reading.claims} == {"2025-Q1"}
    assert len({claim.unit_code for claim in reading.claims}) == 13


def test_a_form_left_without_a_period_is_asked_for_it(cards, catalogue):
    card = find_card(cards, "01/TCD")
    with pytest.raises(FileRefused) as refusal:
        read_form(filled(blank_form(card, catalogue)), catalogue, cards)
    assert (refusal.value.problem.code, refusal.value.problem.line) == ("period_missing", 3)


def test_headings_are_merged_over_their_group(cards, catalogue):
    book = openpyxl.load_workbook(io.BytesIO(blank_form(find_card(cards, "II.06"), catalogue)))
    spans = {str(span) for span in book.active.merged_cells.ranges}
    assert {"D5:G5", "E6:F6", "A5:A7", "D6:D7", "H5:K5", "L5:N5"} <= spans


def test_the_command_lists_writes_and_never_writes_over(run, tmp_path):
    code, out, _ = run("template")
    assert (code, "II.06/VPCP/KSTT  Tình hình" in out) == (0, True)
    file = tmp_path / "mau.xlsx"
    code, out, _ = run("template", "II.06", file, "--units", "Bình Định", "--period", "Quý II/2025")
    assert (code, "11 đơn vị điền sẵn" in out, file.exists()) == (0, True, True)
    before = file.read_bytes()
    code, _, said = run("template", "II.06", file)
    assert (code, "mau.xlsx”, mẫu trống không ghi đè" in said, file.read_bytes() == before) == (
        2,
        True,
        True,
    )
    assert run("template", "khong-co", tmp_path / "b.xlsx")[0] == 2
    code, _, said = run("template", "II.06", tmp_path / "b.csv")
    assert (code, "b.csv” phải có đuôi .xlsx" in said) == (2, True)
    code, _, said = run("template", "II.06")
    assert (code, "Chưa ghi tên tệp" in said) == (2, True)
    assert run("template", "II.06", tmp_path / "c.xlsx", "--units", "Nơi nào")[0] == 2
    assert run("template", "II.06", tmp_path / "c.xlsx", "--period", "Quý V")[0] == 2


@pytest.mark.parametrize(
    ("asked", "period", "says"),
    [
        ("Bình Định", "2025-Q3", "ghi đơn vị mới (Tỉnh Gia Lai mã 52)"),
        ("Binh Dinh", "2025-Q3", "ghi đơn vị mới (Tỉnh Gia Lai mã 52)"),
        ("Binh Dinh", "2025-Q1", "“Binh Dinh” viết thiếu dấu; ghi đủ dấu: Tỉnh Bình Định"),
        ("Tuy Phước", "2025-Q3", "kết thúc hoạt động trước 01/7/2025; ghi --units một tỉnh"),
        ("Sở Nội vụ", "2025-Q1", "không có tỉnh, huyện nào tên như vậy"),
        ("Huyện Tuy Phưóc", "2025-Q1", "gần nhất: Huyện Tuy Phước"),
    ],
)
def test_units_that_cannot_be_filled_in_are_told_as_of_the_command(
    asked, period, says, catalogue, register
):
    with pytest.raises(UnitError) as refusal:
        units_of(asked, from_code(period), catalogue, register)
    assert says in str(refusal.value)
    assert "dòng" not in str(refusal.value)


def _filled_listed(content: bytes, unit: str = "") -> Sheet:
    """The listed form with 1 in each blank cell of a figure, and who reports it."""
    rows = [list(record.cells) for record in filled(content).records]
    for row in rows:
        row[:1] = [f"Đơn vị báo cáo: {unit}"] if unit and "báo cáo: …" in row[0] else row[:1]
    records = [Record(at, tuple(row)) for at, row in enumerate(rows, start=1)]
    return Sheet("xlsx", "", tuple(records))


def test_a_blank_listed_form_asks_who_reports_and_reads_back(cards, catalogue):
    card = find_card(cards, "liet_ke")
    content = blank_form(card, catalogue, None, Q2)
    with pytest.raises(FileRefused, match="không rõ là số của đơn vị nào"):
        read_form(_filled_listed(content), catalogue, cards)
    reading = read_form(_filled_listed(content, "Huyện Tuy Phước"), catalogue, cards)
    assert reading.form == card.code
    assert [c.subject for c in reading.claims] == [column.measure for column in card.columns]
    assert {c.unit for c in reading.claims} == {"Huyện Tuy Phước"}
    assert [c.subject for c in reading.claims if c.period == "2025-Q2-LK"] == ["viec_lam_tao_moi"]
    assert [p for p in reading.problems if p.severity == "reject"] == []


def test_a_listed_form_of_many_units_has_a_column_for_each(cards, catalogue, register):
    card = find_card(cards, "liet_ke")
    units = units_of("Tỉnh Bình Định", Q2, catalogue, register)
    reading = read_form(_filled_listed(blank_form(card, catalogue, units, Q2)), catalogue, cards)
    assert len(reading.claims) == 11 * len(card.columns)
    assert reading.claims[0].unit == "Thành phố Quy Nhơn (mã 540)"
    assert [p for p in reading.problems if p.severity == "reject"] == []
