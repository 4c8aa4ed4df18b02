"""Units through time: found by name and code, or refused with the nearest names."""

import csv
from datetime import date
from pathlib import Path

import pytest

from indicators.catalogue_rows import CatalogueError
from indicators.unit_files import Unit
from indicators.unit_names import Spellings, read_spellings
from indicators.units import Register, UnitError, read_register
from tests.indicators import CATALOGUE, data_folder

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
    assert register.settle(found, set(), {"huyen"}, "Tuy Phước").key == "550.19000101"
    with pytest.raises(UnitError, match="như một trong các tên này, hoặc ghi thêm mã") as refusal:
        register.settle(found, set(), {"huyen", "xa"}, "Tuy Phước")
    assert refusal.value.code == "unit_ambiguous"


@pytest.mark.parametrize(("days", "name"), [(BEFORE, "Tỉnh Bình Định"), (AFTER, "Tỉnh Gia Lai")])
def test_a_code_used_again_means_the_unit_of_the_day(days, name, register):
    assert [u.name for u in register.candidates("", "52", *days)] == [name]


@pytest.mark.parametrize(
    ("text", "code", "days", "fault", "remedy"),
    [
        ("", "", BEFORE, "missing-cell", "hoặc ghi mã ở cột “Mã đơn vị”"),
        ("Huyện Tuy Phước", "", AFTER, "unit_not_valid", "đã kết thúc hoạt động trước 01/7/2025"),
        ("Xã Tuy Phước", "", BEFORE, "unit_not_valid", "chỉ có từ 01/7/2025"),
        ("Tuy An", "550", BEFORE, "unit_mismatch", "tên là Huyện Tuy An, Tỉnh Phú Yên (mã 559)"),
        ("Gia Lai", "52", BEFORE, "unit_not_valid", "chỉ có từ 01/7/2025"),
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
ENDED = GOOD.replace("01,,tinh", "01,2025-07-01,tinh")
AGAIN = "01,2025-07-01,,tinh,Tỉnh,Tỉnh A,A,,,a"
BELOW = "001,1900-01-01,,huyen,Huyện,Huyện B,B,01,1900-01-01,b"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([GOOD, GOOD], "units.csv, dòng 3: mã 01 từ 01/01/1900 đã có ở dòng 2"),
        ([GOOD.replace("tinh", "vung")], "dòng 2: cấp “vung” phải là một trong"),
        ([GOOD.replace("1900-01-01", "1900")], "dòng 2: cột valid_from: “1900” không phải ngày"),
        ([GOOD.replace("A,,,a", "A,99,1900-01-01,a")], "dòng 2: đơn vị cấp trên 99"),
        ([GOOD + ",x"], "dòng 2: có 11 ô, cần 10 ô"),
        (
            [GOOD.replace("01,", "1,", 1)],
            "dòng 2: mã “1” phải có đúng 2 chữ số .* Excel hay bỏ số 0",
        ),
        ([GOOD.replace("Tỉnh,", "Vùng,", 1)], "dòng 2: loại “Vùng” phải là một trong: Tỉnh"),
        (
            [GOOD.replace("01,,", "01,1900-01-01,")],
            "dòng 2: valid_from 01/01/1900 phải trước valid",
        ),
        (
            [GOOD.replace("01,,", "01,1899-01-01,")],
            "dòng 2: valid_from 01/01/1900 phải trước valid",
        ),
        ([GOOD, AGAIN], "dòng 3: mã 01 từ 01/7/2025 trùng thời gian với Tỉnh A ở dòng 2"),
        ([ENDED.replace("2025-07-01", "2025-07-02"), AGAIN], "dòng 3: mã 01 .* trùng thời gian"),
        ([GOOD, BELOW.replace("01,1900-01-01,b", ",,b")], "dòng 3: Huyện B không có đơn vị cấp"),
        (
            [GOOD, BELOW.replace("01,1900-01-01,b", "001,1900-01-01,b")],
            "Huyện B .huyen. là Huyện B",
        ),
        (
            [
                BELOW.replace("01,1900-01-01,b", "002,1900-01-01,b"),
                BELOW.replace("001,", "002,", 1).replace("01,1900-01-01,b", "001,1900-01-01,b"),
            ],
            "dòng 2: đơn vị cấp trên của Huyện B .* không được vòng lại; sửa parent_code",
        ),
        ([], "tệp không có đơn vị nào"),
    ],
)
def test_broken_rows_are_refused_with_their_line(lines, says, tmp_path):
    data = data_folder(tmp_path, units="\n".join([HEADER, *lines]) + "\n")
    with pytest.raises(CatalogueError, match=says):
        read_register(data / "catalogue")


