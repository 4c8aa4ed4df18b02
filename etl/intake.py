"""What the intake page shows of files before loading: changes, marks, rows to mend."""

from dataclasses import dataclass
from pathlib import Path

from etl.examining import Watch, unwatched
from etl.loading import told
from etl.marking import MarkedSheet, marked
from etl.mending import to_mend
from etl.previewing import Preview, preview


@dataclass(frozen=True)
class Prepared:
    """One file: what it would change, its sheets as read, its refused rows as a file to mend."""

    preview: Preview
    sheets: tuple[MarkedSheet, ...]
    mend: bytes


def prepared(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Prepared, ...]:
    """Each of the files (name, content) made ready to be looked at; nothing is kept."""
    previews = preview(data, files, watch)
    return tuple(
        Prepared(found, marked(content, found.outcome), to_mend(content, found.outcome))
        for found, (_, content) in zip(previews, files, strict=True)
    )


def prepared_or_fault(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[tuple[Prepared, ...] | None, str | None]:
    """`prepared` for a page: the files, or the Vietnamese reason why they cannot be looked at."""
    return told(lambda: prepared(data, files, watch))
