"""The forms that dates take in words, compiled from `words/dates.toml`, and what its word lists mean."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from kg.extract.dates import stretches

if TYPE_CHECKING:
    from kg.extract.dates.stretches import Stretch

_GAP = r"(?:[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]?)"
"""One space of a form: never wide enough to reach over a blanked zone or into the next paragraph."""

_BEFORE = r"(?<![\w$€£¥#@/-])(?<!\d[.,])"
"""No date begins within a word, a number, a price or a path."""

_CAPITALS = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]+")
"""Capitals that an expression looks for: not those of "\\D" and "(?P=name)"."""

_LIKE_SMALL = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that are like i or s where case is ignored, and that `lower` leaves as they are or makes two of."""


@cache
def words() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads(resources.files("kg.extract").joinpath("words/dates.toml").read_text("utf-8"))


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each form as its reader's name ("" if it only claims its words) and its expression."""
    pieces = _pieces()
    return tuple((form.get("reader", ""), _compiled(form["pattern"], pieces)) for form in words()["forms"])


@cache
def any_form() -> re.Pattern[str]:
    """Matches the empty string wherever some form matches a text of `small` letters: one search, not one for each form.

    Letters that are compared as they are cost a third of what they cost where case is ignored.
    """
    parts = (re.sub(r"\(\?P<(\w+)>", partial(_unnamed, pattern.pattern), pattern.pattern) for _, pattern in forms())
    joined = "|".join(_CAPITALS.sub(lambda m: m[0].lower(), part.removeprefix(_BEFORE)) for part in parts)
    return re.compile(rf"(?=[\w(]){_BEFORE}(?={joined})")


def small(text: str) -> str:
    """The text in small letters, each at its place: as expressions see it that ignore case."""
    return text.translate(_LIKE_SMALL).lower()


def _unnamed(pattern: str, group: re.Match[str]) -> str:
    """How a group begins without a name, which forms share; one that is asked for again keeps its own."""
    return group[0] if f"(?P={group[1]})" in pattern else "(?:"


@cache
def numbers(table: str) -> dict[str, int]:
    """Words in lower case → number, for the tables "months", "weekdays", "numbers" and "ordinals"."""
    found: dict[str, int] = {}
    for key, value in words()[table].items():
        if isinstance(value, list):
            found.update((name.lower(), int(key)) for name in value)
        else:
            found[key] = value
    return found


@cache
def listed(table: str, key: str) -> frozenset[str]:
    """One list of words, such as `listed("tense", "future_heads")`."""
    return frozenset(words()[table][key])


def month_of(match: re.Match[str]) -> int:
    """The number of the month that a match names."""
    name = match["month"].lower()
    return int(name) if name.isdigit() else numbers("months")[name]


def nth(match: re.Match[str]) -> int:
    """The number of a quarter or half: 3 for "third"."""
    word = match["nth"].lower()
    return int(word) if word.isdigit() else numbers("ordinals")[word]


def count(match: re.Match[str]) -> int:
    """How many units a match counts: 2 for "two weeks ago"."""
    word = match["number"].lower()
    return int(word) if word.isdigit() else numbers("numbers")[word]


def season_of(name: str, year: int) -> Stretch:
    """The days that a season of a year can mean."""
    first_month, first_day, last_month, last_day = words()["seasons"][name.lower()]
    return date(year, first_month, first_day), date(year, last_month, last_day)


def part_of_year(year: int, part: str | None) -> Stretch:
    """The whole year, or its early, mid or late months."""
    first, last = words()["parts"][part.lower()]["year"] if part else (1, 12)
    return stretches.months(year, first, last)


def part_of_month(month: Stretch, part: str | None) -> Stretch:
    """The whole month, or its early, mid or late days."""
    first, last = words()["parts"][part.lower()]["month"] if part else (1, 31)
    return month[0].replace(day=first), month[0].replace(day=min(last, month[1].day))


def _pieces() -> dict[str, str]:
    lists = {
        "months": numbers("months"),
        "weekdays": numbers("weekdays"),
        "ordinals": numbers("ordinals"),
        "seasons": words()["seasons"],
        "dated": listed("nouns", "dated"),
    }
    pieces = {name: _alternatives(choices) for name, choices in lists.items()}
    pieces["number"] = rf"(?:{_alternatives(numbers('numbers'))}|\d\d?)"
    for name, pattern in words()["pieces"].items():
        pieces[name] = _filled(pattern, pieces)
    return pieces


def _alternatives(choices: Any) -> str:  # noqa: ANN401 - any collection of words, and tables from TOML
    return "(?:" + "|".join(sorted(choices, key=lambda word: (-len(word), word))) + r")\b"


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda m: pieces[m[1]], pattern)


def _compiled(pattern: str, pieces: dict[str, str]) -> re.Pattern[str]:
    spaced = _filled(pattern, pieces).replace(" ", _GAP)
    return re.compile(rf"{_BEFORE}(?:{spaced})(?!\w)", re.IGNORECASE)
