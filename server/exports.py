"""The whole graph as a file: /export.nq and the other formats, in the one order that equal graphs share."""

from __future__ import annotations

from http import HTTPStatus
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response

from server.errors import Problem
from server.formats import GRAPHS
from server.spooling import spooled

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store


def blueprint(store: Store, settings: Settings) -> Blueprint:  # noqa: ARG001 (the shape that all parts share)
    """The route of the exports."""
    routes = Blueprint("exports", __name__)
    media_types = {one.name: one.media_type for one in GRAPHS}

    @routes.get("/export.<suffix>")
    def export(suffix: str) -> Response:
        if suffix not in media_types:
            listed = ", ".join(f"/export.{name}" for name in media_types)
            raise Problem(HTTPStatus.NOT_FOUND, f"There is no export.{suffix}. There are: {listed}.")

        def write(sink: IO[bytes]) -> str:
            store.export(sink, suffix)
            return media_types[suffix]

        answer = spooled(write)
        answer.headers["Content-Disposition"] = f'attachment; filename="newsgraph.{suffix}"'
        return answer

    return routes
