"""The address names every choice of a page, restores it, and says what it names in vain."""

from urllib.parse import parse_qs

import pytest

from tests.pages.test_pages import opened, words


def test_defaults_are_in_the_address_too(app):
    opened(app, "pages/trend.py")
    assert app.query_params == {
        "pham_vi": "Tỉnh Bình Định",
        "loai_ky": "Quý",
        "chi_tieu": "Tỷ lệ đúng hạn",
        "don_vi": "",
        "cach_ve": "Một biểu đồ",
        "chung_truc": "có",
        "cach_xep": "Theo đơn vị lúc báo cáo",
        "qua_moc": "không",
    }


def test_a_choice_of_each_sort_is_written_and_read_back(app):
    opened(app, "pages/trend.py")
    app.selectbox(key="cach_xep").set_value("huyen_cu").run()
    app.toggle(key="qua_moc").set_value(True).run()
    app.multiselect(key="don_vi").set_value(["544.19000101", "550.19000101"]).run()
    app.segmented_control(key="cach_ve").set_value("rieng").run()
    app.toggle(key="chung_truc").set_value(False).run()
    link = dict(app.query_params)
    assert link["don_vi"] == ["Huyện Hoài Ân", "Huyện Tuy Phước"]
    assert (link["cach_ve"], link["chung_truc"]) == ("Từng đơn vị", "không")
    assert (link["cach_xep"], link["qua_moc"]) == ("Theo địa bàn huyện cũ", "có")
    opened(app, "pages/catalogue.py")
    app.text_input(key="tim").set_value("khieu nai").run()
    assert app.query_params["tim"] == "khieu nai"

    app.query_params = link
    opened(app, "pages/trend.py")
    assert app.multiselect(key="don_vi").value == ["544.19000101", "550.19000101"]
    assert app.segmented_control(key="cach_ve").value == "rieng"
    assert app.toggle(key="chung_truc").value is False
    assert app.selectbox(key="cach_xep").value == "huyen_cu"
    assert app.toggle(key="qua_moc").value is True


def test_an_address_that_is_changed_wins_over_the_chooser(app):
    opened(app, "pages/briefing.py")
    app.selectbox(key="ky").set_value("2024-Q4").run()
    app.query_params["ky"] = "Quý I/2023"
    app.run()
    assert app.selectbox(key="ky").value == "2023-Q1"
    assert "Quý I/2023: " in words(app)


def test_an_address_sent_before_the_last_change_was_heard_of_changes_nothing(app):
    opened(app, "pages/compare.py")
    before = dict(app.query_params)
    app.selectbox(key="ky").set_value("2024-Q4").run()
    app.query_params = before
    app.selectbox(key="chi_tieu").set_value("ty_le_qua_han").run()
    assert app.selectbox(key="ky").value == "2024-Q4"
    assert app.query_params["ky"] == "Quý IV/2024"


@pytest.mark.parametrize(
    ("key", "said", "other"),
    [
        (
            "ky",
            "Liên kết nêu kỳ 2031-Q9 không có trong bản số liệu; đang xem Quý III/2026.",
            "2024-Q4",
        ),
        (
            "pham_vi",
            "Liên kết nêu phạm vi 2031-Q9 không có trong bản số liệu; đang xem Tỉnh Bình",
            None,
        ),
        (
            "loai_ky",
            "Liên kết nêu loại kỳ 2031-Q9 không có trong bản số liệu; đang xem Quý.",
            "6_thang",
        ),
        (
            "chi_tieu",
            "Liên kết nêu chỉ tiêu 2031-Q9 không có trong bản số liệu; đang xem Tỷ lệ",
            "ty_le_qua_han",
        ),
    ],
)
def test_what_a_link_names_in_vain_is_said_in_one_line_until_it_is_changed(app, key, said, other):
    app.query_params[key] = "2031-Q9"
    opened(app, "pages/compare.py")
    assert [said in info.value.replace("\\", "") for info in app.info] == [True]
    assert app.query_params[key] != "2031-Q9"
    app.run()
    assert len(app.info) == 1
    if other:
        app.selectbox(key=key).set_value(other).run()
        assert len(app.info) == 0


def test_of_several_units_a_link_names_the_known_ones_are_shown(app):
    app.query_params["cach_xep"] = "huyen_cu"
    app.query_params["don_vi"] = ["Hoài Ân · hoai an", "Huyện Lạ", "550.19000101"]
    opened(app, "pages/trend.py")
    assert app.multiselect(key="don_vi").value == ["544.19000101", "550.19000101"]
    said = app.info[0].value.replace("\\", "")
    assert "nêu đơn vị Huyện Lạ không có trong bản số liệu; đang xem Hoài Ân, Tuy Phước." in said
    assert app.query_params["don_vi"] == ["Huyện Hoài Ân", "Huyện Tuy Phước"]


def test_units_named_in_vain_leave_what_was_chosen(app):
    opened(app, "pages/trend.py")
    app.multiselect(key="don_vi").set_value(["544.19000101"]).run()
    app.query_params["don_vi"] = "Huyện Lạ"
    app.run()
    assert app.multiselect(key="don_vi").value == ["544.19000101"]
    assert "đang xem Huyện Hoài Ân (đến 30/6/2025)." in app.info[0].value.replace("\\", "")


def test_choices_go_from_page_to_page(app):
    opened(app, "pages/compare.py")
    app.selectbox(key="ky").set_value("2024-Q4").run()
    app.selectbox(key="chi_tieu").set_value("ty_le_qua_han").run()
    opened(app, "pages/intake.py")
    opened(app, "pages/trend.py")
    assert app.selectbox(key="chi_tieu").value == "ty_le_qua_han"
    opened(app, "pages/briefing.py")
    assert app.selectbox(key="ky").value == "2024-Q4"


@pytest.mark.parametrize(
    ("page", "key", "typed"),
    [
        ("pages/briefing.py", "ky", "quy iv/2024"),
        ("pages/briefing.py", "pham_vi", "tinh binh dinh"),
        ("pages/trend.py", "chi_tieu", "ty le dung han"),
        ("pages/unit.py", "ho_so", "tuy phuoc"),
    ],
)
def test_the_label_of_an_option_holds_what_is_typed_without_accents(app, page, key, typed):
    opened(app, page)
    labels = [label for label in app.selectbox(key=key).options if typed in label]
    # The name comes first; the rest lies beyond the edge of every chooser.
    assert labels and all(label.index("\u2003" * 40) < label.index(typed) for label in labels)


@pytest.mark.parametrize("start", ["pages/briefing.py", "pages/compare.py", "pages/unit.py"])
def test_a_link_to_another_page_names_all_its_choices_so_that_back_is_one_step(app, start):
    opened(app, start)
    links = [(link.proto.page, parse_qs(link.proto.query_string)) for link in app.get("page_link")]
    links = [(page, asked) for page, asked in links if asked]
    assert links
    for page, asked in (links[0], links[-1]):
        app.query_params.clear()
        app.query_params.update({key: values[0] for key, values in asked.items()})
        opened(app, f"pages/{page}.py")
        assert app.query_params == {key: values[0] for key, values in asked.items()}


def test_the_full_name_in_a_link_goes_on_meaning_the_same_unit(app):
    app.query_params["ho_so"] = "Huyện Tuy Phước"
    opened(app, "pages/unit.py")
    assert app.selectbox(key="ho_so").value == "550.19000101"
    assert app.query_params["ho_so"] == "Huyện Tuy Phước" and not app.info
    app.query_params["ho_so"] = "Xã Tuy Phước Đông"
    app.run()
    assert "Xã Tuy Phước Đông" in words(app) and not app.info
