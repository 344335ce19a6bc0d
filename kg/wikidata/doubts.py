"""Which links somebody should look at, and all that helps to decide: sentences, candidates, what each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.map import key_of
from kg.wikidata.links import rows
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.facts import Settled
    from kg.link import Index, Item
    from kg.store import Store

LEAST: Final = 0.1
"""How likely the best candidate must be for a look to be worth it."""
_SENTENCES: Final = 3
_OPTIONS: Final = 9  # a digit each
_VALUES: Final = 3
_SHOWN_FACTS: Final = (
    "country",
    "located_in",
    "headquarters",
    "city",
    "industry",
    "sport",
    "league",
    "parent_org",
    "occupation",
    "position",
    "employer",
    "citizenship",
    "inception",
    "website",
)


@dataclass(frozen=True, slots=True)
class Queued:
    """An entity whose link is in doubt.

    Attributes:
        entity: its IRI.
        label: what the graph calls it.
        sources: how many independent articles know it.
        best: the score of its best candidate.
    """

    entity: str
    label: str
    sources: int
    best: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where an article names the entity."""

    text: str
    evidence: str
    headline: str
    published: str


@dataclass(frozen=True, slots=True)
class Option:
    """An item that the entity may be.

    Attributes:
        item: such as Q155223.
        label: its name.
        score: the probability that it is the one.
        description: a few words of the index, "" where it has none.
        kind: what it is, "" where that is not known.
        aliases: its other names.
        facts: (name, values) pairs.
        is_tied: whether the entity is tied to it now.
        is_rejected: whether somebody said that it is another.
    """

    item: str
    label: str
    score: float
    description: str
    kind: str
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    is_tied: bool
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entity with all that helps to decide which item it is.

    Attributes:
        entity: its IRI.
        key: such as `id/organization/nba`.
        label: what the graph calls it.
        kind: its class.
        aliases: its other names.
        tie: "exactMatch", "closeMatch", or "" where it is tied to nothing.
        sources: how many independent articles know it.
        options: the likeliest first.
        sentences: some of those that name it, of several articles if there are.
    """

    entity: str
    key: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    tie: str
    sources: int
    options: tuple[Option, ...]
    sentences: tuple[Sentence, ...]


def queue(store: Store, settled: Settled, *, least: float = LEAST) -> list[Queued]:
    """The entities in doubt, those that most articles speak of first; of whom somebody was unsure, last.

    In doubt is who is tied to an item less than exactly, to several by several articles, or to none in spite of a
    likely candidate, unless somebody settled it.
    """
    judged = {entity for entity, _ in settled.rejected}
    best: dict[str, Queued] = {}
    for row in rows(store, _WAITING):
        entity, score = row["entity"], float(row["best"])
        if entity in judged:
            score = _best_left(store, entity, settled)
        if score >= least and entity not in settled.closed:
            best[entity] = Queued(entity, row["label"], int(row["sources"]), score)
    return sorted(
        best.values(), key=lambda each: (each.entity in settled.unsure, -each.sources, -each.best, each.entity)
    )


def doubt(store: Store, index: Index | None, entity: str, settled: Settled, *, base: str) -> Doubt:
    """All about one entity that helps to decide; without an index, candidates have no descriptions.

    Args:
        store: the graph.
        index: what knows the candidates.
        entity: its IRI, which the facts must have.
        settled: what people decided so far.
        base: what every resource IRI starts with.
    """
    facts = list(rows(store, _ABOUT.replace("$entity", f"<{entity}>")))
    said: dict[str, list[str]] = {}
    for row in facts:
        said.setdefault(row["property"], []).append(row["value"])
    tie = next((name for name in ("exactMatch", "closeMatch") if terms.SKOS + name in said), "")
    tied = {_local(value) for value in said.get(terms.SKOS + tie, ())}
    scored = {_local(row["item"]): row for row in rows(store, _SCORED.replace("$entity", f"<{entity}>"))}
    known = index.get_many(scored) if index else {}
    options = [_option(entity, item, row, known.get(item), tied, settled) for item, row in scored.items()]
    kinds = [_name(value) for value in said.get(f"{terms.RDF}type", ())]
    return Doubt(
        entity=entity,
        key=key_of(entity, base=base),
        label=next(iter(said.get(f"{terms.RDFS}label", ())), entity),
        kind=next((kind for kind in kinds if kind in terms.ENTITY_CLASSES), ""),
        aliases=tuple(sorted(said.get(f"{terms.SKOS}altLabel", ()))),
        tie=tie,
        sources=int(next(iter(said.get(terms.SOURCE_COUNT, ())), "0")),
        options=tuple(sorted(options, key=lambda each: (-each.score, each.item))[:_OPTIONS]),
        sentences=_sentences(store, entity),
    )


def _best_left(store: Store, entity: str, settled: Settled) -> float:
    """The score of the best candidate that nobody rejected; below every threshold where none is left."""
    scored = rows(store, _SCORED.replace("$entity", f"<{entity}>"))
    left = (float(row["best"]) for row in scored if (entity, _local(row["item"])) not in settled.rejected)
    return max(left, default=-1.0)


def _option(
    entity: str, item: str, row: Mapping[str, str], known: Item | None, tied: Iterable[str], settled: Settled
) -> Option:
    return Option(
        item=item,
        label=known.label if known else row["label"],
        score=float(row["best"]),
        description=(known.description if known else None) or "",
        kind=known.kind if known else "",
        aliases=known.aliases[:_VALUES] if known else (),
        facts=_facts(known) if known else (),
        is_tied=item in tied,
        is_rejected=(entity, item) in settled.rejected,
    )


def _facts(item: Item) -> tuple[tuple[str, str], ...]:
    told = []
    for name in _SHOWN_FACTS:
        values = [value.text or value.id or "" for value in item.facts.get(name, ())]
        if values:
            told.append((name.replace("_org", "").replace("_", " "), ", ".join(values[:_VALUES])))
    return tuple(told)


def _sentences(store: Store, entity: str) -> tuple[Sentence, ...]:
    found = [
        Sentence(" ".join(row["text"].split()), row["evidence"], row.get("headline", ""), row.get("published", ""))
        for row in rows(store, _SENTENCES_OF.replace("$entity", f"<{entity}>"))
    ]
    by_article = {each.evidence.partition("#")[0]: each for each in reversed(found)}
    first = list(dict.fromkeys([*reversed(by_article.values()), *found]))  # one of each article, then more
    return tuple(first[:_SENTENCES])


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _name(iri: str) -> str:
    return iri.rpartition("#")[2]


_WAITING = """
SELECT ?entity ?label ?sources ?best WHERE {
  { SELECT ?entity (MAX(?score) AS ?best) WHERE { GRAPH ?graph { ?link ng:linkOf ?entity ; ng:score ?score } }
    GROUP BY ?entity }
  FILTER NOT EXISTS { ?entity skos:exactMatch ?item }
  ?entity rdfs:label ?label ; ng:sourceCount ?sources
}"""

_SCORED = """
SELECT ?item (MAX(?score) AS ?best) (SAMPLE(?name) AS ?label) WHERE { GRAPH ?graph {
  ?link ng:linkOf $entity ; ng:candidate ?candidate . ?candidate ng:item ?item ; ng:score ?score ; rdfs:label ?name
} } GROUP BY ?item"""

_ABOUT = """
SELECT ?property ?value WHERE {
  VALUES ?property { rdf:type rdfs:label skos:altLabel skos:exactMatch skos:closeMatch ng:sourceCount }
  $entity ?property ?value
}"""

_SENTENCES_OF = """
SELECT DISTINCT ?text ?evidence ?headline ?published WHERE {
  $entity ng:supportedBy ?claim
  GRAPH ?graph {
    ?claim ng:evidence ?evidence .
    ?evidence oa:hasSource ?article ; oa:hasSelector/oa:exact ?text
    OPTIONAL { ?article schema:headline ?headline }
    OPTIONAL { ?article schema:datePublished ?published }
  }
} ORDER BY DESC(STRLEN(?text)) ?published ?evidence LIMIT 50"""
