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


@pytest.mark.parametrize(
    ("name", "period"),
    [("bao_cao_quy_2_2024.xlsx", "2025-Q2"), ("Q2.2025", "2025-Q1"), ("quy2-2024", "2024-Q3"),
     ("2025_Q2.csv", "2025-Q1"), ("2024Q2.csv", "2025-Q2"), ("Quí II-2025.csv", "2025-Q1"),
     ("6T-2025", "2025-Q2"), ("6 thang dau nam 2025", "2025-Q1"), ("9T.2025", "2025-H1"),
     ("6T_2024", "2025-H1"), ("Q1-2025", "2025-H1"), ("Q2", "2024-Q3-LK"), ("Q1", "2025"),
     ("T5.2025", "2025-04"), ("thang 5", "2025-04"), ("Tháng 5-2025", "2025-Q2"),
     ("T8-2025", "2025-Q1"), ("T5.2024", "2025-05"), ("Bao cao nam 2024", "2025-Q1"),
     ("năm 2023", "2024")],
)  # fmt: skip
def test_a_name_of_a_period_that_no_figure_is_of_is_noted(name, period, told):
    content = long("Huyện Tuy Phước", period, ("ho_ngheo", 5))
    assert told(name, content) == [("period_named_otherwise", "")]


@pytest.mark.parametrize(
    ("name", "period"),
    [("bao_cao_quy_2_2025.xlsx", "2025-Q2"), ("Q2", "2025-Q2-LK"), ("Q2-2025", "2025-06-LK"),
     ("Q2-2025", "2025-05"), ("Q3", "2025-9M"), ("Q4-2025", "2025"), ("2025_Q2.csv", "2025-Q2"),
     ("6T-2025", "2025-Q2-LK"), ("6T", "2025-H1"), ("6 tháng cuối năm", "2024-H2"),
     ("9 thang 2024", "2024-Q3-LK"), ("T5.2025", "2025-05"), ("T5", "2025-04"),
     ("T7-2025", "2025-Q2"), ("thang 6", "2025-Q2"), ("thang 6", "2025-H1"),
     ("nam 2025", "2025-Q1"), ("so voi nam 2024", "2025-Q1"), ("nam 2024", "2021/2025"),
     ("Nghi quyet 05 nam 2024", "2025-Q1"), ("so 12-2024", "2025-Q1"), ("BC 15.6.2024", "2025-Q1"),
     ("UBND Q1", "2025-Q2"), ("Q1 va Q3", "2025-Q2")],
)  # fmt: skip
def test_a_name_that_the_figures_may_well_have_needs_no_note(name, period, told):
    assert told(name, long("Huyện Tuy Phước", period, ("ho_ngheo", 5))) == []


@pytest.mark.parametrize(
    ("name", "periods", "count"),
    [("Q2-2025", ("2024-Q2", "2025-Q2"), 0), ("6T-2025", ("2025-Q1", "2025-Q2"), 0),
     ("6T-2025", ("2024-Q2", "2025-Q2"), 1), ("nam 2025", ("2024-Q4", "2025-Q1"), 0)],
)  # fmt: skip
def test_one_figure_of_the_period_named_is_enough(name, periods, count, catalogue, register):
    content = b"".join(
        long("Huyện Tuy Phước", period, ("ho_ngheo", n)) for n, period in enumerate(periods, 5)
    )
    found = examine(name, content, catalogue, register)
    assert [p.code for p in found.problems].count("period_named_otherwise") == count
    assert len(found.figures) == 2


@pytest.mark.parametrize(
    ("name", "count"),
    [("Kế hoạch", 1), ("KH", 0), ("Cùng kỳ", 1), ("Ước TH", 1), ("So sánh", 1), ("Tăng, giảm", 1),
     ("Kết quả thực hiện kế hoạch", 0), ("Kế hoạch số 5", 0), ("Giám sát", 0)],
)  # fmt: skip
def test_a_sheet_named_after_other_figures_is_noted(name, count, told):
    assert told("a.xlsx", workbook(ROWS, title=name)) == [("figures_named_otherwise", name)] * count


def test_a_sheet_of_plans_by_its_name_may_hold_plans(told):
    rows = [["Năm 2025", ""], ["Đơn vị", "Kế hoạch tạo việc làm"], ["Huyện Tuy Phước", 5]]
    assert told("a.xlsx", workbook(rows, title="Kế hoạch")) == []
