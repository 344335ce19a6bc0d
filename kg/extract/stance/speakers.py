"""Who says what a sentence tells: a named speaker, or people without a name, whose word is talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.stance.polarity import heads, is_negated
from kg.extract.words import word_set

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_REPORTING = word_set("stance", "reporting")
_UNNAMED = word_set("stance", "unnamed_sources")


def speaker(parsed: Parsed, trigger: Token) -> tuple[int | None, bool]:
    """Who says it (a cluster), and whether the source is unnamed talk."""
    for head in heads(trigger):
        behind = (c for c in head.children if c.dep_ in {"parataxis", "ccomp"} and c.i > trigger.i)
        for verb in (head, *behind):
            if verb == trigger or verb.lemma_.lower() not in _REPORTING or verb.pos_ != "VERB" or is_negated(verb):
                continue
            subjects = arguments(verb).subjects
            if any(s.lower_ in _UNNAMED for s in subjects):
                return None, True
            if numbers := [n for s in subjects for n in parsed.parties(s)]:
                return numbers[0], False
    if _is_in_talk(trigger):
        return None, True
    return _according_to(parsed, trigger)


def _is_in_talk(subject: Token) -> bool:
    """Whether people without a name say what is said of a thing: "offers are due in May, the people said"."""
    if subject.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    above = heads(subject.head)
    verbs = (v for v in above if v != subject.head and v.lemma_.lower() in _REPORTING and not is_negated(v))
    return any(s.lower_ in _UNNAMED for v in verbs for s in arguments(v).subjects)


def _according_to(parsed: Parsed, trigger: Token) -> tuple[int | None, bool]:
    for token in trigger.sent:
        if token.lower_ != "according":
            continue
        for child in token.subtree:
            if child.i <= token.i or child.dep_ != "pobj":
                continue
            if child.lower_ in _UNNAMED:
                return None, True
            if numbers := parsed.parties(child):
                return numbers[0], False
    return None, False
