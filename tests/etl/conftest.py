"""What tests of the loader share: rows understood, files examined, editions built and asked."""

import duckdb
import pytest

from etl import load_files
from etl.examining import examine
from etl.forms import read_form
from etl.reading import read_sheet
from etl.understanding import understand
from indicators import editions
from tests.etl.files import HEADER, rows


@pytest.fixture
def told(catalogue, register):
    """Understand rows: figures as (unit key, period, subject, value, line), problems likewise."""

    def tell(*lines: str, header: str = HEADER):
        reading = read_form(read_sheet(rows(*lines, header=header)), catalogue)
        found = understand(reading, catalogue, register)
        figures = [
            (f.unit.key, f.period.code, f.subject.code, f.value, f.line) for f in found.figures
        ]
        return figures, found.problems

    return tell


@pytest.fixture
def examined(catalogue, register, cards):
    """Examine one file, text or bytes, under the project's cards or others."""

    def tell(content: str | bytes, of=cards):
        content = content.encode() if isinstance(content, str) else content
        return examine("tep.csv", content, catalogue, register, cards=of)

    return tell


@pytest.fixture
def built(data):
    """Load files one after another; the observations and notes of the edition."""

    def build(*files: bytes):
        load_files(data, [(f"{i}.csv", content) for i, content in enumerate(files, 1)])
        return Asked(editions.current(data).path)

    return build


@pytest.fixture
def sampled(data):
    """Build the edition of a sample of these files alone; its observations and notes."""

    def build(*files: bytes):
        for path in (data / "sample").iterdir():
            path.unlink()
        for i, content in enumerate(files, 1):
            (data / "sample" / f"{i}.csv").write_bytes(content)
        load_files(data, [])
        return Asked(editions.current(data).path)

    return build


class Asked:
    """An edition file asked in SQL, as a reader of the file would."""

    def __init__(self, path):
        self.path = path

    def rows(self, sql: str) -> list[tuple]:
        editions._root.cache_clear()
        with duckdb.connect(str(self.path), read_only=True) as con:
            return con.execute(sql).fetchall()

    def figures(self, measure: str) -> list[tuple]:
        return self.rows(
            "select p.code, o.value::double, o.derived, o.is_current, o.source_id, o.line"
            " from observation o join period p using (period_id) join measure m using (measure_id)"
            f" where m.code = '{measure}' order by p.code, o.source_id"
        )

    def notes(self) -> list[tuple]:
        return self.rows(
            "select b.source_id, b.line, b.code, u.code, p.code from problem b"
            " left join unit u using (unit_id) left join period p using (period_id)"
            " order by all"
        )

    def derived(self) -> list[tuple]:
        return self.rows(
            "select p.code, value::integer, derived, is_restated from observation"
            " join period p using (period_id) where derived <> '' order by all"
        )
