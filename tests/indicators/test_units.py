"""Units through time: found by name and code, or refused with the nearest names."""

from datetime import date

import pytest

from indicators.catalogue_files import CatalogueError
from indicators.units import UnitError, read_register
from tests.indicators import data_folder

BEFORE = (date(2023, 6, 14),) * 2
AFTER = (date(2025, 12, 14),) * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Huyện Tuy Phước", "Huyện Tuy Phước"),
        ("H. Tuy Phước", "Huyện Tuy Phước"),
        ("H.Tuy Phước", "Huyện Tuy Phước"),
        ("UBND huyện Tuy Phước", "Huyện Tuy Phước"),
        ("TUY PHƯỚC, huyện Tuy Phước", "Thị trấn Tuy Phước"),
        ("TT. Tuy Phước", "Thị trấn Tuy Phước"),
        ("TT Tuy Phước", "Thị trấn Tuy Phước"),
        ("TP Quy Nhơn", "Thành phố Quy Nhơn"),
        ("TP.Quy Nhơn", "Thành phố Quy Nhơn"),
        ("Qui Nhơn", "Thành phố Quy Nhơn"),
        ("TX. An Nhơn", "Thị xã An Nhơn"),
        ("T/x An Nhơn", "Thị xã An Nhơn"),
        ("Huyện Đắk Glei", "Huyện Đắk Glei"),
        ("H. Đăk Glei", "Huyện Đắk Glei"),
        ("H. Đak Glei", "Huyện Đắk Glei"),
        ("H. Dak Glei", "Huyện Đắk Glei"),
        ("Đắc Lắc", "Tỉnh Đắk Lắk"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Ia H’Drai", "Huyện Ia H'Drai"),
        ("Xã Trà Tân (huyện Trà Bồng)", "Xã Trà Tân"),
        ("Phường 1, TP. Vũng Tàu", "Phường 1"),
        ("Q. 1", "Quận 1"),
    ],
)
def test_a_unit_is_found_however_it_is_written(text, name, register):
    assert [u.name for u in register.candidates(text, "", *BEFORE)] == [name]


def test_the_same_name_twice_gives_both_until_something_settles_it(register):
    found = register.candidates("Tuy Phước", "", *BEFORE)
    assert [u.key for u in found] == ["550.19000101", "21952.19000101"]
    assert register.settle(found, set(), {"huyen"}).key == "550.19000101"
    with pytest.raises(UnitError, match="ghi thêm cấp") as refusal:
        register.settle(found, set(), {"huyen", "xa"})
    assert refusal.value.code == "unit_ambiguous"


@pytest.mark.parametrize(("days", "name"), [(BEFORE, "Tỉnh Bình Định"), (AFTER, "Tỉnh Gia Lai")])
def test_a_code_used_again_means_the_unit_of_the_day(days, name, register):
    assert [u.name for u in register.candidates("", "52", *days)] == [name]


@pytest.mark.parametrize(
    ("text", "code", "days", "fault", "remedy"),
    [
        ("", "", BEFORE, "missing-cell", "ghi tên đơn vị hoặc mã"),
        ("Huyện Tuy Phước", "", AFTER, "unit_not_valid", "đã kết thúc hoạt động trước 01/07/2025"),
        ("Xã Tuy Phước", "", BEFORE, "unit_not_valid", "chỉ có từ 01/07/2025"),
        ("Tuy An", "550", BEFORE, "unit_mismatch", "Huyện Tuy Phước, Tỉnh Bình Định"),
        ("Gia Lai", "52", BEFORE, "unit_not_valid", "chỉ có từ 01/07/2025"),
        ("", "1", BEFORE, "unit_unknown", "mất số 0 ở đầu: 01"),
        ("", "zz", BEFORE, "unit_unknown", "bỏ trống và ghi tên"),
        ("Tuy Phuoc", "", BEFORE, "unit_unknown", "gần nhất: Huyện Tuy Phước"),
        ("Huyện Quy Nhơn", "", BEFORE, "unit_unknown", "gần nhất: Thành phố Quy Nhơn"),
        ("Tuy Phước, tỉnh Phú Yên", "", BEFORE, "unit_unknown", "gần nhất"),
        ("%%%", "", BEFORE, "unit_unknown", "ghi tên đầy đủ"),
    ],
)
def test_anything_else_is_refused_with_the_remedy(text, code, days, fault, remedy, register):
    with pytest.raises(UnitError) as refusal:
        register.candidates(text, code, *days)
    assert (refusal.value.code, remedy in str(refusal.value)) == (fault, True)


def test_parents_and_full_name(register):
    (town,) = register.candidates("TT. Tuy Phước", "", *BEFORE)
    assert register.full_name(town) == "Thị trấn Tuy Phước, Huyện Tuy Phước, Tỉnh Bình Định"
    assert register.province(town).key == "52.19000101"


HEADER = "code,valid_from,valid_to,level,type,name,short_name,parent_code,parent_valid_from,folded"
GOOD = "01,1900-01-01,,tinh,Tỉnh,Tỉnh A,A,,,a"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([GOOD, GOOD], "units.csv, dòng 3: mã 01 từ 01/01/1900 đã có ở dòng 2"),
        ([GOOD.replace("tinh", "vung")], "dòng 2: cấp “vung” phải là một trong"),
        ([GOOD.replace("1900-01-01", "1900")], "dòng 2: cột valid_from: “1900” không phải ngày"),
        ([GOOD.replace("A,,,a", "A,99,1900-01-01,a")], "dòng 2: đơn vị cấp trên 99"),
        ([GOOD + ",x"], "dòng 2: có 11 ô, cần 10 ô"),
        ([], "tệp không có đơn vị nào"),
    ],
)
def test_broken_rows_are_refused_with_their_line(lines, says, tmp_path):
    data = data_folder(tmp_path, units="\n".join([HEADER, *lines]) + "\n")
    with pytest.raises(CatalogueError, match=says):
        read_register(data / "catalogue")


def test_a_file_saved_with_semicolons_reads_alike(tmp_path):
    text = "\ufeff" + f"{HEADER}\n{GOOD}\n".replace(",", ";").replace("\n", "\r\n")
    found = read_register(data_folder(tmp_path, units=text) / "catalogue")
    assert [u.name for u in found.units.values()] == ["Tỉnh A"]
