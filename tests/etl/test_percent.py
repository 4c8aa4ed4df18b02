"""A share without its percent sign: settled by counts or other cells, never by guess."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from etl.examining import examine
from tests.etl.files import rows

HEAD = ["Đơn vị", "Số hồ sơ đã giải quyết", "Giải quyết trước và đúng hạn", "Tỷ lệ đúng hạn"]


@pytest.fixture
def told(catalogue, register, cards):
    """Examine rows of a workbook: rates read, and (code, line) of what is told of them.

    A rate may be (value, number format).
    """

    def tell(*lines: tuple, head=tuple(HEAD), period="Kỳ báo cáo: Quý II/2025"):
        book = Workbook()
        sheet = book.active
        sheet.append([period])
        sheet.append(head)
        for line in lines:
            *counts, rate = line
            value, shown = rate if isinstance(rate, tuple) else (rate, "General")
            sheet.append([*counts, value])
            sheet.cell(sheet.max_row, len(line)).number_format = shown
        content = io.BytesIO()
        book.save(content)
        found = examine("tep.xlsx", content.getvalue(), catalogue, register, cards=cards)
        rates = [(f.line, f.value) for f in found.figures if f.subject.unit_vi == "%"]
        problems = [(p.code, p.line) for p in found.problems if p.code != "missing-value"]
        return rates, problems, found

    return tell


def test_a_percent_format_is_enough(told):
    rates, problems, _ = told(("H. Tuy Phước", None, None, (0.9985, "0.00%")))
    assert (rates, problems) == ([(3, Decimal("99.85"))], [])
    rates, problems, _ = told(("H. Tuy Phước", None, None, (0.0085, "0.00%")))
    assert (rates, problems) == ([(3, Decimal("0.85"))], [])


def test_the_counts_of_its_row_tell_a_share(told):
    rates, problems, found = told(("H. Tuy Phước", 1000, 998, 0.998))
    assert rates == [(3, Decimal("99.8"))]
    assert problems == [("percent_settled", 3)]
    assert "“0,9980” hiểu là 99,80 % theo số đếm" in found.problems[0].reason


def test_counts_that_define_one_another_tell_as_well(told):
    head = ("Đơn vị", *HEAD[1:2], "Hồ sơ giải quyết trước hạn", "Hồ sơ đúng hạn", HEAD[3])
    rates, problems, _ = told(("H. Tuy Phước", 1000, 900, 98, 0.998), head=head)
    assert (rates, problems) == ([(3, Decimal("99.8"))], [("percent_settled", 3)])


def test_the_plan_of_the_year_tells_a_share_of_it(told):
    head = ("Đơn vị", "Kế hoạch năm", "Lao động được tạo việc làm", "So với KH (%)")
    period = "Lũy kế đến hết quý II/2025"
    rates, problems, _ = told(("H. Tuy Phước", 2000, 1050, 0.525), head=head, period=period)
    assert (rates, problems) == ([(3, Decimal("52.5"))], [("percent_settled", 3)])


def test_the_counts_of_its_row_tell_a_small_percentage(told):
    head = (*HEAD[:2], "Hồ sơ trễ hạn", "Tỷ lệ quá hạn")
    rates, problems, _ = told(("H. Tuy Phước", 1000, 5, 0.5), head=head)
    assert (rates, problems) == ([(3, Decimal("0.5"))], [])


def test_counts_that_fit_neither_leave_it_refused(told):
    rates, problems, _ = told(("H. Tuy Phước", 1000, 500, 0.998))
    assert (rates, problems) == ([], [("percent_ambiguous", 3)])


def test_formatted_cells_of_its_column_tell_a_share(told):
    rates, problems, _ = told(
        ("H. Tuy Phước", None, None, 0.9985), ("H. Phù Cát", None, None, (0.99, "0%"))
    )
    assert rates == [(3, Decimal("99.85")), (4, Decimal(99))]
    assert problems == [("percent_settled", 3)]


def test_a_column_of_small_percentages_tells_a_smaller_one(told):
    head = (*HEAD[:2], "Hồ sơ trễ hạn", "Tỷ lệ quá hạn")
    rates, problems, _ = told(
        ("H. Tuy Phước", None, None, 0.5), ("H. Phù Cát", None, None, 1.5), head=head
    )
    assert (rates, problems) == ([(3, Decimal("0.5")), (4, Decimal("1.5"))], [])


@pytest.mark.parametrize(
    "others",
    [
        (),
        ((0.97, "General"),),
        ((99.1, "General"),),
        ((99.1, "General"), (0.99, "0%")),
        ((0.02, "0%"),),
    ],
)
def test_without_evidence_it_is_refused_with_both_meanings(others, told):
    names = ("H. Phù Cát", "H. An Lão")
    more = [(name, None, None, rate) for name, rate in zip(names, others, strict=False)]
    rates, problems, found = told(("H. Tuy Phước", None, None, 0.5), *more)
    assert 3 not in [line for line, _ in rates]
    assert ("percent_ambiguous", 3) in problems
    reason = next(p.reason for p in found.problems if p.line == 3 and p.severity == "reject")
    assert "có thể là 0,5 % hoặc 50 %" in reason and "ghi rõ 0,5% hoặc 50%" in reason


@pytest.mark.parametrize(
    ("row", "value", "codes"),
    [
        ('ty_le_dung_han,"0,9985"', None, ["percent_ambiguous"]),
        ('ty_le_dung_han,"0,9985%"', Decimal("0.9985"), []),
        ('ty_le_dung_han,"0,9985",19517,19545', Decimal("99.85"), ["percent_settled"]),
        ("ty_le_dung_han,1", None, ["percent_ambiguous"]),
        ("ty_le_dung_han,1,5,5", Decimal(100), ["percent_settled"]),
        ("ty_le_dung_han,0", Decimal(0), []),
        ("sipas,0.85", None, ["percent_ambiguous"]),
        ("ho_ngheo,1", Decimal(1), []),
    ],
)
def test_rows_of_the_long_form_are_judged_alike(row, value, codes, catalogue, register):
    found = examine("tep.csv", rows(f"H. Tuy Phước,,2025-Q2,{row}"), catalogue, register)
    assert [f.value for f in found.figures] == ([] if value is None else [value])
    assert [p.code for p in found.problems if p.code.startswith("percent")] == codes


def test_a_share_keeps_the_number_of_digits_printed(told):
    rates, problems, _ = told(("H. Tuy Phước", 12345, 12300, 0.9964))
    assert ([(n, str(value)) for n, value in rates], problems) == (
        [(3, "99.64")], [("percent_settled", 3)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (("-30", '"0,3"'), ["-30"]),
        (("-30%", '"-0,3"'), ["-30", "-30"]),
        (("0%", '"0,3"'), ["0"]),
        (('"-12,5"', "-20", "1"), ["-12.5", "-20"]),
    ],
)
def test_changes_below_zero_are_judged_by_their_size(values, kept, catalogue, register):
    lines = [
        f"H. Tuy Phước,,2024-Q{n},thay_doi_don_kntc_cung_ky,{value}"
        for n, value in enumerate(values, 1)
    ]
    found = examine("tep.csv", rows(*lines), catalogue, register)
    assert [f.value for f in found.figures] == [Decimal(value) for value in kept]
    assert "unforeseen" not in {p.code for p in found.problems}
