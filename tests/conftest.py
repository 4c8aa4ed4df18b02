"""What tests share: the project's catalogue, a data folder of their own, and the command line."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from etl import load_files
from etl.__main__ import main
from etl.cards import Card, read_cards
from indicators.catalogue import Catalogue
from indicators.catalogue_files import read_catalogue
from indicators.units import Register, read_register
from tests.indicators import data_folder

DATA = Path(__file__).resolve().parents[1] / "data"
# The real report, some demo figures and a correction among them: a few hundred rows.
FEW = ("real_tuy_phuoc_2023H1", "demo_lao_dong_viec_lam", "demo_ngan_sach", "demo_z_bo_sung")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """A process takes a file at a time, and one of them all that runs in a browser.

    Two browsers at once are slower than one on a machine of two cores. It is first in line.
    """
    from xdist.scheduler import LoadFileScheduling

    class OneBrowser(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "browser" if file.startswith("tests/browser/") else file

    return OneBrowser(config, log)


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
    """A data folder to copy: the catalogue with fewer units, the form cards, few sample files."""
    folder = data_folder(tmp_path_factory.mktemp("first"))
    (folder / "sample").mkdir()
    for name in FEW:
        shutil.copy(DATA / "sample" / f"{name}.csv", folder / "sample")
    return folder


@pytest.fixture(scope="session")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a new installation with the edition of its sample; not to be changed.

    All processes of a run share the one that the first of them builds.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "whole_sample"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            half = tmp_path_factory.mktemp("half")
            for part in ("catalogue", "forms", "sample"):
                shutil.copytree(DATA / part, half / part)
            load_files(half, [])
            half.rename(folder)
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
