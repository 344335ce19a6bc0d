"""The SPARQL 1.1 Protocol's query operation at /sparql; updates are refused, the graph is read-only here."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response, request, url_for
from pyoxigraph import QueryTriples

from kg.errors import QueryError
from server.description import describe
from server.errors import Problem
from server.formats import GRAPHS, RESULTS, Format, Serializer, named, offers, with_charset
from server.negotiation import choose, prefers_html
from server.spooling import spooled

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

_FORM = "application/x-www-form-urlencoded"
_READ_ONLY = "This server is read-only: it answers queries and refuses updates."


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as the protocol carries it.

    Attributes:
        text: the query, None where a GET has none.
        default_graphs: IRIs of the graphs that make up the default graph.
        named_graphs: IRIs of the graphs that GRAPH sees.
        format: the format asked for by parameter, "" where the Accept header decides.
        download: whether a browser is to save the answer as a file.
    """

    text: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    download: bool


def blueprint(store: Store, settings: Settings) -> Blueprint:
    """The route /sparql."""
    routes = Blueprint("sparql", __name__)

    @routes.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        asked = read_request()
        if asked.text is None:
            return _describe(request.headers.get("Accept"), base=settings.base)
        return answer(store, asked, asked.text)

    return routes


def read_request() -> QueryRequest:
    """The query in the current request.

    Raises:
        Problem: 400 missing, repeated or undecodable; 403 an update; 415 a body that is no query.
    """
    body = _direct_query() if request.method == "POST" and request.mimetype != _FORM else None
    given = {
        name: [*request.args.getlist(name), *request.form.getlist(name)]
        for name in (
            "query",
            "update",
            "default-graph-uri",
            "named-graph-uri",
            "format",
            "output",
            "download",
        )
    }
    if given["update"]:
        raise Problem(HTTPStatus.FORBIDDEN, _READ_ONLY)
    queries = [*given["query"], *([] if body is None else [body])]
    if len(queries) > 1:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The request has {len(queries)} queries; send exactly one.")
    if not queries and (request.method == "POST" or given["default-graph-uri"] or given["named-graph-uri"]):
        raise Problem(HTTPStatus.BAD_REQUEST, "The request has no query; send one as the parameter `query`.")
    return QueryRequest(
        text=queries[0] if queries else None,
        default_graphs=tuple(given["default-graph-uri"]),
        named_graphs=tuple(given["named-graph-uri"]),
        format=next(iter(given["download"] + given["format"] + given["output"]), ""),
        download=bool(given["download"]),
    )


def answer(store: Store, asked: QueryRequest, text: str) -> Response:
    """The result of the query in the format that the client wants."""
    accept = request.headers.get("Accept")

    def write(sink: IO[bytes]) -> str:
        result = store.query(text, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs)
        try:
            if isinstance(result, QueryTriples):
                media_type, graph_format = choose_format(asked.format, accept, GRAPHS)
                result.serialize(sink, graph_format.serializer)
            else:
                media_type, result_format = choose_format(asked.format, accept, RESULTS)
                result.serialize(sink, result_format.serializer)
        except (OSError, ValueError) as error:
            raise QueryError(f"The query cannot be evaluated: {error}") from error
        return media_type

    made = spooled(write)
    if asked.download:
        suffix = asked.format if asked.format.isalnum() else "txt"
        made.headers["Content-Disposition"] = f'attachment; filename="newsgraph-result.{suffix}"'
    return _vary(made)


def choose_format(
    name: str, accept: str | None, offered: tuple[Format[Serializer], ...]
) -> tuple[str, Format[Serializer]]:
    """The media type and format to answer in: by parameter, else by the Accept header.

    Raises:
        Problem: 400 for a parameter that names no format, 406 where there is none that the client accepts.
    """
    listed = ", ".join(f"{one.media_type} ({one.name})" for one in offered)
    if name:
        if named(name, RESULTS) is None and named(name, GRAPHS) is None:
            raise Problem(HTTPStatus.BAD_REQUEST, f"There is no format {name!r}. This answer has: {listed}.")
        chosen = named(name, offered)
    else:
        chosen = choose(accept, offers(offered))
    if chosen is None:
        wanted = name or accept
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"Nothing here is {wanted!r}. This answer has: {listed}.")
    return chosen


def _describe(accept: str | None, *, base: str) -> Response:
    """What a GET without a query gets: the service description, or for a browser the query page."""
    if prefers_html(accept, "text/turtle"):
        return _vary(Response(status=HTTPStatus.SEE_OTHER, headers={"Location": url_for("pages.query")}))
    media_type, chosen = choose_format(request.args.get("format", ""), accept, GRAPHS)
    return _vary(
        Response(describe(request.base_url, base=base, written_as=chosen), content_type=with_charset(media_type))
    )


def _direct_query() -> str:
    """The body of a POST that is the query itself."""
    if request.mimetype == "application/sparql-update":
        raise Problem(HTTPStatus.FORBIDDEN, _READ_ONLY)
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/sparql-query" or charset not in ("utf-8", "utf8", "us-ascii"):
        sent = request.headers.get("Content-Type", "nothing")
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The body is {sent!r}. Send {_FORM} with `query`, or application/sparql-query in UTF-8.",
        )
    try:
        return request.get_data().decode()
    except UnicodeDecodeError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The query is not UTF-8: {error}.") from error


def _vary(made: Response) -> Response:
    made.vary.add("Accept")
    return made
