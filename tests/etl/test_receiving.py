"""The archive: append-only, byte for byte, the same bytes once, a name never a path."""

import json
from dataclasses import replace

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
    with pytest.raises(DamagedArchive, match="lại từ bản sao lưu, hoặc nạp lại chính tệp ấy"):
        for found in receiving.receipts(tmp_path):
            receiving.content(tmp_path, found)


def three(data) -> list:
    return [receiving.receive(data, f"{n}.csv", n.encode())[0] for n in ("one", "two", "three")]


def turned(path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_any_bit_of_a_receipt_is_told(tmp_path):
    receiving.receive(tmp_path, "số liệu.csv", b"one")
    path = receiving.archive_folder(tmp_path) / "000001.json"
    for at in range(path.stat().st_size):
        turned(path, at)
        with pytest.raises(DamagedArchive, match=r"000001\.json"):
            receiving.receipts(tmp_path)
        turned(path, at)
    assert len(receiving.receipts(tmp_path)) == 1


def test_a_receipt_of_the_first_release_has_no_seal(tmp_path):
    first, *_ = three(tmp_path)
    path = receiving.archive_folder(tmp_path) / "000001.json"
    cells = json.loads(path.read_text(encoding="utf-8"))
    del cells["seal"]
    path.write_text(json.dumps(cells), encoding="utf-8")
    assert receiving.receipts(tmp_path)[0] == first


@pytest.mark.parametrize("gone", [1, 2])
def test_a_gap_in_the_sequence_is_told_until_somebody_writes_why(tmp_path, gone):
    kept = [receipt for receipt in three(tmp_path) if receipt.sequence != gone]
    folder = receiving.archive_folder(tmp_path)
    (folder / f"00000{gone}.json").unlink()
    with pytest.raises(DamagedArchive, match=f"thiếu phiếu nhận số {gone}"):
        receiving.receive(tmp_path, "x.csv", b"x")
    (folder / f"00000{gone}.lost").write_text("ổ đĩa hỏng", encoding="utf-8")
    assert receiving.receipts(tmp_path) == kept
    assert receiving.receive(tmp_path, "x.csv", b"x")[0].sequence == 4


def test_the_last_number_given_up_is_not_used_again(tmp_path):
    three(tmp_path)
    (receiving.archive_folder(tmp_path) / "000003.lost").write_text("gửi nhầm", encoding="utf-8")
    assert receiving.receive(tmp_path, "three.csv", b"three")[0].sequence == 4


@pytest.mark.parametrize("spoilt", ["bin", "json"])
def test_the_very_file_given_again_mends_bytes_and_receipt(tmp_path, spoilt):
    before = three(tmp_path)
    turned(receiving.archive_folder(tmp_path) / f"000002.{spoilt}", 1)
    receiving.mend(tmp_path, [], [("lại.csv", b"two"), ("khác.csv", b"other")])
    found = receiving.receipts(tmp_path)
    assert [receiving.content(tmp_path, r) for r in found] == [b"one", b"two", b"three"]
    assert [r.sha256 for r in found] == [r.sha256 for r in before]
    assert [r.name for r in found] == [
        "one.csv", "two.csv" if spoilt == "bin" else "lại.csv", "three.csv",
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["gone", "spoilt"])
def test_a_receipt_is_written_again_when_an_edition_vouches_for_it(tmp_path, how):
    before = three(tmp_path)
    path = receiving.archive_folder(tmp_path) / "000003.json"
    path.unlink() if how == "gone" else turned(path, 1)
    receiving.mend(tmp_path, [replace(receipt, size=0) for receipt in before], [])
    assert receiving.receipts(tmp_path) == before


def test_nothing_is_mended_without_proof(tmp_path):
    before = three(tmp_path)
    folder = receiving.archive_folder(tmp_path)
    (folder / "000002.json").unlink()
    turned(folder / "000002.bin", 0)
    receiving.mend(tmp_path, before, [("a.csv", b"no such bytes")])
    with pytest.raises(DamagedArchive, match="thiếu phiếu nhận số 2"):
        receiving.receipts(tmp_path)
