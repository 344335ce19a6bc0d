"""How fast the endpoint is: CPU and wall time per request, as ratios to the native server on the same store.

Both servers run as processes of their own on a generated store of news shape: facts in the default graph, claims in
one graph per article. Clients send the same queries to both in turns. CPU is that of all processes of a server,
read from /proc, so this runs on Linux. The ratios are the figures to compare between machines.

    python -m benchmarks.speed.endpoint [QUADS] [--store DIR]          needs the extra `bench`
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUADS = 200_000
_ROUNDS = 5
_LONGEST = 600
"""Seconds for an answer: on a large store, the queries about all of it take more than the server's own limit."""
_PER_ARTICLE = 40
"""Quads, of facts and claims together."""
_BASE = "https://w3id.org/newsgraph/"
_TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its benchmark)
PREFIXES = f"PREFIX ng: <{terms.NG}> PREFIX rdfs: <{terms.RDFS}> "


@dataclass(frozen=True, slots=True)
class Workload:
    """One kind of question.

    Attributes:
        name: of the row in the table.
        query: with `%d`, a number that changes from request to request.
        requests: how many are sent to each server.
        target: the highest ratio of CPU that is aimed at.
    """

    name: str
    query: str
    requests: int
    target: float


WORKLOADS = (
    Workload("look-up, small", f"SELECT ?l {{ <{_BASE}id/event/%d> rdfs:label ?l }}", 1000, 2.5),
    Workload(
        "look-up, 20 KB",
        f"SELECT ?s ?p ?o {{ VALUES ?n {{ %d }} ?s ng:participant <{_BASE}id/organization/7> ; ?p ?o }} LIMIT 120",
        400,
        2.5,
    ),
    Workload(
        "join",
        "SELECT ?a ?b ?l { ?e a ng:Partnership ; ng:partner ?a , ?b ; ng:status ng:announced ; rdfs:label ?l . "
        "?x ng:participant ?a ; a ng:Controversy . FILTER(?a != ?b && %d > 0) } LIMIT 2000",
        10,
        1.2,
    ),
    Workload(
        "aggregation",
        "SELECT ?k (COUNT(?c) AS ?n) { GRAPH ?g { ?c a ng:Claim ; ng:polarity ?k . FILTER(%d > 0) } } GROUP BY ?k",
        10,
        1.2,
    ),
    Workload("100,000 rows", "SELECT ?s ?p ?o { ?s ?p ?o FILTER(%d > 0) } LIMIT 100000", 5, 1.3),
    Workload("100,000 rows of claims", "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(%d > 0) } LIMIT 100000", 5, 1.3),
)


