"""The names of files a reader takes home."""

import pytest

from view.exports import file_name, stem


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Báo cáo Quý II.2025.csv", "dong-bi-tu-choi_bao-cao-quy-ii-2025.csv"),
        ("TTHC (Đắk Glei).xlsm", "dong-bi-tu-choi_tthc-dak-glei.csv"),
        ("../../etc/passwd", "dong-bi-tu-choi_passwd.csv"),
        ("C:\\x\\so lieu.txt", "dong-bi-tu-choi_so-lieu.csv"),
        ("con.csv", "dong-bi-tu-choi_con.csv"),
        ("\u202e報告.csv", "dong-bi-tu-choi_tep.csv"),
        ("", "dong-bi-tu-choi_tep.csv"),
        ("a" * 300 + ".csv", f"dong-bi-tu-choi_{'a' * 60}.csv"),
    ],
)
def test_what_is_made_of_a_file_bears_its_name_in_safe_letters(name, expected):
    assert file_name("csv", "Dòng bị từ chối", stem(name)) == expected


def test_a_name_says_what_is_in_the_file():
    assert file_name("xlsx", "Mẫu", "01/KQGQ") == "mau_01-kqgq.xlsx"
    title = "Tỷ lệ đúng hạn, quý II/2025, Tỉnh Bình Định"
    assert file_name("csv", title) == "ty-le-dung-han-quy-ii-2025-tinh-binh-dinh.csv"
