"""Every dialect in which a sound file may be written; all of them must read as the clean file."""

import csv
from collections.abc import Iterator
from itertools import product

from tests.pollution.clean import BASES, ENDS, Part, Variant, parts_of, variant

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "nfd", "cp1258")
DELIMITERS = (",", ";", "\t", "|")


def dialects() -> Iterator[Variant]:
    """Delimiter x line end x quotes x encoding x last line end x declared delimiter."""
    for base in BASES:
        for delimiter, (end, ends), quoting, encoding, is_ended, is_declared in product(
            DELIMITERS,
            ENDS.items(),
            (csv.QUOTE_MINIMAL, csv.QUOTE_ALL),
            ENCODINGS,
            (True, False),
            (False, True),
        ):
            parts = parts_of(base.rows, delimiter, ends, quoting)
            if not is_ended:
                parts[-1] = Part(parts[-1].text.rstrip("\r\n"), parts[-1].row)
            if is_declared:
                parts.insert(0, Part(f"sep={delimiter}{ends[0]}"))
            name = f"{delimiter!r} {end} {quoting} {encoding} {is_ended} {is_declared}"
            yield variant(base.name, "Phương ngữ CSV", name, parts, encoding=encoding)
