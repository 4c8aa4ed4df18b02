"""Figures of a unit held against the sum of the units below it, across files; notes only."""

import pytest

from etl import load_files
from indicators import completeness, editions
from tests.etl.files import rows

DONE, PROCEDURES = "tthc_da_giai_quyet", "so_tthc_mot_cua_tong"
DISTRICTS = [f"{code}" for code in range(540, 552) if code != 541]
DEMO = "Số liệu minh họa"


def figures(period: str, measure: str, value: int, units: list[str], source: str = "") -> bytes:
    return rows(*(f",{unit},{period},{measure},{value},,,,,{source}" for unit in units))


@pytest.fixture
def told(data):
    """Load files one after another; the notes on levels: file, line, the figure told of."""

    def load(*files: bytes) -> list[tuple]:
        for i, content in enumerate(files, 1):
            load_files(data, [(f"{i}.csv", content)])
        found = completeness.problems(editions.current(data))
        found = found[found["code"] == "levels_differ"]
        return list(found[["file_name", "line", "found"]].itertuples(index=False, name=None))

    return load


BELOW = figures("2024-Q1", DONE, 10, DISTRICTS)


@pytest.mark.parametrize(
    ("files", "notes"),
    [
        # Eleven times ten: the whole agrees, is more, is less.
        ([BELOW, figures("2024-Q1", DONE, 110, ["52"])], []),
        ([BELOW, figures("2024-Q1", DONE, 111, ["52"])], [("2.csv", 2, "111")]),
        ([figures("2024-Q1", DONE, 109, ["52"]), BELOW], [("1.csv", 2, "109")]),
        # One is missing: the rest may be its figure, but not less than nothing.
        ([figures("2024-Q1", DONE, 10, DISTRICTS[1:]), figures("2024-Q1", DONE, 900, ["52"])], []),
        (
            [figures("2024-Q1", DONE, 10, DISTRICTS[1:]), figures("2024-Q1", DONE, 99, ["52"])],
            [("2.csv", 2, "99")],
        ),
        # What was corrected is compared no more.
        (
            [
                BELOW,
                figures("2024-Q1", DONE, 111, ["52"]),
                figures("2024-Q1", DONE, 110, ["52"]),
            ],
            [],
        ),
        # Cumulative and of the quarter, demonstration and real are not the same figures.
        ([BELOW, figures("2024-Q2-LK", DONE, 999, ["52"])], []),
        ([BELOW, figures("2024-Q1", DONE, 111, ["52"], DEMO)], []),
        # The same procedure is counted at every unit.
        (
            [
                figures("2024-Q1", PROCEDURES, 300, DISTRICTS),
                figures("2024-Q1", PROCEDURES, 400, ["52"]),
            ],
            [],
        ),
        # A huyện beside its old communes.
        (
            [figures("2024-Q1", DONE, 6, ["21952", "21955"]), figures("2024-Q1", DONE, 9, ["550"])],
            [("2.csv", 2, "9")],
        ),
    ],
)
def test_a_figure_of_the_whole_is_held_against_its_parts(files, notes, told):
    assert told(*files) == notes
