"""A plan told in a quarter or half-year: of the year where it says so, asked about where not."""

import pytest

from tests.etl.files import rows

PLAN, RECEIVED = "viec_lam_ke_hoach_nam", "tthc_tiep_nhan"
TABLE = "{period};;\nĐơn vị;{plan};Số hồ sơ tiếp nhận\nHuyện Tuy Phước;500;10\n"
LISTED = (
    "{period}\nĐơn vị báo cáo: Huyện Tuy Phước\nChỉ tiêu;Kết quả\n{plan};500\n"
    "Số hồ sơ tiếp nhận;10\n"
)
PARTS = ["Quý I/2025", "Quý II/2025", "6 tháng đầu năm 2025", "Tháng 5/2025", "9 tháng năm 2025"]


def read(found):
    figures = [(f.period.code, f.subject.code, int(f.value)) for f in found.figures]
    return figures, [(p.severity, p.code, p.line, p.column) for p in found.problems]


@pytest.mark.parametrize(
    "plan",
    ["Kế hoạch tạo việc làm của năm", "Kế hoạch tạo việc làm năm 2025", "Kế hoạch việc làm năm",
     PLAN],
)  # fmt: skip
@pytest.mark.parametrize("period", PARTS)
@pytest.mark.parametrize("table", [TABLE, LISTED])
def test_a_plan_that_says_so_is_of_the_year(table, period, plan, examined):
    figures, told = read(examined(table.format(period=period, plan=plan)))
    assert [figures[0], figures[1][1:]] == [("2025", PLAN, 500), (RECEIVED, 10)]
    assert told == []


@pytest.mark.parametrize("period", PARTS)
@pytest.mark.parametrize(("table", "line"), [(TABLE, 2), (LISTED, 4)])
def test_a_plan_that_says_nothing_is_asked_about(table, line, period, examined):
    found = examined(table.format(period=period, plan="Kế hoạch tạo việc làm"))
    figures, told = read(found)
    assert [code for _, code, _ in figures] == [RECEIVED]
    assert [(code, at) for _, code, at, _ in told] == [("counting_unknown", line)]
    assert "ghi “Kế hoạch tạo việc làm năm 2025”" in found.problems[0].reason


@pytest.mark.parametrize("table", [TABLE, LISTED])
@pytest.mark.parametrize("period", ["Năm 2025", "Lũy kế đến hết quý II/2025\nSố liệu lũy kế"])
def test_beside_figures_of_the_year_a_plan_is_of_the_year(period, table, examined):
    found = examined(table.format(period=period, plan="Kế hoạch tạo việc làm"))
    assert read(found)[0][0] == ("2025", PLAN, 500)
    assert found.problems == ()


def test_a_plan_with_a_period_of_its_own_stays_with_it(examined):
    text = (
        "Đơn vị;Kỳ;Kế hoạch tạo việc làm;Số hồ sơ tiếp nhận\n"
        "Huyện Tuy Phước;Quý II/2025;500;10\nHuyện Phù Cát;Năm 2025;400;20\n"
    )
    assert read(examined(text)) == (
        [("2025-Q2", PLAN, 500), ("2025-Q2", RECEIVED, 10), ("2025", PLAN, 400),
         ("2025", RECEIVED, 20)],
        [("note", "plan_of_period", 2, "Kỳ")],
    )  # fmt: skip
    found = examined(
        rows(f"Huyện Tuy Phước,,2025-Q1,{PLAN},500", f"Huyện Tuy Phước,,2025-Q2,{PLAN},600")
    )
    assert [f.period.code for f in found.figures] == ["2025-Q1", "2025-Q2"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("Kế hoạch tạo việc làm giai đoạn 2021-2025\nTT;Đơn vị;Kế hoạch tạo việc làm\n"
         "1;Huyện Tuy Phước;500\n", [("2021/2025", 500)], []),
        ("Kế hoạch tạo việc làm 6 tháng cuối năm 2025\nTT;Đơn vị;Kế hoạch tạo việc làm\n"
         "1;Huyện Tuy Phước;500\n", [], ["period_missing"]),
        ("Giao kế hoạch năm 2025\nKỳ báo cáo: Quý IV/2024\nTT;Đơn vị;Kế hoạch tạo việc làm;Tổng số"
         " hộ\n1;Huyện Tuy Phước;500;4\n", [], ["figures_otherwise", "figures_otherwise"]),
        ("Kế hoạch tạo việc làm giai đoạn 2021-2025\nĐơn vị báo cáo: Huyện Tuy Phước\nKỳ báo cáo:"
         " Quý II/2024\nTT;Chỉ tiêu;Kết quả\n1;Kế hoạch tạo việc làm;500\n", [],
         ["counting_unknown"]),
        ("Kế hoạch tạo việc làm năm 2025\nĐơn vị báo cáo: Huyện Tuy Phước\nKỳ báo cáo: Quý"
         " IV/2024\nTT;Chỉ tiêu;Kết quả\n1;Kế hoạch tạo việc làm;500\n", [], ["figures_otherwise"]),
        ("Kế hoạch tạo việc làm năm 2024\nĐơn vị báo cáo: Huyện Tuy Phước\nKỳ báo cáo: Quý"
         " IV/2024\nTT;Chỉ tiêu;Kết quả\n1;Kế hoạch tạo việc làm;500\n", [("2024", 500)], []),
    ],
)  # fmt: skip
def test_plans_are_of_the_year_or_stage_that_their_title_names(examined, text, figures, problems):
    found = examined(text)
    assert [(f.period.code, f.value) for f in found.figures] == figures
    assert [p.code for p in found.problems] == problems
