"""What a reader does, in a real browser: choose, compare, share a link, download, stay offline."""

import csv
import io
from urllib.parse import urlsplit

import pytest

from tests.browser.reader import chart_texts, choose, lead, spot
from tests.browser.serving import ROOT, dashboard, open_page, settled


def test_the_briefing_opens_first_and_follows_the_quarter(page, address):
    open_page(page, address)
    assert page.locator("h1").inner_text() == "Tóm tắt quý"
    before = lead(page)
    assert "99,04\u00a0%" in before and "57/58 đơn vị có đủ số để tính" in before
    choose(page, "ky", "IV/2024", "Quý IV/2024")
    page.wait_for_function(f"() => !document.body.innerText.includes({before!r})")
    assert "11/11 đơn vị đã báo cáo" in lead(page)


def test_units_are_found_without_accents_and_the_link_opens_the_same_view(page, chromium, address):
    open_page(page, address)
    page.get_by_role("link", name="Diễn biến").click()
    page.wait_for_url("**/trend*")
    settled(page)
    choose(page, "cach_xep", "huyen cu", "Theo địa bàn huyện cũ")
    for typed, name in (("hoai an", "Hoài Ân"), ("tuy phuoc", "Tuy Phước")):
        choose(page, "don_vi", typed, name)
    page.keyboard.press("Escape")
    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot')?.textContent.includes('Tuy Phước')"
    )
    labels = chart_texts(page)
    other = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
    open_page(other, page.url)
    assert chart_texts(other) == labels
    assert any("Hoài Ân" in text for text in labels)
    assert any("Tuy Phước" in text for text in labels)
    other.context.close()


def test_what_is_on_screen_can_be_downloaded_and_read_back(page, address):
    open_page(page, f"{address}/compare?cach_xep=huyen_cu&ky=Quý+II/2025")
    page.get_by_text("Bảng số liệu và tải về").first.click()
    # What stands below the table moves down while it is drawn.
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    spot(page, _DOWNLOAD)
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("button", name="Tải CSV").first.click()
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 11
    best = rows[0]
    assert best["Đơn vị"] == "Tuy Phước"
    value = float(best["Tỷ lệ đúng hạn (%)"].replace(",", "."))
    assert value == pytest.approx(11496 / 11512 * 100)
    missing = next(row for row in rows if row["Đơn vị"] == "Vân Canh")
    assert missing["Tỷ lệ đúng hạn (%)"] == "" and "chưa báo cáo" in missing["Ghi chú"]
    assert all("Số liệu minh họa" in row["Nguồn"] for row in rows)


# The upper left corner of the first button that downloads.
_DOWNLOAD = """() => {
  const box = document.querySelector('[data-testid=stDownloadButton]').getBoundingClientRect();
  return [box.left, box.top];
}"""


def test_the_link_of_a_unit_opens_its_profile(page, address):
    open_page(page, f"{address}/?cach_xep=huyen_cu&ky=Quý+II/2025")
    page.get_by_role("link", name="Hoài Ân").first.click()
    page.wait_for_url("**/unit*")
    settled(page)
    page.wait_for_function("() => document.body.innerText.includes('Huyện Hoài Ân')")
    assert "Huyện Hoài Ân, quý II/2025" in lead(page)


def test_the_real_figure_of_tuy_phuoc_is_shown_with_its_counts(page, address):
    open_page(page, f"{address}/compare?loai_ky=6+tháng")
    said = page.locator("[data-testid=stMain]").inner_text()
    assert "6 tháng đầu năm 2023: 1/11 đơn vị có đủ số để tính" in said
    assert any("99,86" in text for text in chart_texts(page))
    assert any("19.517/19.545" in text for text in chart_texts(page))
    open_page(page, f"{address}/quality?loai_ky=6+tháng")
    said = page.locator("[data-testid=stMain]").inner_text()
    assert "19.545" in said and "789" in said and "20.335" in said and "99,85" in said


def test_the_first_link_anybody_opens_has_menu_and_style(chromium, data):
    # Until the start page was opened once, Streamlit would run the page file alone.
    with dashboard(data) as fresh:
        page = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
        open_page(page, f"{fresh}/trend?chi_tieu=viec_lam_trong_quy&don_vi=Hoài+Ân")
        assert page.locator("h1").inner_text() == "Diễn biến"
        assert page.get_by_role("link", name="So sánh đơn vị").is_visible()
        assert any("Hoài Ân" in text for text in chart_texts(page))
        page.context.close()


