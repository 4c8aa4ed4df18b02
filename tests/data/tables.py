"""What tests of the committed data share: reading a table, holding figures to the catalogue."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLE, CATALOGUE = DATA / "sample", DATA / "catalogue"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by the names in its header."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def broken_identities(figures: dict) -> tuple[set, int]:
    """The identities of the catalogue that figures break, (key, left, difference) each; how many
    were tested.
    """
    broken, n_tested = set(), 0
    for rule in read_rows(CATALOGUE / "identities.csv"):
        right = rule["right"].split("+")
        for at, values in figures.items():
            # "gap" speaks of a rest that the demo states: it has column 13.
            if rule["operator"] in ("prev", "gap") or not {rule["left"], *right} <= values.keys():
                continue
            n_tested += 1
            left, total = values[rule["left"]], sum(values[code] for code in right)
            holds = {"=": left == total, "<=": left <= total, ">=": left >= total}
            if not holds[rule["operator"]]:
                broken.add((at, rule["left"], left - total))
    return broken, n_tested
