"""What must hold between figures: sums by their parts, stocks carried over, relations of a form."""

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


Relation = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]


def relations(catalogue: Catalogue) -> list[Relation]:
    """Kind, operator, form, code, left and right measures of all that must hold within a period.

    Identities of the forms, parts of a whole, numerators of ratios that cannot exceed 100 %.
    """
    found: list[Relation] = [
        ("identity", i.operator, i.form, i.left, (i.left,), i.right)
        for i in catalogue.identities
        if i.operator != "prev"
    ]
    found += [
        ("part", "<=", "", m.code, (m.code,), (m.part_of,))
        for m in catalogue.measures.values()
        if m.part_of
    ]
    found += [
        ("ratio", "<=", "", i.code, i.numerator, i.denominator)
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
    for at, (kind, operator, form, code, left, right) in enumerate(found):
        level = "tinh" if "cấp tỉnh" in form else "huyen" if "cấp huyện" in form else ""
        era = "new" if "từ 01/7/2025" in form else "old" if "đến 30/6/2025" in form else ""
        rows.append((at, kind, operator, code, level, era, len(left) + len(right)))
        sides = [("left", measure) for measure in left] + [("right", measure) for measure in right]
        terms += [(at, side, n, ids[measure]) for n, (side, measure) in enumerate(sides)]
    fuller = [
        (at, other_at)
        for at, (_, operator, _, _, left, right) in enumerate(found)
        for other_at, (_, equals, _, _, same, more) in enumerate(found)
        if operator == "gap" and equals == "=" and left == same and set(right) < set(more)
    ]
    _insert(con, "relation", "relation_id,kind,operator,code,level,era,terms", rows)
    _insert(con, "relation_term", "relation_id,side,position,measure_id", terms)
    _insert(con, "fuller", "relation_id,other_id", fuller)


_TEXTS = ("kind", "operator", "code", "level", "era", "side")


def _insert(con, table: str, columns: str, rows: list[tuple]) -> None:
    """A table of these rows; without rows its columns are still typed."""
    names = columns.split(",")
    frame = pd.DataFrame(rows, columns=names)
    frame = frame.astype({name: "str" if name in _TEXTS else "int32" for name in names})
    con.register("incoming", frame)
    con.execute(f"create table {table} as from incoming")
    con.unregister("incoming")
