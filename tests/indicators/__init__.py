"""Tests of what is true. `edition` builds a tiny edition through the real etl, a row a line."""

import csv as csv_files
import io
from functools import cache
from pathlib import Path

import pandas as pd

from etl import load_files
from indicators import editions
from indicators.editions import Edition

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"
HEADER = "don_vi;ma_don_vi;ky;chi_tieu;gia_tri;tu_so;mau_so;ngay_bao_cao;nguon"
# The districts of Bình Định; no code of a province or commune is like one.
_DISTRICTS = tuple(f"{code}" for code in range(540, 552))
BINH_DINH, GIA_LAI_NEW = "52.19000101", "52.20250701"
QUY_NHON, AN_LAO, TUY_PHUOC = "540.19000101", "542.19000101", "550.19000101"


def csv(*rows: str) -> bytes:
    """A long-form file; a row is "code period subject value [numerator denominator day source]".

    Cells stand between spaces, "-" is an empty one; the source, the last, may hold spaces.
    """
    lines = [HEADER]
    for row in rows:
        code, period, subject, *rest = row.split(maxsplit=7)
        cells = ["", code, period, subject, *rest, *["-"] * (5 - len(rest))]
        lines.append(";".join("" if cell == "-" else cell for cell in cells))
    return "\n".join(lines).encode()


def data_folder(folder: Path, **catalogue: str) -> Path:
    """A data folder with the catalogue and the units of Bình Định and the new Gia Lai.

    Bình Định has its districts and their communes of before the reform. All provinces are there;
    `targets="..."` puts a text in the place of targets.csv.
    """
    for name in ("catalogue", "forms"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, content in _files().items():
        (folder / name).write_bytes(content)
    for name, content in catalogue.items():
        (folder / "catalogue" / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


@cache
def _files() -> dict[str, bytes]:
    """The files of a data folder by their path in it; of the units and their tiles the few."""
    files = [*CATALOGUE.glob("*.csv"), *(CATALOGUE.parent / "forms").glob("*.toml")]
    found = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in files}
    units = "catalogue/units.csv"
    found[units] = _kept(found[units], lambda row: row["parent_code"] in ("", "52", *_DISTRICTS))
    rows = csv_files.DictReader(io.StringIO(found[units].decode("utf-8")))
    known = {(row["code"], row["valid_from"]) for row in rows}
    changes = "catalogue/unit_changes.csv"
    found[changes] = _kept(
        found[changes],
        lambda row: (
            {(row[f"{age}_code"], row[f"{age}_valid_from"]) for age in ("old", "new")} <= known
        ),
    )
    for name in found:
        if name.startswith("catalogue/tiles_"):
            found[name] = _kept(found[name], lambda row: (row["code"], row["valid_from"]) in known)
    return found


def _kept(content: bytes, wanted) -> bytes:
    """The wanted rows of a CSV file, as a CSV file."""
    rows = csv_files.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    text = io.StringIO(newline="")
    writer = csv_files.DictWriter(text, rows.fieldnames)
    writer.writeheader()
    writer.writerows(filter(wanted, rows))
    return text.getvalue().encode()


def edition(folder: Path, *files: bytes, **catalogue: str) -> Edition:
    """The edition of files given one after another to the real etl."""
    data = data_folder(folder / "data", **catalogue)
    load_files(data, [(f"tep_{i}.csv", content) for i, content in enumerate(files, 1)])
    return editions.current(data)


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    """The named columns of a frame, a tuple a row; missing is None, numbers to six decimals."""

    def plain(cell):
        if isinstance(cell, float):
            return None if pd.isna(cell) else round(cell, 6)
        return None if cell is pd.NaT else cell

    return [tuple(map(plain, row)) for row in frame[list(columns)].itertuples(index=False)]
