"""The catalogue: what offices count, what the dashboard shows, and what must agree with what."""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from indicators.names import fold, key, unlisted, unmarked
from indicators.periods import CutOff


@dataclass(frozen=True)
class Family:
    """A group of indicators; `sort` is its order on pages."""

    code: str
    name_vi: str
    sort: int


@dataclass(frozen=True)
class Measure:
    """Something offices count.

    `time_kind`: flow happens during a period; stock is a state on one date; mixed is a flow that
    includes cases carried over and is never summed over periods; plan is one number for a year.
    """

    code: str
    name_vi: str
    short_vi: str
    family: str
    unit_vi: str
    value_kind: str
    time_kind: str
    part_of: str
    form: str
    form_column: str
    aliases: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Indicator:
    """Something the dashboard shows; a ratio is sum(numerator) / sum(denominator) x scale."""

    code: str
    name_vi: str
    short_vi: str
    family: str
    unit_vi: str
    formula_kind: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: float
    decimals: int
    polarity: str
    basis: str
    headline: int | None
    can_exceed_100: bool
    min_denominator: int | None
    aliases: tuple[str, ...]
    definition_vi: str
    caution_vi: str

    @property
    def value_kind(self) -> str:
        """How the value is written: percent, change (in percent) or score."""
        if self.formula_kind == "change":
            return "change"
        return "percent" if self.unit_vi == "%" else "score"

    @property
    def is_ratio(self) -> bool:
        """True when the value is a quotient and must never be averaged or summed."""
        return self.formula_kind == "ratio"


@dataclass(frozen=True)
class Identity:
    """A cross-foot check `left operator sum(right)`; a definition also computes an absent left.

    It speaks of units of one `level` ("" any) that began on `valid_from` or later and before
    `valid_to` (None: at any time): forms changed with the levels of administration.
    """

    form: str
    left: str
    operator: str
    right: tuple[str, ...]
    is_definition: bool
    level: str
    valid_from: date | None
    valid_to: date | None
    note: str

    def fits(self, level: str, began: date) -> bool:
        """True for a unit of a level that began on a day."""
        is_of_time = (self.valid_from or began) <= began < (self.valid_to or date.max)
        return is_of_time and self.level in ("", level)


@dataclass(frozen=True)
class Target:
    """A goal for an indicator; `year` None means every year, `scope` "" every unit."""

    indicator: str
    scope: str
    year: int | None
    value: Decimal
    source: str
    source_date: str
    is_verified: bool
    entered_by: str
    note: str


@dataclass(frozen=True)
class Catalogue:
    """Everything in data/catalogue except units."""

    families: dict[str, Family]
    measures: dict[str, Measure]
    indicators: dict[str, Indicator]
    identities: tuple[Identity, ...]
    targets: tuple[Target, ...]
    cut_offs: dict[tuple[str, int], CutOff]

    def match(self, text: str) -> Measure | Indicator | None:
        """The measure or indicator a code, name or alias stands for; accents count, case not.

        Footnote marks, a bullet or a colon around it are no part of a name. A name in both files is
        the same number, so the measure is returned.
        """
        return self._names().get(key(text)) or self._names().get(key(unmarked(unlisted(text))))

    def match_words(self, text: str) -> Measure | Indicator | None:
        """The one item with a name of just these words in any order; None for none or several."""
        index = self.__dict__.get("_word_index")
        if index is None:
            index = {}
            for name, item in self._names().items():
                index.setdefault(_bag(name), {})[item.code] = item
            object.__setattr__(self, "_word_index", index)
        found = list(index.get(_bag(key(text)), {}).values())
        return found[0] if len(found) == 1 else None

    def counted(self, item: Measure | Indicator | None) -> Measure | Indicator | None:
        """The measure that a level of one measure shows as it is; any other item as it came."""
        if isinstance(item, Indicator) and item.formula_kind == "level":
            is_plain = len(item.numerator) == 1 and item.scale == 1
            return self.measures[item.numerator[0]] if is_plain else item
        return item

    def nearest(self, text: str, most: int = 3) -> list[str]:
        """Up to `most` names of the catalogue that look like a text, as suggestions only."""
        wanted = (fold(text), most)
        if wanted not in self._near:
            names = self._folded
            near = difflib.get_close_matches(wanted[0], names, n=most, cutoff=0.6)
            self._near[wanted] = tuple(dict.fromkeys(names[name] for name in near))
        return list(self._near[wanted])

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): item.name_vi for name, item in self._names().items()}

    @cached_property
    def _near(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """What `nearest` has found: a file of wrong headings asks again and again."""
        return {}

    def _names(self) -> dict[str, Measure | Indicator]:
        names = self.__dict__.get("_name_index")
        if names is None:
            names = {}
            for item in (*self.measures.values(), *self.indicators.values()):
                for name in (item.code, item.name_vi, item.short_vi, *item.aliases):
                    names.setdefault(key(name), item)
            object.__setattr__(self, "_name_index", names)
        return names


def _bag(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", text)))
