"""The events that one article tells of, each once, as the facts have them: joined, dated, with their status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.consolidate import consolidate
from kg.evaluate.relations import mentions_within
from kg.records import EVENT_FAMILIES, Status, Testimony
from kg.resolve import entity_key, resolve

if TYPE_CHECKING:
    from kg.records import Chain, Event, Extraction, Fact, Reading, Span, Subject

FAMILIES = frozenset({"Partnership", "Controversy"})
"""The families that the task asks for."""


def events(extraction: Extraction) -> dict[str, object]:
    """Every partnership and controversy with its parties where the text names them."""
    reading = resolve(extraction)
    asked = [event for event in reading.events if family(event) in FAMILIES]
    told = [(_proof(reading, event), _told(extraction, reading, event)) for event in asked]
    return {"events": [row for _, row in sorted(told, key=lambda pair: pair[0])]}


def fact(reading: Reading, subject: Subject) -> Fact | None:
    """What follows about one subject from this article alone."""
    article = reading.article
    claims = tuple(claim for claim in reading.claims if claim.about == subject.key)
    return consolidate([Testimony(article.id, article.published, article.text_hash, subject, claims)])


def family(event: Event) -> str:
    """The most general of the ontology's classes, below Event, that the event is in."""
    return EVENT_FAMILIES[event.kinds[0]]


def _proof(reading: Reading, event: Event) -> Span:
    """The sentence with the surest claim; of equals, the first."""
    claims = (claim for claim in reading.claims if claim.about == event.key)
    return min(claims, key=lambda claim: (-claim.confidence, claim.evidence)).evidence[0]


def _told(extraction: Extraction, reading: Reading, event: Event) -> dict[str, object]:
    follows = fact(reading, event)
    status = follows.status if follows else None
    sentence = _proof(reading, event)
    return {
        "kind": event.kinds[0],
        "family": family(event),
        "parties": [_party(extraction, role, key, sentence) for role, key in event.parties],
        "status": status.value if status else None,
        "date": (follows.date or follows.start or None) if follows else None,
        "polarity": "negated" if status is Status.DENIED else "affirmed",
        "evidence": [sentence.start, sentence.end],
    }


def _party(extraction: Extraction, role: str, key: str, sentence: Span) -> dict[str, object]:
    """A party where the sentence mentions it, by name if it does; else where the article first names it."""
    chain = next(c for c in extraction.chains if entity_key(c.kind, c.name) == key)
    span = standing_for(chain, sentence)
    return {"role": role, "start": span.start, "end": span.end, "text": span.of(extraction.article.text)}


def standing_for(chain: Chain, sentence: Span) -> Span:
    """Where a sentence names a chain or, if it does not, where the article first does."""
    here = [m for m in mentions_within(chain, sentence) if m.is_name]
    named = [m for m in chain.mentions if m.is_name]
    return (here or named)[0].span
