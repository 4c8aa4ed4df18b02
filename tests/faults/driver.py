"""The child's side: run a real etl command in which one thing goes wrong, and write down which."""

import builtins
import ctypes
import errno
import io
import json
import os
import resource
import signal
import sys
import time
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

import etl.building
import etl.loading
import etl.receiving
from etl.__main__ import main

# How the n-th step or call goes wrong; the numbers are those of disk.c.
_NEVER = object()
MODES = {"count": 0, "fail": 1, "full": 2, "kill_before": 3, "kill_after": 4}


def run(data: str, arguments: list[str], log: str, said: Connection, fault: dict) -> None:
    """Run `python -m etl --data data arguments…` under a fault; exit as it does.

    `said` takes what it prints: a pipe, which no limit on the size of files can cut short.
    `log` takes the names of the steps it made.
    """
    os.dup2(said.fileno(), 1)
    os.dup2(said.fileno(), 2)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8")
    calls = {"steps": _arm_steps, "disk": _arm_disk, "size": _arm_size, "clock": _arm_clock}
    count = calls[fault["kind"]](data, fault) if fault else list
    code = main(["--data", data, *arguments])
    sys.stdout.flush()
    sys.stderr.flush()
    steps = count()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with open(log, "w", encoding="utf-8") as file:
        json.dump(steps, file)
    os._exit(code)


def _arm_size(_data: str, fault: dict):
    """No file may grow past a size, as on a full disk; the limit can be lifted for the log."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (fault["at"], resource.RLIM_INFINITY))
    return list


def _arm_disk(data: str, fault: dict):
    """The n-th call of the C library on a file of the data folder goes wrong; needs disk.c."""
    library = ctypes.CDLL(None)
    library.disk_calls.restype = ctypes.c_long
    mode, at = MODES[fault["mode"]], ctypes.c_long(fault["at"])
    library.disk_arm(os.fsencode(data), mode, at, int(fault.get("log", False)))
    return lambda: [""] * library.disk_calls()


def _arm_clock(_data: str, fault: dict):
    """The machine's clock is wrong by some days or stands at a moment, in some time zone."""
    os.environ["TZ"] = fault.get("zone", "Asia/Ho_Chi_Minh")
    time.tzset()
    at = fault.get("moment")

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            if at:
                return datetime.fromisoformat(at)
            return datetime.now(tz) + timedelta(days=fault.get("days", 0))

    for module in (etl.building, etl.loading, etl.receiving):
        module.datetime = Clock
    return list


def _arm_steps(data: str, fault: dict):
    """The n-th named step (a file opened, written, synced, renamed, removed; a statement) fails."""
    steps: list[str] = []
    at, mode = fault["at"], fault["mode"]

    def step(name: str, action, half=None):
        steps.append(name)
        # A statement is no file: its place may be that of a kill, its disk calls fail in disk.c.
        is_due = len(steps) == at and (half is not _NEVER or mode not in ("fail", "full"))
        if is_due and mode == "kill_before":
            os.kill(os.getpid(), signal.SIGKILL)
        if is_due and mode in ("fail", "full"):
            if half:
                half()
            code = errno.ENOSPC if mode == "full" else errno.EIO
            raise OSError(code, os.strerror(code), name)
        answer = action()
        if is_due and mode == "kill_after":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    _wrap_files(data, step)
    _wrap_statements(step)
    return lambda: steps


def _wrap_files(data: str, step) -> None:
    def ours(path) -> bool:
        return isinstance(path, str | Path) and str(path).startswith(data)

    real_open, real_fsync = io.open, os.fsync

    def opened(path, mode="r", *rest, **named):
        if not ours(path):
            return real_open(path, mode, *rest, **named)
        name = f"open {Path(path).name}"
        file = step(name, lambda: real_open(path, mode, *rest, **named))
        return _Written(file, Path(path).name, step) if "w" in mode else file

    io.open = builtins.open = opened
    for call in ("replace", "unlink", "mkdir"):
        real = getattr(os, call)

        def changed(path, *rest, _real=real, _call=call, **named):
            if not ours(path):
                return _real(path, *rest, **named)
            name = f"{_call} {Path(path).name}"
            return step(name, lambda: _real(path, *rest, **named))

        setattr(os, call, changed)
    os.fsync = lambda handle: step(f"fsync {_name(handle)}", lambda: real_fsync(handle))


def _name(handle: int) -> str:
    return Path(os.readlink(f"/proc/self/fd/{handle}")).name


class _Written:
    """A file being written, whose writes are steps; a failing one leaves half of its bytes."""

    def __init__(self, file, name: str, step):
        self._file, self._name, self._step = file, name, step

    def write(self, content):
        half = lambda: (self._file.write(content[: len(content) // 2]), self._file.flush())  # noqa: E731
        return self._step(f"write {self._name}", lambda: self._file.write(content), half)

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()


def _wrap_statements(step) -> None:
    real = duckdb.DuckDBPyConnection.execute

    def executed(connection, query, *rest, **named):
        name = f"execute {' '.join(str(query).split())[:40]}"
        return step(name, lambda: real(connection, query, *rest, **named), _NEVER)

    duckdb.DuckDBPyConnection.execute = executed
