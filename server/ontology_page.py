"""The vocabulary at /ontology: a page whose sections are the terms' own fragments, or RDF by Accept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology import terms
from server.errors import Problem
from server.formats import GRAPHS, with_charset
from server.negotiation import choose
from server.ontology_diagram import diagram
from server.wording import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from kg.settings import Settings
    from kg.store import Store

_NAMES: Final = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
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
_OFFERED: Final = tuple(one for one in GRAPHS if one.name in _NAMES)


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


def blueprint(store: Store, settings: Settings) -> Blueprint:  # noqa: ARG001 (the shape that all parts share)
    """The routes of the vocabulary."""
    routes = Blueprint("ontology_page", __name__)

    @routes.get("/ontology")
    def ontology() -> Response:
        offered: dict[str, str] = {"text/html": "html"}
        offered |= {media_type: one.name for one in _OFFERED for media_type in one.media_types[:1]}
        found = choose(request.headers.get("Accept"), offered)
        if found is None:
            raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"The vocabulary is there as {', '.join(offered)}.")
        return _answer(found[1], found[0])

    @routes.get("/ontology.<suffix>")
    def ontology_as(suffix: str) -> Response:
        media_types = {"html": "text/html"} | {one.name: one.media_type for one in _OFFERED}
        if suffix not in media_types:
            raise Problem(HTTPStatus.NOT_FOUND, f"The vocabulary is there as {', '.join(media_types)}.")
        return _answer(suffix, media_types[suffix])

    return routes


def _answer(name: str, media_type: str) -> Response:
    if name == "html":
        version = str(vocabulary().value(URIRef(terms.NG.removesuffix("#")), OWL.versionInfo))
        body: str | bytes = render_template("ontology.html", sections=sections(), drawing=drawing(), version=version)
    else:
        body = _written(name)
    answer = Response(body, content_type=with_charset(media_type))
    answer.vary.add("Accept")
    return answer


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


@lru_cache(maxsize=len(_NAMES))
def _written(name: str) -> bytes:
    return vocabulary().serialize(format=_NAMES[name], encoding="utf-8")


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
