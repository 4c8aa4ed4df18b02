"""What a reader does, in a real browser: choose, compare, share a link, download, stay offline."""

import csv
import io
import itertools
import re
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

from etl import load_files
from tests.browser.serving import PAGES, ROOT, dashboard, open_page, settled

# Words of Streamlit's own English texts; none is also a Vietnamese syllable.
_ENGLISH = re.compile(
    r"\b(the|and|of|with|for|this|error|choose|option|options|select|search|results|loading|"
    r"running|press|enter|clear|download|upload|files?|deploy|settings|show|hide|view|share|"
    r"fullscreen|rerun|stop|please|value|values|true|false|none|null|nan)\b",
    re.IGNORECASE,
)


def choose(page, key: str, typed: str, option: str) -> None:
    """Pick an option of the chooser with a key by typing, as a person does.

    The page writes its address when it has been drawn anew: before that it still shows what was.
    """
    page.locator(f".st-key-{key} input").click()
    page.keyboard.type(typed, delay=20)
    page.get_by_role("option", name=option).first.click()
    # A unit is written with its kind: "Huyện Hoài Ân".
    page.wait_for_url(lambda url: any(option in v for v in asked(url).get(key, [])))
    settled(page)


def asked(url: str) -> dict[str, list[str]]:
    """The choices that an address names, empty ones too."""
    return parse_qs(urlsplit(url).query, keep_blank_values=True)


def lead(page) -> str:
    return page.locator("[class*=st-key-lead]").inner_text()


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


def chart_texts(page) -> list[str]:
    return page.locator(".js-plotly-plot .annotation-text").all_text_contents()


def test_what_is_on_screen_can_be_downloaded_and_read_back(page, address):
    open_page(page, f"{address}/compare?cach_xep=huyen_cu&ky=Quý+II/2025")
    page.get_by_text("Bảng số liệu và tải về").first.click()
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


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_vietnamese_offline_and_fits(chromium, address, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="en-US")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("websocket", lambda socket: asked.append(socket.url))
    page = context.new_page()
    for path in PAGES:
        open_page(page, f"{address}/{path}")
        text = page.locator("[data-testid=stApp]").inner_text()
        shown = _without_data(text)
        assert not _ENGLISH.findall(shown), f"{path or 'briefing'}: {_ENGLISH.findall(shown)}"
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth"), path
        cut = page.evaluate(_CUT_OFF)
        assert cut == [], f"{path or 'briefing'} at {width}: {cut}"
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    context.close()


def test_on_a_phone_a_note_is_read_whole_without_scrolling_sideways(chromium, address):
    page = chromium.new_context(viewport={"width": 390, "height": 900}).new_page()
    open_page(page, f"{address}/quality")
    table = page.locator(".st-key-ke_ghi_chu [data-testid=stTable]")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    box = table.get_by_text("hỏi lại đơn vị").first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.context.close()


def test_on_a_phone_a_refusal_before_loading_is_read_whole(chromium, address):
    page = chromium.new_context(viewport={"width": 390, "height": 900}).new_page()
    open_page(page, f"{address}/intake")
    text = "don_vi;ky;chi_tieu;gia_tri\nHuyện Không Có;2023-Q1;ho_ngheo;5\n"
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("input[type=file]", file)
    table = page.locator(".st-key-ke_loi_0 [data-testid=stTable]")
    table.wait_for()
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    box = table.locator("td").last.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.context.close()


# Where the years of a time axis lie, from left to right.
_YEARS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot =>
  [...plot.querySelectorAll('.xtick tspan')]
    .filter(t => !t.firstElementChild && /^20\\d\\d$/.test(t.textContent))
    .map(t => t.getBoundingClientRect()).map(b => [b.left, b.right]))"""


@pytest.mark.parametrize("path", ["trend?don_vi=Vĩnh+Thạnh", "compare?", "quality?"])
def test_the_years_of_23_quarters_do_not_touch_on_a_phone(chromium, address, path):
    page = chromium.new_context(viewport={"width": 390, "height": 900}).new_page()
    open_page(page, f"{address}/{path}&cach_xep=huyen_cu")
    page.wait_for_timeout(600)
    found = [years for years in page.evaluate(_YEARS) if years]
    assert found
    for years in found:
        assert len(years) == 6
        assert all(a[1] + 2 <= b[0] for a, b in itertools.pairwise(years)), years
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_labels_of_ended_units_are_not_cut(chromium, address, width):
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    open_page(page, f"{address}/trend?don_vi=550.19000101&don_vi=544.19000101")
    page.wait_for_timeout(600)
    assert any("(II/2025)" in text for text in chart_texts(page))
    assert page.evaluate(_CUT_OFF) == []
    (years,) = [years for years in page.evaluate(_YEARS) if years]
    assert all(a[1] + 2 <= b[0] for a, b in itertools.pairwise(years)), years
    page.context.close()


def _without_data(text: str) -> str:
    """The page's own words: file names and catalogue codes are data, icon names are pictures."""
    text = re.sub(r"\S+\.csv|\b[a-z0-9]+(_[a-z0-9]+)+\b", " ", text)
    return re.sub(r"PAR INDEX|(?m:^[a-z_]+$)", " ", text)


