"""Columns that make rows mean less than a whole unit in a period: refused, with what to send."""

import pytest


@pytest.fixture
def told(examined):
    """Examine lines under a title: figures as (unit, period, value), and the problems."""

    def tell(*lines: str, title: str = "Kỳ báo cáo: Quý I/2025"):
        found = examined("\n".join((title, *lines)) + "\n")
        return [
            (f.unit.short_name, f.period.code, int(f.value)) for f in found.figures
        ], found.problems

    return tell


@pytest.mark.parametrize(
    ("heading", "cell"), [("Năm", "2024"), ("Quý", "II"), ("Tháng", "4"), ("Từ ngày", "01/4/2025")]
)
def test_a_column_of_time_is_asked_to_be_one_of_periods(heading, cell, told):
    figures, (problem,) = told(f"Đơn vị;{heading};Số hộ nghèo", f"Huyện Tuy Phước;{cell};5")
    assert (figures, problem.code, problem.found) == ([], "row_qualified", heading)
    assert "gộp thành một cột “Kỳ”" in problem.reason
    figures, _ = told("Đơn vị;Kỳ;Số hộ nghèo", "Huyện Tuy Phước;Quý II/2025;5", title="")
    assert figures == [("Tuy Phước", "2025-Q2", 5)]


@pytest.mark.parametrize("heading", ["Lĩnh vực", "Cấp", "Loại hồ sơ", "Đối tượng"])
def test_a_column_that_splits_a_unit_is_refused(heading, told):
    figures, (problem,) = told(f"{heading};Đơn vị;Số hộ nghèo", "Đất đai;Huyện Tuy Phước;5")
    assert (figures, problem.code) == ([], "row_qualified")
    assert "chỉ để lại dòng tổng của mỗi đơn vị rồi bỏ cột này" in problem.reason


def test_any_words_that_tell_rows_of_one_unit_apart_are_refused(told):
    rows = ("Huyện Tuy Phước;đợt một;5", "Huyện Tuy Phước;đợt hai;5", "Huyện Phù Cát;;6")
    figures, (problem,) = told("Đơn vị;Diễn giải;Số hộ nghèo", *rows)
    assert (figures, problem.code) == ([], "row_qualified")


def test_words_that_tell_nothing_apart_cost_only_their_column(told):
    rows = ("Huyện Tuy Phước;Huyện;xanh;5", "Huyện Phù Cát;Huyện;đỏ;6")
    figures, problems = told("Đơn vị;Loại đơn vị;Màu;Số hộ nghèo", *rows)
    assert [value for *_, value in figures] == [5, 6]
    assert [p.column for p in problems] == ["Loại đơn vị", "Màu"]


LONG = "don_vi;ky;{heading};chi_tieu;gia_tri"


@pytest.mark.parametrize(("heading", "cell"), [("Lĩnh vực", "Đất đai"), ("Năm", "2024")])
def test_the_same_in_long_form(heading, cell, told):
    line = f"Huyện Tuy Phước;Quý I/2025;{cell};ho_ngheo;5"
    figures, (problem,) = told(LONG.format(heading=heading), line, title="")
    assert (figures, problem.code) == ([], "row_qualified")


def test_a_long_form_may_have_columns_of_its_own(told):
    lines = ["Huyện Tuy Phước;Quý I/2025;Lan;ho_ngheo;5", "Huyện Phù Cát;Quý I/2025;Mai;ho_ngheo;6"]
    figures, problems = told(LONG.format(heading="Người nhập"), *lines, title="")
    assert [value for *_, value in figures] == [5, 6]
    assert [p.code for p in problems] == ["extra-label"]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("kieu_so_lieu", "lũy kế"), ("cach_tinh", "theo tháng"), ("Quý số", "2"),
        ("Trong đó", "đất đai"), ("Kỳ báo cáo chi tiết", "Quý III"), ("Diễn giải", "cộng dồn"),
        ("Mô tả", "Số kế hoạch giao"), ("Mô tả", "ước tính"), ("Mô tả", "Ước 6 tháng"),
        ("Mô tả", "cùng kỳ năm trước"), ("Đợt", "Quý III"), ("Đợt", "tháng 5"),
        ("Mô tả", "Số kỳ trước"), ("Mô tả", "quý III/2024"),
    ],
)  # fmt: skip
def test_an_unused_column_of_another_way_of_counting_refuses_the_file(heading, cell, told):
    lines = [f"Huyện {name};2024-Q2;{cell};ho_ngheo;5" for name in ("Tuy Phước", "Phù Cát")]
    figures, (problem,) = told(LONG.format(heading=heading), *lines, title="")
    assert (figures, problem.code, problem.found) == ([], "row_qualified", heading)
    table = [f"Huyện {name};{cell};5" for name in ("Tuy Phước", "Phù Cát")]
    figures, problems = told(f"Đơn vị;{heading};Số hộ nghèo", *table)
    assert (figures, [p.code for p in problems]) == ([], ["row_qualified"])


@pytest.mark.parametrize(
    "cell",
    ["Phòng Kế hoạch - Tài chính", "Sở Kế hoạch và Đầu tư", "Báo cáo quý II/2024", "Thị Ước",
     "BC số 15/BC-UBND ngày 15/6/2024", "Hương ước", "Phòng Tài chính - Kế hoạch",
     "ngày 14 tháng 6 năm 2024", "Phước"],
)  # fmt: skip
def test_an_unused_column_of_other_words_costs_nothing(cell, told):
    lines = [f"Huyện {name};2024-Q2;{cell};ho_ngheo;5" for name in ("Tuy Phước", "Phù Cát")]
    figures, problems = told(LONG.format(heading="Nơi gửi"), *lines, title="")
    assert ([value for *_, value in figures], [p.code for p in problems]) == (
        [5, 5], ["extra-label"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell", "codes"),
    [
        ("Loại", "Kế hoạch", ["row_qualified"]), ("Kiểu số liệu", "Lũy kế", ["row_qualified"]),
        ("Cấp", "Xã", ["row_qualified"]), ("Lĩnh vực", "Đất đai", ["row_qualified"]),
        ("Năm", "2023", ["row_qualified"]), ("Quý", "I", ["row_qualified"]),
        ("Trong đó", "Nữ", ["row_qualified"]),
        ("Đánh giá", "Vượt kế hoạch", ["column_unknown"]),
        ("Cơ quan chủ trì", "Phòng Lao động", ["column_unknown"]),
        ("Ghi chú", "Vượt kế hoạch", []),
    ],
)  # fmt: skip
def test_columns_beside_listed_indicators_that_make_less_of_them(examined, heading, cell, codes):
    table = f"TT;Chỉ tiêu;{heading};Kết quả\n1;Số hộ nghèo;{cell};5\n2;Tổng số hộ;{cell};90\n"
    found = examined(f"Đơn vị báo cáo: Huyện Tuy Phước\nQuý II/2024\n{table}")
    assert [p.code for p in found.problems if p.severity == "reject"] == codes
    assert [int(f.value) for f in found.figures] == ([] if "row_qualified" in codes else [5, 90])
