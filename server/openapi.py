"""The HTTP interface for programs that read interfaces: OpenAPI 3.1 at /openapi.json."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, jsonify

from server.formats import GRAPHS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM: Final = "application/x-www-form-urlencoded"
_RDF: Final = tuple(one.media_type for one in GRAPHS)
_ROWS: Final = tuple(one.media_type for one in RESULTS)
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_USING: Final = ("using-graph-uri", "using-named-graph-uri")
_FORMAT: Final = ("format", "output", "download", "timeout")
_GRAPH: Final = ("graph", "default")
_RECONCILED: Final = ("queries", "extend")
_ARTICLES: Final = ("text/plain", "text/markdown", "text/html", "application/json", "application/x-ndjson")

Operation = dict[str, Any]


def _operation(
    summary: str,
    *,
    query: Iterable[str] = (),
    path: Iterable[str] = (),
    takes: Iterable[str] = (),
    gives: Iterable[str] = (),
    statuses: Iterable[int] = (200,),
    writes: bool = False,
) -> Operation:
    """One operation.

    Args:
        summary: what it does.
        query: names of its parameters in the address.
        path: names of its parameters in the path.
        takes: media types of its body.
        gives: media types of its answer; every one for none.
        statuses: of answers that are no errors.
        writes: whether it needs the token.
    """
    content: dict[str, Any] = {media_type: {} for media_type in gives}
    done = {"description": "done"} | ({"content": content} if content else {})
    answers: dict[str, Any] = {str(status): done for status in statuses}
    answers["default"] = {"$ref": "#/components/responses/Problem"}
    parameters = [
        *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in path),
        *({"name": name, "in": "query", "schema": {"type": "string"}} for name in query),
    ]
    described: Operation = {"summary": summary, "responses": answers}
    described |= {"parameters": parameters} if parameters else {}
    if body := {media_type: {"schema": {"type": "string"}} for media_type in takes}:
        described["requestBody"] = {"content": body}
    return described | ({"security": [{"token": []}]} if writes else {})


def _store_operations(*, query: Iterable[str] = (), path: Iterable[str] = ()) -> dict[str, Operation]:
    multipart = (*_RDF, "multipart/form-data")
    where: dict[str, Any] = {"query": query, "path": path}
    return {
        "get": _operation("A graph", gives=_RDF, statuses=(200, 304), **where),
        "put": _operation("Make or replace a graph", takes=_RDF, statuses=(201, 204), writes=True, **where),
        "post": _operation("Add to a graph, or make one", takes=multipart, statuses=(201, 204), writes=True, **where),
        "delete": _operation("Remove a graph", statuses=(204,), writes=True, **where),
    }


_QUERY_TYPES: Final = (_FORM, "application/sparql-query")
_UPDATE_TYPES: Final = (_FORM, "application/sparql-update")
PATHS: Final[dict[str, dict[str, Operation]]] = {
    "/": {"get": _operation("The first page", gives=("text/html",))},
    "/.well-known/void": {"get": _operation("What the dataset holds", gives=_RDF, statuses=(200, 304))},
    "/article/{name}": {"get": _operation("An article", path=("name",), gives=("text/html", *_RDF))},
    "/articles": {
        "get": _operation("All articles", query=("page",), gives=("text/html",)),
        "post": _operation(
            "An article in, what the facts say of it out",
            query=("date", "url"),
            takes=_ARTICLES,
            gives=("application/json", *_RDF),
            statuses=(200, 201),
            writes=True,
        ),
    },
    "/export.{suffix}": {
        "get": _operation("The graph as a file", path=("suffix",), query=("entity", "article"), gives=_RDF)
    },
    "/graph/{name}": {"get": _operation("The article whose graph it is", path=("name",), statuses=(303,))},
    "/graphs": _store_operations(query=_GRAPH),
    "/graphs/{name}": _store_operations(path=("name",)),
    "/questions": {
        "get": _operation(
            "The named questions", query=("format",), gives=("application/json", "text/html", "text/turtle")
        )
    },
    "/questions.ttl": {"get": _operation("The named questions as linked data", gives=("text/turtle",))},
    "/questions/{name}": {
        "get": _operation(
            "The answer to a named question; its parameters are those that /questions lists",
            path=("name",),
            query=("format",),
            gives=(*_ROWS, "text/html"),
        )
    },
    "/health": {"get": _operation("Whether the server is well", gives=("application/json",), statuses=(200, 503))},
    "/id/{name}": {"get": _operation("An entity, event or role", path=("name",), gives=("text/html", *_RDF))},
    "/metrics": {"get": _operation("Counters for Prometheus", gives=("text/plain",))},
    "/ontology": {"get": _operation("The vocabulary", gives=("text/html", *_RDF))},
    "/ontology.{suffix}": {"get": _operation("The vocabulary as a file", path=("suffix",), gives=("text/html", *_RDF))},
    "/openapi.json": {"get": _operation("This description", gives=("application/json",))},
    "/query": {
        "get": _operation("The query form", query=("query",), gives=("text/html",)),
        "post": _operation("The first rows of an answer", takes=(_FORM,), gives=("text/html",)),
    },
    "/reconcile": {
        "get": _operation(
            "The manifest of the reconciliation service, or the answer to a batch of queries or to a data extension",
            query=_RECONCILED,
            gives=("application/json",),
        ),
        "post": _operation(
            "The answer to a batch of queries or to a data extension",
            query=_RECONCILED,
            takes=(_FORM,),
            gives=("application/json",),
        ),
    },
    "/reconcile/flyout/{what}": {
        "get": _operation("A small preview", path=("what",), query=("id",), gives=("application/json",))
    },
    "/reconcile/preview": {"get": _operation("A page for a frame", query=("id",), gives=("text/html",))},
    "/reconcile/properties": {
        "get": _operation("The properties of a type", query=("type", "limit"), gives=("application/json",))
    },
    "/reconcile/suggest/{what}": {
        "get": _operation(
            "Entities, properties or types by the beginning of a name",
            path=("what",),
            query=("prefix", "cursor"),
            gives=("application/json",),
        )
    },
    "/review": {
        "get": _operation("A link in doubt", query=("place", "entity"), gives=("text/html",)),
        "post": _operation(
            "A decision on a link", takes=("application/json",), gives=("application/json",), writes=True
        ),
    },
    "/review/undo": {
        "post": _operation(
            "Take a decision back", takes=("application/json",), gives=("application/json",), writes=True
        )
    },
    "/search": {"get": _operation("Things by name", query=("q",), gives=("text/html",))},
    "/sparql": {
        "get": _operation(
            "A query (SPARQL 1.1), or without one the service description",
            query=("query", *_DATASET, *_FORMAT),
            gives=(*_ROWS, *_RDF),
            statuses=(200, 303, 304),
        ),
        "post": _operation(
            "A query, or with the token an update",
            query=(*_DATASET, *_USING, *_FORMAT),
            takes=(*_QUERY_TYPES, "application/sparql-update"),
            gives=(*_ROWS, *_RDF),
            statuses=(200, 204),
        ),
    },
    "/static/{filename}": {"get": _operation("A part of the pages", path=("filename",))},
    "/update": {"post": _operation("An update", query=_USING, takes=_UPDATE_TYPES, statuses=(204,), writes=True)},
}
"""Path → method → what it does."""


def blueprint() -> Blueprint:
    """The route /openapi.json."""
    routes = Blueprint("openapi", __name__)

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(description())

    return routes


def description() -> dict[str, Any]:
    """The whole description."""
    problem = {"type": "object", "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Newsgraph", "version": version("newsgraph"), "license": {"name": "Apache-2.0"}},
        "paths": PATHS,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {
                "Problem": {
                    "description": "What went wrong, and what to do next (RFC 9457)",
                    "content": {"application/problem+json": {"schema": problem}},
                }
            },
        },
    }
