"""Whether the clause around a date tells of what was or of what will be, by the dependency parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.dates.forms import listed
from kg.extract.dates.surroundings import Tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token


def tense_around(words: Span) -> Tense:
    """The tense of the nearest verb above the words that shows one."""
    if _begins_ahead(words):
        return Tense.FUTURE
    if _follows_past_verb(words):
        return Tense.PAST
    for verb in _heads(words.root):
        tense = _tense_of(verb)
        if tense != Tense.UNKNOWN:
            return tense
        if verb.dep_ in {"relcl", "advcl", "ccomp"} and verb.tag_ in {"VBZ", "VBP"}:
            break  # a clause of its own, in the present
    return Tense.UNKNOWN


def _begins_ahead(words: Span) -> bool:
    """Whether it is when something arranged begins: "was named chair from January 1", "effective June 3"."""
    before = words.doc[words.start - 1] if words.start else None
    if before is None or before.lower_ not in listed("tense", "beginning"):
        return False
    return before.lower_ == "effective" or any(
        h.lemma_.lower() in listed("tense", "arranged") for h in _heads(words.root)
    )


def _follows_past_verb(words: Span) -> bool:
    """Whether it is "said on Tuesday", where the parse may hang the day on what will be done."""
    before = words.start - 1
    if before > 0 and words.doc[before].lower_ in {"on", "in"}:
        before -= 1
    return before >= 0 and words.doc[before].tag_ == "VBD"


def _heads(token: Token) -> Iterator[Token]:
    while token.head.i != token.i:
        token = token.head
        yield token


def _tense_of(word: Token) -> Tense:
    helpers = [child for child in word.children if child.dep_ in {"aux", "auxpass"}]
    lemma = word.lemma_.lower()
    if any(child.lower_ in listed("tense", "future_auxiliaries") for child in helpers):
        return Tense.FUTURE
    if any(child.tag_ == "MD" for child in helpers):
        return Tense.POSSIBLE
    if lemma in listed("tense", "future_heads") and not _is_past(word, helpers, lemma):
        return Tense.POSSIBLE if any(child.lower_ == "had" for child in helpers) else Tense.FUTURE
    if word.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers):
        return Tense.PAST
    if word.tag_ == "VBN":
        has = any(child.lemma_ == "have" for child in helpers)
        return Tense.PERFECT if has else Tense.PAST if not helpers else Tense.UNKNOWN
    return _tense_of_present(word, helpers, lemma)


def _is_past(word: Token, helpers: list[Token], lemma: str) -> bool:
    """Whether it is told when something was planned or proposed: "had proposed a merger in June"."""
    is_offer = lemma in listed("tense", "offering") and word.tag_ == "VBN"
    return word.tag_ == "VBD" or (is_offer and not any(c.tag_ in {"VBZ", "VBP"} and c.lemma_ == "be" for c in helpers))


def _tense_of_present(word: Token, helpers: list[Token], lemma: str) -> Tense:
    if word.tag_ == "VBG" and any(child.lemma_ == "be" for child in helpers):
        return Tense.FUTURE
    if word.tag_ in {"VBZ", "VBP"} and lemma in listed("tense", "scheduled_verbs"):
        return Tense.FUTURE
    if word.tag_ in {"VBZ", "VBP"} and lemma in listed("tense", "reporting_verbs"):
        return Tense.PAST
    return Tense.UNKNOWN
