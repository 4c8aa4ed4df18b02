"""Bytes to records: encoding, delimiter, physical lines; refused with the remedy or read whole."""

import pytest

from etl.problems import FileRefused
from etl.reading import Record, Sheet, read_sheet


def test_records_keep_their_physical_line():
    content = 'a,b\r\n"hai\r\ndòng",2\r\n\r\n,\r\n3,4\r\n'.encode()
    assert read_sheet(content) == Sheet(
        "utf-8",
        ",",
        (Record(1, ("a", "b")), Record(2, ("hai\r\ndòng", "2")), Record(6, ("3", "4"))),
    )


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_comma_or_semicolon_with_or_without_mark_read_alike(bom, mark):
    sheet = read_sheet(bom + f"a{mark}b\n1{mark}2\n".encode())
    assert (sheet.delimiter, [r.cells for r in sheet.records]) == (mark, [("a", "b"), ("1", "2")])


@pytest.mark.parametrize(
    ("text", "delimiter", "second"),
    [
        ("a;b\n1;99,85\n2;3,5\n", ";", ("1", "99,85")),
        ('a;b\n"một";"hai, ba"\n', ";", ("một", "hai, ba")),
        ('a,b,c\n"x;y",1,2\n"z;t",3,4\n', ",", ("x;y", "1", "2")),
        ('a,b\n"=""x""",2\n', ",", ('="x"', "2")),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text, delimiter, second):
    sheet = read_sheet(text.encode())
    assert (sheet.delimiter, sheet.records[1].cells) == (delimiter, second)


@pytest.mark.parametrize(
    ("content", "code", "line", "remedy"),
    [
        (b"", "empty-file", 0, "kiểm tra lại tệp"),
        (b"\xef\xbb\xbf \n\n", "empty-file", 0, "kiểm tra lại tệp"),
        (b",,,\n;;\n", "empty-file", 0, "kiểm tra lại tệp"),
        (b"PK\x03\x04abc", "not_csv", 0, "CSV UTF-8"),
        ("a,b\n".encode("utf-16"), "encoding", 0, "CSV UTF-8"),
        (b"a,b\n1,\xd0\xcf\n", "encoding", 2, "CSV UTF-8"),
        (b"a,b\n1,\x00\n", "not_csv", 0, "CSV UTF-8"),
        (b"one\ntwo\n", "no_table", 1, "CSV UTF-8"),
        (b"a,b;c\n1,2;3\n", "delimiter_ambiguous", 1, "dùng một dấu"),
        (b'a,b\n1,2\n"x,3\n4,5\n', "quotes", 3, "sửa dòng này"),
        (b'a;b\n1;2\n"x"y;3, 4\n', "quotes", 3, "sửa dòng này"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_remedy(content, code, line, remedy):
    with pytest.raises(FileRefused) as refusal:
        read_sheet(content)
    problem = refusal.value.problem
    assert (problem.severity, problem.code, problem.line) == ("reject", code, line)
    assert remedy in problem.reason


def test_broken_quotes_show_the_line_and_no_english():
    with pytest.raises(FileRefused) as refusal:
        read_sheet(b'a,b\n"x,3\n')
    assert refusal.value.problem.found == '"x,3'
