"""Reading units.csv and unit_changes.csv: every broken row is told with its line and the remedy."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from indicators.catalogue_rows import CatalogueError, Reader, Row, day, read_rows
from indicators.days import day_text

LEVELS = ("tinh", "huyen", "xa")
TYPES = (
    "Tỉnh", "Thành phố", "Huyện", "Thị xã", "Quận", "Xã", "Phường", "Thị trấn", "Đặc khu",
)  # fmt: skip
CODE_LENGTHS = {"tinh": 2, "huyen": 3, "xa": 5}
CHANGES = ("whole", "part")
_WEIGHT_DECIMALS = 4
_COLUMNS = (
    "code", "valid_from", "valid_to", "level", "type", "name", "short_name", "parent_code",
    "parent_valid_from", "folded",
)  # fmt: skip

UnitKey = tuple[str, date]


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
    parent: UnitKey | None

    @property
    def key(self) -> str:
        """The unit's key in links and frames; codes are reused, so the date belongs to it."""
        return f"{self.code}.{self.valid_from:%Y%m%d}"

    def lives_in(self, first: date, last: date) -> bool:
        """True when the unit exists on some day from first to last, both included."""
        return self.valid_from <= last and (self.valid_to is None or first < self.valid_to)


@dataclass(frozen=True)
class UnitChange:
    """An old unit of which a new one took over all (`whole`) or a part.

    `weight` is the share of the old unit's figures, 1 for a whole, None for a part nobody stated.
    """

    old: UnitKey
    new: UnitKey
    kind: str
    weight: float | None


def read_units(folder: Path) -> list[Unit]:
    """The units of data/catalogue; CatalogueError lists broken rows with file and line."""
    units: dict[UnitKey, Unit] = {}
    lines: dict[UnitKey, int] = {}
    faults = []
    for row in read_rows(folder / "units.csv", _COLUMNS):
        try:
            unit = _unit(row.cells)
        except ValueError as fault:
            faults.append(f"units.csv, dòng {row.line}: {fault}")
            continue
        place = (unit.code, unit.valid_from)
        if (first := lines.setdefault(place, row.line)) != row.line:
            faults.append(
                f"units.csv, dòng {row.line}: mã {unit.code} từ {day_text(unit.valid_from)} đã có ở"
                f" dòng {first}; mỗi đơn vị một dòng"
            )
        units[place] = unit
    faults += [
        f"units.csv, dòng {lines[place]}: {fault}"
        for place, unit in units.items()
        if (fault := _parent_fault(unit, units))
    ]
    faults += _overlaps(units, lines)
    if not units and not faults:
        faults.append("units.csv: tệp không có đơn vị nào; chép lại tệp gốc")
    if faults:
        raise CatalogueError(faults)
    return list(units.values())


def _unit(cells: dict[str, str]) -> Unit:
    level, code, parent = cells["level"], cells["code"], cells["parent_code"]
    if level not in LEVELS:
        raise ValueError(f"cấp “{level}” phải là một trong: {', '.join(LEVELS)}")
    if cells["type"] not in TYPES:
        raise ValueError(f"loại “{cells['type']}” phải là một trong: {', '.join(TYPES)}")
    if not (code and cells["name"] and cells["short_name"]):
        raise ValueError("mã, tên và tên ngắn không được để trống")
    if len(code) != CODE_LENGTHS[level] or not (code.isascii() and code.isdigit()):
        raise ValueError(
            f"mã “{code}” phải có đúng {CODE_LENGTHS[level]} chữ số ở cấp {level}; Excel hay bỏ số"
            " 0 ở đầu: đặt cột mã kiểu Văn bản rồi ghi đủ"
        )
    first = _day(cells, "valid_from")
    last = _day(cells, "valid_to") if cells["valid_to"] else None
    if last is not None and first >= last:
        raise ValueError(
            f"valid_from {day_text(first)} phải trước valid_to {day_text(last)}; sửa một trong hai"
        )
    return Unit(
        code, first, last, level, cells["type"], cells["name"], cells["short_name"],
        (parent, _day(cells, "parent_valid_from")) if parent else None,
    )  # fmt: skip


def _day(cells: dict[str, str], column: str) -> date:
    try:
        return day(cells[column])
    except ValueError as fault:
        raise ValueError(f"cột {column}: {fault}") from None


def _parent_fault(unit: Unit, units: dict[UnitKey, Unit]) -> str:
    """What is wrong with the unit above; "" for nothing. A higher level rules out any circle."""
    if unit.parent is None:
        if unit.level == "tinh":
            return ""
        return f"{unit.name} không có đơn vị cấp trên; ghi parent_code và parent_valid_from"
    above = units.get(unit.parent)
    if above is None:
        return (
            f"đơn vị cấp trên {unit.parent[0]} của {unit.name} không có trong tệp; sửa parent_code"
            " và parent_valid_from"
        )
    if LEVELS.index(above.level) >= LEVELS.index(unit.level):
        return (
            f"đơn vị cấp trên của {unit.name} ({unit.level}) là {above.name} ({above.level}), phải"
            " ở cấp cao hơn, không được vòng lại; sửa parent_code"
        )
    return ""


