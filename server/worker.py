"""The process that computes answers: `python -m server.worker`, one query at a time, until its owner is gone.

It reads requests from a socket, opens the checkpoint that each names, and writes the answer as frames, straight from
the engine's serializer. It imports little, so that a new one is there in 50 ms.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from server.caps import capped
from server.confinement import leave_network
from server.packing import Packer, packer_for

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME: Final = struct.Struct(">cc?I")
"""What a frame is (below), the kind of answer (a key of `KINDS`), whether it is packed, how many bytes follow."""
WHOLE: Final = b"W"
CHUNK: Final = b"C"
END: Final = b"E"
FAILED: Final = b"F"
UNACCEPTABLE: Final = b"U"
KINDS: Final = {b"r": "rows", b"b": "boolean", b"t": "triples", b"p": "page", b"-": ""}
"""In capitals where the worker is to be replaced afterwards."""
READY: Final = b"!"
"""What a process says first, before any frame: from now on the time is that of who asks."""
REQUEST: Final = struct.Struct(">Id")
"""How many bytes of a request follow, and how many seconds of CPU it may take."""
FIRST_BYTES: Final = 1 << 14
"""What is shorter goes as a whole, with its length."""
CHUNK_BYTES: Final = 1 << 18
TOO_LONG: Final = "the answer has more bytes than this server gives: add a LIMIT, or ask for less at a time"
WORTH_PACKING: Final = 1400
"""Bytes; what fits into one packet is not worth it."""
IN: Final = "in"
OUT: Final = "out"
"""Whether a process may open connections to others."""
NO_MEMORY: Final = 86
"""The status with which a process ends that has no memory left."""
QUERY: Final = "query"
UPDATE: Final = "update"
TABLE: Final = "table"
TABLE_ROWS: Final = 501

_SOON: Final = 0.001
_LATER: Final = 0.1
"""Seconds after which the first piece of an answer, or a further one, is sent before it is full."""
_STACK_BYTES: Final = 1 << 29
"""The engine recurses; only what is used of it takes memory."""
_TOO_LARGE: Final = 1 << 29
"""Bytes; a process that ever took more is replaced, because its allocator keeps them."""
_GRACE: Final = 0.1
"""Seconds by which the owner, who answers better, comes first."""
_DATA_PAGES: Final = 5
"""The field of /proc/self/statm."""
_SERIALIZERS: Final[dict[str, Any]] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_SERIALIZERS: Final[dict[str, Any]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, as it goes to a worker.

    Attributes:
        text: SPARQL 1.1.
        rows: a format of `server.formats.RESULTS`, "table", or None where none will do.
        triples: a format of `server.formats.GRAPHS`, "table", or None where none will do.
        default_graphs: IRIs.
        named_graphs: IRIs.
        union: whether the default graph is the union of all graphs.
        base: what relative IRIs are relative to.
        packing: how to pack what is worth it: "gzip", "br", or "" for not at all.
        most_rows: of SELECT, 0 for all.
        most_bytes: before packing, 0 for all.
        shown: the query as the client wrote it, where that differs; such a one may ask other servers.
    """

    text: str
    rows: str | None
    triples: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    union: bool
    base: str | None = None
    packing: str = ""
    most_rows: int = 0
    most_bytes: int = 0
    shown: str = ""

    def encoded(self, folder: str) -> bytes:
        """The request for the checkpoint in this folder."""
        fields: tuple[object, ...] = (self.text, self.rows, self.triples, self.default_graphs, self.named_graphs)
        fields += (self.union, self.base, self.packing, self.most_rows, self.most_bytes)
        return json.dumps((QUERY, folder, *fields)).encode()


@dataclass(frozen=True, slots=True)
class Tried:
    """An update that is to be made on a copy, to see whether it can be.

    Attributes:
        text: SPARQL 1.1 Update, as the engine is to run it.
        base: what relative IRIs are relative to.
        copy: the folder in which to make the copy; who asks removes it.
        shown: none, as it asks nobody else.
    """

    text: str
    base: str
    copy: str
    shown: str = ""

    def encoded(self, folder: str) -> bytes:
        """The request for the checkpoint in this folder."""
        return json.dumps((UPDATE, folder, self.text, self.base, self.copy)).encode()


