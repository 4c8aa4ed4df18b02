"""Refused rows sent back without the others: what these had made clear still holds."""

import csv
import io

import pytest
from openpyxl import load_workbook

from etl.examining import examine
from etl.mending import to_mend
from tests.etl.files import workbook

LONG = ["don_vi", "ma_don_vi", "ky", "chi_tieu", "gia_tri"]
WIDE = ["TT", "Đơn vị", "Số hộ nghèo", "Thu ngân sách (triệu đồng)"]
TITLE = ["Kỳ báo cáo: Quý I/2024", "", "", ""]
POOR, RATE = "ho_ngheo", "ty_le_dung_han"
PHU_CAT = ["Huyện Phù Cát", "", "Quý I/2024", POOR, "5"]
HA_NOI = ["Quận Ba Đình", "1", "Quý I/2024", POOR, "5"]
SOURCED = [*LONG, "nguon"]
DEMO = "Số liệu minh họa"


def long(*rows: list[str]) -> list[list[str]]:
    return [LONG, *rows]


def wide(*rows: list[str]) -> list[list[str]]:
    return [TITLE, WIDE, *rows]


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def rows_in(content: bytes) -> list[list[str]]:
    if content.startswith(b"PK"):
        book = load_workbook(io.BytesIO(content))
        return [[c.value or "" for c in row] for sheet in book for row in sheet.iter_rows()]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def mended(rows: list[list[str]], slip: str, right: str) -> list[list[str]]:
    assert any(slip in row for row in rows)
    return [[right if cell == slip else cell for cell in row] for row in rows]


@pytest.fixture
def sent(catalogue, register, cards):
    """Examine rows as one file of a kind."""

    def send(write, rows: list[list[str]]):
        content = write(rows)
        return content, examine("a", content, catalogue, register, cards=cards)

    return send


def figures(outcome) -> set[tuple]:
    return {(f.unit.key, f.period.code, f.subject.code, f.value) for f in outcome.figures}


CASES = [
    # One of two districts of a name, told by the province of the other rows.
    (long(PHU_CAT, ["Huyện An Lão", "", "Quý I/2024", POOR, "1O"]), "1O", "10"),
    (wide(["1", "Huyện Phù Cát", "5", "7"], ["2", "Huyện An Lão", "1O", "8"]), "1O", "10"),
    (wide(["1", "Huyện Phù Cát", "5", "7"], ["2", "Huyen An Lao", "6", "1x"]), "1x", "8"),
    # District or township, told by the level of the other rows.
    (long(PHU_CAT, ["Phù Mỹ", "", "Quý I/2024", POOR, "1O"]), "1O", "10"),
    (wide(["1", "Huyện Phù Cát", "5", "7"], ["2", "Phù Mỹ", "1O", ""]), "1O", "10"),
    # Codes that lost their zeros.
    (long(HA_NOI, ["", "17", "Quý I/2024", POOR, "1O"]), "1O", "10"),
    (long(HA_NOI, ["", "9", "Quý I/2024", POOR, "1O"]), "1O", "10"),
    (long(PHU_CAT, ["", "550", "Quý I/2024", POOR, "1O"]), "1O", "10"),
    # A name that needs the family of the other rows, and what it counts beside them.
    (
        long(
            ["Huyện Phù Cát", "", "Quý I/2024", "tthc_giai_quyet_truoc_han", "5"],
            ["Huyện Tuy Phước", "", "Quý I/2024", "Đúng hạn", "1O"],
        ),
        "1O",
        "10",
    ),
    (
        long(
            ["Huyện Phù Cát", "", "Quý I/2024", "tthc_da_giai_quyet", "15"],
            ["Huyện Phù Cát", "", "Quý I/2024", "Đúng hạn", "12"],
            ["Huyện Phù Cát", "", "Quý I/2024", "tthc_giai_quyet_qua_han", "3"],
            ["Huyện Tuy Phước", "", "Quý I/2024", "Đúng hạn", "1O"],
        ),
        "1O",
        "10",
    ),
    (
        [
            TITLE,
            ["TT", "Đơn vị", "Số hồ sơ đã giải quyết", "Đúng hạn", "Quá hạn"],
            ["1", "Huyện Phù Cát", "15", "12", "3"],
            ["2", "Huyện Tuy Phước", "", "7", "1O"],
        ],
        "1O",
        "10",
    ),
    # The dot that other cells of the column showed to stand before decimals or not.
    (
        wide(
            ["1", "Huyện Phù Cát", "5", "12,5"], ["2", "Huyện Tuy Phước", "1O", "1.234"],
            ["3", "Huyện Phù Mỹ", "3", "12,25"],
        ),
        "1O",
        "10",
    ),
    (
        wide(
            ["1", "Huyện Phù Cát", "5", "12.5"], ["2", "Huyện Tuy Phước", "1O", "1.234"],
            ["3", "Huyện Phù Mỹ", "3", "12.25"],
        ),
        "1O",
        "10",
    ),
    # A share among percentages.
    (
        [
            TITLE,
            ["TT", "Đơn vị", "Số hộ nghèo", "Tỷ lệ đúng hạn"],
            ["1", "Huyện Phù Cát", "5", "98%"],
            ["2", "Huyện Tuy Phước", "1O", "0,985"],
            ["3", "Huyện Phù Mỹ", "7", "99,5%"],
        ],
        "1O",
        "10",
    ),
]  # fmt: skip


