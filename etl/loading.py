"""Files to an edition: receive, examine, publish.

Every load reads the whole archive again and builds a complete new edition from it: the archive is
the only truth, so a better catalogue or a mended rule reaches figures received long ago.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from etl import building, receiving
from etl.cards import Card, read_cards
from etl.examining import Outcome, Watch, examine, unwatched
from etl.receiving import Receipt
from indicators import editions
from indicators.catalogue import Catalogue
from indicators.catalogue_files import CatalogueError, read_catalogue
from indicators.editions import Edition, EditionError
from indicators.listing import digests
from indicators.units import Register, read_register

Content = list[tuple[Receipt, bytes]]
# The files of one command: the receipt of each, and whether its bytes are new.
Given = list[tuple[Receipt, bool]]


@dataclass(frozen=True)
class Loaded:
    """A whole load: each given file's outcome, the edition now on show, and what changed.

    `edition` is None when nothing was published and none was there before; `demo_left` is true
    when figures of one's own have taken the place of the demonstration.
    """

    outcomes: tuple[Outcome, ...]
    edition: int | None
    is_published: bool
    demo_left: bool


@dataclass(frozen=True)
class _House:
    """What a load works with: the data folder, what is known there, and the edition shown."""

    data: Path
    catalogue: Catalogue
    register: Register
    cards: tuple[Card, ...]
    shown: Edition | None
    watch: Watch

    def examine(self, received: Content) -> dict[Receipt, Outcome]:
        return {
            receipt: examine(
                receipt.name, content, self.catalogue, self.register, self.watch, self.cards
            )
            for receipt, content in received
        }


def check_files(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Outcome, ...]:
    """The outcome of each (name, content), in order; nothing is received or published."""
    catalogue, register, cards = _knowledge(data)
    return tuple(
        examine(name, content, catalogue, register, watch, cards) for name, content in files
    )


def load_files(data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched) -> Loaded:
    """Receive files and publish an edition of everything received so far.

    Without files and before anything was received the edition is built from data/sample. Two
    loads at once take turns. Raises CatalogueError, DamagedArchive and BuildError, each with the
    edition on show untouched.
    """
    with _turn(data):
        return _load(data, files, watch)


def ensure_edition(data: Path) -> None:
    """Build the first edition when there is none yet, from what was received or the sample."""
    if editions.current(data) is None:
        with _turn(data):
            # Another visitor may have built it while this one waited for the turn.
            if editions.current(data) is None:
                _load(data, [], unwatched)


def first_edition() -> str | None:
    """Make sure the dashboard has an edition to show; the Vietnamese reason when it cannot."""
    try:
        ensure_edition(editions.data_folder())
    except (CatalogueError, receiving.DamagedArchive, building.BuildError, EditionError) as fault:
        return str(fault)
    except OSError as fault:
        return (
            f"Không đọc hoặc ghi được “{fault.filename}”: kiểm tra quyền và chỗ trống trên đĩa,"
            " rồi tải lại trang."
        )
    return None


def sample_files(data: Path) -> list[Path]:
    """The sample files in loading order: real figures first, corrections last."""
    found = (data / "sample").glob("*.csv")
    return sorted(found, key=lambda path: (not path.name.startswith("real_"), path.name))


def _catalogue_folder(data: Path) -> Path:
    folder = data / "catalogue"
    if not folder.is_dir():
        raise CatalogueError(
            [f"thư mục dữ liệu “{data}” không có thư mục con “catalogue”; chép data/catalogue vào"]
        )
    return folder


def _knowledge(data: Path) -> tuple[Catalogue, Register, tuple[Card, ...]]:
    folder = _catalogue_folder(data)
    catalogue = read_catalogue(folder)
    return catalogue, read_register(folder), read_cards(data / "forms", catalogue)


def _turn(data: Path) -> FileLock:
    """One load at a time; the lock file goes into a folder known to be a data folder."""
    _catalogue_folder(data)
    return FileLock(data / ".loading.lock")


def _load(data: Path, files: list[tuple[str, bytes]], watch: Watch) -> Loaded:
    house = _House(data, *_knowledge(data), _shown(data), watch)
    if not files and not receiving.receipts(data):
        read = house.examine(_sample(data))
        return _publish(house, read, [(receipt, True) for receipt in read])
    given = [receiving.receive(data, name, content) for name, content in files]
    received = [(r, receiving.content(data, r)) for r in receiving.receipts(data)]
    read = house.examine(received)
    has_figures = any(outcome.figures for outcome in read.values())
    if not has_figures or (files and not _has_news(house, read)):
        shown = house.shown.number if house.shown else None
        return Loaded(_outcomes(read, given), shown, False, False)
    return _publish(house, read, given)


def _outcomes(read: dict[Receipt, Outcome], given: Given) -> tuple[Outcome, ...]:
    return tuple(replace(read[receipt], is_known=not is_new) for receipt, is_new in given)


def _shown(data: Path) -> Edition | None:
    """The edition on show; None when there is none or it cannot be read, for a load mends that."""
    try:
        return editions.current(data)
    except EditionError:
        return None


def _has_news(house: _House, read: dict[Receipt, Outcome]) -> bool:
    """True when the edition on show is not what the archive and the catalogue now give.

    So it is after a load was killed between receiving and publishing, and while the demonstration
    is on show.
    """
    if house.shown is None:
        return True
    if house.shown.catalogue_sha256 != building.catalogue_digest(house.data / "catalogue"):
        return True
    held = digests(house.shown)
    wanted = {receipt.sha256 for receipt, outcome in read.items() if outcome.figures}
    return bool(wanted - held or held - {receipt.sha256 for receipt in read})


def _sample(data: Path) -> Content:
    now = datetime.now().isoformat(timespec="seconds")
    found = []
    for sequence, path in enumerate(sample_files(data), start=1):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        found.append((Receipt(sequence, path.name, digest, len(content), now), content))
    return found


def _publish(house: _House, read: dict[Receipt, Outcome], given: Given) -> Loaded:
    if not any(outcome.figures for outcome in read.values()):
        raise building.BuildError(
            f"không có số liệu nào để lập bản số liệu: thư mục “{house.data / 'sample'}” không có"
            " tệp dùng được; nạp một tệp: python -m etl load TỆP"
        )
    number, read = building.publish(house.data, house.catalogue, house.register, read)
    was_demo = house.shown is not None and house.shown.is_demo
    is_demo = any(outcome.is_demo for outcome in read.values())
    return Loaded(_outcomes(read, given), number, True, was_demo and not is_demo)