def test_a_click_on_a_point_opens_that_unit(page, address):
    open_page(page, f"{address}/compare?ky=Quý+I/2025")
    # The lowest point is Hoài Ân's; it stands alone at the left.
    page.mouse.click(*spot(page, _LEFTMOST_POINT))
    page.wait_for_url("**/unit*")
    settled(page)
    page.wait_for_function("() => document.body.innerText.includes('Huyện Hoài Ân, quý I/2025')")


# The middle of the leftmost coloured marker of the ranking.
_LEFTMOST_POINT = """() => {
  const boxes = [...document.querySelectorAll('.js-plotly-plot')[0].querySelectorAll('.point')]
    .filter(point => getComputedStyle(point).fill === 'rgb(189, 83, 23)')
    .map(point => point.getBoundingClientRect())
    .sort((a, b) => a.left - b.left);
  return [boxes[0].left + boxes[0].width / 2, boxes[0].top + boxes[0].height / 2];
}"""


def test_a_tile_of_the_map_says_its_figure_and_opens_its_unit(chromium, address):
    context = chromium.new_context(viewport={"width": 1440, "height": 950}, locale="en-US")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    open_page(page, f"{address}/map?ky=Quý+I/2025&cach_xep=huyen_cu")
    assert "Quý I/2025: 11/11 đơn vị đã báo cáo" in lead(page)
    at = spot(page, _TILE)
    page.mouse.move(*at)
    said = page.locator(".hovertext").first
    said.wait_for()
    assert "Hoài Ân: 96,86" in said.text_content()
    page.mouse.click(*at)
    page.wait_for_url("**/unit*")
    settled(page)
    page.wait_for_function("() => document.body.innerText.includes('Huyện Hoài Ân, quý I/2025')")
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    context.close()


# The middle of the words on Hoài Ân's tile.
_TILE = """() => {
  const names = [...document.querySelectorAll('.js-plotly-plot .textpoint text')];
  const box = names.find(name => name.textContent.startsWith("HoàiÂn")).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


def test_a_file_is_previewed_published_and_takes_the_demo_away(chromium, data):
    with dashboard(data) as own:
        page = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
        open_page(page, f"{own}/intake")
        page.set_input_files("input[type=file]", ROOT / "data/sample/real_tuy_phuoc_2023H1.csv")
        publish = page.get_by_role("button", name="Công bố 32 số mới")
        publish.wait_for()
        assert "33 nạp + 2 có ghi chú + 0 bị từ chối = 35" in page.inner_text("main, body")
        publish.click()
        page.get_by_text("Đã công bố bản số liệu 2").wait_for()
        page.get_by_text("Số liệu minh họa đã được gỡ").wait_for()
        page.get_by_text("Không có số liệu mới để công bố.").wait_for()
        assert publish.count() == 0, "what was just published cannot be published again"
        open_page(page, own)
        assert "Số liệu minh họa" not in page.inner_text("body")
        assert "19.517/19.545" in page.inner_text("body")
        page.context.close()


def test_a_former_district_is_followed_across_the_reform(page, address):
    open_page(page, f"{address}/trend?cach_xep=huyen_cu&don_vi=Tuy+Phước")
    assert "từ quý III/2025 đến quý III/2026" in lead(page)
    assert any("sắp xếp ĐVHC 01/7/2025" in text for text in chart_texts(page))
    line = page.evaluate(_BLUE_POINTS)
    assert line == 23, "one point a quarter from 2021 to the third of 2026"
    open_page(page, f"{address}/unit?ho_so=550.19000101&ky=Quý+II/2025")
    page.get_by_role("link", name="Xã Tuy Phước Đông").click()
    page.wait_for_function(
        "() => document.body.innerText.includes('Xã Tuy Phước Đông, quý III/2026')"
    )
    # A click while the page is still drawn anew would be lost.
    settled(page)
    page.get_by_role("link", name="Huyện Tuy Phước", exact=True).click()
    page.wait_for_function("() => document.body.innerText.includes('Huyện Tuy Phước, quý II/2025')")


# Points of the line in the accent colour.
_BLUE_POINTS = """() => [...document.querySelectorAll('.js-plotly-plot .scatterlayer .trace')]
  .filter(trace => {
    const line = trace.querySelector('.js-line');
    return line && getComputedStyle(line).stroke === 'rgb(31, 95, 139)';
  })
  .reduce((n, trace) => n + trace.querySelectorAll('.point').length, 0)"""
