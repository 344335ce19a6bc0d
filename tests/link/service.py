"""A server on this machine that speaks as Wikidata's API does, with the faults that it has."""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Fault:
    """An answer that is given once in place of the right one; of `missing` bytes that it announces it breaks off."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0


class Service(ThreadingHTTPServer):
    """Answers with `answer(parameters)`; faults that are queued come first; what was asked is kept."""

    daemon_threads = True

    def __init__(self, answer: Callable[[dict[str, str]], Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.faults: deque[Fault] = deque()
        self.asked: list[dict[str, str]] = []
        self.agents: list[str | None] = []
        self.at_once = self.most_at_once = 0
        self.changed = threading.Condition()
        self.hold = threading.Event()
        self.hold.set()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/w/api.php"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._give(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._give(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _give(self, query: str) -> None:
        parameters = {name: values[0] for name, values in parse_qs(query).items()}
        with self.server.changed:
            self.server.asked.append(parameters)
            self.server.agents.append(self.headers["User-Agent"])
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
            fault = self.server.faults.popleft() if self.server.faults else None
            self.server.changed.notify_all()
        self.server.hold.wait(10)
        with self.server.changed:
            self.server.at_once -= 1
        if fault is None:
            body = gzip.compress(json.dumps(self.server.answer(parameters)).encode())
            fault = Fault(200, body, {"Content-Encoding": "gzip"})
        self.send_response(fault.status)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(fault.body) + fault.missing))
        self.end_headers()
        self.wfile.write(fault.body)
