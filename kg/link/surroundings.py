"""Forms of a name that come from the text around it: what stands beside it, and what the text speaks of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.link.asked import Description, Said
from kg.link.forms import Form, Way, country_of, is_abbreviation, listed, regional, regions_of, renamed, state_of
from kg.link.normalization import name_key
from kg.link.profiles import words_of
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.link.asked import Asked

_BEFORE = re.compile(r"(?<![^\s(])[A-Z][\w.'’-]* $")
_AFTER = re.compile(r"(?:,? of)? [A-Z][\w'’-]+")
_STATED = re.compile(
    r"(?:, | \(|,? (?:in|of) |, (?:an? |the )?(?:[a-z][\w-]* ){0,3}(?:in|of) )(?:the )?"
    r"(?P<first>[A-Z][\w.'’-]*)(?P<more> [A-Z][\w'’-]+)?"
)
_LISTED = re.compile(r"(?:, [A-Z][\w '’-]*)*,? and [A-Z]")
_OPENS_A_CLAUSE = re.compile(r"['’]s\b| (?:said|says|will|would|has|had|have|is|was|are|were)\b")
_SPORT = re.compile(
    r"\b(?:NFL|NBA|NHL|MLB|WNBA|MLS|UEFA|FIFA|league|football|soccer|basketball|baseball|hockey|rugby|cricket|matche?s?"
    r"|goals?|touchdowns?|innings|playoffs?|quarterback|striker|goalkeeper|coach|season|derby|cup|\d{1,3}[-–]\d{1,3})\b",
    re.IGNORECASE,
)
_PLAYED = (
    r"(?:beat|beats|defeat(?:s|ed)?|thrash(?:es|ed)?|edge[sd]?|host(?:s|ed)?|play(?:s|ed)?|face[sd]?|draw|drew"
    r"|(?:loses?|lost) (?:at home |away )?(?:to|against)|w[io]ns? (?:at|against|over)"
    r"|(?:victory|win|loss|defeat) (?:over|against|to)|will (?:face|play|host)|visit(?:s|ed)?)"
)
_PLAYED_AFTER = re.compile(rf" {_PLAYED}\b|['’]s? (?:coach|quarterback|players)\b")
_PLAYED_BEFORE = re.compile(rf"\b{_PLAYED} $")
_SCHOOLS = re.compile(r"\bUniversit(?:y|ies)\b", re.IGNORECASE)
_SORTS = (
    r"(?:maker|producer|manufacturer|company|firm|business|bank|insurer|brewer|bakery|chain|group|brand|retailer|shop"
    r"|store|supplier|developer|operator|start-?up|co-?operative|agency|airline|carrier|restaurant|hotel|brewery|studio"
    r"|charity|farm|dealer|publisher|wholesaler|label|magazine|newspaper|app)"
)
_DESCRIBED = re.compile(
    rf"(?: \([^)]*\))?, (?P<which>an?|the|its|his|her|their|another) (?P<sort>(?:[\w'’-]+ ){{0,5}}\w*{_SORTS}"
    r"(?: (?:of|for|in|from|based in|near|outside) [\w'’ -]+?)?)(?=[,.;)]| (?:that|which|owned|run|founded|and)\b)"
)
_SORT = re.compile(rf"\b{_SORTS}s?\b")
_NEAR, _MOST_AROUND, _LONGEST_TOWN = 40, 6, 3
_OF_REGIONS = frozenset({None, Kind.ORGANIZATION})
_OF_PLACES = frozenset({None, Kind.PLACE})
_OF_SORTS = frozenset({Kind.ORGANIZATION, Kind.PRODUCT})


def from_text(name: str, kind: Kind | None, text: str, regions: frozenset[str]) -> tuple[Form, ...]:
    """The forms of a name that the text gives it, none twice.

    Args:
        name: the fullest of an entity.
        kind: what it is, if known.
        text: of the article.
        regions: the countries and states that the text speaks of.
    """
    named = regional(name, regions) if kind in _OF_REGIONS else []
    placed = [Form(key, Way.REGION) for key in within(name, text)] if kind in _OF_PLACES else []
    longer = [Form(key, Way.AROUND) for key in around(name, text)]
    taught = [Form(key, Way.SHORTENED) for key in schools(name, text)]
    return tuple({form.key: form for form in (*taught, *longer, *named, *placed)}.values())


def said_of(asked: Asked, others: Sequence[Asked], text: str) -> Said:
    """What the text says of an entity, beside what else it names."""
    name = asked.names[0]
    is_place = asked.may_be_place
    return Said(
        holds=is_place and (_is_within(name, text) or is_abbreviation(name)),
        regions=stated_regions(name, text) if is_place else frozenset(),
        plays=is_place and plays(name, text),
        is_completed=is_completed(asked, others),
        described=tuple(descriptions(name, text)) if asked.kind in _OF_SORTS else (),
    )


def descriptions(name: str, text: str) -> Iterator[Description]:
    """How a text introduces a body or product: "Shell, a pasta maker in Naples"."""
    for at in _places(name, text):
        if match := _DESCRIBED.match(text, at + len(name)):
            regions = regions_of(match["sort"])
            words = words_of(_SORT.sub(" ", match["sort"])) - words_of(" ".join(regions))
            if words - listed("broad-sorts") or regions:
                yield Description(words, regions, is_new=match["which"] != "the")


def is_completed(asked: Asked, others: Sequence[Asked]) -> bool:
    """Whether another of its kind has its name and more behind it: "Columbia" beside "Columbia Pictures"."""
    begun = f"{name_key(asked.names[0])} "
    return any(name_key(name).startswith(begun) for each in others if each.kind is asked.kind for name in each.names)


def _is_within(name: str, text: str) -> bool:
    """Whether the text names a place as what another is in: "Rochester, New York"."""
    at = text.find(f", {name}")
    while at > 0:
        if text[text.rfind(" ", 0, at) + 1].isupper():
            return True
        at = text.find(f", {name}", at + 1)
    return False


def around(name: str, text: str) -> list[str]:
    """The keys of the name with the great words beside it, wherever the text has it: "Liberal Party" of Alberta."""
    found: dict[str, None] = {}
    at = text.find(name)
    while at >= 0 and len(found) < _MOST_AROUND:
        before = _BEFORE.search(text[max(0, at - _NEAR) : at])
        after = _AFTER.match(text, at + len(name))
        left, right = before[0] if before else "", after[0] if after else ""
        sides = ((left, ""), ("", right), (left, right))
        found |= dict.fromkeys(name_key(f"{one}{name}{other}") for one, other in sides if one or other)
        at = text.find(name, at + 1)
    return list(found)


def within(name: str, text: str) -> list[str]:
    """The keys of a place's name with the country or state that it is said to be in: "adams new york"."""
    return [f"{name_key(name)} {region}" for region in sorted(stated_regions(name, text))]


