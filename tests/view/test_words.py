"""Tests of Vietnamese numbers, periods and safe text."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from view import words


@dataclass(frozen=True)
class Shown:
    """The fields of an indicator that decide how its values are written."""

    unit_vi: str
    decimals: int
    formula_kind: str = "ratio"


RATE = Shown("%", 2)
COUNT = Shown("lao động", 0)
SCORE = Shown("điểm", 2)
CHANGE = Shown("%", 2, "change")


@pytest.mark.parametrize(
    ("x", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (0, 0, "0"),
        (-0.31, 2, "−0,31"),
        (-0.004, 2, "0,00"),
        (-0.0, 1, "0,0"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (99.857, 2, "99,86"),
        (Decimal(20335), 0, "20.335"),
        (np.float64(12.34), 1, "12,3"),
        (np.int64(7), 0, "7"),
        (float("nan"), 0, "—"),
        (float("inf"), 0, "—"),
        (None, 0, "—"),
        (pd.NA, 0, "—"),
        ("x", 0, "—"),
    ],
)
def test_number(x, decimals, text):
    assert words.number(x, decimals) == text


@pytest.mark.parametrize(
    ("indicator", "x", "text"),
    [
        (RATE, 99.857, "99,86\u00a0%"),
        (RATE, 95, "95,00\u00a0%"),
        (RATE, 94.99, "95,0\u00a0%"),
        (RATE, 88.57, "88,6\u00a0%"),
        (Shown("%", 0), 99.857, "100\u00a0%"),
        (Shown("%", 1), 99.857, "99,9\u00a0%"),
        (COUNT, 12480, "12.480"),
        (SCORE, 42.135, "42,14"),
        (RATE, float("nan"), "—"),
        (COUNT, None, "—"),
        (CHANGE, 12.5, "+12,5\u00a0%"),
        (CHANGE, -12.5, "−12,5\u00a0%"),
        (CHANGE, 0, "0,0\u00a0%"),
    ],
)
def test_value(indicator, x, text):
    assert words.value(indicator, x) == text


@pytest.mark.parametrize(
    ("indicator", "x", "text"),
    [
        (COUNT, 12480, "12.480\u00a0lao động"),
        (RATE, 99.857, "99,86\u00a0%"),
        (SCORE, 42, "42,00\u00a0điểm"),
        (COUNT, float("nan"), "—"),
        (Shown("", 0), 3, "3"),
    ],
)
def test_value_with_unit(indicator, x, text):
    assert words.value_with_unit(indicator, x) == text


@pytest.mark.parametrize(
    ("indicator", "x", "text"),
    [
        (RATE, 98, "98\u00a0%"),
        (RATE, 98.5, "98,5\u00a0%"),
        (RATE, 100, "100\u00a0%"),
        (RATE, 0, "0\u00a0%"),
        (COUNT, 1000, "1.000"),
        (COUNT, 0, "0"),
        (COUNT, None, "—"),
    ],
)
def test_short_value(indicator, x, text):
    assert words.short_value(indicator, x) == text


@pytest.mark.parametrize(
    ("indicator", "x", "signed", "sentence"),
    [
        (RATE, -0.31, "−0,31\u00a0điểm", "giảm 0,31\u00a0điểm"),
        (RATE, 4.1, "+4,10\u00a0điểm", "tăng 4,10\u00a0điểm"),
        (RATE, 0.001, "0,00\u00a0điểm", "không đổi"),
        (RATE, -0.001, "0,00\u00a0điểm", "không đổi"),
        (COUNT, 910, "+910", "tăng 910\u00a0lao động"),
        (COUNT, -1910, "−1.910", "giảm 1.910\u00a0lao động"),
        (COUNT, 0, "0", "không đổi"),
        (SCORE, 0.5, "+0,50", "tăng 0,50\u00a0điểm"),
        (RATE, float("nan"), "—", "—"),
    ],
)
def test_change(indicator, x, signed, sentence):
    assert words.change(indicator, x) == signed
    assert words.moved(indicator, x) == sentence


@pytest.mark.parametrize(
    ("top", "bottom", "text"),
    [
        (19517, 19545, "19.517/19.545"),
        (0.0, 3.0, "0/3"),
        (10.5, 20, "10,5/20"),
        (float("nan"), 3, "—"),
        (3, None, "—"),
    ],
)
def test_fraction(top, bottom, text):
    assert words.fraction(top, bottom) == text


@pytest.mark.parametrize(
    ("code", "full", "in_text", "axis", "tick"),
    [
        ("2025-Q2", "Quý II/2025", "quý II/2025", "II/2025", ("II", "2025")),
        ("2025-Q4", "Quý IV/2025", "quý IV/2025", "IV/2025", ("IV", "2025")),
        (
            "2023-H1",
            "6 tháng đầu năm 2023",
            "6 tháng đầu năm 2023",
            "6T đầu 2023",
            ("6T đầu", "2023"),
        ),
        (
            "2025-H2",
            "6 tháng cuối năm 2025",
            "6 tháng cuối năm 2025",
            "6T cuối 2025",
            ("6T cuối", "2025"),
        ),
        ("2024-9M", "9 tháng năm 2024", "9 tháng năm 2024", "9T/2024", ("9T", "2024")),
        ("2024", "Năm 2024", "năm 2024", "2024", ("2024", "")),
        ("2025-03", "Tháng 3/2025", "tháng 3/2025", "3/2025", ("3", "2025")),
        ("2025-12", "Tháng 12/2025", "tháng 12/2025", "12/2025", ("12", "2025")),
        (
            "2025-Q2-LK",
            "Lũy kế đến hết quý II/2025",
            "lũy kế đến hết quý II/2025",
            "LK II/2025",
            ("II", "2025"),
        ),
        (
            "2025-03-LK",
            "Lũy kế đến hết tháng 3/2025",
            "lũy kế đến hết tháng 3/2025",
            "LK 3/2025",
            ("3", "2025"),
        ),
        (
            "2021/2025",
            "Giai đoạn 2021–2025",
            "giai đoạn 2021–2025",
            "2021–2025",
            ("2021–2025", ""),
        ),
        ("2025-Q5", "2025-Q5", "2025-Q5", "2025-Q5", ("2025-Q5", "")),
        ("2025-13", "2025-13", "2025-13", "2025-13", ("2025-13", "")),
    ],
)
def test_period(code, full, in_text, axis, tick):
    assert words.period(code) == full
    assert words.period_in_text(code) == in_text
    assert words.period_axis(code) == axis
    assert words.period_tick(code) == tick


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2025-Q2", "so quý trước"),
        ("2025-03", "so tháng trước"),
        ("2025", "so năm trước"),
        ("2025-H1", "so kỳ trước"),
        ("2025-Q2-LK", "so kỳ trước"),
        ("2021/2025", "so kỳ trước"),
    ],
)
def test_against_previous(code, text):
    assert words.against_previous(code) == text


@pytest.mark.parametrize(
    ("day", "date", "moment"),
    [
        (dt.date(2025, 6, 14), "14/6/2025", "14/6/2025 00:00"),
        (dt.datetime(2025, 6, 4, 9, 5), "04/6/2025", "04/6/2025 09:05"),
        (pd.Timestamp("2025-06-14 23:59"), "14/6/2025", "14/6/2025 23:59"),
        ("2025-06-14", "14/6/2025", "14/6/2025 00:00"),
        (None, "—", "—"),
        (pd.NaT, "—", "—"),
    ],
)
def test_dates(day, date, moment):
    assert words.date(day) == date
    assert words.datetime(day) == moment


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Huyện Tuy Phước", "Huyện Tuy Phước"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("a\x00b\x1bc\x7f", "a⟨U+0000⟩b⟨U+001B⟩c⟨U+007F⟩"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("dòng một\r\ndòng hai\u2028ba\t bốn", "dòng một dòng hai ba bốn"),
        ("  x  ", "x"),
        ("99,86\u00a0%", "99,86\u00a0%"),
        (12, "12"),
        (None, ""),
        (float("nan"), ""),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("\x00" * 30, "⟨U+0000⟩" * 24 + "…"),
    ],
)
def test_plain(text, shown):
    assert words.plain(text) == shown


def test_plain_is_never_longer_than_the_limit():
    assert max(len(words.plain("ab\u202e" * n)) for n in range(1, 200)) <= words.LONGEST


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Tuy Phước, quý II", "Tuy Phước, quý II"),
        ("![x](h)", r"\!\[x\]\(h\)"),
        (":red[x] $y$", "\\:\u2060red\\[x\\] \\$y\\$"),
        ("<b>*_`~#|>", r"\<b\>\*\_\`\~\#\|\>"),
        (r"a\b", r"a\\b"),
        ("- 1. + =", r"\- 1\. \+ \="),
        ("http://a.vn", "http\u2060\\://a\\.vn"),
        ("WWW.a.vn", "WWW\u2060\\.a\\.vn"),
        ("a@b.vn", "a\u2060\\@b\\.vn"),
    ],
)
def test_md(text, escaped):
    assert words.md(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Tuy Phước", "Tuy Phước"),
        ('<a href="https://x">&', '&lt;a href="https://x"&gt;&amp;'),
        ("%{y}", "%&#123;y&#125;"),
        ("a\u202eb", "a⟨U+202E⟩b"),
    ],
)
def test_html(text, escaped):
    assert words.html(text) == escaped


def test_fixed_words():
    statuses = ("reported", "late", "restated", "rejected", "missing")
    assert [words.status(code) for code in statuses] == [
        "đã báo cáo",
        "báo cáo muộn",
        "đã điều chỉnh",
        "có dòng bị từ chối",
        "chưa báo cáo",
    ]
    assert [words.polarity(code) for code in ("higher", "lower", "neither")] == [
        "cao là tốt",
        "thấp là tốt",
        "không xếp tốt, xấu",
    ]
    kinds = ("thang", "quy", "6_thang", "9_thang", "nam", "giai_doan")
    assert [words.kind(code) for code in kinds] == [
        "tháng",
        "quý",
        "6 tháng",
        "9 tháng",
        "năm",
        "giai đoạn",
    ]
    assert [words.verdict(code) for code in ("improvement", "concern", "neutral", "none")] == [
        ("cải thiện", "↑"),
        ("cần chú ý", "↓"),
        ("ổn định", "→"),
        ("chưa đủ căn cứ so sánh", ""),
    ]
    assert [words.arrow(x) for x in (0.1, -3, 0, float("nan"))] == ["↑", "↓", "→", ""]


def test_a_code_in_a_text_of_the_catalogue_is_written_as_its_name():
    text = "Đọc cùng ty_le_a1, không cộng với la_lung; 10_000 thì thôi."
    said = words.named(text, {"ty_le_a1": "Tỷ lệ A"})
    assert said == "Đọc cùng “Tỷ lệ A”, không cộng với la_lung; 10_000 thì thôi."
