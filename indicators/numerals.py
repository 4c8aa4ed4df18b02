"""Numbers and periods in Vietnamese words, for messages stored in an edition and for pages."""

import math

from indicators.periods import Period

_SWAP = str.maketrans(",.", ".,")
_ROMAN = ("", "I", "II", "III", "IV")


def number(x: float, decimals: int | None = None) -> str:
    """1234.5 as "1.234,5" with a true minus sign; "—" when missing; never "−0".

    Without `decimals` as many are shown as the number has, two at most.
    """
    if x is None or math.isnan(x):
        return "—"
    if decimals is None:
        text = f"{float(x):,.2f}".rstrip("0").rstrip(".")
    else:
        text = f"{float(x):,.{decimals}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(_SWAP).replace("-", "−")


def period_name(period: Period) -> str:
    """The period in words: "Quý II/2025", "6 tháng đầu năm 2023", "Lũy kế đến hết quý II/2025"."""
    names = {
        "quy": f"quý {_ROMAN[period.ordinal] if period.kind == 'quy' else ''}/{period.year}",
        "6_thang": f"6 tháng {'đầu' if period.ordinal == 1 else 'cuối'} năm {period.year}",
        "9_thang": f"9 tháng năm {period.year}",
        "nam": f"năm {period.year}",
        "thang": f"tháng {period.ordinal}/{period.year}",
        "giai_doan": f"giai đoạn {period.year}–{period.ordinal}",
    }
    name = names[period.kind]
    return f"Lũy kế đến hết {name}" if period.is_running else name[0].upper() + name[1:]
