"""Figures sent under the name of an indicator: may they be taken for the count it shows."""

from etl.claims import Claim
from etl.evidence import ClaimError
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.numerals import period_name
from indicators.periods import Period, opens_after


def refuse_unclear(
    claim: Claim, item: Measure | Indicator, period: Period, catalogue: Catalogue
) -> None:
    """Refuse, as ClaimError, a figure sent as an indicator that does not tell what it counts.

    A level of several measures must be sent one by one; an indicator counted to date needs a
    period that runs from 1 January, or else its count of one quarter would be taken for another.
    """
    if isinstance(item, Measure):
        return
    if isinstance(catalogue.counted(item), Indicator) and item.formula_kind == "level":
        names = ", ".join(f"“{catalogue.measures[code].name_vi}”" for code in item.numerator)
        reason = f"“{item.name_vi}” gộp nhiều số liệu, không nạp thẳng được; gửi riêng {names}"
        raise ClaimError("level_of_several", reason, "chi_tieu", claim.subject)
    if item.basis == "to_date" and opens_after(period) not in (None, 12 * period.year):
        told = f"“{claim.subject}” {_both_ways(item, period, catalogue)}"
        raise ClaimError("not_to_date", told, "ky", claim.period)


def _both_ways(item: Indicator, period: Period, catalogue: Catalogue) -> str:
    """How to send a figure as cumulative, and how as that of the period alone."""
    running = Period(period.year, period.ordinal, period.kind, is_running=True)
    to_date = Period(period.year, 1, "nam") if period.kind == "6_thang" else running
    code = item.numerator[0]
    own = next(
        (
            other.name_vi
            for other in catalogue.indicators.values()
            if (other.formula_kind, other.basis, other.numerator) == ("level", "in_period", (code,))
        ),
        code,
    )
    return (
        f"tính từ đầu năm mà kỳ ghi {period_name(period)}, không rõ là lũy kế hay"
        f" số trong kỳ; là lũy kế thì ghi kỳ là “{period_name(to_date)}”, là số trong kỳ thì gửi"
        f" riêng bằng “{own}”"
    )
