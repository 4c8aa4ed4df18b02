"""Every page file is in the menu and opens without a fault; the choices change what is said."""

import json
import os
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import load_files
from indicators import editions
from tests.indicators import csv, data_folder, edition

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py"))


def opened(app: AppTest, page: str) -> AppTest:
    app.switch_page(str(ROOT / page)).run()
    assert not app.exception
    assert not app.error
    return app


def words(app: AppTest) -> str:
    texts = [element.value for kind in ("markdown", "caption", "info") for element in app.get(kind)]
    return "\n".join(texts).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_is_marked_as_demo(app, page):
    opened(app, page)
    assert len(app.title) == 1
    assert "Số liệu minh họa" in words(app)


def test_the_briefing_says_value_change_and_who_is_missing(app):
    app.query_params["ky"] = "2025-Q2"
    said = words(opened(app, "pages/briefing.py"))
    assert "Quý II/2025: tỷ lệ đúng hạn toàn địa bàn 99,06\u00a0%" in said
    assert "giảm 0,14\u00a0điểm so cùng kỳ" in said
    assert "riêng Huyện Hoài Ân giảm 2,75\u00a0điểm" in said
    assert "Chưa có số của cả 3 chỉ tiêu chính (1 đơn vị): Huyện Vân Canh." in said
    # A complaint rate over a handful of cases is shown with its counts and not ranked.
    assert "11/15 vụ việc" in said
    assert "mẫu số dưới 10, không xếp hạng" in said


def test_the_briefing_names_other_headlines_with_news_and_who_is_silent(app):
    app.query_params["ky"] = "2025-Q2"
    opened(app, "pages/briefing.py")
    said = next(line for line in words(app).split("\n") if line.startswith("Quý II/2025"))
    assert "10/11 đơn vị có đủ số để tính; chưa báo cáo: Huyện Vân Canh." in said
    assert "iệc làm so kế hoạch" in said and said.count(". ") <= 2


def test_the_trend_says_which_way_a_chosen_unit_has_gone(app):
    opened(app, "pages/trend.py")
    app.multiselect(key="don_vi").set_value(["544.19000101"]).run()
    said = words(app)
    assert "Huyện Hoài Ân 96,20\u00a0%, giảm " in said
    assert "điểm từ quý I/2021 đến quý II/2025." in said


def test_no_caution_of_the_catalogue_shows_a_code(app):
    opened(app, "pages/catalogue.py")
    cautions = [m.value for m in app.markdown if m.value.startswith("**Lưu ý")]
    assert cautions and not [text for text in cautions if "\\_" in text]
    assert any("“Tồn quá hạn”" in text for text in cautions)


def test_an_earlier_quarter_of_the_briefing_knows_nothing_of_the_later(app):
    opened(app, "pages/briefing.py")
    app.selectbox(key="ky").set_value("2021-Q1").run()
    said = words(app)
    assert "Chưa có số để so cùng kỳ" in said
    assert "11/11 đơn vị đã báo cáo" in said


def test_choosing_an_indicator_and_units_changes_the_trend(app):
    opened(app, "pages/trend.py")
    app.selectbox(key="chi_tieu").set_value("viec_lam_trong_quy").run()
    app.multiselect(key="don_vi").set_value(["544.19000101"]).run()
    assert not app.exception
    said = words(app)
    assert "Quý III/2026: việc làm trong kỳ toàn địa bàn 5.798\u00a0lao động" in said
    assert "57/58 đơn vị có đủ số để tính" in said
    table = app.dataframe[0].value
    assert set(table["Đơn vị"]) == {"Toàn địa bàn", "Huyện Hoài Ân"}
    assert table["Ghi chú"].str.contains("tính từ lũy kế").any()


def test_small_multiples_can_share_their_axis_or_not(app):
    opened(app, "pages/trend.py")
    app.segmented_control(key="cach_ve").set_value("rieng").run()
    app.toggle(key="chung_truc").set_value(False).run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 1


def test_a_goal_for_the_end_of_a_year_is_no_line_across_its_quarters(app):
    opened(app, "pages/trend.py")
    assert any(text.startswith("Mục tiêu 98") for text in annotations(app))
    app.selectbox(key="chi_tieu").set_value("ty_le_viec_lam_so_ke_hoach").run()
    assert not any(text.startswith("Mục tiêu") for text in annotations(app))


