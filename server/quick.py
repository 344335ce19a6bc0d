"""Answers plain queries in the loop that reads the sockets, without a thread: most requests are such.

What a query may do and how its answer looks is decided by the same code as on the ordinary way, through Flask. Whatever
is not plain, would have to wait, or goes wrong before its first byte is left to the ordinary way, with the query that
runs, if one does. So nothing here refuses anything.
"""

from __future__ import annotations

import logging
import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Final

from kg.errors import NewsgraphError
from server import versions
from server.caps import notice
from server.engine import Asker
from server.formats import with_charset
from server.glance import FORM, Glance
from server.kept import Answers, Kept
from server.plain import plain_query
from server.protection import SAFE, sharing
from server.reply import Reply, lengths
from server.sparql import is_repeatable, named_by
from server.worker import WORTH_PACKING, Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.access import Access
    from server.engine import Begun, Engine
    from server.limits import Limits
    from server.loop import Loop
    from server.metrics import Observation
    from server.plain import PlainQuery
    from server.reply import Channel
    from server.request_log import RequestLog

_LOG: Final = logging.getLogger("newsgraph.quick")


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


_SAFE: Final = _lines(SAFE)


class Quick:
    """The plain queries under way.

    Args:
        engine: answers them.
        access: says which pages may read the answers.
        log: gets a line for each request, if there is one.
    """

    def __init__(self, engine: Engine, access: Access, log: RequestLog | None) -> None:
        self.engine = engine
        self.log = log
        self.pending: set[Reply] = set()
        self.answers = Answers(engine.limits.kept_megabytes << 20)
        self._access = access
        self._glance = None if _changes_answers(engine.limits) else Glance(engine.store)
        self._date = (0, "")
        self._rest = self._rest_for(None) if access.shares_with_all else ""

    def begin(self, channel: Channel, loop: Loop) -> bool:
        """Start to answer the first request of the connection, if it is plain and a worker is ready."""
        request = channel.requests[0]
        if self.engine.is_closing:
            return False
        try:
            plain = plain_query(request)
        except (NewsgraphError, ValueError):  # the ordinary way says what is wrong
            return False
        if plain is None:
            return False
        may_repeat = request.command == "GET" and is_repeatable(plain.text)
        at_once = self._at_once(channel, plain, may_repeat=may_repeat)
        if at_once is not None:
            channel.kept = at_once
            return True
        begun = self._begun(channel, plain)
        if begun is None:
            return False
        reply = Reply(self, loop, channel, begun, plain.offered)
        if may_repeat:
            reply.etag = self._tag(begun.version, plain)
            reply.key = plain if self.answers.has_room else None
        reply.wait()
        return True

    def _at_once(self, channel: Channel, plain: PlainQuery, *, may_repeat: bool) -> Kept | None:
        """The answer that is there already, or costs next to nothing, where the client may ask."""
        keeps = may_repeat and self.answers.has_room
        found = self.answers.find(self.engine.version, plain) if keeps else None
        if found is None:
            found = self._at_hand(plain, may_repeat=may_repeat)
            if found is not None and keeps:
                self.answers.keep(plain, found._replace(outcome="kept"))
        return found if found is not None and self.engine.may_answer(channel.addr[0]) else None

    def _at_hand(self, plain: PlainQuery, *, may_repeat: bool) -> Kept | None:
        """The answer to a look-up."""
        if self._glance is None or self.engine.checkpoints.age:  # workers answer about an older state:
            return None  # nobody is to go back to it
        rows, asked = plain.offered.rows, plain.asked
        if rows is None or rows[1] != FORM or asked.default_graphs or asked.named_graphs:
            return None
        found = self._glance.at_hand(plain.text)
        if found is None:
            return None
        version, body = found
        if plain.packing and len(body) >= WORTH_PACKING:
            return None
        etag = self._tag(version, plain) if may_repeat else ""
        return Kept(version, plain.text, "rows", with_charset(rows[0]), "", body, etag, "whole")

    def _tag(self, version: int, plain: PlainQuery) -> str:
        return versions.tag(self.engine, version, *named_by(plain.text, plain.asked, plain.offered))

    def _begun(self, channel: Channel, plain: PlainQuery) -> Begun | None:
        at_least = versions.asked_version(self.engine, channel.requests[0].headers.get("NEWSGRAPH_VERSION", ""))
        asker = Asker(channel.addr[0], at_least, channel.check_client_disconnected)
        limits, asked, offered = self.engine.limits, plain.asked, plain.offered
        query = Asked(
            text=plain.text,
            rows=offered.rows and offered.rows[1],
            triples=offered.triples and offered.triples[1],
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            union=limits.union_default_graph,
            base=plain.base,
            packing=plain.packing,
            most_rows=limits.most_rows,
            most_bytes=limits.most_bytes,
        )
        return self.engine.begin_now(query, timeout=asked.timeout, asker=asker)

    def repeat(self, channel: Channel, found: Kept) -> None:
        """Give an answer that was kept."""
        observed = self.engine.metrics.begin(found.text, {})
        observed.kind = found.kind
        rest = lengths(found.body, packing=found.packing, closes=channel.requests[0].connection_close)
        head = self.head(found.content_type, rest, channel, version=found.version, etag=found.etag)
        if channel.push(head + found.body):
            observed.end(found.outcome)
            self.note(channel, observed, size=len(found.body), outcome=found.outcome)

    def note(self, channel: Channel, observed: Observation, *, size: int, outcome: str) -> None:
        """Write the line of a request into the log."""
        if self.log is not None:
            request = channel.requests[0]
            self.log.note(
                client=channel.addr[0],
                method=request.command,
                path=request.path,
                status=200 if size else 0,
                size=size,
                whole=outcome in ("whole", "kept"),
                seconds=time.monotonic() - observed.started,
                query=observed.record,
            )

    def head(self, content_type: str, rest: str, channel: Channel, *, version: int, etag: str) -> bytes:
        """The head of a good answer to the first request of a connection."""
        now = int(time.time())
        if self._date[0] != now:
            self._date = now, formatdate(now, usegmt=True)
        others = self._rest or self._rest_for(channel.requests[0].headers.get("ORIGIN"))
        tag = f"ETag: {etag}\r\n" if etag else ""
        return (
            f"HTTP/1.1 200 OK\r\nDate: {self._date[1]}\r\nContent-Type: {content_type}\r\n{rest}"
            f"{versions.VERSION}: {self.engine.instance}-{version}\r\n{tag}"
            f"{others}\r\n"
        ).encode("latin-1")

    def _rest_for(self, origin: str | None) -> str:
        """The lines of a head that are the same in every answer to a page of this origin."""
        vary = "Accept, Accept-Encoding" if self._access.shares_with_all else "Accept, Accept-Encoding, Origin"
        return f"Vary: {vary}\r\n" + _lines(notice(self.engine.limits)) + _lines(sharing(origin, self._access)) + _SAFE

    def tick(self) -> None:
        """End what has met its limit of time."""
        now = time.monotonic()
        for reply in [each for each in self.pending if each.deadline <= now]:
            try:
                reply.expire()
            except Exception:  # noqa: BLE001 (logged; a mistake in one answer must not end the server)
                _LOG.exception("an answer could not be ended")
                self.pending.discard(reply)


def _changes_answers(limits: Limits) -> bool:
    """Whether these make another answer of a look-up than the graph has, which workers see to."""
    return bool(limits.union_default_graph or limits.most_rows or limits.most_bytes)
