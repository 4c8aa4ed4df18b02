"""The names of files a reader takes home from the intake page."""

import pytest

from view.intake import mend_name


@pytest.mark.parametrize(
    ("name", "suffix", "expected"),
    [
        ("Báo cáo Quý II.2025.csv", "csv", "bao-cao-quy-ii-2025-dong-bi-tu-choi.csv"),
        ("TTHC (Đắk Glei).xlsm", "xlsx", "tthc-dak-glei-dong-bi-tu-choi.xlsx"),
        ("../../etc/passwd", "csv", "passwd-dong-bi-tu-choi.csv"),
        ("C:\\x\\so lieu.txt", "csv", "so-lieu-dong-bi-tu-choi.csv"),
        ("con.csv", "csv", "con-dong-bi-tu-choi.csv"),
        ("\u202e報告.csv", "csv", "tep-dong-bi-tu-choi.csv"),
        ("", "csv", "tep-dong-bi-tu-choi.csv"),
        ("a" * 300 + ".csv", "csv", "a" * 60 + "-dong-bi-tu-choi.csv"),
    ],
)
def test_refused_rows_bear_the_name_of_their_file_in_safe_letters(name, suffix, expected):
    assert mend_name(name, suffix) == expected
