"""From text cells to claims: which cell says which figure of which unit and period."""

import re
from dataclasses import dataclass, field

from etl.problems import FileRefused, Problem
from etl.reading import Record, Sheet
from indicators import periods
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import clean, fold

_LONG_COLUMNS = {
    "don_vi": ("don_vi", "don vi", "ten don vi"),
    "ma_don_vi": ("ma_don_vi", "ma don vi", "ma dv"),
    "ky": ("ky", "ky bao cao"),
    "chi_tieu": ("chi_tieu", "chi tieu", "ma chi tieu"),
    "gia_tri": ("gia_tri", "gia tri", "so lieu"),
    "tu_so": ("tu_so", "tu so"),
    "mau_so": ("mau_so", "mau so"),
    "ngay_bao_cao": ("ngay_bao_cao", "ngay bao cao"),
    "ghi_chu": ("ghi_chu", "ghi chu"),
    "nguon": ("nguon", "nguon so lieu"),
}
_LABELS = {label: column for column, labels in _LONG_COLUMNS.items() for label in labels}
_UNIT_LABELS = {"don_vi", "don vi", "ten don vi", "don vi bao cao", "dia phuong", "huyen", "xa"}
_SIDE_LABELS = {"tt", "stt", "so tt", "ghi chu", "ghi_chu"}
_TOTAL = re.compile(r"(tong cong|cong|tong so|tong|toan (tinh|huyen|thanh pho|thi xa|xa|dia ban))")
_CODE_CELL = re.compile(r"\(?\s*(\d{1,2}|[a-z]{1,2}|ms)(\s*=.*)?\s*\)?")
_HEADER_DEPTH = 15


@dataclass(frozen=True)
class Claim:
    """One figure as a file states it, all text; empty where the file says nothing.

    `value` is the figure or stated percentage, `numerator` and `denominator` the counts of a
    stated rate. `column` names the cell for messages.
    """

    line: int
    column: str
    unit: str
    unit_code: str
    period: str
    subject: str
    value: str
    numerator: str = ""
    denominator: str = ""
    reported_on: str = ""
    document: str = ""


@dataclass(frozen=True)
class Reading:
    """What a form says: its claims, the lines of its records, totals to check, and remarks."""

    form: str
    claims: tuple[Claim, ...]
    lines: tuple[int, ...]
    totals: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read_form(sheet: Sheet, catalogue: Catalogue) -> Reading:
    """The claims of a sheet in our long form or in wide form; FileRefused when it is neither."""
    for at, record in enumerate(sheet.records[:_HEADER_DEPTH]):
        labels = [fold(cell) for cell in record.cells]
        found = [_LABELS.get(label) for label in labels]
        if "chi_tieu" in found and "gia_tri" in found:
            return _long(sheet.records, at, found)
        if any(label in _UNIT_LABELS for label in labels) and len(record.cells) > 1:
            return _wide(sheet.records, at, labels, catalogue)
    raise FileRefused(
        "form_unknown",
        "không tìm thấy dòng tiêu đề; dạng dài cần các cột don_vi, ky, chi_tieu, gia_tri;"
        " dạng bảng cần cột “Đơn vị” và mỗi chỉ tiêu một cột",
        line=sheet.records[0].line,
        found=" | ".join(sheet.records[0].cells)[:200],
    )


