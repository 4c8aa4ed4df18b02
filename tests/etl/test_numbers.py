"""Numbers as offices write them: read by evidence, or refused with what to write."""

from decimal import Decimal

import pytest

from etl.numbers import NumberError, parse


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20335", "count", "20335"),
        ("20.335", "count", "20335"),
        ("1.234.567", "count", "1234567"),
        ("1 234 567", "count", "1234567"),
        ("1\u00a0234", "count", "1234"),
        ("1,234,567", "count", "1234567"),
        ("09", "count", "9"),
        ("5,0", "count", "5"),
        ("không có", "count", "0"),
        ("Chưa có", "count", "0"),
        ("-0", "count", "0"),
        ("99,85", "percent", "99.85"),
        ("99.85", "percent", "99.85"),
        ("99,85%", "percent", "99.85"),
        ("99,85 %", "percent", "99.85"),
        ("99,857", "percent", "99.857"),
        ("1.234.567,89", "money", "1234567.89"),
        ("1,234,567.89", "money", "1234567.89"),
        ("−3,5", "score", "-3.5"),
    ],
)
def test_a_number_is_read(text, kind, value):
    assert parse(text, kind) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "x", "X", "…", "..."])
def test_a_blank_or_a_mark_is_no_number_and_not_zero(text):
    assert parse(text, "count") is None


@pytest.mark.parametrize(
    ("text", "kind", "code", "remedy"),
    [
        ("1.234", "money", "ambiguous_number", "ghi 1234 nếu là số nguyên, hoặc 1,2340"),
        ("99.857", "percent", "ambiguous_number", "99,8570"),
        ("1,234", "count", "ambiguous_number", "ghi 1234"),
        ("10.499,5x", "count", "not_a_number", "chỉ ghi chữ số"),
        ("1.23.4", "count", "not_a_number", "chỉ ghi chữ số"),
        ("٣", "count", "not_a_number", "chỉ ghi chữ số"),
        ("NaN", "score", "not_a_number", "chỉ ghi chữ số"),
        ("Infinity", "money", "not_a_number", "chỉ ghi chữ số"),
        ("1e5", "count", "not_a_number", "chỉ ghi chữ số"),
        ("=1+1", "count", "not_a_number", "chỉ ghi chữ số"),
        ("50%", "count", "not_a_number", "chỉ ghi chữ số"),
        ("12,5", "count", "not_integer", "ghi số nguyên"),
        ("-5", "count", "negative", "ghi lại số không âm"),
        ("9" * 14, "count", "out_of_range", "ghi lại"),
        ("9" * 5000, "count", "not_a_number", "ghi lại số"),
    ],
)
def test_anything_else_is_refused_with_the_remedy(text, kind, code, remedy):
    with pytest.raises(NumberError) as refusal:
        parse(text, kind)
    assert refusal.value.code == code
    assert remedy in str(refusal.value)
