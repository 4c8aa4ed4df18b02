"""`python -m etl verify`: the proof when all agrees, and each way in which it may not."""

import json

import duckdb
import pytest

from etl import building, load_files, receiving
from etl.verifying import verify
from indicators import editions
from tests.etl.files import long

UNIT = "Huyện Tuy Phước"
ENGLISH = ("Traceback", "Error", "usage", "error")


def figures(quarter: int, value: object) -> bytes:
    return long(UNIT, f"2023-Q{quarter}", ("ho_ngheo", value))


@pytest.fixture
def loaded(data):
    """Two files received, one of them with a figure stated again, and one refused."""
    load_files(data, [("a.csv", figures(1, 5)), ("b.csv", figures(1, 6)), ("c.csv", b"x")])
    return data


def test_the_sample_is_proved(run):
    run("load")
    # What goes to stderr is a progress bar, where a machine is slow.
    code, out, _ = run("verify")
    assert code == 0
    assert "Dựng lại từ số liệu mẫu: giống từng dòng." in out


def test_a_load_is_proved_and_nothing_is_changed(run, loaded):
    def state():
        paths = [path for path in loaded.rglob("*") if path.is_file()]
        return {(path, path.stat().st_mtime_ns, path.read_bytes()) for path in paths}

    before = state()
    code, out, err = run("verify")
    assert (code, err, state() == before) == (0, "", True)
    assert out.splitlines()[0] == "Kho lưu và bản số liệu đang dùng khớp nhau."
    assert "Kho lưu: 3 tệp," in out
    assert "đủ 2 số như đã ghi" in out
    proof = json.loads(run("verify", "--json")[1])
    assert (proof["ok"], proof["receipts"], proof["edition"], proof["figures"]) == (True, 3, 1, 2)
    assert proof["faults"] == []


