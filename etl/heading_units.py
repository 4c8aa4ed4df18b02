"""Units of count in headings: "Số lao động (người)", "Đơn vị tính: triệu đồng"; do they agree."""

import re
from collections.abc import Iterable, Iterator

from etl.problems import FileRefused, Problem
from indicators.catalogue import Indicator, Measure
from indicators.names import clean, fold, key

# Ways of writing one unit, folded. Lượt, người, vụ việc and đơn are never the same.
_SAME = (
    ("đồng", "dong", "vnd", "viet nam dong"),
    ("nghìn đồng", "nghin dong", "ngan dong", "1.000 dong", "1000 dong", "1.000d"),
    ("triệu đồng", "trieu dong", "trd", "tr.d", "tr dong", "tr.dong", "trieu"),
    ("tỷ đồng", "ty dong", "ti dong", "ty"),
    ("%", "%", "phan tram", "ty le %", "ti le %"),
    ("người", "nguoi", "lao dong", "cong dan", "so nguoi"),
    ("hồ sơ", "ho so", "hs", "so ho so", "ho so tthc"),
    ("vụ việc", "vu viec", "vu", "so vu viec", "so vu"),
    ("đơn", "don", "so don", "don thu"),
    ("lượt", "luot", "so luot"),
    ("cuộc", "cuoc", "ky"),
    ("thủ tục", "thu tuc", "tthc"),
    ("quyết định", "quyet dinh", "qd"),
    ("hộ", "ho", "ho dan", "ho gia dinh"),
    ("xã", "xa"),
    ("mô hình", "mo hinh"),
    ("phiên", "phien"),
    ("đoàn", "doan"),
    ("điểm", "diem"),
)
_NAMES = {way: names[0] for names in _SAME for way in names[1:]}
_MONEY = {names[0] for names in _SAME[:4]}
_ALONE = re.compile(r"\(?\s*(?:(?:đvt|đơn vị(?: tính)?)\s*:\s*)?(?P<unit>[^()]+?)\s*\)?", re.I)
_SUFFIX = re.compile(
    r"(?P<name>.*?\S)\s*\(\s*(?:(?:ĐVT|đơn vị(?: tính)?)\s*:\s*)?(?P<unit>[^()]+)\)", re.I
)
_BY_THOUSANDS = r"(?:chuc|tram|nghin|ngan|van|trieu|ty|10{1,6}|1(?:\.000)+)\b"
_MANY = re.compile(_BY_THOUSANDS)
_ACCENTED = {
    "chuc": "chục", "tram": "trăm", "nghin": "nghìn", "ngan": "ngàn", "van": "vạn",
    "trieu": "triệu", "ty": "tỷ",
}  # fmt: skip
_WAYS = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_COUNTED = rf"(?:{_BY_THOUSANDS}\s*)?(?:{_WAYS})(?!\w)"
# "Đơn vị: Đồng Nai" names who reports, so a unit after those words alone must end the line.
_ABOVE = re.compile(
    rf"(?:don vi tinh|dvt)\s*:\s*(?P<unit>{_COUNTED})"
    rf"|(?:don vi tinh|dvt|don vi|dv)\s*:\s*(?P<alone>{_COUNTED}|{_BY_THOUSANDS})\s*(?=$|[|;,()])"
)
# A unit of money in so many words, wherever it stands; behind a number it is an amount.
_AMOUNT = r"(?P<number>(?!(?:19|20)[0-9]{2}\s)[0-9][0-9.,]*\s*|(?:một|mot|vài|vai|hàng|hang)\s+)?"
_MONEY_SAID = re.compile(
    rf"(?<!\w){_AMOUNT}(?P<unit>(?:(?:nghìn|ngàn|trăm|chục|triệu|tỷ|tỉ|tr\.?)\s*)+"
    r"(?:đồng|vnđ|vnd|đ))(?!\w)"
)
_MONEY_SAID_BARE = re.compile(
    rf"(?<!\w)(?<!cong ){_AMOUNT}(?P<unit>(?:(?:nghin|ngan|tram|chuc|trieu|ty|ti|tr\.?)\s*)+"
    r"(?:dong|vnd|d))(?!\w)"
)
# What is said behind "ĐVT" or "Đơn vị tính", and whether a unit of money may stand behind others.
_SAID_OF_ALL = re.compile(
    r"(?<!\w)(?:(?P<strict>don vi tinh|don vi tien(?: te)?|dvt|d\.v\.t|dv tinh|dv tien)|tinh bang)"
    r"[\s:(–-]*(?:la\s*:?\s+|bang\s+)?(?P<said>[^|()]*)"
)
_IN_CELL = re.compile(r"(?<!\w)(?:don vi tinh|dvt)[\s:]*\|\s*(?P<said>[^|()]*)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_COIN = re.compile(
    r"(?P<many>(?:(?:chuc|tram|nghin|ngan|trieu|tr|ty|ti|10{1,9}|1(?:[.,]000)+)[\s.]*)*)"
    r"(?:dong(?: viet nam)?|vnd|vn dong|viet nam dong|d)"
)
_FULL = {
    "ngan": "nghìn", "tr": "triệu", "ti": "tỷ", "1000": "nghìn", "1000000": "triệu",
    "1000000000": "tỷ", "10": "chục", "100": "trăm",
}  # fmt: skip

