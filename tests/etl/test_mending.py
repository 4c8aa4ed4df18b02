"""Refused rows taken home: mended where the reason says, the file loads again without a word."""

import csv
import io

import pytest

from etl.cards import read_cards
from etl.examining import examine
from etl.mending import to_mend
from tests.conftest import DATA
from tests.etl.files import WIDE

LONG = (
    "don_vi;ky;chi_tieu;gia_tri\nHuyện Tuy Phước;2023-Q1;tthc_da_giai_quyet;7.1O0\n"
    "Huyện Phù Cát;2023-Q1;tthc_da_giai_quyet;5\nHuyện Phù Cát;2023-Q1;ho_ngheo;-5\n"
)
TITLED = (
    "UBND TỈNH BÌNH ĐỊNH\nKỳ báo cáo: Quý II/2025\n"
    "Đơn vị;Số hồ sơ đã giải quyết;Giải quyết trước và đúng hạn;Ghi chú\n"
    "Huyện Tuy Phước;9.8x0;9.700;-\nHuyện Phù Cát;100;-;\n"
)
COLUMN = (
    "Kỳ báo cáo: Quý II/2025\nĐơn vị;Số hồ sơ đã giải quyết;Màu\n"
    "Huyện Tuy Phước;9.800;xanh\nHuyện Phù Cát;1o0;đỏ\nHuyện Phù Mỹ;7;\n"
)
TWO = (
    "Kỳ báo cáo: Quý II/2025\nI. Thủ tục\nĐơn vị;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;9.800\n"
    "II. Khiếu nại\nĐơn vị;Số vụ khiếu nại đã giải quyết;Số vụ việc khiếu nại thuộc thẩm quyền\n"
    "Huyện Tuy Phước;6o;70\n"
)


@pytest.fixture
def read(catalogue, register):
    cards = read_cards(DATA / "forms", catalogue)

    def tell(text: str | bytes):
        content = text if isinstance(text, bytes) else text.encode()
        return content, examine("a.csv", content, catalogue, register, cards=cards)

    return tell


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("text", "mends", "units"),
    [
        (LONG, [("7.1O0", "7.100"), (";-5;", ";5;")], ["Huyện Tuy Phước", "Huyện Phù Cát"]),
        (TITLED, [("9.8x0", "9.800")], ["Huyện Tuy Phước"]),
        (WIDE.replace("1.100;600", "1.1oo;600"), [("1.1oo", "1.100")], ["Huyện Tuy Phước"]),
        (
            COLUMN,
            [("Màu", "Ghi chú"), ("1o0", "100")],
            ["Huyện Tuy Phước", "Huyện Phù Cát"],
        ),
        (TWO, [("6o", "60")], ["Huyện Tuy Phước"]),
    ],
)
def test_a_mended_file_loads_clean(text, mends, units, read):
    content, outcome = read(text)
    assert outcome.rejected == len(units)
    mend = to_mend(content, outcome)
    said = mend.decode("utf-8-sig")
    for slip, right in mends:
        # The first of them is the cell, those behind stand in the reason.
        said = said.replace(slip, right, 1)
    _, again = read(said.encode("utf-8-sig"))
    assert [p for p in again.problems if p.severity == "reject"] == []
    assert [p.code for p in again.problems if "ly_do" in p.column] == []
    assert list(dict.fromkeys(f.unit.name for f in again.figures)) == units
    assert (again.records, again.rejected) == (len(units), 0)


def test_rows_below_a_line_of_another_period_stay_refused_until_mended(read):
    content, outcome = read(
        "Kỳ báo cáo: Quý I/2025\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\nQuý II/2025;\n"
        "Huyện Phù Cát;8\n"
    )
    mend = to_mend(content, outcome)
    _, again = read(mend)
    assert (again.figures, again.rejected) == ((), 1)
    heading = "Quý II/2025;;\r\nĐơn vị;Số hộ nghèo;ly_do_tu_choi"
    mended = mend.decode("utf-8-sig").replace("Quý II/2025;;", heading)
    assert mended.count("Đơn vị;") == 2
    _, again = read(mended)
    assert [(f.unit.name, f.period.code) for f in again.figures] == [("Huyện Phù Cát", "2025-Q2")]


def test_every_row_has_as_many_cells_as_the_heading(read):
    content, outcome = read(WIDE.replace("1.100;600", "1.1oo;600"))
    rows = rows_of(to_mend(content, outcome))
    assert {len(row) for row in rows} == {14}
    assert [row[-1] for row in rows[:-1]] == ["", "", "", "ly_do_tu_choi", "", "", ""]
    assert rows[-1][:3] == ["1", "Huyện Tuy Phước", "1.1oo"]


def test_a_dash_stays_a_dash_and_a_formula_is_harmless(read):
    content, outcome = read(
        "Kỳ báo cáo: Quý II/2025\nĐơn vị;Số hồ sơ đã giải quyết;Giải quyết trước và đúng hạn\n"
        "- Huyện Tuy Phước;x1;-\nHuyện Phù Cát;=1000+20;-5\nHuyện Phù Mỹ;+cmd|'/C calc'!A0;@SUM\n"
    )
    rows = rows_of(to_mend(content, outcome))
    assert [row[:3] for row in rows[2:]] == [
        ["- Huyện Tuy Phước", "x1", "-"],
        ["Huyện Phù Cát", "'=1000+20", "-5"],
        ["Huyện Phù Mỹ", "'+cmd|'/C calc'!A0", "'@SUM"],
    ]


