"""Faults of meaning in the cells of figures: separators, signs, words, rates."""

from collections.abc import Callable, Iterator

from tests.pollution.meaning import (
    CLEAR,
    DOUBT,
    RATES,
    SIGNS,
    TELL,
    WORDS,
    Change,
    Fault,
    put,
)
from tests.pollution.tables import Table

Spelling = Callable[[str], str | None]
_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def grouped(text: str, mark: str = ".") -> str | None:
    """1234567,8 as 1.234.567,8; None for a number without thousands."""
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", mark) + comma + rest if len(whole) > 3 else None


def _english(text: str) -> str | None:
    """1234,56 as 1,234.56; None for a whole number, of which nobody can tell."""
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}.{rest}" if comma and len(whole) > 3 else None


def _if(condition: Callable[[str], bool], change: Callable[[str], str]) -> Spelling:
    return lambda text: change(text) if condition(text) else None


def _is_long(text: str) -> bool:
    return len(text.partition(",")[0]) > 3


def _is_whole(text: str) -> bool:
    return "," not in text


def _has_tens(text: str) -> bool:
    return len(text) > 1


def _has_few_decimals(text: str) -> bool:
    return 0 < len(text.partition(",")[2]) < 3


def _has_four(text: str) -> bool:
    """True for the number written with a fourth decimal so that three of them are no thousands."""
    return len(text.partition(",")[2]) == 4


def _has_cents(text: str) -> bool:
    """True for a count that would lose something as so many hundreds."""
    return len(text) > 2 and not text.endswith("00")


def _as_share(text: str) -> str:
    """99,85 % as 0.9985."""
    return f"{float(text.replace(',', '.')) / 100:.4f}"


def _swapped(old: str, new: str) -> Spelling:
    return _if(lambda text: old in text, lambda text: text.replace(old, new, 1))


# Kinds of cells, name, and how the fault writes a number: another way for the same number.
_SAME: list[tuple[str, str, Spelling]] = [
    ("count money", "chấm hàng nghìn", grouped),
    ("count money", "cách hàng nghìn", lambda t: grouped(t, " ")),
    ("count money", "cách cứng hàng nghìn", lambda t: grouped(t, "\u00a0")),
    ("count money", "cách hẹp hàng nghìn", lambda t: grouped(t, "\u202f")),
    ("count money percent score", "chữ số rộng", lambda t: t.translate(_FULL_WIDTH)),
    ("count money percent score", "khoảng trắng quanh số", lambda t: f"  {t} "),
    ("count money percent score", "cách cứng quanh số", lambda t: f"\u00a0{t}\u00a0"),
    ("count", "thêm số 0 ở đầu", _if(lambda t: len(t) == 1, lambda t: "0" + t)),
    ("count", "thêm ,0", lambda t: t + ",0"),
    ("count", "thêm .0", lambda t: t + ".0"),
    ("count", "thêm ,00", lambda t: t + ",00"),
    ("count money percent score", "dấu sao chú thích", lambda t: t + "*"),
    ("count money percent score", "hai dấu sao chú thích", lambda t: t + " **"),
    ("count money percent score", "số mũ chú thích", lambda t: t + "¹"),
    ("count money percent score", "số trong ngoặc chú thích", lambda t: t + "(1)"),
    ("count", "chấm hàng nghìn, chú thích", _if(_is_long, lambda t: f"{grouped(t)}¹")),
    ("percent score", "dấu chấm thập phân", lambda t: t.replace(",", ".")),
    ("money", "dấu chấm thập phân", _if(_has_few_decimals, lambda t: t.replace(",", "."))),
    ("money", "kiểu Anh", _english),
    ("percent", "dấu %", lambda t: t + "%"),
    ("percent", "cách, dấu %", lambda t: t + " %"),
    ("percent", "dấu % rộng", lambda t: t + "％"),
    ("percent", "dấu % dính chú thích", lambda t: t + "%*"),
]  # fmt: skip

