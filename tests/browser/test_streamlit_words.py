"""Streamlit's own English words are nowhere to be seen where a reader would meet them."""

from tests.browser.reader import spot
from tests.browser.serving import dashboard, open_page, settled

# What stands in an element to the eye: its own text if it has a size, and the style's before it.
_SEEN = """root => {
  const said = [];
  const walk = e => {
    const style = getComputedStyle(e);
    if (style.display === 'none' || style.visibility === 'hidden') return;
    const box = e.getBoundingClientRect();
    if (style.position === 'absolute' && box.width <= 1) return;
    for (const n of e.childNodes) {
      if (n.nodeType === 3 && parseFloat(style.fontSize) > 0) said.push(n.textContent);
      if (n.nodeType === 1) walk(n);
    }
    const after = getComputedStyle(e, '::after').content;
    if (after !== 'none' && after !== 'normal') said.push(after);
  };
  walk(root);
  return said.join(' ');
}"""


def seen(page, selector: str) -> str:
    return page.locator(selector).first.evaluate(_SEEN)


def test_a_search_without_result_and_a_full_chooser_answer_in_vietnamese(page, address):
    open_page(page, f"{address}/trend")
    page.locator(".st-key-chi_tieu input").click()
    page.keyboard.type("zzzz")
    page.wait_for_selector("[role=listbox][data-empty=true]")
    assert seen(page, "[role=listbox]").strip() == '"Không tìm thấy lựa chọn nào"'
    page.keyboard.press("Escape")
    units = ["An Lão", "An Nhơn", "Hoài Nhơn", "Hoài Ân", "Phù Cát", "Phù Mỹ"]
    chosen = "&".join(f"don_vi={name}" for name in units)
    open_page(page, f"{address}/trend?cach_xep=huyen_cu&{chosen}")
    page.locator(".st-key-don_vi input").click()
    page.wait_for_selector("[role=listbox][data-empty=true]")
    said = seen(page, "[role=listbox]").strip()
    assert said == '"Đã chọn đủ 6 đơn vị; bỏ bớt một đơn vị trước"'


def test_the_chooser_of_units_offers_units_only(page, address):
    open_page(page, f"{address}/trend?cach_xep=huyen_cu")
    page.locator(".st-key-don_vi input").click()
    page.wait_for_selector("[role=option]")
    names = page.get_by_role("option").all_inner_texts()
    assert names[0].startswith("An Lão") and len(names) == 11


# The upper left corner of the first table.
_TABLE = """() => {
  const box = document.querySelector('[data-testid=stDataFrame] canvas').getBoundingClientRect();
  return [box.left, box.top];
}"""


def test_a_table_has_no_tool_bar_no_menu_and_no_search(page, address):
    page.set_viewport_size({"width": 1440, "height": 1600})
    open_page(page, f"{address}/compare?cach_xep=huyen_cu&ky=Quý+II/2025")
    page.get_by_text("Bảng số liệu và tải về").first.click()
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    x, y = spot(page, _TABLE)
    page.mouse.move(x + 120, y + 15)
    page.wait_for_timeout(300)
    page.mouse.click(x + 113, y + 15)
    page.wait_for_selector("[data-testid=stDataFrameColumnMenu]", state="attached")
    assert not page.locator("[data-testid=stDataFrameColumnMenu]").is_visible()
    page.keyboard.press("Escape")
    page.mouse.click(x + 300, y + 60)
    page.keyboard.press("Control+f")
    page.wait_for_selector(".gdg-search-bar", state="attached")
    assert not page.locator(".gdg-search-bar").is_visible()
    assert not page.locator("[data-testid=stElementToolbar]").first.is_visible()


def test_the_link_for_the_tab_key_is_vietnamese(page, address):
    open_page(page, address)
    page.locator("[data-testid=stSkipToContent]").focus()
    assert seen(page, "[data-testid=stSkipToContent]").strip() == '"Đến nội dung chính"'


def test_a_page_that_is_not_there_and_a_lost_connection_are_told(chromium, data):
    page = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
    with dashboard(data) as own:
        open_page(page, own)
        page.goto(f"{own}/khong-co")
        page.wait_for_selector("section[role=dialog]")
        said = seen(page, "section[role=dialog]")
        assert "Chưa mở được trang này" in said and "page" not in said and "exist" not in said
        open_page(page, own)
    page.wait_for_selector("section[role=dialog]", timeout=60_000)
    said = seen(page, "section[role=dialog]")
    assert "Mất kết nối với máy chủ" in said and "server" not in said and "internet" not in said
    page.context.close()


def test_the_uploader_speaks_vietnamese_of_what_it_takes_and_what_not(page, address, tmp_path):
    open_page(page, f"{address}/intake")
    said = seen(page, "[data-testid=stFileUploader]")
    assert "Chọn tệp" in said and "kéo thả" in said
    assert not any(word in said for word in ("Upload", "Drag", "Browse", "per file", "Limit"))
    (tmp_path / "a.csv").write_bytes(b"x" * 21 * 1024 * 1024)
    page.set_input_files("input[type=file]", tmp_path / "a.csv")
    page.wait_for_selector("[data-testid=stFileChip][aria-invalid=true]")
    page.locator("[data-testid=stFileChip]").hover()
    page.wait_for_timeout(500)
    said = seen(page, "body")
    assert "không nhận: tệp lớn hơn 20 MB; chia thành nhiều tệp nhỏ hơn" in said
    assert "not allowed" not in said and "Error" not in said
    settled(page)
