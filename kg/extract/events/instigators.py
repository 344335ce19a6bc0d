"""At whose complaint or request an authority acts: "after a complaint by X", "at the request of X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governing_verb, prepositional
from kg.extract.stance.polarity import is_negated

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_COMPLAINTS = frozenset({"complaint", "petition", "request"})
_UPON = frozenset({"after", "following", "on", "upon", "by"})
_FROM = frozenset({"by", "from", "of"})


def instigators(word: Token) -> list[Token]:
    """Who has asked for what an authority does, where a word says so; nobody for any other word."""
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN" and lemma in _COMPLAINTS and _is_reason(word):
        return [head for preposition, head in prepositional(word) if preposition in _FROM]
    if word.pos_ == "VERB" and lemma == "complain" and not is_negated(word) and _is_before(word):
        return arguments(word).subjects
    return []


def _is_reason(noun: Token) -> bool:
    """Whether something is done upon a complaint: "fined X after a complaint", "it follows a complaint"."""
    if noun.dep_ == "dobj":
        return noun.head.lemma_.lower() == "follow" and not is_negated(noun.head)
    if noun.dep_ != "pobj":
        return False
    is_asked = noun.head.lower_ == "at" and noun.lemma_.lower() == "request"
    return is_asked or (noun.head.lower_ in _UPON and noun.lemma_.lower() != "request")


def _is_before(verb: Token) -> bool:
    """Whether somebody complained before: "X had complained", "after X complained"."""
    is_past = any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)
    is_upon = verb.dep_ == "advcl" and any(c.lower_ in {"after", "when"} for c in verb.children)
    return is_past or is_upon


def is_about_another(parsed: Parsed, word: Token, accused: set[int]) -> bool:
    """Whether a complaint is named as one against somebody who is not accused."""
    verb = governing_verb(word) if word.pos_ == "NOUN" else word
    heads = [(p, h) for each in (word, verb) if each is not None for p, h in prepositional(each)]
    heads += [below for _, h in heads for below in prepositional(h)]
    named = {n for p, h in heads if p in {"against", "about"} for n in parsed.parties(h)}
    return bool(named) and named.isdisjoint(accused)
