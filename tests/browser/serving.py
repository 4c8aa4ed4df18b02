"""Starts the real dashboard on a free port with its own data folder, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PAGES = ("", "trend", "compare", "map", "unit", "intake", "quality", "catalogue")
# Chromium's own services look for the internet; the tests are about what the pages ask for.
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_PATIENCE_S = 60


def chromium_path() -> str | None:
    """Where a system Chromium or Chrome lies; None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def dashboard(data: Path) -> Iterator[str]:
    """Serve the dashboard over a data folder; the address, without a slash at its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    environment = os.environ | {"DANVAN_DATA": str(data)}
    log = (data / "server.log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_until_healthy(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the dashboard did not start")


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium_path(), args=_QUIET)
        try:
            yield found
        finally:
            found.close()


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait until the page is drawn whole."""
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has ended and every chart and table on the page is drawn."""
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1", timeout=_PATIENCE_S * 1000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every(chart => chart.querySelector('svg.main-svg'))"
        " && !document.querySelector('[data-testid=stSkeleton]')"
    )
    page.evaluate("() => document.fonts.ready")
