"""The one key of a name: names that are written a little differently have the same one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(dict(zip("łøđðıħ", "loddih", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe"})
_ACCENTS = re.compile("[\u0300-\u034e]+")  # most names in other letters than A to Z have only these beside them
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_INITIALS = re.compile(r"\b[^\W\d_]\.(?:\s?[^\W\d_]\.)*(?:[^\W\d_]\b)?")
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")  # noqa: RUF001 (the marks themselves)
_NOT_WORD = re.compile(r"(?:[^\w+]|_)+")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The name in lower case, without accents, punctuation and a leading "the"; a name of marks alone stays as it is.

    "&" and "and" are one; so are "U.S." and "US", "J. P." and "JP", "Macy's" and "Macys", "Coca-Cola" and "Coca Cola".
    """
    return text_key(name)


def text_key(text: str) -> str:
    """The key of something longer than a name, which is not remembered: texts would fill the memory."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _plain(folded)
    if folded.isalnum():
        return folded
    if not (folded.isascii() and folded.replace(" ", "").isalnum()):  # most names are of plain words alone
        folded = _APOSTROPHES.sub("", folded)
        folded = _INITIALS.sub(_run_together, folded) if "." in folded else folded
        folded = _NOT_WORD.sub(" ", folded.replace("&", " and "))
    return " ".join(folded.split()).removeprefix("the ") or text.strip()


def _run_together(initials: re.Match[str]) -> str:
    return "".join(letter for letter in initials[0] if letter.isalpha())


def _plain(folded: str) -> str:
    split = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded)).translate(_LETTERS)
    if not split.isascii():
        split = unicodedata.normalize("NFC", _FOREIGN.sub(_bare, split))
    return split.casefold()


def _bare(letter: re.Match[str]) -> str:
    return "" if unicodedata.combining(letter[0]) else letter[0]
