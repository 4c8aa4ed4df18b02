"""Reading the catalogue from its editable CSV files; every broken row is told with its line."""

from datetime import date
from pathlib import Path

from indicators.catalogue import Catalogue, Family, Identity, Indicator, Measure
from indicators.catalogue_rows import CatalogueError, Reader, Row, read_rows
from indicators.catalogue_targets import read_targets
from indicators.names import key
from indicators.periods import COUNTS, KINDS, CutOff
from indicators.unit_files import LEVELS

VALUE_KINDS = ("count", "money", "percent", "score")
TIME_KINDS = ("flow", "stock", "mixed", "plan")
FORMULA_KINDS = ("ratio", "level", "change")
POLARITIES = ("higher", "lower", "neither")
BASES = ("in_period", "to_date")
# "prev": the right is the one at the end of the period before. "gap": the left holds the right
# and a rest nobody stated; a rest that is not 0 is told. Excel takes "=prev" for a formula.
OPERATORS = ("=", "<=", ">=", "prev", "gap")
# A failed identity is told and never refuses a figure.
SEVERITIES = ("warn",)
_DECIMALS = range(5)


def _aliases(row: Row) -> tuple[str, ...]:
    return tuple(a.strip() for a in row.cells["aliases"].split("|") if a.strip())


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a folder; CatalogueError lists every broken row with file and line."""
    read = Reader()
    families = _read_families(folder, read)
    measures = _read_measures(folder, read, families)
    indicators = _read_indicators(folder, read, families, measures)
    catalogue = Catalogue(
        families,
        measures,
        indicators,
        _read_identities(folder, read, measures),
        read_targets(folder, read, indicators),
        _read_cut_offs(folder, read),
    )
    _refuse_shared_names(read, catalogue)
    if read.faults:
        raise CatalogueError(read.faults)
    return catalogue


def _refuse_shared_names(read: Reader, catalogue: Catalogue) -> None:
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


def _coded(read: Reader, folder: Path, file: str, columns) -> list[Row]:
    """The rows of a file whose first column is a unique code; at least one."""
    rows, column = read_rows(folder / file, tuple(columns)), "code"
    seen: dict[str, int] = {}
    for row in rows:
        read.once(row, column, row.cells[column], seen)
    if not rows:
        read.faults.append(f"{file}: tệp không có dòng nào; chép lại tệp gốc")
    return rows


def _read_families(folder: Path, read: Reader) -> dict[str, Family]:
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


def _read_measures(folder: Path, read: Reader, families) -> dict[str, Measure]:
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


def _read_indicators(folder: Path, read: Reader, families, measures) -> dict[str, Indicator]:
    rows = _coded(read, folder, "indicators.csv", _INDICATOR_COLUMNS)
    found, headlines = {}, {}
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
        if row.cells["headline"]:
            read.once(row, "headline", row.cells["headline"], headlines)
        found[text["code"]] = Indicator(
            **text,
            family=read.choice(row, "family", families),
            formula_kind=kind,
            numerator=read.needed(row, "numerator", read.codes(row, "numerator", measures) or None)
            or (),
            denominator=denominator,
            scale=_scale(read, row),
            decimals=_decimals(read, row),
            polarity=read.choice(row, "polarity", POLARITIES),
            basis=read.choice(row, "basis", BASES),
            headline=read.integer(row, "headline", 1),
            can_exceed_100=read.yes(row, "can_exceed_100"),
            min_denominator=read.integer(row, "min_denominator_for_ranking", 0),
            aliases=_aliases(row),
            definition_vi=row.cells["definition_vi"],
            caution_vi=row.cells["caution_vi"],
        )
    return found


def _scale(read: Reader, row: Row) -> float:
    value = read.needed(row, "scale", read.decimal(row, "scale"))
    if value is not None and value <= 0:
        read.faults.append(row.fault("scale", "phải lớn hơn 0, ví dụ 100 cho tỷ lệ phần trăm"))
    return float(value or 1)


def _decimals(read: Reader, row: Row) -> int:
    value = read.needed(row, "decimals", read.integer(row, "decimals"))
    if value is not None and value not in _DECIMALS:
        read.faults.append(row.fault("decimals", "phải từ 0 đến 4"))
    return value or 0


def _read_identities(folder: Path, read: Reader, measures) -> tuple[Identity, ...]:
    columns = (
        "form", "left", "operator", "right", "severity", "is_definition", "level", "valid_from",
        "valid_to", "note",
    )  # fmt: skip
    found, definitions = [], {}
    for row in read_rows(folder / "identities.csv", columns):
        left = read.known(row, "left", measures, "measures.csv")
        right = read.needed(row, "right", read.codes(row, "right", measures) or None) or ()
        if left in right:
            read.faults.append(row.fault("right", "có cả mã của vế trái; bỏ mã đó ở một vế"))
        read.choice(row, "severity", SEVERITIES)
        operator = read.choice(row, "operator", OPERATORS)
        is_definition = read.yes(row, "is_definition")
        if is_definition and operator != "=":
            read.faults.append(
                row.fault("operator", "không dùng cho định nghĩa; ghi = hoặc đổi is_definition")
            )
        if is_definition:
            read.once(row, "left", (row.cells["form"], left), definitions)
        level = read.choice(row, "level", ("", *LEVELS))
        begins, ends = read.date(row, "valid_from"), read.date(row, "valid_to")
        if begins and ends and begins >= ends:
            read.faults.append(row.fault("valid_to", "phải sau valid_from; sửa một trong hai"))
        found.append(
            Identity(
                row.cells["form"],
                left,
                operator,
                right,
                is_definition,
                level,
                begins,
                ends,
                row.cells["note"],
            )
        )
    return tuple(found)


def _read_cut_offs(folder: Path, read: Reader) -> dict[tuple[str, int], CutOff]:
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


def _check_day(read: Reader, row: Row, values: dict[str, int], side: str) -> None:
    try:
        # A common year: 29 February would not exist in most years.
        date(2023, values[f"{side}_month"], values[f"{side}_day"])
    except ValueError:
        read.faults.append(row.fault(f"{side}_day", "không phải ngày có trong tháng; sửa lại"))
    if side == "from" and not -1 <= values["from_year_offset"] <= 0:
        read.faults.append(row.fault("from_year_offset", "phải là -1 hoặc 0"))
