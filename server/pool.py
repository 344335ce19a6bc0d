"""The worker processes: how many run, whose turn it is, and what becomes of each after its query."""

from __future__ import annotations

import contextlib
import json
import math
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from kg.errors import QueryError, StoreError
from kg.store import explained
from server.errors import Problem
from server.process import Queries, Worker
from server.refusals import ClientGone, NotAcceptable, TooBusy
from server.relay import unmasked
from server.worker import CHUNK, FAILED, KINDS, UNACCEPTABLE, WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from server.limits import Limits
    from server.process import Frame, Program

_GLANCE: Final = 0.25


class Errand(Protocol):
    """What a process is sent."""

    @property
    def text(self) -> str: ...  # noqa: D102 (the query, "" where it is none)
    @property
    def shown(self) -> str: ...  # noqa: D102 (as the client wrote it, where it may ask other servers)
    def encoded(self, folder: str) -> bytes:
        """The request for the checkpoint in this folder."""
        ...


class First(NamedTuple):
    """How an answer begins: its kind, and its length where it is whole already."""

    kind: str
    length: int | None
    is_packed: bool


@dataclass(slots=True)
class _Ticket:
    """Somebody who waits."""

    client: str
    called: threading.Event = field(default_factory=threading.Event)


class Pool:
    """Starts workers when they are needed, up to the limit, and keeps them.

    Args:
        limits: of what they do, and of how many there are.
        program: what starts them; workers for queries without it.
        ready: how many are to wait for work, so that who comes after a stopped one need not wait for a new one.
    """

    def __init__(self, limits: Limits, program: Program | None = None, *, ready: int = 2) -> None:
        self.limits = limits
        self._program = program or Queries()
        self._ready = ready
        self.started = 0
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._running: Counter[str] = Counter()
        self._waiting: list[_Ticket] = []
        self._closed = False
        self._most = max(1, limits.at_once - 1)

    @property
    def running(self) -> int:
        """How many queries run."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """How many queries wait for their turn."""
        return len(self._waiting)

    @property
    def workers(self) -> tuple[int, ...]:
        """The numbers of the processes that there are."""
        with self._lock:
            return tuple(worker.pid for worker in (*self._idle, *self._busy))

    def warm(self) -> None:
        """Have processes ready."""
        for _ in range(min(self._ready, self.limits.at_once)):
            self._refill()

    def close(self) -> None:
        """Stop them all, whatever they do."""
        with self._lock:
            self._closed = True
            found = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in found:
            worker.kill()

    @contextmanager
    def seat(self, client: str, *, seconds: float, gone: Callable[[], bool]) -> Iterator[Seat]:
        """A place among those that run; waits for it in a queue that is fair to each client.

        Raises:
            TooBusy: the queue is full, or the wait took longer than this.
            ClientGone: the client hung up meanwhile.
        """
        self._enter(client, seconds, gone)
        try:
            yield Seat(self)
        finally:
            self.leave(client)

    def seat_now(self, client: str) -> Seat | None:
        """A place with a worker that waits, None where there is none at this moment; to be left with `leave`."""
        with self._lock:
            if self._closed or not self._idle or not self._may_run(client):
                return None
            self._running[client] += 1
        return Seat(self)

    def leave(self, client: str) -> None:
        """Give a place back."""
        with self._lock:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            if self._waiting:
                self._call_next()

    def _enter(self, client: str, seconds: float, gone: Callable[[], bool]) -> None:
        with self._lock:
            if self._may_run(client):  # those who wait may not: they were called when a place became free
                self._running[client] += 1
                return
            if len(self._waiting) >= self.limits.waiting:
                raise self._too_busy()
            ticket = _Ticket(client)
            self._waiting.append(ticket)
        deadline = time.monotonic() + seconds
        while not ticket.called.wait(_GLANCE):
            is_late = time.monotonic() > deadline
            if (is_late or gone()) and self._give_up(ticket):
                raise self._too_busy() if is_late else ClientGone("The client hung up in the queue.")

    def _give_up(self, ticket: _Ticket) -> bool:
        """Leave the queue, if the ticket was not called in this very moment."""
        with self._lock:
            if ticket.called.is_set():
                return False
            self._waiting.remove(ticket)
            return True

    def _call_next(self) -> None:
        """Give free places to those who have the fewest, then to those who wait the longest; the lock is held."""
        while ready := [ticket for ticket in self._waiting if self._may_run(ticket.client)]:
            ticket = min(ready, key=lambda one: self._running[one.client])
            self._waiting.remove(ticket)
            self._running[ticket.client] += 1
            ticket.called.set()

    def _may_run(self, client: str) -> bool:
        """Whether there is a place: one client never has the last one."""
        return self._running.total() < self.limits.at_once and self._running[client] < self._most

    def _too_busy(self) -> TooBusy:
        wait = min(self.limits.seconds, 1 + len(self._waiting) / self.limits.at_once)
        return TooBusy(self._running.total(), len(self._waiting), retry_after=math.ceil(wait))

    def take_outbound(self) -> Worker:
        """A worker for one query that asks other servers."""
        self.started += 1
        worker = Worker(self.limits, self._program, outbound=True)
        with self._lock:
            self._busy.add(worker)
        return worker

    def take(self) -> Worker:
        """A worker that waits, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                worker = self._started()
            if worker.is_alive:
                with self._lock:
                    if not self._closed:
                        self._busy.add(worker)
                        return worker
                worker.kill()
                raise StoreError("The server stops: ask again when it is back.")
            worker.kill()

    def give(self, worker: Worker, *, keep: bool) -> None:
        """The worker has done its query, or is to be stopped."""
        with self._lock:
            self._busy.discard(worker)
            keep = keep and not self._closed
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.stop()
            # a process with much memory takes its time to end
            threading.Thread(target=self._replace, args=(worker,), daemon=True).start()

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        if not self._closed and len(self._idle) < self._ready:
            with contextlib.suppress(Problem):  # a query that finds none waiting starts its own, and says why it cannot
                self._refill()

    def _refill(self) -> None:
        worker = self._started()
        with self._lock:
            if not self._closed and len(self._idle) + len(self._busy) < self.limits.at_once + self._ready:
                self._idle.append(worker)
                return
        worker.kill()

    def _started(self) -> Worker:
        self.started += 1
        return Worker(self.limits, self._program)


