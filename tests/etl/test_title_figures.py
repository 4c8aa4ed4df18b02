"""Lines above a table that make its figures plans, estimates or a part of the whole."""

import pytest

from tests.etl.files import WIDE

DOSSIERS = "Đơn vị;Số hồ sơ tiếp nhận;Số hồ sơ đã giải quyết\nHuyện Tuy Phước;10;11\n"
LISTED = "TT;Chỉ tiêu;Huyện Tuy Phước\n1;Số hồ sơ tiếp nhận;10\n2;Số hồ sơ đã giải quyết;11\n"
JOBS = "Đơn vị;Kế hoạch năm;Tạo việc làm\nHuyện Tuy Phước;10;11\n"


@pytest.fixture
def told(examined):
    """The figures under one title line, and (code, line, column) of what is refused."""

    def tell(title: str, table: str = DOSSIERS, period: str = "Quý II/2025"):
        found = examined(f"{title};;\nKỳ báo cáo: {period};;\n{table}")
        figures = [(f.period.code, f.subject.code) for f in found.figures]
        refused = [p for p in found.problems if p.severity == "reject"]
        return figures, [(p.code, p.line, p.column) for p in refused]

    return tell


@pytest.mark.parametrize(
    "title",
    ["Ước thực hiện", "ƯỚC TH QUÝ II", "Ước thực hiện quý II/2025", "Kết quả (ước)", "Số ước",
     "(Số liệu ước)", "Số liệu sơ bộ", "Dự kiến kết quả quý II/2025",
     "Báo cáo kết quả ước thực hiện quý II/2025", "Lĩnh vực đất đai", "Lĩnh vực: Hộ tịch",
     "Lĩnh vực giải quyết: Đất đai",
     "Kết quả giải quyết hồ sơ lĩnh vực đất đai quý II/2025", "Thuộc lĩnh vực lao động",
     "Hồ sơ thuộc lĩnh vực hành chính tư pháp", "Hồ sơ trực tuyến", "Kết quả xử lý hồ sơ đất đai",
     "Hồ sơ TTHC về hộ tịch", "Khiếu nại về đất đai",
     "Trực tuyến", "Qua bưu chính công ích", "Trong đó:",
     "Kết quả giải quyết hồ sơ trực tuyến quý II/2025", "Hồ sơ nộp qua dịch vụ bưu chính công ích"],
)  # fmt: skip
def test_a_table_of_estimates_or_of_one_part_by_its_title_is_refused(title, told):
    assert told(title) == ([], [("figures_otherwise", 1, "")])


@pytest.mark.parametrize("table", ["wide", "listed"])
@pytest.mark.parametrize(
    "title",
    ["Số liệu lũy kế từ đầu nhiệm kỳ", "Lũy kế từ 2020 đến nay",
     "Lũy kế từ ngày 01/01/2021 đến nay", "Lũy kế giai đoạn 2021-2025",
     "Kết quả từ khi triển khai chương trình đến nay", "Số liệu chưa chính thức",
     "Bình quân tháng", "Số liệu bình quân", "Số hồ sơ bình quân mỗi tháng",
     "Số liệu đầu kỳ", "Số liệu đầu năm 2025", "Số liệu lao động nữ",
     "Kết quả giải quyết việc làm cho lao động nữ quý II/2025",
     "Số liệu đồng bào dân tộc thiểu số", "Hộ nghèo dân tộc thiểu số"],
)  # fmt: skip
def test_figures_of_a_longer_time_an_average_or_some_people_are_refused(title, table, told):
    rows = {"wide": DOSSIERS, "listed": LISTED}
    assert told(title, rows[table]) == ([], [("figures_otherwise", 1, "")])


