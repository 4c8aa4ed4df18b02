"""Bytes to records: encoding, delimiter, physical lines; refused with the remedy or read whole."""

import unicodedata
from pathlib import Path

import pytest

from etl import letters
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
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_delimiter_with_or_without_mark_reads_alike(bom, mark):
    sheet = read_sheet(bom + f"a{mark}b\n1{mark}2\n".encode())
    assert (sheet.delimiter, [r.cells for r in sheet.records]) == (mark, [("a", "b"), ("1", "2")])


@pytest.mark.parametrize(
    ("text", "delimiter", "second"),
    [
        ("a;b\n1;99,85\n2;3,5\n", ";", ("1", "99,85")),
        ('a;b\n"một";"hai, ba"\n', ";", ("một", "hai, ba")),
        ('a,b,c\n"x;y",1,2\n"z;t",3,4\n', ",", ("x;y", "1", "2")),
        ("Một, hai, ba\na;b;c\n1;2;3\n", ";", ("a", "b", "c")),
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
        (b"a,b\n1,\xd0\xcf\n", "encoding", 2, "CSV UTF-8"),
        (b"a,b\n1,\x00\n", "not_csv", 2, "CSV UTF-8"),
        ("a,b\n".encode("utf-16-le"), "not_csv", 1, "thiếu dấu nhận dạng"),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "encoding", 2, "bị cắt ngắn"),
        (b"%PDF-1.7\n1,2\n", "not_csv", 0, "đây là tệp PDF"),
        (b"\n <HTML><table>", "not_csv", 0, "trang HTML"),
        (b"sep=^\na^b\n", "no_table", 1, "dấu ngăn cột lạ"),
        (b"sep=;\n", "empty-file", 0, "chỉ có dòng “sep=”"),
        (b"a,b,c,d\n1,2,3,4\n1;2,5;3;4\n1;2;3;4\n1;2;3;4\n", "delimiter_changed", 3, "một dấu"),
        (b"one\ntwo\n", "no_table", 1, "CSV UTF-8"),
        (b"a,b;c\n1,2;3\n", "delimiter_ambiguous", 1, "dùng một dấu"),
        (b'a,b\n1,2\n"x,3\n4,5\n', "quotes", 3, "sửa dòng này"),
        (b'a,b,c\n1,2,"x\n3,4,y\n5,6,z"\n', "quotes", 2, "nuốt cả các dòng sau"),
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


TEXT = "Đơn vị;Kỳ;Ghi chú\nHuyện Tuy Phước;Quý II/2025;đã duyệt\n"
CELLS = [("Đơn vị", "Kỳ", "Ghi chú"), ("Huyện Tuy Phước", "Quý II/2025", "đã duyệt")]


def windows_1258(text: str) -> bytes:
    """Text as the code page writes it: hats in the letter, tones beside it."""
    parts = []
    for letter in text:
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            bare, *marks = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            hats = "".join(mark for mark in marks if mark not in tones)
            kept = unicodedata.normalize("NFC", bare + hats)
            parts.append((kept + "".join(tones)).encode("cp1258"))
    return b"".join(parts)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.replace(";", "\t").encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (windows_1258(TEXT), "windows-1258"),
    ],
)
def test_every_encoding_gives_the_same_letters(content, encoding):
    sheet = read_sheet(content)
    assert (sheet.encoding, [record.cells for record in sheet.records]) == (encoding, CELLS)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a,b\n1,2\n\n3,4\n", [1, 2, 4]),
        ("a,b\r1,2\r\r3,4\r", [1, 2, 4]),
        ("a,b\r\n1,2\n3,4\r5,6\r\n", [1, 2, 3, 4]),
        ('sep=,\r\na,b\r\n"1\r\n\r\n1",2\r\n3,4', [2, 3, 6]),
        ("\n\na|b\n1|2\n", [3, 4]),
    ],
)
def test_the_physical_line_is_exact_under_every_line_end(text, lines):
    assert [record.line for record in read_sheet(text.encode()).records] == lines


@pytest.mark.parametrize(
    ("text", "codes"),
    [("a,b\n1,20335", ["no_line_end"]), ("a,b\n1,2\n", []), ("a,b\n1,xong", [])],
)
def test_a_last_number_without_a_line_end_is_told(text, codes):
    sheet = read_sheet(text.encode())
    assert [note.code for note in sheet.notes] == codes
    assert sheet.is_cut == (not text.endswith("\n"))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("ma,ten\n550,HuyÖn Tuy Ph\u00adíc\n", "encoding_tcvn3", 2),
        ("ma,ten\n1,a\n550,Huyeän Tuy Phöôùc\n", "encoding_vni", 3),
        ("ma,ten\n550,Huyá»‡n Tuy PhÆ°á»›c\n", "encoding_twice", 2),
        ("ma,ten\n550,Huy?n Tuy Ph??c\n", "lost_letters", 2),
        ("ma,ten\n1,Huyện Phù Cát\n550,Huy\ufffdn\n", "lost_letters", 3),
    ],
)
def test_garbled_letters_are_refused_with_the_remedy(text, code, line):
    with pytest.raises(FileRefused) as refusal:
        read_sheet(text.encode())
    problem = refusal.value.problem
    assert (problem.code, problem.line) == (code, line)
    assert "CSV UTF-8" in problem.reason


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ma;ten\n550;HuyÖn Tuy Ph\u00adíc\n".encode("latin-1"), "encoding_tcvn3"),
        ("ma;ten\n550;Huyeän Tuy Phöôùc\n".encode("latin-1"), "encoding_vni"),
        ("ma;ten\n550;Café crème brûlée façon Noël\n".encode("latin-1"), "encoding"),
        ("ma;ten\n550;Huyện\n".encode() + "Phù Cát;2\n".encode("cp1258"), "encoding"),
    ],
)
def test_bytes_of_other_code_pages_are_never_taken_for_windows_1258(content, code):
    with pytest.raises(FileRefused) as refusal:
        read_sheet(content)
    assert refusal.value.problem.code == code


def test_the_names_of_every_unit_are_sound_letters():
    units = (Path(__file__).resolve().parents[2] / "data/catalogue/units.csv").read_text("utf-8")
    assert letters.garbling(units) is None
    assert letters.vietnamese_share(units) > 0.9


@pytest.mark.parametrize("text", ["m², ½ đơn", "http://a.vn/x?id=1&b?c=2 cái gì?", "10×5 · «một»"])
def test_signs_of_sound_text_are_not_taken_for_garbling(text):
    assert letters.garbling("Huyện Tuy Phước: " + text) is None
