"""How people write names of units: other spellings, prefixes, and the names nearest to a slip."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from indicators.catalogue_rows import CatalogueError, Reader, read_rows
from indicators.names import clean, fold, key
from indicators.unit_files import TYPES, Unit, UnitKey

KINDS = ("place", "name", "prefix")
_SHOWN = 3
_LIKE = 0.6
# A name of the type that was written goes before one a little likelier.
_SAME_TYPE = 0.15
# Units of the province a file is about go before all others, unless others are much likelier.
_SAME_PROVINCE = 0.25
# Longer texts are no names; the fewest names worth comparing letter by letter.
_LONGEST, _COMPARED = 60, 40

# Bodies that report but are no units, with or without their accents.
_BODY = re.compile(
    r"công an|(công an|sở|ban|chi cục|cục|thanh tra|văn phòng|trung tâm|bộ chỉ huy"
    r"|bảo hiểm xã hội|kho bạc|tòa án|viện kiểm sát|thuế|ủy ban mặt trận|mặt trận tổ quốc"
    r"|liên đoàn lao động|hội (nông dân|phụ nữ|liên hiệp phụ nữ|cựu chiến binh)"
    r"|(tỉnh|huyện|thị|thành|đảng) (ủy|đoàn)|hội đồng nhân dân|phòng (nội vụ|tư pháp|tài chính"
    r"|kinh tế|giáo dục|văn hóa|y tế|tài nguyên|nông nghiệp|lao động|quản lý)) .+"
    r"|thanh tra|văn phòng"
)
# What heads a row of sums, folded.
_WHOLE = r"(?:toan|ca) (?P<{}>tinh|thanh pho|huyen|quan|thi xa|xa|phuong|dia ban|nuoc)"
_TOTAL = re.compile(
    rf"(?:tong so|tong cong|tong|cong)(?: {_WHOLE.format('behind')})?|{_WHOLE.format('alone')}"
    rf"(?: {_WHOLE.format('again')})?"
)
_BODY_FOLDED = re.compile(fold(_BODY.pattern))


def is_body(text: str) -> bool:
    """True for an office that is no unit: Công an tỉnh, Sở Nội vụ; "Phong Dien" is none."""
    return bool(_BODY.fullmatch(key(text)) or _BODY_FOLDED.fullmatch(clean(text).casefold()))


def total_of(text: str) -> str | None:
    """What a row of sums is the total of, folded: "tinh" of "Toàn tỉnh", "" of "Tổng cộng".

    None for a text that heads no such row.
    """
    found = _TOTAL.fullmatch(fold(text).strip(" :."))
    return found and next(filter(None, found.groups()), "")


@dataclass(frozen=True)
class Spellings:
    """How people write names: `words` inside a name, whole `names`, and `prefixes` before it.

    Keys are matching keys; a prefix stands for a type of unit.
    """

    words: dict[str, str]
    names: dict[str, str]
    prefixes: dict[str, str]

    def without_prefix(self, name: str) -> tuple[str | None, str]:
        """The type a name begins with and the rest: "H. Tuy Phước" is (Huyện, Tuy Phước)."""
        for prefix in sorted(self.prefixes, key=len, reverse=True):
            rest = name[len(prefix) :]
            if key(name[: len(prefix)]) != prefix or not rest.strip(" ."):
                continue
            if prefix.endswith(".") or rest[0] in " .":
                return self.prefixes[prefix], rest.strip(" .")
        return None, name

    def without_folded_prefix(self, folded: str) -> tuple[str | None, str]:
        """As `without_prefix` for a folded text: "huyen hoai an" is (Huyện, hoai an)."""
        for prefix in sorted(self.prefixes, key=len, reverse=True):
            bare = fold(prefix)
            rest = folded[len(bare) :]
            if (
                folded.startswith(bare)
                and rest.strip(" .")
                and (rest[0] in " ." or bare[-1] == ".")
            ):
                return self.prefixes[prefix], rest.strip(" .")
        return None, folded


def read_spellings(folder: Path) -> Spellings:
    """The spellings of data/catalogue; CatalogueError lists broken rows with file and line."""
    read = Reader()
    said: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    seen: dict[tuple[str, str], int] = {}
    for row in read_rows(folder / "spellings.csv", ("kind", "variant", "official")):
        kind = read.choice(row, "kind", KINDS)
        for column in ("variant", "official"):
            read.needed(row, column, row.cells[column])
        if kind == "prefix":
            read.choice(row, "official", TYPES)
        variant = key(row.cells["variant"])
        read.once(row, "variant", (kind, variant), seen)
        said.get(kind, {})[variant] = row.cells["official"]
    if read.faults:
        raise CatalogueError(read.faults)
    prefixes = {key(name): name for name in TYPES} | said["prefix"]
    return Spellings(said["place"], said["name"], prefixes)


class NearNames:
    """The units whose names look like a text, as suggestions for a person and never as a match."""

    def __init__(self, units: dict[UnitKey, Unit], spellings: Spellings):
        self.units = units
        self.spellings = spellings
        self._folded: dict[str, list[Unit]] = defaultdict(list)
        self._by_pair: dict[str, set[str]] = defaultdict(set)
        self._found: dict[tuple, list[str]] = {}
        self._lying_in: dict[str, set[UnitKey]] = defaultdict(set)
        for unit in units.values():
            name = fold(unit.short_name)
            self._folded[name].append(unit)
            self._lying_in[name].add(self._province(unit))
        for name in self._folded:
            for pair in _pairs(name):
                self._by_pair[pair].add(name)

    def nearest(
        self, text: str, provinces: frozenset[UnitKey], first: date, last: date
    ) -> list[str]:
        """Up to three names of units living between two days, the likest first.

        Only of the provinces a file is about, unless a name elsewhere is much likelier.
        """
        asked = (text, provinces, first, last)
        if asked not in self._found:
            self._found[asked] = self._search(*asked)
        return self._found[asked]

    def _search(self, text, provinces, first, last) -> list[str]:
        kind, bare = self.spellings.without_folded_prefix(fold(text)[:_LONGEST])
        shared = Counter(name for pair in _pairs(bare) for name in self._by_pair.get(pair, ()))
        near = [name for name in shared if self._lying_in[name] & provinces]
        own = [
            (rate + _SAME_PROVINCE, unit)
            for rate, unit in self._rated(bare, kind, near, shared)
            if self._province(unit) in provinces and unit.lives_in(first, last)
        ]
        others = [
            (rate, unit)
            for rate, unit in self._rated(bare, kind, list(shared), shared)
            if unit.lives_in(first, last)
        ]
        best = max(own, others, key=lambda found: found[0][0] if found else 0)
        return list(dict.fromkeys(unit.name for _, unit in best))[:_SHOWN]

    def _rated(self, bare: str, kind: str | None, names: list[str], shared) -> list:
        """(likeness, unit) of the names likest to a text, the likest first.

        Only names that share the most pairs of letters are compared letter by letter.
        """
        names.sort(key=lambda name: shared[name] / (len(name) + len(bare)), reverse=True)
        rated = [
            (ratio + (_SAME_TYPE if unit.type == kind else 0), unit)
            for name in names[:_COMPARED]
            if (ratio := SequenceMatcher(None, bare, name).ratio()) >= _LIKE
            for unit in self._folded[name]
        ]
        return sorted(rated, key=lambda found: found[0], reverse=True)

    def _province(self, unit: Unit) -> UnitKey:
        while unit.parent is not None:
            unit = self.units[unit.parent]
        return unit.code, unit.valid_from


def _pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
