"""Connections with look-ups alone go to processes of their own: nobody can tell, but for the time that it takes."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
from contextlib import closing, contextmanager, suppress
from http.client import BadStatusLine, HTTPConnection, NotConnected
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from kg.store import Store
from tests.server.loads import children, eventually, metric
from tests.serving import running

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from http.client import HTTPResponse

    from tests.serving import Served

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has no use for another process")

TOKEN = secrets.token_hex(16)
LOOK_UP = "SELECT ?o { <http://example.org/s> <http://example.org/p> ?o }"
PATH = f"/sparql?query={quote(LOOK_UP)}"
MANY = 60
PATIENCE = 120
LENT = "newsgraph_connections_lent"


def value(number: int) -> bytes:
    row = f'{{"o":{{"type":"literal","value":"value {number}"}}}}'
    return f'{{"head":{{"vars":["o"]}},"results":{{"bindings":[{row}]}}}}'.encode()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Store(tmp_path / "store") as store:
        store.update('INSERT DATA { <http://example.org/s> <http://example.org/p> "value 0" }')
    (tmp_path / "token").write_text(TOKEN)
    options = ("--access-log", str(tmp_path / "lines"), "--token-file", str(tmp_path / "token"))
    with running(tmp_path / "store", tmp_path / "log", *options) as server:
        # look-ups are answered at once when there is a state of the graph for everybody
        assert eventually(lambda: metric(server.address, "newsgraph_workers") == 2)
        yield server


class Client:
    """A connection that is kept."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._address = served.address
        self._connection = HTTPConnection(urlsplit(served.address).netloc, timeout=PATIENCE)
        self._connection.connect()
        self._connection.auto_open = 0  # another connection would hide that this one is gone
        self.socket: socket.socket = self._connection.sock

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> HTTPResponse:
        self._connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        return self._connection.getresponse()

    def status(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> int:
        answer = self.ask(path, method, body, **headers)
        answer.read()
        return answer.status

    def look_up(self) -> bytes:
        return self.ask(PATH).read()

    def is_cut_off(self) -> bool:
        """Look up until the connection ends; what comes until then is whole."""
        try:
            while True:
                assert self.look_up() == value(0)
        except (ConnectionError, BadStatusLine, NotConnected):
            return True

    def be_lent(self) -> None:
        """Look up, in company, until a desk has the connection, and no other one."""
        with another(self._served) as company:

            def are_lent() -> bool:
                for _ in range(MANY):
                    company.look_up()
                    self.look_up()
                return metric(self._address, LENT) == 2

            assert eventually(are_lent)
        assert eventually(lambda: self.look_up() and metric(self._address, LENT) == 1)

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with closing(Client(served)) as opened:
        yield opened


@contextmanager
def another(served: Served) -> Iterator[Client]:
    """A connection for now: one on which nothing happens for a minute is closed, and tests may be slow."""
    with closing(Client(served)) as opened:
        yield opened


def write(client: Client, number: int) -> None:
    new = f'<http://example.org/s> <http://example.org/p> "value {number}"'
    update = f"DELETE WHERE {{ ?s ?p ?o }} ; INSERT DATA {{ {new} }}"
    kind = "application/sparql-update"
    assert client.status("/update", "POST", update, Content_Type=kind, Authorization=f"Bearer {TOKEN}") == 204


def desks(served: Served) -> list[int]:
    return [pid for pid in children(served.process.pid) if b"server.desk" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_the_answer_is_the_same_wherever_the_connection_is(served: Served, client: Client) -> None:
    def whole(of: Client) -> tuple[int, list[tuple[str, str]], bytes]:
        answer = of.ask(PATH, Accept="application/json")
        return answer.status, [each for each in answer.getheaders() if each[0] != "Date"], answer.read()

    client.be_lent()
    with another(served) as other:
        assert whole(client) == whole(other)
    assert metric(served.address, LENT) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/health", None, 200),
        ("GET", "/articles", None, 200),
        ("HEAD", PATH, None, 200),
        ("GET", "/sparql?query=SELEC", None, 400),
        ("GET", f"{PATH}&format=csv", None, 200),
        ("GET", f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 1')}", None, 200),
        ("POST", "/sparql", "INSERT DATA {}", 401),
        ("DELETE", "/sparql", None, 405),
        ("OPTIONS", "/sparql", None, 200),
    ],
)
def test_whatever_else_comes_on_a_lent_connection_is_answered_on_it(
    served: Served, client: Client, method: str, path: str, body: str | None, status: int
) -> None:
    client.be_lent()
    assert client.status(path, method, body, Content_Type="application/sparql-update") == status
    assert eventually(lambda: metric(served.address, LENT) == 0)
    assert client.look_up() == value(0)


def test_a_connection_that_is_alone_stays_and_costs_no_further_process(served: Served, client: Client) -> None:
    for _ in range(3 * MANY):
        client.look_up()
    assert metric(served.address, LENT) == 0
    assert desks(served) == []


def test_a_write_is_seen_at_once(served: Served, client: Client) -> None:
    for number in range(1, 4):
        client.be_lent()
        with another(served) as other:
            write(other, number)
        assert client.look_up() == value(number)


def test_who_writes_on_a_lent_connection_sees_it(client: Client) -> None:
    client.be_lent()
    write(client, 1)
    assert client.look_up() == value(1)


def test_requests_behind_one_another_are_answered_in_their_order(client: Client) -> None:
    client.be_lent()
    look_up = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n"
    last = f"GET {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    client.socket.sendall((look_up * 3 + "GET /health HTTP/1.1\r\nHost: x\r\n\r\n" + look_up * 3 + last).encode())
    with client.socket.makefile("rb") as stream:
        answers = stream.read().split(b"HTTP/1.1 ")[1:]
    assert [value(0) in answer for answer in answers] == [True] * 3 + [False] + [True] * 4
    assert b'"live":' in answers[3]


def test_a_request_in_pieces_is_answered(served: Served, client: Client) -> None:
    client.be_lent()
    request = f"GET {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    client.socket.sendall(request[:30])
    assert eventually(lambda: metric(served.address, LENT) == 0)
    client.socket.sendall(request[30:])
    with client.socket.makefile("rb") as stream:
        assert stream.read().endswith(value(0))


def test_a_client_that_reads_late_gets_all_its_answers(served: Served, client: Client) -> None:
    client.be_lent()
    request = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    client.socket.settimeout(0)
    sent = 0
    while metric(served.address, LENT):  # until its answers do not go out any more
        for _ in range(100):
            with suppress(BlockingIOError):
                sent += client.socket.send((request * 10)[sent % len(request) :])
    client.socket.settimeout(PATIENCE)
    text, asked, answered = b"", sent // len(request), 0
    while answered < asked and (part := client.socket.recv(1 << 20)):
        *whole, text = (text + part).split(value(0))
        answered += len(whole)
    assert answered == asked


def test_the_end_of_a_desk_costs_its_connections_alone(served: Served, client: Client) -> None:
    client.be_lent()
    for pid in desks(served):
        os.kill(pid, signal.SIGKILL)
    assert client.is_cut_off()
    assert eventually(lambda: metric(served.address, LENT) == 0)
    with another(served) as other:
        assert other.look_up() == value(0)
        other.be_lent()
        assert other.look_up() == value(0)


def test_a_server_that_stops_sends_what_was_asked_for(served: Served, client: Client) -> None:
    client.be_lent()
    processes = desks(served)
    served.process.send_signal(signal.SIGTERM)
    assert client.is_cut_off()
    assert served.process.wait(PATIENCE) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)