_ALL = "count money percent score"
# What states no figure.
_NONE = ("", "-", "x", "…", "chưa báo cáo")
# What nobody may guess, or what is none of a number: never loaded as another value.
_DOUBTFUL: list[tuple[str, str, str, Spelling]] = [
    (SIGNS, "count money", "phẩy hàng nghìn", _if(_is_whole, lambda t: grouped(t, ","))),
    (SIGNS, "money", "chấm hàng nghìn trong ô tiền", _if(_is_whole, grouped)),
    (SIGNS, "money", "ba chữ số sau dấu chấm", _if(_has_four, lambda t: t[:-1].replace(",", "."))),
    (SIGNS, "money", "ba chữ số sau dấu phẩy", _if(_has_four, lambda t: t[:-1])),
    (SIGNS, "percent score", "ba chữ số sau dấu chấm", lambda t: t.replace(",", ".") + "0"),
    (SIGNS, "count", "nhóm lệch 1.23.4", _if(_is_long, lambda t: f"{t[:-3]}.{t[-3:-1]}.{t[-1]}")),
    (SIGNS, "count", "hai kiểu 1.2,34", _if(_is_long, lambda t: f"{t[:-3]}.{t[-3]},{t[-2:]}")),
    (SIGNS, "count", "chấm lệch 12.34", _if(_has_cents, lambda t: f"{t[:-2]}.{t[-2:]}")),
    (SIGNS, "count", "phẩy lệch 12,34", _if(_has_cents, lambda t: f"{t[:-2]},{t[-2:]}")),
    (SIGNS, "count", "hai chấm liền", _if(_is_long, lambda t: f"{t[:-3]}..{t[-3:]}")),
    (SIGNS, "count", "nhóm bốn số", lambda t: f"{t[:-4]}.{t[-4:]}" if len(t) > 4 else None),
    (SIGNS, "count", "chấm ở cuối", lambda t: t + "."),
    (SIGNS, _ALL, "phẩy ở đầu", lambda t: "," + t),
    (SIGNS, "count", "khoảng trắng giữa chữ số", _if(_has_tens, lambda t: f"{t[:-1]} {t[-1:]}")),
    (SIGNS, "money", "hai dấu phẩy", lambda t: t + ",5" if "," in t else None),
    (SIGNS, _ALL, "nháy đơn ở đầu", lambda t: "'" + t),
    (SIGNS, _ALL, "chữ số Ả Rập", lambda t: t.translate({48 + n: 0x660 + n for n in range(10)})),
    (SIGNS, _ALL, "chữ O thay số 0", _swapped("0", "O")),
    (SIGNS, _ALL, "chữ l thay số 1", _swapped("1", "l")),
    (SIGNS, _ALL, "chữ I thay số 1", _swapped("1", "I")),
    (SIGNS, _ALL, "chữ S thay số 5", _swapped("5", "S")),
    (SIGNS, _ALL, "ký tự không bề rộng", lambda t: t[:1] + "\u200b" + t[1:]),
    (SIGNS, _ALL, "ký tự đổi hướng", lambda t: "\u202e" + t + "\u202c"),
    (SIGNS, _ALL, "số mũ 1e3", lambda t: t + "e3"),
    (SIGNS, _ALL, "hai số ngăn gạch", lambda t: f"{t}-{t}"),
    (SIGNS, _ALL, "hai số ngăn chéo", lambda t: f"{t}/{t}9"),
    (SIGNS, _ALL, "hai số trong ô", lambda t: f"{t}; {t}"),
    (SIGNS, _ALL, "cách rồi số trong ngoặc", lambda t: f"{t} (1)"),
    (SIGNS, _ALL, "ngoặc là số âm", lambda t: f"({t})"),
    (SIGNS, _ALL, "trừ Unicode", lambda t: "−" + t),
    (SIGNS, _ALL, "trừ ở sau", lambda t: t + "-"),
    (SIGNS, "count money percent score", "trừ ở đầu", lambda t: "-" + t),
    (WORDS, _ALL, "khoảng", lambda t: "khoảng " + t),
    (WORDS, _ALL, "gần, hơn, trên", lambda t: "gần " + t),
    (WORDS, _ALL, "ước", lambda t: "ước " + t),
    (WORDS, _ALL, "dấu ngã", lambda t: "~" + t),
    (WORDS, _ALL, "lớn hơn", lambda t: "> " + t),
    (WORDS, _ALL, "nhỏ hơn hoặc bằng", lambda t: "≤" + t),
    (WORDS, _ALL, "có đơn vị đếm", lambda t: t + " người"),
    (WORDS, _ALL, "có chữ hồ sơ", lambda t: t + " hồ sơ"),
    (WORDS, _ALL, "có chữ nghìn", lambda t: t + " nghìn"),
    (WORDS, _ALL, "có chữ triệu", lambda t: t + "tr"),
    (WORDS, _ALL, "có chữ tỷ đồng", lambda t: t + " tỷ đồng"),
    (WORDS, _ALL, "có dấu đồng", lambda t: t + "đ"),
    (WORDS, "count score", "có dấu %", lambda t: t + "%"),
    (WORDS, _ALL, "có phần nghìn", lambda t: t + "‰"),
    (WORDS, _ALL, "trong đó", lambda t: f"{t} (trong đó 3 nữ)"),
    (WORDS, _ALL, "tăng", lambda t: "tăng " + t),
    (WORDS, _ALL, "chấm hỏi", lambda t: t + "?"),
    (WORDS, _ALL, "bằng chữ", lambda t: "một trăm"),
    (WORDS, _ALL, "để trống", lambda t: ""),
    (WORDS, _ALL, "gạch ngang", lambda t: "-"),
    (WORDS, _ALL, "chữ x", lambda t: "x"),
    (WORDS, _ALL, "ba chấm", lambda t: "…"),
    (WORDS, _ALL, "chưa báo cáo", lambda t: "chưa báo cáo"),
    (WORDS, _ALL, "n/a", lambda t: "n/a"),
    (WORDS, _ALL, "NaN", lambda t: "NaN"),
    (WORDS, _ALL, "inf", lambda t: "inf"),
    (WORDS, _ALL, "1e308", lambda t: "1e308"),
    (WORDS, _ALL, "lỗi Excel", lambda t: "#REF!"),
    (WORDS, _ALL, "thăng Excel", lambda t: "####"),
    (WORDS, _ALL, "công thức", lambda t: "=SUM(A1:A9)"),
    (WORDS, _ALL, "TRUE", lambda t: "TRUE"),
    (WORDS, _ALL, "ngày", lambda t: "01/04/2025"),
    (WORDS, _ALL, "ngày tháng Excel", lambda t: "01-Apr"),
    (RATES, "percent", "trên 100 %", lambda t: "1" + t if len(t) > 4 else None),
    (RATES, "percent", "dạng phần 0,9985", lambda t: _as_share(t).replace(".", ",")),
    (RATES, "percent", "dạng phần 0.9985", _as_share),
    (RATES, "percent", "nhân 100", lambda t: t.replace(",", "")),
    (RATES, "percent", "không dấu phẩy, dấu %", lambda t: t.replace(",", "") + "%"),
]  # fmt: skip


