"""A plan for the year told in a quarter or half-year: of the year in every form, with a note."""

import pytest

from tests.etl.files import rows

PLAN, RECEIVED = "viec_lam_ke_hoach_nam", "tthc_tiep_nhan"
TABLE = "{period};;\nĐơn vị;{plan};Số hồ sơ tiếp nhận\nHuyện Tuy Phước;500;10\n"


def read(found):
    figures = [(f.period.code, f.subject.code, int(f.value)) for f in found.figures]
    return figures, [(p.severity, p.code, p.line, p.column) for p in found.problems]


@pytest.mark.parametrize(
    "period",
    ["Quý II/2025", "Lũy kế quý II/2025", "6 tháng đầu năm 2025", "Tháng 5/2025"],
)
def test_a_row_of_a_plan_is_of_the_year_with_a_note(period, examined):
    found = examined(rows(f"Huyện Tuy Phước,,{period},{PLAN},500"))
    assert read(found) == ([("2025", PLAN, 500)], [("note", "plan_of_year", 2, "ky")])
    assert f"“{period}” nên hiểu là năm 2025" in found.problems[0].reason


@pytest.mark.parametrize(
    ("period", "code"),
    [("Năm 2025", "2025"), ("2025", "2025"), ("giai đoạn 2021-2025", "2021/2025"),
     ("2025-Q2", "2025-Q2"), ("2025-H1", "2025-H1")],
)  # fmt: skip
def test_a_plan_of_a_year_or_a_stage_or_told_by_a_code_is_that(period, code, examined):
    figures, told = read(examined(rows(f"Huyện Tuy Phước,,{period},{PLAN},500")))
    assert (figures, told) == ([(code, PLAN, 500)], [])


@pytest.mark.parametrize(
    ("plan", "notes"),
    [("Kế hoạch tạo việc làm", [("note", "plan_of_year", 2, "Kế hoạch tạo việc làm")]),
     ("Kế hoạch tạo việc làm của năm", [])],
)  # fmt: skip
@pytest.mark.parametrize("period", ["Quý II/2025", "6 tháng đầu năm 2025"])
def test_a_column_of_plans_is_of_the_year_with_one_note(period, plan, notes, examined):
    figures, told = read(examined(TABLE.format(period=period, plan=plan)))
    assert [figures[0], figures[1][1:]] == [("2025", PLAN, 500), (RECEIVED, 10)]
    assert told == notes


def test_a_column_of_plans_beside_a_column_of_periods_is_told_row_by_row(examined):
    text = (
        "Đơn vị;Kỳ;Kế hoạch tạo việc làm của năm;Số hồ sơ tiếp nhận\n"
        "Huyện Tuy Phước;Quý II/2025;500;10\nHuyện Phù Cát;Năm 2025;400;20\n"
    )
    figures, told = read(examined(text))
    assert figures == [
        ("2025", PLAN, 500), ("2025-Q2", RECEIVED, 10), ("2025", PLAN, 400), ("2025", RECEIVED, 20),
    ]  # fmt: skip
    assert told == [("note", "plan_of_year", 2, "Kỳ")]


def test_two_plans_for_one_year_told_in_two_quarters_are_both_refused(examined):
    found = examined(
        rows(f"Huyện Tuy Phước,,Quý I/2025,{PLAN},500", f"Huyện Tuy Phước,,Quý II/2025,{PLAN},600")
    )
    assert (found.figures, found.rejected) == ((), 2)


def test_a_unit_of_the_quarter_is_that_of_its_plan(examined):
    found = examined(
        rows(f"Tuy Phước,550,Quý II/2025,{PLAN},500", f"Xã Tuy Phước,,Quý IV/2025,{PLAN},9")
    )
    assert [(f.unit.name, f.period.code) for f in found.figures] == [
        ("Huyện Tuy Phước", "2025"), ("Xã Tuy Phước", "2025"),
    ]  # fmt: skip
