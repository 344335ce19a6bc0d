"""Dereferences the resources: /id/…, /article/… and /graph/… as a page, Turtle, JSON-LD and more."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request, url_for

from server.articles import read_article
from server.errors import Problem
from server.formats import GRAPHS, Format, offers, with_charset
from server.graph import Graph
from server.items import read_items
from server.negotiation import choose
from server.overview import search
from server.remembered import departure, goes_on_as, recorded
from server.things import read_thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.settings import Settings
    from kg.store import Store

_TELLING: Final = 3
"""Letters that a word needs to be searched for."""
PAGE: Final = "html"
_OFFERS: Final[dict[str, Format[ox.RdfFormat] | None]] = {
    "text/html": None,
    "application/xhtml+xml": None,
    **offers(GRAPHS),
}
_BY_SUFFIX: Final[dict[str, Format[ox.RdfFormat] | None]] = {PAGE: None} | {one.name: one for one in GRAPHS}


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The routes of the resources."""
    routes = Blueprint("linked_data", __name__)
    graph = Graph(store, settings)

    @routes.get("/id/<path:name>")
    def thing(name: str) -> Response:
        return _thing(graph, f"id/{name}")

    @routes.get("/article/<name>")
    def article(name: str) -> Response:
        return _article(graph, name)

    @routes.get("/graph/<name>")
    def article_graph(name: str) -> Response:
        # a graph is not a document; what it says is what its article's description says
        location = url_for("linked_data.article", name=name)
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": location})

    return routes


def _thing(graph: Graph, asked: str) -> Response:
    key, chosen, media_type = _representation(asked)
    resource = graph.iri(key)
    goes_on = goes_on_as(graph, resource)
    if goes_on and (chosen is None or not graph.exists(resource)):
        suffix = asked.removeprefix(key)
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": graph.path(goes_on) + suffix})
    if not graph.exists(resource):
        return _record(graph, key, chosen)
    if chosen is None:
        shown = {"thing": read_thing(graph, resource), "items": read_items(graph, resource)}
        page = render_template("thing.html", **shown, path=graph.path(resource))
        return _negotiated(page.encode(), media_type, graph.path(resource), PAGE)
    about = graph.store.about(ox.NamedNode(resource), with_claims=True)
    return _negotiated(_written(graph, about, chosen), media_type, graph.path(resource), chosen.name)


def _record(graph: Graph, key: str, chosen: Format[ox.RdfFormat] | None) -> Response:
    """A decision, or something of the history; as there are no pages for these, a browser gets Turtle."""
    resource = graph.iri(key)
    quads = recorded(graph, resource)
    if not quads:
        raise _not_found(graph, key)
    shown = chosen or _BY_SUFFIX["ttl"]
    assert shown is not None  # noqa: S101 (tells mypy that Turtle is a format)
    return _negotiated(_written(graph, quads, shown), shown.media_type, graph.path(resource), shown.name)


def _article(graph: Graph, asked: str) -> Response:
    key, chosen, media_type = _representation(f"article/{asked}")
    resource, name = graph.iri(key), key.removeprefix("article/")
    if not graph.has_article(name):
        raise _not_found(graph, key)
    if chosen is None:
        page = render_template("article.html", article=read_article(graph, name), path=graph.path(resource))
        return _negotiated(page.encode(), media_type, graph.path(resource), PAGE)
    claims = graph.store.quads(graph=ox.NamedNode(graph.iri(f"graph/{name}")))
    return _negotiated(_written(graph, claims, chosen), media_type, graph.path(resource), chosen.name)


def _representation(asked: str) -> tuple[str, Format[ox.RdfFormat] | None, str]:
    """Key, format (None for the page) and media type that a path and the Accept header ask for."""
    key, dot, suffix = asked.rpartition(".")
    if dot and suffix in _BY_SUFFIX:
        chosen = _BY_SUFFIX[suffix]
        return key, chosen, chosen.media_type if chosen else "text/html"
    found = choose(request.headers.get("Accept"), _OFFERS)
    if found is None:
        listed = ", ".join(_OFFERS)
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"This resource is there as {listed}.")
    return asked, found[1], found[0]


def _written(graph: Graph, quads: Iterable[ox.Quad], chosen: Format[ox.RdfFormat]) -> bytes:
    out = io.BytesIO()
    graph.store.export(out, chosen.name, quads=quads)
    return out.getvalue()


def _negotiated(body: bytes, media_type: str, path: str, suffix: str) -> Response:
    """The answer, with the address of just this representation and of the others."""
    answer = Response(body, content_type=with_charset(media_type))
    answer.headers["Content-Location"] = f"{path}.{suffix}"
    for one in GRAPHS:
        answer.headers.add("Link", f'<{path}.{one.name}>; rel="alternate"; type="{one.media_type}"')
    answer.vary.add("Accept")
    return answer


def _not_found(graph: Graph, key: str) -> Problem:
    """410 for what went, with the reason; 404 for what never was, with what has a similar name."""
    if gone := departure(graph, graph.iri(key)):
        return Problem(HTTPStatus.GONE, f"<{graph.iri(key)}> is no more. {gone.told} What it was is in graph/history.")
    words = [word for word in key.rpartition("/")[2].replace("-", " ").split() if len(word) >= _TELLING]
    near = [found for word in words[:3] for found in search(graph, word, limit=3)]
    return Problem(
        HTTPStatus.NOT_FOUND,
        f"The graph has nothing at <{graph.iri(key)}>. It may have been taken back with its last article.",
        suggestions=tuple(dict.fromkeys((found.link.path, found.link.text) for found in near)),
    )
