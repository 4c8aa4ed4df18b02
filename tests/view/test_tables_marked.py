"""The grid of a file as it was read: letters, lines, signs and colours."""

from types import SimpleNamespace

from view.tables_marked import as_read
from view.theme import LIGHT


def test_a_mark_is_a_sign_and_a_colour_and_hidden_characters_are_seen():
    rows = (
        SimpleNamespace(line=1, cells=("don_vi", "gia_tri"), marks={}, said=()),
        SimpleNamespace(
            line=4, cells=("A\u202e", "10x", "7"), marks={1: "reject", 2: "note"}, said=("a", "b")
        ),
    )
    shown, styles = as_read(SimpleNamespace(name="", rows=rows, left_out=0), LIGHT)
    assert shown.columns.tolist() == styles.columns.tolist() == ["Dòng", "A", "B", "C", "Vì sao"]
    assert shown.to_numpy().tolist() == [
        ["1", "don_vi", "gia_tri", "", ""],
        ["4", "A⟨U+202E⟩", "✖ 10x", "• 7", "a | b"],
    ]
    assert styles.iloc[0, 1:].tolist() == [""] * 4
    assert LIGHT.concern in styles.loc[1, "B"] and LIGHT.accent in styles.loc[1, "C"]
