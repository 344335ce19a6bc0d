"""Starts the real server, in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ATTEMPTS = 300
_PAUSE = 0.1


@contextmanager
def serving(store: Path, log: Path, **settings: str) -> Iterator[str]:
    """The address of a server on this store, from when it answers until the block ends; settings are variables."""
    with running(store, log, **settings) as served:
        yield served.address


@contextmanager
def serving_writes(place: Path) -> Iterator[tuple[str, str]]:
    """The address of a server on a new store in a folder, and the token with which it can be written to."""
    token = secrets.token_hex(16)
    (place / "token").write_text(token)
    Store(place / "store").close()
    with serving(place / "store", place / "log", NEWSGRAPH_TOKEN_FILE=str(place / "token")) as address:
        yield address, token


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: where, and its process."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def running(store: Path, log: Path, *options: str, **settings: str) -> Iterator[Served]:
    """A server on this store, with options of `kg serve` and variables of the environment."""
    port = _free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--store", str(store), *options]
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSGRAPH_")} | settings
    with log.open("wb") as out, subprocess.Popen(command, env=env, stdout=out, stderr=out) as process:
        try:
            _wait(port, process, log)
            yield Served(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    pause = threading.Event()
    for _ in range(_ATTEMPTS):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
        except (ConnectionError, TimeoutError):  # it listens before it answers
            if process.poll() is not None:
                break
            pause.wait(_PAUSE)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
