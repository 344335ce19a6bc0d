"""The review of doubtful links: /review shows one at a time, and takes what its reader decides."""

from __future__ import annotations

import json
import threading
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, jsonify, render_template, request

from kg import facts
from kg.errors import InstallationError, NotFound
from kg.link import default_index
from kg.records import Ruling
from kg.wikidata.doubts import doubt, queue
from ontology import terms
from server import bodies, versions
from server.asking import client_name
from server.errors import Problem
from server.graph import Graph

if TYPE_CHECKING:
    from kg.facts import Decided, Settled
    from kg.link import Index
    from kg.settings import Settings
    from kg.store import Store
    from kg.wikidata.doubts import Queued
    from server.access import Access
    from server.engine import Engine

_ANONYMOUS: Final = "a reader of the review page"
_LONGEST: Final = 500
"""Characters of a reason or a name."""
_SHARE: Final = 10
"""A queue is used for at least so many times the time that it took to make."""


def blueprint(engine: Engine, settings: Settings, access: Access) -> Blueprint:
    """The routes of the review."""
    routes = Blueprint("review", __name__)
    graph = Graph(engine.store, settings)
    waiting = _Waiting(engine.store)

    @routes.get("/review")
    def review() -> Response:
        return Response(_page(graph, waiting, access), mimetype="text/html")

    @routes.post("/review")
    def decide() -> Response:
        access.require_writer()
        given = _given()
        ruling = _ruling(given)

        def change(store: Store) -> Decided:
            by, reason = given["by"] or _ANONYMOUS, given["reason"]
            item = given["item"] or None
            return facts.rule(store, given["entity"], ruling, item, by=by, reason=reason, settings=settings)

        done = engine.write(change, client=client_name())
        return versions.label(_answer(graph, done.result), engine, done.version)

    @routes.post("/review/undo")
    def undo() -> Response:
        access.require_writer()
        given = _given()
        by, reason = given["by"] or _ANONYMOUS, given["reason"] or "undone in the review"
        done = engine.write(
            lambda store: facts.undo(store, given["decision"], by=by, reason=reason, settings=settings),
            client=client_name(),
        )
        return versions.label(_answer(graph, done.result), engine, done.version)

    return routes


class _Waiting:
    """The entities in doubt, looked for anew after a change; what was settled meanwhile is passed over at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._found: list[Queued] = []
        self._generation = -1
        self._good_until = 0.0

    def now(self, settled: Settled) -> list[Queued]:
        """Who waits, in order."""
        with self._lock:
            generation = self._store.generation
            if generation != self._generation and time.monotonic() >= self._good_until:
                began = time.monotonic()
                self._found, self._generation = queue(self._store, settled), generation
                now = time.monotonic()
                self._good_until = now + _SHARE * (now - began)
            return [each for each in self._found if each.entity not in settled.closed]


def _page(graph: Graph, waiting: _Waiting, access: Access) -> str:
    base = graph.settings.base
    settled = facts.settled(graph.store, base=base)
    found = waiting.now(settled)
    asked = request.args.get("entity", "")
    place = max(0, request.args.get("place", 0, type=int))
    entity = graph.iri(f"id/{asked}") if asked else found[place].entity if place < len(found) else ""
    if asked and not graph.exists(entity):
        raise Problem(HTTPStatus.NOT_FOUND, f"The graph has no entity {asked!r} to review.")
    shown = doubt(graph.store, _index(graph.settings), entity, settled, base=base) if entity else None
    return render_template(
        "review.html",
        doubt=shown,
        place=place,
        count=len(found),
        is_asked=bool(asked),
        path=graph.path(entity) if entity else "",
        sentences=[(each, graph.path(each.evidence)) for each in shown.sentences] if shown else [],
        wikidata=terms.WD,
        is_writable=access.token is not None,
    )


def _index(settings: Settings) -> Index | None:
    """The index in use, None where there is none: candidates then have their names alone."""
    try:
        return default_index(settings.index)
    except (InstallationError, NotFound):
        return None


def _given() -> dict[str, str]:
    """The fields of the request's JSON object, "" for those that are missing.

    Raises:
        Problem: 400 it is none, or a field is no text or too long; 415 another type.
    """
    if request.mimetype != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send a JSON object as application/json.")
    try:
        given: Any = json.loads(bodies.read(bodies.SMALL))
    except (ValueError, RecursionError) as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The body is no JSON: {error}.") from error
    fields = {name: given.get(name) or "" for name in _FIELDS} if isinstance(given, dict) else {}
    if not fields or not all(isinstance(value, str) and len(value) <= _LONGEST for value in fields.values()):
        detail = f"Send an object with texts of at most {_LONGEST} characters: {', '.join(_FIELDS)}."
        raise Problem(HTTPStatus.BAD_REQUEST, detail)
    return fields


_FIELDS: Final = ("entity", "ruling", "item", "by", "reason", "decision")


def _ruling(given: dict[str, str]) -> Ruling:
    try:
        return Ruling(given["ruling"])
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"ruling is none of {', '.join(Ruling)}.") from error


def _answer(graph: Graph, done: Decided) -> Response:
    return jsonify(decision=graph.iri(done.decision.key), changed=[graph.iri(key) for key in done.changed])
