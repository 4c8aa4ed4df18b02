"""The command line of `python -m etl`: its words, its help and its faults, in Vietnamese."""

import argparse
import re

from etl.problems import plain

HELP = """Cách dùng: python -m etl [--data THƯ_MỤC] LỆNH …

Nạp số liệu dân vận vào một bản số liệu mới.

Các lệnh:
  load [TỆP…] [--json]   nhận tệp, kiểm tra và công bố bản số liệu mới;
                         không ghi tệp: dựng lại từ các tệp đã nhận, hoặc từ số liệu mẫu
  check TỆP… [--json]    đọc, kiểm tra và đối chiếu như load; không nhận, không công bố
  template               liệt kê các biểu mẫu đọc được
  template BIỂU TỆP.xlsx [--units TỈNH] [--period KỲ]
                         ghi một mẫu trống; --units: điền sẵn các đơn vị của tỉnh ở kỳ đó
  peek TỆP [--json]      cho xem tệp được đọc ra sao: mã hóa, dấu ngăn cột, trang tính,
                         dòng tiêu đề, các bản ghi; chưa hiểu nghĩa
  editions [--use SỐ]    liệt kê các bản số liệu và tệp mới trong từng bản; --use SỐ: dùng lại
                         bản đó
  withdraw SỐ            thu hồi tệp đã nhận số đó: công bố bản không có số của tệp; tệp vẫn nằm
                         trong kho lưu, nạp lại chính tệp ấy thì số được dùng lại
  verify [--json]        chứng minh kho lưu và bản đang dùng khớp nhau, hoặc nói rõ chỗ sai

Tùy chọn:
  --data THƯ_MỤC         dùng thư mục dữ liệu khác (hoặc đặt biến DANVAN_DATA)
  --json                 in mỗi tệp một dòng JSON
  -h, --help             in hướng dẫn này

Mã trả về: 0 nạp hết, 1 có dòng bị từ chối, 2 không nạp được gì; verify: 0 khớp, 1 có chỗ sai.
"""


class WrongCommand(Exception):
    """Arguments that are no command; the message is Vietnamese."""


# A command that works, and what it cannot do without.
_EXAMPLES = {
    "load": ("load bao-cao.xlsx", ""),
    "check": ("check bao-cao.xlsx", "tên tệp"),
    "template": ("template II.06 mau.xlsx --units “Tỉnh Gia Lai” --period 2025-Q4", ""),
    "peek": ("peek bao-cao.xlsx", "tên một tệp"),
    "editions": ("editions --use 3", ""),
    "withdraw": ("withdraw 3", "số của tệp đã nhận"),
    "verify": ("verify", ""),
}


def _wrong(reason: str, command: str = "") -> WrongCommand:
    """What is wrong with a command, one that works, and where to read of the others."""
    example = _EXAMPLES.get(command, _EXAMPLES["load"])[0].replace("“", '"').replace("”", '"')
    return WrongCommand(
        f"Lệnh chưa đúng: {reason}.\nVí dụ: python -m etl {example}\n"
        "Xem mọi lệnh: python -m etl --help"
    )


def _number_after(command: str, place: str):
    """A reader of a whole number; what is none is refused with the place it stands in."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()):
            raise _wrong(f"{place} phải là một số, không phải “{plain(text)}”", command)
        return int(text)

    return read


class _Parser(argparse.ArgumentParser):
    """argparse that prints our help and raises our fault; its own words are English."""

    def error(self, message: str):
        command = self.prog.split()[-1]
        # The message quotes what it found, or names the option: these are the user's own words.
        found = re.search(r"invalid choice: '(.*)' \(choose|argument (--\S+): expected", message)
        if found and found[2]:
            raise _wrong(f"sau {found[2]} còn thiếu nội dung", command)
        if found:
            commands = ", ".join(_EXAMPLES)
            raise _wrong(f"không có lệnh “{plain(found[1])}”; các lệnh: {commands}")
        if command in _EXAMPLES:
            raise _wrong(f"{command} thiếu {_EXAMPLES[command][1]}", command)
        raise _wrong(f"chưa ghi lệnh nào; các lệnh: {', '.join(_EXAMPLES)}")

    def format_help(self) -> str:
        return HELP


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """The command and its options; WrongCommand when they are none, SystemExit(0) after help."""
    parser = _Parser(prog="python -m etl", allow_abbrev=False)
    parser.add_argument("--data")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    load = commands.add_parser("load", allow_abbrev=False)
    load.add_argument("files", nargs="*")
    load.add_argument("--json", action="store_true")
    check = commands.add_parser("check", allow_abbrev=False)
    check.add_argument("files", nargs="+")
    check.add_argument("--json", action="store_true")
    template = commands.add_parser("template", allow_abbrev=False)
    template.add_argument("form", nargs="?")
    template.add_argument("out", nargs="?")
    template.add_argument("--units")
    template.add_argument("--period")
    peek = commands.add_parser("peek", allow_abbrev=False)
    peek.add_argument("file")
    peek.add_argument("--json", action="store_true")
    editions = commands.add_parser("editions", allow_abbrev=False)
    editions.add_argument("--use", type=_number_after("editions", "số bản sau --use"))
    withdraw = commands.add_parser("withdraw", allow_abbrev=False)
    withdraw.add_argument("number", type=_number_after("withdraw", "số của tệp sau withdraw"))
    verify = commands.add_parser("verify", allow_abbrev=False)
    verify.add_argument("--json", action="store_true")
    options, surplus = parser.parse_known_args(arguments)
    if surplus:
        command = options.command
        raise _wrong(f"{command} không nhận “{plain(' '.join(surplus))}”", command)
    return options