def test_all_answers_are_counted_and_logged(served: Served, client: Client, tmp_path: Path) -> None:
    client.be_lent()
    name, before = 'newsgraph_queries_total{kind="rows",outcome="whole"}', 0.0
    before = metric(served.address, name)
    log = tmp_path / "lines"
    logged = len(log.read_text().splitlines())
    for _ in range(10):
        client.look_up()
    assert eventually(lambda: metric(served.address, name) == before + 10)  # an answer is counted when it is sent
    assert eventually(lambda: len(log.read_text().splitlines()) >= logged + 10)
    lines = [json.loads(line) for line in log.read_text().splitlines()[logged:]]
    found = [(each["path"], each["status"], each["query"]["outcome"]) for each in lines if each["path"] == "/sparql"]
    assert found == [("/sparql", 200, "whole")] * 10


def test_with_a_bound_on_the_queries_of_a_client_none_is_out_of_sight(tmp_path: Path) -> None:
    Store(tmp_path / "store").close()
    with running(tmp_path / "store", tmp_path / "log", "--rate", "1000") as server, closing(Client(server)) as client:
        for _ in range(2 * MANY):
            client.look_up()
        assert desks(server) == []


def test_a_client_that_hangs_up_is_forgotten(served: Served, client: Client) -> None:
    client.be_lent()
    client.close()
    assert eventually(lambda: metric(served.address, LENT) == 0)
