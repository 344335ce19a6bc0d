"""What Wikidata says of the linked items, in a graph of its own: country, industry, parent and website.

The statements are about the items, not about our entities: an entity reaches them through its skos:exactMatch. So they
are never mixed with what the news says, and a link that is rejected takes nothing wrong along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputRefused
from kg.link.properties import FACTS
from kg.map import iri, url_node
from kg.store import Change
from kg.wikidata.links import ties
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link import Index, Item, Value
    from kg.settings import Settings
    from kg.store import Store

GRAPH: Final = "graph/wikidata"
"""Key of the graph."""
KEPT: Final = ("country", "industry", "parent_org", "website")
"""The facts that are taken over, as the index calls them."""

_PREDICATES: Final = {name: NamedNode(terms.WDT + number) for number, name in FACTS.items() if name in KEPT}
_LABEL: Final = NamedNode(f"{terms.RDFS}label")
_DERIVED: Final = NamedNode(f"{terms.PROV}wasDerivedFrom")
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Enriched:
    """What an enrichment did.

    Attributes:
        entities: that are exactly an item.
        items: of these that the index knows something of.
        statements: about them.
        index: the version of the index that they are from.
    """

    entities: int
    items: int
    statements: int
    index: str


def enrich(store: Store, index: Index, *, settings: Settings) -> Enriched:
    """Make the graph anew from the index, in one transaction; what it held before goes.

    Args:
        store: the graph; its links say which items count.
        index: what knows them.
        settings: for the base of the IRIs.
    """
    graph = iri(GRAPH, base=settings.base)
    with store.writing():
        linked = ties(store)
        items = sorted({tie.item for tie in linked.values()})
        told = {
            item: quads
            for start in range(0, len(items), _BATCH)
            for item, known in index.get_many(items[start : start + _BATCH]).items()
            if (quads := set(_statements(known, graph)))
        }
        source = iri(f"index/{index.version}", base=settings.base)
        about = {
            Quad(graph, _DERIVED, source, graph),
            Quad(source, _LABEL, Literal(f"Wikidata index {index.version}"), graph),
        }
        quads = about.union(*told.values())
        store.apply(Change(drop_graphs=(graph,), insert=tuple(sorted(quads, key=str))))
    return Enriched(len(linked), len(told), len(quads) - len(about), index.version)


def forget(store: Store, *, settings: Settings) -> int:
    """Remove the graph; the number of statements that it had."""
    graph = iri(GRAPH, base=settings.base)
    with store.writing():
        count = sum(1 for _ in store.quads(graph=graph))
        store.apply(Change(drop_graphs=(graph,)))
    return count


def _statements(item: Item, graph: NamedNode) -> Iterator[Quad]:
    """What is taken over of one item, with the names of what it points to."""
    node = NamedNode(terms.WD + item.id)
    for name in KEPT:
        for value in item.facts.get(name, ()):
            if (object_ := _object(name, value)) is not None:
                yield Quad(node, _PREDICATES[name], object_, graph)
                if value.id and value.text:
                    yield Quad(NamedNode(terms.WD + value.id), _LABEL, Literal(value.text), graph)


def _object(name: str, value: Value) -> NamedNode | Literal | None:
    """An item by its IRI, a website by its address, anything else as the text that the index has."""
    if value.id:
        return NamedNode(terms.WD + value.id)
    if not value.text:
        return None
    if name == "website":
        try:
            return url_node(value.text)
        except InputRefused:
            return None
    return Literal(value.text)