def turn(path, at: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def change_edition(data, sql: str) -> None:
    """Change the edition on show behind everyone's back, seal and all."""
    path = editions.current(data).path
    editions._root.cache_clear()
    with duckdb.connect(str(path)) as con:
        con.execute(sql)
    editions.seal_path(path).write_text(editions.sealed(path))


def double(data):
    receipt = receiving.Receipt(4, "d.csv", receiving.receipts(data)[0].sha256, 1, "2025-01-01")
    receiving._write_receipt(data, receipt)
    (data / "received/000004.bin").write_bytes((data / "received/000001.bin").read_bytes())


def received_only(data):
    receiving.receive(data, "d.csv", figures(2, 7))


def older_again(data):
    load_files(data, [("d.csv", figures(2, 7))])
    building.show(data, 1)


def catalogue(data):
    path = data / "catalogue/targets.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def last_receipt(data):
    (data / "received/000003.json").unlink()
    (data / "received/000002.json").unlink()


BREAKING = {
    "bytes": (lambda data: turn(data / "received/000001.bin"), "tệp đã nhận số 1 (“a.csv”"),
    "receipt": (lambda data: turn(data / "received/000002.json"), "phiếu nhận “000002.json”"),
    "gone": (lambda data: (data / "received/000001.bin").unlink(), "tệp đã nhận số 1"),
    "hole": (lambda data: (data / "received/000001.json").unlink(), "thiếu phiếu nhận số 1"),
    "double": (double, "các phiếu nhận số 1, 4 là cùng một tệp"),
    "end": (last_receipt, "bản số liệu 1 lập từ tệp số 2, 3 không còn trong kho lưu"),
    "unpublished": (received_only, "đã nhận nhưng chưa có trong bản số liệu 1: tệp số 4 (“d.csv”)"),
    "older": (older_again, "hoặc đang dùng lại một bản cũ"),
    "catalogue": (catalogue, "danh mục đã sửa sau khi lập bản số liệu 1"),
    "none": (lambda data: editions.pointer_path(data).unlink(), "chưa có bản số liệu nào"),
    "pointer": (lambda data: turn(editions.pointer_path(data)), "tệp “current”"),
    "edition": (lambda data: turn(editions.edition_path(data, 1), 99), "“edition-000001.duckdb”"),
    "figure": (
        lambda data: change_edition(data, "update observation set value = 7 where is_current"),
        "khác bản dựng lại: thiếu 1 số, thừa 1 số (tệp số 2, dòng 2: ho_ngheo 550.19000101",
    ),
    "rows": (
        lambda data: change_edition(
            data, "delete from observation where is_current; update edition set observations = 1"
        ),
        "khác bản dựng lại: thiếu 1 số, thừa 0 số",
    ),
    "twice": (
        lambda data: change_edition(data, "update observation set is_current = true"),
        "1 số tính hai lần",
    ),
    "orphan": (
        lambda data: change_edition(data, "delete from period"),
        "ghi 2 số, đếm được 2, nối được 0",
    ),
    "sum": (lambda data: change_edition(data, "update source set loaded = 9"), "3 tệp lệch tổng"),
}


@pytest.mark.parametrize("breaking", BREAKING)
def test_what_does_not_agree_is_told_with_what_to_do(breaking, run, loaded):
    spoil, says = BREAKING[breaking]
    spoil(loaded)
    code, out, err = run("verify")
    assert (code, err) == (1, "")
    assert says in out
    assert "python -m etl" in out or "bản sao lưu" in out
    assert not any(word in out for word in ENGLISH)
    assert json.loads(run("verify", "--json")[1])["ok"] is False


@pytest.mark.parametrize("breaking", ["unpublished", "older", "catalogue", "none", "pointer",
                                      "edition", "figure", "rows", "twice", "orphan", "sum",
                                      "receipt", "hole"])  # fmt: skip
def test_a_plain_load_mends_what_can_be_mended(breaking, run, loaded):
    BREAKING[breaking][0](loaded)
    assert run("load")[0] == 0
    assert run("verify")[0] == 0


@pytest.mark.parametrize("breaking", ["bytes", "gone"])
def test_loading_the_very_file_again_mends_the_archive(breaking, run, loaded, tmp_path):
    BREAKING[breaking][0](loaded)
    path = tmp_path / "a.csv"
    path.write_bytes(figures(1, 5))
    code, _, err = run("load")
    assert (code, "nạp lại chính tệp ấy" in err) == (2, True)
    assert run("load", path)[0] == 0
    assert run("verify")[0] == 0


def test_a_file_lost_for_good_is_given_up_in_writing(run, loaded):
    for kind in ("bin", "json"):
        (loaded / f"received/000002.{kind}").unlink()
    code, _, err = run("load")
    assert (code, "000002.lost" in err, editions.current(loaded).number) == (2, True, 1)
    (loaded / "received/000002.lost").write_text("ổ đĩa hỏng", encoding="utf-8")
    assert run("load")[0] == 0
    code, out, _ = run("verify")
    assert (code, "Đã bỏ có ghi lý do: tệp số 2." in out, "đủ 1 số" in out) == (0, True, True)


def test_a_lost_archive_never_brings_the_demonstration_back(run, loaded):
    for path in (loaded / "received").iterdir():
        path.unlink()
    code, _, err = run("load")
    assert (code, err.count("thiếu phiếu nhận số")) == (2, 3)
    assert editions.current(loaded).is_demo is False


def test_leftovers_and_damaged_older_editions_are_remarked_only(run, loaded):
    load_files(loaded, [("d.csv", figures(2, 7))])
    turn(editions.edition_path(loaded, 1), 99)
    (loaded / "received/000005.bin").write_bytes(b"half")
    (loaded / "received/000005.json.part").write_bytes(b"{")
    code, out, _ = run("verify")
    assert code == 0
    assert "Bản số liệu 1 bị hỏng, không dùng lại được." in out
    assert "không tính vào số liệu: 000005.bin, 000005.json.part" in out


def test_only_refused_files_leave_the_sample_in_its_place(run, data, tmp_path):
    path = tmp_path / "c.csv"
    path.write_bytes(b"x")
    assert run("load", path)[0] == 2
    assert run("load")[0] == 0
    assert run("verify")[0] == 0
    turn(editions.edition_path(data, 1), 99)
    assert run("load")[0] == 0
    assert verify(data).is_whole
