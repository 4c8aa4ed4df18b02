"""Form cards: what each column of a form means, read from data/forms, one TOML file a form."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from indicators.catalogue import Catalogue
from indicators.catalogue_files import CatalogueError
from indicators.names import clean, key, unlisted, unmarked

# bieu: an office's form, bound by its card; the others are our own, read by their structure.
KINDS = ("bieu", "bang", "dai", "liet_ke")
# What the figures of a form run over; "hoi": only the file can say, so it is asked.
COUNTINGS = ("trong_ky", "luy_ke", "hoi")
# A column may also hold one figure for the whole year, whatever period the file reports.
COLUMN_COUNTINGS = (*COUNTINGS, "nam")
UNUSED = "không dùng"
_AROUND_SLASH = re.compile(r"\s*/\s*")

Headings = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column of a form: its printed path first, then its variants, as matching keys.

    `measure` is a measure or an indicator, "" for a column the dashboard does not use. `counting`
    is "" where the form's own holds. An optional column need not stand in the file.
    """

    heading: Headings
    paths: tuple[Headings, ...]
    measure: str
    number: str
    counting: str
    is_optional: bool


@dataclass(frozen=True)
class Card:
    """One form: how to tell it, and what its columns are. `titles` are words above the table."""

    code: str
    name: str
    kind: str
    version: str
    counting: str
    titles: tuple[str, ...]
    unit_headings: tuple[str, ...]
    columns: tuple[Column, ...]
    source: str
    note: str

    @property
    def label(self) -> str:
        """The form as a person names it: code and version."""
        return f"{self.code} ({self.version})" if self.version else self.code


def heading_key(text: str) -> str:
    """A heading made comparable: case, tone place, spaces and a number "(3)=(4)+(5)" are dropped.

    Accents count.
    """
    bare = unmarked(clean(text).strip(" .:*"))
    return _AROUND_SLASH.sub("/", key(bare)).strip(" .:*")


def path_key(path: Iterable[str]) -> Headings:
    """A path of headings made comparable; a heading said twice in a row counts once."""
    return tuple(dict.fromkeys(heading_key(unlisted(part)) for part in path))


def read_cards(folder: Path, catalogue: Catalogue) -> tuple[Card, ...]:
    """The cards of data/forms, by file name.

    Raises CatalogueError where the folder is missing or holds no card, for then an office's form
    would be read as any table; and with every fault of every card: file, place, what and remedy.
    """
    cards, faults = [], []
    found = sorted(folder.glob("*.toml"))
    if not found:
        lacks = "không có thẻ biểu nào (tệp .toml)" if folder.is_dir() else "không có"
        raise CatalogueError(
            [f"thư mục thẻ biểu “{folder}” {lacks}; chép thư mục data/forms của bản cài vào đó"]
        )
    for path in found:
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            faults.append(f"{path.name}: không phải UTF-8; lưu lại tệp dạng UTF-8")
            continue
        except tomllib.TOMLDecodeError as fault:
            faults.append(f"{path.name}: không đọc được dạng TOML ({fault}); sửa theo thẻ mẫu")
            continue
        reader = _Reader(path.name, catalogue, faults)
        cards.append(reader.card(said))
    seen: dict[tuple[str, str], str] = {}
    for card in cards:
        if (card.code, card.version) in seen:
            faults.append(f"biểu {card.label} có hai thẻ; mỗi biểu, mỗi phiên bản một thẻ")
        seen[(card.code, card.version)] = card.code
    if faults:
        raise CatalogueError(faults)
    return tuple(cards)


_CARD_KEYS = {
    "code": str, "name": str, "kind": str, "version": str, "counting": str, "titles": list,
    "unit_headings": list, "same": dict, "column": list, "source": str, "note": str,
}  # fmt: skip
_COLUMN_KEYS = {
    "path": str, "also": list, "measure": str, "number": str, "counting": str, "optional": bool,
}  # fmt: skip