def quads(count: int) -> Iterator[ox.Quad]:
    """Events with parties, each told by an article with a few claims."""
    for number in range(count // _PER_ARTICLE):
        yield from _facts(number)
        yield from _claims(number)


def _facts(number: int) -> Iterator[ox.Quad]:
    event, first, second = (_iri(f"id/{key}") for key in _parties(number))
    kinds = ("Partnership", "Event") if number % 3 else ("Controversy", "Event")
    for kind in kinds:
        yield ox.Quad(event, _term(f"{terms.RDF}type"), _term(terms.NG + kind))
    role = "partner" if number % 3 else "accused"
    for party in (first, second):
        for name in (role, "participant"):
            yield ox.Quad(event, _term(terms.NG + name), party)
    yield ox.Quad(event, _term(f"{terms.RDFS}label"), ox.Literal(f"Partnership number {number} of two companies"))
    status = ("active", "announced", "rumoured")[number % 3]
    yield ox.Quad(event, _term(terms.NG + "status"), _term(terms.NG + status))
    yield ox.Quad(event, _term(terms.NG + "sourceCount"), ox.Literal(1 + number % 4))


def _claims(number: int) -> Iterator[ox.Quad]:
    graph, article = _iri(f"graph/{number:016x}"), _iri(f"article/{number:016x}")
    event = _iri(f"id/{_parties(number)[0]}")
    yield ox.Quad(article, _term(f"{terms.RDF}type"), _term(terms.NG + "Article"), graph)
    yield ox.Quad(
        article, _term(terms.NG + "text"), ox.Literal("Two companies said that they work together. " * 20), graph
    )
    for place in range(3):
        claim, evidence = _iri(f"{article.value}#claim-{place}"), _iri(f"{article.value}#char={place},{place + 90}")
        for name, value in (("about", event), ("evidence", evidence), ("polarity", _term(terms.NG + "affirmed"))):
            yield ox.Quad(claim, _term(terms.NG + name), value, graph)
        yield ox.Quad(claim, _term(f"{terms.RDF}type"), _term(terms.NG + "Claim"), graph)
        yield ox.Quad(claim, _term(terms.NG + "confidence"), ox.Literal(0.5 + place / 10), graph)
        yield ox.Quad(evidence, _term(f"{terms.RDF}type"), _term(terms.NG + "Evidence"), graph)
        yield ox.Quad(evidence, _term(terms.OA + "start"), ox.Literal(place), graph)
        yield ox.Quad(evidence, _term(terms.OA + "exact"), ox.Literal(f"the sentence {place} of {number}"), graph)


def _parties(number: int) -> tuple[str, str, str]:
    return f"event/{number}", f"organization/{number * 7 % 997}", f"organization/{number * 13 % 991}"


def _iri(key: str) -> ox.NamedNode:
    return ox.NamedNode(key if key.startswith(_BASE) else _BASE + key)


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(name)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers queries, and its process."""

    port: int
    path: str
    pid: int


@contextlib.contextmanager
def native(store: Path, *, writes: bool = False) -> Iterator[Server]:
    port = _free_port()
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or "oxigraph"
    command = "serve" if writes else "serve-read-only"
    with _started([program, command, "-l", str(store), "-b", f"127.0.0.1:{port}"], port) as pid:
        yield Server(port, "/query", pid)


@contextlib.contextmanager
def ours(store: Path, *options: str) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", str(port), *options]
    command += ["--timeout", str(_LONGEST), "--cache", "0"]  # what is measured is the work
    with _started(command, port) as pid:
        first = HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
        first.request("GET", "/id/none")  # what starts a second later is no part of what is measured
        first.getresponse().read()
        first.close()
        yield Server(port, "/sparql", pid)


@contextlib.contextmanager
def _started(command: list[str], port: int) -> Iterator[int]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if process.poll() is not None:
                        raise
                    time.sleep(0.02)
            yield process.pid
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(pid: int) -> float:
    """What a process has used, and those that it started, be they gone or not."""
    used = 0
    with contextlib.suppress(FileNotFoundError):  # ended meanwhile: the time is then its owner's
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used = sum(map(int, fields[11:15]))
    return used / _TICKS + sum(map(cpu_seconds, _children(pid)))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError):  # ended meanwhile
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):  # a thread that ended meanwhile
                found += map(int, (task / "children").read_text().split())
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds per request: of CPU and until the end on average, until the first byte in the median; its bytes.

    On a busy machine most requests either go on at once or wait for their turn, which takes ten times as long as they:
    where half of them do, the median is the one or the other by chance.
    """

    cpu: float
    wall: float
    first: float
    size: int


def measure(servers: Sequence[Server], work: Workload) -> list[Measured]:
    """What the requests cost on each server, in rounds that take turns: what else the machine does, it does to all."""
    found: list[list[_Round]] = [[] for _ in servers]
    for server in servers:
        _round(server, work, 1 + work.requests // 5)  # it is started whole, the store opened, its caches full
    for _ in range(_ROUNDS):
        for server, rounds in zip(servers, found, strict=True):
            rounds.append(_round(server, work, work.requests // _ROUNDS))
    return [_measured(rounds) for rounds in found]


class _Round(NamedTuple):
    """Seconds of CPU, then of each request until its end and its first byte, and its bytes."""

    cpu: float
    requests: list[tuple[float, float, int]]


def _round(server: Server, work: Workload, count: int) -> _Round:
    """Requests one after the other on a connection that is kept where the server keeps it."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_LONGEST)
    before = cpu_seconds(server.pid)
    requests = [_request(connection, server, work, number + 1) for number in range(count)]
    connection.close()
    return _Round(cpu_seconds(server.pid) - before, requests)


def _measured(rounds: list[_Round]) -> Measured:
    wall, first, size = zip(*(each for one in rounds for each in one.requests), strict=True)
    cpu = sum(one.cpu for one in rounds) / len(wall)
    return Measured(cpu * 1000, fmean(wall) * 1000, median(first) * 1000, round(median(size)))


def _request(connection: HTTPConnection, server: Server, work: Workload, number: int) -> tuple[float, float, int]:
    """Seconds until the end and until the first byte, and how many bytes came."""
    query = quote(PREFIXES + work.query % number)
    began = time.perf_counter()
    connection.request("GET", f"{server.path}?query={query}", headers={"Accept": "application/sparql-results+json"})
    answer = connection.getresponse()
    if answer.status != 200:  # noqa: PLR2004 (the one status that may be measured)
        raise SystemExit(f"{server.path}: {answer.status} {answer.read()[:500]!r}")
    size = len(answer.read1(1))
    early = time.perf_counter() - began
    while part := answer.read1(1 << 20):
        size += len(part)
    answer.close()
    return time.perf_counter() - began, early, size


def start_up(store: Path) -> tuple[float, float]:
    """Seconds until a server on this store is ready, and seconds of its CPU."""
    port, began = _free_port(), time.perf_counter()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", str(port)]
    with _started(command, port) as pid:
        connection = HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
        connection.request("GET", "/health")
        connection.getresponse().read()
        return time.perf_counter() - began, cpu_seconds(pid)


@contextlib.contextmanager
def stores(count: int, kept: Path | None) -> Iterator[tuple[Path, Path]]:
    """A store of so many quads and its twin, made unless they are there.

    Args:
        count: of the quads.
        kept: where they are to stay; a folder for now unless given.
    """
    with tempfile.TemporaryDirectory() if kept is None else contextlib.nullcontext(kept) as folder:
        one, other = Path(folder, "store"), Path(folder, "copy")
        if not one.exists():
            store = ox.Store(one)
            store.bulk_extend(quads(count))
            store.optimize()  # which the one that may write would do sooner or later, and the other never
            store.backup(str(other))
            del store
        yield one, other


def arguments(description: str | None) -> argparse.Namespace:
    """What a benchmark of the endpoint is told: `quads`, `store`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quads", nargs="?", type=int, default=QUADS)
    parser.add_argument("--store", type=Path, help="where to make the stores, to keep them")
    return parser.parse_args()


def main() -> None:
    told = arguments(__doc__)
    with stores(told.quads, told.store) as (store, copy):
        starts = [start_up(store) for _ in range(_ROUNDS)]
        print("start-up: {:.2f} s, {:.2f} s of CPU".format(*map(median, zip(*starts, strict=True))))
        print(
            f"{'':24} {'bytes':>10} {'CPU ms, native':>16} {'ours':>8} {'ratio':>6} {'aim':>5} {'wall':>6} "
            f"{'first byte ms, native':>22} {'ratio':>6}"
        )
        with native(copy) as theirs, ours(store) as mine:
            for work in WORKLOADS:
                one, two = measure((theirs, mine), work)
                print(
                    f"{work.name:24} {two.size:10} {one.cpu:16.2f} {two.cpu:8.2f} {two.cpu / one.cpu:6.2f} "
                    f"{work.target:5} {two.wall / one.wall:6.2f} {one.first:22.2f} {two.first / one.first:6.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
