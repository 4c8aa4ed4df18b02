"""Which figures the lines above a table make of those below: plans, estimates, one field."""

import re

from etl import counting, title_parts
from etl.other_figures import is_about_changes, is_about_plans, is_compared_with, is_of_one_field
from etl.problems import FileRefused, Problem, of_column
from etl.records import Record
from indicators import period_mentions, period_spellings
from indicators.catalogue import Catalogue, Indicator, Measure
from indicators.names import clean, fold, key
from indicators.periods import PeriodError

# Longer lines are remarks and no titles.
_LONGEST = 160
# "Hương ước", "quy ước" are no estimates.
_ESTIMATED = r"(?<!huong )(?<!quy )(?<!cong )(?<!thoa )(?<!dieu )\buoc\b|\bdu (?:kien|bao)\b"
_FORESEEN = re.compile(
    r"\W*(?:(?:bieu|bang|so lieu|so|ket qua|tinh hinh|tong hop) )*"
    r"(?:uoc(?: (?:thuc hien|th|tinh|dat|ket qua|ca nam|nam|quy|thang|\d)|\W*$)|du kien\b|du bao\b)"
    r"|.*(?:\(\s*(?:so )?uoc\b|\bso (?:lieu )?(?:uoc|tam tinh)\b|\bso lieu so bo\b"
    r"|\bchua chinh thuc\b)"
)
# Without their marks these are other words: sở, bộ.
_UNSETTLED = re.compile(r"\bsơ bộ\b")
# What goes on from the line before: "Kết quả quý II/2025" over "(so sánh với cùng kỳ năm 2024)".
_BESIDE = re.compile(r"\s*(?:\(|so voi\b)")
# The name of a plan over "Kết quả thực hiện quý II/2025" is that of a document.
_CARRIED_OUT = re.compile(r"\W*(?:bao cao )?(?:ket qua |tinh hinh )?thuc hien\b")

Item = Measure | Indicator


def titles_of(records: tuple[Record, ...]) -> list[tuple[int, str]]:
    """The texts above a table that are short enough for titles, each with its line."""
    said = [(record.line, clean(cell)) for record in records for cell in record.cells]
    return [(line, text) for line, text in said if text and len(text) <= _LONGEST]


def year_of_plans(titles: list[tuple[int, str]], items: dict[int, Item]) -> str:
    """The year or stage that a line of plans names for a table of nothing but plans; else ""."""
    if not all(map(counting.is_plan, items.values())):
        return ""
    lines = [text for _, text in titles if len(text) <= _LONGEST and is_about_plans(text)]
    said = {m.period for text in lines for m in period_mentions.mentions(text)}
    own = said.pop() if len(said) == 1 else None
    return own.code if own and own.kind in ("nam", "giai_doan") else ""


def families_of(items: dict[int, Item], catalogue: Catalogue) -> set[str]:
    """The names of the families that the columns of a table are of."""
    return {catalogue.families[item.family].name_vi for item in items.values()}


