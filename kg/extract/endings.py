"""Ends that are told in few words: a strike is over, a headline ends a tie, who was arrested is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPPING = frozenset({"stop", "cease", "quit"})
_DETAINING = word_set("stance", "detaining")
_FREEING = word_set("stance", "freeing")
_HALTING = word_set("stance", "halting")
_RESTORING = word_set("stance", "restoring")


def is_over(noun: Token) -> bool:
    """Whether a thing is said to be over: "the strike is over", "the deal was off"."""
    verb = noun.head
    ends = (c for c in verb.children if c.lower_ in {"over", "off"} and not any(g.dep_ == "pobj" for g in c.children))
    return noun.dep_ == "nsubj" and verb.lemma_ == "be" and any(ends)


def is_stopped(deed: Token) -> bool:
    """Whether somebody stops to do what a verb says: "will stop working with X"."""
    return deed.dep_ == "xcomp" and deed.tag_ == "VBG" and deed.head.lemma_.lower() in _STOPPING


def ends_in_headline(noun: Token) -> bool:
    """Whether "end" behind a name is a verb that the parser takes for a part of the noun: "X and Y end rail tie-up"."""
    ends = (c for c in noun.children if c.dep_ == "compound" and c.lower_ in {"end", "ends"} and c.i)
    return any(c.nbor(-1).pos_ == "PROPN" for c in ends)


def takes_back(verb: Token, measure: Token) -> bool:
    """Whether a verb undoes a measure: "arrested … freed without charge", "suspended its licence … restored it"."""
    deed, undone = verb.lemma_.lower(), measure.lemma_.lower()
    is_freed = undone in _DETAINING and deed in _FREEING and _is_without_charge(verb)
    return is_freed or (undone in _HALTING and deed in _RESTORING)


def _is_without_charge(verb: Token) -> bool:
    charges = (t for t in verb.subtree if t.lemma_.lower() == "charge")
    return any(a.lower_ == "without" for charge in charges for a in charge.ancestors)
