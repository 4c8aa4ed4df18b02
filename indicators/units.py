"""Administrative units through time: the register, and finding the unit a text means."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indicators.catalogue_files import CatalogueError, read_rows
from indicators.names import clean, fold, key

LEVELS = ("tinh", "huyen", "xa")
LEVEL_WORDS = {"tinh": "cấp tỉnh", "huyen": "cấp huyện", "xa": "cấp xã"}
_COLUMNS = (
    "code", "valid_from", "valid_to", "level", "type", "name", "short_name", "parent_code",
    "parent_valid_from", "folded",
)  # fmt: skip

TYPES = (
    "Tỉnh", "Thành phố", "Huyện", "Thị xã", "Quận", "Xã", "Phường", "Thị trấn", "Đặc khu",
)  # fmt: skip
# What stands before a name in tables and letters and is no part of it: "1.", "-", "UBND".
_BEFORE_NAME = re.compile(
    r"^(?:\d{1,3}[.)]\s+|[-–+•*]\s*)?(?:(?:UBND|[ỦU][ỷy] ban nhân dân)\s+)?", re.I
)
_CODE_LENGTHS = (2, 3, 5)
_PARENT = re.compile(r"^(?P<name>[^,(]+?)\s*(?:,\s*(?P<after>.+)|\((?P<inside>[^)]+)\))$")


class UnitError(ValueError):
    """A unit that cannot be told; `code` names the fault, the message is Vietnamese."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Unit:
    """One unit during its life [valid_from, valid_to); `valid_to` None while it lives."""

    code: str
    valid_from: date
    valid_to: date | None
    level: str
    type: str
    name: str
    short_name: str
    parent: tuple[str, date] | None

    @property
    def key(self) -> str:
        """The unit's key in links and frames; codes are reused, so the date belongs to it."""
        return f"{self.code}.{self.valid_from:%Y%m%d}"

    def lives_in(self, first: date, last: date) -> bool:
        """True when the unit exists on some day from first to last, both included."""
        return self.valid_from <= last and (self.valid_to is None or first < self.valid_to)


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


