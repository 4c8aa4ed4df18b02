"""The catalogue: names found, broken rows refused with file and line, all at once."""

import csv
import io
from decimal import Decimal

import pytest

from indicators.catalogue import Target
from indicators.catalogue_files import CatalogueError, read_catalogue
from tests.indicators import BINH_DINH, CATALOGUE, data_folder

HEAD = "indicator,scope,year,value,source,source_date,verified,entered_by,note\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tthc_da_giai_quyet", "tthc_da_giai_quyet"),
        ("HỒ SƠ TTHC ĐÃ GIẢI QUYẾT", "tthc_da_giai_quyet"),
        ("Tổng số  hồ sơ đã giải quyết", "tthc_da_giai_quyet"),
        ("Tỉ lệ trễ hạn", "ty_le_qua_han"),
        ("XKLĐ", "viec_lam_di_nuoc_ngoai"),
        ("Tổng số hồ sơ đã giải quyết:", "tthc_da_giai_quyet"),
        ("- Số hộ nghèo", "ho_ngheo"),
        ("+ Số hộ nghèo (*)", "ho_ngheo"),
        ("Số hộ nghèo¹", "ho_ngheo"),
        ("Số hộ nghèo **:", "ho_ngheo"),
        ("Số hộ nghèo (1)", "ho_ngheo"),
    ],
)
def test_a_measure_or_indicator_is_found_by_code_name_or_alias(text, code, catalogue):
    assert catalogue.match(text).code == code


