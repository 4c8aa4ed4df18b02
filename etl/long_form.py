"""From our long form to claims: one figure a row, its columns told by their labels."""

from collections.abc import Iterator
from dataclasses import replace

from etl.binding import unit_code_remedy
from etl.claims import Claim, Reading, own_names, ragged
from etl.heading_units import units_above
from etl.headings import plain_label
from etl.problems import FileRefused, Problem
from etl.qualifiers import refuse_qualified
from etl.recognising import said_counting
from etl.records import Record
from etl.rows import FREE, TEXTS, faults_of, with_figures_apart
from indicators import period_spellings
from indicators.names import clean
from indicators.periods import PeriodError

# The column of our own files to mend, as its heading is matched.
_REASONS = "ly do tu choi"
_FIGURES = ("gia_tri", "tu_so", "mau_so")


def read_long(records: tuple[Record, ...], at: int, columns: list[str | None]) -> Reading:
    """The claims of records whose heading stands at `at`; `columns` are our names of its cells."""
    header, body = records[at], records[at + 1 :]
    _check_long_header(header, columns)
    problems = _unused(header, columns, body)
    _refuse_qualified(header, columns, body)
    around = [*records[:at], *_notes_below(body)]
    above = units_above(" | ".join(cell for record in around for cell in record.cells))
    claims = []
    figures = {i for i, column in enumerate(columns) if column in _FIGURES}
    for record in with_figures_apart(body, figures):
        if len(record.cells) != len(columns):
            problems.append(ragged(record, len(columns)))
            continue
        cells = {
            column: clean(cell or record.spans.get(i, "") if column in TEXTS else cell)
            for i, (column, cell) in enumerate(zip(columns, record.cells, strict=True))
            if column
        }
        used = {i: column for i, column in enumerate(columns) if column not in FREE}
        if faults := faults_of(record, used):
            problems += faults
            continue
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
                remark=cells.get("ghi_chu", ""),
                unit_of_count=cells.get("don_vi_tinh", ""),
                units_above=above,
            )
        )
    _refuse_contrary(records[:at], claims)
    lines = tuple(record.line for record in body)
    names = own_names({column: header.cells[i] for i, column in enumerate(columns) if column})
    return Reading("dai", tuple(claims), lines, (), tuple(problems), names=names)


def _notes_below(body: tuple[Record, ...]) -> Iterator[Record]:
    """The lines below the last row of figures, from the last one up."""
    for record in reversed(body):
        if sum(bool(cell.strip()) for cell in record.cells) > 2:
            return
        yield record


def _refuse_contrary(above: tuple[Record, ...], claims: list[Claim]) -> None:
    """Refuse rows of a period alone under a line that says cumulative, or the other way round."""
    titles = [" ".join(clean(cell) for cell in r.cells if cell.strip()) for r in above]
    try:
        way = said_counting(titles, above[0].line) if above else ""
    except FileRefused:
        return  # Both ways are said of a file whose rows say which each is.
    at = next((n for n, title in enumerate(titles) if way and said_counting([title], 0)), 0)
    for period in dict.fromkeys(claim.period for claim in claims) if way else ():
        if (code := _contrary(period, way)) is None:
            continue
        kind = "lũy kế" if way == "luy_ke" else "trong kỳ"
        raise FileRefused(
            "counting_ambiguous",
            f"dòng này ghi số liệu {kind} nhưng có dòng ghi kỳ “{period}”, trái với nó; nếu số là"
            f" {kind} thì ghi kỳ là {code}, nếu không thì bỏ dòng này",
            line=above[at].line,
            found=titles[at],
        )


def _contrary(text: str, way: str) -> str | None:
    """What to write for a period that is not counted the way a line says; None where it is."""
    try:
        period = period_spellings.parse(text)
    except PeriodError:
        return None
    if period_spellings.is_second_half(period):
        first = replace(period, kind="nam", ordinal=1)
        return first.code if way == "luy_ke" else None
    # January and the first quarter are the same either way.
    is_open = period.kind in ("quy", "thang") and period.ordinal > 1
    if not is_open or period.is_running == (way == "luy_ke"):
        return None
    return replace(period, is_running=not period.is_running).code


def _refuse_qualified(header: Record, columns: list[str | None], body) -> None:
    used = ("don_vi", "ma_don_vi", "ky", "chi_tieu")
    keys = [i for i, column in enumerate(columns) if column in used]
    others = {i: clean(header.cells[i]) for i, column in enumerate(columns) if not column}
    others = {i: name for i, name in others.items() if plain_label(name) != _REASONS}
    refuse_qualified(others, keys, body, header.line)


def _check_long_header(header: Record, columns: list[str | None]) -> None:
    named = [column for column in columns if column]
    found = " | ".join(header.cells)
    if repeated := sorted({name for name in named if named.count(name) > 1}):
        raise FileRefused(
            "duplicate-label",
            f"có hai cột cùng nghĩa: {', '.join(repeated)}; giữ một cột",
            line=header.line,
            found=found,
        )
    missing = [] if "ky" in columns else ["ky"]
    if "don_vi" not in columns and "ma_don_vi" not in columns:
        missing.append("don_vi hoặc ma_don_vi")
    if missing:
        raise FileRefused(
            "missing-label",
            f"thiếu cột {', '.join(missing)}; thêm cột đó vào dòng tiêu đề",
            line=header.line,
            found=found,
        )


def _unused(header: Record, columns: list[str | None], body) -> list[Problem]:
    """A note for each column that is not ours but holds something."""
    notes = []
    for i, (name, column) in enumerate(zip(header.cells, columns, strict=True)):
        held = next((r.cells[i] for r in body if i < len(r.cells) and r.cells[i].strip()), "")
        is_ours = column is not None or plain_label(name) == _REASONS
        if not is_ours and (clean(name) or held):
            place = clean(name) or f"cột thứ {i + 1}"
            remedy = (
                unit_code_remedy(name) or "; nếu là số liệu thì ghi tiêu đề như trong hướng dẫn"
            )
            reason = f"cột không dùng, bỏ qua{remedy}"
            notes.append(
                Problem("note", "extra-label", header.line, place, clean(name) or held, reason)
            )
    return notes
