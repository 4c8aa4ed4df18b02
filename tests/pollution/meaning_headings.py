"""Faults of meaning in headings and in the names of measures: spellings, slips, other figures."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from indicators.names import fold
from tests.pollution.meaning import (
    ADDED,
    CLEAR,
    DOUBT,
    HEADINGS,
    HEADINGS_WRONG,
    TELL,
    Change,
    Fault,
    inserted,
    of_table,
    put,
    untouched,
)
from tests.pollution.tables import Table

Spoil = Callable[[Table], Iterator[Change]]
Spelling = Callable[[str], str]
_CYRILLIC = str.maketrans("aeopcyxATHK", "аеорсухАТНК")

_SAME: list[tuple[str, Spelling]] = [
    ("chữ hoa", str.upper),
    ("chữ thường", str.lower),
    ("tổ hợp dấu", lambda t: unicodedata.normalize("NFD", t)),
    ("hai khoảng trắng", lambda t: t.replace(" ", "  ")),
    ("cách cứng", lambda t: t.replace(" ", "\u00a0")),
    ("khoảng trắng quanh tiêu đề", lambda t: f" {t}  "),
    ("xuống dòng trong tiêu đề", lambda t: t.replace(" ", "\n", 1)),
    ("hai chấm sau tiêu đề", lambda t: t + ":"),
    ("dấu sao chú thích", lambda t: t + "*"),
    ("dấu sao trong ngoặc", lambda t: t + " (*)"),
    ("số mũ chú thích", lambda t: t + "¹"),
    ("gạch đầu tiêu đề", lambda t: "- " + t),
]
_DOUBTFUL: list[tuple[str, Spelling]] = [
    ("không dấu", fold),
    ("thiếu một chữ", lambda t: t[:3] + t[4:]),
    ("thừa một chữ", lambda t: t[:3] + t[2] + t[3:]),
    ("đổi chỗ hai chữ", lambda t: t[:-2] + t[-1] + t[-2]),
    ("thiếu từ đầu", lambda t: t.partition(" ")[2] or t[1:]),
    ("thiếu từ cuối", lambda t: t.rpartition(" ")[0] or t[:-1]),
    ("chữ Kirin", lambda t: t.translate(_CYRILLIC)),
    ("ký tự không bề rộng", lambda t: t[:2] + "\u200b" + t[2:]),
    ("gạch nối mềm", lambda t: t[:2] + "\u00ad" + t[2:]),
    ("viết tắt", lambda t: "".join(word[:1] for word in t.split()).upper() + "."),
    ("để trống", lambda t: ""),
    ("số trong ngoặc sau tiêu đề", lambda t: t + " (5)"),
    ("chữ lạ sau tiêu đề", lambda t: t + " theo mẫu mới"),
]
# Words that make other figures of a column; never loaded as the column's own.
_OTHERWISE = (
    "Kế hoạch {}", "{} kế hoạch", "{} (kế hoạch)", "Kế hoạch năm: {}", "Chỉ tiêu {}", "Ước {}",
    "Ước thực hiện {}", "{} (ước)", "Dự kiến {}", "{} cùng kỳ", "{} cùng kỳ năm trước",
    "{} kỳ trước", "{} năm trước", "{} năm 2023", "{} quý IV/2023", "{} tăng, giảm",
    "{} tăng, giảm (%)", "Tăng {}", "{} so với cùng kỳ", "{} so với kế hoạch (%)",
    "So sánh {}", "Chênh lệch {}",
    "{} chưa đạt", "Không {}", "Trong đó: {} nữ", "{} nữ", "{} bình quân", "{} cấp xã",
    "{} lĩnh vực đất đai",
    "{} trừ Quy Nhơn", "{} hoặc khác", "Mục tiêu {}", "Dự toán {}", "{} bổ sung", "{} nhiệm kỳ",
    "Điểm {}", "Xếp hạng {}",
)  # fmt: skip
_GROUPS = (
    "Kế hoạch năm 2025", "Ước thực hiện", "Cùng kỳ năm 2024", "Năm 2023", "Quý IV/2023",
    "So sánh tăng, giảm (%)", "Dự toán", "Số liệu kỳ trước", "Lĩnh vực đất đai", "Cấp xã",
)  # fmt: skip
_EXTRA = (
    "Kế hoạch năm 2025", "Ước thực hiện cả năm", "Cùng kỳ năm trước", "Thực hiện cùng kỳ năm 2024",
    "Tăng, giảm (%)", "So với cùng kỳ (%)", "So sánh", "Năm 2024", "Quý I/2025", "Xếp loại", "Nữ",
    "Chỉ tiêu lạ", "Trong đó: nữ", "",
)  # fmt: skip


def headings() -> Iterator[Fault]:
    """Faults in headings of columns of figures, columns and groups added, measures of rows."""
    for name, write in _SAME:
        yield Fault(name, HEADINGS, CLEAR, _leaf(write))
        yield Fault(f"{name}, chỉ tiêu", HEADINGS, CLEAR, _subject(write))
    for name, write in _DOUBTFUL:
        yield Fault(name, HEADINGS_WRONG, DOUBT, _leaf(write))
        yield Fault(f"{name}, chỉ tiêu", HEADINGS_WRONG, DOUBT, _subject(write))
    for words in _OTHERWISE:
        yield Fault(f"tiêu đề “{words}”", HEADINGS_WRONG, TELL, _leaf(words.format))
        yield Fault(f"chỉ tiêu “{words}”", HEADINGS_WRONG, TELL, _subject(words.format))
    for words in _GROUPS:
        yield Fault(f"nhóm “{words}” trên mọi cột", HEADINGS_WRONG, TELL, _group(words))
        yield Fault(
            f"nhóm “{words}” trên nửa số cột", HEADINGS_WRONG, TELL, _group(words, is_half=True)
        )
    yield Fault(
        "nhóm “Kết quả thực hiện” trên mọi cột", HEADINGS, CLEAR, _group("Kết quả thực hiện")
    )
    for words in _EXTRA:
        yield Fault(f"thêm cột “{words}” ở cuối", ADDED, TELL, _column(words, "cuối"))
        yield Fault(f"thêm cột “{words}” ở giữa", ADDED, TELL, _column(words, "giữa"))
    yield Fault("lặp cột, số như nhau", ADDED, TELL, _twice(lambda t: t))
    yield Fault("lặp cột, số khác", ADDED, TELL, _twice(lambda t: t + "1"))
    yield Fault("thêm cột không có số", ADDED, CLEAR, _column("Xã nộp báo cáo", "cuối", "đủ"))
    yield Fault("hai tiêu đề đảo chỗ, số cột giữ nguyên", HEADINGS_WRONG, TELL, _swapped)
    yield Fault("hai cột đảo chỗ", HEADINGS, CLEAR, _moved)


def _leaf(write: Spelling) -> Spoil:
    """A heading written otherwise, one column a file; in a listed table the name of a row."""

    def spoil(table: Table) -> Iterator[Change]:
        for row, column in table.names if table.title is not None else ():
            text = write(table.rows[row][column])
            change = put(table, {(row, column): text})
            # Before the name of a row a dash makes it a part of the row above.
            if not table.is_listed:
                yield of_table(change)
            elif not text.startswith("- "):
                yield change

    return spoil


def _subject(write: Spelling) -> Spoil:
    """The name of the measure in a row of the long form, by the name and not the code."""

    def spoil(table: Table) -> Iterator[Change]:
        for row in table.body if table.title is None else ():
            yield put(table, {(row, 3): write(_NAMES[table.rows[row][3]])})

    return spoil


_NAMES = {
    "tthc_da_giai_quyet": "Số hồ sơ đã giải quyết",
    "viec_lam_tao_moi": "Số lao động được tạo việc làm",
    "viec_lam_ke_hoach_nam": "Kế hoạch tạo việc làm",
    "tthc_dang_giai_quyet": "Số hồ sơ đang giải quyết",
    "tthc_ky_truoc_chuyen_sang": "Hồ sơ TTHC từ kỳ trước chuyển sang",
    "ty_le_dung_han": "Tỷ lệ hồ sơ TTHC giải quyết trước hạn và đúng hạn",
    "ho_ngheo": "Số hộ nghèo",
    "tong_so_ho": "Tổng số hộ dân",
    "thu_ngan_sach": "Thu ngân sách nhà nước trên địa bàn",
    "an_sinh_qua_tang": "Kinh phí thăm hỏi, tặng quà đối tượng chính sách",
    "doi_thoai_cuoc": "Số cuộc đối thoại",
    "sipas": "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)",
    "par_index": "Chỉ số cải cách hành chính cấp tỉnh (PAR INDEX)",
    "giam_sat_cuoc": "Số cuộc giám sát",
    "dan_van_kheo_dang_ky": "Số mô hình Dân vận khéo đăng ký",
}


def _group(words: str, is_half: bool = False) -> Spoil:
    """A heading over all columns of figures, or over the second half of them."""

    def spoil(table: Table) -> Iterator[Change]:
        if table.title is not None:
            columns = list(table.columns)
            first = columns[len(columns) // 2] if is_half else table.names_at + 1
            row = [""] * len(table.rows[0])
            # The unit's own heading stays the first row of the headings.
            row[table.names_at] = table.rows[table.heads[0]][table.names_at]
            row[first] = words
            change = inserted(table, table.heads[0], row)
            if is_half:
                row[table.names_at + 1] = "Kết quả"
            change.rows[table.heads[0]] = row
            change.rows[table.heads[0] + 1][table.names_at] = ""
            yield of_table(change)

    return spoil


def _column(words: str, place: str, cell: str = "") -> Spoil:
    """A column of other figures, or of words, put in behind or among those of the table.

    In a listed table a column of a period is one more of its columns.
    """

    def spoil(table: Table) -> Iterator[Change]:
        if table.title is None or (table.is_listed and words in ("Năm 2024", "Quý I/2025")):
            return
        columns = list(table.columns)
        at = columns[-1] + 1 if place == "cuối" else columns[len(columns) // 2]
        change = untouched(table)
        for n, row in enumerate(change.rows):
            is_head = n == (table.heads[0] if place == "cuối" else table.leaves[columns[-1]])
            row.insert(at, words if is_head else (cell or str(17 + n)) if n in table.body else "")
        yield of_table(change)

    return spoil


def _twice(write: Spelling) -> Spoil:
    """A column given a second time behind itself."""

    def spoil(table: Table) -> Iterator[Change]:
        for column in table.columns if table.title is not None else ():
            change = untouched(table)
            for n, row in enumerate(change.rows):
                is_figure = n in table.body and row[column]
                is_head = n == table.leaves[column]
                text = write(row[column]) if is_figure else row[column] if is_head else ""
                row.insert(column + 1, text)
            yield of_table(change)

    return spoil


def _swapped(table: Table) -> Iterator[Change]:
    """The headings of two neighbouring counts in each other's place, their figures where they were.

    Sums, totals or the row of numbers contradict it; in a table without these nothing does, nor
    where the headings are units or quarters.
    """
    for one, other in _pairs(table) if not table.is_listed else ():
        rows = table.leaves[one], table.leaves[other]
        texts = table.rows[rows[0]][one], table.rows[rows[1]][other]
        if rows[0] == rows[1] and texts[0] != texts[1]:
            yield of_table(put(table, {(rows[0], one): texts[1], (rows[1], other): texts[0]}))


def _moved(table: Table) -> Iterator[Change]:
    """Two neighbouring columns of one group in each other's place, headings and figures."""
    for one, other in _pairs(table):
        change = untouched(table)
        for n, row in enumerate(change.rows):
            if n >= table.leaves[one]:
                row[one], row[other] = row[other], row[one]
        yield of_table(change)


def _pairs(table: Table) -> list[tuple[int, int]]:
    """Neighbouring columns of counts under one group of headings."""
    if table.title is None:
        return []
    counts = [column for column, kind in table.columns.items() if kind == "count"]
    return [
        (one, other)
        for one, other in pairwise(counts)
        if other == one + 1
        and table.leaves[one] == table.leaves[other]
        and not any(table.rows[row][other] for row in table.heads if row < table.leaves[other])
    ]