class Register:
    """All units, indexed by key, by code and by matching name."""

    def __init__(self, units: list[Unit], spellings: Spellings):
        self.units = {(u.code, u.valid_from): u for u in units}
        self.spellings = spellings
        self._near: dict[str, list[str]] = {}
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_fold: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code].append(unit)
            self._by_name[self._key(unit.short_name)].append(unit)
            self._by_fold[fold(unit.short_name)].append(unit)

    def parents(self, unit: Unit) -> list[Unit]:
        """The units above, nearest first."""
        above = []
        while unit.parent is not None:
            unit = self.units[unit.parent]
            above.append(unit)
        return above

    def province(self, unit: Unit) -> Unit:
        """The province a unit lies in; a province is its own."""
        return [unit, *self.parents(unit)][-1]

    def full_name(self, unit: Unit) -> str:
        """The name with those above it: "Huyện Tuy Phước, Tỉnh Bình Định"."""
        return ", ".join([unit.name, *(above.name for above in self.parents(unit))])

    def candidates(self, text: str, code: str, first: date, last: date) -> list[Unit]:
        """The units a name and/or code may mean between two days; never empty.

        Raises UnitError when nothing fits, when name and code disagree, or when the unit did not
        exist then.
        """
        text = clean(text)
        if not text and not code:
            raise UnitError("missing-cell", "ô đơn vị để trống; ghi tên đơn vị hoặc mã đơn vị")
        named = self._named(text) if text else None
        coded = self._by_code.get(code, []) if code else None
        if coded is not None and not coded:
            padded = next(iter(self._padded(code)), None)
            remedy = f"có lẽ mất số 0 ở đầu: {padded}; ghi đủ" if padded else "kiểm tra"
            raise UnitError(
                "unit_unknown",
                f"mã “{code}” không có trong danh mục đơn vị; {remedy} mã, hoặc bỏ trống và"
                " ghi tên",
            )
        found = named if coded is None else coded if named is None else []
        if named is not None and coded is not None:
            found = [unit for unit in coded if unit in named]
            if not found:
                other = "; ".join(self.full_name(u) for u in coded)
                raise UnitError(
                    "unit_mismatch",
                    f"tên “{text}” và mã “{code}” không phải cùng một đơn vị (mã {code} là"
                    f" {other}); sửa tên hoặc mã cho khớp",
                )
        living = [unit for unit in found if unit.lives_in(first, last)]
        if not living:
            raise UnitError("unit_not_valid", self._out_of_time(found, first, last))
        return living

    def restored(self, text: str, code: str, first: date, last: date) -> list[Unit]:
        """The units a code may mean once its lost leading zeros are put back; empty when none.

        With a name only those it agrees with; without one the caller needs other evidence.
        """
        found = [u for padded in self._padded(code) for u in self._by_code[padded]]
        found = [unit for unit in found if unit.lives_in(first, last)]
        if not clean(text):
            return found
        try:
            named = self._named(clean(text))
        except UnitError:
            return []
        return [unit for unit in found if unit in named]

    def _padded(self, code: str) -> list[str]:
        """Longer codes of the register that a code becomes with zeros before it."""
        if not code.isdigit():
            return []
        longer = (code.zfill(length) for length in _CODE_LENGTHS if length > len(code))
        return [padded for padded in dict.fromkeys(longer) if padded in self._by_code]

    def _named(self, text: str) -> list[Unit]:
        try:
            return self._exactly_named(text)
        except UnitError:
            bare = _BEFORE_NAME.sub("", text)
            if bare == text or not bare:
                raise
            return self._exactly_named(bare)

    def _exactly_named(self, text: str) -> list[Unit]:
        name, above = text, None
        if inside := _PARENT.match(text):
            name, above = inside["name"], inside["after"] or inside["inside"]
        found = self._by_name.get(self._key(name), [])
        if not found:
            kind, bare = self.spellings.without_prefix(name)
            found = [u for u in self._by_name.get(self._key(bare), []) if kind in (None, u.type)]
            # "Phường 1" keeps its type in the short name, hence the second try with the full name.
            found = found or self._by_name.get(self._key(f"{kind} {bare}"), [])
        if above:
            found = [u for u in found if self._lies_in(u, above)]
        if not found:
            raise UnitError("unit_unknown", self._suggest(text, name))
        return found

    def _lies_in(self, unit: Unit, above: str) -> bool:
        parents = self.parents(unit)
        for part in filter(None, map(str.strip, above.split(","))):
            kind, bare = self.spellings.without_prefix(part)
            names = {self._key(part), self._key(bare)}
            if not any(
                self._key(u.short_name) in names and kind in (None, u.type) for u in parents
            ):
                return False
        return True

    def _key(self, name: str) -> str:
        """The matching key of a name under its official spelling."""
        name = self.spellings.names.get(key(name), name)
        words = (self.spellings.words.get(key(word), word) for word in name.split(" "))
        return key(" ".join(words))

    def _suggest(self, text: str, name: str) -> str:
        bare = fold(self.spellings.without_prefix(name)[1])
        if bare not in self._near:
            near = difflib.get_close_matches(bare[:60], self._by_fold.keys(), n=3, cutoff=0.6)
            names = dict.fromkeys(u.name for n in near for u in self._by_fold[n])
            self._near[bare] = list(names)[:3]
        if names := self._near[bare]:
            return (
                f"“{text}” không có trong danh mục đơn vị; gần nhất: {', '.join(names)};"
                " ghi đúng tên hoặc mã đơn vị"
            )
        return f"“{text}” không có trong danh mục đơn vị; ghi tên đầy đủ hoặc mã đơn vị"

    def _out_of_time(self, found: list[Unit], first: date, last: date) -> str:
        unit = found[0]
        if unit.valid_to is not None and first >= unit.valid_to:
            return (
                f"{unit.name} đã kết thúc hoạt động trước {unit.valid_to:%d/%m/%Y}, kỳ này kết thúc"
                f" {last:%d/%m/%Y}; ghi đơn vị mới hoặc kỳ trước ngày đó"
            )
        return (
            f"{unit.name} (mã {unit.code}) chỉ có từ {unit.valid_from:%d/%m/%Y}, kỳ này kết thúc"
            f" {last:%d/%m/%Y}; ghi tên và mã đơn vị tại thời điểm báo cáo"
        )

    def settle(self, found: list[Unit], provinces: set[tuple], levels: set[str]) -> Unit:
        """One unit out of several, by the provinces and levels other rows of the file name.

        Evidence only counts when it is unanimous; otherwise UnitError asks for more.
        """
        for wanted, trait in ((provinces, self._province_key), (levels, lambda u: u.level)):
            if len(found) > 1 and len(wanted) == 1:
                found = [u for u in found if trait(u) in wanted] or found
        if len(found) == 1:
            return found[0]
        some = "; ".join(f"{self.full_name(u)} (mã {u.code})" for u in found[:3])
        more = f" và {len(found) - 3} đơn vị khác" if len(found) > 3 else ""
        raise UnitError(
            "unit_ambiguous",
            f"tên này có thể là: {some}{more}; ghi thêm cấp và đơn vị cấp trên"
            " (ví dụ “Huyện Tuy Phước, tỉnh Bình Định”) hoặc mã đơn vị",
        )

    def _province_key(self, unit: Unit) -> tuple[str, date]:
        above = self.province(unit)
        return above.code, above.valid_from


