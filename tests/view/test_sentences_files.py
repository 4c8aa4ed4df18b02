"""Sentences on files: a page names a few of them, a download all."""

from view import sentences_files


def test_a_page_names_three_files_and_a_download_all():
    files = ["a.csv", "b.csv", "c.csv", "d.csv"]
    about = (files, 2, "2026-11-21 16:42", False)
    said = sentences_files.source(*about, most=3)
    assert said.startswith("Nguồn: a.csv, b.csv, c.csv và 1 tệp khác; bản số liệu 2,")
    assert sentences_files.source(*about).startswith("Nguồn: a.csv, b.csv, c.csv, d.csv; bản")
