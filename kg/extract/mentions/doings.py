"""What a name stands for by what it does: firms sue and sign, persons resign, and no product says anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.document.syntax import first_of_list, with_particle
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token

_SAYING = word_set("stance", "reporting")
_ORGANIZERS = word_set("names", "organizers")
_ORGANIZING = word_set("names", "organizing")
_CHOOSING = word_set("names", "choosing")
_CONTESTS = frozenset({"EVENT", "WORK_OF_ART"})
_NO_FIRMS = frozenset({"GPE", "LOC", "PERSON"})
_SUING = frozenset({"sue", "fine"})
OTHER_WORDS = word_set("names", "other_words") | word_set("names", "citizens")
_OF_NO_GOODS = word_set("names", "of_no_goods")
_FIRM_VERBS = word_set("names", "firm_verbs")
_DONE_TO_FIRMS = word_set("names", "done_to_firms")
_DEAL_WORDS = word_set("names", "deal_words")
_BETWEEN = frozenset({"with", "between", "in", "into", "by"})
_PERSONAL_VERBS = word_set("names", "personal_verbs")
_DONE_TO = 1.1  # more than a label that is not sure: many companies are taken for places
_ACCUSING = frozenset({"fine", "fin", "sue", "cite", "sanction", "penalise", "penalize", "prosecute"})
"""What no town does; "fin" is what the model takes for the lemma of "fined"."""
_ACRONYM = re.compile(r"[A-Z]{3,6}$")
_OF = re.compile(r" (?:of|for|in) ")
_BODY = 6.0  # against two words of the encoder for a place: "was fined by OSHA"
_ACTING = 1.6
_MAKING = frozenset({"make", "manufacture", "produce", "develop", "design", "brew", "bottle", "distil"})
_MAKERS = frozenset({"maker", "manufacturer", "developer", "producer"})
_MADE = 4.5  # the encoder takes brands for firms, twice
_SPEAKING = 3.0  # against what a name is called: a payment app that hires is a firm


def acting(head: Token) -> Iterator[tuple[Kind, float]]:
    """Evidence from the verb that a name is the subject, object or agent of."""
    verb, dep = head.head, head.dep_
    if dep == "pobj" and verb.dep_ == "agent":
        verb, dep = verb.head, "nsubj"
    lemma = verb.lemma_.lower()
    if dep == "nsubj":
        yield from _possessing(verb)
    if _is_no_thing(verb, dep):
        yield Kind.PRODUCT, -_SPEAKING
    if _is_full_person(head):
        return
    yield from _dealing(head, verb, dep)
    is_body = lemma in _ACCUSING and _ACRONYM.match(head.text) is not None
    if dep == "nsubj" and (is_body or lemma in _FIRM_VERBS | _DEAL_WORDS):
        yield Kind.ORGANIZATION, _BODY if is_body else _ACTING
    if dep in {"nsubjpass", "dobj"} and lemma in _DONE_TO_FIRMS:
        yield Kind.ORGANIZATION, _DONE_TO
    if dep == "nsubj" and lemma in _PERSONAL_VERBS:
        yield Kind.PERSON, 0.4
    if dep == "nsubj":
        alone = not any(c.dep_ == "conj" for c in head.children)
        if alone and any(c.lower_ in {"have", "are", "were"} and c.dep_ == "aux" for c in verb.children):
            yield Kind.ORGANIZATION, 1.5  # no person takes a plural verb


def made(name: Span) -> Iterator[tuple[Kind, float]]:
    """Evidence from who makes what a name stands for: "X, made by Y", "X's developer", "the maker of X"."""
    head = name.root
    verbs = [c for c in head.children if c.dep_ in {"acl", "relcl"}]
    verbs += [head.head] if head.dep_ == "nsubjpass" else []
    if any(
        v.lemma_.lower() in _MAKING and v.tag_ == "VBN" and any(c.dep_ == "agent" for c in v.children) for v in verbs
    ):
        yield Kind.PRODUCT, _MADE
    if head.dep_ == "poss" and head.head.lemma_.lower() in _MAKERS:
        yield Kind.PRODUCT, _MADE
    before = name.doc[name.start - 1] if name.start else head
    if before.lower_ == "of" and before.head.lemma_.lower() in _MAKERS and before.head.tag_ == "NN":
        yield Kind.PRODUCT, _MADE


def _is_no_thing(verb: Token, dep: str) -> bool:
    """Whether a verb's subject says, signs or hires, or is sued: no product does, whatever it is called."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or dep not in {"nsubj", "nsubjpass"}:
        return False
    if dep == "nsubjpass":
        return lemma in _SUING
    return lemma in _OF_NO_GOODS or (lemma in _SAYING and any(c.dep_ == "ccomp" for c in verb.children))


