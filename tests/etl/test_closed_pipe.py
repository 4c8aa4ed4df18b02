"""A reader who leaves before a command has said all: quiet, with the exit code of what was done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators import editions
from tests.etl.files import long

ROOT = Path(__file__).resolve().parents[2]
GOOD, BAD = (long("Huyện Tuy Phước", "2023-Q1", ("ho_ngheo", value)) for value in (5, "x1"))


@pytest.mark.parametrize(("content", "code"), [(GOOD, 0), (BAD, 2)])
@pytest.mark.parametrize("command", ["load", "check"])
def test_a_closed_pipe_is_no_fault_and_keeps_the_exit_code(command, content, code, data, tmp_path):
    path = tmp_path / "tep.csv"
    path.write_bytes(content)
    reading, writing = os.pipe()
    os.close(reading)
    arguments = [sys.executable, "-m", "etl", "--data", str(data), command, str(path)]
    done = subprocess.run(arguments, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, b"")
    if command == "load" and not code:
        assert editions.current(data).number == 1
