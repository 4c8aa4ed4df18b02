"""Is 0,9985 in a column of percentages 0,9985 % or a share of 99,85 %: by evidence or refused.

Excel keeps 99,85 % as 0,9985; where a cell lost its format the text alone does not tell which.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from statistics import median

from etl.claims import Claim
from etl.numbers import NumberError, parse
from etl.relations import definitions
from indicators.catalogue import Catalogue, Indicator, Measure

# A printed rate this near the counts, in percentage points, speaks of them.
_NEAR = Decimal("0.5")
_SIGN = "%％"

Row = tuple[str, str, str]


class Percentages:
    """The counts and percentages of one file, by row and by column, to judge a lone share by."""

    def __init__(self, claims: Iterable[Claim], catalogue: Catalogue, mark: Callable):
        self.catalogue = catalogue
        self.counts: dict[Row, dict[str, Decimal]] = defaultdict(dict)
        self.columns: dict[tuple[str, str, str], list[tuple[Decimal, bool]]] = defaultdict(list)
        for claim in claims:
            item = catalogue.counted(catalogue.match(claim.subject))
            kind = item.value_kind if item else ""
            try:
                value = parse(claim.value, kind, mark(claim.column, kind)) if kind else None
            except NumberError:
                continue
            if value is None:
                continue
            if kind in ("percent", "change"):
                self.columns[_column(claim)].append((value, is_signed(claim.value)))
            elif isinstance(item, Measure):
                self.counts[_row(claim)][item.code] = value

    def settled(
        self, claim: Claim, item: Measure | Indicator, value: Decimal, year: str,
        sides: tuple[Decimal | None, Decimal | None],
    ) -> Decimal | None:  # fmt: skip
        """The percentage a cell between 0 and 1 without its sign means; None when nobody can tell.

        Counts of the same row go first: `sides` are those of the claim, else its row's; a plan is
        looked for in `year`. Then the other cells of its column.
        """
        exact = self._exact(claim, item, year, sides)
        if exact is not None:
            if abs(value - exact) <= _NEAR:
                return value
            # Moving the point keeps the number of digits printed; multiplying adds two.
            return value.scaleb(2) if abs(value * 100 - exact) <= _NEAR else None
        others = [one for one in self.columns[_column(claim)] if one[1] or abs(one[0]) > 1]
        if not others:
            return None
        usual = float(median(abs(other) for other, _ in others)) or 1.0
        is_share = _apart(value * 100, usual) < _apart(value, usual)
        is_formatted = all(signed for _, signed in others)
        if is_share and is_formatted:
            return value.scaleb(2)
        return value if not is_share and not any(signed for _, signed in others) else None

    def _exact(self, claim: Claim, item: Measure | Indicator, year: str, sides) -> Decimal | None:
        top, bottom = sides
        if (top is None or bottom is None) and isinstance(item, Indicator) and item.is_ratio:
            places = [_row(claim), (claim.unit, claim.unit_code, year)]
            top, bottom = (self._sum(codes, places) for codes in (item.numerator, item.denominator))
        return top / bottom * 100 if top is not None and bottom else None

    def _sum(self, codes: tuple[str, ...], places: list[Row]) -> Decimal | None:
        values = [self._count(code, places) for code in codes]
        return None if None in values else sum(values, Decimal(0))

    def _count(self, code: str, places: list[Row]) -> Decimal | None:
        """A stated count, a plan of the year, or a sum its stated parts define."""
        is_plan = self.catalogue.measures[code].time_kind == "plan"
        for place in places if is_plan else places[:1]:
            if code in self.counts.get(place, ()):
                return self.counts[place][code]
        for identity in definitions(self.catalogue):
            parts = [self.counts.get(places[0], {}).get(part) for part in identity.right]
            if identity.left == code and None not in parts:
                return sum(parts, Decimal(0))
        return None


def is_doubtful(text: str, value: Decimal | None) -> bool:
    """True for a percentage that may as well be a share: at most 1, not 0, without its sign."""
    return value is not None and 0 < abs(value) <= 1 and not is_signed(text)


def is_signed(text: str) -> bool:
    """True when a cell says itself that it is a percentage."""
    return any(sign in text for sign in _SIGN)


def _row(claim: Claim) -> Row:
    return claim.unit, claim.unit_code, claim.period


def _column(claim: Claim) -> tuple[str, str, str]:
    return claim.sheet, claim.column, claim.subject


def _apart(value: Decimal, usual: float) -> float:
    """How many times a value is larger or smaller than usual, its sign aside, as a logarithm."""
    return abs(math.log(abs(float(value)) / usual))
