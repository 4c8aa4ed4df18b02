"""Colours, type and frame of everything shown: palettes, the charts' template, the page's CSS."""

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from view import chrome

FONT = "Be Vietnam Pro"
FONT_STACK = f"'{FONT}', 'Segoe UI', Roboto, Arial, sans-serif"

# A file of ours: a Material icon here would be fetched from outside by the browser.
ICON = str(Path(__file__).with_name("icon.svg"))

# A tile of a map is between these widths in pixels; a wider map scrolls inside itself.
MAP_LEAST_TILE, _MAP_WIDEST_TILE, _MAP_MOST_COLUMNS = 39, 84, 24
MAP_COLUMNS_ON_PHONE = 9

# No tool bar: it is English, and one of its buttons sends the chart to an outside service.
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showTips": False,
    "scrollZoom": False,
    "responsive": True,
}


@dataclass(frozen=True)
class Palette:
    """Colours named by meaning; `series` are lines after the accent, `heat_*` run low to high."""

    name: str
    ink: str
    muted: str
    paper: str
    surface: str
    grid: str
    accent: str
    improvement: str
    concern: str
    neutral: str
    context: str
    target: str
    series: tuple[str, ...]
    heat_diverging: tuple[str, ...]
    heat_sequential: tuple[str, ...]


LIGHT = Palette(
    name="light",
    ink="#1c2430",
    muted="#5b6573",
    paper="#ffffff",
    surface="#f4f6f8",
    grid="#e8ebef",
    accent="#1f5f8b",
    improvement="#1b7f79",
    concern="#bd5317",
    neutral="#8a94a3",
    context="#cdd3db",
    target="#1b7f79",
    series=("#8a4f9e", "#7d6608", "#a23b5c", "#5f5548", "#3f6b2f"),
    heat_diverging=("#a8430b", "#d98a57", "#f1c9ab", "#f5f1ea", "#aed3cf", "#5aa59f", "#11655f"),
    heat_sequential=("#eef4f9", "#c3d9e8", "#8db8d4", "#5592ba", "#2f729f", "#174a6e"),
)

DARK = Palette(
    name="dark",
    ink="#e8ecf1",
    muted="#a7b1be",
    paper="#14191f",
    surface="#1d242c",
    grid="#2b333d",
    accent="#74b6e4",
    improvement="#4cc0b5",
    concern="#f0935a",
    neutral="#727d8b",
    context="#48525f",
    target="#4cc0b5",
    series=("#c79bd8", "#d3bd55", "#e58ba8", "#b4c0cc", "#96c382"),
    heat_diverging=("#f0935a", "#b96a3d", "#6f4a35", "#2c3138", "#2c5a58", "#379089", "#5fd3c7"),
    heat_sequential=("#1e2a36", "#27445c", "#2f6288", "#4385b3", "#74b6e4", "#b5dbf5"),
)


def palette(theme_type: str | None) -> Palette:
    """Choose the palette for Streamlit's theme type; anything but "dark" is light."""
    return DARK if theme_type == "dark" else LIGHT


def template(colours: Palette, height: int) -> dict:
    """Make the layout every chart starts from: font, Vietnamese separators, calm axes, no zoom.

    `height` is in pixels. The result is a new dict each time, so that a chart may change it.
    """
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"size": 12, "color": colours.muted},
    }
    return {
        "height": height,
        "font": {"family": FONT_STACK, "size": 13, "color": colours.ink},
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [colours.accent, *colours.series],
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.paper,
            "bordercolor": colours.neutral,
            "align": "left",
            "font": {"family": FONT_STACK, "size": 13, "color": colours.ink},
        },
        "dragmode": False,
        "showlegend": False,
        "xaxis": axis | {"tickfont": {"size": 11, "color": colours.muted}},
        "yaxis": dict(axis),
    }


@cache
def font_css() -> str:
    """Make the @font-face rules, with the font itself inside: nothing is fetched, no folder served.

    Be Vietnam Pro, SIL Open Font License; about 180 kB, sent to a browser once a session.
    """
    # The ranges are those the font's two subsets were cut to.
    ranges = {
        "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
        "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
        "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
        "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
    }
    folder = Path(__file__).parent / "fonts"
    rules = []
    for weight in (400, 500, 600, 700):
        for subset, unicode_range in ranges.items():
            file = folder / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            data = base64.b64encode(file.read_bytes()).decode("ascii")
            rules.append(
                f"@font-face{{font-family:'{FONT}';font-style:normal;font-weight:{weight};"
                f"font-display:swap;unicode-range:{unicode_range};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2');}}"
            )
    return "\n".join(rules)


def css() -> str:
    """Give the app's few own rules: page width, equal cards, quiet chrome, and the printed page."""
    return _CSS + chrome.css() + _map_rules()


