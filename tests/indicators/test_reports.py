"""Who sent nothing, who sent not enough, and who sent all that an indicator needs."""

from indicators import briefing, completeness, listing, scope
from indicators.reports import has_enough, is_short
from tests.indicators import BINH_DINH, csv, edition
from tests.indicators.test_briefing import TOP, on_time
from view import sentences


def test_who_sent_a_part_is_neither_silent_nor_counted_and_all_add_up(tmp_path):
    rows = [
        *on_time(540, "2024-Q1", 90, 100),
        *on_time(550, "2024-Q1", 0, 0),
        f"542 2024-Q1 {TOP} 7",
        "543 2024-Q1 tthc_tiep_nhan 7",
    ]
    found = edition(tmp_path, csv(*rows))
    where = scope.scope(found, BINH_DINH)
    head, *_ = heads = briefing.headlines(found, listing.indicators(found), where, "2024-Q1")
    units = head.units.set_index("unit_key")
    assert set(units.index[has_enough(units)]) == {"540.19000101", "550.19000101"}
    assert set(units.index[is_short(units)]) == {"542.19000101", "543.19000101"}
    assert len(units) == 11 and (units["status"] == "missing").sum() == 7
    sent = completeness.coverage(found, where, "quy", [head.indicator.family])
    assert (sent["figures"] > 0).sum() == 4
    short = briefing.short(heads)
    assert set(short["unit_key"]) == {"542.19000101", "543.19000101"}
    assert set(short["indicators"]) == {("ty_le_dung_han",)}
    said = sentences.comparison(head.units, head.indicator, "2024-Q1")
    assert said.startswith("Quý I/2024: 2/11 đơn vị có đủ số để tính")
    assert "Có báo cáo nhưng chưa đủ số để tính: " in said
    assert said.endswith(" và 4 đơn vị khác.")