def refuse_others(
    titles: list[tuple[int, str]], period: str, headings: dict[int, str],
    items: dict[int, Item], catalogue: Catalogue,
) -> None:  # fmt: skip
    """FileRefused when a line above a table makes its figures an estimate or those of one part.

    `period` is the table's own, "" where a column tells it; `headings` are those of all columns.
    """
    families = families_of(items, catalogue)
    for line, text in titles:
        if _is_estimate(text, period):
            reason = (
                "dòng này nói bảng là số ước tính, dự kiến hoặc sơ bộ, chưa phải số thực hiện của"
                " kỳ; gửi lại khi có số chính thức, hoặc nếu đúng là số chính thức thì sửa dòng này"
            )
        elif is_of_one_field(text, families):
            reason = (
                "dòng này nói bảng chỉ gồm một lĩnh vực, không phải số của cả đơn vị; gửi bảng số"
                " tổng của mọi lĩnh vực, hoặc nếu đúng là số tổng thì bỏ tên lĩnh vực ở dòng này"
            )
        elif title_parts.is_of_other_time(text, period):
            reason = (
                "dòng này nói số tính từ trước đầu năm của kỳ (cả nhiệm kỳ, giai đoạn hoặc nhiều"
                " năm); gửi số của kỳ hoặc lũy kế từ đầu năm, hoặc nếu đúng là số ấy thì sửa dòng"
                " này"
            )
        elif (part := _part(text, headings))[0]:
            reason = (
                f"dòng này nói bảng {part[0]} (“{part[1]}”), tên chỉ tiêu thì không nói; gửi số"
                " chung của kỳ, hoặc nếu đúng là số chung thì bỏ các chữ ấy"
            )
        elif (way := title_parts.one_way(text)) and not _is_named(way, headings):
            reason = (
                f"dòng này nói bảng chỉ gồm một phần hồ sơ (“{way}”), các cột thì không nói; ghi rõ"
                " ở tiêu đề từng cột, ví dụ “Hồ sơ tiếp nhận trực tuyến”, hoặc gửi bảng của mọi hồ"
                " sơ"
            )
        else:
            continue
        raise FileRefused("figures_otherwise", reason, line=line, found=text)


def columns_otherwise(
    titles: list[tuple[int, str]], headings: dict[int, str], items: dict[int, Item],
    line: int, catalogue: Catalogue, period: str, part: str = "cột",
) -> dict[int, Problem]:  # fmt: skip
    """The refusal of each column that a line above makes a plan, last year's figures or a change.

    Plans stay under a line of plans of the year of `period`, and changes under one of changes.
    `part` is what an item has to itself in the table, "cột" or "dòng".
    """
    at, text, wrong = _otherwise(titles, items, part, catalogue)
    said = f"dòng {at} “{text}” phía trên bảng nói"
    reasons = {i: f"{said} {reason}" for i, reason in wrong.items()}
    if other := _of_another_year(titles, period, part):
        reasons |= {i: other for i, item in items.items() if counting.is_plan(item)}
    return {
        i: of_column("figures_otherwise", line, headings[i], reason)
        for i, reason in reasons.items()
    }


def _of_another_year(titles: list[tuple[int, str]], period: str, part: str) -> str:
    """Why plans are refused below a line of plans of another year than the table's; else ""."""
    try:
        own = period_spellings.parse(period)
    except PeriodError:
        return ""
    for at, text in titles:
        said = {m.year for m in _of_years(text)} if is_about_plans(text) else set()
        if own.kind != "giai_doan" and said - {None} and own.year not in said:
            return (
                f"dòng {at} “{text}” phía trên bảng nói kế hoạch của năm khác năm {own.year} của"
                f" bảng, cả {part} không được nạp; gửi kế hoạch của năm ấy thành một bảng riêng có"
                " kỳ là năm ấy, hoặc sửa năm cho khớp nhau"
            )
    return ""


def _of_years(text: str) -> list[period_mentions.Mention]:
    return [m for m in period_mentions.mentions(text) if m.kind == "nam"]


def plans_of_year(titles: list[str]) -> bool:
    """True when a line above a table says that its figures are plans of the year."""
    return any(
        bool(_of_years(text)) if period_mentions.mentions(text) else counting.names_year(text)
        for text in filter(is_about_plans, titles)
    )


def refuse_long(titles: list[tuple[int, str]], subjects: list[str], catalogue: Catalogue) -> None:
    """FileRefused when a line above rows in long form makes other figures of what they name."""
    names = dict(enumerate(dict.fromkeys(subjects if titles else ())))
    items = {i: item for i, name in names.items() if (item := catalogue.match(name))}
    refuse_others(titles, "", names, items, catalogue)
    line, text, wrong = _otherwise(titles, items, "dòng", catalogue)
    if wrong:
        raise FileRefused(
            "figures_otherwise",
            "dòng này nói số bên dưới là số kế hoạch, cùng kỳ hoặc so sánh, nhưng có dòng ghi chỉ"
            f" tiêu “{names[min(wrong)]}” là số thực hiện; nếu đúng là số thực hiện thì sửa dòng"
            " này, nếu không thì bỏ các dòng ấy hoặc ghi tên chỉ tiêu của số kế hoạch",
            line=line,
            found=text,
        )


