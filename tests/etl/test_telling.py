"""Refusals in the file's own words: its headings, once a row, and a sum of records to follow."""

import json

import pytest

from etl.examining import examine

WIDE = """Kỳ báo cáo: Quý II/2025;;;
TT;Tên đơn vị;Số hồ sơ đã giải quyết;Số hồ sơ tiếp nhận;Số hộ nghèo
(1);(2);(3);(4);(5)
1;Huyện Tuy Phước;10;12;3
2;Huyện Xa Lạ;11;12;3
(1);(2);(3);(4);(5)
3;Huyện Phù Cát;11;1x;3
;;;;Bình Định, ngày 18/6/2025
;NGƯỜI LẬP BIỂU;;;CHỦ TỊCH
;Nguyễn Văn A;;;Trần B
"""


@pytest.fixture
def told(catalogue, register, cards):
    """Examine a file: its refusals as (line, column, code), and the outcome."""

    def tell(text: str):
        found = examine("tep.csv", text.encode(), catalogue, register, cards=cards)
        return [(p.line, p.column, p.code) for p in found.problems if p.severity == "reject"], found

    return tell


def test_a_row_of_an_unknown_unit_is_told_once_and_by_the_file_s_heading(told):
    refusals, found = told(WIDE)
    assert refusals == [
        (5, "Tên đơn vị", "unit_unknown"),
        (7, "Số hồ sơ tiếp nhận", "not_a_number"),
    ]
    assert found.problems[0].reason.endswith("; cả dòng không được nạp")


def test_who_signed_and_rows_of_codes_are_no_records_but_noted(told):
    _, found = told(WIDE)
    assert (found.records, found.loaded, found.noted, found.rejected) == (3, 1, 0, 2)
    assert [p.line for p in found.problems if p.code == "not_data"] == [6, 8, 9, 10]
    assert found.equation == (
        "Bản ghi: 1 nạp + 0 có ghi chú + 2 bị từ chối = 3"
        " (trong số bị từ chối, 1 bản ghi vẫn nạp được các ô khác)"
    )


def test_counts_are_grouped_like_all_numbers(run, tmp_path):
    lines = [f"Huyện Tuy Phước;2023-Q1;ho_ngheo;x{n}\n" for n in range(1200)]
    (tmp_path / "a.csv").write_text("don_vi;ky;chi_tieu;gia_tri\n" + "".join(lines), "utf-8")
    _, out, _ = run("check", tmp_path / "a.csv")
    assert "Bản ghi: 0 nạp + 0 có ghi chú + 1.200 bị từ chối = 1.200;" in out
    assert "Từ chối (1.200):" in out
    assert "    Dòng 2–1201, cột gia_tri: “…” không phải số;" in out
    assert "(1.200 lần; trong tệp: x0; x1; x2 và 1.197 nội dung khác)" in out
    _, out, _ = run("peek", tmp_path / "a.csv")
    assert "a.csv: 1.200 bản ghi" in out


def test_a_refused_column_leaves_the_records_partly_loaded(told):
    _, found = told("Quý II/2025;;\nĐơn vị;Số hộ nghèo;Lạ\nHuyện Tuy Phước;5;6\n")
    assert (found.records, found.rejected, found.partly, len(found.figures)) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("Đơn vị;Kỳ báo cáo;Chỉ tiêu;Giá trị", ["Đơn vị", "Kỳ báo cáo", "Giá trị", "Chỉ tiêu"]),
        ("don_vi;ky;chi_tieu;gia_tri", ["don_vi", "ky", "gia_tri", "chi_tieu"]),
    ],
)
def test_columns_of_the_long_form_are_named_as_the_file_heads_them(head, columns, told):
    bad = (
        "Huyện Xa Lạ;Quý I/2025;ho_ngheo;5", "Huyện Tuy Phước;Quý V/2025;ho_ngheo;5",
        "Huyện Tuy Phước;Quý I/2025;ho_ngheo;5x", "Huyện Tuy Phước;Quý I/2025;la;5",
    )  # fmt: skip
    refusals, _ = told("\n".join((head, *bad)) + "\n")
    assert [column for _, column, _ in refusals] == columns


def test_a_refused_period_of_a_wide_row_is_told_once(told):
    text = "Đơn vị;Kỳ;Số hộ nghèo;Tổng số hộ\nHuyện Tuy Phước;Quý V/2025;5;90\n"
    refusals, found = told(text)
    assert refusals == [(2, "Kỳ", "period_unknown")]
    assert (found.records, found.rejected, found.partly) == (1, 1, 0)


def test_a_reason_of_many_rows_is_told_once_and_in_json_row_by_row(run, tmp_path):
    head = "don_vi;ky;chi_tieu;gia_tri\n"
    lines = [f"Huyện Tuy Phứoc;2023-Q1;chi_tieu_{n};1\n" for n in range(80)]
    (tmp_path / "a.csv").write_text(head + "".join(lines), "utf-8")
    _, out, _ = run("check", tmp_path / "a.csv")
    (told,) = [line for line in out.splitlines() if "“Huyện Tuy Phứoc”" in line]
    assert told.startswith("    Dòng 2–81, cột don_vi: “Huyện Tuy Phứoc” không có trong danh mục")
    assert told.endswith(" (80 lần)")
    _, out, _ = run("check", tmp_path / "a.csv", "--json")
    assert [reject["line"] for reject in json.loads(out)["rejects"]] == list(range(2, 82))
