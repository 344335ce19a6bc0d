"""The events that one article tells of, each once, as the facts have them: joined, dated, with their status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.relations import mentions_within
from kg.consolidate import consolidate
from kg.records import EVENT_FAMILIES, Event, Status, Testimony
from kg.resolve import entity_key, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Chain, Extraction, Fact, Reading, Span

FAMILIES = frozenset({"Partnership", "Controversy"})
"""The families that the task asks for."""


def events(extraction: Extraction) -> dict[str, object]:
    """Every partnership and controversy with its parties where the text names them."""
    reading = resolve(extraction)
    told = [_told(extraction, reading, event) for event in reading.events if _family(event) in FAMILIES]
    return {"events": sorted((each for each in told if each is not None), key=lambda row: str(row["evidence"]))}


def facts(reading: Reading) -> Iterator[Fact]:
    """What follows from one article alone, subject by subject."""
    article = reading.article
    for subject in (*reading.entities, *reading.events, *reading.roles):
        claims = tuple(claim for claim in reading.claims if claim.about == subject.key)
        testimony = Testimony(article.id, article.published, article.text_hash, subject, claims)
        if (fact := consolidate([testimony])) is not None:
            yield fact


def _family(event: Event) -> str:
    return EVENT_FAMILIES[event.kinds[0]]


def _told(extraction: Extraction, reading: Reading, event: Event) -> dict[str, object] | None:
    fact = next((f for f in facts(reading) if f.subject.key == event.key), None)
    if fact is None:
        return None
    text = extraction.article.text
    # The sentence with the surest claim proves the event; of equals, the first.
    evidence = min((c for c in reading.claims if c.about == event.key), key=lambda c: (-c.confidence, c.evidence))
    sentence = evidence.evidence[0]
    return {
        "kind": event.kinds[0],
        "family": _family(event),
        "parties": [_party(extraction, role, key, sentence, text) for role, key in event.parties],
        "status": None if fact.status is None else fact.status.value,
        "date": fact.date or fact.start or None,
        "polarity": "negated" if fact.status is Status.DENIED else "affirmed",
        "evidence": [sentence.start, sentence.end],
    }


def _party(extraction: Extraction, role: str, key: str, sentence: Span, text: str) -> dict[str, object]:
    """A party where the sentence mentions it, by name if it does; else where the article first names it."""
    chain = next(c for c in extraction.chains if entity_key(c.kind, c.name) == key)
    span = _standing_for(chain, sentence)
    return {"role": role, "start": span.start, "end": span.end, "text": span.of(text)}


def _standing_for(chain: Chain, sentence: Span) -> Span:
    here = [m for m in mentions_within(chain, sentence) if m.is_name]
    named = [m for m in chain.mentions if m.is_name]
    return (here or named)[0].span
