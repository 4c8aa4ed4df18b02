"""Figures usually cumulated since January: a file that does not say which is asked, or told."""

import pytest

from etl.cards import read_cards
from etl.examining import examine
from indicators.catalogue_files import CatalogueError
from tests.etl.files import rows

JOBS = "KẾT QUẢ;\n{line};\nKỳ báo cáo: {period};\nĐơn vị;{heading}\nHuyện Tuy Phước;2150\n"
HEADING = "Số lao động được tạo việc làm"


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a file: its figures as (period, measure, value), its problems, the outcome."""

    def tell(content: str | bytes):
        content = content.encode() if isinstance(content, str) else content
        found = examine("tep.csv", content, catalogue, register, cards=cards)
        figures = [(f.period.code, f.subject.code, str(f.value)) for f in found.figures]
        return figures, [(p.severity, p.code, p.line) for p in found.problems], found

    return tell


@pytest.mark.parametrize("period", ["Quý II/2025", "Tháng 5/2025", "2025-Q3"])
@pytest.mark.parametrize(
    "heading", [HEADING, "Thu ngân sách nhà nước trên địa bàn", "viec_lam_tao_moi", "XKLĐ"]
)
def test_a_table_must_say_whether_jobs_and_revenue_are_cumulative(heading, period, told):
    figures, problems, found = told(JOBS.format(line="", period=period, heading=heading))
    assert figures == []
    assert problems == [("reject", "counting_unknown", 4)]
    assert (found.records, found.rejected) == (1, 1)
    (problem,) = found.problems
    assert problem.column == heading
    assert "“Số liệu lũy kế từ đầu năm” hoặc “Số liệu trong kỳ”" in problem.reason
    assert "tiêu đề cột" in problem.reason


@pytest.mark.parametrize(
    ("line", "period", "heading", "code"),
    [
        ("", "Quý I/2025", HEADING, "2025-Q1"),
        ("", "Tháng 1/2025", HEADING, "2025-01"),
        ("", "6 tháng đầu năm 2025", HEADING, "2025-H1"),
        ("", "Lũy kế quý II/2025", HEADING, "2025-Q2-LK"),
        ("Số liệu trong kỳ", "Quý II/2025", HEADING, "2025-Q2"),
        ("Trong quý", "Quý II/2025", HEADING, "2025-Q2"),
        ("(Lũy kế từ đầu năm)", "Quý II/2025", HEADING, "2025-Q2-LK"),
        ("", "Quý II/2025", f"{HEADING} lũy kế", "2025-Q2-LK"),
        ("", "Quý II/2025", f"Lũy kế {HEADING.lower()}", "2025-Q2-LK"),
        ("", "Quý II/2025", f"{HEADING} (lũy kế từ đầu năm)", "2025-Q2-LK"),
        ("", "Quý II/2025", f"{HEADING} (trong kỳ)", "2025-Q2"),
        ("Số liệu trong kỳ", "Quý II/2025", f"{HEADING} - luỹ kế đến nay", "2025-Q2-LK"),
    ],
)
def test_a_line_a_heading_or_the_period_says_it(line, period, heading, code, told):
    figures, problems, _ = told(JOBS.format(line=line, period=period, heading=heading))
    assert (figures, problems) == ([(code, "viec_lam_tao_moi", "2150")], [])


@pytest.mark.parametrize("title", ["KẾT QUẢ", "KẾT QUẢ TẠO VIỆC LÀM"])
def test_both_ways_may_stand_side_by_side(title, told):
    head = f"{title};;\nQuý II/2025;;\nĐơn vị;{HEADING};\n;Trong quý;Lũy kế\n"
    figures, problems, _ = told(f"{head}Huyện Tuy Phước;900;2150\n")
    assert figures == [
        ("2025-Q2", "viec_lam_tao_moi", "900"),
        ("2025-Q2-LK", "viec_lam_tao_moi", "2150"),
    ]
    assert [p for p in problems if p[0] == "reject"] == []


def test_a_heading_against_the_period_line_is_refused(told):
    text = f"Lũy kế quý II/2025;;\nĐơn vị;{HEADING} trong kỳ;XKLĐ\nHuyện Tuy Phước;9;5\n"
    figures, problems, _ = told(text)
    assert figures == [("2025-Q2-LK", "viec_lam_di_nuoc_ngoai", "5")]
    assert problems == [("reject", "counting_ambiguous", 2)]


def test_only_the_column_in_doubt_is_refused(told):
    text = f"Quý II/2025;;\nĐơn vị;{HEADING};Số hộ nghèo\nHuyện Tuy Phước;2150;5\n"
    figures, problems, found = told(text)
    assert figures == [("2025-Q2", "ho_ngheo", "5")]
    assert problems == [("reject", "counting_unknown", 2)]
    assert (found.records, found.rejected) == (1, 1)


def test_a_column_of_periods_is_asked_row_by_row(told):
    rows_of = (
        "Quý I/2024;900",
        "Quý II/2024;2150",
        "2024-Q3;4",
        "Lũy kế quý IV/2024;5",
        "Q4/2024;-",
    )
    text = f"Đơn vị;Kỳ;{HEADING}\n" + "".join(f"Huyện Tuy Phước;{row}\n" for row in rows_of)
    figures, problems, found = told(text)
    assert [period for period, *_ in figures] == ["2024-Q1", "2024-Q3", "2024-Q4-LK"]
    assert problems == [("reject", "counting_unknown", 3), ("note", "missing-value", 6)]
    unit = found.figures[0].unit
    assert found.problems[0].unit == (unit.code, unit.valid_from)
    assert found.problems[0].period == "2024-Q2"


def test_a_long_form_in_words_is_taken_as_in_period_and_says_so(told):
    figures, problems, found = told(
        rows(
            "Huyện Tuy Phước,,Quý I/2025,viec_lam_tao_moi,1300",
            "Huyện Tuy Phước,,Quý II/2025,viec_lam_tao_moi,1250",
            "Huyện Tuy Phước,,2025-Q2,thu_ngan_sach,5",
        )
    )
    assert [period for period, *_ in figures] == ["2025-Q1", "2025-Q2", "2025-Q2"]
    assert problems == [("note", "counting_assumed", 3)]
    assert "“Lũy kế quý II/2025” hoặc 2025-Q2-LK" in found.problems[0].reason


UP = ("Huyện Tuy Phước,,Quý I/2025,{},900", "Huyện Tuy Phước,,Quý II/2025,{},2150")


@pytest.mark.parametrize("name", ["Số lao động được tạo việc làm", "thu_ngan_sach"])
def test_a_long_form_that_only_rises_through_the_year_is_asked(name, told):
    lines = [line.format(name) for line in UP]
    figures, problems, found = told(rows(*lines))
    assert [period for period, *_ in figures] == ["2025-Q1"]
    assert problems == [("reject", "counting_unknown", 3)]
    for written, code in (("Lũy kế quý II/2025", "2025-Q2-LK"), ("2025-Q2", "2025-Q2")):
        assert written in found.problems[0].reason
        again, problems, _ = told(rows(lines[0], lines[1].replace("Quý II/2025", written)))
        assert ([period for period, *_ in again], problems) == (["2025-Q1", code], [])


def test_one_fall_anywhere_in_the_file_tells_figures_of_the_period_alone(told):
    lines = [line.format("viec_lam_tao_moi") for line in UP]
    others = (
        "Huyện Phù Cát,,Quý II/2024,viec_lam_tao_moi,800",
        "Huyện Phù Cát,,Quý III/2024,viec_lam_tao_moi,700",
    )
    figures, problems, _ = told(rows(*lines, *others))
    assert len(figures) == 4
    assert {problem[1] for problem in problems} == {"counting_assumed"}


def test_a_long_form_that_tells_both_apart_needs_no_note(told):
    _, problems, _ = told(
        rows(
            "Huyện Tuy Phước,,Quý II/2025,viec_lam_tao_moi,1250",
            "Huyện Phù Cát,,Lũy kế quý II/2025,viec_lam_tao_moi,2150",
        )
    )
    assert problems == []


def test_what_is_not_usually_cumulative_is_not_asked(told):
    text = (
        "Quý II/2025;;\nĐơn vị;Kế hoạch việc làm năm;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;9;5\n"
    )
    figures, problems, _ = told(text)
    assert [code for _, code, _ in figures] == ["viec_lam_ke_hoach_nam", "tthc_da_giai_quyet"]
    assert problems == []


def test_missing_cards_are_told_with_the_folder(tmp_path, catalogue):
    for folder in (tmp_path / "forms", tmp_path):
        with pytest.raises(CatalogueError) as raised:
            read_cards(folder, catalogue)
        assert str(folder) in str(raised.value) and "data/forms" in str(raised.value)


ENDING = (
    "{line};;\nKỳ báo cáo: Quý II/2024;;\nĐơn vị;Số hộ nghèo;{heading}\nHuyện Tuy Phước;10;11\n"
)
ELSEWHERE = (
    "lũy kế đến hết quý I", "lũy kế (từ đầu năm) đến hết quý I", "lũy kế đến hết tháng 5",
    "lũy kế đến hết năm 2023", "cộng dồn đến hết quý III", "lũy kế đến 5/2024", "lũy kế quý I",
    "lũy kế (đến hết quý I)", "tính từ đầu năm đến hết tháng 3",
)  # fmt: skip
HERE = (
    "lũy kế đến hết quý II", "lũy kế từ đầu năm đến hết tháng 6", "lũy kế từ đầu năm đến nay",
    "(lũy kế đến hết quý II/2024)", "tính từ đầu năm đến hết quý II",
)  # fmt: skip


@pytest.mark.parametrize("words", ELSEWHERE)
def test_figures_that_run_to_another_period_than_the_table_s_are_refused(words, told):
    figures, problems, _ = told(ENDING.format(line=f"Số liệu {words}", heading="Tổng số hộ"))
    assert (figures, problems) == ([], [("reject", "counting_ambiguous", 3)])
    for heading in (f"Tổng số hộ {words}", f"Tổng số hộ - {words}"):
        figures, problems, found = told(ENDING.format(line="", heading=heading))
        assert [code for _, code, _ in figures] == ["ho_ngheo"]
        assert {severity for severity, *_ in problems} == {"reject"}
        assert found.problems[0].column == heading


@pytest.mark.parametrize("words", HERE)
def test_figures_that_run_to_the_end_of_the_table_s_period_are_cumulative(words, told):
    figures, problems, _ = told(ENDING.format(line=f"Số liệu {words}", heading="Tổng số hộ"))
    assert ({period for period, *_ in figures}, problems) == ({"2024-Q2-LK"}, [])
    figures, problems, _ = told(ENDING.format(line="", heading=f"Tổng số hộ {words}"))
    assert [period for period, *_ in figures] == ["2024-Q2", "2024-Q2-LK"]
    assert problems == []


@pytest.mark.parametrize("title", ["BÁO CÁO", "KẾT QUẢ TẠO VIỆC LÀM"])
def test_a_group_that_runs_to_another_period_is_refused_with_a_card_or_without(title, told):
    text = (
        f"{title};;\nKỳ báo cáo: Quý II/2024;;\nĐơn vị;Lũy kế đến hết quý I;\n"
        f";Kế hoạch năm;{HEADING}\nHuyện Tuy Phước;10;11\n"
    )
    figures, problems, _ = told(text)
    assert figures == []
    assert {severity for severity, *_ in problems} == {"reject"}


def test_each_period_of_a_column_is_held_against_the_end_a_heading_names(told):
    text = "Đơn vị;Kỳ;Số hộ nghèo lũy kế đến hết quý I\nHuyện Tuy Phước;Quý I/2024;5\n"
    assert told(text)[:2] == ([("2024-Q1-LK", "ho_ngheo", "5")], [])
    figures, problems, _ = told(f"{text}Huyện Phù Cát;Quý II/2024;6\n")
    assert (figures, problems) == ([], [("reject", "counting_ambiguous", 1)])


LONG = "{line},,,\ndon_vi,ky,chi_tieu,gia_tri\n"


@pytest.mark.parametrize(
    ("line", "period", "code"),
    [
        ("SỐ LIỆU LŨY KẾ TỪ ĐẦU NĂM", "2024-Q2", "2024-Q2-LK"),
        ("Số liệu cộng dồn", "Quý III/2024", "2024-Q3-LK"),
        ("Số liệu lũy kế", "2024-05", "2024-05-LK"),
        ("Số liệu lũy kế", "2024-H2", "2024"),
        ("Số liệu trong kỳ", "2024-Q2-LK", "2024-Q2"),
        ("Trong quý", "Lũy kế quý II/2024", "2024-Q2"),
    ],
)
def test_a_line_above_a_long_form_that_contradicts_its_rows_refuses_it(line, period, code, told):
    rows_ = f"H. Phù Cát,2024-Q1,ho_ngheo,4\nH. Tuy Phước,{period},ho_ngheo,5\n"
    figures, problems, found = told(LONG.format(line=line) + rows_)
    assert (figures, problems) == ([], [("reject", "counting_ambiguous", 1)])
    assert f"ghi kỳ là {code}" in found.problems[0].reason


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("SỐ LIỆU LŨY KẾ TỪ ĐẦU NĂM", "2024-Q2-LK"), ("Số liệu lũy kế", "2024-Q1"),
        ("Số liệu lũy kế", "2024-H1"), ("Số liệu lũy kế", "2024"), ("Không lũy kế", "2024-Q2"),
        ("Số liệu trong kỳ", "2024-Q2"), ("BẢNG SỐ LIỆU", "2024-Q2"),
        ("Số liệu trong kỳ và lũy kế", "2024-Q2-LK"),
    ],
)  # fmt: skip
def test_a_line_above_a_long_form_that_agrees_costs_nothing(line, period, told):
    figures, problems, _ = told(LONG.format(line=line) + f"H. Tuy Phước,{period},ho_ngheo,5\n")
    assert (figures, problems) == ([(period, "ho_ngheo", "5")], [])
