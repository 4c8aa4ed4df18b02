"""Administrative units through time: the register, and finding the unit a text means."""

import csv
import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indicators.catalogue import CatalogueError, read_rows
from indicators.names import clean, fold, key

LEVELS = ("tinh", "huyen", "xa")
LEVEL_WORDS = {"tinh": "cấp tỉnh", "huyen": "cấp huyện", "xa": "cấp xã"}
_COLUMNS = (
    "code,valid_from,valid_to,level,type,name,short_name,parent_code,parent_valid_from,folded"
).split(",")

# What may stand before a name, and the types of unit it may mean.
_PREFIXES = {
    "tỉnh": ("Tỉnh",),
    "thành phố": ("Thành phố",),
    "tp": ("Thành phố",),
    "t.p": ("Thành phố",),
    "huyện": ("Huyện",),
    "h": ("Huyện",),
    "thị xã": ("Thị xã",),
    "tx": ("Thị xã",),
    "t.x": ("Thị xã",),
    "quận": ("Quận",),
    "q": ("Quận",),
    "xã": ("Xã",),
    "x": ("Xã",),
    "phường": ("Phường",),
    "p": ("Phường",),
    "thị trấn": ("Thị trấn",),
    "tt": ("Thị trấn",),
    "t.t": ("Thị trấn",),
    "đặc khu": ("Đặc khu",),
}
_PREFIX = re.compile(
    r"^(?:(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|tp|tx|tt)\.?\s+"
    r"|(t\.p|t\.x|t\.t|tp|tx|tt|h|q|x|p)\.\s*)(?=\S)"
)
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


class Register:
    """All units, indexed by key, by code and by matching name."""

    def __init__(self, units: list[Unit], spellings: dict[str, str]):
        self.units = {(u.code, u.valid_from): u for u in units}
        self.spellings = spellings
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_fold: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code].append(unit)
            self._by_name[key(self._spelled(unit.short_name))].append(unit)
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
        return ([unit] + self.parents(unit))[-1]

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
            raise UnitError(
                "unit_unknown", f"mã “{code}” không có trong danh mục; kiểm tra mã hoặc bỏ trống"
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

    def _named(self, text: str) -> list[Unit]:
        name, above, types = text, None, None
        if inside := _PARENT.match(text):
            name, above = inside["name"], inside["after"] or inside["inside"]
        found = self._by_name.get(key(self._spelled(name)), [])
        if not found and (prefix := _PREFIX.match(clean(name).casefold())):
            types = _PREFIXES[prefix[1] or prefix[2]]
            bare = clean(name)[prefix.end() :]
            by_short = self._by_name.get(key(self._spelled(bare)), [])
            # "Phường 1" keeps its type in the short name, hence the second try with the full name.
            found = [u for u in by_short if u.type in types]
            found = found or self._by_name.get(key(f"{types[0]} {self._spelled(bare)}"), [])
        if above:
            found = [u for u in found if self._lies_in(u, above)]
        if not found:
            raise UnitError("unit_unknown", self._suggest(text, name))
        return found

    def _lies_in(self, unit: Unit, above: str) -> bool:
        wanted = [part.strip() for part in above.split(",") if part.strip()]
        names = {key(n) for u in self.parents(unit) for n in (u.name, u.short_name)}
        return all(key(self._spelled(part)) in names for part in wanted)

    def _spelled(self, name: str) -> str:
        return " ".join(self.spellings.get(key(word), word) for word in name.split(" "))

    def _suggest(self, text: str, name: str) -> str:
        bare = _PREFIX.sub("", clean(name).casefold())
        near = difflib.get_close_matches(fold(bare), self._by_fold.keys(), n=3, cutoff=0.6)
        names = list(dict.fromkeys(u.name for n in near for u in self._by_fold[n]))[:3]
        if not names:
            return f"“{text}” không có trong danh mục đơn vị; ghi tên đầy đủ hoặc mã đơn vị"
        return f"“{text}” không có trong danh mục đơn vị; gần nhất: {', '.join(names)}"

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
    spellings = {
        key(row.cells["variant"]): row.cells["official"]
        for row in read_rows(folder / "spellings.csv", ("kind", "variant", "official"))
        if row.cells["kind"] == "place"
    }
    units, faults = [], []
    with (folder / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [c for c in _COLUMNS if c not in (reader.fieldnames or [])]:
            raise CatalogueError([f"units.csv: thiếu cột {', '.join(missing)}"])
        for cells in reader:
            try:
                units.append(_unit(cells))
            except ValueError as fault:
                faults.append(f"units.csv, dòng {reader.line_num}: {fault}")
    known = {(u.code, u.valid_from) for u in units}
    faults += [
        f"units.csv: {u.name} ({u.code}) có đơn vị cấp trên {u.parent[0]} không có trong tệp"
        for u in units
        if u.parent is not None and u.parent not in known
    ]
    if len(known) != len(units):
        faults.append("units.csv: có hai dòng cùng mã và cùng ngày bắt đầu; mỗi đơn vị một dòng")
    if faults:
        raise CatalogueError(faults)
    return Register(units, spellings)


def _unit(cells: dict[str, str]) -> Unit:
    if cells["level"] not in LEVELS:
        raise ValueError(f"cấp “{cells['level']}” phải là một trong: {', '.join(LEVELS)}")
    if not (cells["code"] and cells["name"] and cells["short_name"]):
        raise ValueError("mã, tên và tên ngắn không được để trống")
    parent = cells["parent_code"]
    return Unit(
        cells["code"],
        date.fromisoformat(cells["valid_from"]),
        date.fromisoformat(cells["valid_to"]) if cells["valid_to"] else None,
        cells["level"],
        cells["type"],
        cells["name"],
        cells["short_name"],
        (parent, date.fromisoformat(cells["parent_valid_from"])) if parent else None,
    )
