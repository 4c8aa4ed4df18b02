"""Every page is Vietnamese, asks nothing of the internet and fits a screen and a phone."""

import itertools
import re
from urllib.parse import urlsplit

import pytest

from etl import load_files
from tests.browser.reader import chart_texts
from tests.browser.serving import PAGES, dashboard, open_page

# Words of Streamlit's own English texts; none is also a Vietnamese syllable.
_ENGLISH = re.compile(
    r"\b(the|and|of|with|for|this|error|choose|option|options|select|search|results|loading|"
    r"running|press|enter|clear|download|upload|files?|deploy|settings|show|hide|view|share|"
    r"fullscreen|rerun|stop|please|value|values|true|false|none|null|nan)\b",
    re.IGNORECASE,
)


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


def test_a_wide_map_scrolls_inside_itself_on_a_phone(chromium, data):
    rows = "".join(f";{code};2026-Q2;tthc_da_giai_quyet;10\n" for code in ("21553", "21583"))
    load_files(data, [("a.csv", f"don_vi;ma_don_vi;ky;chi_tieu;gia_tri\n{rows}".encode())])
    with dashboard(data) as own:
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
