"""Files withdrawn and put back: records beside the receipts, only ever added to."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from etl.receiving import DamagedArchive, archive_folder, write_whole

_NAME = re.compile(r"(\d{6})\.(\d{4})\.(withdrawn|restored)")
# A file is withdrawn, put back, withdrawn again: the number of a record tells which it is.
_KINDS = ("restored", "withdrawn")


@dataclass(frozen=True)
class Change:
    """The `order`-th turn (from 1) of a file: odd ones withdraw it, even ones put it back."""

    sequence: int
    order: int
    at: str

    @property
    def is_withdrawal(self) -> bool:
        """True when the file is withdrawn from here on."""
        return self.order % 2 == 1


Changes = dict[int, tuple[Change, ...]]


class WithdrawError(Exception):
    """A file that cannot be withdrawn; the message is Vietnamese."""


def changes(data: Path) -> Changes:
    """Every file that was ever withdrawn, by its number, with its turns in order.

    Raises DamagedArchive for every record that is missing or cannot be read.
    """
    found, faults = survey(data)
    if faults:
        raise DamagedArchive("\n".join(faults))
    return found


def survey(data: Path) -> tuple[Changes, list[str]]:
    """The turns that can be read, and what is wrong with each of the other records."""
    found: dict[int, dict[int, Change]] = defaultdict(dict)
    faults = []
    for path in sorted(archive_folder(data).glob("[0-9]*")):
        name = _NAME.fullmatch(path.name)
        if name is None:
            continue
        sequence, order = int(name[1]), int(name[2])
        try:
            found[sequence][order] = _read(path, sequence, order)
        except (ValueError, TypeError, KeyError):
            faults.append(_fault(f"phiếu “{path.name}” trong thư mục received bị hỏng", sequence))
            found[sequence][order] = Change(sequence, order, "")
    for sequence, turns in found.items():
        for order in sorted(set(range(1, max(turns))) - set(turns)):
            name = _path(data, Change(sequence, order, "")).name
            faults.append(_fault(f"thiếu phiếu “{name}” trong thư mục received", sequence))
    ordered = {n: tuple(turns[order] for order in sorted(turns)) for n, turns in found.items()}
    return ordered, faults


def _fault(what: str, sequence: int) -> str:
    return (
        f"{what} (phiếu thu hồi tệp số {sequence}); chạy python -m etl load, nếu vẫn báo thì chép"
        " thư mục received lại từ bản sao lưu"
    )


def _path(data: Path, change: Change) -> Path:
    kind = _KINDS[change.order % 2]
    return archive_folder(data) / f"{change.sequence:06d}.{change.order:04d}.{kind}"


def _seal(change: Change) -> str:
    return hashlib.sha256(json.dumps(asdict(change)).encode()).hexdigest()


def _read(path: Path, sequence: int, order: int) -> Change:
    """A record as written; ValueError, TypeError or KeyError when anything of it is not."""
    cells = json.loads(path.read_text(encoding="utf-8"))
    seal = cells.pop("seal")
    change = Change(**cells)
    is_named = path.name.endswith(_KINDS[order % 2])
    if seal != _seal(change) or (change.sequence, change.order) != (sequence, order):
        raise ValueError
    if not is_named:
        raise ValueError
    datetime.fromisoformat(change.at)
    return change


def turn_over(data: Path, sequence: int, known: Changes) -> Change:
    """Withdraw a file, or put it back when it is withdrawn; the record is safe on return."""
    order = len(known.get(sequence, ())) + 1
    change = Change(sequence, order, datetime.now().isoformat(timespec="seconds"))
    _write(data, change)
    return change


def _write(data: Path, change: Change) -> None:
    text = json.dumps(asdict(change) | {"seal": _seal(change)})
    write_whole(_path(data, change), text.encode())


def mend(data: Path, vouched: dict[int, tuple[int, str]]) -> None:
    """Write again the records an edition was built with that are damaged or gone.

    `vouched` holds, for each received file, how many turns the edition knew and when the last was.
    """
    folder = archive_folder(data)
    for sequence, (count, at) in vouched.items():
        for order in range(1, count + 1):
            change = Change(sequence, order, at)
            path = _path(data, change)
            try:
                _read(folder / path.name, sequence, order)
            except (OSError, ValueError, TypeError, KeyError):
                _write(data, change)
