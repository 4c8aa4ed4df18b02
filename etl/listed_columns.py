"""The columns of figures in a listed table: whose each is, of which period, cumulative or not."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from etl import counting
from etl.heading_units import without_units
from etl.headings import ASIDE, Header, label, plain_label
from etl.problems import FileRefused, Problem, of_column
from indicators import period_mentions, period_spellings, periods
from indicators.names import clean, fold, unlisted
from indicators.period_mentions import Mention
from indicators.periods import Period, PeriodError

# Columns beside the figures that say something of the whole row; the units' is told by its cells.
OWN = ("ma_don_vi", "ky", "don_vi_tinh", "ngay_bao_cao", "ghi_chu", "nguon")
_PLAIN = re.compile(
    r"(?:(?:ket qua|so lieu|so luong|gia tri|tong so|thuc hien|dat duoc|bao cao)\b\s*)*", re.I
)
_NOW = re.compile(r"(?:trong )?ky nay")
# "Q.II/2024" is a quarter, "Q.1" a district.
_OF_UNIT = re.compile(
    r"(?!q[. ] ?(?:[ivx]{1,4}\b|[1-4] ?(?:/|-|nam )))"
    r"(?:[-–*+]\s*)?(?:ubnd |uy ban nhan dan )?(?:tinh|thanh pho|t\.?p|huyen|h"
    r"|thi xa|tx|quan|q|xa|phuong|p|thi tran|tt|dac khu)(?:\.\s*|\s+)\S.*"
)
_OF_ALL = re.compile(r"(?:tong(?: so| cong)?|cong|toan (?:tinh|huyen|thanh pho|thi xa|xa|phuong))")


@dataclass(frozen=True)
class ValueColumn:
    """A column of figures: its place and heading; period, unit and counting where it says them.

    `is_total` marks the sum over the columns of units, `counted` is what it says to count in.
    """

    at: int
    heading: str
    period: str = ""
    way: str = ""
    unit: str = ""
    is_total: bool = False
    counted: str = ""

    @property
    def place(self) -> tuple:
        """What tells it from the other columns of figures."""
        return self.period, self.way, fold(self.unit), self.is_total


def own_columns(header: Header, names_at: int) -> dict[str, int]:
    """The columns of a listed table that are ours and hold no figures, by our names."""
    own: dict[str, int] = {}
    for i, path in enumerate(header.paths):
        name = label(unlisted(" - ".join(path))) if path and i != names_at else None
        if name in OWN:
            own.setdefault(name, i)
    return own


def value_columns(
    header: Header, taken: set[int], titles: list[tuple[int, str]], line: int
) -> tuple[list[ValueColumn], dict[int, Problem]]:
    """The columns of figures, and the refusal of each other that is not `taken`, by place.

    `titles` are (physical line, text) of the lines above. FileRefused when two columns say the
    same.
    """
    columns: list[ValueColumn] = []
    refused: dict[int, Problem] = {}
    for at, path in enumerate(header.paths):
        if at in taken or not path or plain_label(" - ".join(path)) in ASIDE:
            continue
        heading = " - ".join(path)
        try:
            columns.append(_column(at, heading, path, titles, line))
        except FileRefused as refusal:
            refused[at] = of_column(refusal.problem.code, line, heading, refusal.problem.reason)
    if not any(column.unit for column in columns):
        # Without columns of units a sum is a heading of the figures themselves: "Tổng số".
        columns = [replace(c, is_total=False) if c.is_total else c for c in columns]
    _refuse_repeated(columns, line)
    return columns, refused


def _column(
    at: int, heading: str, path: tuple[str, ...], titles: list[tuple[int, str]], line: int
) -> ValueColumn:
    """A column whose every heading is understood; FileRefused for any other."""
    ways: dict[str, None] = {}
    units, times, counted = [], [], set()
    is_total = False
    for text in path:
        plain = unlisted(clean(text).replace("_", " "))
        (part,), said_in = without_units((plain,))
        counted.update(said_in)
        folded = fold(part).strip(" .:*()")
        rest = part[_PLAIN.match(fold(part)).end() :].strip(" .:*()")
        if _OF_ALL.fullmatch(folded):
            is_total = True
        elif _OF_UNIT.fullmatch(folded):
            units.append(part)
        elif said := _way(rest):
            ways[said] = None
        elif rest:
            times.append(rest)
    if len(ways) > 1 or len(times) > 2 or len(counted) > 1:
        raise _unknown(heading, line)
    # "Huyện Tuy Phước" below "Tỉnh Bình Định" is the one in that province.
    unit = ", ".join(reversed(units))
    period = _period(times, titles, line)
    return ValueColumn(at, heading, period, "".join(ways), unit, is_total, "".join(counted))


def _way(text: str) -> str:
    """What words alone say a column's figures run over; "" for any other words."""
    if _NOW.fullmatch(fold(text)):
        return "trong_ky"
    left, way = counting.of_heading(("", text))
    return way if left == ("",) else ""