def _long(records: tuple[Record, ...], at: int, columns: list[str | None]) -> Reading:
    header = records[at]
    _refuse_repeated(header, [c for c in columns if c], header.line)
    if missing := [c for c in ("ky",) if c not in columns]:
        raise FileRefused("missing-label", f"thiếu cột {', '.join(missing)}", line=header.line)
    if "don_vi" not in columns and "ma_don_vi" not in columns:
        raise FileRefused("missing-label", "thiếu cột don_vi hoặc ma_don_vi", line=header.line)
    problems = [
        Problem("note", "extra-label", 0, clean(name), clean(name), "cột không dùng, bỏ qua")
        for name, column in zip(header.cells, columns, strict=True)
        if column is None and clean(name)
    ]
    claims = []
    for record in records[at + 1 :]:
        if _is_ragged(record, len(columns)):
            problems.append(_ragged(record, len(columns)))
            continue
        cells = {
            column: clean(cell)
            for column, cell in zip(columns, record.cells, strict=False)
            if column
        }
        claims.append(
            Claim(
                record.line,
                "gia_tri",
                cells.get("don_vi", ""),
                cells.get("ma_don_vi", ""),
                cells.get("ky", ""),
                cells.get("chi_tieu", ""),
                cells.get("gia_tri", ""),
                cells.get("tu_so", ""),
                cells.get("mau_so", ""),
                cells.get("ngay_bao_cao", ""),
                cells.get("nguon", ""),
            )
        )
    lines = tuple(record.line for record in records[at + 1 :])
    return Reading("dai", tuple(claims), lines, (), tuple(problems))


def _refuse_repeated(header: Record, names: list[str], line: int) -> None:
    if repeated := sorted({n for n in names if names.count(n) > 1}):
        raise FileRefused(
            "duplicate-label",
            f"có hai cột cùng nghĩa: {', '.join(repeated)}; giữ một cột",
            line=line,
            found=" | ".join(header.cells)[:200],
        )


def _is_ragged(record: Record, width: int) -> bool:
    return len(record.cells) < width or any(cell.strip() for cell in record.cells[width:])


def _ragged(record: Record, width: int) -> Problem:
    return Problem(
        "reject",
        "extra-cell" if len(record.cells) > width else "missing-cell",
        record.line,
        "",
        " | ".join(record.cells)[:200],
        f"dòng có {len(record.cells)} ô, tiêu đề có {width} cột; thường do dấu phẩy trong số"
        " (đặt số trong ngoặc kép hoặc dùng dấu chấm phẩy ngăn cột)",
    )


def _wide(records: tuple[Record, ...], at: int, labels: list[str], catalogue: Catalogue) -> Reading:
    unit_at = next(i for i, label in enumerate(labels) if label in _UNIT_LABELS)
    width = len(labels)
    depth = _header_depth(records[at:], unit_at)
    paths = _header_paths(records[at : at + depth], width)
    period = _title_period(records[:at], paths)
    body = records[at + depth :]
    body = body[1:] if body and _is_code_row(body[0]) else body
    columns, side, problems = _bind(paths, unit_at, catalogue, records[at])
    claims, totals = [], []
    for record in body:
        if _is_ragged(record, width):
            problems.append(_ragged(record, width))
            continue
        cells = [clean(cell) for cell in record.cells]
        if sum(bool(cell) for cell in cells) <= 1:
            problems.append(_not_data(record))
            continue
        is_total = bool(_TOTAL.fullmatch(fold(cells[unit_at])))
        found = [
            Claim(
                record.line,
                paths[i],
                cells[unit_at],
                cells[side["ma_don_vi"]] if "ma_don_vi" in side else "",
                cells[side["ky"]] if "ky" in side else period,
                subject,
                cells[i],
                reported_on=cells[side["ngay_bao_cao"]] if "ngay_bao_cao" in side else "",
                document=cells[side["nguon"]] if "nguon" in side else "",
            )
            for i, subject in columns.items()
        ]
        (totals if is_total else claims).extend(found)
    lines = tuple(record.line for record in body)
    return Reading("bang", tuple(claims), lines, tuple(totals), tuple(problems))


def _not_data(record: Record) -> Problem:
    text = next(cell for cell in record.cells if cell.strip())
    return Problem(
        "note", "not_data", record.line, "", clean(text)[:200], "dòng chữ, không phải số liệu"
    )


def _header_depth(records: tuple[Record, ...], unit_at: int) -> int:
    """Rows of the header: the first, and those below it with no unit and no number."""
    depth = 1
    for record in records[1:4]:
        cells = [cell.strip() for cell in record.cells]
        is_words = any(cells) and not any(c[:1].isdigit() or c[:1] == "(" for c in cells)
        if unit_at < len(cells) and not cells[unit_at] and is_words:
            depth += 1
        else:
            break
    return depth


