"""`kg serve` as a process: how it starts, refuses to start, and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.loads import ask, children, eventually, fill, metric, open_request, see_a_page
from tests.serving import Served, running

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = " ".join(map(str, range(1000)))
LONG = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    fill(tmp_path / "store")
    return tmp_path


@pytest.fixture
def served(place: Path) -> Iterator[Served]:
    with running(place / "store", place / "log", "--access-log", str(place / "access")) as server:
        yield server


def start(place: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(place / "store"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)


@pytest.mark.usefixtures("served")
def test_a_store_in_use_is_told_in_one_message(place: Path) -> None:
    refused = start(place, "--port", str(free_port()))
    assert refused.returncode == 1
    assert "is in use by another process" in refused.stderr
    assert "Traceback" not in refused.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_told_in_one_message(served: Served, place: Path) -> None:
    refused = start(place, "--port", served.address.rpartition(":")[2])
    assert refused.returncode == 2
    assert "name another with --port" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("is_for_all", [False, True], ids=["alone", "with its processes, as Ctrl-C and systemd do"])
def test_sigterm_lets_what_runs_finish_and_leaves_nothing_behind(
    served: Served, place: Path, *, is_for_all: bool
) -> None:
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(ask, served.address, LONG)
        assert eventually(lambda: metric(served.address, "newsgraph_queries_running") == 1)
        workers = children(served.process.pid)
        for pid in workers if is_for_all else ():
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGINT)
        served.process.send_signal(signal.SIGTERM)
        reply = waiting.result(20)
    assert (reply.status, reply.body) == (200, b"n\r\n1000000\r\n")
    assert served.process.wait(10) == 0
    assert not (place / "store" / "checkpoints").exists()
    assert workers
    assert eventually(lambda: not any(is_running(pid) for pid in workers))


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_workers_end_when_their_server_is_killed(served: Served) -> None:
    see_a_page(served.address)
    connection = open_request(served.address, LONG.replace(NUMBERS, NUMBERS * 4))
    assert eventually(lambda: metric(served.address, "newsgraph_queries_running") == 1)
    workers = children(served.process.pid)
    found = [*workers, *(reader for each in workers for reader in children(each))]
    served.process.kill()
    assert len(found) > len(workers) > 1
    assert eventually(lambda: not any(is_running(pid) for pid in found))
    connection.close()


def test_the_access_log_has_a_line_per_request_with_the_querys_hash(served: Served, place: Path) -> None:
    ask(served.address, "ASK {}")
    ask(served.address, "SELEC")
    log = place / "access"
    assert eventually(lambda: sum("/sparql" in line for line in log.read_text().splitlines()) == 2)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    good, bad = (line for line in lines if line["path"] == "/sparql")
    assert (good["method"], good["status"], good["whole"]) == ("POST", 200, True)
    assert (good["query"]["kind"], good["query"]["outcome"], len(good["query"]["hash"])) == ("boolean", "whole", 12)
    assert (bad["status"], bad["query"]["outcome"]) == (400, "QueryError")


def test_union_default_graph_makes_every_graph_visible(place: Path) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    update = "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> <x:c> } }"
    subprocess.run([sys.executable, "-c", UPDATE, str(place / "store"), update], check=True)
    for options, count in (((), 20_000), (("--union-default-graph",), 20_001)):
        with running(place / "store", place / "log", *options) as server:
            assert ask(server.address, everything).body == f"n\r\n{count}\r\n".encode()


UPDATE = "import sys, pyoxigraph; pyoxigraph.Store(sys.argv[1]).update(sys.argv[2])"
