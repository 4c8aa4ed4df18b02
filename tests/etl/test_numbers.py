"""Numbers as offices write them: read by evidence, or refused with what to write."""

from decimal import Decimal

import pytest

from etl.numbers import NumberError, decimal_mark, parse, remarks


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
        ("99.857", "percent", "ambiguous_number", "nếu là 99,857 % thì ghi 99,8570"),
        ("1.234", "change", "ambiguous_number", "ghi 1234 nếu là số nguyên, hoặc 1,2340"),
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


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("１２３４", "count", "1234"),
        ("９９，８５％", "percent", "99.85"),
        ("12\u3000345", "count", "12345"),
        ("123(1)", "count", "123"),
        ("1.234*", "count", "1234"),
        ("123 **", "count", "123"),
        ("99,85%¹", "percent", "99.85"),
        ("15[2]", "count", "15"),
        ("–5", "score", "-5"),
        ("－3,5", "score", "-3.5"),
        ("1.234.567,5", "money", "1234567.5"),
        ("1 234 567,5", "money", "1234567.5"),
        ("không phát sinh", "count", "0"),
    ],
)
def test_odd_ways_of_writing_are_read(text, kind, value):
    assert parse(text, kind) == Decimal(value)


@pytest.mark.parametrize("text", ["chưa báo cáo", "Chưa có số liệu"])
def test_words_for_nothing_reported_are_no_number(text):
    assert parse(text, "count") is None


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("12 (5)", "count", "not_a_number"),
        ("(5)", "count", "not_a_number"),
        ("12(34)", "count", "not_a_number"),
        ("1e308", "money", "not_a_number"),
        ("inf", "score", "not_a_number"),
        ("012.345", "money", "ambiguous_number"),
        ("1 234.567", "money", "not_a_number"),
        ("1.234 567", "count", "not_a_number"),
        ("−5", "count", "negative"),
        ("–5", "count", "negative"),
        ("５x", "count", "not_a_number"),
    ],
)
def test_what_may_mean_two_things_is_refused(text, kind, code):
    with pytest.raises(NumberError) as refusal:
        parse(text, kind)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234", "20335", ""], ""),
        (["1.234", "12,5"], ","),
        (["1.234", "1.234.567"], ","),
        (["1.234,5"], ","),
        (["0,123"], ","),
        (["1234,567"], ","),
        (["1,234", "12.5"], "."),
        (["1,234", "1,234,567"], "."),
        (["1,234.5"], "."),
        (["99,85%", "12,5*"], ","),
        (["12,5", "12.5"], "?"),
        (["không", "x", "012.345"], ""),
    ],
)
def test_cells_of_a_column_tell_the_mark_before_decimals(cells, mark):
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("text", "kind", "mark", "value"),
    [
        ("1.234", "money", ",", "1234"),
        ("1,234", "money", ",", "1.234"),
        ("1.234", "money", ".", "1.234"),
        ("1,234", "money", ".", "1234"),
        ("1,234", "count", ".", "1234"),
        ("1.234", "count", ",", "1234"),
        ("99.857", "percent", ".", "99.857"),
        ("1.234", "money", "?", None),
        ("1.234", "count", "?", None),
        ("1.234", "count", ".", None),
        ("1,234", "count", ",", None),
        ("99,857", "percent", "?", None),
    ],
)
def test_a_settled_mark_decides_and_a_contradiction_refuses(text, kind, mark, value):
    if value is not None:
        assert parse(text, kind, mark) == Decimal(value)
        return
    with pytest.raises(NumberError) as refusal:
        parse(text, kind, mark)
    assert refusal.value.code == "ambiguous_number"


@pytest.mark.parametrize(
    ("text", "kind", "mark", "said"),
    [
        ("123(1)", "count", "", [("footnote", "bỏ dấu chú thích “(1)”, hiểu là 123")]),
        ("1.234", "money", ",", [("number_settled", "“1.234” hiểu là 1234 vì các ô khác của cột"
                                 " dùng dấu phẩy trước phần lẻ")]),
        ("1.234", "money", ".", [("number_settled", "hiểu là 1,234 vì")]),
        ("1.234", "count", ",", []),
        ("12,5", "money", ",", []),
        ("", "money", ",", []),
    ],
)  # fmt: skip
def test_what_a_reader_is_told_of_a_number(text, kind, mark, said):
    found = remarks(text, kind, mark)
    assert [code for code, _ in found] == [code for code, _ in said]
    assert all(part in reason for (_, reason), (_, part) in zip(found, said, strict=True))


def test_a_number_aside_is_named_in_the_remedy():
    with pytest.raises(NumberError, match="ghi vào cột riêng"):
        parse("12 (5)", "count")


def test_a_percentage_is_never_asked_for_as_a_number_of_thousands():
    for text in ("1.234", "012.345"):
        with pytest.raises(NumberError) as refusal:
            parse(text, "percent")
        whole = text.replace(".", "").lstrip("0")
        assert whole not in str(refusal.value)
        written = str(refusal.value).rsplit(" ", 1)[1]
        assert parse(written, "percent") == Decimal(text)
