"""What a file would change: each of its figures new, restated or the same as what is on show."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.demonstrations import SET_ASIDE, stating_nothing
from etl.examining import Outcome, Watch, unwatched
from etl.rehearsing import check_files
from indicators import editions
from indicators.catalogue_files import read_catalogue
from indicators.completeness import stated
from indicators.editions import Edition

CHANGES = ("new", "restated", "same")


@dataclass(frozen=True)
class Preview:
    """One file before it is loaded.

    `changes` has a row a figure: sheet, line, column, unit, unit_key, period, measure (code), name,
    value, old_value, old_file, old_line, is_beside, change (one of CHANGES). `is_beside` is true
    where the old figure is of a file given before this one in the same turn. `is_known` tells that
    the very bytes were received before and are in use, or stand in an earlier file of this turn, so
    that loading it again would change nothing.
    """

    outcome: Outcome
    changes: pd.DataFrame

    @property
    def is_known(self) -> bool:
        """True when loading the file again would change nothing."""
        return self.outcome.is_known

    def count(self, change: str) -> int:
        """How many figures are new, restated or the same."""
        return int((self.changes["change"] == change).sum())

    @property
    def beaten(self) -> tuple[tuple[str, int], ...]:
        """The files given together with this one whose figures it replaces, and how many."""
        is_beaten = self.changes["is_beside"] & (self.changes["change"] == "restated")
        counts = self.changes.loc[is_beaten, "old_file"].value_counts(sort=False)
        return tuple((str(name), int(n)) for name, n in counts.items())


def preview(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Preview, ...]:
    """Each file read, checked and compared with what is on show; nothing is kept.

    Files are taken as they would be loaded, one after another: a later one is compared with the
    figures of those before it. A demonstration beside real figures changes nothing.
    """
    names = {m.code: m.name_vi for m in read_catalogue(data / "catalogue").measures.values()}
    previews = []
    beside = pd.DataFrame(columns=[*_PLACE, *_OLD, "is_beside"])
    shown = editions.current(data)
    for outcome in check_files(data, files, watch):
        is_aside = any(problem.code == SET_ASIDE for problem in outcome.problems)
        stating = stating_nothing(outcome) if is_aside else outcome
        found = Preview(outcome, _changes(shown, stating, names, beside))
        previews.append(found)
        if not found.is_known:
            beside = _after(beside, found)
    return tuple(previews)


_PLACE = ["unit_key", "period", "measure"]
_OLD = ["old_value", "old_file", "old_line"]


def _after(beside: pd.DataFrame, found: Preview) -> pd.DataFrame:
    """The figures of the files given so far, the last of each place."""
    own = found.changes[[*_PLACE, "value", "line"]].rename(
        columns={"value": "old_value", "line": "old_line"}
    )
    own = own.assign(old_file=found.outcome.name, is_beside=True)
    parts = [part for part in (beside, own) if len(part)]
    if not parts:
        return beside
    return pd.concat(parts, ignore_index=True).drop_duplicates(_PLACE, keep="last")


def _changes(
    edition: Edition | None, outcome: Outcome, names: dict[str, str], beside: pd.DataFrame
) -> pd.DataFrame:
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
    # The first file of one's own takes the place of the whole sample: nothing of it stays.
    if edition is None or edition.is_sample:
        old = found[[*_PLACE, "value", "line"]].iloc[:0].assign(file_name="")
    else:
        old = stated(edition, found["unit_key"].unique().tolist())
    old = old.rename(columns={"value": "old_value", "file_name": "old_file", "line": "old_line"})
    parts = [part for part in (old.assign(is_beside=False), beside) if len(part)]
    if parts:
        old = pd.concat(parts, ignore_index=True).drop_duplicates(_PLACE, keep="last")
    else:
        old = old.assign(is_beside=False)
    merged = found.merge(old, on=_PLACE, how="left")
    merged["is_beside"] = merged["is_beside"].eq(True)
    merged["change"] = "restated"
    merged.loc[merged["old_value"] == merged["value"], "change"] = "same"
    merged.loc[merged["old_value"].isna(), "change"] = "new"
    return merged
