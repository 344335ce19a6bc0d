"""Who takes the place of whom: "X replaces Y", "switches from X to Y", "signs X, ends Y deal"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import with_particle
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_FOLLOWING = word_set("asides", "following")
_SWITCHING = word_set("asides", "switching")
_MOVING = _FOLLOWING | _SWITCHING | {"take"}
_TAKING = word_set("asides", "taking")
_LEAVING = word_set("asides", "leaving")
_DEEDS = _TAKING | _LEAVING
_KIN = word_set("asides", "kin")
_JOINTS = frozenset({",", ";", "and", "but"})


class _Switch(NamedTuple):
    """The two halves of a sentence that takes somebody on and leaves somebody else."""

    taking: Span
    leaving: Span


def follow_each_other(parsed: Parsed, numbers: Sequence[int]) -> bool:
    """Whether the article says that one of these took the place of another: they are no partners of each other."""
    told = [pair for verb in parsed.doc if verb.pos_ == "VERB" for pair in _successions(verb)]
    pairs = [
        ({n for t in new for n in parsed.parties(t)}, {n for t in old for n in parsed.parties(t)}) for new, old in told
    ]
    pairs += [
        (_within(parsed, s.taking), _within(parsed, s.leaving))
        for sentence in parsed.doc.sents
        for s in _switches(sentence)
    ]
    asked = set(numbers)
    return any(new & asked and old & asked and not new & old for new, old in pairs)


def _successions(verb: Token) -> Iterator[tuple[list[Token], list[Token]]]:
    """Who comes and who goes, by one verb: "X replaces Y", "takes over from Y", "replaces Y with X"."""
    lemma = verb.lemma_.lower()
    if lemma not in _MOVING:
        return
    around = arguments(verb)
    before = around.prepositions
    if with_particle(verb) == "take over":
        yield around.subjects, before.get("from", [])
    elif lemma in _FOLLOWING:
        yield [*around.subjects, *before.get("with", [])], around.objects
    elif lemma in _SWITCHING:
        yield before.get("to", []), before.get("from", [])


def follows_parent(verb: Token) -> bool:
    """Whether somebody only succeeds one of their family: "took over the firm from her father", "his uncle's firm"."""
    if with_particle(verb) not in {"take over", "inherit"}:
        return False
    around = arguments(verb)
    before = [
        *around.prepositions.get("from", []),
        *(c for o in around.objects for c in o.children if c.dep_ == "poss"),
    ]
    return any(t.lemma_.lower() in _KIN for t in before)


def is_in_other_half(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether a deal ends beside which they are only taken on, or is made beside which they are only left.

    "X signs Y, ends Z deal": the deal that ends is not Y's.
    """
    here = {t.i for t in parsed.mentions(trigger, number)}
    for switch in _switches(trigger.sent):
        for own, other in (switch, switch[::-1]):
            if own.start <= trigger.i < own.end and here and here <= set(range(other.start, other.end)):
                return True
    return False


def _within(parsed: Parsed, half: Span) -> set[int]:
    return {n for t in half for n in parsed.at.get(t.i, ())}


def _switches(sentence: Span) -> Iterator[_Switch]:
    """By words alone, for the parser often takes the verbs of headlines for nouns."""
    deeds = [t for t in sentence if _does(t, _DEEDS)]
    for one, other in pairwise(deeds):
        if _does(one, _TAKING) == _does(other, _TAKING) or other.nbor(-1).lower_ not in _JOINTS:
            continue
        halves = sentence.doc[one.i : other.i], sentence.doc[other.i : sentence.end]
        yield _Switch(*halves) if _does(one, _TAKING) else _Switch(*halves[::-1])


def _does(word: Token, deeds: frozenset[str]) -> bool:
    if word.lemma_.lower() not in deeds:
        return False
    is_verb = word.pos_ == "VERB" and word.dep_ not in {"amod", "acl"}
    return is_verb or (word.tag_ == "NNS" and not any(c.dep_ == "det" for c in word.children))