def _header_paths(rows: tuple[Record, ...], width: int) -> list[str]:
    """Each column's heading from group to leaf, "Tiếp nhận - Trong kỳ - Trực tuyến"."""
    grid = [[clean(c) for c in (*row.cells, *[""] * (width - len(row.cells)))] for row in rows]
    for depth, row in enumerate(grid[:-1]):
        for i in range(1, width):
            # A merged group heading leaves blanks to its right; a new upper group ends it.
            same_group = depth == 0 or grid[depth - 1][i] == grid[depth - 1][i - 1]
            has_leaf = any(lower[i] for lower in grid[depth + 1 :])
            if not row[i] and has_leaf and same_group:
                row[i] = row[i - 1]
    return [" - ".join(dict.fromkeys(row[i] for row in grid if row[i])) for i in range(width)]


def _title_period(titles: tuple[Record, ...], paths: list[str]) -> str:
    """The one period the lines above the table name; empty when a column gives it."""
    if any(_LABELS.get(fold(path)) == "ky" for path in paths):
        return ""
    found = {}
    for record in titles:
        for cell in record.cells:
            for period in periods.find_all(cell):
                found.setdefault(period.code, record.line)
    if len(found) == 1:
        return next(iter(found))
    line = titles[0].line if titles else 1
    if not found:
        raise FileRefused(
            "period_missing",
            "không có dòng kỳ báo cáo phía trên bảng; thêm một dòng, ví dụ “Kỳ báo cáo: Quý"
            " II/2025”, hoặc một cột “Kỳ”",
            line=line,
        )
    raise FileRefused(
        "period_ambiguous",
        f"phía trên bảng có nhiều kỳ ({', '.join(found)}); để lại một kỳ hoặc thêm cột “Kỳ”",
        line=line,
    )


def _is_code_row(record: Record) -> bool:
    cells = [fold(cell) for cell in record.cells if cell.strip()]
    return len(cells) > 1 and all(_CODE_CELL.fullmatch(cell) for cell in cells)


def _bind(
    paths: list[str], unit_at: int, catalogue: Catalogue, header: Record
) -> tuple[dict[int, str], dict[str, int], list[Problem]]:
    """Columns bound to catalogue codes, columns of unit code, period, date and source; remarks."""
    columns: dict[int, str] = {}
    side: dict[str, int] = {}
    problems: list[Problem] = []
    for i, path in enumerate(paths):
        label = fold(path)
        if i == unit_at or not path or label in _SIDE_LABELS:
            continue
        if (name := _LABELS.get(label)) in ("ma_don_vi", "ky", "ngay_bao_cao", "nguon"):
            side[name] = i
        elif item := _match_path(path, catalogue):
            columns[i] = item.code
        else:
            problems.append(
                Problem(
                    "reject",
                    "indicator_unknown",
                    header.line,
                    path,
                    path,
                    "tiêu đề cột không khớp chỉ tiêu nào, cả cột không được nạp; ghi tên hoặc mã"
                    " như trong trang Danh mục chỉ tiêu",
                )
            )
    _refuse_repeated(header, list(columns.values()), header.line)
    if not columns:
        raise FileRefused(
            "indicator_unknown",
            "không cột nào khớp chỉ tiêu trong danh mục; ghi tên hoặc mã như trong trang Danh mục"
            " chỉ tiêu",
            line=header.line,
            found=" | ".join(header.cells)[:200],
        )
    return columns, side, problems


def _match_path(path: str, catalogue: Catalogue) -> Measure | Indicator | None:
    """By the whole heading, then by its last two parts; the last word alone never decides."""
    parts = path.split(" - ")
    for start in range(len(parts)):
        if start and len(parts) - start < 2:
            return None
        if item := catalogue.match(" - ".join(parts[start:])):
            return item
    return None