def test_a_file_saved_with_semicolons_reads_alike(tmp_path):
    text = f"{HEADER}\n{ENDED}\n{AGAIN}\n".replace(",", ";").replace("\n", "\r\n")
    text = "\ufeff" + text.replace("1900-01-01", "01/01/1900").replace("2025-07-01", "01/07/2025")
    found = read_register(data_folder(tmp_path, units=text) / "catalogue")
    assert [u.key for u in found.units.values()] == ["01.19000101", "01.20250701"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Huyen Hoai An", ["Huyện Hoài Ân", "Phường Hoài Tân", "Phường Hoài Xuân"]),
        ("UBND huyen Hoai An", ["Huyện Hoài Ân", "Phường Hoài Tân", "Phường Hoài Xuân"]),
        ("h. hoai an", ["Huyện Hoài Ân", "Phường Hoài Tân", "Phường Hoài Xuân"]),
        ("Huyện Tuy Phứoc", ["Huyện Tuy Phước", "Thị trấn Tuy Phước", "Xã Tây Phú"]),
        ("zzz", []),
    ],
)
def test_a_slip_names_the_nearest_three_of_the_province(text, near, register):
    province = frozenset({("52", date(1900, 1, 1))})
    assert register.nearest(text, *BEFORE, province) == near


def test_a_slip_of_another_province_is_still_helped(register):
    province = frozenset({("52", date(1900, 1, 1))})
    assert register.nearest("Huyen Dak Glei", *BEFORE, province)[0] == "Huyện Đắk Glei"
    assert "Huyện Đắk Glei" not in register.nearest("Huyen Dak Glei", *AFTER, province)


def spellings_without(row: dict, rows: list[dict], folder: Path) -> Spellings:
    folder.mkdir()
    with (folder / "spellings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerows(other for other in rows if other is not row)
    return read_spellings(folder)


def test_every_row_of_the_spellings_makes_some_name_found(tmp_path):
    with (CATALOGUE / "spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dead = []
    for number, row in enumerate(rows):
        kind, variant, official = row["kind"], row["variant"], row["official"]
        type_, short, text = {
            "prefix": (official, "Mẫu", f"{variant} Mẫu"),
            "place": ("Xã", f"{official} Mẫu", f"{variant} Mẫu"),
            "name": ("Tỉnh", official, variant),
        }[kind]
        unit = Unit("01", date(1900, 1, 1), None, "tinh", type_, f"{type_} {short}", short, None)
        without = spellings_without(row, rows, tmp_path / str(number))
        assert Register([unit], read_spellings(CATALOGUE)).candidates(text, "", *BEFORE) == [unit]
        try:
            Register([unit], without).candidates(text, "", *BEFORE)
        except UnitError:
            continue
        dead.append(variant)
    assert dead == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("word,quí,quý,", "dòng 2, cột kind: “word” phải là một trong: place, name, prefix"),
        ("prefix,H,Huyen,", "dòng 2, cột official: “Huyen” phải là một trong: Tỉnh"),
        ("name,,Đắk Lắk,", "dòng 2, cột variant: “” không được để trống"),
        ("prefix,TP,Thành phố,\nprefix,tp,Thị xã,", "dòng 3, cột variant: “tp” đã có ở dòng 2"),
    ],
)
def test_a_spelling_nobody_can_use_is_refused(row, says, tmp_path):
    (tmp_path / "spellings.csv").write_text(f"kind,variant,official,note\n{row}\n")
    with pytest.raises(CatalogueError, match=says):
        read_spellings(tmp_path)
