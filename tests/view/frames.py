"""Small frames in the shapes that the indicators floor gives to the charts."""

import pandas as pd

from indicators.catalogue import Indicator

NAN = float("nan")


def indicator(**changes) -> Indicator:
    """An on-time rate unless `changes` say otherwise."""
    fields = {
        "code": "ty_le_dung_han",
        "name_vi": "Tỷ lệ hồ sơ đúng hạn",
        "short_vi": "Tỷ lệ đúng hạn",
        "family": "ho_so_tthc",
        "unit_vi": "%",
        "formula_kind": "ratio",
        "numerator": ("tu",),
        "denominator": ("mau",),
        "scale": 100.0,
        "decimals": 2,
        "polarity": "higher",
        "basis": "in_period",
        "headline": 1,
        "can_exceed_100": False,
        "min_denominator": 30,
        "aliases": (),
        "definition_vi": "",
        "caution_vi": "",
    }
    return Indicator(**fields | changes)


RATE = indicator()
COUNT = indicator(
    name_vi="Việc làm tạo mới",
    short_vi="Việc làm",
    unit_vi="lao động",
    formula_kind="level",
    denominator=(),
    scale=1.0,
    decimals=0,
)


def series(values: dict[str, list[float]], periods: list[str], is_demo: bool = False, **late):
    """A series frame: unit name -> values over `periods`; "Toàn tỉnh" is the total row.

    The unit key is the name in lower case; `late` names units whose last period is late.
    """
    rows = [
        {
            "unit_key": unit.lower(),
            "unit": unit,
            "is_total": unit == "Toàn tỉnh",
            "period": period,
            "value": value,
            "numerator": value * 10,
            "denominator": value / value * 1000 if value else 1000.0,
            "is_late": bool(late.get(unit)) and period == periods[-1],
            "is_incomplete": False,
            "is_derived": False,
            "is_restated": False,
            "is_demo": is_demo,
            "is_estimate": False,
            "era": 0,
            "is_new_series": False,
            "n_reported": 1,
            "n_expected": 1,
        }
        for unit, line in values.items()
        for period, value in zip(periods, line, strict=True)
    ]
    return pd.DataFrame(rows)


def comparison(rows: list[dict], is_demo: bool = False) -> pd.DataFrame:
    """A comparison frame; each row gives `unit` and `value`, and what differs from the defaults."""
    defaults = {
        "numerator": 10.0,
        "denominator": 20.0,
        "previous": NAN,
        "last_year": NAN,
        "change_previous": NAN,
        "change_last_year": NAN,
        "verdict": "none",
        "status": "reported",
        "rank": NAN,
        "reason": "",
        "is_late": False,
        "is_derived": False,
        "is_demo": is_demo,
        "is_incomplete": False,
        "is_estimate": False,
        "n_reported": 1,
        "n_expected": 1,
        "stated": NAN,
    }
    full = [{"unit_key": row["unit"].lower()} | defaults | row for row in rows]
    return pd.DataFrame(full)


def coverage(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """A coverage frame from (unit, period, status, detail)."""
    frame = pd.DataFrame(rows, columns=["unit", "period", "status", "detail"])
    frame.insert(0, "unit_key", frame["unit"].str.lower())
    return frame
