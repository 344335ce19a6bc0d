"""Extraction → one line of predictions, for each task in the form that its scorer reads."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.evaluate import relations
from kg.evaluate.entities import entities
from kg.evaluate.linked import items_of
from kg.records import Kind, Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluate.relations import Stated
    from kg.link.linker import Linker
    from kg.records import ClaimMention, Extraction, Span

Row = dict[str, object]

TYPES = {Kind.PERSON: "PER", Kind.ORGANIZATION: "ORG", Kind.PLACE: "LOC", Kind.PRODUCT: "MISC"}
"""Our kinds in the terms of Re-DocRED."""

CANDIDATES = 20
UNDEFINED = "undefined"
SYMMETRIC = frozenset({"collaboration", "merged_with", "competitor_of"})


def core(relation: tuple[str, int, float] | None) -> Row:
    """The relation that was read between the two companies; "undefined" where no sentence holds both."""
    name, subject, _ = relation or (UNDEFINED, 0, 0.0)
    return {"type": name, "subj": 0 if name in SYMMETRIC else subject}


def knowledgenet(extraction: Extraction, passages: Sequence[Span], linker: Linker, least: float) -> Row:
    """Every relation read between two stretches of words of one passage, with its probability and both items."""
    found = [
        relation
        for relation in sorted(set(extraction.relations))
        if relation.score >= least
        and any(_within(relation.subject, p) and _within(relation.object, p) for p in passages)
    ]
    items = items_of(extraction, (span for r in found for span in (r.subject, r.object)), linker)
    return {
        "relations": [
            {
                **_relation(r.type, r.subject, r.object),
                "subj_link": items[r.subject],
                "obj_link": items[r.object],
                "confidence": r.score,
            }
            for r in found
        ]
    }


def redocred(extraction: Extraction) -> Row:
    """Every relation of the document, between the two mentions that stand for its sides."""
    chains = extraction.chains
    found: dict[tuple[str, int, int | None], tuple[str, Span, Span]] = {}
    for claim in relations.affirmed(extraction):
        for stated in relations.in_wikidata(claim, extraction.article.text):
            subject = relations.nearest(chains[stated.subject], claim).span
            object_ = _object_span(extraction, claim, stated)
            if object_ is not None:
                found.setdefault((stated.type, stated.subject, stated.object), (stated.type, subject, object_))
    return {"relations": [_relation(*each) for each in found.values()]}


def mentions(extraction: Extraction, linker: Linker) -> Row:
    """Every name with its type and its item; pronouns and descriptions are left out, as the gold sets of names do.

    A nationality is a place, as Re-DocRED has it.
    """
    names = [
        (mention.span, TYPES[chain.kind])
        for chain in extraction.chains
        for mention in chain.mentions
        if mention.is_name
    ]
    found = sorted([*names, *((span, TYPES[Kind.PLACE]) for span in extraction.nationalities)])
    items = items_of(extraction, (span for span, _ in found), linker)
    return {"mentions": [{"start": s.start, "end": s.end, "type": name, "link": items[s]} for s, name in found]}


def linking(extraction: Extraction, given: Sequence[Span], types: Sequence[str | None], linker: Linker) -> Row:
    """The given mentions with their items: `link` is an exact match, `close` a doubtful one; and the candidates.

    They keep the types that they came with, for scorers leave out what has none.
    """
    found = entities(extraction, given)
    rows: list[Row] = [
        {"start": span.start, "end": span.end, "type": name, "link": None}
        for span, name in zip(given, types, strict=True)
    ]
    links = linker.link([e.asked for e in found], extraction.article.text)
    candidates = {entity: [c.item for c in linked.candidates] for entity, linked in zip(found, links, strict=True)}
    for entity, linked in zip(found, links, strict=True):
        for n in entity.mentions:
            match = None if n in entity.guessed else linked.match
            others = [candidates.get(other, []) for other in entity.guessed.get(n, ())]
            rows[n] |= {
                "link": linked.item if match is Match.EXACT else None,
                "close": linked.item if match is Match.CLOSE else None,
                "score": linked.score,
                "candidates": _in_turns([candidates[entity], *others])[:CANDIDATES],
            }
    return {"mentions": rows}


def _in_turns(ranked: Sequence[Sequence[str]]) -> list[str]:
    """The first of each, then the second of each, and so on; none twice."""
    return list(dict.fromkeys(item for row in zip_longest(*ranked) for item in row if item is not None))


def _object_span(extraction: Extraction, claim: ClaimMention, stated: Stated) -> Span | None:
    if stated.object is not None:
        return relations.nearest(extraction.chains[stated.object], claim).span
    return claim.when.words if claim.when is not None else None


def _within(span: Span, stretch: Span) -> bool:
    return stretch.start <= span.start and span.end <= stretch.end


def _relation(name: str, subject: Span, object_: Span) -> Row:
    return {"type": name, "subj": [subject.start, subject.end], "obj": [object_.start, object_.end]}
