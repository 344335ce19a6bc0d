"""What is counted about each entity, kept beside the facts, so that one more article need not read all others.

The graph `graph/tallies` holds the rows of each entity's tally (`kg.tally`) and the bands of each article's signature,
by which copies of a text are found. The rows of one relation of an entity are on a node of their own: they are found
without reading those of the thousand others that a well-known company has. All of it follows from the claims as the
facts do and says nothing that they do not; no export has it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.facts.sources import bands
from kg.map import article_iri, iri
from kg.tally import relation_of
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store import Store
    from kg.tally import Relation, Tally

TALLY: Final = NamedNode(terms.TALLY)
TALLY_OF: Final = NamedNode(terms.TALLY_OF)
BAND: Final = NamedNode(terms.TEXT_BAND)
_TRUSTED: Final = "tallies"
_NODE: Final = "id/tally/"


def tallies_graph(base: str) -> NamedNode:
    """The named graph of what is counted."""
    return iri("graph/tallies", base=base)


def tally_quads(subject: NamedNode, tally: Tally, base: str) -> set[Quad]:
    """A quad for each row, and one for each relation that has rows."""
    graph, found = tallies_graph(base), set()
    for row, number in tally.items():
        relation = relation_of(row)
        node = subject if relation is None else _node_of(subject, relation, base)
        found.add(Quad(node, TALLY, Literal(json.dumps([*row, number], ensure_ascii=False)), graph))
        if relation is not None:
            found.add(Quad(node, TALLY_OF, subject, graph))
    return found


def _node_of(subject: NamedNode, relation: Relation, base: str) -> NamedNode:
    digest = hashlib.blake2b("\0".join((subject.value, *relation)).encode(), digest_size=10).hexdigest()
    return iri(f"{_NODE}{digest}", base=base)


def tally_of(quads: Iterable[Quad]) -> Tally:
    """The tally that rows as quads hold."""
    tally: Tally = Counter()
    for quad in quads:
        if isinstance(quad.object, Literal):
            *row, number = json.loads(quad.object.value)
            tally[tuple(row)] = number
    return tally


def stored_tally(
    store: Store, subject: NamedNode, base: str, *, relations: Iterable[Relation] | None = None
) -> set[Quad]:
    """What `tally_quads` made that is kept about an entity.

    Args:
        store: where.
        subject: the entity.
        base: what every resource IRI starts with.
        relations: of which the rows are wanted, beside those of no relation; None for all.
    """
    graph = tallies_graph(base)
    if relations is None:
        nodes = {quad.subject for quad in store.quads(None, TALLY_OF, subject, graph)}
    else:
        nodes = {_node_of(subject, each, base) for each in relations}
    found = set(store.quads(subject, TALLY, graph=graph))
    for node in nodes:
        if isinstance(node, NamedNode | BlankNode):
            found.update(store.quads(node, graph=graph))
    return found


def counted_of(store: Store, base: str) -> Iterator[NamedNode | BlankNode]:
    """Whatever something is counted of, in no order; of what nobody knows what it is of, the node itself."""
    graph, prefix = tallies_graph(base), iri(_NODE, base=base).value
    for subject, _ in groupby(store.quads(None, TALLY, graph=graph), key=lambda quad: quad.subject):
        if isinstance(subject, NamedNode) and subject.value.startswith(prefix):
            owners = [quad.object for quad in store.quads(subject, TALLY_OF, graph=graph)]
            yield next((each for each in owners if isinstance(each, NamedNode | BlankNode)), subject)
        elif isinstance(subject, NamedNode | BlankNode):
            yield subject


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
