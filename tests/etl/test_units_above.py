"""A unit of money said above, within or below a table, however it is spelt, is compared."""

import pytest

from etl.cards import read_cards
from etl.examining import examine
from tests.conftest import DATA

OTHERS = [
    "Đơn vị tính tỷ đồng", "ĐVT (tỷ đồng)", "Đvt - tỷ đồng", "ĐV: tỷ đồng", "Đơn vị tiền: tỷ đồng",
    "Tính bằng tỷ đồng", "Đơn vị tính là tỷ đồng", "BIỂU THU NGÂN SÁCH (tỷ đồng)", "ĐVT: tỉ VNĐ",
    "ĐVT: hồ sơ, tỷ đồng", "ĐVT: nghìn tỷ đồng", "ĐVT: USD", "ĐVT: tỷđồng", "ĐVT: tỷ", "(đồng)",
    "Don vi tinh ty dong", "ĐVT: 1.000.000.000 đồng", "ĐVT: hộ, đồng", "ĐV: đồng", "ĐVT: đ",
    "Đơn vị tính bằng nghìn đồng", "Đơn vị tính: hồ sơ, USD", "ĐVT: triệu đồng (nay là tỷ đồng)",
    "ĐVT: trăm triệu đồng", "Tính bằng đồng",
]  # fmt: skip
OWN = [
    "ĐVT: triệu đồng", "Đơn vị tính: Triệu VNĐ", "ĐVT: trđ", "(triệu đồng)",
    "ĐVT: hồ sơ, triệu đồng",
    "ĐVT: 1.000.000 đồng", "Đơn vị tính là triệu đồng", "Đơn vị tính: người, triệu đồng, lớp",
    "Đơn vị tính bằng triệu đồng", "Xã Công Ty Đồng Nai", "CONG TY DONG NAI", "Đơn vị: Đồng Nai",
    "Dự án trên 5 tỷ đồng", "Thất thu hàng nghìn tỷ đồng", 
    "Các xã thu trên 1.000 tỷ đồng", "ĐVT: ……", "ĐVT:",
    "ĐVT: hồ sơ", "Đơn vị: UBND tỉnh Bình Định", "Tính bằng phần mềm một cửa",
]  # fmt: skip


LISTED = "Đơn vị báo cáo: Huyện Tuy Phước;\nChỉ tiêu;Kết quả\nSố hộ nghèo;5\n"


def wide(above: str = "", row: str = "", below: str = "") -> str:
    lines = [above, "Kỳ báo cáo: Quý I/2025;;", "Đơn vị;Số hộ nghèo;Thu ngân sách", row]
    lines += ["H. Tuy Phước;5;140", below]
    return "".join(f"{line}\n" for line in lines if line)


def long(above: str = "", below: str = "") -> str:
    lines = [f"{above};;;", "don_vi;ky;chi_tieu;gia_tri", "H. Tuy Phước;2025-Q1;ho_ngheo;5"]
    lines += ["H. Tuy Phước;2025-Q1;thu_ngan_sach;140", *([f"{below};;;"] if below else [])]
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def told(catalogue, register):
    cards = read_cards(DATA / "forms", catalogue)

    def tell(text: str) -> tuple[list[str], list[str]]:
        found = examine("tep.csv", text.encode(), catalogue, register, cards=cards)
        refused = [p.code for p in found.problems if p.severity == "reject"]
        return [f.subject.code for f in found.figures], refused

    return tell


@pytest.mark.parametrize("line", OTHERS)
def test_money_in_another_unit_is_refused_and_counts_are_kept(line, told):
    assert told(wide(f"{line};;")) == (["ho_ngheo"], ["unit_differs"])
    assert told(long(line)) == (["ho_ngheo"], ["unit_differs"])
    assert told(wide(below=f"{line};;")) == (["ho_ngheo"], ["unit_differs"])


@pytest.mark.parametrize("line", OWN)
def test_money_in_its_own_unit_is_taken(line, told):
    both = (["ho_ngheo", "thu_ngan_sach"], [])
    assert told(wide(f"{line};;")) == both
    assert told(long(line)) == both
    assert told(wide(below=f"{line};;")) == both


@pytest.mark.parametrize(
    "line", ["ĐVT;tỷ đồng;", "ĐVT;;tỷ đồng", "Đơn vị tính;hộ;đồng", "ĐVT;đồng;"]
)
def test_a_row_of_units_above_or_within_is_seen(line, told):
    assert told(wide(row=line)) == (["ho_ngheo"], ["unit_differs"])
    assert told(wide(above=line))[0] == ["ho_ngheo"]


def test_a_note_below_a_long_form_is_seen(told):
    kept, refused = told(long(below="(ĐVT: tỷ đồng)"))
    assert kept == ["ho_ngheo"]
    assert "unit_differs" in refused


@pytest.mark.parametrize("line", ["ĐVT: %", "(Đơn vị tính: %)", "Đơn vị tính: phần trăm"])
def test_a_percentage_above_a_table_of_counts_alone_is_refused(line, examined):
    above = f"{line};\nKỳ báo cáo: Quý I/2025;\n"
    for table in ("Đơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n", LISTED):
        found = examined(above + table)
        assert found.figures == ()
        assert [(p.code, p.line, p.found) for p in found.problems] == [("unit_differs", 1, "%")]


@pytest.mark.parametrize("line", ["ĐVT: %", "ĐVT: hộ, %", "ĐVT: hộ"])
def test_a_percentage_above_a_table_that_holds_one_is_no_matter(line, examined):
    found = examined(
        f"{line};;\nKỳ báo cáo: Quý I/2025;;\nĐơn vị;Số hộ nghèo;Tỷ lệ đúng hạn\n"
        "Huyện Tuy Phước;5;97,5\n"
    )
    assert (len(found.figures), found.problems) == (2, ())