def numbers() -> Iterator[Fault]:
    """Faults in single cells, in whole columns and in stated rates; one fault for each kind."""
    for kinds, name, write in _SAME:
        for of in kinds.split():
            kind = RATES if of == "percent" else SIGNS
            yield Fault(f"{name} ({of})", kind, CLEAR, in_cells(of, write))
            yield Fault(f"{name}, cả cột ({of})", kind, CLEAR, _column(of, write))
    for kind, kinds, name, write in _DOUBTFUL:
        for of in kinds.split():
            yield Fault(f"{name} ({of})", kind, DOUBT, in_cells(of, write))
            if kind == SIGNS:
                yield Fault(f"{name}, cả cột ({of})", kind, DOUBT, _column(of, write))
    yield Fault("tỷ lệ lệch số đếm", RATES, TELL, _of_rates(lambda rate: rate + 7))
    # 99,107 % cut to 99,10 in place of 99,11.
    yield Fault("tỷ lệ lệch 0,01", RATES, TELL, _of_rates(lambda rate: rate - 0.01))
    yield Fault("tỷ lệ lệch ít", RATES, TELL, _of_rates(lambda rate: rate - 0.3))


def _has_counts(table: Table, row: int, column: int) -> bool:
    """True for the rate of the long form that stands beside its counts: it may be left out."""
    return table.title is None and column == 4 and bool(table.rows[row][5])


def _across(table: Table) -> list[tuple[tuple[int, int], str]]:
    """The figures by column and row in turn, so that a few of them are of all rows and columns."""
    columns = list(table.columns)
    return sorted(
        table.figures.items(),
        key=lambda one: (one[0][0] - columns.index(one[0][1])) % len(table.body),
    )


def in_cells(of: str, write: Spelling) -> Callable[[Table], Iterator[Change]]:
    """The fault in each cell of a kind, one file a cell."""

    def spoil(table: Table) -> Iterator[Change]:
        for (row, column), kind in _across(table):
            text = write(table.rows[row][column]) if kind == of else None
            if text is not None and not (text in _NONE and _has_counts(table, row, column)):
                yield put(table, {(row, column): text})

    return spoil


def _column(of: str, write: Spelling) -> Callable[[Table], Iterator[Change]]:
    """The fault in all cells of a column at once."""

    def spoil(table: Table) -> Iterator[Change]:
        for column in table.columns:
            cells = {
                (row, at): text
                for (row, at), kind in table.figures.items()
                if at == column and kind == of
                and (text := write(table.rows[row][column])) is not None
            }  # fmt: skip
            if len(cells) > 1:
                yield put(table, cells)

    return spoil


def _of_rates(wrong: Callable[[float], float]) -> Callable[[Table], Iterator[Change]]:
    """A printed rate that the counts beside it do not give."""

    def spoil(table: Table) -> Iterator[Change]:
        for (row, column), kind in table.figures.items():
            if kind == "percent" and (table.title is not None or _has_counts(table, row, column)):
                rate = wrong(float(table.rows[row][column].replace(",", ".")))
                yield put(table, {(row, column): f"{rate:.2f}".replace(".", ",")})

    return spoil
