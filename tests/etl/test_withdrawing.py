"""A wrong file is withdrawn: its figures leave, its bytes stay, and all of it can be taken back."""

import hashlib

import pytest

from etl import load_files, load_or_fault, receiving, withdraw, withdraw_or_fault, withdrawals
from etl.receiving import DamagedArchive
from etl.verifying import verify
from etl.withdrawals import WithdrawError
from indicators import completeness, editions
from tests.etl.files import long

UNIT = "Huyện Tuy Phước"
RIGHT = long(UNIT, "2023-Q1", ("ho_ngheo", 5), ("tong_so_ho", 100))
WRONG = long(UNIT, "2023-Q1", ("ho_ngheo", 9))


@pytest.fixture
def loaded(data):
    load_files(data, [("dung.csv", RIGHT), ("nham.csv", WRONG)])
    return data


def figures(data) -> list[tuple]:
    edition = editions.current(data)
    with editions._root(edition.path, edition.stamp).cursor() as cursor:
        return cursor.execute(
            "select source_id, m.code, value::integer, is_current, is_restated"
            " from observation join measure m using (measure_id) order by all"
        ).fetchall()


BEFORE = [
    (1, "ho_ngheo", 5, False, False),
    (1, "tong_so_ho", 100, True, False),
    (2, "ho_ngheo", 9, True, True),
]
WITHOUT = [(1, "ho_ngheo", 5, True, False), (1, "tong_so_ho", 100, True, False)]


def test_the_figures_leave_and_what_they_replaced_is_back(loaded):
    assert figures(loaded) == BEFORE
    done = withdraw(loaded, 2)
    assert (done.receipt.name, done.edition, done.is_demo) == ("nham.csv", 2, False)
    assert figures(loaded) == WITHOUT
    files = completeness.sources(editions.current(loaded)).set_index("source_id")
    assert files["withdrawn_at"].notna().to_dict() == {1: False, 2: True}
    assert completeness.problems(editions.current(loaded)).empty
    assert (loaded / "received/000002.bin").read_bytes() == WRONG
    assert verify(loaded).is_whole


def test_the_same_bytes_put_it_back_under_their_receipt(loaded):
    withdraw(loaded, 2)
    again = load_files(loaded, [("ten khac.csv", WRONG)])
    assert (again.edition, again.is_published, again.has_news) == (3, True, True)
    assert [(o.is_known, o.is_back, len(o.figures)) for o in again.outcomes] == [(True, True, 1)]
    assert figures(loaded) == BEFORE
    assert [receipt.sequence for receipt in receiving.receipts(loaded)] == [1, 2]
    assert load_files(loaded, [("x.csv", WRONG)]).is_published is False
    withdraw(loaded, 2)
    assert figures(loaded) == WITHOUT
    assert sorted(p.name for p in receiving.archive_folder(loaded).glob("000002.0*")) == [
        "000002.0001.withdrawn", "000002.0002.restored", "000002.0003.withdrawn",
    ]  # fmt: skip
    assert verify(loaded).is_whole


def test_it_stays_withdrawn_through_loads_and_lost_editions(loaded):
    withdraw(loaded, 2)
    load_files(loaded, [("them.csv", long(UNIT, "2023-Q2", ("ho_ngheo", 1)))])
    assert [row[0] for row in figures(loaded)] == [1, 1, 3]
    for path in (loaded / "editions").iterdir():
        path.unlink()
    load_files(loaded, [])
    assert [row[0] for row in figures(loaded)] == [1, 1, 3]


@pytest.mark.parametrize("files", [[], [("dung.csv", RIGHT)]])
def test_a_withdrawal_killed_before_publishing_is_completed_by_the_next_load(files, loaded):
    withdrawals.turn_over(loaded, 2, {})
    proof = verify(loaded)
    assert "tệp số 2 (“nham.csv”) đã thu hồi nhưng bản số liệu 1 chưa theo" in proof.faults[0]
    assert load_files(loaded, files).is_published is True
    assert figures(loaded) == WITHOUT
    assert verify(loaded).is_whole


def test_a_withdrawal_killed_before_publishing_is_completed_by_itself(loaded):
    withdrawals.turn_over(loaded, 2, {})
    assert withdraw(loaded, 2).edition == 2
    assert figures(loaded) == WITHOUT
    assert len(withdrawals.changes(loaded)[2]) == 1


def test_a_return_killed_before_publishing_is_completed_by_the_next_load(loaded):
    withdraw(loaded, 2)
    withdrawals.turn_over(loaded, 2, withdrawals.changes(loaded))
    assert "nạp lại sau khi thu hồi" in verify(loaded).faults[0]
    load_files(loaded, [("nham.csv", WRONG)])
    assert figures(loaded) == BEFORE


def test_withdrawing_the_last_file_brings_the_demonstration_back(data):
    load_files(data, [("nham.csv", WRONG)])
    done = withdraw(data, 1)
    assert (done.edition, done.is_demo) == (2, True)
    edition = editions.current(data)
    assert (edition.is_demo, edition.is_sample) == (True, True)
    assert completeness.sources(edition).iloc[0][["source_id", "file_name"]].tolist() == [
        1, "nham.csv",
    ]  # fmt: skip
    assert verify(data).is_whole
    assert load_files(data, [("dung.csv", RIGHT)]).demo_left is True
    assert load_files(data, [("nham.csv", WRONG)]).has_news is True
    assert [row[0] for row in figures(data)] == [1, 2, 2]


def test_the_only_file_stays_where_nothing_could_be_shown_without_it(data):
    for path in (data / "sample").iterdir():
        path.unlink()
    load_files(data, [("nham.csv", WRONG)])
    with pytest.raises(WithdrawError, match="tệp duy nhất có số liệu; nạp tệp đúng trước"):
        withdraw(data, 1)
    assert withdrawals.changes(data) == {}
    assert withdraw_or_fault(data, 4)[1] == "không có tệp số 4; các tệp đã nhận: 1 (“nham.csv”)"


@pytest.mark.parametrize("spoil", ["gone", "flip", "empty"])
def test_a_lost_or_damaged_record_never_brings_figures_back(spoil, loaded):
    withdraw(loaded, 2)
    path = loaded / "received/000002.0001.withdrawn"
    content = path.read_bytes()
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(b"" if spoil == "empty" else content.replace(b"20", b"21"))
    assert not verify(loaded).is_whole
    load_files(loaded, [])
    assert figures(loaded) == WITHOUT
    assert withdrawals.changes(loaded)[2][0].is_withdrawal
    assert verify(loaded).is_whole


def test_a_record_nobody_can_vouch_for_is_told(loaded):
    withdrawals.turn_over(loaded, 2, {})
    (loaded / "received/000002.0001.withdrawn").write_bytes(b"{}")
    (loaded / "received/000001.0002.restored").write_bytes(b"{}")
    with pytest.raises(DamagedArchive) as fault:
        withdrawals.changes(loaded)
    said = str(fault.value)
    assert "phiếu “000002.0001.withdrawn” trong thư mục received bị hỏng" in said
    assert "thiếu phiếu “000001.0001.withdrawn”" in said
    loaded_now, told = load_or_fault(loaded, [("dung.csv", RIGHT)])
    assert (loaded_now, "000002.0001.withdrawn" in told) == (None, True)
    assert figures(loaded) == BEFORE


def test_the_archive_only_grows(loaded):
    def held():
        paths = sorted(receiving.archive_folder(loaded).iterdir())
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}

    first = held()
    withdraw(loaded, 2)
    second = held()
    load_files(loaded, [("nham.csv", WRONG)])
    assert first.items() < second.items() < held().items()