class _Reader:
    """Turns one card's TOML into a Card and collects every fault, so that all are told at once."""

    def __init__(self, file: str, catalogue: Catalogue, faults: list[str]):
        self.file = file
        self.catalogue = catalogue
        self.faults = faults

    def fault(self, reason: str) -> None:
        self.faults.append(f"{self.file}: {reason}")

    def card(self, said: dict) -> Card:
        said = self.known(said, _CARD_KEYS, "thẻ")
        for name in ("code", "name", "kind", "counting"):
            if not said[name]:
                self.fault(f'thiếu “{name}”; thêm dòng {name} = "…"')
        self.choice("kind", said["kind"], KINDS)
        self.choice("counting", said["counting"], COUNTINGS)
        same = {heading_key(name): said["same"][name] for name in said["same"]}
        columns = tuple(self.column(column, same) for column in said["column"])
        if not columns:
            self.fault("thẻ không có cột nào; thêm các mục [[column]]")
        self.refuse_repeated(columns)
        if said["kind"] == "bieu" and not any(c.measure and not c.is_optional for c in columns):
            self.fault("biểu cần ít nhất một cột bắt buộc có mã số liệu")
        return Card(
            said["code"], said["name"], said["kind"], said["version"], said["counting"],
            tuple(said["titles"]), tuple(said["unit_headings"]) or ("Đơn vị",), columns,
            said["source"], said["note"],
        )  # fmt: skip

    def known(self, said: dict, keys: dict[str, type], where: str) -> dict:
        """Only keys a card may have, each of its type; absent ones as the empty value."""
        for name, value in said.items():
            if name not in keys:
                self.fault(f"{where}: khóa lạ “{name}”; dùng một trong: {', '.join(keys)}")
            elif not isinstance(value, keys[name]):
                self.fault(f"{where}: “{name}” không đúng kiểu; xem thẻ mẫu")
        return {
            name: said[name] if isinstance(said.get(name), kind) else kind()
            for name, kind in keys.items()
        }

    def choice(self, name: str, value: str, allowed: tuple[str, ...]) -> None:
        if value and value not in allowed:
            self.fault(f"{name} = “{value}” phải là một trong: {', '.join(allowed)}")

    def column(self, said: dict, same: dict[str, list[str]]) -> Column:
        said = self.known(said, _COLUMN_KEYS, f"cột “{said.get('path', '')}”")
        if not said["path"]:
            self.fault("một cột không có path; ghi cả đường tiêu đề, ví dụ “Tiếp nhận > Tổng số”")
        self.choice("counting", said["counting"], COLUMN_COUNTINGS)
        measure = said["measure"]
        if measure == UNUSED:
            measure = ""
        elif measure not in self.catalogue.measures and measure not in self.catalogue.indicators:
            self.fault(
                f"cột “{said['path']}”: measure = “{measure}” không có trong danh mục; ghi mã của"
                f" danh mục, hoặc “{UNUSED}”"
            )
        heading = _parts(said["path"])
        written = [heading, *map(_parts, said["also"])]
        paths = dict.fromkeys(path for way in written for path in _variants(way, same))
        return Column(
            heading, tuple(paths), measure, said["number"], said["counting"], said["optional"]
        )

    def refuse_repeated(self, columns: tuple[Column, ...]) -> None:
        owners: dict[Headings, Column] = {}
        uses: dict[tuple[str, str], Column] = {}
        for column in columns:
            name = " > ".join(column.heading)
            for path in column.paths:
                if owners.setdefault(path, column) is not column:
                    other = " > ".join(owners[path].heading)
                    self.fault(f"hai cột “{other}” và “{name}” có chung tiêu đề; bỏ một cách viết")
            use = (column.measure, column.counting)
            if column.measure and uses.setdefault(use, column) is not column:
                self.fault(f"mã {column.measure} có ở hai cột; mỗi mã một cột")


def _parts(path: str) -> Headings:
    return tuple(clean(part) for part in path.split(">") if part.strip())


def _variants(path: Headings, same: dict[str, list[str]]) -> list[Headings]:
    """Every way of writing a path when each heading may be written as its synonyms."""
    ways: list[Headings] = [()]
    for part in path:
        names = [part, *same.get(heading_key(part), ())]
        ways = [(*way, name) for way in ways for name in names]
    return [path_key(way) for way in ways]
