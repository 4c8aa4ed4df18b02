"""Links and the browser's Back in a real browser: the same view again, in chooser and chart."""

import pytest

from tests.browser.reader import asked, chart_texts, choose, lead
from tests.browser.serving import open_page, settled


def shown(page, key: str) -> str:
    """The name a chooser shows, without what is only there to be searched."""
    return page.locator(f".st-key-{key} input").input_value().split("\u2003")[0]


@pytest.mark.parametrize("path", ["", "trend", "compare", "unit", "quality"])
def test_a_link_copied_with_all_defaults_opens_the_same_view(page, chromium, address, path):
    open_page(page, f"{address}/{path}")
    page.wait_for_function("() => location.search.includes('loai_ky')")
    other = chromium.new_context(viewport={"width": 1440, "height": 950}).new_page()
    open_page(other, page.url)
    assert asked(other.url) == asked(page.url)
    assert {"pham_vi", "loai_ky"} < set(asked(page.url))
    assert lead(other) == lead(page)
    assert chart_texts(other) == chart_texts(page)
    other.context.close()


def test_back_restores_the_earlier_period_in_chooser_sentence_and_chart(page, address):
    open_page(page, f"{address}/compare")
    page.wait_for_function("() => location.search.includes('chi_tieu')")
    before = lead(page), chart_texts(page)
    choose(page, "ky", "quy iv/2024", "Quý IV/2024")
    page.wait_for_function("() => document.body.innerText.includes('Quý IV/2024: ')")
    assert shown(page, "ky") == "Quý IV/2024"
    page.go_back()
    page.wait_for_function("() => document.body.innerText.includes('Quý III/2026: ')")
    settled(page)
    assert shown(page, "ky") == "Quý III/2026"
    assert (lead(page), chart_texts(page)) == before
    page.go_forward()
    page.wait_for_function("() => document.body.innerText.includes('Quý IV/2024: ')")
    assert shown(page, "ky") == "Quý IV/2024"


def test_back_takes_a_unit_out_of_the_chart_again(page, address):
    open_page(page, f"{address}/trend?cach_xep=huyen_cu")
    page.wait_for_function("() => location.search.includes('don_vi')")
    choose(page, "don_vi", "hoai an", "Hoài Ân")
    assert any("Hoài Ân" in text for text in chart_texts(page))
    page.go_back()
    page.wait_for_function(
        "() => !document.querySelector('.js-plotly-plot').textContent.includes('Hoài Ân')"
    )
    assert page.locator(".st-key-don_vi [data-tag]").count() == 0


@pytest.mark.parametrize(
    ("key", "typed", "name"),
    [
        ("pham_vi", "tinh binh", "Tỉnh Bình Định"),
        ("ky", "quy iii/2024", "Quý III/2024"),
        ("chi_tieu", "viec lam trong", "Việc làm trong kỳ"),
    ],
)
def test_every_chooser_is_searched_without_accents_and_shows_the_name_alone(
    page, address, key, typed, name
):
    open_page(page, f"{address}/compare")
    choose(page, key, typed, name)
    box = page.locator(f".st-key-{key} input")
    # The width the name takes and the padding before what is searched: more than the box shows.
    assert box.evaluate(_PADDED) > box.evaluate("e => e.clientWidth")
    assert shown(page, key) == name


_PADDED = """e => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = getComputedStyle(e).font;
  return pen.measureText(e.value.slice(0, e.value.lastIndexOf('\\u2003') + 1)).width;
}"""


def test_a_chosen_unit_shows_its_name_alone(page, address):
    open_page(page, f"{address}/trend?cach_xep=huyen_cu")
    choose(page, "don_vi", "tuy phuoc", "Tuy Phước")
    tag = page.locator(".st-key-don_vi [data-tag] > span").first
    tag.wait_for()
    # One line is seen and one, which is only searched, is cut off below it.
    assert tag.evaluate("e => e.clientHeight * 2 - 2 <= e.scrollHeight")
    assert tag.inner_text().split("\n")[0] == "Tuy Phước"


@pytest.mark.parametrize(
    ("path", "link", "heading"),
    [("", "Xã Hoài Ân", "Tóm tắt quý"), ("unit", "Các đơn vị trong", "Hồ sơ đơn vị")],
)
def test_one_press_of_back_returns_from_a_link(page, address, path, link, heading):
    open_page(page, f"{address}/{path}?ky=Quý+II/2025")
    page.wait_for_function("() => location.search.includes('qua_moc')")
    settled(page)
    before = page.url
    main = page.locator("[data-testid=stMain]")
    links = main.locator("[data-testid=stPageLink-NavLink]")
    found = links.filter(has_text=link) if links.filter(has_text=link).count() else links
    found.first.click()
    page.wait_for_function(f"() => document.querySelector('h1')?.innerText !== '{heading}'")
    settled(page)
    page.wait_for_timeout(800)
    page.go_back()
    page.wait_for_function(f"() => document.querySelector('h1')?.innerText === '{heading}'")
    assert page.url == before


def test_a_link_from_one_unit_to_another_is_in_the_address_and_back_returns(page, address):
    open_page(page, f"{address}/unit?ho_so=550.19000101&ky=Quý+II/2025")
    page.wait_for_function("() => location.search.includes('ho_so=Huy')")
    settled(page)
    page.get_by_role("link", name="Xã Tuy Phước", exact=True).first.click()
    page.wait_for_function("() => decodeURIComponent(location.search).includes('ho_so=Xã')")
    page.wait_for_function("() => document.body.innerText.includes('Xã Tuy Phước, quý III/2026')")
    settled(page)
    page.go_back()
    page.wait_for_function("() => document.body.innerText.includes('Huyện Tuy Phước, quý II/2025')")


def test_units_that_a_frame_does_not_have_are_told_and_no_fault(page, address):
    open_page(page, f"{address}/trend?cach_xep=huyen_cu&don_vi=550.19000101")
    page.wait_for_function("() => location.search.includes('don_vi=')")
    settled(page)
    page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option", name="Theo đơn vị hiện nay").first.click()
    page.get_by_text("cách xếp này nên bỏ chọn: Tuy Phước.").wait_for()
    assert "Trang này gặp lỗi" not in page.inner_text("body")


def test_a_link_with_more_units_than_a_chart_shows_keeps_the_first(page, address):
    units = "&".join(f"don_vi={code}.19000101" for code in (540, 542, 543, 544, 545, 546, 547))
    open_page(page, f"{address}/trend?cach_xep=huyen_cu&{units}")
    page.get_by_text("Chọn được tối đa 6 đơn vị; không xem: ").wait_for()
