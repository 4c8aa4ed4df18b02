"""A column "Kỳ trước" beside this period or a change is compared with, and no stock."""

import pytest

CARRIED = "tthc_ky_truoc_chuyen_sang"
TABLE = "Kỳ báo cáo: Quý II/2025;;;\nĐơn vị;{upper}\n{lower}Huyện Tuy Phước;30;6;7\n"


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("Số hồ sơ tiếp nhận;Kỳ trước;Tăng/giảm", ""), ("Số hồ sơ tiếp nhận;Kỳ trước;So sánh (%)", ""),
     ("Số hồ sơ tiếp nhận;Kỳ trước;(+/-)", ""), ("Số hồ sơ tiếp nhận;;", ";Kỳ này;Kỳ trước;Tỷ lệ"),
     ("Số hồ sơ tiếp nhận;;", ";Kỳ báo cáo;Kỳ trước;+/-"),
     ("Số hồ sơ tiếp nhận;;", ";Quý II;Kỳ trước;Tỷ lệ"),
     ("Tiếp nhận;;", ";Trong kỳ;Kỳ trước;Giảm")],
)  # fmt: skip
def test_the_last_period_s_figure_is_never_what_it_left(upper, lower, examined):
    lower = f"{lower}\n" if lower else ""
    found = examined(TABLE.format(upper=upper, lower=lower))
    assert CARRIED not in {f.subject.code for f in found.figures}
    assert any("Kỳ trước" in p.column + p.found for p in found.problems)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("Số hồ sơ tiếp nhận;Kỳ trước;Số hồ sơ đã giải quyết", ""),
     ("Số hồ sơ tiếp nhận;Từ kỳ trước chuyển sang;Giám sát", ""),
     ("Số hồ sơ tiếp nhận;Kỳ trước chuyển sang;Tăng/giảm", ""),
     ("Tiếp nhận;;", ";Tổng số;Kỳ trước;Trong kỳ")],
)  # fmt: skip
def test_what_the_last_period_left_is_read(upper, lower, examined):
    lower = f"{lower}\n" if lower else ""
    found = examined(TABLE.format(upper=upper, lower=lower))
    assert CARRIED in {f.subject.code for f in found.figures}