@dataclass(frozen=True, slots=True)
class Seat:
    """The right to run one query."""

    _pool: Pool

    def start(self, asked: Errand, folder: Path, *, seconds: float, gone: Callable[[], bool]) -> Running:
        """Send the query to a worker."""
        worker = self._pool.take_outbound() if asked.shown else self._pool.take()
        running = Running(self._pool, worker, asked, seconds, gone)
        try:
            worker.send(asked.encoded(str(folder)), seconds=seconds)
        except BaseException:
            running.close()
            raise
        return running


class Running:
    """A query that a worker computes.

    Attributes:
        hard_end: when it ends however slowly its client reads, by the monotonic clock.
    """

    def __init__(self, pool: Pool, worker: Worker, asked: Errand, seconds: float, gone: Callable[[], bool]) -> None:
        self._pool = pool
        self._worker = worker
        self._text = asked.shown or asked.text
        self._is_outbound = bool(asked.shown)
        self._allowed = seconds
        self._left = seconds
        self.hard_end = time.monotonic() + seconds + pool.limits.patience
        self._gone = gone
        self._data = b""
        self._is_over = False
        self._after = contextlib.ExitStack()

    def when_over(self, callback: Callable[[], object]) -> None:
        """Do this when the worker is free again."""
        self._after.callback(callback)

    @property
    def is_over(self) -> bool:
        """Whether the worker has done all that it will do."""
        return self._is_over

    @property
    def deadline(self) -> float:
        """When the time is over, by the monotonic clock, for who waits for the next frame from now on."""
        return min(time.monotonic() + self._left, self.hard_end)

    @property
    def is_out_of_time(self) -> bool:
        """Whether it has used the CPU that it may, and was ended."""
        return self._worker.is_out_of_time

    def fileno(self) -> int:
        """Of the socket from which frames come."""
        return self._worker.fileno()

    def first(self) -> First:
        """Wait for the beginning of the answer."""
        frame = self._receive()
        self._data = frame.data
        length = len(frame.data) if frame.what == WHOLE else None
        return First(KINDS[frame.kind.lower()], length, frame.is_packed)

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the beginning."""
        try:
            yield self._data
            while not self._is_over:
                frame = self._receive()
                if frame.data:
                    yield frame.data
        finally:
            self.close()

    def close(self) -> None:
        """Stop the worker where it is not done."""
        self._finish(keep=False)

    def spend(self, seconds: float) -> None:
        """Count so much of its time."""
        self._left -= seconds

    def receive_now(self) -> Frame | None:
        """The next frame, None where it has not come yet.

        Raises:
            ProcessEnded: there will be none; `first` says why.
        """
        frame = self._worker.receive_now()
        return frame and self._checked(frame)

    def _receive(self) -> Frame:
        """The next frame; the time that the client takes for what it got does not count."""
        started = time.monotonic()
        try:
            left = self._left if started < self.hard_end else 0.0
            frame = self._worker.receive(left, allowed=self._allowed, gone=self._gone)
        except BaseException:
            self.close()
            raise
        self._left -= time.monotonic() - started
        return self._checked(frame)

    def _checked(self, frame: Frame) -> Frame:
        """The frame, where it is a part of an answer."""
        if frame.what != CHUNK:
            self._finish(keep=frame.kind == frame.kind.lower() and not self._is_outbound)
        if frame.what == FAILED:
            raise self._error(frame)
        if frame.what == UNACCEPTABLE:
            raise NotAcceptable(KINDS[frame.kind.lower()])
        return frame

    def _error(self, frame: Frame) -> QueryError:
        is_syntax, message = json.loads(frame.data)
        message = unmasked(message)
        return QueryError(explained(message, self._text) if is_syntax else f"The query cannot be evaluated: {message}")

    def _finish(self, *, keep: bool) -> None:
        if not self._is_over:
            self._is_over = True
            self._pool.give(self._worker, keep=keep)
            self._after.close()
