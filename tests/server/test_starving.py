"""Whatever one client does, the others are served, nothing is held for ever, and memory stays within its bounds."""

from __future__ import annotations

import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from kg.store import Store
from server.engine import Asker, Engine
from server.kept import Answers, Kept
from server.limits import Limits
from server.refusals import WriterBusy
from tests.server.loads import ask, eventually, fill, is_idle, metric, peak_megabytes, see_a_page
from tests.serving import Served, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures processes by /proc")

SIMPLE = "SELECT ?o { <http://example.org/7> <http://example.org/label> ?o }"
BUSY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("starving")
    fill(place / "store")
    with running(place / "store", place / "log", "--timeout", "20", "--access-log", "/dev/full") as server:
        see_a_page(server.address)
        yield server


def pipelined(address: str, *queries: str) -> socket.socket:
    """A connection on which these queries were sent at once."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=20)
    paths = (f"/sparql?format=csv&query={quote(query)}" for query in queries)
    connection.sendall("".join(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n" for path in paths).encode())
    return connection


def runs(served: Served, count: int) -> bool:
    return metric(served.address, "newsgraph_queries_running") == count


def assert_serves(served: Served) -> None:
    reply = ask(served.address, SIMPLE)
    assert (reply.status, reply.body, reply.is_whole) == (200, b"o\r\nthing 7\r\n", True)


def test_who_sends_more_behind_a_query_and_hangs_up_frees_the_worker(served: Served) -> None:
    connection = pipelined(served.address, BUSY, *[SIMPLE] * 5)
    assert eventually(lambda: runs(served, 1))
    connection.close()
    assert eventually(lambda: runs(served, 0))
    assert eventually(lambda: is_idle(served.process.pid))


def test_answers_behind_one_another_that_nobody_reads_take_no_memory(served: Served) -> None:
    rows = "SELECT * { ?s ?p ?o } LIMIT 600"  # a kept answer of some 30 KB
    assert len(ask(served.address, rows).body) > 20_000
    before = peak_megabytes(served.process.pid)
    held = [pipelined(served.address, *[rows] * 60) for _ in range(30)]
    try:
        assert_serves(served)
        assert peak_megabytes(served.process.pid) - before < 50
    finally:
        for connection in held:
            connection.close()
    assert eventually(lambda: is_idle(served.process.pid))


def test_one_very_long_text_keeps_nobody_out(served: Served) -> None:
    doubled = " ".join(f"BIND(CONCAT(?a{step}, ?a{step}) AS ?a{step + 1})" for step in range(20))
    query = f'SELECT ?a20 {{ BIND("{"a" * 64}" AS ?a0) {doubled} }}'
    with ThreadPoolExecutor() as threads:
        long = threads.submit(ask, served.address, query)
        turns = 0
        while not long.done():
            assert_serves(served)
            turns += 1
        reply = long.result()
    assert (reply.status, reply.is_whole, len(reply.body)) == (200, True, (64 << 20) + len("a20\r\n\r\n"))
    assert turns > 5
    assert peak_megabytes(served.process.pid) < 400


def test_a_log_that_cannot_be_written_stops_no_answer(served: Served) -> None:
    for _ in range(3):
        assert_serves(served)
        assert ask(served.address, SIMPLE, unknown="parameter").status == 200  # the ordinary way
    assert served.process.poll() is None
    assert runs(served, 0)


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 19, "9" * 18, "0"])
def test_a_version_of_any_length_is_taken(served: Served, digits: str) -> None:
    with pipelined(served.address, "ASK {}") as first:
        head = first.recv(4000).decode()
    instance = head.partition("Newsgraph-Version: ")[2].partition("-")[0]
    parts = urlsplit(served.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        request = f"GET /sparql?query=ASK{{}} HTTP/1.1\r\nHost: x\r\nNewsgraph-Version: {instance}-{digits}\r\n\r\n"
        connection.sendall(request.encode())
        assert connection.recv(4000).startswith(b"HTTP/1.1 200")


def test_kept_answers_count_with_their_queries() -> None:
    answers = Answers(1 << 20)
    answers.find(1, "")
    for number in range(1000):
        text = f"{number:016000}"
        answers.keep(text, Kept(1, text, "rows", "text/csv", "", b"x", ""))
    assert 40 <= len(answers) <= 66
    small = Answers(100)
    small.find(1, "")
    small.keep("k", Kept(1, "k", "rows", "text/csv", "", b"x", ""))
    assert len(small) == 0


# --- while somebody writes for long ----------------------------------------------------------------------

COUNT = "SELECT ?n { <x:counter> <x:is> ?n }"


def read(engine: Engine, name: str) -> str:
    return b"".join(engine.query(COUNT, rows="csv", asker=Asker(name))).decode()


def test_while_a_write_takes_its_time_readers_see_what_was_before_and_writers_are_told(tmp_path: Path) -> None:
    begun, end = threading.Event(), threading.Event()

    def slow(store: Store) -> None:
        store.update("INSERT DATA { <x:counter> <x:is> 2 }")
        begun.set()
        assert end.wait(60)

    with Store(tmp_path / "store") as store, Engine(store, Limits(seconds=2)) as engine:
        engine.write(lambda store: store.update("INSERT DATA { <x:counter> <x:is> 1 }"), client="first")
        assert read(engine, "first") == "n\r\n1\r\n"
        with ThreadPoolExecutor() as threads:
            writing = threads.submit(engine.write, slow, client="second")
            assert begun.wait(60)
            try:
                for name in ("first", "another"):
                    assert read(engine, name) == "n\r\n1\r\n"
                with pytest.raises(WriterBusy, match="2 s"):
                    engine.write(lambda store: store.update("CLEAR ALL"))
                with pytest.raises(WriterBusy):
                    engine.query(COUNT, asker=Asker("third", at_least=store.generation))
            finally:
                end.set()
            version = writing.result().version
        answer = engine.query(COUNT, rows="csv", asker=Asker("third", at_least=version))
        assert sorted(b"".join(answer).decode().split()) == ["1", "2", "n"]
