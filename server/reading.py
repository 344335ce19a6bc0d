"""Answers pages, exports and whatever else reads the graph in processes that can be stopped, as queries are.

The application has a view for each route. What reads the graph is not answered by the view in this process, but by
the same one in a process of its own, over a checkpoint: time and memory are bounded, and this process stays free.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from flask import Response, request

from kg.errors import NewsgraphError
from server import bodies
from server.asking import asker
from server.nursery import Nursery
from server.pool import Pool
from server.refusals import QueryTimeout, ReadTimeout
from server.spooling import IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from kg.settings import Settings
    from server.access import Access
    from server.engine import Engine
    from server.limits import Limits

PAGES: Final = frozenset(
    {
        "linked_data.thing",
        "linked_data.article",
        "pages.home",
        "pages.articles",
        "pages.search",
        "questions.answer",
        "reconcile.preview",
    }
)
"""Routes whose answers take no longer than a query may."""
WHOLE: Final = frozenset(
    {
        "exports.export",
        "graph_store.graph",
        "graph_store.graphs",
        "reconcile.flyout",
        "reconcile.service",
        "reconcile.suggest",
        "review.review",
        "void.void",
    }
)
"""Routes that may read the whole graph, which takes as long as the graph is large; they have places of their own."""
_SAFE: Final = ("GET", "HEAD")
_POSTED: Final = "reconcile.service"
"""The one read that may come by POST."""
_WAITING: Final = 32
_EXPORTS: Final = 3
"""Long answers at the same time."""


def places(limits: Limits) -> int:
    """How many pages and exports may run or wait: as many threads may have to wait for them."""
    return limits.at_once + _EXPORTS + 2 * _WAITING


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as it goes to a reader.

    Attributes:
        environ: of WSGI, its texts.
        body: what was sent along.
        text: none: it is no query.
        shown: none.
    """

    environ: dict[str, str]
    body: bytes
    text: str = ""
    shown: str = ""

    def encoded(self, folder: str) -> bytes:
        """The request for the checkpoint in this folder."""
        return json.dumps((folder, self.environ, self.body.decode("latin-1"))).encode()


class Readers:
    """The processes that read for an application; use it in a `with` block, or call `close`.

    Args:
        engine: has the checkpoints.
        settings: of the application.
        access: who may read and write.
    """

    def __init__(self, engine: Engine, settings: Settings, access: Access) -> None:
        told = {
            "base": settings.base,
            "index": str(settings.index or ""),
            "instance": engine.instance,
            "is_writable": access.token is not None,
            "origins": access.origins,
            "store": str(settings.store.absolute()),
        }
        limits = engine.limits
        self._nursery = Nursery(limits, told)
        whole = replace(limits, seconds=limits.export_seconds, at_once=_EXPORTS, waiting=_WAITING)
        self._engine = engine
        self._pages = Pool(replace(limits, waiting=_WAITING), self._nursery, ready=0)
        self._whole = Pool(whole, self._nursery, ready=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop them all."""
        self._pages.close()
        self._whole.close()
        self._nursery.close()

    def warm(self) -> None:
        """Have everything ready, so that the first page need not wait for it."""
        self._nursery.warm()

    def attach(self, app: Flask) -> None:
        """Have every read of the application answered here."""
        self._engine.metrics.watch(
            "newsgraph_reads_running",
            "Pages and exports that are made now.",
            lambda: self._pages.running + self._whole.running,
        )
        app.before_request(self._answer)

    def _answer(self) -> Response | None:
        """The answer to the current request, None where it is no read of the graph."""
        name = request.endpoint
        pool = self._pages if name in PAGES else self._whole if name in WHOLE else None
        if pool is None or (request.method not in _SAFE and not (name == _POSTED and request.method == "POST")):
            return None
        request.max_content_length = bodies.SMALL
        visit = Visit(_texts(request.environ), request.get_data(cache=False))
        outcome = "refused"
        try:
            answer = self._answered(pool, visit)
            outcome = "answered"
        except QueryTimeout as error:
            outcome = "stopped"
            raise ReadTimeout(pool.limits.seconds) from error
        finally:
            self._engine.metrics.reads.labels(outcome).inc()
        return answer

    def _answered(self, pool: Pool, visit: Visit) -> Response:
        """The whole of a short answer, the beginning of a long one."""
        running, _ = self._engine.started(pool, visit, pool.limits.seconds, asker(self._engine))
        running.first()
        chunks = running.chunks()
        (status, headers), size, parts = json.loads(next(chunks)), 0, []
        for part in chunks:
            parts.append(part)
            size += len(part)
            if size > IN_MEMORY:
                answer = Response(_streamed(parts, chunks), status, headers)
                answer.call_on_close(running.close)
                return answer
        return Response(parts, status, headers)  # a list, whose length is not taken for that of what HEAD is about


def _texts(environ: dict[str, Any]) -> dict[str, str]:
    """What of a request can be written down."""
    kept = {name: value for name, value in environ.items() if isinstance(value, str) and "." not in name}
    return kept | {"wsgi.url_scheme": environ["wsgi.url_scheme"]}


def _streamed(first: list[bytes], others: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from first
        yield from others
    except NewsgraphError as error:
        # the server breaks the connection off: no client may take this for the whole answer
        raise ConnectionAbortedError(str(error)) from error
