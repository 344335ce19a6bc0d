"""What the tests of the limits share: a store to load, queries by raw HTTP, and what a server's processes use."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable

QUADS = 20_000
PATIENCE = 180
"""Seconds after which a test gives up."""
_TICK = 0.05


def fill(folder: Path) -> None:
    """Make a store of chains of 100 links, which paths can follow, with labels."""
    store = ox.Store(folder)
    nodes = [ox.NamedNode(f"http://example.org/{number}") for number in range(QUADS // 2 + 1)]
    following, label = ox.NamedNode("http://example.org/next"), ox.NamedNode("http://example.org/label")
    store.bulk_extend(ox.Quad(one, label, ox.Literal(f"thing {number}")) for number, one in enumerate(nodes[:-1]))
    store.bulk_extend(ox.Quad(one, following, nodes[number + 1]) for number, one in enumerate(nodes[:-1]))
    store.flush()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, bytes, whether it came whole."""

    status: int
    body: bytes
    is_whole: bool


def ask(address: str, query: str, **parameters: str) -> Reply:
    """Send a query and read its answer, however it ends."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    headers = {
        "Content-Type": "application/sparql-query",
        "Accept": "text/csv, text/turtle, application/problem+json;q=0.5",
    }
    path = "/sparql?" + "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    try:
        connection.request("POST", path, body=query, headers=headers)
        answer = connection.getresponse()
        parts: list[bytes] = []
        try:
            while part := answer.read1(1 << 20):
                parts.append(part)
            is_whole = True
        except (HTTPException, ConnectionError):
            is_whole = False
        return Reply(answer.status, b"".join(parts), is_whole)
    finally:
        connection.close()


def open_request(address: str, query: str, *, accept: str = "text/csv", timeout: str = "") -> socket.socket:
    """A connection on which a query was sent and nothing read."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    path = f"/sparql?query={quote(query)}" + (f"&timeout={timeout}" if timeout else "")
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n\r\n".encode())
    return connection


def eventually(condition: Callable[[], object]) -> bool:
    """Whether the condition comes true, however busy the machine is."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        pause.wait(_TICK)
    return True


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
            found += map(int, (task / "children").read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """What a process and those that it started have used, ended ones left out."""
    ticks = 0
    for each in (pid, *children(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def is_idle(pid: int) -> bool:
    """Whether none of the processes that a process has started wants a core now."""
    for each in children(pid):
        for task in Path(f"/proc/{each}/task").glob("*/stat"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
                if task.read_text().rpartition(")")[2].split()[0] == "R":
                    return False
    return True


def peak_megabytes(pid: int) -> float:
    """The most memory that a process ever had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def metric(address: str, name: str) -> float:
    """One number of /metrics."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    finally:
        connection.close()
    return next(float(line.split()[-1]) for line in text.splitlines() if line.split()[0] == name)


def open_path(address: str, path: str) -> socket.socket:
    """A connection on which this path was asked for and nothing read."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return connection


def see_a_page(address: str) -> None:
    """Wait until there is a process for pages: what it costs to start it is none of what is measured."""
    with open_path(address, "/articles") as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
