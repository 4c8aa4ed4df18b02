"""Rows of unit_changes.csv: what cannot be is refused, changes one after another are followed."""

from datetime import date

import pytest

from indicators.catalogue_rows import CatalogueError
from indicators.unit_files import Unit, UnitChange, read_unit_changes
from indicators.unit_names import Spellings
from indicators.units import Register, UnitError

CHANGES = "old_code,old_valid_from,new_code,new_valid_from,kind,weight"
OLD, NEW, OTHER = ("52", date(1900, 1, 1)), ("52", date(2025, 7, 1)), ("51", date(2025, 7, 1))
FAR, REFORM, LATER = ("51", date(1900, 1, 1)), date(2025, 7, 1), ("53", date(2027, 1, 1))
UNITS = {
    (code, since): Unit(code, since, until, "tinh", "Tỉnh", f"Tỉnh {code}", code, None)
    for (code, since), until in {
        OLD: REFORM, FAR: REFORM, NEW: date(2027, 1, 1), OTHER: None, LATER: None
    }.items()
}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["99,1900-01-01,52,2025-07-01,whole,1"], "dòng 2, cột old_code: “99” .* không có trong"),
        (["52,1900-01-01,52,2025-07-02,whole,1"], "cột new_code: “52” từ 02/7/2025 không có"),
        (["52,1900,52,2025-07-01,whole,1"], "cột old_valid_from: “1900” không phải ngày; ghi dạng"),
        (["52,1900-01-01,52,2025-07-01,half,1"], "cột kind: “half” phải là một trong: whole, part"),
        (
            ["52,1900-01-01,52,2025-07-01,whole,0.9"],
            "cột weight: “0.9” phải là 1 khi chuyển nguyên",
        ),
        (["52,1900-01-01,52,2025-07-01,whole,"], "cột weight: “” phải là 1 khi chuyển nguyên"),
        (["52,1900-01-01,52,2025-07-01,part,1"], "cột weight: “1” phải lớn hơn 0 và nhỏ hơn 1"),
        (["52,1900-01-01,52,2025-07-01,part,0"], "cột weight: “0” phải lớn hơn 0 và nhỏ hơn 1"),
        (["52,1900-01-01,52,2025-07-01,part,x"], "cột weight: “x” phải là số"),
        (
            ["52,1900-01-01,52,2025-07-01,part,0.4", "52,1900-01-01,51,2025-07-01,part,0.5"],
            "dòng 3, cột old_code: “52” có mọi tỷ trọng .các dòng 2, 3. nhưng cộng lại 0.9",
        ),
        (
            ["52,1900-01-01,52,2025-07-01,whole,1", "52,1900-01-01,51,2025-07-01,part,"],
            "dòng 3, cột old_code: “52” vừa chuyển nguyên",
        ),
        (["52,1900-01-01,52,2025-07-01,part,"] * 2, "dòng 3, cột old_code: “52” đã có ở dòng 2"),
        (
            ["52,1900-01-01,52,1900-01-01,whole,1"],
            "unit_changes.csv, dòng 2, cột new_code: “52” là đơn vị kế thừa của chính nó; sửa mã",
        ),
        (
            ["52,1900-01-01,51,1900-01-01,whole,1"],
            "dòng 2, cột new_valid_from: “1900-01-01” bắt đầu trước khi Tỉnh 52 .52, kết thúc"
            " 01/7/2025. kết thúc; sửa ngày ở dòng này hoặc valid_to",
        ),
        (
            ["51,2025-07-01,53,2027-01-01,whole,1"],
            "dòng 2, cột new_valid_from: .* Tỉnh 51 .51, chưa có valid_to. kết thúc; sửa ngày",
        ),
        (
            ["52,1900-01-01,52,2025-07-01,part,0.33333", "52,1900-01-01,51,2025-07-01,part,"],
            "dòng 2, cột weight: “0.33333” chỉ ghi tối đa 4 chữ số sau dấu phẩy",
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_line(lines, says, tmp_path):
    (tmp_path / "unit_changes.csv").write_text("\n".join([CHANGES, *lines]) + "\n")
    with pytest.raises(CatalogueError, match=says):
        read_unit_changes(tmp_path, UNITS)


def test_a_unit_that_began_with_a_change_may_change_again(tmp_path):
    lines = ["52,2025-07-01,53,2027-01-01,whole,1", "52,1900-01-01,52,2025-07-01,whole,1"]
    (tmp_path / "unit_changes.csv").write_text("\n".join([CHANGES, *lines]) + "\n")
    assert read_unit_changes(tmp_path, UNITS) == [
        UnitChange(NEW, LATER, "whole", 1),
        UnitChange(OLD, NEW, "whole", 1),
    ]


@pytest.mark.parametrize(
    ("code", "day", "told"),
    [
        ("52", date(2027, 3, 1), "Tỉnh 53"),
        ("52", date(2026, 3, 1), None),
        ("53", date(2026, 3, 1), "Tỉnh 52"),
    ],
)
def test_a_unit_of_another_time_names_who_stood_there_then(code, day, told, tmp_path):
    changes = [UnitChange(OLD, NEW, "whole", 1), UnitChange(NEW, LATER, "whole", 1)]
    found = Register(list(UNITS.values()), Spellings({}, {}, {}), lambda: changes)
    if told is None:
        assert [u.key for u in found.candidates("", code, day, day)] == ["52.20250701"]
        return
    with pytest.raises(UnitError, match=rf"\({told} mã \d\d\)"):
        found.candidates("", code, day, day)


def test_shares_that_make_a_whole_or_are_not_known_are_read(tmp_path):
    text = (
        "\ufeffold_code;old_valid_from;new_code;new_valid_from;kind;weight\r\n"
        "52;01/01/1900;52;01/07/2025;part;0,4\r\n52;01/01/1900;51;01/07/2025;part;0,6\r\n"
        "51;01/01/1900;52;01/07/2025;part;\r\n"
    )
    (tmp_path / "unit_changes.csv").write_text(text, newline="")
    assert read_unit_changes(tmp_path, UNITS) == [
        UnitChange(OLD, NEW, "part", 0.4),
        UnitChange(OLD, OTHER, "part", 0.6),
        UnitChange(FAR, NEW, "part", None),
    ]
