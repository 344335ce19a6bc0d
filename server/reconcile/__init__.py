"""The Reconciliation Service API 0.2 over our entities, at /reconcile: names of others' tables to our ids.

The protocol is that of the W3C Entity Reconciliation Community Group, https://reconciliation-api.github.io/specs/0.2/.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, jsonify, render_template, request

from server import bodies
from server.errors import Problem
from server.graph import Graph
from server.reconcile import answers
from server.reconcile.manifest import manifest
from server.reconcile.names import Names
from server.reconcile.queries import read_batch, read_extension
from server.things import read_thing

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

EMBEDDABLE: Final = "reconcile.preview"
"""The one endpoint whose pages others may show in a frame: that is what they are for."""
_OPERATIONS: Final = ("queries", "extend")


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The routes of the reconciliation service."""
    routes = Blueprint("reconcile", __name__)
    graph = Graph(store, settings)
    names = Names(graph)

    @routes.route("/reconcile", methods=["GET", "POST"], strict_slashes=False)
    def service() -> Response:
        operation, text = _asked()
        if operation == "queries":
            return jsonify(answers.results(graph, names.table(), read_batch(text)))
        if operation == "extend":
            return jsonify(answers.extended(graph, names.table(), read_extension(text)))
        return jsonify(manifest(request.url_root, base=settings.base))

    @routes.get("/reconcile/suggest/<what>")
    def suggest(what: str) -> Response:
        answers.refuse_unknown(what)
        prefix, skip = request.args.get("prefix", ""), _number("cursor") or 0
        if what == "entity":
            found = answers.suggested_entities(names.table(), prefix, skip, base=settings.base)
        else:
            suggested = answers.suggested_types if what == "type" else answers.suggested_properties
            found = suggested(prefix, skip)
        return jsonify(result=found)

    @routes.get("/reconcile/flyout/<what>")
    def flyout(what: str) -> Response:
        answers.refuse_unknown(what)
        return jsonify(answers.flyout(names.table(), what, request.args.get("id", ""), base=settings.base))

    @routes.get("/reconcile/properties")
    def properties() -> Response:
        return jsonify(answers.proposals(request.args.get("type", ""), _number("limit")))

    @routes.get("/reconcile/preview")
    def preview() -> str:
        return _preview(graph, names)

    return routes


def _asked() -> tuple[str, str]:
    """The operation that the request asks for, and its JSON; two empty strings where it asks for the manifest.

    Raises:
        Problem: 400 more than one of them, or a POST without any; 415 a POST that is no form.
    """
    fields = [(name, value) for name in _OPERATIONS for value in request.args.getlist(name)]
    if request.method == "POST":
        if request.mimetype != bodies.FORM:
            detail = f"The body is {request.mimetype or 'without Content-Type'!r}. Send {bodies.FORM} with `queries`."
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
        fields += [field for field in bodies.read_form(bodies.SMALL) if field[0] in _OPERATIONS]
    if len(fields) > 1 or (not fields and request.method == "POST"):
        raise Problem(HTTPStatus.BAD_REQUEST, "Send exactly one field of the form: `queries` or `extend`.")
    return fields[0] if fields else ("", "")


def _number(name: str) -> int | None:
    """A parameter that is a whole number from 0 on, None where it is missing.

    Raises:
        Problem: 400 it is something else.
    """
    given = request.args.get(name, "")
    if given and not (given.isascii() and given.isdigit()):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}={given} is no whole number.")
    return int(given[:9]) if given else None


def _preview(graph: Graph, names: Names) -> str:
    name = request.args.get("id", "")
    found = names.table().identified(name, base=graph.settings.base)
    resource = found.iri if found else graph.iri(f"id/{name}")  # events have no name in the table
    if not graph.exists(resource):
        raise Problem(HTTPStatus.NOT_FOUND, f"The graph has nothing with the id {name!r}.")
    return render_template("preview.html", thing=read_thing(graph, resource), path=graph.path(resource))
