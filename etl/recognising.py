"""Which form a table is, what its columns count, and over what time: by the form's card."""

import difflib
import re
from dataclasses import dataclass

from etl import counting
from etl.binding import Binding, unit_code_remedy
from etl.cards import Card, Column, path_key
from etl.column_numbers import swapped
from etl.heading_periods import told_above, without_own
from etl.heading_units import unit_fault, units_above, without_units
from etl.headings import Header, split
from etl.other_figures import compared_columns, means_otherwise
from etl.problems import FileRefused, Problem, of_column
from indicators import period_spellings
from indicators.catalogue import Catalogue
from indicators.names import fold, unmarked
from indicators.periods import Period, PeriodError


@dataclass(frozen=True)
class Recognised:
    """A table told by a card: the card, the binding, and what each column's figures run over."""

    card: Card
    binding: Binding
    counting: dict[int, str]


def recognise(
    cards: tuple[Card, ...], header: Header, unit_at: int, titles: list[str], line: int,
    catalogue: Catalogue, notes: tuple[str, ...] = (), numbers: tuple[str, ...] = (),
) -> Recognised | None:  # fmt: skip
    """The form of a table, by words above it or by all of its headings; None when it is none.

    `notes` are lines without figures within and below the table, which may say a unit of count,
    `numbers` the last row of the headings, where the numbers of columns stand if anywhere.
    Columns the card does not know are refused by name. FileRefused when two cards fit alike.
    """
    own, found = split(header, unit_at)
    paths = {i: tuple(map(unmarked, path)) for i, path in found.items()}
    kept = _shared(list(paths.values()), " | ".join(titles), catalogue)
    chosen = _choose(cards, titles, paths, kept, line)
    if chosen is None:
        return None
    card, bound = chosen
    bound = {i: column for i, column in bound.items() if i not in compared_columns(paths)}
    names = {i: " - ".join(path) for i, path in found.items()}
    problems = [_unknown(card, line, names[i]) for i in paths if i not in bound]
    problems += _absent(card, bound, line)
    problems += swapped(bound, numbers, names, line)
    items = {
        i: catalogue.measures.get(c.measure) or catalogue.indicators[c.measure]
        for i, c in bound.items()
        if c.measure
    }
    said = units_above(" | ".join((*titles, *notes)))
    for i, item in list(items.items()):
        if fault := unit_fault(item, paths[i], said, line, names[i]):
            problems.append(fault)
            del items[i]
    unknown = tuple(i for i in paths if i not in bound or (bound[i].measure and i not in items))
    of_all = counting.over_all(next(iter(paths.values()))[:kept])
    runs = {i: _way(bound[i], paths[i], of_all) or bound[i].counting for i in items}
    return Recognised(card, Binding(items, names, own, tuple(problems), unknown), runs)


def _choose(
    cards: tuple[Card, ...],
    lines: list[str],
    paths: dict[int, tuple[str, ...]],
    shared: int,
    line: int,
) -> tuple[Card, dict[int, Column]] | None:
    titles, own = " ".join(lines), told_above(" | ".join(lines))
    forms = [card for card in cards if card.kind == "bieu"]
    fitting = [(card, _bound(card, paths, shared, own, line)) for card in forms]
    fitting = [(card, bound) for card, bound in fitting if any(c.measure for c in bound.values())]
    named = [(card, bound) for card, bound in fitting if _is_titled(card, titles)]
    whole = [(card, bound) for card, bound in fitting if not _missing(card, bound)]
    candidates = named or whole
    if not candidates:
        return None
    most = max(len(bound) for _, bound in candidates)
    best = [(card, bound) for card, bound in candidates if len(bound) == most]
    # Two layouts of one form share its title; the code above the table then names one of them.
    coded = [(card, bound) for card, bound in best if fold(card.code) in fold(titles)]
    best = coded if len(coded) == 1 else best
    if len(best) > 1:
        labels = " và ".join(card.label for card, _ in best)
        raise FileRefused(
            "form_ambiguous",
            f"bảng khớp như nhau với các biểu {labels}; ghi ký hiệu của một biểu vào dòng phía"
            f" trên bảng, ví dụ “Biểu số: {best[0][0].code}”",
            line=line,
        )
    return best[0]


def _is_titled(card: Card, titles: str) -> bool:
    said = fold(titles)
    return any(
        re.search(rf"(?<![a-z0-9]){re.escape(fold(title))}(?![a-z0-9])", said)
        for title in card.titles
    )


def _bound(
    card: Card, paths: dict[int, tuple[str, ...]], shared: int, own: Period | None, line: int
) -> dict[int, Column]:
    """The card's column of each path; up to `shared` titles over every column are left out.

    So is the table's `own` period behind a heading.
    """
    known = {path: column for column in card.columns for path in column.paths}
    best: dict[int, Column] = {}
    for left_out in range(shared + 1):
        bound = {}
        for i, path in paths.items():
            bare, _ = without_units(path[left_out:])
            ways = (path[left_out:], bare, counting.of_heading(bare)[0])
            column = next((known[k] for way in ways if (k := path_key(way)) in known), None)
            for way, is_of_year in without_own(bare, own) if column is None else ():
                told = known.get(path_key(way))
                column = told if told and (not is_of_year or told.counting == "nam") else column
            if column is not None:
                bound[i] = column
        if len(bound) > len(best):
            best = bound
    _refuse_repeated(card, best, paths, line)
    return best


