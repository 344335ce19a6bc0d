"""Runs the application on a WSGI server (waitress) until it is told to stop, and then lets what runs finish.

One process owns the store, reads requests and sends answers; queries run in worker processes, so all cores are used.
The server buffers requests and answers, in memory and then on disk: slow clients hold neither a thread nor a worker.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments

from kg.errors import UsageError
from kg.store import Store
from server import bodies
from server.access import access_from_environment
from server.app import create_app
from server.connections import Server
from server.desks import MOST as MOST_DESKS
from server.desks import Desks
from server.engine import Engine
from server.loop import Loop
from server.quick import Quick
from server.reading import Readers, places
from server.request_log import Lines, RequestLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from kg.settings import Settings
    from server.limits import Limits
    from server.submissions import Reader

_FREE_THREADS: Final = 32
"""Threads for writes and /health, whatever queries and pages wait."""
_CONNECTIONS: Final = 1000
_IDLE_SECONDS: Final = 60
_ANSWER_BYTES: Final = 1 << 28
"""How far an answer may be ahead of its client, on disk beyond 1 MiB."""
_HEADER_BYTES: Final = 1 << 16
_DRAIN_SECONDS: Final = 10.0
_TICK: Final = 0.5
_LATER: Final = 1.0
"""Seconds after which the process for pages is started, unless somebody asks for one before."""
_GLANCE: Final = 0.05
"""Seconds between two looks at the clock while queries run."""


def run(
    settings: Settings,
    limits: Limits,
    *,
    request_log: Path | None = None,
    trusted_proxy: str | None = None,
    read_articles: Reader | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the store until SIGTERM or Ctrl-C; who may write is in the environment.

    Args:
        settings: the store, its base, the address.
        limits: of the queries.
        request_log: a file that gets a line of JSON per request; `-` is standard error.
        trusted_proxy: the address of a reverse proxy whose X-Forwarded headers are believed.
        read_articles: reads what is posted to /articles.
        ready: told the address once the server listens.

    Raises:
        UsageError: the address is taken, the token file is none, or the log cannot be written.
        StoreError: there is no store, or another process has it.
    """
    access = access_from_environment()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # its depth is in /metrics
    with ExitStack() as opened:
        listener = opened.enter_context(_listening(settings.host, settings.port))
        store = opened.enter_context(Store(settings.store, create=False))
        engine = opened.enter_context(Engine(store, limits))
        threading.Thread(target=engine.warm, daemon=True).start()
        flask = create_app(engine, settings, access=access, read_articles=read_articles)
        readers = opened.enter_context(Readers(engine, settings, access))
        readers.attach(flask)
        # queries first: what the first page needs takes half a second of a core
        warming = threading.Timer(_LATER, readers.warm)
        warming.daemon = True
        warming.start()
        opened.callback(warming.cancel)
        app: WSGIApplication = flask
        log = None
        if request_log is not None:
            engine.metrics.keeps_records = True
            log = Lines(opened.enter_context(_log_file(request_log)))
            app = RequestLog(app, log)
        gc.collect()
        gc.freeze()  # what is there now stays, so the collector need not walk through it again and again
        desks = None
        if count := _desks(limits):
            desks = opened.enter_context(Desks(engine, access, log, count=count))
        ready(_address(listener))
        _serve(app, listener, Quick(engine, access, log), desks, trusted_proxy=trusted_proxy)


def _desks(limits: Limits) -> int:
    """One for each core; none where they would not see all requests of a client, or could not answer them."""
    cores = os.cpu_count() or 1
    return min(cores, MOST_DESKS) if Loop.is_possible and cores > 1 and not limits.per_second else 0


def _serve(
    app: WSGIApplication, listener: socket.socket, quick: Quick, desks: Desks | None, *, trusted_proxy: str | None
) -> None:
    engine, limits = quick.engine, quick.engine.limits
    channels: dict[int, Any] = {}
    loop = Loop(channels) if Loop.is_possible else None
    settings = Adjustments(
        sockets=[listener],
        threads=limits.at_once + limits.waiting + places(limits) + _FREE_THREADS,
        connection_limit=_CONNECTIONS,
        channel_timeout=_IDLE_SECONDS,
        channel_request_lookahead=1,  # notices a client that hangs up while its query runs
        outbuf_high_watermark=_ANSWER_BYTES,
        max_request_body_size=bodies.GRAPH,
        max_request_header_size=_HEADER_BYTES,
        asyncore_use_poll=True,
        log_socket_errors=False,
        ident=None,
        **_proxy(trusted_proxy),
    )
    server = Server(app, listener, channels, settings, quick, loop)
    server.desks = desks
    stopping = threading.Event()

    def stop(*_: object) -> None:
        stopping.set()
        server.pull_trigger()

    def turn(seconds: float) -> None:
        if loop is None:
            wasyncore.loop(timeout=seconds, use_poll=True, map=channels, count=1)
            return
        loop.turn(min(seconds, _GLANCE) if quick.pending else seconds)
        quick.tick()

    with _on_signals(stop):
        while not stopping.is_set():
            turn(_TICK)
        _drain(server, channels, engine, turn)
    server.task_dispatcher.shutdown(timeout=1)


def _proxy(trusted: str | None) -> dict[str, str]:
    return {"trusted_proxy": trusted, "trusted_proxy_headers": _FORWARDED} if trusted else {}


_FORWARDED: Final = "x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-port"


def _drain(server: Server, channels: dict[int, Any], engine: Engine, turn: Callable[[float], None]) -> None:
    """Take no more connections, let what runs finish, and after a while break off the rest."""
    engine.is_closing = True
    wasyncore.dispatcher.close(server)
    if server.desks is not None:
        server.desks.recall()
    deadline = time.monotonic() + _DRAIN_SECONDS
    while time.monotonic() < deadline and _is_busy(server):
        turn(_TICK / 10)
    engine.pool.close()
    wasyncore.close_all(channels)


def _is_busy(server: Server) -> bool:
    """Whether anything is still to be sent, or to come back."""
    channels = list(server.active_channels.values())
    is_lent = server.desks is not None and server.desks.lent
    return bool(is_lent or any(channel.requests or channel.total_outbufs_len for channel in channels))


@contextmanager
def _on_signals(stop: Callable[..., None]) -> Iterator[None]:
    """Call this on SIGTERM and Ctrl-C."""
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            # taken in this very moment by another server, the address would fail here
            listener.listen(_CONNECTIONS)
        except OSError as error:
            raise UsageError(
                f"{host}:{port} cannot be used ({error.strerror}): name another with --port",
            ) from error
        yield listener


@contextmanager
def _log_file(path: Path) -> Iterator[Any]:
    if str(path) == "-":
        yield sys.stderr
        return
    try:
        out = path.open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The log {path} cannot be written ({error.strerror}): name another file") from error
    with out:
        yield out


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
