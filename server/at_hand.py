"""Answers that are there at once, and the heads of answers: what the loop and the desks have in common."""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Final, Protocol

from server import versions
from server.caps import notice
from server.formats import with_charset
from server.glance import FORM, Glance
from server.kept import Kept
from server.protection import SAFE, sharing
from server.sparql import named_by
from server.worker import WORTH_PACKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waitress.parser import HTTPRequestParser

    from kg.store import Store
    from server.access import Access
    from server.alike import PlainRequest
    from server.limits import Limits
    from server.metrics import Observation
    from server.plain import PlainQuery
    from server.request_log import Lines


class Observer(Protocol):
    """Who wants to know what becomes of queries."""

    def begin(self, text: str, record: dict[str, Any]) -> Observation: ...  # noqa: D102 (see `server.metrics`)


class Source(Protocol):
    """Where answers come from: the engine, or what a desk sees of it."""

    limits: Limits
    instance: str

    @property
    def store(self) -> Store: ...  # noqa: D102 (see the engine)
    @property
    def metrics(self) -> Observer: ...  # noqa: D102 (as above)
    @property
    def version(self) -> int: ...  # noqa: D102 (as above)


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


_SAFE: Final = _lines(SAFE)


class AtHand:
    """Answers to look-ups.

    Args:
        source: the graph.
        access: says which pages may read the answers.
        log: gets a line for each request, if there is one.
    """

    def __init__(self, source: Source, access: Access, log: Lines | None) -> None:
        self.source = source
        self.log = log
        self._access = access
        self._glance = None if _changes_answers(source.limits) else Glance(source.store)
        self._date = (0, "")
        self._rest = self._rest_for(None) if access.shares_with_all else ""

    def find(self, told: PlainRequest) -> Kept | None:
        """The answer of the source to a look-up, None where it is for a worker."""
        plain = told.plain
        rows, asked = plain.offered.rows, plain.asked
        if self._glance is None or rows is None or rows[1] != FORM or asked.default_graphs or asked.named_graphs:
            return None
        found = told.asked and self._glance.at_hand(told.asked)
        if found is None:
            return None
        version, body = found
        if plain.packing and len(body) >= WORTH_PACKING:
            return None
        etag = self.tag(version, plain) if told.may_repeat else ""
        return Kept(version, plain.text, "rows", with_charset(rows[0]), "", body, etag, "whole")

    def tag(self, version: int, plain: PlainQuery) -> str:
        """The entity tag of the answer to a query."""
        return versions.tag(self.source, version, *named_by(plain.text, plain.asked, plain.offered))

    def whole(self, found: Kept, request: HTTPRequestParser) -> bytes:
        """Head and body of an answer that is there."""
        rest = lengths(found.body, packing=found.packing, closes=request.connection_close)
        origin = request.headers.get("ORIGIN")
        return self.head(found.content_type, rest, origin, version=found.version, etag=found.etag) + found.body

    def head(self, content_type: str, rest: str, origin: str | None, *, version: int, etag: str) -> bytes:
        """The head of a good answer to a page of this origin, or to a program.

        Args:
            content_type: of the body.
            rest: further lines.
            origin: of the page, None for none.
            version: of the graph.
            etag: of the answer, "" for none.
        """
        now = int(time.time())
        if self._date[0] != now:
            self._date = now, formatdate(now, usegmt=True)
        tag = f"ETag: {etag}\r\n" if etag else ""
        return (
            f"HTTP/1.1 200 OK\r\nDate: {self._date[1]}\r\nContent-Type: {content_type}\r\n{rest}"
            f"{versions.VERSION}: {self.source.instance}-{version}\r\n{tag}"
            f"{self._rest or self._rest_for(origin)}\r\n"
        ).encode("latin-1")

    def begun(self, found: Kept) -> Observation:
        """For the metrics: somebody gets this answer."""
        observed = self.source.metrics.begin(found.text, {})
        observed.kind = found.kind
        return observed

    def note(self, request: HTTPRequestParser, client: str, observed: Observation, *, size: int, outcome: str) -> None:
        """Write the line of a request into the log."""
        if self.log is not None:
            self.log.note(
                client=client,
                method=request.command,
                path=request.path,
                status=200 if size else 0,
                size=size,
                whole=outcome in ("whole", "kept"),
                seconds=time.monotonic() - observed.started,
                query=observed.record,
            )

    def _rest_for(self, origin: str | None) -> str:
        """The lines of a head that are the same in every answer to a page of this origin."""
        vary = "Accept, Accept-Encoding" if self._access.shares_with_all else "Accept, Accept-Encoding, Origin"
        limits = self.source.limits
        return f"Vary: {vary}\r\n" + _lines(notice(limits)) + _lines(sharing(origin, self._access)) + _SAFE


def lengths(body: bytes | None, *, packing: str, closes: bool) -> str:
    """The lines of a head that say how the body is sent, which comes in chunks where it is not there yet."""
    lines = "Transfer-Encoding: chunked\r\n" if body is None else f"Content-Length: {len(body)}\r\n"
    lines += f"Content-Encoding: {packing}\r\n" if packing else ""
    return lines + ("Connection: close\r\n" if closes else "")


def _changes_answers(limits: Limits) -> bool:
    """Whether these make another answer of a look-up than the graph has, which workers see to."""
    return bool(limits.union_default_graph or limits.most_rows or limits.most_bytes)