# Texts of charts that stick out of their drawing.
_CUT_OFF = """() => {
  const out = [];
  for (const svg of document.querySelectorAll('.js-plotly-plot')) {
    const frame = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      const isOut = box.left < frame.left - 1 || box.right > frame.right + 1
        || box.bottom > frame.bottom + 1;
      if (box.width && isOut) out.push(text.textContent);
    }
  }
  return out;
}"""


def test_the_first_link_anybody_opens_has_menu_and_style(chromium, address, tmp_path_factory):
    # Until the start page was opened once, Streamlit would run the page file alone.
    data = tmp_path_factory.mktemp("fresh")
    for part in ("catalogue", "forms", "sample"):
        shutil.copytree(ROOT / "data" / part, data / part)
    with dashboard(data) as fresh:
        page = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
        open_page(page, f"{fresh}/trend?cach_xep=huyen_cu&don_vi=Hoài+Ân")
        assert page.locator("h1").inner_text() == "Diễn biến"
        assert page.get_by_role("link", name="So sánh đơn vị").is_visible()
        assert any("Hoài Ân" in text for text in chart_texts(page))
        page.context.close()


def test_a_click_on_a_point_opens_that_unit(page, address):
    open_page(page, f"{address}/compare?ky=Quý+I/2025")
    # The lowest point is Hoài Ân's; it stands alone at the left.
    spot = page.evaluate(_LEFTMOST_POINT)
    page.mouse.click(spot["x"], spot["y"])
    page.wait_for_url("**/unit*")
    settled(page)
    page.wait_for_function("() => document.body.innerText.includes('Huyện Hoài Ân, quý I/2025')")


# The middle of the leftmost coloured marker of the ranking.
_LEFTMOST_POINT = """() => {
  const boxes = [...document.querySelectorAll('.js-plotly-plot')[0].querySelectorAll('.point')]
    .filter(point => getComputedStyle(point).fill === 'rgb(189, 83, 23)')
    .map(point => point.getBoundingClientRect())
    .sort((a, b) => a.left - b.left);
  return {x: boxes[0].left + boxes[0].width / 2, y: boxes[0].top + boxes[0].height / 2};
}"""


def test_a_tile_of_the_map_says_its_figure_and_opens_its_unit(chromium, address):
    context = chromium.new_context(viewport={"width": 1440, "height": 950}, locale="en-US")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    open_page(page, f"{address}/map?ky=Quý+I/2025&cach_xep=huyen_cu")
    assert "Quý I/2025: 11/11 đơn vị đã báo cáo" in lead(page)
    spot = page.evaluate(_TILE)
    page.mouse.move(spot["x"], spot["y"])
    said = page.locator(".hovertext").first
    said.wait_for()
    assert "Hoài Ân: 96,86" in said.text_content()
    page.mouse.click(spot["x"], spot["y"])
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
  return {x: box.left + box.width / 2, y: box.top + box.height / 2};
}"""


def test_a_wide_map_scrolls_inside_itself_on_a_phone(chromium, tmp_path):
    for part in ("catalogue", "forms", "sample"):
        shutil.copytree(ROOT / "data" / part, tmp_path / part)
    rows = "".join(f";{code};2026-Q2;tthc_da_giai_quyet;10\n" for code in ("21553", "21583"))
    load_files(tmp_path, [("a.csv", f"don_vi;ma_don_vi;ky;chi_tieu;gia_tri\n{rows}".encode())])
    with dashboard(tmp_path) as own:
        page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
        open_page(page, f"{own}/map?chi_tieu=Hồ+sơ+đã+giải+quyết")
        inside, outside = page.evaluate(
            "() => { const map = document.querySelector('[class*=st-key-ban_do_]');"
            " return [map.scrollWidth - map.clientWidth,"
            " document.documentElement.scrollWidth - innerWidth]; }"
        )
        assert inside > 200 and outside <= 0
        hint = page.get_by_text("Vuốt ngang để xem hết bản đồ.")
        assert hint.is_visible()
        page.set_viewport_size({"width": 1440, "height": 950})
        hint.wait_for(state="hidden")
        page.context.close()


def test_a_file_is_previewed_published_and_takes_the_demo_away(chromium, tmp_path):
    for part in ("catalogue", "forms", "sample"):
        shutil.copytree(ROOT / "data" / part, tmp_path / part)
    with dashboard(tmp_path) as own:
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
