"""Editions: which one is on show, and asking it a question kept in a file of SQL."""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

_SQL = Path(__file__).with_name("sql")
_POINTER = "current"
# Nothing outside the file can be reached through a question, whatever a cell of it may say.
_LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Edition:
    """A published set of figures; the path names it, so it is the key of every cache."""

    path: Path
    number: int
    built_at: datetime
    is_demo: bool
    catalogue_sha256: str


def data_folder() -> Path:
    """The data folder: DANVAN_DATA when set, else data/ beside the code."""
    return Path(os.environ.get("DANVAN_DATA") or Path(__file__).parents[1] / "data")


def edition_path(folder: Path, number: int) -> Path:
    """Where edition `number` of a data folder lies; never reused for another."""
    return folder / "editions" / f"edition-{number:06d}.duckdb"


def pointer_path(folder: Path) -> Path:
    """The small file holding the number of the edition on show."""
    return folder / "editions" / _POINTER


def current(folder: Path) -> Edition | None:
    """The edition on show; None before the first one."""
    pointer = pointer_path(folder)
    if not pointer.exists():
        return None
    return open_edition(edition_path(folder, int(pointer.read_text(encoding="ascii"))))


@lru_cache(maxsize=4)
def open_edition(path: Path) -> Edition:
    """What an edition file says of itself."""
    row = (
        _root(path)
        .cursor()
        .execute("select number, built_at, is_demo, catalogue_sha256 from edition")
        .fetchone()
    )
    return Edition(path, *row)


@lru_cache(maxsize=4)
def _root(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=_LOCKED)


@lru_cache(maxsize=64)
def _question(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def ask(edition: Edition, question: str, **parameters) -> pd.DataFrame:
    """The answer to indicators/sql/<question>.sql with bound parameters.

    A cursor per question: one connection shared between threads mixes their rows.
    """
    with _root(edition.path).cursor() as cursor:
        return cursor.execute(_question(question), parameters or None).df()
