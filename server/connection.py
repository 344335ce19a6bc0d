"""Breaks the connection of a request, for which WSGI has no word.

A server that sees an answer's iterator fail may end the answer as if it were whole; granian does. Closing the
socket under it is what tells the client that it has a part (RFC 9112, section 8).
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_DESCRIPTORS = (Path("/proc/self/fd"), Path("/dev/fd"))


def breaker(environ: Mapping[str, object]) -> Callable[[], None]:
    """What breaks the connection that this request came over, from any thread; nothing where it is gone."""
    host, port = str(environ.get("REMOTE_ADDR", "")), str(environ.get("REMOTE_PORT", ""))

    def break_off() -> None:
        for descriptor in _open_descriptors():
            with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as connection:
                if _peer(connection) == (host, port):
                    connection.shutdown(socket.SHUT_RDWR)

    return break_off


def _open_descriptors() -> Iterator[int]:
    folder = next((each for each in _DESCRIPTORS if each.is_dir()), None)
    for name in sorted(os.listdir(folder)) if folder else ():
        yield int(name)


def _peer(connection: socket.socket) -> tuple[str, str]:
    """Host and port at the other end, as WSGI names them.

    Raises:
        OSError: it is no connection.
    """
    host, port = connection.getpeername()[:2]
    return str(host), str(port)
