"""The processes that go on with connections on which there are look-ups alone: who has which, and since when.

One process reads requests, and its interpreter uses one core. A connection that has brought look-ups for a while is
lent to a desk (`server.desk`), with the state of the graph that it is to look at. With the first request that is
anything else, or after the next write, the desk gives it back. So all that needs to be known of writes is in one place.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import subprocess
import sys
import threading
from collections import deque
from operator import sub
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from server.board import Board
from server.refusals import WriterBusy

if TYPE_CHECKING:
    from server.access import Access
    from server.connections import Server
    from server.engine import Engine
    from server.request_log import Lines

MOST: Final = 8
"""Desks, however many cores there are."""
HEAD: Final = struct.Struct(">HI")
"""How many bytes of JSON about a connection come first, and how many that its client did not take yet."""
LONGEST: Final = 1 << 17
"""Bytes of a message: what one read of a connection gives, and what answers to that have."""
RECALL: Final = b"!"
_PATIENCE: Final = 1.0
"""Seconds that a writer is waited for before a connection is lent."""
_LENT: Final = 200
"""Connections at one desk."""


class _Desk(NamedTuple):
    """A process that runs."""

    process: subprocess.Popen[bytes]
    control: socket.socket

    def end(self) -> None:
        """Stop it."""
        self.control.close()
        self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()


class Desks:
    """The desks of a server; use it in a `with` block, or call `close`. Only the thread of the loop calls the others.

    Args:
        engine: has the graph.
        access: says which pages may read the answers.
        log: gets a line for each request, if there is one.
        count: how many there are.
    """

    def __init__(self, engine: Engine, access: Access, log: Lines | None, *, count: int) -> None:
        self._engine = engine
        self._files = [] if log is None else [log.descriptor]
        self._told = {
            "store": str(engine.store.path.absolute()),
            "instance": engine.instance,
            "origins": access.origins,
            "log": None if log is None else log.descriptor,
            "desks": count,
        }
        self._board = Board(count)
        self._board.version = engine.version
        self._desks: dict[int, _Desk] = {}
        self._sent = [0] * count
        self._missing = set(range(count))
        self._starting: dict[int, _Desk] = {}
        self._started: deque[tuple[int, _Desk]] = deque()
        self._counted = [self._board.counted(number) for number in range(count)]
        self._counting = threading.Lock()
        self._catching = threading.Lock()
        engine.told = self._tell
        engine.metrics.asked = self._count
        meaning = "Connections at the processes that answer look-ups alone."
        engine.metrics.watch("newsgraph_connections_lent", meaning, lambda: self.lent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lent(self) -> int:
        """How many connections they have."""
        return sum(map(self._has, tuple(self._desks)))

    def lend(self, connection: socket.socket, address: Any, server: Server) -> bool:  # noqa: ANN401 (as the system has it)
        """Have a desk go on with a connection; whether one does.

        Args:
            connection: on which nothing is under way.
            address: of the client.
            server: gets it back.
        """
        self._settle(server)
        current = self._engine.checkpoints.current
        if self._engine.is_closing or not self._desks:
            return False
        if current is None or current.version != self._engine.version:
            if self._catching.acquire(blocking=False):
                threading.Thread(target=self._catch_up, daemon=True).start()
            return False
        number = min(self._desks, key=self._has)
        message = json.dumps((str(current.folder), current.version, address)).encode()
        if self._has(number) >= _LENT:
            return False
        try:
            socket.send_fds(self._desks[number].control, [message], [connection.fileno()], socket.MSG_DONTWAIT)
        except OSError:  # it has much to do, or is gone
            return False
        self._sent[number] += 1
        return True

    def recall(self) -> None:
        """Have them give back all they have."""
        for desk in self._desks.values():
            with contextlib.suppress(OSError):  # gone
                desk.control.send(RECALL, socket.MSG_DONTWAIT)

    def close(self) -> None:
        """Stop them all."""
        for desk in (*self._desks.values(), *(each for _, each in self._started), *tuple(self._starting.values())):
            desk.end()
        self._desks.clear()

    def _has(self, number: int) -> int:
        return self._sent[number] - self._board.ended(number)

    # --- the processes -------------------------------------------------------------------------------------

    def _settle(self, server: Server) -> None:
        """Take in who has started, and start who is missing: that takes half a second, in a thread."""
        while self._started:
            number, desk = self._started.popleft()
            self._desks[number] = desk
            self._listen(number, server)
        while self._missing:
            threading.Thread(target=self._start, args=(self._missing.pop(),), daemon=True).start()

    def _catch_up(self) -> None:
        """Have the newest state made, for a desk reads no other; while others write, no oftener than for workers."""
        try:
            with contextlib.suppress(WriterBusy), self._engine.checkpoints.borrowed(seconds=_PATIENCE):
                pass
        finally:
            self._catching.release()

    def _start(self, number: int) -> None:
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            files = [theirs.fileno(), self._board.descriptor]
            told = [*map(str, files), str(number), json.dumps(self._told)]
            process = subprocess.Popen(  # noqa: S603 (our own module)
                [sys.executable, "-P", "-m", "server.desk", *told],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[*files, *self._files],
            )
        desk = self._starting[number] = _Desk(process, control)
        try:
            is_ready = bool(control.recv(1))
        except OSError:  # all ends
            is_ready = False
        del self._starting[number]
        if is_ready and not self._engine.is_closing:
            self._started.append((number, desk))
        else:
            desk.end()

    # --- what they say -------------------------------------------------------------------------------------

    def _listen(self, number: int, server: Server) -> None:
        server.watch(self._desks[number].control.fileno(), lambda: self._came(number, server))

    def _came(self, number: int, server: Server) -> None:
        """A connection comes back, or the desk is gone, and with it what it had."""
        desk = self._desks[number]
        try:
            message, descriptors, _, _ = socket.recv_fds(desk.control, LONGEST, 1)
        except OSError:
            message, descriptors = b"", []
        if not message:
            del self._desks[number]
            self._sent[number] = self._board.ended(number)
            self._missing.add(number)
            threading.Thread(target=desk.end, daemon=True).start()
            return
        self._listen(number, server)
        length, unsent = HEAD.unpack_from(message)
        rest = message[HEAD.size + length :]
        address = json.loads(message[HEAD.size : HEAD.size + length])
        server.take_back(socket.socket(fileno=descriptors[0]), tuple(address), rest[:unsent], rest[unsent:])

    def _tell(self, version: int) -> None:
        self._board.version = version

    def _count(self) -> None:
        """Give the metrics what was counted since the last time."""
        with self._counting:
            for number, before in enumerate(self._counted):
                self._counted[number] = now = self._board.counted(number)
                new = list(map(sub, now.buckets, before.buckets))
                self._engine.metrics.add("rows", "whole", new, now.seconds - before.seconds)
