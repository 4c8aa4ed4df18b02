"""What tests of the register share: its tables as they are committed."""

import csv
from pathlib import Path

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"
OLD, NEW = "1900-01-01", "2025-07-01"


def read_table(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
