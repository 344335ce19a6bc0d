"""The server and the connections of waitress, with plain queries answered in the loop and lent to desks."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from server.asking import BEGUN
from server.heads import Parser
from server.request_log import RECORD

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from waitress.adjustments import Adjustments

    from server.desks import Desks
    from server.kept import Kept
    from server.loop import Loop
    from server.quick import Quick
    from server.reply import Reply

_OFTEN: Final = 50
"""Look-ups in a row after which a connection is lent to a desk."""
_MOMENT: Final = 0.005
"""Seconds that a thread takes to send, at the most."""
_COMPANY: Final = 10
"""Those of others meanwhile: a connection that is alone would be answered no sooner in another process."""


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """A request on the ordinary way, which finds the query that the loop has started for it."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        begun = getattr(self.request, "begun", None)
        if begun is not None:
            environ |= {BEGUN: begun, RECORD: begun.observed.record}
        return environ

    def set_close_on_finish(self) -> None:
        """Close the connection, but not for want of a length where there is no body, as after a write."""
        if self.has_body or self.version != "1.1" or self.request.connection_close:
            super().set_close_on_finish()


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection.

    Attributes:
        reply: what the loop is sending on it.
        kept: the answer to its first request, where that was there already.
        looked_up: how many answers in a row were there at once.
        before: how many there were on all connections before the first of these.
    """

    task_class = _Task
    parser_class = Parser
    reply: Reply | None = None
    kept: Kept | None = None
    looked_up: int = 0
    before: int = 0

    def received(self, data: bytes) -> bool:
        """Something came."""
        is_good = self._is_alike(data) or bool(super().received(data))
        self.go_on()
        return is_good

    def _is_alike(self, data: bytes) -> bool:
        """Whether this is like an earlier look-up, and has its answer."""
        with self.requests_lock:
            return self.has_nothing_to_do and self.server.quick.begin_alike(self, data)

    def go_on(self) -> None:
        """Send the answers that were there already; not before the lock on the requests is free."""
        while self.kept is not None:
            kept, self.kept = self.kept, None
            self.server.quick.repeat(self, kept)
            if not self.connected:
                return
            self._count()
            self.answered()
        if self.looked_up >= _OFTEN and self.has_nothing_to_do:
            self.server.lend(self)

    def _count(self) -> None:
        """One more answer was there at once."""
        if not self.looked_up:
            self.before = self.server.looked_up
        self.looked_up += 1
        self.server.looked_up += 1

    @property
    def has_nothing_to_do(self) -> bool:
        """Whether the next thing to happen is that the client sends the beginning of a request."""
        is_open = self.connected and not (self.will_close or self.close_when_flushed)
        return is_open and not (self.requests or self.request or self.total_outbufs_len)

    def add_channel(self, map: dict[int, Any] | None = None) -> None:  # noqa: A002 (waitress's name)
        """It was opened."""
        super().add_channel(map)
        self.server.touch(self)

    def del_channel(self, map: dict[int, Any] | None = None) -> None:  # noqa: A002 (waitress's name)
        """It is about to be closed."""
        self.server.forget(self)
        super().del_channel(map)

    def minds_end(self) -> bool:
        """Whether the client's end has to be looked for, because nothing is read from it until an answer is there."""
        waits = len(self.requests) > self.adj.channel_request_lookahead
        return waits and not (self.total_outbufs_len or self.will_close)

    def handle_write(self) -> None:
        """The client can take more; a thread that is sending to it just now is waited for.

        To look again and again would keep it from the interpreter, and so from the end of what it does.
        """
        if self.outbuf_lock.acquire(timeout=_MOMENT):
            self.outbuf_lock.release()
        super().handle_write()
        if self.reply is not None:
            self.reply.room()

    def handle_close(self) -> None:
        """It is closed, by whomever."""
        reply, self.reply = self.reply, None
        if reply is not None:
            reply.abandon()
        super().handle_close()

    def push(self, data: bytes) -> bool:
        """Send now what goes, and keep the rest for when it goes; whether the client is still there."""
        if not self.total_outbufs_len:
            sent = self.send(data)  # closes the connection where there is nobody
            if not self.connected:
                return False
            if sent:
                self.last_activity = time.time()
            data = data[sent:] if sent < len(data) else b""
        if data:
            with self.outbuf_lock:
                self.outbufs[-1].append(data)
                self.total_outbufs_len += len(data)
                self.current_outbuf_count += len(data)
            self.server.touch(self)
        return True

    def answered(self) -> None:
        """The first request has its answer: on to the next, if one came already."""
        request = self.requests[0]
        self.last_activity = time.time()
        if request.connection_close:
            self.close_when_flushed = True
            self.server.touch(self)
        with self.requests_lock:
            self.requests.pop(0)
            request.close()
            if self.requests and not self.close_when_flushed:
                self.server.add_task(self)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """The server of waitress on a socket that listens, with a loop of its own and plain queries in it.

    Args:
        application: for everything else.
        listener: the socket.
        channels: gets every connection.
        adjustments: of waitress.
        quick: answers plain queries.
        loop: waits; without one, every request takes the ordinary way.

    Attributes:
        desks: take connections on which there are look-ups alone, if there are any.
        looked_up: how many answers there were at once, on all connections.
    """

    channel_class = Channel

    def __init__(
        self,
        application: Any,  # noqa: ANN401 (waitress has no types)
        listener: socket.socket,
        channels: dict[int, Any],
        adjustments: Adjustments,
        quick: Quick,
        loop: Loop | None,
    ) -> None:
        self.quick = quick
        self.desks: Desks | None = None
        self.looked_up = 0
        self._loop = loop
        self._thread = threading.get_ident()
        place = (listener.family, listener.type, listener.proto, listener.getsockname())
        super().__init__(application, channels, _sock=listener, adj=adjustments, sockinfo=place, bind_socket=False)
        self.touch(self)

    def touch(self, channel: Any) -> None:  # noqa: ANN401 (a channel, or this)
        """Something happened to it in the thread of the loop."""
        if self._loop is not None:
            self._loop.touched.append(channel)

    def forget(self, channel: Channel) -> None:
        """Wait no more for a connection."""
        if self._loop is not None and channel._fileno is not None:  # noqa: SLF001 (waitress gives it no other name)
            self._loop.forget(channel._fileno)  # noqa: SLF001 (as above)

    def maintenance(self, now: float) -> None:
        """Close connections on which nothing happens, and those whose client takes nothing of its answer."""
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            if channel.total_outbufs_len and channel.last_activity < now - self.adj.channel_timeout:
                channel.handle_close()

    def lend(self, channel: Channel) -> None:
        """Have a desk go on with a connection that has nothing to do, where one can and others are busy, too."""
        others = self.looked_up - channel.before - channel.looked_up
        channel.looked_up = 0
        if self.desks is None or self._loop is None or (others < _COMPANY and not self.desks.lent):
            return
        if self.desks.lend(channel.socket, channel.addr, self):
            channel.handle_close()

    def watch(self, number: int, call: Callable[[], None]) -> None:
        """Call this, once, when there is something to read from this socket, which is none of a client."""
        if self._loop is not None:
            self._loop.watch(number, call)

    def take_back(self, connection: socket.socket, address: Any, unsent: bytes, received: bytes) -> None:  # noqa: ANN401 (as the system has it)
        """Go on with a connection that a desk had.

        Args:
            connection: the socket.
            address: of the client.
            unsent: what the client did not take yet of the answers before.
            received: what it has sent since.
        """
        channel = Channel(self, connection, address, self.adj, map=self._map)
        if channel.push(unsent) and received:
            channel.received(received)

    def add_task(self, task: Channel) -> None:
        """See to the first request of a connection."""
        if self._loop is None or threading.get_ident() != self._thread or not self.quick.begin(task, self._loop):
            self.add_thread_task(task)

    def add_thread_task(self, task: Channel) -> None:
        """The same, in a thread."""
        super().add_task(task)