def _otherwise(
    titles: list[tuple[int, str]], items: dict[int, Item], part: str, catalogue: Catalogue
) -> tuple[int, str, dict[int, str]]:
    """The line that speaks of plans, what is compared or changes; why which items are none."""
    for n, (at, text) in enumerate(titles):
        if is_about_plans(text):
            if any(_CARRIED_OUT.match(fold(below)) for _, below in titles[n + 1 :]):
                continue
            wrong = {i: _of_plans(item, part, catalogue) for i, item in items.items()}
        elif is_compared_with(text) or (is_about_changes(text) and not _BESIDE.match(fold(text))):
            wrong = {i: _of_changes(item, part) for i, item in items.items()}
        else:
            continue
        return at, text, {i: reason for i, reason in wrong.items() if reason}
    return 0, "", {}


def _of_plans(item: Item, part: str, catalogue: Catalogue) -> str:
    """Why an item is none under a line of plans, and what to write; "" for a plan."""
    if counting.is_plan(item):
        return ""
    plans = filter(counting.is_plan, catalogue.measures.values())
    own = next((m.name_vi for m in plans if m.family == item.family), "")
    as_plan = f"; nếu là kế hoạch thì ghi tên {part} là “{own}”" if own else ""
    return (
        f"đây là số kế hoạch hoặc dự toán, {part} này là số thực hiện, cả {part} không được nạp;"
        f" nếu là số thực hiện thì sửa dòng ấy, ví dụ “Kết quả thực hiện …”{as_plan}"
    )


def _of_changes(item: Item, part: str) -> str:
    """Why an item is none under a line of what is compared; "" for a change."""
    if isinstance(item, Indicator) and item.formula_kind == "change":
        return ""
    return (
        f"đây là số cùng kỳ, số so sánh hoặc mức tăng, giảm, không phải số của kỳ, cả {part} không"
        " được nạp; nếu đúng là số của kỳ thì sửa dòng ấy, nếu là số của kỳ trước thì ghi “Kỳ báo"
        " cáo” là kỳ ấy và bỏ dòng ấy"
    )


def is_of_part(text: str, families: set[str]) -> bool:
    """True for a line that makes the figures below foreseen, of one field or one way of sending."""
    if len(text) > _LONGEST:
        return False
    # "Trong đó:" within a table only opens the list of its units.
    is_way = title_parts.one_way(text) not in ("", "trong đó")
    is_part = is_way or is_of_one_field(text, families) or bool(title_parts.part_said(text)[0])
    return is_part or title_parts.runs_longer(text) or is_foreseen(text)


def _part(text: str, headings: dict[int, str]) -> tuple[str, str]:
    """What a line says the figures are of or how they are made, where no name of an item does."""
    what, said = title_parts.part_said(text)
    return ("", "") if what and _is_named(said, headings) else (what, said)


def _is_named(said: str, headings: dict[int, str]) -> bool:
    return any(fold(said) in fold(heading) for heading in headings.values())


def is_foreseen(text: str) -> bool:
    """True for a line that says figures are foreseen or not final: "Ước", "Số liệu sơ bộ"."""
    return bool(_FORESEEN.match(fold(text)) or _UNSETTLED.search(key(text)))


def _is_estimate(text: str, period: str) -> bool:
    """True for a line that foresees the table's figures: "Ước thực hiện", "Số liệu sơ bộ"."""
    folded = fold(text)
    if is_foreseen(text):
        return True
    try:
        own = period_spellings.parse(period) if re.search(_ESTIMATED, folded) else None
    except PeriodError:
        return False
    said = period_mentions.mentions(text) if own else []
    told = [m for m in said if m.place == (own.kind, own.ordinal) and m.year in (None, own.year)]
    return bool(told) and all(m.is_aside for m in told)
