"""Queries that run away, crash or are left alone cost one request, and the next is served at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.server.loads import (
    Reply,
    ask,
    children,
    eventually,
    fill,
    is_idle,
    metric,
    open_request,
    peak_megabytes,
    see_a_page,
)
from tests.serving import Served, running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures processes by /proc")

SIMPLE = "SELECT ?o { <http://example.org/7> <http://example.org/label> ?o }"
ANSWER = b"o\r\nthing 7\r\n"
LIMIT = "0.5"
BUSY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
ENDLESS = "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
NUMBERS = " ".join(map(str, range(1000)))


def doubling(function: str) -> str:
    """A text that doubles forty times."""
    steps = " ".join(f"BIND({function.replace('?x', f'?a{step}')} AS ?a{step + 1})" for step in range(40))
    return f'SELECT (STRLEN(?a40) AS ?n) {{ BIND("{"a" * 64}" AS ?a0) {steps} }}'


def nested(before: str, inside: str, after: str, depth: int) -> str:
    """The parts of both texts next to the `…`, so many times."""
    (start, opening), (closing, end) = before.split("…"), after.split("…")
    return f"{start}{opening * depth}{inside}{closing * depth}{end}"


NEXT = "<http://example.org/next>"
RUNAWAYS = {
    "cross join, counted": BUSY,
    "cross join, streamed": ENDLESS,
    "cross join, distinct": "SELECT DISTINCT ?s ?a ?d { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
    "cross join, sorted": "SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o ?c",
    "cross join, grouped": "SELECT ?s (GROUP_CONCAT(?c) AS ?all) { ?s ?p ?o . ?a ?b ?c } GROUP BY ?s",
    "cross join, constructed": "CONSTRUCT { ?s ?b ?f } { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
    "nothing left of a cross join": "ASK { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f FILTER(?o = 'x' && ?c = ?f) }",
    "cross join of subqueries": "SELECT (COUNT(*) AS ?n) { {SELECT * {?a ?b ?c}} {SELECT * {?d ?e ?f}} ?g ?h ?i }",
    "optional cross joins": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o OPTIONAL { ?a ?b ?c OPTIONAL { ?d ?e ?f } } }",
    "minus and exists": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER NOT EXISTS { ?o ?x ?c . ?y ?z ?c } }",
    "path closure": f"SELECT (COUNT(*) AS ?n) {{ ?a {NEXT}+ ?b }}",
    "path closure of anything": "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b . ?b (!<x:a>)* ?c }",
    "doubling with CONCAT": doubling("CONCAT(?x, ?x)"),
    "doubling with REPLACE": doubling('REPLACE(?x, "a", "aa")'),
    "regular expression of many states": 'ASK { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(?o, "(a{1,60}){1,60}(b{1,60})+x")) }',
    "regular expressions made anew": 'ASK { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(?o, CONCAT("(", ?c, "){1,99}x"))) }',
    "huge VALUES": f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{name} {{ {NUMBERS} }}' for name in 'abc')} }}",
    "hashes of everything": "SELECT (MAX(?h) AS ?n) { ?s ?p ?o . ?a ?b ?c BIND(SHA512(CONCAT(?o, ?c)) AS ?h) }",
    "deep parentheses": nested("ASK { FILTER(…(", "1", ")…) }", 5000),
    "deep functions": nested("SELECT (…STR(", "1", ")… AS ?x) {}", 5000),
    "deep groups": nested("ASK {…{", "", "}…}", 5000),
    "deep blank nodes": nested("ASK { ?s ?p …[<x:p> ", "1", "]…}", 5000),
    "deep collections": nested("ASK { ?s ?p …(", "1", ")…}", 5000),
    "deep path": nested("ASK { ?s …(", NEXT, ")*… ?o }", 5000),
    "deep NOT EXISTS": nested("ASK { …FILTER NOT EXISTS { ", "?s ?p ?o", "}…}", 5000),
    "deep negation": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "within the depth, slow to parse": nested("ASK { FILTER(…(", "1", ")…) }", 90),
    "long sum": "SELECT (1" + " + 1" * 50_000 + " AS ?x) {}",
    "long alternatives": "ASK { FILTER(1 = 1" + " || 1 = 1" * 50_000 + ") }",
    "long path": f"ASK {{ ?s {NEXT}" + f"/{NEXT}" * 20_000 + " ?o }",
    "long union": "ASK { {}" + " UNION {}" * 50_000 + "}",
    "chain within the bound": f"ASK {{ ?s {NEXT}" + f"/{NEXT}" * 2_000 + " ?o }",
    "many optionals": "ASK { ?s ?p ?o" + "".join(f" OPTIONAL {{ ?s ?p{n} ?o{n} }}" for n in range(3_000)) + "}",
    "many patterns": "ASK {" + "".join(f" ?s{n} ?p ?s{n + 1} ." for n in range(5_000)) + "}",
    "many filters": "ASK { ?s ?p ?o" + " FILTER(?o > 1)" * 4_000 + "}",
    "a list of a hundred thousand": "ASK { ?s ?p ?o FILTER(?o IN (" + "1," * 100_000 + "1)) }",
}
NEVER = ("cross join", "optional cross joins", "minus and exists", "doubling")
"""How the names begin of those that no machine computes in the time."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("limits")
    fill(place / "store")
    with running(place / "store", place / "log", "--timeout", "20", "--memory", "512") as server:
        see_a_page(server.address)
        yield server


def assert_serves(served: Served) -> None:
    reply = ask(served.address, SIMPLE)
    assert (reply.status, reply.body, reply.is_whole) == (200, ANSWER, True)


