"""One file, whole: the sum of records holds and nothing crashes, whatever a file may hold."""

import random

import pytest

from etl.examining import Outcome, examine
from tests.etl.files import WIDE_CODES, WIDE_VALUES, long, rows, wide

GOOD = (
    rows(
        "Huyện Tuy Phước,550,2023-H1,tthc_da_giai_quyet,19545,,,14/06/2023",
        'H. Phù Cát,,Quý I/2023,ty_le_dung_han,"99,85",19517,19545',
        'Tỉnh Gia Lai,,2025-Q4,thu_ngan_sach,"1.234,5"',
    ),
    wide(","),
    wide(";"),
)
SCRAPS = (
    '"', ",", ";", "\n", "\r\n", "\x00", "\ufeff", "0000-Q1", "9999", "-", "1.234", "99,85",
    "x" * 400,
    "\u202e", "=1+1", "<b>", "Tổng cộng", "Quý V/2023", "Đúng hạn", " ", "٣", "1e999",
    "(1)", "don_vi",
)  # fmt: skip


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """The file with a few pieces cut out, doubled or replaced."""
    text = content.decode()
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(text)), chance.randrange(12)
        piece = chance.choice(["", text[at : at + length] * 2, *SCRAPS])
        text = text[:at] + piece + text[at + length :]
    content = text.encode()
    return content if chance.random() < 0.9 else content[: chance.randrange(len(content))]


def accounted(outcome: Outcome) -> None:
    """Every record is counted once, and every refusal names its place and what to do."""
    assert outcome.loaded + outcome.noted + outcome.rejected == outcome.records
    assert min(outcome.loaded, outcome.noted, outcome.rejected) >= 0
    if outcome.outcome != "accept":
        assert outcome.problems
    for problem in outcome.problems:
        assert problem.code and problem.reason
        assert len(problem.found) <= 200
    refused = {p.line for p in outcome.problems if p.severity == "reject"}
    assert bool(refused) == (outcome.outcome.startswith("reject"))


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_files_never_crash_and_the_sum_holds(seed, catalogue, register):
    chance = random.Random(seed)
    for _ in range(20):
        content = spoilt(chance.choice(GOOD), chance)
        accounted(examine("tep.csv", content, catalogue, register))


@pytest.mark.parametrize("seed", range(5))
def test_bytes_at_random_never_crash(seed, catalogue, register):
    chance = random.Random(seed)
    for _ in range(20):
        accounted(examine("tep.csv", chance.randbytes(chance.randrange(200)), catalogue, register))


def test_no_figure_of_a_row_is_lost(catalogue, register):
    outcome = examine(
        "tep.csv",
        rows(
            "Huyện Tuy Phước,,2023-Q1,ho_ngheo,5",
            "Huyện Tuy Phước,,2023-Q1,tong_so_ho,-",
            "Huyện Tuy Phước,,2023-Q1,ho_ngheoo,5",
            "Huyện Tuy Phước,,2023-Q1,ntm_tong_so_xa,5",
        ),
        catalogue,
        register,
    )
    assert (outcome.records, outcome.loaded, outcome.noted, outcome.rejected) == (4, 2, 1, 1)
    assert outcome.outcome == "reject_rows"


def test_a_refused_column_counts_its_records_as_refused(catalogue, register):
    text = "Quý I/2023;;\nĐơn vị;Số hộ nghèo;Màu\nH. Tuy Phước;5;xanh\nH. Phù Cát;6;\n"
    outcome = examine("tep.csv", text.encode(), catalogue, register)
    assert (outcome.records, outcome.loaded, outcome.noted, outcome.rejected) == (2, 1, 0, 1)
    assert [(p.code, p.line, p.column) for p in outcome.problems] == [
        ("indicator_unknown", 2, "Màu")
    ]


def test_a_file_with_only_a_header_is_refused(catalogue, register):
    outcome = examine("tep.csv", rows(), catalogue, register)
    assert (outcome.outcome, [p.code for p in outcome.problems]) == ("reject_file", ["no_records"])


def test_a_form_that_was_not_filled_in_is_refused_with_the_remedy(examined):
    outcome = examined("Kỳ báo cáo: Quý II/2024\nĐơn vị;Hộ nghèo;Tổng số hộ\nHuyện Tuy Phước;;\n")
    assert (outcome.outcome, outcome.noted, outcome.rejected) == ("reject_file", 1, 0)
    (refusal,) = [p for p in outcome.problems if p.severity == "reject"]
    assert (refusal.code, refusal.line) == ("no_figures", 0)
    assert "chưa có số nào" in refusal.reason and "gửi lại" in refusal.reason


def test_wide_and_long_give_the_same_figures(catalogue, register):
    lines = [
        f"Huyện {name},,2025-Q2,{code},{value}"
        for name, values in WIDE_VALUES.items()
        for code, value in zip(WIDE_CODES, values, strict=True)
    ]
    found = [
        {
            (c.unit.key, c.period.code, c.measure, c.value)
            for c in examine("t.csv", content, catalogue, register).checked.counts
        }
        for content in (rows(*lines), wide(";"), wide(","))
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 22


def test_a_demo_file_says_so_itself(catalogue, register):
    line = "Huyện Tuy Phước,,2023-Q1,ho_ngheo,5,,,,,"
    demo = examine("t.csv", rows(line + "Số liệu minh họa (không thật)"), catalogue, register)
    own = examine("t.csv", long("Huyện Tuy Phước", "2023-Q1", ("ho_ngheo", 5)), catalogue, register)
    assert (demo.is_demo, own.is_demo) == (True, False)


def test_a_printed_rate_of_nothing_to_count_is_told(examined):
    outcome = examined(
        "don_vi;ky;chi_tieu;gia_tri;tu_so;mau_so\nHuyện Phù Cát;2024-Q2;ty_le_dung_han;99;0;0\n"
        "Huyện Tuy Phước;2024-Q2;ty_le_dung_han;;0;0\n"
    )
    assert [(p.severity, p.code, p.line) for p in outcome.problems] == [("note", "rate_of_none", 2)]


def test_a_column_headed_ma_is_told_how_to_be_a_code(examined):
    outcome = examined("don_vi;Mã;ky;chi_tieu;gia_tri\nHuyện Phù Cát;548;2024-Q2;ho_ngheo;5\n")
    ((code, reason),) = [(p.code, p.reason) for p in outcome.problems]
    assert code == "extra-label" and "“Mã đơn vị”" in reason


def test_a_count_that_its_rate_contradicts_is_told_with_both_places(examined):
    outcome = examined(
        "don_vi;ky;chi_tieu;gia_tri;tu_so;mau_so\n"
        "Huyện Tuy Phước;2024-Q2;tthc_da_giai_quyet;2250;;\n"
        "Huyện Tuy Phước;2024-Q2;ty_le_dung_han;;2236;2246\n"
    )
    assert {(p.code, p.reason.split(" mà ghi ")[1]) for p in outcome.problems} == {
        ("conflict", "2.250 ở dòng 2 (“Đã giải quyết”), 2.246 ở dòng 3 (“Tỷ lệ đúng hạn”); sửa cho"
         " khớp nhau")
    }  # fmt: skip


def test_a_table_without_a_column_of_figures_is_refused_with_the_remedy(examined):
    outcome = examined("Kỳ báo cáo: Quý II/2025\nĐơn vị;Ghi chú\nHuyện Tuy Phước;x\n")
    assert [p.code for p in outcome.problems] == ["indicator_unknown"]
    assert "ghi tên hoặc mã như trong trang Danh mục" in outcome.problems[0].reason
