"""Why something is in the graph: a fact, event, role or entity with every sentence that proves it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from string import Template
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import NotFound
from kg.map import iri as key_to_iri
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a claim stands in; "" where unknown."""

    iri: str
    headline: str
    url: str
    published: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the article's `ng:text`, from `start` to before `end`."""

    iri: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Support:
    """One claim: how the article says it, and where.

    Attributes:
        status: what the words say of an event's or a role's state, "" where they do not.
        date: a day, month, year or "from/to" of days, "" where the words have none.
        says: for a claim about an entity, the property and value it states, "" for a mere mention.
        speaker: the name of who says so, "" when it is the article itself.
    """

    iri: str
    polarity: str
    modality: str
    confidence: float
    status: str
    date: str
    says: str
    speaker: str
    passages: tuple[Passage, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that the facts say of the subject; `label` is the value's name, or the value itself."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of an event or role: where it stood, when ("" where no words say so), and the day that it was told."""

    status: str
    date: str
    reported: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact, event, role or entity with its states in order of time, and its claims, those of one article together."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    status: str
    source_count: int
    properties: tuple[Property, ...]
    claims: tuple[Support, ...]
    stages: tuple[Stage, ...] = ()


def explain(store: Store, name: str, *, base: str) -> Explanation:
    """What the graph says of something, and the sentences behind it.

    Args:
        store: the graph.
        name: a whole IRI, a key such as `id/organization/ant-group`, or a label that only one thing has.
        base: what keys are relative to.

    Raises:
        NotFound: nothing has that name, or several things have; the message lists what is near.
    """
    iri = find(store, name, base=base)
    found = _rows(store, _FACTS, subject=ox.NamedNode(iri))
    facts = [Property(_local(row["property"]), row["value"], row.get("label", row["value"])) for row in found]
    values = {fact.name: fact.value for fact in facts}
    own = {"type", "label", "sourceCount", "status", "roleStatus", "supportedBy"}
    return Explanation(
        iri=iri,
        label=values.get("label") or values.get("roleTitle") or iri,
        kinds=tuple(sorted(_local(fact.value) for fact in facts if fact.name == "type")),
        status=_local(values.get("status", values.get("roleStatus", ""))),
        source_count=int(values.get("sourceCount", "0")),
        properties=tuple(fact for fact in facts if fact.name not in own),
        claims=_claims(store, iri),
        stages=_stages(store, iri),
    )


def find(store: Store, name: str, *, base: str, but: str = "") -> str:
    """The IRI of what the name, key or IRI stands for in the facts.

    Args:
        store: the graph.
        name: in any of these forms.
        base: what every resource IRI starts with.
        but: an IRI that a name, which it may share with others, does not stand for.

    Raises:
        NotFound: nothing, or more than one thing, has that name.
    """
    for node in _nodes(name, base):
        if _rows(store, _KNOWN, subject=node):
            return node.value
        for row in _rows(store, _MERGED, subject=node):
            return row["kept"]
    named = _rows(store, _NAMED, name=ox.Literal(name.strip().lower()))
    same = [row for row in named if row["subject"] != but]
    if len(same) == 1:
        return same[0]["subject"]
    if same:
        raise NotFound(f"{name!r} names several things; give the IRI of one of them:\n{_listed(same)}")
    near = _near(store, name)
    hint = f"Near it:\n{_listed(near)}" if near else "`kg query` lists what there is."
    raise NotFound(f"The store has no {name!r}. {hint}")


def _near(store: Store, name: str) -> list[dict[str, str]]:
    """Up to ten things whose name shares a word with this one, the closest first."""
    words = set(name.lower().replace("/", " ").replace("-", " ").split()) - _IN_EVERY_NAME
    counted = ((len(words & set(row["label"].lower().split())), row) for row in _each(store, _LABELLED))
    shared = (pair for pair in counted if pair[0])
    return [row for _, row in nsmallest(10, shared, key=lambda pair: (-pair[0], pair[1]["subject"]))]


def _claims(store: Store, iri: str) -> tuple[Support, ...]:
    """In text order of each claim's first sentence, article by article."""
    claims: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(store, _CLAIMS, subject=ox.NamedNode(iri)):
        claims[row["claim"]].append(row)
    return tuple(_support(store, rows) for rows in claims.values())


def _stages(store: Store, iri: str) -> tuple[Stage, ...]:
    rows = _rows(store, _STATES, subject=ox.NamedNode(iri))
    return tuple(
        Stage(
            _local(row["status"]),
            f"{row['start']}/{row['end']}" if "start" in row else row.get("date", ""),
            row.get("reported", ""),
        )
        for row in rows
    )


def _support(store: Store, rows: list[dict[str, str]]) -> Support:
    row = rows[0]
    graph = ox.NamedNode(row["graph"])
    stretch = f"{row['startDate']}/{row['endDate']}" if "startDate" in row else ""
    object_ = row.get("object", "")
    stated = _called(store, object_, graph) or object_ or row.get("date", "")
    return Support(
        iri=row["claim"],
        polarity=_local(row["polarity"]),
        modality=_local(row["modality"]),
        confidence=float(row["confidence"]),
        status=_local(row.get("claimedStatus", row.get("roleStatus", ""))),
        date=stretch or row.get("date", ""),
        says=f"{_local(row['predicate'])} {stated}" if "predicate" in row else "",
        speaker=_called(store, row.get("speaker", ""), graph),
        passages=tuple(Passage(each["evidence"], int(each["start"]), int(each["end"]), each["exact"]) for each in rows),
        source=Source(
            iri=row["article"],
            headline=row.get("headline", ""),
            url=row.get("url", ""),
            published=row.get("published", ""),
        ),
    )


def _called(store: Store, value: str, graph: ox.NamedNode) -> str:
    """The name that an article's graph has for something, "" for none.

    Asked one by one: in the query, the engine would join each claim with the names of everything in the store.
    """
    try:
        found = store.quads(ox.NamedNode(value), _LABEL, graph=graph)
    except ValueError:
        return ""
    return min((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), default="")


def _rows(store: Store, query: str, **bound: ox.NamedNode | ox.Literal) -> list[dict[str, str]]:
    """All answers as plain strings, without variables that have no value; `$name` is filled in with a term."""
    return list(_each(store, query, **bound))


def _each(store: Store, query: str, **bound: ox.NamedNode | ox.Literal) -> Iterator[dict[str, str]]:
    """The same, one by one."""
    solutions = store.query(Template(query).substitute({name: str(term) for name, term in bound.items()}))
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(query)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: value.value for name in names if (value := solution[name]) is not None}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _listed(rows: list[dict[str, str]]) -> str:
    return "\n".join(f"  {row['subject']}  {row.get('label', '')}".rstrip() for row in rows)


