"""Days as official papers of Vietnam write them."""

from datetime import date


def day_text(day: date) -> str:
    """A day in figures: 05/02/2026, 14/6/2025, 01/7/2025.

    A zero stands before days under 10 and before months 1 and 2 alone (nghị định 30/2020/NĐ-CP,
    phụ lục I, phần II, mục 4).
    """
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02}/{month}/{day.year}"
