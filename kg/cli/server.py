"""Starts the web server on a store, in a process of its own that owns the store."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from kg.cli.options import say
from kg.errors import UsageError
from kg.store import Store

if TYPE_CHECKING:
    from kg.settings import Settings

APPLICATION = "server.wsgi:create"
THREADS = 8


def run(settings: Settings) -> None:
    """Serve until Ctrl-C.

    Raises:
        UsageError: the address is taken.
        StoreError: there is no store, or another process has it.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _check_free(settings)
    Store(settings.store, create=False).close()  # whatever is wrong with it is said here, before a server starts
    os.environ["NEWSGRAPH_STORE"] = str(settings.store.absolute())
    os.environ["NEWSGRAPH_BASE"] = settings.base
    say(f"Newsgraph is at http://{settings.host}:{settings.port}/ (SPARQL at /sparql); Ctrl-C stops it.")
    Granian(
        APPLICATION,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,  # the store has one owner
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


def _check_free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise UsageError(
                f"{settings.host}:{settings.port} cannot be used ({error.strerror}): name another with --port",
            ) from error