def _period(times: list[str], titles: list[tuple[int, str]], line: int) -> str:
    """The period that headings name together, its year from the lines above where they tell it.

    "" for no headings; FileRefused where they name none.
    """
    if not times:
        return ""
    for text in (" ".join(times), " ".join(reversed(times))):
        with suppress(PeriodError):
            period = period_spellings.parse(text)
            if period.kind == "nam" and _is_part_above(titles) and "ca nam" not in fold(text):
                raise _unknown(text, line)
            return period.code
    mentions = period_mentions.mentions(times[0])
    if len(times) > 1 or len(mentions) != 1 or mentions[0].is_aside or mentions[0].year:
        raise _unknown(" ".join(times), line)
    return _in_year_above(times[0], mentions[0], titles, line).code


def _is_part_above(titles: list[tuple[int, str]]) -> bool:
    """True under lines of a quarter, where "Năm 2024" may be that quarter of the year before."""
    named = [m for _, title in titles for m in period_mentions.mentions(title) if not m.is_aside]
    return any(m.kind not in ("nam", "giai_doan") for m in named)


def _in_year_above(text: str, said: Mention, titles: list[tuple[int, str]], line: int) -> Period:
    """A period without its year, in the one year of the lines above; none that ends after theirs.

    "Quý IV" over a column of a report of the first quarter is of the year before.
    """
    named = [m for _, title in titles for m in period_mentions.mentions(title)]
    above = {m.period for m in named if m.period and not m.is_aside and not m.is_loose}
    years = {period.year for period in above}
    if len(years) == 1 and not said.fault and said.kind != "giai_doan":
        period = Period(years.pop(), said.ordinal, said.kind, said.is_running)
        ends = [end for end in map(periods.closes_at, above) if end is not None]
        if ends and periods.closes_at(period) <= max(ends):
            return period
    raise FileRefused(
        "period_yearless",
        f"tiêu đề “{text}” không ghi năm và các dòng phía trên không cho biết chắc năm nào nên"
        f" cả cột không được nạp; ghi đủ, ví dụ “{text} năm 2025”",
        line=line,
        found=text,
    )


def _unknown(text: str, line: int) -> FileRefused:
    return FileRefused(
        "column_unknown",
        "không rõ cột này là số của kỳ nào, đơn vị nào nên cả cột không được nạp; cột số liệu ghi"
        " “Kết quả”, “Trong kỳ”, “Lũy kế”, một kỳ như “Quý II/2025” hoặc một đơn vị đủ loại như"
        " “Huyện Tuy Phước”. Số kế hoạch, cùng kỳ, tăng giảm thì bỏ cột",
        line=line,
        found=text,
    )


def _refuse_repeated(columns: list[ValueColumn], line: int) -> None:
    seen: dict[tuple, ValueColumn] = {}
    for column in columns:
        if (first := seen.setdefault(column.place, column)) is not column:
            raise FileRefused(
                "duplicate-label",
                f"hai cột “{first.heading}” và “{column.heading}” cùng là số liệu của một kỳ; giữ"
                " một cột, hoặc ghi rõ kỳ, đơn vị của từng cột",
                line=line,
                found=column.heading,
            )