def test_a_row_of_too_many_cells_is_refused_until_it_is_mended(read):
    content, outcome = read(
        "Kỳ báo cáo: Quý II/2025\nĐơn vị;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;1;2\n"
    )
    _, again = read(to_mend(content, outcome))
    assert [p.code for p in again.problems] == ["extra-cell"]
    assert again.figures == ()


def test_a_reason_stands_once_however_many_cells_it_refuses(read):
    content, outcome = read(TITLED.replace("Huyện Tuy Phước;9.8x0", "Huyện Tuy Phứoc;9.800"))
    assert rows_of(to_mend(content, outcome))[-1][-1].count("không có trong danh mục") == 1


def test_nothing_refused_gives_no_file(read):
    content, outcome = read("don_vi;ky;chi_tieu;gia_tri\nHuyện Phù Cát;2023-Q1;ho_ngheo;5\n")
    assert to_mend(content, outcome) == b""


HEAD = "don_vi;ky;chi_tieu;gia_tri\n"
JOBS = "Huyện Tuy Phước;Quý {};viec_lam_tao_moi;{}\n"
BOTH = "Kỳ báo cáo: Quý I/2025\nĐơn vị;Số hộ nghèo;Thu ngân sách\n"
MONEY = "Kỳ báo cáo: Quý I/2025\nĐơn vị;Thu ngân sách\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + JOBS.format("I/2024", 100) + JOBS.format("II/2024", 250),
        HEAD + JOBS.format("I/2024", 100) + JOBS.format("II/2024", 250)
        + JOBS.format("III/2024", 300),
        "Kỳ báo cáo: Quý I/2025\nĐơn vị;Số hồ sơ đã giải quyết\nH. Tuy Phước;12.0\n"
        "H. Phù Cát;1.234\n",
        f"{MONEY}H. Tuy Phước;12,5\nH. Phù Cát;12.5\nH. An Lão;1.234\n",
        f"{HEAD}H. Tuy Phước;2025-Q1;ty_le_dung_han;0,5\nH. Phù Cát;2025-Q1;ty_le_dung_han;99\n",
        "ĐVT: tỷ đồng;;\n" + BOTH + "H. Tuy Phước;-;140\n",
        BOTH + "ĐVT;;tỷ đồng\nH. Tuy Phước;-;140\n",
        BOTH + "H. Tuy Phước;-;140\n(ĐVT: tỷ đồng);;\n",
    ],
)  # fmt: skip
def test_to_mend_sent_back_untouched_loads_nothing(text, read):
    content, outcome = read(text)
    assert outcome.rejected
    _, again = read(to_mend(content, outcome))
    assert again.figures == ()
    assert again.outcome == "reject_file"


def test_what_other_rows_made_doubtful_loads_once_it_is_written_plainly(read):
    content, outcome = read(HEAD + JOBS.format("I/2024", 100) + JOBS.format("II/2024", 250))
    said = to_mend(content, outcome).decode("utf-8-sig")
    assert rows_of(said.encode())[1][:4] == [
        "Huyện Tuy Phước", "?? Quý II/2024", "viec_lam_tao_moi", "250",
    ]  # fmt: skip
    _, again = read(said.replace("?? Quý II/2024", "2024-Q2-LK"))
    assert [(f.period.code, int(f.value)) for f in again.figures] == [("2024-Q2-LK", 250)]


def test_reasons_of_a_row_without_figures_refuse_nothing_once_mended(read):
    content, outcome = read(f"ĐVT: tỷ đồng;;\n{BOTH}H. Tuy Phước;5;140\nH. Phù Cát;6;-\n")
    said = to_mend(content, outcome).decode("utf-8-sig").replace("ĐVT: tỷ", "ĐVT: triệu", 1)
    _, again = read(said.replace("140", "140000").replace("H. Phù Cát;6", "H. Phù Cát;-"))
    assert [(f.subject.code, int(f.value)) for f in again.figures] == [
        ("ho_ngheo", 5), ("thu_ngan_sach", 140000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Lĩnh vực đất đai", "Số liệu sơ bộ", "Hồ sơ trực tuyến", "Kế hoạch"]
)
def test_rows_of_a_part_are_sent_back_under_the_line_that_says_so(line, examined):
    table = (
        "Quý II/2025;;\nĐơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\n"
        f"Huyện Phù Cát;9;8\n{line};;\nHuyện Tuy Phước;5;4\n"
    )
    first = examined(table)
    assert [f.unit.short_name for f in first.figures] == ["Phù Cát", "Phù Cát"]
    again = examined(to_mend(table.encode(), first))
    assert again.figures == ()
    assert [p.code for p in again.problems if p.severity == "reject"] == ["period_ambiguous"]
