"""Which fields of work words name: complaints, denunciations, dossiers, jobs."""

import re

from etl.work_words import OF_WORK
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import fold

_WORD = re.compile(r"\w+")
# Words of any work on papers, of dossiers, cases and letters, and of how they end.
_SAID_OF_ANY = OF_WORK | set(
    _WORD.findall("ho vu viec don thu bang dinh hanh chinh truc tuyen tiep buu ty ti le phan tram")
)
# Offices call these otherwise than the families do.
_CALLED = (("tthc", "thu tuc hanh chinh"), ("don thu", "khieu nai"))


def families_named(text: str, catalogue: Catalogue) -> set[str]:
    """The families a text may be about: where it names procedures, of them or of dossiers."""
    named = _subjects_in(text, catalogue)
    return {
        code
        for code, parts in _subjects(catalogue).items()
        if any(name in part for name in named for part in parts)
    }


def families_meant(text: str, catalogue: Catalogue) -> set[str]:
    """The families whose subjects a text names; procedures that are settled mean dossiers."""
    found = set()
    for name in _subjects_in(text, catalogue):
        wider = {
            code
            for code, parts in _subjects(catalogue).items()
            if any(name in part and name != part for part in parts)
        }
        found |= wider or families_named(name, catalogue)
    return found


def is_of_another(item: Measure | Indicator, above: str, name: str, catalogue: Catalogue) -> bool:
    """True for an item under words of another field, unless its name in the file tells its own.

    "Số hồ sơ đã giải quyết" may be said of complaints, "Số hộ nghèo" of nothing else. Complaints
    and denunciations are of one family and yet another field each.
    """
    if set(_WORD.findall(fold(name))) - _SAID_OF_ANY:
        return False
    said, own = _subjects_in(above, catalogue), _subjects_in(name, catalogue)
    families = families_named(above, catalogue)
    if families and item.family not in families | families_named(name, catalogue):
        return True
    subjects = set(_subjects(catalogue)[item.family])
    meant = _subjects_in(item.name_vi, catalogue) & subjects
    told = said & subjects
    return bool(meant and told) and not meant & (told | own)


def _subjects(catalogue: Catalogue) -> dict[str, list[str]]:
    """The subjects of each family, folded: "tiếp công dân", "khiếu nại", "tố cáo"."""
    return {
        family.code: [part.strip() for part in fold(family.name_vi).split("(")[0].split(",")]
        for family in catalogue.families.values()
    }


def _subjects_in(text: str, catalogue: Catalogue) -> set[str]:
    said = fold(text)
    for other, ours in _CALLED:
        said = said.replace(other, ours)
    found = {part for parts in _subjects(catalogue).values() for part in parts if part in said}
    return {part for part in found if not any(part in other and part != other for other in found)}
