"""What is said of units that changed: became, came from, groups, and why nothing is compared."""

from datetime import date

import pandas as pd

from indicators.lineage import Lineage
from view import reform

DAY = date(2025, 7, 1)


def units(*rows: tuple[str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["name", "is_whole"]).astype({"is_whole": bool})
    return frame.assign(unit_key=frame["name"])


def ended(*after: tuple[str, bool]) -> str:
    line = Lineage("Huyện A", None, date(2025, 6, 30), units(), units(*after), units())
    return reform.became(line)


def test_a_unit_that_ended_says_when_and_what_it_is_now():
    start = "Huyện A kết thúc hoạt động ngày 30/6/2025"
    assert ended() == f"{start}."
    assert ended(("Xã B", True), ("Phường C", True)) == f"{start}; nay thuộc xã B, phường C."
    assert ended(("Xã B", True), ("Xã C", False)) == (
        f"{start}; nay thuộc xã B, xã C (một phần ở xã C)."
    )
    assert ended(("Xã B", False), ("Xã C", False)) == (
        f"{start}; nay thuộc xã B, xã C (mỗi nơi một phần)."
    )


def test_a_unit_that_lives_became_nothing():
    assert reform.became(Lineage("Xã B", DAY, None, units(), units(), units())) == ""


def test_a_unit_of_today_says_what_it_was_made_of():
    parts = units(("Xã D", True), ("Xã E", False))
    line = Lineage("Xã B", DAY, None, parts, units(), units(("Huyện A", True)))
    assert reform.came_from(line) == (
        "Xã B hoạt động từ 01/7/2025, hình thành từ xã D, xã E (một phần); trên địa bàn huyện A cũ."
    )
    assert reform.came_from(Lineage("Xã B", None, None, parts, units(), units())) == ""


def test_many_names_are_counted_after_a_dozen():
    assert ended(*((f"Xã {n}", True) for n in range(20))).endswith(", xã 11 và 8 đơn vị khác.")


def test_groups_say_why():
    why = pd.DataFrame({"unit": ["A + B"], "because": [["Xã Đông Sơn"]]})
    assert reform.grouped(why, "huyen_cu") == [
        "A + B tính chung: xã Đông Sơn nằm trên địa bàn nhiều huyện cũ, không có tỷ lệ chia."
    ]
    assert reform.grouped(why, "hien_nay") == [
        "A + B tính chung: xã Đông Sơn đã chia cho nhiều đơn vị, không có tỷ lệ chia."
    ]


def test_what_is_left_out_of_a_sum_and_what_is_not_compared():
    assert reform.left_out(pd.Series([], dtype="str")) == ""
    assert reform.left_out(pd.Series(["Xã X"])) == (
        "Không cộng vào tổng vì nằm cả trên địa bàn tỉnh khác: xã X."
    )
    start = "Quý III/2025 không so với cùng kỳ năm trước vì đơn vị được sắp xếp lại từ 01/7/2025;"
    assert reform.not_compared("2025-Q3", DAY, is_bridged=True) == (
        f"{start} muốn tính, bật “So sánh qua mốc 01/7/2025” ở cột bên trái."
    )
    assert reform.not_compared("2025-Q3", DAY, is_bridged=False) == (
        f"{start} muốn tính, chọn “Theo địa bàn huyện cũ” và bật “So sánh qua mốc 01/7/2025” ở cột"
        " bên trái."
    )
    assert reform.marks({"2025-Q3": DAY}) == [("2025-Q3", "sắp xếp ĐVHC 01/7/2025")]
