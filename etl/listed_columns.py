"""The columns of figures in a listed table: whose each is, of which period, cumulative or not."""

import re
from contextlib import suppress
from dataclasses import dataclass

from etl import counting
from etl.headings import ASIDE, Header, label, plain_label
from etl.problems import FileRefused, Problem, of_column
from etl.title_periods import title_period
from indicators import period_mentions, period_spellings
from indicators.names import clean, fold
from indicators.periods import PeriodError

# Columns beside the figures that say something of the whole row.
OWN = ("don_vi", "ma_don_vi", "ky", "don_vi_tinh", "ngay_bao_cao", "ghi_chu", "nguon")
_PLAIN = re.compile(
    r"(?:(?:ket qua|so lieu|so luong|gia tri|tong so|thuc hien|dat duoc|bao cao)\b\s*)*", re.I
)
_NOW = re.compile(r"(?:trong )?ky nay")
_OF_UNIT = re.compile(
    r"(?:[-–*+]\s*)?(?:ubnd |uy ban nhan dan )?(?:tinh|thanh pho|t\.?p|huyen|h"
    r"|thi xa|tx|quan|q|xa|phuong|p|thi tran|tt|dac khu)(?:\.\s*|\s+)\S.*"
)
_OF_ALL = re.compile(r"(?:tong(?: so| cong)?|cong|toan (?:tinh|huyen|thanh pho|thi xa|xa|phuong))")


@dataclass(frozen=True)
class ValueColumn:
    """A column of figures: its place and heading; period, unit and counting where it says them.

    `is_total` marks the sum over the columns of units.
    """

    at: int
    heading: str
    period: str = ""
    way: str = ""
    unit: str = ""
    is_total: bool = False

    @property
    def place(self) -> tuple:
        """What tells it from the other columns of figures."""
        return self.period, self.way, fold(self.unit), self.is_total


def own_columns(header: Header, names_at: int) -> dict[str, int]:
    """The columns of a listed table that are ours and hold no figures, by our names."""
    own: dict[str, int] = {}
    for i, path in enumerate(header.paths):
        name = label(" - ".join(path)) if path and i != names_at else None
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
        columns = [
            ValueColumn(c.at, c.heading, c.period, c.way) if c.is_total else c for c in columns
        ]
    _refuse_repeated(columns, line)
    return columns, refused


def _column(
    at: int, heading: str, path: tuple[str, ...], titles: list[tuple[int, str]], line: int
) -> ValueColumn:
    """A column whose every heading is understood; FileRefused for any other."""
    period = way = unit = ""
    is_total = False
    for part in map(clean, path):
        folded = fold(part).strip(" .:*()")
        rest = part[_PLAIN.match(fold(part)).end() :].strip(" .:*()")
        if _OF_ALL.fullmatch(folded):
            is_total = True
        elif _OF_UNIT.fullmatch(folded):
            unit = part
        elif said := _way(rest):
            way = said
        elif rest:
            period = _period(rest, titles, line)
    return ValueColumn(at, heading, period, way, unit, is_total)


def _way(text: str) -> str:
    """What words alone say a column's figures run over; "" for any other words."""
    if _NOW.fullmatch(fold(text)):
        return "trong_ky"
    left, way = counting.of_heading(("", text))
    return way if left == ("",) else ""


def _period(text: str, titles: list[tuple[int, str]], line: int) -> str:
    """The period a heading names, its year taken from the lines above where they tell it."""
    with suppress(PeriodError):
        return period_spellings.parse(text).code
    mentions = period_mentions.mentions(text)
    if len(mentions) == 1 and not mentions[0].is_aside and mentions[0].year is None:
        with suppress(FileRefused):
            return title_period([*titles, (line, text)], line)[0]
        raise FileRefused(
            "period_yearless",
            f"tiêu đề “{text}” không ghi năm và các dòng phía trên không cho biết chắc năm nào nên"
            f" cả cột không được nạp; ghi đủ, ví dụ “{text} năm 2025”",
            line=line,
            found=text,
        )
    raise FileRefused(
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
