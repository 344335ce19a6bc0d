"""The process that answers pages and exports, one request at a time: `python -m server.reader` forks one on demand.

It runs the application on the checkpoint that each request names, and writes the answer as frames (`server.worker`):
the first holds status and headers as JSON, the others the body. It can be stopped like any other worker.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from kg.settings import Settings
from kg.store.snapshot import Snapshot
from server.access import Access
from server.app import create_app
from server.checkpoints import FOLDER
from server.confinement import leave_network
from server.engine import Engine
from server.limits import Limits
from server.nursery import KILL, LONGEST, RUNS, START
from server.worker import (
    CHUNK,
    CHUNK_BYTES,
    END,
    FRAME,
    NO_MEMORY,
    READY,
    REQUEST,
    leave_signals_to_owner,
    limit_memory,
    limit_time,
    marked,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import WSGIApplication

    from flask import Flask

_KIND: Final = b"p"
_WRITABLE: Final = "the token is in another process"


def main() -> None:
    """Fork as the control socket says (`server.nursery`): its number, megabytes, and JSON are the command line."""
    leave_signals_to_owner()
    leave_network()
    megabytes, told = int(sys.argv[2]), json.loads(sys.argv[3])
    store = Snapshot(Path(told["store"]) / FOLDER / "none")
    app = _application(store, told)
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=int(sys.argv[1]))
    ended: dict[int, int] = {}
    while True:
        command, descriptors, _, _ = socket.recv_fds(control, LONGEST, 1)
        word, _, number = command.decode().partition(" ")
        if word == START:
            pid = os.fork()
            if not pid:
                control.close()
                run(partial(_serve, socket.socket(fileno=descriptors[0]), megabytes, app, store))
                os._exit(0)
            os.close(descriptors[0])
            said = str(pid)
        elif word:
            said = _seen_to(word, int(number), ended)
        else:  # the owner is gone
            return
        control.sendall(said.encode())


def _seen_to(word: str, pid: int, ended: dict[int, int]) -> str:
    """Kill a child if it runs; how it ended, or that it runs."""
    if pid not in ended:
        if word == KILL:
            os.kill(pid, signal.SIGKILL)
        done, status = os.waitpid(pid, os.WNOHANG)
        if not done:
            return RUNS
        ended[pid] = os.waitstatus_to_exitcode(status)
    return str(ended[pid] if word == KILL else ended.pop(pid))


def _application(store: Snapshot, told: dict[str, Any]) -> Flask:
    index = Path(told["index"]) if told["index"] else None
    settings = Settings(store=Path(told["store"]), base=told["base"], index=index)
    engine = Engine(store, Limits())
    engine.instance = told["instance"]
    access = Access(_WRITABLE if told["is_writable"] else None, tuple(told["origins"]))
    app = create_app(engine, settings, access=access)
    app.register_error_handler(MemoryError, _end)
    return app


def _serve(connection: socket.socket, megabytes: int, app: WSGIApplication, store: Snapshot) -> None:
    limit_memory(megabytes)
    connection.sendall(READY)
    stream, opened = connection.makefile("rb"), ""
    while head := stream.read(REQUEST.size):
        length, seconds = REQUEST.unpack(head)
        folder, environ, body = json.loads(stream.read(length))
        limit_time(seconds)
        if folder != opened:
            store.show(Path(folder), int(folder.rpartition("-")[2]))
            opened = folder
        _answer(app, environ, body.encode("latin-1"), connection)
        limit_time(0)


def _end(_: Exception) -> NoReturn:
    """Have the owner say why, who also starts a process with free memory."""
    os._exit(NO_MEMORY)


def _answer(app: WSGIApplication, environ: dict[str, Any], body: bytes, connection: socket.socket) -> None:
    environ |= {
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for data in _parts(app, environ):
        connection.sendall(FRAME.pack(CHUNK, _KIND, 0, len(data)) + data)
    connection.sendall(FRAME.pack(END, marked(_KIND), 0, 0))


def _parts(app: WSGIApplication, environ: dict[str, Any]) -> Iterator[bytes]:
    """Status and headers, then the body in pieces."""
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Any:  # noqa: ANN401 (WSGI's own, not used)
        begun[:] = [status, headers]

    chunks: Any = app(environ, start)
    with contextlib.closing(chunks) if hasattr(chunks, "close") else contextlib.nullcontext():
        yield json.dumps(begun).encode()
        for chunk in chunks:
            for at in range(0, len(chunk), CHUNK_BYTES):
                yield chunk[at : at + CHUNK_BYTES]


if __name__ == "__main__":
    main()
