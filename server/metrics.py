"""What the server counts of itself, in the text format of Prometheus, and its log of slow queries."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from bisect import bisect_left
from collections import Counter as Tally
from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any, Final, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.metrics_core import HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from prometheus_client.metrics_core import Metric

    from server.checkpoints import Checkpoints
    from server.limits import Limits
    from server.pool import Pool

SLOW: Final = logging.getLogger("newsgraph.slow")
_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
BUCKETS: Final = len(_BOUNDS) + 1
"""How many kinds of duration there are."""
_AT_ONCE: Final = 1000
"""Queries that end before they are counted, unless somebody asks for the counts before."""
_SHOWN: Final = 2000
"""Characters of a slow query that the log shows."""


def query_hash(text: str) -> str:
    """What names a query in the logs."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def bucket_of(seconds: float) -> int:
    """Which kind of duration this is."""
    return bisect_left(_BOUNDS, seconds)


class Ending(Protocol):
    """Who is told the end of a query."""

    def end(self, observed: Observation, outcome: str) -> None: ...  # noqa: D102 (see below)


class Metrics:
    """The counters of one engine.

    Attributes:
        keeps_records: whether somebody wants to read the record of each query.
        asked: called before somebody reads the counters.
    """

    def __init__(self, limits: Limits, pool: Pool, checkpoints: Checkpoints, store: Path) -> None:
        self._slow = limits.slow_seconds
        self.keeps_records = False
        self.asked: Callable[[], None] = _nothing
        self.registry = CollectorRegistry()
        self._queries = Counter(
            "newsgraph_queries",
            "Queries by the kind of their answer and how they ended.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._seconds = _Seconds()
        self.registry.register(self._seconds)
        self._ended: deque[tuple[str, str, float]] = deque()
        self._counting = threading.Lock()
        self.writes = Counter(
            "newsgraph_writes", "Changes of the graph by how they ended.", ["outcome"], registry=self.registry
        )
        self.reads = Counter(
            "newsgraph_reads", "Pages and exports by how they began.", ["outcome"], registry=self.registry
        )
        for name, meaning, value in (
            ("newsgraph_queries_running", "Queries that run now.", lambda: pool.running),
            ("newsgraph_queries_waiting", "Queries that wait for their turn.", lambda: pool.waiting),
            ("newsgraph_workers", "Worker processes.", lambda: len(pool.workers)),
            ("newsgraph_workers_started", "Worker processes started since the server was.", lambda: pool.started),
            ("newsgraph_checkpoint_age_seconds", "How far readers may be behind the writer.", lambda: checkpoints.age),
            ("newsgraph_store_bytes", "Size of the store on disk.", lambda: _bytes_in(store)),
        ):
            self.watch(name, meaning, value)

    def watch(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Show a number that changes."""
        Gauge(name, meaning, registry=self.registry).set_function(value)

    def begin(self, text: str, record: dict[str, Any]) -> Observation:
        """Follow a query from its beginning."""
        return Observation(self, text, record)

    def text(self) -> bytes:
        """All of it."""
        self.asked()
        self._count()
        return generate_latest(self.registry)

    def end(self, observed: Observation, outcome: str) -> None:
        """A query ended."""
        seconds = time.monotonic() - observed.started
        self._ended.append((observed.kind, outcome, seconds))
        if len(self._ended) >= _AT_ONCE:
            self._count()
        if not self.keeps_records and seconds <= self._slow:
            return
        keep_record(observed, outcome)
        if seconds > self._slow:
            told = observed.record | {"seconds": round(seconds, 3), "query": observed.text[:_SHOWN]}
            SLOW.warning("%s", json.dumps(told, ensure_ascii=False))

    def _count(self) -> None:
        """What has ended: to count many at once costs a tenth of counting each."""
        with self._counting:
            ended = [self._ended.popleft() for _ in range(len(self._ended))]
        for (kind, outcome), number in Tally(each[:2] for each in ended).items():
            self._queries.labels(kind, outcome).inc(number)
        kinds = Tally(bucket_of(each[2]) for each in ended)
        self._seconds.add(map(kinds.__getitem__, range(BUCKETS)), sum(each[2] for each in ended))

    def add(self, kind: str, outcome: str, buckets: Sequence[int], seconds: float) -> None:
        """Count what another process has answered: how many took how long, and their sum."""
        self._queries.labels(kind, outcome).inc(sum(buckets))
        self._seconds.add(buckets, seconds)


def keep_record(observed: Observation, outcome: str) -> None:
    """For a log: what became of a query."""
    observed.record |= {"outcome": outcome, "kind": observed.kind, "hash": query_hash(observed.text)}


def _nothing() -> None:
    """Nobody else counts."""


class _Seconds(Collector):
    """A histogram that is told many values at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = [0] * BUCKETS
        self._sum = 0.0

    def add(self, buckets: Iterable[int], seconds: float) -> None:
        """Count so many of each kind, and their sum."""
        with self._lock:
            self._counts = list(map(add, self._counts, buckets))
            self._sum += seconds

    def collect(self) -> Iterator[Metric]:
        """The histogram, as Prometheus has it."""
        with self._lock:
            counts, total = list(accumulate(self._counts)), self._sum
        names = [*map(floatToGoString, _BOUNDS), "+Inf"]
        meaning = "Time from a query's arrival to the last byte of its answer."
        yield HistogramMetricFamily(
            "newsgraph_query_seconds", meaning, buckets=list(zip(names, counts, strict=True)), sum_value=total
        )


@dataclass(slots=True)
class Observation:
    """A query that is under way.

    Attributes:
        text: the query.
        record: where the log of requests finds what became of it.
        kind: of the answer, once it is known.
        started: by the monotonic clock.
    """

    _metrics: Ending
    text: str
    record: dict[str, Any]
    kind: str = "unknown"
    started: float = field(default_factory=time.monotonic)
    _is_over: bool = False

    def end(self, outcome: str) -> None:
        """It ended so; only the first call counts."""
        if not self._is_over:
            self._is_over = True
            self._metrics.end(self, outcome)


def _bytes_in(folder: Path) -> int:
    """Of the files of the database itself: its checkpoints are links to them."""
    total = 0
    for file in folder.iterdir():
        try:
            total += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:  # the engine removed it in this moment
            continue
    return total
