"""The archive of received files: append-only, byte for byte, in sequence, and mended where told."""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from etl.problems import plain


@dataclass(frozen=True)
class Receipt:
    """One received file. `sequence` orders receipts; `name` is only shown, never used as a path."""

    sequence: int
    name: str
    sha256: str
    size: int
    received_at: str


class DamagedArchive(Exception):
    """A received file or receipt that has changed or is gone; the message is Vietnamese."""


def archive_folder(data: Path) -> Path:
    """Where the received files of a data folder lie."""
    return data / "received"


def _path(data: Path, sequence: int, kind: str) -> Path:
    return archive_folder(data) / f"{sequence:06d}.{kind}"


def receipts(data: Path) -> list[Receipt]:
    """All receipts in sequence; a file without its receipt was never received.

    Raises DamagedArchive for every receipt that is missing or cannot be read.
    """
    found, faults = survey(data)
    if faults:
        raise DamagedArchive("\n".join(faults.values()))
    return found


def survey(data: Path) -> tuple[list[Receipt], dict[int, str]]:
    """The receipts that can be read, in sequence, and what is wrong with each of the others.

    Every number up to the last must have its receipt, or a file such as 000002.lost in which
    somebody wrote why it is given up: that file counts as never received.
    """
    given_up = given_up_numbers(data)
    found, faults = [], {}
    for path in sorted(archive_folder(data).glob("[0-9]*.json")):
        sequence = _number(path)
        if sequence in given_up:
            continue
        try:
            found.append(_receipt(path))
        except (ValueError, TypeError):
            name = plain(path.name)
            faults[sequence] = f"phiếu nhận “{name}” trong thư mục received bị hỏng; " + remedy(
                sequence
            )
    known = {receipt.sequence for receipt in found} | given_up | set(faults)
    for sequence in set(range(1, max(known, default=0))) - known:
        faults[sequence] = missing(sequence)
    return found, faults


def missing(sequence: int) -> str:
    """That a receipt is gone, and what to do."""
    return (
        f"thiếu phiếu nhận số {sequence} (tệp {sequence:06d}.json) trong thư mục received;"
        f" {remedy(sequence)}"
    )


def remedy(sequence: int) -> str:
    """What to do about a file of the archive that is damaged or gone."""
    return (
        "chép thư mục received lại từ bản sao lưu, hoặc nạp lại chính tệp ấy. Nếu không còn tệp ấy"
        f" ở đâu: ghi lý do vào một tệp tên {sequence:06d}.lost trong thư mục received, rồi chạy"
        " python -m etl load; số liệu của tệp ấy sẽ không còn"
    )


def _number(path: Path) -> int:
    return int(path.stem) if re.fullmatch(r"\d{6}", path.stem) else 0


def given_up_numbers(data: Path) -> set[int]:
    """The sequence numbers somebody gave up in writing, by a file 000002.lost."""
    return {_number(path) for path in archive_folder(data).glob("[0-9]*.lost")}


def _receipt(path: Path) -> Receipt:
    """A receipt as written; ValueError or TypeError when anything of it is not."""
    cells = json.loads(path.read_text(encoding="utf-8"))
    # Receipts of the first release carry no seal.
    seal = cells.pop("seal", None) if isinstance(cells, dict) else None
    receipt = Receipt(**cells)
    if receipt.sequence != _number(path) or seal not in (None, _seal(receipt)):
        raise ValueError
    if not re.fullmatch(r"[0-9a-f]{64}", receipt.sha256) or not isinstance(receipt.size, int):
        raise ValueError
    datetime.fromisoformat(receipt.received_at)
    return receipt


def _seal(receipt: Receipt) -> str:
    text = json.dumps(asdict(receipt), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _write_receipt(data: Path, receipt: Receipt) -> None:
    text = json.dumps(asdict(receipt) | {"seal": _seal(receipt)}, ensure_ascii=False)
    write_whole(_path(data, receipt.sequence, "json"), text.encode())


def receive(data: Path, name: str, content: bytes) -> tuple[Receipt, bool]:
    """The receipt of these bytes and whether they are new; the same bytes twice are one receipt.

    The receipt is written after the content is safe on disk, so a crash leaves no half receipt.
    """
    archive_folder(data).mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    known = receipts(data)
    for receipt in known:
        if receipt.sha256 == digest:
            return receipt, False
    used = {receipt.sequence for receipt in known} | given_up_numbers(data)
    receipt = Receipt(
        max(used, default=0) + 1,
        shown_name(name),
        digest,
        len(content),
        _now(),
    )
    write_whole(_path(data, receipt.sequence, "bin"), content)
    _write_receipt(data, receipt)
    return receipt, True


def mend(data: Path, vouched: Iterable[Receipt], files: Iterable[tuple[str, bytes]]) -> None:
    """Put back what the archive lost, where a digest proves that it is the very same.

    `vouched` are receipts as an edition keeps them: one that is damaged or gone is written again
    when its bytes lie in the archive. `files` are those given now: their bytes take the place of
    damaged ones with the same digest, and they vouch for a damaged receipt of theirs.
    """
    given = {hashlib.sha256(content).hexdigest(): (name, content) for name, content in files}
    kept, faults = survey(data)
    gone = {r.sequence: r for r in vouched if r.sequence not in given_up_numbers(data)}
    gone = {n: receipt for n, receipt in gone.items() if n not in {r.sequence for r in kept}}
    for receipt in (*kept, *gone.values()):
        if receipt.sha256 in given and _digest(data, receipt.sequence) != receipt.sha256:
            write_whole(_path(data, receipt.sequence, "bin"), given[receipt.sha256][1])
    for sequence in sorted(set(gone) | set(faults)):
        digest = _digest(data, sequence)
        receipt = gone.get(sequence)
        if receipt is None and digest in given:
            name, content = given[digest]
            receipt = Receipt(sequence, shown_name(name), digest, len(content), _now())
        if receipt is not None and receipt.sha256 == digest:
            size = _path(data, sequence, "bin").stat().st_size
            _write_receipt(data, replace(receipt, size=size))


def _digest(data: Path, sequence: int) -> str:
    path = _path(data, sequence, "bin")
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def shown_name(name: str) -> str:
    """A file name as it may be shown: its last part, plain. It is data and never opens anything."""
    return plain(re.split(r"[/\\]", name)[-1]) or "(không tên)"


def content(data: Path, receipt: Receipt) -> bytes:
    """The bytes of a receipt; DamagedArchive when they are not the ones received."""
    path = _path(data, receipt.sequence, "bin")
    found = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(found).hexdigest() != receipt.sha256:
        raise DamagedArchive(
            f"tệp đã nhận số {receipt.sequence} (“{receipt.name}”, tệp {path.name}) trong kho lưu"
            f" không còn nguyên vẹn; {remedy(receipt.sequence)}"
        )
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a whole file or none: beside it first, then renamed over, lasting on return."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder lasting; Windows does it by itself and cannot open folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
