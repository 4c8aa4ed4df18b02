"""A level (an indicator that is a count) is that count, or refused when the count is not told."""

from decimal import Decimal

import pytest

from etl.examining import examine
from tests.etl.files import rows

PERIODS = ("2024-Q1", "2024-Q2", "2024-Q2-LK", "2024-H2", "2024")
# Levels of two counts, and names so bare that other families have them too: refused always.
REFUSED = {
    (period, name): code
    for code, names in {
        "level_of_several": (
            "giam_sat_phan_bien", "Số cuộc giám sát và phản biện xã hội", "Giám sát, phản biện",
            "Số cuộc giám sát, phản biện", "Giám sát và phản biện xã hội",
        ),
        "indicator_ambiguous": (
            "Tồn quá hạn", "Tiếp nhận trong kỳ", "Đang giải quyết cuối kỳ",
        ),
    }.items()
    for name in names
    for period in PERIODS
} | {
    # Counted to date, sent for a period that does not begin with the year.
    (period, name): "not_to_date"
    for name in (
        "Việc làm tạo mới", "Đi làm việc nước ngoài", "Số lao động đi làm việc ở nước ngoài",
    )
    for period in ("2024-Q2", "2024-H2")
}  # fmt: skip


def test_a_level_by_any_of_its_names_is_a_count_but_for_those_told(catalogue, register):
    levels = [i for i in catalogue.indicators.values() if i.formula_kind == "level"]
    names = [n for i in levels for n in (i.code, i.name_vi, i.short_vi, *i.aliases)]
    assert len(names) > 80
    refused = {}
    for place in ((period, name) for period in PERIODS for name in names):
        content = rows(f'Huyện Tuy Phước,,{place[0]},"{place[1]}",12')
        outcome = examine("a.csv", content, catalogue, register)
        assert outcome.checked.rates == ()
        counts = [(c.value, c.period.code) for c in outcome.checked.counts]
        assert counts == ([] if place in REFUSED else [(Decimal(12), place[0])]), place
        codes = [p.code for p in outcome.problems if p.severity == "reject"]
        refused |= dict.fromkeys([place] if codes else [], ", ".join(codes))
    assert refused == REFUSED


@pytest.mark.parametrize(
    ("period", "name", "value", "taken"),
    [
        ("2024-Q2", "Lao động được tạo việc làm trong quý", "12", "viec_lam_tao_moi"),
        ("2024-Q2", "Số đơn KNTC", "1.234", "don_kntc"),
        ("2024-Q2", "ho_so_ton_qua_han", "3", "tthc_dang_giai_quyet_qua_han"),
        ("2024-Q2", "Bị kỷ luật", "không có", "ky_luat_can_bo"),
        ("2024-Q1", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-01", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-H1", "Việc làm tạo mới", "12", "viec_lam_tao_moi"),
        ("2024-9M", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024-05-LK", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
        ("2024-Q2-LK", "Đi làm việc nước ngoài", "12", "viec_lam_di_nuoc_ngoai"),
    ],
)
def test_a_level_is_the_count_it_shows(period, name, value, taken, told):
    figures, problems = told(f"H. Tuy Phước,,{period},{name},{value}")
    assert [(f[1], f[2]) for f in figures] == [(period, taken)]
    assert problems == ()


@pytest.mark.parametrize(
    ("period", "name", "values", "code", "place", "remedy"),
    [
        ("2024-Q2", "ho_so_ton_qua_han", '"12,5"', "not_integer", ("gia_tri", "12,5"), "số nguyên"),
        ("2024-Q2", "Lượt tiếp dân", "9,1,2", "not_a_rate", ("tu_so", "1"), "để trống hai ô đó"),
        (
            "2024-Q2", "giam_sat_phan_bien", "9", "level_of_several",
            ("chi_tieu", "giam_sat_phan_bien"), "gửi riêng “Số cuộc giám sát của MTTQ",
        ),
        (
            "2024-Q2", "Việc làm tạo mới", "9", "not_to_date", ("ky", "2024-Q2"),
            "ghi kỳ là “Lũy kế đến hết quý II/2024”, là số trong kỳ thì gửi riêng bằng"
            " “Lao động được tạo việc làm trong kỳ”",
        ),
        (
            "2024-05", "Đi làm việc nước ngoài", "9", "not_to_date", ("ky", "2024-05"),
            "“Lũy kế đến hết tháng 5/2024”, là số trong kỳ thì gửi riêng bằng"
            " “viec_lam_di_nuoc_ngoai”",
        ),
        (
            "2024-H2", "Việc làm so kế hoạch", "9", "not_to_date", ("ky", "2024-H2"),
            "ghi kỳ là “Năm 2024”",
        ),
        (
            "2024-Q2", "ty_le_viec_lam_so_ke_hoach", '"52,5",1050,2000', "not_to_date",
            ("ky", "2024-Q2"), "ghi kỳ là “Lũy kế đến hết quý II/2024”",
        ),
    ],
)  # fmt: skip
def test_an_indicator_that_does_not_tell_its_count_is_refused(
    period, name, values, code, place, remedy, told
):
    figures, problems = told(f"H. Tuy Phước,,{period},{name},{values}")
    assert figures == []
    assert [(p.severity, p.code, p.column, p.found) for p in problems] == [("reject", code, *place)]
    assert remedy in problems[0].reason


def test_the_periods_a_refusal_offers_are_read(told):
    for period in ("Lũy kế đến hết quý II/2024", "Lũy kế đến hết tháng 5/2024", "Năm 2024"):
        figures, problems = told(f"H. Tuy Phước,,{period},Việc làm so kế hoạch,9")
        assert (len(figures), problems) == (1, ())


def test_an_empty_cell_of_a_level_is_no_figure_and_not_refused(told):
    figures, problems = told("H. Tuy Phước,,2024-Q2,Việc làm tạo mới,")
    assert figures == []
    assert [p.code for p in problems] == ["missing-value"]


def test_a_refused_figure_has_no_note_that_says_how_it_was_taken(examined):
    outcome = examined(
        "don_vi;ky;chi_tieu;gia_tri\nHuyện Tuy Phước;Quý II/2025;Việc làm tạo mới;300\n"
    )
    assert [p.code for p in outcome.problems] == ["not_to_date"]
    assert outcome.problems[0].reason.startswith("“Việc làm tạo mới” tính từ đầu năm")