class _Sink:
    """Where the engine's serializer writes: frames of a socket."""

    def __init__(self, connection: socket.socket, packing: str, most: int) -> None:
        self._connection = connection
        self._left = most or sys.maxsize
        self._packing = packing
        self._packer: Packer | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._sent = False
        self._last = time.monotonic()
        self.kind = b"-"

    def write(self, data: bytes) -> int:
        now = time.monotonic()
        if not self._parts and not self._sent:
            self._last = now  # what came before was the search for the first row
        self._parts.append(data)
        self._size += len(data)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(TOO_LONG)
        most, wait = (CHUNK_BYTES, _LATER) if self._sent else (FIRST_BYTES, _SOON)
        if self._size >= most or now - self._last > wait:
            self._send(CHUNK)
            self._sent = True
        return len(data)

    def flush(self) -> None:
        """Nothing: the frames decide when to send."""

    def end(self) -> None:
        self._send(END if self._sent else WHOLE)

    def _send(self, what: bytes) -> None:
        kind = self.kind if what == CHUNK else marked(self.kind)
        data = b"".join(self._parts)
        is_packed = bool(self._packing) and (what != WHOLE or len(data) >= WORTH_PACKING)
        if is_packed:
            data = self._packed(data, what)
        last = max(0, len(data) - 1) // CHUNK_BYTES * CHUNK_BYTES
        for at in range(0, last, CHUNK_BYTES):  # such as one very long text: who reads has others to serve too
            part = data[at : at + CHUNK_BYTES]
            self._connection.sendall(FRAME.pack(CHUNK, self.kind, is_packed, len(part)) + part)
        what = END if last and what == WHOLE else what
        data = data[last:] if last else data
        self._connection.sendall(FRAME.pack(what, kind, is_packed, len(data)) + data)
        self._parts.clear()
        self._size = 0
        self._last = time.monotonic()

    def _packed(self, data: bytes, what: bytes) -> bytes:
        """Each piece can be unpacked when it comes."""
        packer = self._packer = self._packer or packer_for(self._packing)
        return packer.process(data) + (packer.flush() if what == CHUNK else packer.finish())


def main() -> None:
    """Serve the socket of the command line: its number, megabytes, prefixes as JSON, "in" or "out"."""
    leave_signals_to_owner()
    descriptor, megabytes, prefixes = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
    if sys.argv[4] != OUT:
        leave_network()
    run(partial(_serve, socket.socket(fileno=descriptor), megabytes, prefixes))


def leave_signals_to_owner() -> None:
    """Ctrl-C and systemd tell every process of the server to stop: the owner lets what runs finish first."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def run(serve: Callable[[], None]) -> None:
    """Serve, in a thread with a stack for deep recursion, and end when the owner is gone."""
    threading.Thread(target=_end_with_owner, daemon=True).start()
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()


def _end_with_owner() -> None:
    """Wait for the end of standard input, which the owner never writes to, and stop whatever runs."""
    os.read(0, 1)
    os._exit(0)


def _serve(connection: socket.socket, megabytes: int, prefixes: dict[str, str]) -> None:
    limit_memory(megabytes)
    opened: tuple[str, ox.Store] | None = None
    gc.freeze()
    connection.sendall(READY)
    stream = connection.makefile("rb")
    while head := stream.read(REQUEST.size):
        length, seconds = REQUEST.unpack(head)
        what, folder, *fields = json.loads(stream.read(length))
        limit_time(seconds)
        try:
            if what == UPDATE:
                _try(folder, Tried(*fields), prefixes)
                connection.sendall(FRAME.pack(WHOLE, marked(b"b"), 0, 0))
                continue
            if opened is None or opened[0] != folder:
                opened = (folder, ox.Store.read_only(folder))
            _answer(opened[1], Asked(*fields), prefixes, connection)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            _fail(connection, error)
        finally:
            limit_time(0)


def limit_time(seconds: float) -> None:
    """Have the system end this process when it has used so much more CPU, whoever waits for it; 0 for never.

    The owner looks at the clock while it waits for a frame. While a slow client is waited for, nobody else would.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds and seconds + _GRACE)


