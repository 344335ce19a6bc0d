"""What articles say about one subject, read from the store or remembered from the last change."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.consolidate import consolidate
from kg.map import article_iri, fact_triples, graph_name, key_of, testimonies
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pyoxigraph import Quad

    from kg.records import Testimony, Verdict
    from kg.store import Store

ABOUT: Final = NamedNode(terms.ABOUT)
_PUBLISHED: Final = NamedNode(f"{terms.SCHEMA}datePublished")
_LINK_OF: Final = NamedNode(terms.LINK_OF)
_TEXT_HASH: Final = NamedNode(terms.TEXT_HASH)
_CAPACITY: Final = 50_000  # testimonies, at about 1.5 KB each


class Memory:
    """The testimonies about the subjects changed last, by article: names in the news come again and again.

    Without it, each article on a name that 10,000 others have would read what all of these say of it.

    Attributes:
        generation: of the store's content that this is true of.
    """

    def __init__(self) -> None:
        self.generation = -1
        self._told: OrderedDict[NamedNode, dict[str, Testimony]] = OrderedDict()
        self._size = 0

    def recall(self, subject: NamedNode) -> dict[str, Testimony] | None:
        """What was kept about a subject; a dictionary of the caller's own."""
        told = self._told.get(subject)
        return None if told is None else dict(told)

    def keep(self, subject: NamedNode, told: Mapping[str, Testimony]) -> None:
        """Remember what is said about a subject, and forget those not asked for the longest."""
        self._size += len(told) - len(self._told.pop(subject, ()))
        self._told[subject] = dict(told)
        while self._size > _CAPACITY:
            _, forgotten = self._told.popitem(last=False)
            self._size -= len(forgotten)


def take_memory(store: Store, base: str) -> Memory:
    """The store's memory, an empty one if somebody else wrote since; `return_memory` it after the change.

    A change that fails does not return it, so nothing wrong is ever remembered.
    """
    memory = store.memory.pop(("told", base), None)
    if isinstance(memory, Memory) and memory.generation == store.generation:
        return memory
    return Memory()


def return_memory(store: Store, base: str, memory: Memory) -> None:
    """Put the memory back, true of the store as it is now."""
    memory.generation = store.generation
    store.memory["told", base] = memory


def stored_testimonies(
    store: Store,
    subject: NamedNode,
    base: str,
    *,
    without: AbstractSet[NamedNode] = frozenset(),
) -> dict[str, Testimony]:
    """What stored articles say about a subject, by article, but for some of their graphs.

    Only the parts that count are read: an article's text alone can be longer than everything else.
    """
    prefix = graph_name("", base=base).value
    told: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for claim, _, _, graph in store.quads(None, ABOUT, subject):
        if isinstance(graph, NamedNode) and isinstance(claim, NamedNode) and graph.value.startswith(prefix):
            told[graph].append(claim)
    quads: list[Quad] = []
    for graph in told.keys() - without:
        article = article_iri(key_of(graph, base=base).removeprefix("graph/"), base=base)
        if node := list(store.quads(article, _TEXT_HASH, graph=graph)):
            quads += [
                *node,
                *store.quads(article, _PUBLISHED, graph=graph),
                *store.quads(subject, graph=graph),
            ]
            quads += (quad for claim in told[graph] for quad in store.quads(claim, graph=graph))
            links = (quad.subject for quad in store.quads(None, _LINK_OF, subject, graph))
            named = (link for link in links if isinstance(link, NamedNode))
            quads += (quad for link in named for quad in store.quads(link, graph=graph))
    return {each.article: each for each in testimonies(quads, base=base)}


def following(told: Mapping[str, Testimony], base: str, verdicts: Sequence[Verdict] = ()) -> set[Quad]:
    """The facts that follow from what articles say about one subject; empty if none do.

    Args:
        told: by article.
        base: what every resource IRI starts with.
        verdicts: what persons decided about its item, in order of time.
    """
    fact = consolidate(list(told.values()), verdicts)
    return set() if fact is None else fact_triples(fact, base=base)
