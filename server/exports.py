"""The graph, or a part of it, as a file: /export.nq and the other formats, in the one order that equal graphs share."""

from __future__ import annotations

from http import HTTPStatus
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response, request

from kg.errors import UsageError
from kg.export import MEDIA_TYPES, format_named
from kg.export import export as write_part
from server.errors import Problem
from server.formats import GRAPHS
from server.spooling import spooled

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The route of the exports."""
    routes = Blueprint("exports", __name__)
    media_types = {one.name: one.media_type for one in GRAPHS} | MEDIA_TYPES
    file_names = {"csv": "newsgraph.zip", "ftm": "newsgraph.ftm.jsonl", "nanopubs": "newsgraph.nanopubs.trig"}

    @routes.get("/export.<suffix>")
    def export(suffix: str) -> Response:
        try:
            name = format_named(suffix)
        except UsageError as error:
            listed = ", ".join(f"/export.{each}" for each in media_types)
            raise Problem(HTTPStatus.NOT_FOUND, f"There is no export.{suffix}. There are: {listed}.") from error
        entity, article = request.args.get("entity"), request.args.get("article")

        def write(sink: IO[bytes]) -> str:
            write_part(store, sink, name, settings=settings, entity=entity, article=article)
            return media_types[name]

        answer = spooled(write)
        file_name = file_names.get(name, f"newsgraph.{name.removesuffix('12')}")
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return answer

    return routes
