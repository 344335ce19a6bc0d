"""What keeps two names of a sentence from a relation that they seem to have: a dispute, an end, a move, a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import DESCRIBED_BY, governing_verb, governors
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.extract.document.tokens import Token

_STOPPING = frozenset({"stop", "cease", "quit"})
_MOVING = frozenset({"move", "relocate", "transfer", "shift"})
_HOLDERS = word_set("roles", "heads")
_FIRMS = word_set("names", "organization_nouns")
_FAMILIES = frozenset({"family"})  # who are none of their people
_WORKED = frozenset({"mine", "prospect", "deposit", "quarry", "field", "well", "project", "plant", "mill", "farm"})
_DISPUTES = frozenset({"action", "claim", "case", "suit", "lawsuit", "complaint", "proceeding", "charge"})
_NOT_AT_LAW = frozenset({"customerOf", "partOf", "memberOf", "productOf"})


def is_not_said(name: str, subject: Token, object_: Token) -> bool:
    """Whether what stands around two names speaks against a relation of ours between them."""
    if name == "headquarteredIn":
        return _is_left_behind(object_)
    if name == "foundedBy" and _is_of_thing(subject):
        return True
    if name in {"ownedBy", "foundedBy"} and _is_before(object_, _FAMILIES):
        return True
    if name == "productOf" and (_is_before(subject, _WORKED) or _is_of_another(subject, object_)):
        return True
    if name in _NOT_AT_LAW and (_is_sued(subject, object_) or _is_sued(object_, subject)):
        return True
    if _is_of_last(object_) or _is_of_last(subject):
        return True
    return name in {"customerOf", "productOf"} and any(_has_stopped(side) for side in (subject, object_))


def _is_of_last(name: Token) -> bool:
    """Whether a name stands behind "the latter's parent", which is that of one of several."""
    nouns = (name, name.head) if name.dep_ in DESCRIBED_BY or name.dep_ == "conj" else (name,)
    return any(c.dep_ == "poss" and c.lower_ in {"latter", "former"} for noun in nouns for c in noun.children)


def _is_left_behind(place: Token) -> bool:
    """Whether it is where a firm moves from: "has moved its headquarters from Slough to Reading"."""
    verb = governing_verb(place)
    is_from = place.dep_ == "pobj" and place.head.lower_ == "from"
    if verb is None and is_from:  # "moved its head office from Slough to Reading"
        verb = governing_verb(place.head.head)
    return is_from and verb is not None and verb.lemma_.lower() in _MOVING


def _is_before(name: Token, words: Collection[str]) -> bool:
    """Whether one of some words stands right behind a name: "the Lund family", "the Qori mine"."""
    behind = name.doc[name.i + 1 : name.i + 2]
    return any(t.lemma_.lower() in words for t in behind)


def _is_of_another(name: Token, maker: Token) -> bool:
    """Whether somebody else's genitive stands before a product: "X says its patents are used in Y's Z line"."""
    own = name.head if name.dep_ in DESCRIBED_BY and name.head.i > name.i else name
    owners = [c for c in own.children if c.dep_ == "poss" and c.pos_ == "PROPN"]
    return bool(owners) and maker not in owners and not any(maker in owner.subtree for owner in owners)


def _is_of_thing(name: Token) -> bool:
    """Whether a name only says what make a thing is: "started with a single Bedford van"."""
    head = name.head
    is_before = name.dep_ in DESCRIBED_BY and head.i > name.i and head.pos_ == "NOUN"
    return is_before and head.lemma_.lower() not in _HOLDERS | _FIRMS


def _is_sued(name: Token, other: Token) -> bool:
    """Whether one stands behind "against", and the other does not: "prepares a class action against X"."""
    against = next((g for g in governors(name) if g.lower_ == "against" and g.dep_ == "prep"), None)
    if against is None or against.is_ancestor(other):
        return False
    return against.head.lemma_.lower() in _DISPUTES or against.head.pos_ == "VERB"


def _has_stopped(name: Token) -> bool:
    """Whether it is told that somebody does so no more: "stopped buying palm oil from X"."""
    deeds = (g for g in governors(name) if g.tag_ == "VBG" and g.dep_ == "xcomp")
    return any(deed.head.lemma_.lower() in _STOPPING for deed in deeds)
