"""Names in Cyrillic and Greek letters as English news writes them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

_STRESS = "\u0301"


def latin(name: str) -> str:
    """The name in small Latin letters: "Виталий Гинзбург" is "vitaly ginzburg"; other letters stay as they are."""
    endings, letters = _tables()
    told = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name.casefold()).replace(_STRESS, ""))
    for ending, written in endings.items():
        told = re.sub(rf"{ending}\b", written, told)
    return "".join(letters.get(letter, letter) for letter in told)


def is_latin(name: str) -> bool:
    """Whether any of its letters is a Latin one."""
    return name.isascii() or any("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    table = tomllib.loads((files("kg.link") / "data" / "letters.toml").read_text(encoding="utf-8"))
    return table["endings"], table["letters"]
