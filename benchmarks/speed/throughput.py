"""How many requests a second the endpoint answers on several connections at once, beside the native server.

The clients are processes of their own that do little else than send and receive; what CPU they take is shown, because
they take it from the servers. The servers have turns, one after the other, in rounds; the first is not counted.

    python -m benchmarks.speed.throughput [QUADS] [--store DIR]        needs Linux and the extra `bench`
"""

from __future__ import annotations

import os
import select
import socket
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from benchmarks.speed.endpoint import PREFIXES, TOKEN, WORKLOADS, arguments, cpu_seconds, native, ours, stores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.speed.endpoint import Server

CONNECTIONS = 8
SECONDS = 3.0
_ROUNDS = 3
_PROCESSES = 2
_DIFFERENT = 1000
"""Requests of a client, which each of its connections sends again and again."""
_APART: Final = 7
"""Requests by which one connection is ahead of the next."""
_EVERY = 20
"""One request of so many is a write, in the mixed load."""
MIXED = "look-ups, one in 20 a write"
AIMS = {"look-up, small": "0.5", "aggregation": "0.9", MIXED: ""}


class Rate(NamedTuple):
    """Requests a second, and milliseconds of CPU that server and clients took for each."""

    requests: float
    server: float
    clients: float


def rates(servers: Sequence[Server], load: str) -> list[Rate]:
    """What each server does, on average over rounds that take turns."""
    rounds = [[_rate(server, load) for server in servers] for _ in range(1 + _ROUNDS)][1:]
    return [Rate(*map(fmean, zip(*each, strict=True))) for each in zip(*rounds, strict=True)]


def _rate(server: Server, load: str) -> Rate:
    before = cpu_seconds(server.pid)
    with ProcessPoolExecutor(_PROCESSES) as clients:
        found = list(clients.map(_client, [server] * _PROCESSES, [load] * _PROCESSES, range(_PROCESSES)))
    done = sum(each[0] for each in found)
    spent = cpu_seconds(server.pid) - before
    return Rate(sum(each[1] for each in found), 1000 * spent / done, 1000 * sum(each[2] for each in found) / done)


def _client(server: Server, load: str, process: int) -> tuple[int, float, float]:
    """How many requests were answered, how many of them a second, and seconds of CPU."""
    sent = [_request(server, load, process, number) for number in range(_DIFFERENT)]
    poll, links = select.epoll(), {}
    for number in range(CONNECTIONS // _PROCESSES):
        link = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        links[link.fileno()] = link, number
        poll.register(link, select.EPOLLIN)
    began, spent = time.monotonic(), time.process_time()
    parts, done = dict.fromkeys(links, b""), dict.fromkeys(links, 0)
    for link, number in links.values():
        link.sendall(sent[_APART * number])
    while time.monotonic() - began < SECONDS:
        for number, _ in poll.poll():
            link = links[number][0]
            parts[number] += link.recv(1 << 16)
            if _is_whole(parts[number]):
                parts[number] = b""
                done[number] += 1
                link.sendall(sent[(done[number] + _APART * links[number][1]) % _DIFFERENT])
    seconds, spent = time.monotonic() - began, time.process_time() - spent
    for link, _ in links.values():
        link.close()
    whole = sum(done.values())
    return whole, whole / seconds, spent


def _is_whole(answer: bytes) -> bool:
    """Whether this is all of an answer.

    Raises:
        SystemExit: it is none of the expected.
    """
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if head[9:12] not in (b"200", b"204"):
        raise SystemExit(f"a server answers {answer[:500]!r}")
    head = head.lower()
    if b"\r\ntransfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    length = head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


def _request(server: Server, load: str, process: int, number: int) -> bytes:
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    if load == MIXED and not number % _EVERY:
        update = f"INSERT DATA {{ <http://example.org/{process}> <http://example.org/turn> {number + time.time_ns()} }}"
        return (
            f"POST /update HTTP/1.1\r\n{host}Content-Type: application/sparql-update\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Length: {len(update)}\r\n\r\n{update}"
        ).encode()
    work = next((one for one in WORKLOADS if one.name == load), WORKLOADS[0])
    query = quote(PREFIXES + work.query % (1 + 2 * number + process))
    return f"GET {server.path}?query={query} HTTP/1.1\r\n{host}Accept: application/sparql-results+json\r\n\r\n".encode()


def main() -> None:
    told = arguments(__doc__)
    print(f"{os.cpu_count()} cores; CPU is ms per request, of the server and of the clients")
    print(
        f"{CONNECTIONS} connections {'requests/s, native':>31} {'ours':>9} {'ratio':>6} {'aim':>5} "
        f"{'CPU, native':>13} {'ours':>7} {'clients of each':>16}"
    )
    with stores(told.quads, told.store) as (store, copy), tempfile.NamedTemporaryFile("w") as token:
        token.write(TOKEN)
        token.flush()
        with native(copy, writes=True) as theirs, ours(store, "--token-file", token.name) as mine:
            for load, aim in AIMS.items():
                one, two = rates((theirs, mine), load)
                print(
                    f"{load:30} {one.requests:16.1f} {two.requests:9.1f} {two.requests / one.requests:6.2f} {aim:>5} "
                    f"{one.server:13.3f} {two.server:7.3f} {one.clients:9.3f} {two.clients:6.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
