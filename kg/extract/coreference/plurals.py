"""Whom words for several mean: "they", "the two companies", "all three banks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS, conjuncts, first_of_list
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token

_PEOPLE_NOUNS = word_set("anaphora", "people_nouns")
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
"""The words by which an article says how many there are."""


def they(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The people whom the sentence before is about, else the last pair of organizations."""
    people = _acting_people(token, window, clusters, at)
    return last_pair(token, window, clusters, at) if people is None else people


def last_pair(
    token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At, *, others_than: Sequence[Token] = ()
) -> tuple[int, ...]:
    """The last organizations that were coordinated or stood together in one sentence, leaving these words out.

    "Them" are only those who were coordinated just before: of two that are merely named, one alone may be meant.
    Nobody where two sides that an earlier sentence is about may be meant as well.
    """
    left_out = [at[t.i] for t in others_than if t.i in at]
    is_object = token.lower_ == "them"
    window = window[-2:] if is_object else window
    pairs = [
        (head, joined)
        for sentence in window
        for head in sentence
        if head.i < token.i and head.i in at and at[head.i] not in left_out
        if len(joined := distinct(conjuncts(first_of_list(head)), clusters, at)) > 1
    ]
    if pairs:
        last, joined = pairs[-1]
        topics = {frozenset(found) for head, found in pairs if head.dep_ in SUBJECTS} - {frozenset(joined)}
        return joined if last.dep_ in SUBJECTS or last.sent == token.sent or not topics else ()
    if is_object:
        return ()
    for sentence in reversed(window):
        before = [t for t in sentence if t.i < token.i and at.get(t.i) not in left_out]
        together = distinct(before, clusters, at)
        if len(together) == 2:  # noqa: PLR2004 - "they" of two
            return together
    return ()


def _acting_people(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...] | None:
    """The persons whom the sentence before is about: "X and Y cheated A and B. They were jailed"; () if unnamed."""
    before = window[-2] if len(window) > 1 and token.dep_ in SUBJECTS else token.doc[:0]
    subjects = [t for s in before if s.dep_ in SUBJECTS and s.head == before.root for t in conjuncts(s)]
    people = {n: None for t in subjects for n in at.get(t.i, ()) if clusters[n].kind is Kind.PERSON}
    if len(people) > 1:
        return tuple(people)
    are_unnamed = any(t.tag_ == "NNS" and t.lemma_.lower() in _PEOPLE_NOUNS for t in subjects)
    return () if are_unnamed else None


def last_list(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The last list of as many organizations as "all three banks" are; nobody where there is none."""
    number = next((NUMBERS[c.lower_] for c in token.children if c.lower_ in NUMBERS), None)
    heads = [t for sentence in window for t in sentence if t.i < token.i and t.i in at]
    lists = [joined for t in heads if len(joined := distinct(conjuncts(t), clusters, at)) == number]
    return lists[-1] if lists else ()


def distinct(tokens: Sequence[Token], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The organizations that these words, or names in apposition to them, stand for."""
    with_names = [a for t in tokens for a in (t, *(c for c in t.children if c.dep_ == "appos"))]
    numbers = [n for t in with_names for n in at.get(t.i, ()) if clusters[n].kind is Kind.ORGANIZATION]
    return tuple(dict.fromkeys(numbers))


def is_one_of_several(name: Token, reference: Token, at: At) -> bool:
    """Whether a sentence before speaks of several of whom a name is one: "backers A and B", none of them "the company".

    "A and its parent B" are no such list.
    """
    first = first_of_list(name)
    while first.dep_ in {"compound", "nmod"}:
        first = first_of_list(first.head)
    subject = first.head if first.dep_ == "appos" and first.head.tag_ == "NNS" else first
    others = [c for c in conjuncts(first)[1:] if c.i in at and not any(p.dep_ == "poss" for p in c.children)]
    return subject.dep_ == "nsubj" and name.sent != reference.sent and bool(others)
