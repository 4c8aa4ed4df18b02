"""Outlines of units from GeoJSON files a user puts into data/boundaries; checked, never fetched."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from indicators.editions import Edition, ask
from indicators.numerals import number

Ring = tuple[tuple[float, float], ...]
SUFFIXES = (".geojson", ".json")
MOST_BYTES = 10_000_000
MOST_POINTS = 150_000
_CODES = ("ma", "code", "ma_don_vi")
# Generous bounds of Viet Nam with its seas: a file in metres or with swapped axes lies outside.
_WEST, _EAST, _SOUTH, _NORTH = 100.0, 120.0, 4.0, 25.0
_MOST_TOLD = 3


@dataclass(frozen=True)
class Boundaries:
    """Rings (longitude, latitude) by unit key, and what is wrong with files left out, in words."""

    rings: dict[str, tuple[Ring, ...]]
    faults: tuple[str, ...]

    def of(self, unit_key: str) -> tuple[Ring, ...]:
        """All rings of a unit or of a group (keys joined by "+"); empty when a part has none."""
        parts = [self.rings.get(part, ()) for part in unit_key.split("+")]
        return tuple(ring for part in parts for ring in part) if all(parts) else ()


class BoundaryError(ValueError):
    """A file that is not as it should be; the message is Vietnamese: what, and the remedy."""


@dataclass(frozen=True)
class _Shape:
    """One feature: its place in the file, code, first day ("" when not given) and rings."""

    place: int
    code: str
    valid_from: str
    rings: tuple[Ring, ...]


def read(edition: Edition, data: Path) -> Boundaries:
    """The outlines in data/boundaries; a broken file is left out whole and told in `faults`.

    Names in the files are never read: the codes are looked up in the edition's register. Files are
    read again only when they have changed.
    """
    folder = data / "boundaries"
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
        stamps = tuple((p, p.stat().st_mtime_ns, p.stat().st_size) for p in found)
    except FileNotFoundError:
        return Boundaries({}, ())
    except OSError:
        told = "Không đọc được thư mục boundaries: kiểm tra quyền đọc, rồi tải lại trang."
        return Boundaries({}, (told,))
    return _read(edition, stamps) if stamps else Boundaries({}, ())


@lru_cache(maxsize=4)
def _read(edition: Edition, stamps: tuple[tuple[Path, int, int], ...]) -> Boundaries:
    rings: dict[str, tuple[Ring, ...]] = {}
    faults = []
    for path, _, n_bytes in stamps:
        try:
            rings |= _of_file(edition, path, n_bytes, rings)
        except BoundaryError as fault:
            faults.append(f"Tệp ranh giới “{path.name}” không dùng được: {fault}")
    return Boundaries(rings, tuple(faults))


def _of_file(edition: Edition, path: Path, n_bytes: int, before: dict) -> dict:
    if n_bytes > MOST_BYTES:
        raise BoundaryError(
            f"tệp lớn hơn {MOST_BYTES // 10**6} MB; giản lược đường ranh giới (QGIS: Simplify) rồi"
            " chép lại."
        )
    shapes = _shapes(_json(path))
    n_points = sum(len(ring) for shape in shapes for ring in shape.rings)
    if n_points > MOST_POINTS:
        raise BoundaryError(
            f"có {number(n_points)} điểm, nhiều nhất {number(MOST_POINTS)}; giản lược đường"
            " ranh giới (QGIS: Simplify) rồi chép lại."
        )
    return _keyed(edition, shapes, before)


def _json(path: Path):
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise BoundaryError("không đọc được tệp; kiểm tra quyền đọc.") from None
    # A text nested thousands of levels deep is no map either.
    except (ValueError, RecursionError):
        raise BoundaryError(
            "không phải GeoJSON dạng UTF-8; xuất lại từ QGIS dạng GeoJSON."
        ) from None


def _shapes(content) -> list[_Shape]:
    """Every feature of a file; BoundaryError with the first few faults of all features."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise BoundaryError("không có danh sách “features”; xuất lại dạng GeoJSON.")
    if not features:
        raise BoundaryError("không có đối tượng nào; xuất lại lớp ranh giới.")
    shapes, faults = [], []
    for place, feature in enumerate(features, 1):
        try:
            shapes.append(_shape(place, feature))
        except BoundaryError as fault:
            faults.append(f"đối tượng {place} {fault}")
    _refuse(faults)
    return shapes


