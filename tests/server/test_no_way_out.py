"""No request makes the server connect anywhere: a listener that waits for a connection gets none."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.serving import serving_writes

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTS = [
    "127.0.0.1:{port}",
    "localhost:{port}",
    "LOCALHOST:{port}",
    "127.1:{port}",
    "127.0.1:{port}",
    "2130706433:{port}",
    "0x7f000001:{port}",
    "0177.0.0.1:{port}",
    "0x7f.0.0.1:{port}",
    "0.0.0.0:{port}",
    "0:{port}",
    "[::1]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "[0:0:0:0:0:ffff:7f00:1]:{port}",
    "user:word@127.0.0.1:{port}",
    "127.0.0.1.:{port}",
    "127.0.0.1%2e:{port}",
    "127.0.0.2:{port}",
    "169.254.169.254:{port}",
]
QUERIES = [
    "SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{iri}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(IRI('{iri}') AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "PREFIX s: <{iri}> SELECT * {{ SERVICE s: {{ ?s ?p ?o }} }}",
    "BASE <{iri}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ service<{iri}>{{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{iri}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{iri}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{iri}>",
]
UPDATES = [
    "LOAD <{iri}>",
    "load silent <{iri}>",
    "LOAD <{iri}> INTO GRAPH <http://x/g>",
    "CLEAR ALL ; LOAD<{iri}>",
    "PREFIX s: <{iri}> LOAD s:",
    "BASE <{iri}> LOAD <>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} USING <{iri}> WHERE {{ ?s ?p ?o }}",
    "DELETE {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }}",
]
BODIES = [
    ("application/ld+json", '{{"@context": "{iri}", "@id": "x:s"}}'),
    ("application/ld+json", '{{"@context": ["{iri}"], "@id": "x:s"}}'),
    ("application/ld+json", '{{"@context": {{"@import": "{iri}"}}, "@id": "x:s"}}'),
    ("application/rdf+xml", '<!DOCTYPE r SYSTEM "{iri}"><r/>'),
    ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "{iri}">]><r>&x;</r>'),
    ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY % x SYSTEM "{iri}"> %x;]><r/>'),
    ("text/turtle", "@base <{iri}> . <> <x:p> <> ."),
]


class Canary:
    """A listener on this machine that nobody should find."""

    def __init__(self) -> None:
        self._listeners = [socket.create_server(("127.0.0.1", 0))]
        self.port = self._listeners[0].getsockname()[1]
        if socket.has_dualstack_ipv6():
            self._listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for listener in self._listeners:
            listener.setblocking(False)  # noqa: FBT003 (the method takes no keyword)

    def visitors(self) -> int:
        """How many connections came."""
        count = 0
        for listener in self._listeners:
            try:
                listener.accept()[0].close()
                count += 1
            except BlockingIOError:
                continue
        return count

    def close(self) -> None:
        for listener in self._listeners:
            listener.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    opened = Canary()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a real server, and its token."""
    place = tmp_path_factory.mktemp("no-way-out")
    with serving_writes(place) as (address, token):
        yield address, token


def attempts(port: int) -> Iterator[tuple[str, str, str, str]]:
    """Method, path, media type and body of each request; the first host everywhere, the others in a few."""
    query, update = "application/sparql-query", "application/sparql-update"
    for host in HOSTS:
        iri = f"http://{host.format(port=port)}/x"
        for text in QUERIES if host is HOSTS[0] else QUERIES[:1]:
            yield "POST", "/sparql", query, text.format(iri=iri)
        for text in UPDATES if host is HOSTS[0] else UPDATES[:2]:
            yield "POST", "/update", update, text.format(iri=iri)
        for kind, body in BODIES if host is HOSTS[0] else BODIES[:1]:
            yield "PUT", "/graphs?graph=http://x/g", kind, body.format(iri=iri)
        yield "GET", f"/sparql?{urlencode({'query': 'ASK {?s ?p ?o}', 'default-graph-uri': iri})}", "", ""
        yield "POST", f"/update?using-graph-uri={quote(iri, safe='')}", update, "DELETE {?s ?p ?o} WHERE {?s ?p ?o}"
        yield "GET", f"/graphs?graph={quote(iri, safe='')}", "", ""
    for scheme in ("https", "ftp", "file", "gopher", "HTTP"):
        iri = f"{scheme}://127.0.0.1:{port}/etc/hostname"
        yield "POST", "/sparql", query, QUERIES[0].format(iri=iri)
        yield "POST", "/update", update, UPDATES[0].format(iri=iri)


def test_nothing_makes_the_server_connect(server: tuple[str, str], canary: Canary) -> None:
    address, token = server
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    statuses = []
    for method, path, kind, body in attempts(canary.port):
        headers = {"Authorization": f"Bearer {token}", **({"Content-Type": kind} if kind else {})}
        connection.request(method, path, body=body.encode() or None, headers=headers)
        answer = connection.getresponse()
        statuses.append(answer.status)
        answer.read()
    connection.close()
    assert canary.visitors() == 0
    assert len(statuses) == 13 + 9 + 7 + 3 + 18 * 7 + 10
    assert set(statuses) <= {200, 201, 204, 400, 403, 404}


def test_the_canary_notices_a_visitor(canary: Canary) -> None:
    socket.create_connection(("127.0.0.1", canary.port)).close()
    assert canary.visitors() == 1


@pytest.mark.parametrize("query", [query for query in QUERIES[:9] if "SILENT" not in query])
def test_another_server_is_refused_with_a_reason(server: tuple[str, str], query: str) -> None:
    connection = HTTPConnection(urlsplit(server[0]).netloc, timeout=20)
    kind = {"Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", body=query.format(iri="http://127.0.0.1:9/"), headers=kind)
    answer = connection.getresponse()
    problem = json.loads(answer.read())
    connection.close()
    assert (answer.status, "SERVICE is refused" in problem["detail"]) == (403, True)
