"""Reading the catalogue from its editable CSV files; every broken row is told with its line."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from indicators.catalogue import Catalogue, Family, Identity, Indicator, Measure, Target
from indicators.names import clean, key
from indicators.periods import COUNTS, KINDS, CutOff

VALUE_KINDS = ("count", "money", "percent", "score")
TIME_KINDS = ("flow", "stock", "mixed", "plan")
FORMULA_KINDS = ("ratio", "level", "change")
POLARITIES = ("higher", "lower", "neither")
BASES = ("in_period", "to_date")
_LARGEST = 10**9
# "=gap": the left holds the right and a rest nobody stated; a rest that is not 0 is told.
OPERATORS = ("=", "<=", ">=", "=prev", "=gap")


class CatalogueError(Exception):
    """Broken catalogue rows; `problems` lists each as "file, dòng N: what and remedy"."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class _Row:
    """One CSV row with its place, so that a fault can be named where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def fault(self, column: str, remedy: str) -> str:
        return f"{self.file}, dòng {self.line}, cột {column}: “{self.cells[column]}” {remedy}"


def read_rows(path: Path, columns: tuple[str, ...]) -> list[_Row]:
    """The rows of a catalogue file, cells cleaned; CatalogueError when it cannot be read so."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CatalogueError(
            [f"{path.name}: không có tệp này trong thư mục {path.parent}; chép lại tệp gốc"]
        ) from None
    except UnicodeDecodeError:
        raise CatalogueError(
            [f"{path.name}: không phải UTF-8; trong Excel lưu lại dạng “CSV UTF-8”"]
        ) from None
    # Excel with Vietnamese settings saves CSV with semicolons.
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _rows(path.name, reader, columns)
    except csv.Error:
        raise CatalogueError(
            [f"{path.name}, dòng {reader.line_num}: dấu ngoặc kép không khép hoặc đặt sai; sửa lại"]
        ) from None


def _rows(file: str, reader, columns: tuple[str, ...]) -> list[_Row]:
    header = [cell.strip() for cell in next(reader, [])]
    if missing := [c for c in columns if c not in header]:
        raise CatalogueError(
            [f"{file}, dòng 1: thiếu cột {', '.join(missing)}; thêm lại cột theo tệp gốc"]
        )
    rows, faults = [], []
    last = reader.line_num
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cells):
            continue
        if len(cells) != len(header):
            faults.append(
                f"{file}, dòng {line}: có {len(cells)} ô, cần {len(header)} ô"
                " (ô có dấu phẩy phải đặt trong ngoặc kép)"
            )
            continue
        rows.append(_Row(file, line, dict(zip(header, map(clean, cells), strict=True))))
    if faults:
        raise CatalogueError(faults)
    return rows


class _Reader:
    """Turns cells into values and collects every fault, so that all are told at once."""

    def __init__(self):
        self.faults: list[str] = []

    def choice(self, row: _Row, column: str, allowed) -> str:
        if row.cells[column] not in allowed:
            self.faults.append(row.fault(column, f"phải là một trong: {', '.join(allowed)}"))
        return row.cells[column]

    def integer(self, row: _Row, column: str) -> int | None:
        return self._number(row, column, int, "phải là số nguyên dưới một tỷ")

    def decimal(self, row: _Row, column: str) -> Decimal | None:
        return self._number(row, column, Decimal, "phải là số dưới một tỷ, dấu chấm thập phân")

    def _number(self, row, column, convert, remedy):
        if not row.cells[column]:
            return None
        try:
            value = convert(row.cells[column])
            if abs(value) < _LARGEST:
                return value
        except (ValueError, InvalidOperation):
            pass
        self.faults.append(row.fault(column, remedy))
        return None

    def needed(self, row: _Row, column: str, value):
        # A cell that holds something unusable was told of when it was read.
        if value in (None, "") and not row.cells[column]:
            self.faults.append(row.fault(column, "không được để trống"))
        return value

    def yes(self, row: _Row, column: str) -> bool:
        return self.choice(row, column, ("yes", "no")) == "yes"

    def codes(self, row: _Row, column: str, known) -> tuple[str, ...]:
        found = tuple(code.strip() for code in row.cells[column].split("+") if code.strip())
        if unknown := [code for code in found if code not in known]:
            self.faults.append(row.fault(column, f"có mã lạ: {', '.join(unknown)}"))
        return found


