"""The quick way of a plain query gives the very answer of the ordinary one, and leaves to it what is not plain."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import re
import shutil
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.server.loads import eventually, metric
from tests.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.serving import Served

SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 30"
LONG = "SELECT ?s ?p ?o ?a ?b { ?s ?p ?o . ?a ?b ?o } ORDER BY ?s ?p ?o ?a ?b LIMIT 2000"
CONSTRUCT = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } ORDER BY ?s ?o"
NORTHWIND = "https://w3id.org/newsgraph/id/organization/northwind"
LOOK_UPS = [
    f"SELECT ?o {{ <{NORTHWIND}> rdfs:label ?o }}",
    f"PREFIX r: <http://www.w3.org/2000/01/rdf-schema#> SELECT * WHERE {{ <{NORTHWIND}> r:label ?o . }} LIMIT 1",
    f"select ?nothing ?p {{ <{NORTHWIND}> ?p ?o }}",
    f"SELECT ?o {{ <{NORTHWIND}> a ?o }}",
    f"SELECT ?o {{ <{NORTHWIND}> ?o ?o }}",
    f"SELECT ?o {{ <{NORTHWIND}> unknown:label ?o }}",
    f"SELECT ?p ?p {{ <{NORTHWIND}> ?p ?o }}",
    "SELECT * { <http://example.org/none> ?p ?o }",
]
PATHS = [
    *("/sparql?" + urlencode({"query": query}) for query in LOOK_UPS),
    *("/sparql?" + urlencode({"query": query}) for query in (SELECT, LONG, CONSTRUCT, "ASK {}", "SELEC", "DESCRIBE")),
    *("/sparql?" + urlencode({"query": SELECT, "format": name}) for name in ("csv", "xml", "ttl", "nonsense")),
    *("/sparql?" + urlencode({"query": SELECT, "timeout": value}) for value in ("5", "0", "soon")),
    "/sparql?" + urlencode({"query": SELECT, "default-graph-uri": "http://example.org/none"}),
    "/sparql?" + urlencode({"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
    "/sparql?" + urlencode({"query": "SELECT * { <relative> ?p ?o }"}),
    "/sparql?" + urlencode({"query": "SELECT (NOW() AS ?now) { FILTER(false) }"}),
    "/sparql?" + urlencode({"query": "(" * 3000}),
    "/sparql?" + urlencode([("query", SELECT), ("query", SELECT)]),
    "/sparql?query=%FF",
    "/sparql?query=ASK{}&unknown=1",
]
ACCEPTED = [
    None,
    "text/csv",
    "text/turtle, */*;q=0.1",
    "image/png",
    "application/sparql-results+xml;q=0.5, text/html;q=0.4",
]


@pytest.fixture(scope="module")
def logged(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    place = tmp_path_factory.mktemp("quick")
    with running(
        shutil.copytree(filled, place / "store"), place / "log", "--access-log", str(place / "lines")
    ) as served:
        assert eventually(lambda: metric(served.address, "newsgraph_workers") == 2)
        yield served, place / "lines"


def fetch(served: Served, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[object, ...]:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        for name in ("date", "transfer-encoding", "content-length", "connection", "newsgraph-version"):
            told.pop(name, None)
        told["vary"] = ", ".join(sorted(told.get("vary", "").split(", ")))
        body = answer.read()
        return answer.status, told, gzip.decompress(body) if told.get("content-encoding") == "gzip" else body
    finally:
        connection.close()


@pytest.mark.parametrize("accept", ACCEPTED)
def test_both_ways_give_the_same_answer(logged: tuple[Served, Path], accept: str | None) -> None:
    served, _ = logged
    ordinary = {"Authorization": "Basic eDp5"}  # reading needs none, and it is not plain
    for path in PATHS:
        for extra in ({}, {"Accept-Encoding": "gzip"}, {"Origin": "http://example.org"}):
            headers = extra | ({"Accept": accept} if accept else {})
            one = fetch(served, "GET", path, None, headers)
            assert one == fetch(served, "GET", path, None, headers | ordinary), path
            assert one == fetch(served, "GET", path, None, headers), path  # perhaps kept


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_both_ways_read_the_same_body(logged: tuple[Served, Path], kind: str) -> None:
    served, _ = logged
    for query in (SELECT, LONG, "SELEC"):
        body = query if kind.endswith("query") else "query=" + quote(query)
        headers = {"Content-Type": kind}
        one = fetch(served, "POST", "/sparql", body, headers)
        assert one == fetch(served, "POST", "/sparql", body, headers | {"Authorization": "Basic eDp5"})


def test_requests_behind_one_another_on_a_connection_are_answered_in_their_order(logged: tuple[Served, Path]) -> None:
    served, _ = logged
    parts = urlsplit(served.address)
    paths = [f"/sparql?format=csv&query={quote(f'SELECT ({number} AS ?n) {{}}')}" for number in range(20)]
    paths.insert(7, "/health")
    requests = "".join(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n" for path in paths)
    last = f"GET /sparql?query=ASK{{}} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall((requests + last).encode())
        with connection.makefile("rb") as stream:
            text = stream.read().decode()
    numbers = [int(number) for number in re.findall(r"\r\n\r\nn\r\n(\d+)\r\n", text)]
    assert numbers == list(range(20))
    assert text.count("HTTP/1.1 200 OK") == 22
    assert text.endswith('{"head":{},"boolean":true}')


def test_what_cannot_be_read_is_answered(logged: tuple[Served, Path]) -> None:
    parts = urlsplit(logged[0].address)
    for line in ("get /sparql?query=ASK%7B%7D HTTP/1.1", "GET /sparql HTTP/1.1\r\nContent-Length: -1", "GET  HTTP/1.1"):
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
            connection.sendall(f"{line}\r\nHost: x\r\n\r\n".encode())
            with connection.makefile("rb") as stream:
                assert stream.readline().split()[1] == b"400", line


def test_the_access_log_has_quick_answers_too(logged: tuple[Served, Path]) -> None:
    served, log = logged
    query = "ASK { <x:logged> ?p ?o }"
    name = hashlib.sha256(query.encode()).hexdigest()[:12]
    fetch(served, "GET", "/sparql?" + urlencode({"query": query}), None, {})
    assert eventually(lambda: name in log.read_text())  # a line is written after its answer
    (line,) = (json.loads(each) for each in log.read_text().splitlines() if name in each)
    assert line.keys() == {"time", "client", "method", "path", "status", "bytes", "whole", "seconds", "query"}
    assert (line["method"], line["path"], line["status"], line["whole"]) == ("GET", "/sparql", 200, True)
    assert line["query"].keys() == {"outcome", "kind", "hash"}


def test_a_look_up_sees_every_graph_where_the_server_shows_them_all(filled: Path, tmp_path: Path) -> None:
    with running(shutil.copytree(filled, tmp_path / "store"), tmp_path / "log", "--union-default-graph") as served:
        one = "/sparql?" + urlencode({"query": "SELECT ?a { ?a a ng:Article } LIMIT 1", "format": "csv"})
        article = str(fetch(served, "GET", one, None, {})[2], "utf-8").split()[1]
        path = "/sparql?" + urlencode({"query": f"SELECT ?text {{ <{article}> ng:text ?text }}"})
        quick, ordinary = (fetch(served, "GET", path, None, way) for way in ({}, {"Authorization": "Basic eDp5"}))
        assert quick == ordinary
        assert b'"literal"' in quick[2]


TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)


def kept(served: Served) -> float:
    try:
        return metric(served.address, 'newsgraph_queries_total{kind="rows",outcome="kept"}')
    except StopIteration:
        return 0


@pytest.mark.parametrize("cache", ["1", "0"])
def test_a_small_answer_is_given_again_until_somebody_writes(filled: Path, tmp_path: Path, cache: str) -> None:
    (tmp_path / "token").write_text(TOKEN)
    options = ("--token-file", str(tmp_path / "token"), "--cache", cache)
    writer = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    with running(shutil.copytree(filled, tmp_path / "store"), tmp_path / "log", *options) as served:
        assert eventually(lambda: metric(served.address, "newsgraph_workers") == 2)
        for number in range(3):
            update = f"DELETE WHERE {{ <x:s> <x:p> ?o }} ; INSERT DATA {{ <x:s> <x:p> {number} }}"
            assert fetch(served, "POST", "/update", update, writer)[0] == 204
            answers = [
                fetch(served, "GET", f"/sparql?format=csv&query={quote('SELECT ?o { <x:s> <x:p> ?o }')}", None, {})[2]
                for _ in range(4)
            ]
            assert answers == [f"o\r\n{number}\r\n".encode()] * 4
        again = kept(served)
    assert (again >= 3) == (cache == "1")
    assert again == 0 or cache == "1"


def test_who_wrote_looks_it_up_before_workers_have_it_and_workers_have_it_then(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    writer = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    age, path = (
        "newsgraph_checkpoint_age_seconds",
        f"/sparql?query={quote('SELECT ?o { <http://x/s> <http://x/p> ?o }')}",
    )
    with running(
        shutil.copytree(filled, tmp_path / "store"), tmp_path / "log", "--token-file", str(tmp_path / "token")
    ) as served:
        assert eventually(lambda: metric(served.address, "newsgraph_workers") == 2)
        for number in range(5):
            update = f"DELETE WHERE {{ <http://x/s> ?p ?o }} ; INSERT DATA {{ <http://x/s> <http://x/p> {number} }}"
            assert fetch(served, "POST", "/update", update, writer)[0] == 204
            answers = [fetch(served, "GET", path, None, {})[2] for _ in range(3)]
            values = [json.loads(answer)["results"]["bindings"][0]["o"]["value"] for answer in answers]
            assert values == [str(number)] * 3
            assert metric(served.address, age) > 0
        counted = fetch(served, "GET", f"{path}&format=csv", None, {})
        assert (counted[2], metric(served.address, age)) == (b"o\r\n4\r\n", 0)


def test_a_client_never_sees_an_older_version_after_a_newer_one(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    writer = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    options = ("--token-file", str(tmp_path / "token"))
    queries = (
        ("json", "SELECT ?o { <http://example.org/s> ?p ?o }"),
        ("csv", "SELECT (COUNT(*) AS ?n) { ?s <x:p> ?o }"),
    )
    versions: list[int] = []

    def look() -> int:
        for form, query in queries:
            another.request("GET", f"/sparql?format={form}&query={quote(query)}")
            answer = another.getresponse()
            answer.read()
            versions.append(int(answer.headers["Newsgraph-Version"].partition("-")[2]))
        return versions[-1]

    with running(shutil.copytree(filled, tmp_path / "store"), tmp_path / "log", *options) as served:
        another = http.client.HTTPConnection(
            urlsplit(served.address).netloc, timeout=30, source_address=("127.0.0.2", 0)
        )
        for number in range(10):
            update = f"INSERT DATA {{ <http://example.org/s> <x:p> {number} }}"
            assert fetch(served, "POST", "/update", update, writer)[0] == 204
            look()
            look()
        assert eventually(lambda: look() == 10)
        another.close()
    assert versions == sorted(versions)
