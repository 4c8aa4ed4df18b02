"""python -m etl: load, check, editions — what offices send becomes a new edition."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from tqdm import tqdm

from etl.building import BuildError, numbers, show
from etl.loading import Loaded, Outcome, check_files, load_files
from etl.receiving import DamagedArchive
from etl.reporting import as_json, as_lines
from indicators.catalogue import CatalogueError, read_catalogue
from indicators.editions import current, data_folder, edition_path, open_edition

ALL_LOADED, SOME_REJECTED, NOTHING_LOADED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code of the contract (0 all, 1 with rejects, 2 nothing)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    data = Path(options.data) if options.data else data_folder()
    try:
        return {"load": _load, "check": _check, "editions": _editions}[options.command](
            data, options
        )
    except (CatalogueError, DamagedArchive, BuildError) as fault:
        print(f"Không thực hiện được:\n{fault}", file=sys.stderr)
    except OSError as fault:
        print(
            f"Không đọc hoặc ghi được “{fault.filename}”: kiểm tra đường dẫn, quyền và chỗ trống"
            " trên đĩa. Bản số liệu đang dùng giữ nguyên.",
            file=sys.stderr,
        )
    return NOTHING_LOADED


class _Parser(argparse.ArgumentParser):
    """argparse with its faults told in Vietnamese."""

    def error(self, message: str):
        self.print_usage(sys.stderr)
        print("Lệnh chưa đúng; xem hướng dẫn: python -m etl --help", file=sys.stderr)
        raise SystemExit(NOTHING_LOADED)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m etl", description="Nạp số liệu dân vận vào bản số liệu mới.")
    parser.add_argument("--data", metavar="THU_MUC", help="thư mục dữ liệu khác (mặc định: data)")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    load = commands.add_parser("load", help="nhận tệp, kiểm tra và công bố bản số liệu mới")
    load.add_argument("files", nargs="*", metavar="TEP", help="tệp CSV; bỏ trống: dựng lại")
    load.add_argument("--json", action="store_true", help="mỗi tệp một dòng JSON")
    check = commands.add_parser("check", help="đọc và kiểm tra, không nhận, không công bố")
    check.add_argument("files", nargs="+", metavar="TEP", help="tệp CSV")
    check.add_argument("--json", action="store_true", help="mỗi tệp một dòng JSON")
    editions = commands.add_parser("editions", help="liệt kê các bản số liệu")
    editions.add_argument("--use", type=int, metavar="SO", help="dùng lại bản số liệu này")
    return parser


def _files(paths: list[str]) -> list[tuple[str, bytes]]:
    return [(Path(path).name, Path(path).read_bytes()) for path in paths]


def _watch(items, what: str):
    """A progress bar once the work takes longer than a second."""
    return tqdm(items, desc=what, unit=" số liệu", delay=1, leave=False)


def _load(data: Path, options) -> int:
    loaded = load_files(data, _files(options.files), _watch)
    _print(data, loaded.outcomes, options.json)
    if not options.json:
        print("\n".join(_ending(loaded)))
    return _exit_code(loaded.outcomes, loaded.edition is not None)


def _ending(loaded: Loaded) -> list[str]:
    if loaded.edition is None:
        return ["Chưa có bản số liệu nào: không tệp nào nạp được."]
    if not loaded.is_published:
        return [f"Không có số liệu mới; vẫn dùng bản số liệu {loaded.edition}."]
    lines = [f"Đã công bố bản số liệu {loaded.edition}."]
    if loaded.demo_left:
        lines.append(
            "Số liệu minh họa đã được gỡ: từ nay trang chỉ hiện số liệu của đơn vị đã nạp."
            " Xem lại bản minh họa: python -m etl editions"
        )
    return lines


def _check(data: Path, options) -> int:
    outcomes = check_files(data, _files(options.files), _watch)
    _print(data, outcomes, options.json)
    return _exit_code(outcomes, True)


def _print(data: Path, outcomes: tuple[Outcome, ...], is_json: bool) -> None:
    if is_json:
        for outcome in outcomes:
            print(json.dumps(as_json(outcome), ensure_ascii=False))
        return
    catalogue = read_catalogue(data / "catalogue")
    for outcome in outcomes:
        print("\n".join(as_lines(outcome, catalogue)))


def _exit_code(outcomes: tuple[Outcome, ...], is_shown: bool) -> int:
    if not is_shown or (outcomes and not any(outcome.figures for outcome in outcomes)):
        return NOTHING_LOADED
    refused = any(o.outcome in ("reject_rows", "reject_file") for o in outcomes)
    return SOME_REJECTED if refused else ALL_LOADED


def _editions(data: Path, options) -> int:
    known = numbers(data)
    if options.use is not None:
        if options.use not in known:
            some = ", ".join(map(str, known)) or "chưa có bản nào"
            print(f"Không có bản số liệu {options.use}; đang có: {some}", file=sys.stderr)
            return NOTHING_LOADED
        show(data, options.use)
    shown = current(data)
    if not known or shown is None:
        print("Chưa có bản số liệu nào; chạy: python -m etl load")
        return NOTHING_LOADED
    for number in known:
        edition = open_edition(edition_path(data, number))
        mark = "*" if number == shown.number else " "
        kind = "số liệu minh họa" if edition.is_demo else "số liệu của đơn vị"
        print(f"{mark} {number}  lập lúc {_moment(edition.built_at)}  {kind}")
    print("Dấu * là bản đang dùng. Dùng lại bản cũ: python -m etl editions --use SỐ")
    return ALL_LOADED


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"


if __name__ == "__main__":
    sys.exit(main())
