"""What a reader does on a page and sees there, for the tests in a real browser."""

from urllib.parse import parse_qs, urlsplit

from tests.browser.serving import settled


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


def spot(page, where: str) -> tuple[float, float]:
    """Where a script finds something, once it has not moved for ten frames: a place to click."""
    return tuple(page.evaluate(_STILL.replace("WHERE", where)))


_STILL = """() => new Promise(resolve => {
  const find = WHERE;
  let last = '', frames = 0;
  const look = () => {
    const now = find();
    frames = String(now) === last ? frames + 1 : 0;
    last = String(now);
    frames < 10 ? requestAnimationFrame(look) : resolve(now);
  };
  look();
})"""


def lead(page) -> str:
    return page.locator("[class*=st-key-lead]").inner_text()


def chart_texts(page) -> list[str]:
    return page.locator(".js-plotly-plot .annotation-text").all_text_contents()
