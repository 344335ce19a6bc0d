"""Lets a query's SERVICE reach a listed host, by way of this process: a relay on a local socket, with a secret path."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final

from kg.store.outbound import service_targets
from server.errors import Problem

if TYPE_CHECKING:
    from server.outbound import Outbound

_LONGEST: Final = 1 << 20
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{43}/([\w=-]+)")


class Relay:
    """Listens on an address that only queries with a listed target are told.

    Args:
        outbound: the list.
    """

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._server: ThreadingHTTPServer | None = None
        self._secret = secrets.token_urlsafe()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def rewritten(self, text: str) -> str:
        """The query with this relay as the target of each SERVICE.

        Raises:
            Problem: a target is not on the list.
            QueryError: a target is no plain IRI.
        """
        parts, done = [], 0
        for target in service_targets(text):
            self._outbound.check(target.iri)
            parts += [text[done : target.start], f"<{self._address(target.iri)}>"]
            done = target.end
        return "".join([*parts, text[done:]])

    def _address(self, url: str) -> str:
        with self._lock:
            if self._server is None:
                self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._outbound, self._secret))
                self._server.daemon_threads = True
                threading.Thread(target=self._server.serve_forever, daemon=True).start()
        port = self._server.server_address[1]
        return f"http://127.0.0.1:{port}/{self._secret}/{base64.urlsafe_b64encode(url.encode()).decode()}"


def unmasked(message: str) -> str:
    """A message of the engine, with the targets in the place of the relay."""
    return _ADDRESS.sub(lambda found: base64.urlsafe_b64decode(found[1]).decode(), message)


def _handler(outbound: Outbound, secret: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """A request of the engine, passed on."""

        def do_POST(self) -> None:
            given, _, coded = self.path.removeprefix("/").partition("/")
            length = self.headers.get("Content-Length", "")
            if not secrets.compare_digest(given, secret) or not length.isdigit() or int(length) > _LONGEST:
                self._answer(404, "text/plain", b"")
                return
            headers = {name: value for name in ("Accept", "Content-Type") if (value := self.headers.get(name))}
            try:
                url = base64.urlsafe_b64decode(coded).decode()
                fetched = outbound.fetch(url, body=self.rfile.read(int(length)), headers=headers)
            except (Problem, binascii.Error, ValueError) as error:
                self._answer(502, "text/plain", str(error).encode())
                return
            self._answer(fetched.status, fetched.media_type, fetched.body)

        def _answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what the engine makes of it is in the answer."""

    return Handler
