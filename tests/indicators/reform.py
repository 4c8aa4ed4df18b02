"""What tests of the 2025 reform share: the register as a bridge, small invented countries."""

import csv as csv_files
from functools import lru_cache

import pandas as pd

from indicators import listing, scope, trend
from indicators.bridge import Bridge, joined
from tests.indicators import BINH_DINH, CATALOGUE

DONE, IN_TIME = "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_va_dung_han"
OVERDUE = "tthc_dang_giai_quyet_qua_han"


def read_bridge(units_csv: str, changes_csv: str) -> tuple[Bridge, dict[str, int]]:
    """The bridge made of the texts of units.csv and unit_changes.csv, and ids by unit key."""
    rows = list(csv_files.DictReader(units_csv.splitlines()))
    ids = {(row["code"], row["valid_from"]): i for i, row in enumerate(rows, start=1)}
    units = pd.DataFrame(rows).rename(columns={"short_name": "unit"})
    units["unit_id"] = list(ids.values())
    units["unit_key"] = units["code"] + "." + units["valid_from"].str.replace("-", "")
    above = zip(units["parent_code"], units["parent_valid_from"], strict=True)
    units["parent_id"] = pd.array([ids.get(pair) for pair in above], dtype="Int64")
    for column in ("valid_from", "valid_to"):
        units[column] = pd.to_datetime(units[column].replace("", None))
    changes = [
        (
            ids[row["old_code"], row["old_valid_from"]],
            ids[row["new_code"], row["new_valid_from"]],
            float(row["weight"] or "nan"),
        )
        for row in csv_files.DictReader(changes_csv.splitlines())
    ]
    columns = ["old_unit_id", "new_unit_id", "weight"]
    units = units.sort_values("folded", kind="stable")
    known = joined(units, pd.DataFrame(changes, columns=columns))
    return known, dict(zip(units["unit_key"], units["unit_id"], strict=True))


@lru_cache(maxsize=1)
def whole_country() -> tuple[Bridge, dict[str, int]]:
    """The bridge of the whole country from the catalogue's own files, and ids by unit key."""
    files = (CATALOGUE / f"{name}.csv" for name in ("units", "unit_changes"))
    return read_bridge(*(file.read_text(encoding="utf-8") for file in files))


@lru_cache(maxsize=1)
def names_now() -> dict[str, str]:
    """The name of each unit of today by its code."""
    with (CATALOGUE / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = csv_files.DictReader(file)
        return {row["code"]: row["name"] for row in rows if row["valid_from"] == "2025-07-01"}


def small(shares=(float("nan"), float("nan"))):
    """A province with a district of communes A and B; C and D share A, D has all of B."""
    rows = [
        (1, "01.a", "P", "tinh", None, True), (2, "01.b", "P", "tinh", None, False),
        (3, "001.a", "H", "huyen", 1, True), (4, "a", "A", "xa", 3, True),
        (5, "b", "B", "xa", 3, True), (6, "c", "C", "xa", 2, False), (7, "d", "D", "xa", 2, False),
    ]  # fmt: skip
    day = pd.Timestamp("2025-07-01")
    units = pd.DataFrame(
        [
            {
                "unit_id": unit_id,
                "unit_key": key,
                "unit": name,
                "name": name,
                "type": "",
                "level": level,
                "folded": name.lower(),
                "code": key,
                "valid_from": pd.Timestamp("1900-01-01") if is_old else day,
                "valid_to": day if is_old else pd.NaT,
                "parent_id": parent,
            }
            for unit_id, key, name, level, parent, is_old in rows
        ]
    ).astype({"parent_id": "Int64"})
    changes = [(1, 2, 1.0), (4, 6, shares[0]), (4, 7, shares[1]), (5, 7, 1.0)]
    columns = ["old_unit_id", "new_unit_id", "weight"]
    return joined(units, pd.DataFrame(changes, columns=columns))


TUY_PHUOC_NOW = [code for code, name in names_now().items() if name.startswith("Xã Tuy Phước")]


def ask(of, code, kind="quy", where=BINH_DINH):
    """The series of an indicator, only units that say something and the total."""
    frame = trend.series(of, listing.indicators(of)[code], scope.scope(of, where), kind)
    said = frame["is_total"] | (frame["source_ids"].map(len) > 0)
    return frame[said]


# Layouts without a place, for units that were made up.
NO_TILES = {
    f"tiles_{name}": "code,valid_from,row,column\n" for name in ("tinh", "tinh_cu", "huyen", "xa")
}

# Provinces P (districts A, B) and Q (district E) became N; X lies on the land of A and E, Y on
# that of A, Z on that of B.
BORDER = {
    "units": "code,valid_from,valid_to,level,type,name,short_name,parent_code,parent_valid_from,"
    """folded
01,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh P,P,,,p
02,1900-01-01,2025-07-01,tinh,Tỉnh,Tỉnh Q,Q,,,q
001,1900-01-01,2025-07-01,huyen,Huyện,Huyện A,A,01,1900-01-01,a
002,1900-01-01,2025-07-01,huyen,Huyện,Huyện B,B,01,1900-01-01,b
003,1900-01-01,2025-07-01,huyen,Huyện,Huyện E,E,02,1900-01-01,e
00001,1900-01-01,2025-07-01,xa,Xã,Xã A1,A1,001,1900-01-01,a1
00002,1900-01-01,2025-07-01,xa,Xã,Xã A2,A2,001,1900-01-01,a2
00003,1900-01-01,2025-07-01,xa,Xã,Xã B1,B1,002,1900-01-01,b1
00004,1900-01-01,2025-07-01,xa,Xã,Xã E1,E1,003,1900-01-01,e1
01,2025-07-01,,tinh,Tỉnh,Tỉnh N,N,,,n
00011,2025-07-01,,xa,Xã,Xã X,X,01,2025-07-01,x
00012,2025-07-01,,xa,Xã,Xã Y,Y,01,2025-07-01,y
00013,2025-07-01,,xa,Xã,Xã Z,Z,01,2025-07-01,z
""",
    "unit_changes": """old_code,old_valid_from,new_code,new_valid_from,kind,weight
01,1900-01-01,01,2025-07-01,whole,1
02,1900-01-01,01,2025-07-01,whole,1
00001,1900-01-01,00011,2025-07-01,whole,1
00004,1900-01-01,00011,2025-07-01,whole,1
00002,1900-01-01,00012,2025-07-01,whole,1
00003,1900-01-01,00013,2025-07-01,whole,1
""",
    **NO_TILES,
}
