"""Whether what became facts obeys the shapes, and whether their evidence has all their parties in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ontology
from kg.check import wrong_reading
from kg.conformance import shapes
from kg.evaluate.reported import fact as fact_of
from kg.map import fact_triples, iri
from kg.records import EVENT_FAMILIES, Entity, Event, Role
from kg.resolve import entity_key, resolve
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.records import Claim, Extraction, Fact, Reading, Span, Subject

_SETTINGS = Settings()


@dataclass(slots=True)
class Sound:
    """How many facts of one kind there are, and how they stand.

    Attributes:
        facts: how many, article by article.
        conforming: how many of them no shape finds fault with, in their article's graph and among the facts.
        apart: how many have a party that none of their sentences mentions, not even by a pronoun.
    """

    facts: int = 0
    conforming: int = 0
    apart: int = 0


@dataclass(slots=True)
class Soundness:
    """Counts by kind of fact: a family of events, "role", or a property such as "partOf"."""

    by_kind: defaultdict[str, Sound] = field(default_factory=lambda: defaultdict(Sound))

    def heed(self, extraction: Extraction) -> None:
        """Count the facts that follow from one article."""
        reading = resolve(extraction)
        following = [fact for subject in _subjects(reading) if (fact := fact_of(reading, subject)) is not None]
        faulty = _faulty(reading, following)
        places = _places(extraction)
        for fact in following:
            for kind, parties, claims in _told(reading, fact):
                counts = self.by_kind[kind]
                counts.facts += 1
                counts.conforming += faulty.isdisjoint({fact.subject.key, *(claim.key for claim in claims)})
                counts.apart += not _are_in(parties, claims, places)

    def total(self) -> Sound:
        """All kinds together."""
        every = self.by_kind.values()
        return Sound(sum(s.facts for s in every), sum(s.conforming for s in every), sum(s.apart for s in every))


def _subjects(reading: Reading) -> Iterator[Subject]:
    yield from reading.events
    yield from reading.roles
    yield from reading.entities


def _told(reading: Reading, fact: Fact) -> Iterator[tuple[str, set[str], list[Claim]]]:
    """What the fact says, as (kind, keys of the parties, claims): an event or role once, an entity by property."""
    claims = [claim for claim in reading.claims if claim.key in fact.supported_by]
    match fact.subject:
        case Event() as event:
            bare = [claim for claim in claims if claim.predicate is None]
            yield EVENT_FAMILIES[event.kinds[0]], {key for _, key in event.parties}, bare
        case Role() as role:
            yield "role", {key for key in (role.holder, role.organization) if key}, claims
        case Entity() as entity:
            for name, value in fact.relations:
                yield name, {entity.key, value}, [c for c in claims if (c.predicate, c.object) == (name, value)]
            if fact.founded:
                yield "foundedDate", {entity.key}, [c for c in claims if c.predicate == "foundedDate"]


def _faulty(reading: Reading, following: Iterable[Fact]) -> frozenset[str]:
    """The keys of what a shape finds fault with."""
    nodes = {each.subject for each in wrong_reading(reading, _SETTINGS)}
    quads = [quad for fact in following for quad in fact_triples(fact, base=_SETTINGS.base)]
    nodes |= {node for node, _ in shapes(*ontology.FACT_SHAPES).violations(quads)}
    if not nodes:
        return frozenset()
    keys = [subject.key for subject in _subjects(reading)] + [claim.key for claim in reading.claims]
    return frozenset(key for key in keys if iri(key, base=_SETTINGS.base).value in nodes)


def _places(extraction: Extraction) -> dict[str, list[Span]]:
    """Key of an entity → every stretch that names it or refers to it."""
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for chain in extraction.chains:
        places[entity_key(chain.kind, chain.name)] += [mention.span for mention in chain.mentions]
    return places


def _are_in(parties: Iterable[str], claims: Iterable[Claim], places: dict[str, list[Span]]) -> bool:
    sentences = [span for claim in claims for span in claim.evidence]
    return all(_is_in(places.get(party, ()), sentences) for party in parties)


def _is_in(mentions: Sequence[Span], sentences: Iterable[Span]) -> bool:
    return any(s.start <= m.start and m.end <= s.end for s in sentences for m in mentions)
