"""`python -m etl` as people and programs meet it: exit codes, JSON, Vietnamese, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from indicators import completeness, editions
from tests.etl.files import long, rows

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "data/sample/real_tuy_phuoc_2023H1.csv"
UNIT = "Huyện Tuy Phước"
ENGLISH = ("Traceback", "Error", "usage", "error", "options", "invalid", "arguments", "No such")


@pytest.fixture
def file(tmp_path):
    """Write bytes to a file of some name; its path."""

    def write(content: bytes, name: str = "tep.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


GOOD = long(UNIT, "2023-Q1", ("ho_ngheo", 5))
MIXED = long(UNIT, "2023-Q1", ("ho_ngheo", 5), ("tong_so_ho", "x1"))
BAD = long(UNIT, "2023-Q1", ("ho_ngheo", "x1"))


@pytest.mark.parametrize("command", ["load", "check"])
@pytest.mark.parametrize(
    ("contents", "code"),
    [((GOOD,), 0), ((MIXED,), 1), ((GOOD, BAD), 1), ((BAD,), 2), ((b"",), 2)],
)
def test_the_exit_code_says_what_became_of_the_files(command, contents, code, run, file):
    paths = [file(content, f"{i}.csv") for i, content in enumerate(contents)]
    assert run(command, *paths)[0] == code


@pytest.mark.parametrize("command", ["load", "check"])
def test_json_is_one_object_a_file_in_the_documented_shape(command, run, file):
    content = rows(
        "H. Tuy Phước,,6T/2023,tthc_tiep_nhan,20.335",
        'H. Tuy Phước,,6T/2023,tthc_da_giai_quyet,"10.499,5x"',
        'H. Tuy Phước,,6T/2023,ty_le_dung_han,"99,85",19517,19545',
    )
    code, out, err = run(command, file(content, "a.csv"), file(b"", "b.csv"), "--json")
    first, second = map(json.loads, out.splitlines())
    place = {"don_vi": "Tuy Phước", "ma_don_vi": "550", "ky": "2023-H1"}
    assert (code, err) == (1, "")
    assert {key: value for key, value in first.items() if key not in ("rejects", "notes")} == {
        "file": "a.csv",
        "outcome": "reject_rows",
        "form": "dai",
        "rows": [
            place | {"chi_tieu": "tthc_tiep_nhan", "gia_tri": "20335", "tu_so": None,
                     "mau_so": None, "line": 2, "column": "gia_tri"},
            place | {"chi_tieu": "ty_le_dung_han", "gia_tri": "99.85", "tu_so": "19517",
                     "mau_so": "19545", "line": 4, "column": "gia_tri"},
        ],
    }  # fmt: skip
    assert [{k: r[k] for k in ("line", "column", "code", "found")} for r in first["rejects"]] == [
        {"line": 3, "column": "gia_tri", "code": "not_a_number", "found": "10.499,5x"}
    ]
    assert [(n["line"], n["code"]) for n in first["notes"]] == [(4, "rate_cut")]
    assert list(first["rejects"][0]) == ["line", "column", "code", "found", "reason"]
    assert (second["outcome"], second["form"], second["rows"]) == ("reject_file", "", [])
    assert second["rejects"][0]["code"] == "empty-file"


def test_the_real_report_shows_its_rate_and_what_does_not_agree(run, data):
    code, out, err = run("load", REAL)
    assert (code, err) == (0, "")
    assert "Tỷ lệ hồ sơ TTHC giải quyết trước hạn và đúng hạn 99,86\u00a0% (19.517/19.545)" in out
    assert "báo cáo in 99,85 %, tính từ số đếm 19.517/19.545 là 99,86 %" in out
    assert "Đã giải quyết 19.545 + Đang GQ trong hạn 789 = 20.334, khác Tiếp nhận 20.335" in out
    assert "33 nạp + 2 có ghi chú + 0 bị từ chối = 35" in out
    with editions._root(*_file(data)).cursor() as cursor:
        rate = cursor.execute(
            "select t.value, n.value, round(t.value / n.value * 100, 2), s.value::double"
            " from observation t, observation n, measure mt, measure mn, stated_rate s"
            " where mt.measure_id = t.measure_id and mt.code = 'tthc_giai_quyet_truoc_va_dung_han'"
            " and mn.measure_id = n.measure_id and mn.code = 'tthc_da_giai_quyet'"
            " and s.indicator = 'ty_le_dung_han'"
        ).fetchall()
        codes = cursor.execute("select line, code from problem order by line").fetchall()
    assert [tuple(map(float, row)) for row in rate] == [(19517, 19545, 99.86, 99.85)]
    assert codes == [(2, "identity"), (5, "rate_cut")]


def _file(data):
    edition = editions.current(data)
    return edition.path, edition.stamp


def test_the_demo_leaves_when_one_s_own_file_comes(run, file):
    assert run("load")[0] == 0
    assert "Số liệu minh họa đã được gỡ" in run("load", file(GOOD))[1]
    code, out, _ = run("load", file(GOOD, "khac.csv"))
    assert (code, "nội dung y nguyên" in out) == (0, True)
    assert "Không có số liệu mới; vẫn dùng bản số liệu 2." in out


def test_a_refused_file_is_on_the_page_at_once_and_the_code_stays_two(run, file, data):
    run("load", file(GOOD))
    code, out, err = run("load", file(BAD, "xau.csv"))
    assert (code, err) == (2, "")
    assert "Không có số liệu mới; các số đang dùng giữ nguyên." in out
    assert "(bản số liệu 2)" in out
    found = completeness.problems(editions.current(data))
    assert found["file_name"].tolist() == ["xau.csv"]
    assert run("verify")[0] == 0


def test_a_file_is_withdrawn_and_comes_back(run, file, data):
    run("load", file(GOOD, "dung.csv"))
    run("load", file(long(UNIT, "2023-Q1", ("ho_ngheo", 9)), "nham.csv"))
    code, out, err = run("withdraw", 2)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == (
        "Đã thu hồi tệp số 2 (“nham.csv”); đã công bố bản số liệu 3 không có số của tệp này."
    )
    code, out, _ = run("verify")
    assert (code, "Đã thu hồi, không tính vào số liệu: tệp số 2." in out) == (0, True)
    code, _, err = run("withdraw", 2)
    assert (code, "tệp số 2 (“nham.csv”) đã thu hồi lúc" in err) == (2, True)
    code, _, err = run("withdraw", 7)
    assert (code, "không có tệp số 7; các tệp đã nhận: 1 (“dung.csv”), 2" in err) == (2, True)
    code, out, _ = run("load", file(long(UNIT, "2023-Q1", ("ho_ngheo", 9)), "ten khac.csv"))
    assert (code, "từ nay số liệu của tệp được dùng lại" in out) == (0, True)
    listed = run("editions")[1].splitlines()
    assert [line.strip() for line in listed if line.startswith("   ")] == [
        "Tệp mới: 1 “dung.csv”",
        "Tệp mới: 2 “nham.csv”",
        "Thu hồi: 2 “nham.csv”",
        "Dùng lại: 2 “nham.csv”",
    ]


def test_replaced_figures_are_counted_and_named(run, file):
    run("load", file(GOOD, "cu.csv"))
    code, out, _ = run("load", file(long(UNIT, "2023-Q1", ("ho_ngheo", 7)), "moi.csv"))
    assert (code, "Thay số đã nạp trước: 1 số liệu;" in out) == (0, True)
    assert "Hộ nghèo: 7 thay số 5 đã nạp (tệp “cu.csv”, dòng 2)" in out
    third = file(long(UNIT, "2023-Q1", ("ho_ngheo", 8)), "nua.csv")
    (note,) = json.loads(run("load", third, "--json")[1])["notes"]
    assert list(note) == ["line", "column", "code", "found", "reason"]
    assert (note["line"], note["code"], note["found"]) == (2, "replaced", "8")


def test_editions_are_listed_and_an_older_one_is_used_again(run, file, data):
    assert run("editions")[0] == 2
    run("load")
    run("load", file(GOOD))
    code, out, _ = run("editions")
    assert code == 0
    lines = [line for line in out.splitlines() if not line.startswith("   ")]
    assert [line[:4] for line in lines[:2]] == ["  1 ", "* 2 "]
    assert "Tệp mới: “real_tuy_phuoc_2023H1.csv”, “demo_" in out.splitlines()[1]
    assert "số liệu minh họa" in out.splitlines()[0]
    assert run("editions", "--use", 1)[0] == 0
    assert editions.current(data).number == 1
    code, _, err = run("editions", "--use", 9)
    assert (code, err) == (2, "Không có bản số liệu 9; đang có: 1, 2\n")


def test_a_damaged_edition_is_never_put_on_show(run, file, data):
    run("load", file(GOOD))
    run("load", file(MIXED))
    editions.edition_path(data, 1).write_bytes(b"x" * 9000)
    code, _, err = run("editions", "--use", 1)
    assert (code, "bị hỏng" in err) == (2, True)
    assert editions.current(data).number == 2
    assert "bị hỏng, không dùng được" in run("editions")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("load", "khong_co.csv"), ("check", "khong_co.csv"), ("load", "."), ("check", "a\0b"),
        ("nap",), (), ("check",), ("load", "--jsn"), ("editions", "--use", "x"),
        ("editions", "--use"),
        ("--dat", "x", "load"), ("withdraw",), ("withdraw", "x"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_in_vietnamese(arguments, run, data):
    code, out, err = run(*arguments)
    assert code == 2
    assert any(letter in out + err for letter in "ệạốđ")
    assert not any(word in out + err for word in ENGLISH)
    assert not (data / "received").exists()


def test_a_missing_file_does_not_hold_back_the_others(run, file):
    code, out, _ = run("load", "khong_co.csv", file(GOOD), "--json")
    first, second = map(json.loads, out.splitlines())
    assert (code, first["outcome"], second["outcome"]) == (1, "reject_file", "accept")
    assert first["rejects"][0]["code"] == "file_missing"


@pytest.mark.parametrize(
    ("arguments", "says", "example"),
    [
        (("editions", "--use", "abc"), "số bản sau --use phải là một số, không phải “abc”",
         "editions --use 3"),
        (("editions", "--use"), "sau --use còn thiếu nội dung", "editions --use 3"),
        (("withdraw", "a.csv"), "phải là một số, không phải “a.csv”", "withdraw 3"),
        (("withdraw",), "withdraw thiếu số của tệp đã nhận", "withdraw 3"),
        (("check",), "check thiếu tên tệp", "check bao-cao.xlsx"),
        (("verify", "x"), "verify không nhận “x”", "verify"),
        (("load", "--jsno"), "load không nhận “--jsno”", "load bao-cao.xlsx"),
        (("nap",), "không có lệnh “nap”; các lệnh: load, check", "load bao-cao.xlsx"),
        ((), "chưa ghi lệnh nào", "load bao-cao.xlsx"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_by_what_is_wrong_with_an_example(arguments, says, example, run):
    code, _, err = run(*arguments)
    assert code == 2
    assert says in err
    assert f"Ví dụ: python -m etl {example}\n" in err


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("load",), ("check",), ("editions",), ("withdraw",)])
def test_help_is_vietnamese(command, flag, capsys):
    with pytest.raises(SystemExit) as end:
        main([*command, flag])
    out = capsys.readouterr().out
    assert end.value.code == 0
    assert out.startswith("Cách dùng: python -m etl")
    assert not any(word in out for word in ENGLISH)


def break_families(data):
    (data / "catalogue/families.csv").write_text("code;name_vi;sort\na;b;x\n", encoding="utf-8")


def break_units(data):
    (data / "catalogue/units.csv").write_bytes(b"\xff\xfe")


def break_receipt(data):
    (data / "received").mkdir()
    (data / "received/000001.json").write_text("{")


def break_folder(data):
    (data / "editions").write_text("a file in the way")


@pytest.mark.parametrize(
    ("breaking", "says"),
    [
        (break_families, "families.csv, dòng 2, cột sort: “x” phải là số nguyên"),
        (break_units, "units.csv: không phải UTF-8"),
        (break_receipt, "phiếu nhận “000001.json”"),
        (break_folder, "editions"),
    ],
)
def test_a_broken_house_is_told_with_the_place(breaking, says, run, file, data):
    breaking(data)
    code, out, err = run("load", file(GOOD))
    assert (code, says in err) == (2, True)
    assert not any(word in out + err for word in ENGLISH)


def process(arguments, tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


def test_the_variable_names_the_data_folder_and_output_is_always_utf8(data, file, tmp_path):
    done = process(
        ["load", file(GOOD)], tmp_path, DANVAN_DATA=str(data), PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Đã công bố bản số liệu 1." in done.stdout.decode("utf-8")
    assert editions.current(data).number == 1


def test_a_name_that_is_no_text_is_still_shown(data, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"a\xff\x1b[31m.csv")
    with open(path, "wb") as output:
        output.write(GOOD)
    done = process(["--data", data, "check", os.fsdecode(path), "--json"], tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["file"] == "a⟨U+DCFF⟩⟨U+001B⟩[31m.csv"
