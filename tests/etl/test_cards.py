"""Form cards: a new form is only data, a broken card is told with its file."""

from pathlib import Path

import pytest

from etl.cards import read_cards
from etl.forms import read_form
from etl.problems import FileRefused
from etl.reading import read_sheet
from indicators.catalogue_files import CatalogueError

NEW = """
code = "05/DVK"
name = "Phong trào Dân vận khéo"
kind = "bieu"
version = "{version}"
counting = "trong_ky"
titles = ["05/DVK"]
unit_headings = ["Cơ quan, địa phương"]
[same]
"Mô hình" = ["Điển hình"]
[[column]]
path = "Mô hình > Được công nhận"
measure = "dan_van_kheo_cong_nhan"
[[column]]
path = "Mô hình > Đang hoạt động"
measure = "dan_van_kheo_duy_tri"
[[column]]
path = "Kinh phí"
measure = "không dùng"
"""

FILLED = (
    "{title};;;\nQuý I/2025;;;\nCơ quan, địa phương;Điển hình;;Kinh phí\n"
    ";Được công nhận;Đang hoạt động;\nHuyện Tuy Phước;5;9;1,5\n"
)


@pytest.fixture
def with_cards(data):
    """Write cards of our own into a data folder."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            (data / "forms" / f"{name}.toml").write_text(text, encoding="utf-8")
        return data

    return write


def test_a_new_form_is_one_card_and_no_code(with_cards, run, tmp_path):
    with_cards(moi=NEW.format(version=""))
    file = tmp_path / "dvk.csv"
    file.write_text(FILLED.format(title="Biểu 05/DVK"), encoding="utf-8")
    code, out, _ = run("load", file, "--json")
    assert code == 0
    assert '"form": "05/DVK"' in out and '"outcome": "accept"' in out
    assert '"chi_tieu": "dan_van_kheo_cong_nhan", "gia_tri": "5"' in out
    assert '"chi_tieu": "dan_van_kheo_duy_tri", "gia_tri": "9"' in out
    assert run("template", "05/DVK", tmp_path / "mau.xlsx")[0] == 0


def test_a_mended_card_reaches_files_received_before(with_cards, run, tmp_path):
    file = tmp_path / "dvk.csv"
    file.write_text(FILLED.format(title="Biểu 05/DVK"), encoding="utf-8")
    assert run("load", file)[0] == 2
    with_cards(moi=NEW.format(version=""))
    code, out, _ = run("load", file, "--json")
    assert (code, '"gia_tri": "5"' in out) == (0, True)


def test_two_cards_that_fit_alike_are_refused_with_what_to_write(catalogue, with_cards, examined):
    data = with_cards(a=NEW.format(version="A"), b=NEW.format(version="B"))
    both = read_cards(data / "forms", catalogue)
    outcome = examined(FILLED.format(title="UBND TỈNH"), both)
    assert [(p.severity, p.code, p.column) for p in outcome.problems] == [
        ("reject", "form_ambiguous", "")
    ]
    assert "05/DVK (A) và 05/DVK (B)" in outcome.problems[0].reason
    assert "“Biểu số: 05/DVK”" in outcome.problems[0].reason


def test_a_column_stated_twice_is_refused(catalogue, cards):
    text = (
        "II.06;;;\nQuý I/2025;;;\nĐơn vị;Hồ sơ đang xử lý;;\n;Đúng hạn;Trong hạn;Quá hạn\n"
        "Huyện Tuy Phước;1;2;3\n"
    )
    with pytest.raises(FileRefused) as refusal:
        read_form(read_sheet(text.encode()), catalogue, cards)
    assert refusal.value.problem.code == "duplicate-label"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('"dan_van_kheo_duy_tri"', '"khong_co"'), "không có trong danh mục"),
        (('counting = "trong_ky"', 'counting = "thang"'), "phải là một trong: trong_ky"),
        (('kind = "bieu"', 'kind = "bieu"\nmau = "x"'), "khóa lạ “mau”"),
        (('titles = ["05/DVK"]', 'titles = "05/DVK"'), "không đúng kiểu"),
        (('name = "Phong trào Dân vận khéo"', ""), "thiếu “name”"),
        (("Mô hình > Đang hoạt động", "Mô hình > Được công nhận"), "có chung tiêu đề"),
        (('"dan_van_kheo_duy_tri"', '"dan_van_kheo_cong_nhan"'), "có ở hai cột"),
        (('code = "05/DVK"', 'code = "05/DVK'), "không đọc được dạng TOML"),
    ],
)
def test_a_broken_card_is_told_with_its_file(change, fault, catalogue, tmp_path):
    (tmp_path / "hong.toml").write_text(NEW.format(version="").replace(*change), encoding="utf-8")
    with pytest.raises(CatalogueError) as told:
        read_cards(tmp_path, catalogue)
    assert any(text.startswith("hong.toml: ") and fault in text for text in told.value.problems)


def test_the_same_form_twice_is_told(catalogue, tmp_path, cards):
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(NEW.format(version=""), encoding="utf-8")
    with pytest.raises(CatalogueError, match="có hai thẻ"):
        read_cards(tmp_path, catalogue)