def _refuse(faults: list[str]) -> None:
    if faults:
        more = (
            f"; và {number(len(faults) - _MOST_TOLD)} lỗi khác" if len(faults) > _MOST_TOLD else ""
        )
        raise BoundaryError("; ".join(faults[:_MOST_TOLD]) + f"{more}.")


def _shape(place: int, feature) -> _Shape:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise BoundaryError("không có thuộc tính; thêm thuộc tính “ma” ghi mã đơn vị")
    code = next((properties[name] for name in _CODES if properties.get(name) is not None), None)
    if not isinstance(code, str) or not (code.isascii() and code.isdigit()):
        raise BoundaryError(
            "thiếu mã đơn vị; thêm thuộc tính “ma” dạng chữ, đủ số 0 ở đầu, ví dụ “052”"
        )
    valid_from = properties.get("valid_from") or ""
    try:
        valid_from = valid_from and f"{date.fromisoformat(valid_from):%Y%m%d}"
    except (TypeError, ValueError):
        raise BoundaryError(
            "có valid_from không phải ngày; ghi như trong units.csv, ví dụ 2025-07-01"
        ) from None
    return _Shape(place, code, valid_from, _rings(feature.get("geometry")))


def _rings(geometry) -> tuple[Ring, ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundaryError("không phải Polygon hay MultiPolygon; xuất lớp vùng, không phải điểm")
    places = geometry.get("coordinates")
    polygons = [places] if kind == "Polygon" else places
    try:
        rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
    except (TypeError, ValueError, LookupError, OverflowError):
        raise BoundaryError(
            "có tọa độ không đọc được; xuất lại với hệ tọa độ WGS 84 (EPSG:4326)"
        ) from None
    if not rings:
        raise BoundaryError("không có đường ranh giới; xuất lại lớp")
    return rings


def _ring(points) -> Ring:
    """A ring that holds some area inside the bounds; ValueError otherwise."""
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    is_inside = all(_WEST <= x <= _EAST and _SOUTH <= y <= _NORTH for x, y in ring)
    if not ring or not is_inside or area(ring) == 0:
        raise ValueError
    return ring


def _keyed(edition: Edition, shapes: list[_Shape], before: dict) -> dict:
    """Rings by unit key; a code that several units have borne needs its first day."""
    lives: dict[str, list[str]] = {}
    for row in ask(edition, "lives", codes=[shape.code for shape in shapes]).itertuples():
        lives.setdefault(row.code, []).append(row.unit_key)
    found: dict[str, tuple[Ring, ...]] = {}
    faults = []
    for shape in shapes:
        keys = lives.get(shape.code, [])
        if shape.valid_from:
            keys = [key for key in keys if key == f"{shape.code}.{shape.valid_from}"]
        at = f"đối tượng {shape.place} (mã {shape.code})"
        if not keys:
            faults.append(f"{at} không có trong danh mục đơn vị; sửa ma hoặc valid_from")
        elif len(keys) > 1:
            faults.append(
                f"{at} là mã của {len(keys)} đơn vị khác thời; thêm thuộc tính valid_from, ví dụ"
                " 2025-07-01 cho đơn vị hiện nay"
            )
        elif keys[0] in found or keys[0] in before:
            faults.append(f"{at} đã có ranh giới; gộp thành một MultiPolygon hoặc bỏ bớt")
        else:
            found[keys[0]] = shape.rings
    _refuse(faults)
    return found


def label_place(rings: Iterable[Ring]) -> tuple[float, float]:
    """A place inside the largest ring, at the middle of its widest stretch at mid-height.

    Unlike the centroid it lies inside a unit of any shape.
    """
    ring = max(rings, key=lambda ring: abs(area(ring)))
    latitudes = [y for _, y in ring]
    level = (min(latitudes) + max(latitudes)) / 2
    # A level through a corner would count that corner twice.
    while level in latitudes:
        level = math.nextafter(level, math.inf)
    crossings = sorted(
        x0 + (level - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y0 < level) != (y1 < level)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=True))
    west, east = max(stretches, key=lambda ends: ends[1] - ends[0])
    return (west + east) / 2, level


def area(ring: Ring) -> float:
    """Area of a ring in square degrees (shoelace formula), negative when it runs clockwise."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2
