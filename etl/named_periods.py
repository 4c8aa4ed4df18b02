"""The quarter a file or a sheet is named after, held against the period of its figures."""

import re

from etl.problems import Problem, plain
from etl.understanding import Figure
from indicators.names import fold
from indicators.numerals import period_name

_QUARTER = re.compile(
    r"(?<![a-z0-9])q(?:uy)?[ ._-]*(iv|i{1,3}|[1-4])(?=20\d\d|[^a-z0-9]|$)"
    r"(?:[ ._/-]*(?:nam[ ._-]*)?(20\d\d))?"
)
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def named_otherwise(name: str, figures: tuple[Figure, ...]) -> list[Problem]:
    """Notes where the name of a file, or of a sheet, tells another quarter than its figures.

    A table copied from the last report keeps its line of the period; the name is often newer.
    """
    told = [_told(name, "", figures)]
    sheets = dict.fromkeys(figure.sheet for figure in figures if figure.sheet)
    told += [_told(sheet, sheet, tuple(f for f in figures if f.sheet == sheet)) for sheet in sheets]
    return [note for note in told if note]


def _told(name: str, sheet: str, figures: tuple[Figure, ...]) -> Problem | None:
    said = {(_ordinal(m[1]), int(m[2] or 0)) for m in _QUARTER.finditer(fold(name))}
    found = {figure.period for figure in figures}
    if len(said) != 1 or not found or any(period.kind != "quy" for period in found):
        return None
    ((ordinal, year),) = said
    if any(p.ordinal == ordinal and year in (0, p.year) for p in found):
        return None
    what = "trang tính" if sheet else "tệp"
    periods = ", ".join(sorted({period_name(period) for period in found}))
    reason = (
        f"tên {what} “{plain(name)}” nói quý khác với kỳ của số liệu ({periods}); nếu dòng kỳ còn"
        " là của báo cáo cũ thì sửa dòng kỳ rồi nạp lại, nếu đúng thì đổi tên để khỏi nhầm"
    )
    return Problem("note", "period_named_otherwise", 0, "", name, reason, sheet=sheet)


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)
