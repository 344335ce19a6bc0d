"""What an item and a text are about, as weighed words: the common ground on which context is compared."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.link.forms import regions_in, regions_of
from kg.link.items import OTHER
from kg.link.normalization import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.items import Item

_BRACKET = re.compile(r"\s*\([^)]*\)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
TELLING = frozenset(
    [
        "country",
        "city",
        "state",
        "located_in",
        "headquarters",
        "industry",
        "sport",
        "league",
        "occupation",
        "position",
        "employer",
        "member_of",
        "part_of",
        "parent_org",
        "party",
        "educated_at",
        "product",
        "founded_by",
        "genre",
        "birth_place",
        "capital",
        "continent",
        "team",
    ]
)
_RELATING = TELLING - {"genre", "occupation", "continent"}
_ROLES = (
    re.compile(r"(?:\w+ ){0,2}(?:state|province|territory|county|region|prefecture|oblast|canton|federal district)\b"),
    re.compile(r"(?:\w+ ){0,2}(?:country|sovereign state|republic|kingdom|nation)\b"),
    re.compile(r"(?:\w+ ){0,2}(?:city|town|village|municipality|capital|seat|suburb|borough|community)\b"),
)
COUNTRY = 1
"""The place of "country" in `Profile.holds`."""

_NOTHING = frozenset([""])
_FACTS = 16_384  # descriptions and values that are remembered
_KEPT_ENDING = ("ss", "us", "is")


class Profile(NamedTuple):
    """What an index tells of an item.

    Attributes:
        words: of its description, its facts and its names.
        about: of its description and its facts alone.
        label: of its label, without what brackets add.
        names: the keys of its names.
        related: the ids and the keys of the names of items that its facts name.
        regions: the countries and states that its label, its description or its facts name.
        holds: whether it is, by its description, a part of a country, a country, or a town.
        is_concept: whether it is what a word means, such as "supreme court", and nothing that has a name.
    """

    words: frozenset[str]
    about: frozenset[str]
    label: frozenset[str]
    names: tuple[str, ...]
    related: frozenset[str]
    regions: frozenset[str]
    holds: tuple[float, ...]
    is_concept: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What an article is about.

    Attributes:
        words: those that tell something.
        regions: the countries and states that it names.
    """

    words: frozenset[str]
    regions: frozenset[str]


def profile(item: Item) -> Profile:
    """The profile of an item."""
    description = item.description or ""
    told = [description]
    related: set[str] = set()
    for name in TELLING & item.facts.keys():
        for text, qid in item.facts[name]:
            if text:
                told.append(text)
            if name in _RELATING:
                related.update((qid or "", name_key(text) if text else ""))
    about = frozenset[str]().union(*map(_words_of_fact, told))
    return Profile(
        words=about | words_of(" ".join({item.label, *item.aliases, item.enwiki or ""})),
        about=about,
        label=words_of(_BRACKET.sub("", item.label)),
        names=tuple(dict.fromkeys(map(name_key, (item.label, *item.aliases)))),
        related=frozenset(related - _NOTHING),
        regions=regions_in(name_key(item.label)).union(*map(_regions_of_fact, told)),
        holds=_holds(description),
        is_concept=item.label.islower() and (item.kind == OTHER or " " in item.label),
    )


@lru_cache(maxsize=_FACTS)  # thousands of items are in one country
def _words_of_fact(text: str) -> frozenset[str]:
    return words_of(text)


@lru_cache(maxsize=_FACTS)
def _regions_of_fact(text: str) -> frozenset[str]:
    return regions_of(text)


@lru_cache(maxsize=_FACTS)
def _holds(description: str) -> tuple[float, ...]:
    return tuple(float(role.match(description) is not None) for role in _ROLES)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that can tell what it is about: lower case, singular, without the commonest."""
    return frozenset(map(_telling, _WORD.findall(text.lower()))) - _NOTHING


def all_words(text: str) -> frozenset[str]:
    """The words of a text: three letters or more, lower case, singular."""
    return frozenset(map(_singular, _WORD.findall(text.lower())))


def context_of(text: str) -> Context:
    """What a text is about; "Norwegian" speaks of Norway."""
    regions = regions_of(text)
    return Context(words_of(text) | words_of(" ".join(regions)), regions)


def weight(word: str) -> float:
    """How much it tells that a word is there: the logarithm of how rare it is, 0 for words that tell nothing."""
    return _rarity()[word]


def weight_of(words: Iterable[str]) -> float:
    """All that these words tell, the same in whatever order."""
    return math.fsum(map(_rarity().__getitem__, words))


@lru_cache(maxsize=65_536)
def _telling(word: str) -> str:
    """The word in the singular, if it tells something; else nothing."""
    singular = _singular(word)
    return singular if weight(singular) else ""


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(_KEPT_ENDING) else word


class _Rarity(dict[str, float]):
    """Word → how rare it is; what is not listed is as rare as can be."""

    def __init__(self, words: dict[str, float], rarest: float) -> None:
        super().__init__(words)
        self._rarest = rarest

    def __missing__(self, word: str) -> float:
        return self._rarest


@cache
def _rarity() -> _Rarity:
    return _Rarity(**json.loads((files("kg.link") / "data" / "rarity.json").read_text(encoding="utf-8")))