def _nodes(name: str, base: str) -> Iterator[ox.NamedNode]:
    """The IRIs that the name can be: itself, or a key as it is written in IRIs or in records."""
    for text in (name, base + name):
        try:
            yield ox.NamedNode(text)
        except ValueError:
            continue
    yield key_to_iri(name, base=base)


_LABEL = ox.NamedNode(f"{terms.RDFS}label")
_IN_EVERY_NAME = frozenset({"a", "an", "and", "by", "id", "of", "the"})

_KNOWN = "SELECT (1 AS ?yes) WHERE { $subject ng:sourceCount ?count } LIMIT 1"

_MERGED = "SELECT ?kept WHERE { ?kept owl:sameAs $subject ; ng:sourceCount ?count } LIMIT 1"

_NAMED = """
SELECT DISTINCT ?subject ?label WHERE {
  VALUES ?naming { rdfs:label skos:altLabel }
  ?subject ?naming ?each FILTER (LCASE(STR(?each)) = $name)
  ?subject ng:sourceCount ?count ; rdfs:label ?label
} ORDER BY ?subject LIMIT 20"""

_LABELLED = "SELECT ?subject ?label WHERE { ?subject ng:sourceCount ?count ; rdfs:label ?label }"

_FACTS = """
SELECT ?property ?value ?label WHERE {
  $subject ?property ?value
  FILTER (?property NOT IN (ng:supportedBy, ng:state, ng:disputedBy))
  OPTIONAL { ?value rdfs:label ?label }
} ORDER BY ?property ?value"""

_STATES = """
SELECT ?status ?date ?start ?end ?reported WHERE {
  $subject ng:state ?state .
  ?state ng:inStatus ?status ; ng:ordinal ?number
  OPTIONAL { ?state ng:date ?date }
  OPTIONAL { ?state ng:startDate ?start ; ng:endDate ?end }
  OPTIONAL { ?state ng:reported ?reported }
} ORDER BY ?number"""

_CLAIMS = """
SELECT * WHERE { GRAPH ?graph {
  ?claim ng:about $subject ; ng:polarity ?polarity ; ng:modality ?modality ; ng:confidence ?confidence ;
         ng:evidence ?evidence .
  ?evidence oa:hasSource ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?claim ng:claimedStatus ?claimedStatus }
  OPTIONAL { ?claim ng:roleStatus ?roleStatus }
  OPTIONAL { ?claim ng:date ?date }
  OPTIONAL { ?claim ng:startDate ?startDate ; ng:endDate ?endDate }
  OPTIONAL { ?claim rdf:predicate ?predicate }
  OPTIONAL { ?claim rdf:object ?object }
  OPTIONAL { ?claim ng:attributedTo ?speaker }
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article schema:datePublished ?published }
} } ORDER BY ?published ?article ?start ?claim"""