@pytest.mark.parametrize("text", ["-", "*", "(*)", "+/- Số hộ nghèo", ""])
def test_other_signs_around_a_name_make_it_none(text, catalogue):
    assert catalogue.match(text) is None


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
        ("identities", ",tthc_tiep_nhan,=", ",,=", "identities.csv, dòng 2, cột left: “” không có"),
        ("identities", ",tthc_tiep_nhan,=", ",tthc_x,=", "cột left: “tthc_x” không có trong mea"),
        ("identities", "=,don_khieu_nai+don_to_cao,", "=,,", "cột right: “” không được để trống"),
        ("identities", "=,don_khieu_nai+", "=,don_x+", "cột right: .* có mã lạ: don_x; ghi mã có"),
        (
            "identities",
            "kntc,=,don_khieu",
            "khieu_nai,=,don_khieu",
            "cột right: .* có cả mã của vế trái",
        ),
        ("identities", ",warn,", ",error,", "identities.csv, dòng 2, cột severity: “error” phải"),
        (
            "identities",
            ",warn,no,,,,Luôn",
            ",warn,yes,,,,Luôn",
            "cột operator: “gap” không dùng cho định",
        ),
        (
            "identities",
            "01/XLD,don_du_dieu_kien,<=",
            "01/XLD,don_kntc,=,don_to_cao,warn,yes,,,,\n01/XLD,don_du_dieu_kien,<=",
            "cột left: “don_kntc” đã có ở dòng 27; chỉ giữ một dòng",
        ),
        ("identities", ",tinh,,2025-07-01,", ",so,,2025-07-01,", "cột level: “so” phải là một"),
        ("identities", ",tinh,,2025-07-01,", ",tinh,,nay,", "cột valid_to: “nay” phải là ngày"),
        (
            "identities",
            ",tinh,,2025-07-01,",
            ",tinh,2025-07-01,01/07/2025,",
            "cột valid_to: “01/07/2025” phải sau valid_from",
        ),
        ("indicators", ",100,2,higher", ",0,2,higher", "cột scale: “0” phải lớn hơn 0"),
        ("indicators", ",100,2,higher", ",-1,2,higher", "cột scale: “-1” phải lớn hơn 0"),
        ("indicators", ",100,2,higher", ",100,5,higher", "cột decimals: “5” phải từ 0 đến 4"),
        ("indicators", ",100,2,higher", ",100,-1,higher", "cột decimals: “-1” phải từ 0 đến 4"),
        ("indicators", ",to_date,3,", ",to_date,1,", "cột headline: “1” đã có ở dòng 2"),
        ("indicators", ",no,30,", ",no,-1,", "cột min_denominator_for_ranking: “-1” phải từ 0"),
        ("targets", ",95,", ",Infinity,", "targets.csv, dòng 2, cột value"),
        (
            "targets",
            ",95,",
            ",970,",
            "dòng 2, cột value: “970” vượt tầm của “Tỷ lệ đúng hạn”, chỉ từ 0",
        ),
        (
            "targets",
            ",100,Theo",
            ",-1,Theo",
            "cột value: “-1” âm, “Việc làm so kế hoạch” không thể",
        ),
        ("targets", "ty_le_dung_han,", "ty_le_x,", "cột indicator: “ty_le_x” không có trong ind"),
        (
            "targets",
            ",minh_hoa,",
            ",minh-hoa,",
            "cột scope: “minh-hoa” phải để trống .*52.19000101",
        ),
        ("targets", ",minh_hoa,", ",52,", "cột scope: “52” phải để trống"),
        ("targets", ",,2022,85", ",,22,85", "cột year: “22” phải là năm bốn chữ số từ 1990 đến"),
        ("targets", ",,2022,85", ",,2202,85", "cột year: “2202” phải là năm bốn chữ số"),
        ("targets", ",2022-01-12,yes", ",,yes", "cột source_date: “” mục tiêu đã xác nhận"),
        ("targets", ",2022-01-12,", ",12-01,", "cột source_date: “12-01” không phải ngày; ghi năm"),
        ("targets", "yes,Danh mục ban đầu", "yes,", "cột entered_by: “” mục tiêu đã xác nhận"),
        (
            "targets",
            '"baokhanhhoa.vn, bài ngày 12/01/2022",',
            ",",
            "cột source: “” mục tiêu đã xác nhận",
        ),
        (
            "targets",
            "sipas,,2025",
            "papi,,2025,40,A,2024,no,A,\npapi,,2025,41,A,2024,no,A,\nsipas,,2025",
            "cột indicator: “papi” đã có ở dòng 15",
        ),
        ("targets", ",95,", ",x,y,z,", "targets.csv, dòng 2: có 11 ô, cần 9 ô"),
        ("period_kinds", "quy,3", "quy,4", "period_kinds.csv: thiếu dòng quy thứ tự 3"),
        ("period_kinds", ",12,15,1,14", ",13,15,1,14", "period_kinds.csv, dòng 2"),
        ("targets", "indicator,", '"indicator,', "targets.csv, dòng .*ngoặc kép"),
    ],
)
def test_a_broken_row_is_refused_with_file_and_line(file, old, new, says, tmp_path):
    with pytest.raises(CatalogueError, match=says):
        read_catalogue(broken(tmp_path, file, old, new))


def test_a_goal_may_be_of_one_unit_of_one_year(tmp_path):
    goals = HEAD + f"ty_le_dung_han,{BINH_DINH},2025,97.5,Kế hoạch,2025-01,yes,A,\n"
    (goal,) = read_catalogue(data_folder(tmp_path, targets=goals) / "catalogue").targets
    assert goal == Target(
        "ty_le_dung_han", BINH_DINH, 2025, Decimal("97.5"), "Kế hoạch", "2025-01", True, "A", ""
    )


def test_numbers_and_days_that_excel_rewrote_read_alike(tmp_path):
    goals = HEAD + "ty_le_dung_han,,2025,97.5,Kế hoạch,2025-01-12,yes,A,\n"
    told = (goals.replace(",", ";").replace("97.5", "97,5")).replace("2025-01-12", "12/01/2025")
    ours, excels = (
        read_catalogue(data_folder(tmp_path / name, targets=text) / "catalogue").targets
        for name, text in (("ours", goals), ("excels", "\ufeff" + told.replace("\n", "\r\n")))
    )
    assert ours == excels
    assert (ours[0].value, ours[0].source_date) == (Decimal("97.5"), "2025-01-12")


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
