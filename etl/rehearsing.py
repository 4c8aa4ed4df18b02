"""What a load of some files would tell of them: the very same comparison, and nothing is kept."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from etl import building, receiving, withdrawals
from etl.examining import Outcome, Watch, unwatched
from etl.loading import House, knowledge, shown_edition
from etl.receiving import Receipt, shown_name
from etl.vouching import as_published


def check_files(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Outcome, ...]:
    """The outcome of each (name, content), in order; nothing is received or published.

    The files are compared with each other and with every received file as in a load. One that
    changes nothing, its bytes being in use or standing in an earlier file, is marked as known; what
    comparing told of one in use is taken from the edition on show.
    Raises DamagedArchive, CatalogueError and BuildError as a load does.
    """
    house = House(data, *knowledge(data), shown_edition(data), watch)
    received, turns = receiving.receipts(data), withdrawals.changes(data)
    withdrawn = {n for n, changes in turns.items() if changes[-1].is_withdrawal}
    given = _as_received(data, received, files)
    used = {r.sha256 for r in received if r.sequence not in withdrawn}
    known = [r.sha256 in used or r in given[:at] for at, r in enumerate(given)]
    # A withdrawn file that is given again counts again.
    turns = {n: changes for n, changes in turns.items() if n not in {r.sequence for r in given}}
    contents = [content for _, content in files]
    read = house.examine(list(dict(zip(given, contents, strict=True)).items()), turns)
    if any(read[r].figures for r, is_known in zip(given, known, strict=True) if not is_known):
        others = [(r, receiving.content(data, r)) for r in received if r not in read]
        read |= house.examine(others, turns)
        read = {r: read[r] for r in sorted(read, key=lambda r: r.sequence)}
        read = building.compared(data, house.catalogue, house.register, read)
    else:
        read = {r: as_published(house.shown, r, outcome) for r, outcome in read.items()}
    return tuple(
        replace(read[receipt], name=shown_name(name), is_known=is_known)
        for (name, _), receipt, is_known in zip(files, given, known, strict=True)
    )


def _as_received(
    data: Path, received: list[Receipt], files: list[tuple[str, bytes]]
) -> list[Receipt]:
    """The receipt each file has, or would get, the same bytes one receipt; none is written."""
    known = {receipt.sha256: receipt for receipt in received}
    used = {receipt.sequence for receipt in received} | receiving.given_up_numbers(data)
    now = datetime.now().isoformat(timespec="seconds")
    given = []
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in known:
            used.add(sequence := max(used, default=0) + 1)
            known[digest] = Receipt(sequence, shown_name(name), digest, len(content), now)
        given.append(known[digest])
    return given
