"""Every fault of meaning, and the files they make of the clean tables."""

from collections.abc import Iterator

from tests.pollution.listed_tables import listed_tables
from tests.pollution.meaning import MOST, Fault, Meant, spoilt
from tests.pollution.meaning_counted import units_of_count
from tests.pollution.meaning_headings import headings
from tests.pollution.meaning_listed import listed
from tests.pollution.meaning_numbers import numbers
from tests.pollution.meaning_periods import periods
from tests.pollution.meaning_relations import relations, times
from tests.pollution.meaning_units import units
from tests.pollution.tables import Table, tables


def clean_tables() -> tuple[Table, ...]:
    """The tables that are spoilt: the long form, wide ones, and listed ones."""
    return (*tables(), *listed_tables())


def faults() -> tuple[Fault, ...]:
    """All faults but those between periods, which need files to be compared."""
    return (
        *numbers(), *units_of_count(), *periods(), *units(), *relations(), *headings(), *listed(),
    )  # fmt: skip


def meanings(clean: tuple[Table, ...], most: int = MOST) -> Iterator[Meant]:
    """The files of all faults in all tables, those between periods last."""
    for fault in (*faults(), *times()):
        for table in clean:
            yield from spoilt(table, fault, most)