def _overlaps(units: dict[UnitKey, Unit], lines: dict[UnitKey, int]) -> list[str]:
    """A code may be used again, but never by two units on one day."""
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units.values(), key=lambda unit: unit.valid_from):
        by_code[unit.code].append(unit)
    return [
        f"units.csv, dòng {lines[(later.code, later.valid_from)]}: mã {later.code} từ"
        f" {day_text(later.valid_from)} trùng thời gian với {earlier.name} ở dòng"
        f" {lines[(earlier.code, earlier.valid_from)]}; sửa valid_to của dòng đó"
        for same in by_code.values()
        for earlier, later in pairwise(same)
        if earlier.valid_to is None or later.valid_from < earlier.valid_to
    ]


def read_unit_changes(folder: Path, units: dict[UnitKey, Unit]) -> list[UnitChange]:
    """The rows of unit_changes.csv; `units` are the known ones by (code, valid_from).

    CatalogueError lists unknown units, impossible weights, shares of one unit that are all given
    and do not make a whole, units that succeed themselves or a unit not ended. A unit that began
    with a change may change again.
    """
    columns = ("old_code", "old_valid_from", "new_code", "new_valid_from", "kind", "weight")
    read = Reader()
    changes: dict[UnitKey, list[tuple[Row, UnitChange]]] = defaultdict(list)
    seen: dict[tuple[UnitKey, UnitKey], int] = {}
    for row in read_rows(folder / "unit_changes.csv", columns):
        old, new = (_known_unit(read, row, side, units) for side in ("old", "new"))
        change = UnitChange(old, new, read.choice(row, "kind", CHANGES), _weight(read, row))
        read.once(row, "old_code", (old, new), seen)
        changes[old].append((row, change))
    for parts in changes.values():
        _check_whole(read, parts)
    _check_times(read, changes, units)
    if read.faults:
        raise CatalogueError(read.faults)
    return [change for parts in changes.values() for _, change in parts]


def _known_unit(read: Reader, row: Row, side: str, units) -> UnitKey:
    code, since = row.cells[f"{side}_code"], row.cells[f"{side}_valid_from"]
    try:
        place = (code, day(since))
    except ValueError as fault:
        read.faults.append(row.fault(f"{side}_valid_from", str(fault).partition(" ")[2]))
        return code, date.min
    if place not in units:
        reason = f"từ {day_text(place[1])} không có trong units.csv; sửa mã hoặc ngày"
        read.faults.append(row.fault(f"{side}_code", reason))
    return place


def _weight(read: Reader, row: Row) -> float | None:
    is_whole = row.cells["kind"] == "whole"
    weight = read.decimal(row, "weight")
    if is_whole and weight != 1:
        read.faults.append(row.fault("weight", "phải là 1 khi chuyển nguyên (whole)"))
    if weight is not None and weight.as_tuple().exponent < -_WEIGHT_DECIMALS:
        # Shares of two reforms are multiplied and still sum to 1 as the edition holds them.
        reason = f"chỉ ghi tối đa {_WEIGHT_DECIMALS} chữ số sau dấu phẩy, các dòng cộng lại bằng 1"
        read.faults.append(row.fault("weight", reason))
    if not is_whole and weight is not None and not 0 < weight < 1:
        reason = "phải lớn hơn 0 và nhỏ hơn 1 khi chuyển một phần (part); chưa biết thì để trống"
        read.faults.append(row.fault("weight", reason))
    return None if weight is None else float(weight)


def _check_whole(read: Reader, parts: list[tuple[Row, UnitChange]]) -> None:
    """Refuse shares of one old unit that cannot be all of it."""
    weights = [change.weight for _, change in parts]
    row = parts[-1][0]
    if len(parts) > 1 and any(change.kind == "whole" for _, change in parts):
        reason = "vừa chuyển nguyên (whole) vừa chuyển thêm nơi khác; các dòng phải là part"
        read.faults.append(row.fault("old_code", reason))
    elif None not in weights and sum(Decimal(str(w)) for w in weights) != 1:
        total = sum(Decimal(str(w)) for w in weights)
        lines = ", ".join(str(row.line) for row, _ in parts)
        reason = (
            f"có mọi tỷ trọng (các dòng {lines}) nhưng cộng lại {total:f}, phải bằng 1; sửa, hoặc"
            " để trống tỷ trọng chưa biết"
        )
        read.faults.append(row.fault("old_code", reason))


def _check_times(
    read: Reader, changes: dict[UnitKey, list[tuple[Row, UnitChange]]], units: dict[UnitKey, Unit]
) -> None:
    """Refuse successions no calendar allows; what is left can never go round in a circle."""
    for old, parts in changes.items():
        for row, change in parts:
            if old == change.new:
                reason = "là đơn vị kế thừa của chính nó; sửa mã hoặc ngày một bên, hoặc xóa dòng"
                read.faults.append(row.fault("new_code", reason))
            elif old in units and change.new in units:
                _check_order(read, row, units[old], change.new[1])


def _check_order(read: Reader, row: Row, old: Unit, begins: date) -> None:
    """Refuse a successor that begins while its predecessor lives."""
    if old.valid_to is not None and old.valid_to <= begins:
        return
    ends = "chưa có valid_to" if old.valid_to is None else f"kết thúc {day_text(old.valid_to)}"
    reason = (
        f"bắt đầu trước khi {old.name} ({old.code}, {ends}) kết thúc; sửa ngày ở dòng này hoặc"
        " valid_to của đơn vị cũ trong units.csv"
    )
    read.faults.append(row.fault("new_valid_from", reason))
