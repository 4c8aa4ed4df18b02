"""Numbers and periods in Vietnamese words, for messages stored in an edition and for pages."""

from decimal import ROUND_HALF_UP, Decimal

from indicators.periods import Period

NONE = "—"
MINUS = "\u2212"
_SWAP = str.maketrans(",.", ".,")
_ROMAN = ("", "I", "II", "III", "IV")


def exact(x) -> Decimal | None:
    """A number of Python, numpy or pandas as a finite Decimal; None when missing or infinite."""
    if isinstance(x, Decimal):
        return x if x.is_finite() else None
    try:
        found = Decimal(str(float(x)))
    except (TypeError, ValueError):
        return None
    return found if found.is_finite() else None


def number(x, decimals: int | None = None) -> str:
    """1234.5 as "1.234,5" with a true minus sign; "—" when missing; never "−0".

    Halves round up as in Excel. Without `decimals` as many are shown as the number has, two at
    most.
    """
    found = exact(x)
    if found is None:
        return NONE
    places = 2 if decimals is None else decimals
    rounded = found.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if rounded < 0 else "") + text.translate(_SWAP)


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
