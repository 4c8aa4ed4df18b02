"""python -m etl: load, check, peek, template, editions, withdraw, verify: files to an edition."""

import json
import logging
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from etl.building import BuildError, show
from etl.cards import read_cards
from etl.commands import WrongCommand, read_arguments
from etl.examining import Outcome, refused
from etl.loading import Loaded, cannot_write, load_files, turn
from etl.peek import lines_of, peek
from etl.problems import Problem, plain
from etl.receiving import DamagedArchive
from etl.rehearsing import check_files
from etl.reporting import as_json, as_lines, news_lines, say, withdrawn_lines
from etl.templates import blank_form, find_card, units_of, unusable
from etl.verifying import Proof, verify
from etl.withdrawals import WithdrawError
from etl.withdrawing import withdraw
from indicators.catalogue_files import CatalogueError, read_catalogue
from indicators.days import day_text
from indicators.editions import (
    EditionError,
    current,
    data_folder,
    edition_path,
    numbers,
    open_edition,
)
from indicators.listing import receipts
from indicators.period_spellings import parse as parse_period
from indicators.periods import PeriodError
from indicators.units import UnitError, read_register

ALL_LOADED, SOME_REJECTED, NOTHING_LOADED = 0, 1, 2
PROVED, NOT_PROVED = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code of the contract (0 all, 1 with rejects, 2 nothing)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    # The refusal of a file says where the program failed; a reader never sees a traceback.
    logging.getLogger("etl").addHandler(logging.NullHandler())
    try:
        options = read_arguments(sys.argv[1:] if arguments is None else arguments)
        data = Path(options.data) if options.data else data_folder()
        return _COMMANDS[options.command](data, options)
    except WrongCommand as fault:
        print(fault, file=sys.stderr)
    except (
        CatalogueError, DamagedArchive, BuildError, EditionError, PeriodError, UnitError,
        WithdrawError,
    ) as fault:  # fmt: skip
        print(f"Không thực hiện được:\n{fault}", file=sys.stderr)
    except OSError as fault:
        print(
            f"{cannot_write(fault)}, rồi chạy lại lệnh này. Kho lưu và bản số liệu trên trang vẫn"
            " nguyên vẹn.",
            file=sys.stderr,
        )
    return NOTHING_LOADED


def _read(path: str) -> tuple[str, bytes] | Outcome:
    """The name and bytes of a file, or the outcome that says why it cannot be opened."""
    name = Path(path).name
    try:
        return name, Path(path).read_bytes()
    except FileNotFoundError:
        code, reason = "file_missing", "không có tệp này; kiểm tra đường dẫn rồi nạp lại"
    except IsADirectoryError:
        code, reason = "not_a_file", "đây là thư mục; ghi đường dẫn của từng tệp trong đó"
    except (OSError, ValueError):
        code, reason = "unreadable", "không mở được tệp; kiểm tra quyền đọc rồi nạp lại"
    return refused(name, Problem("reject", code, 0, "", path, reason))


