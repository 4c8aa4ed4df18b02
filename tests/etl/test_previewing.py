"""What files would change before they are loaded: as they would be loaded, one after another."""

import shutil

import pytest

from etl.loading import load_files
from etl.previewing import preview
from tests.conftest import DATA, FEW

HEAD = "don_vi;ky;chi_tieu;gia_tri\n"


def figures(*values: tuple[str, int]) -> bytes:
    lines = [f"Huyện Tuy Phước;2023-Q1;{code};{value}\n" for code, value in values]
    return (HEAD + "".join(lines)).encode()


ONE = figures(("tthc_da_giai_quyet", 10), ("ho_ngheo", 5))
TWO = figures(("tthc_da_giai_quyet", 12), ("ho_ngheo", 5))


@pytest.fixture
def data(tmp_path):
    for part in ("catalogue", "forms"):
        shutil.copytree(DATA / part, tmp_path / part)
    return tmp_path


def counts(found) -> tuple[int, int, int]:
    return tuple(found.count(change) for change in ("new", "restated", "same"))


def test_files_given_together_are_compared_as_loaded_one_after_another(data):
    one, two = preview(data, [("a.csv", ONE), ("b.csv", TWO)])
    assert (counts(one), one.beaten) == ((2, 0, 0), ())
    assert (counts(two), two.beaten) == ((0, 1, 1), (("a.csv", 1),))
    loaded = load_files(data, [("a.csv", ONE), ("b.csv", TWO)])
    assert [outcome.replaced for outcome in loaded.outcomes] == [0, 1]


def test_a_later_file_goes_before_what_is_on_show(data):
    load_files(data, [("a.csv", ONE)])
    two, three = preview(data, [("b.csv", TWO), ("c.csv", TWO + b"\n")])
    assert (counts(two), two.beaten) == ((0, 1, 1), ())
    assert (counts(three), three.beaten) == ((0, 0, 2), ())


def test_a_sum_stated_otherwise_than_its_parts_gave_it_is_restated(data):
    parts = (("tthc_giai_quyet_truoc_han", 950), ("tthc_giai_quyet_dung_han", 941))
    load_files(data, [("a.csv", figures(*parts))])
    both = "tthc_giai_quyet_truoc_va_dung_han"
    (same,) = preview(data, [("b.csv", figures((both, 1891)))])
    (other,) = preview(data, [("c.csv", figures((both, 1800)))])
    assert (counts(same), counts(other)) == ((0, 0, 1), (0, 1, 0))


def test_the_same_bytes_twice_in_one_turn_count_once(data):
    one, again = preview(data, [("a.csv", ONE), ("b.csv", ONE)])
    assert (one.is_known, again.is_known) == (False, True)


def test_the_figures_told_are_those_new_restated_and_the_same(data):
    load_files(data, [("a.csv", ONE)])
    text = (
        "don_vi;ky;chi_tieu;gia_tri;tu_so;mau_so\nHuyện Tuy Phước;2023-Q1;ho_ngheo;5;;\n"
        "Huyện Tuy Phước;2023-Q1;ho_ngheo;5;;\nHuyện Tuy Phước;2023-Q1;tong_so_ho;50;;\n"
        "Huyện Tuy Phước;2023-Q1;ty_le_ho_ngheo;10,00;5;50\n"
        "Huyện Tuy Phước;2023-Q1;ty_le_dung_han;99,85;;\n"
    )
    (found,) = preview(data, [("b.csv", text.encode())])
    assert counts(found) == (1, 0, 1)
    assert found.outcome.contents == "2 số liệu, 2 tỷ lệ in sẵn (chỉ giữ để đối chiếu)"


def test_a_unit_is_shown_with_its_type(data):
    (found,) = preview(data, [("a.csv", ONE)])
    assert found.changes["unit"].tolist() == ["Huyện Tuy Phước"] * 2


def test_the_sample_is_nothing_to_compare_with_for_it_goes_away(data):
    (data / "sample").mkdir()
    for name in FEW:
        shutil.copy(DATA / "sample" / f"{name}.csv", data / "sample")
    load_files(data, [])
    real = (DATA / "sample" / "real_tuy_phuoc_2023H1.csv").read_bytes()
    (found,) = preview(data, [("bao cao.csv", real)])
    assert counts(found)[1:] == (0, 0) and counts(found)[0] > 30
