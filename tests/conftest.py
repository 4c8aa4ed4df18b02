"""What tests share: the project's catalogue, a data folder of their own, and the command line."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.cards import Card, read_cards
from indicators.catalogue import Catalogue
from indicators.catalogue_files import read_catalogue
from indicators.units import Register, read_register
from tests.indicators import data_folder

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Keep `__main__`: AppTest leaves the page there, and a process forked later would run it."""
    kept = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = kept


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The project's own catalogue."""
    return read_catalogue(DATA / "catalogue")


@pytest.fixture(scope="session")
def register() -> Register:
    """The project's own register of units."""
    return read_register(DATA / "catalogue")


@pytest.fixture(scope="session")
def cards(catalogue: Catalogue) -> tuple[Card, ...]:
    """The project's own form cards."""
    return read_cards(DATA / "forms", catalogue)


@pytest.fixture(scope="session")
def first_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder to copy: the catalogue with fewer units, the form cards, the sample files."""
    folder = data_folder(tmp_path_factory.mktemp("first"))
    shutil.copytree(DATA / "forms", folder / "forms", dirs_exist_ok=True)
    shutil.copytree(DATA / "sample", folder / "sample", ignore=shutil.ignore_patterns("*.py"))
    return folder


@pytest.fixture
def data(first_data: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, nothing received yet."""
    return Path(shutil.copytree(first_data, tmp_path / "data"))


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture) -> Callable:
    """Run `python -m etl --data <data> ...`: its exit code, its output and its complaints."""

    def run_command(*arguments) -> tuple[int, str, str]:
        code = main(["--data", str(data), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command
