"""Relations between words as they stand, a pronoun where the sentence has one; each with its probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.relations.calibration import calibrated, probability
from kg.records import RelationMention
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.encoder import Candidate, ScoredRelation
    from kg.extract.parsed import Parsed

_DATED = frozenset({"DATE_FOUNDED", "DATE_OF_BIRTH", "DATE_OF_DEATH"})
"""Properties whose object is a date."""
_ONE_WAY = frozenset({"SUBSIDIARY_OF", "CHILD_OF"})
"""Properties that never hold both ways."""
_LEAST = 0.1  # what is less likely is of no use to anybody


def relation_mentions(parsed: Parsed) -> Iterator[RelationMention]:
    """KnowledgeNet's properties between any two stretches of a sentence; of two that exclude each other the surer."""
    for relation in scored(parsed):
        if (likely := probability(relation.type, relation.score)) >= _LEAST:
            subject, object_ = (_characters(parsed, side) for side in (relation.subject, relation.object))
            yield RelationMention(relation.type, subject, object_, round(likely, 3))


def scored(parsed: Parsed) -> Iterator[ScoredRelation]:
    """The same with the encoder's own scores, however low."""
    scores = {
        (r.type, r.subject, r.object): r
        for r in parsed.doc._.reading.relations
        if r.type in calibrated() and r.subject.kind != "trigger" and (r.type in _DATED) == (r.object.kind == "date")
    }
    for (name, subject, object_), relation in scores.items():
        back = scores.get((name, object_, subject)) if name in _ONE_WAY else None
        if back is None or relation.score >= back.score:
            yield relation


def _characters(parsed: Parsed, candidate: Candidate) -> Characters:
    last = parsed.doc[candidate.end - 1]
    return Characters(parsed.doc[candidate.start].idx, last.idx + len(last))
