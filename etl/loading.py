"""Files to an edition: receive, examine, publish.

Every load reads the whole archive again and builds a complete new edition from it: the archive is
the only truth, so a better catalogue or a mended rule reaches figures received long ago.
"""

import errno
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from etl import building, demonstrations, receiving, withdrawals
from etl.cards import Card, read_cards
from etl.examining import Outcome, Watch, examine, unwatched
from etl.problems import plain
from etl.receiving import Receipt
from etl.vouching import as_published, known, make_whole, state
from etl.withdrawals import Changes, WithdrawError
from indicators import editions
from indicators.catalogue import Catalogue
from indicators.catalogue_files import CatalogueError, read_catalogue
from indicators.editions import Edition, EditionError
from indicators.units import Register, read_register

Content = list[tuple[Receipt, bytes]]
# The files of one command: the receipt of each, and whether its bytes are new.
Given = list[tuple[Receipt, bool]]
# Files examined before they are received, by the digest of their bytes.
Tried = dict[str, Outcome]


@dataclass(frozen=True)
class Loaded:
    """A whole load: each given file's outcome, the edition now on show, and what changed.

    `edition` is None when nothing was published and none was there before; `demo_left` is true
    when figures of one's own have taken the place of the demonstration. `has_news` is false when
    an edition only tells of refused files, its figures being those of before.
    """

    outcomes: tuple[Outcome, ...]
    edition: int | None
    is_published: bool
    demo_left: bool
    has_news: bool = True


@dataclass(frozen=True)
class House:
    """What a load works with: the data folder, what is known there, and the edition shown."""

    data: Path
    catalogue: Catalogue
    register: Register
    cards: tuple[Card, ...]
    shown: Edition | None
    watch: Watch

    def examine(
        self, received: Content, turns: Changes, tried: Tried | None = None
    ) -> dict[Receipt, Outcome]:
        """The outcome of each received file; those in `tried` are not examined again."""
        found = {}
        for receipt, content in self.watch(received, "Đọc các tệp đã nhận"):
            outcome = (tried or {}).get(receipt.sha256) or self.look(receipt.name, content)
            found[receipt] = outcome.turned(turns.get(receipt.sequence, ()))
        return found

    def look(self, name: str, content: bytes) -> Outcome:
        """One file examined by what is known in this house."""
        return examine(name, content, self.catalogue, self.register, self.watch, self.cards)


def load_files(data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched) -> Loaded:
    """Receive files and publish an edition of everything received so far.

    Without files and before anything was received the edition is built from data/sample. Two
    loads at once take turns. Raises CatalogueError, DamagedArchive and BuildError, each with the
    edition on show untouched.
    """
    with turn(data):
        return _load(data, files, watch)


def ensure_edition(data: Path) -> None:
    """Build an edition when no whole one is there, from what was received or the sample."""
    if not _is_shown(data):
        with turn(data):
            # Another visitor may have built it while this one waited for the turn.
            if not _is_shown(data):
                _load(data, [], unwatched)


def _is_shown(data: Path) -> bool:
    try:
        return editions.on_show(data) is not None
    except EditionError:
        return False


def first_edition() -> str | None:
    """Make sure the dashboard has an edition to show; the Vietnamese reason when it cannot."""
    return told(lambda: ensure_edition(editions.data_folder()))[1]


def load_or_fault(
    data: Path, files: list[tuple[str, bytes]], watch: Watch = unwatched
) -> tuple[Loaded | None, str | None]:
    """`load_files` for a page: what was loaded, or the Vietnamese reason why nothing was."""
    return told(lambda: load_files(data, files, watch))


def told(work):
    """The result of some work and no fault, or no result and the fault in Vietnamese."""
    try:
        return work(), None
    except (
        CatalogueError, receiving.DamagedArchive, building.BuildError, EditionError, WithdrawError,
    ) as fault:  # fmt: skip
        return None, str(fault)
    except OSError as fault:
        return None, f"{cannot_write(fault)}, rồi tải lại trang. Bản số liệu đang dùng giữ nguyên."


