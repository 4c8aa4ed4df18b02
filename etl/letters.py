"""Is text Vietnamese, or was it typed in an old font, encoded twice, or robbed of its letters.

Judged by letter statistics: a word is believed to be garbled only when it is no Vietnamese
syllable as it stands and becomes one when the garbling is undone.
"""

import re
import unicodedata
from dataclasses import dataclass

# Onsets and rimes of the Vietnamese syllable, tones taken off; "qu" carries its own glide, and
# names of the highlands end in k ("Đắk").
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_RIMES = {
    "a": "|c|ch|i|k|m|n|ng|nh|o|p|t|u|y", "ă": "c|k|m|n|ng|p|t", "â": "c|m|n|ng|p|t|u|y",
    "e": "|c|m|n|ng|o|p|t", "ê": "|ch|m|n|nh|p|t|u|c|ng", "i": "|a|ch|m|n|nh|p|t|u",
    "iê": "c|m|n|ng|p|t|u", "yê": "m|n|ng|t|u", "o": "|c|i|k|m|n|ng|p|t",
    "oa": "|c|ch|i|m|n|ng|nh|o|p|t|y", "oă": "c|m|n|ng|t", "oe": "|n|m|o|t", "oo": "c|ng|n",
    "ô": "|c|i|k|m|n|ng|p|t", "ơ": "|i|m|n|p|t", "u": "|a|c|i|m|n|ng|p|t", "uâ": "n|ng|t|y",
    "uê": "|ch|nh|n", "uơ": "|", "uô": "c|i|m|n|ng|p|t", "uy": "|a|ch|n|nh|t|u|p",
    "uyê": "n|t", "ư": "|a|c|i|m|n|ng|t|u", "ươ": "c|i|m|n|ng|p|t|u", "y": "|nh|t|u|ch",
}  # fmt: skip
_SYLLABLE = re.compile(
    _ONSET + "(?:" + "|".join(f"{vowel}(?:{coda})" for vowel, coda in _RIMES.items()) + ")"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Runs of letters and of the signs that old fonts show in their place; punctuation ends a run.
_WORD = re.compile("[A-Za-z\u00a1-\u00ff\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]+")

_PLAIN_TONED = (
    "àáảãạ", "ằắẳẵặ", "ầấẩẫậ", "èéẻẽẹ", "ềếểễệ", "ìíỉĩị",
    "òóỏõọ", "ồốổỗộ", "ờớởỡợ", "ùúủũụ", "ừứửữự", "ỳýỷỹỵ",
)  # fmt: skip
# TCVN3 (ABC): one byte a letter, seen here as the Latin sign of the same byte.
_TCVN3_TONED = (
    "µ¸¶·¹", "»¾¼½Æ", "ÇÊÈÉË", "ÌÐÎÏÑ", "ÒÕÓÔÖ", "×ÝØÜÞ",
    "ßãáâä", "åèæçé", "êíëìî", "ïóñòô", "õøö÷ù", "úýûüþ",
)  # fmt: skip
_TCVN3 = str.maketrans(
    "".join(_TCVN3_TONED) + "¨©ª«¬\u00ad®¡¢£¤¥¦§", "".join(_PLAIN_TONED) + "ăâêôơưđĂÂÊÔƠƯĐ"
)
# VNI: a base letter followed by a sign for hat and tone; four letters and đ stand alone.
_VNI_TONES = ("øùûõï", "èéúüë", "àáåãä")


def _vni_table() -> dict[str, str]:
    table = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    rows = {"a": (0, 1, 2), "e": (3, None, 4), "o": (6, None, 7), "ô": (8, None, None),
            "u": (9, None, None), "ö": (10, None, None), "y": (11, None, None)}  # fmt: skip
    hats = {"aê": "ă", "aâ": "â", "eâ": "ê", "oâ": "ô"}
    for base, targets in rows.items():
        for signs, row in zip(_VNI_TONES, targets, strict=True):
            if row is not None:
                table |= {base + s: t for s, t in zip(signs, _PLAIN_TONED[row], strict=True)}
    return table | hats


_VNI = _vni_table()
_VNI_SIGN = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


@dataclass(frozen=True)
class Garbling:
    """What happened to the letters of a text: its code, a garbled word, the word it was."""

    code: str
    word: str
    meant: str


def is_syllable(word: str) -> bool:
    """True for a possible Vietnamese syllable, whatever its case and tone."""
    parts = unicodedata.normalize("NFD", word.casefold())
    bare = unicodedata.normalize("NFC", _TONES.sub("", parts))
    return bool(_SYLLABLE.fullmatch(bare))


def vietnamese_share(text: str) -> float:
    """Which share of the distinct words beyond ASCII are Vietnamese syllables; 0 for none."""
    words = _accented(unicodedata.normalize("NFC", text))
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def garbling(text: str) -> Garbling | None:
    """What spoilt the letters of a text; None if nothing.

    Two different words tell, or one where the text has no sound Vietnamese word at all. The codes
    are encoding_twice, encoding_tcvn3, encoding_vni and lost_letters.
    """
    if "\ufffd" in text:
        word = next(word for word in text.split() if "\ufffd" in word)
        return Garbling("lost_letters", word, "")
    is_sound = any(map(is_syllable, re.findall(_SOUND, text)))
    least = 2 if is_sound else 1
    if not text.isascii():
        if twice := _encoded_twice(text, least):
            return twice
        if old := _old_font(_accented(text), least):
            return old
    # A question mark inside a word stands where a letter was; in an address it is a query.
    lost = [w for w in text.split() if _LOST.search(w) and not re.search("[/=&]", w)]
    return Garbling("lost_letters", lost[0], "") if len(lost) >= least else None


# A word with a letter that only Vietnamese has; no old font and no double encoding shows one.
_SOUND = "[A-Za-z\u00c0-\u1eff]*[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9][A-Za-z\u00c0-\u1eff]*"
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\?\?+[^\W\d_]")


def old_font(text: str) -> Garbling | None:
    """The old font a text was typed in, for bytes seen as Latin signs; None for none."""
    return _old_font(_accented(text), 1)


def _accented(text: str) -> list[str]:
    """Distinct words with a letter or sign beyond ASCII, in order."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if not word.isascii()]


def _old_font(words: list[str], least: int) -> Garbling | None:
    strange = [word for word in words if not is_syllable(word)]
    for code, undo in (("encoding_tcvn3", from_tcvn3), ("encoding_vni", from_vni)):
        healed = [word for word in strange if len(word) > 1 and is_syllable(undo(word))]
        if len(healed) >= max(least, 0.6 * len(strange)):
            return Garbling(code, healed[0], undo(healed[0]))
    return None


def from_tcvn3(text: str) -> str:
    """Text that a TCVN3 font showed, in Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text that a VNI font showed, in Unicode and lower case."""
    return _VNI_SIGN.sub(lambda found: _VNI[found[0]], text.casefold())


_TWICE = re.compile("[\u00c2-\u00f4][^\x00-\x7f]{1,5}")


def _encoded_twice(text: str, least: int) -> Garbling | None:
    """UTF-8 bytes that were read as windows-1252 or windows-1258 and saved again."""
    runs = [
        run for run in dict.fromkeys(re.findall('[^\x00-\x20,;|"]+', text)) if _TWICE.search(run)
    ]
    for codec in ("cp1252", "cp1258"):
        healed = [(run, meant) for run in runs if (meant := _undone(run, codec))]
        if len(healed) >= least:
            return Garbling("encoding_twice", *healed[0])
    return None


def _undone(run: str, codec: str) -> str | None:
    """The run with one encoding taken off, when what comes out is Vietnamese."""
    try:
        meant = b"".join(_byte(sign, codec) for sign in run).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return meant if not meant.isascii() and any(map(is_syllable, _accented(meant))) else None


def _byte(sign: str, codec: str) -> bytes:
    """The byte a sign came from; signs the code page leaves open were passed on as they are."""
    try:
        return sign.encode(codec)
    except UnicodeEncodeError:
        return sign.encode("latin-1")
