"""How many requests a second the endpoint answers on several connections at once, beside the native server.

Clients are processes of their own on the same machine, so they take their share of its cores from both servers alike.

    python -m benchmarks.speed.throughput [QUADS]        needs the extra `bench`
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from benchmarks.speed.endpoint import PREFIXES, QUADS, TOKEN, WORKLOADS, native, ours, quads

if TYPE_CHECKING:
    from benchmarks.speed.endpoint import Server

CONNECTIONS = 8
SECONDS = 4.0
_PROCESSES = 2
_EVERY = 20
"""One request of so many is a write, in the mixed load."""
MIXED = "look-ups, one in 20 a write"


def rate(server: Server, load: str) -> float:
    """Requests a second, of all connections together."""
    with ProcessPoolExecutor(_PROCESSES) as clients:
        done = clients.map(_connections, [server] * _PROCESSES, [load] * _PROCESSES, range(_PROCESSES))
        return sum(done) / SECONDS


def _connections(server: Server, load: str, process: int) -> int:
    each = CONNECTIONS // _PROCESSES
    with ThreadPoolExecutor(each) as threads:
        return sum(threads.map(lambda thread: _one(server, load, process * each + thread), range(each)))


def _one(server: Server, load: str, number: int) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    end, done = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        if load == MIXED and done % _EVERY == 0:
            update = f"INSERT DATA {{ <http://example.org/{number}> <http://example.org/turn> {done} }}"
            headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
            connection.request("POST", "/update", update, headers)
        else:
            work = next((one for one in WORKLOADS if one.name == load), WORKLOADS[0])
            query = quote(PREFIXES + work.query % (1 + (done * CONNECTIONS + number) % 4000))
            connection.request("GET", f"{server.path}?query={query}", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status not in (200, 204):
            raise SystemExit(f"{server.path}: {answer.status} {answer.read()[:500]!r}")
        answer.read()
        done += 1
    connection.close()
    return done


def main(count: int) -> None:
    print(f"{CONNECTIONS} connections {'requests/s, native':>30} {'ours':>8} {'ratio':>6} {'aim':>5}")
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(Path(folder, "store"))
        store.bulk_extend(quads(count))
        store.flush()
        store.backup(str(Path(folder, "copy")))
        del store
        Path(folder, "token").write_text(TOKEN)
        with (
            native(Path(folder, "copy"), writes=True) as theirs,
            ours(Path(folder, "store"), "--token-file", str(Path(folder, "token"))) as mine,
        ):
            for load, aim in (("look-up, small", "0.5"), ("aggregation", "0.9"), (MIXED, "")):
                one, two = rate(theirs, load), rate(mine, load)
                print(f"{load:28} {one:16.1f} {two:8.1f} {two / one:6.2f} {aim:>5}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUADS)
