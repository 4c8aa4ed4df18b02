"""The period written behind a heading: passed over where it is the table's own, else refused."""

import pytest

POOR = "{titles}\nĐơn vị;{heading};Tổng số hộ\nHuyện Tuy Phước;1;2\n"
JOBS = "{titles}\nTT;Đơn vị;{plan};{done}\n1;Huyện Tuy Phước;110;100\n"
RUNNING = "Quý II/2025\nSố liệu lũy kế từ đầu năm"
CARD = f"KẾT QUẢ GIẢI QUYẾT VIỆC LÀM\n{RUNNING}"


def figures(found):
    return [(f.period.code, f.subject.code) for f in found.figures]


@pytest.mark.parametrize(
    "heading",
    ["Số hộ nghèo quý II/2025", "Số hộ nghèo - Quý II năm 2025", "Số hộ nghèo (Quý II/2025)",
     "Số hộ nghèo quý II/2025 (hộ)"],
)  # fmt: skip
@pytest.mark.parametrize("titles", ["Kỳ báo cáo: Quý II/2025", "BÁO CÁO QUÝ II NĂM 2025"])
def test_the_table_s_own_period_behind_a_heading_is_passed_over(heading, titles, examined):
    found = examined(POOR.format(titles=titles, heading=heading))
    assert figures(found) == [("2025-Q2", "ho_ngheo"), ("2025-Q2", "tong_so_ho")]
    assert found.outcome == "accept"


@pytest.mark.parametrize(
    "heading",
    ["Số hộ nghèo quý I/2025", "Số hộ nghèo quý II/2024", "Số hộ nghèo năm 2025",
     "Số hộ nghèo 2025", "Số hộ nghèo 6 tháng đầu năm 2025", "Số hộ nghèo lũy kế quý I/2025"],
)  # fmt: skip
def test_another_period_behind_a_heading_is_refused(heading, examined):
    found = examined(POOR.format(titles="Kỳ báo cáo: Quý II/2025", heading=heading))
    assert figures(found) == [("2025-Q2", "tong_so_ho")]
    assert [(p.severity, p.column) for p in found.problems] == [("reject", heading)]


@pytest.mark.parametrize("titles", [RUNNING, CARD, "Năm 2025"])
@pytest.mark.parametrize("plan", ["Kế hoạch năm 2025", "Kế hoạch 2025", "Kế hoạch năm (2025)"])
def test_a_plan_of_the_table_s_year_is_known(plan, titles, examined):
    found = examined(JOBS.format(titles=titles, plan=plan, done="Số lao động được tạo việc làm"))
    assert figures(found)[0] == ("2025", "viec_lam_ke_hoach_nam")
    assert found.problems == ()


@pytest.mark.parametrize("titles", [RUNNING, CARD])
@pytest.mark.parametrize("heading", ["Kế hoạch năm 2024", "Kế hoạch 2026"])
def test_a_plan_of_another_year_is_refused(heading, titles, examined):
    found = examined(JOBS.format(titles=titles, plan=heading, done="Tạo việc làm"))
    assert "viec_lam_ke_hoach_nam" not in {code for _, code in figures(found)}


@pytest.mark.parametrize("titles", [RUNNING, CARD])
def test_a_quarter_behind_a_heading_of_cumulative_figures_is_asked_about(titles, examined):
    text = JOBS.format(titles=titles, plan="Kế hoạch năm", done="Tạo việc làm quý II/2025")
    assert "viec_lam_tao_moi" not in {code for _, code in figures(examined(text))}


def test_a_column_of_periods_leaves_no_period_to_headings(examined):
    text = "BÁO CÁO\nĐơn vị;Kỳ;Số hộ nghèo quý I/2025\nHuyện Tuy Phước;Quý I/2025;2\n"
    assert examined(text).figures == ()
