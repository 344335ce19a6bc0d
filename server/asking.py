"""Between the request and the engine: who asks, for how long, and how the answer goes out."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final

from flask import Response, request

from kg.errors import NewsgraphError
from server.caps import notice
from server.engine import Asker
from server.errors import Problem
from server.request_log import RECORD
from server.spooling import spooled
from server.versions import VERSION, asked_version, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.engine import Answer, Engine


BEGUN: Final = "newsgraph.begun"
"""The key of the WSGI environment under which a query stands that runs already."""


def client_name() -> str:
    """What tells the clients apart: the address, or behind a trusted proxy what it says."""
    return request.remote_addr or ""


def asker(engine: Engine) -> Asker:
    """Who sent the current request."""
    gone = request.environ.get("waitress.client_disconnected")
    name = client_name()
    record = request.environ.setdefault(RECORD, {})
    return Asker(name, asked_version(engine, request.headers.get(VERSION, "")), gone or _never, record)


def asked_seconds(given: list[str]) -> float | None:
    """The time that the client allows, from the values of the parameter `timeout`.

    Raises:
        Problem: 400 it is no positive number of seconds.
    """
    if not given:
        return None
    try:
        seconds = float(given[0])
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise Problem(HTTPStatus.BAD_REQUEST, f"timeout={given[0]} is no number of seconds; send such as timeout=5.")
    return seconds


def streamed(engine: Engine, answer: Answer, *, content_type: str) -> Response:
    """The answer as it is computed, with its length where it is whole already."""
    if answer.length is not None:
        made = Response(b"".join(answer), content_type=content_type)
    elif request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        # without chunks the end of the connection is the end of the answer, so it must be whole before it begins
        def write(sink: IO[bytes]) -> str:
            sink.writelines(answer)
            return content_type

        made = spooled(write)
        made.headers["Content-Type"] = content_type
    else:
        made = Response(_chunks(answer), content_type=content_type)
        made.call_on_close(answer.close)
    if answer.packing:
        made.headers["Content-Encoding"] = answer.packing
    for name, value in notice(engine.limits).items():
        made.headers[name] = value
    return label(made, engine, answer.version)


def _never() -> bool:
    return False


def _chunks(answer: Answer) -> Iterator[bytes]:
    try:
        yield from answer
    except NewsgraphError as error:
        # the server breaks the connection off: no client may take this for the whole answer
        raise ConnectionAbortedError(str(error)) from error