@pytest.mark.parametrize("write", [as_csv, workbook])
@pytest.mark.parametrize(("rows", "slip", "right"), CASES)
def test_mended_rows_mean_alone_what_they_meant_beside_the_others(write, rows, slip, right, sent):
    content, first = sent(write, rows)
    (place,) = first.refused_places
    mend = rows_in(to_mend(content, first))
    _, again = sent(write, mended(mend, slip, right))
    assert [p for p in again.problems if p.severity == "reject"] == []
    _, whole = sent(write, mended(rows, slip, right))
    wanted = {(f.unit.key, f.period.code, f.subject.code, f.value)
              for f in whole.figures if f.line == place[1]}  # fmt: skip
    assert figures(again) == wanted != set()


def test_a_settled_unit_is_written_with_its_code_and_others_stay_as_they_are(sent):
    rows = long(
        PHU_CAT, ["Huyện An Lão", "", "Quý I/2024", POOR, "1O"],
        ["H. Tuy Phước", "", "Quý I/2024", POOR, "2O"],
    )  # fmt: skip
    content, first = sent(as_csv, rows)
    units = [row[0] for row in rows_in(to_mend(content, first))[1:]]
    assert units == ["Huyện An Lão (mã 542)", "H. Tuy Phước"]


@pytest.mark.parametrize("write", [as_csv, workbook])
def test_a_unit_that_nothing_settled_is_not_settled_by_the_file_to_mend(write, sent):
    rows = long(["Huyện An Lão", "", "Quý I/2024", POOR, "1O"])
    content, first = sent(write, rows)
    mend = rows_in(to_mend(content, first))
    assert mend[1][0] in ("Huyện An Lão", "?? Huyện An Lão")
    _, again = sent(write, mended(mend, "1O", "10"))
    assert again.figures == ()


@pytest.mark.parametrize("write", [as_csv, workbook])
@pytest.mark.parametrize(
    ("rows", "slip"),
    [
        ([[DEMO], *wide(["1", "Huyện Phù Cát", "5", "7"], ["2", "H. Phù Mỹ", "1O", ""])], "1O"),
        ([[DEMO], *wide(["1", "Huyện Phù Cát", "5", "7"]),
          ["Bảng 2. Hộ nghèo", "", "", ""], WIDE[:3], ["1", "Huyện Phù Mỹ", "1O"]], "1O"),
        ([SOURCED, [*PHU_CAT, DEMO], ["Huyện Phù Mỹ", *PHU_CAT[1:4], "1O", ""]], "1O"),
        ([SOURCED, [*PHU_CAT, ""], ["Huyện Phù Mỹ", *PHU_CAT[1:4], "1O", f"{DEMO} 2"]], "1O"),
        ([SOURCED, [*PHU_CAT, DEMO], ["Huyện Phù Mỹ", *PHU_CAT[1:4], "1O", "Sở Nội vụ"]], "1O"),
    ],
)  # fmt: skip
def test_rows_of_a_demonstration_stay_one(write, rows, slip, sent):
    content, first = sent(write, rows)
    assert (first.is_demo, first.rejected) == (True, 1)
    mend = rows_in(to_mend(content, first))
    _, again = sent(write, mended(mend, slip, "10"))
    assert (again.is_demo, again.rejected, len(again.figures)) == (True, 0, 1)


def test_a_second_sheet_of_a_demonstration_says_so_alone(sent):
    book = load_workbook(io.BytesIO(workbook([[DEMO], *wide(["1", "Huyện Phù Cát", "5", "7"])])))
    for title, rows in (
        ("Dài", long(["Huyện Phù Mỹ", "", "Quý I/2024", POOR, "1O"])),
        ("Bảng", wide(["1", "Huyện Phù Mỹ", "", "2O"])),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    _, first = sent(lambda _: content.getvalue(), [])
    mend = load_workbook(io.BytesIO(to_mend(content.getvalue(), first)))
    for name, place, value in (("Dài", "E2", "10"), ("Bảng", "D4", "20")):
        mend[name][place] = value
    again = io.BytesIO()
    mend.save(again)
    _, found = sent(lambda _: again.getvalue(), [])
    assert (found.is_demo, found.rejected) == (True, 0)
    assert [(f.sheet, int(f.value)) for f in found.figures] == [("Dài", 10), ("Bảng", 20)]


@pytest.mark.parametrize(
    "line",
    ["Kế hoạch", "So sánh với cùng kỳ", "Lũy kế từ đầu năm", "Quý II/2024", "Cùng kỳ năm trước"],
)
@pytest.mark.parametrize("number", ["", "2", "II", "B.", "2)", "(1)"])
def test_rows_below_a_line_of_other_figures_stay_refused_alone(line, number, sent):
    said = [number, line, "", ""] if number else [line, "", "", ""]
    rows = wide(["1", "Huyện Phù Cát", "5", "7"], said, ["3", "Huyện Phù Mỹ", "6", "8"])
    content, first = sent(as_csv, rows)
    assert first.rejected == 1
    _, again = sent(as_csv, rows_in(to_mend(content, first)))
    assert (again.figures, again.rejected) == ((), 1)
