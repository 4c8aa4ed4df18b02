"""A file or sheet named after another period than its figures: noted, never refused."""

import pytest

from etl.examining import examine
from tests.etl.files import long, workbook

ROWS = [
    ["Kỳ báo cáo: Quý I/2025", ""], ["Đơn vị", "Số hộ nghèo"], ["Huyện Tuy Phước", 5],
]  # fmt: skip


@pytest.fixture
def told(catalogue, register):
    def tell(name: str, content: bytes) -> list[tuple]:
        found = examine(name, content, catalogue, register)
        assert len(found.figures) == 1 and found.rejected == 0
        return [(p.code, p.sheet) for p in found.problems]

    return tell


@pytest.mark.parametrize(
    "name", ["Bao cao Q2-2025.csv", "quý II.csv", "BC_quy_1_2024.csv", "so lieu QIII2025.csv"]
)
def test_another_quarter_in_the_name_of_a_file_is_noted(name, told):
    assert told(name, long("Huyện Tuy Phước", "2025-Q1", ("ho_ngheo", 5))) == [
        ("period_named_otherwise", "")
    ]


@pytest.mark.parametrize(
    "name", ["Q1.csv", "Quý I năm 2025.csv", "q1-2025 (so voi Q4-2024).csv", "QD 2.csv", "IQ2x.csv"]
)
def test_the_same_quarter_or_none_needs_no_note(name, told):
    assert told(name, long("Huyện Tuy Phước", "2025-Q1", ("ho_ngheo", 5))) == []


def test_periods_that_are_no_quarters_are_not_held_against_a_name(told):
    assert told("Q2.csv", long("Huyện Tuy Phước", "2025-H1", ("ho_ngheo", 5))) == []


@pytest.mark.parametrize(("name", "codes"), [("Quý II", ["period_named_otherwise"]), ("Quý I", [])])
def test_a_sheet_copied_with_the_old_line_of_its_period_is_noted(name, codes, told):
    found = told("a.xlsx", workbook(ROWS, title=name))
    assert found == [(code, name) for code in codes]


@pytest.mark.parametrize(
    ("name", "codes"),
    [("Quý II", 1), ("6 tháng", 1), ("Tháng 5", 1), ("9T", 1), ("Năm 2025", 0), ("Sheet1", 0)],
)
def test_a_sheet_named_after_a_part_of_the_year_of_its_figures_is_noted(name, codes, told):
    book = workbook([["Năm 2025", ""], *ROWS[1:]], title=name)
    assert told("a.xlsx", book) == [("period_named_otherwise", name)] * codes


def test_a_plan_of_the_year_in_a_sheet_of_a_quarter_needs_no_note(told):
    plan = long("Huyện Tuy Phước", "2025", ("viec_lam_ke_hoach_nam", 500))
    assert told("Q2.csv", plan) == []
