"""From the cells of a claim to its value and counts: each within what its subject can be."""

from decimal import Decimal

from etl.claims import Claim
from etl.evidence import ClaimError, Evidence
from etl.numbers import NumberError, parse
from etl.percent import is_doubtful
from indicators.catalogue import Indicator, Measure
from indicators.numerals import number


def numbers_of(claim: Claim, subject: Measure | Indicator, evidence: Evidence):
    """Value, numerator and denominator of a claim; counts only go with a rate."""
    if isinstance(subject, Measure):
        if claim.numerator or claim.denominator:
            raise ClaimError(
                "not_a_rate",
                f"“{subject.name_vi}” là số đếm, không có tử số và mẫu số; để trống hai ô đó"
                " hoặc ghi mã của tỷ lệ",
                "tu_so",
                claim.numerator or claim.denominator,
            )
        mark = evidence.mark(claim.column, subject.value_kind)
        value = parse(claim.value, subject.value_kind, mark)
        if subject.value_kind == "percent":
            value = _percentage(claim, subject, value, (None, None), evidence)
        _refuse_beyond(claim, subject, value)
        return value, None, None
    kind = subject.value_kind
    is_percent = kind in ("percent", "change")
    value = parse(claim.value, kind, evidence.mark(claim.column, kind))
    sides = {}
    for column, text in (("tu_so", claim.numerator), ("mau_so", claim.denominator)):
        try:
            sides[column] = parse(text, "count", evidence.mark(column, "count"))
        except NumberError as fault:
            raise ClaimError(fault.code, str(fault), column, text) from None
    top, bottom = sides["tu_so"], sides["mau_so"]
    if (top is None) != (bottom is None):
        raise ClaimError(
            "side_missing",
            "dòng tỷ lệ có tử số mà thiếu mẫu số, hoặc ngược lại; ghi đủ cả hai, hoặc gửi riêng số"
            " đếm đó ở một dòng ghi tên của nó",
            "tu_so" if top is None else "mau_so",
            claim.numerator or claim.denominator,
        )
    if is_percent:
        value = _percentage(claim, subject, value, (top, bottom), evidence)
    if kind == "change" and value is not None and value < -100:
        raise ClaimError(
            "out_of_range", f"“{claim.value}” giảm quá 100 %, không thể; ghi lại mức giảm đúng"
        )
    if is_percent and value is not None and value > 100 and not subject.can_exceed_100:
        raise _over_100(claim)
    if top is not None and bottom is not None and top > bottom and not subject.can_exceed_100:
        raise ClaimError(
            "part_over_whole",
            f"tử số {claim.numerator} lớn hơn mẫu số {claim.denominator}; ghi lại hai ô này",
            "tu_so",
            claim.numerator,
        )
    return value, top, bottom


def _refuse_beyond(claim: Claim, subject: Measure, value: Decimal | None) -> None:
    """Refuse an index that is no share of 100 %, or below nothing: SIPAS, PAPI and their like."""
    if value is not None and subject.value_kind == "percent" and value > 100:
        raise _over_100(claim)
    if value is not None and subject.value_kind == "score" and value < 0:
        reason = f"“{claim.value}” là số âm, chỉ tiêu này không thể âm; ghi lại số không âm"
        raise ClaimError("negative", reason)


def _over_100(claim: Claim) -> ClaimError:
    reason = f"“{claim.value}” vượt 100 %, chỉ tiêu này không thể; ghi lại tỷ lệ đúng"
    return ClaimError("out_of_range", reason)


def _percentage(claim: Claim, subject, value, sides, evidence: Evidence) -> Decimal | None:
    """A percentage as it was meant: 0,9985 may be a share, which the rest of the file must tell."""
    if not is_doubtful(claim.value, value):
        return value
    year = str(evidence.period(claim.period).year)
    meant = evidence.percentages.settled(claim, subject, value, year, sides)
    if meant is None:
        shown, share = (f"{v:f}".replace(".", ",") for v in (value, (value * 100).normalize()))
        raise ClaimError(
            "percent_ambiguous",
            f"“{claim.value}” có thể là {shown} % hoặc {share} % (ô Excel mất định dạng phần trăm);"
            f" ghi rõ {shown}% hoặc {share}%",
        )
    return meant


def share_remark(
    claim: Claim, subject: Measure | Indicator, value: Decimal | None, evidence: Evidence
) -> str:
    """What is told of a share that the rest of the file showed to be a percentage; else ""."""
    kind = subject.value_kind
    if kind not in ("percent", "change") or value is None:
        return ""
    if parse(claim.value, kind, evidence.mark(claim.column, kind)) == value:
        return ""
    return (
        f"“{claim.value}” hiểu là {number(value, 2)} % theo số đếm cùng dòng hoặc các ô khác của"
        " cột; trong Excel định dạng lại ô là phần trăm"
    )
