"""The archive of received files: append-only, byte for byte, in sequence."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
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


def archive_folder(data: Path) -> Path:
    """Where the received files of a data folder lie."""
    return data / "received"


def receipts(data: Path) -> list[Receipt]:
    """All receipts in sequence; a file without its receipt was never received.

    Raises DamagedArchive for a receipt that cannot be read.
    """
    found = [_receipt(path) for path in archive_folder(data).glob("[0-9]*.json")]
    return sorted(found, key=lambda receipt: receipt.sequence)


def _receipt(path: Path) -> Receipt:
    try:
        return Receipt(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise DamagedArchive(
            f"phiếu nhận “{path.name}” trong thư mục received bị hỏng; chép lại từ bản sao lưu rồi"
            " nạp lại"
        ) from None


def receive(data: Path, name: str, content: bytes) -> tuple[Receipt, bool]:
    """The receipt of these bytes and whether they are new; the same bytes twice are one receipt.

    The receipt is written after the content is safe on disk, so a crash leaves no half receipt.
    """
    folder = archive_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    known = receipts(data)
    for receipt in known:
        if receipt.sha256 == digest:
            return receipt, False
    receipt = Receipt(
        max((r.sequence for r in known), default=0) + 1,
        shown_name(name),
        digest,
        len(content),
        datetime.now().isoformat(timespec="seconds"),
    )
    _write(folder / f"{receipt.sequence:06d}.bin", content)
    text = json.dumps(asdict(receipt), ensure_ascii=False)
    _write(folder / f"{receipt.sequence:06d}.json", text.encode())
    return receipt, True


def shown_name(name: str) -> str:
    """A file name as it may be shown: its last part, plain. It is data and never opens anything."""
    return plain(re.split(r"[/\\]", name)[-1]) or "(không tên)"


def content(data: Path, receipt: Receipt) -> bytes:
    """The bytes of a receipt; DamagedArchive when they are not the ones received."""
    path = archive_folder(data) / f"{receipt.sequence:06d}.bin"
    found = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(found).hexdigest() != receipt.sha256:
        raise DamagedArchive(
            f"tệp đã nhận số {receipt.sequence} (“{receipt.name}”) trong kho lưu không còn nguyên"
            " vẹn; chép lại từ bản sao lưu rồi nạp lại"
        )
    return found


class DamagedArchive(Exception):
    """A received file whose bytes have changed; the message is Vietnamese."""


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none: beside it first, then renamed over."""
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