def read_register(folder: Path) -> Register:
    """The units of data/catalogue; CatalogueError lists broken rows with file and line."""
    units, faults = [], []
    lines: dict[tuple[str, date], int] = {}
    for row in read_rows(folder / "units.csv", tuple(_COLUMNS)):
        try:
            unit = _unit(row.cells)
        except ValueError as fault:
            faults.append(f"units.csv, dòng {row.line}: {fault}")
            continue
        units.append(unit)
        if (first := lines.setdefault((unit.code, unit.valid_from), row.line)) != row.line:
            faults.append(
                f"units.csv, dòng {row.line}: mã {unit.code} từ {unit.valid_from:%d/%m/%Y} đã có ở"
                f" dòng {first}; mỗi đơn vị một dòng"
            )
    faults += [
        f"units.csv, dòng {lines[(u.code, u.valid_from)]}: đơn vị cấp trên {u.parent[0]} của"
        f" {u.name} không có trong tệp; sửa parent_code và parent_valid_from"
        for u in units
        if u.parent is not None and u.parent not in lines
    ]
    if not units and not faults:
        faults.append("units.csv: tệp không có đơn vị nào; chép lại tệp gốc")
    if faults:
        raise CatalogueError(faults)
    return Register(units, _read_spellings(folder))


def _read_spellings(folder: Path) -> Spellings:
    rows = read_rows(folder / "spellings.csv", ("kind", "variant", "official"))
    said = {
        kind: {
            key(r.cells["variant"]): r.cells["official"] for r in rows if r.cells["kind"] == kind
        }
        for kind in ("place", "name", "prefix")
    }
    # "UBND huyện" stands for Huyện; the official form of a prefix is always a type of unit.
    prefixes = {key(name): name for name in TYPES}
    prefixes |= {prefix: name for prefix, name in said["prefix"].items() if name in TYPES}
    return Spellings(said["place"], said["name"], prefixes)


def _unit(cells: dict[str, str]) -> Unit:
    if cells["level"] not in LEVELS:
        raise ValueError(f"cấp “{cells['level']}” phải là một trong: {', '.join(LEVELS)}")
    if not (cells["code"] and cells["name"] and cells["short_name"]):
        raise ValueError("mã, tên và tên ngắn không được để trống")
    parent = cells["parent_code"]
    return Unit(
        cells["code"],
        _day(cells, "valid_from"),
        _day(cells, "valid_to") if cells["valid_to"] else None,
        cells["level"],
        cells["type"],
        cells["name"],
        cells["short_name"],
        (parent, _day(cells, "parent_valid_from")) if parent else None,
    )


def _day(cells: dict[str, str], column: str) -> date:
    try:
        return date.fromisoformat(cells[column])
    except ValueError:
        raise ValueError(
            f"cột {column}: “{cells[column]}” không phải ngày; ghi dạng năm-tháng-ngày,"
            " ví dụ 2025-07-01"
        ) from None
