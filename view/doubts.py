"""Figures that cannot be so: a share above 100 %, shown as it came, hollow and with a warning."""

import pandas as pd

from indicators.catalogue import Indicator
from indicators.comparison import IMPOSSIBLE as OVER
from indicators.comparison import is_impossible
from view import words

_NAMED = 5


def is_over(indicator: Indicator, x) -> bool:
    """True for a percentage above 100 of an indicator that cannot exceed it."""
    return bool(is_impossible(indicator, x))


def over(frame: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """`is_over` for each row of a frame with a `value`."""
    return is_impossible(indicator, frame["value"])


def warning(frame: pd.DataFrame, indicator: Indicator) -> str:
    """Whose figures are above what is possible, with their counts; "" when nobody's.

    `frame` has unit, value, numerator and denominator.
    """
    rows = frame[over(frame, indicator)]
    if rows.empty:
        return ""
    said = [
        f"{row.unit} {words.value(indicator, row.value)}"
        + (
            f" ({part})"
            if (part := words.fraction(row.numerator, row.denominator)) != words.NONE
            else ""
        )
        for row in rows.head(_NAMED).itertuples()
    ]
    more = f" và {words.number(len(rows) - _NAMED)} đơn vị khác" if len(rows) > _NAMED else ""
    return f"{indicator.short_vi} {OVER}. Cụ thể: {', '.join(said)}{more}."