@pytest.mark.parametrize(
    ("title", "line"),
    [("Số liệu của 15/22 xã", 1), ("Tổng hợp báo cáo của 7/11 huyện", 1),
     ("Kết quả (15/22 xã đã gửi báo cáo)", 1), ("Kết quả giải quyết TTHC cấp xã", 1),
     ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ TẠI CẤP XÃ", 1)],
)  # fmt: skip
@pytest.mark.parametrize("table", ["wide", "listed"])
def test_figures_that_may_be_of_some_units_only_are_noted(title, line, table, examined):
    rows = {"wide": DOSSIERS, "listed": LISTED}
    found = examined(f"{title};;\nKỳ báo cáo: Quý II/2025;;\n{rows[table]}")
    assert len(found.figures) == 2
    notes = [(p.severity, p.code, p.line, p.found) for p in found.problems]
    assert notes == [("note", "figures_in_part", line, title)]


@pytest.mark.parametrize(
    "title",
    ["Kết quả giải quyết TTHC cấp huyện", "15/22 xã đạt chuẩn nông thôn mới",
     "Kết quả giải quyết TTHC cấp tỉnh, cấp huyện, cấp xã", "Số liệu của 22/22 xã",
     "Kết quả giải quyết TTHC tại UBND cấp xã và cấp huyện", "Báo cáo số 15/22 ngày 5/6/2025",
     "Đơn vị nhận báo cáo: UBND cấp tỉnh", "Nghị quyết Đại hội nhiệm kỳ 2020-2025",
     "Thực hiện mục tiêu phát triển kinh tế", "Công tác phụ nữ", "Hội Liên hiệp Phụ nữ",
     "Chương trình MTQG vùng đồng bào dân tộc thiểu số và miền núi", "Ban Dân tộc",
     "Mục tiêu phát triển bền vững", "Mục 2: Kết quả", "Bảng số 2", "Sở Xây dựng",
     "Đầu tư triển khai dự án", "Thu nhập bình quân đầu người", "Báo cáo 6 tháng đầu năm",
     "Phấn khởi thi đua", "Phần II. Kết quả", "Bảng so sánh kết quả giữa các huyện",
     "Kết quả phấn đấu đạt chuẩn", "Phong trào phấn đấu"],
)  # fmt: skip
def test_titles_of_all_units_and_of_all_people_need_no_word(title, examined):
    found = examined(f"{title};;\nKỳ báo cáo: Quý II/2025;;\n{DOSSIERS}")
    codes = {p.code for p in found.problems}
    assert (len(found.figures), codes & {"figures_otherwise", "figures_in_part"}) == (2, set())


@pytest.mark.parametrize(
    ("level", "unit", "count"),
    [("xã", "Xã Phước Lộc", 0), ("xã", "Huyện Tuy Phước", 1), ("huyện", "Tuy Phước", 0),
     ("huyện", "Huyện Tuy Phước", 0), ("tỉnh", "Sở Nội vụ", 0), ("tỉnh", "Huyện Tuy Phước", 1)],
)  # fmt: skip
def test_results_of_one_level_are_noted_beside_units_of_another(level, unit, count, examined):
    table = f"Đơn vị;Số hồ sơ tiếp nhận\n{unit};10\n"
    title = f"Kết quả giải quyết TTHC cấp {level}"
    problems = examined(f"{title};\nKỳ báo cáo: Quý II/2024;\n{table}").problems
    assert sum(p.code == "figures_in_part" for p in problems) == count


@pytest.mark.parametrize(
    "group",
    ["Lũy kế từ đầu nhiệm kỳ", "Lũy kế từ 2020 đến nay", "Lao động nữ", "Bình quân tháng"],
)
def test_a_group_over_all_columns_is_asked_alike(group, examined):
    table = f"Đơn vị;{group};\n;Số hộ nghèo;Số cuộc giám sát\nHuyện Tuy Phước;5;6\n"
    assert examined(f"Kỳ báo cáo: Quý II/2025;;\n{table}").figures == ()


def test_what_the_columns_name_themselves_is_no_part(told):
    table = "Đơn vị;Hộ nghèo là đồng bào dân tộc thiểu số;Số hộ nghèo\nHuyện Tuy Phước;10;11\n"
    assert "figures_otherwise" not in {
        code for code, *_ in told("Số liệu đồng bào dân tộc thiểu số", table)[1]
    }


@pytest.mark.parametrize(
    ("title", "period"),
    [("Lũy kế từ đầu năm 2025", "Quý II/2025"), ("Lũy kế từ năm 2025 đến nay", "Quý II/2025"),
     ("Lũy kế từ 15/12/2024", "Quý II/2025")],
)  # fmt: skip
def test_cumulated_since_the_beginning_of_the_year_is_no_longer_time(title, period, told):
    figures, refused = told(title, period=period)
    assert ({code for code, _ in figures}, refused) == ({"2025-Q2-LK"}, [])


@pytest.mark.parametrize(
    "title",
    ["Kế hoạch", "II. Kế hoạch", "Chỉ tiêu phấn đấu", "Mục tiêu năm 2025", "Phấn đấu năm 2025",
     "Phân bổ chỉ tiêu", "Bảng so sánh", "Biểu số liệu kế hoạch",
     "KẾ HOẠCH NĂM 2025", "Dự toán", "Biểu 2: Dự toán",
     "Giao chỉ tiêu quý II", "Tăng, giảm", "Tăng, giảm so với cùng kỳ năm trước",
     "Chênh lệch so với cùng kỳ", "Mức tăng so với cùng kỳ", "So sánh với cùng kỳ", "So sánh"],
)  # fmt: skip
def test_columns_under_a_title_of_plans_or_differences_are_refused(title, told):
    assert told(title) == ([], [
        ("figures_otherwise", 3, "Số hồ sơ tiếp nhận"),
        ("figures_otherwise", 3, "Số hồ sơ đã giải quyết"),
    ])  # fmt: skip


@pytest.mark.parametrize("title", ["Cùng kỳ năm 2024", "Số liệu cùng kỳ quý II/2024"])
def test_a_table_of_last_year_s_figures_by_its_title_is_refused(title, told):
    assert told(title) == ([], [("period_ambiguous", 1, "")])


@pytest.mark.parametrize(
    "title",
    ["Biểu tổng hợp kết quả thực hiện kế hoạch quý II/2025", "Kế hoạch số 12/KH-UBND",
     "(Kèm theo Kế hoạch số 12/KH-UBND)", "Thực hiện Kế hoạch số 5", "Phòng Kế hoạch - Tài chính",
     "SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Kế hoạch và kết quả thực hiện", "KẾ HOẠCH, KẾT QUẢ THỰC HIỆN",
     "Tình hình thực hiện dự toán", "Kết quả quý II và ước thực hiện quý III/2025",
     "Quy ước, hương ước", "Kết quả giải quyết hồ sơ theo lĩnh vực", "Kết quả trên các lĩnh vực",
     "Kết quả 12 lĩnh vực", "Lĩnh vực thủ tục hành chính quý II/2025",
     "Lĩnh vực cải cách hành chính", "Hồ sơ trực tuyến và trực tiếp",
     "Kết quả cung cấp dịch vụ công trực tuyến", "So sánh kết quả giữa các huyện",
     "(So sánh với cùng kỳ năm 2024)", "so với cùng kỳ năm trước", "Chương trình mục tiêu quốc gia",
     "Tăng cường cải cách hành chính", "Công tác giảm nghèo", "Lĩnh vực: Tất cả", "Sở, Bộ",
     "Lĩnh vực giải quyết: -- Tất cả --", "Lĩnh vực TTHC", "Dự toán được giao và số thực hiện",
     "Dân số - Kế hoạch hóa gia đình", "Kế hoạch: 12/KH-UBND"],
)  # fmt: skip
def test_words_of_documents_offices_and_results_make_no_other_figures(title, told):
    figures, refused = told(title)
    assert (len(figures), refused) == (2, [])


def test_plans_stay_under_a_title_of_plans(told):
    title = "Kế hoạch giải quyết việc làm năm 2025"
    figures, refused = told(title, JOBS, "Năm 2025")
    assert figures == [("2025", "viec_lam_ke_hoach_nam")]
    assert refused == [("figures_otherwise", 3, "Tạo việc làm")]


@pytest.mark.parametrize(
    ("title", "periods"),
    [("Kế hoạch giải quyết việc làm năm 2025", ["2025"]), ("KẾ HOẠCH NĂM 2025", ["2025"]),
     ("Kế hoạch việc làm", []), ("Kế hoạch năm 2025 và năm 2026", [])],
)  # fmt: skip
def test_a_table_of_plans_alone_is_of_the_year_its_title_names(title, periods, examined):
    found = examined(f"{title}\nĐơn vị;Kế hoạch tạo việc làm\nHuyện Tuy Phước;10\n")
    assert [f.period.code for f in found.figures] == periods


def test_a_count_under_a_title_of_plans_is_told_the_name_of_the_plan(examined):
    table = "Đơn vị;Tạo việc làm\nHuyện Tuy Phước;10\n"
    found = examined(f"Chỉ tiêu giải quyết việc làm năm 2025\nNăm 2025\n{table}")
    assert "“Kế hoạch tạo việc làm của năm”" in found.problems[0].reason


@pytest.mark.parametrize(
    "title", ["Lĩnh vực lao động, việc làm", "Lĩnh vực lao động - thương binh và xã hội"]
)
def test_a_field_that_is_the_family_s_own_name_is_no_part(title, told):
    assert len(told(title, JOBS, "Năm 2025")[0]) == 2


def test_online_dossiers_in_a_column_of_their_own_are_what_the_title_speaks_of(told):
    table = DOSSIERS.replace("đã giải quyết", "tiếp nhận trực tuyến")
    figures, refused = told("Tình hình tiếp nhận hồ sơ trực tuyến", table)
    assert (len(figures), refused) == (2, [])


def test_a_change_stays_under_a_title_of_changes(told):
    table = "Đơn vị;Tăng, giảm đơn khiếu nại, tố cáo so với cùng kỳ\nHuyện Tuy Phước;-20\n"
    assert told("Tăng, giảm so với cùng kỳ", table)[1] == []


@pytest.mark.parametrize("title", ["Ước thực hiện quý II", "Lĩnh vực đất đai", "Kế hoạch"])
def test_a_column_of_periods_does_not_make_a_title_silent(title, examined):
    table = "Đơn vị;Kỳ;Số hồ sơ tiếp nhận\nHuyện Tuy Phước;Quý II/2025;10\n"
    found = examined(f"{title};;\n{table}")
    assert found.figures == ()
    assert found.problems[0].code == "figures_otherwise"


@pytest.mark.parametrize(
    ("title", "count"),
    [("Ước thực hiện quý II", 0), ("Kế hoạch năm", 0), ("Lĩnh vực đất đai", 0), ("Sở Nội vụ", 22)],
)
def test_a_form_with_a_card_is_asked_alike(title, count, examined):
    assert len(examined(WIDE.replace("UBND TỈNH BÌNH ĐỊNH", title)).figures) == count


@pytest.mark.parametrize(
    "line",
    [
        "Lĩnh vực đất đai",
        "II. Lĩnh vực: Hộ tịch",
        "Hồ sơ trực tuyến",
        "Số liệu sơ bộ",
        "(ước)",
        "Lũy kế từ đầu nhiệm kỳ",
        "Lao động nữ",
        "Bình quân tháng",
    ],
)
def test_rows_below_a_line_of_one_part_are_refused(line, examined):
    found = examined(
        f"Kỳ báo cáo: Quý II/2025;;\n{DOSSIERS}{line};;\nHuyện Phù Cát;3;4\nHuyện Phù Mỹ;5;6\n"
    )
    assert {f.unit.short_name for f in found.figures} == {"Tuy Phước"}
    assert [(p.severity, p.line) for p in found.problems] == [
        ("note", 4), ("reject", 5), ("reject", 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Các lĩnh vực khác",
        "Khối xã",
        "Lĩnh vực thủ tục hành chính",
        "Hồ sơ trực tuyến và trực tiếp",
    ],
)
def test_rows_below_a_line_of_no_part_are_read(line, examined):
    found = examined(f"Kỳ báo cáo: Quý II/2025;;\n{DOSSIERS}{line};;\nHuyện Phù Cát;3;4\n")
    assert len(found.figures) == 4


def test_the_name_of_a_plan_over_its_results_is_that_of_a_document(told):
    title = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025;;\nKết quả thực hiện quý II/2025"
    assert len(told(title)[0]) == 2


LONG = "{title};;;\ndon_vi;ky;chi_tieu;gia_tri\nHuyện Tuy Phước;2025-Q2;{subject};10\n"


@pytest.mark.parametrize(
    ("title", "subject"),
    [("Kế hoạch năm 2025", "tthc_tiep_nhan"), ("Ước thực hiện", "tthc_tiep_nhan"),
     ("Lĩnh vực đất đai", "Số hồ sơ tiếp nhận"), ("Cùng kỳ năm 2024", "tthc_tiep_nhan"),
     ("Hồ sơ trực tuyến", "Số hồ sơ tiếp nhận"), ("So sánh tăng, giảm", "tthc_tiep_nhan")],
)  # fmt: skip
def test_a_title_over_the_long_form_is_heard_too(title, subject, examined):
    found = examined(LONG.format(title=title, subject=subject))
    assert found.figures == ()
    assert [(p.code, p.line) for p in found.problems] == [("figures_otherwise", 1)]


@pytest.mark.parametrize(
    ("title", "subject"),
    [("Kế hoạch năm 2025", "viec_lam_ke_hoach_nam"), ("Kế hoạch số 5/KH-UBND", "tthc_tiep_nhan"),
     ("Hồ sơ trực tuyến", "Hồ sơ tiếp nhận trực tuyến"), ("Lĩnh vực lao động", "viec_lam_tao_moi"),
     ("Số liệu quý II", "không có tên này")],
)  # fmt: skip
def test_a_title_over_the_long_form_that_fits_it_is_no_matter(title, subject, examined):
    found = examined(LONG.format(title=title, subject=subject))
    assert "figures_otherwise" not in {p.code for p in found.problems}
