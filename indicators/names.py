"""Vietnamese names made comparable: one key for matching, one folded form for searching."""

import re
import unicodedata
from functools import lru_cache

# Tone marks may stand on either vowel of these pairs ("Hoà" and "Hòa"); the modern place is kept.
# After q the u belongs to the consonant ("Quý"), and a pair before a letter is not at the end.
_TONE_ON_LAST = re.compile(
    r"(?<!q)(oa|oe|uy)([\u0300\u0301\u0303\u0309\u0323])(?![a-z\u0300-\u036f])"
)
_SPACES = re.compile(r"\s+")
# Marks of footnotes behind a heading, and its number: "tiếp nhận¹", "tiếp nhận (1)", "(3)=(4)+(5)";
# but "m²" is a unit.
_MARK = re.compile(
    r"(?>(?:\s*(?:\(\d{1,2}\)?\s*=\s*[\d\s()+.…:/*x×%-]+|\(\s*(?:\d{1,2}|\*{1,3})\s*\)"
    r"|\[\s*\d{1,2}\s*\]|\*{1,3}|\^\d{1,2}|[†‡]"
    r"|(?<![\s(/]m)(?<!km)[¹²³⁴-⁹⁰]{1,2}|⁽[¹²³⁴-⁹⁰]{1,2}⁾))+)$"
)
_LONGEST_HEADING = 500
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
# The same names, headings and codes stand in thousands of rows, and each is asked many times.
_remembered = lru_cache(maxsize=50_000)


@_remembered
def clean(text: str) -> str:
    """The text in NFC with single spaces and one kind of apostrophe; letters unchanged."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_APOSTROPHES)).strip()


@_remembered
def unmarked(text: str) -> str:
    """A clean text without the marks of footnotes or the column's number behind it.

    What is nothing but such a mark stays.
    """
    cleaned = clean(text)
    bare = _MARK.sub("", cleaned) if len(cleaned) <= _LONGEST_HEADING else cleaned
    return bare or cleaned


@_remembered
def key(text: str) -> str:
    """A matching key that keeps accents: case, tone place and spacing no longer matter.

    "HOÀ  BÌNH" and "Hòa Bình" share a key; "Dak" and "Đắk" do not.
    """
    parts = unicodedata.normalize("NFD", clean(text).casefold())
    parts = _TONE_ON_LAST.sub(lambda m: m[1][0] + m[2] + m[1][1], parts)
    return unicodedata.normalize("NFC", parts)


@_remembered
def fold(text: str) -> str:
    """The text without accents and in lower case, for search and suggestions only.

    "Đắk Glei" becomes "dak glei". Two different names may fold alike, so this is never a key.
    """
    parts = unicodedata.normalize("NFD", clean(text).casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return bare.replace("đ", "d")


# A line of a list within headings: "- Trong đó: XKLĐ", "+ Trực tuyến".
_BULLET = re.compile(r"^[-–—+•*]\s+(?=\w)")


def unlisted(text: str) -> str:
    """A heading or name without its bullet and the colon behind it."""
    bare = _BULLET.sub("", clean(text))
    return bare.rstrip(" .:") or bare
