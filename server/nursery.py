"""Starts readers (`server.reader`) in a few milliseconds: a process that has imported all forks for each of them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from server.limits import Limits

START: Final = "start"
KILL: Final = "kill"
POLL: Final = "poll"
RUNS: Final = "runs"
LONGEST: Final = 64
"""Bytes of a command and of what it is answered with."""
_GLANCE: Final = 0.005
_PATIENCE: Final = 60.0
"""Seconds for an answer: the first one comes when everything is imported."""


class Child:
    """A process that the nursery has started, as `subprocess.Popen` would show it."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self.stdin = self.stderr = None
        self._nursery = nursery
        self._status: int | None = None

    def poll(self) -> int | None:
        """How it ended, negative for a signal; None while it runs."""
        if self._status is None:
            said = self._nursery.ask(f"{POLL} {self.pid}")
            self._status = None if said == RUNS else int(said)
        return self._status

    def kill(self) -> None:
        """End it."""
        if self._status is None:
            self._nursery.ask(f"{KILL} {self.pid}")

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it did not come in time.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("reader", timeout or 0)
            time.sleep(_GLANCE)
        return status


class Nursery:
    """The process that forks; it is started with the first reader, and again if somebody ends it.

    Args:
        limits: of the readers.
        told: what they are told.
    """

    def __init__(self, limits: Limits, told: Mapping[str, Any]) -> None:
        self._megabytes = limits.megabytes
        self._arguments = [str(limits.megabytes), json.dumps(dict(told))]
        self._is_closed = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def begin(self, theirs: socket.socket, limits: Limits, *, outbound: bool) -> Child:
        """A new reader at this socket; none may open connections to others.

        Raises:
            StoreError: it cannot be started.
        """
        assert not outbound  # noqa: S101 (a mistake of ours)
        assert limits.megabytes == self._megabytes  # noqa: S101 (as above)
        return Child(self, int(self.ask(START, [theirs.fileno()])))

    def warm(self) -> None:
        """Have it ready, unless all ends."""
        with self._lock:
            if not self._is_closed:
                self._running()

    def close(self) -> None:
        """End it, and with it every reader."""
        with self._lock:
            self._is_closed = True
            self._end()

    def ask(self, command: str, descriptors: Sequence[int] = ()) -> str:
        """What it answers; of a reader of a nursery that is gone, that it was killed.

        Raises:
            StoreError: it cannot start one.
        """
        with self._lock:
            if command == START or (self._process is not None and self._process.poll() is None):
                if said := self._said(command, descriptors):
                    return said
                self._end()  # gone, or so slow that its answer would be taken for that to the next command
            if command == START:
                raise StoreError("A process for pages cannot be started: see the log, and ask again.")
            return "-9"

    def _said(self, command: str, descriptors: Sequence[int]) -> str:
        try:
            control = self._running()
            socket.send_fds(control, [command.encode()], descriptors)
            return control.recv(LONGEST).decode()
        except OSError:
            return ""

    def _running(self) -> socket.socket:
        if self._is_closed:
            raise StoreError("The server stops: ask again when it is back.")
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._control is None:
            self._control, theirs = socket.socketpair()
            self._control.settimeout(_PATIENCE)
            with theirs:
                command = [sys.executable, "-P", "-m", "server.reader", str(theirs.fileno()), *self._arguments]
                self._process = subprocess.Popen(  # noqa: S603 (our own module)
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
                )
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()  # which ends the readers too, whoever is alive
            self._process.kill()
            self._process.wait()
        self._process = self._control = None
