"""Names that no source lists, because anybody can tell them from those that it does.

Only such as need the item belong here; what follows from the mention alone ("Apple's" is "Apple") is the linker's.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.link.items import OTHER
from kg.link.normalization import name_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from kg.link.items import Item

_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_CLUB = frozenset(
    {
        "ac",
        "afc",
        "as",
        "bc",
        "bk",
        "cd",
        "cf",
        "club",
        "fc",
        "fk",
        "football",
        "hc",
        "if",
        "jk",
        "kf",
        "ks",
        "nk",
        "rc",
        "rfc",
        "sc",
        "sk",
        "sv",
        "ud",
        "vfb",
        "vfl",
    }
)
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
    }
)
_BODIES = frozenset(
    {
        "agency",
        "association",
        "authority",
        "board",
        "bureau",
        "commission",
        "committee",
        "community",
        "council",
        "federation",
        "foundation",
        "front",
        "institute",
        "league",
        "ministry",
        "network",
        "organisation",
        "organization",
        "party",
        "republic",
        "society",
        "union",
        "university",
    }
)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SMALL = frozenset({"a", "an", "and", "at", "de", "for", "in", "of", "on", "the", "to", "und", "y"})
_INITIALS = {"Television": "TV"}  # what stands for more than its first letter
_ACRONYM = range(3, 7)  # letters
_NAMES_OF_PERSON = range(2, 4)
_TOWN_AND_TEAM = 3  # words at least, before two of them can be the team's: Portland Trail Blazers


def generated_names(item: Item) -> Iterator[tuple[str, str]]:
    """Pairs of a name and the rule, as listed in `kg.link.schema.HOW`, that made it."""
    for name in (item.label, *item.aliases):
        bare = _unqualified(name, item.kind)
        if bare != name:
            yield bare, "qualifier cut"
        if item.kind in {Kind.ORGANIZATION, Kind.PRODUCT} and (short := without_legal_form(bare)) != bare:
            yield short, "legal form cut"
    label = _unqualified(item.label, item.kind)
    match item.kind:
        case Kind.PERSON:
            yield from _of_person(label.split())
        case Kind.ORGANIZATION:
            yield from _of_organization(item, without_legal_form(label))
            yield from ((name, "club word cut") for name in _without_club_words(item, label))
        case kind if kind == OTHER and not _BODIES.isdisjoint(label.lower().split()):
            yield from _acronym(label)


def names_of_person(label: str, first_names: Container[str]) -> Iterator[tuple[str, str]]:
    """Those of an item that may be a person for all that is known: of two or three words, the first a given name."""
    words = label.split()
    are_names = all(word[:1].isupper() and word.replace("-", "").replace(".", "").isalpha() for word in words)
    if len(words) in _NAMES_OF_PERSON and are_names and words[0] in first_names:
        yield from _of_person(words)


def without_legal_form(name: str) -> str:
    """The name less the legal forms at its end: "Apple Inc." is "Apple", "Foo Holdings Co., Ltd." is "Foo"."""
    words = name.replace(",", " ,").split()
    kept = len(words)
    while kept > 1 and (words[kept - 1] in {",", "&"} or name_key(words[kept - 1]) in _legal_forms()):
        kept -= 1
    if kept == len(words) or not name_key(" ".join(words[:kept])):
        return name
    return " ".join(words[:kept]).replace(" ,", ",")


def is_team(item: Item) -> bool:
    """Whether the item is a sports club or team, as far as its description and facts say."""
    told = f" {item.description or ''} ".lower()
    return "stadium" in item.facts or "league" in item.facts or " team" in told or " franchise" in told


@cache
def _legal_forms() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "legal-forms.txt").read_text("utf-8").splitlines()
    return frozenset(name_key(line) for line in lines if line and not line.startswith("#"))


def _unqualified(name: str, kind: str) -> str:
    """The name less what tells it from others: "Boeing (United States)", and of places "Paris, Texas"."""
    bare = _BRACKET.sub("", name) if ")" in name else name
    if kind == Kind.PLACE:
        bare = bare.partition(",")[0]
    return bare if bare == name or name_key(bare) else name


def _of_person(words: list[str]) -> Iterator[tuple[str, str]]:
    while len(words) > 1 and name_key(words[-1]) in _GENERATIONS:
        words.pop()
    last = len(words) - 1
    while last > 1 and words[last - 1].lower() in _PARTICLES:
        last -= 1
    if last > 0 and len(words[-1]) > 1:
        yield " ".join(words[last:]), "surname"
    if last > 1:
        yield " ".join((words[0], *words[last:])), "middle name cut"


def _of_organization(item: Item, label: str) -> Iterator[tuple[str, str]]:
    words = label.split()
    yield from _acronym(label)
    if len(words) > 1 and words[-1].endswith("s") and is_team(item):
        yield words[-1], "nickname"
        if len(words) >= _TOWN_AND_TEAM:
            yield " ".join(words[-2:]), "nickname"


def _acronym(label: str) -> Iterator[tuple[str, str]]:
    great = [word for word in re.split(r"[\s/-]+", label) if word[:1].isalpha() and word.lower() not in _SMALL]
    initials = "".join(_INITIALS.get(word, word[0]) for word in great)
    if len(initials) in _ACRONYM and initials.isupper():
        yield initials, "acronym"


def _without_club_words(item: Item, label: str) -> Iterator[str]:
    words = label.split()
    kept = [word for word in words if name_key(word) not in _CLUB]
    if kept and len(kept) < len(words) and (is_team(item) or name_key(words[-1]) in _CLUB):
        yield " ".join(kept)
