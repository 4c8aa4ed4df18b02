"""Names are data: hostile file names stay text, and two units of one name stay two units."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import load_files
from tests.pages.test_pages import PAGES, ROOT, opened

HEAD = "don_vi;ma_don_vi;ky;chi_tieu;gia_tri\n"
HOSTILE = "![x](https://evil.example/beacon.png) [Đăng nhập](https://evil.example) $x$ <b>.csv"


def dashboard(folder: Path, *files: tuple[str, str]) -> AppTest:
    load_files(folder, [(name, (HEAD + text).encode()) for name, text in files])
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_file_name_is_plain_text_on_every_page(own_data, page):
    text = "Huyện Tuy Phước;550;2025-Q1;tthc_da_giai_quyet;10\n;;;=x;1\n"
    app = opened(dashboard(own_data, (HOSTILE, text)), page)
    kinds = ("markdown", "caption", "info", "warning", "error", "subheader", "title")
    said = "\n".join(element.value for kind in kinds for element in app.get(kind))
    said += "\n".join(str(table.value) for table in app.table)
    assert not re.search(r"(?<!\\)\]\(|(?<!\\)!\[", said)


def test_two_units_of_one_name_keep_their_own_figures(own_data):
    shutil.copytree(ROOT / "data" / "catalogue", own_data / "catalogue", dirs_exist_ok=True)
    # Huyện Cao Lãnh (873) and Thành phố Cao Lãnh (866), both in Đồng Tháp.
    text = (
        "Huyện Cao Lãnh;873;2025-Q1;ho_ngheo;90\nThành phố Cao Lãnh;866;2025-Q1;ho_ngheo;50\n"
        "Huyện Cao Lãnh;873;2025-Q1;tong_so_ho;100\n"
        "Thành phố Cao Lãnh;866;2025-Q1;tong_so_ho;100\n"
    )
    app = opened(dashboard(own_data, ("a.csv", text)), "pages/unit.py")
    options = app.selectbox(key="ho_so").options
    assert len(set(options)) == len(options)
    assert {label.split("\u2003")[0] for label in options} >= {
        "Huyện Cao Lãnh",
        "Thành phố Cao Lãnh",
    }
    for key, value in (("873.19000101", "90,0"), ("866.19000101", "50,0")):
        app.selectbox(key="ho_so").set_value(key).run()
        assert any(value in metric.value for metric in app.metric)


def test_a_first_file_that_is_refused_leaves_pages_that_say_what_to_do(own_data):
    app = dashboard(own_data, ("xau.csv", "Huyện Lạ;;2025-Q1;ho_ngheo;1\n"))
    assert not app.exception
    assert not app.error or "lỗi" not in app.error[0].value
    for page in ("pages/trend.py", "pages/intake.py"):
        app.switch_page(str(ROOT / page)).run()
        assert not app.exception and not app.error


def test_plans_alone_do_not_break_the_pages(own_data):
    text = "Huyện Tuy Phước;550;2025;viec_lam_ke_hoach_nam;1000\n"
    app = dashboard(own_data, ("ke hoach.csv", text))
    for page in PAGES:
        app.switch_page(str(ROOT / page)).run()
        assert not app.exception and not app.error, page
