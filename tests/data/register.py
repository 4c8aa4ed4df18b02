"""What tests of the register share: its tables as they are committed."""

from tests.data.tables import CATALOGUE, read_rows

OLD, NEW = "1900-01-01", "2025-07-01"


def read_table(name: str) -> list[dict[str, str]]:
    return read_rows(CATALOGUE / name)
