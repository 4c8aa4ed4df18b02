"""The period a file or a sheet is named after, held against that of its figures."""

import re

from etl.problems import Problem, plain
from etl.understanding import Figure
from indicators import period_mentions
from indicators.catalogue import Measure
from indicators.names import fold
from indicators.numerals import period_name

_QUARTER = re.compile(
    r"(?<![a-z0-9])q(?:uy)?[ ._-]*(iv|i{1,3}|[1-4])(?=20\d\d|[^a-z0-9]|$)"
    r"(?:[ ._/-]*(?:nam[ ._-]*)?(20\d\d))?"
)
# What a name may tell that a whole year is not.
_PARTS = ("thang", "6_thang", "9_thang")
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def named_otherwise(name: str, figures: tuple[Figure, ...]) -> list[Problem]:
    """Notes where the name of a file, or of a sheet, tells another period than its figures.

    A quarter is held against quarters and years, a month or half-year against years: a table
    copied from the last report keeps its line of the period; the name is often newer.
    """
    told = [_told(name, "", figures)]
    sheets = dict.fromkeys(figure.sheet for figure in figures if figure.sheet)
    told += [_told(sheet, sheet, tuple(f for f in figures if f.sheet == sheet)) for sheet in sheets]
    return [note for note in told if note]


def _said(name: str) -> set[tuple[str, int, int]]:
    """The (kind, ordinal, year or 0) of every period a name tells."""
    said = {("quy", _ordinal(m[1]), int(m[2] or 0)) for m in _QUARTER.finditer(fold(name))}
    words = period_mentions.mentions(re.sub(r"[._-]", " ", name))
    parts = {(m.kind, m.ordinal, m.year or 0) for m in words if m.kind in _PARTS and not m.fault}
    return said or parts


def _told(name: str, sheet: str, figures: tuple[Figure, ...]) -> Problem | None:
    said = _said(name)
    found = {figure.period for figure in figures if not _is_of_year(figure)}
    held = ("quy", "nam") if any(kind == "quy" for kind, *_ in said) else ("nam",)
    if len(said) != 1 or not found or any(period.kind not in held for period in found):
        return None
    ((kind, ordinal, year),) = said
    if any((p.kind, p.ordinal) == (kind, ordinal) and year in (0, p.year) for p in found):
        return None
    what = "trang tính" if sheet else "tệp"
    periods = ", ".join(sorted({period_name(period) for period in found}))
    reason = (
        f"tên {what} “{plain(name)}” nói kỳ khác với kỳ của số liệu ({periods}); nếu dòng kỳ còn"
        " là của báo cáo cũ thì sửa dòng kỳ rồi nạp lại, nếu đúng thì đổi tên để khỏi nhầm"
    )
    return Problem("note", "period_named_otherwise", 0, "", name, reason, sheet=sheet)


def _is_of_year(figure: Figure) -> bool:
    """True for a plan, which is of the year wherever it is told."""
    return isinstance(figure.subject, Measure) and figure.subject.time_kind == "plan"


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)
