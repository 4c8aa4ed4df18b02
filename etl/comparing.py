"""What the figures of a file say beside those of other files and periods: notes, never refusals."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from etl.checking import problem_of
from etl.crossfoot import cross_foot, rate_told
from etl.examining import Outcome
from etl.problems import Problem
from etl.storing import Read, statement
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.numerals import number as in_words
from indicators.numerals import period_name

_ASK = "Số giữ nguyên như báo cáo; hỏi lại đơn vị"
# What the checks of one file tell of its own figures.
_OF_ONE_FILE = {"identity", "part_over_whole", "ratio_over_100", "rate_cut", "rate_differs"}
_BROKEN = {"=": "khác", "<=": "lớn hơn", ">=": "nhỏ hơn", "gap": "khác"}


def compare(con, read: Read, catalogue: Catalogue, unit_keys: dict[int, tuple]) -> Read:
    """The files with notes on figures that replace those of another file or disagree with them.

    Notes a file got on figures that were stated anew are marked as such. `con` holds the staged
    figures, derived ones included, and the relations; `unit_keys` are (code, valid_from) by id.
    """
    read = _with_outdated(con, read, catalogue, unit_keys)
    names = {receipt.sequence: receipt.name for receipt in read}
    notes: dict[int, list[Problem]] = defaultdict(list)
    checks = (
        ("find_replaced", "replaced", lambda row: _replaced(row, names)),
        ("find_revisions", "revision", _revision),
        ("find_sums", "periods_differ", _sum_differs),
        ("find_openings", "opening_differs", _opening_differs),
        ("find_levels", "levels_differ", _levels_differ),
    )
    for question, code, tell in checks:
        for row in _rows(con, question):
            notes[row["source_id"]].append(_note(code, row, tell(row), unit_keys))
    for row, reason in _relations(con, names):
        notes[row["source_id"]].append(_note("files_disagree", row, reason, unit_keys))
    for source, note in _rates(con, read, names, unit_keys):
        notes[source].append(note)
    return {receipt: o.with_notes(notes[receipt.sequence]) for receipt, o in read.items()}


def _rows(con, question: str) -> Iterator[dict]:
    answer = con.execute(statement(question))
    columns = [column[0] for column in answer.description]
    return (dict(zip(columns, row, strict=True)) for row in answer.fetchall())


def _note(code: str, row: dict, reason: str, unit_keys: dict[int, tuple]) -> Problem:
    """A note where a figure stands."""
    return Problem(
        "note",
        code,
        row["line"],
        row["column_name"],
        in_words(row["value"]),
        reason,
        unit_keys[row["unit_id"]],
        row["period"],
        row["sheet"],
    )


def place(names: dict[int, str], source: int, sheet: str, line: int) -> str:
    """Where a figure stands, in words: tệp “a.xlsx”, trang tính “Quý I”, dòng 5."""
    within = f", trang tính “{sheet}”" if sheet else ""
    return f"tệp “{names[source]}”{within}, dòng {line}"


def _replaced(row: dict, names: dict[int, str]) -> str:
    where = place(names, row["old_source_id"], row["old_sheet"], row["old_line"])
    now = f"{in_words(row['value'])}"
    how = f"tính lại từ các phần là {now}, thay" if row["derived"] else f"{now} thay"
    whence = "tính từ các phần đã nạp" if row["old_derived"] else "đã nạp"
    return (
        f"{row['measure']}: {how} số {in_words(row['old_value'])} {whence} ({where}). Số cũ còn ở"
        " trang Đã nhận và còn thiếu"
    )


def _revision(row: dict) -> str:
    return (
        f"{row['measure']}: {_named(row['whole_period'])} là {in_words(row['whole'])}, thấp hơn"
        f" {_named(row['other_period'])} là {in_words(row['other'])}; số từ đầu năm không thể giảm"
        " nên không tách được số trong kỳ. Hỏi lại đơn vị: kỳ trước đã điều chỉnh hay số này sai"
    )


def _sum_differs(row: dict) -> str:
    return (
        f"{row['measure']}: {_named(row['whole_period'])} là {in_words(row['whole'])}, khác"
        f" {_named(row['other_period'])} ="
        f" {in_words(row['other'])}, lệch {_gap(row['whole'], row['other'])}. {_ASK}"
    )


def _opening_differs(row: dict) -> str:
    return (
        f"{row['measure']} lệch {_gap(row['value'], row['other'])}: đầu {_named(row['period'])} là"
        f" {in_words(row['value'])}, cuối {_named(row['other_period'])} là"
        f" {in_words(row['other'])}. {_ASK}"
    )


def _levels_differ(row: dict) -> str:
    of = f"{in_words(row['n_reported'])}/{in_words(row['n_expected'])}"
    how = "lớn hơn" if row["value"] > row["other"] else "nhỏ hơn"
    return (
        f"{row['measure']}: số báo cáo cho cả đơn vị là {in_words(row['value'])}, {how} tổng của"
        f" {of} đơn vị trực thuộc đã báo cáo là {in_words(row['other'])}, lệch"
        f" {_gap(row['value'], row['other'])}. Tổng trên các trang là tổng các đơn vị trực thuộc;"
        f" {_ASK[:1].lower()}{_ASK[1:]}"
    )


def _gap(one: Decimal, other: Decimal) -> str:
    return in_words(abs(one - other))


def _named(codes: str) -> str:
    """A period, or several joined by +, within a sentence."""
    names = [period_name(periods.from_code(code)) for code in codes.split(" + ")]
    return " + ".join(name[0].lower() + name[1:] for name in names)


def _relations(con, names: dict[int, str]) -> Iterator[tuple[dict, str]]:
    """Each broken relation between files, told where it stands in each of the files.

    A relation of parts or of a ratio is left out where an identity over the same figures tells it.
    """
    told: dict[tuple, list[set[int]]] = defaultdict(list)
    for key, group in groupby(
        _rows(con, "find_relations"), itemgetter("relation_id", "unit_id", "period")
    ):
        sides = list(group)
        measures = {row["measure_id"] for row in sides}
        place_of = key[1:]
        if sides[0]["kind"] != "identity" and any(
            len(measures & others) > 1 for others in told[place_of]
        ):
            continue
        told[place_of].append(measures)
        reason = _relation(sides, names)
        for source in sorted({row["source_id"] for row in sides}):
            yield next(row for row in sides if row["source_id"] == source), reason


def _relation(sides: list[dict], names: dict[int, str]) -> str:
    def side(name: str, total: Decimal) -> str:
        rows = [row for row in sides if row["side"] == name]
        said = " + ".join(
            f"{row['measure']} {in_words(row['value'])}"
            f" ({place(names, row['source_id'], row['sheet'], row['line'])})"
            for row in rows
        )
        return said if len(rows) == 1 else f"{said} = {in_words(total)}"

    first = sides[0]
    left, right = first["left_value"], first["right_value"]
    how = "tử số lớn hơn mẫu số: " if first["kind"] == "ratio" else ""
    return (
        f"Số ở các tệp không khớp nhau: {how}{side('left', left)} {_BROKEN[first['operator']]}"
        f" {side('right', right)}, lệch {_gap(left, right)}. {_ASK}"
    )


def _rates(
    con, read: Read, names: dict[int, str], unit_keys: dict[int, tuple]
) -> Iterator[tuple[int, Problem]]:
    """Printed rates that the counts of other files do not give, told at the rate and the counts.

    One that is only cut instead of rounded is told at the rate alone.
    """
    printed = {
        (r.sequence, f.subject.code, (f.unit.code, f.unit.valid_from), f.period.code): f
        for r, outcome in read.items()
        for f in outcome.checked.rates
    }
    for row in _rows(con, "find_rates"):
        source, places = row["source_id"], row["places"]
        rate = printed[source, row["indicator"], unit_keys[row["unit_id"]], row["period"]]
        told = rate_told(rate, (row["numerator"], row["denominator"]))
        if told is None:
            continue
        code, reason = told
        where = "; ".join(
            dict.fromkeys(place(names, p["source_id"], p["sheet"], p["line"]) for p in places)
        )
        yield source, problem_of(rate, "note", code, f"{reason}. Số đếm ở {where}")
        others = {p["source_id"]: p for p in reversed(places) if p["source_id"] != source}
        if code == "rate_differs":
            at = place(names, source, rate.sheet, rate.line)
            for other, count in others.items():
                told_there = f"{rate.subject.short_vi} ({at}): {reason}"
                yield other, _note("files_disagree", row | count, told_there, unit_keys)


def _with_outdated(con, read: Read, catalogue: Catalogue, unit_keys: dict[int, tuple]) -> Read:
    """Notes on a file's own figures, marked where a later file stated one of those anew.

    Such a note would not stand if the old figures were left out; what is true of the figures now
    current is told by the relations between files.
    """
    old: dict[int, dict[tuple, int]] = defaultdict(dict)
    for row in _rows(con, "find_superseded"):
        key = (row["subject"], unit_keys[row["unit_id"]], row["period"])
        old[row["source_id"]][key] = row["newest"]
    names = {receipt.sequence: receipt.name for receipt in read}
    return {
        receipt: _outdated(o, old[receipt.sequence], catalogue, names)
        if receipt.sequence in old
        else o
        for receipt, o in read.items()
    }


def _outdated(
    outcome: Outcome, old: dict[tuple, int], catalogue: Catalogue, names: dict[int, str]
) -> Outcome:
    def key(subject: str, x) -> tuple:
        return subject, (x.unit.code, x.unit.valid_from), x.period.code

    checked = outcome.checked
    kept = replace(
        checked,
        counts=tuple(c for c in checked.counts if key(c.measure, c) not in old),
        rates=tuple(r for r in checked.rates if key(r.subject.code, r) not in old),
    )
    still = set(cross_foot(kept, catalogue))
    problems = []
    for problem in outcome.problems:
        if problem.code in _OF_ONE_FILE and problem not in still:
            newest = {old[k] for k in old if k[1:] == (problem.unit, problem.period)}
            files = ", ".join(f"“{names[source]}”" for source in sorted(newest))
            told = f"Ghi chú về số cũ, đã được báo cáo lại ở tệp {files}. {problem.reason}"
            problem = replace(problem, reason=told)
        problems.append(problem)
    return replace(outcome, problems=tuple(problems))
