"""Rows around the figures of a wide table, and what its headings say of their unit of count."""

from decimal import Decimal

import pytest

from etl.examining import examine
from tests.etl.files import GROUPED, workbook

TABLE = """Kỳ báo cáo: Quý II/2025;;;
TT;Đơn vị;Số hồ sơ đã giải quyết;Số hồ sơ tiếp nhận
I;Khối huyện;;
1;Huyện Tuy Phước;10;12
2;Huyện Phù Cát;11;12
II;Khối xã;-;x
;Tổng cộng;21;24
"""
SIGNED = """;;;Tuy Phước, ngày 15 tháng 6 năm 2025
NGƯỜI LẬP BIỂU;;;THỦ TRƯỞNG ĐƠN VỊ
(Ký, ghi rõ họ tên);;;(Ký tên, đóng dấu)
Nguyễn Văn A;;;Trần Văn B
Lê Thị C"""
FIGURES = [
    (4, "Tuy Phước", "tthc_da_giai_quyet", Decimal(10)),
    (4, "Tuy Phước", "tthc_tiep_nhan", Decimal(12)),
    (5, "Phù Cát", "tthc_da_giai_quyet", Decimal(11)),
    (5, "Phù Cát", "tthc_tiep_nhan", Decimal(12)),
]


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a file: its figures as (line, unit, measure, value), and the outcome itself."""

    def tell(content: str | bytes):
        content = content.encode() if isinstance(content, str) else content
        found = examine("tep.csv", content, catalogue, register, cards=cards)
        return [(f.line, f.unit.short_name, f.subject.code, f.value) for f in found.figures], found

    return tell


def test_groups_and_signatures_are_noted_and_never_units(told):
    figures, found = told(TABLE + SIGNED)
    assert figures == FIGURES
    assert found.outcome == "accept_with_notes"
    assert [(p.line, p.code, p.found) for p in found.problems] == [
        (3, "not_data", "Khối huyện"),
        (6, "not_data", "Khối xã"),
        (7, "total_row", ""),
        (8, "not_data", "Tuy Phước, ngày 15 tháng 6 năm 2025"),
        (9, "not_data", "NGƯỜI LẬP BIỂU | THỦ TRƯỞNG ĐƠN VỊ"),
        (10, "not_data", "(Ký, ghi rõ họ tên) | (Ký tên, đóng dấu)"),
        (11, "not_data", "Nguyễn Văn A | Trần Văn B"),
        (12, "not_data", "Lê Thị C"),
    ]
    assert found.problems[0].reason.startswith("dòng này không phải số liệu đơn vị, bỏ qua")
    assert (found.records, found.loaded, found.noted, found.rejected) == (10, 2, 8, 0)


def test_the_same_in_a_workbook_under_a_form_with_its_card(told):
    width = len(GROUPED[0])
    signed = [["", "NGƯỜI LẬP BIỂU", *[""] * (width - 4), "KT. CHỦ TỊCH", ""]]
    groups = [["A", "Khối huyện", *[""] * (width - 2)]]
    cells = [*GROUPED[:7], *groups, *GROUPED[7:-1], *signed]
    figures, found = told(workbook(cells))
    assert {unit for _, unit, *_ in figures} == {"Tuy Phước", "Phù Cát"}
    assert [(p.line, p.code, p.found) for p in found.problems] == [
        (8, "not_data", "Khối huyện"),
        (11, "total_row", ""),
        (12, "not_data", "NGƯỜI LẬP BIỂU | KT. CHỦ TỊCH"),
    ]


@pytest.mark.parametrize("cell", ["5", "0", "5 hồ sơ", "không có"])
def test_an_unknown_name_with_a_figure_is_still_refused(cell, told):
    figures, found = told(TABLE.replace("Khối xã;-;x", f"Khối xã;{cell};"))
    assert figures == FIGURES
    assert {(p.line, p.code) for p in found.problems if p.severity == "reject"} == {
        (6, "unit_unknown")
    }


def test_a_figure_under_the_signatures_is_refused_and_a_unit_without_figures_noted(told):
    text = TABLE.replace("II;Khối xã;-;x", "3;Huyện An Lão;;") + SIGNED + "\n;Khối lạ;7;\n"
    figures, found = told(text)
    assert figures == FIGURES
    assert {(p.line, p.code) for p in found.problems if p.code != "not_data"} == {
        (6, "missing-value"),
        (7, "total_row"),
        (13, "unit_unknown"),
    }
