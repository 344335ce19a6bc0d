"""What the dataset is, for who finds the server by its name alone: VoID at /.well-known/void."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Triple

from ontology import terms
from server import versions
from server.description import DCTERMS, VOID, format_names, written
from server.errors import Problem
from server.formats import GRAPHS, offers, with_charset
from server.negotiation import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.settings import Settings
    from kg.store import Counts
    from server.engine import Engine

_TITLE = "Newsgraph: who works with whom, and who is in trouble over what, read from the news"
_OFFERS = offers(GRAPHS)


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The route /.well-known/void."""
    routes = Blueprint("void", __name__)
    counted: dict[int, Counts] = {}

    @routes.get("/.well-known/void")
    def void() -> Response:
        found = choose(request.headers.get("Accept"), _OFFERS)
        if found is None:
            raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"The description is there as {', '.join(_OFFERS)}.")
        media_type, chosen = found
        version = engine.version
        etag = versions.tag(engine, version, "void", request.root_url, chosen.name)
        if versions.is_known(etag):
            made = versions.not_modified(etag)
        else:
            if version not in counted:  # counting reads every claim
                counts = engine.store.counts()
                counted.clear()
                counted[version] = counts
            triples = _dataset(request.root_url, settings.base, counted[version])
            made = Response(written(triples, chosen), content_type=with_charset(media_type))
            made.headers["ETag"] = etag
        made.vary.add("Accept")
        return versions.label(made, engine, version)

    return routes


def _dataset(root: str, base: str, counts: Counts) -> Iterator[Triple]:
    dataset = NamedNode(f"{root}.well-known/void#dataset")
    description = NamedNode(f"{root}.well-known/void")
    kind = NamedNode(f"{terms.RDF}type")
    yield Triple(description, kind, NamedNode(f"{VOID}DatasetDescription"))
    yield Triple(description, NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), dataset)
    yield Triple(dataset, kind, NamedNode(f"{VOID}Dataset"))
    yield Triple(dataset, NamedNode(f"{DCTERMS}title"), Literal(_TITLE, language="en"))
    yield Triple(dataset, NamedNode(f"{VOID}sparqlEndpoint"), NamedNode(f"{root}sparql"))
    yield Triple(dataset, NamedNode(f"{VOID}dataDump"), NamedNode(f"{root}export.nq"))
    yield Triple(dataset, NamedNode(f"{VOID}uriSpace"), Literal(base))
    yield Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(terms.NG))
    for feature in format_names():
        yield Triple(dataset, NamedNode(f"{VOID}feature"), feature)
    yield Triple(dataset, NamedNode(f"{VOID}triples"), Literal(counts.quads))
    yield Triple(dataset, NamedNode(f"{VOID}documents"), Literal(counts.articles))
    for name, number in (*counts.entities.items(), *counts.events.items()):
        part = NamedNode(f"{root}.well-known/void#{name}")
        yield Triple(dataset, NamedNode(f"{VOID}classPartition"), part)
        yield Triple(part, NamedNode(f"{VOID}class"), NamedNode(terms.NG + name))
        yield Triple(part, NamedNode(f"{VOID}entities"), Literal(number))
