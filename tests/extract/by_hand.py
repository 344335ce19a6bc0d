"""What the encoder reads, given by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.extract.encoder import Candidate, ScoredRelation, TriggerReading
from kg.extract.pipeline import parsed_article
from kg.records import Article, Status

if TYPE_CHECKING:
    from kg.extract import Extractor
    from kg.extract.parsed import Parsed

LEAST = 0.05


def parsed_of(extractor: Extractor, text: str) -> Parsed:
    """A text with nothing read in it yet."""
    doc = extractor.pipeline(text)
    doc._.reading.triggers, doc._.reading.relations = [], []
    article = Article("a" * 16, text, published=date(2024, 1, 4), origin="test")
    return parsed_article(article, doc)


def word(parsed: Parsed, text: str, kind: str = "LegalDispute", score: float = 0.99, **states: float) -> TriggerReading:
    """A word for an event, as the encoder gives it."""
    number = next(t.i for t in parsed.doc if t.text == text)
    every = {status.value: states.get(status.value, LEAST) for status in Status}
    return TriggerReading(Candidate(number, number + 1, "trigger"), kind, score, every)


def part(parsed: Parsed, trigger: TriggerReading, role: str, name: str, score: float) -> ScoredRelation:
    """Somebody's part in an event, as the encoder gives it."""
    start = next(t.i for t in parsed.doc if t.text == name.split(maxsplit=1)[0])
    named = Candidate(start, start + len(name.split()), "organization")
    return ScoredRelation(role, trigger.words, named, score)
