"""Other ways to write a name, for looking it up: an index has the names of items, not all that texts make of them."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.link.generated import without_legal_form
from kg.link.normalization import name_key, text_key
from kg.link.transliteration import is_latin, latin
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_NAME = 200
_MAX_WORDS = 8
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_QUOTED = re.compile(r"""\s*["“'‘][^"”'’]+["”'’]\s+""")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPELLED_OUT = re.compile(r"\w(?: \w)+")
_UNIVERSITY_OF = re.compile(r"^university of (?P<place>.+)$")
_UNIVERSITY = re.compile(r"^(?P<place>.+) university$")
_HONOURS = re.compile(r"(?: (?:[komcd]be|frsa?|frsl|frse|fba|mp|mep|phd|md|esq|qc|kc|jr|sr|ii|iii))+$")
_PLACE_WORD = re.compile(r" (?:province|state|city|county|prefecture|oblast|region|metropolitan area)$")
_TITLE = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|king|queen|prince|princess|emperor|empress|sultan|pope"
    r"|saint|st|president|vice|prime|minister|premier|chancellor|senator|sen|governor|gov|congressman|congresswoman"
    r"|representative|rep|mayor|judge|justice|general|gen|admiral|adm|colonel|col|major|maj|captain|capt|lieutenant|lt"
    r"|sergeant|sgt|reverend|rev|father|bishop|archbishop|cardinal|rabbi|imam|sheikh|chief|secretary|ambassador|coach"
    r"|duke|duchess|count|countess|baron|baroness) )+(?=.)"
)
_WRITTEN_OUT = {
    "us": "united states",
    "uk": "united kingdom",
    "eu": "european union",
    "un": "united nations",
    "st": "saint",
}
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_IN_PART = re.compile(
    r"(?:(?:north|south)?(?:east|west)?(?:ern)?|central|downtown|upper|lower|inner|greater|rural|upstate)"
)
_UNIVERSITIES = re.compile(r"\b(?:universidade?|universit[aày]t?|universite|universiteit|universitet|univerzita)\b")
_TECHNICAL = re.compile(
    r"^(?:technical university of (?P<a>.+)|(?P<b>.+) (?:technical university|university of technology|polytechnic"
    r"|institute of technology))$"
)
_CLUBS = {"athletic club": "ac", "football club": "fc", "sports club": "sc", "associazione calcio": "ac"}
_SMALL = frozenset({"at", "in"})
_LEFT_OUT = frozenset({"of", "the", "and", "for", "in", "at", "de", "la"})
_LETTER = 1
_BODIES = frozenset(
    ["party", "parliament", "ministry", "army", "government", "senate", "congress", "league", "union", "federation"]
)
_SPARING = 3  # words that a name keeps when another is left out


class Way(StrEnum):
    """How a form came from the name as written."""

    WRITTEN = "written"
    CUT = "cut"
    TURNED = "turned"
    DEMONYM = "demonym"
    REGION = "region"
    AROUND = "around"
    TITLE = "title"
    PERSON = "person"
    BEGINNING = "beginning"
    WORDS = "words"
    SPELLING = "spelling"
    SHORTENED = "shortened"


class Form(NamedTuple):
    """One key to look a name up by, and how it came about."""

    key: str
    way: Way


@lru_cache(maxsize=16_384)
def forms(name: str, kind: Kind | None) -> tuple[Form, ...]:
    """The keys under which an index may have the name, the name itself first; none twice."""
    name = name[:_MAX_NAME]
    key = name_key(name)
    found: dict[str, Way] = {key: Way.WRITTEN} if key else {}
    for form in _made(name, key, kind):
        if form.key and form.key not in found:
            found[form.key] = form.way
    return tuple(Form(key, way) for key, way in found.items())


def country_of(key: str) -> str | None:
    """The key of the country whose people or things go by this name: "dutch" → "netherlands"."""
    return _demonyms().get(key) or _demonyms().get(key.removesuffix("s"))


def is_abbreviation(name: str) -> bool:
    """Whether it is a short form of a country or state, such as "Ga."."""
    return name_key(name) in _abbreviations()


def state_of(words: str) -> str | None:
    """The key of the country or state that has this name, or is shortened to it: "Ga." → "georgia"."""
    key = name_key(words)
    return _abbreviations().get(key) or (None if key in _demonyms() else _region_keys().get(key))


def wholes_of(regions: Iterable[str]) -> frozenset[str]:
    """The countries that these are in, as states and countries of a union: "georgia" → "united states"."""
    return frozenset(whole for region in regions if (whole := _wholes().get(region)))


def is_generic(name: str) -> bool:
    """Whether the name is of words that many names have, such as "City" or "Supreme Court": alone it names nothing."""
    words = content_words(name).split()
    return bool(words) and listed("generic").issuperset(words)


def content_words(name: str) -> str:
    """The words of a name but for the small ones, to find it with more words or in another order."""
    key = _UNIVERSITIES.sub("university", name_key(name[:_MAX_NAME]))
    return " ".join(word for word in key.split() if word not in _LEFT_OUT)


def regional(name: str, regions: Iterable[str]) -> list[Form]:
    """The name with a country that the text speaks of: "Labour Party" in Norway is the "Norwegian Labour Party"."""
    key = name_key(name[:_MAX_NAME])
    if " " not in key:
        return []
    return [
        Form(form, Way.REGION)
        for region in sorted(regions)
        if region not in key
        for form in (f"{key} of {region}", f"{region} {key}", *(f"{people} {key}" for people in _peoples()[region]))
    ]


def regions_of(text: str) -> frozenset[str]:
    """The keys of the countries and states that a text names, or whose people or things it names."""
    return regions_in(text_key(text))


def regions_in(key: str) -> frozenset[str]:
    """The same of what has been made a key."""
    words, regions = key.split(), _region_keys()
    beginnings = _beginnings()
    found, end = set(), 0
    for at in (n for n, word in enumerate(words) if word in beginnings):
        for length in beginnings[words[at]] if at >= end else ():
            if region := regions.get(" ".join(words[at : at + length])):
                found.add(region)
                end = at + length
                break
    return frozenset(found)


def _made(name: str, key: str, kind: Kind | None) -> list[Form]:
    cut = name_key(_POSSESSIVE.sub("", _BRACKET.sub("", name)))
    made = [Form(cut, Way.CUT), Form(name_key(name.partition(",")[0]), Way.CUT)]
    bare = name_key(without_legal_form(_POSSESSIVE.sub("", _BRACKET.sub("", name))))
    made.append(Form(bare, Way.CUT))
    untitled = _TITLE.sub("", cut)
    made.append(Form(untitled, Way.TITLE))
    if kind in {None, Kind.PERSON}:
        made += [Form(each, Way.PERSON) for each in _person_forms(name)]
    if not is_latin(name):
        written = latin(name)
        made.append(Form(name_key(written), Way.TURNED))
        made += [Form(each, Way.PERSON) for each in _person_forms(written) if kind in {None, Kind.PERSON}]
    if place := country_of(key) or _abbreviations().get(key):
        made.append(Form(place, Way.DEMONYM))
    if _SPELLED_OUT.fullmatch(key):
        made.append(Form(key.replace(" ", ""), Way.CUT))
    if kind is not Kind.PERSON:
        made.append(Form(_PLACE_WORD.sub("", cut), Way.CUT))
        made += [Form(each, Way.TURNED) for each in _turned(bare)]
    return made


def shortened(name: str) -> list[Form]:
    """What is left of a name without its last words, the longest first, or without its first, if two words are left.

    "South Louisiana" is left with the state alone.
    """
    words = name_key(without_legal_form(_POSSESSIVE.sub("", name[:_MAX_NAME]))).split()[:_MAX_WORDS]
    leading = [words[:n] for n in range(len(words) - 1, 0, -1)]
    is_part = len(words) == 2 and _IN_PART.fullmatch(words[0])  # noqa: PLR2004 ("South Louisiana")
    trailing = [words[1:]] if is_part else [words[n:] for n in range(1, len(words) - 1)]
    return [Form(" ".join(each), Way.SHORTENED) for each in (*leading, *trailing)]


def spelled(name: str) -> str:
    """The key of the name as its item may be spelled: without title, bracket, possessive and legal form."""
    key = name_key(without_legal_form(_POSSESSIVE.sub("", _BRACKET.sub("", name[:_MAX_NAME]))))
    return _TITLE.sub("", key)


def with_less(name: str) -> list[str]:
    """The content words of a name without one of them, for each that can be spared; of five or more, without two."""
    words = content_words(name).split()[:_MAX_WORDS]
    if len(words) <= _SPARING:
        return []
    fewer = 1 if len(words) <= _SPARING + 1 else 2
    return [" ".join(kept) for n in range(1, fewer + 1) for kept in combinations(words, len(words) - n)]


def headed(name: str, regions: Iterable[str]) -> list[str]:
    """What sort of body a name speaks of, with a country of the text: "Socialist Party" in Austria: "party austria"."""
    head = name_key(name[:_MAX_NAME]).rpartition(" ")[2]
    if head not in _BODIES:
        return []
    return [f"{head} {form}" for region in sorted(regions) for form in (region, *_peoples()[region])]


def _turned(key: str) -> list[str]:
    """The name with its words in another order or written out, as its item may have it."""
    found = []
    if match := _UNIVERSITY_OF.match(key):
        found.append(f"{match['place']} university")
    elif match := _UNIVERSITY.match(key):
        found.append(f"university of {match['place']}")
    words = key.split()
    found.append(" ".join(word for word in words if word not in _SMALL))
    if len(words) > 1 and words[0] in _COMPASS:
        found.append(" ".join([_COMPASS[words[0]], *words[1:]]))
    if match := _TECHNICAL.match(key):
        place = match["a"] or match["b"]
        found += [f"{place} polytechnic", f"{place} technical university", f"{place} university of technology"]
        found.append(f"technical university of {place}")
    for each in dict.fromkeys((key, *found)):
        found += renamed(each)
    found += [f"{_CLUBS[club]}{key.removeprefix(club)}" for club in _CLUBS if key.startswith(f"{club} ")]
    if words and words[0] in _WRITTEN_OUT:
        found.append(" ".join([_WRITTEN_OUT[words[0]], *words[1:]]))
    if len(words) > 1 and words[-1] == "party":
        found += [" ".join(words[:-1]), f"{' '.join(words[:-1])}s"]
    if words and country_of(words[0]):
        found += [" ".join(words[1:]), f"{' '.join(words[1:])} of {country_of(words[0])}"]
    return found


def renamed(key: str) -> list[str]:
    """The name with each other name that a town or country in it goes by or went by: "Kyiv University"."""
    towns, words = _towns(), key.split()
    return [
        " ".join([*words[:at], other, *words[end:]])
        for at, word in enumerate(words)
        if word in towns
        for town, others in towns[word].items()
        for end in [at + town.count(" ") + 1]
        if " ".join(words[at:end]) == town
        for other in others
    ]


def _person_forms(name: str) -> list[str]:
    """A person's name without titles, nicknames in quotation marks and middle names; family name first, and last."""
    nickname = _QUOTED.search(name)
    words = _HONOURS.sub("", _TITLE.sub("", name_key(_QUOTED.sub(" ", _BRACKET.sub("", name))))).split()
    found = [" ".join(words)]
    if nickname and words:
        found.append(f"{name_key(nickname[0])} {words[-1]}")
    if len(words) > 2:  # noqa: PLR2004 (a first, a middle and a last name)
        found.append(f"{words[0]} {words[-1]}")
        found.append(" ".join(w for w in words if len(w) > _LETTER))
        found.append(" ".join(words[:2]))
        found.append(f"{words[0]} {words[-2]}")
        found.append(" ".join([words[0], *(w[0] for w in words[1:-1]), words[-1]]))
        found.append(" ".join(["".join(w[0] for w in words[:-1]), words[-1]]))
    if len(words) == 2:  # noqa: PLR2004 (a first and a last name)
        found.append(f"{words[1]} {words[0]}")
    if len(words) > 1:
        found += [" ".join([short, *words[1:]]) for short in _short_names().get(words[0], ())]
        found += [f"{short} {words[-1]}" for short in _short_names().get(words[0], ())]
    return found


