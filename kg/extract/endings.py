"""Deeds by which what was done to somebody is undone: they are let go, a licence is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_DETAINING = word_set("stance", "detaining")
_FREEING = word_set("stance", "freeing")
_HALTING = word_set("stance", "halting")
_RESTORING = word_set("stance", "restoring")


def takes_back(verb: Token, measure: Token) -> bool:
    """Whether a verb undoes a measure: "arrested … freed without charge", "suspended its licence … restored it"."""
    deed, undone = verb.lemma_.lower(), measure.lemma_.lower()
    is_freed = undone in _DETAINING and deed in _FREEING and _is_without_charge(verb)
    return is_freed or (undone in _HALTING and deed in _RESTORING)


def _is_without_charge(verb: Token) -> bool:
    charges = (t for t in verb.subtree if t.lemma_.lower() == "charge")
    return any(a.lower_ == "without" for charge in charges for a in charge.ancestors)