def _way(column: Column, path: tuple[str, ...], of_all: str = "") -> str:
    """What a column's heading adds to the form's own: "Lũy kế", or "Trong kỳ"; "" for nothing.

    `of_all` is what the groups over all columns say. A figure for the whole year is that under any
    heading.
    """
    if column.counting == "nam":
        return ""
    way = counting.of_heading(path)[1] or of_all
    is_own = any(counting.of_heading(own)[1] == way for own in column.paths)
    return "" if is_own else way


def _shared(paths: list[tuple[str, ...]], above: str, catalogue: Catalogue) -> int:
    """How many upper headings stand over every column alike and make no other figures of them."""
    shared = 0
    while paths and all(len(p) > shared + 1 and p[shared] == paths[0][shared] for p in paths):
        below = [path[shared + 1 :] for path in paths]
        if means_otherwise(paths[0][shared], below, above, catalogue):
            break
        shared += 1
        if len(paths) < 2:
            break
    return shared


def _refuse_repeated(card: Card, bound: dict[int, Column], paths, line: int) -> None:
    first: dict[tuple[int, str], int] = {}
    for i, column in bound.items():
        other = first.setdefault((id(column), _way(column, paths[i])), i)
        if other != i:
            raise FileRefused(
                "duplicate-label",
                f"hai cột “{' - '.join(paths[other])}” và “{' - '.join(paths[i])}” cùng là cột"
                f" “{' - '.join(column.heading)}” của biểu {card.code}; giữ một cột",
                line=line,
                found=" - ".join(paths[i]),
            )


def _missing(card: Card, bound: dict[int, Column]) -> list[Column]:
    there = {id(column) for column in bound.values()}
    return [
        column
        for column in card.columns
        if column.measure and not column.is_optional and id(column) not in there
    ]


def _absent(card: Card, bound: dict[int, Column], line: int) -> list[Problem]:
    """One note on the columns of the form that the file does not have."""
    lost = [f"“{' - '.join(column.heading)}”" for column in _missing(card, bound)]
    if not lost:
        return []
    reason = (
        f"tệp thiếu {len(lost)} cột của biểu {card.code}: {', '.join(lost)}; các số liệu đó coi là"
        " chưa có. Nếu có thì thêm cột rồi gửi lại"
    )
    return [Problem("note", "column_missing", line, "", "", reason)]


def _unknown(card: Card, line: int, name: str) -> Problem:
    known = {fold(" - ".join(column.heading)): column for column in card.columns}
    near = difflib.get_close_matches(fold(name), known, n=3, cutoff=0.5)
    hint = ", ".join(f"“{' - '.join(known[text].heading)}”" for text in near)
    remedy = unit_code_remedy(name) or (f" (gần nhất: {hint})" if hint else "")
    reason = (
        f"biểu {card.code} không có cột này, cả cột không được nạp; ghi tiêu đề đúng như biểu"
        f"{remedy}, hoặc bỏ cột khỏi tệp"
    )
    return of_column("column_unknown", line, name, reason)


def said_counting(titles: list[str], line: int) -> str:
    """What the lines above a table say their figures run over; "" when nothing.

    FileRefused when they say both.
    """
    text = " ".join(fold(title) for title in titles)
    within = any(map(counting.says_in_period, (text, *titles)))
    running = counting.says_running(text)
    if within and running:
        raise FileRefused(
            "counting_ambiguous",
            "phía trên bảng vừa ghi số liệu trong kỳ vừa ghi lũy kế; để lại một cách",
            line=line,
        )
    return "trong_ky" if within else "luy_ke" if running else ""


def period_counted(text: str, way: str, line: int) -> str:
    """The period of a column's figures: cumulative where they are, the year for those of a year.

    A text that names no period is given back, to be refused where periods are read. FileRefused
    when nothing says whether a quarter's figures are cumulative, or when a stage or the second half
    of a year is said to be.
    """
    try:
        period = period_spellings.parse(text)
    except PeriodError:
        return text
    if way == "nam" and period.kind != "giai_doan":
        return Period(period.year, 1, "nam").code
    if way == "luy_ke" and (period.kind == "giai_doan" or period_spellings.is_second_half(period)):
        raise FileRefused(
            "counting_ambiguous", period_spellings.not_running(text), line, found=text
        )
    if period.kind not in ("quy", "thang") or period.is_running:
        return text
    if way == "hoi" and counting.may_run(text):
        raise FileRefused(
            "counting_unknown",
            "biểu này không tự nói số liệu là trong kỳ hay lũy kế từ đầu năm; thêm một dòng phía"
            " trên bảng: “Số liệu lũy kế từ đầu năm” hoặc “Số liệu trong kỳ”",
            line=line,
            found=text,
        )
    if way == "luy_ke":
        return Period(period.year, period.ordinal, period.kind, True).code
    return text
