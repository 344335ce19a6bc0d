"""Reads RDF that a client sends, in every format of the server: bounded in depth and number, and nothing is fetched.

The engine's parsers recurse or take quadratic time on some nested documents, so nesting is measured before they run.
JSON-LD contexts elsewhere are refused by the parser, XML entities by us.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import pyoxigraph as ox

from kg.store import BULK_MOST
from server.errors import Problem
from server.formats import GRAPHS, offers

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST: Final = 200
"""Levels of brackets, elements or triple terms; people write fewer than 20."""

_MEDIA_TYPES: Final = {name: one.serializer for name, one in offers(GRAPHS).items()} | {"text/n3": ox.RdfFormat.TURTLE}
ACCEPTED: Final = ", ".join(_MEDIA_TYPES)
"""For a request to others."""
_BY_SUFFIX: Final = {f".{one.name}": one.media_type for one in GRAPHS} | {
    ".n3": "text/n3",
    ".owl": "application/rdf+xml",
}
_JSON_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_TERM: Final = re.compile(
    rb"""
      \#[^\r\n]*+ | <[^<>"{}|^`\\\x00-\x20]*+> | \\.                       # comments, IRIs, escapes in names
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
    | "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+'
    | (?P<open><<) | (?P<close>>>)
    """,
    re.DOTALL | re.VERBOSE,
)


def media_type_of(said: str, name: str) -> str:
    """The media type of a document: as it is said where that is one of RDF, else as the suffix of its name says."""
    suffix = re.search(r"\.\w+\Z", name)
    return (
        said
        if said in _MEDIA_TYPES and said != "text/plain"
        else _BY_SUFFIX.get(suffix[0].lower(), said)
        if suffix
        else said
    )


def read_triples(body: bytes, media_type: str, *, base: str, most: int = BULK_MOST) -> list[ox.Triple]:
    """The triples of a graph; blank nodes get names of their own.

    Args:
        body: the document.
        media_type: without parameters.
        base: what relative IRIs are relative to.
        most: how many there may be: a few bytes of a document can make one.

    Raises:
        Problem: 413 there are more; 415 no RDF format; 400 damaged, too deep, with entities, or with named graphs.
    """
    rdf_format = _MEDIA_TYPES.get(media_type)
    if rdf_format is None:
        listed = ", ".join(_MEDIA_TYPES)
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"{media_type or 'A body without Content-Type'!r} is no format of graphs here. Send one of: {listed}.",
            headers={"Accept-Post": listed},
        )
    _check(body, rdf_format)
    triples = list(islice(_parsed(body, rdf_format, base), most + 1))
    if len(triples) > most:
        detail = f"The body has more than {BULK_MOST:,} statements. Send them in parts, or use `kg import`."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    return triples


def _parsed(body: bytes, rdf_format: ox.RdfFormat, base: str) -> Iterator[ox.Triple]:
    try:
        for quad in ox.parse(body, rdf_format, base_iri=base, without_named_graphs=True, rename_blank_nodes=True):
            yield ox.Triple(quad.subject, quad.predicate, quad.object)
    except (SyntaxError, ValueError) as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The {rdf_format.name} cannot be read: {error}") from error


def _check(body: bytes, rdf_format: ox.RdfFormat) -> None:
    if rdf_format == ox.RdfFormat.RDF_XML:
        _check_xml(body)
    elif rdf_format == ox.RdfFormat.JSON_LD:
        if _json_is_deeper(body, DEEPEST):
            raise _too_deep()
    elif body.count(b"<<") > DEEPEST and _deepest_term(body) > DEEPEST:
        raise _too_deep()


def _json_is_deeper(body: bytes, deepest: int) -> bool:
    """Whether brackets remain after each round took away the innermost ones."""
    brackets = _JSON_STRING.sub(b"", body).translate(None, _NOT_BRACKETS)
    for _ in range(deepest):
        if not brackets:
            return False
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


def _deepest_term(body: bytes) -> int:
    depth = deepest = 0
    for token in _TERM.finditer(body):
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        deepest = max(deepest, depth)
    return deepest


def _check_xml(body: bytes) -> None:
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep()

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def entity(name: str, *_: object) -> None:
        detail = f"The document declares the entity {name!r}; entities are refused. Write their text out."
        raise Problem(HTTPStatus.BAD_REQUEST, detail)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    try:
        parser.Parse(body, True)  # noqa: FBT003 (the parser takes no keywords)
    except expat.ExpatError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The RDF/XML cannot be read: {error}.") from error


def _too_deep() -> Problem:
    detail = f"The document is nested more than {DEEPEST} levels deep, or its brackets do not match."
    return Problem(HTTPStatus.BAD_REQUEST, detail)
