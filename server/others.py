"""What becomes of queries and updates that want to ask other servers.

Who is listed is asked, by way of the relay. A silent request to anybody else finds nothing, as the standard has it for
a server that fails. Any other is refused (403), unless it does not even parse, which is said first (400).
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from kg.errors import OutboundRefused, QueryError
from kg.store import runnable
from kg.store.inward import inward, without_silent_services
from kg.store.outbound import QUERY_WORDS, UPDATE_WORDS, refuse_outbound
from server.refusals import OutOfMemory, QueryTimeout, WorkerLost
from server.worker import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.engine import Asker, Engine

A_MOMENT: Final = 1.0
"""Seconds in which it is found out whether a request that is refused parses; if it takes longer, it does."""


def query_to_run(engine: Engine, text: str, base: str | None, asker: Asker) -> tuple[str, bool]:
    """The query as it is to run, and whether it asks other servers.

    Raises:
        OutboundRefused: it wants to ask one that is not listed.
        QueryError: the same, and it does not parse.
    """
    run = without_silent_services(text, reaches=engine.outbound.allows)
    if engine.limits.allow and "service" in run.lower():
        relayed = engine.relay.rewritten(run)
        return relayed, relayed != run
    with _said_first(lambda: _parse(engine, text, base, asker)):
        refuse_outbound(run, words=QUERY_WORDS)
    return run, False


def update_to_run(text: str, attempt: Callable[[str], None]) -> str:
    """The update as it is to run; what listed servers send is in it already.

    Args:
        text: of the update.
        attempt: makes one that asks nobody where it leaves no trace, for a moment.

    Raises:
        OutboundRefused: it wants to ask another server.
        QueryError: the same, and it does not parse.
    """

    def parse() -> None:
        inside = inward(text)
        with _as_wrong():
            refuse_outbound(inside, words=UPDATE_WORDS)
        attempt(inside)

    with _said_first(parse):
        return runnable(text)


def _parse(engine: Engine, text: str, base: str | None, asker: Asker) -> None:
    inside = inward(text)
    with _as_wrong():
        refuse_outbound(inside, words=QUERY_WORDS)
    asked = Asked(inside, "csv", "nt", (), (), union=False, base=base)
    running, _ = engine.started(engine.pool, asked, A_MOMENT, asker)
    running.first()
    running.close()


@contextlib.contextmanager
def _said_first(parse: Callable[[], None]) -> Iterator[None]:
    """Have what is refused parsed first."""
    try:
        yield
    except OutboundRefused:
        with contextlib.suppress(QueryTimeout, OutOfMemory, WorkerLost):
            parse()
        raise


@contextlib.contextmanager
def _as_wrong() -> Iterator[None]:
    """A word that asks others, and stands where none can: the request does not parse."""
    try:
        yield
    except OutboundRefused as error:
        raise QueryError(str(error)) from error
