"""The intake page: what a dropped file says, what it would change, and publishing it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from etl import load_files, withdraw
from etl.mending import to_mend
from etl.previewing import preview
from indicators import completeness, editions
from tests.etl.files import workbook
from tests.pages.test_pages import ROOT, words
from view import tables_files

HEAD = "don_vi;ky;chi_tieu;gia_tri\n"
GOOD = f"{HEAD}Huyện Tuy Phước;Quý I/2023;tthc_da_giai_quyet;10\n".encode()
MIXED = (
    f"{HEAD}Huyện Tuy Phước;Quý I/2023;tthc_da_giai_quyet;12\n"
    "Huyện Tuy Phước;Quý 5/2023;tthc_da_giai_quyet;10\n"
    "=HYPERLINK();Quý I/2023;tthc_da_giai_quyet;10\n"
).encode()


@pytest.fixture
def data(own_data):
    return own_data


@pytest.fixture
def page(data) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    return app.switch_page(str(ROOT / "pages/intake.py")).run()


def dropped(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader(key="tep_nap").set_value(
        [(name, content, "text/csv") for name, content in files]
    ).run()
    assert not page.exception and not page.error
    return page


def test_a_good_file_says_what_it_would_change(page):
    dropped(page, ("bao cao.csv", GOOD))
    assert "Bản ghi: 1 nạp + 0 có ghi chú + 0 bị từ chối = 1; 1 số liệu." in words(page)
    assert "1 số mới" in words(page)
    assert page.button(key="cong_bo").label == "Công bố 1 số mới"
    assert any("số liệu minh họa đang hiện được gỡ" in info.value for info in page.info)


def test_a_file_of_nothing_but_printed_rates_can_be_taken(page):
    text = f"{HEAD}Huyện Tuy Phước;Quý I/2023;ty_le_dung_han;99,85\n"
    dropped(page, ("ty le.csv", text.encode()))
    assert "= 1; 0 số liệu, 1 tỷ lệ in sẵn (chỉ giữ để đối chiếu; các trang chưa" in words(page)
    assert "hãy nạp thêm số đếm của tử số, mẫu số)" in words(page)
    assert page.button(key="cong_bo").label == "Nhận tệp, không đổi số nào"


def test_refused_rows_of_a_workbook_are_taken_home_as_one(page):
    rows = [HEAD.strip().split(";"), ["Huyện Tuy Phước", "2023-Q1", "ho_ngheo", "1O"]]
    dropped(page, ("a.xlsx", workbook(rows)))
    (button,) = [b for b in page.get("download_button") if b.key == "sua_0"]
    assert button.proto.url.endswith(".xlsx")


def test_files_that_disagree_say_which_goes_before(page):
    dropped(page, ("mot.csv", GOOD), ("hai.txt", MIXED))
    said = words(page).replace("\\", "")
    (warned,) = [warning.value.replace("\\", "") for warning in page.warning]
    assert "Tệp “hai.txt” thay 1 số của tệp “mot.csv” chọn cùng lượt" in warned
    assert "Cộng các tệp: 1 số mới; 1 số điều chỉnh so với đang dùng; 0 số không đổi." in said
    assert page.button(key="cong_bo").label == "Công bố 1 số mới, 1 số điều chỉnh"


@pytest.mark.parametrize("name", ["so lieu.xls", "so lieu.txt", "so lieu.dat"])
def test_a_file_is_taken_for_what_it_is_whatever_its_name(page, name):
    assert list(page.file_uploader(key="tep_nap").proto.type) == []
    dropped(page, (name, GOOD))
    assert page.button(key="cong_bo").label == "Công bố 1 số mới"


def test_a_file_is_compared_with_those_received_before_it_is_published(page, data):
    load_files(data, [("mot.csv", GOOD)])
    dropped(page, ("hai.csv", GOOD.replace(b"tthc_da_giai_quyet;10", b"tthc_tra_ket_qua_bcci;12")))
    reasons = page.table[0].value["Lý do, cách sửa"].str.replace("\\", "")
    assert reasons.str.startswith("Số ở các tệp không khớp nhau").tolist() == [True]


def test_a_damaged_archive_is_told_and_nothing_is_offered(page, data):
    load_files(data, [("mot.csv", GOOD)])
    (data / "received" / "000001.bin").write_bytes(b"")
    files = [("hai.csv", MIXED, "text/csv")]
    page.file_uploader(key="tep_nap").set_value(files).run()
    assert not page.exception
    (error,) = page.error
    assert "không còn nguyên vẹn" in error.value
    assert all(button.key != "cong_bo" for button in page.button)


def test_a_blank_form_is_at_hand(page):
    chosen = page.selectbox(key="mau_trong")
    assert chosen.options[0].startswith("01/KQGQ · ")
    chosen.set_value("dai").run()
    assert not page.exception
    assert any(button.key == "tai_mau" for button in page.get("download_button"))


def test_a_form_is_filled_with_the_units_of_a_province_and_a_period(page):
    page.selectbox(key="mau_trong").set_value("II.06/VPCP/KSTT").run()
    assert page.get("download_button")[0].label == "Tải mẫu trống"
    page.selectbox(key="mau_ky").set_value(f"{date.today().year}-Q1").run()
    area = page.selectbox(key="mau_don_vi")
    province = next(label for label in area.options if label.startswith("Tỉnh Gia Lai"))
    assert province.split("\u2003")[0].endswith(" đơn vị")
    area.set_value("52").run()
    assert not page.exception
    (button,) = [b for b in page.get("download_button") if b.key == "tai_mau"]
    assert button.label == f"Tải mẫu: Tỉnh Gia Lai, Quý I/{date.today().year}"


def test_the_file_is_shown_as_it_was_read_with_its_bad_cells_marked(page):
    dropped(page, ("xau.csv", MIXED))
    (grid,) = [d.value for d in page.dataframe if "A" in d.value.columns]
    assert grid.columns.tolist() == ["Dòng", "A", "B", "C", "D", "Vì sao"]
    marked = {
        (line, cell)
        for line, *cells, _ in grid.itertuples(index=False)
        for cell in cells
        if cell.startswith("✖ ")
    }
    assert marked == {("3", "✖ Quý 5/2023"), ("4", "✖ =HYPERLINK()")}
    assert all(grid.loc[grid["Dòng"].isin(["3", "4"]), "Vì sao"])


def test_refused_rows_are_named_and_can_be_taken_home_to_mend(page):
    dropped(page, ("xau.csv", MIXED))
    said = words(page)
    assert "1 nạp + 0 có ghi chú + 2 bị từ chối = 3" in said
    reasons = page.table[0].value["Lý do, cách sửa"].str.replace("\\", "")
    assert reasons.str.contains("một năm chỉ có quý I đến quý IV").any()
    assert any(button.key == "sua_0" for button in page.get("download_button"))


def test_a_reason_of_many_rows_is_listed_once(page):
    rows = "".join(f"Huyện Tuy Phứoc;Quý I/2023;chi_tieu_{n};1\n" for n in range(80))
    dropped(page, ("nhieu.csv", f"{HEAD}{rows}".encode()))
    table = page.table[0].value
    assert table["Dòng"].tolist() == ["2–81"]
    assert table["Số lần"].tolist() == ["80"]
    assert table["Trong tệp"].tolist() == ["Huyện Tuy Phứoc"]


def test_a_file_that_is_no_table_says_what_to_send_instead(page):
    dropped(page, ("anh.csv", b"\x89PNG\r\n\x1a\n\x00\x00"))
    assert "Không đọc được bản ghi nào" in words(page)
    assert "Không có số liệu mới để công bố" in words(page)


def test_a_hostile_file_name_is_plain_text(page):
    dropped(page, ("![x](http://a.b/c.png)<b>.csv", GOOD))
    assert not any("](http" in element.value for element in page.markdown)


def publishing(data, files):
    """A page that is nothing but the end of publishing; it runs in a script of its own."""
    import etl
    from view import intake

    intake.told(*etl.load_or_fault(data, files))


def test_publishing_tells_how_many_figures_took_the_place_of_others(data):
    load_files(data, [("mot.csv", GOOD)])
    arguments = {"data": data, "files": [("hai.csv", MIXED)]}
    page = AppTest.from_function(publishing, default_timeout=60, kwargs=arguments).run()
    assert [e.value for e in page.success] == [
        "Đã công bố bản số liệu 2. Các trang khác đã dùng bản này."
    ]
    assert [e.value.startswith("1 số liệu thay số đã nạp trước") for e in page.info] == [True]


def withdrawing(data):
    """A page that is nothing but the place to withdraw a file; it runs in a script of its own."""
    import etl
    from indicators import editions
    from view import intake

    if number := intake.asked_to_withdraw(editions.current(data)):
        intake.withdrawn(*etl.withdraw_or_fault(data, number))


def test_a_wrong_file_is_withdrawn_once_the_reader_confirms(data):
    load_files(data, [("mot.csv", GOOD)])
    load_files(data, [("![x](http://a.b).csv", MIXED)])
    arguments = {"data": data}
    page = AppTest.from_function(withdrawing, default_timeout=60, kwargs=arguments).run()
    chosen = page.selectbox(key="thu_hoi")
    assert (chosen.value, len(chosen.options)) == (None, 2)
    chosen.set_value(2).run()
    (said,) = [m.value for m in page.markdown]
    assert "không có số của tệp số 2" in said.replace("\\", "") and "](http" not in said
    assert completeness.in_use(editions.current(data))["source_id"].tolist() == [2, 1]
    page.button(key="thu_hoi_nut").click().run()
    assert not page.exception and not page.error
    assert page.success[0].value.startswith("Đã thu hồi tệp số 2 (")
    assert completeness.in_use(editions.current(data))["source_id"].tolist() == [1]


def test_the_page_offers_to_withdraw_what_was_received(data, monkeypatch):
    load_files(data, [("mot.csv", GOOD)])
    monkeypatch.setenv("DANVAN_DATA", str(data))
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    page = page.switch_page(str(ROOT / "pages/intake.py")).run()
    assert page.selectbox(key="thu_hoi").options == ["1 · mot.csv"]


def test_the_demonstration_has_nothing_to_withdraw(page):
    assert [box.key for box in page.selectbox] == ["mau_trong"]


def test_a_file_of_which_all_was_replaced_can_still_be_withdrawn(data):
    load_files(data, [("mot.csv", GOOD)])
    load_files(data, [("hai.csv", MIXED)])
    page = AppTest.from_function(withdrawing, default_timeout=60, kwargs={"data": data}).run()
    assert page.selectbox(key="thu_hoi").options == [
        "2 · hai.csv", "1 · mot.csv (mọi số đã được tệp sau thay)",
    ]  # fmt: skip


def test_a_withdrawn_file_dropped_again_can_be_published(data):
    load_files(data, [("mot.csv", GOOD)])
    load_files(data, [("hai.csv", MIXED)])
    withdraw(data, 2)
    (seen,) = preview(data, [("hai.csv", MIXED)])
    assert (seen.is_known, seen.count("restated")) == (False, 1)


def test_changes_are_told_against_what_is_on_show(data):
    load_files(data, [("mot.csv", GOOD)])
    again, changed = preview(data, [("mot.csv", GOOD), ("hai.csv", MIXED)])
    assert again.is_known and again.count("same") == 1
    assert not changed.is_known
    row = changed.changes.iloc[0]
    assert (row["change"], row["old_value"], row["value"]) == ("restated", 10.0, 12.0)
    assert (row["old_file"], row["old_line"]) == ("mot.csv", 2)


def test_a_figure_of_a_workbook_is_shown_with_its_sheet(data):
    book = workbook(
        [["don_vi", "ky", "chi_tieu", "gia_tri"], ["Huyện Tuy Phước", "2023-Q1", "ho_ngheo", "5"]]
    )
    (seen,) = preview(data, [("a.xlsx", book)])
    assert tables_files.intake_changes(seen.changes).frame["Dòng"].tolist() == [
        "trang tính “Sheet”, 2"
    ]


def test_the_file_to_mend_holds_the_refused_rows_with_their_reasons(data):
    (outcome,) = [p.outcome for p in preview(data, [("hai.csv", MIXED)])]
    lines = to_mend(MIXED, outcome).decode("utf-8-sig").splitlines()
    assert lines[0] == "don_vi;ky;chi_tieu;gia_tri;ly_do_tu_choi"
    assert lines[1].startswith("Huyện Tuy Phước;Quý 5/2023;tthc_da_giai_quyet;10;")
    # What looks like a formula is led by an apostrophe.
    assert lines[2].startswith("'=HYPERLINK();")
    assert len(lines) == 3
