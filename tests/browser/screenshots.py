"""python -m tests.browser.screenshots: every page at 1440 and 390 px into docs/screenshots."""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser import serving

_FOLDER = serving.ROOT / "docs" / "screenshots"
_NAMES = {
    "": "tom-tat-quy",
    "trend?cach_xep=Theo+địa+bàn+huyện+cũ&don_vi=Hoài+Ân&don_vi=Tuy+Phước": "dien-bien",
    "compare": "so-sanh-don-vi",
    "map": "ban-do-o",
    "unit?ho_so=550.19000101": "ho-so-don-vi",
    "intake": "nap-so-lieu",
    "quality": "da-nhan-va-con-thieu",
    "catalogue": "danh-muc-chi-tieu",
}
_SIZES = {1440: 950, 390: 844}
_TALLEST = 2400


def _save_small(picture: bytes, path: Path) -> None:
    """Keep the 256 colours a flat page has most of: a third of the bytes, and surfaces exact."""
    with Image.open(io.BytesIO(picture)) as image:
        image = image.convert("RGB")
        counted = sorted(image.getcolors(image.width * image.height), reverse=True)[:256]
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for _, colour in counted for part in colour])
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Serve the sample data and take the pictures."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for part in ("catalogue", "forms", "sample"):
            shutil.copytree(serving.ROOT / "data" / part, data / part)
        with serving.dashboard(data) as address, serving.browser() as browser:
            for width, height in _SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                for path, name in _NAMES.items():
                    serving.open_page(page, f"{address}/{path}")
                    tall = page.evaluate(
                        "() => document.querySelector('[data-testid=stMain]').scrollHeight"
                    )
                    page.set_viewport_size({"width": width, "height": min(tall, _TALLEST)})
                    serving.settled(page)
                    # The charts redraw a moment after the window has changed its size.
                    page.wait_for_timeout(600)
                    _save_small(page.screenshot(), _FOLDER / f"{name}-{width}.png")
                    page.set_viewport_size({"width": width, "height": height})


if __name__ == "__main__":
    main()
