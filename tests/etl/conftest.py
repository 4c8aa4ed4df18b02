"""What tests of the loader share: rows understood, told in a few words."""

import pytest

from etl.forms import read_form
from etl.reading import read_sheet
from etl.understanding import understand
from tests.etl.files import rows


@pytest.fixture
def told(catalogue, register):
    """Understand rows: figures as (unit key, period, subject, value, line), problems likewise."""

    def tell(*lines: str):
        reading = read_form(read_sheet(rows(*lines)), catalogue)
        found = understand(reading, catalogue, register)
        figures = [
            (f.unit.key, f.period.code, f.subject.code, f.value, f.line) for f in found.figures
        ]
        return figures, found.problems

    return tell
