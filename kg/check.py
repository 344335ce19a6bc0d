"""Whether a store is sound: its shapes (SHACL), its evidence, and that the facts follow from the claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH, URIRef

import ontology
from kg import facts
from kg.errors import StoreError
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.settings import Settings
    from kg.store import Store

_FACTS_AT_ONCE = 500
_FACTS = ox.DefaultGraph()
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
        store: the graph; it takes about 30 ms an article.
        settings: for the base of the IRIs.
        advance: called with the number of articles done so far.
    """
    claim_shapes = _shapes(ontology.CLAIM_SHAPES)
    for done, graph in enumerate(_article_graphs(store), start=1):
        yield from _wrong_shapes(store.quads(graph=graph), claim_shapes)
        yield from _wrong_evidence(store, graph)
        advance(done)
    yield from _wrong_facts(store)
    for name, shapes in (("graph/curated", ontology.CURATED_SHAPES), ("graph/history", ontology.HISTORY_SHAPES)):
        yield from _wrong_records(store, ox.NamedNode(settings.base + name), _shapes(shapes))
    for difference in facts.differences(store, settings=settings):
        yield from _differing(difference)


def _article_graphs(store: Store) -> list[ox.NamedNode]:
    articles = store.quads(None, _TYPE, ox.NamedNode(terms.ARTICLE))
    graphs = {quad.graph_name for quad in articles if isinstance(quad.graph_name, ox.NamedNode)}
    return sorted(graphs, key=str)


# --- shapes ----------------------------------------------------------------------------------------------


def _shapes(names: Iterable[str]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        graph.parse(data=ontology.path(name).read_text(encoding="utf-8"), format="turtle")
    return graph


def _wrong_facts(store: Store) -> Iterator[Violation]:
    """The facts by themselves, some subjects at a time, with the types of what they point to."""
    shapes = _shapes(ontology.FACT_SHAPES)
    subjects = iter(sorted({_subject(quad) for quad in store.quads(graph=_FACTS)}, key=str))
    while some := list(islice(subjects, _FACTS_AT_ONCE)):
        own = [quad for subject in some for quad in store.quads(subject, graph=_FACTS)]
        near = {quad.object for quad in own if isinstance(quad.object, ox.NamedNode)} - set(some)
        types = [quad for node in near for quad in store.quads(node, _TYPE, graph=_FACTS)]
        names = {subject.value for subject in some}
        yield from (each for each in _wrong_shapes(own + types, shapes) if each.subject in names)


def _wrong_records(store: Store, graph: ox.NamedNode, shapes: rdflib.Graph) -> Iterator[Violation]:
    """Decisions or what was: each subject by itself, some hundreds at a time."""
    subjects = groupby(store.quads(graph=graph), key=_subject)  # the engine gives the quads of a subject together
    while some := [quad for _, quads in islice(subjects, _FACTS_AT_ONCE) for quad in quads]:
        yield from _wrong_shapes(some, shapes)


def _subject(quad: ox.Quad) -> ox.NamedNode | ox.BlankNode:
    if isinstance(quad.subject, ox.Triple):
        raise StoreError(f"{quad} is about a triple, which a graph here never is: kg retract or drop it")
    return quad.subject


def _wrong_shapes(quads: Iterable[ox.Quad], shapes: rdflib.Graph) -> Iterator[Violation]:
    data = rdflib.Graph()
    for quad in quads:
        data.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    if conforms:
        return
    if not isinstance(report, rdflib.Graph):
        raise TypeError(text)
    for result in report.objects(None, SH.result):
        path = report.value(result, SH.resultPath)
        where = f" ({path.rpartition('#')[2].rpartition('/')[2]})" if isinstance(path, URIRef) else ""
        message = f"{report.value(result, SH.resultMessage)}{where}"
        yield Violation("shape", str(report.value(result, SH.focusNode)), message)


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal():
            kind = None if term.language else URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=kind, normalize=False)
        case _:
            return rdflib.BNode(str(term))


# --- evidence and facts ----------------------------------------------------------------------------------


def _wrong_evidence(store: Store, graph: ox.NamedNode) -> Iterator[Violation]:
    """Evidence whose characters of the article's text are not the ones that it quotes."""
    rows = store.query(_EVIDENCE % graph)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError(_EVIDENCE)
    for row in rows:
        start, end = int(row["start"].value), int(row["end"].value)
        found, quoted = row["text"].value[start:end], row["exact"].value
        if found != quoted:
            message = f"characters {start} to {end} of the text are {found!r}, and it quotes {quoted!r}"
            yield Violation("evidence", row["evidence"].value, message)


def _differing(difference: facts.Difference) -> Iterator[Violation]:
    subject = difference.subject.value
    for quad in difference.unfounded:
        yield Violation("facts", subject, f"follows from no claim: {quad.predicate} {quad.object}")
    for quad in difference.missing:
        yield Violation("facts", subject, f"follows from the claims and is missing: {quad.predicate} {quad.object}")


_EVIDENCE = """
SELECT ?evidence ?text ?start ?end ?exact WHERE { GRAPH %s {
  ?evidence oa:hasSource/ng:text ?text ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact
} } ORDER BY ?start ?end"""
