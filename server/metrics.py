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
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.metrics_core import HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prometheus_client.metrics_core import Metric

    from server.checkpoints import Checkpoints
    from server.limits import Limits
    from server.pool import Pool

SLOW: Final = logging.getLogger("newsgraph.slow")
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_AT_ONCE: Final = 1000
"""Queries that end before they are counted, unless somebody asks for the counts before."""
_SHOWN: Final = 2000
"""Characters of a slow query that the log shows."""


def query_hash(text: str) -> str:
    """What names a query in the logs."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Metrics:
    """The counters of one engine.

    Attributes:
        keeps_records: whether somebody wants to read the record of each query.
    """

    def __init__(self, limits: Limits, pool: Pool, checkpoints: Checkpoints, store: Path) -> None:
        self._slow = limits.slow_seconds
        self.keeps_records = False
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
            Gauge(name, meaning, registry=self.registry).set_function(value)

    def watch_reads(self, running: Callable[[], int]) -> None:
        """Show how many pages and exports are being made."""
        Gauge("newsgraph_reads_running", "Pages and exports that are made now.", registry=self.registry).set_function(
            running
        )

    def begin(self, text: str, record: dict[str, Any]) -> Observation:
        """Follow a query from its beginning."""
        return Observation(self, text, record)

    def text(self) -> bytes:
        """All of it."""
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
        observed.record |= {"outcome": outcome, "kind": observed.kind, "hash": query_hash(observed.text)}
        if seconds > self._slow:
            told = observed.record | {"seconds": round(seconds, 3), "query": observed.text[:_SHOWN]}
            SLOW.warning("%s", json.dumps(told, ensure_ascii=False))

    def _count(self) -> None:
        """What has ended: to count many at once costs a tenth of counting each."""
        with self._counting:
            ended = [self._ended.popleft() for _ in range(len(self._ended))]
        for (kind, outcome), number in Tally(each[:2] for each in ended).items():
            self._queries.labels(kind, outcome).inc(number)
        self._seconds.add([each[2] for each in ended])


class _Seconds(Collector):
    """A histogram that is told many values at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = [0] * (len(_BUCKETS) + 1)
        self._sum = 0.0

    def add(self, values: list[float]) -> None:
        """Count these."""
        with self._lock:
            for value in values:
                self._counts[bisect_left(_BUCKETS, value)] += 1
            self._sum += sum(values)

    def collect(self) -> Iterator[Metric]:
        """The histogram, as Prometheus has it."""
        with self._lock:
            counts, total = list(accumulate(self._counts)), self._sum
        names = [*map(floatToGoString, _BUCKETS), "+Inf"]
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

    _metrics: Metrics
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
