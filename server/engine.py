"""Answers queries in worker processes that can be stopped, and makes every change through one writer."""

from __future__ import annotations

import contextlib
import secrets
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from kg.errors import NewsgraphError, StoreBusy
from kg.store.outbound import QUERY_WORDS, refuse_outbound
from server.bounds import refuse_too_deep
from server.checkpoints import Checkpoints
from server.metrics import Metrics
from server.others import query_to_run
from server.outbound import outbound_to
from server.pool import Pool
from server.rates import Rates
from server.refusals import WriterBusy
from server.relay import Relay
from server.worker import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.store import Store
    from server.limits import Limits
    from server.metrics import Observation
    from server.pool import Errand, Running

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks.

    Attributes:
        name: what tells clients apart, such as their address: the queue is fair to each.
        at_least: the version that the client must see, from an answer to its own write; 0 for what there is.
        gone: says whether the client has hung up; asked while its query runs.
        record: where the engine notes what became of the query, for a log.
    """

    name: str = ""
    at_least: int = 0
    gone: Callable[[], bool] = field(default=lambda: False)
    record: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Answer:
    """What a query gives: iterate over it once, or close it.

    Attributes:
        kind: "rows" (SELECT), "boolean" (ASK) or "triples" (CONSTRUCT, DESCRIBE).
        version: the version of the graph that it is about.
        length: how many bytes it has, None where it is still being computed.
        packing: how they are packed, "" for not at all.
    """

    kind: str
    version: int
    length: int | None
    packing: str
    _running: Running
    _observed: Observation

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, as they are computed.

        Raises:
            QueryTimeout: the time is over: what was given is not the whole answer.
            WorkerLost: the process ended: what was given is not the whole answer.
        """
        try:
            yield from self._running.chunks()
        except GeneratorExit:
            self._observed.end("left")
            raise
        except NewsgraphError as error:
            self._observed.end(type(error).__name__)
            raise
        self._observed.end("whole")

    def close(self) -> None:
        """Stop computing what was not read yet."""
        self._running.close()
        self._observed.end("left")


@dataclass(slots=True)
class Begun:
    """A query that runs; nothing of its answer was looked at yet.

    Attributes:
        running: the worker at it.
        version: the version of the graph that it is about.
        packing: how its answer will be packed where it is worth it.
        observed: for the metrics.
        error: why there will be no answer, where that is known already.
    """

    running: Running
    version: int
    packing: str
    observed: Observation
    error: NewsgraphError | None = None

    def first(self) -> Answer:
        """Wait for the beginning of the answer.

        Raises:
            NewsgraphError: as `Engine.query`.
        """
        try:
            if self.error is not None:
                raise self.error
            first = self.running.first()
        except NewsgraphError as error:
            self.observed.end(type(error).__name__)
            raise
        self.observed.kind = first.kind
        packing = self.packing if first.is_packed else ""
        return Answer(first.kind, self.version, first.length, packing, self.running, self.observed)

    def close(self) -> None:
        """Stop it, where nobody wants the answer any more."""
        self.running.close()
        self.observed.end("left")


@dataclass(frozen=True, slots=True)
class Written(Generic[Result]):
    """What a write gives: its result, and the version of the graph that has it."""

    result: Result
    version: int