def _aliases(row: _Row) -> tuple[str, ...]:
    return tuple(a.strip() for a in row.cells["aliases"].split("|") if a.strip())


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a folder; CatalogueError lists every broken row with file and line."""
    read = _Reader()
    families = _read_families(folder, read)
    measures = _read_measures(folder, read, families)
    indicators = _read_indicators(folder, read, families, measures)
    catalogue = Catalogue(
        families,
        measures,
        indicators,
        _read_identities(folder, read, measures),
        _read_targets(folder, read, indicators),
        _read_cut_offs(folder, read),
    )
    _refuse_shared_names(read, catalogue)
    if read.faults:
        raise CatalogueError(read.faults)
    return catalogue


def _refuse_shared_names(read: _Reader, catalogue: Catalogue) -> None:
    """A name may stand for one thing only: a measure, an indicator, or a level of that measure."""
    owners: dict[str, Measure | Indicator] = {}
    for item in (*catalogue.measures.values(), *catalogue.indicators.values()):
        for name in (item.code, item.name_vi, item.short_vi, *item.aliases):
            owner = owners.setdefault(key(name), item)
            is_level = isinstance(item, Indicator) and item.formula_kind == "level"
            if owner is not item and not (is_level and item.numerator == (owner.code,)):
                file = "measures.csv" if isinstance(item, Measure) else "indicators.csv"
                read.faults.append(
                    f"{file}: tên “{name}” vừa là {owner.code} vừa là {item.code};"
                    " mỗi tên chỉ dùng cho một mã, bỏ ở một dòng"
                )


def _coded(read: _Reader, folder: Path, file: str, columns) -> list[_Row]:
    """The rows of a file whose first column is a unique code; at least one."""
    rows, column = read_rows(folder / file, tuple(columns)), "code"
    seen: dict[str, int] = {}
    for row in rows:
        if (first := seen.setdefault(row.cells[column], row.line)) != row.line:
            read.faults.append(row.fault(column, f"đã có ở dòng {first}; mỗi mã một dòng"))
    if not rows:
        read.faults.append(f"{file}: tệp không có dòng nào; chép lại tệp gốc")
    return rows


def _read_families(folder: Path, read: _Reader) -> dict[str, Family]:
    rows = _coded(read, folder, "families.csv", ("code", "name_vi", "sort"))
    return {
        row.cells["code"]: Family(
            read.needed(row, "code", row.cells["code"]),
            read.needed(row, "name_vi", row.cells["name_vi"]),
            read.needed(row, "sort", read.integer(row, "sort")) or 0,
        )
        for row in rows
    }


_MEASURE_COLUMNS = (
    "code", "name_vi", "short_vi", "family", "unit_vi", "value_kind", "time_kind", "part_of",
    "form", "form_column", "aliases", "note",
)  # fmt: skip


def _read_measures(folder: Path, read: _Reader, families) -> dict[str, Measure]:
    rows = _coded(read, folder, "measures.csv", _MEASURE_COLUMNS)
    known = {row.cells["code"] for row in rows} | {""}
    found = {}
    for row in rows:
        cells = {name: row.cells[name] for name in _MEASURE_COLUMNS}
        read.choice(row, "family", families)
        read.choice(row, "value_kind", VALUE_KINDS)
        read.choice(row, "time_kind", TIME_KINDS)
        if cells["part_of"] not in known:
            read.faults.append(row.fault("part_of", "không phải mã số liệu nào"))
        for column in ("code", "name_vi", "short_vi", "unit_vi"):
            read.needed(row, column, cells[column])
        found[cells["code"]] = Measure(**(cells | {"aliases": _aliases(row)}))
    return found


_INDICATOR_COLUMNS = (
    "code", "name_vi", "short_vi", "family", "unit_vi", "formula_kind", "numerator",
    "denominator", "scale", "decimals", "polarity", "basis", "headline", "can_exceed_100",
    "min_denominator_for_ranking", "aliases", "definition_vi", "caution_vi",
)  # fmt: skip


def _read_indicators(folder: Path, read: _Reader, families, measures) -> dict[str, Indicator]:
    rows = _coded(read, folder, "indicators.csv", _INDICATOR_COLUMNS)
    found = {}
    for row in rows:
        text = {c: row.cells[c] for c in ("code", "name_vi", "short_vi", "unit_vi")}
        for column, value in text.items():
            read.needed(row, column, value)
        kind = read.choice(row, "formula_kind", FORMULA_KINDS)
        denominator = read.codes(row, "denominator", measures)
        if (kind == "ratio") != bool(denominator):
            read.faults.append(
                row.fault("denominator", "tỷ lệ phải có mẫu số, loại khác thì không")
            )
        found[text["code"]] = Indicator(
            **text,
            family=read.choice(row, "family", families),
            formula_kind=kind,
            numerator=read.needed(row, "numerator", read.codes(row, "numerator", measures) or None)
            or (),
            denominator=denominator,
            scale=float(read.needed(row, "scale", read.decimal(row, "scale")) or 1),
            decimals=read.needed(row, "decimals", read.integer(row, "decimals")) or 0,
            polarity=read.choice(row, "polarity", POLARITIES),
            basis=read.choice(row, "basis", BASES),
            headline=read.integer(row, "headline"),
            can_exceed_100=read.yes(row, "can_exceed_100"),
            min_denominator=read.integer(row, "min_denominator_for_ranking"),
            aliases=_aliases(row),
            definition_vi=row.cells["definition_vi"],
            caution_vi=row.cells["caution_vi"],
        )
    return found


def _read_identities(folder: Path, read: _Reader, measures) -> tuple[Identity, ...]:
    columns = ("form", "left", "operator", "right", "is_definition", "note")
    return tuple(
        Identity(
            row.cells["form"],
            read.choice(row, "left", measures),
            read.choice(row, "operator", OPERATORS),
            read.codes(row, "right", measures),
            read.yes(row, "is_definition"),
            row.cells["note"],
        )
        for row in read_rows(folder / "identities.csv", columns)
    )


def _read_targets(folder: Path, read: _Reader, indicators) -> tuple[Target, ...]:
    columns = (
    "indicator", "scope", "year", "value", "source", "source_date", "verified", "entered_by",
    "note",
)  # fmt: skip
    found = []
    for row in read_rows(folder / "targets.csv", tuple(columns)):
        if read.yes(row, "verified") and not row.cells["source"]:
            read.faults.append(row.fault("source", "mục tiêu đã xác nhận phải ghi nguồn"))
        found.append(
            Target(
                read.choice(row, "indicator", indicators),
                row.cells["scope"],
                read.integer(row, "year"),
                read.needed(row, "value", read.decimal(row, "value")) or Decimal(0),
                row.cells["source"],
                row.cells["source_date"],
                row.cells["verified"] == "yes",
                row.cells["entered_by"],
                row.cells["note"],
            )
        )
    return tuple(found)


def _read_cut_offs(folder: Path, read: _Reader) -> dict[tuple[str, int], CutOff]:
    numbers = (
        "ordinal", "from_year_offset", "from_month", "from_day", "to_month", "to_day", "due_days",
        )  # fmt: skip
    rows = read_rows(
        folder / "period_kinds.csv", ("kind", "name_vi", *numbers, "source", "verified")
    )
    found = {}
    for row in rows:
        kind = read.choice(row, "kind", KINDS)
        values = {n: read.needed(row, n, read.integer(row, n)) or 0 for n in numbers}
        for side in ("from", "to"):
            _check_day(read, row, values, side)
        found[(kind, values["ordinal"])] = CutOff(
            kind=kind,
            name_vi=row.cells["name_vi"],
            source=row.cells["source"],
            verified=read.yes(row, "verified"),
            **values,
        )
    read.faults += [
        f"period_kinds.csv: thiếu dòng {kind} thứ tự {ordinal}; thêm lại theo tệp gốc"
        for kind, count in COUNTS.items()
        for ordinal in range(1, count + 1)
        if (kind, ordinal) not in found
    ]
    return found


def _check_day(read: _Reader, row: _Row, values: dict[str, int], side: str) -> None:
    try:
        # A common year: 29 February would not exist in most years.
        date(2023, values[f"{side}_month"], values[f"{side}_day"])
    except ValueError:
        read.faults.append(row.fault(f"{side}_day", "không phải ngày có trong tháng; sửa lại"))
    if side == "from" and not -1 <= values["from_year_offset"] <= 0:
        read.faults.append(row.fault("from_year_offset", "phải là -1 hoặc 0"))
