"""The protocol suites: requests to send one after the other, and what each answer must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from tests.conformance.manifests import MF, ROOT, Manifest, Node, local
from tests.conformance.results import same_graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.conftest import Endpoint

HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
_ROWS = ("application/sparql-results+json", "application/sparql-results+xml")
_GRAPHS = ("text/turtle", "application/rdf+xml", "application/n-triples")
_EXPECTED_TYPES = {"boolean": _ROWS, "tabular": (*_ROWS, "text/csv", "text/tab-separated-values"), "RDF": _GRAPHS}


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must be.

    Attributes:
        statuses: the allowed ones, such as "201" or "2xx".
        content_type: "" for any.
        body: a graph to be given, "" for any.
        format: a key of `_EXPECTED_TYPES`, "" for any.
        boolean: of an ASK, None for any.
        location: what the Location is called in later requests, "" where there is none.
    """

    statuses: tuple[str, ...]
    content_type: str
    body: str
    format: str
    boolean: bool | None
    location: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what its answer must be."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    expected: Expected


@dataclass(frozen=True, slots=True)
class Conversation:
    """A case of a protocol suite: graphs to load, then exchanges."""

    iri: str
    graphs: tuple[tuple[str, Path], ...]
    exchanges: tuple[Exchange, ...]


@cache
def conversations(*paths: str) -> tuple[Conversation, ...]:
    """The cases of these manifests."""
    found = [Manifest(ROOT / path) for path in paths if (ROOT / path).exists()]
    return tuple(_conversation(one, node) for one in found for node, kind in one.entries() if "ProtocolTest" in kind)


def _conversation(manifest: Manifest, node: ox.NamedNode) -> Conversation:
    action = manifest.one(node, f"{MF}action")
    assert action is not None
    requests = manifest.all(action, f"{HT}requests")
    return Conversation(
        iri=node.value,
        graphs=tuple(manifest.graph(one, _UT) for one in manifest.all(node, f"{_UT}graphData")),
        exchanges=tuple(_exchange(manifest, request) for request in requests),
    )


def _exchange(manifest: Manifest, request: Node) -> Exchange:
    answer = manifest.one(request, f"{HT}resp")
    assert answer is not None
    body = manifest.one(request, f"{HT}body")
    encoding = _text(manifest, body, f"{_CNT}characterEncoding") or "utf-8"
    boolean = _text(manifest, answer, f"{MF}expectedBoolean")
    return Exchange(
        method=_text(manifest, request, f"{HT}methodName"),
        path=_text(manifest, request, f"{HT}absolutePath"),
        headers=_headers(manifest, request),
        body=_text(manifest, body, f"{_CNT}chars").encode(encoding),
        expected=Expected(
            statuses=tuple(_status(local(one)) for one in manifest.all(answer, f"{MF}expectedStatus")),
            content_type=dict(_headers(manifest, answer)).get("content-type", ""),
            body=_text(manifest, manifest.one(answer, f"{HT}body"), f"{_CNT}chars"),
            format=_text(manifest, answer, f"{MF}expectedFormat"),
            boolean=boolean == "true" if boolean else None,
            location=_text(manifest, answer, f"{MF}expectedLocation"),
        ),
    )


def _status(name: str) -> str:
    return _STATUS.get(name) or name.removeprefix("StatusCode")


def _headers(manifest: Manifest, node: Node) -> tuple[tuple[str, str], ...]:
    named = manifest.all(node, f"{HT}headers")
    return tuple((_text(manifest, one, f"{HT}fieldName"), _text(manifest, one, f"{HT}fieldValue")) for one in named)


def _text(manifest: Manifest, node: Node | None, predicate: str) -> str:
    value = None if node is None else manifest.one(node, predicate)
    return value.value if isinstance(value, ox.Literal) else ""


def converse(endpoint: Endpoint, conversation: Conversation, served: dict[str, str]) -> None:
    """Send the requests and check each answer.

    Args:
        endpoint: the server.
        conversation: the case.
        served: what stands for the paths of the manifest.
    """
    known: dict[str, str] = {}
    for exchange in conversation.exchanges:
        path, body = exchange.path, exchange.body
        for name, value in known.items():
            path = path.replace(name, quote(value, safe=""))
            body = body.replace(name.encode(), value.encode())
        for prefix, ours in served.items():
            path = re.sub(rf"\A{re.escape(prefix)}(?=[/?]|\Z)", ours, path)
        status, headers, answer = endpoint.request(exchange.method, path, body=body, headers=dict(exchange.headers))
        _check(exchange, status, headers, answer)
        if exchange.expected.location:
            known[exchange.expected.location] = headers["location"]


def _check(exchange: Exchange, status: int, headers: dict[str, str], answer: bytes) -> None:
    expected = exchange.expected
    what = (exchange.method, exchange.path, status, answer[:500])
    assert str(status) in expected.statuses or f"{str(status)[0]}xx" in expected.statuses, what
    content_type = headers.get("content-type", "")
    if expected.content_type:
        assert content_type == expected.content_type, what
    if expected.format:
        assert content_type.partition(";")[0] in _EXPECTED_TYPES[expected.format], what
    if expected.boolean is not None:
        assert (b"true" in answer, b"false" in answer) == (expected.boolean, not expected.boolean), what
    if expected.body:
        base = "http://www.example/"
        given, wanted = (
            set(ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base)) for text in (answer, expected.body.encode())
        )
        assert same_graph(given, wanted), what
