"""The named questions over HTTP: a list, a form with the answer as a table, and each answer as data."""

from __future__ import annotations

from http import HTTPStatus
from itertools import islice
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response, jsonify, render_template, request

import ontology
from kg.ask import ask, question, questions
from kg.errors import NotFound, QueryError, UsageError
from server.formats import RESULTS
from server.graph import Graph
from server.negotiation import choose, prefers_html
from server.result_table import ROWS, Table, cell
from server.sparql import choose_format
from server.spooling import spooled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolutions

    from kg.ask import Question
    from kg.settings import Settings
    from kg.store import Store

FORMAT = "format"
"""The one parameter of a request that is never a parameter of a question."""


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The routes of the questions."""
    routes = Blueprint("questions", __name__)
    graph = Graph(store, settings)

    @routes.get("/questions")
    def index() -> Response:
        offered = {"application/json": "json", "text/html": "html", "text/turtle": "ttl"}
        found = choose(request.headers.get("Accept"), offered)
        match request.args.get(FORMAT) or (found[1] if found else "json"):
            case "html":
                return _vary(Response(render_template("questions.html", questions=questions()), mimetype="text/html"))
            case "ttl":
                return catalogue()
            case _:
                return _vary(jsonify(questions=[each.described() for each in questions()]))

    @routes.get("/questions.ttl")
    def catalogue() -> Response:
        text = ontology.path(ontology.CATALOGUE).read_text(encoding="utf-8")
        return _vary(Response(text, mimetype="text/turtle"))

    @routes.get("/questions/<name>")
    def answer(name: str) -> Response:
        asked = question(name)
        if _as_page(RESULTS[0].media_type):
            return _vary(_page(graph, asked))
        return _vary(_data(graph, asked))

    return routes


def _as_page(alternative: str) -> bool:
    """Whether a page is wanted: by the parameter `format`, else by the Accept header."""
    wanted = request.args.get(FORMAT, "")
    return wanted == "html" or (not wanted and prefers_html(request.headers.get("Accept"), alternative))


def _values() -> dict[str, str]:
    """The question's parameters in the query string.

    Raises:
        UsageError: one is there twice.
    """
    values = {}
    for name, given in request.args.lists():
        if len(given) > 1:
            raise UsageError(f"The parameter {name!r} is given {len(given)} times; give it once")
        values[name] = given[0]
    values.pop(FORMAT, None)
    return values


def _data(graph: Graph, asked: Question) -> Response:
    def write(sink: IO[bytes]) -> str:
        media_type, chosen = choose_format(request.args.get(FORMAT, ""), request.headers.get("Accept"), RESULTS)
        rows = ask(graph.store, asked, _values(), base=graph.settings.base)
        try:
            rows.serialize(sink, chosen.serializer)
        except (OSError, ValueError) as error:
            raise QueryError(f"The question cannot be answered: {error}") from error
        return media_type

    return spooled(write)


def _page(graph: Graph, asked: Question) -> Response:
    """The form, and below it the answer, or what is wrong with the values; nothing where none were given."""
    given: Mapping[str, str] = {}
    table, error, status = None, "", HTTPStatus.OK
    try:
        given = _values()
        if given or not asked.parameters:
            table = _table(graph, ask(graph.store, asked, given, base=graph.settings.base))
    except (UsageError, NotFound) as problem:
        error, status = str(problem), HTTPStatus(problem.http_status)
    page = render_template("question.html", question=asked, given=given, table=table, error=error)
    return Response(page, status, mimetype="text/html")


def _table(graph: Graph, rows: QuerySolutions) -> Table:
    names = tuple(variable.value for variable in rows.variables)
    found = [tuple(cell(graph, row[name]) for name in names) for row in islice(rows, ROWS + 1)]
    return Table(names, tuple(found[:ROWS]), complete=len(found) <= ROWS)


def _vary(answer: Response) -> Response:
    answer.vary.add("Accept")
    return answer
