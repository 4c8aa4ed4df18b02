"""Proof that the archive and the edition on show agree, or what does not and what to do."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import building, loading, receiving, withdrawals
from etl.examining import Outcome, Watch, examine, unwatched
from etl.loading import Content
from etl.receiving import DamagedArchive, Receipt
from etl.storing import statement
from etl.vouching import known
from indicators import editions
from indicators.editions import Edition, EditionError
from indicators.listing import receipts
from indicators.numerals import number as in_words

_LOAD = "chạy python -m etl load"
_EXAMPLES = 3


@dataclass(frozen=True)
class Proof:
    """What was proved (`told`), what is wrong with its remedy (`faults`), what is only worth
    knowing (`remarks`); all Vietnamese. `edition` is None when there is none on show."""

    receipts: int
    size: int
    edition: int | None
    figures: int
    faults: tuple[str, ...]
    told: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults


def verify(data: Path, watch: Watch = unwatched) -> Proof:
    """Hold archive and edition on show against each other; nothing of the data folder is changed.

    Waits for a load in progress. Raises CatalogueError when the catalogue cannot be read.
    """
    with loading.turn(data):
        received, faults = _archive(data)
        told = [] if faults else [_archive_told(received, data)]
        edition, figures = None, 0
        try:
            edition = editions.current(data)
            if edition is None:
                faults.append(f"chưa có bản số liệu nào; {_LOAD}")
            else:
                figures, wrong = _edition(data, edition, received, bool(faults), watch)
                faults += wrong
                told += [] if wrong else _edition_told(edition, figures)
        except EditionError as fault:
            faults.append(str(fault))
        return Proof(
            len(received),
            sum(len(content) for _, content in received),
            edition.number if edition else None,
            figures,
            tuple(faults),
            tuple(told),
            tuple(_remarks(data, received)),
        )


def _archive(data: Path) -> tuple[Content, list[str]]:
    """Every receipt whose bytes are whole, and what is wrong with the others."""
    found, wrong = receiving.survey(data)
    faults, received = list(wrong.values()), []
    for receipt in found:
        try:
            received.append((receipt, receiving.content(data, receipt)))
        except DamagedArchive as fault:
            faults.append(str(fault))
    faults += withdrawals.survey(data)[1]
    times = Counter(receipt.sha256 for receipt in found)
    for digest, _ in [item for item in times.items() if item[1] > 1]:
        same = [receipt.sequence for receipt in found if receipt.sha256 == digest]
        faults.append(
            f"các phiếu nhận số {', '.join(map(str, same))} là cùng một tệp; ghi lý do vào tệp"
            f" {same[-1]:06d}.lost trong thư mục received để bỏ phiếu sau, rồi {_LOAD}"
        )
    return received, faults


def _archive_told(received: Content, data: Path) -> str:
    if not received:
        return "Kho lưu: chưa nhận tệp nào; bản số liệu lập từ số liệu mẫu (data/sample)."
    size = sum(len(content) for _, content in received)
    return (
        f"Kho lưu: {in_words(len(received))} tệp, {in_words(size)} byte; đủ số thứ tự, đúng SHA-256"
        " từng tệp, không tệp nào nhận hai lần."
    )


def _edition_told(edition: Edition, figures: int) -> list[str]:
    return [
        f"Bản số liệu {edition.number}: mở được, đúng SHA-256 đã ghi khi lập, đủ"
        f" {in_words(figures)} số như đã ghi.",
        f"Dựng lại từ {'số liệu mẫu' if edition.is_sample else 'kho lưu'}: giống từng dòng.",
    ]


def _remarks(data: Path, received: Content) -> list[str]:
    """What is harmless but worth knowing: leftovers of a broken load, older damaged editions."""
    found = []
    given_up = sorted(receiving.given_up_numbers(data))
    if given_up:
        found.append(f"Đã bỏ có ghi lý do: tệp số {', '.join(map(str, given_up))}.")
    turns, _ = withdrawals.survey(data)
    if out := sorted(n for n, changes in turns.items() if changes[-1].is_withdrawal):
        found.append(f"Đã thu hồi, không tính vào số liệu: tệp số {', '.join(map(str, out))}.")
    names = {f"{receipt.sequence:06d}" for receipt, _ in received}
    folder = receiving.archive_folder(data)
    names |= {f"{sequence:06d}" for sequence in given_up}
    stray = [p.name for p in sorted(folder.glob("*.bin")) if p.stem not in names]
    stray += [p.name for p in sorted(folder.glob("*.part"))]
    if stray:
        found.append(
            f"Phần còn lại của lần nạp bị ngắt, không tính vào số liệu: {', '.join(stray)}. Nạp lại"
            " tệp của lần đó nếu chưa nạp."
        )
    for number in editions.numbers(data):
        try:
            editions.open_edition(editions.edition_path(data, number))
        except EditionError:
            found.append(f"Bản số liệu {number} bị hỏng, không dùng lại được.")
    return found


def _edition(
    data: Path, edition: Edition, received: Content, is_damaged: bool, watch: Watch
) -> tuple[int, list[str]]:
    """The number of figures of the edition, and what does not agree with the archive."""
    catalogue, register, cards = loading.knowledge(data)

    turns, _ = withdrawals.survey(data)

    def read(content: Content) -> dict[Receipt, Outcome]:
        return {
            r: examine(r.name, c, catalogue, register, watch, cards).turned(
                turns.get(r.sequence, ())
            )
            for r, c in content
        }

    archive = read(received)
    origin = read(loading.sample(data)) | archive if edition.is_sample else archive
    held = _held(edition)
    used = {receipt: outcome for receipt, outcome in origin.items() if _key(receipt) in held}
    # The folder outlives the connection: Windows removes no file that is open.
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as con:
        try:
            _attach(con, edition.path, "shown")
            figures, faults = _counts(con, edition)
            if edition.catalogue_sha256 != building.catalogue_digest(data / "catalogue"):
                faults.append(f"danh mục đã sửa sau khi lập bản số liệu {edition.number}; {_LOAD}")
            # Without the whole archive it is told already what is missing, and how to mend it.
            faults += [] if is_damaged else _sources(edition, origin, archive)
            if is_damaged or faults:
                return figures, faults
            path = Path(folder) / "rebuilt.duckdb"
            building.build(path, data, edition.number, catalogue, register, used)
            _attach(con, path, "rebuilt")
            return figures, _differences(con, edition)
        except duckdb.Error as fault:
            return 0, [
                f"không đọc hết hoặc không dựng lại được bản số liệu {edition.number}"
                f" ({type(fault).__name__}): kiểm tra chỗ trống trên đĩa, rồi {_LOAD}"
            ]


def _counts(con: duckdb.DuckDBPyConnection, edition: Edition) -> tuple[int, list[str]]:
    said, found, joined, uneven, doubled = con.execute(statement("count")).fetchone()
    if said == found == joined and not uneven and not doubled:
        return found, []
    return found, [
        f"bản số liệu {edition.number} ghi {in_words(said)} số, đếm được {in_words(found)},"
        f" nối được {in_words(joined)}; {in_words(uneven)} tệp lệch tổng bản ghi,"
        f" {in_words(doubled)} số tính hai lần; {_LOAD} để dựng lại"
    ]


def _attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")


def _key(receipt: Receipt) -> tuple[int, str]:
    return receipt.sequence, receipt.sha256


def _held(edition: Edition) -> set[tuple[int, str]]:
    rows = receipts(edition)
    return set(zip(rows["source_id"], rows["sha256"], strict=True))


def _sources(
    edition: Edition, origin: dict[Receipt, Outcome], archive: dict[Receipt, Outcome]
) -> list[str]:
    """Files the edition was built from against those received; one without figures may wait."""
    held = _held(edition)
    foreign = sorted(sequence for sequence, _ in held - {_key(receipt) for receipt in origin})
    waiting = [r for r, o in archive.items() if o.figures and _key(r) not in held]
    faults = [*_turned_otherwise(edition, archive)]
    if foreign:
        where = "số liệu mẫu" if edition.is_sample else "kho lưu"
        faults.append(
            f"bản số liệu {edition.number} lập từ tệp số {', '.join(map(str, foreign))} không còn"
            f" trong {where}; chép lại từ bản sao lưu, hoặc {_LOAD} để dựng lại từ {where}"
        )
    if waiting:
        names = ", ".join(f"{r.sequence} (“{r.name}”)" for r in waiting)
        faults.append(
            f"đã nhận nhưng chưa có trong bản số liệu {edition.number}: tệp số {names}. Lần nạp đó"
            f" bị ngắt, hoặc đang dùng lại một bản cũ; {_LOAD} để công bố bản đủ"
        )
    return faults


def _turned_otherwise(edition: Edition, archive: dict[Receipt, Outcome]) -> list[str]:
    """Files withdrawn or put back since the edition was built."""
    shown = known(edition)
    late = [
        f"tệp số {receipt.sequence} (“{receipt.name}”) đã"
        f" {'thu hồi' if outcome.withdrawn_at else 'nạp lại sau khi thu hồi'} nhưng bản số liệu"
        f" {edition.number} chưa theo"
        for receipt, outcome in archive.items()
        if (receipt.sha256, not outcome.withdrawn_at) in shown
    ]
    return [f"{told}; {_LOAD} để công bố bản đúng" for told in late]


def _differences(con: duckdb.DuckDBPyConnection, edition: Edition) -> list[str]:
    rows = con.execute(statement("compare")).fetchall()
    if not rows:
        return []
    sides = Counter(row[0] for row in rows)
    some = "; ".join(
        f"tệp số {source}, dòng {line}: {subject} {unit} {period} = {in_words(value)}"
        f" ({'thiếu' if side == 'missing' else 'thừa'})"
        for side, subject, unit, period, value, source, line in rows[:_EXAMPLES]
    )
    return [
        f"bản số liệu {edition.number} khác bản dựng lại: thiếu"
        f" {in_words(sides['missing'])} số, thừa {in_words(sides['surplus'])} số ({some})."
        f" {_LOAD} để công bố bản đúng"
    ]
