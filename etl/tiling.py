"""The tile maps of the catalogue: where each unit stands in a grid; broken rows told by line."""

from datetime import date
from pathlib import Path

import pandas as pd

from indicators.catalogue_files import CatalogueError, read_rows
from indicators.units import Register, Unit

# The level of the units of each map, and whether they are those of today.
MAPS = {"tinh": ("tinh", True), "tinh_cu": ("tinh", False), "huyen": ("huyen", False)}
MAPS |= {"xa": ("xa", True)}
_COLUMNS = ("code", "valid_from", "row", "column")
_MOST = 99


def read_tiles(
    folder: Path,
    register: Register,
    ids: dict[tuple[str, date], int],
    today: dict[int, int],
) -> pd.DataFrame:
    """The tiles of all maps, in the columns of the edition's table `tile`.

    `ids` gives the id of each unit, `today` the id of the province each old province went into.
    Raises CatalogueError with every broken row of every file: a unit that is not in units.csv or
    not on that map, a place that is no whole number, a unit or a cell used twice.
    """
    rows, faults = [], []
    for name in MAPS:
        file = f"tiles_{name}.csv"
        lines: dict[tuple, int] = {}
        for row in read_rows(folder / file, _COLUMNS):
            try:
                tile = _tile(name, row.cells, register, ids, today)
                _refuse_twice(lines, row.line, tile)
            except ValueError as fault:
                faults.append(f"{file}, dòng {row.line}: {fault}")
                continue
            rows.append(tile)
    if faults:
        raise CatalogueError(faults)
    columns = ["map_name", "within_id", "unit_id", "owner_id", "row_no", "column_no"]
    return pd.DataFrame(rows, columns=columns).astype({"within_id": "Int64"})


def _tile(name: str, cells: dict[str, str], register: Register, ids, today) -> dict:
    unit = _unit(cells, register)
    level, is_today = MAPS[name]
    # An archipelago has a tile of its own on the maps of the country and shows its province.
    owner = register.province(unit) if level == "tinh" else unit
    if owner.level != level or (owner.valid_to is None) != is_today:
        when = "hiện nay" if is_today else "trước 01/7/2025"
        raise ValueError(
            f"{unit.name} (mã {unit.code}) không thuộc bản đồ này; tệp chỉ ghi đơn vị {when},"
            " bỏ dòng hoặc sửa code và valid_from"
        )
    province = register.province(unit)
    province_id = ids[(province.code, province.valid_from)]
    return {
        "map_name": name,
        "within_id": None if level == "tinh" else today.get(province_id, province_id),
        "unit_id": ids[(unit.code, unit.valid_from)],
        "owner_id": ids[(owner.code, owner.valid_from)],
        "row_no": _place(cells, "row"),
        "column_no": _place(cells, "column"),
    }


def _unit(cells: dict[str, str], register: Register) -> Unit:
    try:
        return register.units[cells["code"], date.fromisoformat(cells["valid_from"])]
    except (ValueError, KeyError):
        raise ValueError(
            f"mã “{cells['code']}” từ “{cells['valid_from']}” không có trong units.csv; ghi mã đủ"
            " số 0 ở đầu và ngày dạng 2025-07-01 như trong tệp ấy"
        ) from None


def _place(cells: dict[str, str], column: str) -> int:
    text = cells[column]
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST):
        raise ValueError(f"cột {column}: “{text}” phải là số nguyên từ 1 đến {_MOST}")
    return int(text)


def _refuse_twice(lines: dict[tuple, int], line: int, tile: dict) -> None:
    """ValueError when the unit or the cell already stands in an earlier line of the file."""
    unit = ("unit", tile["unit_id"])
    cell = ("cell", tile["within_id"], tile["row_no"], tile["column_no"])
    if unit in lines:
        raise ValueError(f"đơn vị này đã có ở dòng {lines[unit]}; mỗi đơn vị một dòng")
    if cell in lines:
        raise ValueError(
            f"ô hàng {tile['row_no']} cột {tile['column_no']} đã dùng ở dòng {lines[cell]}; chọn ô"
            " trống khác"
        )
    lines |= {unit: line, cell: line}
