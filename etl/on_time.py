"""Which dossiers a lone "Đúng hạn" counts: those on the day, or early ones too; told by the sums.

Form II.06 has a column for early dossiers and one for those on the day. Many offices have one
column for both and head it "Đúng hạn". The counts of the same rows tell: where it and the overdue
make up all that were resolved, early ones are in it (domain: form II.06, columns 7 to 10).
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from etl.claims import Claim, Reading
from etl.heading_advice import is_bare
from etl.numbers import NumberError, parse
from etl.problems import Problem
from indicators.catalogue import Catalogue
from indicators.names import key

EARLY, ON_TIME, BOTH = (
    "tthc_giai_quyet_truoc_han",
    "tthc_giai_quyet_dung_han",
    "tthc_giai_quyet_truoc_va_dung_han",
)
# A name of BOTH that nothing needs to settle, and the code of the note that a name was settled.
BOTH_IN_FULL, SETTLED = "Hồ sơ giải quyết trước và đúng hạn", "on_time_settled"
_FAMILY = "tthc_"
OVERDUE, RESOLVED = "tthc_giai_quyet_qua_han", "tthc_da_giai_quyet"


def settle_on_time(reading: Reading, catalogue: Catalogue, line: int) -> Reading:
    """The reading with a lone "Đúng hạn" taken for early and on time together, with a note at
    the heading's `line`, in a listed table at its row; without its figures, with a refusal, where
    the counts do not tell.

    A heading that names the one or the other in full, or by its code, is taken at its word.
    """
    codes = {text: _code(text, catalogue) for text in {c.subject for c in reading.claims}}
    if ON_TIME not in codes.values() or {EARLY, BOTH} & set(codes.values()):
        return reading
    whole = catalogue.measures[ON_TIME]
    explicit = {key(whole.code), key(whole.name_vi)}
    loose = [
        claim
        for claim in reading.claims
        if codes[claim.subject] == ON_TIME and key(_said(claim)) not in explicit
    ]
    others = {code for code in codes.values() if code.startswith(_FAMILY)} - {ON_TIME}
    # A bare "Đúng hạn" alone may not be about dossiers at all, which is asked elsewhere.
    if not any(claim.value.strip() for claim in loose) or (
        not others and all(is_bare((_said(claim),)) for claim in loose)
    ):
        return reading
    against, told = _evidence(reading.claims, codes)
    found = _said(loose[0])
    if told and against is None:
        return _as_both(reading, loose, line, found, catalogue)
    return _refused(reading, loose, line, found, against)


def _said(claim: Claim) -> str:
    """What the file itself calls a figure: the heading of a wide table, a row's name of it."""
    return claim.named or (claim.subject if claim.column == "gia_tri" else claim.column)


def _code(text: str, catalogue: Catalogue) -> str:
    item = catalogue.match(text)
    return item.code if item else ""


def _evidence(claims: tuple[Claim, ...], codes: dict[str, str]) -> tuple[int | None, bool]:
    """The line of a row whose counts contradict it, None for none; and whether any row tells."""
    rows: dict[tuple, dict[str, Decimal]] = defaultdict(dict)
    lines: dict[tuple, int] = {}
    for claim in claims:
        code = codes[claim.subject]
        if code not in (ON_TIME, OVERDUE, RESOLVED):
            continue
        place = (claim.unit, claim.unit_code, claim.period)
        value = _count(claim.value)
        if value is not None:
            rows[place][code] = value
            lines.setdefault(place, claim.line)
    whole = {place: row for place, row in rows.items() if len(row) == 3}
    against = [p for p, row in whole.items() if row[ON_TIME] + row[OVERDUE] != row[RESOLVED]]
    return (lines[against[0]] if against else None), bool(whole)


def _count(text: str) -> Decimal | None:
    try:
        return parse(text, "count")
    except NumberError:
        return None


def _as_both(
    reading: Reading, loose: list[Claim], line: int, found: str, catalogue: Catalogue
) -> Reading:
    same = {id(claim) for claim in loose}
    claims = tuple(
        replace(claim, subject=BOTH) if id(claim) in same else claim for claim in reading.claims
    )
    totals = tuple(
        replace(total, subject=BOTH) if total.subject == ON_TIME else total
        for total in reading.totals
    )
    reason = (
        f"tệp không có số trước hạn, và “{found}” cộng quá hạn bằng đã giải quyết ở mọi dòng có đủ"
        f" số: hiểu “{found}” là “{catalogue.measures[BOTH].name_vi}”; nếu không phải thì thêm số"
        " trước hạn"
    )
    at = loose[0].line if reading.is_listed else line
    note = Problem("note", SETTLED, at, found, found, reason)
    return replace(reading, claims=claims, totals=totals, problems=(*reading.problems, note))


def _refused(
    reading: Reading, loose: list[Claim], line: int, found: str, against: int | None
) -> Reading:
    dropped = {id(claim) for claim in loose}
    why = (
        "các dòng không đủ số đã giải quyết, đúng hạn, quá hạn để biết"
        if against is None
        else f"dòng {against} có đúng hạn cộng quá hạn khác đã giải quyết"
    )
    reason = (
        f"tệp không có số trước hạn nên “{found}” có thể gồm cả hồ sơ trước hạn hoặc không; {why}."
        f" Các số này không được nạp; ghi “{BOTH_IN_FULL}” nếu gồm cả trước hạn, hoặc thêm số"
        " trước hạn"
    )
    claims = tuple(claim for claim in reading.claims if id(claim) not in dropped)
    lines = {claim.line for claim in loose if claim.value.strip()}
    return replace(
        reading,
        claims=claims,
        totals=tuple(total for total in reading.totals if total.subject != ON_TIME),
        problems=(
            *reading.problems,
            *(
                Problem("reject", "on_time_ambiguous", at, found, found, reason)
                for at in (sorted(lines) if reading.is_listed else (line,))
            ),
        ),
        refused_lines=reading.refused_lines | lines,
    )
