"""The SPARQL 1.1 Graph Store Protocol at /graphs: whole graphs are read, put, added to and removed."""

from __future__ import annotations

import re
import uuid
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from kg.store import BULK, BULK_MOST, Change
from server import bodies, by_hand, versions
from server.asking import client_name
from server.errors import Problem
from server.formats import GRAPHS, Format, offers
from server.negotiation import choose
from server.rdf_bodies import media_type_of, read_triples
from server.spooling import spooled
from server.updates import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.settings import Settings
    from kg.store import Store
    from server.access import Access
    from server.engine import Engine

Name = ox.NamedNode | ox.DefaultGraph

_METHODS: Final = ["GET", "PUT", "POST", "DELETE"]
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+")
_KEPT: Final = "%/=,-._~:@!$&'()*+;"
_BARE_PERCENT: Final = re.compile(r"%(?![\dA-Fa-f]{2})", re.ASCII)
_MULTIPART: Final = "multipart/form-data"
_OFFERS: Final = offers(GRAPHS)


def blueprint(engine: Engine, settings: Settings, access: Access) -> Blueprint:
    """The routes of the graph store: /graphs?graph=IRI, /graphs?default, and /graphs/… for graphs named so."""
    routes = Blueprint("graph_store", __name__)

    @routes.route("/graphs", methods=_METHODS, strict_slashes=False)
    def graphs() -> Response:
        if request.method not in ("GET", "HEAD"):
            access.require_writer()
        name = _named()
        if name is None:
            if request.method != "POST":
                raise Problem(HTTPStatus.BAD_REQUEST, "Which graph? Send `?graph=IRI` or `?default`.")
            return _add(engine, settings, _fresh_name(), is_fresh=True)
        return _operate(engine, settings, name)

    @routes.route("/graphs/<path:name>", methods=_METHODS)
    def graph(name: str) -> Response:
        if request.method not in ("GET", "HEAD"):
            access.require_writer()
        if _named() is not None:
            raise Problem(HTTPStatus.BAD_REQUEST, "The graph is named twice: by the path and by a parameter.")
        path = _BARE_PERCENT.sub("%25", quote(name, safe=_KEPT))
        return _operate(engine, settings, ox.NamedNode(f"{request.root_url}graphs/{path}"))

    return routes


def _operate(engine: Engine, settings: Settings, name: Name) -> Response:
    if request.method == "PUT":
        return _put(engine, settings, name)
    if request.method == "POST":
        return _add(engine, settings, name)
    if request.method == "DELETE":
        return _delete(engine, settings, name)
    return _get(engine, name)


# --- the four operations ---------------------------------------------------------------------------------


def _get(engine: Engine, name: Name) -> Response:
    if not _exists(engine.store, name):
        raise _missing(name)
    found = choose(request.headers.get("Accept"), _OFFERS)
    if found is None:
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"A graph is there as {', '.join(_OFFERS)}.")
    media_type, chosen = found
    version = engine.version
    etag = _tag(engine, version, name, chosen)
    if versions.is_known(etag):
        answer = versions.not_modified(etag)
    else:

        def write(sink: IO[bytes]) -> str:
            engine.store.dump_graph(name, sink, chosen.name)
            return media_type

        answer = spooled(write)
        answer.headers["ETag"] = etag
    answer.vary.add("Accept")
    return versions.label(answer, engine, version)


def _put(engine: Engine, settings: Settings, name: Name) -> Response:
    triples = _read_graph(name)

    def change(store: Store) -> bool:
        existed = _exists(store, name)
        _check_condition(engine, name, exists=existed)
        old = set(store.quads(graph=name))
        new = {ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples}
        if _has_blank_nodes(old):
            replacement = Change(drop_graphs=(name,), create_graphs=_created(name), insert=tuple(new))
        else:  # what stays is not touched: a transaction costs by the quads that it writes
            replacement = Change(create_graphs=_created(name), remove=tuple(old - new), insert=tuple(new - old))
        _make(store, replacement, name, settings)
        return existed

    done = engine.write(change, client=client_name())
    return written(engine, done.version, HTTPStatus.NO_CONTENT if done.result else HTTPStatus.CREATED)


