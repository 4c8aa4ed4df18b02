"""Forms told by their sign or headings: each sample is read whole, doubts are asked."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples" / "forms"

# What each sample says, whole: form, period, the codes in column order, each unit's figures.
SAID = {
    "II.06-VPCP-KSTT.csv": (
        "II.06/VPCP/KSTT", "2025-Q2",
        "tthc_tiep_nhan tthc_tiep_nhan_truc_tuyen tthc_tiep_nhan_truc_tiep_bcci"
        " tthc_ky_truoc_chuyen_sang tthc_da_giai_quyet tthc_giai_quyet_truoc_han"
        " tthc_giai_quyet_dung_han tthc_giai_quyet_qua_han tthc_dang_giai_quyet"
        " tthc_dang_giai_quyet_trong_han tthc_dang_giai_quyet_qua_han",
        {"Tuy Phước": "1234 700 434 100 1120 800 310 10 114 110 4",
         "Phù Cát": "520 300 180 40 480 300 178 2 40 40 0"},
    ),
    "01-TCD.csv": (
        "01/TCD", "2025-H1",
        "tcd_tong_luot tcd_tong_nguoi tcd_tong_vu_viec tcd_thuong_xuyen_luot tcd_so_ky_tiep"
        " tcd_thu_truong_luot tcd_uy_quyen_luot",
        {"Tuy Phước": "60 63 60 45 6 12 3", "Phù Cát": "40 43 40 30 6 9 1"},
    ),
    "01-KQGQ.csv": (
        "01/KQGQ", "2025-H1",
        "kn_vu_thuoc_tham_quyen kn_giai_quyet_bang_quyet_dinh kn_rut_don kn_lan_dau_dung"
        " kn_lan_dau_sai kn_lan_dau_dung_mot_phan kn_lan_hai_cong_nhan kn_lan_hai_huy_sua"
        " kn_dung_thoi_han kn_qua_thoi_han",
        {"Tuy Phước": "15 11 2 3 5 2 1 0 12 1", "Phù Cát": "8 7 1 1 4 1 0 1 7 1"},
    ),
    "03-KQGQ.csv": (
        "03/KQGQ", "2025-H1",
        "tc_vu_thuoc_tham_quyen tc_da_giai_quyet tc_dung tc_sai tc_co_dung_co_sai"
        " tc_dung_thoi_han tc_qua_thoi_han",
        {"Tuy Phước": "8 7 2 4 1 6 1", "Phù Cát": "3 3 1 2 0 2 1"},
    ),
    "02-KQGQ.csv": (
        "02/KQGQ", "2025-H1", "kn_qd_phai_thi_hanh kn_qd_da_thi_hanh",
        {"Tuy Phước": "12 10", "Phù Cát": "7 7"},
    ),
    "01-XLD-2021.csv": (
        "01/XLD (2021)", "2025-H1",
        "don_phai_xu_ly don_ky_truoc_nhieu_nguoi don_ky_truoc_mot_nguoi don_ky_truoc_khac"
        " don_trong_ky_nhieu_nguoi don_trong_ky_mot_nguoi don_trong_ky_khac don_da_xu_ly"
        " don_du_dieu_kien vu_viec_du_dieu_kien don_khieu_nai don_to_cao don_kien_nghi_phan_anh"
        " don_thuoc_tham_quyen don_khong_thuoc_tham_quyen",
        {"Tuy Phước": "60 1 4 0 5 48 2 58 50 45 20 5 25 35 15",
         "Phù Cát": "40 0 2 0 3 35 0 40 36 34 12 4 20 26 10"},
    ),
    "01-XLD-2024.csv": (
        "01/XLD (2024)", "2025-H1",
        "don_phai_xu_ly don_ky_truoc_chuyen_sang don_tiep_nhan_trong_ky don_da_xu_ly"
        " don_chua_xu_ly don_du_dieu_kien vu_viec_du_dieu_kien don_khieu_nai don_to_cao"
        " don_kien_nghi_phan_anh don_thuoc_tham_quyen don_khong_thuoc_tham_quyen",
        {"Tuy Phước": "60 5 55 58 2 50 45 20 5 25 35 15",
         "Phù Cát": "40 2 38 40 0 36 34 12 4 20 26 10"},
    ),
    "bang.csv": (
        "bang", "2025-Q2", "tthc_da_giai_quyet tthc_giai_quyet_truoc_va_dung_han",
        {"Tuy Phước": "1120 1110", "Phù Cát": "480 478"},
    ),
}  # fmt: skip


@pytest.fixture
def told(examined):
    return examined


def said(outcome) -> list[tuple]:
    return [
        (f.unit.short_name, f.period.code, f.subject.code, str(f.value)) for f in outcome.figures
    ]


def codes(outcome) -> list[tuple]:
    return [(p.severity, p.code, p.column) for p in outcome.problems]


@pytest.mark.parametrize("name", SAID)
def test_a_filled_form_is_read_whole(name, told):
    form, period, columns, units = SAID[name]
    outcome = told((SAMPLES / name).read_bytes())
    expected = [
        (unit, period, code, value)
        for unit, values in units.items()
        for code, value in zip(columns.split(), values.split(), strict=True)
    ]
    assert (outcome.form, said(outcome), outcome.is_demo) == (form, expected, True)
    assert {(p.severity, p.code) for p in outcome.problems} <= {
        ("note", "total_row"), ("note", "not_data"),
    }  # fmt: skip


@pytest.mark.parametrize("year", ["2021", "2024"])
def test_a_layout_is_told_by_its_headings_and_not_by_its_column_numbers(year, told):
    lines = (SAMPLES / f"01-XLD-{year}.csv").read_text(encoding="utf-8").splitlines()
    without_numbers = [line for line in lines if not line.startswith("MS;")]
    outcome = told("\n".join(without_numbers))
    assert outcome.form == f"01/XLD ({year})"
    assert {p.code for p in outcome.problems} == {"total_row"}


def test_a_part_both_layouts_have_is_settled_by_the_code_above_it(told):
    table = (
        "Kỳ báo cáo: Quý II/2025;;\nĐơn vị;Đủ điều kiện xử lý;\n;Số đơn;Số vụ việc\n"
        "Huyện Tuy Phước;50;45\n"
    )
    assert codes(told("Biểu số: 01/XLD;;\n" + table)) == [("reject", "form_ambiguous", "")]
    outcome = told("Biểu số: 01/XLD (2024);;\n" + table)
    assert outcome.form == "01/XLD (2024)"
    assert said(outcome) == [
        ("Tuy Phước", "2025-Q2", "don_du_dieu_kien", "50"),
        ("Tuy Phước", "2025-Q2", "vu_viec_du_dieu_kien", "45"),
    ]


def test_letters_that_do_not_add_up_are_told(told):
    text = (SAMPLES / "01-XLD-2024.csv").read_text(encoding="utf-8")
    outcome = told(text.replace("Tuy Phước;60;5;55;58;2", "Tuy Phước;60;5;55;58;3"))
    assert [(p.code, p.column) for p in outcome.problems if p.code == "identity"] == [
        ("identity", "Tổng số đơn phải xử lý - Tổng số")
    ]


def test_jobs_are_cumulative_where_the_file_says_so_and_the_plan_is_of_the_year(told):
    outcome = told((SAMPLES / "viec-lam.csv").read_bytes())
    assert outcome.form == "Việc làm"
    assert said(outcome) == [
        ("Tuy Phước", "2025", "viec_lam_ke_hoach_nam", "2400"),
        ("Tuy Phước", "2025-Q2-LK", "viec_lam_tao_moi", "1350"),
        ("Tuy Phước", "2025-Q2-LK", "viec_lam_di_nuoc_ngoai", "35"),
        ("Tuy Phước", "2025-Q2-LK", "ty_le_viec_lam_so_ke_hoach", "56.25"),
        ("Phù Cát", "2025", "viec_lam_ke_hoach_nam", "2100"),
        ("Phù Cát", "2025-Q2-LK", "viec_lam_tao_moi", "1050"),
        ("Phù Cát", "2025-Q2-LK", "viec_lam_di_nuoc_ngoai", "12"),
        ("Phù Cát", "2025-Q2-LK", "ty_le_viec_lam_so_ke_hoach", "50.0"),
    ]
    assert codes(outcome) == [("note", "total_row", "")]


def test_a_stated_job_rate_is_checked_against_the_plan_of_the_year(told):
    text = (SAMPLES / "viec-lam.csv").read_text(encoding="utf-8").replace("56,25", "65,25")
    assert ("note", "rate_differs", "Tỷ lệ so với kế hoạch năm (%)") in codes(told(text))


def test_the_long_form_s_sample(told):
    outcome = told((SAMPLES / "dai.csv").read_bytes())
    assert (outcome.form, outcome.is_demo) == ("dai", True)
    assert said(outcome) == [
        ("Tuy Phước", "2025-Q2", "tthc_da_giai_quyet", "1120"),
        ("Tuy Phước", "2025-Q2", "ty_le_dung_han", "99.10"),
        ("Phù Cát", "2025-Q2-LK", "viec_lam_tao_moi", "1050"),
    ]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Số liệu trong kỳ", "2025-Q2"),
        ("(Cộng dồn từ đầu năm)", "2025-Q2-LK"),
        ("Số liệu không lũy kế", None),
        ("", None),
    ],
)
def test_what_figures_run_over_must_be_said(line, period, told):
    text = (SAMPLES / "viec-lam.csv").read_text(encoding="utf-8")
    outcome = told(text.replace("Số liệu lũy kế từ đầu năm", line))
    if line == "Số liệu không lũy kế":
        period = "2025-Q2"
    if period:
        assert {p for _, p, code, _ in said(outcome) if code == "viec_lam_tao_moi"} == {period}
    else:
        assert codes(outcome) == [("reject", "counting_unknown", "")]
        assert "“Số liệu lũy kế từ đầu năm” hoặc “Số liệu trong kỳ”" in outcome.problems[0].reason


def test_both_ways_of_counting_are_refused(told):
    text = (SAMPLES / "viec-lam.csv").read_text(encoding="utf-8")
    outcome = told(text.replace("Số liệu lũy kế từ đầu năm", "Số liệu lũy kế / Số liệu trong kỳ"))
    assert codes(outcome) == [("reject", "counting_ambiguous", "")]


def test_a_line_that_says_cumulative_counts_without_a_card_too(told):
    text = "Quý II/2025;\nSố liệu lũy kế từ đầu năm;\nĐơn vị;Số hộ nghèo\nHuyện Tuy Phước;5\n"
    assert said(told(text, of=())) == [("Tuy Phước", "2025-Q2-LK", "ho_ngheo", "5")]


def test_an_unknown_column_of_a_form_is_refused_by_name(told):
    text = (SAMPLES / "II.06-VPCP-KSTT.csv").read_text(encoding="utf-8")
    lines = [
        line + {3: "", 5: ";Hồ sơ hủy", 6: ";", 7: ";", 8: ";(14)", 9: ";7"}.get(at, ";")
        for at, line in enumerate(text.splitlines())
    ]
    lines[3] += ";"
    outcome = told("\n".join(lines))
    refused = [p for p in outcome.problems if p.severity == "reject"]
    assert [(p.code, p.line, p.column) for p in refused] == [("column_unknown", 6, "Hồ sơ hủy")]
    assert "biểu II.06/VPCP/KSTT không có cột này" in refused[0].reason
    assert (len(outcome.figures), outcome.rejected) == (22, 1)


def test_a_form_is_told_by_all_of_its_headings_alone(told):
    text = (SAMPLES / "01-KQGQ.csv").read_text(encoding="utf-8")
    bare = text.replace("Biểu số: 01/KQGQ", "UBND TỈNH").replace("THUỘC THẨM QUYỀN", "", 1)
    assert "THUỘC THẨM QUYỀN" not in bare.splitlines()[1]
    assert told(bare).form == "01/KQGQ"


def test_a_named_form_without_a_column_says_which(told):
    text = (
        "Biểu số: II.06/VPCP/KSTT;;\nQuý I/2025;;\nĐơn vị;Hồ sơ đang xử lý;\n;Đúng hạn;Quá hạn\n"
        "Huyện Tuy Phước;1;2\n"
    )
    outcome = told(text)
    assert [f.subject.code for f in outcome.figures] == [
        "tthc_dang_giai_quyet_trong_han", "tthc_dang_giai_quyet_qua_han",
    ]  # fmt: skip
    assert codes(outcome) == [("note", "column_missing", "")]
    assert "thiếu 9 cột" in outcome.problems[0].reason


JOBS_UNDER = (
    "BIỂU KẾT QUẢ GIẢI QUYẾT VIỆC LÀM;;\nKỳ báo cáo: Quý II/2024;;\nSố liệu lũy kế từ đầu năm;;\n"
    "Đơn vị;{upper};\n{between};Kế hoạch năm;Tạo việc làm\nHuyện Tuy Phước;100;50\n"
)


@pytest.mark.parametrize("between", ["", ";Kết quả;\n"])
@pytest.mark.parametrize(
    "group",
    ["Năm 2023", "Cùng kỳ năm trước", "Ước thực hiện", "Quý I/2024", "Lĩnh vực đất đai",
     "Tăng, giảm so với cùng kỳ", "Tăng/giảm", "Chênh lệch", "So sánh", "Cấp xã"],
)  # fmt: skip
def test_a_group_over_every_column_of_a_form_that_makes_other_figures_is_refused(
    group, between, told
):
    outcome = told(JOBS_UNDER.format(upper=group, between=between))
    assert said(outcome) == []
    assert codes(outcome) == [("reject", "indicator_unknown", "")]
    assert f"“{group} - " in outcome.problems[0].reason


def test_a_group_of_plans_over_every_column_of_a_form_never_makes_results_of_them(told):
    outcome = told(JOBS_UNDER.format(upper="Kế hoạch", between=""))
    assert "viec_lam_tao_moi" not in {code for _, _, code, _ in said(outcome)}
    assert ("reject", "indicator_unknown", "Kế hoạch - Kế hoạch năm") in codes(outcome)


@pytest.mark.parametrize(
    "group",
    ["Năm 2024", "Quý II/2024", "Kết quả thực hiện kế hoạch", "Lũy kế từ đầu năm",
     "Lĩnh vực lao động, việc làm", "Công tác giảm nghèo, việc làm"],
)  # fmt: skip
def test_a_mere_title_over_every_column_of_a_form_is_none(group, told):
    outcome = told(JOBS_UNDER.format(upper=group, between=""))
    assert said(outcome) == [
        ("Tuy Phước", "2024", "viec_lam_ke_hoach_nam", "100"),
        ("Tuy Phước", "2024-Q2-LK", "viec_lam_tao_moi", "50"),
    ]
