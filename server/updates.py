"""The SPARQL 1.1 Protocol's update operation, at /update and at /sparql."""

from __future__ import annotations

import time
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from server import by_hand, versions
from server.asking import asker, client_name
from server.bounds import refuse_too_deep
from server.loading import loaded
from server.operations import Operation, read_operation
from server.others import A_MOMENT, update_to_run
from server.rehearsal import attempt, rehearse

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store
    from server.access import Access
    from server.engine import Engine

_LONGEST = 1_000_000
"""Operators and hyphens of names; data has many of the latter, and only holders of the token get here."""


def blueprint(engine: Engine, settings: Settings, access: Access) -> Blueprint:
    """The route /update."""
    routes = Blueprint("updates", __name__)

    @routes.post("/update", strict_slashes=False)
    def update() -> Response:
        access.require_writer()
        return run_update(engine, settings, read_operation("update"))

    return routes


def run_update(engine: Engine, settings: Settings, operation: Operation) -> Response:
    """Run an update, all of it or nothing; the caller has checked that the client may write.

    Raises:
        OutboundRefused: it wants to ask a server that is not listed.
        QueryError: it does not parse, or names its dataset twice.
    """
    text = operation.text
    refuse_too_deep(text, longest=_LONGEST)
    reach = by_hand.reach_of(text, settings.base)
    if engine.limits.allow and "load" in text.lower():
        text = loaded(text, engine.outbound)
    text = _to_run(engine, text)
    rehearse(
        engine,
        text,
        default_graphs=operation.graphs,
        named_graphs=operation.named_graphs,
        base=request.base_url,
        asker=asker(engine),
    )

    def change(store: Store) -> None:
        update = partial(
            store.update,
            text,
            base=request.base_url,
            using_graphs=operation.graphs,
            using_named_graphs=operation.named_graphs,
        )
        by_hand.write(store, update, reach, settings)

    return written(engine, engine.write(change, client=client_name()).version, HTTPStatus.NO_CONTENT)


def _to_run(engine: Engine, text: str) -> str:
    """The update, if it asks nobody."""

    def try_out(inside: str) -> None:
        attempt(engine, inside, request.base_url, time.monotonic() + A_MOMENT, asker(engine))

    return update_to_run(text, try_out)


def written(engine: Engine, version: int, status: HTTPStatus) -> Response:
    """The answer to a write, with the version that has it."""
    answer = versions.label(Response(status=status), engine, version)
    del answer.headers["Content-Type"]  # of no content
    return answer
