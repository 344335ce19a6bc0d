"""The Wikidata items that a thing is, for its page: how sure that is, and what Wikidata says of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.link.properties import FACTS
from kg.wikidata.enrichment import GRAPH
from ontology import terms
from server.graph import local

if TYPE_CHECKING:
    from server.graph import Graph

_ITEMS: Final = """
SELECT ?how ?item WHERE { VALUES ?how { skos:exactMatch skos:closeMatch } $subject ?how ?item } ORDER BY ?how ?item"""
_SAID: Final = """
SELECT ?property ?value ?label WHERE { GRAPH $graph {
  $item ?property ?value OPTIONAL { ?value rdfs:label ?label }
} } ORDER BY ?property ?label ?value"""
_SURE: Final = {"exactMatch": "the same", "closeMatch": "perhaps"}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on a page.

    Attributes:
        id: such as Q155223.
        path: where it is.
        sure: "the same", or "perhaps".
        said: (name of a property, values) pairs: what `kg link enrich` took over.
    """

    id: str
    path: str
    sure: str
    said: tuple[tuple[str, tuple[str, ...]], ...]


def read_items(graph: Graph, iri: str) -> tuple[ItemLine, ...]:
    """The items that the resource is tied to; only what is linked exactly has what Wikidata says."""
    found = []
    for row in graph.rows(_ITEMS, subject=NamedNode(iri)):
        how = local(row["how"])
        said = _said(graph, row["item"]) if how == "exactMatch" else ()
        if row["item"].startswith(terms.WD):
            found.append(ItemLine(local(row["item"]), row["item"], _SURE[how], said))
    return tuple(found)


def _said(graph: Graph, item: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = graph.rows(_SAID, item=NamedNode(item), graph=NamedNode(graph.iri(GRAPH)))
    kept = [row for row in rows if row["property"].startswith(terms.WDT)]
    return tuple(
        (_name(name), tuple(row["label"] or row["value"] for row in group))
        for name, group in groupby(kept, key=lambda row: row["property"])
    )


def _name(predicate: str) -> str:
    return FACTS.get(local(predicate), local(predicate)).replace("_org", "").replace("_", " ")
