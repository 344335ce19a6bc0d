"""How much is in the store: one number per kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph

_TYPES = "SELECT ?class (COUNT(*) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class"
_IN_GRAPHS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?thing a <%s> } }"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store holds.

    Attributes:
        articles: how many articles were read.
        entities: per class, such as "Organization"; zeros left out.
        events: per class with its superclasses, so "Event" is their total; zeros left out.
        roles: who is what, where.
        claims: over all articles.
        quads: everything, both layers.
    """

    articles: int
    entities: Mapping[str, int]
    events: Mapping[str, int]
    roles: int
    claims: int
    quads: int


def counted(store: pyoxigraph.Store) -> Counts:
    """Count a store; linear in its size for claims and quads."""
    rows = ((row["class"], int(row["n"].value)) for row in _rows(store, _TYPES))
    facts = {name.value.removeprefix(terms.NG): n for name, n in rows if isinstance(name, NamedNode)}
    return Counts(
        articles=_in_graphs(store, terms.ARTICLE),
        entities={name: facts[name] for name in terms.ENTITY_CLASSES if name in facts},
        events={name: facts[name] for name in terms.EVENT_CLASSES if name in facts},
        roles=facts.get("Role", 0),
        claims=_in_graphs(store, terms.CLAIM),
        quads=len(store),
    )


def _in_graphs(store: pyoxigraph.Store, class_iri: str) -> int:
    return sum(int(row["n"].value) for row in _rows(store, _IN_GRAPHS % class_iri))


def _rows(store: pyoxigraph.Store, query: str) -> list[Mapping[str, Literal | NamedNode]]:
    found = store.query(query)
    return list(found) if isinstance(found, QuerySolutions) else []
