"""Files mutated at random: nothing crashes, the sum of records holds, nothing takes long."""

import random
import time

from etl.cards import Card
from etl.examining import Outcome, examine
from indicators.catalogue import Catalogue
from indicators.units import Register
from tests.pollution.clean import BASES, encoded, parts_of
from tests.pollution.judging import SLOWEST
from tests.pollution.workbook_faults import sound_workbooks

_SCRAPS = [
    b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\x00", b"\xef\xbb\xbf", b"\xff",
    b"\xfe", b"sep=;\n", "\u202e".encode(), b"=1+1", b"0000-Q1", b"1e308", b"nan", b"-", b"9" * 40,
    "Quý V/2023".encode(), "Tổng cộng".encode(), "Đơn vị".encode(), b"(1)", b"don_vi", b"x" * 500,
    "HuyÖn".encode(), "Huyá»‡n".encode(), b"Huy?n Ph??c", "٣".encode(), b"'", b"\\", b"\x1a",
]  # fmt: skip

# Figures of change may be negative, and small ones may be shares.
_CHANGES = [
    ["don_vi", "ky", "chi_tieu", "gia_tri"],
    ["Huyện Tuy Phước", "2024-Q1", "thay_doi_don_kntc_cung_ky", "-30"],
    ["Huyện Tuy Phước", "2024-Q3", "thay_doi_don_kntc_cung_ky", "0,3"],
    ["Huyện Phù Cát", "2024-Q1", "thay_doi_don_kntc_cung_ky", "-0,5%"],
]


def seeds() -> list[bytes]:
    """Sound files in several encodings and delimiters to mutate, workbooks last."""
    texts = []
    clean = [base.rows for base in BASES]
    for rows in (*clean, _CHANGES):
        for delimiter in (",", ";", "\t"):
            text = "".join(part.text for part in parts_of(rows, delimiter))
            texts += [encoded(text, name) for name in ("utf-8", "utf-16", "nfd", "cp1258")]
    books = [found.content for rows in clean for found in sound_workbooks("", rows)]
    return texts * 4 + books[::4]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with a few pieces cut out, doubled, overwritten or put in, or cut short."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(content) + 1), chance.randrange(16)
        piece = chance.choice(
            [b"", content[at : at + length] * 2, chance.randbytes(length // 8), *_SCRAPS]
        )
        content = content[:at] + piece + content[at + length :]
    return content if chance.random() < 0.9 else content[: chance.randrange(len(content) + 1)]


def _timed(content: bytes, catalogue, register, cards) -> tuple[Outcome, float]:
    began = time.perf_counter()
    outcome = examine("tep", content, catalogue, register, cards=cards)
    return outcome, time.perf_counter() - began


def run(
    count: int, seed: int, catalogue: Catalogue, register: Register, cards: tuple[Card, ...]
) -> dict[str, float]:
    """Examine `count` mutated files: how many of each outcome, and the slowest in seconds.

    Raises AssertionError when a sum does not hold, a file takes too long or the program stumbled
    over it; any other exception is a crash.
    """
    chance, sound = random.Random(seed), seeds()
    found: dict[str, float] = {"slowest": 0.0}
    for n in range(count):
        content = mutated(chance.choice(sound), chance)
        outcome, taken = _timed(content, catalogue, register, cards)
        # On a busy machine anything may be slow once.
        if taken >= SLOWEST:
            outcome, taken = _timed(content, catalogue, register, cards)
        assert outcome.loaded + outcome.noted + outcome.rejected == outcome.records, (seed, n)
        assert min(outcome.loaded, outcome.noted, outcome.rejected) >= 0, (seed, n)
        assert outcome.outcome == "accept" or outcome.problems, (seed, n)
        assert "unforeseen" not in {p.code for p in outcome.problems}, (seed, n)
        assert taken < SLOWEST, (seed, n, taken)
        found[outcome.outcome] = found.get(outcome.outcome, 0) + 1
        found["slowest"] = max(found["slowest"], taken)
    return found