def _add(engine: Engine, settings: Settings, name: Name, *, is_fresh: bool = False) -> Response:
    triples = _read_graph(name)

    def change(store: Store) -> bool:
        existed = _exists(store, name)
        _check_condition(engine, name, exists=existed)
        quads = tuple(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
        _make(store, Change(create_graphs=_created(name), insert=quads), name, settings)
        return existed

    done = engine.write(change, client=client_name())
    answer = written(engine, done.version, HTTPStatus.NO_CONTENT if done.result else HTTPStatus.CREATED)
    if is_fresh and isinstance(name, ox.NamedNode):
        answer.headers["Location"] = name.value
    return answer


def _delete(engine: Engine, settings: Settings, name: Name) -> Response:
    def change(store: Store) -> None:
        existed = _exists(store, name)
        _check_condition(engine, name, exists=existed)
        if not existed:
            raise _missing(name)
        _make(store, Change(drop_graphs=(name,)), name, settings)

    return written(engine, engine.write(change, client=client_name()).version, HTTPStatus.NO_CONTENT)


def _make(store: Store, change: Change, name: Name, settings: Settings) -> None:
    """Make the change in one step, by the quicker way where nothing goes and much comes."""
    is_bulk = len(change.insert) >= BULK and not change.remove and not change.drop_graphs
    reach = by_hand.reach_of_graph(name.value if isinstance(name, ox.NamedNode) else "", settings.base)

    def make() -> None:
        if is_bulk:
            store.insert_in_bulk(change.insert)
        else:
            store.apply(change)

    by_hand.write(store, make, reach, settings)


# --- which graph -----------------------------------------------------------------------------------------


def _named() -> Name | None:
    """The graph that the parameters name; None where they name none."""
    names, defaults = request.args.getlist("graph"), request.args.getlist("default")
    if len(names) + len(defaults) > 1:
        raise Problem(HTTPStatus.BAD_REQUEST, "Name one graph: either `?graph=IRI` or `?default`, once.")
    if defaults:
        return ox.DefaultGraph()
    if not names:
        return None
    if not _ABSOLUTE.fullmatch(names[0]):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{names[0]!r} is no absolute IRI, and a graph is named by one.")
    try:
        return ox.NamedNode(names[0])
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"{names[0]!r} is no IRI: {error}.") from error


def _fresh_name() -> ox.NamedNode:
    return ox.NamedNode(f"{request.root_url}graphs/{uuid.uuid4()}")


def _exists(store: Store, name: Name) -> bool:
    return isinstance(name, ox.DefaultGraph) or store.has_graph(name)


def _created(name: Name) -> tuple[ox.NamedNode, ...]:
    return (name,) if isinstance(name, ox.NamedNode) else ()


def _has_blank_nodes(quads: Iterable[ox.Quad]) -> bool:
    """Whether some cannot be removed by their terms alone."""
    return any(isinstance(term, ox.BlankNode | ox.Triple) for quad in quads for term in (quad.subject, quad.object))


def _missing(name: Name) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, f"There is no graph {name}.")


# --- conditions and bodies -------------------------------------------------------------------------------


def _tag(engine: Engine, version: int, name: Name, chosen: Format[ox.RdfFormat]) -> str:
    return versions.tag(engine, version, str(name), chosen.name)


def _check_condition(engine: Engine, name: Name, *, exists: bool) -> None:
    tags = [_tag(engine, engine.version, name, one) for one in GRAPHS] if exists else []
    versions.require_match(tags)


def _read_graph(name: Name) -> list[ox.Triple]:
    base = name.value if isinstance(name, ox.NamedNode) else request.base_url
    body = bodies.read(bodies.GRAPH)
    if request.mimetype != _MULTIPART:
        return read_triples(body, request.mimetype, base=base)
    triples: list[ox.Triple] = []
    for media_type, part in _parts(body, request.mimetype_params.get("boundary", "")):
        triples += read_triples(part, media_type, base=base, most=BULK_MOST - len(triples))
    return triples


def _parts(body: bytes, boundary: str) -> list[tuple[str, bytes]]:
    """Media type and content of each part of a multipart body."""
    decoder = MultipartDecoder(boundary.encode(), max_parts=1000)
    parts: list[tuple[str, bytes]] = []
    try:
        decoder.receive_data(body)
        decoder.receive_data(None)
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            if isinstance(event, Field | File):
                parts.append((_media_type(event), b""))
            elif isinstance(event, Data):
                media_type, content = parts.pop()
                parts.append((media_type, content + event.data))
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The multipart body cannot be read: {error}.") from error
    return parts


def _media_type(part: Field | File) -> str:
    """As the part says, or as its file name does."""
    said = parse_options_header(part.headers.get("Content-Type"))[0].lower()
    return said or (media_type_of("", part.filename or "") if isinstance(part, File) else "")
