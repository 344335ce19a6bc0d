"""The pages that are about no single resource: the first page, lists, search, the query form."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from kg.errors import QueryError
from ontology import terms
from server import overview
from server.errors import Problem, position
from server.graph import Graph
from server.queries import EXAMPLES
from server.result_table import tabulate
from server.wording import day, machine_day, plural

if TYPE_CHECKING:
    from kg.settings import Settings
    from server.engine import Engine

_RECENT = 4
_ON_FIRST_PAGE = 12
_ON_A_PAGE = 50
_FOUND = 50


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The routes of the pages."""
    routes = Blueprint("pages", __name__)
    graph = Graph(engine.store, settings)
    _register_words(routes, graph)

    @routes.get("/")
    def home() -> str:
        return _first_page(graph)

    @routes.get("/articles")
    def articles() -> str:
        page = max(1, request.args.get("page", 1, type=int))
        found = overview.articles(graph, limit=_ON_A_PAGE + 1, offset=(page - 1) * _ON_A_PAGE)
        shown, more = found[:_ON_A_PAGE], len(found) > _ON_A_PAGE
        return render_template("articles.html", articles=shown, page=page, more=more)

    @routes.get("/search")
    def search() -> str:
        text = request.args.get("q", "")
        found = overview.search(graph, text, limit=_FOUND) if text.strip() else ()
        return render_template("search.html", text=text, found=found, limit=_FOUND)

    @routes.route("/query", methods=["GET", "POST"])
    def query() -> tuple[str, HTTPStatus]:
        text = request.values.get("query", "")
        return _query_page(engine, graph, text)

    return routes


def _first_page(graph: Graph) -> str:
    recent = {family: overview.recent(graph, family, limit=_RECENT) for family in overview.FAMILIES}
    dated = sorted((one for events in recent.values() for one in events if one.moment), key=_moment)
    return render_template(
        "home.html",
        counts=overview.counts(graph),
        recent=[(family, overview.FAMILIES[family][0], events) for family, events in recent.items()],
        timeline=dated,
        articles=overview.articles(graph, limit=_ON_FIRST_PAGE),
        text=EXAMPLES[0][1],
    )


def _moment(event: overview.Recent) -> str:
    return event.moment


def _query_page(engine: Engine, graph: Graph, text: str) -> tuple[str, HTTPStatus]:
    """The form with the first rows of the answer, or with what is wrong with the query."""
    if not text.strip():
        return render_template("query.html", text=EXAMPLES[0][1]), HTTPStatus.OK
    try:
        table = tabulate(engine, graph, text)
    except (QueryError, Problem) as error:
        where = position(str(error))
        page = render_template("query.html", text=text, error=str(error), where=where)
        return page, HTTPStatus(error.http_status)
    return render_template("query.html", text=text, table=table), HTTPStatus.OK


def _register_words(routes: Blueprint, graph: Graph) -> None:
    """What every template knows: dates and plurals in words, the examples, the version."""
    routes.add_app_template_filter(day)
    routes.add_app_template_filter(machine_day)

    @routes.app_context_processor
    def known() -> dict[str, Any]:
        return {
            "examples": EXAMPLES,
            "version": version("newsgraph"),
            "plural": plural,
            "prefixes": dict(terms.PREFIXES),
            "base": graph.settings.base,
        }
