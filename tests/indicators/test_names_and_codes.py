"""A name alone is no key and a code is used again: figures of namesakes never meet."""

import pytest

from etl import load_files
from indicators import completeness, editions, lineage
from tests.indicators import CATALOGUE, HEADER, cells, data_folder
from tests.indicators.reform import DONE

ROWS = (
    "Xã Trà Tân, huyện Bắc Trà My, tỉnh Quảng Nam;;2025-Q1;{};1",
    "Xã Trà Tân, huyện Trà Bồng, tỉnh Quảng Ngãi;;2025-Q1;{};2",
    "Xã Trà Tân, huyện Đức Linh, tỉnh Bình Thuận;;2025-Q1;{};4",
    "Xã Trà Tân;;2025-Q1;{};8",
    ";20923;2025-Q4;{};16",
    ";21136;2025-Q4;{};32",
    "Xã Trà Tân;23227;2025-Q4;{};64",
    "Xã Trà Tân;21136;2025-Q4;{};128",
    "Tỉnh Bình Định;52;2025-Q1;{};256",
    ";52;2025-Q4;{};512",
    "Bình Định;52;2025-Q4;{};1024",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    files = {n: (CATALOGUE / f"{n}.csv").read_text("utf-8") for n in ("units", "unit_changes")}
    data = data_folder(tmp_path_factory.mktemp("names") / "data", **files)
    text = "\n".join([HEADER, *(row.format(DONE) + ";;;;" for row in ROWS)])
    load_files(data, [("ten.csv", text.encode())])
    return editions.current(data)


def test_three_communes_of_one_name_and_a_code_used_again_stay_apart(found):
    keys = [
        *("20923.19000101", "21136.19000101", "23227.19000101"),
        *("20923.20250701", "21136.20250701", "23227.20250701"),
        *("52.19000101", "52.20250701"),
    ]
    stated = completeness.stated(found, keys)
    assert sorted(cells(stated, "unit_key", "period", "value")) == [
        ("20923.19000101", "2025-Q1", 1),
        ("20923.20250701", "2025-Q4", 16),
        ("21136.19000101", "2025-Q1", 2),
        ("21136.20250701", "2025-Q4", 32),
        ("23227.19000101", "2025-Q1", 4),
        ("23227.20250701", "2025-Q4", 64),
        ("52.19000101", "2025-Q1", 256),
        ("52.20250701", "2025-Q4", 512),
    ]


def test_a_name_alone_and_a_code_of_another_time_are_refused(found):
    refused = completeness.problems(found)
    refused = refused[refused["severity"] == "reject"].sort_values("line")
    assert cells(refused, "line", "code") == [
        (5, "unit_ambiguous"),
        (9, "unit_not_valid"),
        (12, "unit_not_valid"),
    ]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("20923.19000101", ["Xã Trà Tân"]),
        ("21136.19000101", ["Xã Cà Đam"]),
        ("23227.19000101", ["Xã Trà Tân"]),
    ],
)
def test_what_became_of_each_of_the_three(found, key, names):
    assert lineage.lineage(found, key).after["name"].tolist() == names
