"""What articles say about one subject, read from the store or remembered from the last change."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.consolidate import consolidate
from kg.facts import curated
from kg.facts.sources import Sources, independent
from kg.facts.tallies import tally_quads
from kg.facts.verdicts import on_subject, stored_verdicts
from kg.identity import is_with_itself
from kg.map import article_iri, fact_triples, graph_name, iri, item_node, key_of, testimonies
from kg.records import Entity, Ruling, Verdict
from kg.tally import tallied
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.facts.verdicts import Verdicts
    from kg.identity import Renaming
    from kg.records import Fact, Testimony
    from kg.store import Store

Told = dict[tuple[str, str], "Testimony"]
"""What articles say about one subject, by article and by the key that the article's graph has for it."""

ABOUT: Final = NamedNode(terms.ABOUT)
SIGNATURE: Final = NamedNode(terms.TEXT_SIGNATURE)
_PUBLISHED: Final = NamedNode(f"{terms.SCHEMA}datePublished")
_LINK_OF: Final = NamedNode(terms.LINK_OF)
_SAME_AS: Final = NamedNode(f"{terms.OWL}sameAs")
_TEXT_HASH: Final = NamedNode(terms.TEXT_HASH)
_CAPACITY: Final = 100_000  # testimonies and facts, at less than 1 KB each
_ARTICLES: Final = 1_000  # of some ten testimonies each


class Memory:
    """The testimonies about the events and roles changed last, and of the articles put last.

    News comes back to the same things: without it, each article on a dispute that 1,000 others are about would read
    what all of these say of it. And copies of a text come soon after one another.

    Attributes:
        generation: of the store's content that this is true of.
        renaming: under which keys things go.
        verdicts: what people decided about links.
    """

    def __init__(self, renaming: Renaming, verdicts: Verdicts) -> None:
        self.generation = -1
        self.renaming = renaming
        self.verdicts = verdicts
        self._told: OrderedDict[NamedNode, Told] = OrderedDict()
        self._sources: dict[NamedNode, Sources] = {}
        self._facts: dict[NamedNode, set[Quad]] = {}
        self._size = 0
        self._said: OrderedDict[str, Mapping[NamedNode, Told]] = OrderedDict()

    def hear(self, article: str, said: Mapping[NamedNode, Told]) -> None:
        """Remember what an article says of each of its subjects, and forget the one put the longest ago."""
        self._said.pop(article, None)
        self._said[article] = said
        if len(self._said) > _ARTICLES:
            self._said.popitem(last=False)

    def said(self, article: str) -> Mapping[NamedNode, Told] | None:
        """What an article says by subject; None where that is not remembered."""
        return self._said.get(article)

    def recall(self, subject: NamedNode) -> Told | None:
        """What was kept about a subject; a dictionary of the caller's own."""
        told = self._told.get(subject)
        return None if told is None else dict(told)

    def facts(self, subject: NamedNode) -> set[Quad] | None:
        """The facts about a subject as they were left."""
        return self._facts.get(subject)

    def keep(self, subject: NamedNode, told: Told, facts: set[Quad]) -> None:
        """Remember what is said about a subject and what follows, and forget those not asked for the longest."""
        self._size += len(told) + len(facts) - len(self._told.pop(subject, ())) - len(self._facts.get(subject, ()))
        self._told[subject] = dict(told)
        self._facts[subject] = facts
        while self._size > _CAPACITY:
            name, forgotten = self._told.popitem(last=False)
            self._size -= len(forgotten) + len(self._facts.pop(name, ()))
            self._sources.pop(name, None)

    def sources(self, subject: NamedNode, told: Told) -> Sources:
        """Which of the articles that will be told of are copies; what was found out before is not done again."""
        known = self._sources.get(subject)
        if known is None or known.holds_more_than(told.values()):
            known = self._sources[subject] = Sources()
        known.add(told[at] for at in sorted(told))
        return known


def take_memory(store: Store, base: str) -> Memory:
    """The store's memory, an empty one if somebody else wrote since; `return_memory` it after the change.

    A change that fails does not return it, so nothing wrong is ever remembered.
    """
    memory = store.memory.pop(("told", base), None)
    if isinstance(memory, Memory) and memory.generation == store.generation:
        return memory
    return Memory(curated.renaming(store, base=base), stored_verdicts(store, base=base))


def return_memory(store: Store, base: str, memory: Memory) -> None:
    """Put the memory back, true of the store as it is now."""
    memory.generation = store.generation
    store.memory["told", base] = memory


