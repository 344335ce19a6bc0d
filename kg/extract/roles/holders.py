"""Who holds a title: whom it stands before or behind, or of whom a verb says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import prepositional, with_particle
from kg.extract.roles.appointments import appointment
from kg.extract.roles.beside import holder_beside
from kg.extract.roles.titles import first_conjunct, spell_before, verb_around
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_BECOME = word_set("roles", "become")
_LEAVE = word_set("roles", "leave")
_BEING = word_set("roles", "being")
MOVING = word_set("roles", "moving")
"""Verbs for going from one office to another: "moves up from chief actuary to chief executive"."""
_BEFORE_NAMES = frozenset({"compound", "nmod"})
_SUCCEED = frozenset({"succeed", "replace"})


def holders_of(parsed: Parsed, head: Token, words: Sequence[Token]) -> list[int]:
    """Who holds it: a name right behind the title, an apposition, a copula's subject, or a verb's argument."""
    first = first_conjunct(parsed, head)
    heads: list[Token] = [c for c in first.children if c.dep_ == "appos" and people_of(parsed, c)]
    if heads:  # "…, the chair, Jane Doe, said": the name behind the title holds it
        return list(dict.fromkeys(n for h in heads for n in people_of(parsed, h)))
    if (named := _named_behind(parsed, first)) is not None:
        return named
    if first.dep_ in {"compound", "nmod", "appos"} or _is_beside(parsed, first):
        heads.append(first.head)
    if first.dep_ == "nsubj" and first.head.lemma_ == "be":  # "its head is X"
        heads += [c for c in first.head.children if c.dep_ == "attr"]
    if first.dep_ in {"oprd", "dobj", "attr"}:  # "named X chief executive": X hangs on the title
        heads += [c for c in first.lefts if c.dep_ in {"nmod", "compound"} and c.i in parsed.at]
    if (deed := appointment(first)) is not None:
        heads += [h for p, h in prepositional(deed) if p == "of"]
    verb = verb_around(first)
    as_role = first.dep_ == "pobj" and first.head.lower_ in {"as", "from", "to"}
    if verb is not None and (first.dep_ in {"attr", "oprd", "dobj"} or as_role):
        heads += _of_verb(verb, first)
    people = [n for h in heads for n in people_of(parsed, h)] or people_of(parsed, first)
    return list(dict.fromkeys(people)) or holder_beside(parsed, words)


def _is_beside(parsed: Parsed, title: Token) -> bool:
    """Whether what the parser takes for the next of a list is a title: "said Jane Doe, President and CEO of X"."""
    left = title.left_edge
    is_listed = title.dep_ == "conj" and left.i > 1 and left.nbor(-1).text == "," and left.nbor(-2).i in parsed.at
    return is_listed and not any(c.dep_ == "cc" and c.i < title.i for c in title.head.children)


def all_of(parsed: Parsed, head: Token) -> list[int]:
    """The several who hold a title: "its founders, A and B", "co-chairs A and B"; nobody where it is one."""
    beside = [c for c in head.children if c.dep_ == "appos"] or ([head.head] if head.dep_ in _BEFORE_NAMES else [])
    people = [n for t in beside for n in parsed.parties(t) if parsed.kind(n) is Kind.PERSON]
    return people if len(people) > 1 else []


def _named_behind(parsed: Parsed, title: Token) -> list[int] | None:
    """Who is named between commas behind "…, Y's chair, Z, said": not who stands before; None for nobody."""
    others = [c for c in title.head.children if c.dep_ == "appos" and c.i > title.i] if title.dep_ == "appos" else []
    people = [n for c in others[:1] for n in people_of(parsed, c)]
    if not people or any(t.i not in parsed.at and not t.is_punct for t in title.doc[title.i + 1 : others[0].i]):
        return None
    return people if any(c.dep_ == "poss" for c in title.children) else []


def _of_verb(verb: Token, title: Token) -> list[Token]:
    lemma = with_particle(verb)
    around = arguments(verb)
    if spell_before(title) is not None:
        return around.subjects
    if lemma in _SUCCEED and title.dep_ == "pobj":
        return around.objects if around.passive else around.subjects
    if verb.lemma_.lower() in MOVING:
        return around.objects if around.passive else around.subjects
    if title.dep_ == "pobj" and title.head.lower_ == "to" and verb.lemma_.lower() != "promote":
        return []  # "spoke to the chief executive"
    if lemma == "be" or verb.lemma_.lower() in _BEING:
        return around.subjects
    if lemma in _LEAVE or verb.lemma_.lower() in _LEAVE:
        return around.objects if around.passive else around.subjects
    if lemma in _BECOME or verb.lemma_.lower() in _BECOME:
        return [o for o in around.objects if o != title]
    return []


def people_of(parsed: Parsed, head: Token) -> list[int]:
    """The persons that a head stands for; a coordinated organization beside a person is none."""
    return [n for n in parsed.party(head) if parsed.kind(n) is Kind.PERSON]