Headings = tuple[str, ...]


def without_units(path: Headings) -> tuple[Headings, tuple[str, ...]]:
    """A path of headings without the units written behind them, and those units' plain names.

    Brackets that hold something else stay: "Số TTHC một cửa (tổng)".
    """
    bare, units = [], []
    for depth, part in enumerate(path):
        found = _SUFFIX.fullmatch(clean(part))
        # A row of units under the headings gives a part of its own.
        alone = _ALONE.fullmatch(clean(part)) if depth else None
        unit = next(
            (_NAMES[u] for f in (found, alone) if f and (u := _plain(f["unit"])) in _NAMES), None
        )
        bare += [part] if unit is None else [found["name"]] if found else []
        units += [unit] if unit else []
    return tuple(bare), tuple(units)


def is_unit_of_count(text: str) -> bool:
    """True for what things are counted in, "hồ sơ", "%", "triệu đồng", and nothing else."""
    plain = _plain(text)
    return plain in _NAMES or plain == "%" or _base(plain) is not None


def units_above(titles: str) -> tuple[str, ...]:
    """The units that the lines above a table state for all of it: of money, or "nghìn hộ".

    `titles` are these lines, and notes below the figures, with | between them. A unit that is
    none of ours is among them where no other is said with it: money may be meant by it.
    """
    folded = fold(titles)
    said = {_unit_said(found) for found in _ABOVE.finditer(folded)}
    units = {_NAMES.get(unit) for unit in said} & _MONEY
    units |= {
        _coin(unit) or _in_full(unit) for unit in said - set(_NAMES) if _base(unit) is not None
    }
    for line in key(titles).split("|"):
        pattern = _MONEY_SAID_BARE if line == fold(line) else _MONEY_SAID
        units |= {_coin(m["unit"]) for m in pattern.finditer(line) if not m["number"]}
    units |= {_coin(text) for text in _IN_BRACKETS.findall(folded)}
    for found in (*_SAID_OF_ALL.finditer(folded), *_IN_CELL.finditer(folded)):
        units |= _listed(found["said"], bool(found.groupdict().get("strict")))
    return tuple(sorted(units - {""}))


def _listed(said: str, is_strict: bool) -> set[str]:
    """The units of money in what is said behind "ĐVT"; else, where strict, what is none of ours."""
    parts = [part.strip(" .…_:;-–") for part in re.split(r"[,;/+]|\bva\b", said)]
    parts = [part for part in parts if part]
    # Cells of a row of units stand side by side: "hộ đồng".
    known = [re.match(rf"(?:{_COUNTED}\s*)+", part) for part in parts]
    named = [m[0] for run in known if run for m in re.finditer(_COUNTED, run[0])]
    money = {_coin(text) for text in (*parts, *named)}
    money |= {_coin(m["unit"]) for part in parts for m in _MONEY_SAID_BARE.finditer(part)}
    if money - {""} or not is_strict:
        return money
    is_ours = [m or re.match(_BY_THOUSANDS, part) for m, part in zip(known, parts, strict=True)]
    return {part for part, ours in zip(parts, is_ours, strict=True) if not ours}


def _coin(text: str) -> str:
    """A unit of money by its full name: "tỉ VNĐ" is "tỷ đồng"; "" for any other text."""
    plain = _plain(text)
    if found := _COIN.fullmatch(plain):
        words = re.findall(r"[a-z]+|1[0.,]*0", found["many"])
        words = [re.sub(r"(?<=[0-9])[.,](?=[0-9])", "", word) for word in words]
        full = [_FULL.get(word) or _ACCENTED.get(word, word) for word in words]
        return " ".join([*full, "đồng"])
    name = _NAMES.get(plain, "")
    return name if name in _MONEY else ""