def stored_testimonies(
    store: Store,
    subject: NamedNode,
    base: str,
    renaming: Renaming,
    *,
    without: AbstractSet[NamedNode] = frozenset(),
    within: Sequence[NamedNode] | None = None,
) -> Told:
    """What stored articles say about a subject, but for some of their graphs.

    Args:
        store: the graph.
        subject: by the IRI under which it goes.
        base: what every resource IRI starts with.
        renaming: which other keys go by it, and in which articles it goes by another.
        without: graphs left out.
        within: the only graphs that are looked at.
    """
    if not renaming:
        return _testimonies(store, subject, base, without, within)
    key = key_of(subject, base=base)
    told: Told = {}
    for name in renaming.sources(key):
        found = _testimonies(store, iri(name, base=base), base, without, within)
        told |= {at: renaming.testimony(each) for at, each in found.items() if renaming.of(*at) == key}
    return told


def _testimonies(
    store: Store,
    subject: NamedNode,
    base: str,
    without: AbstractSet[NamedNode],
    within: Sequence[NamedNode] | None,
) -> Told:
    """What graphs have under this very IRI.

    Only the parts that count are read: an article's text alone can be longer than everything else.
    """
    prefix = graph_name("", base=base).value
    told: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    places = (None,) if within is None else within
    for claim, _, _, graph in (quad for place in places for quad in store.quads(None, ABOUT, subject, place)):
        if isinstance(graph, NamedNode) and isinstance(claim, NamedNode) and graph.value.startswith(prefix):
            told[graph].append(claim)
    read = told.keys() - without
    # what a look-up costs is looking, not reading: one for all graphs is quicker than one for each
    looked = places if within is None and read else read
    described = [quad for place in looked for quad in store.quads(subject, graph=place) if quad.graph_name in read]
    links = [quad for place in looked for quad in store.quads(None, _LINK_OF, subject, place)]
    quads: list[Quad] = []
    known: set[NamedNode] = set()
    for graph in read:
        article = article_iri(key_of(graph, base=base).removeprefix("graph/"), base=base)
        if node := list(store.quads(article, _TEXT_HASH, graph=graph)):
            known.add(graph)
            quads += node
            quads += store.quads(article, _PUBLISHED, graph=graph)
            quads += store.quads(article, SIGNATURE, graph=graph)
            quads += (quad for claim in told[graph] for quad in store.quads(claim, graph=graph))
    quads += (quad for quad in described if quad.graph_name in known)
    for link, _, _, graph in links:
        if isinstance(link, NamedNode) and isinstance(graph, NamedNode) and graph in known:
            quads += store.quads(link, graph=graph)
    return {(each.article, each.subject.key): each for each in testimonies(quads, base=base)}


@dataclass(frozen=True, slots=True)
class Following:
    """What follows about one subject.

    Attributes:
        facts: empty if none do.
        counted: the rows of an entity's tally.
    """

    facts: set[Quad]
    counted: set[Quad]


def following(
    told: Told, base: str, renaming: Renaming, verdicts: Verdicts, *, sources: Sources | None = None
) -> Following:
    """What follows from what articles say about one subject, and people of its link."""
    ruled = on_subject(verdicts, renaming, next((each.subject.key for each in told.values()), ""))
    named = independent((told[at] for at in sorted(told)), sources)
    fact = consolidate(named, ruled)
    if fact is None or is_with_itself(fact.subject):
        return Following(set(), set())
    if isinstance(fact.subject, Entity):
        counted = tally_quads(iri(fact.subject.key, base=base), tallied(named), base)
        return Following(entity_quads(fact, base, renaming, ruled), counted)
    return Following(fact_triples(fact, base=base) | _same(fact, base, renaming, {name for _, name in told}), set())


def entity_quads(fact: Fact, base: str, renaming: Renaming, ruled: Sequence[Verdict]) -> set[Quad]:
    """The facts about an entity, with what it is the same as because people said so."""
    quads = fact_triples(fact, base=base) | _same(fact, base, renaming, set())
    if fact.match is not None and Verdict(Ruling.ACCEPTED, fact.match[1]) in ruled:
        quads.add(Quad(iri(fact.subject.key, base=base), _SAME_AS, item_node(fact.match[1]), DefaultGraph()))
    return quads


def _same(fact: Fact, base: str, renaming: Renaming, told: set[str]) -> set[Quad]:
    """That it is the same as what was merged into it."""
    if not renaming:
        return set()
    key = fact.subject.key
    names = {*renaming.members.get(key, ()), *told} - {key}
    others = {name for name in names if renaming.of("", name) == key}  # what was split off is not the same
    return {Quad(iri(key, base=base), _SAME_AS, iri(other, base=base), DefaultGraph()) for other in others}
