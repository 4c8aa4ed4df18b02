"""What an edition knows of the archive it was built from, and the archive mended by it."""

from pathlib import Path

import pandas as pd

from etl import receiving, withdrawals
from etl.examining import Outcome
from etl.problems import Problem
from etl.receiving import Receipt
from indicators.completeness import problems
from indicators.editions import Edition
from indicators.listing import receipts


def make_whole(data: Path, witness: Edition | None, files: list[tuple[str, bytes]]) -> None:
    """Mend the archive as far as the last whole edition and the given files can.

    Raises DamagedArchive for what stays lost: a file an edition was built from never leaves the
    next one without a word.
    """
    vouched = held(witness) if witness else []
    withdrawals.mend(data, _turns(witness) if witness else {})
    receiving.mend(data, vouched, files)
    kept = {(receipt.sequence, receipt.sha256) for receipt in receiving.receipts(data)}
    given_up = receiving.given_up_numbers(data)
    lost = [
        receiving.missing(receipt.sequence)
        for receipt in vouched
        if receipt.sequence not in given_up and (receipt.sequence, receipt.sha256) not in kept
    ]
    if lost:
        raise receiving.DamagedArchive("\n".join(lost))


def held(edition: Edition) -> list[Receipt]:
    """The receipts an edition was built from, as it keeps them; their sizes are not known (0)."""
    rows = _own(edition).itertuples(index=False)
    return [
        Receipt(r.source_id, r.file_name, r.sha256, 0, r.received_at.isoformat(timespec="seconds"))
        for r in rows
    ]


def _own(edition: Edition) -> pd.DataFrame:
    """The received files of an edition; those of the sample it stands on were never received."""
    rows = receipts(edition)
    # In the first release the files of the sample had numbers like received ones.
    is_old = edition.is_sample and (rows["source_id"] > 0).all() and not rows["changes"].any()
    return rows[rows["source_id"] > 0] if not is_old else rows.iloc[:0]


def _turns(edition: Edition) -> dict[int, tuple[int, str]]:
    """How often each received file had been withdrawn or put back, and when at the latest."""
    return {
        row.source_id: (
            row.changes,
            (edition.built_at if pd.isna(row.withdrawn_at) else row.withdrawn_at).isoformat(),
        )
        for row in _own(edition).itertuples()
        if row.changes
    }


def as_published(shown: Edition | None, receipt: Receipt, outcome: Outcome) -> Outcome:
    """A received file with the notes that the edition on show has of it besides its own."""
    if shown is None:
        return outcome
    told = problems(shown)
    told = told[(told["source_id"] == receipt.sequence) & (told["severity"] == "note")]
    own = {(p.code, p.sheet, p.line, p.column, p.found, p.reason) for p in outcome.problems}
    notes = [
        Problem("note", row.code, row.line, row.column_name, row.found, row.reason, sheet=row.sheet)
        for row in told.itertuples()
        if (row.code, row.sheet, row.line, row.column_name, row.found, row.reason) not in own
    ]
    return outcome.with_notes(notes)


def state(read: dict[Receipt, Outcome]) -> set[tuple[str, bool]]:
    """The digest of each file, and whether it is withdrawn."""
    return {(receipt.sha256, bool(outcome.withdrawn_at)) for receipt, outcome in read.items()}


def known(edition: Edition | None) -> set[tuple[str, bool]]:
    """The same of the received files an edition was built from; nothing without an edition."""
    if edition is None:
        return set()
    rows = _own(edition)
    return set(zip(rows["sha256"], rows["withdrawn_at"].notna(), strict=True))
