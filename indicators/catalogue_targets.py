"""Reading the goals people set for indicators: dated, sourced, and within what can be reached."""

import re
from decimal import Decimal
from pathlib import Path

from indicators.catalogue import Indicator, Target
from indicators.catalogue_rows import Reader, Row, day, read_rows

DEMO_SCOPE = "minh_hoa"
_YEARS = range(1990, 2101)
# The day of a source may be known by its year or month only.
_PART_OF_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")


def read_targets(
    folder: Path, read: Reader, indicators: dict[str, Indicator]
) -> tuple[Target, ...]:
    """The goals of targets.csv; each fault goes to `read` with its line."""
    columns = (
        "indicator", "scope", "year", "value", "source", "source_date", "verified", "entered_by",
        "note",
    )  # fmt: skip
    rows = read_rows(folder / "targets.csv", columns)
    scopes = _scopes(folder, {row.cells["scope"] for row in rows})
    found, seen = [], {}
    for row in rows:
        cells = row.cells
        code = read.known(row, "indicator", indicators, "indicators.csv")
        year = _target_year(read, row)
        use = (code, cells["scope"], year, cells["source"], cells["source_date"])
        read.once(row, "indicator", use, seen)
        value = read.needed(row, "value", read.decimal(row, "value"))
        if value is not None and code in indicators:
            _check_reach(read, row, value, indicators[code])
        source_date = _source_date(read, row)
        _check_stated(read, row, scopes)
        found.append(
            Target(
                code, cells["scope"], year, value or Decimal(0), cells["source"], source_date,
                cells["verified"] == "yes", cells["entered_by"], cells["note"],
            )
        )  # fmt: skip
    return tuple(found)


def _check_stated(read: Reader, row: Row, scopes: set[str]) -> None:
    """Refuse a scope that is none, and a confirmed goal that does not say where it is from."""
    if row.cells["scope"] not in scopes:
        reason = (
            f"phải để trống (mọi đơn vị), là {DEMO_SCOPE}, hoặc khóa của một đơn vị trong"
            " units.csv, ví dụ 52.19000101 (mã.ngày bắt đầu)"
        )
        read.faults.append(row.fault("scope", reason))
    if not read.yes(row, "verified"):
        return
    for column in ("source", "source_date", "entered_by"):
        if not row.cells[column]:
            reason = "mục tiêu đã xác nhận (verified = yes) phải ghi ô này, hoặc đổi thành no"
            read.faults.append(row.fault(column, reason))


def _scopes(folder: Path, said: set[str]) -> set[str]:
    """The scopes a target may have; the large file of units is read only when one is named."""
    scopes = {"", DEMO_SCOPE}
    if said <= scopes:
        return scopes
    for row in read_rows(folder / "units.csv", ("code", "valid_from")):
        try:
            scopes.add(f"{row.cells['code']}.{day(row.cells['valid_from']):%Y%m%d}")
        except ValueError:
            # Told with its line where the units are read.
            continue
    return scopes


def _target_year(read: Reader, row: Row) -> int | None:
    year = read.integer(row, "year")
    if year is not None and year not in _YEARS:
        reason = f"phải là năm bốn chữ số từ {_YEARS[0]} đến {_YEARS[-1]}, để trống là mọi năm"
        read.faults.append(row.fault("year", reason))
    return year


def _check_reach(read: Reader, row: Row, value: Decimal, indicator: Indicator) -> None:
    """Refuse a goal that the indicator can never reach."""
    is_bounded = indicator.unit_vi == "%" and not indicator.can_exceed_100
    if is_bounded and not 0 <= value <= 100:
        reason = (
            f"vượt tầm của “{indicator.short_vi}”, chỉ từ 0 đến 100 %; ghi lại, ví dụ 97 hoặc 97.5"
        )
        read.faults.append(row.fault("value", reason))
    elif value < 0 and indicator.formula_kind != "change":
        read.faults.append(row.fault("value", f"âm, “{indicator.short_vi}” không thể; ghi lại"))


def _source_date(read: Reader, row: Row) -> str:
    """The day, month or year of a source as ISO text."""
    text = row.cells["source_date"]
    if not text or _PART_OF_DATE.fullmatch(text):
        return text
    try:
        return day(text).isoformat()
    except ValueError:
        reason = "không phải ngày; ghi năm-tháng-ngày, năm-tháng hoặc năm, ví dụ 2022-01-12"
        read.faults.append(row.fault("source_date", reason))
        return ""
