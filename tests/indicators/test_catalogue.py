"""The catalogue: names found, broken rows refused with file and line, all at once."""

import csv
import io

import pytest

from indicators.catalogue_files import CatalogueError, read_catalogue
from tests.indicators import CATALOGUE, data_folder


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tthc_da_giai_quyet", "tthc_da_giai_quyet"),
        ("HỒ SƠ TTHC ĐÃ GIẢI QUYẾT", "tthc_da_giai_quyet"),
        ("Tổng số  hồ sơ đã giải quyết", "tthc_da_giai_quyet"),
        ("Tỉ lệ trễ hạn", "ty_le_qua_han"),
        ("XKLĐ", "viec_lam_di_nuoc_ngoai"),
    ],
)
def test_a_measure_or_indicator_is_found_by_code_name_or_alias(text, code, catalogue):
    assert catalogue.match(text).code == code


def test_a_text_without_accents_is_only_a_suggestion(catalogue):
    assert catalogue.match("Ho so TTHC da giai quyet") is None
    assert catalogue.nearest("Ho so TTHC da giai quyet")[0] == "Hồ sơ TTHC đã giải quyết"


def broken(tmp_path, file: str, old: str, new: str):
    text = (CATALOGUE / f"{file}.csv").read_text(encoding="utf-8")
    assert old in text
    return data_folder(tmp_path, **{file: text.replace(old, new, 1)}) / "catalogue"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("families", ",1\n", ",một\n", "families.csv, dòng 2, cột sort: “một” phải là số nguyên"),
        (
            "families",
            "khieu_nai_to_cao,",
            "ho_so_tthc,",
            "families.csv, dòng 3, cột code: .* dòng 2",
        ),
        ("families", "code,", "ma,", "families.csv, dòng 1: thiếu cột code"),
        ("measures", "count,mixed", "so,mixed", "measures.csv, dòng 2, cột value_kind: “so”"),
        ("measures", ",mixed,", ",song,", "measures.csv, dòng 2, cột time_kind"),
        ("measures", ",tthc_tiep_nhan,II", ",tthc_x,II", "dòng 3, cột part_of: “tthc_x”"),
        ("measures", "Số hồ sơ đã giải quyết|", "Tiếp nhận|", "tên “Tiếp nhận” vừa là"),
        ("indicators", "tthc_da_giai_quyet,100", "tthc_x,100", "có mã lạ: tthc_x"),
        ("indicators", ",100,2,", ",NaN,2,", "cột scale: “NaN” phải là số"),
        ("indicators", ",higher,", ",up,", "cột polarity: “up” phải là một trong"),
        ("identities", ",=,", ",==,", "identities.csv, dòng 2, cột operator"),
        ("targets", ",95,", ",Infinity,", "targets.csv, dòng 2, cột value"),
        ("targets", ",95,", ",x,y,z,", "targets.csv, dòng 2: có 11 ô, cần 9 ô"),
        ("period_kinds", "quy,3", "quy,4", "period_kinds.csv: thiếu dòng quy thứ tự 3"),
        ("period_kinds", ",12,15,1,14", ",13,15,1,14", "period_kinds.csv, dòng 2"),
        ("targets", "indicator,", '"indicator,', "targets.csv, dòng .*ngoặc kép"),
    ],
)
def test_a_broken_row_is_refused_with_file_and_line(file, old, new, says, tmp_path):
    with pytest.raises(CatalogueError, match=says):
        read_catalogue(broken(tmp_path, file, old, new))


def test_every_fault_is_told_at_once(tmp_path):
    text = "code,name_vi,sort\nho_so_tthc,Hồ sơ,x\nb,,2\n"
    with pytest.raises(CatalogueError) as refusal:
        read_catalogue(data_folder(tmp_path, families=text) / "catalogue")
    assert refusal.value.problems[:2] == [
        "families.csv, dòng 2, cột sort: “x” phải là số nguyên dưới một tỷ",
        "families.csv, dòng 3, cột name_vi: “” không được để trống",
    ]
    assert len(refusal.value.problems) > 2


def test_a_missing_file_and_other_encodings_are_told(tmp_path):
    folder = data_folder(tmp_path) / "catalogue"
    (folder / "families.csv").write_bytes("mã,tên".encode("utf-16"))
    with pytest.raises(CatalogueError, match=r"families\.csv: không phải UTF-8"):
        read_catalogue(folder)
    (folder / "families.csv").unlink()
    with pytest.raises(CatalogueError, match=r"families\.csv: không có tệp này"):
        read_catalogue(folder)


def test_files_saved_by_excel_with_semicolons_read_alike(tmp_path, catalogue):
    folder = data_folder(tmp_path) / "catalogue"
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    found = read_catalogue(folder)
    assert found.measures == catalogue.measures
    assert found.indicators == catalogue.indicators
    assert found.identities == catalogue.identities
    assert found.targets == catalogue.targets
    assert found.cut_offs == catalogue.cut_offs
