"""The row of numbers under the headings of a form, held against the numbers its card prints."""

import re
from itertools import combinations

from etl.cards import Column
from etl.problems import Problem

_NUMBER = re.compile(r"\s*\(?\s*(\d{1,2})\s*\)?\s*(?:=[\d\s()+.=…]*)?\s*")


def swapped(
    bound: dict[int, Column], cells: tuple[str, ...], names: dict[int, str], line: int
) -> list[Problem]:
    """Notes on two columns each of which bears the other's number: one of the two is mistaken.

    `cells` are the last row of the headings, of numbers or not, `names` the headings as they stand.
    The headings go before the numbers, for an office may number its own order of columns.
    """
    own = {i: _number(column.number) for i, column in bound.items() if column.measure}
    printed = {i: _number(cells[i]) for i in own if i < len(cells)}
    return [
        Problem(
            "note", "column_number", line, names[one], f"({printed[one]})",
            f"“{names[one]}” mang số cột ({printed[one]}), “{names[other]}” mang số"
            f" ({printed[other]}), biểu thì ngược lại; số liệu nạp theo tiêu đề. Nếu hai tiêu đề bị"
            " đổi chỗ thì sửa tiêu đề rồi nạp lại, nếu không thì sửa hàng số cột",
        )
        for one, other in combinations(printed, 2)
        if printed[one] and (printed[one], printed[other]) == (own[other], own[one])
        and own[one] != own[other]
    ]  # fmt: skip


def _number(text: str) -> int:
    """The number in "(3)=(4)+(5)", "5=20+..+24"; 0 for what is none."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else 0
