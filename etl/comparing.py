"""What the figures of a file say beside those of other files and periods: notes, never refusals."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from etl.problems import Problem
from etl.storing import Read, statement
from indicators import periods
from indicators.numerals import number as in_words
from indicators.numerals import period_name

_ASK = "Số giữ nguyên như báo cáo; hỏi lại đơn vị"


def compare(con, read: Read, unit_keys: dict[int, tuple]) -> Read:
    """The files with notes on figures that replace those of another file or disagree with them.

    `con` holds the staged figures, derived ones included; `unit_keys` are (code, valid_from) by id.
    """
    names = {receipt.sequence: receipt.name for receipt in read}
    notes: dict[int, list[Problem]] = defaultdict(list)
    checks = (
        ("find_replaced", "replaced", lambda row: _replaced(row, names)),
        ("find_revisions", "revision", _revision),
        ("find_sums", "periods_differ", _sum_differs),
        ("find_openings", "opening_differs", _opening_differs),
    )
    for question, code, tell in checks:
        for row in _rows(con, question):
            notes[row["source_id"]].append(_note(code, row, tell(row), unit_keys))
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
    return (
        f"{row['measure']}: {how} số {in_words(row['old_value'])} đã nạp ({where}). Số cũ còn ở"
        " trang Đã nhận và còn thiếu"
    )


def _revision(row: dict) -> str:
    return (
        f"{row['measure']}: {_named(row['period'])} là {in_words(row['value'])}, thấp hơn"
        f" {_named(row['other_period'])} là {in_words(row['other'])}; số lũy kế không thể giảm nên"
        " không tách được số trong kỳ. Hỏi lại đơn vị: kỳ trước đã điều chỉnh hay số này sai"
    )


def _sum_differs(row: dict) -> str:
    names = " + ".join(_named(code) for code in row["other_period"].split(" + "))
    return (
        f"{row['measure']}: {_named(row['period'])} là {in_words(row['value'])}, khác {names} ="
        f" {in_words(row['other'])}, lệch {_gap(row['value'], row['other'])}. {_ASK}"
    )


def _opening_differs(row: dict) -> str:
    return (
        f"{row['measure']} lệch {_gap(row['value'], row['other'])}: đầu {_named(row['period'])} là"
        f" {in_words(row['value'])}, cuối {_named(row['other_period'])} là"
        f" {in_words(row['other'])}. {_ASK}"
    )


def _gap(one: Decimal, other: Decimal) -> str:
    return in_words(abs(one - other))


def _named(code: str) -> str:
    name = period_name(periods.from_code(code))
    return name[0].lower() + name[1:]
