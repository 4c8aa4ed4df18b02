"""What a file would change: each of its figures new, restated or the same as what is on show."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.examining import Outcome, Watch, unwatched
from etl.loading import check_files
from etl.receiving import receipts
from etl.withdrawals import changes
from indicators import editions
from indicators.catalogue_files import read_catalogue
from indicators.completeness import stated

CHANGES = ("new", "restated", "same")


@dataclass(frozen=True)
class Preview:
    """One file before it is loaded.

    `changes` has a row a figure: sheet, line, column, unit, unit_key, period, measure (code), name,
    value, old_value, old_file, old_line, change (one of CHANGES). `is_known` tells that the very
    bytes were received before and are in use, so that loading it again would change nothing.
    """

    outcome: Outcome
    changes: pd.DataFrame
    is_known: bool

    def count(self, change: str) -> int:
        """How many figures are new, restated or the same."""
        return int((self.changes["change"] == change).sum())


def preview(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Preview, ...]:
    """Each file read, checked and compared with the edition on show; nothing is kept.

    Files are compared with the edition one by one, not with each other.
    """
    names = {m.code: m.name_vi for m in read_catalogue(data / "catalogue").measures.values()}
    turns = changes(data)
    received = {
        receipt.sha256
        for receipt in receipts(data)
        if not (last := turns.get(receipt.sequence)) or not last[-1].is_withdrawal
    }
    return tuple(
        Preview(
            outcome, _changes(data, outcome, names), hashlib.sha256(content).hexdigest() in received
        )
        for outcome, (_, content) in zip(check_files(data, files, watch), files, strict=True)
    )


_PLACE = ["unit_key", "period", "measure"]


def _changes(data: Path, outcome: Outcome, names: dict[str, str]) -> pd.DataFrame:
    counts = outcome.checked.counts
    found = pd.DataFrame(
        {
            "sheet": pd.array([c.sheet for c in counts], dtype="str"),
            "line": pd.array([c.line for c in counts], dtype="int64"),
            "column": pd.array([c.column for c in counts], dtype="str"),
            "unit": pd.array([c.unit.name for c in counts], dtype="str"),
            "unit_key": pd.array([c.unit.key for c in counts], dtype="str"),
            "period": pd.array([c.period.code for c in counts], dtype="str"),
            "measure": pd.array([c.measure for c in counts], dtype="str"),
            "name": pd.array([names[c.measure] for c in counts], dtype="str"),
            "value": pd.array([float(c.value) for c in counts], dtype="float64"),
        }
    )
    edition = editions.current(data)
    if edition is None:
        old = found[[*_PLACE, "value", "line"]].iloc[:0].assign(file_name="")
    else:
        old = stated(edition, found["unit_key"].unique().tolist())
    names = {"value": "old_value", "file_name": "old_file", "line": "old_line"}
    merged = found.merge(old.rename(columns=names), on=_PLACE, how="left")
    merged["change"] = "restated"
    merged.loc[merged["old_value"] == merged["value"], "change"] = "same"
    merged.loc[merged["old_value"].isna(), "change"] = "new"
    return merged
