"""A wrong file taken out of the figures: its bytes stay, an edition without it is published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl import withdrawals
from etl.demonstrations import has_real
from etl.examining import Outcome, Watch, unwatched
from etl.loading import House, archived, decide, opened, sample_files, told, turn
from etl.receiving import Receipt
from etl.vouching import known
from indicators.days import day_text


@dataclass(frozen=True)
class Withdrawn:
    """A file taken out of the figures, and the edition without it; `is_demo` if none is real."""

    receipt: Receipt
    edition: int
    is_demo: bool


def withdraw(data: Path, number: int, watch: Watch = unwatched) -> Withdrawn:
    """Take the figures of received file `number` out: a record in the archive, a new edition.

    The bytes stay, and loading them again puts the figures back. Raises WithdrawError when there is
    no such file, it is withdrawn already, or no edition could be built without it.
    """
    with turn(data):
        house, witness = opened(data, [], watch)
        received, turns = archived(data), withdrawals.changes(data)
        read = house.examine(received, turns)
        receipt = _to_withdraw(house, read, number)
        if not read[receipt].withdrawn_at:
            change = withdrawals.turn_over(data, number, turns)
            read[receipt] = read[receipt].turned((*turns.get(number, ()), change))
        loaded = decide(house, witness, read, [], [])
        return Withdrawn(receipt, loaded.edition, not has_real(read.values()))


def _to_withdraw(house: House, read: dict[Receipt, Outcome], number: int) -> Receipt:
    """The receipt of a number that can be withdrawn; WithdrawError when it cannot."""
    receipt = next((receipt for receipt in read if receipt.sequence == number), None)
    if receipt is None:
        some = ", ".join(f"{r.sequence} (“{r.name}”)" for r in read) or "chưa nhận tệp nào"
        raise withdrawals.WithdrawError(f"không có tệp số {number}; các tệp đã nhận: {some}")
    at = read[receipt].withdrawn_at
    if at and (receipt.sha256, True) in known(house.shown):
        moment = datetime.fromisoformat(at)
        when = f"{moment:%H:%M} ngày {day_text(moment)}"
        raise withdrawals.WithdrawError(
            f"tệp số {number} (“{receipt.name}”) đã thu hồi lúc {when}; không có gì thay đổi"
        )
    others = any(o.figures for other, o in read.items() if other != receipt)
    if not others and not sample_files(house.data):
        raise withdrawals.WithdrawError(
            f"tệp số {number} (“{receipt.name}”) là tệp duy nhất có số liệu; nạp tệp đúng trước,"
            " rồi thu hồi tệp này"
        )
    return receipt


def withdraw_or_fault(
    data: Path, number: int, watch: Watch = unwatched
) -> tuple[Withdrawn | None, str | None]:
    """`withdraw` for a page: what was withdrawn, or the Vietnamese reason why nothing was."""
    return told(lambda: withdraw(data, number, watch))