def stated_regions(name: str, text: str) -> frozenset[str]:
    """The countries and states that a place is said to be in: "Adams, N.Y.", "Paris, a town in Texas".

    In a list, "Paris, Texas and Ohio", and at the beginning of a clause, "in Paris, Texas said", nothing is said of it.
    """
    found = set()
    at = text.find(name)
    while at >= 0:
        match = _STATED.match(text, at + len(name))
        if match and not _LISTED.match(text, match.end()):
            ends = {match.end("first"): match["first"], match.end(): f"{match['first']}{match['more'] or ''}"}
            states = {end: state for end, part in ends.items() if (state := state_of(part))}
            if states and not (match[0][0] == "," and _OPENS_A_CLAUSE.match(text, max(states))):
                found.add(states[max(states)])
        at = text.find(name, at + len(name))
    return frozenset(found) - {name_key(name)}


def schools(name: str, text: str) -> list[str]:
    """The keys of the university of a town in a text that speaks of universities: "taught at Heidelberg"."""
    key = name_key(name)
    if len(key.split()) > _LONGEST_TOWN or "universit" in key or country_of(key) or not _is_on_schools(text):
        return []
    return [form for town in (key, *renamed(key)) for form in (f"{town} university", f"university of {town}")]


def plays(name: str, text: str) -> bool:
    """Whether a place's name stands for a team of it: "Chicago beat Boston 3-1"."""
    if name not in text or not _is_on_sport(text):
        return False
    return any(
        _PLAYED_AFTER.match(text, at + len(name)) or _PLAYED_BEFORE.search(text[max(0, at - _NEAR) : at])
        for at in _places(name, text)
    )


def _places(name: str, text: str) -> Iterator[int]:
    """Where the text has the name, and not within a word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(name, end)


@lru_cache(maxsize=2)  # asked for each name of a text
def _is_on_sport(text: str) -> bool:
    return _SPORT.search(text) is not None


@lru_cache(maxsize=2)
def _is_on_schools(text: str) -> bool:
    return _SCHOOLS.search(text) is not None
