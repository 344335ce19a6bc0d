"""What /ontology shows: a page whose sections are the terms' own fragments, or RDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from flask import render_template
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology import terms
from server.ontology_diagram import diagram
from server.vocabulary import NAMES
from server.wording import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

_TRAITS: Final = {
    OWL.FunctionalProperty: "at most one value",
    OWL.SymmetricProperty: "holds both ways",
    OWL.AsymmetricProperty: "never both ways",
    OWL.IrreflexiveProperty: "never of itself",
}
_MATCHES: Final = {
    RDFS.subClassOf: "a kind of",
    RDFS.subPropertyOf: "a kind of",
    SKOS.exactMatch: "the same as",
    SKOS.closeMatch: "close to",
    SKOS.broadMatch: "narrower than",
    SKOS.narrowMatch: "wider than",
    SKOS.relatedMatch: "related to",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it; other terms are local names, or whole IRIs of other vocabularies.

    Attributes:
        inverse: what it is called when it is read backwards.
        traits: such as "symmetric".
        matches: (how, whose, why) of terms of others.
    """

    name: str
    label: str
    definition: str
    example: str
    note: str
    inverse: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    traits: tuple[str, ...]
    matches: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of one kind, by name."""

    title: str
    entries: tuple[Entry, ...]


def page() -> str:
    """The page."""
    version = str(vocabulary().value(URIRef(terms.NG.removesuffix("#")), OWL.versionInfo))
    return render_template("ontology.html", sections=sections(), drawing=drawing(), version=version)


@lru_cache(maxsize=1)
def vocabulary() -> Graph:
    """The ontology; lazy: parsing it takes a tenth of a second."""
    text = files("ontology").joinpath("newsgraph.ttl").read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


@lru_cache(maxsize=1)
def alignments() -> Graph:
    """How our terms stand to those of others."""
    text = files("ontology").joinpath("alignments.ttl").read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


@lru_cache(maxsize=1)
def drawing() -> str:
    """The classes and properties as SVG."""
    return diagram(vocabulary())


@lru_cache(maxsize=len(NAMES))
def written(name: str) -> bytes:
    """The vocabulary in one of the formats."""
    return vocabulary().serialize(format=NAMES[name], encoding="utf-8")


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Classes, properties and individuals of the vocabulary."""
    graph = vocabulary()
    ours = {node for node in graph.subjects(RDF.type, None) if str(node).startswith(terms.NG)}
    classes = {node for node in ours if (node, RDF.type, OWL.Class) in graph}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
    properties = {node for node in ours if any((node, RDF.type, kind) in graph for kind in kinds)}
    grouped = (
        ("Classes", classes),
        ("Properties", properties),
        ("Individuals", ours - classes - properties),
    )
    return tuple(
        Section(title, tuple(_entry(graph, node) for node in sorted(nodes, key=str)))
        for title, nodes in grouped
        if nodes
    )


def _entry(graph: Graph, node: Node) -> Entry:
    above = [*graph.objects(node, RDFS.subClassOf), *graph.objects(node, RDFS.subPropertyOf)]
    name = str(node).removeprefix(terms.NG)
    return Entry(
        name=name,
        label=str(graph.value(node, RDFS.label) or spoken(name)),
        definition=str(graph.value(node, SKOS.definition) or graph.value(node, RDFS.comment) or ""),
        example=str(graph.value(node, SKOS.example) or ""),
        note=str(graph.value(node, SKOS.scopeNote) or ""),
        inverse=str(graph.value(node, URIRef(terms.INVERSE_LABEL)) or ""),
        above=_names(above),
        below=_names([*graph.subjects(RDFS.subClassOf, node), *graph.subjects(RDFS.subPropertyOf, node)]),
        domain=_names(graph.objects(node, RDFS.domain)),
        range=_names(graph.objects(node, RDFS.range)),
        traits=tuple(sorted(name for kind, name in _TRAITS.items() if (node, RDF.type, kind) in graph)),
        matches=tuple(_matches(node)),
    )


def _matches(node: Node) -> Iterator[tuple[str, str, str]]:
    """How it stands to terms of others, with the reason of each match that is not exact."""
    graph = alignments()
    notes = dict(str(note).split(": ", 1) for note in graph.objects(node, SKOS.editorialNote))
    for predicate, how in _MATCHES.items():
        for other in sorted(graph.objects(node, predicate), key=str):
            name = _short(str(other))
            yield how, name, notes.get(name, "")


def _short(iri: str) -> str:
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _names(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(str(each).removeprefix(terms.NG) for each in nodes if isinstance(each, URIRef)))
