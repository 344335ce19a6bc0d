"""Why a query has no answer, or no whole one: out of time, out of memory, too many at once, nobody there."""

from __future__ import annotations

import math
from http import HTTPStatus

from kg.errors import NewsgraphError
from server.errors import Problem


class QueryTimeout(Problem):
    """The query took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The query was stopped: it took longer than its limit of {seconds:g} s. Bind more of its patterns, "
            "add a LIMIT, or ask for less at a time.",
        )


class ReadTimeout(Problem):
    """An answer that is no query's took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The answer was stopped: it took longer than its limit of {seconds:g} s. Ask for a part of it, or ask a "
            "query; who runs the server can set the limit with --timeout or --export-timeout.",
        )


class NotBegun(Problem):
    """An update whose patterns cannot be computed within the limits."""

    def __init__(self, why: str) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"Nothing was written: what the update looks for was computed first. {why}",
        )


class WriterBusy(Problem):
    """Other writes take too long for this one, or for who has to see what they wrote."""

    def __init__(self, seconds: float) -> None:
        wait = math.ceil(min(seconds, 10))
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"Another write has taken {seconds:g} s and is not done; nothing of yours was done. Try again in {wait} s.",
            headers={"Retry-After": str(wait)},
        )


class TooBusy(Problem):
    """More queries wait than the server lets wait, or one waited too long for its turn."""

    def __init__(self, running: int, waiting: int, *, retry_after: int) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The server is busy: {running} queries run and {waiting} wait. Try again in {retry_after} s.",
            headers={"Retry-After": str(retry_after)},
        )


class TooMany(Problem):
    """The client sends more requests than it may."""

    def __init__(self, per_second: float, *, retry_after: int) -> None:
        super().__init__(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"More than {per_second:g} queries a second came from your address. Try again in {retry_after} s.",
            headers={"Retry-After": str(retry_after)},
        )


class WorkerLost(Problem):
    """The process that computed the answer ended: the engine crashed on this query."""

    def __init__(self, how: str) -> None:
        super().__init__(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            f"The engine crashed on this request ({how}). Nothing else was harmed; a simpler one will do.",
        )


class NoProcess(Problem):
    """The machine starts no process for the request."""

    def __init__(self, how: str) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"No process can be started for this request ({how}). The machine may be short of memory; ask again.",
            headers={"Retry-After": "1"},
        )


class OutOfMemory(Problem):
    """The query needed more memory than it may."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The answer was stopped: it needs more than its limit of {megabytes} MB of memory. Sort, group or join "
            "fewer solutions, or ask for less at a time.",
        )


class ClientGone(NewsgraphError):
    """The client hung up; there is nobody to answer."""

    http_status = HTTPStatus.REQUEST_TIMEOUT  # for the log


class NotAcceptable(NewsgraphError):
    """The client accepts no format of this kind of answer.

    Args:
        kind: "rows", "boolean" or "triples".
    """

    http_status = 406

    def __init__(self, kind: str) -> None:
        super().__init__(f"The client accepts no format for {kind}.")
        self.kind = kind
