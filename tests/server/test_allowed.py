"""Hosts on the list: SERVICE and LOAD reach them, and nothing else, however it is spelled or redirected."""

from __future__ import annotations

import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from kg.errors import UsageError
from kg.settings import Settings
from kg.store import Store
from server.access import Access
from server.app import create_app
from server.engine import Engine
from server.errors import Problem
from server.limits import Limits
from server.outbound import Outbound, is_public, outbound_to
from server.process import Queries, Worker
from server.worker import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"from elsewhere"}}]}}'
TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)


class Elsewhere(BaseHTTPRequestHandler):
    """A server that writes down who asks it."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        asked = getattr(self.server, "asked")  # noqa: B009 (its class does not know it)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked.append(self.path)
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        is_data = self.path.endswith(".ttl")
        body = b"<http://x/s> <http://x/p> 'loaded', _:b ." if is_data else ROWS
        self.send_response(500 if "broken" in self.path else 200)
        self.send_header("Content-Type", "text/turtle" if is_data else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[ThreadingHTTPServer]:
    with listening() as server:
        yield server


@pytest.fixture
def canary() -> Iterator[ThreadingHTTPServer]:
    with listening() as server:
        yield server


def listening() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []  # type: ignore[attr-defined]  # read by the handler
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def port(server: ThreadingHTTPServer) -> int:
    return int(server.server_address[1])


def asked(server: ThreadingHTTPServer) -> list[str]:
    return server.asked  # type: ignore[attr-defined,no-any-return]  # see above


@pytest.fixture
def client(tmp_path: Path, elsewhere: ThreadingHTTPServer) -> Iterator[FlaskClient]:
    limits = Limits(allow=(f"127.0.0.1:{port(elsewhere)}", "localhost"))
    with Store(tmp_path / "store") as store, Engine(store, limits) as engine:
        client = create_app(engine, Settings(), access=Access(TOKEN)).test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
        yield client
    elsewhere.shutdown()


def service(target: str, *, before: str = "", word: str = "SERVICE") -> str:
    return f"{before} SELECT ?x {{ {word} {target} {{ SELECT ?x {{ ?s ?p ?x }} }} }}"


def test_service_asks_a_listed_host(client: FlaskClient, elsewhere: ThreadingHTTPServer) -> None:
    base = f"http://127.0.0.1:{port(elsewhere)}"
    for query in (
        service(f"<{base}/sparql>"),
        service(f"<{base}/moved?{base}/sparql>", word="service silent"),
        service("e:sparql", before=f"PREFIX e: <{base}/>"),
    ):
        answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
        assert (answer.status_code, answer.text) == (200, "x\r\nfrom elsewhere\r\n")
    assert asked(elsewhere)[0] == "/sparql"


def test_what_goes_wrong_elsewhere_is_said_without_the_way_there(
    client: FlaskClient, elsewhere: ThreadingHTTPServer
) -> None:
    target = f"http://127.0.0.1:{port(elsewhere)}/broken"
    answer = client.get("/sparql", query_string={"query": service(f"<{target}>")})
    assert answer.status_code == 400
    assert answer.text.count("http://127.0.0.1") == answer.text.count(target)
    silent = client.get(
        "/sparql", query_string={"query": service(f"<{target}>", word="SERVICE SILENT"), "format": "csv"}
    )
    assert silent.status_code == 200


def spellings(number: int) -> list[str]:
    """Ways to write the address of this machine, and others that nobody has listed."""
    hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "0", "0.0.0.0", "127.0.0.2"]  # noqa: S104 (not to bind to)
    hosts += [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
    ]
    hosts += [
        "127.0.0.1@127.0.0.1",
        "user:pass@127.0.0.1",
        "example.org@127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "[fe80::1]",
    ]
    return [f"http://{host}:{number}/sparql" for host in hosts] + [
        "file:///etc/passwd",
        f"ftp://127.0.0.1:{number}/a.ttl",
        f"HTTP://127.0.0.1:{number}/",
        f"http:127.0.0.1:{number}/",
        f"//127.0.0.1:{number}/",
    ]


def test_no_spelling_of_another_target_is_asked(
    client: FlaskClient, elsewhere: ThreadingHTTPServer, canary: ThreadingHTTPServer
) -> None:
    listed = f"http://127.0.0.1:{port(elsewhere)}"
    targets = spellings(port(canary))
    assert len(targets) == 27
    for target in targets:
        for query in (service(f"<{target}>"), service("?x", before="")):
            assert client.get("/sparql", query_string={"query": query}).status_code in (400, 403), target
        for update in (f"LOAD <{target}>", f"LOAD <{target}> INTO GRAPH <x:g>"):
            assert client.post("/update", data={"update": update}).status_code in (400, 403), target
        moved = client.post("/update", data={"update": f"LOAD <{listed}/moved?{target}>"})
        assert moved.status_code in (400, 403, 502), target
    other = f"SERVICE <http://127.0.0.1:{port(canary)}/> {{ ?d ?e ?f }}"
    mixed = f"SELECT * {{ SERVICE <{listed}/sparql> {{ ?a ?b ?c }} {other} }}"
    assert client.get("/sparql", query_string={"query": mixed}).status_code == 403
    quiet = other.replace("SERVICE", "SERVICE SILENT")
    silent = f"SELECT * {{ SERVICE SILENT <{listed}/broken> {{ ?a ?b ?c }} {quiet} }}"
    answer = client.get("/sparql", query_string={"query": silent, "format": "json"})
    assert (answer.status_code, answer.json["results"]["bindings"]) == (200, [{}])
    canary.shutdown()
    assert asked(canary) == []


def test_load_reads_a_listed_host_into_a_graph(client: FlaskClient, elsewhere: ThreadingHTTPServer) -> None:
    source = f"http://127.0.0.1:{port(elsewhere)}/data.ttl"
    update = f"LOAD <{source}> INTO GRAPH <x:g> ; LOAD SILENT <http://192.0.2.1/none> ; INSERT DATA {{ <x:s> <x:p> 1 }}"
    made = client.post("/update", data={"update": update})
    assert made.status_code == 204, made.text
    count = "SELECT (COUNT(*) AS ?n) { { GRAPH <x:g> { ?s ?p ?o } } UNION { ?s ?p ?o } }"
    answer = client.get("/sparql", query_string={"query": count, "format": "csv"})
    assert answer.text == "n\r\n3\r\n"
    broken = client.post("/update", data={"update": f"LOAD <{source.replace('data', 'broken')}>"})
    assert broken.status_code == 502


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104 (not to bind to)
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_an_address_inside_is_not(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def test_a_listed_name_that_leads_inside_is_refused() -> None:
    with pytest.raises(Problem, match="list the address itself"):
        Outbound(frozenset({("localhost", None)})).check("http://localhost:80/")


def test_an_entry_is_a_host() -> None:
    with pytest.raises(UsageError, match="names no host"):
        outbound_to(["http://example.org/"])


def test_a_worker_has_no_network(canary: ThreadingHTTPServer, tmp_path: Path) -> None:
    """Even where the text is not looked at before."""
    with Store(tmp_path / "store") as store:
        store.backup(tmp_path / "copy")
    worker = Worker(Limits(), Queries())
    text = service(f"<http://127.0.0.1:{port(canary)}/sparql>")
    try:
        worker.send(Asked(text, "json", None, (), (), union=False).encoded(str(tmp_path / "copy")), seconds=20)
        assert worker.receive(20, allowed=20, gone=lambda: False).what == b"F"
    finally:
        worker.kill()
    canary.shutdown()
    assert asked(canary) == []
