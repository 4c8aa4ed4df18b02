"""Tests of the colours (contrast, colour-blind readers), the font and the settings of the app."""

import itertools
import tomllib
from pathlib import Path

import pytest

from view import theme

ROOT = Path(__file__).parents[2]
PALETTES = [theme.LIGHT, theme.DARK]

# Machado, Oliveira and Fernandes (2009), full deficiency, on linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def linear(colour: str) -> list[float]:
    """Linear RGB, 0 to 1, of #rrggbb (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    lights = [
        sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
        for c in (one, other)
    ]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def lab(colour: str, deficiency: str) -> list[float]:
    """CIE Lab (D65) of a colour as a reader with the deficiency sees it."""
    rgb = linear(colour)
    matrix = DEFICIENCIES[deficiency]
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def distance(one: str, other: str, deficiency: str) -> float:
    """CIE76 colour difference; about 2 is just noticeable."""
    pairs = zip(lab(one, deficiency), lab(other, deficiency), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
@pytest.mark.parametrize("meaning", ["ink", "muted", "accent", "improvement", "concern", "target"])
def test_text_colours_are_readable_on_the_page(palette, meaning):
    assert contrast(getattr(palette, meaning), palette.paper) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_line_colours_are_readable_as_labels(palette):
    assert min(contrast(colour, palette.paper) for colour in palette.series) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_marks_that_carry_no_text_still_stand_out(palette):
    assert contrast(palette.neutral, palette.paper) >= 3


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_meanings_are_told_apart_by_colour_blind_readers(palette, deficiency):
    meanings = (palette.improvement, palette.concern, palette.neutral)
    pairs = [distance(a, b, deficiency) for a, b in itertools.combinations(meanings, 2)]
    assert min(pairs) >= 12  # shapes and words stand beside the colour too
    assert distance(palette.improvement, palette.concern, deficiency) >= 40
    assert distance(palette.heat_diverging[0], palette.heat_diverging[-1], deficiency) >= 40


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_lines_after_the_accent_never_borrow_a_meaning(palette):
    meanings = (palette.improvement, palette.concern, palette.accent)
    gaps = [distance(a, b, "none") for a in palette.series for b in meanings]
    assert min(gaps) >= 20


def test_palette_follows_the_theme_of_the_browser():
    assert theme.palette("dark") is theme.DARK
    assert theme.palette("light") is theme.LIGHT
    assert theme.palette(None) is theme.LIGHT


def test_template_is_new_each_time():
    theme.template(theme.LIGHT, 300)["xaxis"]["title"] = "changed"
    assert "title" not in theme.template(theme.LIGHT, 300)["xaxis"]


def test_font_is_inside_the_style_and_nothing_is_fetched():
    style = theme.style()
    assert style.count("@font-face") == 8
    assert style.count("url(") == style.count("url(data:font/woff2;base64,d09GMg") == 8
    assert "http" not in theme.css() and "@import" not in style
    assert "Open Font License" in (ROOT / "view/fonts/OFL.txt").read_text(encoding="utf-8")


def settings() -> dict:
    """The app's settings as Streamlit reads them."""
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_settings_use_the_same_colours(palette):
    section = settings()["theme"][palette.name]
    assert section["backgroundColor"] == palette.paper
    assert section["secondaryBackgroundColor"] == palette.surface
    assert section["textColor"] == palette.ink
    assert section["linkColor"] == palette.accent
    assert section["greenTextColor"] == palette.improvement
    assert section["grayTextColor"] == palette.muted
    assert section["chartCategoricalColors"] == [palette.accent, *palette.series]
    assert len(section["chartSequentialColors"]) == len(section["chartDivergingColors"]) == 10
    assert contrast("#ffffff", section["primaryColor"]) >= 4.3
    assert contrast(section["orangeTextColor"], section["orangeBackgroundColor"]) >= 4.5


def test_settings_keep_the_app_on_this_machine_and_quiet():
    read = settings()
    assert read["browser"] == {"gatherUsageStats": False, "serverAddress": "127.0.0.1"}
    assert read["server"]["address"] == "127.0.0.1"
    assert read["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert read["server"]["enableStaticServing"] is False
    assert read["server"]["maxUploadSize"] == 20
    assert read["client"] == {
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "toolbarMode": "minimal",
    }
    assert read["runner"]["postScriptGC"] is False
