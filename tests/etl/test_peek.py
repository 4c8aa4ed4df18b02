"""`peek` shows a file as it is read, before any meaning."""

import json

import pytest

from tests.etl.files import WIDE

TABLE = (
    "Quý I/2025;;\nĐơn vị;Hồ sơ;\n;Đúng hạn;Quá hạn\n(1);(2);(3)\nTuy Phước;1;2\n\nPhù Cát;3;4\n"
)


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name: str = "tep.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_json_gives_every_record_as_text_with_its_line(run, file):
    code, out, err = run("peek", file(TABLE.encode("utf-8-sig")), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "file": "tep.csv",
        "sheet": None,
        "encoding": "utf-8-sig",
        "delimiter": ";",
        "titles": [{"line": 1, "cells": ["Quý I/2025", "", ""]}],
        "header": [
            {"line": 2, "cells": ["Đơn vị", "Hồ sơ", ""]},
            {"line": 3, "cells": ["", "Đúng hạn", "Quá hạn"]},
            {"line": 4, "cells": ["(1)", "(2)", "(3)"]},
        ],
        "records": [
            {"line": 5, "cells": ["Tuy Phước", "1", "2"]},
            {"line": 7, "cells": ["Phù Cát", "3", "4"]},
        ],
        "rejects": [],
        "notes": [],
    }


def test_a_person_reads_the_same_in_vietnamese(run, file):
    code, out, _ = run("peek", file(WIDE.encode("utf-16")))
    assert code == 0
    assert "tep.csv: 4 bản ghi\n  Mã hóa utf-16, cột ngăn bằng dấu chấm phẩy\n" in out
    assert "\n    8: 1 | Huyện Tuy Phước | 1.100 | " in out


def test_a_table_without_header_is_shown_all_the_same(run, file):
    code, out, _ = run("peek", file(b"a,b\n" + b"1,2\n" * 30))
    assert code == 0
    assert "Không thấy dòng tiêu đề" in out
    assert "… và 11 bản ghi nữa" in out


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize("content", [b"", b"mot cot\n", b"ma,ten\n5,Huy?n\n"])
def test_what_cannot_be_read_ends_with_2_and_the_remedy(flags, content, run, file):
    code, out, err = run("peek", file(content), *flags)
    assert (code, err) == (2, "")
    assert "CSV UTF-8" in out or "kiểm tra lại tệp" in out


def test_a_missing_file_ends_with_2(run):
    code, out, _ = run("peek", "khong_co.csv")
    assert (code, "không có tệp này" in out) == (2, True)
