"""One server and one browser for all journeys; without a browser they are skipped, in CI failed."""

import os
import shutil

import pytest

from tests.browser import serving


@pytest.fixture(scope="session")
def address(whole_sample, tmp_path_factory) -> str:
    """The dashboard over the whole sample."""
    data = shutil.copytree(whole_sample, tmp_path_factory.mktemp("served") / "data")
    with serving.dashboard(data) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    """A browser; without one the tests are skipped, in CI failed."""
    if serving.chromium_path() is None:
        why = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with serving.browser() as found:
        yield found


@pytest.fixture
def page(chromium):
    """A fresh reader with an English browser, the hardest case for Vietnamese numbers."""
    context = chromium.new_context(viewport={"width": 1440, "height": 950}, locale="en-US")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
