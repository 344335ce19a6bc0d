"""Which entities of a store are tied to which items of Wikidata, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Tie:
    """An entity that is exactly one item.

    Attributes:
        entity: its IRI.
        label: what the graph calls it.
        item: such as Q155223.
        score: of the surest article's link; 1 for a link that somebody accepted.
    """

    entity: str
    label: str
    item: str
    score: float


def rows(store: Store, query: str) -> Iterator[dict[str, str]]:
    """The answers as plain strings, without the variables that have no value."""
    solutions = store.query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(query)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: value.value for name in names if (value := solution[name]) is not None}


def ties(store: Store) -> dict[str, Tie]:
    """Every entity that is exactly one item, by its IRI; one with several is tied to none."""
    found: dict[str, Tie | None] = {}
    scores = {(row["entity"], row["item"]): float(row["score"]) for row in rows(store, _SCORES)}
    for row in rows(store, _TIES):
        entity, item = row["entity"], row["item"]
        score = scores.get((entity, item), 1.0)  # nobody scored what a person said
        tie = Tie(entity, row["label"], item.rpartition("/")[2], score)
        found[entity] = None if entity in found else tie
    return {entity: tie for entity, tie in found.items() if tie is not None}


_TIES = "SELECT ?entity ?label ?item WHERE { ?entity skos:exactMatch ?item ; rdfs:label ?label }"
_SCORES = """
SELECT ?entity ?item (MAX(?each) AS ?score) WHERE { GRAPH ?graph {
  ?link ng:linkOf ?entity ; ng:item ?item ; ng:score ?each
} } GROUP BY ?entity ?item"""
