"""The SPARQL 1.1 Protocol at /sparql: queries, and updates of those who may write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, request, url_for

from server import versions
from server.asking import BEGUN, asked_seconds, asker, streamed
from server.compression import packing
from server.description import describe
from server.errors import Problem
from server.formats import GRAPHS, RESULTS, Format, Serializer, named, offers, with_charset
from server.negotiation import choose, prefers_html
from server.operations import read_operation
from server.refusals import NotAcceptable
from server.updates import run_update

if TYPE_CHECKING:
    from kg.settings import Settings
    from server.access import Access
    from server.engine import Answer, Begun, Engine
    from server.operations import Operation

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
"""Functions whose answer is another one each time."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as the protocol carries it.

    Attributes:
        default_graphs: IRIs of the graphs that make up the default graph.
        named_graphs: IRIs of the graphs that GRAPH sees.
        format: the format asked for by parameter, "" where the Accept header decides.
        download: whether a browser is to save the answer as a file.
        timeout: seconds that the client allows, None for as many as the server does.
    """

    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    download: bool
    timeout: float | None


def blueprint(engine: Engine, settings: Settings, access: Access) -> Blueprint:
    """The route /sparql."""
    routes = Blueprint("sparql", __name__)

    @routes.route("/sparql", methods=["GET", "POST"], strict_slashes=False)
    def sparql() -> Response:
        operation = read_operation("query", "update")
        if operation.kind == "update":
            access.require_writer()
            return run_update(engine, settings, operation)
        if operation.kind == "query":
            return answer(engine, query_request(operation), operation.text)
        features = ["EmptyGraphs"]
        features += ["SPARQL11Update"] if access.token is not None else []
        features += ["UnionDefaultGraph"] if engine.limits.union_default_graph else []
        return _describe(request.headers.get("Accept"), base=settings.base, features=features)

    return routes


def query_request(operation: Operation) -> QueryRequest:
    """What the parameters of a request say of its answer.

    Raises:
        Problem: 400 for a time that is none.
    """
    fields = operation.fields
    wanted = [value for name in ("download", "format", "output") for value in fields.get(name, ())]
    return QueryRequest(
        default_graphs=operation.graphs,
        named_graphs=operation.named_graphs,
        format=next(iter(wanted), ""),
        download=bool(fields.get("download")),
        timeout=asked_seconds(fields.get("timeout", [])),
    )


def answer(engine: Engine, asked: QueryRequest, text: str) -> Response:
    """The result of the query in the format that the client wants."""
    accept = request.headers.get("Accept")
    offered = offers_for(asked.format, accept)
    name = named_by(text, asked, offered)
    etag = versions.tag(engine, engine.version, *name)
    may_repeat = request.method != "POST" and is_repeatable(text)
    if may_repeat and versions.is_known(etag) and not request.if_none_match.star_tag:
        return _vary(versions.label(versions.not_modified(etag), engine, engine.version))
    begun: Begun | None = request.environ.pop(BEGUN, None)
    try:
        found = begun.first() if begun else _ask(engine, asked, text, offered)
    except NotAcceptable as error:
        # says why, and what there is
        if error.kind == "triples":
            choose_format(asked.format, accept, GRAPHS)
        choose_format(asked.format, accept, RESULTS)
        raise
    chosen = offered.triples if found.kind == "triples" else offered.rows
    made = streamed(engine, found, content_type=with_charset(chosen[0] if chosen else "text/plain"))
    if may_repeat:
        made.headers["ETag"] = versions.tag(engine, found.version, *name)
    if asked.download:
        suffix = asked.format if asked.format.isalnum() else "txt"
        made.headers["Content-Disposition"] = f'attachment; filename="newsgraph-result.{suffix}"'
    return _vary(made)


def _ask(engine: Engine, asked: QueryRequest, text: str, offered: Offered) -> Answer:
    return engine.query(
        text,
        rows=offered.rows and offered.rows[1],
        triples=offered.triples and offered.triples[1],
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=request.base_url,
        packing=packing(),
        timeout=asked.timeout,
        asker=asker(engine),
    )


def is_repeatable(text: str) -> bool:
    """Whether the query has the same answer for as long as nobody writes."""
    upper = text.upper()  # which finds at once that most have none of them
    has_one = "NOW" in upper or "RAND" in upper or "UUID" in upper or "BNODE" in upper
    return not has_one or not _CHANGING.search(text)


def named_by(text: str, asked: QueryRequest, offered: Offered) -> tuple[str, str]:
    """What tells one answer from another, besides the version of the graph."""
    return text, _way(asked.default_graphs, asked.named_graphs, offered)


@lru_cache(maxsize=256)
def _way(*parts: object) -> str:
    return repr(parts)


class Offered(NamedTuple):
    """The media type to answer in and the name of its format, for either kind of answer; None where there is none."""

    rows: tuple[str, str] | None
    triples: tuple[str, str] | None


@lru_cache(maxsize=1024)
def offers_for(name: str, accept: str | None) -> Offered:
    """What the client takes.

    Args:
        name: of a format that the request has as a parameter, "" for none.
        accept: the header.

    Raises:
        Problem: 400 there is no such format.
    """
    return Offered(_offered(name, accept, RESULTS), _offered(name, accept, GRAPHS))


def _offered(name: str, accept: str | None, formats: tuple[Format[Serializer], ...]) -> tuple[str, str] | None:
    try:
        media_type, chosen = choose_format(name, accept, formats)
    except Problem as error:
        if error.http_status == HTTPStatus.NOT_ACCEPTABLE:
            return None
        raise
    return media_type, chosen.name


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


def _describe(accept: str | None, *, base: str, features: list[str]) -> Response:
    """What a GET without a query gets: the service description, or for a browser the query page."""
    if prefers_html(accept, "text/turtle"):
        return _vary(Response(status=HTTPStatus.SEE_OTHER, headers={"Location": url_for("pages.query")}))
    media_type, chosen = choose_format(request.args.get("format", ""), accept, GRAPHS)
    body = describe(request.base_url, base=base, features=features, written_as=chosen)
    return _vary(Response(body, content_type=with_charset(media_type)))


def _vary(made: Response) -> Response:
    made.vary.add("Accept")
    return made