def _map_rules() -> str:
    """A map of n columns stands in a container with the key ban_do_n."""
    return "\n".join(
        f".st-key-ban_do_{n} > div {{ min-width: {n * MAP_LEAST_TILE}px;"
        f" max-width: {n * _MAP_WIDEST_TILE}px; }}"
        for n in range(1, _MAP_MOST_COLUMNS + 1)
    )


def style() -> str:
    """Give the one constant text for st.html at the start of the app: font and rules together."""
    return f"<style>{font_css()}{css()}</style>"


_CSS = """
[data-testid="stMainBlockContainer"] { max-width: 1280px; margin-inline: auto; }
[data-testid="stMainBlockContainer"] p { text-wrap: pretty; }
[data-testid="stMetricValue"], [data-testid="stDataFrame"], [data-testid="stTable"],
.js-plotly-plot { font-variant-numeric: tabular-nums; }
[data-testid="stTable"] { overflow-x: auto; }
[data-testid="stTable"] table { min-width: 58rem; width: 100%; }
[data-testid="stTable"] td [data-testid="stMarkdownContainer"] { max-width: none; width: 100%; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-card"]) { flex: 1 1 auto; }
[class*="st-key-card"] { height: 100%; }
[data-testid="stPageLink"] a { padding: 0; }
[data-testid="stPageLink"] a p { font-weight: 600; text-decoration: underline 1px; }
[data-testid="stPageLink"] a p { text-underline-offset: 3px; white-space: nowrap; }
[class*="st-key-ban_do_"] { overflow-x: auto; }
[class*="st-key-vuot_ngang"] { display: none; }
[class*="st-key-ranh_gioi"] { max-width: 520px; }
[class*="st-key-lead"] p { font-size: 1.2rem; font-weight: 600; line-height: 1.4; }
@media (min-width: 900px) {
  /* Ticks that had to be small for a phone. */
  .js-plotly-plot .xtick tspan[style*="font-size"] { font-size: 11px !important; }
}
@media (max-width: 640px) {
  /* Refusals and notes as a list: the place in one line, what to do below it. */
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) [data-testid="stTable"] table { min-width: 0; }
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) thead { display: none; }
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) tr {
    display: flex; flex-wrap: wrap; gap: 0 0.5rem; padding: 0.5rem 0.4rem;
    border-bottom: 1px solid #8a94a355;
  }
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) tr :is(th, td) {
    border: 0; padding: 0; width: auto; max-width: 100%;
  }
  /* The text goes on behind the words before it and breaks with them. */
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) td [data-testid="stMarkdownContainer"],
  :is(.st-key-ke_ghi_chu, [class*="st-key-ke_loi_"]) td [data-testid="stMarkdownContainer"] * {
    display: inline; width: auto;
  }
  .st-key-ke_ghi_chu td:nth-of-type(2)::before { content: "dòng: "; }
  .st-key-ke_ghi_chu td:nth-of-type(3)::before { content: "số lần: "; }
  .st-key-ke_ghi_chu td:nth-of-type(4)::before { content: "cột: "; }
  .st-key-ke_ghi_chu td:nth-of-type(5)::before { content: "ghi: "; }
  .st-key-ke_ghi_chu td:nth-of-type(6) { flex-basis: 100%; }
  /* Before it is loaded a file's list names no file. */
  [class*="st-key-ke_loi_"] td:nth-of-type(1)::before { content: "dòng: "; }
  [class*="st-key-ke_loi_"] td:nth-of-type(2)::before { content: "số lần: "; }
  [class*="st-key-ke_loi_"] td:nth-of-type(3)::before { content: "cột: "; }
  [class*="st-key-ke_loi_"] td:nth-of-type(4)::before { content: "ghi: "; }
  [class*="st-key-ke_loi_"] td:nth-of-type(5) { flex-basis: 100%; }
  [data-testid="stMainBlockContainer"] { padding-inline: 1rem; }
  [class*="st-key-vuot_ngang"] { display: flex; }
  [class*="st-key-choosers"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  [class*="st-key-choosers"] [data-testid="stColumn"] {
    min-width: calc(50% - 0.5rem); flex: 1 1 calc(50% - 0.5rem);
  }
}
@page { size: A4; margin: 20mm 15mm 20mm 30mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stDownloadButton"], [data-testid="stExpander"],
  [data-testid="stExpandSidebarButton"] { display: none !important; }
  html { font-size: 11px; }
  [data-testid="stMainBlockContainer"] { max-width: none; padding: 0; }
  /* A small line drawn for the screen's width would be cut off on paper. */
  [class*="st-key-nho_"] { display: none; }
  [data-testid="stPlotlyChart"], [class*="st-key-card"], h2, h3 { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  body, [data-testid="stApp"], [data-testid="stMain"] { background: #fff !important; }
  [data-testid="stApp"] * { color: #1c2430 !important; }
}
"""
