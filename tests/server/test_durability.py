"""A server that is killed loses nothing that it acknowledged, and nothing is half there.

Three rounds; the variable NEWSGRAPH_DRILL_ROUNDS sets another number.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.store import Store
from tests.serving import running

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = int(os.environ.get("NEWSGRAPH_DRILL_ROUNDS", "3"))
WRITERS = 4
ENOUGH = 12
"""Acknowledged updates after which the server is killed."""
TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)


def write_until_killed(address: str, name: str, acknowledged: list[str], enough: threading.Event) -> None:
    """Updates of three statements each, one after the other, until the server is gone."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    with contextlib.closing(connection):
        for number in range(10_000):
            subject = f"x:{name}-{number}"
            update = f"INSERT DATA {{ <{subject}> <x:a> 1 . GRAPH <x:g> {{ <{subject}> <x:b> 2 ; <x:c> 3 }} }}"
            try:
                connection.request("POST", "/update", update, headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 204:
                acknowledged.append(subject)
            if len(acknowledged) >= ENOUGH:
                enough.set()


def test_a_killed_server_loses_no_acknowledged_update(tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        pass
    (tmp_path / "token").write_text(TOKEN)
    acknowledged: list[str] = []
    for round_ in range(ROUNDS):
        new: list[str] = []
        enough = threading.Event()
        options = ["--token-file", str(tmp_path / "token"), *(["--fsync"] if round_ % 2 else [])]
        with (
            running(tmp_path / "store", tmp_path / "log", *options) as served,
            ThreadPoolExecutor(WRITERS) as threads,
        ):
            for writer in range(WRITERS):
                threads.submit(write_until_killed, served.address, f"{round_}-{writer}", new, enough)
            assert enough.wait(60)
            served.process.kill()
            served.process.wait()
        acknowledged += new
    with Store(tmp_path / "store") as store:
        stored: dict[str, set[str]] = {}
        for quad in store.quads():
            assert isinstance(quad.subject, ox.NamedNode)
            stored.setdefault(quad.subject.value, set()).add(quad.predicate.value)
    assert len(acknowledged) >= ROUNDS * ENOUGH
    assert not set(acknowledged) - stored.keys()
    assert set(map(frozenset, stored.values())) == {frozenset({"x:a", "x:b", "x:c"})}
