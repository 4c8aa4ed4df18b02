"""Marks of footnotes and numbers of columns behind a heading: it is read as without them."""

import time

import pytest

from indicators.names import unmarked
from tests.etl.files import WIDE, WIDE_VALUES

TABLE = "Kỳ báo cáo: Quý II/2025;;\nĐơn vị;{};{}\nHuyện Tuy Phước;10;11\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [("tiếp nhận¹", "đã giải quyết²"), ("tiếp nhận (1)", "đã giải quyết(2)"),
     ("tiếp nhận*", "đã giải quyết(*)"), ("tiếp nhận **", "đã giải quyết [1]"),
     ("tiếp nhận ⁽¹⁾", "đã giải quyết (hồ sơ)(1)"), ("tiếp nhận (3=4+5)", "đã giải quyết (7)=8+9"),
     ("tiếp nhận (3)=(4)+(5)", "đã giải quyết (7) = (8)+(9)+...+(12)"),
     ("tiếp nhận (4)=(2)/(3)", "đã giải quyết (5)=(3):(2)x100%"),
     ("tiếp nhận (hồ sơ)¹", "đã giải quyết (1) (*)")],
)  # fmt: skip
def test_a_heading_is_known_without_its_mark(first, second, examined):
    found = examined(TABLE.format(f"Số hồ sơ {first}", f"Số hồ sơ {second}"))
    assert [f.subject.code for f in found.figures] == ["tthc_tiep_nhan", "tthc_da_giai_quyet"]
    assert found.outcome == "accept"


def test_headings_of_a_form_with_a_card_are_known_without_their_marks(examined):
    marked = WIDE.replace("Trước hạn;Đúng hạn;Quá hạn", "Trước hạn¹;Đúng hạn(2);Quá hạn*")
    found = examined(marked.replace(";Tiếp nhận;", ";Tiếp nhận (1);"))
    assert [int(f.value) for f in found.figures] == [n for row in WIDE_VALUES.values() for n in row]
    assert [p for p in found.problems if p.severity == "reject"] == []


@pytest.mark.parametrize("unit", ["Đơn vị*", "Đơn vị (1)", "Tên đơn vị¹"])
def test_our_own_columns_are_known_without_their_marks(unit, examined):
    text = f"Kỳ báo cáo: Quý II/2025;;;\n{unit};Mã đơn vị(2);Số hộ nghèo;Ghi chú*\n"
    (figure,) = examined(f"{text}Huyện Tuy Phước;550;5;đã rà\n").figures
    assert (figure.unit.code, figure.subject.code, figure.remark) == ("550", "ho_ngheo", "đã rà")


@pytest.mark.parametrize("unit", ["Huyện/Thành phố", "Huyện, thị xã", "Xã/phường", "Tỉnh/TP"])
def test_units_of_two_kinds_head_a_column_however_they_are_joined(unit, examined):
    text = f"Kỳ báo cáo: Quý II/2025;\n{unit};Số hộ nghèo\nHuyện Tuy Phước;5\n"
    assert [int(f.value) for f in examined(text).figures] == [5]


def test_a_reported_period_under_a_group_is_no_column_of_periods(examined):
    text = (
        "Kỳ báo cáo: Quý II/2025;;\nĐơn vị;Số hồ sơ tiếp nhận;Số hộ nghèo\n;Kỳ báo cáo;\n"
        "Huyện Tuy Phước;30;6\n"
    )
    assert [f.period.code for f in examined(text).figures] == ["2025-Q2"]


def test_a_unit_of_count_before_a_mark_is_still_held_against_the_item_s(examined):
    found = examined(TABLE.format("Tổng thu ngân sách (tỷ đồng)(1)", "Số hộ nghèo"))
    assert [f.subject.code for f in found.figures] == ["ho_ngheo"]
    assert [(p.code, p.column) for p in found.problems] == [
        ("unit_differs", "Tổng thu ngân sách (tỷ đồng)(1)")
    ]


def test_two_columns_that_differ_by_their_marks_alone_are_refused(examined):
    found = examined(TABLE.format("Số hồ sơ tiếp nhận (1)", "Số hồ sơ tiếp nhận (2)"))
    assert (found.figures, [p.code for p in found.problems]) == ((), ["duplicate-label"])


@pytest.mark.parametrize(
    "heading",
    ["Số hồ sơ đã giải quyết1", "Đất (m²)", "Diện tích m²", "Năm (2024)", "(1)", "Mức độ 4",
     "Thu ngân sách (tỷ đồng)"],
)  # fmt: skip
def test_what_is_no_mark_stays(heading):
    assert unmarked(heading) == heading


def test_a_long_row_of_marks_takes_no_time():
    began = time.perf_counter()
    assert unmarked("*" * 400 + "x") and unmarked("(1)=" * 9000 + "x")
    assert time.perf_counter() - began < 1
