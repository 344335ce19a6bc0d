"""One worker process as its owner sees it: send a request, receive frames, stop it."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ontology import terms
from server.refusals import ClientGone, NoProcess, OutOfMemory, QueryTimeout, WorkerLost
from server.worker import FRAME, IN, NO_MEMORY, OUT, READY, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.errors import Problem
    from server.limits import Limits

_START: Final = 60.0
"""Seconds for a process to start, at the most."""
_GLANCE: Final = 0.1
"""Seconds between two looks at whether the client is still there."""
_READ: Final = 1 << 13
"""Bytes that surely hold the head of a frame, and mostly a whole small answer."""
_READ_NOW: Final = 1 << 18
_NO_WAIT: Final = getattr(socket, "MSG_DONTWAIT", 0)
_OUT_OF_MEMORY: Final = ("memory allocation of", "bad_alloc", "MemoryError", "out of memory", "Cannot allocate memory")

_NO_TIME: Final = -signal.SIGPROF
"""How a process ends that has used the CPU which it may (`server.worker`)."""
_NO_MEMORY: Final = (NO_MEMORY, -signal.SIGABRT)
"""How a process that keeps no last words ends for want of memory: by itself, or by the engine."""


class Frame(NamedTuple):
    """A piece of an answer: see `server.worker`."""

    what: bytes
    kind: bytes
    is_packed: bool
    data: bytes


class ProcessEnded(Exception):
    """A process is gone: to find out why, its end has to be waited for."""


class Process(Protocol):
    """A process as `subprocess.Popen` shows it."""

    pid: int
    stdin: Any
    stderr: Any

    def poll(self) -> int | None: ...  # noqa: D102 (see there)
    def kill(self) -> None: ...  # noqa: D102 (see there)
    def wait(self, timeout: float | None = None) -> int: ...  # noqa: D102 (see there)


class Program(Protocol):
    """What can start processes."""

    def begin(self, theirs: socket.socket, limits: Limits, *, outbound: bool) -> Process:
        """A process that serves this socket, and may open connections to others if `outbound`."""
        ...


class Queries:
    """Starts processes that answer queries (`server.worker`)."""

    def begin(self, theirs: socket.socket, limits: Limits, *, outbound: bool) -> Process:
        """A process that serves this socket, and may open connections to others if `outbound`."""
        return subprocess.Popen(  # noqa: S603 (our own module)
            [
                sys.executable,
                "-P",  # whatever the working directory holds, it is our module that runs
                "-m",
                "server.worker",
                str(theirs.fileno()),
                str(limits.megabytes),
                json.dumps(dict(terms.PREFIXES)),
                OUT if outbound else IN,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
        )


class _Wait(NamedTuple):
    """Until when to wait for a frame, what the limit is called, and whether anybody waits still."""

    deadline: float
    allowed: float
    gone: Callable[[], bool]


class Worker:
    """A running process.

    Args:
        limits: of what it does.
        program: what starts it.
        outbound: whether it may open connections to others.

    Raises:
        Problem: it cannot be started.
    """

    def __init__(self, limits: Limits, program: Program, *, outbound: bool = False) -> None:
        self._limits = limits
        self._buffer = b""
        self._connection, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = program.begin(theirs, limits, outbound=outbound)
        except OSError as error:  # the machine has no memory or no process left, or the program is gone
            self._connection.close()
            raise NoProcess(str(error)) from error
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        """To start costs half a second on a busy machine, which is not the time of who asks."""
        self._connection.settimeout(_START)
        try:
            is_ready = self._connection.recv(1) == READY
        except OSError:
            is_ready = False
        if not is_ready:
            error = self._post_mortem(_START)
            self.kill()
            raise error
        self._connection.settimeout(None)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs still."""
        return self._process.poll() is None

    @property
    def is_out_of_time(self) -> bool:
        """Whether it was ended because it has used the CPU that it may."""
        return self._process.poll() == _NO_TIME

    def fileno(self) -> int:
        """Of the socket from which frames come."""
        return self._connection.fileno()

    def send(self, body: bytes, *, seconds: float) -> None:
        """Send a request.

        Args:
            body: of it.
            seconds: of CPU that it may take.

        Raises:
            Problem: the process is gone.
        """
        request = REQUEST.pack(len(body), seconds) + body
        if len(request) > _READ:  # what is shorter fits into the socket, for a worker that has nothing to do
            self._connection.settimeout(self._limits.seconds)
        try:
            self._connection.sendall(request)
        except OSError as error:
            raise self._post_mortem(seconds) from error

    def receive(self, seconds: float, *, allowed: float, gone: Callable[[], bool]) -> Frame:
        """The next frame.

        Args:
            seconds: how long it may take.
            allowed: how long the whole query may take, for the message.
            gone: whether the client hung up.

        Raises:
            QueryTimeout: it did not come in time.
            ClientGone: the client hung up meanwhile.
            Problem: the process is gone.
        """
        wait = _Wait(time.monotonic() + seconds, allowed, gone)
        while len(self._buffer) < FRAME.size:
            self._buffer += self._read(wait)
        what, kind, is_packed, length = FRAME.unpack_from(self._buffer)
        data, self._buffer = self._buffer[FRAME.size : FRAME.size + length], self._buffer[FRAME.size + length :]
        if len(data) < length:
            parts, left = [data], length - len(data)
            while left:
                part = self._read(wait, most=left)
                parts.append(part)
                left -= len(part)
            data = b"".join(parts)
        return Frame(what, kind, is_packed, data)

    def receive_now(self) -> Frame | None:
        """The next frame, None where it has not come yet.

        Raises:
            ProcessEnded: it is gone; `receive` says why.
        """
        while True:
            if len(self._buffer) >= FRAME.size:
                what, kind, is_packed, length = FRAME.unpack_from(self._buffer)
                end = FRAME.size + length
                if len(self._buffer) >= end:
                    data, self._buffer = self._buffer[FRAME.size : end], self._buffer[end:]
                    return Frame(what, kind, is_packed, data)
            try:
                received = self._connection.recv(_READ_NOW, _NO_WAIT)
            except (BlockingIOError, TimeoutError):
                return None
            except OSError as error:
                raise ProcessEnded from error
            if not received:
                raise ProcessEnded
            self._buffer += received

    def _read(self, wait: _Wait, *, most: int = _READ) -> bytes:
        """What has come, at least one byte."""
        while True:
            left = wait.deadline - time.monotonic()
            if left <= 0:
                raise QueryTimeout(wait.allowed)
            self._connection.settimeout(min(left, _GLANCE))
            try:
                received = self._connection.recv(most)
            except TimeoutError:
                if wait.gone():
                    raise ClientGone("The client hung up before its answer was there.") from None
                continue
            except OSError as error:
                raise self._post_mortem(wait.allowed) from error
            if not received:
                raise self._post_mortem(wait.allowed)
            return received

    def stop(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()

    def kill(self) -> None:
        """Stop it, and wait until it is gone."""
        self._process.kill()
        self._connection.close()
        for pipe in (self._process.stdin, self._process.stderr):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _post_mortem(self, allowed: float) -> Problem:
        """Why it ended, from its status and its last words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self._process.kill()
        words = self._process.stderr.read().decode(errors="replace") if self._process.stderr else ""
        code = self._process.wait()
        if any(sign in words for sign in _OUT_OF_MEMORY) or (self._process.stderr is None and code in _NO_MEMORY):
            return OutOfMemory(self._limits.megabytes)
        if code == _NO_TIME:
            return QueryTimeout(allowed)
        return WorkerLost(signal.Signals(-code).name if code < 0 else (words.strip().splitlines() or ["?"])[-1])
