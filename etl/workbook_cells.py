"""A process of its own that turns workbooks into text cells, within limits of memory and time.

It is run as a script, imports nothing of ours so that it starts quickly, and answers each workbook
on its standard input with JSON on its standard output. A workbook that breaks it breaks nothing
else: see etl/workbooks.py.
"""

import json
import re
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import iterparse

# numpy is not needed for reading and would take most of the start.
if __name__ == "__main__":
    sys.modules["numpy"] = None
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

MEMORY = 300_000_000
OUT_OF_MEMORY = 3
_MOST_CELLS = 150_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
# Excel keeps and shows 15 digits; what follows is noise of binary fractions.
_DIGITS = ".15g"
# Formulas give endless fractions; beyond what an edition keeps, the shown decimals count.
_DECIMALS_KEPT = 4
_LEAST_DECIMALS = 2
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_QUOTED = re.compile(r'"([^"]*)"')
_THOUSANDS = re.compile(r"\b(?:nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ)\b", re.I)
_SCALED = re.compile(r"[0#?],+(?=[^0#?,]|$)")


def number_text(value: int | float, number_format: str) -> str:
    """A number as Vietnamese text that reads back exactly: 99.85 is "99,85", 0.5 as % is "50%".

    Three decimals get a fourth, for "1,234" alone would be ambiguous.
    """
    shown = _section(number_format, value < 0)
    is_percent = "%" in shown
    exact = Decimal(format(value, _DIGITS)) * (100 if is_percent else 1)
    exact = exact.normalize()
    if -exact.as_tuple().exponent > _DECIMALS_KEPT and re.search("[0#?]", shown):
        places = len(re.findall(r"[0#?]", shown.partition(".")[2]))
        exact = exact.quantize(Decimal(1).scaleb(-max(places, _LEAST_DECIMALS))).normalize()
    whole, _, rest = f"{exact:f}".partition(".")
    if not rest and not is_percent and re.fullmatch("0{2,}", shown):
        whole = whole.zfill(len(shown))
    if len(rest) == 3 and not is_percent:
        rest += "0"
    return whole + ("," + rest if rest else "") + ("%" if is_percent else "")


@lru_cache(maxsize=1_000)
def _section(number_format: str, is_negative: bool) -> str:
    """The part of a format that a number takes, without literal text."""
    first, *others = _LITERAL.sub("", number_format).split(";")
    return others[0] if is_negative and others and others[0] else first


@lru_cache(maxsize=1_000)
def is_scaled(number_format: str) -> bool:
    """True for a format that shows thousands or millions left out, "#,##0,", or adds the word.

    A 5 shown as "5 nghìn" may be 5 or 5.000.
    """
    said = " ".join(_QUOTED.findall(number_format))
    return bool(_SCALED.search(_LITERAL.sub("", number_format)) or _THOUSANDS.search(said))


def date_text(value) -> str:
    """A date as dd/mm/yyyy; times as they are."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def cell_text(cell) -> tuple[str, str]:
    """The text of a cell, and why it must not be taken for its value ("" when it may)."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "e":
        return str(value), "cell_error"
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, int | float):
        scaled = "scaled_cell" if is_scaled(cell.number_format) else ""
        return number_text(value, cell.number_format), scaled
    if isinstance(value, str):
        return value, ""
    return date_text(value), "date_cell"


def surroundings(source) -> dict:
    """What the cells do not tell: merged ranges, hidden rows and columns, formulas.

    `formulas` maps (row, column) to the formula and whether a result is kept.
    """
    found = {"merged": [], "rows": set(), "columns": set(), "formulas": {}}
    row = column = 0
    for event, node in iterparse(source, ("start", "end")):
        tag = node.tag.removeprefix(_MAIN).removeprefix(_STRICT)
        if event == "start":
            if tag == "row":
                row, column = int(node.get("r", row + 1)), 0
                if node.get("hidden") in ("1", "true") or node.get("ht") == "0":
                    found["rows"].add(row)
            continue
        if tag == "c":
            at = coordinate_to_tuple(node.get("r")) if node.get("r") else (row, column + 1)
            column = at[1]
            _note_formula(node, at, found["formulas"])
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(node.get("ref"))
            found["merged"].append([top, left, bottom, right])
        elif tag == "col" and (node.get("hidden") in ("1", "true") or node.get("width") == "0"):
            first, last = int(node.get("min")), int(node.get("max"))
            found["columns"] |= set(range(first, min(last, first + 200) + 1))
        if tag in ("c", "row", "mergeCell", "col"):
            node.clear()
    return found


def _note_formula(node, at: tuple[int, int], formulas: dict) -> None:
    children = {child.tag.rpartition("}")[2]: child for child in node}
    if "f" in children:
        kept = children["v"].text if "v" in children else None
        has_result = bool(kept) or (node.get("t") == "str" and "v" in children)
        formulas[at] = ("=" + (children["f"].text or "…"), has_result)


def sheet_cells(sheet, around: dict, is_stale: bool, budget: list[int]) -> list:
    """Rows [number, is_hidden, [[column, text, fault], ...]], blank ones left out.

    `is_stale` tells that the program that wrote the file left results to be computed: a result of
    0 is then none.
    """
    sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for column, cell in enumerate(row, start=1):
            text, fault = cell_text(cell)
            formula, has_result = around["formulas"].get((number, column), ("", True))
            if formula and (not has_result or (is_stale and text in ("", "0"))):
                text, fault = formula, "formula_uncached"
            if text.strip():
                cells.append([column, text, fault])
        if cells:
            rows.append([number, number in around["rows"], cells])
            budget[0] -= len(cells)
            if budget[0] < 0:
                break
    return rows


def workbook_cells(content: bytes) -> dict:
    """The sheets of a workbook: {sheets: [{name, is_hidden, rows, merged, columns}]}."""
    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read()
    is_stale = bool(reader.wb.calculation and reader.wb.calculation.fullCalcOnLoad)
    paths = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
    sheets, budget = [], [_MOST_CELLS]
    for sheet in reader.wb.worksheets:
        with reader.archive.open(paths[sheet.title]) as source:
            around = surroundings(source)
        rows = sheet_cells(sheet, around, is_stale, budget)
        if budget[0] < 0:
            return {"refused": "too_large"}
        sheets.append(
            {
                "name": sheet.title,
                "is_hidden": sheet.sheet_state != "visible",
                "rows": rows,
                "merged": around["merged"],
                "columns": sorted(around["columns"]),
            }
        )
    return {"sheets": sheets}


def _limit_memory() -> None:
    """At most MEMORY bytes more than now, where the system can hold a process to it."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))


def main() -> None:
    """Answer workbooks, each behind its length in 8 bytes, until the input ends."""
    _limit_memory()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(8)) == 8:
        content = asked.read(int.from_bytes(head, "big"))
        try:
            answer = json.dumps(workbook_cells(content)).encode()
        except MemoryError:
            sys.exit(OUT_OF_MEMORY)
        except (KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError):
            answer = b'{"refused": "damaged"}'
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


if __name__ == "__main__":
    main()
