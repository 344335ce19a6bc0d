"""The one key of a name: names that are written a little differently have the same one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(dict(zip("łøđðıħ", "loddih", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe"})
_INITIALS = re.compile(r"\b[^\W\d_]\.(?:\s?[^\W\d_]\.)*(?:[^\W\d_]\b)?")
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")  # noqa: RUF001 (the marks themselves)
_NOT_WORD = re.compile(r"(?:[^\w+]|_)+")
_ARTICLE = re.compile(r"^the (?=.)")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The name in lower case, without accents, punctuation and a leading "the"; a name of marks alone stays as it is.

    "&" and "and" are one; so are "U.S." and "US", "J. P." and "JP", "Macy's" and "Macys", "Coca-Cola" and "Coca Cola".
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = _plain(folded)
    if not folded.isalnum():
        folded = _INITIALS.sub(_run_together, _APOSTROPHES.sub("", folded)).replace("&", " and ")
        folded = _NOT_WORD.sub(" ", folded).strip()
        folded = _ARTICLE.sub("", folded) or name.strip()
    return folded


def _run_together(initials: re.Match[str]) -> str:
    return "".join(letter for letter in initials[0] if letter.isalpha())


def _plain(folded: str) -> str:
    split = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
    bare = "".join(c for c in split if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).casefold()
