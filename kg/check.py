"""Whether a store is sound: its shapes (SHACL), its evidence, and that the facts follow from the claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

import ontology
from kg import facts
from kg.conformance import shapes
from kg.errors import StoreError
from kg.map import claim_quads
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.conformance import Shapes
    from kg.records import Reading
    from kg.settings import Settings
    from kg.store import Store

_FACTS_AT_ONCE = 500
_FACTS = ox.DefaultGraph()
_SOURCE, _SELECTOR = f"{terms.OA}hasSource", f"{terms.OA}hasSelector"
_START, _END, _EXACT = f"{terms.OA}start", f"{terms.OA}end", f"{terms.OA}exact"
_TYPE = ox.NamedNode(f"{terms.RDF}type")


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: the rule it breaks ("shape", "evidence" or "facts"), where, and how."""

    rule: str
    subject: str
    message: str


def check(store: Store, settings: Settings, *, advance: Callable[[int], None] = lambda _: None) -> Iterator[Violation]:
    """Everything that is wrong, as it is found; one article, or a few hundred facts, in memory at a time.

    Args:
        store: the graph.
        settings: for the base of the IRIs.
        advance: called with the number of articles done so far.
    """
    for done, graph in enumerate(_article_graphs(store), start=1):
        yield from _wrong_article(list(store.quads(graph=graph)))
        advance(done)
    yield from _wrong_facts(store)
    for name, files in (("graph/curated", ontology.CURATED_SHAPES), ("graph/history", ontology.HISTORY_SHAPES)):
        yield from _wrong_records(store, ox.NamedNode(settings.base + name), shapes(*files))
    for difference in facts.differences(store, settings=settings):
        yield from _differing(difference)


def wrong_reading(reading: Reading, settings: Settings) -> Iterator[Violation]:
    """What is wrong with the graph that a reading would be stored as."""
    return _wrong_article(claim_quads(reading, base=settings.base, reading_hash="0" * 64))


def _article_graphs(store: Store) -> Iterator[ox.NamedNode]:
    for quad in store.quads(None, _TYPE, ox.NamedNode(terms.ARTICLE)):
        if isinstance(quad.graph_name, ox.NamedNode):
            yield quad.graph_name


def _wrong_article(quads: list[ox.Quad]) -> Iterator[Violation]:
    yield from _wrong_shapes(quads, shapes(*ontology.CLAIM_SHAPES))
    yield from _wrong_evidence(quads)


# --- shapes ----------------------------------------------------------------------------------------------


def _wrong_facts(store: Store) -> Iterator[Violation]:
    """The facts by themselves, some subjects at a time, with the types of what they point to."""
    obeyed = shapes(*ontology.FACT_SHAPES)
    # the engine gives the quads of a subject together, so that no set of all subjects is needed
    subjects = (subject for subject, _ in groupby(store.quads(graph=_FACTS), key=_subject))
    while some := list(islice(subjects, _FACTS_AT_ONCE)):
        own = [quad for subject in some for quad in store.quads(subject, graph=_FACTS)]
        near = {quad.object for quad in own if isinstance(quad.object, ox.NamedNode)} - set(some)
        types = [quad for node in near for quad in store.quads(node, _TYPE, graph=_FACTS)]
        yield from _wrong_shapes(own + types, obeyed, of=frozenset(subject.value for subject in some))


def _wrong_records(store: Store, graph: ox.NamedNode, obeyed: Shapes) -> Iterator[Violation]:
    """Decisions or what was: each subject by itself, some hundreds at a time."""
    subjects = groupby(store.quads(graph=graph), key=_subject)  # the engine gives the quads of a subject together
    while some := [quad for _, quads in islice(subjects, _FACTS_AT_ONCE) for quad in quads]:
        yield from _wrong_shapes(some, obeyed)


def _subject(quad: ox.Quad) -> ox.NamedNode | ox.BlankNode:
    if isinstance(quad.subject, ox.Triple):
        raise StoreError(f"{quad} is about a triple, which a graph here never is: kg retract or drop it")
    return quad.subject


def _wrong_shapes(quads: Iterable[ox.Quad], shapes: Shapes, *, of: frozenset[str] | None = None) -> Iterator[Violation]:
    return (Violation("shape", node, message) for node, message in shapes.violations(quads, of=of))


# --- evidence and facts ----------------------------------------------------------------------------------


def _wrong_evidence(quads: Iterable[ox.Quad]) -> Iterator[Violation]:
    """Evidence whose characters of the article's text are not the ones that it quotes."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.subject.value][quad.predicate.value] = quad.object.value
    placed = [
        (evidence, said[it[_SELECTOR]], said[it[_SOURCE]].get(terms.TEXT))
        for evidence, it in tuple(said.items())
        if it.get(_SELECTOR) in said and it.get(_SOURCE) in said
    ]
    for evidence, selector, text in sorted(placed, key=lambda each: each[0]):
        if text is None or not {_START, _END, _EXACT} <= selector.keys():
            continue  # a shape says so
        start, end = int(selector[_START]), int(selector[_END])
        if text[start:end] != selector[_EXACT]:
            found, quoted = text[start:end], selector[_EXACT]
            message = f"characters {start} to {end} of the text are {found!r}, and it quotes {quoted!r}"
            yield Violation("evidence", evidence, message)


def _differing(difference: facts.Difference) -> Iterator[Violation]:
    subject = difference.subject.value
    for quad in difference.unfounded:
        yield Violation("facts", subject, f"follows from no claim: {quad.predicate} {quad.object}")
    for quad in difference.missing:
        yield Violation("facts", subject, f"follows from the claims and is missing: {quad.predicate} {quad.object}")
