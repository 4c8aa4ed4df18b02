"""The page of what was received: remarks of offices, sheets, refused and withdrawn files."""

from streamlit.testing.v1 import AppTest

from etl import load_files, withdraw
from tests.etl.files import workbook
from tests.pages.test_pages import ROOT, opened

UNIT = "Huyện Tuy Phước"
HOSTILE = "![x](https://evil.example/a.png) <b>=1+1"


def quality() -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    return opened(app, "pages/quality.py")


def listed(page: AppTest, heading: str) -> list[dict]:
    """The rows of the table that has a column, their escapes taken away."""
    (table,) = [t.value for t in page.table if heading in [t.value.index.name, *t.value.columns]]
    frame = table.reset_index()
    rows = frame.apply(
        lambda column: column.astype(str).str.replace(r"[\\\u2060]", "", regex=True)
    ).to_dict("records")
    raw = " ".join(map(str, frame.to_numpy().ravel()))
    assert "](http" not in raw.replace("\\]\\(", "")
    return rows


def test_remarks_and_sheets_reach_the_page_as_plain_text(own_data):
    book = workbook(
        [["don_vi", "ky", "chi_tieu", "gia_tri", "ghi_chu"],
         [UNIT, "2023-Q1", "ho_ngheo", "5", HOSTILE],
         [UNIT, "2023-Q1", "tong_so_ho", "x1", ""]]
    )  # fmt: skip
    head = "don_vi;ky;chi_tieu;gia_tri\n"
    load_files(
        own_data, [("a.xlsx", book), ("b.csv", f"{head}{UNIT};2023-Q1;ho_ngheo;6\n".encode())]
    )
    page = quality()
    (remark,) = listed(page, "Ghi chú")
    assert remark == {
        "Đơn vị": "Huyện Tuy Phước", "Kỳ": "Quý I/2023", "Chỉ tiêu": "Số hộ nghèo",
        "Ghi chú": HOSTILE, "Tệp": "a.xlsx, trang tính “Sheet”", "Dòng": "2",
    }  # fmt: skip
    refused = next(row for row in listed(page, "Lý do, cách sửa") if row["Mức"] == "Từ chối")
    assert (refused["Tệp"], refused["Dòng"]) == ("a.xlsx, trang tính “Sheet”", "3")
    (change,) = listed(page, "Tệp cũ")
    assert (change["Tệp cũ"], change["Tệp mới"]) == ("a.xlsx, trang tính “Sheet”", "b.csv")


def test_refused_rows_that_came_again_say_where_and_stay_on_record(own_data):
    head = "don_vi;ky;chi_tieu;gia_tri\n"
    rows = "".join(f"{name};2023-Q1;ho_ngheo;{{0}}\n" for name in (UNIT, "Huyện Phù Cát"))
    rows += f"{UNIT};2023-Q1;tong_so_ho;{{0}}\n"
    load_files(own_data, [("mot.csv", (head + rows.format("5O")).encode())])
    load_files(
        own_data, [("sua.csv", (head + "".join(rows.format(5).splitlines(True)[:2])).encode())]
    )
    said = [
        (row["Mức"], row["Tệp"], row["Dòng"], row["Số lần"], row["Về sau"])
        for row in listed(quality(), "Lý do, cách sửa")
    ]
    assert said == [
        ("Từ chối", "mot.csv", "4", "1", ""),
        ("Từ chối", "mot.csv", "2–3", "2", "đã nhận lại ở tệp sua.csv"),
    ]


def test_a_withdrawn_file_is_listed_with_its_hour_and_named_in_no_source(own_data):
    head = "don_vi;ky;chi_tieu;gia_tri\n"
    for name, value in (("dung.csv", 5), ("nham.csv", 6)):
        load_files(own_data, [(name, f"{head}{UNIT};2023-Q1;ho_ngheo;{value}\n".encode())])
    withdraw(own_data, 2)
    page = quality()
    files = {row["Tệp"]: row for row in listed(page, "Văn bản")}
    assert files["nham.csv"]["Loại"].startswith("Đã thu hồi lúc ")
    assert (files["dung.csv"]["Số"], files["dung.csv"]["Loại"]) == ("1", "Số liệu của đơn vị")
    captions = " ".join(caption.value for caption in page.caption).replace("\\", "")
    assert "dung.csv" in captions and "nham.csv" not in captions


def test_a_refused_file_stands_beside_the_demonstration_without_a_load_of_figures(own_data):
    load_files(own_data, [])
    load_files(own_data, [("xau.csv", b"x")])
    page = quality()
    files = listed(page, "Văn bản")
    assert (files[0]["Số"], files[0]["Tệp"], files[0]["Loại"]) == (
        "1", "xau.csv", "Không nhận được",
    )  # fmt: skip
    assert {row["Số"] for row in files[1:]} == {""}
    assert "Số liệu minh họa" in {row["Loại"] for row in files}


def test_a_long_listing_is_written_out_whole_page_by_page():
    def page():
        import pandas as pd

        from view import parts
        from view.tables import Table

        frame = pd.DataFrame({"Dòng": range(1, 40_001), "Lý do": "Câu dài. " * 40})
        parts.listing(Table(frame), "Từ chối và ghi chú", "Nguồn", "ghi_chu", "Không có.")

    app = AppTest.from_function(page, default_timeout=60).run()
    for number, rows, said in (
        (1, range(1, 31), "Dòng 1–30 trong 40.000; tệp tải về có đủ."),
        (1334, range(39_991, 40_001), "Dòng 39.991–40.000 trong 40.000; tệp tải về có đủ."),
    ):
        app.session_state["trang_ghi_chu"] = number
        app.run()
        assert not app.exception
        (shown,) = [table.value for table in app.table]
        assert list(shown.index) == [str(row) for row in rows]
        assert set(shown["Lý do"].str.replace("\\", "")) == {("Câu dài. " * 40).strip()}
        assert [c.value.replace("\\", "") for c in app.caption] == [said]
    assert [b.key for b in app.get("download_button")] == ["tai_ghi_chu_csv", "tai_ghi_chu_xlsx"]
