"""Where the CPU of a small look-up goes: each step of it alone, and all of them together, in one process.

The steps are measured one after the other on the same requests, each in a loop of its own; together they cost more
than their sum, because they keep taking the caches from one another.

    python -m benchmarks.speed.look_up [QUADS]
"""

from __future__ import annotations

import socket
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
from waitress.adjustments import Adjustments

from benchmarks.speed.endpoint import PREFIXES, QUADS, WORKLOADS, quads
from kg.store import Store
from server.access import Access
from server.alike import Alike, read
from server.connections import Channel, Server
from server.engine import Engine
from server.glance import Glance
from server.heads import Parser
from server.limits import Limits
from server.loop import Loop
from server.quick import Quick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REQUESTS = 4000
_ROUNDS = 5
_HEAD = "Host: 127.0.0.1\r\nAccept-Encoding: identity\r\nAccept: application/sparql-results+json\r\n"


def request(number: int) -> bytes:
    """As the clients of `benchmarks.speed.endpoint` send it."""
    return f"GET /sparql?query={quote(PREFIXES + WORKLOADS[0].query % number)} HTTP/1.1\r\n{_HEAD}\r\n".encode()


def cost(step: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Microseconds of CPU of a step for each input: the best of some rounds, as others only ever add to it."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.process_time()
        for each in inputs:
            step(each)
        best = min(best, time.process_time() - began)
    return best / len(inputs) * 1e6


def parse(data: bytes, settings: Adjustments) -> Parser:
    parser = Parser(settings)
    parser.received(data)
    return parser


def steps(store: Store, settings: Adjustments) -> dict[str, float]:
    """Each alone."""
    requests = [request(number) for number in range(1, REQUESTS + 1)]
    parsed = [parse(data, settings) for data in requests]
    alike = Alike()
    first = read(parsed[0])
    assert first is not None  # noqa: S101 (each must go this way, or nothing is measured)
    alike.keep(first)
    look_ups = [each.asked for each in map(alike.find, requests) if each is not None and each.asked is not None]
    assert len(look_ups) == REQUESTS  # noqa: S101 (as above)
    glance, facts = Glance(store), ox.DefaultGraph()
    return {
        "the head of the first of its kind is read": cost(lambda data: parse(data, settings), requests),
        "the look-up is taken out of it": cost(read, parsed),
        "both, of one that is like an earlier one": cost(alike.find, requests),
        "the engine finds the statements": cost(
            lambda asked: list(store.quads(asked.subject, asked.predicate, graph=facts)), look_ups
        ),
        "the same, and the answer is written": cost(glance.at_hand, look_ups),
    }


def together(engine: Engine, settings: Adjustments, listener: socket.socket) -> dict[str, float]:
    """All of it: without a socket, and with the loop and the system's calls, those of the client among them."""
    channels: dict[int, Any] = {}
    loop = Loop(channels)
    server = Server(None, listener, channels, settings, Quick(engine, Access(), None), loop)
    with socket.create_connection(listener.getsockname()) as client:
        while not server.active_channels:
            loop.turn(0.1)
        channel: Channel = next(iter(server.active_channels.values()))
        requests = [request(number) for number in range(1, REQUESTS + 1)]

        def ask(data: bytes) -> None:
            client.send(data)
            loop.turn(1)
            client.recv(1 << 16)

        found = {"all, with the loop and the sockets of both sides": cost(ask, requests)}
        channel.send = lambda data, **_: len(data)
        found["all, from the bytes that came to those that go"] = cost(channel.received, requests)
    loop.close()
    return found


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        made = ox.Store(Path(folder, "store"))
        made.bulk_extend(quads(count))
        made.flush()
        del made
        store = opened.enter_context(Store(Path(folder, "store")))
        engine = opened.enter_context(Engine(store, Limits(kept_megabytes=0)))
        engine.warm()
        listener = opened.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
        settings = Adjustments(sockets=[listener], channel_request_lookahead=1, asyncore_use_poll=True, ident=None)
        for name, microseconds in {**steps(store, settings), **together(engine, settings, listener)}.items():
            print(f"{name:52} {microseconds:6.1f} µs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUADS)