def _merged(files: list, outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    """Outcomes in the order of the command line, those of files never opened among them."""
    examined = iter(outcomes)
    return [file if isinstance(file, Outcome) else next(examined) for file in files]


def _watch(items, what: str):
    """A progress bar once a step takes longer than half a second, a load being several steps."""
    return tqdm(items, desc=what, unit=" mục", delay=0.5, leave=False)


def _load(data: Path, options) -> int:
    files = [_read(path) for path in options.files]
    opened = [file for file in files if not isinstance(file, Outcome)]
    if files and not opened:
        _print(data, files, options.json)
        return NOTHING_LOADED
    loaded = load_files(data, opened, _watch)
    outcomes = _merged(files, loaded.outcomes) if files else list(loaded.outcomes)
    _print(data, outcomes, options.json)
    if not options.json:
        say("\n".join(_ending(loaded)))
    return _exit_code(outcomes, loaded.edition is not None)


def _ending(loaded: Loaded) -> list[str]:
    if loaded.edition is None:
        return ["Chưa có bản số liệu nào: không tệp nào nạp được."]
    if not loaded.is_published:
        return [f"Không có số liệu mới; vẫn dùng bản số liệu {loaded.edition}."]
    if not loaded.has_news:
        return [
            "Không có số liệu mới; các số đang dùng giữ nguyên. Tệp bị từ chối đã ghi vào trang Đã"
            f" nhận và còn thiếu (bản số liệu {loaded.edition})."
        ]
    lines = [f"Đã công bố bản số liệu {loaded.edition}."]
    if loaded.demo_left:
        lines.append(
            "Số liệu minh họa đã được gỡ: từ nay trang chỉ hiện số liệu của đơn vị đã nạp."
            " Xem lại bản minh họa: python -m etl editions"
        )
    return lines


def _check(data: Path, options) -> int:
    files = [_read(path) for path in options.files]
    opened = [file for file in files if not isinstance(file, Outcome)]
    outcomes = _merged(files, check_files(data, opened, _watch))
    _print(data, outcomes, options.json)
    return _exit_code(outcomes, True)


def _peek(data: Path, options) -> int:
    file = _read(options.file)
    if isinstance(file, Outcome):
        _print(data, [file], options.json)
        return NOTHING_LOADED
    seen = peek(*file)
    for table in seen:
        lines = [json.dumps(table, ensure_ascii=False)] if options.json else lines_of(table)
        say("\n".join(lines))
    return NOTHING_LOADED if any(table["rejects"] for table in seen) else ALL_LOADED


def _print(data: Path, outcomes: list[Outcome], is_json: bool) -> None:
    if is_json:
        for outcome in outcomes:
            say(json.dumps(as_json(outcome), ensure_ascii=False))
        return
    catalogue = read_catalogue(data / "catalogue")
    for outcome in outcomes:
        say("\n".join(as_lines(outcome, catalogue)))


def _exit_code(outcomes: list[Outcome], is_shown: bool) -> int:
    if not is_shown or (outcomes and not any(outcome.figures for outcome in outcomes)):
        return NOTHING_LOADED
    is_refused = any(o.outcome in ("reject_rows", "reject_file") for o in outcomes)
    return SOME_REJECTED if is_refused else ALL_LOADED


def _editions(data: Path, options) -> int:
    known = numbers(data)
    if options.use is not None:
        if options.use not in known:
            some = ", ".join(map(str, known)) or "chưa có bản nào"
            print(f"Không có bản số liệu {options.use}; đang có: {some}", file=sys.stderr)
            return NOTHING_LOADED
        with turn(data):
            open_edition(edition_path(data, options.use))  # a damaged one is never put on show
            show(data, options.use)
    if not known:
        say("Chưa có bản số liệu nào; chạy: python -m etl load")
        return NOTHING_LOADED
    shown, fault = _shown(data)
    before: dict[int, bool] = {}
    for number in known:
        say(f"{'*' if number == shown else ' '} {number}  {_described(data, number)}")
        files = _files(data, number)
        say("".join(f"{line}\n" for line in news_lines(files, before)), end="")
        before = {row.source_id: pd.isna(row.withdrawn_at) for row in files.itertuples()}
    if fault:
        print(fault, file=sys.stderr)
        return NOTHING_LOADED
    say("Dấu * là bản đang dùng. Dùng lại bản cũ: python -m etl editions --use SỐ")
    return ALL_LOADED


def _withdraw(data: Path, options) -> int:
    done = withdraw(data, options.number, _watch)
    say("\n".join(withdrawn_lines(done)))
    return ALL_LOADED


def _template(data: Path, options) -> int:
    """List the forms, or write one to fill in; a file that is there is never written over."""
    catalogue = read_catalogue(data / "catalogue")
    cards = read_cards(data / "forms", catalogue)
    listed = [f"  {card.code}  {card.name}" for card in cards]
    if options.form is None:
        say(
            "\n".join(
                ["Các biểu mẫu:", *listed, "Ghi mẫu trống: python -m etl template BIỂU TỆP.xlsx"]
            )
        )
        return ALL_LOADED
    card = find_card(cards, options.form)
    if card is None:
        print(
            f"Không có biểu “{plain(options.form)}”; đang có:\n" + "\n".join(listed),
            file=sys.stderr,
        )
        return NOTHING_LOADED
    out = Path(options.out or "")
    if fault := unusable(options.out):
        print(fault, file=sys.stderr)
        return NOTHING_LOADED
    period = parse_period(options.period) if options.period else None
    units = []
    if options.units:
        units = units_of(options.units, period, catalogue, read_register(data / "catalogue"))
    out.write_bytes(blank_form(card, catalogue, units, period))
    say(f"Đã ghi mẫu trống {card.label} vào {plain(str(out))}; {len(units)} đơn vị điền sẵn.")
    return ALL_LOADED


def _shown(data: Path) -> tuple[int | None, str]:
    """The number of the edition on show, and why there is none."""
    try:
        edition = current(data)
    except EditionError as fault:
        return None, str(fault)
    if edition is None:
        return None, "Chưa chọn bản nào; chạy: python -m etl editions --use SỐ"
    return edition.number, ""


def _described(data: Path, number: int) -> str:
    try:
        edition = open_edition(edition_path(data, number))
    except EditionError:
        return "bị hỏng, không dùng được"
    kind = "số liệu minh họa" if edition.is_demo else "số liệu của đơn vị"
    return f"lập lúc {_moment(edition.built_at)}  {kind}"


def _files(data: Path, number: int) -> pd.DataFrame:
    """The files of an edition; none of a damaged one."""
    try:
        return receipts(open_edition(edition_path(data, number)))
    except EditionError:
        return pd.DataFrame(columns=["source_id", "file_name", "withdrawn_at"])


def _verify(data: Path, options) -> int:
    proof = verify(data, _watch)
    if options.json:
        say(json.dumps(asdict(proof) | {"ok": proof.is_whole}, ensure_ascii=False))
    else:
        say("\n".join(_proof_lines(proof)))
    return PROVED if proof.is_whole else NOT_PROVED


def _proof_lines(proof: Proof) -> list[str]:
    lines = [f"  {told}" for told in (*proof.told, *proof.remarks)]
    if proof.is_whole:
        return ["Kho lưu và bản số liệu đang dùng khớp nhau.", *lines]
    return [f"Có {len(proof.faults)} chỗ sai:", *(f"- {fault}" for fault in proof.faults), *lines]


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M} {day_text(moment)}"


_COMMANDS = {
    "load": _load,
    "check": _check,
    "peek": _peek,
    "editions": _editions,
    "verify": _verify,
    "withdraw": _withdraw,
    "template": _template,
}

if __name__ == "__main__":
    sys.exit(main())
