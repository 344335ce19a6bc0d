"""The log of requests: a line of JSON for each, when its last byte was handed to the network."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_LOG: Final = logging.getLogger("newsgraph.requests")
RECORD: Final = "newsgraph.query"
"""The key of the WSGI environment under which the engine notes what became of a query."""


class Lines:
    """What is written.

    Args:
        out: where the lines go; each is written whole.
    """

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._is_told = False

    @property
    def descriptor(self) -> int:
        """Of the file."""
        return self._out.fileno()

    def note(  # noqa: PLR0913 (the fields of a line)
        self,
        *,
        client: str,
        method: str,
        path: str,
        status: int,
        size: int,
        whole: bool,
        seconds: float,
        query: dict[str, Any],
    ) -> None:
        """Write the line of a request that did not come by the application."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "client": client, "method": method, "path": path, "status": status, "bytes": size}
        self.put(line | {"whole": whole, "seconds": round(seconds, 4), "query": query})

    def put(self, line: dict[str, Any]) -> None:
        """Write a line."""
        try:
            self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._out.flush()
        except OSError as error:  # such as a full disk: whoever asked has nothing to do with it
            if not self._is_told:
                self._is_told = True
                _LOG.error("the log of requests cannot be written (%s): lines are lost", error)
        else:
            self._is_told = False


class RequestLog:
    """An application with its log around it.

    Args:
        application: what answers.
        lines: the log.
    """

    def __init__(self, application: WSGIApplication, lines: Lines) -> None:
        self._application = application
        self._lines = lines

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer and take notes."""
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": environ.get("REMOTE_ADDR", ""),
            "method": environ["REQUEST_METHOD"],
            "path": environ.get("PATH_INFO", ""),
            "status": 0,
            "bytes": 0,
            "whole": False,
        }
        started = time.monotonic()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401 (WSGI's own)
            line["status"] = int(status.partition(" ")[0])
            return start_response(status, headers, *error)

        body = self._application(environ, start)
        return _Logged(body, line, lambda: self._write(environ, line, started))

    def _write(self, environ: WSGIEnvironment, line: dict[str, Any], started: float) -> None:
        line["seconds"] = round(time.monotonic() - started, 4)
        if record := environ.get(RECORD):
            line["query"] = record
        self._lines.put(line)


class _Logged:
    """A body that counts its bytes, and knows when it is over."""

    def __init__(self, body: Iterable[bytes], line: dict[str, Any], after: Callable[[], None]) -> None:
        self._body = body
        self._line = line
        self._after = after

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._body:
            self._line["bytes"] += len(chunk)
            yield chunk
        self._line["whole"] = True

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        try:
            if close is not None:
                close()
        finally:
            self._after()