def test_there_are_36_runaways() -> None:
    assert len(RUNAWAYS) == 36


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_is_stopped_at_its_limit_and_frees_its_core(served: Served, name: str) -> None:
    reply = ask(served.address, RUNAWAYS[name], timeout=LIMIT)
    assert_is_no_false_success(name, reply)
    assert_serves(served)
    assert eventually(lambda: is_idle(served.process.pid))


def assert_is_no_false_success(name: str, reply: Reply) -> None:
    """Either it could be answered in time, or an error says why not, or the answer is broken off."""
    if reply.status == 200:
        assert not (reply.is_whole and name.startswith(NEVER))
    else:
        assert reply.status in (400, 500, 503)
        assert len(json.loads(reply.body)["detail"]) > 40


def test_an_answer_is_broken_off_at_the_limit(served: Served) -> None:
    reply = ask(served.address, ENDLESS, timeout="5")
    assert (reply.status, reply.is_whole) == (200, False)
    assert len(reply.body) > 1000


def test_an_answer_that_never_waits_keeps_nobody_out_and_ends(served: Served) -> None:
    with ThreadPoolExecutor() as threads:
        streamed = threads.submit(drained, served.address, ENDLESS, timeout="10")
        assert eventually(lambda: runs(served, 1))
        for _ in range(5):
            assert_serves(served)
        assert streamed.result() > 1_000_000
    assert eventually(lambda: runs(served, 0))


def drained(address: str, query: str, *, timeout: str) -> int:
    """How many bytes came until the end, read as quickly as can be."""
    size = 0
    connection = open_request(address, query, timeout=timeout)
    with connection:
        while part := connection.recv(1 << 20):
            size += len(part)
    return size


def test_an_answer_that_was_not_begun_is_refused_at_the_limit(served: Served) -> None:
    reply = ask(served.address, BUSY, timeout="0.3")
    assert (reply.status, reply.is_whole) == (503, True)
    assert "limit of 0.3 s" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "inf", "1e999"])
def test_a_timeout_that_is_none_is_refused(served: Served, value: str) -> None:
    assert ask(served.address, SIMPLE, timeout=value).status == 400


def test_memory_over_the_limit_is_refused_and_says_so(served: Served) -> None:
    reply = ask(served.address, doubling("CONCAT(?x, ?x)"))
    assert reply.status == 503
    assert "512 MB" in json.loads(reply.body)["detail"]
    assert_serves(served)


def runs(served: Served, count: int) -> bool:
    return metric(served.address, "newsgraph_queries_running") == count


@pytest.mark.parametrize("query", [BUSY, ENDLESS])
def test_a_client_that_hangs_up_frees_its_worker(served: Served, query: str) -> None:
    connection = open_request(served.address, query)
    if query == ENDLESS:
        assert connection.recv(1000)
    else:
        assert eventually(lambda: runs(served, 1))
    connection.close()
    assert eventually(lambda: runs(served, 0))
    assert eventually(lambda: is_idle(served.process.pid))
    assert_serves(served)


def test_a_crash_costs_one_request_and_is_told(served: Served) -> None:
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(ask, served.address, BUSY)
        assert eventually(lambda: runs(served, 1))
        for worker in children(served.process.pid):
            os.kill(worker, signal.SIGSEGV)
        reply = waiting.result()
    assert reply.status == 500
    assert "SIGSEGV" in json.loads(reply.body)["detail"]
    assert_serves(served)


def test_a_crash_after_the_first_byte_breaks_the_answer_off(served: Served) -> None:
    connection = open_request(served.address, ENDLESS)
    with connection:
        text = connection.recv(1000)
        for worker in children(served.process.pid):
            os.kill(worker, signal.SIGSEGV)
        while part := connection.recv(1 << 20):
            text = (text + part)[-100:]
    assert not text.endswith(b"\r\n0\r\n\r\n")
    assert_serves(served)


def test_a_hundred_connections_that_never_finish_their_request_keep_nobody_out(served: Served) -> None:
    parts = urlsplit(served.address)
    slow = [socket.create_connection((parts.hostname, parts.port), timeout=20) for _ in range(100)]
    try:
        for connection in slow:
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nX-Slow: ")
        assert_serves(served)
    finally:
        for connection in slow:
            connection.close()


def test_readers_that_do_not_read_keep_nobody_out(served: Served) -> None:
    slow = [open_request(served.address, "SELECT * { ?s ?p ?o }") for _ in range(40)]
    try:
        assert_serves(served)
        assert eventually(lambda: runs(served, 0))
    finally:
        for connection in slow:
            connection.close()


def test_two_hundred_clients_at_once_all_get_their_answer(served: Served) -> None:
    barrier = threading.Barrier(200)

    def one(_: int) -> tuple[int, bytes]:
        barrier.wait()
        reply = ask(served.address, SIMPLE)
        return reply.status, reply.body

    with ThreadPoolExecutor(200) as threads:
        assert set(threads.map(one, range(200))) == {(200, ANSWER)}


def test_five_million_rows_begin_early_and_take_no_memory(served: Served) -> None:
    small, large = (" ".join(map(str, range(count))) for count in (50, 100))
    lists = " ".join(
        f"VALUES ?{name} {{ {values} }}" for name, values in zip("abc", (small, large, NUMBERS), strict=True)
    )
    before = peak_megabytes(served.process.pid)
    connection = open_request(served.address, f"SELECT * {{ {lists} }}")
    lines = 0
    with connection, connection.makefile("rb") as stream:
        part = b""
        while not part.endswith(b"\r\n0\r\n\r\n"):
            part = stream.read1(1 << 20)
            lines += part.count(b"\r\n")
    assert lines > 5_000_000
    assert peak_megabytes(served.process.pid) - before < 100
