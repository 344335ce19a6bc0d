"""One server with an empty store and a token, for all the suites; a connection that keeps open."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest

from tests.conformance.manifests import ROOT
from tests.serving import serving_writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


IDLE = 5.0
"""Seconds after which a kept connection is not used again."""


class Endpoint:
    """A server to test: sends requests, with the token where they write."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self._token = token
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._used = time.monotonic()
        self._held: frozenset[ox.Quad] | None = None

    def request(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in small letters, and body of the answer."""
        sent = {"Authorization": f"Bearer {self._token}", **(headers or {})}
        if time.monotonic() - self._used > IDLE:
            self._connection.close()  # the server may have closed it by now, as it may with any idle connection
        self._connection.request(method, path, body=body or None, headers=sent)
        self._used = time.monotonic()
        answer = self._connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def update(self, text: str) -> tuple[int, bytes]:
        """Run an update; what the store holds is not known afterwards."""
        self.forget()
        kind = {"Content-Type": "application/sparql-update"}
        status, _, body = self.request("POST", "/update", body=text.encode(), headers=kind)
        return status, body

    def forget(self) -> None:
        """Remember that it is not known what the store holds."""
        self._held = None

    def hold(self, quads: set[ox.Quad], graphs: set[str]) -> None:
        """Make the store hold exactly this; nothing to do where it does already."""
        if quads == self._held and not graphs:
            return
        graphs = graphs | {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        blocks = [self._block(quads, ox.DefaultGraph()), *(self._block(quads, ox.NamedNode(name)) for name in graphs)]
        data = " ".join(blocks)
        creation = " ".join(f"CREATE SILENT GRAPH <{name}> ;" for name in graphs)
        status, body = self.update(f"DROP ALL ; {creation} INSERT DATA {{ {data} }}")
        assert status == 204, body
        self._held = frozenset(quads)

    def _block(self, quads: set[ox.Quad], graph: ox.NamedNode | ox.DefaultGraph) -> str:
        """The triples of one graph as the body of INSERT DATA."""
        triples = (ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.graph_name == graph)
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()
        return text if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {text} }}"

    def put_graph(self, name: str, body: bytes) -> None:
        """Load a graph by its name, through the graph store."""
        kind = {"Content-Type": "application/n-triples"}
        assert self.request("PUT", f"/graphs?graph={quote(name, safe='')}", body=body, headers=kind)[0] == 201

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    if not ROOT.is_dir():
        pytest.skip("the W3C suites are not there: they need the optional data folder ../shared")
    place = tmp_path_factory.mktemp("conformance")
    with serving_writes(place) as (address, token):
        opened = Endpoint(address, token)
        yield opened
        opened.close()
