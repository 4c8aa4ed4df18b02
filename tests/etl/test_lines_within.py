"""Notes below a table: those that make other figures of it refuse it, others change nothing."""

import pytest

ABOVE = "Đơn vị báo cáo: Huyện Tuy Phước\nKỳ báo cáo: {period}\n"
TABLES = {
    "liet_ke": "TT;Chỉ tiêu;{heading};\n1;Số hộ nghèo;5;\n",
    "bang": "TT;Đơn vị;Số hộ nghèo - {heading};Tổng số hộ\n1;Huyện Tuy Phước;5;90\n",
}


@pytest.fixture(params=TABLES)
def told(examined, request):
    """Examine a table with a note below: the values of its figures, and what is told of the note.

    That is (severity, code, reason) of each problem at its line.
    """

    def tell(note: str, period: str = "Quý II/2024", heading: str = ""):
        table = TABLES[request.param].format(heading=heading or "Kết quả")
        table = table if heading else table.replace(" - Kết quả", "")
        found = examined(f"{ABOVE}{table}{note};;;\n".format(period=period))
        problems = [(p.severity, p.code, p.reason) for p in found.problems if p.line == 5]
        return [int(figure.value) for figure in found.figures], problems

    return tell


@pytest.mark.parametrize(
    ("note", "code", "said"),
    [
        ("Ghi chú: số liệu lũy kế từ đầu năm", "counting_ambiguous", "là lũy kế"),
        ("(*) Số liệu trên là số lũy kế đến hết quý II/2024", "counting_ambiguous", "là lũy kế"),
        ("Số liệu tính từ đầu năm đến hết tháng 5", "counting_ambiguous", "thời điểm khác"),
        ("Ghi chú: số ước thực hiện", "figures_otherwise", "số ước tính"),
        ("Ghi chú: Số liệu tháng 6 là số ước", "figures_otherwise", "số ước tính"),
        ("* Số liệu sơ bộ", "figures_otherwise", "số ước tính"),
        ("Ghi chú: số liệu kế hoạch năm 2024", "figures_otherwise", "số kế hoạch"),
    ],
)
def test_a_note_that_makes_other_figures_of_the_table_refuses_it(note, code, said, told):
    figures, [(severity, found, reason)] = told(note)
    assert (figures, severity, found) == ([], "reject", code)
    assert said in reason


def test_a_note_of_the_period_alone_refuses_a_cumulative_table(told):
    figures, [(severity, code, _)] = told("Ghi chú: số liệu trong kỳ", "Lũy kế quý II/2024")
    assert (figures, severity, code) == ([], "reject", "counting_ambiguous")


@pytest.mark.parametrize(
    ("note", "period", "heading"),
    [
        ("(*) Chưa bao gồm hồ sơ trực tuyến", "Quý II/2024", ""),
        ("Ghi chú: kế hoạch giao tại Quyết định số 12/QĐ-UBND", "Quý II/2024", ""),
        ("Ghi chú: số liệu trong kỳ", "Quý II/2024", ""),
        ("Ghi chú: chưa gồm số ước tháng 6", "Quý II/2024", ""),
        ("Ước cả năm đạt 95%", "Quý II/2024", ""),
        ("Số liệu quý I là số sơ bộ", "Quý II/2024", ""),
        ("Ghi chú: số liệu lũy kế từ đầu năm", "Quý I/2024", ""),
        ("Ghi chú: số liệu lũy kế từ đầu năm", "6 tháng đầu năm 2024", ""),
        ("Ghi chú: số liệu lũy kế từ đầu năm", "Lũy kế quý II/2024", ""),
        ("Ghi chú: số lũy kế tính từ đầu năm", "Quý II/2024", "Lũy kế"),
    ],
)
def test_a_note_on_something_else_changes_nothing(note, period, heading, told):
    figures, problems = told(note, period, heading)
    assert figures in ([5], [5, 90])
    assert [(severity, code) for severity, code, _ in problems] == [("note", "not_data")]


def test_a_note_below_is_not_said_to_stand_above_figures(told):
    _, [(*_, reason)] = told("Cùng kỳ năm 2023: 50 hộ")
    assert reason.endswith("nếu nói về số của bảng thì ghi thành một dòng phía trên bảng")


def test_a_line_above_figures_refuses_those_and_no_note_below(examined):
    table = ABOVE.format(period="Quý II/2024") + TABLES["liet_ke"].format(heading="Kết quả")
    found = examined(f"{table};Cùng kỳ năm 2023;;\n2;Số hộ cận nghèo;7;\n;Biểu 2 kèm theo;;\n")
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        ("note", "not_data", 5), ("reject", "period_ambiguous", 6), ("note", "not_data", 7),
    ]  # fmt: skip
