"""Pages, exports and other reads run in processes that can be stopped; the answers are those of the application."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from ontology import terms
from server.reading import PAGES, WHOLE
from tests.server.loads import children, eventually, is_idle, metric, open_path
from tests.serving import Served, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by /proc")

ENTITY = "https://w3id.org/newsgraph/id/organization/many-names"
TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)
WRITER = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
QUICK = {
    "graph_store.graphs",  # whatever the method
    "health.health",
    "health.metrics",
    "linked_data.article_graph",
    "ontology_page.ontology",
    "ontology_page.ontology_as",
    "openapi.openapi",
    "pages.query",  # its query runs in a worker
    "questions.catalogue",
    "questions.index",
    "reconcile.properties",
    "sparql.sparql",
    "static",
}
"""Reads that take the same time however large the graph is, or that run a query in a worker."""


def fetch(
    address: str, path: str, *, method: str = "GET", body: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            told[name.lower()] = f"{told[name.lower()]}, {value}" if name.lower() in told else value
        return answer.status, told, answer.read()
    finally:
        connection.close()


def readers(pid: int) -> list[int]:
    """The processes that the nursery has forked."""
    return [each for nursery in children(pid) if b"server.reader" in command(nursery) for each in children(nursery)]


def nurseries(pid: int) -> list[int]:
    return [each for each in children(pid) if b"server.reader" in command(each)]


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_every_read_of_the_graph_is_bounded(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert found == PAGES | WHOLE | QUICK
    assert not PAGES & WHOLE


# --- the same answers ------------------------------------------------------------------------------------

PATHS = [
    "/",
    "/articles?page=2",
    "/search?q=northwind",
    "/id/organization/northwind",
    "/id/organization/northwind.ttl",
    "/id/organization/nothing",
    "/questions/partners?party=Northwind",
    "/questions/partners?party=Northwind&format=csv",
    "/questions/partners?party=Nobody",
    "/questions/none",
    "/export.nq",
    "/export.csv",
    "/export.nothing",
    "/graphs?default",
    "/graphs?graph=http://example.org/none",
    "/graphs",
    "/.well-known/void",
    "/reconcile",
    "/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22Northwind%22%7D%7D",
    "/reconcile/suggest/entity?prefix=n",
    "/reconcile/flyout/entity?id=organization/northwind",
    "/reconcile/preview?id=organization/northwind",
    "/review",
]
TOLD = ("content-type", "content-location", "link", "vary", "access-control-allow-origin", "content-security-policy")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/turtle"])
def test_a_reader_answers_as_the_application_does(address: str, client: FlaskClient, path: str, accept: str) -> None:
    host = urlsplit(address).netloc
    expected = client.get(path, headers={"Accept": accept, "Host": host})
    status, headers, body = fetch(address, path, headers={"Accept": accept})
    assert (status, headers.get("content-type")) == (expected.status_code, expected.content_type)
    assert {name: headers.get(name) for name in TOLD} == {
        name: ", ".join(expected.headers.getlist(name)) or None for name in TOLD
    }
    if path == "/export.csv":  # a zip file has the moment in it
        assert len(body) == len(expected.data)
    elif path.startswith("/graphs?default"):  # in the store's own order
        assert sorted(body) == sorted(expected.data)
    else:
        assert body == expected.data


def test_a_head_request_has_no_body_and_the_next_is_served(address: str) -> None:
    for path in ("/export.nq", "/", "/graphs?default"):
        status, headers, body = fetch(address, path, method="HEAD")
        assert (status, body) == (200, b"")
        assert headers["content-length"] == fetch(address, path)[1]["content-length"]


def test_what_was_not_changed_is_not_sent_again(address: str) -> None:
    for path in ("/graphs?default", "/.well-known/void"):
        etag = fetch(address, path)[1]["etag"]
        status, _, body = fetch(address, path, headers={"If-None-Match": etag})
        assert (status, body) == (304, b"")


def test_a_batch_of_names_can_be_posted(address: str) -> None:
    batch = "queries=" + json.dumps({"q0": {"query": "Northwind"}})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _, body = fetch(address, "/reconcile", method="POST", body=batch, headers=form)
    assert (status, list(json.loads(body))) == (200, ["q0"])
    assert fetch(address, "/reconcile", method="POST", body="x" * (2 << 20), headers=form)[0] == 413


# --- limits ----------------------------------------------------------------------------------------------


def fill(folder: Path) -> None:
    """Make a store of one thing with so many names, kinds and sources that no page of it is ever done."""
    store, thing = ox.Store(folder), ox.NamedNode(ENTITY)
    values = {
        f"{terms.RDFS}label": [ox.Literal(f"name {number}") for number in range(2000)],
        f"{terms.SKOS}altLabel": [ox.Literal(f"other {number}") for number in range(2000)],
        terms.SOURCE_COUNT: [ox.Literal(number) for number in range(2000)],
        f"{terms.RDF}type": [ox.NamedNode(terms.NG + name) for name in ("Organization", "Event", "Partnership")],
        terms.HAS_STATUS: [ox.NamedNode(f"http://example.org/{number}") for number in range(2000)],
        terms.SUPPORTED_BY: [ox.NamedNode(f"http://example.org/claim/{number}") for number in range(2000)],
        terms.NG + "partner": [thing],
        terms.PARTICIPANT: [thing],
    }
    store.bulk_extend(ox.Quad(thing, ox.NamedNode(name), value) for name, listed in values.items() for value in listed)
    store.flush()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("reads")
    fill(place / "store")
    (place / "token").write_text(TOKEN)
    options = ("--timeout", "0.5", "--export-timeout", "20", "--token-file", str(place / "token"))
    with running(place / "store", place / "log", *options) as server:
        assert fetch(server.address, "/articles")[0] == 200
        yield server


def assert_serves(served: Served) -> None:
    assert fetch(served.address, "/articles")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=name", "/id/organization/many-names", "/questions/partners?party=other+7", "/id/nothing-of-name"],
)
def test_a_page_that_takes_too_long_is_stopped_and_frees_its_core(served: Served, path: str) -> None:
    status, headers, body = fetch(served.address, path, headers={"Accept": "text/html"})
    assert (status, headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert b"limit of 0.5 s" in body
    assert_serves(served)
    assert eventually(lambda: is_idle(served.process.pid))
    assert metric(served.address, "newsgraph_reads_running") == 0


def test_a_visitor_who_leaves_frees_the_process(served: Served) -> None:
    connection = open_path(served.address, "/search?q=name")
    assert eventually(lambda: metric(served.address, "newsgraph_reads_running") == 1)
    connection.close()
    assert eventually(lambda: metric(served.address, "newsgraph_reads_running") == 0)
    assert_serves(served)


def test_more_visitors_than_there_are_places_are_told_to_come_again_and_keep_nobody_else_out(served: Served) -> None:
    held = [open_path(served.address, "/search?q=name") for _ in range(120)]
    try:
        answers = [connection.recv(1 << 16) for connection in held[100:]]
        assert any(b" 503 " in answer and b"Retry-After: " in answer for answer in answers)
        assert fetch(served.address, "/health")[0] == 200
        assert fetch(served.address, "/sparql?query=ASK%7B%7D")[0] == 200
    finally:
        for connection in held:
            connection.close()
    assert eventually(lambda: metric(served.address, "newsgraph_reads_running") == 0)
    assert_serves(served)


def test_a_crash_costs_one_page_and_is_told(served: Served) -> None:
    assert_serves(served)
    for reader in readers(served.process.pid):
        os.kill(reader, signal.SIGSTOP)
    connection = open_path(served.address, "/articles")
    assert eventually(lambda: metric(served.address, "newsgraph_reads_running") == 1)
    for reader in readers(served.process.pid):
        os.kill(reader, signal.SIGSEGV)
        os.kill(reader, signal.SIGCONT)
    with connection, connection.makefile("rb") as stream:
        answer = b""
        while not answer.endswith(b'"}'):
            answer += stream.read1(1 << 16)
    assert answer.startswith(b"HTTP/1.1 500")
    assert b"SIGSEGV" in answer
    assert_serves(served)


def test_a_nursery_that_is_gone_is_started_again(served: Served) -> None:
    assert_serves(served)
    (before,) = nurseries(served.process.pid)
    for each in (*readers(served.process.pid), before):
        os.kill(each, signal.SIGKILL)
    assert eventually(lambda: fetch(served.address, "/articles")[0] == 200)
    (after,) = nurseries(served.process.pid)
    assert after != before


def test_who_writes_sees_it_on_the_next_page(served: Served) -> None:
    for number in range(3):
        update = f"INSERT DATA {{ GRAPH <x:g> {{ <x:s> <x:p> {number} }} }}"
        assert fetch(served.address, "/update", method="POST", body=update, headers=WRITER)[0] == 204
        body = fetch(served.address, "/graphs?graph=x:g", headers={"Accept": "application/n-triples"})[2]
        assert body.count(b"\n") == number + 1


@pytest.mark.parametrize(
    "path", ["/export.nq", "/export.csv", "/graphs?default", "/.well-known/void", "/reconcile/suggest/entity?prefix=n"]
)
def test_what_reads_the_whole_graph_has_a_limit_of_its_own(hurried: Served, path: str) -> None:
    status, _, body = fetch(hurried.address, path)
    assert status == 503
    assert "limit of 0.0001 s" in json.loads(body)["detail"]
    assert fetch(hurried.address, "/articles")[0] == 200


@pytest.fixture(scope="module")
def hurried(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("hurried")
    with running(shutil.copytree(filled, place / "store"), place / "log", "--export-timeout", "0.0001") as server:
        yield server


def test_readers_end_with_their_server_however_it_ends(filled: Path, tmp_path: Path) -> None:
    with running(shutil.copytree(filled, tmp_path / "store"), tmp_path / "log") as server:
        assert_serves(server)
        found = [*readers(server.process.pid), *nurseries(server.process.pid)]
        assert len(found) == 2
        server.process.kill()
        assert eventually(lambda: not any(Path(f"/proc/{each}/stat").exists() for each in found))
