"""Every fault of meaning, and the files they make of the clean tables."""

from collections.abc import Iterator

from tests.pollution.meaning import MOST, Fault, Meant, spoilt
from tests.pollution.meaning_counted import units_of_count
from tests.pollution.meaning_headings import headings
from tests.pollution.meaning_numbers import numbers
from tests.pollution.meaning_periods import periods
from tests.pollution.meaning_relations import relations, times
from tests.pollution.meaning_units import units
from tests.pollution.tables import Table


def faults() -> tuple[Fault, ...]:
    """All faults but those between periods, which need files to be compared."""
    return (*numbers(), *units_of_count(), *periods(), *units(), *relations(), *headings())


def meanings(tables: tuple[Table, ...], most: int = MOST) -> Iterator[Meant]:
    """The files of all faults in all tables, those between periods last."""
    for fault in (*faults(), *times()):
        for table in tables:
            yield from spoilt(table, fault, most)
