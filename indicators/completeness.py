"""What has been received and what is missing: coverage, receipts, problems, restatements."""

import numpy as np
import pandas as pd

from indicators.editions import Edition, ask
from indicators.listing import family_names
from indicators.scope import Scope, timeline
from indicators.trend import unit_periods

STATUSES = ("reported", "late", "restated", "rejected", "missing")


def coverage(edition: Edition, where: Scope, kind: str, families: list[str]) -> pd.DataFrame:
    """One row per unit and period: unit_key, unit, period, status, figures, restated, rejects,
    reported_on, due_on, reason.

    The status is the most telling of STATUSES: a refusal with nothing loaded is `rejected`, a
    later correction `restated`, a late report `late`. A unit is only expected while it exists.
    """
    rows = ask(
        edition, "coverage", unit_ids=list(where.unit_ids), kind=kind, families=list(families)
    )
    grid = unit_periods(where, timeline(edition, where, kind), rows)
    found = grid.merge(rows, on=["unit_id", "period"], how="left")
    for column in ("figures", "restated", "rejects"):
        found[column] = found[column].fillna(0).astype(int)
    found["status"] = np.select(
        [
            (found["figures"] == 0) & (found["rejects"] > 0),
            found["figures"] == 0,
            found["restated"] > 0,
            found["is_late"].eq(True),
        ],
        ["rejected", "missing", "restated", "late"],
        "reported",
    )
    columns = ["unit_key", "unit", "period", "status", "figures", "restated", "rejects"]
    return found[[*columns, "reported_on", "due_on", "reason"]]


def reporting(edition: Edition, where: Scope, kind: str) -> set[str]:
    """Keys of the units that have reported something in any period of a kind."""
    found = coverage(edition, where, kind, list(family_names(edition)))
    return set(found.loc[found["figures"] > 0, "unit_key"])


def sources(edition: Edition) -> pd.DataFrame:
    """Receipts, newest first: source_id, file_name, form, is_demo, document, received_at, counts.

    `withdrawn_at` is NaT while a file is in use; `source_id` is below 0 for one of the sample.
    """
    return ask(edition, "sources")


def in_use(edition: Edition) -> pd.DataFrame:
    """The receipts whose figures count: some were read, and the file is not withdrawn."""
    files = sources(edition)
    return files[files["withdrawn_at"].isna() & (files["loaded"] + files["noted"] > 0)]


def holding(edition: Edition) -> pd.DataFrame:
    """The files of which figures are kept, newest first, those all replaced since among them.

    Columns: source_id, file_name, figures, current_figures (0 when later files replaced all).
    """
    return ask(edition, "holding")


def problems(edition: Edition) -> pd.DataFrame:
    """Refusals and notes with file, sheet, line, column, found and reason; newest file first.

    `received_in` names the later file whose figure of the same unit, period and measure is in use,
    where a refusal tells all three; "" elsewhere.
    """
    found = ask(edition, "problems")
    if "measure" not in found:  # An edition of before: nothing is known of what was refused.
        return found.assign(received_in="")
    key = ["unit_id", "period_id", "measure"]
    later = found.merge(ask(edition, "stated_where_refused"), on=key, how="left")
    is_since = (later["severity"] == "reject") & (later["later_id"] > later["source_id"])
    return found.assign(received_in=later["later_file"].where(is_since, "").to_numpy())


def remarks(edition: Edition) -> pd.DataFrame:
    """What offices noted beside their figures: unit, period, name, figures, remark and the place.

    One row a record of a file; `name` is its first figure and `figures` how many it holds.
    """
    return ask(edition, "remarks")


def restatements(edition: Edition) -> pd.DataFrame:
    """Figures stated again with another value: unit, period, measure, old and new with places."""
    return ask(edition, "restatements")


def stated(edition: Edition, unit_keys: list[str]) -> pd.DataFrame:
    """The figures of some units now on show, demonstrations apart.

    Columns: unit_key, period, measure (codes), value, file_name, line.
    """
    return ask(edition, "stated", unit_keys=unit_keys)