class Engine:
    """The queries and changes of one store; use it in a `with` block, or call `close`.

    Args:
        store: opened, and closed by who opened it, after the engine.
        limits: what one query may take, and how many may run.

    Attributes:
        outbound: whom LOAD and SERVICE may ask.
        relay: how SERVICE does.
        store: for reads of our own making, which need no limit; write through `write`.
        is_closing: whether it is about to stop, and wants no new work.
        told: gets the number of each new version, before anybody can see it.
        instance: tells this run of the server from another: versions count from 0 in each.
    """

    def __init__(self, store: Store, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self.instance = secrets.token_hex(4)
        self.checkpoints = Checkpoints(store)
        self.pool = Pool(limits)
        self.metrics = Metrics(limits, self.pool, self.checkpoints, store.path)
        self.outbound = outbound_to(limits.allow)
        self.is_closing = False
        self.told: Callable[[int], None] = _nobody
        self.relay = Relay(self.outbound)
        self._rates = Rates(limits.per_second)
        self._seen: dict[str, int] = {}
        self._written = store.generation
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Have workers and a checkpoint ready, so that the first query need not wait for them."""
        self.pool.warm()
        with self.checkpoints.borrowed():
            pass

    def close(self) -> None:
        """Stop every worker and remove the checkpoints."""
        self.is_closing = True
        self.pool.close()
        self.relay.close()
        self.checkpoints.close()

    @property
    def version(self) -> int:
        """Which state of the graph is the newest; grows with every change."""
        return self.store.generation

    @property
    def is_newest(self) -> bool:
        """Whether workers read the newest state that anybody can have seen."""
        current = self.checkpoints.current
        return current is not None and current.version >= self._written

    def shows_newest(self, asker: Asker) -> bool:
        """Whether a client may be shown the newest state: workers read it too, or would have to for this client."""
        current = self.checkpoints.current
        return current is not None and (self.is_newest or self._wanted(asker) > current.version)

    def saw(self, client: str, version: int) -> None:
        """Remember that this client has seen this version, and may see none before it."""
        with self._lock:
            self._seen[client] = max(version, self._seen.pop(client, 0))
            if len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]

    def query(  # noqa: PLR0913 (what the protocol lets a client say, each by name)
        self,
        text: str,
        *,
        rows: str | None = "json",
        triples: str | None = "ttl",
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
        packing: str = "",
        timeout: float | None = None,
        asker: Asker | None = None,
    ) -> Answer:
        """Start computing the answer to a query; it is ready when its first bytes are.

        Args:
            text: SPARQL 1.1; SERVICE to who is not listed is refused, or finds nothing where it is silent.
            rows: the name of the format for SELECT and ASK (`server.formats.RESULTS`), "table" for the first rows as
                JSON for a page, None where the client accepts none.
            triples: the same for CONSTRUCT and DESCRIBE (`server.formats.GRAPHS`).
            default_graphs: IRIs; with `named_graphs` they replace the dataset.
            named_graphs: IRIs.
            base: what relative IRIs are relative to.
            packing: how to pack what is worth it (`server.packing`).
            timeout: seconds; never more than the limit of the server.
            asker: the client.

        Raises:
            OutboundRefused: it wants to ask a server that is not listed.
            QueryError: it does not parse or cannot be evaluated.
            NotAcceptable: the answer is of a kind for which there is no format.
            QueryTimeout: the time was over before the first byte.
            TooBusy: too many queries wait already.
            TooMany: the client asks more often than it may.
            WorkerLost: the process crashed or met its memory limit.
            ClientGone: nobody waits for the answer any more.
        """
        asker = asker or Asker()
        observed = self.metrics.begin(text, asker.record)
        try:
            self._rates.take(asker.name)
            refuse_too_deep(text)
            run, is_outbound = query_to_run(self, text, base, asker)
            asked = Asked(
                text=run,
                rows=rows,
                triples=triples,
                default_graphs=tuple(default_graphs),
                named_graphs=tuple(named_graphs),
                union=self.limits.union_default_graph,
                base=base,
                packing=packing,
                most_rows=self.limits.most_rows,
                most_bytes=self.limits.most_bytes,
                shown=text if is_outbound else "",
            )
            begun = self._begun(asked, timeout, asker, observed)
        except NewsgraphError as error:
            observed.end(type(error).__name__)
            raise
        return begun.first()

    def begin_now(self, asked: Asked, *, timeout: float | None, asker: Asker) -> Begun | None:
        """Start a query without waiting for anything; None where it is for `query` to wait, or to refuse.

        Args:
            asked: the query; nothing of it was checked yet.
            timeout: seconds.
            asker: the client.
        """
        try:
            refuse_outbound(asked.text, words=QUERY_WORDS)
            refuse_too_deep(asked.text)
        except NewsgraphError:
            return None
        if not self._rates.has(asker.name):
            return None
        checkpoint = self.checkpoints.borrow_now(self._wanted(asker))
        if checkpoint is None:
            return None
        seat = self.pool.seat_now(asker.name)
        if seat is None:
            self.checkpoints.give_back(checkpoint)
            return None

        def leave() -> None:
            self.pool.leave(asker.name)
            self.checkpoints.give_back(checkpoint)

        try:
            running = seat.start(asked, checkpoint.folder, seconds=self._seconds(timeout), gone=asker.gone)
        except NewsgraphError:  # the worker died in its sleep
            leave()
            return None
        except BaseException:
            leave()
            raise
        running.when_over(leave)
        self._rates.take(asker.name)
        return Begun(running, checkpoint.version, asked.packing, self.metrics.begin(asked.text, asker.record))

    def _begun(self, asked: Asked, timeout: float | None, asker: Asker, observed: Observation) -> Begun:
        running, version = self.started(self.pool, asked, self._seconds(timeout), asker)
        return Begun(running, version, asked.packing, observed)

    def started(self, pool: Pool, errand: Errand, seconds: float, asker: Asker) -> tuple[Running, int]:
        """Send a process of a pool to work on a checkpoint, whose version is given too.

        Raises:
            TooBusy: there is no place, or no checkpoint that is new enough, for so many seconds.
            ClientGone: nobody waits any more.
        """
        with contextlib.ExitStack() as opened:
            seat = opened.enter_context(pool.seat(asker.name, seconds=seconds, gone=asker.gone))
            checkpoint = opened.enter_context(self.checkpoints.borrowed(self._wanted(asker), seconds=seconds))
            running = seat.start(errand, checkpoint.folder, seconds=seconds, gone=asker.gone)
            running.when_over(opened.pop_all().close)
        return running, checkpoint.version

    def may_answer(self, client: str) -> bool:
        """Whether the client may send one more query now; it is counted if so."""
        if not self._rates.has(client):
            return False
        self._rates.take(client)
        return True

    def _wanted(self, asker: Asker) -> int:
        """The version that the client must see: what it names, what it wrote, or what it was shown."""
        return max(asker.at_least, self._seen.get(asker.name, 0))

    def _seconds(self, timeout: float | None) -> float:
        return min(timeout or self.limits.seconds, self.limits.seconds)

    def write(self, change: Callable[[Store], Result], *, client: str = "") -> Written[Result]:
        """Make a change, alone among writers; the next query of this client sees it.

        Args:
            change: gets the store; what it raises goes on, and its `Store.apply` or `Store.update` is atomic.
            client: its name, as `Asker.name`.

        Raises:
            WriterBusy: others write for longer than a query may take.
        """
        with self._turn():
            try:
                result = change(self.store)
            except BaseException:
                self.metrics.writes.labels("refused").inc()
                raise
            finally:
                # before the turn is over: who reads then sees this version, and has to be known to
                version = self._written = self.store.generation
                self.told(version)
                self.saw(client, version)
        if self.limits.fsync:
            self.store.sync()
        self.metrics.writes.labels("done").inc()
        return Written(result, version)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """The writer's place, waited for as long as a query may run."""
        seconds = self.limits.seconds
        with contextlib.ExitStack() as opened:
            try:
                opened.enter_context(self.store.writing(seconds=seconds))
            except StoreBusy as error:
                self.metrics.writes.labels("refused").inc()
                raise WriterBusy(seconds) from error
            yield


def _nobody(_: int) -> None:
    """Nobody wants to know."""


_REMEMBERED = 10_000
"""Clients whose last version is remembered; who was forgotten sees it as soon as others do."""