def annotations(app: AppTest) -> list[str]:
    """What is written into the first chart of a page."""
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_kinds_of_period_are_never_mixed(app):
    opened(app, "pages/compare.py")
    app.selectbox(key="loai_ky").set_value("6_thang").run()
    said = words(app)
    assert "6 tháng đầu năm 2023: 1/11 đơn vị có đủ số để tính" in said
    assert "Số thật, trong bản có số liệu minh họa" in said
    assert "real_tuy_phuoc_2023H1.csv" in said and "không phải số thật" not in said


def test_one_unit_of_eleven_is_not_called_the_whole_province(app):
    opened(app, "pages/briefing.py")
    app.selectbox(key="loai_ky").set_value("6_thang").run()
    said = words(app)
    assert "mới 1/11 đơn vị có đủ số để tính; tỷ lệ đúng hạn của các đơn vị này 99,86" in said
    assert "toàn địa bàn" not in said


def test_the_profile_offers_first_a_unit_that_has_reported(app):
    app.query_params["loai_ky"] = "6 tháng"
    opened(app, "pages/unit.py")
    assert app.selectbox(key="loai_ky").value == "6_thang"
    assert app.selectbox(key="ho_so").value == "550.19000101"


def test_an_indicator_without_figures_says_what_to_do(app):
    opened(app, "pages/trend.py")
    app.selectbox(key="chi_tieu").set_value("papi").run()
    assert not app.exception
    assert "chưa có số liệu" in words(app)


def test_the_profile_shows_the_printed_percentage_beside_the_computed_one(app):
    opened(app, "pages/unit.py")
    app.selectbox(key="loai_ky").set_value("6_thang").run()
    app.selectbox(key="ho_so").set_value("550.19000101").run()
    said = words(app)
    assert "Huyện Tuy Phước, 6 tháng đầu năm 2023" in said
    assert "19.517/19.545" in said and "báo cáo in 99,85\u00a0%" in said


def test_quality_names_file_and_line_of_notes_and_both_restated_values(app):
    said = opened(app, "pages/quality.py")
    tables = [table.value for table in said.table]
    notes = next(table for table in tables if "Lý do, cách sửa" in table.columns)
    assert notes["Lý do, cách sửa"].str.contains("19").any()
    restated = next(table for table in tables if "Số cũ" in table.columns)
    assert len(restated) == 5


def test_the_catalogue_is_searched_without_accents(app):
    opened(app, "pages/catalogue.py")
    app.text_input(key="tim").set_value("khieu nai").run()
    assert not app.exception
    names = [expander.label.replace("\\", "") for expander in app.expander]
    assert any("khiếu nại" in name for name in names)
    assert not any("PAPI" in name for name in names)
    listed = app.table[-1].value
    assert len(listed) and all(listed["Số liệu"].str.contains("(?i)khiếu nại"))
    app.text_input(key="tim").set_value("zzz").run()
    assert "Không có số liệu nào mang tên hoặc mã đang tìm." in words(app)


def test_unverified_goals_are_named_as_such_and_never_drawn(app):
    said = words(opened(app, "pages/catalogue.py"))
    assert "chưa xác nhận nên không vẽ, không in" in said


def test_without_any_figures_the_dashboard_says_what_to_do(tmp_path, monkeypatch):
    for part in ("catalogue", "forms"):
        shutil.copytree(ROOT / "data" / part, tmp_path / part)
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    said = app.error[0].value.replace("\\", "").replace("\u2060", "")
    assert "nạp một tệp: python -m etl load TỆP" in said


