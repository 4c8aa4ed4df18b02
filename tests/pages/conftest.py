"""The dashboard over the sample figures, for the tests of its pages."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import load_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """A data folder with the edition of the sample figures."""
    data = tmp_path_factory.mktemp("sample")
    for part in ("catalogue", "forms", "sample"):
        shutil.copytree(ROOT / "data" / part, data / part)
    load_files(data, [])
    return data


@pytest.fixture
def data(sample, tmp_path, monkeypatch) -> Path:
    """A copy of the sample for a test to change, and the dashboard looking at it."""
    folder = Path(shutil.copytree(sample, tmp_path / "data"))
    monkeypatch.setenv("DANVAN_DATA", str(folder))
    return folder


@pytest.fixture
def app(sample, monkeypatch) -> AppTest:
    monkeypatch.setenv("DANVAN_DATA", str(sample))
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
