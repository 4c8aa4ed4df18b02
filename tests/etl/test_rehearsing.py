"""What is told before a load is what the load tells: check, and the preview of the intake page."""

import pytest

from etl import check_files, load_files, withdraw
from etl.previewing import preview
from etl.receiving import DamagedArchive
from tests.etl.files import long, rows

UNIT, WHEN = "Huyện Tuy Phước", "2023-Q1"
LIABLE, SETTLED = "kn_vu_thuoc_tham_quyen", "kn_da_giai_quyet"
OPENING, CLOSING = "tthc_ky_truoc_chuyen_sang", "tthc_dang_giai_quyet"
JOBS, DONE = "viec_lam_tao_moi", "tthc_da_giai_quyet"
DISTRICTS = [
    "Thành phố Quy Nhơn", "Huyện An Lão", "Thị xã Hoài Nhơn", "Huyện Hoài Ân", "Huyện Phù Mỹ",
    "Huyện Vĩnh Thạnh", "Huyện Tây Sơn", "Huyện Phù Cát", "Thị xã An Nhơn", "Huyện Tuy Phước",
    "Huyện Vân Canh",
]  # fmt: skip
DEMO = "Số liệu minh họa"


def printed(rate: str) -> bytes:
    return rows(f'{UNIT},,{WHEN},ty_le_dung_han,"{rate}"')