@cache
def _demonyms() -> dict[str, str]:
    return table("demonyms")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of the lists in `data`, such as "generic"."""
    lines = (files("kg.link") / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _abbreviations() -> dict[str, str]:
    return table("abbreviations")


def table(name: str) -> dict[str, str]:
    """One of the tables of `data/demonyms.toml`, by keys."""
    tables = tomllib.loads((files("kg.link") / "data" / "demonyms.toml").read_text(encoding="utf-8"))
    return {name_key(short): name_key(place) for short, place in tables[name].items()}


@cache
def _wholes() -> dict[str, str]:
    return table("parts")


@cache
def _peoples() -> dict[str, list[str]]:
    """Region → what its people and things are called."""
    found: dict[str, list[str]] = {place: [] for place in _region_keys().values()}
    for people, country in _demonyms().items():
        found[country].append(people)
    return found


@cache
def _region_keys() -> dict[str, str]:
    """Whatever a region goes by → its name; short forms of states are left out, as most are words, too."""
    places = {*_demonyms().values(), *_abbreviations().values(), *_wholes()}
    return {**{place: place for place in places}, **_demonyms(), "us": "united states", "uk": "united kingdom"}


@cache
def _beginnings() -> dict[str, tuple[int, ...]]:
    """The first word of a region's names → how many words these have, the longest first."""
    found: dict[str, set[int]] = {}
    for name in _region_keys():
        words = name.split()
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@cache
def _towns() -> dict[str, dict[str, tuple[str, ...]]]:
    """First word → the names of towns and countries that begin with it → their other names."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, others in _groups("towns").items():
        found.setdefault(name.split()[0], {})[name] = others
    return found


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """First name → the others that the same person may go by, both ways."""
    return _groups("first-names")


def _groups(file: str) -> dict[str, tuple[str, ...]]:
    """Key of a name → those of all others that share a group with it."""
    table = tomllib.loads((files("kg.link") / "data" / f"{file}.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for group in table["groups"]:
        keys = [name_key(each) for each in group]
        for key in keys:
            found.setdefault(key, set()).update(set(keys) - {key})
    return {key: tuple(sorted(others)) for key, others in found.items()}