def cannot_write(fault: OSError) -> str:
    """What to look at after a file could not be read or written; a sentence without its stop."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Đĩa đầy, chưa ghi được: giải phóng chỗ trống"
    name = f" “{plain(str(fault.filename))}”" if fault.filename else " một tệp của thư mục dữ liệu"
    return f"Không đọc hoặc ghi được{name}: kiểm tra đường dẫn, quyền và chỗ trống trên đĩa"


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


def knowledge(data: Path) -> tuple[Catalogue, Register, tuple[Card, ...]]:
    """The catalogue, the units and the form cards of a data folder."""
    folder = _catalogue_folder(data)
    catalogue = read_catalogue(folder)
    return catalogue, read_register(folder), read_cards(data / "forms", catalogue)


def turn(data: Path) -> FileLock:
    """One command that writes at a time; the lock file goes into a folder known to be ours."""
    _catalogue_folder(data)
    return FileLock(data / ".loading.lock")


def opened(
    data: Path, files: list[tuple[str, bytes]], watch: Watch
) -> tuple[House, Edition | None]:
    """The house, and the last whole edition, by which the archive was mended."""
    house = House(data, *knowledge(data), shown_edition(data), watch)
    witness = editions.newest_whole(data, editions.numbers(data))
    make_whole(data, witness, files)
    return house, witness


def _load(data: Path, files: list[tuple[str, bytes]], watch: Watch) -> Loaded:
    house, witness = opened(data, files, watch)
    # What stops the examining of a file must not enter the archive: each later load would meet it.
    tried = _tried(house, files)
    given = [receiving.receive(data, name, content) for name, content in files]
    back = _put_back(data, given)
    received = archived(data)
    read = house.examine(received, withdrawals.changes(data), tried)
    read = {r: replace(o, is_back=r.sequence in back) for r, o in read.items()}
    return decide(house, witness, read, files, given)


def _tried(house: House, files: list[tuple[str, bytes]]) -> Tried:
    """The files never received before, examined; equal bytes once, under the first name."""
    found, known = {}, {receipt.sha256 for receipt in receiving.receipts(house.data)}
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in known and digest not in found:
            found[digest] = house.look(receiving.shown_name(name), content)
    return found


def _put_back(data: Path, given: Given) -> set[int]:
    """The numbers of withdrawn files that are given again: from now on they count again."""
    turns = withdrawals.changes(data)
    back = {
        receipt.sequence
        for receipt, _ in given
        if (last := turns.get(receipt.sequence)) and last[-1].is_withdrawal
    }
    for sequence in sorted(back):
        withdrawals.turn_over(data, sequence, turns)
    return back


def decide(
    house: House, witness: Edition | None, read: dict[Receipt, Outcome], files, given: Given
) -> Loaded:
    """Publish what was read, or leave what is on show; the sample stands in for figures of none."""
    has_figures = any(outcome.figures for outcome in read.values())
    has_news = has_figures and _has_news(house, read)
    is_untold = house.shown is not None and bool(state(read) - known(house.shown))
    is_due = not files or has_news or is_untold
    if not has_figures:
        is_left = any(outcome.withdrawn_at for outcome in read.values())
        is_due &= witness is None or witness.is_sample or is_left
    if not is_due:
        shown = house.shown.number if house.shown else None
        told = {r: as_published(house.shown, r, read[r]) for r, _ in given}
        return Loaded(_outcomes(told, given), shown, False, False)
    if not has_figures:
        demo = house.examine(sample(house.data), {})
        given = given or [(receipt, True) for receipt in demo]
        return replace(_publish(house, demo | read, given, is_sample=True), has_news=not files)
    return replace(_publish(house, read, given), has_news=has_news or not files)


def archived(data: Path) -> Content:
    """Every receipt with its bytes, in sequence; DamagedArchive when any is not as received."""
    return [(r, receiving.content(data, r)) for r in receiving.receipts(data)]


def _outcomes(read: dict[Receipt, Outcome], given: Given) -> tuple[Outcome, ...]:
    return tuple(replace(read[receipt], is_known=not is_new) for receipt, is_new in given)


def shown_edition(data: Path) -> Edition | None:
    """The edition on show; None when there is none or it cannot be read, for a load mends that."""
    try:
        return editions.current(data)
    except EditionError:
        return None


def _has_news(house: House, read: dict[Receipt, Outcome]) -> bool:
    """True when the edition on show is not what the archive and the catalogue now give.

    So it is after a load was killed between receiving and publishing, and while the demonstration
    is on show.
    """
    if house.shown is None:
        return True
    if house.shown.catalogue_sha256 != building.catalogue_digest(house.data / "catalogue"):
        return True
    used = {digest for digest, is_withdrawn in known(house.shown) if not is_withdrawn}
    wanted = {receipt.sha256 for receipt, outcome in read.items() if outcome.figures}
    there = {receipt.sha256 for receipt, outcome in read.items() if not outcome.withdrawn_at}
    return bool(wanted - used or used - there)


def sample(data: Path) -> Content:
    """The sample files as if they had been received, in loading order, numbered -n to -1."""
    now = datetime.now().isoformat(timespec="seconds")
    found = []
    files = sample_files(data)
    # Numbers below those of received files: refused ones of one's own may stand beside them.
    for sequence, path in enumerate(files, start=-len(files)):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        found.append((Receipt(sequence, path.name, digest, len(content), now), content))
    return found


def _publish(
    house: House, read: dict[Receipt, Outcome], given: Given, is_sample: bool = False
) -> Loaded:
    if not any(outcome.figures for outcome in read.values()):
        raise building.BuildError(
            f"không có số liệu nào để lập bản số liệu: thư mục “{house.data / 'sample'}” không có"
            " tệp dùng được; nạp một tệp: python -m etl load TỆP"
        )
    number, read = building.publish(house.data, house.catalogue, house.register, read, is_sample)
    was_demo = house.shown is not None and house.shown.is_demo
    in_use = demonstrations.counting(read).values()
    is_demo = any(outcome.is_demo and outcome.figures for outcome in in_use)
    return Loaded(_outcomes(read, given), number, True, was_demo and not is_demo)
