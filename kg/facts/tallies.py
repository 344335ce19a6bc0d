"""What is counted about each entity, kept beside the facts, so that one more article need not read all others.

The graph `graph/tallies` holds the rows of each entity's tally (`kg.tally`) and the bands of each article's signature,
by which copies of a text are found. It follows from the claims as the facts do and says nothing that they do not; no
export has it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts.sources import bands
from kg.map import article_iri, iri
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store import Store
    from kg.tally import Tally

TALLY: Final = NamedNode(terms.TALLY)
BAND: Final = NamedNode(terms.TEXT_BAND)
_TRUSTED: Final = "tallies"


def tallies_graph(base: str) -> NamedNode:
    """The named graph of what is counted."""
    return iri("graph/tallies", base=base)


def tally_quads(subject: NamedNode, tally: Tally, base: str) -> set[Quad]:
    """A quad for each row."""
    graph = tallies_graph(base)
    return {
        Quad(subject, TALLY, Literal(json.dumps([*row, number], ensure_ascii=False)), graph)
        for row, number in tally.items()
    }


def tally_of(quads: Iterable[Quad]) -> Tally:
    """The tally that rows as quads hold."""
    tally: Tally = Counter()
    for quad in quads:
        if isinstance(quad.object, Literal):
            *row, number = json.loads(quad.object.value)
            tally[tuple(row)] = number
    return tally


def stored_tally(store: Store, subject: NamedNode, base: str) -> set[Quad]:
    """The rows that are kept about an entity."""
    return set(store.quads(subject, TALLY, graph=tallies_graph(base)))


def band_quads(article: str, signature: str, base: str) -> set[Quad]:
    """A quad for each band of an article's signature."""
    node, graph = article_iri(article, base=base), tallies_graph(base)
    return {Quad(node, BAND, Literal(each), graph) for each in bands(signature)}


def stored_bands(store: Store, article: str, base: str) -> set[Quad]:
    """The bands that are kept of an article."""
    return set(store.quads(article_iri(article, base=base), BAND, graph=tallies_graph(base)))


def are_trusted(store: Store) -> bool:
    """Whether nobody wrote to the store, since it was opened, without bringing what is counted up to date."""
    return bool(store.generation == store.memory.get(_TRUSTED, 0))


def trust(store: Store) -> None:
    """Note that what is counted is right as the store is now."""
    store.memory[_TRUSTED] = store.generation