def limit_memory(megabytes: int) -> None:
    """Let the process allocate so much more than it has now, and never write its memory to disk when it crashes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm", "rb") as sizes:  # noqa: PTH123 (pathlib is 5 ms of start-up)
            pages = int(sizes.read().split()[_DATA_PAGES])
        most = pages * resource.getpagesize() + (megabytes << 20)
        # not RLIMIT_AS, which counts what allocators reserve and never use
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _answer(store: ox.Store, asked: Asked, prefixes: dict[str, str], connection: socket.socket) -> None:
    replaced = bool(asked.default_graphs or asked.named_graphs)
    query = partial(
        store.query,
        prefixes=prefixes,
        base_iri=asked.base,
        use_default_graph_as_union=asked.union,
        default_graph=[ox.NamedNode(name) for name in asked.default_graphs] if replaced else None,
        named_graphs=[ox.NamedNode(name) for name in asked.named_graphs] if replaced else None,
    )
    result = query(asked.text)
    if asked.most_rows and isinstance(result, ox.QuerySolutions):
        result = query(capped(asked.text, [each.value for each in result.variables], asked.most_rows))
    sink = _Sink(connection, asked.packing, asked.most_bytes)
    is_graph = isinstance(result, ox.QueryTriples)
    sink.kind = b"t" if is_graph else b"b" if isinstance(result, ox.QueryBoolean) else b"r"
    wanted = asked.triples if is_graph else asked.rows
    if wanted is None:
        connection.sendall(FRAME.pack(UNACCEPTABLE, sink.kind, 0, 0))
        return
    if wanted == TABLE:
        sink.write(json.dumps(_table(result)).encode())
    else:
        serializer = (_GRAPH_SERIALIZERS if is_graph else _SERIALIZERS)[wanted]
        result.serialize(sink, serializer)  # type: ignore[arg-type]  # it calls write and flush alone
    sink.end()


def _try(folder: str, tried: Tried, prefixes: dict[str, str]) -> None:
    """Make an update on a copy of a state; the large files are never changed, so links to them will do."""
    os.mkdir(tried.copy)  # noqa: PTH102 (pathlib is 5 ms of start-up)
    for name in os.listdir(folder):  # noqa: PTH208 (as above)
        source, target = f"{folder}/{name}", f"{tried.copy}/{name}"
        if name.endswith(".sst"):
            os.link(source, target)
        else:
            with open(source, "rb") as old, open(target, "wb") as new:  # noqa: PTH123 (as above)
                new.write(old.read())
    ox.Store(tried.copy).update(tried.text, prefixes=prefixes, base_iri=tried.base)


def _table(result: Any) -> Any:  # noqa: ANN401 (one of three result classes; JSON)
    """The first rows, each term with its kind, null for none."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    header = [one.value for one in result.variables] if isinstance(result, ox.QuerySolutions) else []
    rows = [[_written(term) for term in row] for row in islice(result, TABLE_ROWS)]
    return [header, rows]


def _written(term: Any) -> list[str] | None:  # noqa: ANN401 (any term of the engine)
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    return ["literal", term.value if isinstance(term, ox.Literal) else str(term)]


def _fail(connection: socket.socket, error: Exception) -> None:
    body = json.dumps([isinstance(error, SyntaxError), str(error)]).encode()
    connection.sendall(FRAME.pack(FAILED, marked(b"-"), 0, len(body)) + body)


def marked(kind: bytes) -> bytes:
    """The kind, in capitals where this process has grown too large to be kept."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return kind.upper() if used > _TOO_LARGE and kind != b"-" else kind


if __name__ == "__main__":
    main()
