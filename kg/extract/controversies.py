"""Controversies: lawsuits, investigations, fines, recalls, boycotts, protests, accusations, backlash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.drafts import Draft, draft, event_date, reference_factor
from kg.extract.frames import matches
from kg.extract.stance import stance
from kg.extract.syntax import governing_verb, prepositional
from kg.extract.words import word_set
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.parsed import Parsed

_RELATION_NOUNS = word_set("backlash", "relation_nouns")
_STRAINED = word_set("backlash", "strained")
_UTTERANCES = word_set("backlash", "utterances")
_CAUSES = word_set("backlash", "causes")
_BACKLASH_CONFIDENCE = 0.75
_ACCUSED_KINDS = frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.PRODUCT})


def find_controversies(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of a dispute, an accusation or a scandal."""
    for match in matches(parsed, "controversy"):
        parties = tuple(p for p in match.parties if p[0] == "accuser" or parsed.kind(p[1]) in _ACCUSED_KINDS)
        yield replace(draft(parsed, match, family="Controversy"), parties=parties)
    yield from _strained_relations(parsed)


def _strained_relations(parsed: Parsed) -> Iterator[Draft]:
    """A relation that suffers from what somebody said: who said it is accused, the two sides are affected."""
    for noun in parsed.doc:
        if noun.lemma_.lower() not in _RELATION_NOUNS or noun.pos_ != "NOUN":
            continue
        if not any(t.lemma_.lower() in _STRAINED or t.lower_ in _STRAINED for t in noun.sent):
            continue
        speakers = list(_utterances(parsed, noun))
        sides = _sides(parsed, noun)
        if not speakers or not sides:
            continue
        utterance, accused = speakers[0]
        parties = tuple(dict.fromkeys([*(("accused", n) for n in accused), *(("affected", n) for n in sides)]))
        yield Draft(
            family="Controversy",
            kind="PublicBacklash",
            parties=parties,
            trigger=noun,
            stance=stance(parsed, noun, usual=Status.ACTIVE),
            when=event_date(parsed, utterance),
            confidence=_BACKLASH_CONFIDENCE * reference_factor(parsed, parties, noun),
        )


def _sides(parsed: Parsed, noun: Token) -> list[int]:
    """The parties of a relation: "A's ties with B", "relations between A and B"."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [head for preposition, head in prepositional(noun) if preposition in {"with", "between"}]
    verb = governing_verb(noun)
    if verb is not None:
        heads += [head for preposition, head in prepositional(verb) if preposition == "with"]
    found = [n for head in heads for n in parsed.parties(head)]
    return [n for n in dict.fromkeys(found) if parsed.kind(n) is not Kind.PLACE]


def _utterances(parsed: Parsed, noun: Token) -> Iterator[tuple[Token, list[int]]]:
    """(the words that caused it, who said them): "following comments made by X", "after X's tweet"."""
    for token in noun.sent:
        if token.lemma_.lower() not in _UTTERANCES or token.pos_ not in {"NOUN", "VERB"}:
            continue
        if not any(t.lower_ in _CAUSES for t in token.sent[: token.i - token.sent.start]):
            continue
        heads = [c for c in token.children if c.dep_ in {"poss", "nsubj"}]
        heads += [h for preposition, h in prepositional(token) if preposition in {"by", "from", "of"}]
        for clause in (c for c in token.children if c.dep_ in {"acl", "relcl"}):
            heads += [h for preposition, h in prepositional(clause) if preposition == "by"]
            heads += [c for c in clause.children if c.dep_ == "nsubj"]
        speakers = [n for h in heads for n in _speakers(parsed, h)]
        if speakers:
            yield token, list(dict.fromkeys(speakers))


def _speakers(parsed: Parsed, head: Token) -> list[int]:
    """The persons or organizations behind a head, a title with a name behind it included."""
    return [n for n in parsed.parties(head) if parsed.kind(n) in {Kind.PERSON, Kind.ORGANIZATION}]
