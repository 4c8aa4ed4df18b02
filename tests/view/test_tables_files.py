"""Tables of files: which rows come first and what stands in them."""

import pandas as pd

from view import tables_files


def test_refusals_are_listed_before_notes():
    row = {
        "file_name": "a.csv",
        "sheet": "",
        "column_name": "x",
        "found": "5",
        "unit": None,
        "received_in": "",
    }
    row |= {"period": None, "reason": "Ghi lại số."}
    frame = pd.DataFrame(
        [row | {"severity": s, "line": n} for n, s in enumerate(["note", "reject", "note"])]
    )
    shown = tables_files.problems(frame).frame
    assert list(zip(shown["Mức"], shown["Dòng"], strict=True)) == [
        ("Từ chối", 1), ("Ghi chú", 0), ("Ghi chú", 2),
    ]  # fmt: skip
