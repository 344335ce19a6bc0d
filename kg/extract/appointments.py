"""Appointments that a noun tells, and those of headlines, where the parser takes "names" and "taps" for nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.syntax import arguments, governing_verb
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.parsed import Parsed

_NAMING = word_set("roles", "naming")
_APPOINTMENTS = frozenset({"appointment", "election", "promotion", "nomination", "hiring"})
_TELLING = frozenset({"announce", "confirm", "report", "unveil"})
_BETWEEN = word_set("roles", "current") | {"as"}


def named_in_headline(parsed: Parsed, first: Token) -> tuple[int, int] | None:
    """(holder, organization) of "X names Y chief executive" and "X names Y as chair", given the title's first word."""
    start, i = first.sent.start, first.i - 1
    while i > start and parsed.doc[i].lower_ in _BETWEEN:
        i -= 1
    holder = _alone(parsed, i, Kind.PERSON)
    while i > start and holder is not None and parsed.at.get(i) == (holder,):
        i -= 1
    if holder is None or i <= start or parsed.doc[i].lower_ not in _NAMING:
        return None
    organization = _alone(parsed, i - 1, Kind.ORGANIZATION)
    return None if organization is None else (holder, organization)


def appointment(title: Token) -> Token | None:
    """The noun of "the appointment of X as chair"."""
    noun = title.head.head if title.dep_ == "pobj" and title.head.lower_ == "as" else title
    return noun if noun.lemma_.lower() in _APPOINTMENTS else None


def appointing(deed: Token) -> list[Token]:
    """Who appoints: "Y's appointment of X as chair", "Y announced the appointment of X as chair"."""
    verb = governing_verb(deed) if deed.dep_ == "dobj" else None
    owners = [c for c in deed.children if c.dep_ == "poss"]
    is_told = verb is not None and verb.lemma_.lower() in _TELLING
    return owners or (arguments(verb).subjects if verb is not None and is_told else [])


def _alone(parsed: Parsed, i: int, kind: Kind) -> int | None:
    """The one cluster of a kind that a token stands for."""
    numbers = parsed.at.get(i, ())
    return numbers[0] if len(numbers) == 1 and parsed.kind(numbers[0]) is kind else None
