"""The loop that waits for sockets: what happened to a connection is never taken for what happens to the next one."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from server.connections import Server
from server.loop import Loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(not Loop.is_possible, reason=f"there is no such loop on {sys.platform}")


class Connection:
    """One end of a pair of sockets, as waitress has it."""

    accepting = False

    def __init__(
        self, channels: dict[int, object], end: socket.socket, on_read: Callable[[], None] | None = None
    ) -> None:
        self.socket, self.on_read = end, on_read
        self._fileno = end.fileno()
        self.is_closed, self.read = False, 0
        channels[self._fileno] = self

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        self.read += 1
        self.socket.recv(1)
        if self.on_read is not None:
            self.on_read()

    def handle_close(self) -> None:
        self.is_closed = True


@pytest.fixture
def pairs() -> Iterator[list[socket.socket]]:
    ends: list[socket.socket] = [end for _ in range(3) for end in socket.socketpair()]
    yield ends
    for end in ends:
        end.close()


def test_the_end_of_a_connection_does_not_close_the_one_that_got_its_number(pairs: list[socket.socket]) -> None:
    channels: dict[int, object] = {}
    first, first_client, old, old_client, new, new_client = pairs
    number = old.fileno()
    successors: list[Connection] = []

    def replace() -> None:
        """Close the old connection, and open a new one that the system gives the same number."""
        if not successors:
            old.detach()
            os.dup2(new.fileno(), number)
            successors.append(Connection(channels, socket.socket(fileno=number)))

    leading = Connection(channels, first, replace)
    Connection(channels, old)
    loop = Loop(channels)
    loop.turn(0)  # it asks all of them what they wait for
    first_client.send(b"x")
    old_client.close()

    loop.turn(1)

    (successor,) = successors
    assert leading.read == 1
    assert not successor.is_closed
    assert successor.read == 0
    new_client.send(b"y")
    loop.turn(1)
    assert successor.read == 1
    successor.socket.close()
    loop.close()


def test_a_connection_that_another_process_has_for_a_moment_is_not_waited_for_when_it_is_closed() -> None:
    """As one that is being started has all of them."""
    channels: dict[int, Any] = {}
    loop, quick = Loop(channels), Any
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = Adjustments(sockets=[listener], asyncore_use_poll=True)
        server = Server(None, listener, channels, settings, quick, loop)

        def opened() -> tuple[socket.socket, Any]:
            client = socket.create_connection(listener.getsockname())
            while not server.active_channels:
                loop.turn(1)
            return client, next(iter(server.active_channels.values()))

        client, channel = opened()
        number = channel.socket.fileno()
        elsewhere = os.dup(number)
        client.close()
        while server.active_channels:
            loop.turn(1)
        next_client, next_channel = opened()
        with closing(next_client):
            assert next_channel.socket.fileno() == number
            for _ in range(5):
                loop.turn(0)
            assert next_channel.connected
            os.close(elsewhere)
    wasyncore.close_all(channels)
    loop.close()


def test_who_calls_no_more_is_not_told_of_the_end_either(pairs: list[socket.socket]) -> None:
    loop = Loop({})
    loop.watch(pairs[0].fileno(), pytest.fail)
    loop.unwatch(pairs[0].fileno())
    pairs[1].close()
    assert loop._poll.poll(0) == []  # noqa: SLF001 (which would be told of again and again)
    loop.close()
