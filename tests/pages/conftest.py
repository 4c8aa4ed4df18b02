"""The dashboard over the sample figures, for the tests of its pages."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(whole_sample, tmp_path, monkeypatch) -> Path:
    """A copy of the sample for a test to change, and the dashboard looking at it."""
    folder = Path(shutil.copytree(whole_sample, tmp_path / "data"))
    monkeypatch.setenv("DANVAN_DATA", str(folder))
    return folder


@pytest.fixture
def own_data(first_data, tmp_path, monkeypatch) -> Path:
    """A data folder for figures of one's own, few units and nothing built; shown likewise."""
    folder = Path(shutil.copytree(first_data, tmp_path / "data"))
    monkeypatch.setenv("DANVAN_DATA", str(folder))
    return folder


@pytest.fixture
def app(whole_sample, monkeypatch) -> AppTest:
    monkeypatch.setenv("DANVAN_DATA", str(whole_sample))
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
