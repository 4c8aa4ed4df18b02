"""Whether a line of text names a period as its own, or only compares, plans or foresees with it."""

import re

# What governs the periods behind it: others than the table's own, or the table's own again.
_GOVERNING = re.compile(
    r"\b(?:(?P<aside>so (?:voi|sanh)(?: voi)?(?: (?:ket qua|so lieu|tinh hinh|thuc hien|bao cao))?"
    r"|cung ky|phuong huong|du kien|(?<!huong )(?<!quy )(?<!cong )(?<!thoa )(?<!dieu )uoc\b"
    r"(?: tinh| thuc hien| dat)*|luat|phap lenh)"
    r"|(?P<plan>ke hoach|nhiem vu|muc tieu|giai phap)"
    r"|(?P<own>ket qua|tinh hinh|bao cao|so lieu|tong hop)|(?P<done>thuc hien))\b"
)


def governed(folded: str, at: int, places: list[int]) -> tuple[bool, bool]:
    """Whether a period at a place is not the line's own, and whether it is of what is carried out.

    "Thực hiện nhiệm vụ quý II" is the line's own; "kết quả quý I, nhiệm vụ quý II" is not.
    """
    is_aside = is_hard = is_loose = False
    excused = -1
    for word in _GOVERNING.finditer(folded, 0, at):
        start = word.start()
        if word["aside"]:
            is_aside = is_hard = True
        elif word["own"]:
            is_aside = is_hard = is_loose = False
            excused = start
        elif word["done"]:
            excused = -1 if is_hard else start
        elif excused >= 0 and not any(excused < place < start for place in places):
            is_loose = True
        else:
            is_aside = True
    return is_aside, is_loose
