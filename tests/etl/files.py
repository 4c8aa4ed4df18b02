"""Small files for tests: rows in long form, and a form of many columns, as bytes."""

import csv
import io

from openpyxl import Workbook

HEADER = "don_vi,ma_don_vi,ky,chi_tieu,gia_tri,tu_so,mau_so,ngay_bao_cao,ghi_chu,nguon"

# The columns of form II.06 as offices head them: groups above, leaves below, a code row.
WIDE = """UBND TỈNH BÌNH ĐỊNH;;;;;;;;;;;;
TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ TTHC;;;;;;;;;;;;
Kỳ báo cáo: Quý II/2025 (Từ ngày 15/3/2025 đến ngày 14/6/2025);;;;;;;;;;;;
TT;Đơn vị;Tiếp nhận;;;;Số lượng hồ sơ đã giải quyết;;;;Hồ sơ đang giải quyết;;
;;Tổng số;Trong kỳ;;Từ kỳ trước;Tổng số;Trước hạn;Đúng hạn;Quá hạn;Tổng số;Đúng hạn;Quá hạn
;;;Trực tuyến;Trực tiếp, dịch vụ bưu chính;;;;;;;;
(1);(2);(3)=4+5+6;(4);(5);(6);(7);(8);(9);(10);(11);(12);(13)
1;Huyện Tuy Phước;1.100;600;400;100;1.000;700;290;10;100;95;5
2;H. Phù Cát;550;300;200;50;500;350;148;2;50;50;0
;Tổng cộng;1.650;900;600;150;1.500;1.050;438;12;150;145;5
Ghi chú: số liệu trên phần mềm một cửa;;;;;;;;;;;;
"""
GROUPED = list(csv.reader(WIDE.splitlines(), delimiter=";"))
WIDE_CODES = (
    "tthc_tiep_nhan", "tthc_tiep_nhan_truc_tuyen", "tthc_tiep_nhan_truc_tiep_bcci",
    "tthc_ky_truoc_chuyen_sang", "tthc_da_giai_quyet", "tthc_giai_quyet_truoc_han",
    "tthc_giai_quyet_dung_han", "tthc_giai_quyet_qua_han", "tthc_dang_giai_quyet",
    "tthc_dang_giai_quyet_trong_han", "tthc_dang_giai_quyet_qua_han",
)  # fmt: skip
WIDE_VALUES = {
    "Tuy Phước": (1100, 600, 400, 100, 1000, 700, 290, 10, 100, 95, 5),
    "Phù Cát": (550, 300, 200, 50, 500, 350, 148, 2, 50, 50, 0),
}


def rows(*lines: str, header: str = HEADER) -> bytes:
    """A long file of these lines; cells left out at the end are blank."""
    width = len(header.split(","))
    full = [row + [""] * (width - len(row)) for row in csv.reader(lines)]
    return written([header.split(","), *full], ",")


def written(cells: list[list[str]], delimiter: str) -> bytes:
    """Rows of cells as a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(cells)
    return text.getvalue().encode()


def wide(delimiter: str = ";") -> bytes:
    """The form of many columns under a delimiter."""
    return written(list(csv.reader(WIDE.splitlines(), delimiter=";")), delimiter)


def long(unit: str, period: str, *pairs: tuple[str, object]) -> bytes:
    """A long file with one row for each (measure, value) of one unit and period."""
    return rows(*(f"{unit},,{period},{code},{value}" for code, value in pairs))


def workbook(cells: list, merged: list[str] = (), title: str = "Sheet") -> bytes:
    """Rows of cells as a workbook of one sheet, empty texts left blank; ranges merged."""
    book = Workbook()
    book.active.title = title
    for row in cells:
        book.active.append([None if cell == "" else cell for cell in row])
    for place in merged:
        book.active.merge_cells(place)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
