"""Connections of clients that take nothing are ended, and nobody else's."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from kg.store import Store
from server.access import Access
from server.connections import Channel, Server
from server.engine import Engine
from server.limits import Limits
from server.loop import Loop
from server.quick import Quick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not Loop.is_possible, reason="the loop of waitress runs here")
SETTINGS = Adjustments(channel_timeout=60)
MUCH = b"x" * (1 << 24)
"""More than the system takes for a client that reads nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    channels: dict[int, Any] = {}
    with ExitStack() as opened:
        store = opened.enter_context(Store(tmp_path / "store"))
        engine = opened.enter_context(Engine(store, Limits()))
        listener = opened.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
        loop = opened.enter_context(closing(Loop(channels)))
        made = Server(None, listener, channels, SETTINGS, Quick(engine, Access(), None), loop)
        yield made
        for channel in list(made.active_channels.values()):
            channel.handle_close()
        made.task_dispatcher.shutdown()
        wasyncore.close_all(channels)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        client = socket.create_connection(listener.getsockname())
        ours, _ = listener.accept()
        with ours, client:
            yield ours, client


def opened(server: Server, ours: socket.socket) -> Channel:
    return Channel(server, ours, ("127.0.0.1", 1), SETTINGS, map=server._map)  # noqa: SLF001 (as waitress has it)


def test_who_takes_nothing_of_an_answer_is_left(server: Server, ends: tuple[socket.socket, socket.socket]) -> None:
    channel = opened(server, ends[0])
    channel.requests.append(channel.parser_class(SETTINGS))  # it is being answered
    channel.push(MUCH)
    server.maintenance(time.time() + 50)
    assert channel.connected
    server.maintenance(time.time() + 70)
    assert not channel.connected


def test_who_waits_for_an_answer_is_not(server: Server, ends: tuple[socket.socket, socket.socket]) -> None:
    channel = opened(server, ends[0])
    channel.requests.append(channel.parser_class(SETTINGS))
    server.maintenance(time.time() + 70)
    assert channel.connected


def test_who_took_something_meanwhile_is_not(server: Server, ends: tuple[socket.socket, socket.socket]) -> None:
    channel = opened(server, ends[0])
    channel.requests.append(channel.parser_class(SETTINGS))
    channel.push(MUCH)
    channel.last_activity -= 70
    ends[1].recv(1 << 22)
    channel.handle_write()
    server.maintenance(time.time())
    assert channel.connected


def test_the_loop_waits_for_a_thread_that_is_sending_and_does_not_look_again_and_again(
    server: Server, ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.connections._MOMENT", 60)
    channel, sends, sent = opened(server, ends[0]), threading.Event(), threading.Event()

    def send() -> None:
        with channel.outbuf_lock:
            sends.set()
            ends[0].send(MUCH[:1000])
            sent.set()

    with ThreadPoolExecutor() as threads:
        threads.submit(send)
        assert sends.wait(60)
        channel.handle_write()
        assert sent.is_set()
