"""When a firm was founded, and by whom where it is only called "the firm": "A, who started the firm in 2018 with B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import conjuncts, governors, prepositional, with_particle
from kg.extract.relations.meant import FIRM_NOUNS, firm_called
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.extract.document.arguments import Arguments
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed
    from kg.records import When

_FOUNDING = word_set("structure", "founding")
_ANY = frozenset({"company", "firm", "business", "group", "outfit", "startup", "up"})
FOUNDED = word_set("structure", "founded")
"""Verbs for founding as they stand in a sentence that dates it."""


def find_founders(
    parsed: Parsed, verb: Token, employers: Mapping[int, Collection[int]]
) -> Iterator[tuple[str, int, int | When]]:
    """The property, the firm and its founder or date: "X was founded in 1998", "A, who founded X in 1998".

    Args:
        parsed: the article.
        verb: a verb for founding.
        employers: for each person, where they have an office: "X manager A, who founded the firm".
    """
    found = arguments(verb)
    people = [n for s in found.subjects for n in parsed.party(s) if parsed.kind(n) is Kind.PERSON]
    if with_particle(verb) not in _FOUNDING or not (found.passive or people):
        return
    when = _own_date(parsed, verb)
    for thing in found.objects:
        is_described = thing.pos_ == "NOUN" and not (
            parsed.bearer(thing) if found.passive else _is_named(parsed, thing)
        )
        own = set() if found.passive else {n for person in people for n in employers.get(person, ())}
        firms = _described(parsed, thing, own) if is_described else parsed.bearer(thing)
        for firm in (n for n in firms if parsed.kind(n) is Kind.ORGANIZATION):
            if when is not None:
                yield "foundedDate", firm, when
            if is_described:
                founders = people if found.passive else (*people, *_with(parsed, thing, found))
                yield from (("foundedBy", firm, n) for n in founders)


def _described(parsed: Parsed, noun: Token, own: Collection[int]) -> Collection[int]:
    """Which firm "the firm" is that somebody founded; none of "a firm", of which more may follow."""
    if noun.lemma_.lower() not in FIRM_NOUNS or not any(c.lower_ == "the" for c in noun.lefts):
        return []
    if any(c.dep_ in {"prep", "acl", "relcl", "poss"} and c.lower_ not in {"in", "with"} for c in noun.children):
        return []
    return (
        own if len(own) == 1 and noun.lemma_.lower() in _ANY else parsed.at.get(noun.i, ()) or firm_called(parsed, noun)
    )


def _is_named(parsed: Parsed, noun: Token) -> bool:
    """Whether a firm's name stands beside the word for what it is: "founded the bakery X", "founded a bakery, X"."""
    behind = noun.i + 1 < len(noun.doc) and noun.i + 1 in parsed.at
    return behind or any(c.dep_ == "appos" and c.i in parsed.at for c in noun.children)


def _with(parsed: Parsed, thing: Token, found: Arguments) -> list[int]:
    """With whom somebody founded it, also where the parser hangs that on the firm."""
    behind = [*found.prepositions.get("with", ()), *(head for word, head in prepositional(thing) if word == "with")]
    heads = (each for head in behind for each in conjuncts(head))
    return [n for head in heads for n in parsed.party(head) if parsed.kind(n) is Kind.PERSON]


def _own_date(parsed: Parsed, verb: Token) -> When | None:
    """The date that hangs on a verb and on no other below it."""
    for date in parsed.dates_in(verb.sent.start_char, verb.sent.end_char):
        span = parsed.doc.char_span(date.words.start, date.words.end, alignment_mode="expand")
        if span is not None and next((g for g in governors(span.root) if g.pos_ in {"VERB", "AUX"}), None) == verb:
            return date
    return None