def word_for_it(key: str) -> str:
    """The word of a name that says what it names: "festival", "school" of "School of Law"."""
    return _OF.split(key, maxsplit=1)[0].rsplit(" ", 1)[-1]


def organizes(head: Token, key: str) -> bool:
    """Whether who runs a contest, fair or tour goes by its name, for it acts: "the Cup has named X as its sponsor".

    Nor does anything but a firm have a deal of its own, whatever its name says: "Corran Tower has ended its contract".
    """
    last = word_for_it(key)
    first = first_of_list(head)
    verb = first.head
    if first.dep_ == "nsubj" and _has_own_deal(verb) and head.ent_type_ not in _NO_FIRMS:
        return True
    is_contest = last in _ORGANIZERS or (head.ent_type_ in _CONTESTS and last not in OTHER_WORDS)
    if verb.pos_ != "VERB" or not is_contest:
        return False
    if first.dep_ != "nsubj":
        return first.dep_ == "nsubjpass" and verb.lemma_.lower() in _SUING
    if with_particle(verb) in _ORGANIZING:
        return True
    has_own = any(c.lower_ in {"its", "their"} for c in verb.subtree if c.i > verb.i)
    return last in _ORGANIZERS and has_own and with_particle(verb) in _CHOOSING


def _has_own_deal(verb: Token) -> bool:
    """Whether a verb's subject has a deal: "has ended its partnership with X", "said its takeover was complete"."""
    told = [c for c in verb.children if c.dep_ == "ccomp" and verb.lemma_.lower() in _SAYING]
    deals = (c for v in (verb, *told) for c in v.children if c.i > verb.i and c.lemma_.lower() in _DEAL_WORDS)
    return any(c.dep_ == "poss" and c.lower_ == "its" for deal in deals if deal.pos_ == "NOUN" for c in deal.lefts)


def _is_full_person(head: Token) -> bool:
    """Whether the encoder sees a person's name of several words: what persons do as well proves nothing then."""
    return head.ent_type_ == "PERSON" and any(c.dep_ == "compound" and c.ent_type_ == "PERSON" for c in head.children)


def _dealing(head: Token, verb: Token, dep: str) -> Iterator[tuple[Kind, float]]:
    """Evidence from a deal's words next to the name, and from an organization coordinated with it."""
    lemma = verb.lemma_.lower()
    before = head.doc[head.left_edge.i - 1] if head.left_edge.i else None
    if dep != "pobj" and before is not None and before.lower_ in _BETWEEN and before.head.lemma_.lower() in _DEAL_WORDS:
        yield Kind.ORGANIZATION, _DONE_TO  # the parser lost the object of "partnership with"
    if dep == "pobj" and verb.lower_ in _BETWEEN and verb.head.lemma_.lower() in _DEAL_WORDS:
        yield Kind.ORGANIZATION, _DONE_TO
    if dep == "poss" and lemma in _DEAL_WORDS:
        yield Kind.ORGANIZATION, _DONE_TO
    if "conj" in {dep, *(c.dep_ for c in head.children if c.pos_ == "PROPN")}:
        others = [verb, *(c for c in head.children if c.dep_ == "conj")]
        yield from ((Kind.ORGANIZATION, 0.7) for o in others if o.ent_type_ == "ORG")


def _possessing(verb: Token) -> Iterator[tuple[Kind, float]]:
    """Evidence from the pronoun that takes the subject up: "X ended its deal", "Y left his post"."""
    for argument in (c for c in verb.subtree if c.dep_ == "poss" and c.head.head in {verb, *verb.rights}):
        if argument.lower_ == "its":
            yield Kind.ORGANIZATION, 0.8
        if argument.lower_ in {"his", "her"}:
            yield Kind.PERSON, 0.8
