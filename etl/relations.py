"""What must hold between figures: sums by their parts, stocks carried over, relations of a form."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.catalogue import Catalogue, Identity


def define(con, catalogue: Catalogue, ids: dict[str, int]) -> None:
    """Sums defined by their parts, a row a part; opening stocks with the closing one before.

    Of two definitions of one sum the one with the smaller id goes first.
    """
    rows = [
        (at, ids[identity.left], ids[code], len(identity.right))
        for at, identity in enumerate(definitions(catalogue))
        for code in identity.right
    ]
    _insert(con, "definition", "definition_id,left_id,right_id,terms", rows)
    pairs = [
        (ids[identity.left], ids[identity.right[0]])
        for identity in catalogue.identities
        if identity.operator == "prev" and len(identity.right) == 1
    ]
    _insert(con, "carried", "opening_id,closing_id", pairs)


def definitions(catalogue: Catalogue) -> list[Identity]:
    """The identities that compute an absent sum: those of most parts first, else as they stand."""
    found = [identity for identity in catalogue.identities if identity.is_definition]
    return sorted(found, key=lambda identity: -len(identity.right))


@dataclass(frozen=True)
class Relation:
    """The sum of the `left` measures stands in `operator` to that of the `right` ones.

    `code` is the measure or indicator it speaks of; of which units, as in Identity.
    """

    kind: str
    operator: str
    code: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    level: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def relations(catalogue: Catalogue) -> list[Relation]:
    """All that must hold between the measures of a unit within a period.

    Identities of the forms, parts of a whole, numerators of ratios that cannot exceed 100 %.
    """
    found = [
        Relation(
            "identity", i.operator, i.left, (i.left,), i.right, i.level, i.valid_from, i.valid_to
        )
        for i in catalogue.identities
        if i.operator != "prev"
    ]
    found += [
        Relation("part", "<=", m.code, (m.code,), (m.part_of,))
        for m in catalogue.measures.values()
        if m.part_of
    ]
    found += [
        Relation("ratio", "<=", i.code, i.numerator, i.denominator)
        for i in catalogue.indicators.values()
        if i.is_ratio and i.scale == 100 and not i.can_exceed_100
    ]
    return found


def define_relations(con, catalogue: Catalogue, ids: dict[str, int]) -> None:
    """The relations, a row each in `relation` and a row a measure in `relation_term`.

    `fuller` names the identities that explain the gap another one leaves open.
    """
    found = relations(catalogue)
    rows, terms = [], []
    for at, one in enumerate(found):
        n_terms = len(one.left) + len(one.right)
        valid = (one.valid_from, one.valid_to)
        rows.append((at, one.kind, one.operator, one.code, one.level, *valid, n_terms))
        sides = [("left", measure) for measure in one.left]
        sides += [("right", measure) for measure in one.right]
        terms += [(at, side, n, ids[measure]) for n, (side, measure) in enumerate(sides)]
    fuller = [
        (at, other_at)
        for at, gap in enumerate(found)
        for other_at, fuller in enumerate(found)
        if (gap.operator, fuller.operator, fuller.left) == ("gap", "=", gap.left)
        and set(gap.right) < set(fuller.right)
    ]
    _insert(con, "relation", "relation_id,kind,operator,code,level,valid_from,valid_to,terms", rows)
    _insert(con, "relation_term", "relation_id,side,position,measure_id", terms)
    _insert(con, "fuller", "relation_id,other_id", fuller)


_TEXTS = ("kind", "operator", "code", "level", "side")
_DAYS = ("valid_from", "valid_to")


def _insert(con, table: str, columns: str, rows: list[tuple]) -> None:
    """A table of these rows; without rows its columns are still typed."""
    names = columns.split(",")
    frame = pd.DataFrame(rows, columns=names)
    types = dict.fromkeys(names, "int32")
    types |= dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_DAYS, "datetime64[s]")
    frame = frame.astype({name: types[name] for name in names})
    con.register("incoming", frame)
    con.execute(f"create table {table} as from incoming")
    con.unregister("incoming")
