"""The cards' own choices: arrow by direction, colour by meaning, nothing where nothing is known."""

import pytest

from tests.view.frames import NAN
from tests.view.test_sentences import COMPLAINTS, headline
from view import cards


@pytest.mark.parametrize(
    ("change", "verdict", "start"),
    [
        (2.5, "improvement", ":green[↑ "),
        (2.5, "concern", ":orange[↑ "),
        (-2.5, "improvement", ":green[↓ "),
        (-2.5, "concern", ":orange[↓ "),
        (0.0, "neutral", ":gray[→ "),
        (2.5, "none", ":gray[↑ "),
    ],
)
def test_the_arrow_follows_the_change_and_the_colour_its_meaning(change, verdict, start):
    assert cards.coloured("x", change, verdict).startswith(start)


def test_without_a_comparison_there_is_neither_arrow_nor_colour():
    assert cards.coloured("chưa có", None, "none") == ":gray[chưa có]"


def test_a_card_without_a_figure_names_no_unit_of_count():
    found = headline(COMPLAINTS, NAN, "none", None, numerator=NAN, denominator=NAN)
    assert cards.counted(found) == ""
    found = headline(COMPLAINTS, numerator=11.0, denominator=15.0)
    assert cards.counted(found) == "11/15 vụ việc"