RIGHT = long(UNIT, WHEN, ("tthc_giai_quyet_dung_han", 7), ("tthc_giai_quyet_truoc_han", 0))
CASES = {
    "relation": ([long(UNIT, WHEN, (LIABLE, 3))], [long(UNIT, WHEN, (SETTLED, 5))],
                 [["files_disagree"]]),
    "both given": ([], [long(UNIT, WHEN, (LIABLE, 3)), long(UNIT, WHEN, (SETTLED, 5))],
                   [["files_disagree"], ["files_disagree"]]),
    "sum": ([long(UNIT, "2024-Q1", (DONE, 100)), long(UNIT, "2024-Q2", (DONE, 100))],
            [long(UNIT, "2024-Q2-LK", (DONE, 150))], [["periods_differ"]]),
    "revision": ([long(UNIT, "2024-Q1-LK", (JOBS, 100))], [long(UNIT, "2024-Q2-LK", (JOBS, 90))],
                 [["revision"]]),
    "levels": ([rows(*(f"{name},,{WHEN},{DONE},10" for name in DISTRICTS))],
               [long("Tỉnh Bình Định", WHEN, (DONE, 111))], [["levels_differ"]]),
    "opening": ([long(UNIT, "2025-Q1", (CLOSING, 10))], [long(UNIT, "2025-Q2", (OPENING, 12))],
                [["opening_differs"]]),
    "rate": ([long(UNIT, WHEN, (DONE, 10)), RIGHT], [printed("98,5")], [["rate_differs"]]),
    "counts of a rate": ([printed("98,50"), RIGHT], [long(UNIT, WHEN, (DONE, 10))],
                         [["files_disagree"]]),
    "replaced": ([long(UNIT, WHEN, (DONE, 10))], [long(UNIT, WHEN, (DONE, 11))], [["replaced"]]),
    "replaced in one turn": ([], [long(UNIT, WHEN, (DONE, n)) for n in (10, 11)],
                             [[], ["replaced"]]),
    "agreeing": ([long(UNIT, WHEN, (LIABLE, 5))], [long(UNIT, WHEN, (SETTLED, 5))], [[]]),
    "demonstration": ([rows(f"{UNIT},,{WHEN},{LIABLE},3,,,,,{DEMO}")],
                      [long(UNIT, WHEN, (SETTLED, 5))], [[]]),
    "refused beside it": ([long(UNIT, WHEN, (LIABLE, 3))],
                          [b"Huy\xe1n", long(UNIT, WHEN, (SETTLED, 5))],
                          [["encoding"], ["files_disagree"]]),
    "known": ([long(UNIT, WHEN, (LIABLE, 3))], [long(UNIT, WHEN, (LIABLE, 3))], [[]]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_check_and_preview_tell_what_the_load_tells(case, data):
    before, given, codes = CASES[case]
    load_files(data, [(f"{n}.csv", content) for n, content in enumerate(before, 1)])
    files = [(f"{n}.csv", content) for n, content in enumerate(given, len(before) + 1)]
    archive = sorted((data / "received").glob("*"))
    checked = check_files(data, files)
    previewed = [found.outcome for found in preview(data, files)]
    assert sorted((data / "received").glob("*")) == archive
    loaded = load_files(data, files).outcomes
    assert [[p.code for p in outcome.problems] for outcome in loaded] == codes
    assert list(checked) == previewed
    for told, done in zip(checked, loaded, strict=True):
        assert told.problems == done.problems
        assert (told.equation, told.outcome, told.is_known) == (
            done.equation, done.outcome, done.is_known,
        )  # fmt: skip


@pytest.mark.parametrize("case", ["relation", "sum", "revision", "opening", "replaced"])
def test_a_file_in_use_keeps_the_notes_of_comparing(case, data):
    before, given, codes = CASES[case]
    load_files(data, [(f"{n}.csv", content) for n, content in enumerate(before, 1)])
    files = [(f"{n}.csv", content) for n, content in enumerate(given, len(before) + 1)]
    (loaded,) = load_files(data, files).outcomes
    (seen,) = preview(data, files)
    (again,) = load_files(data, files).outcomes
    assert [p.code for p in seen.outcome.problems] == codes[0]
    for told in (seen.outcome, again):
        assert [p.reason for p in told.problems] == [p.reason for p in loaded.problems]
        assert (told.equation, told.is_known) == (loaded.equation, True)


def test_a_withdrawn_file_that_is_given_again_counts_again(data):
    files = [("a.csv", long(UNIT, WHEN, (LIABLE, 3)))]
    load_files(data, [("b.csv", long(UNIT, WHEN, (SETTLED, 5))), *files])
    withdraw(data, 2)
    first, again = check_files(data, files * 2)
    assert [p.code for p in first.problems] == ["files_disagree"]
    assert (first.is_known, again.is_known) == (False, True)
    assert load_files(data, files).outcomes[0].problems == first.problems


def test_a_withdrawn_file_is_not_held_against_a_new_one(data):
    files = [("a.csv", long(UNIT, WHEN, (SETTLED, 5)))]
    kept = [("c.csv", long(UNIT, "2020-Q1", (SETTLED, 5)))]
    load_files(data, [("b.csv", long(UNIT, WHEN, (LIABLE, 3))), *kept])
    withdraw(data, 1)
    assert check_files(data, files)[0].problems == ()


def test_a_damaged_archive_is_told_unless_its_very_file_is_given(data):
    files = [("a.csv", long(UNIT, WHEN, (LIABLE, 3)))]
    load_files(data, files)
    (data / "received" / "000001.bin").write_bytes(b"")
    with pytest.raises(DamagedArchive, match="nạp lại chính tệp ấy"):
        check_files(data, [("b.csv", long(UNIT, WHEN, (SETTLED, 5)))])
    found = check_files(data, [*files, ("b.csv", long(UNIT, WHEN, (SETTLED, 5)))])
    assert [[p.code for p in o.problems] for o in found] == [["files_disagree"]] * 2


def test_the_command_tells_it_too(data, run, tmp_path):
    load_files(data, [("a.csv", long(UNIT, WHEN, (LIABLE, 3)))])
    (tmp_path / "b.csv").write_bytes(long(UNIT, WHEN, (SETTLED, 5)))
    code, out, _ = run("check", tmp_path / "b.csv")
    assert code == 0
    assert "Số ở các tệp không khớp nhau" in out