def test_a_broken_catalogue_is_told_with_file_and_line(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data" / "catalogue", tmp_path / "catalogue")
    with (tmp_path / "catalogue" / "families.csv").open("a", encoding="utf-8") as file:
        file.write("x,Nhóm lạ,không phải số\n")
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    assert "families.csv, dòng" in app.error[0].value.replace("\\", "")


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """A data folder of the test's own with two editions, the second on show."""
    data = data_folder(tmp_path / "data")
    for quarter in (1, 2):
        load_files(data, [("a.csv", csv(f"540 2024-Q{quarter} tthc_da_giai_quyet {quarter}0"))])
    monkeypatch.setenv("DANVAN_DATA", str(data))
    return data


def spoilt(data: Path, start: int, *, is_seen: bool = True) -> None:
    """Overwrite the edition on show from a byte on; unseen: size and time of writing as before."""
    path = editions.current(data).path
    time, size = path.stat().st_mtime_ns, path.stat().st_size
    editions._root.cache_clear()
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\x55" * (size - start))
    if not is_seen:
        os.utime(path, ns=(time, time))


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_edition_gives_way_to_the_last_good_one_under_a_banner(own, page):
    spoilt(own, 8192)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    opened(app, page)
    assert len(app.warning) == 1
    assert "trang đang dùng bản tốt gần nhất, số 1, lập" in app.warning[0].value
    assert "python -m etl load" in app.warning[0].value
    if page == "pages/quality.py":
        load_files(own, [])
        assert len(opened(app, page).warning) == 0


def test_damage_found_while_a_page_is_read_opens_the_last_good_one(own):
    editions.current(own)
    spoilt(own, 12288, is_seen=False)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert (len(app.error), len(app.warning)) == (0, 1)
    assert "số 1, lập" in app.warning[0].value


def test_with_no_whole_edition_left_one_is_built_from_the_archive(own):
    for number in (1, 2):
        editions.edition_path(own, number).write_bytes(b"x")
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert (len(app.error), len(app.warning)) == (0, 0)
    assert editions.current(own).number == 3


def test_a_former_district_is_one_line_across_the_reform(app):
    app.query_params["cach_xep"] = "huyen_cu"
    app.query_params["don_vi"] = "550.19000101"
    opened(app, "pages/trend.py")
    table = app.dataframe[0].value
    mine = table[table["Đơn vị"] == "Tuy Phước"]
    assert mine["Kỳ"].tolist()[0] == "Quý I/2021" and mine["Kỳ"].tolist()[-1] == "Quý III/2026"
    assert len(mine) == 23 and mine.iloc[:, 2].notna().all()
    assert "từ quý III/2025 đến quý III/2026" in words(app)
    app.toggle(key="qua_moc").set_value(True).run()
    assert "từ quý I/2021 đến quý III/2026" in words(app)


def test_the_briefing_says_that_it_does_not_compare_across_the_reform(app):
    app.query_params["ky"] = "2025-Q3"
    app.query_params["cach_xep"] = "huyen_cu"
    said = words(opened(app, "pages/briefing.py"))
    assert "Quý III/2025 không so với cùng kỳ năm trước vì đơn vị được sắp xếp lại" in said
    assert "Không so cùng kỳ: đơn vị đã sắp xếp lại" in said
    app.toggle(key="qua_moc").set_value(True).run()
    assert "sắp xếp lại" not in words(app) and "điểm so cùng kỳ" in words(app)


def test_a_unit_that_ended_says_what_it_is_now_with_links_both_ways(app):
    app.query_params["ho_so"] = "550.19000101"
    app.query_params["ky"] = "2025-Q2"
    opened(app, "pages/unit.py")
    assert "Huyện Tuy Phước kết thúc hoạt động ngày 30/6/2025; nay thuộc xã Tuy Phước" in words(app)
    links = {link.label.replace("\\", ""): link for link in app.get("page_link")}
    assert "Xã Tuy Phước Đông" in links and "Các đơn vị trong Huyện Tuy Phước" in links
    options = app.selectbox(key="ho_so").options
    (commune,) = [text for text in options if text.startswith("Xã Tuy Phước\u2003")]
    app.query_params["ho_so"] = commune.split("\u2003")[0]
    app.query_params["ky"] = "2026-Q3"
    app.run()
    said = words(app)
    assert "Xã Tuy Phước hoạt động từ 01/7/2025, hình thành từ" in said
    assert "trên địa bàn huyện Tuy Phước cũ" in said
    assert "Huyện Tuy Phước" in {link.label.replace("\\", "") for link in app.get("page_link")}


def test_what_a_province_states_for_itself_stands_beside_the_sum_of_its_units(
    tmp_path, monkeypatch
):
    codes = [code for code in range(540, 552) if code != 541]
    counts = ("tthc_giai_quyet_truoc_va_dung_han", "tthc_da_giai_quyet")
    rows = [f"{code} 2024-Q1 {count} 10" for code in codes for count in counts]
    rows += [f"52 2024-Q1 {counts[0]} 120", f"52 2024-Q1 {counts[1]} 125"]
    edition(tmp_path, csv(*rows))
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path / "data"))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["pham_vi"] = "Tỉnh Bình Định"
    app.run()
    said = "Tỉnh Bình Định báo cáo chung cả địa bàn quý I/2024: 96,00\u00a0% (120/125);"
    for page in ("pages/briefing.py", "pages/compare.py", "pages/map.py", "pages/trend.py"):
        captions = [each.value.replace("\\", "") for each in opened(app, page).caption]
        told = [text for text in captions if said in text]
        assert len(told) == 1, page
        assert told[0].endswith(
            "11/11 đơn vị: 100,00\u00a0%. Hai số không khớp, cần hỏi lại nơi báo cáo."
        )
