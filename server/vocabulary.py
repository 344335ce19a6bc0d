"""The vocabulary at /ontology: a page, or RDF by Accept."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request

from server.errors import Problem
from server.formats import GRAPHS, with_charset
from server.negotiation import choose

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

NAMES: Final = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
"""Name of a format → what rdflib calls it."""
_OFFERED: Final = tuple(one for one in GRAPHS if one.name in NAMES)


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
    from server import ontology_page  # noqa: PLC0415 (rdflib is a third of the time that the server takes to start)

    body: str | bytes = ontology_page.page() if name == "html" else ontology_page.written(name)
    answer = Response(body, content_type=with_charset(media_type))
    answer.vary.add("Accept")
    return answer
