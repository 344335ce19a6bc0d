"""Who competes with whom where nobody is called anybody's rival: "X and Y compete", "X has overtaken rival Y"."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import DESCRIBED_BY, conjuncts, governors, prepositional
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

BIDS = word_set("stance", "offers")
"""What somebody makes who wants to buy: a rival one makes no rival."""
RIVAL_WORDS = frozenset({"rival", "competitor", "compete", "competes", "competed", "competing", "vie", "vies", "vied"})
"""The words, as they are written, that `rivals` knows."""
_COMPETING = frozenset({"compete", "vie"})
_COMPETITIONS = frozenset(
    {"league", "conference", "division", "championship", "premiership", "cup", "series", "bundesliga"}
)
_AGAINST = frozenset({"with", "against"})
_DESCRIBING = frozenset({*DESCRIBED_BY, "amod"})


def is_league_of(parsed: Parsed, word: Token, number: int) -> bool:
    """Whether what stands before "rivals" is only where they compete: "Northern League rivals X"."""
    is_before = word.i > 0 and number in parsed.at.get(word.i - 1, ())
    return is_before and parsed.clusters[number].key.split()[-1] in _COMPETITIONS


def rivals(parsed: Parsed, word: Token) -> Iterator[tuple[int, int]]:
    """The pairs of organizations that compete by a word for that, in text order."""
    if word.pos_ == "VERB":
        yield from _competing(parsed, word)
    elif word.tag_ != "NNS":
        yield from _rival_of_subject(parsed, word)


def _competing(parsed: Parsed, verb: Token) -> Iterator[tuple[int, int]]:
    """All of whom it is said that they compete, where nobody else is named with whom."""
    around = arguments(verb)
    if verb.lemma_.lower() in _COMPETING and _AGAINST.isdisjoint(around.prepositions):
        yield from combinations(_firms(parsed, around.subjects), 2)


def _rival_of_subject(parsed: Parsed, word: Token) -> Iterator[tuple[int, int]]:
    """The one that is called a rival, with the subject of its clause: of no other can it be the rival."""
    head = word.head if word.dep_ in _DESCRIBING and word.head.i > word.i else word
    has_owner = any(c.dep_ in {"poss", "det"} for c in (*word.children, *head.children))
    if head != word and head.lemma_.lower() in BIDS:  # "beating a rival bid from X"
        return
    if has_owner or any(p in {"of", "to"} for p, _ in prepositional(word)) or parsed.names_before(word):
        return
    rival = _next_name(parsed, word)
    verb = next((g for g in governors(head) if g.pos_ == "VERB"), None)
    if rival is None or verb is None:
        return
    firms = [n for n in _firms(parsed, arguments(verb).subjects) if n != rival]
    if len(firms) == 1 and head not in arguments(verb).subjects:
        yield rival, firms[0]


def _next_name(parsed: Parsed, word: Token) -> int | None:
    """The organization whose name stands right behind a word."""
    behind = parsed.at.get(word.i + 1, ())
    return next((n for n in behind if parsed.kind(n) is Kind.ORGANIZATION), None)


def _firms(parsed: Parsed, heads: list[Token]) -> list[int]:
    found = (n for head in heads for each in conjuncts(head) for n in parsed.party(each))
    return list(dict.fromkeys(n for n in found if parsed.kind(n) is Kind.ORGANIZATION))
