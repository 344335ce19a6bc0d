"""What an export is of: the whole graph, one thing with its neighbourhood, or one article; read piece by piece."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.map import article_iri, key_of
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.settings import Settings
    from kg.store import Store

Described = dict[str, list[str]]
"""What is said of one thing: predicate → values as text, sorted."""

TYPE: Final = f"{terms.RDF}type"
LABEL: Final = f"{terms.RDFS}label"
_FACTS: Final = ox.DefaultGraph()
_TYPE, _LABEL, _ABOUT = (ox.NamedNode(iri) for iri in (TYPE, LABEL, terms.ABOUT))
_ARTICLE: Final = ox.NamedNode(terms.ARTICLE)


class Part:
    """The facts and the articles to export.

    Args:
        store: the graph.
        settings: for the base of the IRIs.
        thing: only this, its events and roles, their parties, and what articles say of it.
        article: only what the article with this id says, and the facts about that.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        thing: ox.NamedNode | None = None,
        article: ox.NamedNode | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self._thing = thing
        self._graph = article
        self._near = _near(store, thing) if thing else frozenset()
        self._held: frozenset[str] | None = None
        if thing is not None or article is not None:
            articles = map(self._article_of, self._graphs())
            self._held = frozenset({*(each.value for each in self._subjects()), *articles})

    def facts(self) -> Iterator[tuple[str, Described]]:
        """Each subject of the facts with what is said of it, in the store's order."""
        for subject in self._subjects():
            yield subject.value, described(self.store.quads(subject, graph=_FACTS))

    def articles(self) -> Iterator[tuple[str, Mapping[str, Described]]]:
        """Each article's IRI with all that its graph says, by subject."""
        for graph in self._graphs():
            nodes: defaultdict[str, list[ox.Quad]] = defaultdict(list)
            for quad in self.store.quads(graph=graph):
                if isinstance(quad.subject, ox.NamedNode):
                    nodes[quad.subject.value].append(quad)
            yield self._article_of(graph), {subject: described(iter(quads)) for subject, quads in nodes.items()}

    def wants(self, about: str) -> bool:
        """Whether a claim about this belongs to the part."""
        return self._thing is None or about in self._near

    def has(self, iri: str) -> bool:
        """Whether the thing or article of this IRI is in the part."""
        return self._held is None or iri in self._held

    def label(self, iri: str) -> str:
        """What the facts call it, "" where they do not know it."""
        found = self.store.quads(ox.NamedNode(iri), _LABEL, graph=_FACTS)
        return min((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), default="")

    def classes(self, iri: str) -> set[str]:
        """The local names of its classes by the facts."""
        found = self.store.quads(ox.NamedNode(iri), _TYPE, graph=_FACTS)
        return {local(quad.object.value) for quad in found if isinstance(quad.object, ox.NamedNode)}

    def _article_of(self, graph: ox.NamedNode) -> str:
        article_id = key_of(graph, base=self.settings.base).removeprefix("graph/")
        return article_iri(article_id, base=self.settings.base).value

    def _subjects(self) -> Iterator[ox.NamedNode]:
        if self._graph is not None:
            about = {quad.object for quad in self.store.quads(None, _ABOUT, graph=self._graph)}
            yield from _nodes({*about, *_parties(self.store, about)})
        elif self._thing is not None:
            near = {ox.NamedNode(iri) for iri in self._near}
            yield from _nodes({*near, *_parties(self.store, near)})
        else:  # the engine gives the quads of a subject together, so that no set of all subjects is needed
            for subject, _ in groupby(self.store.quads(graph=_FACTS), key=lambda quad: quad.subject):
                if isinstance(subject, ox.NamedNode):
                    yield subject

    def _graphs(self) -> Iterator[ox.NamedNode]:
        if self._graph is not None:
            yield self._graph
            return
        if self._thing is not None:
            claims = (quad for iri in self._near for quad in self.store.quads(None, _ABOUT, ox.NamedNode(iri)))
            yield from _nodes({quad.graph_name for quad in claims})
            return
        for quad in self.store.quads(None, _TYPE, _ARTICLE):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name


def described(quads: Iterator[ox.Quad]) -> Described:
    """Quads of one subject as predicate → values."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found[quad.predicate.value].append(quad.object.value)
    return {predicate: sorted(values) for predicate, values in found.items()}


def local(iri: str) -> str:
    """The name of a term of ours, an IRI of others whole."""
    return iri.removeprefix(terms.NG)


def one(it: Mapping[str, list[str]], predicate: str) -> str:
    """The first value, "" without one."""
    return it.get(predicate, [""])[0]


def kinds(it: Mapping[str, list[str]], among: tuple[str, ...]) -> list[str]:
    """Its classes of ours among these, the narrowest alone."""
    names = [local(each) for each in it.get(TYPE, []) if local(each) in among]
    wider = {above for name in names for above in terms.SUPERCLASSES.get(name, ())}
    return [name for name in names if name not in wider]


def _near(store: Store, thing: ox.NamedNode) -> frozenset[str]:
    """The thing, and the events and roles that it takes part in."""
    pointing = (quad.subject for quad in store.quads(value=thing, graph=_FACTS))
    return frozenset({thing.value, *(node.value for node in pointing if isinstance(node, ox.NamedNode))})


def _parties(store: Store, subjects: Iterable[object]) -> set[ox.NamedNode]:
    """What the facts about these lead to and are about as well."""
    reached = {
        quad.object
        for subject in subjects
        if isinstance(subject, ox.NamedNode)
        for quad in store.quads(subject, graph=_FACTS)
        if isinstance(quad.object, ox.NamedNode)
    }
    return {node for node in reached if next(store.quads(node, _LABEL, graph=_FACTS), None) is not None}


def _nodes(found: Iterable[object]) -> Iterator[ox.NamedNode]:
    yield from sorted((node for node in found if isinstance(node, ox.NamedNode)), key=str)
