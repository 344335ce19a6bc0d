"""Takes articles: POST /articles reads them, stores what they say, and answers with what the facts say now.

Reading is not the server's: it is given a reader from outside, and knows neither extraction nor its models.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol

import pyoxigraph as ox
from flask import Blueprint, Response, jsonify, request

from kg.errors import InputRefused
from ontology import terms
from server import bodies, versions
from server.asking import client_name
from server.errors import Problem
from server.formats import GRAPHS, Format, offers, with_charset
from server.graph import Graph
from server.negotiation import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts import Put
    from kg.settings import Settings
    from kg.store import Store
    from server.access import Access
    from server.engine import Engine

LONGEST: Final = 8 << 20
"""Bytes of a request."""
_NAMES: Final = {
    "text/plain": "article.txt",
    "text/markdown": "article.md",
    "text/html": "article.html",
    "application/xhtml+xml": "article.html",
    "application/json": "article.jsonl",
    "application/x-ndjson": "article.jsonl",
}
_OFFERS: Final[dict[str, Format[ox.RdfFormat] | None]] = {"application/json": None} | {
    name: one for name, one in offers(GRAPHS).items() if name != "application/json"
}
_ABOUT: Final = ox.NamedNode(terms.ABOUT)


class Refused(Protocol):
    """An article that could not be read."""

    @property
    def origin(self) -> str: ...  # noqa: D102 (a part of the request)
    @property
    def reason(self) -> str: ...  # noqa: D102 (what to do next)


class Submitted(Protocol):
    """What was read of a request; nothing of it is stored yet."""

    @property
    def refused(self) -> Sequence[Refused]: ...  # noqa: D102 (said by its name)
    def put(self, store: Store) -> list[Put]:
        """Store it in one transaction."""
        ...


class Reader(Protocol):
    """Reads the articles in a body."""

    def __call__(self, body: bytes, name: str, *, date: dt.date | None, url: str | None) -> Submitted:
        """Read a body; the suffix of the name tells its format, date and address are for articles that have none."""
        ...


def blueprint(engine: Engine, settings: Settings, access: Access, read_articles: Reader) -> Blueprint:
    """The route that takes articles."""
    routes = Blueprint("submissions", __name__)

    @routes.post("/articles")
    def submit() -> Response:
        access.require_writer()
        found = choose(request.headers.get("Accept"), _OFFERS)
        if found is None:
            raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"What an article says is there as {', '.join(_OFFERS)}.")
        read = read_articles(_body(), _NAMES[request.mimetype], date=_date(), url=request.args.get("url"))
        done = engine.write(read.put, client=client_name())
        if not done.result:
            reasons = "; ".join(f"{one.origin}: {one.reason}" for one in read.refused) or "there is no article in it"
            raise InputRefused("POST /articles", reasons)
        answer = _told(Graph(engine.store, settings), done.result, read.refused, *found)
        answer.vary.add("Accept")
        return versions.label(answer, engine, done.version)

    return routes


def _body() -> bytes:
    if request.mimetype not in _NAMES:
        listed = ", ".join(_NAMES)
        detail = f"An article is not {request.mimetype or 'without Content-Type'!r}. Send one of: {listed}."
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, headers={"Accept-Post": listed})
    body = bodies.read(LONGEST)
    if request.mimetype != "application/json":
        return body
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The body is no JSON: {error}.") from error
    # one object or a list of them, as lines
    return "\n".join(json.dumps(one) for one in (given if isinstance(given, list) else [given])).encode()


def _date() -> dt.date | None:
    given = request.args.get("date")
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"date={given} is no day; send such as date=2024-05-17.") from error


def _told(
    graph: Graph,
    puts: Sequence[Put],
    refused: Sequence[Refused],
    media_type: str,
    chosen: Format[ox.RdfFormat] | None,
) -> Response:
    status = HTTPStatus.CREATED if any(put.outcome == "added" for put in puts) else HTTPStatus.OK
    if chosen is None:
        told = [_outcome(graph, put) for put in puts]
        answer = jsonify(articles=told, refused=[{"origin": one.origin, "reason": one.reason} for one in refused])
    else:
        out = io.BytesIO()
        quads = {quad for put in puts for subject in _subjects(graph, put) for quad in graph.store.about(subject)}
        graph.store.export(out, chosen.name, quads=quads)
        answer = Response(out.getvalue(), content_type=with_charset(media_type))
    answer.status_code = status
    if len(puts) == 1:
        answer.headers["Location"] = graph.path(graph.iri(f"article/{puts[0].article}"))
    return answer


def _outcome(graph: Graph, put: Put) -> dict[str, Any]:
    return {
        "article": graph.iri(f"article/{put.article}"),
        "outcome": str(put.outcome),
        "facts": [_fact(graph, subject) for subject in _subjects(graph, put)],
        **{what: [graph.iri(key) for key in getattr(put, what)] for what in ("appeared", "changed", "gone")},
    }


def _subjects(graph: Graph, put: Put) -> list[ox.NamedNode]:
    """What the article has claims about."""
    claims = graph.store.quads(None, _ABOUT, graph=ox.NamedNode(graph.iri(f"graph/{put.article}")))
    return sorted({quad.object for quad in claims if isinstance(quad.object, ox.NamedNode)}, key=str)


def _fact(graph: Graph, subject: ox.NamedNode) -> dict[str, Any]:
    """A subject with its facts: property → values, both as short as the prefixes of the vocabulary make them."""
    said: dict[str, list[str]] = {}
    for quad in sorted(graph.store.quads(subject, graph=ox.DefaultGraph()), key=str):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            said.setdefault(_short(quad.predicate.value), []).append(_short(quad.object.value))
    return {"id": subject.value, "said": said}


def _short(iri: str) -> str:
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
