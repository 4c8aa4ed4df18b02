"""A lone "Đúng hạn" column holds early dossiers where the counts say so, else it is refused."""

from decimal import Decimal

import pytest

from etl.examining import examine
from tests.etl.files import long, rows

HEAD = "Kỳ báo cáo: Quý II/2025;;;\nĐơn vị;Số hồ sơ đã giải quyết;Hồ sơ đúng hạn;Hồ sơ trễ hạn\n"
BOTH, ONLY = "tthc_giai_quyet_truoc_va_dung_han", "tthc_giai_quyet_dung_han"


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a file: its figures as (line, measure, value), the rest as (code, line, column)."""

    def tell(content: str | bytes):
        content = content.encode() if isinstance(content, str) else content
        found = examine("tep.csv", content, catalogue, register, cards=cards)
        figures = [(f.line, f.subject.code, f.value) for f in found.figures]
        return figures, [(p.severity, p.code, p.line, p.column) for p in found.problems], found

    return tell


def test_where_the_counts_agree_early_ones_are_in_it(told):
    table = HEAD + "H. Tuy Phước;1.000;990;10\nH. Phù Cát;500;;2\nTổng cộng;1.500;990;12\n"
    figures, problems, found = told(table)
    assert figures == [
        (3, "tthc_da_giai_quyet", Decimal(1000)),
        (3, BOTH, Decimal(990)),
        (3, "tthc_giai_quyet_qua_han", Decimal(10)),
        (4, "tthc_da_giai_quyet", Decimal(500)),
        (4, "tthc_giai_quyet_qua_han", Decimal(2)),
    ]
    assert problems == [
        ("note", "on_time_settled", 2, "Hồ sơ đúng hạn"),
        ("note", "missing-value", 4, "Hồ sơ đúng hạn"),
        ("note", "total_row", 5, ""),
    ]
    assert "hiểu “Hồ sơ đúng hạn” là “Hồ sơ TTHC giải quyết trước hạn và đúng hạn”" in (
        found.problems[0].reason
    )


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (HEAD + "H. Tuy Phước;1.000;990;10\nH. Phù Cát;500;400;2\n", "dòng 4 có đúng hạn cộng"),
        (HEAD + "H. Tuy Phước;1.000;990;\nH. Phù Cát;500;400;\n", "các dòng không đủ số"),
        (HEAD.replace("Hồ sơ trễ hạn", "Tiếp nhận") + "H. Tuy Phước;9;8;7\n", "không đủ số"),
    ],
)
def test_where_the_counts_do_not_tell_the_column_is_refused(table, why, told):
    figures, problems, found = told(table)
    assert not {BOTH, ONLY} & {code for _, code, _ in figures}
    assert ("reject", "on_time_ambiguous", 2, "Hồ sơ đúng hạn") in problems
    (reason,) = [p.reason for p in found.problems if p.code == "on_time_ambiguous"]
    assert why in reason and "thêm số trước hạn" in reason
    assert (found.rejected, found.records) == (len(table.splitlines()) - 2,) * 2


def test_with_a_column_of_early_ones_nothing_is_settled(told):
    table = HEAD.replace("Hồ sơ trễ hạn", "Hồ sơ giải quyết trước hạn") + "H. Tuy Phước;9;5;4\n"
    figures, problems, _ = told(table)
    assert (3, ONLY, Decimal(5)) in figures
    assert problems == []


def test_a_heading_in_full_and_a_code_are_taken_at_their_word(told):
    full = HEAD.replace("Hồ sơ đúng hạn", "Hồ sơ TTHC giải quyết đúng hạn (không kể trước hạn)")
    figures, problems, _ = told(full + "H. Tuy Phước;9;5;4\n")
    assert (3, ONLY, Decimal(5)) in figures
    assert problems == []
    pairs = ((ONLY, 5), ("tthc_giai_quyet_qua_han", 4), ("tthc_da_giai_quyet", 9))
    figures, problems, _ = told(long("H. Tuy Phước", "2025-Q2", *pairs))
    assert (2, ONLY, Decimal(5)) in figures
    assert problems == []


def test_the_form_without_its_column_of_early_ones(told):
    table = (
        "Biểu số: II.06/VPCP/KSTT;;;\nKỳ báo cáo: Quý II/2025;;;\n"
        "Đơn vị;Số lượng hồ sơ đã giải quyết;;\n;Tổng số;Đúng hạn;Quá hạn\nH. Tuy Phước;9;5;4\n"
    )
    figures, problems, found = told(table)
    assert found.form == "II.06/VPCP/KSTT"
    assert (5, BOTH, Decimal(5)) in figures
    assert ("note", "on_time_settled", 3, "Số lượng hồ sơ đã giải quyết - Đúng hạn") in problems


def test_rows_of_the_long_form_are_settled_alike(told):
    lines = [
        "H. Tuy Phước,,2025-Q2,Số hồ sơ đã giải quyết,9",
        "H. Tuy Phước,,2025-Q2,Đúng hạn,5",
        "H. Tuy Phước,,2025-Q2,Trễ hạn,4",
    ]
    figures, problems, _ = told(rows(*lines))
    assert (3, BOTH, Decimal(5)) in figures
    assert problems == [("note", "on_time_settled", 1, "Đúng hạn")]
    figures, problems, found = told(rows(*lines[:2]))
    assert figures == [(2, "tthc_da_giai_quyet", Decimal(9))]
    assert problems == [("reject", "on_time_ambiguous", 1, "Đúng hạn")]
    assert (found.loaded, found.rejected) == (1, 1)
