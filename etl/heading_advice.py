"""What to write instead of a heading that tells no figure: a fuller name, or tables apart."""

import re

from etl.heading_units import Headings
from etl.headings import plain_label
from etl.work_words import OF_WORK
from indicators import period_mentions
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import clean, fold

_WORD = re.compile(r"\w+")
# Words of forms that name no family of their own: "Đúng hạn" may be said of dossiers as well as
# of complaints, "Kế hoạch năm" of jobs as well as of revenue. The rest of the file must tell.
_BARE = {
    "truoc han", "dung han", "qua han", "tre han", "som han", "trong han", "chua den han",
    "truc tuyen", "ky truoc", "tu ky truoc", "tu ky truoc chuyen sang", "ton dau ky",
    "ton ky truoc", "ton cuoi ky", "ton qua han", "tiep nhan", "tiep nhan moi",
    "tiep nhan trong ky", "da giai quyet", "dang giai quyet", "dang xu ly", "khieu nai", "to cao",
    "kien nghi, phan anh", "tong so don", "ke hoach nam", "chi tieu nam", "du toan nam",
    "tong so xa", "so xa", "giam sat", "ty le thuc hien ke hoach", "ty le hoan thanh ke hoach",
    "% ke hoach", "% dung han",
}  # fmt: skip
_YEARLESS = re.compile(
    r"\bqu[yi] (?:iv|i{1,3}|[1-4])\b|\bthang \d{1,2}\b|\b[369] thang\b|\b20\d\d\b"
)
# A column of what the figures are compared with, or of the difference.
_BESIDE = re.compile(r"\b(?:cung ky|(?:ky|nam|quy|thang) truoc|so sanh|tang|giam)\b")


def is_bare(path: tuple[str, ...]) -> bool:
    """True for a heading that names no family by itself: "Giải quyết quá hạn", "Kế hoạch năm"."""
    return len(path) == 1 and (plain_label(path[0]) in _BARE or _is_of_work(path[0]))


def _is_of_work(text: str) -> bool:
    """True for "Tổng số đã giải quyết"; a code is one word and none of these."""
    words = set(_WORD.findall(fold(text)))
    return bool(words & {"han", "giai", "nhan", "xu", "ton"}) and words <= OF_WORK


def bare(item: Measure | Indicator) -> str:
    """What to write instead of a bare heading."""
    return (
        "tên này không nói rõ thuộc lĩnh vực nào và các chỉ tiêu khác trong tệp không cho biết;"
        f" ghi tên đầy đủ, ví dụ “{item.name_vi}”, hoặc mã {item.code}"
    )


def _names_period(heading: str) -> bool:
    """True for a heading that names a period, with its year or without."""
    return bool(period_mentions.find_all(clean(heading)) or _YEARLESS.search(fold(heading)))


def advice(path: Headings, catalogue: Catalogue) -> str:
    """The nearest names, those of the subject a group heading names first; or to drop the group."""
    if any(_BESIDE.search(fold(part)) for part in path):
        return (
            "số của kỳ khác và số tăng, giảm không nạp ở bảng này: bỏ cột này, hoặc nạp kỳ ấy bằng"
            " bảng riêng có dòng “Kỳ báo cáo: …”"
        )
    if dated := next((part for part in path if _names_period(part)), ""):
        return (
            f"tiêu đề “{dated}” ghi kỳ; mỗi bảng một kỳ: tách từng kỳ thành một bảng riêng có dòng"
            " “Kỳ báo cáo: …” ghi kỳ ấy phía trên rồi bỏ kỳ khỏi tiêu đề cột, hoặc dùng dạng dài có"
            " cột ky"
        )
    leaf = catalogue.match(path[-1])
    if len(path) > 1 and leaf and not is_bare(path[-1:]):
        above = " - ".join(path[:-1])
        return (
            f"riêng “{path[-1]}” là “{leaf.name_vi}”, nhưng tiêu đề nhóm “{above}” làm nghĩa khác"
            " đi; nếu đúng là số liệu ấy thì bỏ tiêu đề nhóm khỏi cột này"
        )
    ways = dict.fromkeys((" - ".join(path), " ".join((path[-1], *path[:-1]))))
    near = dict.fromkeys(name for way in ways for name in catalogue.nearest(way, 12))
    groups = [set(_WORD.findall(fold(part))) for part in path[:-1]]
    ranked = sorted(
        near, key=lambda name: not any(g <= set(_WORD.findall(fold(name))) for g in groups)
    )
    if not ranked:
        return ""
    drop = "; dùng tên đầy đủ thì bỏ tiêu đề nhóm" if len(path) > 1 else ""
    return f"gần nhất: {', '.join(ranked[:3])}{drop}"
