"""A process that answers look-ups on connections that it is lent: `python -m server.desk`, until its owner is gone.

It has one state of the graph, and answers only while that is the newest. A request that is no look-up, that has not
come whole, that comes after a write, and a client that is slow: all go back to the owner, with the connection and what
was read from it (`server.desks`). So nothing is refused here, and nothing is ever waited for.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waitress.adjustments import Adjustments

from kg.errors import NewsgraphError
from kg.store.snapshot import Snapshot
from server.access import Access
from server.alike import Alike, read
from server.at_hand import AtHand
from server.board import Board
from server.checkpoints import FOLDER
from server.confinement import leave_network
from server.desks import HEAD, RECALL
from server.heads import Parser
from server.limits import Limits
from server.metrics import Observation, keep_record
from server.request_log import Lines
from server.worker import READY, leave_signals_to_owner, run

if TYPE_CHECKING:
    from server.alike import PlainRequest
    from server.kept import Kept

_LOG: Final = logging.getLogger("newsgraph.desk")
_READ: Final = 1 << 16
_IDLE: Final = 5.0
"""Seconds after which a connection on which nothing happens goes back to the owner, who knows how long is too long."""
_OFTEN: Final = 1.0
"""Seconds from one look for such connections to the next."""
_LIMITS: Final = Limits()
"""No others than those that change nothing here: see `Desks`."""


class _View:
    """What a desk sees of the engine.

    Attributes:
        store: one state of the graph.
        limits: the usual.
        instance: of the server.
        keeps_records: whether there is a log.
    """

    def __init__(self, told: dict[str, Any], board: Board, number: int) -> None:
        self.store: Snapshot = Snapshot(Path(told["store"]) / FOLDER / "none")
        self.limits = _LIMITS
        self.instance: str = told["instance"]
        self.metrics = self
        self.keeps_records = told["log"] is not None
        self._board = board
        self._number = number

    @property
    def version(self) -> int:
        """The version that is seen."""
        return self.store.generation

    @property
    def is_newest(self) -> bool:
        """Whether nobody can have seen a newer one."""
        return self._board.version == self.store.generation

    def begin(self, text: str, record: dict[str, Any]) -> Observation:
        """Follow a query."""
        return Observation(self, text, record)

    def end(self, observed: Observation, outcome: str) -> None:
        """It was answered."""
        self._board.count(self._number, time.monotonic() - observed.started)
        if self.keeps_records:
            keep_record(observed, outcome)


@dataclass(slots=True)
class _Lent:
    """A connection."""

    socket: socket.socket
    address: list[Any]
    last: float


class Desk:
    """Connections, and answers on them.

    Args:
        control: the socket by which connections come and go.
        board: shared with the owner.
        number: of this desk.
        told: the store, the log, who may read.
    """

    def __init__(self, control: socket.socket, board: Board, number: int, told: dict[str, Any]) -> None:
        self._control = control
        self._board = board
        self._number = number
        self._view = _View(told, board, number)
        lines = None if told["log"] is None else Lines(os.fdopen(told["log"], "a", encoding="utf-8"))
        self._at_hand = AtHand(self._view, Access(None, tuple(told["origins"])), lines)
        self._alike = Alike()
        self._settings = Adjustments(ident=None)
        self._poll = select.epoll()
        self._poll.register(control, select.EPOLLIN)
        self._lent: dict[int, _Lent] = {}
        self._idle_at = 0.0
        self._answers: list[tuple[_Lent, Parser, Kept, bytes]] = []

    def serve(self) -> None:
        """Go on until the owner is gone."""
        gc.collect()
        gc.freeze()  # what is there now stays
        self._control.sendall(READY)
        while True:
            ready = [number for number, _ in self._poll.poll(_OFTEN if self._lent else None)]
            for number in ready:
                if number != self._control.fileno():
                    self._hear(self._lent[number])
            for answer in self._answers:  # together: each wakes a client, which would take the core and the caches
                self._send(*answer)
            self._answers.clear()
            if self._control.fileno() in ready and not self._take():
                return
            if time.monotonic() >= self._idle_at:
                self._give_back_idle()

    def _give_back_idle(self) -> None:
        now = time.monotonic()
        self._idle_at = now + _OFTEN
        for lent in [each for each in self._lent.values() if each.last < now - _IDLE]:
            self._give_back(lent)

    def _take(self) -> bool:
        """What the owner sends; whether there is one."""
        message, descriptors, _, _ = socket.recv_fds(self._control, _READ, 1)
        if message == RECALL:
            for lent in list(self._lent.values()):
                self._give_back(lent)
        elif message:
            folder, version, address = json.loads(message)
            connection = socket.socket(fileno=descriptors[0])
            lent = self._lent[connection.fileno()] = _Lent(connection, address, time.monotonic())
            self._poll.register(connection, select.EPOLLIN)
            if version != self._view.version:
                self._show(Path(folder), version)
            if version != self._view.version:
                self._give_back(lent)
        return bool(message)

    def _show(self, folder: Path, version: int) -> None:
        try:
            self._view.store.show(folder, version)
        except (NewsgraphError, OSError, ValueError):  # it was the newest; by now it is removed
            _LOG.info("the state %s is gone", folder)

    def _hear(self, lent: _Lent) -> None:
        """Answer what the client sends."""
        try:
            data = lent.socket.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(lent)
            return
        lent.last = time.monotonic()
        while data:
            told, rest = self._told(data)
            found = self._at_hand.find(told) if told is not None and self._view.is_newest else None
            if told is None or found is None:
                self._give_back(lent, received=data)
                return
            if not rest:
                self._answers.append((lent, told.request, found, rest))
                return
            if not self._send(lent, told.request, found, rest):
                return
            data = rest

    def _send(self, lent: _Lent, request: Parser, found: Kept, rest: bytes) -> bool:
        """Send an answer; whether the connection stays here."""
        observed = self._at_hand.begun(found)
        answer = self._at_hand.whole(found, request)
        try:
            sent = lent.socket.send(answer)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._drop(lent)
            return False
        observed.end(found.outcome)
        self._at_hand.note(request, lent.address[0], observed, size=len(found.body), outcome=found.outcome)
        if sent < len(answer):
            self._give_back(lent, unsent=answer[sent:], received=rest)
        elif request.connection_close:
            self._drop(lent)
        else:
            return True
        return False

    def _told(self, data: bytes) -> tuple[PlainRequest | None, bytes]:
        """The query that was sent, None where this is for the owner, and what was sent behind it."""
        told = self._alike.find(data)
        if told is not None:
            return told, b""
        request = Parser(self._settings)
        rest = data[request.received(data) :]
        told = read(request) if request.completed and not request.empty else None
        if told is not None:
            self._alike.keep(told)
        return told, rest

    def _give_back(self, lent: _Lent, *, unsent: bytes = b"", received: bytes = b"") -> None:
        """The connection, with what its client did not take yet, and what was read from it."""
        self._poll.unregister(lent.socket)  # which closing it here alone would not do
        address = json.dumps(lent.address).encode()
        head = HEAD.pack(len(address), len(unsent)) + address
        socket.send_fds(self._control, [head + unsent + received], [lent.socket.fileno()])
        self._drop(lent)

    def _drop(self, lent: _Lent) -> None:
        del self._lent[lent.socket.fileno()]
        lent.socket.close()
        self._board.end(self._number)


def main() -> None:
    """Serve the socket of the command line: its number, that of the shared memory, of the desk, and JSON."""
    leave_signals_to_owner()
    leave_network()
    told = json.loads(sys.argv[4])
    number = int(sys.argv[3])
    control = socket.socket(fileno=int(sys.argv[1]))
    desk = Desk(control, Board(told["desks"], int(sys.argv[2])), number, told)
    run(desk.serve)


if __name__ == "__main__":
    main()
