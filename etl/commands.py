"""The command line of `python -m etl`: its words, its help and its faults, in Vietnamese."""

import argparse

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


class _Parser(argparse.ArgumentParser):
    """argparse that prints our help and raises our fault; its own words are English."""

    def error(self, message: str):
        raise WrongCommand("Lệnh chưa đúng.\n\n" + HELP)

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
    editions.add_argument("--use", type=int)
    withdraw = commands.add_parser("withdraw", allow_abbrev=False)
    withdraw.add_argument("number", type=int)
    verify = commands.add_parser("verify", allow_abbrev=False)
    verify.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)
