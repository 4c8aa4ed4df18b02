"""The archive: append-only, byte for byte, the same bytes once, a name never a path."""

import json

import pytest

from etl import receiving
from etl.receiving import DamagedArchive


def test_files_are_kept_byte_for_byte_in_sequence(tmp_path):
    first, is_new = receiving.receive(tmp_path, "a.csv", b"\xff\x00one")
    second, _ = receiving.receive(tmp_path, "a.csv", b"two")
    assert (first.sequence, first.size, is_new, second.sequence) == (1, 5, True, 2)
    assert receiving.receipts(tmp_path) == [first, second]
    assert receiving.content(tmp_path, first) == b"\xff\x00one"


def test_the_same_bytes_are_one_receipt_under_any_name(tmp_path):
    first, _ = receiving.receive(tmp_path, "a.csv", b"one")
    assert receiving.receive(tmp_path, "b.csv", b"one") == (first, False)
    assert receiving.receipts(tmp_path) == [first]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\a.csv", "a.csv"),
        ("[ab]*.csv", "[ab]*.csv"),
        ("a'b\";--.csv", "a'b\";--.csv"),
        ("a\u202egpj.csv", "a⟨U+202E⟩gpj.csv"),
        ("a\udcff.csv", "a⟨U+DCFF⟩.csv"),
        ("a\n.csv", "a .csv"),
        ("", "(không tên)"),
    ],
)
def test_a_name_is_data(tmp_path, name, shown):
    receipt, _ = receiving.receive(tmp_path / "in", name, b"x")
    assert receipt.name == shown
    assert sorted(p.name for p in tmp_path.rglob("*")) == [
        "000001.bin",
        "000001.json",
        "in",
        "received",
    ]


def test_a_crash_before_the_receipt_leaves_nothing_received(tmp_path):
    folder = receiving.archive_folder(tmp_path)
    folder.mkdir()
    (folder / "000001.bin").write_bytes(b"half")
    (folder / "000001.json.part").write_bytes(b"{")
    receipt, is_new = receiving.receive(tmp_path, "a.csv", b"whole")
    assert (receipt.sequence, is_new) == (1, True)
    assert receiving.content(tmp_path, receipt) == b"whole"


@pytest.mark.parametrize("broken", ["bin", "missing", "json", "shape"])
def test_a_damaged_archive_is_told(tmp_path, broken):
    receiving.receive(tmp_path, "a.csv", b"one")
    folder = receiving.archive_folder(tmp_path)
    if broken == "bin":
        (folder / "000001.bin").write_bytes(b"two")
    elif broken == "missing":
        (folder / "000001.bin").unlink()
    else:
        text = "{" if broken == "json" else json.dumps({"sequence": 1})
        (folder / "000001.json").write_text(text)
    with pytest.raises(DamagedArchive, match="chép lại từ bản sao lưu"):
        for found in receiving.receipts(tmp_path):
            receiving.content(tmp_path, found)