def _in_full(unit: str) -> str:
    """A unit counted by the thousand or million with its accents: "nghin ho" is "nghìn hộ"."""
    many = _MANY.match(unit)[0]
    return f"{_ACCENTED.get(many, many)} {_base(unit)}".strip()


def _base(unit: str) -> str | None:
    """The unit that is counted by the thousand or million; "" when none is named.

    None when it is not one of ours, or not counted so.
    """
    folded = _plain(unit)
    many = _MANY.match(folded)
    if many is None:
        return None
    rest = folded[many.end() :].strip()
    return _NAMES.get(rest) if rest else ""


def _said_above(item: Measure | Indicator, above: tuple[str, ...]) -> str:
    """The unit above a table that is not an item's and speaks of it, else ""."""
    official = _official(item)
    others = [unit for unit in above if unit != official]
    if official in _MONEY:
        return next((unit for unit in others if _base(unit) in (None, "", *_MONEY)), "")
    counted = [unit for unit in others if unit not in _MONEY and official != "%"]
    return next((unit for unit in counted if _base(unit) in ("", official)), "")


def unit_fault(
    item: Measure | Indicator, path: Headings, above: tuple[str, ...], line: int, name: str
) -> Problem | None:
    """The refusal of a column whose figures are said to be in another unit than its item's.

    `above` are the units stated for the whole table; the heading's own goes before them.
    """
    _, said = without_units(path)
    if not said and (of_all := _said_above(item, above)):
        said = (of_all,)
    other = next((unit for unit in said if unit != _official(item)), "")
    if not other:
        return None
    why, remedy = _differs(item, other)
    reason = f"{why}, cả cột không được nạp; {remedy}"
    return Problem("reject", "unit_differs", line, name, other, reason)


def refuse_percent_above(
    items: Iterable[Measure | Indicator], titles: list[tuple[int, str]]
) -> None:
    """FileRefused when a line above a table states % alone while none of its items is a rate.

    A table of rates may hold counts beside them. `titles` are (physical line, text).
    """
    said = [(at, _NAMES.get(_unit_said(m))) for at, text in titles for m in _in_line(text)]
    if {unit for _, unit in said} != {"%"} or any(_official(item) == "%" for item in items):
        return
    raise FileRefused(
        "unit_differs",
        "dòng này ghi đơn vị tính là % nhưng trong bảng không có tỷ lệ nào, không rõ là số đếm hay"
        " phần trăm; là số đếm thì sửa đơn vị tính, là phần trăm thì ghi tên tỷ lệ ở tiêu đề",
        line=said[0][0],
        found="%",
    )


def _in_line(text: str) -> Iterator[re.Match]:
    return _ABOVE.finditer(fold(text))


def _unit_said(found: re.Match) -> str:
    return _plain(found["unit"] or found["alone"])


def row_fault(item: Measure | Indicator, written: str, above: tuple[str, ...]) -> str:
    """Why a figure counted in `written` cannot be an item's, and what to write; "" when it can.

    `above` are the units of the whole table. Things counted may be called by other names
    than ours, but never by the thousand.
    """
    official = _official(item)
    if not written:
        other = _said_above(item, above)
    else:
        other = _NAMES.get(_plain(written), "")
        is_strict = official in _MONEY or official == "%" or _MANY.match(_plain(written))
        other = other or (written if is_strict else "")
    return "; ".join(_differs(item, other)) if other not in ("", official) else ""


def units_differ(one: str, other: str) -> bool:
    """True for two units of count that cannot be meant by each other; things have many names."""
    plain = _plain(one), _plain(other)
    known = [_coin(text) or _NAMES.get(text, "") for text in plain]
    if all(known):
        return known[0] != known[1]
    return all(plain) and plain[0] != plain[1] and any(map(_MANY.match, plain))


def _official(item: Measure | Indicator) -> str:
    return _NAMES.get(_plain(item.unit_vi), item.unit_vi)


def _differs(item: Measure | Indicator, other: str) -> tuple[str, str]:
    """That a file counts in another unit than an item's, and what to do."""
    remedy = (
        f"đổi số sang {item.unit_vi} rồi sửa đơn vị tính trong tệp"
        if {other, _official(item)} <= _MONEY or _MANY.match(_plain(other))
        else f"sửa đơn vị tính thành “{item.unit_vi}”, hoặc ghi tên số liệu tính bằng “{other}”"
    )
    why = f"tệp ghi đơn vị tính “{other}”, “{item.name_vi}” tính bằng “{item.unit_vi}”"
    return why, remedy


def _plain(unit: str) -> str:
    return fold(unit).strip(" .:").replace("dvt:", "").strip()
